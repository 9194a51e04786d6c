// Is a bad drawing named with its place, and a sound one let through?
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

struct GeometryFaultsTests {
  private let square = [at(48, 37), at(48, 38), at(49, 38), at(49, 37), at(48, 37)]

  @Test func `a sound ring and a sound line have no faults`() {
    #expect(faults(inRing: square).isEmpty)
    #expect(faults(inLine: [[at(48, 37), at(48, 38)], [at(48, 38), at(49, 38)]]).isEmpty)
    #expect(faults(inLine: [square]).isEmpty)
  }

  @Test func `a ring that crosses itself is named by its edges and the place`() {
    let bow = [at(48, 37), at(49, 38), at(49, 37), at(48, 38), at(48, 37)]
    #expect(
      faults(inRing: bow) == [
        .selfCrossing(first: place(0), second: place(2), at: at(48.5, 37.5))
      ])
  }

  @Test func `a ring that touches itself or runs back on itself is at fault`() {
    let touching = [at(48, 37), at(48, 38), at(49, 38), at(48, 37.5), at(49, 37), at(48, 37)]
    #expect(isCrossing(touching))
    let spike = [
      at(48, 37), at(48, 38), at(49, 38), at(50, 38), at(49, 38), at(49, 37), at(48, 37),
    ]
    #expect(isCrossing(spike))
  }

  @Test func `an open ring, repeated points and too few are named`() {
    let open = Array(square.dropLast())
    let gapM = Geodesic.distanceM(from: at(48, 37), to: at(49, 37))
    #expect(faults(inRing: open) == [.notClosed(gapM: gapM)])
    var stuttering = square
    stuttering.insert(at(48, 38), at: 2)
    #expect(faults(inRing: stuttering) == [.repeatedPoint(at: place(2))])
    #expect(
      faults(inRing: [at(1, 1), at(2, 2), at(1, 1)]) == [.tooFewPoints(piece: nil, count: 2)])
    #expect(faults(inRing: []) == [.tooFewPoints(piece: nil, count: 0)])
    #expect(
      faults(inLine: [[at(1, 1), at(1, 1)]]).contains(.tooFewPoints(piece: 0, count: 1)))
  }

  @Test func `what is not on Earth is named first`() {
    #expect(faults(inRing: [at(48, 37), at(.nan, 38), at(49, 38)]) == [.notANumber(at: place(1))])
    #expect(
      faults(inLine: [[at(48, 37), at(48, 38)], [at(38, 148), at(148, 38)]])
        == [.outOfRange(at: GeometryPlace(piece: 1, index: 1), at(148, 38))])
  }

  @Test func `a gap between pieces and a crossing of two pieces are named`() {
    let found = faults(inLine: [[at(48, 37), at(48, 38)], [at(47.5, 37.5), at(48.5, 37.5)]])
    let gapM = Geodesic.distanceM(from: at(48, 38), to: at(47.5, 37.5))
    #expect(
      found == [
        .gap(afterPiece: 0, gapM: gapM),
        .selfCrossing(
          first: GeometryPlace(piece: 0, index: 0), second: GeometryPlace(piece: 1, index: 0),
          at: at(48, 37.5)),
      ])
  }

  @Test func `crossings in a scribble are all those that comparing each with each finds`() {
    var random = Seeded(4)
    let line = (0..<60).map { _ in random.point(latitude: 48...49, longitude: 37...38) }
    var expected: Set<[Int]> = []
    for i in 0..<58 {
      for j in i + 2..<59 where cross(line[i], line[i + 1], line[j], line[j + 1]) {
        expected.insert([i, j])
      }
    }
    var found: Set<[Int]> = []
    for case .selfCrossing(let first, let second, _) in faults(inLine: [line]) {
      found.insert([first.index, second.index])
    }
    #expect(expected.count > 100)
    #expect(found == expected)
  }

  @Test func `faults read as sentences`() {
    #expect(
      "\(GeometryFault.gap(afterPiece: 2, gapM: 12.345))"
        == "piece 3 starts 12.35 m from the end of piece 2")
    #expect(
      "\(GeometryFault.repeatedPoint(at: GeometryPlace(piece: 1, index: 7)))"
        == "point 7 of piece 1 is the same as the one before it")
  }

  private func place(_ index: Int) -> GeometryPlace { GeometryPlace(piece: nil, index: index) }

  private func isCrossing(_ ring: [GeoPoint]) -> Bool {
    faults(inRing: ring).contains { $0.isCrossing }
  }

  private func cross(_ a: GeoPoint, _ b: GeoPoint, _ c: GeoPoint, _ d: GeoPoint) -> Bool {
    func turn(_ p: GeoPoint, _ q: GeoPoint, _ r: GeoPoint) -> Bool {
      (q.longitudeDeg - p.longitudeDeg) * (r.latitudeDeg - p.latitudeDeg)
        > (q.latitudeDeg - p.latitudeDeg) * (r.longitudeDeg - p.longitudeDeg)
    }
    return turn(a, b, c) != turn(a, b, d) && turn(c, d, a) != turn(c, d, b)
  }
}
