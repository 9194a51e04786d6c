// The referee's records go to bytes and back, what people wrote can be erased from them, and no order of
// acts reaches a state that a rule forbids.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Making
import Notation
import Observations
import Testing

struct RefereeRecordTests {
  private static let nasty = "Zürich \"quoted\" \\ \u{0}\u{1F}\u{2028}\n\t\u{202E} 🛰"
  private static let digest = String(repeating: "0f", count: 32)

  private static func casework() -> [CaseworkAct] {
    let item = EvidenceItem(
      id: "E1", kind: .file, reference: digest, bearing: .opposing, grade: .e2,
      isRestricted: true, isDisputed: true, summary: nasty)
    let gap = CoverageGap(
      sensor: "C-07", period: Period(fromMs: noonMs, untilMs: noonMs + 1), reason: nasty)
    return [
      .alertsAdded(caseID: "CS-0001", alertIDs: ["AL-1", "AL-2"], note: nasty),
      .clausesChosen(
        caseID: "CS-0001", clauses: [ClauseReference(id: "7.2", version: 3)], note: ""),
      .accepted(caseID: "CS-0001", note: nasty), .stepApproved(caseID: "CS-0001", note: ""),
      .stepDeclined(caseID: "CS-0001", reason: nasty), .evidenceNoted(caseID: "CS-0001", item),
      .evidenceMarked(
        caseID: "CS-0001", itemID: "E1", isDisputed: true, isRestricted: false, reason: nasty),
      .gapNoted(caseID: "CS-0001", gap),
      .reopened(caseID: "CS-0001", decision: "D-0001", reason: nasty),
    ] + CaseState.allCases.map { .stepProposed(caseID: "CS-0001", to: $0, reason: nasty) }
  }

  private static func tasks() -> [TaskAct] {
    let result = TaskResult(
      verifiedAtMs: noonMs, bearing: .neutral, grade: .e0, isRestricted: true,
      attachments: [digest], text: nasty)
    return [
      .approved(id: "TK-0001", note: nasty), .declined(id: "TK-0001", reason: nasty),
      .started(id: "TK-0001", note: ""), .done(id: "TK-0001", result),
    ]
      + TaskKind.allCases.map {
        .proposed(id: "TK-1", caseID: "CS-1", kind: $0, to: nasty, asked: nasty, dueMs: noonMs)
      }
      + Impediment.allCases.map { .blocked(id: "TK-0001", $0, reason: nasty) }
  }

  private static func findings() -> [FindingAct] {
    var full = Script.content(.partyA)
    (full.exemption, full.limits, full.summary) = (nasty, nasty, nasty)
    let withheld = WithholdingReason.allCases.map {
      Withholding(item: "E1", reason: $0, commitment: digest)
    }
    return [
      .drafted(id: "F-1", caseID: "CS-1", version: 2, reason: nasty, content: full),
      .drafted(id: "F-1", caseID: "CS-1", version: 1, reason: "", content: FindingContent()),
      .revised(id: "F-1", version: 1, onRevision: 3, content: full),
      .draftKept(id: "F-1", version: 1, onRevision: 3, content: full),
      .returned(id: "F-1", version: 1, reason: nasty),
      .reviewed(id: "F-1", version: 1, revision: 4, note: nasty),
      .madeInterim(id: "F-1", version: 1, note: ""), .issued(id: "F-1", version: 1, note: nasty),
      .unanswered(id: "F-1", note: nasty), .madeFinal(id: "F-1", note: nasty),
      .released(id: "F-1", version: 1, to: .partyA, withheld: [], salts: nil, digest: digest),
    ]
      + Audience.allCases.map {
        .released(
          id: "F-1", version: 1, to: $0, withheld: withheld, salts: ["a", "b", "c"], digest: digest)
      }
  }

  private static func party() -> [PartyAct] {
    let text = AnswerText(
      points: [nasty, "second"], attachments: [digest], discipline: nasty,
      returnFire: ReturnFireReport(channel: nasty, usedAtMs: noonMs, reply: ""))
    let period = Period(fromMs: noonMs, untilMs: noonMs + 5)
    let finding = FindingReference(id: "F-0001", version: 2)
    let first: [PartyAct] = [
      .allegationMatched(id: "AG-1", alertIDs: ["AL-1"], caseID: nil, note: nasty),
      .allegationMatched(id: "AG-1", alertIDs: [], caseID: "CS-1", note: ""),
      .allegationUnmatched(id: "AG-1", reason: nasty),
      .allegationAnswered(id: "AG-1", text: nasty),
      .answerAddedTo(id: "AN-1", party: .b, AnswerText(points: ["x"])),
      .noticeAcknowledged(caseID: "CS-1", party: .a, number: 2),
      .extensionGranted(caseID: "CS-1", party: .b, number: 1, untilMs: noonMs, reason: nasty),
    ]
    let logged: [PartyAct] = AllegationSource.allCases.flatMap { source -> [PartyAct] in
      [
        .allegationLogged(
          id: "AG-1", source: source, against: .b, clauseID: "4", happened: period, place: nasty,
          text: nasty),
        .allegationLogged(
          id: "AG-1", source: source, against: nil, clauseID: nil, happened: nil, place: "",
          text: ""),
      ]
    }
    let notices: [PartyAct] = Party.allCases.flatMap { party -> [PartyAct] in
      [finding, nil].map {
        .noticeGiven(
          caseID: "CS-1", party: party, finding: $0, dueMs: noonMs, place: nasty, asked: nasty)
      }
    }
    let answers: [PartyAct] = AnswerKind.allCases.flatMap { kind -> [PartyAct] in
      [
        .answerFiled(id: "AN-1", caseID: "CS-1", finding: finding, party: .a, kind: kind, text),
        .answerRefused(caseID: "CS-1", party: .b, kind: kind, text),
      ]
    }
    let considered: [PartyAct] = Consideration.Outcome.allCases.map {
      .pointConsidered(answer: "AN-1", point: 2, $0, reason: nasty, taskID: "TK-1")
    }
    return first + logged + notices + answers + considered
  }

  private static func others() -> [RefereeAct] {
    let clause = ClauseReference(id: "4", version: 3)
    let decisions: [RefereeAct] = DocketDecision.Effect.allCases.map { effect in
      .docket(
        .decided(
          id: "DK-1",
          DocketDecision(
            number: "D-1", manner: .chairStatement, effect: effect, text: nasty,
            votes: DocketSide.allCases.map {
              DocketVote(member: nasty, side: $0, word: .abstained)
            },
            dissent: nasty, positionA: nasty, positionB: nasty)))
    }
    let questions: [RefereeAct] = QuestionKind.allCases.map {
      .docket(
        .filed(
          id: "DK-1", caseID: nil, findingID: "F-1", clause: clause, question: $0, text: nasty,
          meetingAtMs: noonMs))
    }
    let stages: [RefereeAct] = GuaranteeStage.allCases.map {
      .liaison(
        .guarantorsNotified(caseID: "CS-1", $0, guarantors: ["G1", "G2"], referenceMs: noonMs))
    }
    return decisions + questions + stages + [
      .docket(.paperFiled(id: "DK-1", side: .mission, text: nasty, attachments: [digest])),
      .liaison(
        .callLogged(
          id: "HL-1", party: .b, .toParty, caller: nasty, about: nasty, calledAtMs: noonMs)),
      .liaison(.callAnswered(id: "HL-1", answeredAtMs: noonMs, answeredBy: nasty)),
      .liaison(.shiftHandedOver(id: "SH-1", to: nasty, text: nasty, openItems: ["CS-1"])),
      .liaison(.shiftTakenOver(id: "SH-1", note: nasty)),
    ]
  }

  private static let acts: [RefereeAct] =
    casework().map { .casework($0) } + tasks().map { .task($0) } + findings().map { .finding($0) }
    + party().map { .party($0) } + others()

  @Test func `every act goes to bytes and back without a change`() throws {
    for act in Self.acts {
      let record = Record(sequence: 9, atMs: noonMs, actor: Self.nasty, act: .referee(act))
      let bytes = record.json.bytes
      let read = try Record(sequence: 9, json: try JSONValue(reading: bytes))
      #expect(read == record, "\(act.type)")
      #expect(read.json.bytes == bytes)
    }
    #expect(Set(Self.acts.map(\.type)).sorted() == RefereeAct.types)
  }

  @Test func `the entry of the log shows nothing that people wrote, and reads back whole`() throws {
    for act in Self.acts {
      let record = Record(sequence: 9, atMs: noonMs, actor: "Somebody", act: .referee(act))
      let claims = record.claims
      let visible = JSONValue.object(claims.visible).written
      for secret in ["Zürich", "Somebody", "Tracks of one", "armoured"] {
        #expect(!visible.contains(secret), "\(act.type) shows \(secret)")
      }
      // Everything that may be withheld is there to be withheld, also where it is empty.
      let names = Record.personalMembers(ofType: act.type)
      #expect(Set(claims.withheld.map(\.name)) == Set(names), "\(act.type)")
      let all = JSONValue.object(claims.visible + claims.withheld)
      let read = try Record(sequence: 9, claims: all)
      #expect(read.act == record.act)
      // With all of it erased the record still reads.
      let erased = try Record(sequence: 9, claims: .object(claims.visible))
      #expect(erased.actor == Record.withheldText)
      #expect(erased.act.type == act.type)
    }
  }

  @Test func `a member that is missing or of another kind is refused by its name`() throws {
    for act in Self.acts {
      let json = Record(sequence: 0, atMs: noonMs, actor: "x", act: .referee(act)).json
      let members = json.objectMembers
      for index in members.indices.dropFirst(3) {
        var spoiled = members
        spoiled[index] = .init(members[index].name, .number(0.5))
        // Nothing is read as something else: it is refused, or it was free text or absent.
        if let read = try? Record(sequence: 0, json: .object(spoiled)) {
          #expect(read.json != json, "\(act.type) ignores '\(members[index].name)'")
        }
      }
    }
  }

  @Test func `after names and texts are erased the same records fold to the same states`() throws {
    var script = Script()
    try script.goToParties(Script.content(.partyB))
    try script.answer(.b, .disputeClause, points: ["One.", "Two."])
    for point in [1, 2] {
      try script.take(
        .party(
          .pointConsidered(
            answer: "AN-0001", point: point, .rejected, reason: "No.", taskID: nil)), by: "O")
    }
    try script.take(
      .docket(
        .filed(
          id: "DK-0001", caseID: "CS-0001", findingID: "F-0001",
          clause: ClauseReference(id: "4", version: 3), question: .interpretation, text: "What?",
          meetingAtMs: script.nowMs + 48 * hourMs)), by: "Liaison")
    try script.take(
      .docket(
        .decided(
          id: "DK-0001",
          DocketDecision(
            number: "D-0001", manner: .consensus, effect: .interpretation,
            text: "A vehicle is a vehicle.",
            votes: [DocketVote(member: "M", side: .partyA, word: .yes)]))), by: "Chair")
    try script.step(.determination)
    try script.take(.finding(.madeFinal(id: "F-0001", note: "")), by: "Issuer")
    try script.step(.closed)
    var book = CaseBook()
    for record in script.records {
      let claims = record.claims
      let kept = claims.withheld.filter { $0.name == "judgements" }
      try book.apply(
        try Record(sequence: record.sequence, claims: .object(claims.visible + kept)))
    }
    #expect(book.cases["CS-0001"]?.state == .closed)
    #expect(book.referee.findings["F-0001"]?.state == .final)
    #expect(book.referee.interpretations.map(\.decision) == ["D-0001"])
    #expect(book.referee.answers["AN-0001"]?.points.count == 2)
    #expect(book.referee.findings["F-0001"]?.latest.content.summary == Record.withheldText)
    #expect(book.referee.files["CS-0001"]?.state == script.referee.files["CS-0001"]?.state)
  }
}
