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

/// What an alert quotes of its event, as it was when the alert was last revised. All alerts of an
/// event share it.
public struct EventSummary: Hashable, Sendable {
  private final class Content: Hashable, Sendable {
    let kind: ObservationKind
    let happened: Period
    let point: GeoPoint
    let sigmaM: Double
    let count: CountRange
    let grade: EvidenceGrade
    let knownAtMs: Int64
    let completeAtMs: Int64
    let sensors: [String]
    let observationIDs: [String]

    init(
      _ kind: ObservationKind, _ happened: Period, _ point: GeoPoint, _ sigmaM: Double,
      _ count: CountRange, _ grade: EvidenceGrade, _ knownAtMs: Int64, _ completeAtMs: Int64,
      _ sensors: [String], _ observationIDs: [String]
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

    static func == (left: Content, right: Content) -> Bool {
      left === right
        || (left.kind == right.kind && left.happened == right.happened
          && left.point == right.point && left.sigmaM == right.sigmaM
          && left.count == right.count && left.grade == right.grade
          && left.knownAtMs == right.knownAtMs && left.completeAtMs == right.completeAtMs
          && left.sensors == right.sensors && left.observationIDs == right.observationIDs)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(happened)
      hasher.combine(point)
      hasher.combine(observationIDs)
    }
  }

  private let content: Content

  public var kind: ObservationKind { content.kind }
  public var happened: Period { content.happened }
  public var point: GeoPoint { content.point }
  public var sigmaM: Double { content.sigmaM }
  public var count: CountRange { content.count }
  public var grade: EvidenceGrade { content.grade }
  public var knownAtMs: Int64 { content.knownAtMs }
  public var completeAtMs: Int64 { content.completeAtMs }
  public var sensors: [String] { content.sensors }
  public var observationIDs: [String] { content.observationIDs }

  public init(_ event: Event) {
    self.init(
      kind: event.kind, happened: event.happened, point: event.point, sigmaM: event.sigmaM,
      count: event.count, grade: event.grade, knownAtMs: event.knownAtMs,
      completeAtMs: event.completeAtMs, sensors: event.sensors,
      observationIDs: event.observationIDs)
  }

  init(
    kind: ObservationKind, happened: Period, point: GeoPoint, sigmaM: Double, count: CountRange,
    grade: EvidenceGrade, knownAtMs: Int64, completeAtMs: Int64, sensors: [String],
    observationIDs: [String]
  ) {
    content = Content(
      kind, happened, point, sigmaM, count, grade, knownAtMs, completeAtMs, sensors,
      observationIDs)
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

/// One clause touched by one event, or by a matter of registers, cases, the log or a track.
public struct Alert: Hashable, Sendable {
  public let id: String
  public internal(set) var state: AlertState
  public internal(set) var hit: Hit
  public internal(set) var cited: Cited
  public internal(set) var caseID: String?
  /// The alert that stands for it now, where its event went into another.
  public internal(set) var replacedBy: String?
  /// True where the rules took it back. One that nobody had acted on is then false or a duplicate.
  public internal(set) var isWithdrawn = false
  public internal(set) var history: [HistoryEntry] = []

  /// From clause and event or matter, so that it does not depend on the order of arrival.
  public static func id(clauseID: String, version: Int, eventID: String) -> String {
    let day = eventID.dropFirst(3).prefix(6)
    let key = ContentID(parts: ["alert", clauseID, String(version), eventID])
    return "AL-\(day)-\(key.text.prefix(8))"
  }
}
