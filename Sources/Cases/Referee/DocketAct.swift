// What goes to the commission, and what does it decide?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

public enum QuestionKind: String, CaseIterable, Hashable, Sendable {
  case fact, interpretation, responsibility
}

/// Who hands a paper in or votes.
public enum DocketSide: String, CaseIterable, Hashable, Sendable {
  case partyA = "A"
  case partyB = "B"
  case mission

  public var party: Party? { Party(rawValue: rawValue) }
}

public struct DocketPaper: Hashable, Sendable {
  public let side: DocketSide
  public let text: String
  /// SHA-256 digests of files.
  public let attachments: [String]
  public let filed: Deed
  /// How long after the due time it came; 0 where it was in time.
  public let lateMs: Int64
}

public struct DocketVote: Hashable, Sendable {
  public enum Word: String, CaseIterable, Hashable, Sendable { case yes, no, abstained }

  public let member: String
  public let side: DocketSide
  public let word: Word

  public init(member: String, side: DocketSide, word: Word) {
    (self.member, self.side, self.word) = (member, side, word)
  }
}

/// A decision, or what stands instead of one.
public struct DocketDecision: Hashable, Sendable {
  public enum Manner: String, CaseIterable, Hashable, Sendable {
    case consensus
    /// No consensus: the chair's statement stands beside both positions.
    case chairStatement = "chair_statement"
  }

  public enum Effect: String, CaseIterable, Hashable, Sendable {
    case none
    case reopenCase = "reopen_case"
    case correctFinding = "correct_finding"
    /// Its text is a note on how the clause is to be read, attached to that version of it.
    case interpretation
  }

  /// `D-0001`.
  public let number: String
  public let manner: Manner
  public let effect: Effect
  public let text: String
  public let votes: [DocketVote]
  /// What who did not agree had written down; empty for none.
  public let dissent: String
  /// The positions of A and B.
  public let positionA: String
  public let positionB: String

  public init(
    number: String, manner: Manner, effect: Effect, text: String, votes: [DocketVote],
    dissent: String = "", positionA: String = "", positionB: String = ""
  ) {
    (self.number, self.manner, self.effect, self.text) = (number, manner, effect, text)
    (self.votes, self.dissent) = (votes, dissent)
    (self.positionA, self.positionB) = (positionA, positionB)
  }
}

/// A question before the commission.
public struct DocketItem: Hashable, Sendable {
  public let id: String
  public let caseID: String?
  public let findingID: String?
  public let clause: ClauseReference
  public let question: QuestionKind
  public let text: String
  public let meetingAtMs: Int64
  public let filed: Deed
  public internal(set) var papers: [DocketPaper] = []
  public internal(set) var decision: DocketDecision?
  public internal(set) var decided: Deed?

  /// Papers are handed in a day before the meeting.
  public static let paperLeadMs: Int64 = 24 * 3_600_000

  public var papersDueMs: Int64 { meetingAtMs - Self.paperLeadMs }
}

/// Acts on the commission's docket.
public enum DocketAct: Hashable, Sendable {
  case filed(
    id: String, caseID: String?, findingID: String?, clause: ClauseReference,
    question: QuestionKind, text: String, meetingAtMs: Int64)
  case paperFiled(id: String, side: DocketSide, text: String, attachments: [String])
  case decided(id: String, DocketDecision)

  public var type: String {
    switch self {
    case .filed: "docket.filed"
    case .paperFiled: "docket.paper_filed"
    case .decided: "docket.decided"
    }
  }

  public var id: String {
    switch self {
    case .filed(let id, _, _, _, _, _, _), .paperFiled(let id, _, _, _), .decided(let id, _): id
    }
  }

  var note: String {
    switch self {
    case .filed(let id, _, _, let clause, let question, let text, _):
      "\(id) \(question.rawValue), clause \(clause): \(text)"
    case .paperFiled(let id, let side, _, _): "\(id) \(side.rawValue)"
    case .decided(let id, let decision):
      "\(id) \(decision.number) \(decision.manner.rawValue): \(decision.text)"
    }
  }
}
