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
    /// Ranges along the line of sight to things above, which lie nearer over ground.
    case slantRangeAndBearing
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
  /// One sigma of a radial speed; 0 where it measures none.
  public var sigmaRangeRateMPS: Double
  /// One sigma of a height, and of an elevation; 0 where it measures none.
  public var sigmaHeightM: Double
  public var sigmaElevationRad: Double
  /// Its own height above the plane's zero.
  public var heightM: Double
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
    latencyMaxS: Double = 0, sigmaRangeRateMPS: Double = 0, sigmaHeightM: Double = 0,
    sigmaElevationRad: Double = 0, heightM: Double = 0
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
    self.sigmaRangeRateMPS = sigmaRangeRateMPS
    self.sigmaHeightM = sigmaHeightM
    self.sigmaElevationRad = sigmaElevationRad
    self.heightM = heightM
  }

  /// True where its plots say more than place and direction.
  var measuresAsides: Bool {
    measures == .slantRangeAndBearing || sigmaRangeRateMPS > 0 || sigmaHeightM > 0
  }

  func reaches(_ x: Double, _ y: Double, marginM: Double = 0) -> Bool {
    let dx = x - eastM
    let dy = y - northM
    let reach = rangeMaxM + marginM
    return dx * dx + dy * dy <= reach * reach
  }
}

/// One report of a scan.
public struct Plot: Sendable {
  /// Its number, unique in the input.
  public var id: Int
  /// Metres: east for a position, range for range and bearing; unused for a bearing.
  public var first: Double
  /// North in metres for a position, else the bearing in radians, counter-clockwise from east.
  public var second: Double
  /// Number of the cooperative identity that it carries, -1 for none.
  public var identity: Int32
  /// Radial speed, positive going away; not a number where there is none.
  public var rangeRateMPS: Double
  /// Height above the plane's zero; not a number where there is none.
  public var heightM: Double
  /// Angle above the plane; not a number where there is none.
  public var elevationRad: Double

  public init(
    id: Int, first: Double, second: Double, identity: Int32 = -1, rangeRateMPS: Double = .nan,
    heightM: Double = .nan, elevationRad: Double = .nan
  ) {
    self.id = id
    self.first = first
    self.second = second
    self.identity = identity
    self.rangeRateMPS = rangeRateMPS
    self.heightM = heightM
    self.elevationRad = elevationRad
  }
}

/// Numbers that are none are equal to each other here.
extension Plot: Hashable {
  private var bits: [UInt64] {
    [first, second, rangeRateMPS, heightM, elevationRad].map {
      $0.isNaN ? Double.nan.bitPattern : ($0 == 0 ? 0 : $0.bitPattern)
    }
  }

  public static func == (left: Plot, right: Plot) -> Bool {
    left.id == right.id && left.identity == right.identity && left.bits == right.bits
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(identity)
    hasher.combine(bits)
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
