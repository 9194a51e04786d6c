// Where is a place in space, seen from a plane that touches the Earth?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// East, north and up in metres from a place on the WGS-84 ellipsoid: straight lines in space.
///
/// - Error: none of its own (a hundredth of a millimetre); lengths between two places are those of the chord, so
///   they need no correction where sound or light goes straight. `LocalPlane` is cheaper and good to
///   0.1 % at 10 km.
public struct TangentPlane: Sendable {
  public let origin: GeoPoint
  /// Mean radius of curvature of the ellipsoid at the origin: the surface lies distance² / 2 radius
  /// below the plane.
  public let radiusM: Double
  private let position: Vector3
  private let east: Vector3
  private let north: Vector3
  private let up: Vector3

  public init(origin: GeoPoint) {
    self.origin = origin
    let surface = SurfacePoint(origin)
    position = surface.position
    up = surface.up
    east = surface.east
    north = surface.up.cross(surface.east)
    radiusM = 1 / (surface.meridianPerM * surface.normalPerM).squareRoot()
  }

  /// - Parameter heightM: above the ellipsoid.
  public func metres(
    _ point: GeoPoint, heightM: Double
  ) -> (eastM: Double, northM: Double, upM: Double) {
    let surface = SurfacePoint(point)
    let away = surface.position + surface.up * heightM - position
    return (away.dot(east), away.dot(north), away.dot(up))
  }

  /// The place below, and its height above the ellipsoid.
  public func point(
    eastM: Double, northM: Double, upM: Double
  ) -> (point: GeoPoint, heightM: Double) {
    (position + east * eastM + north * northM + up * upM).belowEllipsoid()
  }

  /// Where true north of another place points in this plane, clockwise from the plane's own north:
  /// meridians converge, 0.1 degrees over 10 km at latitude 48 degrees.
  public func northRad(at point: GeoPoint) -> Double {
    let surface = SurfacePoint(point)
    let there = surface.up.cross(surface.east)
    return atan2(there.dot(east), there.dot(north))
  }
}
