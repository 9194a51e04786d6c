// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Notation
import Observations
import Rules
import Testing
import Tracks

struct Unexpected: Error {}

/// An event of one hot spot, and a hit of clause 1 on it.
func eventAndHit(_ name: String = "a", verdict: Verdict = .undecided) throws -> (Event, Hit) {
  let raw = Array(name.utf8)
  let observation = Observation(
    key: ContentID(parts: [name]), digest: ContentDigest(of: raw), raw: raw, feed: "t",
    sensor: "s", means: .satelliteImage, confidence: .nominal, kind: .thermalAnomaly,
    happened: Period(fromMs: 1_782_259_500_000, untilMs: 1_782_259_559_999),
    observedAtMs: 1_782_259_500_000, receivedAtMs: 1_782_259_600_000,
    place: .fix(try Fix(latitudeDeg: 48.123456, longitudeDeg: 37.654321, sigmaM: 129.1)))
  var joiner = EventJoiner(settings: JoinSettings(), sensors: SensorRegister())
  _ = joiner.add(observation)
  guard case .current(let event) = joiner.settle().first else { throw Unexpected() }
  let hit = Hit(
    clauseID: "1", clauseVersion: 3, eventID: event.id, verdict: verdict, clauseClass: .ordinary,
    geometryVersion: "2026-06-24", distanceToLineM: 1_234.5, side: .b, sector: "east",
    steps: [
      Step(
        .distanceToLine, .yes, measured: 1_234.5, sigma: 129.1, threshold: 5_000,
        comparison: .lte, unit: "m", names: ["x"])
    ], exemptions: [Step(.noNotification, .no, names: ["exercise"])], tasks: [.secondSource])
  return (event, hit)
}

@Suite struct CaseBookTests {
  private func raised() throws -> (book: CaseBook, id: String) {
    var book = CaseBook()
    let (event, hit) = try eventAndHit()
    let acts = book.proposals(for: event, hits: [hit])
    guard case .alertRaised(let id, _, _) = acts.first, acts.count == 1 else {
      throw Unexpected()
    }
    try book.apply(Record(sequence: 1, atMs: 0, actor: Record.rules, act: acts[0]))
    return (book, id)
  }

  @Test func `nothing is proposed twice`() throws {
    let (book, id) = try raised()
    let (event, hit) = try eventAndHit()
    #expect(book.proposals(for: event, hits: [hit]).isEmpty)
    let (_, changed) = try eventAndHit(verdict: .thresholdMet)
    guard case .alertRevised(id, _, _) = book.proposals(for: event, hits: [changed]).first else {
      Issue.record("not revised")
      return
    }
    guard case .alertWithdrawn(id, nil) = book.proposals(for: event, hits: []).first else {
      Issue.record("not withdrawn")
      return
    }
  }

  @Test func `an alert whose event went into another keeps what people did`() throws {
    var (book, id) = try raised()
    try book.apply(
      Record(sequence: 2, atMs: 1, actor: "x", act: .alertActioned(id: id, note: "called")))
    let event = try #require(book.alerts[id]?.hit.eventID)
    let acts = book.proposals(forWithdrawn: event, into: "EV-260624-00000000")
    try book.apply(Record(sequence: 3, atMs: 2, actor: Record.rules, act: try #require(acts.first)))
    #expect(book.alerts[id]?.state == .actioned)
    #expect(book.alerts[id]?.replacedBy != nil)
    #expect(book.alerts[id]?.history.map(\.actor) == ["rules", "x", "rules"])
    #expect(book.proposals(forWithdrawn: event, into: nil).isEmpty)
  }

  @Test func `folding the log again gives the same state`() throws {
    var (book, id) = try raised()
    let (event, hit) = try eventAndHit()
    var records = [
      Record(
        sequence: 1, atMs: 0, actor: Record.rules,
        act: .alertRaised(id: id, hit: hit, cited: .event(EventSummary(event))))
    ]
    let acts: [Act] = [
      .alertAcknowledged(id: id, note: "seen"),
      .caseOpened(id: "CS-0001", title: "Fire", alertIDs: [id], note: ""),
      .caseAssigned(id: "CS-0001", assignee: "Y"),
    ]
    for (index, act) in acts.enumerated() {
      let record = Record(sequence: UInt64(index + 2), atMs: 5, actor: "x", act: act)
      try book.apply(record)
      records.append(record)
    }
    var again = CaseBook()
    for record in records {
      let read = try Record(
        sequence: record.sequence, json: try JSONValue(reading: record.json.bytes))
      #expect(read == record)
      try again.apply(read)
    }
    #expect(again.alerts == book.alerts)
    #expect(again.cases == book.cases)
    #expect(again.cases["CS-0001"]?.clauseIDs == ["1"])
    let alert = try #require(again.alerts[id])
    #expect(try Alert(json: try JSONValue(reading: alert.json.bytes)) == alert)
    let item = try #require(again.cases["CS-0001"])
    #expect(try Case(json: try JSONValue(reading: item.json.bytes)) == item)
  }
}
