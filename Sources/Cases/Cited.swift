// What does an alert cite: an event, or a matter of registers, cases, the log or a track?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Observations
public import Rules

/// What an alert cites, as it was when the alert was last revised.
public enum Cited: Hashable, Sendable {
  case event(EventSummary)
  case matter(Matter)

  public var happened: Period {
    switch self {
    case .event(let event): event.happened
    case .matter(let matter): matter.happened
    }
  }

  /// Nil where it has no place.
  public var point: GeoPoint? {
    switch self {
    case .event(let event): event.point
    case .matter(let matter): matter.point
    }
  }

  /// One sigma, metres.
  public var sigmaM: Double {
    switch self {
    case .event(let event): event.sigmaM
    case .matter(let matter): matter.sigmaM
    }
  }

  public var grade: EvidenceGrade {
    switch self {
    case .event(let event): event.grade
    case .matter(let matter): matter.grade
    }
  }

  /// When the Mission first knew of it.
  public var knownAtMs: Int64 {
    switch self {
    case .event(let event): event.knownAtMs
    case .matter(let matter): matter.knownAtMs
    }
  }

  /// When the last of what it rests on was received.
  public var completeAtMs: Int64 {
    switch self {
    case .event(let event): event.completeAtMs
    case .matter(let matter): matter.completeAtMs
    }
  }

  /// Sensors or people that reported it.
  public var sensors: [String] {
    switch self {
    case .event(let event): event.sensors
    case .matter(let matter): matter.sensors
    }
  }

  public var event: EventSummary? {
    if case .event(let event) = self { return event }
    return nil
  }

  public var matter: Matter? {
    if case .matter(let matter) = self { return matter }
    return nil
  }
}

extension Alert {
  /// The event that it cites; nil where it cites a matter.
  public var event: EventSummary? { cited.event }

  /// The matter that it cites; nil where it cites an event.
  public var matter: Matter? { cited.matter }
}
