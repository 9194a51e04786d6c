// Who may do what, and does the fold keep it?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Notation
import Testing

@testable import Cases

@Suite struct PeopleTests {
  private func book(_ acts: PeopleAct...) throws -> PeopleBook {
    var book = PeopleBook()
    for (index, act) in acts.enumerated() {
      try book.check(act)
      book.apply(act, atMs: Int64(index))
    }
    return book
  }

  private func opened(_ id: String, _ roles: Set<Role>, _ party: Party? = nil) -> PeopleAct {
    .opened(account: id, name: id.uppercased(), roles: roles, party: party)
  }

  private func refusal(_ body: () throws -> Void) -> ActError? {
    do { try body() } catch {
      guard let error = error as? ActError else {
        Issue.record(error)
        return nil
      }
      return error
    }
    return nil
  }

  /// As the log's reference lists them.
  private static let typesOfPersons: Set<String> = [
    "alert.acknowledged", "alert.actioned", "alert.dismissed", "allegation.answered",
    "allegation.logged", "allegation.matched", "allegation.unmatched", "answer.added_to",
    "answer.considered", "answer.filed", "answer.refused", "call.answered", "call.logged",
    "case.accepted", "case.alerts_added", "case.assigned", "case.clauses_chosen",
    "case.evidence_marked", "case.evidence_noted", "case.gap_noted", "case.opened",
    "case.reopened", "case.step_approved", "case.step_declined", "case.step_proposed",
    "claim.erased", "docket.decided", "docket.filed", "docket.paper_filed", "evidence.added",
    "evidence.derived", "evidence.erased", "evidence.exported", "evidence.read",
    "finding.draft_kept", "finding.drafted", "finding.final", "finding.interim", "finding.issued",
    "finding.released", "finding.returned", "finding.reviewed", "finding.revised",
    "finding.unanswered", "guarantors.notified", "notice.acknowledged", "notice.extended",
    "notice.given", "observation.joined", "observation.set_aside", "observation.split",
    "record.released", "register.corrected", "register.entered", "report.cleared",
    "report.drafted", "report.erratum", "report.issued", "report.prose", "report.returned",
    "shift.handed_over", "shift.taken_over", "task.approved", "task.blocked", "task.declined",
    "task.done", "task.proposed", "task.started", "account.opened", "account.roles_changed",
    "account.closed", "account.password_set", "session.begun", "session.ended",
    "session.refused", "act.refused",
  ]

  private let acknowledge = Act.alertAcknowledged(id: "AL-1", note: "")

  @Test func `without accounts everybody may act; from the first one on only who has one`() throws {
    #expect(refusal { try PeopleBook().checkRights(acknowledge, by: "Anybody") } == nil)
    let book = try book(opened("anna", [.administrator]), opened("ben", [.dutyOfficer]))
    #expect(refusal { try book.checkRights(acknowledge, by: "Anybody") }?.kind == .notAllowed)
    #expect(refusal { try book.checkRights(acknowledge, by: "anna") }?.kind == .notAllowed)
    #expect(refusal { try book.checkRights(acknowledge, by: "Ben") } == nil)
  }

  @Test func `the first account is an administrator's, and the last one stays`() throws {
    #expect(refusal { try PeopleBook().check(opened("ben", [.dutyOfficer])) }?.kind == .invalid)
    let one = try book(opened("anna", [.administrator]))
    let closing = Act.people(.closed(account: "anna", reason: "left"))
    #expect(refusal { try one.checkRights(closing, by: "anna") }?.kind == .forbiddenByState)
    let two = try book(opened("anna", [.administrator]), opened("ada", [.administrator]))
    #expect(refusal { try two.checkRights(closing, by: "ada") } == nil)
  }

  @Test(
    arguments: [
      ("anna", [Role.dutyOfficer], nil), ("Ben", [.dutyOfficer], nil), ("b", [.dutyOfficer], nil),
      ("ben", [], nil), ("ben", [.partyLiaison], nil), ("ben", [.dutyOfficer], Party.a),
      ("ben", [.partyLiaison, .dutyOfficer], .a), ("../ben", [.analyst], nil),
    ] as [(String, [Role], Party?)])
  func `an account that is taken, misnamed or of no clear side is refused`(
    _ id: String, _ roles: [Role], _ party: Party?
  ) throws {
    let book = try book(opened("anna", [.administrator]))
    #expect(refusal { try book.check(opened(id, Set(roles), party)) } != nil)
  }

  @Test func `a closed account does nothing, and its name is never given again`() throws {
    let book = try book(
      opened("anna", [.administrator]), opened("ben", [.dutyOfficer]),
      .closed(account: "ben", reason: "left"))
    #expect(refusal { try book.checkRights(acknowledge, by: "ben") }?.kind == .notAllowed)
    #expect(refusal { try book.check(opened("ben", [.analyst])) }?.kind == .forbiddenByState)
  }

  /// What Party A's officer may, Party B's may, each for his own side and for no other.
  @Test func `both parties have the same rights, each for itself`() throws {
    let book = try book(
      opened("anna", [.administrator]), opened("of-a", [.partyLiaison], .a),
      opened("of-b", [.partyLiaison], .b), opened("mission", [.liaisonOfficer]),
      opened("ben", [.dutyOfficer]))
    for (own, other, party) in [("of-a", "of-b", Party.a), ("of-b", "of-a", .b)] {
      let acts: [Act] = [
        .referee(.party(.noticeAcknowledged(caseID: "CS-0001", party: party, number: 1))),
        .referee(
          .docket(
            .paperFiled(
              id: "DK-0001", side: party == .a ? .partyA : .partyB, text: "t", attachments: []))),
      ]
      for act in acts {
        #expect(refusal { try book.checkRights(act, by: own) } == nil, "\(act.type)")
        #expect(refusal { try book.checkRights(act, by: other) }?.kind == .notAllowed)
        #expect(refusal { try book.checkRights(act, by: "ben") }?.kind == .notAllowed)
        #expect(refusal { try book.checkRights(act, by: "mission") } == nil)
      }
      #expect(refusal { try book.checkRights(acknowledge, by: own) }?.kind == .notAllowed)
    }
    let (a, b) = (try #require(book.account("of-a")), try #require(book.account("of-b")))
    #expect(a.actTypes == b.actTypes)
    #expect(ReadingArea.allCases.filter(a.mayRead) == ReadingArea.allCases.filter(b.mayRead))
  }

  @Test func `nobody drafts, reviews and issues with one role`() {
    let steps = ["finding.drafted", "finding.reviewed", "finding.issued"]
    for role in Role.allCases {
      #expect(steps.count { Role.roles(for: $0).contains(role) } <= 1, "\(role)")
    }
    #expect(Role.roles(for: "report.cleared").isDisjoint(with: Role.roles(for: "report.issued")))
  }

  @Test func `every act of a person has a role that may do it, and what the rules do has none`() {
    for type in ["alert.raised", "alert.revised", "alert.withdrawn", "observations.sealed"] {
      #expect(Role.roles(for: type).isEmpty)
    }
    let own = [
      "account.password_set", "session.begun", "session.ended", "session.refused", "act.refused",
    ]
    for type in Self.typesOfPersons where !own.contains(type) {
      #expect(!Role.roles(for: type).isEmpty, "\(type)")
    }
    for row in Role.acts {
      for type in row.types { #expect(Self.typesOfPersons.contains(type), "\(type)") }
    }
  }

  @Test func `records about people come back as they were, and without their names`() throws {
    let acts: [PeopleAct] = [
      opened("anna", [.administrator, .analyst]), opened("of-a", [.partyLiaison], .a),
      .rolesChanged(account: "anna", roles: [.administrator], reason: "r"),
      .closed(account: "of-a", reason: "left"), .passwordSet(account: "anna"),
      .signedIn(account: "anna"), .signedOut(account: "anna"), .signInRefused(account: "anna"),
      .actRefused(account: "anna", type: "finding.issued", subject: "F-0001"),
    ]
    var erased = CaseBook()
    for (index, act) in acts.enumerated() {
      let record = Record(
        sequence: UInt64(index), atMs: 1_000, actor: "anna", act: .people(act))
      let claims = record.claims
      #expect(
        try Record(sequence: UInt64(index), claims: .object(claims.visible + claims.withheld))
          == record)
      let visible = JSONValue.object(claims.visible).written
      for word in ["anna", "ANNA", "of-a", "left", "F-0001"] { #expect(!visible.contains(word)) }
      try erased.apply(try Record(sequence: UInt64(index), claims: .object(claims.visible)))
    }
  }
}
