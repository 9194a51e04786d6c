// Where do the line, the zones and the sectors lie, and since when?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// One version of the contact line. Handed on without being copied.
public final class ContactLine: Sendable {
  public let version: String
  public let validity: Validity
  public let pieces: [[GeoPoint]]
  public let index: LineIndex
  /// Where each piece begins, metres from the beginning of the first, gaps not counted.
  public let pieceStartM: [Double]
  /// Of all pieces together.
  public let lengthM: Double
  /// Whose side lies left of the line's direction.
  public let leftParty: Party

  public init(version: String, validity: Validity, pieces: [[GeoPoint]], leftParty: Party) {
    self.version = version
    self.validity = validity
    self.pieces = pieces
    self.index = LineIndex(pieces: pieces)
    var startM = 0.0
    pieceStartM = pieces.map { piece in
      defer { startM += Geodesic.lengthM(path: piece) }
      return startM
    }
    lengthM = startM
    self.leftParty = leftParty
  }

  /// Metres along the line, from the beginning of its first piece, of its point nearest to a place.
  public func alongM(nearest point: GeoPoint) -> Double {
    let nearest = index.nearest(to: point)
    return pieceStartM[nearest.piece] + nearest.alongM
  }

  /// Whose side; nil beyond the line's ends.
  public func party(of side: LineIndex.Side) -> Party? {
    switch side {
    case .left: leftParty
    case .right: leftParty == .a ? .b : .a
    case .beyondEnd: nil
    }
  }
}

/// A zone that a clause can name.
public struct Zone: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    /// So far on each side of the line, or on one party's side only.
    case offset(offsetM: Double, party: Party?)
    /// A polygon of the geometry folder, by its place in the territory's index.
    case polygon(index: Int)
  }

  public var id: String
  public var shape: Shape
  /// The zone ends at this height; nil where it has no ceiling.
  public var ceilingM: Double?
  public var validity: Validity

  public init(id: String, shape: Shape, ceilingM: Double? = nil, validity: Validity = .always) {
    self.id = id
    self.shape = shape
    self.ceilingM = ceilingM
    self.validity = validity
  }
}

/// A polygon with a name, for reporting or as a zone.
public struct Area: Hashable, Sendable {
  public var id: String
  public var name: LocalText
  public var polygons: [ZoneIndex.Polygon]

  public init(id: String, name: LocalText, polygons: [ZoneIndex.Polygon]) {
    self.id = id
    self.name = name
    self.polygons = polygons
  }
}

/// An object that a clause protects, by layer.
public struct ProtectedObject: Hashable, Sendable {
  public var layer: String
  public var name: String
  public var point: GeoPoint

  public init(layer: String, name: String, point: GeoPoint) {
    self.layer = layer
    self.name = name
    self.point = point
  }
}

/// All geometry of a mission, indexed once and handed on without being copied.
public final class Territory: Sendable {
  public let lines: [ContactLine]
  public let zones: [Zone]
  public let polygonAreas: [Area]
  public let sectors: [Area]
  public let objects: [ProtectedObject]
  public let polygons: ZoneIndex
  private let sectorIndex: ZoneIndex
  private let zonesByID: [String: [Zone]]

  public init(
    lines: [ContactLine], zones: [Zone] = [], polygonAreas: [Area] = [], sectors: [Area] = [],
    objects: [ProtectedObject] = []
  ) {
    self.lines = lines
    self.zones = zones
    self.polygonAreas = polygonAreas
    self.sectors = sectors
    self.objects = objects
    polygons = ZoneIndex(zones: polygonAreas.map(\.polygons))
    sectorIndex = ZoneIndex(zones: sectors.map(\.polygons))
    zonesByID = Dictionary(grouping: zones, by: \.id)
  }

  /// The version of the line in force at that time, else the nearest one before it, else the first:
  /// a report from before the first version is still measured, and the version is always named.
  public func line(atMs: Int64) -> ContactLine? {
    lines.first { $0.validity.contains(atMs) }
      ?? lines.last { $0.validity.fromMs <= atMs } ?? lines.first
  }

  public func zones(_ id: String, atMs: Int64) -> [Zone] {
    zones(id).filter { $0.validity.contains(atMs) }
  }

  /// All versions and parts of a zone.
  public func zones(_ id: String) -> [Zone] { zonesByID[id] ?? [] }

  /// The reporting sector; where sectors meet, the first in the file.
  public func sector(of point: GeoPoint) -> Area? {
    var found: Int?
    sectorIndex.forEachZone(containing: point) { found = min(found ?? $0, $0) }
    return found.map { sectors[$0] }
  }
}
