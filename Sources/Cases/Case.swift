// A case: a possible breach that people work on.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a case stands.
public enum CaseState: String, CaseIterable, Hashable, Sendable {
  case open
  case verificationTasked = "verification_tasked"
  case verified
  case notVerifiable = "not_verifiable"
  case withParties = "with_parties"
  case determination
  case closed
}

/// A possible breach of one or more clauses.
public struct Case: Hashable, Sendable {
  public let id: String
  public internal(set) var title: String
  public internal(set) var state: CaseState
  public let openedAtMs: Int64
  public let openedBy: String
  public internal(set) var assignee: String?
  /// In the order in which they were added.
  public internal(set) var alertIDs: [String]
  /// The clauses of those alerts, each once.
  public internal(set) var clauseIDs: [String]
  public internal(set) var history: [HistoryEntry] = []
}
