// For how long does a track go on without a report, and how late may reports come?
//
// SPDX-License-Identifier: Apache-2.0

public import Observations

/// How things are followed, for a whole mission.
public struct FollowSettings: Hashable, Sendable {
  /// Reports wait so long for earlier ones; what comes later is kept as evidence and makes no track.
  /// An AIS report may be half a minute older than its receipt.
  public var latenessLimitMs: Int64 = 35_000
  /// Squared distance, in units of its error, at which a report under a known name is of another thing
  /// or place: once in three million where all is well (chi-square, two degrees of freedom).
  public var gate2 = 30.0
  /// Places that are kept of one name at a time.
  public var sitesPerNameMax = 4
  /// Tracks of one source that are kept at a time; the one silent for longest gives way.
  public var sourcesMax = 100_000

  public init() {}

  /// Time without a report after which a trail is broken and the thing counts as lost, unless it has
  /// been reporting more rarely: three times the interval of its own reports.
  ///
  /// Aircraft report once or twice a second, radars see them every 4 to 12 s; a moored ship sends every
  /// 3 minutes (ITU-R M.1371-5, table 1).
  public func breakS(_ kind: ObservationKind) -> Double {
    switch kind {
    case .aircraft: 30
    case .uav: 20
    case .vessel: 400
    default: 120
    }
  }

  /// Time between two steps of the trail that is kept for the map.
  public func trailStepS(_ kind: ObservationKind) -> Double {
    switch kind {
    case .aircraft, .uav: 5
    case .vessel: 30
    default: 10
    }
  }

  /// Time after which a lost thing is no longer kept; one that comes back later is a new track.
  public func keepS(_ kind: ObservationKind) -> Double {
    switch kind {
    case .aircraft, .uav: 300
    case .vessel: 3_600
    default: 1_800
    }
  }
}
