// What is shown of a track: where, how surely, how it moves, from which sources and how old?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Observations

/// Where a thing is and how it moves, with the error of that.
public struct TrackState: Hashable, Sendable {
  public let atMs: Int64
  public let point: GeoPoint
  /// One sigma along the longest axis of the error, and across it.
  public let majorSigmaM: Double
  public let minorSigmaM: Double
  /// Direction of the longest axis, clockwise from true north, 0 up to 180 degrees.
  public let majorDeg: Double
  public let speedMPS: Double
  /// One sigma of each part of the velocity.
  public let speedSigmaMPS: Double
  /// Over ground, clockwise from true north; nil for what hardly moves.
  public let courseDeg: Double?
  /// As reported, by the best of its sources; nil where none reports a height.
  public let heightM: Double?
  public let climbMPS: Double?
}

/// One step of a track that is final: the state right after a report, and the report.
public struct TrackPoint: Hashable, Sendable {
  public let track: String
  public let kind: ObservationKind
  /// What it calls itself or its sensor calls it; nil for what the tracker has found.
  public let name: String?
  public let state: TrackState
  /// Id of the observation.
  public let observation: String
  public let sensor: String
  /// True for the first report after a silence: nothing is known of the way between.
  public let isAfterGap: Bool
  /// Squared distance of the report from where it was expected, in units of the error of that: two
  /// degrees of freedom; by the model that fits best it is up to `FollowSettings.gate2`. Nil for the first report, and for what a tracker
  /// has found, which weighs many plots against each other.
  public let innovation2: Double?
}

/// A step of the way that a map draws.
public struct TrailPoint: Hashable, Sendable {
  public let atMs: Int64
  public let point: GeoPoint
  /// True where nothing is known of the way that leads here.
  public let isAfterGap: Bool
}

/// Two tracks were found to be of one thing, or no longer.
public struct TrackJoin: Hashable, Sendable {
  public enum Change: String, Hashable, Sendable {
    case joined, parted
  }
  public let atMs: Int64
  public let change: Change
  /// The track that goes on, and the one that was taken in or comes out.
  public let track: String
  public let other: String
  /// Squared distance of both in units of their error, four degrees of freedom.
  public let distance2: Double
}

/// A track as it stands.
public struct TrackView: Hashable, Sendable {
  public struct Source: Hashable, Sendable {
    public let sensor: String
    public let means: Means
    public let reportCount: Int
    public let lastMs: Int64
  }

  /// How the reports hold together.
  public enum Basis: String, Hashable, Sendable {
    /// By the name that the thing sends of itself.
    case named
    /// By the number that its sensor gives it.
    case numbered
    /// By the tracker.
    case found
  }

  /// `TR-` and 16 characters, from the first report.
  public let id: String
  public let kind: ObservationKind
  public let basis: Basis
  public let identities: [Identity]
  public let state: TrackState
  public let firstMs: Int64
  /// Of the last report.
  public let lastMs: Int64
  /// True where it has been silent for longer than such a thing is.
  public let isLost: Bool
  public let reportCount: Int
  public let sources: [Source]
  public let existence: Double
  /// Probabilities of going straight calmly, straight with changes, turning left, turning right.
  public let models: SIMD4<Double>
  /// Joinings and partings, oldest first; the last 32.
  public let joins: [TrackJoin]
  /// Where it was, oldest first: the last 120 steps, some seconds apart.
  public let trail: [TrailPoint]
  /// Tracks of the same name at another place.
  public let namesakes: [String]
  /// Why its reports may not be as they say.
  public internal(set) var flags: [PlausibilityFlag] = []

  /// What it calls itself, else what its sensor calls it, most telling first.
  public var name: String? { TrackNames.shown(identities) }
}

/// What settling brought.
public struct PictureOutcome: Sendable {
  public var points: [TrackPoint] = []
  public var joins: [TrackJoin] = []
  /// What became of flags and of areas where positions are unreliable.
  public var flags: [FlagChange] = []

  public init() {}
}

/// Reports that make no track, by reason.
public struct PictureCounts: Hashable, Sendable {
  /// Came later than the limit.
  public var late = 0
  /// Dated after its receipt by more than the limit: the source's clock is wrong.
  public var ahead = 0
  /// Spans more than a minute, or lies where the chart does not reach.
  public var unplaced = 0
  /// Without name and number, of a sensor whose place or kind the mission has no record of.
  public var unfollowed = 0
  /// Directions without a distance.
  public var bearings = 0
  /// Gave way because too many were there.
  public var crowdedOut = 0
}
