// How much time is left, or by how much is something late? A clock is read from records, never set.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// What a clock measures.
public enum ClockKind: String, CaseIterable, Hashable, Sendable {
  case alertAcknowledged = "alert_acknowledged"
  case eventDecided = "event_decided"
  case caseOpened = "case_opened"
  case partyNotified = "party_notified"
  case interimFinding = "interim_finding"
  case issuedFinding = "issued_finding"
  case partyAnswer = "party_answer"
  case taskDone = "task_done"
  case docketPapers = "docket_papers"
  case commissionMeeting = "commission_meeting"
  case hotlineAnswered = "hotline_answered"
  case guarantorsNotified = "guarantors_notified"
  /// A mark: nothing is due, it only passes.
  case guarantee24h = "guarantee_24h"
  case guarantee72h = "guarantee_72h"

  public var isMark: Bool { self == .guarantee24h || self == .guarantee72h }
}

/// From which time a guarantee mark is counted.
public enum GuaranteeReference: String, CaseIterable, Hashable, Sendable {
  case happened
  case firstKnown = "first_known"
  case notified
}

/// One deadline. All times are on the clock as it goes now: where it was set in between, times from
/// before are moved along, so that what is measured is what has really gone by.
public struct Clock: Hashable, Sendable {
  public enum State: Hashable, Sendable {
    case running
    /// At most a quarter of the time is left.
    case amber
    case overdue(byMs: Int64)
    case doneOnTime
    case doneLate(byMs: Int64)
    /// A mark that is over.
    case passed

    public var word: String {
      switch self {
      case .running: "running"
      case .amber: "amber"
      case .overdue: "overdue"
      case .doneOnTime: "done"
      case .doneLate: "done_late"
      case .passed: "passed"
      }
    }

    public var lateMs: Int64? {
      switch self {
      case .overdue(let byMs), .doneLate(let byMs): byMs
      case .running, .amber, .doneOnTime, .passed: nil
      }
    }
  }

  public let kind: ClockKind
  /// The alert, case, finding, task, docket item or call.
  public let subject: String
  public let caseID: String?
  public let party: Party?
  public let reference: GuaranteeReference?
  public let startMs: Int64
  public let dueMs: Int64
  public let doneMs: Int64?

  init(
    _ kind: ClockKind, _ subject: String, caseID: String? = nil, party: Party? = nil,
    reference: GuaranteeReference? = nil, startMs: Int64, dueMs: Int64, doneMs: Int64?
  ) {
    (self.kind, self.subject, self.caseID, self.party) = (kind, subject, caseID, party)
    (self.reference, self.startMs, self.dueMs) = (reference, startMs, dueMs)
    self.doneMs = doneMs
  }

  public func state(atMs nowMs: Int64) -> State {
    if kind.isMark { return nowMs >= dueMs ? .passed : .running }
    if let doneMs { return doneMs > dueMs ? .doneLate(byMs: doneMs - dueMs) : .doneOnTime }
    if nowMs > dueMs { return .overdue(byMs: nowMs - dueMs) }
    return (dueMs - nowMs) * 4 <= dueMs - startMs ? .amber : .running
  }

  public var isOpen: Bool { doneMs == nil && !kind.isMark }
}

/// What clauses and the mission give time for.
public struct ClockTerms: Sendable {
  public var alertMs: Int64 = 5 * 60_000
  public var decisionMs: Int64 = 30 * 60_000
  public var caseMs: Int64 = 2 * 3_600_000
  public var hotlineMs: Int64 = 5 * 60_000
  /// Of each clause in each version.
  private let clocks: [ClauseReference: Clocks]

  public init(_ agreement: Agreement) {
    clocks = Dictionary(
      agreement.clauses.map { (ClauseReference(id: $0.id, version: $0.version), $0.clocks) },
      uniquingKeysWith: { first, _ in first })
  }

  public func knows(_ clause: ClauseReference) -> Bool { clocks[clause] != nil }

  /// Of several clauses the shortest time that any of them gives.
  public func shortestMs(
    _ clauses: [ClauseReference], _ hours: (Clocks) -> Double?
  ) -> Int64? {
    clauses.compactMap { clocks[$0].flatMap(hours) }.min().map { Int64($0 * 3_600_000) }
  }
}
