// The example mission from bytes to alerts: the same outcome however the bytes arrive.
//
// SPDX-License-Identifier: Apache-2.0

import Cases
import Feeds
import Foundation
import Missions
import Notation
import Observations
import Pipeline
import Rules
import Server
import Testing
import Tracks

let exampleFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../../Missions/june-2026").standardizedFileURL.path

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

/// A mission's stages, fed by hand; what stands at the end as text.
struct Run {
  private let mission: Mission
  private var pipeline: Pipeline
  private var events: [String: Event] = [:]
  private var sequence: UInt64 = 0

  init(_ mission: Mission) {
    self.mission = mission
    pipeline = Pipeline(
      joiner: EventJoiner(settings: mission.joins, sensors: mission.sensors), rules: mission.rules)
  }

  mutating func take(_ reports: [Observation]) throws {
    let outcome = pipeline.take(reports)
    for change in outcome.events {
      switch change {
      case .current(let event): events[event.id] = event
      case .withdrawn(let id, _): events[id] = nil
      }
    }
    for (atMs, act) in outcome.acts {
      sequence += 1
      try pipeline.record(
        Record(sequence: sequence, atMs: atMs, actor: Record.rules, act: act))
    }
  }

  /// Every event that stands and every alert that the rules hold, one a line, with all measured
  /// values and both languages.
  var text: String {
    let presenter = Presenter(mission)
    let alerts = pipeline.cases.alerts.values.filter { !$0.isWithdrawn }.sorted { $0.id < $1.id }
    let lines =
      events.values.sorted { $0.id < $1.id }.map { presenter.json($0).written }
      + alerts.flatMap { alert in
        [presenter.json(alert, .en).written, presenter.json(alert, .de).written]
          + alert.hit.steps.map { "\(alert.id) \($0.text(.en)) \($0.measured ?? .nan)" }
      }
    return lines.joined(separator: "\n")
  }
}

@Suite struct ExampleMissionTests {
  private func mission() throws -> Mission {
    let reading = MissionReader.read(exampleFolder)
    return try #require(reading.mission, "\(reading.faults)")
  }

  /// All reports of the recorded feed, read in pieces of a size.
  private func reports(_ mission: Mission, readSize: Int) throws -> [Observation] {
    var reports: [Observation] = []
    for feed in mission.feeds {
      let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: feed.path)))
      var decoder = FeedDecoder(mission.settings(for: feed))
      var rest = bytes[...]
      func drain(_ decoder: inout FeedDecoder) {
        while let item = decoder.next() {
          if case .observation(let observation, _) = item { reports.append(observation) }
        }
      }
      while !rest.isEmpty {
        decoder.push(Array(rest.prefix(readSize)))
        rest = rest.dropFirst(readSize)
        drain(&decoder)
      }
      decoder.finish()
      drain(&decoder)
    }
    return reports
  }

  private func outcome(_ mission: Mission, _ reports: [Observation], batchSize: Int) throws
    -> String
  {
    var run = Run(mission)
    var rest = reports[...]
    while !rest.isEmpty {
      try run.take(Array(rest.prefix(batchSize)))
      rest = rest.dropFirst(batchSize)
    }
    return run.text
  }

  @Test func `chunk sizes, batch sizes, orders of arrival and threads change nothing`() async throws
  {
    let mission = try mission()
    let reports = try reports(mission, readSize: .max)
    #expect(reports.count == 2_671)
    let expected = try outcome(mission, reports, batchSize: 1_000)
    #expect(expected.contains("AL-260625-"))
    for readSize in [1, 7, 4_096] {
      #expect(try self.reports(mission, readSize: readSize) == reports)
    }
    for batchSize in [1, 13, 2_671] {
      #expect(try outcome(mission, reports, batchSize: batchSize) == expected)
    }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for seed in UInt64(1)...6 {
        group.addTask {
          var random = SeededGenerator(seed: seed)
          let shuffled = reports.shuffled(using: &random)
          return try self.outcome(mission, shuffled, batchSize: [1, 50, 700][Int(seed % 3)])
            == expected
        }
      }
      for try await isEqual in group { #expect(isEqual) }
    }
  }

  @Test func `the example's alerts are what its evidence allows`() throws {
    let mission = try mission()
    var run = Run(mission)
    try run.take(try reports(mission, readSize: .max))
    let text = run.text
    // Satellites of one owner never reach E2, so nothing here can be more than undecided.
    #expect(!text.contains("\"threshold_met\""))
    #expect(text.contains("\"minGrade\":\"E2\""))
    #expect(!text.contains("\"grade\":\"E2\""))
  }
}
