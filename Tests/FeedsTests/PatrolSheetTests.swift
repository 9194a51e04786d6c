// SPDX-License-Identifier: Apache-2.0

import Feeds
import Geo
import Observations
import Testing

@Suite struct PatrolSheetTests {
  static let header =
    "no.,date,time or period,position of observer,latitude,longitude,means,distance class,direction,count (min-max),kind,qualifier,weapon (assessed),grade"

  var settings: FeedSettings {
    FeedSettings(
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
      ]))
  }

  private func one(_ row: String) throws -> Observation {
    let found = items("\(Self.header)\n\(row)\n", settings)
    return try #require(found.observations.first, "\(found.rejects)")
  }

  @Test func `a camera's row takes its place from the register`() throws {
    let row = try one(
      "14,2027-03-14,02:14-02:16,\"Camera C-07, pumping station\",,,camera,1-3 km,NE,6,projectile in flight,W to E,n/a,E1"
    )
    #expect(row.sensor == "C-07")
    #expect(row.kind == .projectileInFlight)
    #expect(row.count == CountRange(6))
    // 02:14 to the end of 02:16 at UTC+2
    #expect(Instant(atMs: row.happened.fromMs).iso == "2027-03-14T00:14:00Z")
    #expect(Instant(atMs: row.happened.untilMs).iso == "2027-03-14T00:16:59.999Z")
    guard case .bearing(let bearing) = row.place else {
      Issue.record("no bearing")
      return
    }
    #expect(abs(bearing.bearingRad - .pi / 4) < 1e-12)
    #expect(bearing.distanceM == 1_000...3_000)
  }

  @Test func `a patrol hears from where it stands`() throws {
    let row = try one(
      "15,2027-03-14,02:15,\"Patrol 22, hill south of Orlyn\",48.1,37.1,heard,3-5 km,341° ± 2°,4-5,explosion,undetermined,n/a,E3"
    )
    #expect(row.count == CountRange(min: 4, max: 5))
    #expect(row.qualifier == .undetermined)
    #expect(row.value(.onSite) == 1)
    guard case .bearing(let bearing) = row.place else {
      Issue.record("no bearing")
      return
    }
    #expect(abs(bearing.sigmaRad - 2 * .pi / 180) < 1e-12)
    #expect(bearing.observer.point.latitudeDeg == 48.1)
  }

  @Test(arguments: [
    ("< 1 km", 0.0...1_000), ("1-3 km", 1_000...3_000), ("5-10", 5_000...10_000),
    ("> 10 km", 10_000...20_000), ("9 km", 7_200...10_800),
  ])
  func `every distance class is a range`(text: String, range: ClosedRange<Double>) throws {
    let row = try one("1,2027-03-14,02:15,Patrol 22,48.1,37.1,heard,\(text),N,1,shot,,,")
    guard case .bearing(let bearing) = row.place else {
      Issue.record("no bearing")
      return
    }
    #expect(bearing.distanceM == range)
  }

  @Test func `a period across midnight ends on the next day`() throws {
    let row = try one("1,2027-03-14,23:50-00:10,Patrol 22,48.1,37.1,heard,unknown,,1,burst,,,")
    #expect(row.happened.untilMs - row.happened.fromMs == 21 * 60_000 - 1)
  }

  @Test func `summer time is mission time too`() throws {
    let row = try one("1,2027-06-01,03:00,Patrol 22,48.1,37.1,heard,unknown,,1,burst,,,")
    #expect(Instant(atMs: row.happened.fromMs).iso == "2027-06-01T00:00:00Z")
  }

  @Test func `a patrol that is not registered is accepted with a warning`() {
    let found = items(
      "\(Self.header)\n1,2027-03-14,02:15,Patrol 99,48.1,37.1,heard,unknown,,1,burst,,,\n", settings
    )
    #expect(found.observations.count == 1)
    #expect(found.warnings.first?.contains("Patrol 99") == true)
  }

  @Test(arguments: [
    ("1,14.3.2027,02:15,Patrol 22,48.1,37.1,heard,,,1,burst,,,", "date"),
    ("1,1970-01-01,02:15,Patrol 22,48.1,37.1,heard,,,1,burst,,,", "date"),
    ("1,2027-03-14,25:00,Patrol 22,48.1,37.1,heard,,,1,burst,,,", "time or period"),
    ("1,2027-03-14,02:15,Patrol 22,,,heard,,,1,burst,,,", "latitude"),
    ("1,2027-03-14,02:15,Patrol 22,NaN,37.1,heard,,,1,burst,,,", "latitude"),
    ("1,2027-03-14,02:15,Patrol 22,48.1,37.1,smelled,,,1,burst,,,", "means"),
    ("1,2027-03-14,02:15,Patrol 22,48.1,37.1,heard,far,,1,burst,,,", "distance class"),
    ("1,2027-03-14,02:15,Patrol 22,48.1,37.1,heard,,up,1,burst,,,", "direction"),
    ("1,2027-03-14,02:15,Patrol 22,48.1,37.1,heard,,,many,burst,,,", "count"),
    ("1,2027-03-14,02:15,Patrol 22,48.1,37.1,heard,,,5-3,burst,,,", "count"),
    ("1,2027-03-14,02:15,Patrol 22,48.1,37.1,heard,,,1,bang,,,", "kind"),
  ])
  func `a bad field is refused by the name of its column`(row: String, column: String) {
    let found = items("\(Self.header)\n\(row)\n", settings)
    #expect(found.observations.isEmpty)
    #expect(found.rejects.first?.column == column)
    #expect(found.rejects.first?.line == 2)
  }
}
