// Why is a report not believed? A flag: the measured value, the limit and the reports that show it.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Observations

/// Why. The raw values are written codes and are never reused.
public enum PlausibilityReason: String, CaseIterable, Sendable {
  /// Two reports lie further apart than the thing can go in the time between.
  case impossibleSpeed = "impossible_speed"
  /// It states a speed beyond its class.
  case speedOverLimit = "speed_over_limit"
  /// Its stated velocity changes faster than its class can.
  case accelerationOverLimit = "acceleration_over_limit"
  /// Stated course and speed do not lead from one position to the next.
  case velocityAgainstPositions = "velocity_against_positions"
  case climbOverLimit = "climb_over_limit"
  /// One identity reports from two places in turn.
  case twoPlaces = "two_places"
  case beyondRadioHorizon = "beyond_radio_horizon"
  case vesselOnLand = "vessel_on_land"
  /// Many things jumped at once, or to one place.
  case jumpedWithOthers = "jumped_with_others"
  case accuracyLostWithOthers = "accuracy_lost_with_others"
  /// A sensor sees it elsewhere.
  case contradictedBySensor = "contradicted_by_sensor"
  /// Name, call sign, IMO number, registration or type changed under way.
  case staticDataChanged = "static_data_changed"
  /// A number that no register gives out.
  case impossibleIdentity = "impossible_identity"
  case tooManyReports = "too_many_reports"
  /// It states movement and reports one position again and again.
  case frozenPosition = "frozen_position"
  /// The same trail was heard before.
  case replayedTrail = "replayed_trail"
  /// A circle rounder than anything on water sails.
  case syntheticCircle = "synthetic_circle"
}

/// The unit of a measured value and its limit.
public enum PlausibilityUnit: String, Sendable {
  case metres = "m"
  case metresPerSecond = "m/s"
  case metresPerSecondSquared = "m/s²"
  case reportsPerSecond = "1/s"
  case seconds = "s"
  case count = ""
}

/// One report that shows a flag.
public struct FlagEvidence: Hashable, Sendable {
  /// The report's key (`Observation.key`).
  public let key: ContentID
  /// The version of it that was judged.
  public let version: ContentID
  public let atMs: Int64
  public let point: GeoPoint

  /// As `Observation.id`.
  public var id: String { "OB-" + version.text }
}

/// One identity, one reason, for as long as it shows. The reports are kept and unchanged.
public struct PlausibilityFlag: Hashable, Sendable {
  public let reason: PlausibilityReason
  public let subject: Identity
  /// As what its limits were taken.
  public let movingClass: MovingClass
  /// The first and the last report that show it.
  public let fromMs: Int64
  public var untilMs: Int64
  /// The greatest value so far and the limit that it was held against.
  public var value: Double
  public var limit: Double
  public var unit: PlausibilityUnit
  /// Way and time between the two reports of `value`, where it was made from two.
  public var distanceM: Double?
  public var durationS: Double?
  /// What changed, what is impossible, which sensor sees it elsewhere.
  public var detail: Detail
  /// First and last report; for two places and for sensors that disagree, one of each side.
  public var evidence: [FlagEvidence]
  /// How many reports have shown it.
  public var reportCount = 1

  /// What beside the numbers belongs to a flag.
  public enum Detail: Hashable, Sendable {
    case none
    case changed(IdentityScheme?, from: String, to: String)
    /// A number that many badly set up senders use.
    case placeholderNumber
    /// No such country: the first digits of an MMSI.
    case unknownCountry(Int)
    case wrongShape
    /// Who sees it elsewhere.
    case sensor(String)
    /// Whose trail it was.
    case heardFrom(Identity)
  }
}

/// Where positions cannot be relied on, because many sources went wrong at once.
public struct UnreliableArea: Hashable, Sendable {
  /// Counts up within one run.
  public let number: Int
  public let fromMs: Int64
  /// The last sign so far.
  public var untilMs: Int64
  /// Around the last places that were believed.
  public var centre: GeoPoint
  public var radiusM: Double
  /// Where they went, when they went to one place.
  public var destination: GeoPoint?
  /// Those affected, in the order in which they were.
  public var identities: [Identity]
  /// What showed it first.
  public let reason: PlausibilityReason
}

/// What became of a flag or an area.
public enum FlagChange: Hashable, Sendable {
  case raised(PlausibilityFlag)
  case extended(PlausibilityFlag)
  case ended(PlausibilityFlag)
  case areaRaised(UnreliableArea)
  case areaExtended(UnreliableArea)
  case areaEnded(UnreliableArea)
}
