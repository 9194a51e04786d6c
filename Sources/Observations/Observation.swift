// What was reported? The one value that every sensor report and every patrol's row becomes.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// One report: one source, one place, one time or period; a count, not one value per shot.
///
/// An observation is never changed. A later version of the same row (near-real-time replaced by
/// archive quality) is an observation of its own with the same `key`.
public struct Observation: Hashable, Sendable {
  /// Which row of which source this is; the same row sent twice has the same key.
  public var key: ContentID
  /// SHA-256 of `raw`.
  public var digest: ContentDigest
  /// The bytes as they came.
  public var raw: [UInt8]

  /// Name of the feed it came by, as in `feeds.yaml`.
  public var feed: String
  /// Sensor or patrol, as in `sensors.yaml`.
  public var sensor: String
  public var means: Means
  public var confidence: Confidence

  public var kind: ObservationKind
  public var qualifier: Qualifier?
  /// How many, least and most.
  public var count: CountRange
  public var attributes: [Attribute]
  /// Who the reported thing says it is, or what its sensor calls it.
  public var identities: [Identity]
  public var note: String

  /// When it happened, as the source states it: a period of at least one clock step of the source.
  public var happened: Period
  /// When the sensor or monitor noted it.
  public var observedAtMs: Int64
  /// When the Mission received it.
  public var receivedAtMs: Int64

  public var place: Place
  /// True for a report of where a moving thing is, which comes again and again: such reports make
  /// tracks, where single sightings make events.
  public var isTrackReport = false
  /// True where the sensor's own tracker has worked the place out of several plots: one such report
  /// repeats what earlier ones said, so it must not be counted as a plot.
  public var isSensorTrack = false

  public init(
    key: ContentID, digest: ContentDigest, raw: [UInt8], feed: String, sensor: String,
    means: Means, confidence: Confidence, kind: ObservationKind, qualifier: Qualifier? = nil,
    count: CountRange = .one, attributes: [Attribute] = [],
    identities: [Identity] = [], note: String = "", happened: Period,
    observedAtMs: Int64, receivedAtMs: Int64, place: Place
  ) {
    self.key = key
    self.digest = digest
    self.raw = raw
    self.feed = feed
    self.sensor = sensor
    self.means = means
    self.confidence = confidence
    self.kind = kind
    self.qualifier = qualifier
    self.count = count
    self.attributes = attributes
    self.identities = identities
    self.note = note
    self.happened = happened
    self.observedAtMs = observedAtMs
    self.receivedAtMs = receivedAtMs
    self.place = place
  }

  /// `OB-` and 16 characters: from the key and the bytes, so it does not depend on order of arrival.
  public var id: String { Self.id(of: key, digest) }

  /// The id of a version of a report.
  public static func id(of key: ContentID, _ digest: ContentDigest) -> String {
    "OB-" + ContentID(mixing: key, digest).text
  }

  public func value(_ name: AttributeName) -> Double? {
    attributes.first { $0.name == name }?.value
  }

  public func identity(_ scheme: IdentityScheme) -> String? {
    identities.first { $0.scheme == scheme }?.text
  }
}

/// A property beside the count.
public struct Attribute: Hashable, Sendable {
  public let name: AttributeName
  public let value: Double

  public init(_ name: AttributeName, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// A name under which a thing reports itself or is reported: what it claims, not who it is.
public struct Identity: Hashable, Sendable {
  public let scheme: IdentityScheme
  public let text: String

  public init(_ scheme: IdentityScheme, _ text: String) {
    self.scheme = scheme
    self.text = text
  }
}

/// A count that is known as a range, `min <= max`.
public struct CountRange: Hashable, Sendable {
  public let min: Int
  public let max: Int

  public static let one = CountRange(1)

  public init(_ count: Int) {
    min = count
    max = count
  }

  /// Nil where the range is empty or negative.
  public init?(min: Int, max: Int) {
    guard min >= 0, min <= max else { return nil }
    self.min = min
    self.max = max
  }
}

/// A stretch of time, `fromMs <= untilMs`, in milliseconds since 1970, end included.
public struct Period: Hashable, Sendable {
  public let fromMs: Int64
  public let untilMs: Int64

  public init(fromMs: Int64, untilMs: Int64) {
    self.fromMs = Swift.min(fromMs, untilMs)
    self.untilMs = Swift.max(fromMs, untilMs)
  }

  /// Time between two periods; 0 where they overlap.
  public func gapMs(to other: Period) -> Int64 {
    Swift.max(0, Swift.max(other.fromMs - untilMs, fromMs - other.untilMs))
  }

  public func joined(with other: Period) -> Period {
    Period(fromMs: Swift.min(fromMs, other.fromMs), untilMs: Swift.max(untilMs, other.untilMs))
  }
}

/// Where: a measured place, or a direction from a known one.
public enum Place: Hashable, Sendable {
  case fix(Fix)
  case bearing(Bearing)
}

/// A direction from an observer, with or without a distance.
public struct Bearing: Hashable, Sendable {
  /// Where the observer or sensor stood.
  public let observer: Fix
  /// Clockwise from true north, `0..<2π`, with its one-sigma error.
  public let bearingRad: Double
  public let sigmaRad: Double
  /// Least and most distance in metres; nil where the source gave none.
  public let distanceM: ClosedRange<Double>?

  public init(
    observer: Fix, bearingRad: Double, sigmaRad: Double, distanceM: ClosedRange<Double>?
  ) {
    self.observer = observer
    self.bearingRad = bearingRad
    self.sigmaRad = sigmaRad
    self.distanceM = distanceM
  }
}
