// Onto which latitude of a sphere is the ellipsoid mapped without changing angles?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The conformal latitude of the WGS-84 ellipsoid, by tangents.
///
/// Source: C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", Journal of Geodesy
/// 85 (2011), equations 7 to 21.
enum ConformalLatitude {
  /// Tangent of the conformal latitude from that of the geodetic one.
  static func tangent(geodetic tangent: Double) -> Double {
    let secant = (1 + tangent * tangent).squareRoot()
    let e = Wgs84.e2.squareRoot()
    let sigma = sinh(e * atanh(e * tangent / secant))
    return tangent * (1 + sigma * sigma).squareRoot() - sigma * secant
  }

  /// The inverse, by Newton's method: three rounds reach the last digit.
  static func geodeticTangent(_ conformal: Double) -> Double {
    var tangent = conformal / (1 - Wgs84.e2)
    for _ in 0..<5 {
      let trial = Self.tangent(geodetic: tangent)
      let secant = (1 + tangent * tangent).squareRoot()
      let step =
        (conformal - trial) / (1 + trial * trial).squareRoot()
        * (1 + (1 - Wgs84.e2) * tangent * tangent) / ((1 - Wgs84.e2) * secant)
      tangent += step
      if abs(step) <= 1e-16 * max(1, abs(tangent)) { break }
    }
    return tangent
  }
}
