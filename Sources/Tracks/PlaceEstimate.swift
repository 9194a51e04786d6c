// Where was it, probably? A place as a Gaussian on a local plane, from a fix or from a bearing.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// A place with its error ellipse: mean in degrees, covariance in square metres, east and north.
struct PlaceEstimate: Hashable, Sendable {
  var mean: GeoPoint
  var varianceEast: Double
  var varianceNorth: Double
  var covariance: Double

  /// How far away something may be that was noticed without a distance.
  static let unknownDistanceM = 0.0...10_000.0

  init(mean: GeoPoint, varianceEast: Double, varianceNorth: Double, covariance: Double) {
    self.mean = mean
    self.varianceEast = varianceEast
    self.varianceNorth = varianceNorth
    self.covariance = covariance
  }

  init(_ place: Place) {
    switch place {
    case .fix(let fix):
      let variance = fix.sigmaM * fix.sigmaM
      self.init(mean: fix.point, varianceEast: variance, varianceNorth: variance, covariance: 0)
    case .bearing(let bearing): self.init(bearing)
    }
  }

  /// A long ellipse along the bearing: the distance is uniform over its range, the width follows
  /// from the bearing's error at the middle of the range.
  private init(_ bearing: Bearing) {
    let range = bearing.distanceM ?? Self.unknownDistanceM
    let middleM = (range.lowerBound + range.upperBound) / 2
    let observer = bearing.observer.sigmaM * bearing.observer.sigmaM
    let spread = range.upperBound - range.lowerBound
    let along = spread * spread / 12 + observer
    let crossM = middleM * bearing.sigmaRad
    let across = crossM * crossM + observer
    let sine = sin(bearing.bearingRad)
    let cosine = cos(bearing.bearingRad)
    let plane = LocalPlane(origin: bearing.observer.point)
    self.init(
      mean: plane.point(eastM: middleM * sine, northM: middleM * cosine),
      varianceEast: along * sine * sine + across * cosine * cosine,
      varianceNorth: along * cosine * cosine + across * sine * sine,
      covariance: (along - across) * sine * cosine)
  }

  /// One sigma of a circle with the ellipse's mean variance.
  var sigmaM: Double { ((varianceEast + varianceNorth) / 2).squareRoot() }

  /// The longest half axis of the ellipse, one sigma.
  var majorSigmaM: Double {
    let half = (varianceEast - varianceNorth) / 2
    return
      ((varianceEast + varianceNorth) / 2 + (half * half + covariance * covariance).squareRoot())
      .squareRoot()
  }

  /// The way from one place to another.
  static func offset(_ from: GeoPoint, _ to: GeoPoint) -> (eastM: Double, northM: Double) {
    LocalPlane(origin: from).metres(to)
  }

  /// Distance between two places in metres and in units of their common error, squared.
  func separation(from other: PlaceEstimate) -> (distanceM: Double, normalisedSquared: Double) {
    let (east, north) = LocalPlane(origin: mean).metres(other.mean)
    let a = varianceEast + other.varianceEast
    let b = covariance + other.covariance
    let c = varianceNorth + other.varianceNorth
    let determinant = a * c - b * b
    let squared = (c * east * east - 2 * b * east * north + a * north * north) / determinant
    return ((east * east + north * north).squareRoot(), squared)
  }

  /// The place that two independent estimates agree on best (their product); crossing bearings meet
  /// here.
  func fused(with other: PlaceEstimate) -> PlaceEstimate {
    let plane = LocalPlane(origin: mean)
    let (east, north) = plane.metres(other.mean)
    let a = varianceEast + other.varianceEast
    let b = covariance + other.covariance
    let c = varianceNorth + other.varianceNorth
    let determinant = a * c - b * b
    // Kalman gain of the other place as a measurement of this one: P (P + R)^-1.
    let g11 = (varianceEast * c - covariance * b) / determinant
    let g12 = (covariance * a - varianceEast * b) / determinant
    let g21 = (covariance * c - varianceNorth * b) / determinant
    let g22 = (varianceNorth * a - covariance * b) / determinant
    return PlaceEstimate(
      mean: plane.point(
        eastM: g11 * east + g12 * north, northM: g21 * east + g22 * north),
      varianceEast: varianceEast - (g11 * varianceEast + g12 * covariance),
      varianceNorth: varianceNorth - (g21 * covariance + g22 * varianceNorth),
      covariance: covariance - (g11 * covariance + g12 * varianceNorth))
  }
}
