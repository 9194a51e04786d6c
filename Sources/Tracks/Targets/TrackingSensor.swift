// What does the tracker know of a sensor, and what does a scan of it hold?
//
// SPDX-License-Identifier: Apache-2.0

/// A sensor in the plane in which its tracker works.
///
/// Plane metres, east and north; angles counter-clockwise from east, radians.
public struct TrackingSensor: Hashable, Sendable {
  public enum Measures: Hashable, Sendable {
    /// Places in the plane.
    case position
    case rangeAndBearing
    /// Directions only; they never begin a track.
    case bearing
  }

  public var measures: Measures
  public var eastM: Double
  public var northM: Double
  /// How far it reaches; infinite where it covers the whole area.
  public var rangeMaxM: Double
  /// Time between two scans.
  public var revisitS: Double
  /// That a thing within reach is in a scan.
  public var detectionProbability: Double
  /// One sigma of a position (in each direction) or of a range.
  public var sigmaM: Double
  /// One sigma of a bearing.
  public var sigmaRad: Double
  /// False reports a scan: per m² in the plane, or per rad for bearings.
  public var clutterDensity: Double
  public var clutterPerScan: Double
  /// True where the things report themselves (ADS-B, AIS).
  public var isCooperative: Bool
  /// True where range and bearing may be off by a constant that is to be found; false for a reference.
  public var hasBias: Bool
  /// Most time from a scan to its arrival.
  public var latencyMaxS: Double

  public init(
    measures: Measures, eastM: Double, northM: Double, rangeMaxM: Double, revisitS: Double,
    detectionProbability: Double, sigmaM: Double, sigmaRad: Double, clutterDensity: Double,
    clutterPerScan: Double, isCooperative: Bool = false, hasBias: Bool = false,
    latencyMaxS: Double = 0
  ) {
    self.measures = measures
    self.eastM = eastM
    self.northM = northM
    self.rangeMaxM = rangeMaxM
    self.revisitS = revisitS
    self.detectionProbability = detectionProbability
    self.sigmaM = sigmaM
    self.sigmaRad = sigmaRad
    self.clutterDensity = clutterDensity
    self.clutterPerScan = clutterPerScan
    self.isCooperative = isCooperative
    self.hasBias = hasBias
    self.latencyMaxS = latencyMaxS
  }

  func reaches(_ x: Double, _ y: Double, marginM: Double = 0) -> Bool {
    let dx = x - eastM
    let dy = y - northM
    let reach = rangeMaxM + marginM
    return dx * dx + dy * dy <= reach * reach
  }
}

/// One report of a scan.
public struct Plot: Hashable, Sendable {
  /// Its number, unique in the input.
  public var id: Int
  /// Metres: east for a position, range for range and bearing; unused for a bearing.
  public var first: Double
  /// North in metres for a position, else the bearing in radians, counter-clockwise from east.
  public var second: Double
  /// Number of the cooperative identity that it carries, -1 for none.
  public var identity: Int32

  public init(id: Int, first: Double, second: Double, identity: Int32 = -1) {
    self.id = id
    self.first = first
    self.second = second
    self.identity = identity
  }
}

/// What a sensor saw at one time; an empty scan says that it saw nothing.
public struct Scan: Hashable, Sendable {
  public var id: Int
  /// Index of the sensor.
  public var sensor: Int
  /// When it was measured.
  public var timeS: Double
  /// When it came.
  public var arrivalS: Double
  public var plots: [Plot]

  public init(id: Int, sensor: Int, timeS: Double, arrivalS: Double, plots: [Plot]) {
    self.id = id
    self.sensor = sensor
    self.timeS = timeS
    self.arrivalS = arrivalS
    self.plots = plots
  }
}

/// A rectangle of the plane, metres.
public struct PlaneArea: Hashable, Sendable {
  public let westM: Double
  public let southM: Double
  public let eastM: Double
  public let northM: Double

  public init(westM: Double, southM: Double, eastM: Double, northM: Double) {
    self.westM = westM
    self.southM = southM
    self.eastM = eastM
    self.northM = northM
  }

  func contains(_ x: Double, _ y: Double) -> Bool {
    x >= westM && x <= eastM && y >= southM && y <= northM
  }
}
