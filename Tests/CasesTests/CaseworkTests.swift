// A case goes its way without a step left out, and two people stand behind each.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Making
import Observations
import Testing

struct CaseworkTests {
  @Test func `a case goes from its alert to its end through every state in order`() throws {
    var script = Script()
    try script.open()
    #expect(script.book.cases["CS-0001"]?.state == .open)
    try script.verify()
    #expect(script.book.cases["CS-0001"]?.state == .verificationTasked)
    try script.step(.verified)
    for party in Party.allCases { try script.notify(party) }
    try script.draft()
    try script.review()
    try script.makeInterim()
    for audience in [Audience.partyA, .partyB] { try script.release(to: audience) }
    try script.step(.withParties)
    try script.issue()
    for party in Party.allCases { try script.answer(party, .accept) }
    #expect(script.referee.findings["F-0001"]?.state == .accepted)
    try script.step(.determination)
    try script.take(.finding(.madeFinal(id: "F-0001", note: "")), by: "Issuer")
    try script.step(.closed)
    #expect(script.book.cases["CS-0001"]?.state == .closed)
    #expect(
      script.referee.files["CS-0001"]?.steps.map(\.to) == [
        .verified, .withParties, .determination, .closed,
      ])
    let again = try refolded(script.records)
    #expect(again.cases == script.book.cases)
    #expect(again.referee.files == script.referee.files)
    #expect(again.referee.findings == script.referee.findings)
    #expect(again.referee.answers == script.referee.answers)
  }

  @Test(arguments: CaseState.allCases, CaseState.allCases)
  func `no state is skipped, and a refusal names what comes next`(
    from: CaseState, to: CaseState
  ) throws {
    let next: [CaseState: [CaseState]] = [
      .verificationTasked: [.verified, .notVerifiable], .verified: [.withParties],
      .notVerifiable: [.withParties], .withParties: [.determination], .determination: [.closed],
    ]
    guard next[from]?.contains(to) != true else { return }
    let script = try Self.at(from)
    let error = refusal(script) { script throws in
      try script.take(
        .casework(.stepProposed(caseID: "CS-0001", to: to, reason: "r")), by: "Officer 1")
    }
    #expect(error?.kind == .forbiddenByState)
    #expect(error?.message.contains(from.rawValue) == true)
    #expect(error?.next.isEmpty == false)
  }

  /// A case in that state.
  private static func at(_ state: CaseState) throws -> Script {
    var script = Script()
    switch state {
    case .open: try script.open()
    case .verificationTasked:
      try script.open()
      try script.verify()
    case .verified, .notVerifiable:
      try script.open()
      try script.verify()
      try script.step(state)
    case .withParties: try script.goToParties()
    case .determination, .closed:
      try script.goToParties()
      for party in Party.allCases { try script.answer(party, .accept) }
      try script.step(.determination)
      guard state == .closed else { break }
      try script.take(.finding(.madeFinal(id: "F-0001", note: "")), by: "Issuer")
      try script.step(.closed)
    }
    #expect(script.book.cases["CS-0001"]?.state == state)
    return script
  }

  @Test func `each step says in words what it lacks`() throws {
    var script = Script()
    let alert = try script.raise("a")
    try script.take(
      .caseOpened(id: "CS-0001", title: "t", alertIDs: [alert], note: ""), by: "Officer 1")
    func missing(_ to: CaseState) -> [String] {
      script.referee.missing(
        for: to, of: "CS-0001", at: Moment(atMs: script.nowMs, sequence: 1_000)
      ).map(\.words)
    }
    #expect(
      missing(.verificationTasked) == [
        "no second officer has accepted it", "no task was approved",
      ])
    try script.take(.casework(.accepted(caseID: "CS-0001", note: "")), by: "Officer 2")
    try script.verify()
    try script.take(
      .task(
        .proposed(
          id: "TK-0002", caseID: "CS-0001", kind: .uav, to: "UAV 3", asked: "Fly.", dueMs: nil)),
      by: "Officer 1")
    #expect(missing(.verified) == ["task TK-0002 is proposed"])
    try script.take(.task(.declined(id: "TK-0002", reason: "fog")), by: "Officer 2")
    #expect(missing(.verified).isEmpty)
    try script.step(.verified)
    #expect(
      missing(.withParties) == [
        "there is no interim finding", "Party A has no notice", "Party B has no notice",
      ])
    for party in Party.allCases { try script.notify(party) }
    try script.draft()
    try script.review()
    try script.makeInterim()
    #expect(
      missing(.withParties) == [
        "F-0001 v1 is not released to Party A", "F-0001 v1 is not released to Party B",
      ])
    for audience in [Audience.partyA, .partyB] { try script.release(to: audience) }
    try script.step(.withParties)
    #expect(missing(.determination) == ["F-0001 is interim"])
    try script.issue()
    try script.answer(.a, .accept)
    try script.answer(.b, .disputeOccurrence)
    #expect(missing(.determination) == ["answer AN-0002 of Party B is not considered"])
    #expect(
      missing(.closed) == ["answer AN-0002 of Party B is not considered", "F-0001 is contested"])
  }

  @Test func `one person does not do what takes two`() throws {
    var script = Script()
    let alert = try script.raise("a")
    try script.take(
      .caseOpened(id: "CS-0001", title: "t", alertIDs: [alert], note: ""), by: "Officer 1")
    for name in ["Officer 1", " officer  1 ", "OFFICER 1"] {
      let error = refusal(script) { script throws in
        try script.take(.casework(.accepted(caseID: "CS-0001", note: "")), by: name)
      }
      #expect(error?.message.contains("second officer") == true, "\(name)")
    }
    try script.take(.casework(.accepted(caseID: "CS-0001", note: "")), by: "Officer 2")
    try script.take(
      .task(
        .proposed(
          id: "TK-0001", caseID: "CS-0001", kind: .camera, to: "C-07", asked: "Show.", dueMs: nil)),
      by: "Officer 1")
    let own = refusal(script) { script throws in
      try script.take(.task(.approved(id: "TK-0001", note: "")), by: "officer 1")
    }
    #expect(own?.kind == .forbiddenByState)
    try script.take(.task(.approved(id: "TK-0001", note: "")), by: "Officer 2")
    try script.take(.task(.started(id: "TK-0001", note: "")), by: "Officer 1")
    try script.take(.task(.done(id: "TK-0001", Script.result)), by: "Officer 1")
    try script.take(
      .casework(.stepProposed(caseID: "CS-0001", to: .verified, reason: "r")), by: "Officer 1")
    let approval = refusal(script) { script throws in
      try script.take(.casework(.stepApproved(caseID: "CS-0001", note: "")), by: "Officer 1")
    }
    #expect(approval?.message.contains("second person") == true)
    try script.take(.casework(.stepApproved(caseID: "CS-0001", note: "")), by: "Officer 2")
    #expect(script.book.cases["CS-0001"]?.state == .verified)
  }

  @Test func `several alerts of one event make one event of the case`() throws {
    var script = Script()
    let first = try script.raise("a", clause: "1")
    let second = try script.raise("a", clause: "2")
    let third = try script.raise("b", clause: "1")
    try script.take(
      .caseOpened(id: "CS-0001", title: "t", alertIDs: [first], note: ""), by: "Officer 1")
    try script.take(
      .casework(.alertsAdded(caseID: "CS-0001", alertIDs: [second, third], note: "same night")),
      by: "Officer 1")
    #expect(script.book.cases["CS-0001"]?.alertIDs == [first, second, third])
    #expect(script.book.eventIDs(ofCase: "CS-0001").count == 2)
    #expect(script.book.cases["CS-0001"]?.clauseIDs == ["1", "2"])
    #expect(script.book.alerts[third]?.caseID == "CS-0001")
    #expect(script.book.alerts[third]?.state == .actioned)
    let twice = refusal(script) { script throws in
      try script.take(
        .casework(.alertsAdded(caseID: "CS-0001", alertIDs: [third], note: "")), by: "x")
    }
    #expect(twice?.message == "Alert \(third) belongs to case CS-0001.")
  }

  @Test func `a task's result is evidence of its case, and a blocked one leaves a gap`() throws {
    var script = Script()
    try script.open()
    try script.verify()
    let item = try #require(script.referee.files["CS-0001"]?.evidence.first)
    #expect(item.id == "E1")
    #expect(item.kind == .task)
    #expect(item.reference == "TK-0001")
    #expect(item.gradeCode == "E3")
    try script.take(
      .task(
        .proposed(
          id: "TK-0002", caseID: "CS-0001", kind: .patrol, to: "Patrol 9", asked: "Go.", dueMs: nil)
      ), by: "Officer 1")
    try script.take(.task(.approved(id: "TK-0002", note: "")), by: "Officer 2")
    let startMs = script.nowMs
    try script.take(.task(.started(id: "TK-0002", note: "")), by: "Patrol 9")
    script.nowMs += 25 * minuteMs
    try script.take(
      .task(.blocked(id: "TK-0002", .denial, reason: "turned back at the bridge")), by: "Patrol 9")
    let gap = try #require(script.referee.files["CS-0001"]?.gaps.first)
    #expect(gap.sensor == "Patrol 9")
    #expect(gap.period.fromMs == startMs)
    #expect(gap.period.untilMs == startMs + 26 * minuteMs)
    try script.take(
      .casework(
        .evidenceMarked(
          caseID: "CS-0001", itemID: "E1", isDisputed: true, isRestricted: true, reason: "source")),
      by: "Officer 1")
    #expect(script.referee.files["CS-0001"]?.item("E1")?.gradeCode == "E3dr")
  }

  @Test func `a closed case is reopened by a numbered decision on it, once each`() throws {
    var script = try Self.at(.closed)
    let later = try script.raise("later")
    let refused = refusal(script) { script throws in
      try script.take(
        .casework(.alertsAdded(caseID: "CS-0001", alertIDs: [later], note: "")), by: "Officer 1")
    }
    #expect(refused?.next.contains("decision") == true)
    func reopen(_ script: inout Script) throws {
      try script.take(
        .casework(.reopened(caseID: "CS-0001", decision: "D-0001", reason: "new images")),
        by: "Officer 1")
    }
    #expect(refusal(script, reopen)?.message == "No decision D-0001 reopens case CS-0001.")
    try script.take(
      .docket(
        .filed(
          id: "DK-0001", caseID: "CS-0001", findingID: nil,
          clause: ClauseReference(id: "4", version: 3), question: .fact, text: "New images.",
          meetingAtMs: script.nowMs + 48 * hourMs)), by: "Liaison")
    try script.take(
      .docket(
        .decided(
          id: "DK-0001",
          DocketDecision(
            number: "D-0001", manner: .consensus, effect: .reopenCase, text: "Reopened.",
            votes: [DocketVote(member: "Chair", side: .mission, word: .yes)]))), by: "Chair")
    try reopen(&script)
    #expect(script.book.cases["CS-0001"]?.state == .open)
    #expect(refusal(script, reopen)?.message.contains("not closed") == true)
  }
}
