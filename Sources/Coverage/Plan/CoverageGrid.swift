// What does a plan give: how much is watched, by how many, when again, and where and when not?
//
// SPDX-License-Identifier: Apache-2.0

/// The number of independent means for each cell and slot.
public struct CoverageGrid: Sendable {
  public let ground: CoverageGround
  public let slots: Slots
  let counts: LayeredCounts
  let night: [UInt64]

  /// From 0 to 15; 15 stands for 15 and more.
  public func count(cell: Int, slot: Int) -> Int {
    counts.count(cell * slots.wordCount + slot / 64, bit: slot % 64)
  }

  public func isNight(cell: Int, slot: Int) -> Bool {
    night[cell * slots.wordCount + slot / 64] >> UInt64(slot % 64) & 1 == 1
  }

  /// Slots of a cell in which at least so many watch.
  public func mask(atLeast least: Int, cell: Int) -> [UInt64] {
    let all = slots.all
    return (0..<slots.wordCount).map { word in
      counts.atLeast(least, cell * slots.wordCount + word) & all[word]
    }
  }

  // MARK: Shares

  /// Mean share, 0 to 1, of the length of some cells that at least so many watch; by day or night, or at
  /// all times. Nil where there is no such time or length.
  public func share(
    atLeast least: Int, light: Light? = nil, of runs: [Range<Int>]? = nil
  ) -> Double? {
    let all = slots.all
    var (watched, whole) = (0.0, 0.0)
    for cell in (runs ?? [0..<ground.cells.count]).joined() {
      var (seen, asked) = (0, 0)
      for word in 0..<slots.wordCount {
        let at = cell * slots.wordCount + word
        var time = all[word]
        switch light {
        case .night: time &= night[at]
        case .day: time &= ~night[at]
        case nil: break
        }
        asked += time.nonzeroBitCount
        seen += (counts.atLeast(least, at) & time).nonzeroBitCount
      }
      let lengthM = ground.cells.lengthM(of: cell)
      watched += lengthM * Double(seen)
      whole += lengthM * Double(asked)
    }
    return whole > 0 ? watched / whole : nil
  }

  public func share(atLeast least: Int, light: Light? = nil, sector: String) -> Double? {
    ground.runs(ofSector: sector).flatMap { share(atLeast: least, light: light, of: $0) }
  }

  /// The time in which at least so many watched, as it is kept for real operations.
  public func watched(atLeast least: Int = 1) -> WatchedLine {
    let ms = Double(slots.lengthMs)
    return WatchedLine(
      watchedMs: (0..<ground.cells.count).map { cell in
        mask(atLeast: least, cell: cell).reduce(0) { $0 + Double($1.nonzeroBitCount) * ms }
      }, windowMs: Double(slots.untilMs - slots.fromMs))
  }

  // MARK: Gaps

  /// The longest time in which nobody watches a cell, milliseconds: from one look to the next, or to an end
  /// of the window.
  public func revisitMs(cell: Int, atLeast least: Int = 1) -> Int64 {
    let blind = Spans(slots.window).subtracting(slots.spans(mask(atLeast: least, cell: cell)))
    return blind.ranges.map { $0.upperBound - $0.lowerBound }.max() ?? 0
  }

  /// The longest of a stretch.
  public func revisitMs(of cells: Range<Int>, atLeast least: Int = 1) -> Int64 {
    cells.map { revisitMs(cell: $0, atLeast: least) }.max() ?? 0
  }

  /// A stretch of the line for a time in which fewer than asked for watch.
  public struct Gap: Hashable, Sendable {
    public let fromKm: Double
    public let untilKm: Double
    public let fromMs: Int64
    public let untilMs: Int64
  }

  /// All gaps: neighbouring cells that lack the same time are one. Ordered by time, then by kilometre.
  ///
  /// - Parameters:
  ///   - leastKm, leastMs: what is smaller is left out.
  public func gaps(below least: Int = 1, leastKm: Double = 0, leastMs: Int64 = 0) -> [Gap] {
    var open: [Range<Int64>: Int] = [:]
    var gaps: [Gap] = []
    func close(_ range: Range<Int64>, _ first: Int, _ end: Int) {
      let (fromKm, untilKm) = (
        ground.cells.startM[first] / 1_000, ground.cells.startM[end] / 1_000
      )
      guard untilKm - fromKm >= leastKm, range.upperBound - range.lowerBound >= leastMs else {
        return
      }
      gaps.append(
        Gap(
          fromKm: fromKm, untilKm: untilKm, fromMs: range.lowerBound, untilMs: range.upperBound))
    }
    let pieceStarts = Set(ground.cells.pieceStart)
    var before: [UInt64] = []
    for cell in 0...ground.cells.count {
      let mask = cell < ground.cells.count ? mask(atLeast: least, cell: cell) : []
      // Most cells are like the one before.
      if mask == before, !pieceStarts.contains(cell) { continue }
      let blind =
        cell < ground.cells.count
        ? Spans(slots.window).subtracting(slots.spans(mask)).ranges : []
      let isNewPiece = pieceStarts.contains(cell)
      for (range, first) in open where isNewPiece || !blind.contains(range) {
        close(range, first, cell)
        open[range] = nil
      }
      for range in blind where open[range] == nil { open[range] = cell }
      before = mask
    }
    return gaps.sorted {
      ($0.fromMs, $0.fromKm, $0.untilMs) < ($1.fromMs, $1.fromKm, $1.untilMs)
    }
  }

  // MARK: Strip

  /// Least number of means in each field of a strip: kilometres on one axis, time on the other. Rows are
  /// steps of time, fields kilometres.
  public func strip(kmPerField: Double, slotsPerRow: Int) -> [[Int]] {
    let fieldCount = max(1, Int((ground.cells.lengthM / 1_000 / kmPerField).rounded(.up)))
    let rowCount = (slots.count + slotsPerRow - 1) / slotsPerRow
    var strip = [[Int]](
      repeating: [Int](repeating: LayeredCounts.most, count: fieldCount), count: rowCount)
    for cell in 0..<ground.cells.count {
      let field = min(fieldCount - 1, Int(ground.cells.startM[cell] / 1_000 / kmPerField))
      for slot in 0..<slots.count {
        let row = slot / slotsPerRow
        strip[row][field] = min(strip[row][field], count(cell: cell, slot: slot))
      }
    }
    return strip
  }
}
