// Tables that are made from registers: what was entered, and nothing that was not.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Making
import Observations
import Reports
import Rules
import Testing

@Suite struct RegisterTableTests {
  private let hourMs: Int64 = 3_600_000

  private func entry(
    _ id: String, _ kind: RegisterKind, _ party: Party? = nil, at place: RegisterPlace? = nil,
    fromH: Int64 = 0, hours: Int64? = nil, receivedH: Int64 = -1,
    _ attributes: [String: RegisterValue] = [:]
  ) -> RegisterEntry {
    RegisterEntry(
      id: id, kind: kind, party: party, place: place, fromMs: noonMs + fromH * hourMs,
      untilMs: hours.map { noonMs + (fromH + $0) * hourMs },
      receivedAtMs: noonMs + receivedH * hourMs,
      attributes: attributes.sorted { $0.key < $1.key }.map { RegisterAttribute($0.key, $0.value) })
  }

  private func report(_ entries: [RegisterEntry]) -> DailyReport {
    var material = MadeUp.material(MadeUp.reports)
    material.register = Register(entries)
    return DailyReport(material)
  }

  private func texts(_ report: DailyReport, _ table: String) -> [[String]] {
    (report.table(table)?.rows ?? []).map { row in row.cells.map { report.text($0, .en) } }
  }

  @Test func `impediments of the period stand with place, side, length and type in words`() {
    let report = report([
      entry(
        "IM-1", .impediment, .b, at: .circle(place(0, -5_000), radiusM: 100), hours: 2,
        ["type": .word("conditional_access"), "reason": .word("mined road")]),
      entry("IM-2", .impediment, fromH: -48, hours: 1, ["type": .word("denial")]),
      entry("IM-3", .impediment, receivedH: 30, ["type": .word("denial")]),
    ])
    let rows = texts(report, "T12")
    #expect(rows.map(\.[0]) == ["IM-1"])
    #expect(rows[0][3...7] == ["Party B", "conditional access", "Party B", "mined road", "2.0"])
    #expect(report.cell("summary.impediments/count")?.value == .integer(1))
  }

  @Test func `a notification is in time where its clause's lead was kept`() {
    var material = MadeUp.material(MadeUp.reports)
    material.register = Register([
      entry(
        "N-1", .notification, .a, at: .circle(place(0, 20_000), radiusM: 3_000), hours: 3,
        receivedH: -80, ["what": .word("exercise")])
    ])
    let rows = texts(DailyReport(material), "T14")
    #expect(rows.count == 1)
    #expect(rows[0][1] == "exercise")
    #expect(rows[0][2] == "15:00–18:00")
    #expect(rows[0][3].hasPrefix("3.0\u{A0}km around"))
    #expect(rows[0][4] == "–")
  }

  @Test func `a sensor's hours are those of the period without its outages, each minute once`() {
    let report = report([
      entry("O-1", .sensorOutage, hours: 2, ["sensor": .word("C7"), "sign": .word("damage")]),
      entry(
        "O-2", .sensorOutage, fromH: 1, hours: 2, ["sensor": .word("C7"), "sign": .word("none")]),
    ])
    #expect(report.cell("t15/C7/up-h")?.value == .decimal(21, places: 1))
    #expect(report.cell("t15/P1/up-h")?.value == .decimal(24, places: 1))
    let none = DailyReport(MadeUp.material([]))
    #expect(none.cell("t15/C7/up-h")?.value == .notRecorded)
  }

  @Test func `a storage site shows what is missing, as a range where the count is one`() {
    let report = report([
      entry(
        "L-1", .storageList, .a, fromH: -100, receivedH: -100,
        ["site": .word("S-4"), "type": .word("howitzer"), "number": .number(12)]),
      entry(
        "V-1", .storageVisit, .a, hours: 1,
        [
          "site": .word("S-4"), "type": .word("howitzer"), "seen_min": .number(9),
          "seen_max": .number(10), "access": .word("partial"), "seal": .word("broken"),
        ]),
    ])
    let rows = texts(report, "T4")
    #expect(rows.count == 1)
    #expect(rows[0] == ["S-4", "Party A", "partial", "12", "9–10", "2–3", "15:00", "broken"])
  }

  @Test func `pieces are missing since the first visit that fell short and was not made good`() {
    func visit(_ id: String, _ fromH: Int64, _ seen: Double) -> RegisterEntry {
      entry(
        id, .storageVisit, .a, fromH: fromH, hours: 1, receivedH: min(fromH + 1, -1),
        [
          "site": .word("S-4"), "type": .word("howitzer"), "seen_min": .number(seen),
          "seen_max": .number(seen),
        ])
    }
    let list = entry(
      "L-1", .storageList, .a, fromH: -900, receivedH: -900,
      ["site": .word("S-4"), "type": .word("howitzer"), "number": .number(12)])
    let visits = [
      visit("V-1", -96, 11), visit("V-2", -72, 12), visit("V-3", -48, 10), visit("V-4", 0, 11),
    ]
    let since = report([list] + visits).cell("t4/V-4/missing-since")
    #expect(since?.value == .time(noonMs - 48 * hourMs))
    #expect(since?.rows == ["V-3"])
    let whole = report([list, visit("V-5", 0, 12)])
    #expect(whole.cell("t4/V-5/missing-since")?.value == Cell.Value.none)
  }

  @Test func `a crossing point shows who and what passed, as far as it was counted`() {
    let report = report([
      entry(
        "C-1", .borderVisit, hours: 8,
        [
          "point": .word("Orlyn"), "access": .word("full"), "persons_in": .number(1_204),
          "cars": .number(1), "lorries": .number(14),
        ]),
      entry("C-2", .crossingState, fromH: 1, ["point": .word("Orlyn"), "state": .word("open")]),
    ])
    let rows = texts(report, "T9")
    #expect(rows[0][2...] == ["1,204/n/r", "1 car, 14 lorries", "full"])
    #expect(rows[1][2...] == ["n/r", "n/r", "open"])
  }

  @Test func `a repair window says whether it was kept where somebody said so`() {
    func window(_ id: String, _ kept: Bool?) -> RegisterEntry {
      entry(
        id, .repairWindow, at: .circle(place(0, 0), radiusM: 100), hours: 2,
        kept.map { ["kept": .flag($0)] } ?? [:])
    }
    let rows = texts(
      report([window("R-1", true), window("R-2", false), window("R-3", nil)]), "T11")
    #expect(rows.map { $0[5] } == ["yes", "no", "–"])
  }

  @Test func `an impediment says by whom, with what effect, and with whom it was raised`() {
    let report = report([
      entry(
        "IM-1", .impediment, .b, at: .circle(place(0, -5_000), radiusM: 100), hours: 2,
        [
          "type": .word("gnss_jamming"), "by_whom": .word("unknown transmitter"),
          "raised_with": .word("Party B, liaison"), "lost_h": .number(3), "lost_km": .number(12),
          "lost_asset": .word("UAV 3"), "watcher": .word("UAV 3"), "stops_watch": .flag(true),
        ])
    ])
    let row = texts(report, "T12")[0]
    #expect(row[5] == "unknown transmitter")
    #expect(row[8] == "3.0\u{A0}h; 12.0\u{A0}km of line; UAV 3; watch of UAV 3 stopped")
    #expect(row[9] == "Party B, liaison")
  }

  @Test func `days and tonnage are counted of vessels of other states alone`() {
    let report = report([
      entry(
        "VE-1", .vessel, fromH: -24 * 21, receivedH: -500,
        ["vessel": .word("Alpha"), "littoral": .flag(false), "displacement_t": .number(8_000)]),
      entry(
        "VE-2", .vessel, fromH: -30, receivedH: -30,
        ["vessel": .word("Beta"), "littoral": .flag(true), "displacement_t": .number(3_000)]),
    ])
    let rows = texts(report, "T8")
    #expect(rows.map(\.[0]) == ["Alpha", "Beta"])
    #expect(rows.map(\.[6]) == ["22", "–"])
    #expect(rows.map(\.[7]) == ["8,000", "–"])
  }
}
