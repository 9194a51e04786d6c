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

  /// Cell, latitude and longitude of its middle, by GeographicLib 2.1 (`Geodesic.WGS84.Direct` from the
  /// start of each leg).
  static let peers: [(cell: Int, latitudeDeg: Double, longitudeDeg: Double)] = [
    (0, 47.0002478315389, 35.00054859939731), (123, 47.06113409875438, 35.135658280751535),
    (400, 47.19766353248563, 35.44105679624909), (760, 47.373873731950866, 35.84030571761003),
    (900, 47.4746753813619, 35.931605404137656), (1_200, 47.73395252962976, 36.042072839397676),
  ]

  @Test(arguments: peers)
  func `middles of cells lie where GeographicLib puts them`(
    peer: (cell: Int, latitudeDeg: Double, longitudeDeg: Double)
  ) {
    let point = LineCells(pieces: Self.pieces).points[peer.cell]
    // 1e-10 degrees are 0.01 mm.
    #expect(abs(point.latitudeDeg - peer.latitudeDeg) < 1e-10)
    #expect(abs(point.longitudeDeg - peer.longitudeDeg) < 1e-10)
  }

  @Test
  func `the line is as long as GeographicLib says, and points lie in space where PROJ puts them`() {
    let cells = LineCells(pieces: Array(Self.pieces.prefix(1)))
    #expect(abs(cells.lengthM - 162_427.54746985354) < 1e-5)
    // PROJ 9.5, EPSG:4979 to EPSG:4978.
    let peer = SIMD3(3_392_155.0017857677, 2_602_892.080278038, 4_716_876.330115406)
    let own = Self.point(48, 37.5).earthCentredM - peer
    #expect(abs(own.x) < 1e-6 && abs(own.y) < 1e-6 && abs(own.z) < 1e-6)
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
