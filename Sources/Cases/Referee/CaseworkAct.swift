// What is done on a case itself: its alerts, clauses, evidence, gaps, and the steps of its state?
//
// SPDX-License-Identifier: Apache-2.0

public import Observations

/// What an item of evidence says about the claim.
public enum EvidenceBearing: String, CaseIterable, Hashable, Sendable {
  case supporting = "for"
  case opposing = "against"
  case neutral
}

/// What an item of evidence is.
public enum EvidenceKind: String, CaseIterable, Hashable, Sendable {
  case event, observation, file, statement, task, document
}

/// One item of a case's list of evidence.
public struct EvidenceItem: Hashable, Sendable {
  /// `E1`, `E2`, … within the case.
  public let id: String
  public let kind: EvidenceKind
  /// The event, observation, digest of a file, or task that it is.
  public let reference: String
  public let bearing: EvidenceBearing
  public let grade: EvidenceGrade
  /// True where it may not be shown outside the Mission as it is.
  public internal(set) var isRestricted: Bool
  /// True where somebody disputes it.
  public internal(set) var isDisputed: Bool
  public let summary: String

  public init(
    id: String, kind: EvidenceKind, reference: String, bearing: EvidenceBearing,
    grade: EvidenceGrade, isRestricted: Bool = false, isDisputed: Bool = false, summary: String
  ) {
    (self.id, self.kind, self.reference, self.bearing) = (id, kind, reference, bearing)
    (self.grade, self.isRestricted, self.isDisputed) = (grade, isRestricted, isDisputed)
    self.summary = summary
  }

  /// `E2`, `E1d` (disputed), `E2r` (restricted), `E2dr`.
  public var gradeCode: String {
    grade.code + (isDisputed ? "d" : "") + (isRestricted ? "r" : "")
  }
}

/// A time in which a sensor that could have seen it saw nothing because it did not look.
public struct CoverageGap: Hashable, Sendable {
  public let sensor: String
  public let period: Period
  /// `outage`, `no coverage planned`, or what a person wrote.
  public let reason: String

  public init(sensor: String, period: Period, reason: String) {
    (self.sensor, self.period, self.reason) = (sensor, period, reason)
  }
}

/// Acts on a case.
public enum CaseworkAct: Hashable, Sendable {
  /// Alerts that came later belong to the same case.
  case alertsAdded(caseID: String, alertIDs: [String], note: String)
  /// Which clauses it may be a breach of.
  case clausesChosen(caseID: String, clauses: [ClauseReference], note: String)
  /// A second officer takes the case as one.
  case accepted(caseID: String, note: String)
  case stepProposed(caseID: String, to: CaseState, reason: String)
  case stepApproved(caseID: String, note: String)
  case stepDeclined(caseID: String, reason: String)
  case evidenceNoted(caseID: String, EvidenceItem)
  /// Somebody disputes an item, or it must not be shown outside.
  case evidenceMarked(
    caseID: String, itemID: String, isDisputed: Bool, isRestricted: Bool, reason: String)
  case gapNoted(caseID: String, CoverageGap)
  /// By a numbered decision of the commission only.
  case reopened(caseID: String, decision: String, reason: String)

  public var type: String {
    switch self {
    case .alertsAdded: "case.alerts_added"
    case .clausesChosen: "case.clauses_chosen"
    case .accepted: "case.accepted"
    case .stepProposed: "case.step_proposed"
    case .stepApproved: "case.step_approved"
    case .stepDeclined: "case.step_declined"
    case .evidenceNoted: "case.evidence_noted"
    case .evidenceMarked: "case.evidence_marked"
    case .gapNoted: "case.gap_noted"
    case .reopened: "case.reopened"
    }
  }

  public var caseID: String {
    switch self {
    case .alertsAdded(let id, _, _), .clausesChosen(let id, _, _), .accepted(let id, _),
      .stepProposed(let id, _, _), .stepApproved(let id, _), .stepDeclined(let id, _),
      .evidenceNoted(let id, _), .evidenceMarked(let id, _, _, _, _), .gapNoted(let id, _),
      .reopened(let id, _, _):
      id
    }
  }

  var note: String {
    switch self {
    case .alertsAdded(_, _, let note), .clausesChosen(_, _, let note), .accepted(_, let note),
      .stepApproved(_, let note):
      note
    case .stepProposed(_, let state, let reason): "\(state.rawValue): \(reason)"
    case .stepDeclined(_, let reason), .evidenceMarked(_, _, _, _, let reason): reason
    case .evidenceNoted(_, let item): "\(item.id) \(item.gradeCode) \(item.summary)"
    case .gapNoted(_, let gap): "\(gap.sensor): \(gap.reason)"
    case .reopened(_, let decision, let reason): "\(decision): \(reason)"
    }
  }
}
