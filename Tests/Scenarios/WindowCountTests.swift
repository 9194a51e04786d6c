// Counts over time come out the same, however late the reports that move an event come.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Making
import Observations
import Pipeline
import Rules
import Testing
import Tracks

struct WindowCountTests {
  private static var start: Pipeline {
    let counted = Clause(
      id: "1", version: 1, validity: .always, title: LocalText("1"), text: LocalText("1"),
      subjects: [Subject(kinds: [.thermalAnomaly])], place: .everywhere,
      breachIf: .eventsInWindow(.gte, 3, windowMs: 6 * 3_600_000, withinM: 3_000), exemptIf: [],
      seriousIf: nil, minorIf: nil, minGrade: [], baseClass: .ordinary, clocks: Clocks(),
      checkedOn: nil)
    return Pipeline(
      joiner: EventJoiner(settings: JoinSettings(), sensors: register),
      picture: TrackPicture(
        settings: FollowSettings(), sensors: register,
        centre: GeoPoint(latitudeDeg: 48, longitudeDeg: 37)),
      rules: RuleCheck(
        agreement: Agreement(id: "T", title: LocalText("T"), inForceMs: 0, clauses: [counted]),
        territory: Territory(lines: []), notifications: []))
  }

  private static func standing(_ reports: [Observation], batchCount: Int) throws -> [[String]] {
    var pipeline = start
    var sequence: UInt64 = 0
    for at in stride(from: 0, to: reports.count, by: batchCount) {
      let batch = Array(reports[at..<min(reports.count, at + batchCount)])
      for (atMs, act) in pipeline.take(batch).acts {
        try pipeline.record(
          Record(sequence: sequence, atMs: atMs, actor: Record.rules, act: act))
        sequence += 1
      }
    }
    return pipeline.cases.alerts.values.filter { !$0.isWithdrawn }.sorted { $0.id < $1.id }
      .map { [$0.id, "\($0.hit.steps)"] }
  }

  @Test(arguments: 0..<30)
  func `counts over time do not depend on the order of arrival`(seed: UInt64) throws {
    var random = Seeded(seed)
    let reports = (0..<60).map { index in
      report(
        "h\(index)", .thermalAnomaly,
        at: place(
          Double.random(in: -2_500...2_500, using: &random),
          Double.random(in: -2_500...2_500, using: &random)),
        sigmaM: Double.random(in: 50...300, using: &random), sensor: "SAT-\(index % 3 + 1)",
        means: .satelliteImage, atMs: noonMs + Int64.random(in: 0..<1_200, using: &random) * 60_000)
    }
    let expected = try Self.standing(
      reports.sorted { $0.happened.fromMs < $1.happened.fromMs }, batchCount: 60)
    #expect(!expected.isEmpty)
    for batchCount in [1, 4, 25] {
      #expect(
        try Self.standing(reports.shuffled(using: &random), batchCount: batchCount) == expected)
    }
  }
}
