// How far is a point from the border of a zone?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ZoneIndex {
  /// Metres from a point, inside or outside, to the border of a zone; nil where there is none
  /// within `limitM`. Within 0.1 % up to 100 km, and exact to millimetres near the border.
  ///
  /// - Cost: the cells within the limit or the distance, whichever is less.
  public func borderDistanceM(zone: Int, from point: GeoPoint, limitM: Double) -> Double? {
    var search = BorderSearch(from: point, limitM: limitM)
    let x = FixedPoint.scaled(point.longitudeDeg)
    let y = FixedPoint.scaled(point.latitudeDeg)
    let (column, row) = (grid.column(x), grid.row(y))
    let cellM = min(search.metresPerUnitX, search.metresPerUnitY) * grid.cellUnits
    let outermost = max(
      abs(column), abs(column - grid.columnCount), abs(row), abs(row - grid.rowCount))
    var ring = 0
    // Cells in square rings around the point: the next ring is at least `ring - 1` cells away.
    while ring <= outermost, Double(ring - 1) * cellM < search.bestM {
      for r in max(0, row - ring)..<max(0, row - ring, min(grid.rowCount, row + ring + 1)) {
        if abs(r - row) == ring {
          for c in max(0, column - ring)...max(0, column - ring, column + ring)
          where c < grid.columnCount {
            look(at: c, r, zone, &search)
          }
        } else {
          for c in [column - ring, column + ring] where c >= 0 && c < grid.columnCount {
            look(at: c, r, zone, &search)
          }
        }
      }
      ring += 1
    }
    return search.bestM < limitM ? search.bestM : nil
  }

  private func look(at column: Int, _ row: Int, _ zone: Int, _ search: inout BorderSearch) {
    scan(column, row) { entry, runs in
      if entry.zone == zone, entry.hasEdges {
        for at in stride(from: runs.startIndex, to: runs.endIndex, by: 2) {
          let first = Int(runs[at])
          for i in first..<first + Int(runs[at + 1]) {
            search.test(vertices[i], vertices[i + 1])
          }
        }
      }
      return entry.zone < zone
    }
  }
}

/// The nearest edge so far, on a map that is true to scale at the point and around it.
private struct BorderSearch {
  let longitudeUnits: Double
  let latitudeUnits: Double
  let metresPerUnitX: Double
  let metresPerUnitY: Double
  /// How the length of a unit eastwards shrinks for each unit northwards, to the middle latitude.
  let shrinkPerUnit: Double
  var bestM: Double

  init(from point: GeoPoint, limitM: Double) {
    longitudeUnits = point.longitudeDeg * FixedPoint.perDeg
    latitudeUnits = point.latitudeDeg * FixedPoint.perDeg
    let surface = SurfacePoint(point)
    let radPerUnit = Angles.radPerDeg / FixedPoint.perDeg
    let cosLat = max(1e-9, cos(point.latitudeDeg * Angles.radPerDeg))
    metresPerUnitX = radPerUnit * cosLat / surface.normalPerM
    metresPerUnitY = radPerUnit / surface.meridianPerM
    shrinkPerUnit = tan(point.latitudeDeg * Angles.radPerDeg) * radPerUnit / 2
    bestM = limitM
  }

  private func metres(_ vertex: Vertex) -> (x: Double, y: Double) {
    let north = Double(vertex.y) - latitudeUnits
    let east = (Double(vertex.x) - longitudeUnits) * metresPerUnitX
    return (east * (1 - shrinkPerUnit * north), north * metresPerUnitY)
  }

  mutating func test(_ from: Vertex, _ to: Vertex) {
    let a = metres(from)
    let b = metres(to)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let squared = dx * dx + dy * dy
    let t = squared > 0 ? max(0, min(1, -(a.x * dx + a.y * dy) / squared)) : 0
    let (x, y) = (a.x + t * dx, a.y + t * dy)
    let distanceM = (x * x + y * y).squareRoot()
    if distanceM < bestM { bestM = distanceM }
  }
}
