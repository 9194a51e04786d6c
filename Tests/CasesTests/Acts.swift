// Hits, events and acts for tests of cases.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Making
import Observations
import Rules
import Tracks

func event(_ name: String, _ extra: [Observation] = []) -> Event {
  var joiner = EventJoiner(settings: JoinSettings(), sensors: register)
  for report in [report(name, .explosion)] + extra { _ = joiner.add(report) }
  _ = joiner.settle()
  return joiner.currentEvents()[0]
}

func hit(_ event: Event, clause: String = "1", verdict: Verdict = .thresholdMet) -> Hit {
  Hit(
    clauseID: clause, clauseVersion: 3, eventID: event.id, verdict: verdict,
    clauseClass: .serious, geometryVersion: "L-1", distanceToLineM: 1_234.5678901234567,
    side: .b, sector: "S1",
    steps: [
      Step(
        .distanceToLine, .undecided, measured: 49_600.1, sigma: 300, threshold: 50_000,
        comparison: .lte, unit: "m", names: ["L-1", "„Linie“ \u{1F6F0}"]),
      Step(.presence, .yes),
    ],
    exemptions: [Step(.noNotification, .no, names: ["exercise"])],
    tasks: [.betterPosition, .noticeQuestion])
}

/// A book and its records, as a log would hold them.
struct Log {
  private(set) var book = CaseBook()
  private(set) var records: [Record] = []

  mutating func take(_ act: Act, by actor: String = "Officer 1") throws(ActError) {
    let record = next(act, by: actor)
    try book.apply(record)
    records.append(record)
  }

  func check(_ act: Act, by actor: String) throws(ActError) {
    try book.check(next(act, by: actor))
  }

  private func next(_ act: Act, by actor: String) -> Record {
    Record(
      sequence: UInt64(records.count), atMs: noonMs + Int64(records.count), actor: actor, act: act)
  }

  /// A new alert; its id.
  mutating func raise(_ name: String) throws(ActError) -> String {
    let event = event(name)
    let acts = book.proposals(for: event, hits: [hit(event)])
    for act in acts { try take(act, by: Record.rules) }
    return Alert.id(clauseID: "1", version: 3, eventID: event.id)
  }
}
