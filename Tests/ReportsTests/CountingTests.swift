// What is counted once, what is set apart, and in which report it stands.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Making
internal import Notation
import Observations
import Reports
import Testing
import Tracks

@Suite struct CountingTests {
  private let report = DailyReport(MadeUp.material(MadeUp.reports))

  private func value(_ name: String) -> Cell.Value? { report.cell(name)?.value }

  @Test func `one explosion heard by two patrols counts once, with the highest reliable count`() {
    #expect(value("t1/centre/explosions") == .integer(6))
    #expect(report.cell("t1/centre/explosions")?.rows.count == 2)
  }

  @Test func `every kind of the counting rule has its column, and others have none`() {
    #expect(value("t1/centre/projectiles") == .integer(6))
    #expect(value("t1/east/bursts-and-shots") == .integer(1))
    #expect(value("t1/centre/violations") == .integer(12))
    #expect(value("t1/all/violations") == .integer(13))
    #expect(value("t1/all/muzzle-flashes") == .integer(0))
  }

  @Test func `the sum of the kinds is the number of violations, in every row`() {
    let kinds = ["explosions", "projectiles", "muzzle-flashes", "flares", "bursts-and-shots"]
    for row in report.table("T1")?.rows ?? [] {
      let sum = kinds.reduce(0) { sum, kind in
        guard case .integer(let count)? = value("t1/\(row.key)/\(kind)") else { return -1_000 }
        return sum + count
      }
      #expect(value("t1/\(row.key)/violations") == .integer(sum))
    }
  }

  @Test func `what became known in the period is in it, marked as late where it happened before`() {
    let rows = report.table("T2")?.rows ?? []
    let late = rows.compactMap { $0.cells.compactMap(\.remark).first { $0.en.hasPrefix("late") } }
    #expect(late.map(\.en) == ["late, occurred 23/6"])
    #expect(value("t1/all/previous-period") == .integer(3))
    #expect(value("t1/all/since-recommitment") == .integer(16))
  }

  @Test func `each event is in exactly one report`() {
    let days = ["2026-06-22", "2026-06-23", "2026-06-24", "2026-06-25"]
    let counts = days.map { text -> Int in
      var material = MadeUp.material(MadeUp.reports)
      material.period = ReportPeriod(
        day: day(text), cut: "19:30", clock: material.mission.clock)
      guard case .integer(let count)? = DailyReport(material).cell("t1/all/violations")?.value
      else { return -1 }
      return count
    }
    #expect(counts == [0, 3, 13, 0])
  }

  @Test func `live fire is set apart and in no sum`() {
    var material = MadeUp.material(MadeUp.reports)
    let exercise = MadeUp.events([
      Making.report(
        "P1 exercise", .explosion, at: place(-30_000, 9_000), sensor: "P1", means: .heard,
        count: CountRange(40))
    ])
    material.setAside = [SetAsideEvent(event: exercise[0], reason: .liveFireExerciseNotified)]
    let report = DailyReport(material)
    #expect(report.cell("t1/centre/live-fire-set-apart")?.value == .integer(40))
    #expect(report.cell("t1/all/violations")?.value == .integer(13))
    let summary = report.paragraphs.first { $0.key == "summary.sector.centre" }
    #expect(summary?.template.en.contains("live-fire") == true)
  }

  @Test func `hours that were not recorded are not nought`() {
    #expect(value("t1/centre/patrol-h") == .notRecorded)
    #expect(value("t1/all/per-100-exposure-h") == .notRecorded)
    #expect(value("t1/all/coverage-%") == .notRecorded)
    #expect(report.text(.notRecorded, .en) == "n/r")
  }

  @Test func `hours that were recorded count within the period alone, and give a rate`() {
    var material = MadeUp.material(MadeUp.reports)
    let fromMs = MadeUp.period.fromMs
    material.exposure = [
      ExposureInterval(
        id: "X1", kind: .patrol, sector: "centre",
        period: Period(fromMs: fromMs - 3_600_000, untilMs: fromMs + 10 * 3_600_000)),
      ExposureInterval(
        id: "X2", kind: .camera, sector: "east",
        period: Period(fromMs: fromMs, untilMs: fromMs + 40 * 3_600_000)),
    ]
    let report = DailyReport(material)
    #expect(report.cell("t1/centre/patrol-h")?.value == .decimal(10, places: 1))
    #expect(report.cell("t1/east/camera-h")?.value == .decimal(24, places: 1))
    #expect(report.cell("t1/all/per-100-exposure-h")?.value == .decimal(13.0 / 34 * 100, places: 1))
    #expect(report.cell("t1/east/patrol-h")?.value == .decimal(0, places: 1))
  }

  @Test func `numbers link to the rows that they count`() {
    let all = Set(report.cell("t1/all/violations")?.rows ?? [])
    let sectors = ["centre", "east"].flatMap { report.cell("t1/\($0)/violations")?.rows ?? [] }
    #expect(all == Set(sectors))
    #expect(sectors.count == all.count)
    let inT2 = Set((report.table("T2")?.rows ?? []).flatMap { $0.cells[12].rows })
    #expect(inT2 == all)
  }

  @Test func `the order in which reports came makes no difference`() {
    let other = DailyReport(MadeUp.material(MadeUp.reports.reversed()))
    #expect(other.json.written == report.json.written)
  }
}
