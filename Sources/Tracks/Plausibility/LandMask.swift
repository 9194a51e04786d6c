// Is a place so far inland that no vessel floats there?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Land, lakes and rivers of a map, asked how far a place lies from the next water.
///
/// - Error: that of the map. Natural Earth at 1:10 million generalises coasts by up to some
///   kilometres, leaves out canals and smaller rivers, and draws a river as one line; so a place
///   counts as inland from `toleranceM` on.
///   Of 42 harbours between the Danube and the Don all lie within 3.0 km of the drawn water but those
///   on canals that it lacks (Danube-Black Sea, Varna lakes: 17 km); give such canals as `courses`.
public struct LandMask: Sendable {
  /// Zone 0 is land, zone 1 water on it.
  private let zones: ZoneIndex
  /// Coasts, shores of lakes and courses of rivers.
  private let shores: LineIndex?
  public let toleranceM: Double

  /// - Parameter land: polygons with holes.
  /// - Parameter water: lakes and reservoirs on the land.
  /// - Parameter courses: rivers and canals as lines.
  /// - Parameter toleranceM: to the next shore or course of a river.
  public init(
    land: [ZoneIndex.Polygon], water: [ZoneIndex.Polygon] = [], courses: [[GeoPoint]] = [],
    toleranceM: Double = 4_000
  ) {
    zones = ZoneIndex(zones: [land, water])
    var lines = (land + water).flatMap(\.rings).map { ring in
      ring.first == ring.last ? ring : ring + ring.prefix(1)
    }
    lines += courses
    let usable = lines.filter { Set($0).count > 1 }
    shores = usable.isEmpty ? nil : LineIndex(pieces: usable)
    self.toleranceM = toleranceM
  }

  /// Metres to the next water where that is more than the tolerance; nil elsewhere.
  public func inlandM(_ point: GeoPoint) -> Double? {
    guard let shores, zones.contains(zone: 0, point), !zones.contains(zone: 1, point) else {
      return nil
    }
    let distanceM = shores.signedDistance(to: point).distanceM
    return distanceM > toleranceM ? distanceM : nil
  }
}
