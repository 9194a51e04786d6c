// Whatever people try, in any order: no rule is broken, what is refused leaves no trace, and the bytes of
// the records fold to the same state.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Making
import Testing

struct RefereePropertyTests {
  private static let people = ["Officer 1", "Officer 2", "Drafter", "Reviewer", "Issuer"]

  /// Something that somebody might try on that case.
  private static func attempt(
    _ script: Script, _ id: String, _ random: inout Seeded
  ) -> RefereeAct {
    let referee = script.referee
    let file = referee.files[id]
    let task = file?.taskIDs.last { referee.tasks[$0]?.isOpen == true } ?? "TK-0001"
    let item = file?.docketIDs.last { referee.docket[$0]?.decision == nil }
    let finding = file?.findingIDs.first ?? referee.nextFindingID
    let version = referee.findings[finding]?.latest.number ?? 1
    let revision = referee.findings[finding]?.latest.revision ?? 1
    let party: Party = Bool.random(using: &random) ? .a : .b
    let answer = file?.answerIDs.last { referee.answers[$0]?.isConsidered == false } ?? "AN-0001"
    var content = Script.content(Responsibility.allCases.randomElement(using: &random) ?? .both)
    content.evidence = (file?.evidence ?? []).map(\.id)
    if content.responsibility == .outsideMandate { content.intent = .notAssessed }
    let isLikely = Int.random(in: 0..<8, using: &random) > 0
    let states = isLikely ? referee.nextStates(of: id) : CaseState.allCases
    var kind = Int.random(in: 0..<26, using: &random)
    // What is there already is seldom begun once more.
    if isLikely, kind == 7, file?.taskIDs.isEmpty == false { kind = 8 }
    if isLikely, kind == 12 || kind == 13, file?.findingIDs.isEmpty == false { kind = 14 }
    if isLikely, kind == 23, item != nil { kind = 24 }
    switch kind {
    case 0: return .casework(.accepted(caseID: id, note: ""))
    case 1...3:
      return .casework(
        .stepProposed(
          caseID: id, to: states.randomElement(using: &random) ?? .closed, reason: "r"))
    case 4...6: return .casework(.stepApproved(caseID: id, note: ""))
    case 7:
      return .task(
        .proposed(
          id: referee.nextTaskID, caseID: id, kind: .patrol, to: "P", asked: "a", dueMs: nil))
    case 8: return .task(.approved(id: task, note: ""))
    case 9: return .task(.started(id: task, note: ""))
    case 10: return .task(.done(id: task, Script.result))
    case 11: return .task(.blocked(id: task, .denial, reason: "r"))
    case 12:
      return .finding(
        .drafted(
          id: finding, caseID: id, version: referee.findings[finding] == nil ? 1 : version + 1,
          reason: "r", content: content))
    case 13:
      return .finding(
        .revised(id: finding, version: version, onRevision: revision, content: content))
    case 14, 15:
      return .finding(.reviewed(id: finding, version: version, revision: revision, note: ""))
    case 16: return .finding(.madeInterim(id: finding, version: version, note: ""))
    case 17: return .finding(.issued(id: finding, version: version, note: ""))
    case 18, 19: return release(script, finding, version, party)
    case 20:
      return .party(
        .noticeGiven(
          caseID: id, party: party, finding: nil, dueMs: script.nowMs + hourMs, place: "",
          asked: "a"))
    case 21:
      return .party(
        .answerFiled(
          id: referee.nextAnswerID, caseID: id,
          finding: FindingReference(id: finding, version: version), party: party,
          kind: isLikely ? .acceptWithExplanation : .disputeClause,
          AnswerText(points: ["p"])))
    case 22:
      return .party(
        .pointConsidered(answer: answer, point: 1, .rejected, reason: "r", taskID: nil))
    case 23:
      return .docket(
        .filed(
          id: referee.nextDocketID, caseID: id, findingID: file?.findingIDs.first,
          clause: ClauseReference(id: "4", version: 3), question: .fact, text: "q",
          meetingAtMs: script.nowMs + hourMs))
    case 24:
      return .docket(
        .decided(
          id: item ?? "DK-0001",
          DocketDecision(
            number: referee.nextDecision, manner: .consensus, effect: .none, text: "t", votes: [])))
    default:
      return .finding(
        Bool.random(using: &random)
          ? .madeFinal(id: finding, note: "") : .unanswered(id: finding, note: ""))
    }
  }

  private static func release(
    _ script: Script, _ finding: String, _ version: Int, _ party: Party
  ) -> RefereeAct {
    let digest =
      (try? script.referee.released(
        finding, version: version, to: party.audience, withholding: []))?.digest ?? ""
    return .finding(
      .released(
        id: finding, version: version, to: party.audience, withheld: [], salts: [], digest: digest))
  }

  /// What must hold of every state that is reached.
  private static func check(_ book: CaseBook) {
    for file in book.referee.files.values {
      #expect(book.cases[file.caseID]?.state == file.state)
      if file.state != .open { #expect(file.accepted != nil) }
      for step in file.steps { #expect(step.approved?.by != step.proposed.by) }
      if let accepted = file.accepted { #expect(accepted.by != file.opened.by) }
      let findings = file.findingIDs.compactMap { book.referee.findings[$0] }
      if file.state == .closed {
        #expect(!findings.isEmpty)
        #expect(findings.allSatisfy { $0.state == .final || $0.state == .corrected })
        let answers = file.answerIDs.compactMap { book.referee.answers[$0] }
        #expect(answers.allSatisfy { $0.isConsidered })
      }
      if [.withParties, .determination, .closed].contains(file.state) {
        #expect(Party.allCases.allSatisfy { !file.notices(to: $0).isEmpty })
      }
    }
    for finding in book.referee.findings.values {
      #expect(
        finding.versions.filter { $0.state == .draft || $0.state == .reviewed }.count <= 1)
      for version in finding.versions { check(version) }
      if finding.madeFinal != nil { #expect(finding.versions.contains { $0.issued != nil }) }
    }
  }

  private static func check(_ version: FindingVersion) {
    let issuer = version.issued ?? version.madeInterim
    if let reviewer = version.reviewed?.by {
      #expect(!version.drafters.contains(reviewer))
      if let issuer { #expect(issuer.by != reviewer) }
    }
    if let issuer {
      #expect(!version.drafters.contains(issuer.by))
      #expect(version.reviewed != nil)
      #expect(version.content.missing.isEmpty)
    }
    if version.number == 1, version.issued != nil { #expect(version.madeInterim != nil) }
    if !version.releases.isEmpty { #expect(issuer != nil) }
  }

  @Test(arguments: [UInt64(1), 2, 4, 5, 6])
  func `no order of acts reaches what a rule forbids`(seed: UInt64) throws {
    var random = Seeded(seed)
    var script = Script()
    for index in 0..<3 {
      let alert = try script.raise("e\(index)")
      try script.take(
        .caseOpened(id: script.book.nextCaseID, title: "t", alertIDs: [alert], note: ""),
        by: "Officer 1")
    }
    var refused = 0
    for _ in 0..<6_000 {
      let id = "CS-000\(Int.random(in: 1...3, using: &random))"
      let act = Self.attempt(script, id, &random)
      let before = (script.referee.files, script.referee.findings, script.records.count)
      do throws(ActError) {
        try script.take(act, by: Self.people.randomElement(using: &random) ?? "")
        if script.records.count % 20 == 0 { Self.check(script.book) }
      } catch {
        refused += 1
        #expect(!error.message.isEmpty && !error.next.isEmpty)
        if refused % 50 == 0 {
          #expect(script.referee.files == before.0)
          #expect(script.referee.findings == before.1)
          #expect(script.records.count == before.2)
        }
      }
    }
    Self.check(script.book)
    #expect(script.records.count > 100)
    #expect(refused > 100)
    #expect(script.book.cases.values.contains { $0.state == .closed })
    let again = try refolded(script.records)
    #expect(again.cases == script.book.cases)
    #expect(again.referee.files == script.referee.files)
    #expect(again.referee.tasks == script.referee.tasks)
    #expect(again.referee.findings == script.referee.findings)
    #expect(again.referee.answers == script.referee.answers)
  }
}
