// What happened? One happening, joined from reports, with the reasons for each join.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Observations

/// Why a report was counted to an event.
public struct Join: Hashable, Sendable {
  public enum Reason: String, Hashable, Sendable {
    /// The first report, in order of time.
    case first
    /// Time and place agree within their errors.
    case agrees
    /// An officer joined it.
    case decided
  }

  public let observationID: String
  /// Distance to the first report's place, metres.
  public let residualM: Double
  /// Time between the two after correction for sound, seconds; 0 where the periods overlap.
  public let residualS: Double
  public let reason: Reason
}

/// One happening.
public struct Event: Hashable, Sendable {
  /// From the first report's key, so that it does not depend on the order of arrival.
  public let id: String
  public let kind: ObservationKind
  let reports: [Candidate]
  /// As many as reports, in the same order.
  public let joins: [Join]
  public let happened: Period
  public let point: GeoPoint
  /// One sigma, metres; the longest half axis where the error is an ellipse.
  public let sigmaM: Double
  /// Place, time and errors from sound, where several acoustic sensors heard it.
  public let bang: BangLocation?
  /// The highest count among reports with intact custody: several rows are one event, counted once.
  public let count: CountRange
  public let confidence: Confidence
  public let grade: EvidenceGrade
  /// True where an image is among the evidence.
  public let hasImage: Bool
  /// When the Mission first knew of it.
  public let knownAtMs: Int64
  /// When the last of its reports was received.
  public let completeAtMs: Int64

  /// In order of time, then of key; the one that began it first. Their bytes are in the journal.
  public var observations: [Observation] { reports.map(\.observation) }

  /// Ids of its reports, in the same order.
  public var observationIDs: [String] { reports.map(\.observationID) }

  /// The highest value among its reports.
  public func value(_ name: AttributeName) -> Double? {
    var highest: Double?
    for report in reports {
      if let value = report.observation.value(name) { highest = max(highest ?? value, value) }
    }
    return highest
  }

  public var dwellMin: Double { Double(happened.untilMs - happened.fromMs) / 60_000 }

  /// Sensors and patrols that reported it, each once, in order of their names.
  public var sensors: [String] {
    guard reports.count > 1 else { return reports.map(\.observation.sensor) }
    return Set(reports.map(\.observation.sensor)).sorted()
  }
}

/// What became of an event.
public enum EventChange: Hashable, Sendable {
  /// It is new, or its reports changed.
  case current(Event)
  /// Its first report belongs to another event now, or was set aside.
  case withdrawn(id: String, into: String?)
}
