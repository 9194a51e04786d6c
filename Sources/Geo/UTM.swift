// Which place has an easting and a northing of Universal Transverse Mercator, and the other way round?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A zone of UTM on the WGS-84 ellipsoid, in one hemisphere.
///
/// Source: C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", Journal of Geodesy
/// 85 (2011), equations 7 to 36, sixth order. Error within a zone: below 0.1 mm, of rounding only.
public struct UTMZone: Hashable, Sendable {
  /// 1 to 60, from 180 degrees west.
  public let number: Int
  public let isSouthern: Bool

  private static let scale = 0.9996
  private static let falseEastingM = 500_000.0
  private static let falseNorthingM = 10_000_000.0

  /// Nil where there is no such zone.
  public init?(number: Int, isSouthern: Bool) {
    guard (1...60).contains(number) else { return nil }
    self.number = number
    self.isSouthern = isSouthern
  }

  /// The zone of a longitude by the plain rule of six degrees; Norway's and Svalbard's wider zones are not
  /// counted.
  public init(at point: GeoPoint) {
    number = min(60, max(1, Int(((point.longitudeDeg + 180) / 6).rounded(.down)) + 1))
    isSouthern = point.latitudeDeg < 0
  }

  public var centralMeridianDeg: Double { Double(number) * 6 - 183 }

  /// Nil outside 100 to 900 km easting and 0 to 10,000 km northing, where no zone reaches.
  public func point(eastingM: Double, northingM: Double) -> GeoPoint? {
    guard (100_000...900_000).contains(eastingM), (0...10_000_000).contains(northingM) else {
      return nil
    }
    let series = TransverseMercator.series
    let unitM = Self.scale * series.radiusM
    let xi = (northingM - (isSouthern ? Self.falseNorthingM : 0)) / unitM
    let eta = (eastingM - Self.falseEastingM) / unitM
    var xi1 = xi
    var eta1 = eta
    for (index, beta) in series.beta.enumerated() {
      let factor = Double(2 * (index + 1))
      xi1 -= beta * sin(factor * xi) * cosh(factor * eta)
      eta1 -= beta * cos(factor * xi) * sinh(factor * eta)
    }
    let cosine = cos(xi1)
    let conformal = sin(xi1) / (sinh(eta1) * sinh(eta1) + cosine * cosine).squareRoot()
    let longitudeRad = atan2(sinh(eta1), cosine)
    let latitudeRad = atan(ConformalLatitude.geodeticTangent(conformal))
    let longitudeDeg = centralMeridianDeg + longitudeRad * Angles.degPerRad
    return GeoPoint(
      latitudeDeg: latitudeRad * Angles.degPerRad,
      longitudeDeg: Angles.wrapped(longitudeDeg))
  }

  /// Easting and northing of a place, in this zone even if it lies in another.
  public func grid(_ point: GeoPoint) -> (eastingM: Double, northingM: Double) {
    let series = TransverseMercator.series
    let tangent = ConformalLatitude.tangent(
      geodetic: tan(point.latitudeDeg * Angles.radPerDeg))
    let longitudeRad = (point.longitudeDeg - centralMeridianDeg) * Angles.radPerDeg
    let cosine = cos(longitudeRad)
    let xi1 = atan2(tangent, cosine)
    let eta1 = asinh(
      sin(longitudeRad) / (tangent * tangent + cosine * cosine).squareRoot())
    var xi = xi1
    var eta = eta1
    for (index, alpha) in series.alpha.enumerated() {
      let factor = Double(2 * (index + 1))
      xi += alpha * sin(factor * xi1) * cosh(factor * eta1)
      eta += alpha * cos(factor * xi1) * sinh(factor * eta1)
    }
    let unitM = Self.scale * series.radiusM
    return (
      Self.falseEastingM + unitM * eta, (isSouthern ? Self.falseNorthingM : 0) + unitM * xi
    )
  }

  /// How far grid north lies clockwise from true north; by the sphere's formula, within 0.001 degrees.
  public func convergenceRad(at point: GeoPoint) -> Double {
    let longitudeRad = (point.longitudeDeg - centralMeridianDeg) * Angles.radPerDeg
    return atan(tan(longitudeRad) * sin(point.latitudeDeg * Angles.radPerDeg))
  }
}

/// The series and latitudes of the projection.
private struct TransverseMercator {
  static let series = TransverseMercator()

  /// Radius of the rectifying sphere.
  let radiusM: Double
  let alpha: [Double]
  let beta: [Double]

  private init() {
    let n = Wgs84.thirdFlattening
    let n2 = n * n
    radiusM =
      Wgs84.equatorialRadiusM / (1 + n) * (1 + n2 / 4 + n2 * n2 / 64 + n2 * n2 * n2 / 256)
    func sum(_ coefficients: [Double], from power: Int) -> Double {
      var value = 0.0
      for coefficient in coefficients.reversed() { value = value * n + coefficient }
      for _ in 0..<power { value *= n }
      return value
    }
    alpha = [
      sum([1.0 / 2, -2.0 / 3, 5.0 / 16, 41.0 / 180, -127.0 / 288, 7_891.0 / 37_800], from: 1),
      sum(
        [13.0 / 48, -3.0 / 5, 557.0 / 1_440, 281.0 / 630, -1_983_433.0 / 1_935_360], from: 2),
      sum([61.0 / 240, -103.0 / 140, 15_061.0 / 26_880, 167_603.0 / 181_440], from: 3),
      sum([49_561.0 / 161_280, -179.0 / 168, 6_601_661.0 / 7_257_600], from: 4),
      sum([34_729.0 / 80_640, -3_418_889.0 / 1_995_840], from: 5),
      sum([212_378_941.0 / 319_334_400], from: 6),
    ]
    beta = [
      sum([1.0 / 2, -2.0 / 3, 37.0 / 96, -1.0 / 360, -81.0 / 512, 96_199.0 / 604_800], from: 1),
      sum([1.0 / 48, 1.0 / 15, -437.0 / 1_440, 46.0 / 105, -1_118_711.0 / 3_870_720], from: 2),
      sum([17.0 / 480, -37.0 / 840, -209.0 / 4_480, 5_569.0 / 90_720], from: 3),
      sum([4_397.0 / 161_280, -11.0 / 504, -830_251.0 / 7_257_600], from: 4),
      sum([4_583.0 / 161_280, -108_847.0 / 3_991_680], from: 5),
      sum([20_648_693.0 / 638_668_800], from: 6),
    ]
  }
}
