// Which ground is the buffer, the first line, the west? Layers of deployment as geometry.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Geo

/// A layer of deployment: a band along the line, or polygons.
public struct Layer: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    /// From so far to so far from the line; on one party's side, or on both.
    case band(fromM: Double, toM: Double, party: Party?)
    case polygons([ZoneIndex.Polygon])
    /// Ground that the plan does not draw, such as a neighbouring state: it is never near the line.
    case abroad
  }

  public var id: String
  public var title: LocalText
  public var shape: Shape
  public var claims: [String]
  public var assumption: String?
  public var place: FilePlace

  public init(
    id: String, title: LocalText, shape: Shape, claims: [String] = [],
    assumption: String? = nil, place: FilePlace = .none
  ) {
    self.id = id
    self.title = title
    self.shape = shape
    self.claims = claims
    self.assumption = assumption
    self.place = place
  }
}

/// The ground that a plan is measured on: one version of the line, the layers and the sectors.
public struct PlanGround: Sendable {
  public let line: ContactLine
  public let layers: [Layer]
  public let lengthKm: Double
  public let sectors: [Area]
  private let polygons: [String: ZoneIndex]

  public init(line: ContactLine, layers: [Layer], sectors: [Area] = []) {
    self.line = line
    self.layers = layers
    self.sectors = sectors
    lengthKm = line.pieces.reduce(0) { $0 + Geodesic.lengthM(path: $1) } / 1_000
    var polygons: [String: ZoneIndex] = [:]
    for layer in layers {
      if case .polygons(let parts) = layer.shape { polygons[layer.id] = ZoneIndex(zones: [parts]) }
    }
    self.polygons = polygons
  }

  public func layer(_ id: String) -> Layer? { layers.first { $0.id == id } }

  /// The layers that a place lies in, in the order of the plan.
  public func layers(of point: GeoPoint) -> [String] {
    let nearest = line.index.nearest(to: point)
    return layers.filter { layer in
      switch layer.shape {
      case .band(let fromM, let toM, let party):
        guard nearest.distanceM >= fromM, nearest.distanceM < toM else { return false }
        return party == nil || line.party(of: nearest.side) == party
      case .polygons: return polygons[layer.id]?.contains(zone: 0, point) ?? false
      case .abroad: return false
      }
    }.map(\.id)
  }

  /// Metres from the line to the nearest ground of a layer; nil for a layer that is not drawn. For
  /// polygons it is measured at their vertices and at points between them, at most 5 km apart.
  public func leastDistanceM(of layer: Layer) -> Double? {
    switch layer.shape {
    case .band(let fromM, _, _): return fromM
    case .abroad: return nil
    case .polygons(let parts):
      var least = Double.infinity
      for ring in parts.flatMap({ $0.rings.prefix(1) }) {
        for (start, end) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
          let lengthM = Geodesic.distanceM(from: start, to: end)
          let count = max(1, Int((lengthM / 5_000).rounded(.up)))
          for step in 0..<count {
            let share = Double(step) / Double(count)
            let point = GeoPoint(
              latitudeDeg: start.latitudeDeg + share * (end.latitudeDeg - start.latitudeDeg),
              longitudeDeg: start.longitudeDeg + share * (end.longitudeDeg - start.longitudeDeg))
            least = min(least, line.index.nearest(to: point).distanceM)
          }
        }
      }
      return least
    }
  }

  /// Area in square kilometres on the ellipsoid; nil for a layer that is not drawn.
  public func areaKm2(of layer: Layer) -> Double? {
    switch layer.shape {
    case .abroad: return nil
    case .polygons(let parts): return Self.areaM2(parts) / 1e6
    case .band(let fromM, let toM, let party):
      let side = side(of: party)
      let outer = Self.areaM2(offsetZone(of: line.index, offsetM: toM, side: side))
      guard fromM >= 1 else { return outer / 1e6 }
      return (outer - Self.areaM2(offsetZone(of: line.index, offsetM: fromM, side: side))) / 1e6
    }
  }

  /// Kilometres of the line within a sector; points every 100 m are asked.
  public func lineKm(inSector id: String) -> Double? {
    guard let sector = sectors.first(where: { $0.id == id }) else { return nil }
    let index = ZoneIndex(zones: [sector.polygons])
    var insideM = 0.0
    for (start, end) in line.pieces.flatMap({ zip($0, $0.dropFirst()) }) {
      let lengthM = Geodesic.distanceM(from: start, to: end)
      let count = max(1, Int((lengthM / 100).rounded(.up)))
      for step in 0..<count {
        let share = (Double(step) + 0.5) / Double(count)
        let point = GeoPoint(
          latitudeDeg: start.latitudeDeg + share * (end.latitudeDeg - start.latitudeDeg),
          longitudeDeg: start.longitudeDeg + share * (end.longitudeDeg - start.longitudeDeg))
        if index.contains(zone: 0, point) { insideM += lengthM / Double(count) }
      }
    }
    return insideM / 1_000
  }

  private func side(of party: Party?) -> OffsetSides {
    guard let party else { return .both }
    return party == line.leftParty ? .left : .right
  }

  private static func areaM2(_ polygons: [ZoneIndex.Polygon]) -> Double {
    polygons.reduce(0) { sum, polygon in
      let rings = polygon.rings.map { Geodesic.areaM2(ring: $0) }
      return sum + (rings.first ?? 0) - rings.dropFirst().reduce(0, +)
    }
  }
}
