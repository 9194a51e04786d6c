// Is the zone along the line as wide as was agreed, everywhere?
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

struct OffsetZoneTests {
  private static let winding = [
    at(47, 36), at(47.2, 36.5), at(47.1, 36.9), at(47.6, 37.2), at(47.5, 37.8), at(48, 38),
  ]
  private let line = LineIndex(pieces: [winding])

  @Test(arguments: [1_000.0, 10_000, 30_000, 100_000])
  func `every vertex is at the offset, every chord within a thousandth of it`(offsetM: Double) {
    for ring in offsetZone(of: line, offsetM: offsetM, side: .both).flatMap(\.rings) {
      #expect(ring.first == ring.last)
      #expect(faults(inRing: ring).isEmpty)
      for i in ring.indices.dropFirst() {
        #expect(abs(line.nearest(to: ring[i]).distanceM - offsetM) < 0.5)
        let middle = at(
          (ring[i].latitudeDeg + ring[i - 1].latitudeDeg) / 2,
          (ring[i].longitudeDeg + ring[i - 1].longitudeDeg) / 2)
        #expect(abs(line.nearest(to: middle).distanceM - offsetM) < max(0.5, offsetM * 1e-3))
      }
    }
  }

  @Test func `a zone of 40 m round a crooked path does not cross itself`() {
    var random = Seeded(6)
    let path = (0..<25).map { i in
      at(48 + 0.0001 * Double(i) + random.number(-0.0003...0.0003), 37 + random.number(0...0.001))
    }
    let index = LineIndex(pieces: [path])
    for ring in offsetZone(of: index, offsetM: 40, side: .both).flatMap(\.rings) {
      #expect(faults(inRing: ring).isEmpty)
      for vertex in ring { #expect(abs(index.nearest(to: vertex).distanceM - 40) < 0.01) }
    }
  }

  @Test(arguments: [2_000.0, 30_000, 150_000])
  func `area along a straight line is that of a strip and two half discs`(offsetM: Double) {
    let (from, to) = (at(48, 36), at(48.3, 38))
    let zone = offsetZone(of: LineIndex(pieces: [[from, to]]), offsetM: offsetM, side: .both)
    #expect(zone.count == 1)
    #expect(zone[0].rings.count == 1)
    let lengthM = Geodesic.distanceM(from: from, to: to)
    // On a ball of radius R: 2 L R sin(r/R) + 2 π R² (1 - cos(r/R)), to the next order in r/R.
    let bend = (offsetM / 6_378_137) * (offsetM / 6_378_137)
    let expected =
      2 * lengthM * offsetM * (1 - bend / 6) + .pi * offsetM * offsetM * (1 - bend / 12)
    #expect(abs(area(zone) / expected - 1) < 1e-3)
  }

  @Test func `left and right are halves that end square at the line's ends`() {
    let (from, to) = (at(48, 36), at(48.3, 38))
    let straight = LineIndex(pieces: [[from, to]])
    let lengthM = Geodesic.distanceM(from: from, to: to)
    let left = offsetZone(of: straight, offsetM: 20_000, side: .left)
    let right = offsetZone(of: straight, offsetM: 20_000, side: .right)
    for half in [left, right] { #expect(abs(area(half) / (lengthM * 20_000) - 1) < 2e-3) }
    let index = ZoneIndex(zones: [left, right])
    #expect(index.contains(zone: 0, at(48.25, 37)))
    #expect(!index.contains(zone: 1, at(48.25, 37)))
    #expect(index.contains(zone: 1, at(48.05, 37)))
    #expect(!index.contains(zone: 0, at(48, 35.95)))
  }

  @Test(arguments: [OffsetSides.both, .left, .right])
  func `a point is in the zone when its distance and side say so`(side: OffsetSides) {
    let index = ZoneIndex(zones: [offsetZone(of: line, offsetM: 25_000, side: side)])
    var random = Seeded(5)
    var insideCount = 0
    for _ in 0..<4_000 {
      let point = random.point(latitude: 46.5...48.5, longitude: 35.3...38.6)
      let (distanceM, found) = line.signedDistance(to: point)
      // Points that a chord may leave out are no test.
      let isNearBorder =
        abs(distanceM - 25_000) < 30 || (side != .both && distanceM < 30) || isNearEnd(point)
      guard !isNearBorder else { continue }
      let isOnSide =
        side == .both || (side == .left && found == .left) || (side == .right && found == .right)
      #expect(index.contains(zone: 0, point) == (isOnSide && distanceM < 25_000))
      insideCount += isOnSide && distanceM < 25_000 ? 1 : 0
    }
    #expect(insideCount > 200)
  }

  /// True where the side changes within 40 m.
  private func isNearEnd(_ point: GeoPoint) -> Bool {
    let sides = (0..<8).map { i in
      line.signedDistance(
        to: Geodesic.destination(from: point, bearingRad: Double(i) * .pi / 4, distanceM: 40)
      ).side
    }
    return Set(sides).count > 1
  }

  @Test func `a ring of a line leaves a hole, and lines far apart two polygons`() {
    let round = (0...72).map { i in
      Geodesic.destination(from: at(48, 37), bearingRad: Double(i) * .pi / 36, distanceM: 60_000)
    }
    let belt = offsetZone(of: LineIndex(pieces: [round]), offsetM: 10_000, side: .both)
    #expect(belt.map { $0.rings.count } == [2])
    #expect(!ZoneIndex(zones: [belt]).contains(zone: 0, at(48, 37)))
    let apart = LineIndex(pieces: [[at(48, 36), at(48, 36.5)], [at(48, 39), at(48, 39.5)]])
    #expect(offsetZone(of: apart, offsetM: 10_000, side: .both).count == 2)
  }

  private func area(_ zone: [ZoneIndex.Polygon]) -> Double {
    zone.reduce(0) { sum, polygon in
      polygon.rings.dropFirst().reduce(sum + Geodesic.areaM2(ring: polygon.rings[0])) {
        $0 - Geodesic.areaM2(ring: $1)
      }
    }
  }
}
