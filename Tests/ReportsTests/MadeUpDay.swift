// A day on a made-up line: patrols, a camera and an acoustic sensor, with known counts.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Foundation
import Geo
import Making
import Observations
import Reports
import Rules
import Tracks

/// The rules of a real time zone, as the system's database has them.
func clock(_ zoneName: String) -> LocalClock {
  guard let zone = TimeZone(identifier: zoneName) else { preconditionFailure(zoneName) }
  var at = Date(timeIntervalSince1970: 1_704_067_200)
  var steps = [LocalClock.Step(fromMs: .min, offsetMin: zone.secondsFromGMT(for: at) / 60)]
  while let next = zone.nextDaylightSavingTimeTransition(after: at),
    next.timeIntervalSince1970 < 1_893_456_000
  {
    steps.append(
      .init(
        fromMs: Int64(next.timeIntervalSince1970) * 1_000,
        offsetMin: zone.secondsFromGMT(for: next) / 60))
    at = next
  }
  return LocalClock(steps: steps)
}

func ms(_ iso: String) -> Int64 {
  guard let instant = Instant(iso: iso) else { preconditionFailure(iso) }
  return instant.atMs
}

func day(_ text: String) -> CalendarDay {
  guard let day = CalendarDay(text) else { preconditionFailure(text) }
  return day
}

/// The mission of the made-up day: a line from west to east at 48° N, two sectors.
enum MadeUp {
  static let sensors = SensorRegister([
    Sensor(
      id: "C7", name: "Camera C-07, pumping station", means: .camera, owner: "Mission",
      place: place(0, -2_000)),
    Sensor(
      id: "P1", name: "Patrol 22, hill south of Orlyn", means: .heard, owner: "Mission",
      isPatrol: true),
    Sensor(id: "P2", name: "Patrol 31", means: .sawAndHeard, owner: "Mission", isPatrol: true),
    Sensor(
      id: "A3", name: "Acoustic A-03", means: .acousticSensor, owner: "Mission",
      place: place(-6_000, -6_000)),
  ])

  static func sector(_ id: String, _ name: [String], _ west: Double, _ east: Double) -> Area {
    let ring = [
      (west, -40_000.0), (east, -40_000), (east, 40_000), (west, 40_000), (west, -40_000),
    ]
    return Area(
      id: id,
      name: LocalText(
        zip(["en", "de", "uk"], name).map { LocalText.Entry(language: $0, text: $1) }),
      polygons: [ZoneIndex.Polygon(rings: [ring.map { place($0.0, $0.1) }])])
  }

  static var territory: Territory {
    Territory(
      lines: [
        ContactLine(
          version: "L-1", validity: .always,
          pieces: [stride(from: -60_000.0, through: 60_000, by: 5_000).map { place($0, 0) }],
          leftParty: .a)
      ],
      sectors: [
        sector("centre", ["Sector Centre", "Sektor Mitte", "Сектор «Центр»"], -60_000, 10_000),
        sector("east", ["Sector East", "Sektor Ost", "Сектор «Схід»"], 10_000, 60_000),
      ])
  }

  static var mission: ReportMission {
    ReportMission(
      id: "made-up", name: LocalText("Made-up mission"),
      partyNames: [.a: LocalText("Party A"), .b: LocalText("Party B")], timeZone: "Europe/Kyiv",
      clock: clock("Europe/Kyiv"), cut: "19:30",
      recommittedMs: ms("2026-06-20T00:00:00+03:00"), sensors: sensors,
      agreement: Agreement(id: "M", title: LocalText("M"), inForceMs: 0, clauses: []),
      territory: territory)
  }

  /// 24 June 2026: from 23 June 19:30 to 24 June 19:30 in Kyiv.
  static let period = ReportPeriod(
    day: day("2026-06-24"), cut: "19:30", clock: clock("Europe/Kyiv"))

  static func events(_ reports: [Observation]) -> [Event] {
    var joiner = EventJoiner(settings: JoinSettings(), sensors: sensors)
    for report in reports { _ = joiner.add(report) }
    _ = joiner.settle()
    return joiner.currentEvents()
  }

  static func material(_ reports: [Observation]) -> ReportMaterial {
    var material = ReportMaterial(mission: mission, period: period)
    material.events = events(reports)
    return material
  }

  /// One explosion that two patrols and a sensor reported, counted 4-5, 5 and 5; six projectiles; a
  /// shot in the other sector; one explosion of the day before that became known today; one of the
  /// previous period.
  static var reports: [Observation] {
    let bang = place(2_000, 3_000)
    var heard = report(
      "P1 bang", .explosion, at: bang, sigmaM: 300, sensor: "P1", means: .heard,
      count: CountRange(min: 4, max: 5) ?? .one)
    heard.qualifier = .undetermined
    var second = report(
      "P2 bang", .explosion, at: bang, sigmaM: 300, sensor: "P2", means: .sawAndHeard,
      count: CountRange(5), atMs: noonMs + 2_000)
    second.qualifier = .impact
    let camera = report(
      "C7 tracer", .projectileInFlight, at: place(1_500, 1_000), sigmaM: 100, sensor: "C7",
      means: .camera, count: CountRange(6), atMs: noonMs + 3_600_000, lastedMs: 120_000)
    let shot = report(
      "P2 shot", .shot, at: place(30_000, -2_000), sigmaM: 100, sensor: "P2", means: .saw,
      atMs: noonMs - 7_200_000)
    let late = report(
      "P1 late", .explosion, at: place(-20_000, 5_000), sigmaM: 300, sensor: "P1", means: .heard,
      atMs: noonMs - 24 * 3_600_000, receivedMs: noonMs)
    let before = report(
      "P1 before", .explosion, at: place(-25_000, 5_000), sigmaM: 300, sensor: "P1",
      means: .heard, count: CountRange(3), atMs: noonMs - 25 * 3_600_000,
      receivedMs: noonMs - 25 * 3_600_000)
    let vehicle = report(
      "P2 vehicle", .armouredVehicleSeen, at: place(30_500, -2_000), sigmaM: 100, sensor: "P2",
      means: .saw, atMs: noonMs - 7_000_000)
    return [heard, second, camera, shot, late, before, vehicle]
  }
}
