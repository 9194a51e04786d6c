// What shape has a feature, and where does it lie?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// A place on WGS-84, with the height where one is written.
public struct FeaturePosition: Hashable, Sendable {
  public let longitudeDeg: Double
  public let latitudeDeg: Double
  /// Above what the geometry's `heightReference` says.
  public let heightM: Double?

  public init(longitudeDeg: Double, latitudeDeg: Double, heightM: Double? = nil) {
    self.longitudeDeg = longitudeDeg
    self.latitudeDeg = latitudeDeg
    self.heightM = heightM
  }
}

/// A place at a time: one position of a track.
public struct TimedPosition: Hashable, Sendable {
  /// As written.
  public let time: String
  /// Milliseconds since 1970; nil where it has no zone or is no more than a date.
  public let atMs: Int64?
  /// Nil where the track says that the position is missing.
  public let position: FeaturePosition?
}

/// Above what a height is counted.
public enum HeightReference: String, Hashable, Sendable {
  /// The WGS-84 ellipsoid (GeoJSON, RFC 7946, 3.1.1).
  case ellipsoid
  /// KML `absolute`: mean sea level by EGM96.
  case absolute
  /// KML `relativeToGround`.
  case relativeToGround
  /// KML `clampToGround`, which is meant where nothing is written: the height does not count.
  case clampToGround
  case clampToSeaFloor
  case relativeToSeaFloor
}

public struct FeatureGeometry: Hashable, Sendable {
  public indirect enum Shape: Hashable, Sendable {
    case point(FeaturePosition)
    /// `LineString`, `LinearRing` or `MultiPoint`.
    case positions([FeaturePosition])
    /// `Polygon`, the outer ring first, or `MultiLineString`.
    case rings([[FeaturePosition]])
    /// `MultiPolygon`, `GeometryCollection`, `MultiGeometry`, `MultiTrack`.
    case members([FeatureGeometry])
    case track([TimedPosition])
    /// A shape that is named only, such as a three-dimensional model.
    case other
  }

  /// As the format names it.
  public let type: String
  public let shape: Shape
  public let heightReference: HeightReference

  /// How many positions it has, with those of its members.
  public var positionCount: Int {
    switch shape {
    case .point: 1
    case .positions(let positions): positions.count
    case .rings(let rings): rings.reduce(0) { $0 + $1.count }
    case .members(let members): members.reduce(0) { $0 + $1.positionCount }
    case .track(let positions): positions.count
    case .other: 0
    }
  }

  // MARK: JSON

  func write(to writer: inout FieldWriter) {
    writer.field("type", type)
    if heightReference != .ellipsoid, hasOwnPositions {
      writer.field("altitude_mode", heightReference.rawValue)
    }
    switch shape {
    case .point(let position): write(position, to: &writer)
    case .positions(let positions):
      writer.beginArray("positions_deg_m")
      for position in positions { Self.append(position, to: &writer) }
      writer.endArray()
    case .rings(let rings):
      writer.beginArray("lines_deg_m")
      for ring in rings {
        writer.beginArray()
        for position in ring { Self.append(position, to: &writer) }
        writer.endArray()
      }
      writer.endArray()
    case .members(let members):
      writer.beginArray("members")
      for member in members {
        writer.beginObject()
        member.write(to: &writer)
        writer.endObject()
      }
      writer.endArray()
    case .track(let positions):
      writer.beginArray("positions")
      for timed in positions {
        writer.beginObject()
        writer.field("time", timed.time)
        if let atMs = timed.atMs { writer.field("time_ms", atMs) }
        if let position = timed.position { write(position, to: &writer) }
        writer.endObject()
      }
      writer.endArray()
    case .other: break
    }
  }

  private var hasOwnPositions: Bool {
    switch shape {
    case .members, .other: false
    default: true
    }
  }

  private func write(_ position: FeaturePosition, to writer: inout FieldWriter) {
    writer.field("longitude_deg", exact: position.longitudeDeg)
    writer.field("latitude_deg", exact: position.latitudeDeg)
    guard let heightM = position.heightM else { return }
    if heightReference == .ellipsoid {
      writer.field("ellipsoid_height_m", exact: heightM)
    } else {
      writer.field("altitude_m", exact: heightM)
    }
  }

  /// `[longitude, latitude]`, and the height behind them.
  private static func append(_ position: FeaturePosition, to writer: inout FieldWriter) {
    writer.beginArray()
    writer.beginElement()
    writer.append(exact: position.longitudeDeg)
    writer.beginElement()
    writer.append(exact: position.latitudeDeg)
    if let heightM = position.heightM {
      writer.beginElement()
      writer.append(exact: heightM)
    }
    writer.endArray()
  }
}
