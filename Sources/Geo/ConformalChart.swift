// How can a line of 1,400 km lie in one plane in which angles and, place by place, lengths are right?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A stereographic chart of the WGS-84 ellipsoid around a centre: angles are true everywhere, lengths
/// are longer by a factor that is known at each place (1 at the centre, 1.003 at 700 km, 1.012 at 1,400 km).
///
/// A track is followed in the chart: a report's error is brought in with the factor and the direction of
/// north of its own place, so distance from the centre costs no accuracy. A straight way on the ground is
/// bent in the chart by less than 0.001 degrees a second at 250 m/s and 1,400 km from the centre.
///
/// - Error: none of its own but rounding (below a micrometre at 2,000 km).
/// - Source: J. P. Snyder, "Map Projections: A Working Manual" (1987), equations 3-1 and 21-24 to 21-39.
public struct ConformalChart: Sendable, Hashable {
  public let centre: GeoPoint
  private let sine1: Double
  private let cosine1: Double
  /// Twice the radius that makes the scale 1 at the centre.
  private let doubleRadiusM: Double

  /// - Parameter centre: within 89 degrees of the equator; nearer to a pole it is taken there.
  public init(centre: GeoPoint) {
    let latitudeDeg = min(89, max(-89, centre.latitudeDeg))
    self.centre = GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: centre.longitudeDeg)
    let latitudeRad = latitudeDeg * Angles.radPerDeg
    let tangent = ConformalLatitude.tangent(geodetic: tan(latitudeRad))
    cosine1 = 1 / (1 + tangent * tangent).squareRoot()
    sine1 = tangent * cosine1
    doubleRadiusM = 2 * Wgs84.equatorialRadiusM * Self.parallel(latitudeRad) / cosine1
  }

  /// Radius of a parallel in units of the equator's.
  private static func parallel(_ latitudeRad: Double) -> Double {
    let sine = sin(latitudeRad)
    return cos(latitudeRad) / (1 - Wgs84.e2 * sine * sine).squareRoot()
  }

  /// A place in the chart.
  public struct Spot: Hashable, Sendable {
    public let eastM: Double
    public let northM: Double
    /// Chart metres for a metre on the ground, in every direction.
    public let scale: Double
    /// Where true north points, clockwise from the chart's own.
    public let northRad: Double
  }

  /// The place opposite the centre, which no chart holds, comes out as not a number.
  public func spot(_ point: GeoPoint) -> Spot {
    let latitudeRad = point.latitudeDeg * Angles.radPerDeg
    let tangent = ConformalLatitude.tangent(geodetic: tan(latitudeRad))
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    let awayRad = (point.longitudeDeg - centre.longitudeDeg) * Angles.radPerDeg
    let (sineAway, cosineAway) = (sin(awayRad), cos(awayRad))
    let divisor = 1 + sine1 * sine + cosine1 * cosine * cosineAway
    let upper = cosine1 * sine - sine1 * cosine * cosineAway
    let factorM = doubleRadiusM / divisor
    // How both coordinates change along the meridian.
    let turn = sine1 * cosine - cosine1 * sine * cosineAway
    let eastward = -sine * sineAway * divisor - cosine * sineAway * turn
    let northward =
      (cosine1 * cosine + sine1 * sine * cosineAway) * divisor - upper * turn
    return Spot(
      eastM: factorM * cosine * sineAway, northM: factorM * upper,
      scale: factorM * cosine
        / (Wgs84.equatorialRadiusM * max(Self.parallel(latitudeRad), 1e-12)),
      northRad: atan2(eastward, northward))
  }

  public func point(eastM: Double, northM: Double) -> GeoPoint {
    let distanceM = (eastM * eastM + northM * northM).squareRoot()
    guard distanceM > 0 else { return centre }
    let angle = 2 * atan2(distanceM, doubleRadiusM)
    let (sine, cosine) = (sin(angle), cos(angle))
    let conformalSine = cosine * sine1 + northM * sine * cosine1 / distanceM
    let away = atan2(
      eastM * sine, distanceM * cosine1 * cosine - northM * sine1 * sine)
    let conformal =
      conformalSine / max(1 - conformalSine * conformalSine, 1e-30).squareRoot()
    let latitudeRad = atan(ConformalLatitude.geodeticTangent(conformal))
    return GeoPoint(
      latitudeDeg: latitudeRad * Angles.degPerRad,
      longitudeDeg: Angles.wrapped(centre.longitudeDeg + away * Angles.degPerRad))
  }
}
