// A finding is written by one, reviewed by a second and issued by a third, and what each audience gets
// is what was shown before.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Making
import Notation
import Observations
import Testing

struct FindingTests {
  private static func verified() throws -> Script {
    var script = Script()
    try script.open()
    try script.verify()
    return script
  }

  private static func act(
    _ act: FindingAct, by actor: String
  ) -> (inout Script) throws -> Void {
    { script in try script.take(.finding(act), by: actor) }
  }

  @Test func `drafter, reviewer and issuer are three people`() throws {
    var script = try Self.verified()
    try script.draft()
    var second = Script.content()
    second.limits = "When it came is not known."
    try script.take(
      .finding(.revised(id: "F-0001", version: 1, onRevision: 1, content: second)), by: "Second")
    let review = FindingAct.reviewed(id: "F-0001", version: 1, revision: 2, note: "")
    for name in ["Drafter", "drafter", "Second"] {
      #expect(
        refusal(script, Self.act(review, by: name))?.message
          == "Who drafted a version does not review it. "
          + "\(name == "drafter" ? "Drafter" : name) cannot do this.")
    }
    try script.take(.finding(review), by: "Reviewer")
    let interim = FindingAct.madeInterim(id: "F-0001", version: 1, note: "")
    for name in ["Drafter", "Second", "Reviewer"] {
      #expect(refusal(script, Self.act(interim, by: name))?.kind == .forbiddenByState, "\(name)")
    }
    try script.take(.finding(interim), by: "Issuer")
    let issue = FindingAct.issued(id: "F-0001", version: 1, note: "")
    #expect(refusal(script, Self.act(issue, by: "Reviewer"))?.kind == .forbiddenByState)
    try script.take(.finding(issue), by: "Issuer")
    #expect(script.referee.findings["F-0001"]?.state == .issued)
    #expect(
      refusal(
        script,
        Self.act(
          .released(id: "F-0001", version: 1, to: .partyA, withheld: [], salts: [], digest: ""),
          by: "Second"))?.message.contains("does not release") == true)
  }

  @Test func `no step of a finding is skipped`() throws {
    var script = try Self.verified()
    let issue = FindingAct.issued(id: "F-0001", version: 1, note: "")
    let interim = FindingAct.madeInterim(id: "F-0001", version: 1, note: "")
    #expect(refusal(script, Self.act(issue, by: "Issuer"))?.kind == .notFound)
    try script.draft()
    #expect(refusal(script, Self.act(interim, by: "Issuer"))?.message.contains("draft") == true)
    #expect(refusal(script, Self.act(issue, by: "Issuer"))?.message.contains("draft") == true)
    try script.review()
    #expect(refusal(script, Self.act(issue, by: "Issuer"))?.next.contains("interim") == true)
    #expect(
      refusal(script, Self.act(.madeFinal(id: "F-0001", note: ""), by: "Issuer"))?.message
        == "F-0001 is reviewed and cannot be final.")
    try script.makeInterim()
    try script.issue()
    #expect(
      refusal(script, Self.act(.madeFinal(id: "F-0001", note: ""), by: "Issuer"))?.message
        == "F-0001 is issued and cannot be final.")
    #expect(
      refusal(script, Self.act(.unanswered(id: "F-0001", note: ""), by: "Issuer"))?.message
        == "Party A has no notice.")
  }

  @Test func `a version is reviewed when all three judgements have their reasons`() throws {
    let cases: [(String, (inout FindingContent) -> Void)] = [
      ("the summary is empty", { $0.summary = " " }),
      ("the occurrence is not judged", { $0.occurrence = nil }),
      ("the occurrence has no reasons", { $0.occurrenceReasons = "" }),
      ("the clause is not judged", { $0.clauseJudgement = nil }),
      ("the judgement of the clause has no reasons", { $0.clauseReasons = "" }),
      ("no breach: the exemption is not named", { $0.clauseJudgement = .noBreach }),
      ("the responsibility is not judged", { $0.responsibility = nil }),
      ("the intent is not judged", { $0.intent = nil }),
      ("the responsibility has no reasons", { $0.responsibilityReasons = "" }),
      ("it rests on no evidence", { $0.evidence = [] }),
      ("what is not established is no breach", { $0.occurrence = .notEstablished }),
      (
        "nobody is responsible for what is not established",
        { content in
          content.occurrence = .notEstablished
          content.responsibility = .both
        }
      ),
    ]
    #expect(Script.content().missing.isEmpty)
    for (words, spoil) in cases {
      var content = Script.content()
      spoil(&content)
      #expect(content.missing.contains(words), "\(words)")
      var script = try Self.verified()
      try script.draft(content)
      let error = refusal(script) { script throws in try script.review() }
      #expect(error?.message.contains(words) == true, "\(words)")
    }
    var outside = Script.content(.outsideMandate)
    outside.responsibilityReasons = ""
    #expect(outside.missing.isEmpty)
  }

  @Test func `of two who write at once the second is told what changed, and keeps his text`() throws
  {
    var script = try Self.verified()
    try script.draft()
    var first = Script.content()
    first.summary = "Two vehicles stood in the buffer zone."
    first.occurrence = .probable
    try script.take(
      .finding(.revised(id: "F-0001", version: 1, onRevision: 1, content: first)), by: "First")
    var second = Script.content()
    second.limits = "Whose it was is not known."
    let late = FindingAct.revised(id: "F-0001", version: 1, onRevision: 1, content: second)
    let error = try #require(refusal(script, Self.act(late, by: "Second")))
    #expect(error.changes.map(\.field) == [.summary, .occurrence])
    #expect(error.changes[0].was == .string(Script.content().summary))
    #expect(error.changes[0].isNow == .string(first.summary))
    #expect(error.message.contains("summary, occurrence"))
    try script.take(
      .finding(.draftKept(id: "F-0001", version: 1, onRevision: 1, content: second)), by: "Second")
    let version = try #require(script.referee.findings["F-0001"]?.latest)
    #expect(version.content == first)
    #expect(version.keptDrafts.map(\.content) == [second])
    #expect(version.drafters == ["Drafter", "First"])
    #expect(
      refusal(
        script,
        Self.act(.reviewed(id: "F-0001", version: 1, revision: 1, note: ""), by: "Reviewer"))?
        .changes.count == 2)
  }

  @Test func `a second version says what it has otherwise than the first`() throws {
    var script = Script()
    try script.goToParties()
    var content = Script.content()
    content.occurrence = .probable
    content.summary = "The clock of camera C-07 was 40 s wrong."
    let noReason = refusal(script) { script throws in try script.draft(content, version: 2) }
    #expect(noReason?.message == "This needs the reason for a new version.")
    try script.draft(content, version: 2, reason: "Clock of C-07")
    let finding = try #require(script.referee.findings["F-0001"])
    #expect(finding.state == .issued)
    #expect(
      finding.versions[0].content.changes(to: finding.versions[1].content).map(\.field) == [
        .summary, .occurrence,
      ])
    let third = refusal(script) { script throws in
      try script.draft(content, version: 3, reason: "again")
    }
    #expect(third?.message.contains("one draft at a time") == true)
    try script.review(version: 2)
    // A later version need not be interim again.
    try script.issue(version: 2)
    #expect(script.referee.findings["F-0001"]?.standing?.number == 2)
  }

  @Test func `a version after the final one makes a finding corrected`() throws {
    var script = Script()
    try script.goToParties()
    try script.answer(.a, .accept)
    try script.answer(.b, .accept)
    try script.take(.finding(.madeFinal(id: "F-0001", note: "")), by: "Issuer")
    #expect(script.referee.findings["F-0001"]?.state == .final)
    try script.draft(version: 2, reason: "The time was 40 s wrong.")
    try script.review(version: 2)
    #expect(script.referee.findings["F-0001"]?.state == .final)
    try script.issue(version: 2)
    #expect(script.referee.findings["F-0001"]?.state == .corrected)
  }

  @Test func `what is released is what the preview showed, with proof of what is not`() throws {
    var script = try Self.verified()
    try script.take(
      .casework(
        .evidenceNoted(
          caseID: "CS-0001",
          EvidenceItem(
            id: "E2", kind: .statement, reference: "W-1", bearing: .supporting, grade: .e1,
            isRestricted: true, summary: "A resident saw it."))), by: "Officer 1")
    var content = Script.content()
    content.evidence = ["E1", "E2"]
    try script.draft(content)
    try script.review()
    let early = refusal(script) { script throws in
      try script.release(to: .partyA, [Withholding(item: "E2", reason: .personalData)])
    }
    #expect(early?.message == "F-0001 v1 is reviewed.")
    try script.makeInterim()
    let shown = refusal(script) { script throws in try script.release(to: .partyA) }
    #expect(shown?.message == "E2 is restricted and cannot be shown to A.")
    let judgement = refusal(script) { script throws in
      try script.release(to: .everybody, [Withholding(item: "occurrence", reason: .safety)])
    }
    #expect(judgement?.message == "A judgement cannot be withheld: occurrence.")
    let choice = [
      Withholding(item: "E2", reason: .personalData),
      Withholding(item: "responsibility_reasons", reason: .sourceProtection),
    ]
    let preview = try script.referee.released(
      "F-0001", version: 1, to: .partyB, withholding: choice)
    try script.release(to: .partyB, choice)
    let released = try #require(
      script.referee.released("F-0001", version: 1, to: .partyB))
    #expect(released.digest == preview.digest)
    #expect(released.evidence.map(\.id) == ["E1"])
    #expect(!released.json.written.contains("resident"))
    #expect(!released.json.written.contains("lead to that side"))
    #expect(released.withheld.map(\.item) == ["E2", "responsibility_reasons"])
    // Whoever is given item and salt later works the commitment out by himself.
    let salt = String(repeating: "ab", count: 16)
    let value =
      #"{"item":"E2","kind":"statement","reference":"W-1","bearing":"for","grade":"E1","#
      + #""summary":"A resident saw it."}"#
    #expect(
      released.withheld[0].commitment
        == ContentDigest(of: Array("\(salt)\nE2\n\(value)".utf8)).hex)
    #expect(script.referee.released("F-0001", version: 1, to: .partyA) == nil)
  }

  @Test func `a release of something else than the preview showed is refused`() throws {
    var script = Script()
    try script.goToParties()
    let digest = try script.referee.released(
      "F-0001", version: 1, to: .guarantors, withholding: []
    ).digest
    try script.take(
      .casework(
        .evidenceMarked(
          caseID: "CS-0001", itemID: "E1", isDisputed: false, isRestricted: true, reason: "source")),
      by: "Officer 1")
    let error = refusal(
      script,
      Self.act(
        .released(
          id: "F-0001", version: 1, to: .guarantors, withheld: [], salts: [], digest: digest),
        by: "Issuer"))
    #expect(error?.message.contains("restricted") == true)
    let forged = refusal(
      script,
      Self.act(
        .released(
          id: "F-0001", version: 1, to: .guarantors,
          withheld: [Withholding(item: "E1", reason: .safety, commitment: "00")],
          salts: [String(repeating: "ab", count: 16)], digest: digest), by: "Issuer"))
    #expect(forged?.message == "The commitments do not fit.")
  }
}
