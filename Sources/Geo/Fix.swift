// Where was a thing measured to be, and how well?
//
// SPDX-License-Identifier: Apache-2.0

/// A horizontal position on the WGS-84 ellipsoid with its one-sigma error.
///
/// - Units: degrees for the angles, metres for the error.
/// - Source: the feed that made it. Satellite pixels get theirs from scan and track width, radar
///   plots from the sensor's calibration record.
/// - Error: `sigmaM` is the standard deviation along each horizontal axis, axes independent. A
///   stated 95 % radius is divided by 2.448, the 95 % point of a Rayleigh distribution.
public struct Fix: Hashable, Sendable {
  public let point: GeoPoint
  public let sigmaM: Double

  /// - Throws: `FixError` naming the first property that is out of range or not a number.
  public init(latitudeDeg: Double, longitudeDeg: Double, sigmaM: Double) throws(FixError) {
    guard (-90...90).contains(latitudeDeg) else { throw .latitude(latitudeDeg) }
    guard (-180...180).contains(longitudeDeg) else { throw .longitude(longitudeDeg) }
    // A zero error would give a report infinite weight, so it is refused here, once.
    guard sigmaM > 0, sigmaM.isFinite else { throw .sigma(sigmaM) }
    self.point = GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
    self.sigmaM = sigmaM
  }
}

/// Says which property of a position is unusable, with its value.
public enum FixError: Error, Hashable, Sendable, CustomStringConvertible {
  case latitude(Double)
  case longitude(Double)
  case sigma(Double)

  public var description: String {
    switch self {
    case .latitude(let value): "latitude \(value) is not within -90 to 90 degrees"
    case .longitude(let value): "longitude \(value) is not within -180 to 180 degrees"
    case .sigma(let value): "position error \(value) m is not a positive number"
    }
  }
}
