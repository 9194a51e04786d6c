// Over which place is what a radar sees at a slant range, an azimuth and a height?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A radar's antenna in space, and the way from what it measures to a place on the ellipsoid.
///
/// The geometry is exact on the WGS-84 ellipsoid: the line of sight is straight, refraction is not
/// counted (it changes the measured range by less than 0.03 %, far below a radar's own error).
public struct RadarAntenna: Sendable {
  public let place: GeoPoint
  /// Above the ellipsoid.
  public let heightM: Double
  private let position: Vector3
  private let up: Vector3
  private let east: Vector3
  private let north: Vector3

  public init(place: GeoPoint, heightM: Double) {
    self.place = place
    self.heightM = heightM
    let surface = SurfacePoint(place)
    up = surface.up
    east = surface.east
    north = surface.up.cross(surface.east)
    position = surface.position + surface.up * heightM
  }

  /// The place below a target, and the elevation under which it was seen.
  ///
  /// - Parameters:
  ///   - azimuthRad: clockwise from true north at the antenna.
  ///   - targetHeightM: above the ellipsoid. Where no point at this range has it, the target is taken
  ///     straight above or below the antenna.
  public func place(
    slantRangeM: Double, azimuthRad: Double, targetHeightM: Double
  ) -> (point: GeoPoint, elevationRad: Double) {
    let ahead = east * sin(azimuthRad) + north * cos(azimuthRad)
    // On a sphere of the Earth's mean radius first; then the height error is turned back along the
    // line of sight. Each round gains more than two digits.
    let radiusM = 6_371_000 + heightM
    let rise = targetHeightM - heightM
    var sine =
      (rise * (2 * radiusM + rise) - slantRangeM * slantRangeM)
      / max(1, 2 * slantRangeM * radiusM)
    sine = min(1, max(-1, sine))
    var point = GeoPoint(latitudeDeg: place.latitudeDeg, longitudeDeg: place.longitudeDeg)
    for _ in 0..<6 {
      let cosine = (1 - sine * sine).squareRoot()
      let target = position + (ahead * cosine + up * sine) * slantRangeM
      let (below, height) = target.belowEllipsoid()
      point = below
      let error = targetHeightM - height
      guard abs(error) > 1e-3, slantRangeM > 0 else { break }
      let next = min(1, max(-1, sine + error / slantRangeM))
      guard next != sine else { break }
      sine = next
    }
    return (point, asin(sine))
  }

  /// The place below what is seen under an elevation, and its height above the ellipsoid.
  ///
  /// - Parameter elevationRad: above the plane that touches the ellipsoid at the antenna.
  public func place(
    slantRangeM: Double, azimuthRad: Double, elevationRad: Double
  ) -> (point: GeoPoint, heightM: Double) {
    let ahead = east * sin(azimuthRad) + north * cos(azimuthRad)
    let target =
      position + (ahead * cos(elevationRad) + up * sin(elevationRad)) * slantRangeM
    return target.belowEllipsoid()
  }
}

extension Vector3 {
  /// The geodetic place below a point in space, and its height above the ellipsoid.
  ///
  /// Source: B. R. Bowring, "The accuracy of geodetic latitude and height equations", Survey Review
  /// 28 (1985); below 100 km of height the error is less than a micrometre.
  func belowEllipsoid() -> (point: GeoPoint, heightM: Double) {
    let axisM = Wgs84.equatorialRadiusM
    let polarM = Wgs84.polarRadiusM
    let distance = (x * x + y * y).squareRoot()
    let radius = (distance * distance + z * z).squareRoot()
    let tangent =
      polarM * z / (axisM * max(distance, 1e-9)) * (1 + Wgs84.ep2 * polarM / max(radius, 1))
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    let latitude = atan2(
      z + Wgs84.ep2 * polarM * sine * sine * sine,
      distance - Wgs84.e2 * axisM * cosine * cosine * cosine)
    let (sinLat, cosLat) = (sin(latitude), cos(latitude))
    let heightM =
      distance * cosLat + z * sinLat
      - axisM * (1 - Wgs84.e2 * sinLat * sinLat).squareRoot()
    return (
      GeoPoint(
        latitudeDeg: latitude * Angles.degPerRad, longitudeDeg: atan2(y, x) * Angles.degPerRad),
      heightM
    )
  }
}
