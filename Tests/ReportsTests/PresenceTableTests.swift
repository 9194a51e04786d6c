// Do the tables of weapons, presence, buffer zone and casualties hold what was reported, and no more?
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
import Tracks

@Suite struct PresenceTableTests {
  private static func clause(
    _ id: String, _ subjects: [Subject], _ place: Where, _ breachIf: Condition = .presence
  ) -> Clause {
    Clause(
      id: id, version: 1, validity: .always, title: LocalText(id), text: LocalText(id),
      subjects: subjects, place: place, breachIf: breachIf, exemptIf: [], seriousIf: nil,
      minorIf: nil, minGrade: [], baseClass: .ordinary, clocks: Clocks(), checkedOn: nil)
  }

  /// Nobody within 7.5 km, tubes from 100 mm beyond 20 km, no unmanned aircraft within 10 km.
  private static let agreement = Agreement(
    id: "M", title: LocalText("M"), inForceMs: 0,
    clauses: [
      clause(
        "4", [Subject(kinds: [.personnelSeen, .armouredVehicleSeen])], .zone("BZ"),
        .measure(.count, .gte, 2)),
      clause(
        "6",
        [
          Subject(
            kinds: [.weaponSeen], requirements: [Requirement(.tubeMm, .gte, 100)],
            place: .zone("SZ"))
        ], .everywhere),
      clause("9", [Subject(kinds: [.uav])], .nearLine(withinM: 10_000, party: nil)),
    ])

  private static var mission: ReportMission {
    let ground = MadeUp.territory
    var mission = MadeUp.mission
    mission.agreement = agreement
    mission.territory = Territory(
      lines: ground.lines,
      zones: [
        Zone(id: "BZ", shape: .offset(offsetM: 7_500, party: nil)),
        Zone(id: "SZ", shape: .offset(offsetM: 20_000, party: nil)),
      ], sectors: ground.sectors)
    return mission
  }

  /// The report of what was seen, with the alerts that the rules make of it.
  private static func report(
    _ reports: [Observation], entries: [RegisterEntry] = [], kept: Set<RegisterKind> = []
  ) -> DailyReport {
    var material = ReportMaterial(mission: mission, period: MadeUp.period)
    material.events = MadeUp.events(reports)
    material.register = Register(entries, kept: kept)
    let rules = RuleCheck(agreement: agreement, territory: mission.territory, notifications: [])
    var sequence: UInt64 = 0
    for event in material.events {
      let hits = rules.check(event, recent: RecentEvents(windowMs: 0))
      for act in material.cases.proposals(for: event, hits: hits) {
        let record = Record(sequence: sequence, atMs: noonMs, actor: Record.rules, act: act)
        _ = try? material.cases.apply(record)
        sequence += 1
      }
    }
    return DailyReport(material)
  }

  private static func seen(
    _ name: String, _ kind: ObservationKind, northM: Double, sigmaM: Double = 50, count: Int = 1,
    tubeMm: Double? = nil, atMs: Int64 = noonMs, lastedMs: Int64 = 0, means: Means = .saw
  ) -> Observation {
    var observation = Making.report(
      name, kind, at: place(-10_000, northM), sigmaM: sigmaM, sensor: "P2", means: means,
      count: CountRange(count), atMs: atMs, lastedMs: lastedMs)
    if let tubeMm { observation.attributes.append(Attribute(.tubeMm, tubeMm)) }
    return observation
  }

  private func texts(_ report: DailyReport, _ table: String) -> [[String]] {
    (report.table(table)?.rows ?? []).map { row in row.cells.map { report.text($0, .en) } }
  }

  @Test func `a weapon inside its limit stands with distance and limit, one on the limit as open`()
  {
    let report = Self.report([
      Self.seen("gun", .weaponSeen, northM: 12_300, count: 2, tubeMm: 152),
      Self.seen(
        "edge", .weaponSeen, northM: -19_700, sigmaM: 300, tubeMm: 122, atMs: noonMs + 3_600_000),
      Self.seen("mortar", .weaponSeen, northM: 12_300, tubeMm: 82, atMs: noonMs + 7_200_000),
      Self.seen("far", .weaponSeen, northM: 25_000, tubeMm: 152, atMs: noonMs + 9_000_000),
    ])
    let rows = texts(report, "T3")
    #expect(rows.count == 2)
    #expect(rows[0][2...6] == ["Party A", "weapon, 152\u{A0}mm", "2", "12.3", "20.0"])
    #expect(rows[0][7...9] == ["6", "saw", "15:00"])
    #expect(rows[1][2] == "Party B")
    #expect(rows[1][7] == "6 (not decided)")
  }

  @Test func `what is there and breaches nothing stands apart from what does`() {
    let report = Self.report([
      Self.seen("gun", .weaponSeen, northM: 12_300, tubeMm: 152),
      Self.seen("mortar", .weaponSeen, northM: 12_300, tubeMm: 82, atMs: noonMs + 7_200_000),
      Self.seen("one", .personnelSeen, northM: -3_000, atMs: noonMs + 3_600_000, means: .camera),
      Self.seen("two", .personnelSeen, northM: -3_000, count: 2, atMs: noonMs + 10_800_000),
      Self.seen("far", .personnelSeen, northM: 25_000, atMs: noonMs + 9_000_000),
    ])
    let rows = texts(report, "T5")
    #expect(rows.map { $0[2] } == ["person", "weapon, 82\u{A0}mm"])
    #expect(rows.map { $0[1] } == ["Party B", "Party A"])
    #expect(rows.map { $0[4] } == ["camera", "saw"])
  }

  @Test func `who was in the buffer zone stands with times and depth, works beside them`() {
    let works = RegisterEntry(
      id: "W-1", kind: .works, place: .circle(place(0, 2_500), radiusM: 50),
      fromMs: noonMs - 3_600_000, receivedAtMs: noonMs,
      attributes: [
        RegisterAttribute("length_m", .number(40)), RegisterAttribute("what", .word("trench")),
      ])
    let outside = RegisterEntry(
      id: "W-2", kind: .works, place: .circle(place(0, 9_500), radiusM: 50), fromMs: noonMs,
      receivedAtMs: noonMs, attributes: [RegisterAttribute("mines", .number(3))])
    let report = Self.report(
      [
        Self.seen("two", .personnelSeen, northM: -3_000, count: 2, lastedMs: 1_800_000),
        Self.seen("edge", .uav, northM: 7_450, sigmaM: 100, atMs: noonMs + 3_600_000),
        Self.seen("gun", .weaponSeen, northM: 12_300, tubeMm: 152),
      ], entries: [works, outside])
    let rows = texts(report, "T6")
    #expect(rows.map { $0[1] } == ["trench (40\u{A0}m)", "person", "unmanned aircraft"])
    #expect(rows.map { $0[2] } == ["14:00", "15:00", "16:00"])
    #expect(rows.map { $0[3] } == ["–", "15:30", "–"])
    #expect(rows.map { $0[4] } == ["5,000", "4,500", "50 (border within the error)"])
  }

  @Test
  func `casualties are counted by entry, confirmed by two sources, and unknown where nobody said`()
  {
    func entry(_ id: String, _ values: [String: RegisterValue], about: String? = nil)
      -> RegisterEntry
    {
      RegisterEntry(
        id: id, kind: .casualty, place: .circle(place(0, 5_000), radiusM: 100), fromMs: noonMs,
        receivedAtMs: noonMs,
        attributes: values.sorted { $0.key < $1.key }.map { RegisterAttribute($0.key, $0.value) },
        reference: about)
    }
    let seen = Self.seen("hurt", .casualty, northM: -4_000, count: 3)
    let full = entry(
      "K-1",
      [
        "killed": .number(1), "injured": .number(2), "women": .number(2), "men": .number(1),
        "cause": .word("shelling"), "sources": .number(2),
      ])
    let report = Self.report([seen], entries: [full, entry("K-2", ["injured": .number(1)])])
    let rows = texts(report, "T10")
    #expect(rows.map { $0[3] } == ["3 (killed or injured not said)", "1/2", "n/r/1"])
    #expect(rows[1][2...] == ["Party A", "1/2", "2/1/n/r/n/r", "shelling", "yes (2)"])
    #expect(rows[2][4...] == ["n/r", "n/r", "n/r"])
    let id = MadeUp.events([seen])[0].id
    let told = Self.report([seen], entries: [entry("K-3", ["killed": .number(0)], about: id)])
    #expect(texts(told, "T10").map { $0[3] } == ["0/n/r"])
  }

  @Test
  func `a table has no register only where the agreement names no such place and nobody keeps one`()
  {
    let none = DailyReport(MadeUp.material([]))
    for id in ["T3", "T5", "T6", "T10"] { #expect(none.table(id)?.hasRegister == false) }
    let kept = Self.report([], kept: [.casualty])
    for id in ["T3", "T5", "T6", "T10"] {
      #expect(kept.table(id)?.hasRegister == true)
      #expect(kept.table(id)?.rows.isEmpty == true)
    }
    #expect(Self.report([]).table("T10")?.hasRegister == false)
  }
}
