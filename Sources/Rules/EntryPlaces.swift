// How far is a place from where an entry holds?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Geo

extension RegisterPlace {
  /// Metres from the point to the border of the place; 0 inside of it.
  ///
  /// - Parameter limitM: where it is farther than that, the answer may be infinity.
  /// - Error: ways and rings are measured on the plane that touches at the point: 0.1 % at 10 km.
  public func distanceM(
    from point: GeoPoint, _ territory: Territory, atMs: Int64, limitM: Double = .infinity
  ) -> Double {
    switch self {
    case .circle(let center, let radiusM):
      if Geodesic.isBeyond(limitM + radiusM, from: point, to: center) { return .infinity }
      return max(0, Geodesic.distanceM(from: point, to: center) - radiusM)
    case .area(let ring): return Self.isInside(point, ring) ? 0 : Self.distanceM(point, ring)
    case .corridor(let way, let halfWidthM): return max(0, Self.distanceM(point, way) - halfWidthM)
    case .lineKm(let range):
      return territory.line(atMs: atMs).map { line in
        let alongKm = line.alongM(nearest: point) / 1_000
        return range.contains(alongKm)
          ? 0 : 1_000 * max(range.lowerBound - alongKm, alongKm - range.upperBound)
      } ?? .infinity
    case .zone(let id): return Self.distanceM(point, zone: id, territory, atMs: atMs)
    }
  }

  private static func distanceM(
    _ point: GeoPoint, zone id: String, _ territory: Territory, atMs: Int64
  ) -> Double {
    territory.zones(id, atMs: atMs).reduce(.infinity) { least, zone in
      switch zone.shape {
      case .offset(let offsetM, _):
        let distanceM = territory.line(atMs: atMs)?.index.signedDistance(to: point).distanceM
        return min(least, max(0, (distanceM ?? .infinity) - offsetM))
      case .polygon(let index):
        if territory.polygons.contains(zone: index, point) { return 0 }
        return min(
          least,
          territory.polygons.borderDistanceM(zone: index, from: point, limitM: 100_000)
            ?? .infinity)
      }
    }
  }

  private static func distanceM(_ point: GeoPoint, _ way: [GeoPoint]) -> Double {
    let plane = LocalPlane(origin: point)
    let points = way.map { plane.metres($0) }
    guard points.count > 1 else {
      return points.first.map { ($0.eastM * $0.eastM + $0.northM * $0.northM).squareRoot() }
        ?? .infinity
    }
    return zip(points, points.dropFirst()).reduce(.infinity) { least, pair in
      let (start, end) = pair
      let (east, north) = (end.eastM - start.eastM, end.northM - start.northM)
      let length2 = east * east + north * north
      let share =
        length2 > 0 ? min(1, max(0, -(start.eastM * east + start.northM * north) / length2)) : 0
      let (x, y) = (start.eastM + share * east, start.northM + share * north)
      return min(least, (x * x + y * y).squareRoot())
    }
  }

  /// Even-odd rule, in degrees.
  private static func isInside(_ point: GeoPoint, _ ring: [GeoPoint]) -> Bool {
    var isInside = false
    for (start, end) in zip(ring, ring.dropFirst())
    where (start.latitudeDeg > point.latitudeDeg) != (end.latitudeDeg > point.latitudeDeg) {
      let share = (point.latitudeDeg - start.latitudeDeg) / (end.latitudeDeg - start.latitudeDeg)
      if point.longitudeDeg < start.longitudeDeg + share * (end.longitudeDeg - start.longitudeDeg) {
        isInside.toggle()
      }
    }
    return isInside
  }
}
