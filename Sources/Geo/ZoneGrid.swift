// Which edges of which zones run through a cell of the map?
//
// SPDX-License-Identifier: Apache-2.0

/// Coordinates in units of 1e-7 degree, in which zones are kept: 11 mm, or less.
enum FixedPoint {
  static let perDeg = 1e7

  static func rounded(_ angleDeg: Double) -> Int32 { Int32((angleDeg * perDeg).rounded()) }

  /// An angle to ask about. What was meant to be a whole number of units becomes one, so that a
  /// point on a vertex is on it.
  @inline(__always)
  static func scaled(_ angleDeg: Double) -> Double {
    let units = angleDeg * perDeg
    // Adding 1.5 · 2⁵² leaves no room for a fraction; `rounded()` is a call.
    let whole = (units + 0x1.8p52) - 0x1.8p52
    return abs(units - whole) < 1e-5 ? whole : units
  }
}

struct Vertex: Hashable, Sendable {
  var x: Int32
  var y: Int32
}

/// An edge by its lower and upper end, so that both zones that share it judge it alike.
struct UprightEdge {
  let low: Vertex
  let high: Vertex

  @inline(__always)
  init(_ a: Vertex, _ b: Vertex) {
    // A level edge starts in the east: then a point on it counts as above it.
    (low, high) = a.y < b.y || (a.y == b.y && a.x > b.x) ? (a, b) : (b, a)
  }

  /// True when the edge, going on without end, passes to the right of a point at a height that it
  /// spans: `x < (bx - ax) (y - ay) / (by - ay) + ax` without the division.
  @inline(__always)
  func isRight(ofX x: Double, y: Double) -> Bool {
    let lowX = Double(low.x)
    let lowY = Double(low.y)
    return (Double(high.x) - lowX) * (y - lowY) > (Double(high.y) - lowY) * (x - lowX)
  }
}

/// The lines of the grid lie halfway between units, where no vertex can be.
struct ZoneGrid: Sendable {
  let west: Double
  let south: Double
  let cellUnits: Double
  let columnCount: Int
  let rowCount: Int
  private let perUnit: Double

  /// About `cellCount` square cells over a box.
  init(low: Vertex, high: Vertex, cellCount: Int) {
    west = Double(low.x) - 0.5
    south = Double(low.y) - 0.5
    let width = Double(high.x) - Double(low.x) + 2
    let height = Double(high.y) - Double(low.y) + 2
    let side = max((width * height / Double(cellCount)).squareRoot(), max(width, height) / 4_096)
    cellUnits = max(2, side.rounded(.up))
    columnCount = Int(width / cellUnits) + 1
    rowCount = Int(height / cellUnits) + 1
    perUnit = 1 / cellUnits
  }

  var cellCount: Int { columnCount * rowCount }

  @inline(__always)
  func x(ofColumn column: Int) -> Double { west + Double(column) * cellUnits }
  @inline(__always)
  func y(ofRow row: Int) -> Double { south + Double(row) * cellUnits }

  /// Column of a position; below 0 or past the last where it is outside.
  @inline(__always)
  func column(_ x: Double) -> Int { Int(((x - west) * perUnit).rounded(.down)) }
  @inline(__always)
  func row(_ y: Double) -> Int { Int(((y - south) * perUnit).rounded(.down)) }

  /// The cell of a point, or nil outside the grid.
  @inline(__always)
  func cell(x: Double, y: Double) -> (column: Int, row: Int)? {
    let column = (x - west) * perUnit
    let row = (y - south) * perUnit
    guard column >= 0, row >= 0, column < Double(columnCount), row < Double(rowCount) else {
      return nil
    }
    return (Int(column), Int(row))
  }

  /// Calls `body` with every cell that an edge may touch: all that it does, and few others.
  func forEachCell(from a: Vertex, to b: Vertex, _ body: (_ column: Int, _ row: Int) -> Void) {
    let edge = UprightEdge(a, b)
    let rows = row(Double(edge.low.y))...row(Double(edge.high.y))
    let (lowX, lowY) = (Double(edge.low.x), Double(edge.low.y))
    let rise = Double(edge.high.y) - lowY
    let slope = rise > 0 ? (Double(edge.high.x) - lowX) / rise : 0
    for row in rows {
      var (from, to) = (lowX, Double(edge.high.x))
      if rows.count > 1 {
        let bottom = max(y(ofRow: row), lowY)
        let top = min(y(ofRow: row + 1), Double(edge.high.y))
        from = lowX + slope * (bottom - lowY)
        to = lowX + slope * (top - lowY)
      }
      // One unit either way covers the rounding of the two lines above.
      let first = max(0, column(min(from, to) - 1))
      let last = min(columnCount - 1, column(max(from, to) + 1))
      for column in first...max(first, last) { body(column, row) }
    }
  }
}
