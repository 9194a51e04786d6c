// How fast does sound go from here to there? Temperature and wind, with their errors.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// The air that sound went through, one value for the whole area.
///
/// - Speed: 331.3 m/s · √(1 + T / 273.15 °C), dry air. Moist air is faster: saturated air by 0.35 %
///   at 20 °C and 0.6 % at 30 °C (O. Cramer, J. Acoust. Soc. Am. 93 (1993) 2510), as if it were 2 °C
///   and 4 °C warmer. Where the humidity is not known, that belongs into `temperatureSigmaC`.
/// - Wind carries the wave fronts along: sound that takes the time τ from the source reaches the
///   places at which |way − wind · τ| = speed · τ. That is exact for a wind that is the same
///   everywhere; to first order it is the speed plus the wind's part along the path.
public struct SoundAir: Hashable, Sendable {
  public var temperatureC: Double
  /// One sigma, of the mean over the paths.
  public var temperatureSigmaC: Double
  public var windMPerS: Double
  /// Where the wind comes from, clockwise from true north.
  public var windFromDeg: Double
  /// One sigma along each horizontal axis.
  public var windSigmaMPerS: Double
  /// How much the speed differs from path to path by itself (gusts, layers, ground), one sigma. It
  /// makes far arrivals count less.
  public var pathSigmaMPerS: Double

  /// Without a weather report: 3 °C, and 3 m/s in any direction.
  public init(
    temperatureC: Double = 20, temperatureSigmaC: Double = 3, windMPerS: Double = 0,
    windFromDeg: Double = 0, windSigmaMPerS: Double = 3, pathSigmaMPerS: Double = 0.5
  ) {
    self.temperatureC = temperatureC
    self.temperatureSigmaC = temperatureSigmaC
    self.windMPerS = windMPerS
    self.windFromDeg = windFromDeg
    self.windSigmaMPerS = windSigmaMPerS
    self.pathSigmaMPerS = pathSigmaMPerS
  }

  /// Speed of sound in still air.
  public var speedMPerS: Double { Self.speedMPerS(temperatureC: temperatureC) }

  /// 343.2 m/s at 20 °C.
  public static func speedMPerS(temperatureC: Double) -> Double {
    331.3 * max(0.5, 1 + temperatureC / 273.15).squareRoot()
  }

  /// One sigma of the speed: 0.6 m/s a degree.
  public var speedSigmaMPerS: Double {
    331.3 * 331.3 / (2 * 273.15 * speedMPerS) * temperatureSigmaC
  }

  /// The wind's own way, east and north.
  public var wind: (eastMPerS: Double, northMPerS: Double) {
    let fromRad = windFromDeg * .pi / 180
    return (-windMPerS * sin(fromRad), -windMPerS * cos(fromRad))
  }

  /// The least speed over ground that is to be expected, three sigma.
  var leastMPerS: Double {
    max(150, speedMPerS - windMPerS - 3 * (speedSigmaMPerS + windSigmaMPerS + pathSigmaMPerS))
  }

  /// Seconds that sound takes along a way.
  public func travelS(eastM: Double, northM: Double, upM: Double) -> Double {
    let wind = wind
    return Self.travelS(
      eastM, northM, upM, speed: speedMPerS, wind.eastMPerS, wind.northMPerS)
  }

  @inline(__always)
  static func travelS(
    _ eastM: Double, _ northM: Double, _ upM: Double, speed: Double, _ windEast: Double,
    _ windNorth: Double
  ) -> Double {
    let along = eastM * windEast + northM * windNorth
    let rest = speed * speed - windEast * windEast - windNorth * windNorth
    let squared = eastM * eastM + northM * northM + upM * upM
    return ((along * along + rest * squared).squareRoot() - along) / rest
  }

  /// Nil where all values can be used.
  var fault: SoundFault? {
    let values: [(String, Double, ClosedRange<Double>)] = [
      ("temperature (°C)", temperatureC, -60...60),
      ("temperature's sigma (°C)", temperatureSigmaC, 0...30),
      ("wind speed (m/s)", windMPerS, 0...60),
      ("wind direction (degrees)", windFromDeg, -360...360),
      ("wind's sigma (m/s)", windSigmaMPerS, 0...30),
      ("paths' sigma (m/s)", pathSigmaMPerS, 0...30),
    ]
    for (name, value, range) in values where !range.contains(value) {
      return SoundFault(
        item: name, reason: "\(value) is not within \(range.lowerBound) to \(range.upperBound)",
        next: "Take it from a weather report of the hour, or leave the default with its sigma.")
    }
    return nil
  }
}
