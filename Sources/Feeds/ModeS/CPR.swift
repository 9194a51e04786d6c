// Where is an aircraft that sends its place within a zone only? Compact position reporting.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

/// Decoding of compact position reports (DO-260B appendix A, A.1.7). All zone indexes are whole
/// numbers, so that nothing is decided by a rounding error.
enum CPR {
  /// Number of longitude zones at a latitude: 59 at the equator, 2 at 87 degrees, 1 beyond.
  static func zoneCount(latitudeDeg: Double) -> Int {
    let latitude = latitudeDeg.magnitude
    var low = 0
    var high = zoneBordersDeg.count
    while low < high {
      let middle = (low + high) / 2
      if latitude < zoneBordersDeg[middle] { high = middle } else { low = middle + 1 }
    }
    // At exactly 87 degrees there are two zones (A.1.7.2 d).
    return latitude == 87 ? 2 : 59 - low
  }

  /// The position of the newer of an even and an odd frame; nil where they lie in different latitude
  /// zones or out of range.
  static func airborne(even: CPRFrame, odd: CPRFrame, newerIsOdd: Bool) -> GeoPoint? {
    guard let latitude = latitudes(even, odd, turnDeg: 360) else { return nil }
    let evenDeg = latitude.even >= 270 ? latitude.even - 360 : latitude.even
    let oddDeg = latitude.odd >= 270 ? latitude.odd - 360 : latitude.odd
    guard (-90...90).contains(evenDeg), (-90...90).contains(oddDeg) else { return nil }
    let zones = zoneCount(latitudeDeg: evenDeg)
    guard zones == zoneCount(latitudeDeg: oddDeg) else { return nil }
    let longitudeDeg = longitude(even, odd, zones: zones, newerIsOdd: newerIsOdd, turnDeg: 360)
    return GeoPoint(
      latitudeDeg: newerIsOdd ? oddDeg : evenDeg, longitudeDeg: within180(longitudeDeg))
  }

  /// The same for surface frames, of whose eight places the nearest to a reference is meant.
  static func surface(
    even: CPRFrame, odd: CPRFrame, newerIsOdd: Bool, near reference: GeoPoint
  ) -> GeoPoint? {
    guard let north = latitudes(even, odd, turnDeg: 90) else { return nil }
    var best: GeoPoint?
    var bestM = Double.infinity
    for shiftDeg in [0.0, -90.0] {
      let evenDeg = north.even + shiftDeg
      let oddDeg = north.odd + shiftDeg
      let zones = zoneCount(latitudeDeg: evenDeg)
      guard zones == zoneCount(latitudeDeg: oddDeg) else { continue }
      let first = longitude(even, odd, zones: zones, newerIsOdd: newerIsOdd, turnDeg: 90)
      for quarter in 0..<4 {
        let point = GeoPoint(
          latitudeDeg: newerIsOdd ? oddDeg : evenDeg,
          longitudeDeg: within180(first + Double(quarter) * 90))
        guard (-90...90).contains(point.latitudeDeg) else { continue }
        let distanceM = chordM(point, reference)
        if distanceM < bestM { (best, bestM) = (point, distanceM) }
      }
    }
    return best
  }

  /// The place in the zone that is nearest to a reference: right where the reference is less than
  /// half a zone away, 180 NM in the air and 45 NM on the surface.
  static func local(_ frame: CPRFrame, near reference: GeoPoint, isSurface: Bool) -> GeoPoint? {
    let turnDeg = isSurface ? 90.0 : 360.0
    let heightDeg = turnDeg / (frame.isOdd ? 59 : 60)
    let latitudeDeg = nearest(frame.latitude, heightDeg, reference.latitudeDeg)
    guard (-90...90).contains(latitudeDeg) else { return nil }
    let zones = max(zoneCount(latitudeDeg: latitudeDeg) - (frame.isOdd ? 1 : 0), 1)
    let longitudeDeg = nearest(
      frame.longitude, turnDeg / Double(zones), reference.longitudeDeg)
    return GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: within180(longitudeDeg))
  }

  /// Straight through the Earth, as a sphere: for limits, where a fraction of a per cent is enough.
  static func chordM(_ left: GeoPoint, _ right: GeoPoint) -> Double {
    let a = unit(left)
    let b = unit(right)
    let (x, y, z) = (a.x - b.x, a.y - b.y, a.z - b.z)
    return 6_371_009 * (x * x + y * y + z * z).squareRoot()
  }

  // MARK: Parts

  private static func latitudes(
    _ even: CPRFrame, _ odd: CPRFrame, turnDeg: Double
  ) -> (even: Double, odd: Double)? {
    let zone = (59 * Int(even.latitude) - 60 * Int(odd.latitude) + 65_536) >> 17
    return (
      turnDeg / 60 * (Double(modulo(zone, 60)) + fraction(even.latitude)),
      turnDeg / 59 * (Double(modulo(zone, 59)) + fraction(odd.latitude))
    )
  }

  private static func longitude(
    _ even: CPRFrame, _ odd: CPRFrame, zones: Int, newerIsOdd: Bool, turnDeg: Double
  ) -> Double {
    let index =
      (Int(even.longitude) * (zones - 1) - Int(odd.longitude) * zones + 65_536) >> 17
    let count = max(newerIsOdd ? zones - 1 : zones, 1)
    let part = fraction(newerIsOdd ? odd.longitude : even.longitude)
    return turnDeg / Double(count) * (Double(modulo(index, count)) + part)
  }

  private static func nearest(_ raw: UInt32, _ widthDeg: Double, _ referenceDeg: Double) -> Double {
    let part = fraction(raw)
    return widthDeg * (((referenceDeg / widthDeg) - part).rounded() + part)
  }

  private static func fraction(_ raw: UInt32) -> Double { Double(raw) / 131_072 }

  private static func modulo(_ value: Int, _ count: Int) -> Int {
    let rest = value % count
    return rest < 0 ? rest + count : rest
  }

  private static func within180(_ deg: Double) -> Double {
    if deg >= 180 { return deg - 360 }
    return deg < -180 ? deg + 360 : deg
  }

  private static func unit(_ point: GeoPoint) -> (x: Double, y: Double, z: Double) {
    let latitude = point.latitudeDeg * .pi / 180
    let longitude = point.longitudeDeg * .pi / 180
    let across = ModeSMath.cosine(latitude)
    return (
      across * ModeSMath.cosine(longitude), across * ModeSMath.sine(longitude),
      ModeSMath.sine(latitude)
    )
  }

  /// Latitudes where the number of zones falls by one, from 59 to 58 down to 2 to 1:
  /// acos(sqrt((1 - cos(pi/30)) / (1 - cos(2 pi/NL)))) (A.1.7.2 d).
  static let zoneBordersDeg: [Double] =
    (2...59).reversed().map { zones in
      if zones == 2 { return 87 }
      let ratio = (1 - ModeSMath.cosine(.pi / 30)) / (1 - ModeSMath.cosine(2 * .pi / Double(zones)))
      return ModeSMath.arcCosine(min(1, ratio.squareRoot())) * 180 / .pi
    }
}
