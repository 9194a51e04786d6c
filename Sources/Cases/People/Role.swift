// Who may do what? One table.
//
// SPDX-License-Identifier: Apache-2.0

/// The work that an account is for. What Party A's officer may do, Party B's may: there is one role for
/// both, and the account says whose it is.
public enum Role: String, CaseIterable, Hashable, Sendable {
  case dutyOfficer = "duty_officer"
  case verificationOfficer = "verification_officer"
  case reviewer
  case issuer
  /// The Mission's officer towards the parties.
  case liaisonOfficer = "liaison_officer"
  /// An officer of Party A or Party B.
  case partyLiaison = "party_liaison"
  /// A guarantor's delegate: reads, checks, changes nothing.
  case delegate
  case reportingOfficer = "reporting_officer"
  case headOfReporting = "head_of_reporting"
  case planner
  case analyst
  case administrator
}

/// What can be read.
public enum ReadingArea: String, CaseIterable, Hashable, Sendable {
  /// Observations, tracks, events, alerts, cases, findings in work, registers.
  case operations
  /// What was released to one's own side, the answers, the docket, one's clocks.
  case portal
  /// Reports of every state.
  case reports
  /// The list of evidence and its custody.
  case evidence
  /// The plan of the coalition.
  case plan
  /// Accounts and roles.
  case people
}

extension Role {
  /// The whole table: type of record, and the roles that may make it. What is not in it nobody makes but
  /// the rules. Four eyes on one thing (drafter, reviewer, issuer; proposer and approver) are looked
  /// after where the thing is: see `Referee/` and `Reports/`.
  static let acts: [(types: [String], roles: Set<Role>)] = [
    (
      ["alert.acknowledged", "alert.actioned", "alert.dismissed"],
      [.dutyOfficer, .verificationOfficer]
    ),
    (
      ["observation.set_aside", "observation.split", "observation.joined"],
      [.dutyOfficer, .verificationOfficer]
    ),
    (
      [
        "case.opened", "case.assigned", "case.alerts_added", "case.clauses_chosen", "case.accepted",
      ],
      [.dutyOfficer, .verificationOfficer]
    ),
    (
      ["case.evidence_noted", "case.evidence_marked", "case.gap_noted"],
      [.dutyOfficer, .verificationOfficer]
    ),
    (
      ["case.step_proposed", "case.step_approved", "case.step_declined", "case.reopened"],
      [.verificationOfficer, .reviewer]
    ),
    (
      [
        "task.proposed", "task.approved", "task.declined", "task.started", "task.done",
        "task.blocked",
      ], [.dutyOfficer, .verificationOfficer]
    ),
    (["finding.drafted", "finding.draft_kept", "finding.revised"], [.verificationOfficer]),
    (["finding.reviewed", "finding.returned"], [.reviewer]),
    (["finding.interim", "finding.issued", "finding.final", "finding.released"], [.issuer]),
    (["finding.unanswered"], [.issuer, .liaisonOfficer]),
    (
      [
        "notice.given", "notice.extended", "answer.considered", "allegation.matched",
        "allegation.unmatched", "allegation.answered",
      ], [.liaisonOfficer, .verificationOfficer]
    ),
    (["allegation.logged"], [.liaisonOfficer, .dutyOfficer, .partyLiaison]),
    (
      ["notice.acknowledged", "answer.filed", "answer.added_to", "answer.refused"],
      [.partyLiaison, .liaisonOfficer]
    ),
    (["docket.filed", "docket.decided"], [.liaisonOfficer]),
    (["docket.paper_filed"], [.liaisonOfficer, .partyLiaison]),
    (["call.logged", "call.answered"], [.liaisonOfficer, .dutyOfficer, .partyLiaison]),
    (["guarantors.notified"], [.liaisonOfficer, .dutyOfficer]),
    (["shift.handed_over", "shift.taken_over"], [.dutyOfficer]),
    (["register.entered", "register.corrected"], [.dutyOfficer, .liaisonOfficer]),
    (["report.drafted", "report.prose", "report.issued", "report.erratum"], [.reportingOfficer]),
    (["report.cleared", "report.returned"], [.headOfReporting]),
    (["evidence.added", "evidence.derived"], [.dutyOfficer, .verificationOfficer]),
    (["evidence.read"], [.dutyOfficer, .verificationOfficer, .reviewer, .issuer]),
    (["evidence.exported", "record.released"], [.issuer, .liaisonOfficer]),
    (["evidence.erased", "claim.erased"], [.administrator]),
    (
      ["account.opened", "account.roles_changed", "account.closed"], [.administrator]
    ),
  ]

  /// What each role may read.
  static let reading: [Role: Set<ReadingArea>] = [
    .dutyOfficer: [.operations, .reports, .evidence],
    .verificationOfficer: [.operations, .reports, .evidence],
    .reviewer: [.operations, .reports, .evidence],
    .issuer: [.operations, .reports, .evidence],
    .liaisonOfficer: [.operations, .portal, .reports, .evidence],
    .partyLiaison: [.portal],
    .delegate: [.portal],
    .reportingOfficer: [.operations, .reports],
    .headOfReporting: [.operations, .reports],
    .planner: [.operations, .plan],
    .analyst: [.operations, .reports, .plan],
    .administrator: [.people],
  ]

  private static let rolesByType: [String: Set<Role>] = Dictionary(
    acts.flatMap { row in row.types.map { ($0, row.roles) } }, uniquingKeysWith: { $0.union($1) })

  /// The roles that may make a record of this type; none for what only the rules record.
  public static func roles(for type: String) -> Set<Role> { rolesByType[type] ?? [] }

  /// Types of records that this role may make, in the table's order.
  public var actTypes: [String] {
    Self.acts.flatMap { $0.roles.contains(self) ? $0.types : [] }
  }

  public var readingAreas: Set<ReadingArea> { Self.reading[self] ?? [] }
}
