// How long does a daily report of 10,000 events take, in HTML and in all forms?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Foundation
internal import Geo
internal import Measuring
internal import Observations
internal import Reports
internal import Rules
internal import Server
internal import Tracks

let eventCount = 10_000
let plane = LocalPlane(origin: GeoPoint(latitudeDeg: 48, longitudeDeg: 37))
let clock = LocalClock(steps: [.init(fromMs: .min, offsetMin: 180)])
guard let day = CalendarDay("2026-06-24") else { fatalError("a day") }
let period = ReportPeriod(day: day, cut: "19:30", clock: clock)
let sensors = SensorRegister(
  (0..<20).map {
    Sensor(
      id: "P\($0)", name: "Patrol \($0), hill south of Orlyn", means: .heard, owner: "Mission",
      isPatrol: true)
  })
let sectors = (0..<6).map { number in
  let west = Double(number) * 50_000 - 150_000
  let corners = [(0.0, -80_000.0), (50_000, -80_000), (50_000, 80_000), (0, 80_000), (0, -80_000)]
  return Area(
    id: "s\(number)", name: LocalText("Sector \(number)"),
    polygons: [
      ZoneIndex.Polygon(rings: [
        corners.map { plane.point(eastM: west + $0.0, northM: $0.1) }
      ])
    ])
}
let line = ContactLine(
  version: "L", validity: .always,
  pieces: [
    stride(from: -150_000.0, through: 150_000, by: 300).map {
      plane.point(eastM: $0, northM: 8_000 * sin($0 / 9_000))
    }
  ], leftParty: .a)

/// Happenings at least 60 m and some seconds apart, half of them with two reports.
func joined() -> [Event] {
  var random = Seeded(11)
  var joiner = EventJoiner(settings: JoinSettings(), sensors: sensors)
  let kinds: [ObservationKind] = [.explosion, .burst, .shot, .projectileInFlight, .muzzleFlash]
  for number in 0..<eventCount {
    let point = plane.point(
      eastM: random.number(-140_000...140_000), northM: random.number(-70_000...70_000))
    let atMs = period.fromMs + Int64(random.number(0...86_000_000))
    let kind = kinds[Int(random.number(0...4.99))]
    for copy in 0...(number % 2) {
      guard
        let fix = try? Fix(
          latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg, sigmaM: 60)
      else { continue }
      let raw = Array("\(number) \(copy)".utf8)
      _ = joiner.add(
        Observation(
          key: ContentID(parts: ["\(number)", "\(copy)"]), digest: ContentDigest(of: raw), raw: raw,
          feed: "patrols", sensor: "P\((number + copy) % 20)", means: .heard, confidence: .high,
          kind: kind, count: CountRange(min: 1, max: 1 + number % 7) ?? .one,
          happened: Period(fromMs: atMs, untilMs: atMs + 1_000), observedAtMs: atMs,
          receivedAtMs: min(atMs + 60_000, period.untilMs - 1), place: .fix(fix)))
    }
  }
  _ = joiner.settle()
  return joiner.currentEvents()
}

let zones = [Zone(id: "BZ", shape: .offset(offsetM: 7_500, party: nil))]
let territory = Territory(lines: [line], zones: zones, sectors: sectors)
let mission = ReportMission(
  id: "bench", name: LocalText("Bench"), partyNames: [:], timeZone: "Etc/GMT-3", clock: clock,
  cut: "19:30", recommittedMs: 0, sensors: sensors,
  agreement: Agreement(id: "B", title: LocalText("B"), inForceMs: 0, clauses: []),
  territory: territory)
var material = ReportMaterial(mission: mission, period: period)
material.events = joined()
var ground = MapGround()
ground.zones = MapGround.zones(of: territory, atMs: period.fromMs)

var checks = Checks()
var byteCount = 0
let htmlS = secondsS(runs: 3) {
  let report = DailyReport(material)
  byteCount = HTMLWriter.html(report, ground: ground, language: .en).count
}
let report = DailyReport(material)
let rowCount = report.table("T2")?.rows.count ?? 0
print("\(material.events.count) events, \(rowCount) rows in T2, HTML of \(byteCount / 1_000) kB")
row("report and HTML", htmlS, "s")
/// A year of 100 watches a day, half of them closed by a correction.
func watches() -> [RegisterEntry] {
  var random = Seeded(12)
  var entries: [RegisterEntry] = []
  for number in 0..<36_500 {
    let dayMs = Int64(number / 100) * 86_400_000
    let fromMs = period.untilMs - 366 * 86_400_000 + dayMs + Int64(random.number(0...50_000_000))
    let fromKm = random.number(0...280)
    let means = ["patrol", "camera", "uav"][number % 3]
    let attributes = [
      RegisterAttribute("means", .word(means)),
      RegisterAttribute("watcher", .word("W\(number % 100)")),
    ]
    func entry(_ id: String, _ untilMs: Int64?, _ receivedMs: Int64, corrects: String?)
      -> RegisterEntry
    {
      RegisterEntry(
        id: id, kind: .exposure, place: .lineKm(fromKm...(fromKm + 15)), fromMs: fromMs,
        untilMs: untilMs, receivedAtMs: receivedMs, attributes: attributes, corrects: corrects)
    }
    let endMs = fromMs + 28_800_000
    if number % 2 == 0 { entries.append(entry("X-\(number)", nil, fromMs, corrects: nil)) }
    entries.append(
      entry("Y-\(number)", endMs, endMs, corrects: number % 2 == 0 ? "X-\(number)" : nil))
  }
  return entries
}
var watched = material
watched.register = Register(watches())
let exposureS = secondsS(runs: 3) { watched.readExposure() }
row("hours and coverage of two days among 54,750 watches", exposureS, "s")
checks.expect(watched.coverage != nil, "a day with hours and coverage")
checks.expect(exposureS <= 1, "hours and coverage within 1 s")
let start = ContinuousClock.now
let files = try await ReportFiles(report, ground: ground).files(
  Set(ReportFormat.allCases), [.en])
let took = ContinuousClock.now - start
let allS = Double(took.components.seconds) + Double(took.components.attoseconds) * 1e-18
row("HTML, PDF, CSV and JSON", allS, "s")
for file in files where file.bytes.count > 100_000 {
  row("  \(file.name)", Double(file.bytes.count) / 1_000, "kB")
}
checks.expect(material.events.count > 9_900, "a day of 10,000 events")
checks.expect(htmlS <= 1, "HTML within 1 s")
checks.expect(allS <= 10, "all forms within 10 s")
exit(checks.areAllKept ? 0 : 1)
