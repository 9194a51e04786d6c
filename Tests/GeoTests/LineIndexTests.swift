// Are distance and side of the contact line right, at its bends and ends too?
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

struct LineIndexTests {
  /// Eastwards, then a turn to the north, then east again: a bend of each kind.
  private let bent = LineIndex(pieces: [[at(48, 36), at(48, 37), at(48.5, 37), at(48.5, 38)]])

  @Test(arguments: [
    (at(48.1, 36.5), LineIndex.Side.left), (at(47.9, 36.5), .right),
    // Outside the first bend, where the corner itself is nearest.
    (at(47.9, 37.1), .right), (at(47.99, 37.01), .right), (at(47.5, 37.001), .right),
    // Inside it.
    (at(48.1, 36.9), .left), (at(48.25, 37.1), .right), (at(48.25, 36.9), .left),
    // Outside the second bend.
    (at(48.6, 36.9), .left), (at(48.51, 36.99), .left), (at(49, 36.999), .left),
    // Past the ends.
    (at(48, 35.9), .beyondEnd), (at(48.3, 35.5), .beyondEnd), (at(48.5, 38.1), .beyondEnd),
    (at(48.3, 38.3), .beyondEnd),
  ])
  func `the side holds at bends and is undefined past the ends`(
    _ point: GeoPoint, side: LineIndex.Side
  ) {
    #expect(bent.signedDistance(to: point).side == side)
    #expect(bent.nearest(to: point).side == side)
  }

  @Test func `the side swaps when the line is turned round`() {
    let line = [at(48, 36), at(48, 37), at(48.5, 37), at(48.5, 38)]
    let turned = LineIndex(pieces: [Array(line.reversed())])
    var random = Seeded(1)
    for _ in 0..<2_000 {
      let point = random.point(latitude: 47...49.5, longitude: 35...39)
      let (one, other) = (bent.signedDistance(to: point), turned.signedDistance(to: point))
      #expect(abs(one.distanceM - other.distanceM) < 1e-6)
      #expect((one.side == .beyondEnd) == (other.side == .beyondEnd))
      if one.side != .beyondEnd { #expect(one.side != other.side) }
    }
  }

  @Test func `a point of the line is at distance 0 and knows how far along it is`() {
    let line = [at(48, 36), at(48.2, 36.6), at(47.9, 37.3), at(48.4, 38.1)]
    let index = LineIndex(pieces: [[at(10, 10), at(10, 11)], line])
    var alongM = 0.0
    for (i, vertex) in line.enumerated() {
      if i > 0 { alongM += Geodesic.distanceM(from: line[i - 1], to: vertex) }
      let found = index.nearest(to: vertex)
      #expect(found.distanceM < 1e-6)
      #expect(found.piece == 1)
      #expect(abs(found.alongM - alongM) < 1e-3)
      #expect(Geodesic.distanceM(from: found.point, to: vertex) < 1e-6)
    }
    let (lengthM, bearingRad) = Geodesic.inverse(from: line[0], to: line[1])
    for share in [0.001, 0.3, 0.5, 0.77] {
      let on = Geodesic.destination(
        from: line[0], bearingRad: bearingRad, distanceM: share * lengthM)
      let found = index.nearest(to: on)
      #expect(found.distanceM < 1e-3)
      #expect(abs(found.alongM - share * lengthM) < 1e-2)
    }
  }

  @Test func `pieces that join have no end between them, others do`() {
    let west = [at(48, 36), at(48, 37)]
    let east = [at(48, 37), at(48, 38)]
    let corner = at(48.3, 37)
    #expect(LineIndex(pieces: [west, east]).signedDistance(to: corner).side == .left)
    #expect(LineIndex(pieces: [east, west]).signedDistance(to: corner).side == .left)
    let gap = LineIndex(pieces: [west, [at(48, 37.4), at(48, 38)]])
    #expect(gap.signedDistance(to: at(48.3, 37.1)).side == .beyondEnd)
    let island = [at(48, 36), at(48, 37), at(49, 36.5), at(48, 36)]
    #expect(LineIndex(pieces: [island]).signedDistance(to: at(47.9, 35.9)).side == .right)
    #expect(LineIndex(pieces: [island]).signedDistance(to: at(48.1, 36.2)).side == .left)
  }

  @Test func `distance agrees with geodesics searched along every segment`() {
    var random = Seeded(2)
    let line = (0..<16).map { i in
      at(47 + 0.2 * Double(i) + random.number(-0.15...0.15), 37 + random.number(-0.4...0.4))
    }
    let index = LineIndex(pieces: [line])
    for _ in 0..<40 {
      let point = random.point(latitude: 46.5...50.5, longitude: 35.5...38.5)
      let found = index.nearest(to: point)
      let expected = searchedDistanceM(line, point)
      #expect(abs(found.distanceM - expected) < 0.01 + 1e-7 * expected)
      #expect(abs(Geodesic.distanceM(from: point, to: found.point) - found.distanceM) < 0.01)
      #expect(index.signedDistance(to: point).distanceM == found.distanceM)
    }
  }

  @Test func `side agrees with the area that the line closes off`() {
    var random = Seeded(3)
    // From south to north; closed by a detour far in the west, which is its left.
    let line = (0..<400).map { i in
      at(40 + 0.025 * Double(i), 37 + 0.3 * sine(Double(i) / 9) + random.number(-0.01...0.01))
    }
    let index = LineIndex(pieces: [line])
    let west = ZoneIndex(zones: [
      [.init(rings: [line + [at(60, 37), at(60, 0), at(20, 0), at(20, 37)]])]
    ])
    var sideCounts = [0, 0]
    for _ in 0..<3_000 {
      let point = random.point(latitude: 40.5...49.5, longitude: 35.5...38.5)
      let side = index.signedDistance(to: point).side
      #expect((side == .left) == west.contains(zone: 0, point))
      sideCounts[side == .left ? 0 : 1] += 1
    }
    #expect(sideCounts.min()! > 1_000)
  }

  @Test func `a line over the date line and one near a pole are as good`() {
    let index = LineIndex(pieces: [[at(70, 179), at(71, -179)]])
    let found = index.nearest(to: at(71, 179.9))
    #expect(
      abs(found.distanceM - searchedDistanceM([at(70, 179), at(71, -179)], at(71, 179.9))) < 0.01)
    #expect(found.side == .left)
    let polar = [at(88, 0), at(89, 120), at(88, -120)]
    let point = at(89.5, 60)
    #expect(
      abs(LineIndex(pieces: [polar]).nearest(to: point).distanceM - searchedDistanceM(polar, point))
        < 0.05)
  }

  /// Golden-section search along each geodesic segment.
  private func searchedDistanceM(_ line: [GeoPoint], _ point: GeoPoint) -> Double {
    var leastM = Double.infinity
    for i in line.indices.dropFirst() {
      let (lengthM, bearingRad) = Geodesic.inverse(from: line[i - 1], to: line[i])
      func distanceM(_ alongM: Double) -> Double {
        Geodesic.distanceM(
          from: point,
          to: Geodesic.destination(from: line[i - 1], bearingRad: bearingRad, distanceM: alongM))
      }
      var (low, high) = (0.0, lengthM)
      for _ in 0..<45 {
        let (a, b) = (low + 0.382 * (high - low), low + 0.618 * (high - low))
        if distanceM(a) < distanceM(b) { high = b } else { low = a }
      }
      leastM = min(leastM, distanceM(low), distanceM(0), distanceM(lengthM))
    }
    return leastM
  }

  /// Near enough to a sine for a winding line.
  private func sine(_ x: Double) -> Double {
    let turn = x / (2 * .pi) - (x / (2 * .pi)).rounded()
    return 8 * turn * (1 - 2 * abs(turn))
  }
}
