// The example mission gives the same events and alerts, however its bytes come.
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Making
import Missions
import Observations
import Pipeline
import Testing
import Tracks

struct DeterminismTests {
  private static func bytes(_ feed: Feed) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: feed.place)))
  }

  private static func decode(
    _ mission: Mission, chunkByteCount: Int
  ) throws -> [Observation] {
    var found: [Observation] = []
    for feed in mission.feeds {
      var decoder = FeedDecoder(mission.settings(for: feed))
      let bytes = try bytes(feed)
      for start in stride(from: 0, to: bytes.count, by: chunkByteCount) {
        decoder.push(Array(bytes[start..<min(bytes.count, start + chunkByteCount)]))
        while let item = decoder.next() { found += [item].observations }
      }
      decoder.finish()
      while let item = decoder.next() { found += [item].observations }
    }
    return found
  }

  private static func outcome(
    _ mission: Mission, _ observations: [Observation], batchCount: Int
  ) throws -> String {
    var replay = Replay(mission)
    for start in stride(from: 0, to: observations.count, by: batchCount) {
      try replay.take(
        Array(observations[start..<min(observations.count, start + batchCount)]))
    }
    return replay.outcome()
  }

  private static let expected: String? = {
    guard let mission = Example.mission,
      let whole = try? decode(mission, chunkByteCount: .max)
    else { return nil }
    return try? outcome(mission, whole, batchCount: 500)
  }()

  @Test(arguments: [1, 7, 4_096])
  func `bytes in pieces of any size give the same bytes out`(chunkByteCount: Int) throws {
    let mission = try #require(Example.mission)
    let expected = try #require(Self.expected)
    let observations = try Self.decode(mission, chunkByteCount: chunkByteCount)
    #expect(observations.count == 2_671)
    #expect(try Self.outcome(mission, observations, batchCount: 137) == expected)
    #expect(expected.contains("\"AL-"), "there are alerts to compare")
  }

  @Test(arguments: 0..<20)
  func `reports in any order of arrival give the same bytes out`(seed: UInt64) throws {
    let mission = try #require(Example.mission)
    var random = Seeded(seed)
    let observations = try Self.decode(mission, chunkByteCount: .max).shuffled(using: &random)
    let batchCount = [1, 10, 400, 5_000][Int(seed % 4)]
    #expect(
      try Self.outcome(mission, observations, batchCount: batchCount) == Self.expected)
  }

  @Test(arguments: 0..<6)
  func `reports later than the limit stand alone in every order`(seed: UInt64) throws {
    let mission = try #require(Example.mission)
    var random = Seeded(seed)
    var observations = try Self.decode(mission, chunkByteCount: .max)
    for index in stride(from: 0, to: observations.count, by: 40) {
      observations[index].receivedAtMs += mission.joins.latenessLimitMs + 3_600_000
    }
    let inOrder = try Self.outcome(
      mission, observations.sorted { $0.receivedAtMs < $1.receivedAtMs }, batchCount: 300)
    let shuffled = try Self.outcome(
      mission, observations.shuffled(using: &random), batchCount: 90)
    #expect(inOrder == shuffled)
    #expect(inOrder != Self.expected)
    var joiner = EventJoiner(settings: mission.joins, sensors: mission.sensors)
    for observation in observations { _ = joiner.add(observation) }
    #expect(joiner.lateCount == 67)
    _ = joiner.settle()
    let alone = Set(joiner.currentEvents().filter { $0.joins.count == 1 }.map(\.observationIDs[0]))
    #expect(
      stride(from: 0, to: observations.count, by: 40).allSatisfy {
        alone.contains(observations[$0].id)
      })
  }

  @Test func `two pipelines on two threads at once do not disturb each other`() async throws {
    let mission = try #require(Example.mission)
    let observations = try Self.decode(mission, chunkByteCount: .max)
    let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
      for batchCount in [100, 101] {
        group.addTask { try Self.outcome(mission, observations, batchCount: batchCount) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count == 2)
    #expect(outcomes.allSatisfy { $0 == Self.expected })
  }

  @Test
  func `satellites of one owner never reach E2, so nothing in the example is more than undecided`()
    throws
  {
    let expected = try #require(Self.expected)
    #expect(expected.contains("AL-260625-"))
    #expect(expected.contains("\"verdict\":\"undecided\""))
    #expect(!expected.contains("\"verdict\":\"threshold_met\""))
    #expect(!expected.contains("\"grade\":\"E2\""))
  }

  @Test func `reports that are given twice change nothing`() throws {
    let mission = try #require(Example.mission)
    let observations = try Self.decode(mission, chunkByteCount: .max)
    #expect(
      try Self.outcome(mission, observations + observations, batchCount: 333) == Self.expected)
  }
}

extension [FeedItem] {
  fileprivate var observations: [Observation] {
    compactMap { if case .observation(let observation, _) = $0 { observation } else { nil } }
  }
}
