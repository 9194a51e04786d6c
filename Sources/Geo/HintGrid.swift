// Where is a good first guess at the nearest segment?
//
// SPDX-License-Identifier: Apache-2.0

/// For each cell of a grid around the line, the segment nearest to the cell's middle. It gives a
/// search its first bound, so that it need not find one on the way down.
struct HintGrid {
  private static let marginDeg = 2.0
  private static let sideMax = 256.0

  private let south: Double
  private let west: Double
  private let rowCount: Int
  private let columnCount: Int
  private let cellDeg: Double
  private var segmentOfCell: [Int32]

  /// Of as many cells as the segments are worth: the square of four times the root of their count.
  init(around pieces: [[GeoPoint]], segmentCount: Int) {
    let points = pieces.joined()
    let origin = points.first?.longitudeDeg ?? 0
    var (low, high) = ((90.0, 0.0), (-90.0, 0.0))
    for point in points {
      let east = (point.longitudeDeg - origin).remainder(dividingBy: 360)
      low = (min(low.0, point.latitudeDeg), min(low.1, east))
      high = (max(high.0, point.latitudeDeg), max(high.1, east))
    }
    south = low.0 - Self.marginDeg
    west = origin + low.1 - 2 * Self.marginDeg
    let height = high.0 - low.0 + 2 * Self.marginDeg
    let width = high.1 - low.1 + 4 * Self.marginDeg
    let side = min(Self.sideMax, 4 * Double(segmentCount).squareRoot())
    cellDeg = max(0.02, max(height, width) / side)
    rowCount = Int(height / cellDeg) + 1
    columnCount = Int(width / cellDeg) + 1
    segmentOfCell = [Int32](repeating: 0, count: rowCount * columnCount)
  }

  mutating func fill(_ nearest: (GeoPoint, Int32) -> Int32) {
    var hint: Int32 = 0
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        hint = nearest(
          GeoPoint(
            latitudeDeg: south + (Double(row) + 0.5) * cellDeg,
            longitudeDeg: west + (Double(column) + 0.5) * cellDeg), hint)
        segmentOfCell[row * columnCount + column] = hint
      }
    }
  }

  @inline(__always)
  func segment(near point: GeoPoint) -> Int32 {
    var east = point.longitudeDeg - west
    if east < 0 { east += 360 } else if east >= 360 { east -= 360 }
    let row = max(0, min(Double(rowCount - 1), (point.latitudeDeg - south) / cellDeg))
    let column = max(0, min(Double(columnCount - 1), east / cellDeg))
    return segmentOfCell[Int(row) * columnCount + Int(column)]
  }
}
