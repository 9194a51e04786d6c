// Can this sensor and this scan be worked with?
//
// SPDX-License-Identifier: Apache-2.0

/// A sensor that no tracker can work with.
public struct TrackingSensorFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Index of the sensor.
  public let sensor: Int
  public let item: String
  public let reason: String

  public var description: String { "sensor \(sensor): \(item) \(reason)" }
}

/// What became of a scan.
public enum ScanOutcome: Hashable, Sendable {
  /// Taken, but for so many plots that are not numbers or lie out of the sensor's reach.
  case taken(leftOutCount: Int)
  /// Measured longer ago than the lag; it changes nothing.
  case tooLate
  case unknownSensor
  /// A scan with this id was taken already.
  case repeated
  /// Its time is not a number.
  case withoutTime
}

extension TrackingSensor {
  /// Throws the first thing that makes it useless.
  func check(index: Int) throws(TrackingSensorFault) {
    func fault(_ item: String, _ reason: String) -> TrackingSensorFault {
      TrackingSensorFault(sensor: index, item: item, reason: reason)
    }
    guard eastM.isFinite, northM.isFinite else { throw fault("place", "is not a number") }
    guard rangeMaxM > 0 else { throw fault("range", "must be above 0 m") }
    guard revisitS > 0, revisitS.isFinite else { throw fault("revisit", "must be above 0 s") }
    guard detectionProbability > 0, detectionProbability < 1 else {
      throw fault("detection probability", "must be between 0 and 1")
    }
    if measures != .bearing {
      guard sigmaM > 0, sigmaM.isFinite else { throw fault("sigma", "must be above 0 m") }
    }
    if measures != .position {
      guard sigmaRad > 0, sigmaRad.isFinite else { throw fault("sigma", "must be above 0 rad") }
    }
    for sigma in [sigmaRangeRateMPS, sigmaHeightM, sigmaElevationRad] {
      guard sigma >= 0, sigma.isFinite else {
        throw fault("sigma", "must be a number, not below 0")
      }
    }
    guard heightM.isFinite else { throw fault("height", "is not a number") }
    guard clutterDensity >= 0, clutterDensity.isFinite, clutterPerScan >= 0,
      clutterPerScan.isFinite
    else { throw fault("clutter", "must be a number, not below 0") }
    guard latencyMaxS >= 0, latencyMaxS.isFinite else {
      throw fault("latency", "must be a number of seconds, not below 0")
    }
  }

  /// A fifth beyond its reach is still its own plot; more is an error of the source.
  static let reachFactor = 1.2

  func accepts(_ plot: Plot) -> Bool {
    guard plot.first.isFinite, plot.second.isFinite, acceptsAsides(plot) else { return false }
    switch measures {
    case .position:
      guard abs(plot.first) < 1e8, abs(plot.second) < 1e8 else { return false }
      let dx = plot.first - eastM
      let dy = plot.second - northM
      return (dx * dx + dy * dy).squareRoot() <= rangeMaxM * Self.reachFactor
    case .rangeAndBearing, .slantRangeAndBearing:
      return plot.first >= 0 && plot.first < 1e8 && plot.first <= rangeMaxM * Self.reachFactor
        && abs(plot.second) <= 7
    case .bearing: return abs(plot.second) <= 7
    }
  }

  /// Radial speed, height and elevation may be missing, but not out of all bounds.
  private func acceptsAsides(_ plot: Plot) -> Bool {
    (plot.rangeRateMPS.isNaN || abs(plot.rangeRateMPS) < 1e5)
      && (plot.heightM.isNaN || abs(plot.heightM) < 1e6)
      && (plot.elevationRad.isNaN || abs(plot.elevationRad) <= .pi / 2)
  }
}
