// What a crash between journal and record log leaves is mended when the journal is read back.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Making
import Missions
import Observations
import Pipeline
import Rules
import Testing
import Tracks

struct RestoreTests {
  @Test(arguments: 0..<10)
  func `acts that were lost in a crash are made good at the next opening`(seed: UInt64) throws {
    let mission = try #require(Example.mission)
    var random = Seeded(seed)
    let observations = RestoreTests.hotSpots(mission, &random)
    var whole = Replay(mission)
    for start in stride(from: 0, to: observations.count, by: 7) {
      try whole.take(Array(observations[start..<min(observations.count, start + 7)]))
    }
    // The records end somewhere in the middle; the journal has all reports.
    let keptCount = Int.random(in: 0...whole.records.count, using: &random)
    var pipeline = Replay(mission).pipeline
    for record in whole.records.prefix(keptCount) { try pipeline.record(record) }
    var batches = [Array(observations.prefix(100)), Array(observations.dropFirst(100))][...]
    let outcome = pipeline.restore {
      batches.popFirst()
    } following: { _ in
    }
    var sequence = UInt64(keptCount)
    for (atMs, act) in outcome.acts {
      try pipeline.record(Record(sequence: sequence, atMs: atMs, actor: Record.rules, act: act))
      sequence += 1
    }
    let standing = { (alerts: [Alert]) in
      alerts.filter { !$0.isWithdrawn }.sorted { $0.id < $1.id }
        .map { [$0.id, $0.state.rawValue, "\($0.event?.observationIDs ?? [])", "\($0.hit.steps)"] }
    }
    #expect(!standing(Array(whole.pipeline.cases.alerts.values)).isEmpty)
    #expect(
      standing(Array(pipeline.cases.alerts.values))
        == standing(Array(whole.pipeline.cases.alerts.values)))
    #expect(pipeline.joiner.currentEvents() == whole.pipeline.joiner.currentEvents())
    let again = pipeline.take([])
    #expect(again.acts.isEmpty)
  }

  /// Hot spots near the line that come in any order, so that events go into others.
  private static func hotSpots(_ mission: Mission, _ random: inout Seeded) -> [Observation] {
    let points = mission.territory.lines[0].pieces[0]
    return (0..<200).map { index in
      var near = points[(index * 7) % min(points.count, 60)]
      near.latitudeDeg += Double.random(in: -0.004...0.004, using: &random)
      return report(
        "h\(index)", .thermalAnomaly, at: near, sigmaM: 170,
        sensor: ["VIIRS-N", "VIIRS-N20", "VIIRS-N21"][index % 3], means: .satelliteImage,
        confidence: .nominal,
        atMs: noonMs + Int64.random(in: 0..<600, using: &random) * 60_000)
    }
  }
}
