// Metres east and north of a place, for distances of some tens of kilometres.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// A plane that touches the WGS-84 ellipsoid at its origin.
///
/// - Error: at most distance / 12,742 km × tan(latitude) of the distance, because meridians converge:
///   at latitude 48 degrees 0.1 % at 10 km and 0.4 % at 50 km. Use `Geodesic` where that matters.
public struct LocalPlane: Sendable {
  public let origin: GeoPoint
  private let metresPerDegEast: Double
  private let metresPerDegNorth: Double

  public init(origin: GeoPoint) {
    self.origin = origin
    let latitudeRad = origin.latitudeDeg * .pi / 180
    let sine = sin(latitudeRad)
    let w = (1 - 0.00669437999014 * sine * sine).squareRoot()
    metresPerDegNorth = 6_378_137 * (1 - 0.00669437999014) / (w * w * w) * .pi / 180
    metresPerDegEast = max(1e-6, 6_378_137 / w * cos(latitudeRad) * .pi / 180)
  }

  static func cosine(latitudeDeg: Double) -> Double { cos(latitudeDeg * .pi / 180) }

  public func metres(_ point: GeoPoint) -> (eastM: Double, northM: Double) {
    (
      (point.longitudeDeg - origin.longitudeDeg) * metresPerDegEast,
      (point.latitudeDeg - origin.latitudeDeg) * metresPerDegNorth
    )
  }

  public func point(eastM: Double, northM: Double) -> GeoPoint {
    GeoPoint(
      latitudeDeg: origin.latitudeDeg + northM / metresPerDegNorth,
      longitudeDeg: origin.longitudeDeg + eastM / metresPerDegEast)
  }
}
