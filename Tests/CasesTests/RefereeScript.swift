// A case from its alert to its end, act by act, for tests: who acts, when, and what the book says.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Making
import Notation
import Observations
import Rules
import Tracks

let minuteMs: Int64 = 60_000
let hourMs: Int64 = 3_600_000

/// A book, its records and the clock on the wall.
struct Script {
  private(set) var book = CaseBook()
  private(set) var records: [Record] = []
  var nowMs = noonMs

  var referee: RefereeBook { book.referee }

  mutating func take(_ act: Act, by actor: String) throws(ActError) {
    let record = Record(
      sequence: UInt64(records.count), atMs: nowMs, actor: actor, act: act)
    try book.apply(record)
    records.append(record)
    nowMs += minuteMs
  }

  mutating func take(_ act: RefereeAct, by actor: String) throws(ActError) {
    try take(.referee(act), by: actor)
  }

  /// A new alert of an event; its id.
  @discardableResult
  mutating func raise(
    _ name: String, clause: String = "4", class clauseClass: Clause.Class = .ordinary
  ) throws(ActError) -> String {
    let event = event(name)
    let hit = Hit(
      clauseID: clause, clauseVersion: 3, eventID: event.id, verdict: .thresholdMet,
      clauseClass: clauseClass, geometryVersion: "L-1", distanceToLineM: 900, side: nil,
      sector: nil, steps: [], exemptions: [], tasks: [])
    let id = Alert.id(clauseID: clause, version: 3, eventID: event.id)
    try take(.alertRaised(id: id, hit: hit, cited: .event(EventSummary(event))), by: Record.rules)
    return id
  }

  /// Case CS-0001 of one alert, opened by one officer and accepted by another.
  mutating func open(
    _ clause: String = "4", class clauseClass: Clause.Class = .ordinary
  ) throws(ActError) {
    let alert = try raise("a", clause: clause, class: clauseClass)
    let id = book.nextCaseID
    try take(.caseOpened(id: id, title: "Vehicle", alertIDs: [alert], note: ""), by: "Officer 1")
    try take(.casework(.accepted(caseID: id, note: "")), by: "Officer 2")
  }

  /// A patrol goes and comes back with a result.
  mutating func verify(_ caseID: String = "CS-0001") throws(ActError) {
    let id = referee.nextTaskID
    try take(
      .task(
        .proposed(
          id: id, caseID: caseID, kind: .patrol, to: "Patrol 22", asked: "Look at the place.",
          dueMs: nil)), by: "Officer 1")
    try take(.task(.approved(id: id, note: "")), by: "Officer 2")
    try take(.task(.started(id: id, note: "")), by: "Patrol 22")
    try take(.task(.done(id: id, Self.result)), by: "Patrol 22")
  }

  static let result = TaskResult(
    verifiedAtMs: noonMs + hourMs, bearing: .supporting, grade: .e3, isRestricted: false,
    attachments: [], text: "Tracks of one armoured vehicle.")

  /// Proposed by one, approved by another.
  mutating func step(_ to: CaseState, _ caseID: String = "CS-0001") throws(ActError) {
    try take(
      .casework(.stepProposed(caseID: caseID, to: to, reason: "It is so.")), by: "Officer 1")
    try take(.casework(.stepApproved(caseID: caseID, note: "")), by: "Officer 2")
  }

  static func content(_ responsibility: Responsibility = .notAttributable) -> FindingContent {
    var content = FindingContent()
    content.summary = "An armoured vehicle stood in the buffer zone."
    content.occurrence = .established
    content.occurrenceReasons = "A patrol saw its tracks."
    content.clause = ClauseReference(id: "4", version: 3)
    content.clauseJudgement = .breach
    content.clauseReasons = "One armoured vehicle is enough."
    content.responsibility = responsibility
    content.intent = .notAssessed
    content.responsibilityReasons = "The tracks lead to that side."
    content.evidence = ["E1"]
    return content
  }

  mutating func draft(
    _ content: FindingContent = content(), version: Int = 1, reason: String = ""
  ) throws(ActError) {
    try take(
      .finding(
        .drafted(
          id: "F-0001", caseID: "CS-0001", version: version, reason: reason, content: content)),
      by: "Drafter")
  }

  mutating func review(version: Int = 1) throws(ActError) {
    let revision = referee.findings["F-0001"]?.version(version)?.revision ?? 0
    try take(
      .finding(.reviewed(id: "F-0001", version: version, revision: revision, note: "")),
      by: "Reviewer")
  }

  mutating func makeInterim() throws(ActError) {
    try take(.finding(.madeInterim(id: "F-0001", version: 1, note: "")), by: "Issuer")
  }

  mutating func issue(version: Int = 1) throws(ActError) {
    try take(.finding(.issued(id: "F-0001", version: version, note: "")), by: "Issuer")
  }

  mutating func release(
    to audience: Audience, version: Int = 1, _ withheld: [Withholding] = []
  ) throws(ActError) {
    let salts = withheld.map { _ in String(repeating: "ab", count: 16) }
    let shown = try referee.released(
      "F-0001", version: version, to: audience, withholding: withheld)
    let committed = try referee.committed("F-0001", version: version, withheld, salts: salts)
    try take(
      .finding(
        .released(
          id: "F-0001", version: version, to: audience, withheld: committed, salts: salts,
          digest: shown.digest)), by: "Issuer")
  }

  mutating func notify(_ party: Party, finding: FindingReference? = nil) throws(ActError) {
    try take(
      .party(
        .noticeGiven(
          caseID: "CS-0001", party: party, finding: finding, dueMs: nowMs + 48 * hourMs,
          place: "Orlyn", asked: "What was the vehicle doing there?")), by: "Liaison")
  }

  mutating func answer(
    _ party: Party, _ kind: AnswerKind, points: [String] = ["It was not ours."]
  ) throws(ActError) {
    try take(
      .party(
        .answerFiled(
          id: referee.nextAnswerID, caseID: "CS-0001",
          finding: FindingReference(id: "F-0001", version: 1), party: party, kind: kind,
          AnswerText(points: kind == .accept ? [] : points))),
      by: "Delegate \(party.rawValue)")
  }

  /// Until both parties have an issued finding and the case is with them.
  mutating func goToParties(_ content: FindingContent = content()) throws(ActError) {
    try open()
    try verify()
    try step(.verified)
    for party in Party.allCases { try notify(party) }
    try draft(content)
    try review()
    try makeInterim()
    for audience in [Audience.partyA, .partyB] { try release(to: audience) }
    try step(.withParties)
    try issue()
  }
}

/// What an act is refused with.
func refusal(_ script: Script, _ body: (inout Script) throws -> Void) -> ActError? {
  var trial = script
  do { try body(&trial) } catch { return error as? ActError }
  return nil
}

/// The same fold from the bytes of the records.
func refolded(_ records: [Record]) throws -> CaseBook {
  var book = CaseBook()
  for record in records {
    try book.apply(
      try Record(sequence: record.sequence, json: try JSONValue(reading: record.json.bytes)))
  }
  return book
}
