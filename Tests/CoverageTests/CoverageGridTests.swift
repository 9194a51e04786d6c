// Is the grid of a plan what asking each cell and slot one by one gives?
//
// SPDX-License-Identifier: Apache-2.0

import Coverage
import Geo
import Observations
import Testing

@Suite struct CoverageGridTests {
  private static func point(_ latitudeDeg: Double, _ longitudeDeg: Double) -> GeoPoint {
    GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
  }

  /// 75 km from west to east at 48° N.
  private static let cells = LineCells(pieces: [[point(48, 37), point(48, 38)]])
  private static let ground = CoverageGround(cells) { $0.longitudeDeg < 37.5 ? "west" : "east" }
  private static let startMs = Instant(iso: "2027-03-14T00:00+02:00")?.atMs ?? 0
  private static let slots = Slots(fromMs: startMs, count: 144)

  private static func asset(
    _ id: String, kind: WatchKind = .camera, owner: String? = nil, site: String? = nil,
    host: String? = nil, on: Spans? = nil, jam: CoverageAsset.UnderJamming = .unaffected,
    _ reach: CoverageAsset.Reach
  ) -> CoverageAsset {
    CoverageAsset(
      id: id, kind: kind, owner: owner ?? id, site: site ?? id, host: host, reach: reach, on: on,
      underJamming: jam)
  }

  private static func camera(
    _ longitudeDeg: Double, _ sight: SightM, bearingDeg: Double = 0, fieldDeg: Double = 360
  ) -> CoverageAsset.Reach {
    .camera(
      Camera(
        place: point(48.01, longitudeDeg), bearingDeg: bearingDeg, fieldDeg: fieldDeg, sight: sight)
    )
  }

  private static func grid(
    _ assets: [CoverageAsset], weather: Weather = Weather(), _ variant: PlanVariant = .normal
  ) -> CoverageGrid {
    CoveragePlan(ground: ground, slots: slots, assets: assets, weather: weather).grid(variant)
  }

  private static func hours(_ from: Double, _ until: Double) -> Spans {
    Spans((startMs + Int64(from * 3_600_000))..<(startMs + Int64(until * 3_600_000)))
  }

  @Test func `cameras see by geodesic distance, bearing, light, fog and jamming, cell by cell`() {
    let sight = SightM(day: 9_000, night: 4_000, fog: 1_500)
    let fog = LineSpell(km: 20...50, spans: Self.hours(9, 12))
    let jam = LineSpell(km: 30...60, spans: Self.hours(10, 20))
    let cameras: [(Double, Double, Double)] = [(37.3, 0, 360), (37.5, 90, 120), (37.6, 200, 60)]
    let assets = cameras.enumerated().map { index, camera in
      Self.asset(
        "C\(index)", jam: .reach(0.5),
        Self.camera(camera.0, sight, bearingDeg: camera.1, fieldDeg: camera.2))
    }
    let grid = Self.grid(assets, weather: Weather(fog: [fog]), .jammed([jam]))
    for cell in stride(from: 0, to: Self.cells.count, by: 3) {
      let middleKm = (Self.cells.startM[cell] + Self.cells.startM[cell + 1]) / 2_000
      let ways = cameras.map { camera in
        Geodesic.inverse(from: Self.point(48.01, camera.0), to: Self.cells.points[cell])
      }
      for slot in stride(from: 0, to: 144, by: 5) {
        let atMs = Self.slots.middleMs(slot)
        var seen = 0
        for (camera, way) in zip(cameras, ways) {
          var reachM = Light(at: Self.cells.points[cell], atMs: atMs) == .night ? 4_000.0 : 9_000
          if fog.km.contains(middleKm), fog.spans.contains(atMs) { reachM = 1_500 }
          if jam.km.contains(middleKm), jam.spans.contains(atMs) { reachM *= 0.5 }
          let turnDeg = (way.initialBearingRad * 180 / .pi - camera.1).remainder(dividingBy: 360)
          if way.distanceM <= reachM, abs(turnDeg) <= camera.2 / 2 { seen += 1 }
        }
        #expect(grid.count(cell: cell, slot: slot) == seen, "cell \(cell), slot \(slot)")
      }
    }
  }

  @Test func `means of one owner or site and kind count once, other kinds and owners each`() {
    let all = SightM(always: 20_000)
    func count(_ assets: [CoverageAsset]) -> Int {
      Self.grid(assets).count(cell: Self.cells.count / 2, slot: 72)
    }
    let here = Self.camera(37.5, all)
    #expect(count([Self.asset("A", here), Self.asset("B", here)]) == 2)
    #expect(count([Self.asset("A", owner: "M", here), Self.asset("B", owner: "M", here)]) == 1)
    #expect(count([Self.asset("A", site: "S", here), Self.asset("B", site: "S", here)]) == 1)
    // A and C have neither in common, but both fall together with B.
    #expect(
      count([
        Self.asset("A", owner: "M", site: "S", here), Self.asset("B", owner: "M", site: "T", here),
        Self.asset("C", owner: "N", site: "T", here),
      ]) == 1)
    let ears = CoverageAsset.Reach.microphone(
      Microphone(
        place: Self.point(48, 37.5), table: [.init(windMaxMPerS: 99, noise: .high, rangeM: 9_000)]))
    #expect(
      count([
        Self.asset("A", owner: "M", here), Self.asset("B", kind: .acoustic, owner: "M", ears),
      ]) == 2)
    let patrol = CoverageAsset.Reach.patrol(
      PatrolRoute(
        km: 30...45, speedKmPerH: 30, shifts: Self.hours(0, 24), sight: SightM(always: 20_000)))
    #expect(
      count([
        Self.asset("P1", kind: .patrol, owner: "M", site: "S", patrol),
        Self.asset("P2", kind: .patrol, owner: "M", site: "S", patrol),
      ]) == 2)
    let many = (0..<20).map { Self.asset("X\($0)", here) }
    #expect(count(many) == 15)
  }

  @Test func `shares, lights and sectors of a stretch are those of its hours`() throws {
    let assets = [
      Self.asset("U", kind: .uav, on: Self.hours(6, 18), .stretch(0...30, inFog: false)),
      Self.asset("S", kind: .satellite, on: Self.hours(0, 3), .sector("east", inFog: true)),
    ]
    let plan = CoveragePlan(ground: Self.ground, slots: Self.slots, assets: assets)
    let grid = plan.grid()
    let eastM = Self.cells.lengthM(of: try #require(Self.ground.runs(ofSector: "east")))
    let expected = (30_000 * 12 + eastM * 3) / (Self.cells.lengthM * 24)
    #expect(abs((grid.share(atLeast: 1) ?? 0) - expected) < 1e-9)
    #expect(grid.share(atLeast: 2) == 0)
    #expect(abs((grid.share(atLeast: 1, sector: "east") ?? 0) - 3.0 / 24) < 1e-12)
    #expect(grid.share(atLeast: 1, light: .night, sector: "nowhere") == nil)
    // By day the first half of the line: 30 km of it for all of the day but its ends outside 6 to 18 h.
    let day = try #require(grid.share(atLeast: 1, light: .day))
    let night = try #require(grid.share(atLeast: 1, light: .night))
    #expect(day > 0.35 && day < 30 / 74.0 + 0.01)
    #expect(night < 0.2)
    #expect(plan.hours(of: .uav) == 12 && plan.hours(of: .satellite) == 3)
    #expect(plan.hours(of: .camera) == 0)
  }

  @Test func `what a side hosts is out when its consent is withdrawn, nothing else is`() {
    let assets = [
      Self.asset("A", host: "A", .stretch(0...20, inFog: true)),
      Self.asset("B", host: "B", .stretch(20...40, inFog: true)),
      Self.asset("N", .stretch(40...60, inFog: true)),
    ]
    let share = { (variant: PlanVariant) in (Self.grid(assets, variant).share(atLeast: 1) ?? 0) }
    let km = Self.cells.lengthM / 1_000
    #expect(abs(share(.normal) - 60 / km) < 1e-9)
    #expect(abs(share(.denied("B")) - 40 / km) < 1e-9)
    #expect(abs(share(.denied("C")) - 60 / km) < 1e-9)
  }

  @Test func `jamming takes out what says so, there and then`() {
    let jam = LineSpell(km: 0...100, spans: Self.hours(6, 12))
    let orbit = UAVOrbit(
      enduranceS: 36_000, transitS: 3_600, turnaroundS: 3_600, availability: 1, aircraft: 3)
    func share(_ effect: CoverageAsset.UnderJamming) -> Double {
      let uav = Self.asset(
        "U", kind: .uav, jam: effect,
        .orbit(orbit, over: Self.point(48, 37.5), sight: SightM(always: 10_000)))
      return Self.grid([uav], .jammed([jam])).share(atLeast: 1) ?? 0
    }
    let whole = share(.unaffected)
    #expect(abs(whole - 20_000 / Self.cells.lengthM) < 0.002)
    #expect(abs(share(.out) - whole * 0.75) < 1e-9)
    #expect(abs(share(.reach(0.5)) - whole * (0.75 + 0.25 * 0.5)) < 0.001)
    #expect(share(.reach(0)) == share(.out))
  }

  @Test func `gaps have their kilometres and hours, and the longest is the revisit time`() {
    let assets = [
      Self.asset("A", on: Self.hours(0, 24), .stretch(0...40, inFog: true)),
      Self.asset("B", on: Self.hours(8, 10), .stretch(40...100, inFog: true)),
    ]
    let grid = Self.grid(assets)
    let endKm = Self.cells.lengthM / 1_000
    let gaps = grid.gaps()
    #expect(gaps.map(\.fromKm) == [40, 40])
    #expect(gaps.allSatisfy { abs($0.untilKm - endKm) < 1e-9 })
    #expect(gaps.map { ($0.fromMs - Self.startMs) / 3_600_000 } == [0, 10])
    #expect(gaps.map { ($0.untilMs - Self.startMs) / 3_600_000 } == [8, 24])
    #expect(grid.gaps(leastMs: 9 * 3_600_000).count == 1)
    #expect(grid.gaps(leastKm: 50).isEmpty)
    #expect(grid.gaps(below: 2).count == 1)
    #expect(grid.revisitMs(cell: 500) == 14 * 3_600_000)
    #expect(grid.revisitMs(of: 0..<400) == 0)
    let strip = grid.strip(kmPerField: 20, slotsPerRow: 6)
    #expect(strip.count == 24 && strip[0].count == 4)
    #expect(strip.map { $0[3] } == (0..<24).map { $0 == 8 || $0 == 9 ? 1 : 0 })
  }

  @Test func `each slot and cell without a means lies in exactly one gap`() {
    var random = Draw(3)
    let assets = (0..<12).map { index -> CoverageAsset in
      let fromKm = Double.random(in: 0...60, using: &random)
      let fromH = Double.random(in: 0...20, using: &random)
      return Self.asset(
        "A\(index)", on: Self.hours(fromH, fromH + 3),
        .stretch(fromKm...(fromKm + .random(in: 1...14, using: &random)), inFog: true))
    }
    let grid = Self.grid(assets)
    let gaps = grid.gaps()
    for cell in stride(from: 0, to: Self.cells.count, by: 7) {
      let middleKm = (Self.cells.startM[cell] + Self.cells.startM[cell + 1]) / 2_000
      for slot in 0..<144 {
        let atMs = Self.slots.middleMs(slot)
        let holding = gaps.count {
          ($0.fromKm..<$0.untilKm).contains(middleKm) && ($0.fromMs..<$0.untilMs).contains(atMs)
        }
        #expect(holding == (grid.count(cell: cell, slot: slot) == 0 ? 1 : 0))
      }
    }
  }

  @Test func `a patrol is seen in each slot in which it comes by, and comes again in time`() {
    let route = PatrolRoute(
      km: 10...30, speedKmPerH: 40, shifts: Self.hours(0, 24),
      sight: SightM(always: 1_000))
    let grid = Self.grid([Self.asset("P", kind: .patrol, .patrol(route))])
    // From km 10 to 30 and back in an hour: slot 0 sees km 9 to 17.67, slot 2 the far end.
    let mask = { (slot: Int, km: Double) in grid.count(cell: Int(km * 10), slot: slot) }
    #expect(mask(0, 9.1) == 1 && mask(0, 17.5) == 1 && mask(0, 17.8) == 0)
    #expect(mask(2, 30.9) == 1 && mask(2, 31.1) == 0)
    // Between two looks at km 10: 60 min less the time in sight, 3 min, and the rest of two slots.
    #expect(grid.revisitMs(cell: 100) == 40 * 60_000)
    #expect(Double(grid.revisitMs(cell: 100)) < route.revisitS(atKm: 10) * 1_000)
  }

  @Test func `hours that were watched and the same hours planned give the same figures`() throws {
    let plans: [(ClosedRange<Double>, Double, Double)] = [
      (0...30, 6, 18), (20...50, 0, 9), (45...70, 12, 24), (3...9, 20, 22),
    ]
    let grid = Self.grid(
      plans.enumerated().map { index, plan in
        Self.asset(
          "A\(index)", kind: .uav, on: Self.hours(plan.1, plan.2), .stretch(plan.0, inFog: true))
      })
    let real = WatchedLine(
      plans.map { plan in
        CellWatch(
          cells: [Self.cells.cells(withinKm: plan.0)], spans: Self.hours(plan.1, plan.2))
      }, cellCount: Self.cells.count, window: Self.slots.window)
    #expect(grid.watched().watchedMs == real.watchedMs)
    for sector in Self.ground.sectors {
      let share = try #require(real.share(of: sector.runs, in: Self.cells))
      #expect(grid.watched().share(of: sector.runs, in: Self.cells) == share)
      #expect(abs((grid.share(atLeast: 1, of: sector.runs) ?? 0) - share) < 1e-12)
    }
  }
}
