// Which zones is a point in, and how far is it from their border?
//
// SPDX-License-Identifier: Apache-2.0

/// Zones as polygons with holes, arranged to be asked by point.
///
/// - Edges are straight in longitude and latitude (RFC 7946); a ring that crosses the date line is
///   to be cut there, as the RFC asks. Inside is what an odd number of rings surrounds.
/// - Border: a point on a western or southern border is inside, on an eastern or northern one
///   outside (the rule that counts an edge when `(ay > y) != (by > y)` and it passes to the right);
///   so of two zones that share a border each point on it is in exactly one.
/// - Error: vertices are rounded to 1e-7 degree, 11 mm or less. Points are not.
/// - Cost: 0.4 µs a point in 1,000 zones of 5,000 vertices, most of it waiting for memory; 54 MiB
///   (`Benchmarks/Zones`). One look-up, then only the edges within one cell of a grid. The cell
///   knows whether its south-western corner is inside, and the edges that cross the path from there
///   to the point, first north and then east, tell whether the point is:
///
///           ·──────┬──── point       each edge that crosses the path
///           │    edge                turns inside to outside
///         corner                     and back
public struct ZoneIndex: Sendable {
  public struct Polygon: Sendable, Hashable {
    /// The outer ring first, then holes; closed or not, in any direction.
    public var rings: [[GeoPoint]]

    public init(rings: [[GeoPoint]]) { self.rings = rings }
  }

  let grid: ZoneGrid
  /// All rings one after the other, each closed; edge `i` runs from vertex `i` to `i + 1`.
  let vertices: [Vertex]
  /// Where the words of each cell start in `words`.
  let cellStart: [UInt32]
  /// For each zone in a cell a `CellEntry`; where edges run through, then a count of runs and for
  /// each its first edge and how many follow.
  let words: [UInt32]
  public let zoneCount: Int

  /// - Parameter zones: zone `i` consists of all polygons of `zones[i]`.
  /// - Precondition: fewer than 2³⁰ zones and 2³² vertices, all on Earth (`faults(inRing:)`).
  public init(zones: [[Polygon]]) {
    let made = ZoneIndexBuilder(zones).build()
    (grid, vertices, cellStart, words) = (made.grid, made.vertices, made.cellStart, made.words)
    zoneCount = zones.count
  }

  /// Bytes that the index holds.
  public var byteCount: Int {
    vertices.capacity * MemoryLayout<Vertex>.stride
      + (cellStart.capacity + words.capacity) * MemoryLayout<UInt32>.stride
  }

  /// Calls `body` with each zone that contains a point, in ascending order.
  @inline(__always)
  public func forEachZone(containing point: GeoPoint, _ body: (Int) -> Void) {
    let x = FixedPoint.scaled(point.longitudeDeg)
    let y = FixedPoint.scaled(point.latitudeDeg)
    guard let cell = grid.cell(x: x, y: y) else { return }
    scan(cell.column, cell.row) { entry, runs in
      if isInside(entry, runs, x, y, cell.column, cell.row) { body(entry.zone) }
      return true
    }
  }

  public func contains(zone: Int, _ point: GeoPoint) -> Bool {
    let x = FixedPoint.scaled(point.longitudeDeg)
    let y = FixedPoint.scaled(point.latitudeDeg)
    guard let cell = grid.cell(x: x, y: y) else { return false }
    var isIn = false
    scan(cell.column, cell.row) { entry, runs in
      if entry.zone == zone { isIn = isInside(entry, runs, x, y, cell.column, cell.row) }
      return entry.zone < zone
    }
    return isIn
  }

  /// Calls `body` with each zone of a cell and the words of its runs, until it returns false.
  @inline(__always)
  func scan(
    _ column: Int, _ row: Int, _ body: (CellEntry, UnsafeBufferPointer<UInt32>.SubSequence) -> Bool
  ) {
    let cell = row * grid.columnCount + column
    words.withUnsafeBufferPointer { words in
      var at = Int(cellStart[cell])
      let end = Int(cellStart[cell + 1])
      while at < end {
        let entry = CellEntry(word: words[at])
        let runs = entry.hasEdges ? at + 2..<at + 2 + 2 * Int(words[at + 1]) : at + 1..<at + 1
        at = runs.upperBound
        if !body(entry, words[runs]) { return }
      }
    }
  }

  @inline(__always)
  private func isInside(
    _ entry: CellEntry, _ runs: UnsafeBufferPointer<UInt32>.SubSequence, _ x: Double, _ y: Double,
    _ column: Int, _ row: Int
  ) -> Bool {
    guard entry.hasEdges else { return true }
    let path = CornerPath(
      cornerX: grid.x(ofColumn: column), cornerY: grid.y(ofRow: row), x: x, y: y)
    return vertices.withUnsafeBufferPointer { vertices in
      var isIn = entry.isCornerInside
      var at = runs.startIndex
      while at < runs.endIndex {
        let first = Int(runs[at])
        var from = vertices[first]
        for i in first + 1...first + Int(runs[at + 1]) {
          let to = vertices[i]
          if path.isCrossed(by: from, to) { isIn.toggle() }
          from = to
        }
        at += 2
      }
      return isIn
    }
  }
}

/// What a cell knows of a zone, in a word.
struct CellEntry {
  let word: UInt32

  init(word: UInt32) { self.word = word }

  init(zone: Int, isCornerInside: Bool, hasEdges: Bool) {
    word = UInt32(zone) << 2 | (isCornerInside ? 2 : 0) | (hasEdges ? 1 : 0)
  }

  var zone: Int { Int(word >> 2) }
  /// Where no edges run through the cell, all of it is inside.
  var isCornerInside: Bool { word & 2 != 0 }
  var hasEdges: Bool { word & 1 != 0 }
}

/// From the south-western corner of a cell north to the height of a point, and then east to it.
struct CornerPath {
  let cornerX: Double
  let cornerY: Double
  let x: Double
  let y: Double

  /// True when an edge crosses the path once; false for none or two crossings.
  @inline(__always)
  func isCrossed(by a: Vertex, _ b: Vertex) -> Bool {
    let isAcross = (Double(a.y) > y) != (Double(b.y) > y)
    let isOverCorner = (Double(a.x) > cornerX) != (Double(b.x) > cornerX)
    guard isAcross || isOverCorner else { return false }
    let edge = UprightEdge(a, b)
    let isRightOfElbow = edge.isRight(ofX: cornerX, y: y)
    var isOdd = false
    if isAcross { isOdd = isRightOfElbow != edge.isRight(ofX: x, y: y) }
    if isOverCorner, isRightOfElbow != edge.isRight(ofX: cornerX, y: cornerY) { isOdd.toggle() }
    return isOdd
  }
}
