// The parties answer, late or in time, and the Mission answers every point.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Making
import Testing

struct PartyTests {
  @Test func `an answer that comes one minute late is taken and marked late by one minute`() throws
  {
    var script = Script()
    try script.goToParties()
    let due = try #require(script.referee.files["CS-0001"]?.notices(to: .b).last?.dueMs)
    script.nowMs = due
    var onTime = script
    try onTime.answer(.b, .disputeOccurrence)
    #expect(onTime.referee.answers["AN-0001"]?.lateMs == 0)
    script.nowMs = due + minuteMs
    try script.answer(.b, .disputeOccurrence)
    #expect(script.referee.answers["AN-0001"]?.lateMs == 60_000)
    #expect(script.referee.findings["F-0001"]?.state == .contested)
  }

  @Test func `time is extended once, by at most seven days, with reasons`() throws {
    var script = Script()
    try script.goToParties()
    let due = try #require(script.referee.files["CS-0001"]?.notices(to: .b).last?.dueMs)
    func extend(_ untilMs: Int64, _ reason: String) -> (inout Script) throws -> Void {
      { script in
        try script.take(
          .party(
            .extensionGranted(
              caseID: "CS-0001", party: .b, number: 1, untilMs: untilMs, reason: reason)),
          by: "Liaison")
      }
    }
    let days7 = 7 * 24 * hourMs
    #expect(refusal(script, extend(due + days7 + 1, "r"))?.kind == .invalid)
    #expect(refusal(script, extend(due, "r"))?.kind == .invalid)
    #expect(refusal(script, extend(due + days7, " "))?.kind == .invalid)
    try extend(due + days7, "The delegate is ill.")(&script)
    #expect(refusal(script, extend(due + days7 + hourMs, "r"))?.message.contains("once") == true)
    script.nowMs = due + days7 + 3 * minuteMs
    try script.answer(.b, .accept)
    #expect(script.referee.answers["AN-0001"]?.lateMs == 3 * minuteMs)
  }

  @Test func `an answer is only added to, and each point is considered once with reasons`() throws {
    var script = Script()
    try script.goToParties()
    try script.answer(
      .b, .disputeClause, points: ["It was a medical vehicle.", "It was notified."])
    let again = refusal(script) { script throws in try script.answer(.b, .accept) }
    #expect(again?.next == "An answer is not changed; add to AN-0001.")
    let other = refusal(script) { script throws in
      try script.take(
        .party(.answerAddedTo(id: "AN-0001", party: .a, AnswerText(points: ["x"]))), by: "A")
    }
    #expect(other?.message == "AN-0001 is Party B's answer.")
    try script.take(
      .party(.answerAddedTo(id: "AN-0001", party: .b, AnswerText(points: ["See the list."]))),
      by: "Delegate B")
    func consider(
      _ point: Int, _ outcome: Consideration.Outcome, _ reason: String, _ task: String? = nil
    ) -> (inout Script) throws -> Void {
      { script in
        try script.take(
          .party(
            .pointConsidered(
              answer: "AN-0001", point: point, outcome, reason: reason, taskID: task)),
          by: "Officer 1")
      }
    }
    #expect(refusal(script, consider(4, .rejected, "r"))?.kind == .notFound)
    #expect(refusal(script, consider(1, .rejected, ""))?.kind == .invalid)
    #expect(refusal(script, consider(1, .jointVerification, "r"))?.kind == .invalid)
    try consider(1, .rejected, "It carried a gun.")(&script)
    #expect(refusal(script, consider(1, .accepted, "r"))?.message.contains("already") == true)
    try script.take(
      .task(
        .proposed(
          id: "TK-0002", caseID: "CS-0001", kind: .patrol, to: "Joint team",
          asked: "Look together.",
          dueMs: nil)), by: "Officer 1")
    try consider(2, .jointVerification, "Both sides look.", "TK-0002")(&script)
    try consider(3, .accepted, "The list says so.")(&script)
    #expect(script.referee.answers["AN-0001"]?.isConsidered == true)
    // Not all was accepted, so it stays contested, and what was accepted asks for a new version.
    #expect(script.referee.findings["F-0001"]?.state == .contested)
    let final = refusal(script) { script throws in
      try script.take(.finding(.madeFinal(id: "F-0001", note: "")), by: "Issuer")
    }
    #expect(final?.message.contains("joint verification TK-0002 is open") == true)
  }

  @Test func `what a party disputes and the Mission accepts becomes version 2`() throws {
    var script = Script()
    try script.goToParties(Script.content(.partyB))
    try script.answer(.b, .disputeResponsibility)
    #expect(script.referee.findings["F-0001"]?.state == .contested)
    try script.take(
      .party(
        .pointConsidered(
          answer: "AN-0001", point: 1, .accepted, reason: "The tracks end at the line.",
          taskID: nil)), by: "Officer 1")
    #expect(script.referee.findings["F-0001"]?.state == .accepted)
    let early = refusal(script) { script throws in
      try script.take(.finding(.madeFinal(id: "F-0001", note: "")), by: "Issuer")
    }
    #expect(early?.message.contains("was accepted after v1 was issued") == true)
    try script.draft(Script.content(.notAttributable), version: 2, reason: "AN-0001 point 1")
    try script.review(version: 2)
    try script.issue(version: 2)
    // Nobody is held responsible now, so both sides' word is waited for.
    #expect(script.referee.findings["F-0001"]?.state == .issued)
    try script.answer(.a, .accept)
    #expect(script.referee.findings["F-0001"]?.state == .accepted)
    try script.take(.finding(.madeFinal(id: "F-0001", note: "")), by: "Issuer")
    #expect(script.referee.findings["F-0001"]?.state == .final)
  }

  @Test func `nobody answers in time, and a late answer still counts`() throws {
    var script = Script()
    try script.goToParties(Script.content(.partyB))
    let early = refusal(script) { script throws in
      try script.take(.finding(.unanswered(id: "F-0001", note: "")), by: "Liaison")
    }
    #expect(early?.message == "Party B still has time to answer.")
    script.nowMs += 48 * hourMs
    try script.take(.finding(.unanswered(id: "F-0001", note: "")), by: "Liaison")
    #expect(script.referee.findings["F-0001"]?.state == .unanswered)
    try script.answer(.b, .disputeOccurrence)
    #expect(script.referee.findings["F-0001"]?.state == .contested)
    #expect(script.referee.answers["AN-0001"]?.lateMs ?? 0 > 0)
  }

  @Test func `a closed case takes no answer, says what to do, and keeps the attempt`() throws {
    var script = Script()
    try script.goToParties()
    for party in Party.allCases { try script.answer(party, .accept) }
    try script.step(.determination)
    try script.take(.finding(.madeFinal(id: "F-0001", note: "")), by: "Issuer")
    try script.step(.closed)
    let error = refusal(script) { script throws in try script.answer(.b, .disputeOccurrence) }
    #expect(error?.kind == .forbiddenByState)
    #expect(error?.next.contains("new allegation") == true)
    #expect(error?.next.contains("reopen") == true)
    try script.take(
      .party(
        .answerRefused(
          caseID: "CS-0001", party: .b, kind: .disputeOccurrence,
          AnswerText(points: ["It was not ours."]))), by: "Delegate B")
    #expect(script.referee.files["CS-0001"]?.refusedAnswers.map(\.party) == [.b])
  }

  @Test func `a party answers what it has notice of and what was released to it`() throws {
    var script = Script()
    try script.open()
    try script.verify()
    func answer(_ script: inout Script) throws { try script.answer(.a, .accept) }
    #expect(refusal(script, answer)?.message == "Party A has no notice of case CS-0001 yet.")
    try script.notify(.a)
    #expect(refusal(script, answer)?.kind == .notFound)
    try script.draft()
    try script.review()
    try script.makeInterim()
    #expect(refusal(script, answer)?.message == "F-0001 v1 was not released to Party A.")
    try script.release(to: .partyB)
    #expect(refusal(script, answer)?.message == "F-0001 v1 was not released to Party A.")
    try script.release(to: .partyA)
    try answer(&script)
    let empty = refusal(script) { script throws in
      try script.notify(.b)
      try script.answer(.b, .counterAllegation, points: [])
    }
    #expect(empty?.kind == .invalid)
  }

  @Test func `an allegation is matched or found without a match, and then answered`() throws {
    var script = Script()
    try script.open()
    func log(_ source: AllegationSource, _ against: Party?) -> (inout Script) throws -> Void {
      { script in
        try script.take(
          .party(
            .allegationLogged(
              id: script.referee.nextAllegationID, source: source, against: against, clauseID: "4",
              happened: nil, place: "Orlyn", text: "A vehicle.")), by: "Liaison")
      }
    }
    #expect(refusal(script, log(.partyA, .a))?.kind == .invalid)
    try log(.partyA, .b)(&script)
    try log(.publicClaim, nil)(&script)
    func reply(_ id: String) -> (inout Script) throws -> Void {
      { script in
        try script.take(.party(.allegationAnswered(id: id, text: "See F-0001.")), by: "Liaison")
      }
    }
    #expect(refusal(script, reply("AG-0001"))?.message.contains("logged") == true)
    let nothing = refusal(script) { script throws in
      try script.take(
        .party(.allegationMatched(id: "AG-0001", alertIDs: [], caseID: nil, note: "")), by: "L")
    }
    #expect(nothing?.kind == .invalid)
    try script.take(
      .party(.allegationMatched(id: "AG-0001", alertIDs: [], caseID: "CS-0001", note: "")), by: "L")
    try script.take(
      .party(.allegationUnmatched(id: "AG-0002", reason: "No sensor, no patrol there.")), by: "L")
    #expect(script.referee.allegations["AG-0002"]?.state == .noMatch)
    #expect(script.referee.files["CS-0001"]?.allegationIDs == ["AG-0001"])
    for id in ["AG-0001", "AG-0002"] { try reply(id)(&script) }
    #expect(script.referee.allegations.values.allSatisfy { $0.state == .answered })
  }
}
