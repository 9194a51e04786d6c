// How high is the ground anywhere, and does it stand between an antenna and a target?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Tiles of one digital elevation model, side by side.
public struct Terrain: Sendable {
  private let tiles: [ElevationTile]

  public init(_ tiles: [ElevationTile]) { self.tiles = tiles }

  /// Metres above the sea; nil where no tile knows it.
  public func heightM(at point: GeoPoint) -> Double? {
    var hint = 0
    return heightM(point.latitudeDeg, point.longitudeDeg, &hint)
  }

  /// - Parameter hint: the tile that was used last is asked first.
  @inline(__always)
  func heightM(_ latitudeDeg: Double, _ longitudeDeg: Double, _ hint: inout Int) -> Double? {
    guard !tiles.isEmpty else { return nil }
    if let heightM = tiles[hint].heightM(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg) {
      return heightM
    }
    for index in tiles.indices where index != hint {
      if let heightM = tiles[index].heightM(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg) {
        hint = index
        return heightM
      }
    }
    return nil
  }

  /// Distance of two heights, metres; the least of all tiles.
  var stepM: Double { (tiles.map(\.rowDeg).min() ?? 1) * 111_195 }

  /// Tiles of a degree that no file knows, around a place, by the names that SRTM gives them.
  public func missingTiles(around point: GeoPoint, reachM: Double) -> [String] {
    let north = reachM / 111_000
    let plane = LocalPlane(origin: point)
    let east = plane.point(eastM: reachM, northM: 0).longitudeDeg - point.longitudeDeg
    var missing: [String] = []
    let rows =
      Int(
        (point.latitudeDeg - north).rounded(.down))...Int(
        (point.latitudeDeg + north).rounded(.down))
    let columns =
      Int(
        (point.longitudeDeg - east).rounded(.down))...Int(
        (point.longitudeDeg + east).rounded(.down))
    for row in rows {
      for column in columns {
        let middle = GeoPoint(
          latitudeDeg: Double(row) + 0.5, longitudeDeg: Double(column) + 0.5)
        if !tiles.contains(where: { $0.box.contains(middle) }) {
          missing.append(
            ElevationTile.name(
              latitudeDeg: middle.latitudeDeg, longitudeDeg: middle.longitudeDeg))
        }
      }
    }
    return missing
  }
}

/// The straight way of a radar beam over an Earth of 4/3 of its radius.
///
/// Between antenna and target each height of the model is held against the beam; where a tile is missing the
/// sea stands for the ground (`CoveragePlan.faults` names it). Without a tile under the antenna the Earth is smooth.
///
/// - Error: the way is straight in latitude and longitude: 80 m beside the geodesic at 60 km.
struct Sightline: Sendable {
  private let terrain: Terrain
  private let radar: Radar
  private let targetHeightM: Double
  /// Above the sea; nil where no tile knows the ground there.
  private let antennaM: Double?
  private let stepM: Double

  init(_ terrain: Terrain, _ radar: Radar, targetHeightM: Double) {
    (self.terrain, self.radar, self.targetHeightM) = (terrain, radar, targetHeightM)
    antennaM = terrain.heightM(at: radar.place).map { $0 + radar.antennaHeightM }
    // Half the distance of two heights: a crest is missed by a quarter of it at most.
    stepM = max(10, terrain.stepM / 2)
  }

  func isClear(to point: GeoPoint) -> Bool {
    let plane = LocalPlane(origin: radar.place)
    let offset = plane.metres(point)
    let distanceM = (offset.eastM * offset.eastM + offset.northM * offset.northM).squareRoot()
    guard let antennaM else {
      return distanceM
        <= RadarHorizon.distanceM(antennaM: radar.antennaHeightM, targetM: targetHeightM)
    }
    var hint = 0
    let groundM =
      terrain.heightM(point.latitudeDeg, point.longitudeDeg, &hint)
      ?? antennaM - radar.antennaHeightM
    let targetM = groundM + targetHeightM
    let count = Int(distanceM / stepM)
    guard count > 1 else { return true }
    let northDeg = point.latitudeDeg - radar.place.latitudeDeg
    let eastDeg = point.longitudeDeg - radar.place.longitudeDeg
    for step in 1..<count {
      let share = Double(step) / Double(count)
      let bulgeM =
        share * (1 - share) * distanceM * distanceM / (2 * RadarHorizon.effectiveRadiusM)
      let beamM = antennaM + (targetM - antennaM) * share - bulgeM
      let heightM = terrain.heightM(
        radar.place.latitudeDeg + northDeg * share,
        radar.place.longitudeDeg + eastDeg * share, &hint)
      // Where no tile knows the ground, the sea stands for it: the curve of the Earth always counts.
      if heightM ?? 0 > beamM { return false }
    }
    return true
  }
}
