// Is a patrol's row read as the patrol meant it, and refused where nobody can know?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Geo
import Observations
import Testing

@Suite struct SheetRowsTests {
  /// Kyiv in 2027, one camera and one acoustic sensor that stand still, one patrol.
  static let settings = FeedSettings(
    name: "patrols", format: .sheet,
    clock: LocalClock(steps: [
      .init(fromMs: .min, offsetMin: 120), .init(fromMs: 1_806_195_600_000, offsetMin: 180),
      .init(fromMs: 1_824_944_400_000, offsetMin: 120),
    ]),
    sensors: SensorRegister([
      Sensor(id: "patrol-22", name: "Patrol 22", means: .heard, owner: "Mission", isPatrol: true),
      Sensor(
        id: "C-07", name: "Camera C-07", means: .camera, owner: "Mission",
        place: GeoPoint(latitudeDeg: 48.02, longitudeDeg: 37.02)),
      Sensor(
        id: "A-03", name: "Acoustic", means: .acousticSensor, owner: "G1",
        place: GeoPoint(latitudeDeg: 48, longitudeDeg: 37)),
    ]))

  /// A row with all fields filled, of which some are given.
  private func row(
    number: String = "1", position: String = "Patrol 22", means: String = "heard",
    distance: String = "1-3 km", direction: String = "N", count: String = "1",
    kind: String = "shot", qualifier: String = "", weapon: String = "",
    date: String = "2027-03-14", time: String = "02:15", latitude: String = "48.1",
    longitude: String = "37.1"
  ) -> String {
    let fields = [
      number, position, means, distance, direction, count, kind, qualifier, weapon, date, time,
      latitude, longitude,
    ]
    return fields.map { "\"\($0)\"" }.joined(separator: ";")
  }

  private static let header =
    "no.;position;means;dist.;dir.;count;kind;qualifier;weapon;date;time;latitude;longitude"

  private func read(_ rows: String...) -> [FeedItem] {
    items(([Self.header] + rows).joined(separator: "\n"), Self.settings)
  }

  // MARK: The report's table of violations

  static let table = """
    no.,position,means,dist.,dir.,count,kind,qualifier,weapon,time,side area,grade,event,case,date,latitude,longitude
    14,"Camera C-07, pumping station",camera,1-3 km,NE,6,projectile in flight,W to E,n/a,02:14-02:16,contact area,E1,EV-3391,,2027-03-14,,
    15,"Patrol 22, hill south of Orlyn",heard,3-5 km,N,4-5,explosion,undetermined,n/a,02:15,n/a,E2 (with 14),EV-3391,CS-0188,2027-03-14,48.1,37.1
    16,Acoustic A-03,acoustic,9 km,341° ± 2°,5,explosion,outgoing,≥ 100 mm (assessed),02:14:51-02:15:20,Party B,E2,EV-3391,CS-0188,2027-03-14,,
    """

  @Test(arguments: [Int.max, 1])
  func `the three example rows of the report's table are read`(readSize: Int) throws {
    let found = items(Self.table, Self.settings, readSize: readSize)
    #expect(found.rejects == [] && found.warnings == [])
    let rows = found.observations
    try #require(rows.count == 3)
    #expect(rows.map(\.sensor) == ["C-07", "patrol-22", "A-03"])
    #expect(rows.map(\.means) == [.camera, .heard, .acousticSensor])
    #expect(rows.map(\.kind) == [.projectileInFlight, .explosion, .explosion])
    #expect(rows.map(\.qualifier) == [nil, .undetermined, .outgoing])
    #expect(rows.map(\.count) == [CountRange(6), CountRange(min: 4, max: 5), CountRange(5)])
    #expect(rows.map(\.note) == ["", "", "≥ 100 mm (assessed)"])
    #expect(rows.allSatisfy { $0.attributes.isEmpty })
    let times = rows.map { Instant(atMs: $0.happened.fromMs).iso }
    #expect(times == ["2027-03-14T00:14:00Z", "2027-03-14T00:15:00Z", "2027-03-14T00:14:51Z"])
    let ends = rows.map { Instant(atMs: $0.happened.untilMs).iso }
    #expect(
      ends == [
        "2027-03-14T00:16:59.999Z", "2027-03-14T00:15:59.999Z", "2027-03-14T00:15:20.999Z",
      ])
    let bearings = try rows.map { try bearing($0) }
    #expect(bearings.map(\.distanceM) == [1_000...3_000, 3_000...5_000, 7_200...10_800])
    let degrees = bearings.map { ($0.bearingRad * 180 / .pi * 1_000).rounded() / 1_000 }
    #expect(degrees == [45, 0, 341])
    #expect(bearings.map(\.observer.point.latitudeDeg) == [48.02, 48.1, 48])
  }

  private func bearing(_ observation: Observation) throws -> Bearing {
    guard case .bearing(let bearing) = observation.place else {
      throw NoBearing()
    }
    return bearing
  }

  private struct NoBearing: Error {}

  // MARK: Distance and direction

  @Test(arguments: [
    ("< 1 km", 0.0...1_000), ("<1km", 0...1_000), ("1-3 km", 1_000...3_000),
    ("3 – 5 km", 3_000...5_000), ("5-10", 5_000...10_000), ("> 10 km", 10_000...20_000),
    ("0-1 km", 0...1_000), ("0.5 km", 400...600), ("9 KM", 7_200...10_800),
  ])
  func `a distance is a range in metres`(text: String, range: ClosedRange<Double>) throws {
    let found = read(row(distance: text)).observations
    #expect(try bearing(try #require(found.first)).distanceM == range)
  }

  @Test(arguments: ["", "unknown", "n/a", "-"])
  func `a distance that is not known leaves the bearing without one`(text: String) throws {
    let found = read(row(distance: text)).observations
    #expect(try bearing(try #require(found.first)).distanceM == nil)
  }

  @Test(arguments: [
    "<nan", "<-5", ">-5", ">nan", "<", ">", "<inf", ">1e308", "0-inf", "inf", "nan", "3-1", "-5",
    "1-", "1-3-5", "1-x", "0x5", "0", "<0", "5000", "3 miles", "1,5 km", "< 1 km > 2",
  ])
  func `what is no distance is refused by its column`(text: String) {
    let found = read(row(distance: text), row())
    #expect(found.rejects.map(\.column) == ["distance class"])
    #expect(found.observations.count == 1)
  }

  @Test(
    arguments: Array(
      zip(
        [
          "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW",
          "NW",
          "nnw",
        ], 0...)))
  func `the sixteen points of the compass are directions`(name: String, sixteenth: Int) throws {
    let found = try bearing(try #require(read(row(direction: name)).observations.first))
    #expect(abs(found.bearingRad - Double(sixteenth) * .pi / 8) < 1e-12)
    // A uniform distribution over the point's sector.
    let sectorRad = name.count == 3 ? Double.pi / 8 : .pi / 4
    #expect(abs(found.sigmaRad - sectorRad / 12.0.squareRoot()) < 1e-12)
  }

  @Test(arguments: [
    ("341° ± 2°", 341.0, 2.0), ("341±2", 341, 2), ("0", 0, 5), ("360°", 0, 5),
    ("7.5 ± 0.5", 7.5, 0.5),
  ])
  func `a direction in degrees has its error or five degrees`(
    text: String, degrees: Double, sigmaDeg: Double
  ) throws {
    let found = try bearing(try #require(read(row(direction: text)).observations.first))
    #expect(abs(found.bearingRad - degrees * .pi / 180) < 1e-12)
    #expect(abs(found.sigmaRad - sigmaDeg * .pi / 180) < 1e-12)
  }

  @Test(arguments: [
    "± 2°", "341 ±", "341 ± x", "341 ± 2 ± 3", "361", "-1", "nan", "341 ± nan", "341 ± 0",
    "341 ± 91", "0x10", "NN", "up", "W to E",
  ])
  func `what is no direction is refused by its column`(text: String) {
    #expect(read(row(direction: text)).rejects.map(\.column) == ["direction"])
  }

  @Test(arguments: [("saw", 1_500.0), ("camera", 1_500), ("heard", 5_000)])
  func `without direction and distance the thing is within reach of the observer`(
    means: String, sigmaM: Double
  ) throws {
    let found = read(row(means: means, distance: "", direction: "n/a")).observations
    guard case .fix(let fix) = try #require(found.first).place else {
      Issue.record("a bearing")
      return
    }
    #expect(fix.sigmaM == sigmaM)
  }

  // MARK: Time

  static let periods: [(date: String, time: String, from: String, until: String)] = [
    ("2027-03-14", "23:50-00:10", "2027-03-14T21:50:00Z", "2027-03-14T22:10:59.999Z"),
    ("2027-12-31", "23:59:30-00:00:10", "2027-12-31T21:59:30Z", "2027-12-31T22:00:10.999Z"),
    ("2027-03-14", "23:00-24:00", "2027-03-14T21:00:00Z", "2027-03-14T22:00:59.999Z"),
    ("2027-03-14", "00:00", "2027-03-13T22:00:00Z", "2027-03-13T22:00:59.999Z"),
    ("2027-03-14", "2:05 – 2:06", "2027-03-14T00:05:00Z", "2027-03-14T00:06:59.999Z"),
    // Across the change to summer time one hour is missing, across the one back it is there twice.
    ("2027-03-28", "02:30-04:30", "2027-03-28T00:30:00Z", "2027-03-28T01:30:59.999Z"),
    ("2027-03-27", "23:00-05:00", "2027-03-27T21:00:00Z", "2027-03-28T02:00:59.999Z"),
    ("2027-10-31", "02:30-04:30", "2027-10-30T23:30:00Z", "2027-10-31T02:30:59.999Z"),
    ("2027-10-30", "23:00-05:00", "2027-10-30T20:00:00Z", "2027-10-31T03:00:59.999Z"),
    ("2027-10-31", "03:30", "2027-10-31T00:30:00Z", "2027-10-31T00:30:59.999Z"),
  ]

  @Test(arguments: periods)
  func `a period is mission time, over midnight and over the change of clocks`(
    period: (date: String, time: String, from: String, until: String)
  ) throws {
    let found = read(row(date: period.date, time: period.time)).observations
    let happened = try #require(found.first).happened
    #expect(Instant(atMs: happened.fromMs).iso == period.from)
    #expect(Instant(atMs: happened.untilMs).iso == period.until)
  }

  @Test(arguments: [
    "", "noon", "02", "02:", ":15", "02:60", "24:00", "24:01", "23:00-24:01", "02:15-", "-02:15",
    "02:15--02:16", "02:15-02:16-02:17", "+2:15", "02:+5", "02:15:60", "02:15:10:10", "002:15",
    "02.15", "99999999999999999999:00",
  ])
  func `what is no time is refused by its column`(text: String) {
    #expect(read(row(time: text)).rejects.map(\.column) == ["time or period"])
  }

  @Test(arguments: [
    "", "14.03.2027", "2027-3-14", "2027-03-14T00:00Z", "2027-02-29", "2027-13-01", "0000-01-01",
    "1970-01-01", "1999-12-31", "2027-03-1x",
  ])
  func `what is no date since 2000 is refused by its column`(text: String) {
    #expect(read(row(date: text)).rejects.map(\.column) == ["date"])
  }

  // MARK: Count, place, observer, identity

  @Test(arguments: [
    "", "-4", "4-", "5-4", "4-5-6", "+4", "4.5", "many", "1000001", "99999999999999",
  ])
  func `what is no count is refused by its column`(text: String) {
    #expect(read(row(count: text)).rejects.map(\.column) == ["count"])
  }

  @Test func `a count of zero is a report, and so is a million`() {
    let found = read(row(number: "1", count: "0"), row(number: "2", count: "4–1000000"))
    let counts = found.observations.map(\.count)
    #expect(counts == [CountRange(0), CountRange(min: 4, max: 1_000_000)])
  }

  @Test(arguments: [
    ("91", "37", "latitude"), ("48", "181", "longitude"), ("48", "", "longitude"),
    ("", "37", "latitude"), ("NaN", "37", "latitude"), ("48", "inf", "longitude"),
    ("48,1", "37", "latitude"), ("", "", "latitude"),
  ])
  func `a place that is none is refused by its column`(
    latitude: String, longitude: String, column: String
  ) {
    let found = read(row(latitude: latitude, longitude: longitude))
    #expect(found.rejects.map(\.column) == [column])
  }

  @Test(arguments: ["", " ", ", hill"])
  func `a row without an observer is refused`(position: String) {
    #expect(read(row(position: position)).rejects.map(\.column) == ["position of observer"])
  }

  @Test func `an observer who is not registered is warned of and unconfirmed`() {
    let found = read(row(position: "Patrol 99, bridge"))
    #expect(found.observations.map(\.sensor) == ["Patrol 99"])
    #expect(found.warnings.first?.contains("'Patrol 99' is not in sensors.yaml") == true)
  }

  @Test func `swapped coordinates of a patrol are warned of and kept`() {
    var settings = Self.settings
    settings.area = GeoBox(south: 44, west: 22, north: 53, east: 41)
    let text = "\(Self.header)\n\(row(latitude: "33", longitude: "48.1"))"
    let found = items(text, settings)
    #expect(found.observations.count == 1)
    #expect(found.warnings.first?.contains("look swapped") == true)
  }

  /// Two reports of one minute that differ in direction alone are two happenings.
  @Test func `rows without numbers are told apart by what they say`() {
    let found = read(
      row(number: "", direction: "N"), row(number: "", direction: "E"),
      row(number: "", direction: "N")
    ).observations
    #expect(Set(found.map(\.key)).count == 2)
    #expect(found[0].id == found[2].id)
  }

  @Test func `a corrected row takes the place of the one with its number`() {
    let found = read(row(number: "7", count: "4"), row(number: "7", count: "5")).observations
    #expect(found[0].key == found[1].key)
    #expect(found[0].id != found[1].id)
  }

  @Test(arguments: [
    ("trench or position work", ObservationKind.positionWork), ("mine or UXO", .mineOrUXO),
    ("UAV", .uav), ("burst", .burst), ("personnel seen", .personnelSeen),
  ])
  func `kinds are read as the report writes them`(text: String, kind: ObservationKind) {
    #expect(read(row(kind: text)).observations.map(\.kind) == [kind])
  }

  @Test(arguments: [
    ("acoustic", Means.acousticSensor), ("acoustic sensor", .acousticSensor), ("ADS-B", .adsB),
    ("mid-range UAV", .midRangeUAV), ("saw and heard", .sawAndHeard),
    ("satellite", .satelliteImage),
  ])
  func `means are read as the report writes them`(text: String, means: Means) {
    #expect(read(row(means: text)).observations.map(\.means) == [means])
  }

  @Test func `an unknown word is refused with the words that are known`() {
    let reject = read(row(kind: "bang")).rejects.first
    #expect(reject?.column == "kind" && reject?.line == 2)
    #expect(reject?.text.contains("projectile in flight") == true)
  }
}
