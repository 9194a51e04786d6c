// Where does a node say that a thing is? In coordinates, or as range and direction from itself.
//
// SPDX-License-Identifier: Apache-2.0

/// A place as a node sends it.
public enum SAPIENTPlace: Hashable, Sendable {
  case location(SAPIENTLocation)
  case rangeBearing(SAPIENTRangeBearing)

  init?(rangeBearing: SAPIENTFields?, location: SAPIENTFields?) {
    if let location {
      self = .location(SAPIENTLocation(location))
    } else if let rangeBearing {
      self = .rangeBearing(SAPIENTRangeBearing(rangeBearing))
    } else {
      return nil
    }
  }
}

/// Coordinates in the units of `system`.
public struct SAPIENTLocation: Hashable, Sendable {
  public enum System: Hashable, Sendable {
    case unspecified
    /// x longitude, y latitude in degrees, z in metres.
    case degrees
    /// x longitude, y latitude in radians, z in metres.
    case radians
    /// x easting, y northing, z, all in metres.
    case utm
    case unknown(Int)
  }

  public enum Datum: Hashable, Sendable {
    case unspecified
    /// z above the WGS-84 ellipsoid.
    case ellipsoid
    /// z above the geoid, mean sea level.
    case geoid
    case unknown(Int)
  }

  public var x: Double?
  public var y: Double?
  public var z: Double?
  public var xError: Double?
  public var yError: Double?
  public var zError: Double?
  public var system: System?
  public var datum: Datum?
  /// `30U`: zone and band, or `30N`.
  public var utmZone: String?

  init(_ fields: SAPIENTFields) {
    x = fields.double(1)
    y = fields.double(2)
    z = fields.double(3)
    xError = fields.double(4)
    yError = fields.double(5)
    zError = fields.double(6)
    system = fields.integer(7).map {
      switch $0 {
      case 0: .unspecified
      case 1: .degrees
      case 2: .radians
      case 5: .utm
      default: .unknown($0)
      }
    }
    datum = fields.integer(8).map {
      switch $0 {
      case 0: .unspecified
      case 1: .ellipsoid
      case 2: .geoid
      default: .unknown($0)
      }
    }
    utmZone = fields.text(9)
  }
}

/// Range and direction from the node's own place, already in radians and metres.
public struct SAPIENTRangeBearing: Hashable, Sendable {
  public enum North: Hashable, Sendable {
    case unspecified, trueNorth, magnetic, grid
    /// The heading of the platform that carries the node.
    case platform
    case unknown(Int)
  }

  /// Above the node's horizon.
  public var elevationRad: Double?
  /// Clockwise from `north`.
  public var azimuthRad: Double?
  public var rangeM: Double?
  public var elevationErrorRad: Double?
  public var azimuthErrorRad: Double?
  public var rangeErrorM: Double?
  public var north: North?
  /// False where the units are not stated: then no number is given.
  public var hasUnits: Bool

  init(_ fields: SAPIENTFields) {
    let system = fields.integer(7) ?? 0
    hasUnits = (1...4).contains(system)
    let angle: Double? = hasUnits ? (system == 1 || system == 3 ? .pi / 180 : 1) : nil
    let length: Double? = hasUnits ? (system >= 3 ? 1_000 : 1) : nil
    func scaled(_ number: UInt32, _ factor: Double?) -> Double? {
      guard let factor, let value = fields.double(number) else { return nil }
      return value * factor
    }
    elevationRad = scaled(1, angle)
    azimuthRad = scaled(2, angle)
    rangeM = scaled(3, length)
    elevationErrorRad = scaled(4, angle)
    azimuthErrorRad = scaled(5, angle)
    rangeErrorM = scaled(6, length)
    north = fields.integer(8).map {
      switch $0 {
      case 0: .unspecified
      case 1: .trueNorth
      case 2: .magnetic
      case 3: .grid
      case 4: .platform
      default: .unknown($0)
      }
    }
  }
}
