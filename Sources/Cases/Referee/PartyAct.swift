// What do the parties say, and what does the Mission say to them? One form for A and B.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Observations

/// Where an allegation came from.
public enum AllegationSource: String, CaseIterable, Hashable, Sendable {
  case partyA = "A"
  case partyB = "B"
  case hotline
  case publicClaim = "public"
}

/// A claim that somebody breached something.
public struct Allegation: Hashable, Sendable {
  public enum State: String, CaseIterable, Hashable, Sendable {
    case logged, matched
    case noMatch = "no_match"
    case answered
  }

  public let id: String
  public let source: AllegationSource
  public let against: Party?
  public let clauseID: String?
  public let happened: Period?
  public let place: String
  public let text: String
  public internal(set) var state: State = .logged
  public internal(set) var alertIDs: [String] = []
  public internal(set) var caseID: String?
  /// Why nothing matches, or what was answered.
  public internal(set) var reply = ""
  public let logged: Deed
  public internal(set) var matched: Deed?
  public internal(set) var answered: Deed?
}

/// The Mission's notice of a case or of a version of its finding to one party.
public struct PartyNotice: Hashable, Sendable {
  /// From 1 within case and party.
  public let number: Int
  public let caseID: String
  public let party: Party
  /// The version that it tells of; nil for the notice of the case.
  public let finding: FindingReference?
  public let place: String
  public let asked: String
  /// When the answer is due.
  public internal(set) var dueMs: Int64
  /// When that was set.
  public internal(set) var dueSet: Moment
  public let given: Deed
  public internal(set) var acknowledged: Deed?
  public internal(set) var isExtended = false
}

public struct FindingReference: Hashable, Sendable, CustomStringConvertible {
  public let id: String
  public let version: Int

  public init(id: String, version: Int) { (self.id, self.version) = (id, version) }

  /// `F-0001 v2`.
  public var description: String { "\(id) v\(version)" }
}

public enum AnswerKind: String, CaseIterable, Hashable, Sendable {
  case accept
  case acceptWithExplanation = "accept_with_explanation"
  case disputeOccurrence = "dispute_occurrence"
  case disputeClause = "dispute_clause"
  case disputeResponsibility = "dispute_responsibility"
  case jointVerification = "joint_verification"
  case counterAllegation = "counter_allegation"

  public var isDispute: Bool { self != .accept && self != .acceptWithExplanation }
}

/// Which channel was used before fire was returned, when, and what came back.
public struct ReturnFireReport: Hashable, Sendable {
  public let channel: String
  public let usedAtMs: Int64
  public let reply: String

  public init(channel: String, usedAtMs: Int64, reply: String) {
    (self.channel, self.usedAtMs, self.reply) = (channel, usedAtMs, reply)
  }
}

/// What a party hands in, at first or in addition.
public struct AnswerText: Hashable, Sendable {
  /// Each is considered by itself.
  public var points: [String]
  /// SHA-256 digests of files.
  public var attachments: [String]
  /// Disciplinary measure taken; empty for none.
  public var discipline: String
  public var returnFire: ReturnFireReport?

  public init(
    points: [String], attachments: [String] = [], discipline: String = "",
    returnFire: ReturnFireReport? = nil
  ) {
    (self.points, self.attachments, self.discipline) = (points, attachments, discipline)
    self.returnFire = returnFire
  }
}

/// The Mission's word on one point of an answer.
public struct Consideration: Hashable, Sendable {
  public enum Outcome: String, CaseIterable, Hashable, Sendable {
    /// A new version of the finding follows.
    case accepted
    case rejected
    case jointVerification = "joint_verification"
  }

  public let outcome: Outcome
  public let reason: String
  /// The task of a joint verification.
  public let taskID: String?
  public let considered: Deed
}

/// A party's answer. It is never changed, only added to.
public struct PartyAnswer: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    public let text: String
    public internal(set) var consideration: Consideration?
  }

  /// What was handed in at one time.
  public struct Entry: Hashable, Sendable {
    public let text: AnswerText
    public let filed: Deed
  }

  public let id: String
  public let caseID: String
  public let finding: FindingReference?
  public let party: Party
  public let kind: AnswerKind
  public internal(set) var points: [Point]
  public internal(set) var texts: [Entry]
  /// How long after the deadline it came; 0 where it was in time.
  public let lateMs: Int64

  public var filed: Deed { texts[0].filed }
  public var isConsidered: Bool { points.allSatisfy { $0.consideration != nil } }

  /// Disputed, and not all of it was accepted.
  public var isContesting: Bool {
    kind.isDispute
      && (points.isEmpty || points.contains { $0.consideration?.outcome != .accepted })
  }
}

/// Acts between the Mission and the parties.
public enum PartyAct: Hashable, Sendable {
  case allegationLogged(
    id: String, source: AllegationSource, against: Party?, clauseID: String?, happened: Period?,
    place: String, text: String)
  case allegationMatched(id: String, alertIDs: [String], caseID: String?, note: String)
  case allegationUnmatched(id: String, reason: String)
  case allegationAnswered(id: String, text: String)
  case noticeGiven(
    caseID: String, party: Party, finding: FindingReference?, dueMs: Int64, place: String,
    asked: String)
  case noticeAcknowledged(caseID: String, party: Party, number: Int)
  case extensionGranted(caseID: String, party: Party, number: Int, untilMs: Int64, reason: String)
  case answerFiled(
    id: String, caseID: String, finding: FindingReference?, party: Party, kind: AnswerKind,
    AnswerText)
  case answerAddedTo(id: String, party: Party, AnswerText)
  /// What came when no answer could be taken; it is kept as it came.
  case answerRefused(caseID: String, party: Party, kind: AnswerKind, AnswerText)
  case pointConsidered(
    answer: String, point: Int, Consideration.Outcome, reason: String, taskID: String?)

  public var type: String {
    switch self {
    case .allegationLogged: "allegation.logged"
    case .allegationMatched: "allegation.matched"
    case .allegationUnmatched: "allegation.unmatched"
    case .allegationAnswered: "allegation.answered"
    case .noticeGiven: "notice.given"
    case .noticeAcknowledged: "notice.acknowledged"
    case .extensionGranted: "notice.extended"
    case .answerFiled: "answer.filed"
    case .answerAddedTo: "answer.added_to"
    case .answerRefused: "answer.refused"
    case .pointConsidered: "answer.considered"
    }
  }

  /// The side whose own act it is.
  public var actingParty: Party? {
    switch self {
    case .allegationLogged(_, let source, _, _, _, _, _): Party(rawValue: source.rawValue)
    case .noticeAcknowledged(_, let party, _), .answerFiled(_, _, _, let party, _, _),
      .answerAddedTo(_, let party, _), .answerRefused(_, let party, _, _):
      party
    default: nil
    }
  }

  var note: String {
    switch self {
    case .allegationLogged(let id, _, _, _, _, _, let text), .allegationAnswered(let id, let text):
      "\(id) \(text)"
    case .allegationMatched(let id, _, _, let note): "\(id) \(note)"
    case .allegationUnmatched(let id, let reason): "\(id) \(reason)"
    case .noticeGiven(_, let party, let finding, _, _, let asked):
      "Party \(party.rawValue) \(finding?.description ?? "") \(asked)"
    case .noticeAcknowledged(_, let party, let number): "Party \(party.rawValue), notice \(number)"
    case .extensionGranted(_, let party, let number, _, let reason):
      "Party \(party.rawValue), notice \(number): \(reason)"
    case .answerFiled(let id, _, _, let party, let kind, _):
      "\(id) Party \(party.rawValue): \(kind.rawValue)"
    case .answerAddedTo(let id, let party, _): "\(id) Party \(party.rawValue)"
    case .answerRefused(_, let party, let kind, _): "Party \(party.rawValue): \(kind.rawValue)"
    case .pointConsidered(let answer, let point, let outcome, let reason, _):
      "\(answer) point \(point) \(outcome.rawValue): \(reason)"
    }
  }
}
