// One bang: exact cases, too few measurements, wrong ones, and input that cannot be used.
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Making
import Testing

@testable import Tracks

struct SoundLocatorTests {
  @Test(arguments: [(400.0, 300.0), (-2_900, 2_900), (5_200, 4_100), (-7_000, 200), (0, -9_000)])
  func `arrivals without errors give the place to the centimetre`(
    eastM: Double, northM: Double
  ) throws {
    let stage = SoundStage.six
    let bang = try #require(
      try SoundLocator(air: stage.air).locate(stage.heard(eastM, northM)).bang)
    #expect(awayM(bang.point, eastM, northM) < 0.05)
    #expect(abs(bang.atMs - Double(noonMs)) < 0.1)
    #expect(bang.support.count == 6 && bang.rejected.isEmpty && bang.chiSquare < 1e-4)
  }

  @Test func `the order of arrivals changes nothing`() throws {
    var random = Seeded(5)
    var what = SoundCase("any")
    what.bearingShare = 0.3
    for seed in 0..<20 {
      let world = SoundWorld(what, seed: UInt64(seed))
      let locator = SoundLocator(air: world.air)
      let first = try locator.locate(world.arrivals)
      #expect(try locator.locate(world.arrivals.shuffled(using: &random)) == first)
    }
  }

  @Test func `sensors in a line name both places, and a bearing decides`() throws {
    let stage = SoundStage.line
    let locator = SoundLocator(air: stage.air)
    var heard = stage.heard(700, 2_000)
    let both = try #require(try locator.locate(heard).bang)
    #expect(both.remarks.contains(.twoPlaces))
    let other = try #require(both.alternative)
    let north = awayM(both.point, 700, 2_000) < 50 ? both.point : other
    let south = north == both.point ? other : both.point
    #expect(awayM(north, 700, 2_000) < 50 && awayM(south, 700, -2_000) < 50)
    heard[1].bearingRad = 50 * .pi / 180
    heard[1].bearingSigmaRad = 0.05
    let one = try #require(try locator.locate(heard).bang)
    #expect(one.alternative == nil && awayM(one.point, 700, 2_000) < 50)
  }

  @Test func `two sensors and a bearing, two bearings, and a flash and a bearing give a place`()
    throws
  {
    let stage = SoundStage(sensors: [(-2_000, 0), (2_000, 0)])
    let locator = SoundLocator(air: stage.air)
    var heard = stage.heard(0, 2_000)
    heard[0].bearingRad = .pi / 4
    heard[0].bearingSigmaRad = 0.02
    let one = try #require(try locator.locate(heard).bang)
    #expect(awayM(one.point, 0, 2_000) < 10 && one.remarks.contains(.nothingToSpare))
    heard[1].bearingRad = -.pi / 4
    heard[1].bearingSigmaRad = 0.02
    let crossed = try #require(try locator.locate(heard).bang)
    #expect(awayM(crossed.point, 0, 2_000) < 10 && crossed.freedom == 1)
    let flash = SoundFlash(atMs: Double(noonMs), sigmaMs: 30)
    let seen = try #require(try locator.locate([heard[0]], flash: flash).bang)
    #expect(awayM(seen.point, 0, 2_000) < 10)
    // 2828 m × 0.02 across; 30 ms of sound and 0.8 m/s of 343 along.
    #expect(abs(seen.covariance.majorSigmaM - 56.6) < 2)
    #expect((10...16).contains(seen.covariance.minorSigmaM))
  }

  @Test func `too few measurements are refused, each in its own words`() throws {
    let stage = SoundStage.six
    let heard = stage.heard(400, 300)
    var turned = heard[0]
    turned.bearingRad = 1
    turned.bearingSigmaRad = 0.02
    let locator = SoundLocator(air: stage.air)
    #expect(try locator.locate([]).refusal == .noArrivals)
    #expect(try locator.locate([heard[0]]).refusal == .oneTime)
    #expect(try locator.locate([turned]).refusal == .oneBearing)
    #expect(try locator.locate([heard[0], heard[1]]).refusal == .twoTimes)
  }

  @Test func `sensors close together and a far bang make a long ellipse or none`() throws {
    let near = SoundStage(sensors: [(-150, 0), (150, 20), (0, 260), (40, -220)])
    let answer = try SoundLocator(air: near.air).locate(near.heard(6_000, 1_000))
    switch answer {
    case .located(let bang):
      #expect(bang.remarks.contains(.long) && bang.covariance.majorSigmaM > 500)
      // It points at the bang: 80.5 degrees.
      #expect(abs(bang.covariance.majorRad * 180 / .pi - 80.5) < 5)
    case .refused(let refusal):
      guard case .vague = refusal.reason else {
        Issue.record("refused: \(refusal.text)")
        return
      }
    }
  }

  @Test func `a late arrival is left out with its delay`() throws {
    let stage = SoundStage.six
    var heard = stage.heard(900, -400)
    heard[2].atMs += 700
    let bang = try #require(try SoundLocator(air: stage.air).locate(heard).bang)
    #expect(awayM(bang.point, 900, -400) < 1)
    let left = try #require(bang.rejected.first)
    guard case .time(let residualS) = left.reason else {
      Issue.record("\(left.text)")
      return
    }
    #expect(left.arrival.sensor == "S3" && abs(residualS - 0.7) < 0.01)
    #expect(left.text.hasPrefix("0.7 s after"))
    #expect(bang.words.contains("left out S3"))
  }

  @Test func `four arrivals of which one is wrong are refused: which one cannot be told`() throws {
    let stage = SoundStage.six
    var heard = Array(stage.heard(900, -400).prefix(4))
    heard[2].atMs += 900
    let answer = try SoundLocator(air: stage.air).locate(heard)
    #expect(answer.bang == nil, "\(answer)")
  }

  @Test func `input that cannot be used names the arrival and the next step`() {
    let stage = SoundStage.six
    let good = stage.heard(0, 0)
    func reason(_ change: (inout [SoundArrival]) -> Void) -> String {
      var heard = good
      change(&heard)
      do throws(SoundFault) {
        _ = try SoundLocator(air: stage.air).locate(heard)
        return "taken"
      } catch {
        #expect(error.item.contains("arrival 2") && !error.next.isEmpty)
        return error.reason
      }
    }
    #expect(reason { $0[1].sigmaMs = 0 }.contains("time error 0.0"))
    #expect(reason { $0[1].sigmaMs = -5 }.contains("time error"))
    #expect(reason { $0[1].sigmaMs = .nan }.contains("time error"))
    #expect(reason { $0[1].atMs = .infinity }.contains("not within 1970"))
    #expect(reason { $0[1].point.latitudeDeg = .nan }.contains("no place on Earth"))
    #expect(reason { $0[1].heightM = .nan }.contains("height"))
    #expect(reason { $0[1].bearingRad = 1 }.contains("do not come together"))
    #expect(reason { $0[1].sensor = "S1" }.contains("two places"))
    #expect(reason { $0[1] = $0[0] }.contains("second arrival"))
    #expect(reason { $0[1].sensor = "" }.contains("no name"))
  }

  @Test func `a bang heard before its flash and air that cannot be are errors`() {
    let stage = SoundStage.six
    #expect(throws: SoundFault.self) {
      try SoundLocator(air: stage.air).locate(
        stage.heard(0, 0), flash: SoundFlash(atMs: Double(noonMs) + 60_000, sigmaMs: 10))
    }
    for air in [
      SoundAir(temperatureC: .nan), SoundAir(temperatureC: 900), SoundAir(windMPerS: 400),
      SoundAir(windSigmaMPerS: -1),
    ] {
      #expect(throws: SoundFault.self) { try SoundLocator(air: air).locate(stage.heard(0, 0)) }
    }
  }

  @Test func `no input stops it`() {
    var random = Seeded(77)
    let odd: [Double] = [
      0, -0.0, 1, -1, 89.999, 90, -90, 180, -180, 1e-300, 1e300, .nan, .infinity, 600_000, 1e12,
      7e12,
    ]
    for _ in 0..<1_500 {
      func value() -> Double { odd.randomElement(using: &random) ?? 0 }
      func some(_ usual: Double) -> Double {
        Int.random(in: 0..<30, using: &random) == 0 ? value() : usual
      }
      let heard = (0..<Int.random(in: 0...7, using: &random)).map { index in
        SoundArrival(
          sensor: "S\(index)",
          point: GeoPoint(
            latitudeDeg: some(48 + random.number(-0.1...0.1)),
            longitudeDeg: some(37 + random.number(-0.1...0.1))),
          heightM: some(100), placeSigmaM: some(1),
          atMs: some(Double(noonMs) + random.number(0...20_000)), sigmaMs: some(20),
          clockSigmaMs: some(0), bearingRad: index % 3 == 0 ? some(1) : nil,
          bearingSigmaRad: index % 3 == 0 ? some(0.05) : nil)
      }
      let locator = SoundLocator(air: SoundAir(temperatureC: some(20), windMPerS: some(5)))
      if let bang = try? locator.locate(heard).bang {
        #expect(bang.point.isOnEarth && bang.covariance.majorSigmaM.isFinite)
      }
      _ = try? locator.survey(heard)
    }
  }
}
