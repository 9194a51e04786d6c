// What lies in a case beside its alerts? Acceptance, steps, evidence, gaps, notices and answers.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Observations

/// A step of a case's state that one person proposed and another has to approve.
public struct CaseStep: Hashable, Sendable {
  public let to: CaseState
  public let reason: String
  public let proposed: Deed
  public internal(set) var approved: Deed?
}

/// An answer that came when none could be taken.
public struct RefusedAnswer: Hashable, Sendable {
  public let party: Party
  public let kind: AnswerKind
  public let text: AnswerText
  public let came: Deed
}

public struct CaseReopening: Hashable, Sendable {
  /// Number of the decision.
  public let decision: String
  public let reason: String
  public let reopened: Deed
}

/// The work on one case.
public struct CaseFile: Hashable, Sendable {
  public let caseID: String
  public internal(set) var state: CaseState = .open
  public let opened: Deed
  public internal(set) var accepted: Deed?
  /// Waits for a second person.
  public internal(set) var proposal: CaseStep?
  /// What was approved, in order.
  public internal(set) var steps: [CaseStep] = []
  public internal(set) var clauses: [ClauseReference] = []
  public internal(set) var evidence: [EvidenceItem] = []
  /// When each item came, in the same order.
  public internal(set) var evidenceNoted: [Deed] = []
  public internal(set) var gaps: [CoverageGap] = []
  public internal(set) var taskIDs: [String] = []
  public internal(set) var findingIDs: [String] = []
  public internal(set) var notices: [PartyNotice] = []
  public internal(set) var answerIDs: [String] = []
  public internal(set) var refusedAnswers: [RefusedAnswer] = []
  public internal(set) var docketIDs: [String] = []
  public internal(set) var allegationIDs: [String] = []
  public internal(set) var guaranteeNotices: [GuaranteeNotice] = []
  public internal(set) var reopenings: [CaseReopening] = []

  init(caseID: String, opened: Deed) { (self.caseID, self.opened) = (caseID, opened) }

  public func item(_ id: String) -> EvidenceItem? { evidence.first { $0.id == id } }

  public var nextEvidenceID: String { "E\(evidence.count + 1)" }

  public func notices(to party: Party) -> [PartyNotice] { notices.filter { $0.party == party } }

  /// The best grade of what speaks for the claim.
  public var bestGrade: EvidenceGrade? {
    evidence.filter { $0.bearing == .supporting }.map(\.grade).max()
  }

  mutating func add(_ item: EvidenceItem, _ noted: Deed) {
    evidence.append(item)
    evidenceNoted.append(noted)
  }
}

extension CaseState {
  /// Where a proposed step can lead. A case goes to verification when its first task is approved, and
  /// is reopened by a decision: neither is proposed.
  var proposable: [CaseState] {
    switch self {
    case .open: []
    case .verificationTasked: [.verified, .notVerifiable]
    case .verified, .notVerifiable: [.withParties]
    case .withParties: [.determination]
    case .determination: [.closed]
    case .closed: []
    }
  }
}
