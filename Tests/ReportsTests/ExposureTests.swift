// Are the hours of observation those that were watched: no more, each once, and none where none are known?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Coverage
import Foundation
import Geo
import Making
import Observations
import Reports
import Rules
import Testing

@Suite struct ExposureTests {
  private let hourMs: Int64 = 3_600_000
  private let fromMs = MadeUp.period.fromMs

  private func entry(
    _ id: String, _ kind: RegisterKind = .exposure, at place: RegisterPlace? = .lineKm(0...60),
    fromH: Double = 0, hours: Double?, receivedH: Double? = nil, corrects: String? = nil,
    _ attributes: [String: RegisterValue] = [:]
  ) -> RegisterEntry {
    let startMs = fromMs + Int64(fromH * 3_600_000)
    let endMs = hours.map { startMs + Int64($0 * 3_600_000) }
    return RegisterEntry(
      id: id, kind: kind, place: place, fromMs: startMs, untilMs: endMs,
      receivedAtMs: receivedH.map { fromMs + Int64($0 * 3_600_000) } ?? endMs ?? startMs,
      attributes: attributes.sorted { $0.key < $1.key }.map { RegisterAttribute($0.key, $0.value) },
      corrects: corrects)
  }

  private func watch(
    _ id: String, _ watcher: String = "Patrol 22", _ means: String = "patrol",
    at place: RegisterPlace? = .lineKm(0...60), fromH: Double = 0, hours: Double?,
    receivedH: Double? = nil, corrects: String? = nil, _ more: [String: RegisterValue] = [:]
  ) -> RegisterEntry {
    entry(
      id, at: place, fromH: fromH, hours: hours, receivedH: receivedH, corrects: corrects,
      ["watcher": .word(watcher), "means": .word(means)].merging(more) { $1 })
  }

  private func material(
    _ entries: [RegisterEntry], kept: Set<RegisterKind> = [], sensors: [Sensor]? = nil
  ) -> ReportMaterial {
    var material = MadeUp.material(MadeUp.reports)
    if let sensors { material.mission.sensors = SensorRegister(sensors) }
    material.register = Register(entries, kept: kept)
    material.readExposure()
    return material
  }

  private func figure(_ report: DailyReport, _ name: String) -> Double? {
    guard case .decimal(let value, _) = report.cell(name)?.value else { return nil }
    return value
  }

  @Test func `hours count even if nothing happens, and zero is recorded as zero`() {
    let report = DailyReport(material([watch("X-1", hours: 6)]))
    #expect(figure(report, "t1/centre/patrol-h") == 6)
    #expect(figure(report, "t1/east/patrol-h") == 0)
    #expect(figure(report, "t1/all/camera-h") == 0)
    #expect(report.text(report.cell("t1/east/patrol-h") ?? .none, .en) == "0.0")
    #expect(figure(report, "t1/all/per-100-exposure-h") == 13.0 / 6 * 100)
    #expect(report.cell("t1/centre/patrol-h")?.rows == ["X-1"])
  }

  @Test func `where nobody keeps the register, hours, rate and coverage are not recorded`() {
    let report = DailyReport(material([]))
    for name in ["patrol-h", "camera-h", "UAV-h", "coverage-%", "per-100-exposure-h"] {
      #expect(report.cell("t1/all/\(name)")?.value == .notRecorded, "\(name)")
    }
    let kept = DailyReport(material([], kept: [.exposure]))
    #expect(figure(kept, "t1/all/patrol-h") == 0)
    #expect(figure(kept, "t1/all/coverage-%") == 0)
    #expect(kept.cell("t1/all/per-100-exposure-h")?.value == Cell.Value.none)
  }

  @Test func `a stretch across two sectors gives each its share, and together the whole`() {
    // The line runs 120 km from west to east; the sectors meet at km 70.
    let report = DailyReport(material([watch("X-1", at: .lineKm(60...80), hours: 6)]))
    let centre = figure(report, "t1/centre/patrol-h") ?? 0
    let east = figure(report, "t1/east/patrol-h") ?? 0
    #expect(abs(centre - 3) < 0.02)
    #expect(abs(centre + east - 6) < 1e-9)
    #expect(figure(report, "t1/all/patrol-h") == centre + east)
  }

  @Test func `coverage is the share of the line, over the whole period`() {
    let report = DailyReport(
      material([
        watch("X-1", at: .lineKm(0...60), hours: 12),
        watch("X-2", "Camera", "camera", at: .lineKm(0...60), fromH: 6, hours: 12),
        watch("X-3", "UAV", "uav", at: .lineKm(70...90), hours: 24, receivedH: 23),
        watch("X-4", "Ears", "acoustic", at: .lineKm(0...120), hours: 24, receivedH: 23),
      ]))
    // 60 km over 18 h and 20 km over 24 h, of 120 km over 24 h.
    let kmHours: Double = 60 * 18 + 20 * 24
    let expected = kmHours / (120 * 24) * 100
    #expect(abs((figure(report, "t1/all/coverage-%") ?? 0) - expected) < 0.05)
    #expect(abs((figure(report, "t1/east/coverage-%") ?? 0) - 20.0 / 50 * 100) < 0.2)
  }

  @Test func `what was jammed or blind does not count: at known times, and as a sum of minutes`() {
    let outage = entry(
      "O-1", .sensorOutage, at: nil, fromH: 1, hours: 2, receivedH: 4,
      ["sensor": .word("UAV 3"), "sign": .word("interference")])
    let stopped = entry(
      "IM-1", .impediment, at: nil, fromH: 2, hours: 2, receivedH: 4,
      ["type": .word("gnss_jamming"), "watcher": .word("UAV 3"), "stops_watch": .flag(true)])
    let beside = entry(
      "IM-2", .impediment, at: nil, fromH: 6, hours: 2, receivedH: 8,
      ["type": .word("delay"), "watcher": .word("UAV 3")])
    let flight = watch("X-1", "UAV 3", "uav", hours: 10, ["blind_min": .number(30)])
    let report = DailyReport(material([flight, outage, stopped, beside]))
    // 10 h less 1-4 h, less 30 min; the impediment that does not say so takes nothing.
    #expect(abs((figure(report, "t1/all/UAV-h") ?? 0) - 6.5) < 1e-9)
    let before = DailyReport(material([flight]))
    #expect(abs((figure(before, "t1/all/UAV-h") ?? 0) - 9.5) < 1e-9)
    let jammedRate = figure(report, "t1/all/per-100-exposure-h") ?? 0
    #expect(jammedRate > figure(before, "t1/all/per-100-exposure-h") ?? .infinity)
  }

  @Test func `hours of sensors without a column stand in the method note, with their entries`()
    throws
  {
    let report = DailyReport(
      material([
        watch("X-1", hours: 6), watch("X-2", "A-03", "acoustic", hours: 20),
        watch("X-3", "A-04", "acoustic", fromH: 2, hours: 20.5),
      ]))
    let note = try #require(report.paragraphs.first { $0.key == "method.exposure" })
    #expect(note.template.en.contains("acoustic sensors {method.exposure/acoustic}"))
    #expect(!note.template.en.contains("radars"))
    #expect(figure(report, "method.exposure/acoustic") == 40.5)
    #expect(report.cell("method.exposure/acoustic")?.rows == ["X-2", "X-3"])
    #expect(figure(report, "t1/all/per-100-exposure-h") == 13.0 / 6 * 100)
  }

  @Test func `an entry that tells late of hours that were counted adds only the rest`() {
    // Under way since before the cut, and a sheet about the same hours that came after it.
    let running = watch("X-1", fromH: -3, hours: nil, receivedH: -3, ["state": .word("under_way")])
    let sheet = watch("X-2", fromH: -5, hours: 7, receivedH: 3)
    let report = DailyReport(material([running, sheet]))
    // The sheet's first two hours are new; the running watch counts from the last cut to this one.
    #expect(figure(report, "t1/all/patrol-h") == 26)
  }

  @Test func `two entries of one watcher at one time are one watch`() {
    let report = DailyReport(
      material([watch("X-1", hours: 6), watch("X-2", fromH: 4, hours: 4)]))
    #expect(figure(report, "t1/all/patrol-h") == 8)
    let others = DailyReport(
      material([watch("X-1", hours: 6), watch("X-2", "Patrol 31", fromH: 4, hours: 4)]))
    #expect(figure(others, "t1/all/patrol-h") == 10)
  }

  @Test func `hours of the period before count where the Mission learns of them, once`() {
    // From 3 h before the cut to 1 h after it; the sheet comes in after the patrol.
    let sheet = watch("X-1", fromH: -3, hours: 4)
    let report = DailyReport(material([sheet]))
    #expect(figure(report, "t1/all/patrol-h") == 4)
    let notes = report.table("T1")?.notes.map(\.en) ?? []
    #expect(notes.contains { $0.contains("include 3.0 of earlier periods") })
    // One that was known before the cut was counted then, up to the cut.
    let known = watch("X-2", fromH: -3, hours: nil, receivedH: -3)
    let closed = watch("X-3", fromH: -3, hours: 4, receivedH: 1, corrects: "X-2")
    #expect(figure(DailyReport(material([known, closed])), "t1/all/patrol-h") == 1)
    var before = material([known, closed])
    before.period = before.period.previous
    before.readExposure()
    #expect(figure(DailyReport(before), "t1/all/patrol-h") == 3)
  }

  @Test func `planned and cancelled watches do not count, one under way counts up to the cut`() {
    let report = DailyReport(
      material([
        watch("X-1", "A", hours: 5, receivedH: -5, ["state": .word("planned")]),
        watch("X-2", "B", hours: 5, ["state": .word("cancelled")]),
        watch("X-3", "C", fromH: 20, hours: nil, ["state": .word("under_way")]),
      ]))
    #expect(figure(report, "t1/all/patrol-h") == 4)
  }

  @Test func `a sensor that watches all the time counts without its outages, if those are kept`() {
    let camera = { (watch: SensorWatch?) -> Sensor in
      var sensor = Sensor(
        id: "C7", name: "C-07", means: .camera, owner: "Mission", place: place(0, -2_000))
      sensor.watch = watch
      return sensor
    }
    let since = SensorWatch(fromMs: fromMs - 100 * hourMs, reachM: 5_000)
    let outage = entry(
      "O-1", .sensorOutage, at: nil, fromH: 3, hours: 5, receivedH: 4,
      ["sensor": .word("C7"), "sign": .word("damage")])
    let known = DailyReport(material([outage], kept: [.exposure], sensors: [camera(since)]))
    #expect(figure(known, "t1/all/camera-h") == 19)
    #expect(figure(known, "t1/all/patrol-h") == 0)
    // A chord of the circle: 2 × √(5² − 2²) km of 120 km, for 19 of 24 h.
    let chordKm = 2 * (25.0 - 4).squareRoot()
    #expect(
      abs((figure(known, "t1/all/coverage-%") ?? 0) - chordKm / 120 * 19 / 24 * 100) < 0.1)
    let unknown = DailyReport(material([], kept: [.exposure], sensors: [camera(since)]))
    #expect(unknown.cell("t1/all/camera-h")?.value == .notRecorded)
    #expect(unknown.cell("t1/all/per-100-exposure-h")?.value == .notRecorded)
    let none = DailyReport(material([], kept: [.exposure], sensors: [camera(nil)]))
    #expect(figure(none, "t1/all/camera-h") == 0)
  }

  @Test func `what was watched and the same hours planned give the same hours and coverage`() throws
  {
    let plans: [(String, ClosedRange<Double>, Double, Double)] = [
      ("patrol", 0...60, 0, 8), ("camera", 40...80, 4, 12), ("uav", 75...100, 6, 10.5),
      ("uav", 20...30, 20, 23.5),
    ]
    let entries = plans.enumerated().map { index, plan in
      watch(
        "X-\(index)", "W\(index)", plan.0, at: .lineKm(plan.1), fromH: plan.2,
        hours: plan.3 - plan.2)
    }
    let report = DailyReport(material(entries))
    let line = try #require(MadeUp.territory.line(atMs: fromMs))
    let territory = MadeUp.territory
    let assets = plans.enumerated().map { index, plan in
      let startMs = fromMs + Int64(plan.2 * 3_600_000)
      return CoverageAsset(
        id: "W\(index)", kind: WatchKind(rawValue: plan.0) ?? .radar, owner: "M", site: "\(index)",
        reach: .stretch(plan.1, inFog: true),
        on: Spans(startMs..<(fromMs + Int64(plan.3 * 3_600_000))))
    }
    let plan = CoveragePlan(
      ground: CoverageGround(LineCells(pieces: line.pieces)) { territory.sector(of: $0)?.id },
      slots: Slots(fromMs: fromMs, count: 144), assets: assets)
    let grid = plan.grid()
    #expect(figure(report, "t1/all/patrol-h") == plan.hours(of: .patrol))
    #expect(figure(report, "t1/all/camera-h") == plan.hours(of: .camera))
    #expect(figure(report, "t1/all/UAV-h") == plan.hours(of: .uav))
    for sector in ["centre", "east"] {
      let share = try #require(grid.share(atLeast: 1, sector: sector))
      #expect(abs((figure(report, "t1/\(sector)/coverage-%") ?? 0) - share * 100) < 1e-9)
    }
    let whole = try #require(grid.share(atLeast: 1))
    #expect(abs((figure(report, "t1/all/coverage-%") ?? 0) - whole * 100) < 1e-9)
  }

  @Test func `the sentence, the page, the sheet and the program's form have the same digits`()
    throws
  {
    let report = DailyReport(
      material([
        watch("X-1", at: .lineKm(10...50), hours: 7.25),
        watch("X-2", "Camera", "camera", at: .lineKm(0...30), hours: 11.4),
      ]))
    let summary = try #require(report.paragraphs.first { $0.key == "summary.all" })
    #expect(summary.template.en.contains("{t1/all/patrol-h} patrol"))
    let table = try #require(report.table("T1"))
    let column = try #require(table.columns.firstIndex { $0.name == "patrol h" })
    let sheet = String(decoding: try #require(report.csv(table)), as: UTF8.self)
    let rows = sheet.components(separatedBy: "\r\n").map { $0.components(separatedBy: ",") }
    #expect(rows.last { $0.count > 1 }?[column] == "7.3")
    let cell = try #require(report.cell("t1/all/patrol-h"))
    #expect(report.text(cell, .en) == "7.3")
    #expect(report.text(cell, .de) == "7,3")
    let coverage = try #require(report.cell("t1/all/coverage-%"))
    // km 10-30 by both at once, the camera longer.
    let kmHours: Double = 20 * 7.25 + 30 * 11.4
    let percent = kmHours / (120 * 24) * 100
    #expect(abs((figure(report, "t1/all/coverage-%") ?? 0) - percent) < 0.05)
    #expect(report.text(coverage, .en) == "17")
  }
}
