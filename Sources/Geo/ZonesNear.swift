// Which zones can matter at a point that is known with an error?
//
// SPDX-License-Identifier: Apache-2.0

extension ZoneIndex {
  /// Cells that are looked through at most; beyond that every zone counts as near.
  private static let cellCountMax = 4_096

  /// Calls `body` with every zone that contains the point or has its border within `reachM` of it;
  /// with some that do not, and with some more than once.
  ///
  /// - Cost: the cells within reach, or all zones where the reach is very long.
  public func forEachZone(near point: GeoPoint, withinM reachM: Double, _ body: (Int) -> Void) {
    forEachZone(containing: point, body)
    // A degree of latitude has at least 110,574 m; of longitude, at the latitude of the reach's far
    // end, at least that times its cosine.
    let reachDeg = reachM / 110_500
    let latitudeDeg = min(89, abs(point.latitudeDeg) + reachDeg)
    let eastDeg = reachDeg / LocalPlane.cosine(latitudeDeg: latitudeDeg)
    let x = FixedPoint.scaled(point.longitudeDeg)
    let y = FixedPoint.scaled(point.latitudeDeg)
    let west = max(0, grid.column(max(-2e9, x - eastDeg * FixedPoint.perDeg) - 1))
    let east = min(grid.columnCount - 1, grid.column(min(2e9, x + eastDeg * FixedPoint.perDeg) + 1))
    let south = max(0, grid.row(max(-2e9, y - reachDeg * FixedPoint.perDeg) - 1))
    let north = min(grid.rowCount - 1, grid.row(min(2e9, y + reachDeg * FixedPoint.perDeg) + 1))
    guard west <= east, south <= north else { return }
    guard (east - west + 1) * (north - south + 1) <= Self.cellCountMax else {
      for zone in 0..<zoneCount { body(zone) }
      return
    }
    for row in south...north {
      for column in west...east {
        scan(column, row) { entry, _ in
          if entry.hasEdges { body(entry.zone) }
          return true
        }
      }
    }
  }
}
