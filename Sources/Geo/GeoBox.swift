// Does a place lie within a span of latitude and longitude?
//
// SPDX-License-Identifier: Apache-2.0

/// A box in latitude and longitude, degrees, borders included. It does not cross the antimeridian.
public struct GeoBox: Hashable, Sendable {
  public let south: Double
  public let west: Double
  public let north: Double
  public let east: Double

  public init(south: Double, west: Double, north: Double, east: Double) {
    self.south = south
    self.west = west
    self.north = north
    self.east = east
  }

  /// The smallest box around the points, widened by `marginDeg`; nil where there are none.
  public init?(around points: some Sequence<GeoPoint>, marginDeg: Double = 0) {
    var box: (south: Double, west: Double, north: Double, east: Double)?
    for point in points {
      let known = box ?? (.infinity, .infinity, -.infinity, -.infinity)
      box = (
        min(known.south, point.latitudeDeg), min(known.west, point.longitudeDeg),
        max(known.north, point.latitudeDeg), max(known.east, point.longitudeDeg)
      )
    }
    guard let box else { return nil }
    self.init(
      south: box.south - marginDeg, west: box.west - marginDeg, north: box.north + marginDeg,
      east: box.east + marginDeg)
  }

  public func contains(_ point: GeoPoint) -> Bool {
    point.latitudeDeg >= south && point.latitudeDeg <= north && point.longitudeDeg >= west
      && point.longitudeDeg <= east
  }
}
