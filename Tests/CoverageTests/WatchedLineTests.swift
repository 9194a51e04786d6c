// Is the line cut where geodesics say, and is its watched share what counting each cell gives?
//
// SPDX-License-Identifier: Apache-2.0

import Coverage
import Geo
import Testing

@Suite struct WatchedLineTests {
  private static func point(_ latitudeDeg: Double, _ longitudeDeg: Double) -> GeoPoint {
    GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
  }

  private static let pieces = [
    [point(47.0, 35.0), point(47.4, 35.9), point(48.1, 36.2)],
    [point(48.3, 36.4), point(48.31, 36.4)],
  ]

  @Test func `cells are as long as the line, each middle as far along as it should be`() {
    let cells = LineCells(pieces: Self.pieces)
    let pieceM = Self.pieces.map { Geodesic.lengthM(path: $0) }
    #expect(abs(cells.lengthM - pieceM[0] - pieceM[1]) < 1e-6)
    let firstCount = Int((pieceM[0] / 100).rounded(.up))
    #expect(cells.pieceStart == [0, firstCount])
    #expect(cells.count == firstCount + Int((pieceM[1] / 100).rounded(.up)))
    // Along the first leg the way from its start is the distance itself.
    for cell in stride(from: 0, to: 500, by: 7) {
      let alongM = Geodesic.distanceM(from: Self.pieces[0][0], to: cells.points[cell])
      #expect(abs(alongM - (Double(cell) * 100 + 50)) < 1e-6)
    }
    // Across the corner: from the last vertex back.
    let lastM = Geodesic.distanceM(from: cells.points[firstCount - 10], to: Self.pieces[0][2])
    #expect(abs(lastM - (pieceM[0] - Double(firstCount - 10) * 100 - 50)) < 1e-6)
    let index = LineIndex(pieces: Self.pieces)
    #expect(cells.points.allSatisfy { index.nearest(to: $0).distanceM < 0.001 })
  }

  @Test func `a stretch in kilometres has the cells whose middles lie in it`() {
    let cells = LineCells(pieces: Self.pieces)
    #expect(cells.cells(withinKm: 0...1) == 0..<10)
    #expect(cells.cells(withinKm: 12...15.5) == 120..<155)
    #expect(cells.cells(withinKm: 0...10_000) == 0..<cells.count)
    #expect(cells.cells(withinKm: 5_000...6_000).isEmpty)
  }

  @Test func `the watched time of each cell is what counting its milliseconds gives`() {
    var random = Draw(11)
    let window = Int64(10)..<100
    for round in 0..<200 {
      let watches = (0..<6).map { _ in
        let from = Int.random(in: 0...30, using: &random)
        return CellWatch(
          cells: [from..<(from + Int.random(in: 0...9, using: &random))],
          spans: Spans(random.ranges(count: 2)),
          blindShare: round % 2 == 0 ? 0 : Double.random(in: 0...1, using: &random))
      }
      let line = WatchedLine(watches, cellCount: 40, window: window)
      for cell in 0..<40 {
        var sum = 0.0
        for ms in window {
          var blind = 1.0
          for watch in watches
          where watch.cells[0].contains(cell) && watch.spans.contains(ms) {
            blind *= watch.blindShare
          }
          sum += 1 - blind
        }
        #expect(abs(line.watchedMs[cell] - sum) < 1e-9)
      }
    }
  }

  @Test func `the share of a line counts metres, not cells`() {
    // 1,112 m in cells of 1,000 m: one long and one short cell, the short one watched all the time.
    let cells = LineCells(
      pieces: [[Self.point(48.3, 36.4), Self.point(48.31, 36.4)]], cellLengthM: 1_000)
    #expect(cells.count == 2)
    let watched = WatchedLine(
      [CellWatch(cells: [1..<2], spans: Spans(0..<100))], cellCount: 2, window: 0..<100)
    let share = cells.lengthM(of: 1) / cells.lengthM
    #expect(abs((watched.share(of: [0..<2], in: cells) ?? 0) - share) < 1e-12)
    #expect(share > 0.1 && share < 0.11)
    #expect(watched.share(of: [], in: cells) == nil)
  }
}
