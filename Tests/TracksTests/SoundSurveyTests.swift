// Made-up worlds of sound with truth: error, containment and wrong joins stay within bounds.
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Making
import Testing

@testable import Tracks

struct SoundSurveyTests {
  private static func score(_ name: String, _ count: UInt64) async throws -> SoundScore {
    let what = try #require(SoundCase.all.first { $0.name == name })
    var score = SoundScore()
    for seed in 0..<count {
      await Task.yield()
      let world = SoundWorld(what, seed: 40_000 + seed)
      score.add(world, try SoundLocator(air: world.air).survey(world.arrivals))
    }
    return score
  }

  /// Case, worlds, and the most of: median error in metres, 90 % error, wrongly joined share; least
  /// found share.
  struct Bound: Sendable {
    let name: String
    let worlds: UInt64
    let medianM: Double
    let mostM: Double
    let wrong: Double
    let found: Double
  }

  @Test(arguments: [
    Bound(name: "one bang inside", worlds: 25, medianM: 25, mostM: 75, wrong: 0.001, found: 0.98),
    Bound(name: "one bang outside", worlds: 20, medianM: 55, mostM: 160, wrong: 0.001, found: 0.98),
    Bound(
      name: "speed differs by path", worlds: 25, medianM: 40, mostM: 130, wrong: 0.001, found: 0.98),
    Bound(
      name: "four or five sensors", worlds: 120, medianM: 70, mostM: 250, wrong: 0.001, found: 0.95),
    Bound(name: "one clock wrong", worlds: 30, medianM: 30, mostM: 80, wrong: 0.005, found: 0.98),
    Bound(name: "missed and echoes", worlds: 20, medianM: 40, mostM: 120, wrong: 0.05, found: 0.78),
    Bound(name: "3-8 bangs in 10 s", worlds: 2, medianM: 35, mostM: 120, wrong: 0.01, found: 0.75),
  ])
  func `worlds with truth stay within bounds`(bound: Bound) async throws {
    let score = try await Self.score(bound.name, bound.worlds)
    #expect(score.foundShare >= bound.found)
    #expect(SoundScore.quantile(score.errorsM, 0.5) <= bound.medianM)
    #expect(SoundScore.quantile(score.errorsM, 0.9) <= bound.mostM)
    #expect(score.wrongShare <= bound.wrong)
    // 4.5 sigma of the binomial, in place of the 2.6 of the table: one seed in a hundred thousand.
    #expect(abs(score.insideShare - 0.95) <= score.bandHalfWidth * 1.75)
  }

  @Test func `the order of arrivals changes nothing`() async throws {
    let what = try #require(SoundCase.all.first { $0.name == "3-8 bangs in 10 s" })
    var random = Seeded(3)
    for seed in 0..<2 {
      await Task.yield()
      let world = SoundWorld(what, seed: UInt64(seed))
      let locator = SoundLocator(air: world.air)
      let first = try locator.survey(world.arrivals)
      #expect(first.bangs.count >= 2)
      #expect(try locator.survey(world.arrivals.shuffled(using: &random)) == first)
    }
  }

  @Test func `sounds that have nothing to do with each other make no bang`() async throws {
    var random = Seeded(11)
    let stage = SoundStage.six
    var bangs = 0
    for _ in 0..<25 {
      await Task.yield()
      let strays = (0..<36).map { index in
        stage.arrival(index % 6, atMs: Double(noonMs) + random.number(0...60_000))
      }
      bangs += try SoundLocator(air: stage.air).survey(strays).bangs.count
    }
    // 900 arrivals, each allowed one in a hundred.
    #expect(bangs <= 9)
  }

  @Test func `more arrivals at once than are compared are named, and time stays bounded`() throws {
    var locator = SoundLocator(air: SoundStage.six.air)
    var settings = SoundSettings()
    settings.arrivalsMax = 60
    locator = SoundLocator(air: locator.air, settings: settings)
    let strays = (0..<90).map {
      SoundStage.six.arrival($0 % 6, atMs: Double(noonMs) + Double($0) * 50)
    }
    let survey = try locator.survey(strays)
    #expect(survey.unplaced.count { $0.reason == .crowded } == 30)
  }
}
