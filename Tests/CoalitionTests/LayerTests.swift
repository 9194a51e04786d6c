// Are layers measured from the line, and do phases, posts and releases follow their rules?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Coalition
import Geo
import Testing

@Suite struct LayerTests {
  private static let south = GeoPoint(latitudeDeg: 48, longitudeDeg: 36)

  private static func ground(_ lengthM: Double) -> PlanGround {
    let north = Geodesic.destination(from: south, bearingRad: 0, distanceM: lengthM)
    let line = ContactLine(
      version: "1", validity: .always, pieces: [[south, north]], leftParty: .a)
    func polygon(_ west: Double, _ east: Double) -> [ZoneIndex.Polygon] {
      let ring = [(west, 47.0), (east, 47), (east, 49), (west, 49), (west, 47)].map {
        GeoPoint(latitudeDeg: $0.1, longitudeDeg: $0.0)
      }
      return [ZoneIndex.Polygon(rings: [ring])]
    }
    return PlanGround(
      line: line,
      layers: [
        Layer(id: "buffer", title: LocalText("b"), shape: .band(fromM: 0, toM: 7_500, party: nil)),
        Layer(id: "own", title: LocalText("o"), shape: .band(fromM: 7_500, toM: 30_000, party: .a)),
        Layer(id: "west", title: LocalText("w"), shape: .polygons(polygon(33, 34))),
        Layer(id: "abroad", title: LocalText("a"), shape: .abroad),
      ],
      sectors: [
        Area(
          id: "half", name: LocalText("h"),
          polygons: [
            ZoneIndex.Polygon(
              rings: [
                [(35.0, 47.0), (37, 47), (37, 48.5), (35, 48.5), (35, 47)].map {
                  GeoPoint(latitudeDeg: $0.1, longitudeDeg: $0.0)
                }
              ])
          ])
      ])
  }

  @Test(arguments: [
    (90.0, 3_000.0, ["buffer"]), (270, 3_000, ["buffer"]), (270, 20_000, ["own"]),
    (90, 20_000, []), (270, 31_000, []),
  ])
  func `a place lies in the band of its distance and side`(
    _ bearingDeg: Double, _ distanceM: Double, _ layers: [String]
  ) {
    let from = Geodesic.destination(from: Self.south, bearingRad: 0, distanceM: 50_000)
    let point = Geodesic.destination(
      from: from, bearingRad: bearingDeg * .pi / 180, distanceM: distanceM)
    #expect(Self.ground(100_000).layers(of: point) == layers)
  }

  @Test func `the area of a band is length times depth and, round the ends, a circle`() throws {
    let ground = Self.ground(100_000)
    let buffer = try #require(ground.layer("buffer").flatMap { ground.areaKm2(of: $0) })
    let expected = 2 * 100 * 7.5 + Double.pi * 7.5 * 7.5
    #expect(abs(buffer - expected) < 0.002 * expected)
    // One side ends square to the line.
    let own = try #require(ground.layer("own").flatMap { ground.areaKm2(of: $0) })
    #expect(abs(own - 100 * 22.5) < 0.005 * 2_250)
    #expect(ground.layer("abroad").flatMap { ground.areaKm2(of: $0) } == nil)
  }

  /// North, then east: A lies outside of the bend and has a quarter circle more, B has a square less.
  @Test func `each party has its own side of a bend`() throws {
    let corner = Geodesic.destination(from: Self.south, bearingRad: 0, distanceM: 50_000)
    let east = Geodesic.destination(from: corner, bearingRad: .pi / 2, distanceM: 50_000)
    let line = ContactLine(
      version: "1", validity: .always, pieces: [[Self.south, corner, east]], leftParty: .a)
    func areaKm2(_ party: Party) throws -> Double {
      let layer = Layer(
        id: "l", title: LocalText("l"), shape: .band(fromM: 0, toM: 10_000, party: party))
      let ground = PlanGround(line: line, layers: [layer])
      return try #require(ground.areaKm2(of: layer))
    }
    let (outside, inside) = (try areaKm2(.a), try areaKm2(.b))
    #expect(abs(outside - (1_000 + .pi * 25)) < 5)
    #expect(abs(inside - (1_000 - 100)) < 5)
  }

  @Test func `the least distance of a polygon is that of its nearest border`() throws {
    let ground = Self.ground(100_000)
    let west = try #require(ground.layer("west"))
    let leastM = try #require(ground.leastDistanceM(of: west))
    let corner = GeoPoint(latitudeDeg: 48.5, longitudeDeg: 34)
    let byHand = Geodesic.distanceM(
      from: corner, to: GeoPoint(latitudeDeg: 48.5, longitudeDeg: 36))
    #expect(abs(leastM - byHand) < 3_000)
    #expect(ground.layer("abroad").flatMap { ground.leastDistanceM(of: $0) } == nil)
  }

  @Test func `the line's length, and what of it runs through a sector`() throws {
    let ground = Self.ground(100_000)
    #expect(abs(ground.lengthKm - 100) < 1e-6)
    let half = Geodesic.distanceM(
      from: Self.south, to: GeoPoint(latitudeDeg: 48.5, longitudeDeg: 36))
    let inHalf = try #require(ground.lineKm(inSector: "half"))
    #expect(abs(inHalf - half / 1_000) < 0.1)
    #expect(ground.lineKm(inSector: "nowhere") == nil)
  }

  // MARK: Phases

  private static func phase(
    _ id: String, after: String? = nil, _ low: Double, _ high: Double, needs: [String] = []
  ) -> Phase {
    Phase(
      id: id, title: LocalText(id), after: after,
      days: Figure(Estimate(low: low, high: high), unit: "days"), needs: needs)
  }

  private func entries(_ phases: [Phase], given: Set<String>) -> [PhaseEntry] {
    var plan = CoalitionPlan(title: LocalText("p"))
    plan.phases = phases
    plan.matters = [
      Matter(id: "ceasefire", kind: .event, title: LocalText("c")),
      Matter(id: "backing", kind: .event, title: LocalText("b")),
    ]
    var scenario = Scenario.plain
    scenario.given = given
    return PlanAssessment(plan, on: Self.ground(1_000), under: scenario).phases
  }

  @Test func `days add up from the ceasefire on, whatever order the phases are written in`() throws
  {
    let phases = [
      Self.phase("two", after: "one", 60, 100, needs: ["backing"]),
      Self.phase("one", 0, 30, needs: ["ceasefire"]),
    ]
    let all = entries(phases, given: ["ceasefire", "backing"])
    #expect(all.map(\.day) == [Estimate(low: 60, high: 130), Estimate(low: 0, high: 30)])
    #expect(all.allSatisfy { $0.canBegin })
    let ceasefire = try #require(PartialDate("2028-02-27"))
    #expect(
      all[1].dates(from: ceasefire)?.map(\.description)
        == ["2028-02-27", "2028-03-13", "2028-03-28"])
  }

  @Test func `a phase says what it misses, and the one behind it that it waits`() {
    let phases = [
      Self.phase("one", 0, 30, needs: ["ceasefire"]),
      Self.phase("two", after: "one", 60, 100, needs: ["backing"]),
    ]
    let none = entries(phases, given: ["backing"])
    #expect(none.map(\.missing) == [["ceasefire"], ["one"]])
    let half = entries(phases, given: ["ceasefire"])
    #expect(half.map(\.canBegin) == [true, false] && half[1].missing == ["backing"])
    let round = entries(
      [Self.phase("a", after: "b", 1, 1), Self.phase("b", after: "a", 1, 1)], given: [])
    #expect(round.allSatisfy { !$0.canBegin && $0.day == nil })
  }

  // MARK: Organisation

  private static func unit(_ id: String, under: String?, stars: Int?) -> OrganisationUnit {
    OrganisationUnit(
      id: id, kind: .headquarters, title: LocalText(id), parent: under,
      posts: [Post(id: "\(id)-head", title: LocalText("h"), isHead: true, stars: stars)])
  }

  @Test func `a chain of command ends at the top and falls in rank`() {
    let sound = Organisation(units: [
      Self.unit("paris", under: nil, stars: 3), Self.unit("kyiv", under: "paris", stars: 2),
    ])
    #expect(sound.faults.isEmpty)
    #expect(sound.units(under: "paris").map(\.id) == ["kyiv"])
    let outranked = Organisation(units: [
      Self.unit("paris", under: nil, stars: 2), Self.unit("kyiv", under: "paris", stars: 3),
    ])
    #expect(outranked.faults.map(\.message) == ["'kyiv' has a head of 3 stars under one of 2."])
    let circle = Organisation(units: [
      Self.unit("a", under: "b", stars: 2), Self.unit("b", under: "a", stars: 2),
    ])
    #expect(circle.faults.count == 2)
    let lost = Organisation(units: [Self.unit("a", under: "nobody", stars: nil)])
    #expect(lost.faults.first?.message.contains("'nobody', which is not there") == true)
  }

  @Test func `a roster has neither gap nor overlap`() {
    func duties(_ nextFromMs: Int64) -> [OrganisationFault] {
      Organisation(
        units: [Self.unit("a", under: nil, stars: nil)],
        duties: [
          Duty(post: "a-head", state: "GB", fromMs: nextFromMs, untilMs: 9_000_000),
          Duty(post: "a-head", state: "FR", fromMs: 0, untilMs: 3_600_000),
        ]
      ).faults
    }
    #expect(duties(3_600_000).isEmpty)
    #expect(
      duties(4_200_000).map(\.message) == [
        "nobody is on duty at 'a-head' for 10 min before this shift."
      ])
    #expect(duties(3_000_000).map(\.message) == ["two are on duty at 'a-head' for 10 min."])
  }

  @Test func `readings that name other states are disputed`() {
    func post(_ states: [[String]]) -> Post {
      Post(
        id: "p", title: LocalText("p"),
        readings: states.map { Post.Reading(states: $0, claims: ["x"]) })
    }
    #expect(post([["FR"], ["FR", "GB"]]).isDisputed)
    #expect(!post([["GB", "FR"], ["FR", "GB"]]).isDisputed && !post([["FR"]]).isDisputed)
  }

  @Test func `information goes only where a rule permits it, hand by hand`() {
    let organisation = Organisation(releases: [
      ReleaseRule(layer: "imagery", owner: "US", to: ["FR"], claims: ["1"]),
      ReleaseRule(layer: "imagery", owner: "US", to: ["UA"], via: "FR", claims: ["2"]),
      ReleaseRule(layer: "imagery", owner: "US", to: ["PL"], via: "DE"),
      ReleaseRule(layer: "imagery", owner: "US", to: ["LT"], roles: ["liaison"]),
      ReleaseRule(layer: "tracks", owner: "US", to: ["UA"], via: "UA"),
    ])
    func way(_ layer: String, _ to: String, _ role: String? = nil) -> [String]? {
      organisation.way(of: layer, from: "US", to: to, role: role)?.states
    }
    #expect(way("imagery", "UA") == ["US", "FR", "UA"])
    #expect(
      organisation.way(of: "imagery", from: "US", to: "UA", role: nil)?.rules.flatMap(\.claims)
        == ["1", "2"])
    // DE has no permission of its own, so nothing reaches PL.
    #expect(way("imagery", "PL") == nil)
    #expect(way("imagery", "LT") == nil && way("imagery", "LT", "liaison") == ["US", "LT"])
    #expect(way("tracks", "FR") == nil && way("tracks", "UA") == nil)
    #expect(way("tracks", "US") == ["US"])
  }
}
