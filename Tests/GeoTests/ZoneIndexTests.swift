// Is a point found in just the zones that hold it?
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

struct ZoneIndexTests {
  private func zones(_ index: ZoneIndex, _ point: GeoPoint) -> [Int] {
    var found: [Int] = []
    index.forEachZone(containing: point) { found.append($0) }
    return found
  }

  private func box(_ south: Double, _ west: Double, _ north: Double, _ east: Double) -> [GeoPoint] {
    [at(south, west), at(south, east), at(north, east), at(north, west)]
  }

  @Test func `of zones that share borders each point is in exactly one`() {
    var tiles: [[ZoneIndex.Polygon]] = []
    for row in 0..<6 {
      for column in 0..<6 {
        let (south, west) = (48 + 0.1 * Double(row), 37 + 0.1 * Double(column))
        tiles.append([.init(rings: [box(south, west, south + 0.1, west + 0.1)])])
      }
    }
    let index = ZoneIndex(zones: tiles)
    for row in 0..<24 {
      for column in 0..<24 {
        let point = at(48 + 0.025 * Double(row), 37 + 0.025 * Double(column))
        #expect(zones(index, point) == [row / 4 * 6 + column / 4])
      }
    }
    // Eastern and northern borders belong to the next zone, and here there is none.
    #expect(zones(index, at(48.3, 37.6)).isEmpty)
    #expect(zones(index, at(48.6, 37.3)).isEmpty)
  }

  @Test func `a slanting border and its vertices belong to one of two zones`() {
    let border = (0..<50).map { i in at(48 + 0.01 * Double(i), 37 + 0.003 * Double(i * i % 17)) }
    let west = border + [at(48.49, 36), at(48, 36)]
    let east = border + [at(48.49, 38), at(48, 38)]
    let index = ZoneIndex(zones: [[.init(rings: [west])], [.init(rings: [east])]])
    for i in border.indices.dropFirst().dropLast() {
      #expect(zones(index, border[i]).count == 1)
      let middle = at(
        (border[i].latitudeDeg + border[i - 1].latitudeDeg) / 2,
        (border[i].longitudeDeg + border[i - 1].longitudeDeg) / 2)
      #expect(zones(index, middle).count == 1)
    }
  }

  @Test func `a hole is outside and an island in it inside`() {
    let outer = box(48, 37, 49, 38)
    let hole = box(48.2, 37.2, 48.8, 37.8)
    let island = box(48.4, 37.4, 48.6, 37.6)
    let index = ZoneIndex(zones: [[.init(rings: [outer, hole]), .init(rings: [island])]])
    #expect(index.contains(zone: 0, at(48.1, 37.1)))
    #expect(!index.contains(zone: 0, at(48.3, 37.3)))
    #expect(index.contains(zone: 0, at(48.5, 37.5)))
    #expect(!index.contains(zone: 0, at(48.5, 38.5)))
    #expect(!index.contains(zone: 0, at(-48.5, -37.5)))
  }

  @Test(arguments: [3, 10, 200])
  func `hits are those of counting every edge`(zoneCount: Int) {
    var random = Seeded(UInt64(zoneCount))
    let made = (0..<zoneCount).map { _ in [star(&random)] }
    let index = ZoneIndex(zones: made)
    for draw in 0..<1_500 {
      var point = random.point(latitude: 47...50, longitude: 36...39)
      if draw % 3 == 0 {
        // On a vertex, at its height, or at its longitude.
        let ring = made[draw % zoneCount][0].rings[0]
        let vertex = ring[draw % ring.count]
        point.latitudeDeg = draw % 2 == 0 ? vertex.latitudeDeg : point.latitudeDeg
        point.longitudeDeg = draw % 4 < 3 ? vertex.longitudeDeg : point.longitudeDeg
      }
      let expected = made.indices.filter { counted(made[$0], point) }
      #expect(zones(index, point) == expected)
      #expect(index.contains(zone: draw % zoneCount, point) == expected.contains(draw % zoneCount))
    }
  }

  @Test func `no zones, an empty zone and a ring of two points hold nothing`() {
    #expect(zones(ZoneIndex(zones: []), at(0, 0)).isEmpty)
    #expect(zones(ZoneIndex(zones: [[]]), at(0, 0)).isEmpty)
    let flat = ZoneIndex(zones: [
      [.init(rings: [[at(0, 0), at(1, 1)]])], [.init(rings: [box(0, 0, 1, 1)])],
    ])
    #expect(zones(flat, at(0.5, 0.5)) == [1])
    #expect(flat.zoneCount == 2)
  }

  @Test func `a ring may be closed or not and have repeated points`() {
    let ring = box(48, 37, 49, 38)
    let closed = ring + [ring[0]]
    let stuttering = ring.flatMap { [$0, $0] } + [ring[0]]
    let index = ZoneIndex(zones: [ring, closed, stuttering].map { [.init(rings: [$0])] })
    #expect(zones(index, at(48.5, 37.5)) == [0, 1, 2])
    #expect(zones(index, at(49.5, 37.5)).isEmpty)
  }

  @Test func `distance to the border agrees with geodesics from inside and outside`() throws {
    let index = ZoneIndex(zones: [
      [.init(rings: [box(48, 37, 49, 38), box(48.4, 37.4, 48.6, 37.6)])],
      [.init(rings: [box(48.2, 37.45, 48.3, 37.5)])],
    ])
    let toWest = Geodesic.distanceM(from: at(48.3, 37.1), to: at(48.3, 37))
    let inside = try #require(index.borderDistanceM(zone: 0, from: at(48.3, 37.1), limitM: 20_000))
    #expect(abs(inside - toWest) < 5)
    let toHole = Geodesic.distanceM(from: at(48.5, 37.39), to: at(48.5, 37.4))
    let near = try #require(index.borderDistanceM(zone: 0, from: at(48.5, 37.39), limitM: 20_000))
    #expect(abs(near - toHole) < 0.1)
    let toCorner = Geodesic.distanceM(from: at(49.1, 38.1), to: at(49, 38))
    let outside = try #require(index.borderDistanceM(zone: 0, from: at(49.1, 38.1), limitM: 20_000))
    #expect(abs(outside - toCorner) < 0.5)
    #expect(index.borderDistanceM(zone: 0, from: at(49.1, 38.1), limitM: toCorner - 5) == nil)
    #expect(index.borderDistanceM(zone: 0, from: at(40, 20), limitM: 50_000) == nil)
  }

  @Test func `distance to the border is that of the nearest of all edges`() {
    var random = Seeded(9)
    let made = (0..<12).map { _ in [star(&random)] }
    let index = ZoneIndex(zones: made)
    for draw in 0..<300 {
      let point = random.point(latitude: 46.8...50.2, longitude: 35.8...39.2)
      let zone = draw % made.count
      let ring = made[zone][0].rings[0]
      let vertexM = ring.map { Geodesic.distanceM(from: point, to: $0) }.min() ?? .infinity
      // Edges are at most 7 km long, so the border is at most half of that nearer than a vertex.
      let found = index.borderDistanceM(zone: zone, from: point, limitM: 400_000) ?? .infinity
      #expect(found <= vertexM * 1.001)
      #expect(found >= vertexM - 3_500)
    }
  }

  /// A ring of 120 vertices that winds round a middle, on coordinates of 1e-7 degree.
  private func star(_ random: inout Seeded) -> ZoneIndex.Polygon {
    let middle = random.point(latitude: 48...49, longitude: 37...38)
    let unit = [
      (1.0, 0.0), (0.7, 0.7), (0.0, 1.0), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7),
    ]
    let ring = (0..<120).map { i in
      let (a, b) = (unit[i / 15], unit[(i / 15 + 1) % 8])
      let share = Double(i % 15) / 15
      let reach = random.number(0.3...0.36)
      let (east, north) = (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1))
      return at(
        ((middle.latitudeDeg + reach * north) * 1e7).rounded() / 1e7,
        ((middle.longitudeDeg + reach * east) * 1e7).rounded() / 1e7)
    }
    return .init(rings: [ring])
  }

  /// The rule as it is written, edge by edge, on whole numbers of 1e-7 degree.
  private func counted(_ zone: [ZoneIndex.Polygon], _ point: GeoPoint) -> Bool {
    func units(_ angleDeg: Double) -> Double { (angleDeg * 1e7).rounded() }
    func free(_ angleDeg: Double) -> Double {
      abs(angleDeg * 1e7 - units(angleDeg)) < 1e-5 ? units(angleDeg) : angleDeg * 1e7
    }
    let (x, y) = (free(point.longitudeDeg), free(point.latitudeDeg))
    var isInside = false
    for ring in zone.flatMap(\.rings) {
      for i in ring.indices {
        let (a, b) = (ring[i], ring[(i + 1) % ring.count])
        let (ax, ay) = (units(a.longitudeDeg), units(a.latitudeDeg))
        let (bx, by) = (units(b.longitudeDeg), units(b.latitudeDeg))
        if (ay > y) != (by > y), x < (bx - ax) * (y - ay) / (by - ay) + ax { isInside.toggle() }
      }
    }
    return isInside
  }
}
