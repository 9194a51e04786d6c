// Is each slip in a plan named with its place, its reason and what to write?
//
// SPDX-License-Identifier: Apache-2.0

import Coverage
import Geo
import Observations
import Testing

@Suite struct PlanFaultTests {
  private static let place = GeoPoint(latitudeDeg: 48, longitudeDeg: 37.1)

  private static func faults(
    _ reach: CoverageAsset.Reach, jam: CoverageAsset.UnderJamming = .unaffected,
    weather: Weather = Weather(), terrain: Terrain? = nil
  ) -> [CoverageFault] {
    let line = [
      GeoPoint(latitudeDeg: 48, longitudeDeg: 37), GeoPoint(latitudeDeg: 48, longitudeDeg: 37.4),
    ]
    return CoveragePlan(
      ground: CoverageGround(LineCells(pieces: [line])) { _ in "north" },
      slots: Slots(fromMs: 0, count: 6),
      assets: [
        CoverageAsset(
          id: "X", kind: .radar, owner: "M", site: "S", reach: reach, underJamming: jam)
      ], weather: weather, terrain: terrain
    ).faults
  }

  private static func radar(
    _ rows: [(Double, Double)], mastM: Double = 20, at place: GeoPoint = place
  ) -> CoverageAsset.Reach {
    .radar(
      Radar(
        place: place, antennaHeightM: mastM,
        table: rows.map { .init(targetHeightM: $0.0, rangeM: $0.1) }))
  }

  private static func orbit(
    _ enduranceS: Double, _ transitS: Double, _ availability: Double
  ) -> CoverageAsset.Reach {
    .orbit(
      UAVOrbit(
        enduranceS: enduranceS, transitS: transitS, turnaroundS: 3_600, availability: availability,
        aircraft: 2), over: place, sight: SightM(always: 5_000))
  }

  private static func camera(_ sight: SightM, fieldDeg: Double = 90) -> CoverageAsset.Reach {
    .camera(Camera(place: place, fieldDeg: fieldDeg, sight: sight))
  }

  private static let sound = SightM(day: 5_000, night: 2_000, fog: 500)

  /// What is wrong, where it is said, and a word of what is said and of what is to be done.
  static let wrong: [(CoverageAsset.Reach, String, String, String)] = [
    (radar([(50, 60_000), (100, 30_000)]), "X.table", "farther than at 100.0 m", "upside down"),
    (radar([(100, 30_000), (50, 20_000)]), "X.table", "stands before", "by height"),
    (radar([(50, 60)]), "X.table", "60.0 m is no range", "not kilometres"),
    (radar([]), "X.table", "empty", "row"),
    (
      radar([(50, 60_000)], mastM: 1_800), "X.antennaHeightM", "no height of a mast",
      "above the ground"
    ),
    (
      radar([(50, 60_000)], at: GeoPoint(latitudeDeg: 148, longitudeDeg: 37)), "X.place",
      "not on Earth", "degrees"
    ),
    (orbit(6, 1, 0.7), "X.enduranceS", "no time in the air", "seconds"),
    (orbit(21_600, 25_000, 0.7), "X.transitS", "nothing is left on station", "nearer"),
    (orbit(21_600, 3_600, 70), "X.availability", "no share", "0.7"),
    (camera(SightM(day: 5, night: 2, fog: 0)), "X.sight.day", "outside of 50 m", "not kilometres"),
    (camera(SightM(day: 5_000, night: 4_000, fog: 9_000)), "X.sight.fog", "in fog", "Exchange"),
    (camera(SightM(day: -1, night: 0, fog: 0)), "X.sight.day", "no distance", "metres"),
    (camera(sound, fieldDeg: 400), "X.fieldDeg", "no field of view", "0 to 360"),
    (.stretch(10_000...20_000, inFog: true), "X.km", "not on the line of 29.9 km", "not metres"),
    (.sector("nord", inFog: true), "X.sector", "no sector 'nord'", "north"),
    (
      .patrol(PatrolRoute(km: 0...5, speedKmPerH: 300, shifts: Spans(), sight: sound)),
      "X.speedKmPerH", "no speed", "metres a second"
    ),
    (
      .microphone(
        Microphone(
          place: place,
          table: [
            .init(windMaxMPerS: 3, noise: .low, rangeM: 2_000),
            .init(windMaxMPerS: 8, noise: .low, rangeM: 6_000),
          ])), "X.table", "hears farther", "upside down"
    ),
  ]

  @Test(arguments: wrong.indices)
  func `a slip is named with place, reason and next step`(index: Int) {
    let (reach, place, says, next) = Self.wrong[index]
    let faults = Self.faults(reach)
    let found = faults.first { $0.place == place && $0.message.contains(says) }
    #expect(found != nil, "\(faults)")
    #expect(found?.next.contains(next) == true, "\(faults)")
    #expect(found?.isWarning == false)
  }

  @Test func `a sound plan has no faults`() {
    #expect(Self.faults(Self.radar([(50, 30_000), (500, 80_000)])) == [])
    #expect(Self.faults(Self.orbit(21_600, 3_600, 0.7), jam: .reach(0.3)) == [])
    #expect(Self.faults(Self.camera(Self.sound)) == [])
    #expect(Self.faults(.sector("north", inFog: false)) == [])
  }

  @Test func `a share above one, fog beyond the line and an id that stands twice are faults`() {
    #expect(
      Self.faults(Self.orbit(21_600, 3_600, 0.7), jam: .reach(30)).map(\.place)
        == ["X.underJamming"])
    let fog = Weather(fog: [LineSpell(km: 20...90, spans: Spans(0..<1))])
    #expect(
      Self.faults(.sector("north", inFog: true), weather: fog).map(\.place) == ["weather.fog.km"])
    let twice = CoverageAsset(
      id: "X", kind: .uav, owner: "M", site: "S", reach: .stretch(0...1, inFog: true))
    let line = [
      GeoPoint(latitudeDeg: 48, longitudeDeg: 37), GeoPoint(latitudeDeg: 48, longitudeDeg: 37.4),
    ]
    let plan = CoveragePlan(
      ground: CoverageGround(LineCells(pieces: [line])), slots: Slots(fromMs: 0, count: 6),
      assets: [twice, twice])
    #expect(plan.faults.map(\.place) == ["X.id"])
  }

  @Test func `tiles that are missing are a warning that names them`() {
    let faults = Self.faults(Self.radar([(50, 30_000)]), terrain: Terrain([]))
    #expect(faults.map(\.isWarning) == [true])
    #expect(
      faults.first?.message.contains("N47E036.hgt, N47E037.hgt, N48E036.hgt, N48E037.hgt") == true)
    #expect(faults.first?.next.contains("beside the others") == true)
  }
}
