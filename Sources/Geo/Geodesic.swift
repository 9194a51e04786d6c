// How far, in what direction and how large, on the ellipsoid?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Geodesics on WGS-84.
///
/// The method is Karney's (see `GeodesicSeries`): it converges for every pair of points, nearly
/// antipodal ones too, and agrees with GeographicLib to less than 0.1 µm (`GeodesicTests`).
public enum Geodesic {
  /// Length of the shortest path in metres.
  public static func distanceM(from start: GeoPoint, to end: GeoPoint) -> Double {
    inverse(from: start, to: end).distanceM
  }

  /// True only where the shortest path is longer than the limit; a quick no before a length is worked out.
  /// It looks at the ways to the other's parallel and to its meridian, so up to 100 km and between the
  /// polar circles it says so of everything 1.45 times as far as the limit.
  ///
  /// Radial projection on the sphere within the ellipsoid makes no path longer, and leaves longitudes.
  public static func isBeyond(_ limitM: Double, from start: GeoPoint, to end: GeoPoint) -> Bool {
    if 110_574 * abs(end.latitudeDeg - start.latitudeDeg) > limitM { return true }
    let eastDeg = abs(Angles.wrapped(end.longitudeDeg - start.longitudeDeg))
    // A degree on the equator is not longer than that.
    if 111_320 * eastDeg <= limitM || eastDeg >= 90 { return false }
    return 6_356_752 * sin(eastDeg * .pi / 180) * cos(start.latitudeDeg * .pi / 180) > limitM
  }

  /// Length of the shortest path, and its bearing at `start`: radians clockwise from north, within
  /// -π to π. The bearing between coinciding points is 0 or π.
  public static func inverse(
    from start: GeoPoint, to end: GeoPoint
  ) -> (distanceM: Double, initialBearingRad: Double) {
    GeodesicInverse(from: start, to: end).solve()
  }

  /// Where a path ends that leaves `start` on a bearing (radians clockwise from north).
  ///
  /// Longitude of the answer is within -180 to 180 degrees.
  public static func destination(
    from start: GeoPoint, bearingRad: Double, distanceM: Double
  ) -> GeoPoint {
    GeodesicLine(from: start, bearingRad: bearingRad).point(atM: distanceM)
  }

  /// Length in metres of the geodesics from point to point.
  public static func lengthM(path: [GeoPoint]) -> Double {
    var sumM = 0.0
    for i in path.indices.dropFirst() { sumM += distanceM(from: path[i - 1], to: path[i]) }
    return sumM
  }
}

/// One geodesic, walked from its start: what does not depend on the distance is worked out once.
public struct GeodesicLine: Sendable {
  private let start: GeoPoint
  private let sinAlpha0: Double
  private let cosAlpha0: Double
  private let sinSigma1: Double
  private let cosSigma1: Double
  private let sinOmega1: Double
  private let cosOmega1: Double
  private let scaleM: Double
  private let b11: Double
  private let sinTau1: Double
  private let cosTau1: Double
  private let c1Prime: SineSeries
  private let c3: SineSeries
  private let a3c: Double
  private let b31: Double

  /// - Parameter bearingRad: clockwise from north, at the start.
  public init(from start: GeoPoint, bearingRad: Double) {
    self.start = start
    let (sinBeta, cosBeta) = Angles.reducedLatitude(start.latitudeDeg)
    let (sinAlpha, cosAlpha) = (sin(bearingRad), cos(bearingRad))
    sinAlpha0 = sinAlpha * cosBeta
    cosAlpha0 = (cosAlpha * cosAlpha + sinAlpha * sinAlpha * sinBeta * sinBeta).squareRoot()
    sinOmega1 = sinAlpha0 * sinBeta
    cosOmega1 = sinBeta != 0 || cosAlpha != 0 ? cosBeta * cosAlpha : 1
    (sinSigma1, cosSigma1) = Angles.normalized(sinBeta, cosOmega1)
    let eps = GeodesicSeries.epsilon(k2: cosAlpha0 * cosAlpha0 * Wgs84.ep2)
    scaleM = Wgs84.polarRadiusM * (1 + GeodesicSeries.a1Minus1(eps))
    b11 = GeodesicSeries.c1(eps).sum(sine: sinSigma1, cosine: cosSigma1)
    let (s, c) = (sin(b11), cos(b11))
    sinTau1 = sinSigma1 * c + cosSigma1 * s
    cosTau1 = cosSigma1 * c - sinSigma1 * s
    c1Prime = GeodesicSeries.c1Prime(eps)
    c3 = GeodesicSeries.c3(eps)
    a3c = -Wgs84.flattening * sinAlpha0 * GeodesicSeries.a3(eps)
    b31 = c3.sum(sine: sinSigma1, cosine: cosSigma1)
  }

  /// Longitude within -180 to 180 degrees.
  public func point(atM distanceM: Double) -> GeoPoint {
    let tau12 = distanceM / scaleM
    let (s, c) = (sin(tau12), cos(tau12))
    let b12 = -c1Prime.sum(sine: sinTau1 * c + cosTau1 * s, cosine: cosTau1 * c - sinTau1 * s)
    let sigma12 = tau12 - (b12 - b11)
    let (sinSigma12, cosSigma12) = (sin(sigma12), cos(sigma12))
    let sinSigma2 = sinSigma1 * cosSigma12 + cosSigma1 * sinSigma12
    let cosSigma2 = cosSigma1 * cosSigma12 - sinSigma1 * sinSigma12
    let sinBeta2 = cosAlpha0 * sinSigma2
    let across = cosAlpha0 * cosSigma2
    let cosBeta2 = (sinAlpha0 * sinAlpha0 + across * across).squareRoot()
    let sinOmega2 = sinAlpha0 * sinSigma2
    let omega12 = atan2(
      sinOmega2 * cosOmega1 - cosSigma2 * sinOmega1, cosSigma2 * cosOmega1 + sinOmega2 * sinOmega1)
    let lambda12 =
      omega12 + a3c * (sigma12 + (c3.sum(sine: sinSigma2, cosine: cosSigma2) - b31))
    return GeoPoint(
      latitudeDeg: atan2(sinBeta2, Wgs84.axisRatio * cosBeta2) * Angles.degPerRad,
      longitudeDeg: Angles.wrapped(start.longitudeDeg + lambda12 * Angles.degPerRad))
  }
}

/// Degrees and radians, and sines that are exact at the quadrants.
enum Angles {
  static let degPerRad = 180 / Double.pi
  static let radPerDeg = Double.pi / 180

  /// To within -180 to 180.
  static func wrapped(_ angleDeg: Double) -> Double {
    abs(angleDeg) <= 180 ? angleDeg : angleDeg.remainder(dividingBy: 360)
  }

  static func sinCos(_ angleDeg: Double) -> (sine: Double, cosine: Double) {
    let quadrant = (angleDeg / 90).rounded()
    let rest = (angleDeg - 90 * quadrant) * radPerDeg
    let (s, c) = (sin(rest), cos(rest))
    switch Int(quadrant) & 3 {
    case 0: return (s, c)
    case 1: return (c, -s)
    case 2: return (-s, -c)
    default: return (-c, s)
    }
  }

  static func normalized(_ x: Double, _ y: Double) -> (Double, Double) {
    let length = (x * x + y * y).squareRoot()
    return (x / length, y / length)
  }

  /// Sine and cosine of the latitude on the auxiliary sphere; the cosine is kept from 0.
  static func reducedLatitude(_ latitudeDeg: Double) -> (sine: Double, cosine: Double) {
    let (s, c) = sinCos(latitudeDeg)
    let (sine, cosine) = normalized(Wgs84.axisRatio * s, c)
    return (sine, max(cosine, 1.0e-154))
  }
}
