// For how long was each cell of the line watched, and which share of it is that?
//
// SPDX-License-Identifier: Apache-2.0

/// Who watched which cells, and when.
public struct CellWatch: Hashable, Sendable {
  public var cells: [Range<Int>]
  public var spans: Spans
  /// Share of that time in which nothing could be seen, 0 to 1, nobody knows when.
  public var blindShare: Double

  public init(cells: [Range<Int>], spans: Spans, blindShare: Double = 0) {
    (self.cells, self.spans, self.blindShare) = (cells, spans, blindShare)
  }
}

/// The time in which at least one watched, cell by cell.
///
/// Time of which a share was blind counts as 1 less the product of the blind shares of all who watched.
public struct WatchedLine: Sendable {
  /// Milliseconds by cell.
  public let watchedMs: [Double]
  public let windowMs: Double

  public init(watchedMs: [Double], windowMs: Double) {
    (self.watchedMs, self.windowMs) = (watchedMs, windowMs)
  }

  /// - Cost: what the cells change by, not the cells: stretches with the same watches are added up once.
  public init(_ watches: [CellWatch], cellCount: Int, window: Range<Int64>) {
    let watches = watches.map { watch in
      CellWatch(
        cells: watch.cells, spans: watch.spans.clipped(to: window), blindShare: watch.blindShare)
    }
    var edges: [(cell: Int, watch: Int, delta: Int)] = []
    for (index, watch) in watches.enumerated() where !watch.spans.isEmpty {
      for run in watch.cells where !run.isEmpty {
        edges.append((run.lowerBound, index, 1))
        edges.append((run.upperBound, index, -1))
      }
    }
    edges.sort { ($0.cell, $0.watch, $0.delta) < ($1.cell, $1.watch, $1.delta) }
    var sums = [Double](repeating: 0, count: cellCount)
    var depth = [Int](repeating: 0, count: watches.count)
    var at = 0
    while at < edges.count {
      let cell = edges[at].cell
      while at < edges.count, edges[at].cell == cell {
        depth[edges[at].watch] += edges[at].delta
        at += 1
      }
      let end = min(at < edges.count ? edges[at].cell : cell, cellCount)
      guard cell < end else { continue }
      let ms = Self.watchedMs(watches.indices.filter { depth[$0] > 0 }.map { watches[$0] })
      for cell in cell..<end { sums[cell] = ms }
    }
    watchedMs = sums
    windowMs = Double(window.upperBound - window.lowerBound)
  }

  private static func watchedMs(_ watches: [CellWatch]) -> Double {
    guard watches.contains(where: { $0.blindShare > 0 }) else {
      return Double(Spans(watches.flatMap(\.spans.ranges)).lengthMs)
    }
    let edges = Set(watches.flatMap { $0.spans.ranges.flatMap { [$0.lowerBound, $0.upperBound] } })
      .sorted()
    var sum = 0.0
    for (fromMs, untilMs) in zip(edges, edges.dropFirst()) {
      var blind = 1.0
      for watch in watches where watch.spans.contains(fromMs) { blind *= watch.blindShare }
      sum += Double(untilMs - fromMs) * (1 - blind)
    }
    return sum
  }

  /// Mean share, 0 to 1, of the length of some cells that was watched over the window; nil where there
  /// is no length or no time.
  public func share(of runs: [Range<Int>], in cells: LineCells) -> Double? {
    var (sum, length) = (0.0, 0.0)
    for cell in runs.joined() {
      let cellM = cells.lengthM(of: cell)
      sum += cellM * watchedMs[cell]
      length += cellM
    }
    return length > 0 && windowMs > 0 ? sum / (length * windowMs) : nil
  }
}
