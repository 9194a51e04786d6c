// Where is a place on the ellipsoid?
//
// SPDX-License-Identifier: Apache-2.0

/// A horizontal position on the WGS-84 ellipsoid.
///
/// - Units: degrees. Latitude is geodetic, north positive, `-90...90`; longitude is east positive,
///   `-180...180`.
/// - Error: none of its own; a position that was measured is a `Fix`.
public struct GeoPoint: Hashable, Sendable {
  public var latitudeDeg: Double
  public var longitudeDeg: Double

  public init(latitudeDeg: Double, longitudeDeg: Double) {
    self.latitudeDeg = latitudeDeg
    self.longitudeDeg = longitudeDeg
  }

  /// True when both angles are numbers and within their ranges.
  public var isOnEarth: Bool {
    (-90...90).contains(latitudeDeg) && (-180...180).contains(longitudeDeg)
  }
}
