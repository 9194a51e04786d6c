// Where and when was a bang, and how sure is that?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// Errors of place and time that belong together: east and north in metres, time in seconds.
///
/// The axes are those of the plane at the sensors' centre; at 10 km from it they are turned by about
/// 0.1 degrees against true east and north.
public struct BangCovariance: Hashable, Sendable {
  public var eastEastM2: Double
  public var eastNorthM2: Double
  public var northNorthM2: Double
  public var eastTimeMS: Double
  public var northTimeMS: Double
  public var timeTimeS2: Double

  private var halfM2: Double { (eastEastM2 - northNorthM2) / 2 }
  private var rootM2: Double { (halfM2 * halfM2 + eastNorthM2 * eastNorthM2).squareRoot() }
  private var middleM2: Double { (eastEastM2 + northNorthM2) / 2 }

  /// The ellipse's half axes, one sigma; 95 % of true places lie within 2.448 times them.
  public var majorSigmaM: Double { (middleM2 + rootM2).squareRoot() }
  public var minorSigmaM: Double { max(0, middleM2 - rootM2).squareRoot() }

  /// Direction of the long axis, clockwise from north, `0..<π`.
  public var majorRad: Double {
    let angle = atan2(2 * eastNorthM2, northNorthM2 - eastEastM2) / 2
    return angle < 0 ? angle + .pi : angle
  }

  public var timeSigmaS: Double { timeTimeS2.squareRoot() }

  /// Squared distance in units of the error; 5.991 holds 95 %.
  public func normalisedSquared(eastM: Double, northM: Double) -> Double {
    let determinant = eastEastM2 * northNorthM2 - eastNorthM2 * eastNorthM2
    return
      (northNorthM2 * eastM * eastM - 2 * eastNorthM2 * eastM * northM
      + eastEastM2 * northM * northM) / determinant
  }
}

/// An arrival that the location rests on.
public struct BangSupport: Hashable, Sendable {
  public let arrival: SoundArrival
  /// Measured minus expected, seconds.
  public let residualS: Double
  /// Measured minus expected bearing; nil without one.
  public let residualRad: Double?
}

/// An arrival that was left out, and why.
public struct BangRejection: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// It came so many seconds after (before, where negative) the time that the others make.
    case time(residualS: Double)
    /// It came from so many radians beside.
    case bearing(residualRad: Double)
    /// Another arrival of the same sensor fits better.
    case second
    /// It fits, but another bang, or another arrival of the same sensor, may be meant as well.
    case ambiguous
    /// A projectile's shock wave does not come from the bang's place.
    case shockWave
    /// It belongs to no bang that enough sensors heard.
    case unsupported
    /// There were more arrivals at once than are compared.
    case crowded
  }

  public let arrival: SoundArrival
  public let reason: Reason

  public var text: String {
    switch reason {
    case .time(let residualS):
      "\(tenths(abs(residualS))) s \(residualS < 0 ? "before" : "after") the time that the others "
        + "make: an echo, another bang or a clock fault"
    case .bearing(let residualRad):
      "\(tenths(abs(residualRad) * 180 / .pi))° beside the place that the others make"
    case .second: "another arrival of the same sensor fits better"
    case .ambiguous: "fits this bang and another one, so it was not used"
    case .shockWave: "a projectile's shock wave does not come from the place of the bang"
    case .unsupported: "belongs to no bang that enough sensors heard"
    case .crowded: "more arrivals at once than are compared"
    }
  }

  private func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}

/// What a reader should know of a location before using it.
public enum BangRemark: String, CaseIterable, Hashable, Sendable {
  /// As many measurements as unknowns: a wrong one would not show.
  case nothingToSpare
  /// The ellipse is more than five times as long as wide.
  case long
  /// Two places fit; the other one is `alternative`.
  case twoPlaces

  public var text: String {
    switch self {
    case .nothingToSpare: "no measurement to spare: a wrong one would not show"
    case .long: "the sensors fix it across a line better than along it: a long ellipse"
    case .twoPlaces: "a second place fits the arrivals as well"
    }
  }
}

/// A bang with place, time and their errors.
public struct BangLocation: Hashable, Sendable {
  public var point: GeoPoint
  /// Above the WGS-84 ellipsoid; where the sensors do not fix it, the height that was assumed.
  public var heightM: Double
  /// When it banged, milliseconds since 1970.
  public var atMs: Double
  public var covariance: BangCovariance
  /// Sum of the squared residuals over their errors, and the measurements to spare.
  public var chiSquare: Double
  public var freedom: Int
  /// In order of time.
  public var support: [BangSupport]
  public var rejected: [BangRejection]
  public var remarks: [BangRemark]
  /// The other place, where two fit.
  public var alternative: GeoPoint?

  /// In words, for a report.
  public var words: String {
    let major = Int(covariance.majorSigmaM.rounded())
    let minor = Int(covariance.minorSigmaM.rounded())
    let head =
      "\(support.count) arrivals, one sigma \(major) m by \(minor) m, "
      + "\((covariance.timeSigmaS * 1_000).rounded()) ms"
    let left = rejected.map { "left out \($0.arrival.sensor): \($0.text)" }
    return ([head] + remarks.map(\.text) + left).joined(separator: "; ")
  }
}

/// A bang that has no place, and why.
public struct BangRefusal: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case noArrivals
    /// One sensor's time alone.
    case oneTime
    /// One bearing without a flash.
    case oneBearing
    /// Two times: the place lies on a curve.
    case twoTimes
    /// The search went out of the range.
    case outOfRange
    /// The errors along the long axis are greater than any use; one sigma.
    case vague(majorSigmaM: Double)
    /// No place fits more than half of the arrivals.
    case disagree
    /// Two sets of arrivals agree among themselves, each with its own place.
    case twoSets
  }

  public let reason: Reason

  public var text: String {
    switch reason {
    case .noArrivals:
      "There is no arrival that can be used. Give at least three, or two and a bearing."
    case .oneTime:
      "One arrival time gives neither direction nor distance. Add other sensors, or a bearing and "
        + "the time of the flash."
    case .oneBearing:
      "One bearing gives a direction and no distance. Add a second sensor, or the time of the flash."
    case .twoTimes:
      "Two arrival times give a curve of places. Add a third sensor, a bearing or the time of the "
        + "flash."
    case .outOfRange:
      "The arrivals point beyond the range in which sound is located. Look for a sensor nearer to "
        + "it, and check the clocks."
    case .vague(let sigma):
      "The sensors stand so that the place is known to \(Int(min(sigma, 1e9).rounded())) m only. Add "
        + "a sensor aside of their line, or a bearing."
    case .disagree:
      "No place fits more than half of the arrivals. Check the clocks, and whether they are of one "
        + "bang."
    case .twoSets:
      "Two sets of arrivals agree, each with another place. Add an arrival or a bearing that tells "
        + "them apart."
    }
  }
}

/// The answer to a set of arrivals.
public enum BangAnswer: Hashable, Sendable {
  case located(BangLocation)
  case refused(BangRefusal)
}
