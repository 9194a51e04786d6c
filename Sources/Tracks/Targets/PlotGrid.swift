// Which plots of a scan lie near a place?
//
// SPDX-License-Identifier: Apache-2.0

/// The plots of a scan in square cells, sorted by counting.
struct PlotGrid: Sendable {
  private(set) var starts = Run<Int32>()
  private(set) var items = Run<Int32>()
  private var cells = Run<Int32>()
  private(set) var columnCount = 1
  private(set) var west = 0.0
  private(set) var south = 0.0
  private(set) var east = 0.0
  private(set) var north = 0.0
  private var columnsPerM = 0.0
  private var rowsPerM = 0.0

  mutating func fill(_ plots: Run<PlanePlot>) {
    west = .infinity
    south = .infinity
    east = -.infinity
    north = -.infinity
    for index in 0..<plots.count {
      west = min(west, plots[index].x)
      east = max(east, plots[index].x)
      south = min(south, plots[index].y)
      north = max(north, plots[index].y)
    }
    columnCount = min(96, max(1, Int((Double(plots.count) * 6).squareRoot())))
    columnsPerM = Double(columnCount) / max(east - west, 1)
    rowsPerM = Double(columnCount) / max(north - south, 1)
    starts.fill(0, count: columnCount * columnCount + 1)
    cells.fill(0, count: plots.count)
    for index in 0..<plots.count {
      let column = min(columnCount - 1, Int((plots[index].x - west) * columnsPerM))
      let row = min(columnCount - 1, Int((plots[index].y - south) * rowsPerM))
      let cell = row * columnCount + column
      cells[index] = Int32(cell)
      starts[cell + 1] += 1
    }
    for cell in 0..<(columnCount * columnCount) { starts[cell + 1] += starts[cell] }
    items.fill(0, count: plots.count)
    // Backwards, so that each start slides down to where its cell begins.
    for index in 0..<plots.count {
      let cell = Int(cells[index])
      items[Int(starts[cell])] = Int32(index)
      starts[cell] += 1
    }
    var cell = columnCount * columnCount
    while cell > 0 {
      starts[cell] = starts[cell - 1]
      cell -= 1
    }
    starts[0] = 0
  }

  /// Calls with the index of each plot of the cells that a box touches.
  @inline(__always)
  func visit(
    x: Double, y: Double, halfWidth: Double, halfHeight: Double, _ body: (Int32) -> Void
  ) {
    if x + halfWidth < west || x - halfWidth > east { return }
    if y + halfHeight < south || y - halfHeight > north { return }
    let last = Double(columnCount - 1)
    let firstColumn = Int(max(0, min(last, (x - halfWidth - west) * columnsPerM)))
    let lastColumn = Int(max(0, min(last, (x + halfWidth - west) * columnsPerM)))
    let firstRow = Int(max(0, min(last, (y - halfHeight - south) * rowsPerM)))
    let lastRow = Int(max(0, min(last, (y + halfHeight - south) * rowsPerM)))
    for row in firstRow...lastRow {
      let first = starts[row * columnCount + firstColumn]
      let end = starts[row * columnCount + lastColumn + 1]
      for item in first..<end { body(items[Int(item)]) }
    }
  }
}

/// Which plots of earlier scans several contenders claim; keyed by the plots' numbers.
struct PlotTable: Sendable {
  struct Entry: BitwiseCopyable {
    var number: Int32 = -1
    var stamp: Int32 = 0
    var contender: Int32 = -1
    var claimCount: Int32 = 0
    var contested: Int32 = -1
  }

  private(set) var entries = Run<Entry>()
  private var mask = 0
  private var stamp: Int32 = 0

  /// Makes it empty, with room for so many.
  mutating func clear(room: Int) {
    if entries.count < room * 2 {
      var size = 256
      while size < room * 2 { size *= 2 }
      entries.fill(Entry(), count: size)
      mask = size - 1
      stamp = 0
    }
    stamp += 1
  }

  /// The place of a number, made where it is not there.
  @inline(__always)
  func index(of number: Int32) -> Int {
    // Numbers run on from scan to scan, so their lowest bits seldom meet.
    var place = Int(truncatingIfNeeded: number) & mask
    while true {
      if entries[place].stamp != stamp {
        entries[place] = Entry(number: number, stamp: stamp)
        return place
      }
      if entries[place].number == number { return place }
      place = (place + 1) & mask
    }
  }
}
