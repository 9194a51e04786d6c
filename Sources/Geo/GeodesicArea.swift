// How large is a piece of ground, on the ellipsoid?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Geodesic {
  /// Area in square metres within a ring, closed or not, of either direction.
  ///
  /// Edges are straight in longitude and latitude (RFC 7946), as they are for `ZoneIndex`. Exact
  /// to 1e-9 of the area, unless the ring crosses itself: then parts count against each other. A ring
  /// round a pole is not meant.
  public static func areaM2(ring: [GeoPoint]) -> Double {
    guard ring.count > 2 else { return 0 }
    var sum = 0.0
    var before = ring[ring.count - 1]
    for point in ring {
      sum += AuthalicStrip.areaM2(from: before, to: point)
      before = point
    }
    return abs(sum)
  }
}

/// The area between an edge and the equator: the integral of R² sin(authalic latitude).
enum AuthalicStrip {
  /// Edges are cut to this length, so that the quadrature below is good to 1e-10.
  private static let spanDegMax = 5.0
  private static let nodes = [
    0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363,
  ]
  private static let weights = [
    0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763,
  ]

  static func areaM2(from start: GeoPoint, to end: GeoPoint) -> Double {
    let east = (end.longitudeDeg - start.longitudeDeg).remainder(dividingBy: 360)
    guard east != 0 else { return 0 }
    let north = end.latitudeDeg - start.latitudeDeg
    guard north != 0 else {
      return heightM2(start.latitudeDeg) * east * Angles.radPerDeg
    }
    let parts = max(1, (max(abs(north), abs(east)) / spanDegMax).rounded(.up))
    let half = 0.5 / parts
    var sum = 0.0
    for part in 0..<Int(parts) {
      let middle = (Double(part) + 0.5) / parts
      for i in nodes.indices {
        let low = heightM2(start.latitudeDeg + (middle - half * nodes[i]) * north)
        let high = heightM2(start.latitudeDeg + (middle + half * nodes[i]) * north)
        sum += weights[i] * (low + high)
      }
    }
    return sum * half * east * Angles.radPerDeg
  }

  /// Area from the equator to a parallel, a radian of longitude wide.
  private static func heightM2(_ latitudeDeg: Double) -> Double {
    let e = Wgs84.e2.squareRoot()
    let s = Angles.sinCos(latitudeDeg).sine
    let q = s / (1 - Wgs84.e2 * s * s) + atanh(e * s) / e
    return Wgs84.polarRadiusM * Wgs84.polarRadiusM / 2 * q
  }
}
