// An alert: a rule says "look". Its states and what it quotes.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Observations
public import Rules
public import Tracks

/// Where an alert stands.
public enum AlertState: String, CaseIterable, Hashable, Sendable {
  case new, acknowledged, actioned
  case falseAlarm = "false"
  case duplicate
}

/// What an alert quotes of its event, as it was when the alert was last revised.
public struct EventSummary: Hashable, Sendable {
  public let kind: ObservationKind
  public let happened: Period
  public let point: GeoPoint
  public let sigmaM: Double
  public let count: CountRange
  public let grade: EvidenceGrade
  public let knownAtMs: Int64
  public let completeAtMs: Int64
  public let sensors: [String]
  public let observationIDs: [String]

  public init(_ event: Event) {
    kind = event.kind
    happened = event.happened
    point = event.point
    sigmaM = event.sigmaM
    count = event.count
    grade = event.grade
    knownAtMs = event.knownAtMs
    completeAtMs = event.completeAtMs
    sensors = event.sensors
    observationIDs = event.observations.map(\.id)
  }

  init(
    kind: ObservationKind, happened: Period, point: GeoPoint, sigmaM: Double, count: CountRange,
    grade: EvidenceGrade, knownAtMs: Int64, completeAtMs: Int64, sensors: [String],
    observationIDs: [String]
  ) {
    self.kind = kind
    self.happened = happened
    self.point = point
    self.sigmaM = sigmaM
    self.count = count
    self.grade = grade
    self.knownAtMs = knownAtMs
    self.completeAtMs = completeAtMs
    self.sensors = sensors
    self.observationIDs = observationIDs
  }
}

/// Who did what, when.
public struct HistoryEntry: Hashable, Sendable {
  public let sequence: UInt64
  public let atMs: Int64
  public let actor: String
  /// The record's type, `alert.acknowledged`.
  public let type: String
  public let note: String
}

/// One clause touched by one event.
public struct Alert: Hashable, Sendable {
  public let id: String
  public internal(set) var state: AlertState
  public internal(set) var hit: Hit
  public internal(set) var event: EventSummary
  public internal(set) var caseID: String?
  /// The alert that stands for it now, where its event went into another.
  public internal(set) var replacedBy: String?
  /// True where the rules took it back and no person had acted on it.
  public internal(set) var isWithdrawn = false
  public internal(set) var history: [HistoryEntry] = []

  /// From clause and event, so that it does not depend on the order of arrival.
  public static func id(clauseID: String, version: Int, eventID: String) -> String {
    let day = eventID.dropFirst(3).prefix(6)
    let key = ContentID(parts: ["alert", clauseID, String(version), eventID])
    return "AL-\(day)-\(key.text.prefix(8))"
  }
}
