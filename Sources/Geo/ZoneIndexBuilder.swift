// How are zones laid out so that one cell of a grid tells where a point is?
//
// SPDX-License-Identifier: Apache-2.0

/// Rounds the vertices, chooses the grid, and writes down for each cell what runs through it.
struct ZoneIndexBuilder {
  private(set) var grid = ZoneGrid(low: Vertex(x: 0, y: 0), high: Vertex(x: 1, y: 1), cellCount: 1)
  private(set) var vertices: [Vertex] = []
  private(set) var cellStart: [UInt32] = []
  private(set) var words: [UInt32] = []
  private var ringsOfZone: [[Range<Int>]] = []

  /// Consecutive edges of a zone within one cell.
  private struct Run {
    var cell: UInt32
    var first: UInt32
    var count: UInt32
  }

  /// What the cells of one zone hold, over the part of the grid that the zone takes up.
  private struct Sheet {
    let columns: ClosedRange<Int>
    let rows: ClosedRange<Int>
    var hasEdges: [Bool]
    var isCornerInside: [Bool]

    func index(_ column: Int, _ row: Int) -> Int {
      (row - rows.lowerBound) * columns.count + column - columns.lowerBound
    }
  }

  init(_ zones: [[ZoneIndex.Polygon]]) {
    vertices.reserveCapacity(
      zones.joined().reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.count + 1 } })
    for zone in zones {
      var rings: [Range<Int>] = []
      for ring in zone.lazy.flatMap(\.rings) {
        let first = vertices.count
        appendClosed(ring)
        if vertices.count - first >= 4 {
          rings.append(first..<vertices.count)
        } else {
          vertices.removeSubrange(first...)
        }
      }
      ringsOfZone.append(rings)
    }
  }

  /// Repeated points are dropped; the first is put at the end.
  private mutating func appendClosed(_ ring: [GeoPoint]) {
    let first = vertices.count
    for point in ring {
      let vertex = Vertex(
        x: FixedPoint.rounded(point.longitudeDeg), y: FixedPoint.rounded(point.latitudeDeg))
      if vertices.count == first || vertices[vertices.count - 1] != vertex {
        vertices.append(vertex)
      }
    }
    if vertices.count > first, vertices[vertices.count - 1] != vertices[first] {
      vertices.append(vertices[first])
    }
  }

  consuming func build() -> ZoneIndexBuilder {
    guard let box = box(of: 0..<vertices.count) else {
      cellStart = [UInt32](repeating: 0, count: grid.cellCount + 1)
      return self
    }
    grid = ZoneGrid(low: box.low, high: box.high, cellCount: cellCount(over: box))
    // Once to count the words of each cell, once to write them: no list of them in between.
    cellStart = [UInt32](repeating: 0, count: grid.cellCount + 1)
    for zone in ringsOfZone.indices {
      forEachEntry(zone) { cell, _, runs in
        cellStart[cell + 1] += runs.isEmpty ? 1 : 2 + 2 * UInt32(runs.count)
      }
    }
    for cell in 0..<grid.cellCount { cellStart[cell + 1] += cellStart[cell] }
    words = [UInt32](repeating: 0, count: Int(cellStart[grid.cellCount]))
    var next = cellStart
    for zone in ringsOfZone.indices {
      forEachEntry(zone) { cell, isCornerInside, runs in
        var at = Int(next[cell])
        words[at] =
          CellEntry(zone: zone, isCornerInside: isCornerInside, hasEdges: !runs.isEmpty).word
        at += 1
        if !runs.isEmpty {
          words[at] = UInt32(runs.count)
          at += 1
          for run in runs {
            words[at] = run.first
            words[at + 1] = run.count
            at += 2
          }
        }
        next[cell] = UInt32(at)
      }
    }
    return self
  }

  private func box(of range: Range<Int>) -> (low: Vertex, high: Vertex)? {
    guard let first = vertices[range].first else { return nil }
    var (low, high) = (first, first)
    for vertex in vertices[range] {
      low = Vertex(x: min(low.x, vertex.x), y: min(low.y, vertex.y))
      high = Vertex(x: max(high.x, vertex.x), y: max(high.y, vertex.y))
    }
    return (low, high)
  }

  /// As many cells as half the bytes of the vertices pay for, if cells without edges are the most:
  /// a word for the cell and one for each zone over it.
  private func cellCount(over box: (low: Vertex, high: Vertex)) -> Int {
    let whole = area(box)
    var covered = 0.0
    for ring in ringsOfZone.joined() { covered += self.box(of: ring).map(area) ?? 0 }
    let wordsPerCell = 1 + 0.7 * covered / whole
    let budget = Double(max(vertices.count * 8 / 2, 16_384)) / 4
    return max(16, Int(budget * 0.6 / wordsPerCell))
  }

  private func area(_ box: (low: Vertex, high: Vertex)) -> Double {
    (Double(box.high.x) - Double(box.low.x) + 2) * (Double(box.high.y) - Double(box.low.y) + 2)
  }

  /// Calls `body` with each cell that a zone has part in.
  private func forEachEntry(
    _ zone: Int, _ body: (_ cell: Int, _ isCornerInside: Bool, _ runs: ArraySlice<Run>) -> Void
  ) {
    let rings = ringsOfZone[zone]
    guard let from = rings.first?.lowerBound, let to = rings.last?.upperBound,
      let box = box(of: from..<to)
    else { return }
    let columns = grid.column(Double(box.low.x))...grid.column(Double(box.high.x))
    let rows = grid.row(Double(box.low.y))...grid.row(Double(box.high.y))
    var sheet = Sheet(
      columns: columns, rows: rows,
      hasEdges: [Bool](repeating: false, count: columns.count * rows.count),
      isCornerInside: [Bool](repeating: false, count: columns.count * rows.count))
    let runs = runs(of: rings, &sheet)
    markCorners(of: rings, &sheet)
    var at = 0
    for row in rows {
      for column in columns {
        let index = sheet.index(column, row)
        let cell = row * grid.columnCount + column
        let first = at
        while at < runs.count, runs[at].cell == UInt32(cell) { at += 1 }
        guard at > first || sheet.isCornerInside[index] else { continue }
        body(cell, sheet.isCornerInside[index], runs[first..<at])
      }
    }
  }

  private func runs(of rings: [Range<Int>], _ sheet: inout Sheet) -> [Run] {
    var runs: [Run] = []
    // The latest run of each cell of the sheet, to add the next edge to.
    var latest = [Int32](repeating: -1, count: sheet.hasEdges.count)
    for ring in rings {
      for edge in ring.dropLast() {
        grid.forEachCell(from: vertices[edge], to: vertices[edge + 1]) { column, row in
          guard sheet.columns.contains(column), sheet.rows.contains(row) else { return }
          let index = sheet.index(column, row)
          let known = Int(latest[index])
          if known >= 0, Int(runs[known].first + runs[known].count) == edge,
            ring.contains(Int(runs[known].first))
          {
            runs[known].count += 1
          } else {
            latest[index] = Int32(runs.count)
            runs.append(
              Run(cell: UInt32(row * grid.columnCount + column), first: UInt32(edge), count: 1))
            sheet.hasEdges[index] = true
          }
        }
      }
    }
    return runs.sorted { ($0.cell, $0.first) < ($1.cell, $1.first) }
  }

  /// Finds which south-western corners are inside: every edge that crosses a line between rows
  /// turns all corners to its left.
  private func markCorners(of rings: [Range<Int>], _ sheet: inout Sheet) {
    for ring in rings {
      for i in ring.dropLast() {
        let edge = UprightEdge(vertices[i], vertices[i + 1])
        let rows = grid.row(Double(edge.low.y)) + 1...grid.row(Double(edge.high.y)) + 1
        for row in rows.dropLast() {
          let y = grid.y(ofRow: row)
          let rise = (y - Double(edge.low.y)) / (Double(edge.high.y) - Double(edge.low.y))
          let x = Double(edge.low.x) + rise * (Double(edge.high.x) - Double(edge.low.x))
          // The last corner left of the edge, by the rule that the path will use.
          var column = grid.column(x)
          while edge.isRight(ofX: grid.x(ofColumn: column + 1), y: y) { column += 1 }
          while !edge.isRight(ofX: grid.x(ofColumn: column), y: y) { column -= 1 }
          if column >= sheet.columns.lowerBound {
            sheet.isCornerInside[sheet.index(min(column, sheet.columns.upperBound), row)].toggle()
          }
        }
      }
    }
    for row in sheet.rows {
      var isInside = false
      for column in sheet.columns.reversed() {
        if sheet.isCornerInside[sheet.index(column, row)] { isInside.toggle() }
        sheet.isCornerInside[sheet.index(column, row)] = isInside
      }
    }
  }
}
