// Where does the sun stand, and is it day there?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The sun as seen from the centre of the Earth, by the low-precision series of Meeus (Astronomical
/// Algorithms, chapters 25 and 28) that NOAA's solar calculator uses.
///
/// - Error: 0.01 degrees between 1950 and 2050, which is 3 s of time at the equator; refraction is not in it.
public struct Sun: Sendable {
  public let declinationRad: Double
  /// Longitude of the place that the sun stands above, radians, east positive.
  public let subsolarLongitudeRad: Double
  /// Apparent less mean solar time, minutes.
  public let equationOfTimeMin: Double

  /// - Parameter atMs: milliseconds since 1970, UTC.
  public init(atMs: Int64) {
    let daysSince2000 = Double(atMs - 946_728_000_000) / 86_400_000
    let century = daysSince2000 / 36_525
    let meanLongitudeDeg = 280.46646 + century * (36_000.76983 + century * 0.0003032)
    let anomalyRad = Self.rad(357.52911 + century * (35_999.05029 - 0.0001537 * century))
    let eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    let centreDeg =
      sin(anomalyRad) * (1.914602 - century * (0.004817 + 0.000014 * century))
      + sin(2 * anomalyRad) * (0.019993 - 0.000101 * century) + sin(3 * anomalyRad) * 0.000289
    let nodeRad = Self.rad(125.04 - 1_934.136 * century)
    let apparentRad = Self.rad(
      meanLongitudeDeg + centreDeg - 0.00569 - 0.00478 * sin(nodeRad))
    let meanObliquityDeg =
      23 + (26 + (21.448 - century * (46.815 + century * (0.00059 - century * 0.001813))) / 60) / 60
    let obliquityRad = Self.rad(meanObliquityDeg + 0.00256 * cos(nodeRad))
    declinationRad = asin(sin(obliquityRad) * sin(apparentRad))
    let half = tan(obliquityRad / 2)
    let y = half * half
    let l = Self.rad(meanLongitudeDeg)
    let equation =
      y * sin(2 * l) - 2 * eccentricity * sin(anomalyRad)
      + 4 * eccentricity * y * sin(anomalyRad) * cos(2 * l) - 0.5 * y * y * sin(4 * l)
      - 1.25 * eccentricity * eccentricity * sin(2 * anomalyRad)
    equationOfTimeMin = 4 * equation * 180 / .pi
    let dayMs = ((atMs % 86_400_000) + 86_400_000) % 86_400_000
    let solarMin = Double(dayMs) / 60_000 + equationOfTimeMin
    subsolarLongitudeRad = Self.rad((180 - solarMin / 4).remainder(dividingBy: 360))
  }

  private static func rad(_ angleDeg: Double) -> Double { angleDeg * .pi / 180 }

  /// Unit vector to the sun in the axes of `GeoPoint.up`.
  public var direction: SIMD3<Double> {
    let across = cos(declinationRad)
    return SIMD3(
      across * cos(subsolarLongitudeRad), across * sin(subsolarLongitudeRad), sin(declinationRad))
  }

  /// Height of the sun's centre above the horizon, radians, without refraction.
  public func elevationRad(at point: GeoPoint) -> Double {
    asin(max(-1, min(1, (direction * point.up).sum())))
  }
}

/// How light it is, as far as eyes and cameras without their own light are concerned.
public enum Light: String, CaseIterable, Sendable {
  /// From the beginning of civil twilight in the morning to its end in the evening.
  case day
  case night

  /// The sun is so far below the horizon when civil twilight ends: by definition, 6 degrees.
  public static let civilTwilightDeg = -6.0

  public init(at point: GeoPoint, atMs: Int64) {
    let elevationDeg = Sun(atMs: atMs).elevationRad(at: point) * 180 / .pi
    self = elevationDeg < Self.civilTwilightDeg ? .night : .day
  }
}

extension Light {
  /// Sine of the sun's height when civil twilight ends.
  static let civilTwilightSine = sin(civilTwilightDeg * .pi / 180)
}
