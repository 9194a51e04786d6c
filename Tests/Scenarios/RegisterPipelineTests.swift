// Do registers, tracks and passing time make the same alerts, in whatever order they come?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Making
import Missions
import Observations
import Pipeline
import Rules
import Testing
import Tracks

@Suite struct RegisterPipelineTests {
  private static func run(
    _ entries: [RegisterEntry] = [], kept: Set<RegisterKind> = []
  ) throws -> RegisterRun {
    RegisterRun(try #require(Example.mission), entries: entries, kept: kept)
  }

  /// Reports, then enough silence that the stay is over.
  private static func flown(
    _ reports: [Observation], _ entries: [RegisterEntry] = []
  ) throws -> RegisterRun {
    var run = try run(entries)
    for start in stride(from: 0, to: reports.count, by: 20) {
      try run.take(Array(reports[start..<min(reports.count, start + 20)]))
    }
    // Somebody far away goes on reporting.
    var far = flight("FARAWY", from: 300_000, byMPS: 1, seconds: 1_500)
    far.removeAll { $0.happened.fromMs <= (reports.last?.happened.fromMs ?? 0) }
    try run.take(far)
    return run
  }

  // MARK: Clauses 9 and 10, tracks

  @Test func `clause 10: two minutes inside the no-fly zone, ten kilometres deep`() throws {
    let run = try Self.flown(flight("ABC001", from: 30_000, byMPS: -100, seconds: 180))
    let alerts = run.alerts("10")
    #expect(alerts.map(\.hit.verdict) == [.thresholdMet])
    let alert = try #require(alerts.first)
    #expect(alert.matter?.topic == "track")
    #expect(alert.event == nil)
    let depth = try #require(alert.hit.steps.first { $0.code == .depth }?.measured)
    // 25 km at the edge, 12.1 km at the end.
    #expect(abs(depth - 12_900) < 100)
    // One raised, one revised at the end; not a record a second.
    #expect(alert.history.count <= 3)
  }

  @Test func `clause 10: half a minute and half a kilometre inside is no breach`() throws {
    // In at 25 km, 500 m deep after 5 s, and out again.
    let way = flight("ABC002", from: 26_000, byMPS: -100, seconds: 15)
    let back = flight("ABC002", from: 24_500, byMPS: 100, seconds: 15).map { report in
      var report = report
      report.happened = Period(
        fromMs: report.happened.fromMs + 16_000, untilMs: report.happened.untilMs + 16_000)
      report.receivedAtMs += 16_000
      report.key = ContentID(parts: ["back", report.key.text])
      return report
    }
    #expect(try Self.flown(way + back).alerts("10") == [])
  }

  @Test func `clause 10: above 6,000 m it is free beyond 15 km, and not within`() throws {
    let high = { (eastM: Double) in
      try Self.flown(
        flight("ABC003", from: eastM, byMPS: 0.5, seconds: 120, heightM: 9_000)
      ).alerts("10").map(\.hit.verdict)
    }
    #expect(try high(20_000) == [])
    #expect(try high(10_000) == [.thresholdMet])
  }

  @Test func `clause 10: a height that nobody measured is a question`() throws {
    let run = try Self.flown(
      flight("ABC004", from: 20_000, byMPS: 0.5, seconds: 120, heightM: nil))
    #expect(run.alerts("10").map(\.hit.verdict) == [.undecided])
  }

  @Test func `clause 10: along the border within the error is a question`() throws {
    let run = try Self.flown(
      flight("ABC005", from: 25_005, byMPS: 0.1, seconds: 120, heightM: 1_000, sigmaM: 60))
    #expect(run.alerts("10").allSatisfy { $0.hit.verdict == .undecided })
  }

  @Test func `clause 10: a rescue flight notified two hours before is exempt, later it is argued`()
    throws
  {
    let reports = flight("ABC006", from: 20_000, byMPS: -20, seconds: 120)
    let verdicts = { (leadH: Double) in
      try Self.flown(reports, [notice("rescue", leadH: leadH)]).alerts("10").map(\.hit.verdict)
    }
    #expect(try verdicts(2) == [.exempt])
    #expect(try verdicts(1.67) == [.undecided])
  }

  @Test func `clause 10: a flight of the Mission is known by its call sign`() throws {
    let own = RegisterEntry(
      id: "MM-1", kind: .missionMovement, fromMs: noonMs - 600_000, untilMs: noonMs + 3_600_000,
      receivedAtMs: noonMs - 600_000,
      attributes: [RegisterAttribute("call_sign", .word("ABC007"))])
    let run = try Self.flown(flight("ABC007", from: 20_000, byMPS: -20, seconds: 120), [own])
    #expect(run.alerts("10").map(\.hit.verdict) == [.exempt])
  }

  @Test func `clause 9: a drone's track within 10 km, a demining survey of 25 kg exempt`() throws {
    let drone = { (eastM: Double) in
      flight("DRONE1", from: eastM, byMPS: 1, seconds: 60, heightM: 120, kind: .uav)
    }
    #expect(try Self.flown(drone(5_000)).alerts("9").map(\.hit.verdict) == [.thresholdMet])
    #expect(try Self.flown(drone(12_000)).alerts("9") == [])
    let survey = { (kg: Double) in
      notice(
        "demining_survey", leadH: 24,
        [
          RegisterAttribute("weight_kg", .number(kg)), RegisterAttribute("unarmed", .flag(true)),
          RegisterAttribute("transponder", .flag(true)),
        ])
    }
    #expect(
      try Self.flown(drone(5_000), [survey(25)]).alerts("9").map(\.hit.verdict) == [.exempt])
    #expect(
      try Self.flown(drone(5_000), [survey(26)]).alerts("9").map(\.hit.verdict) == [.undecided])
  }

  @Test func `a stay is the same after a restart, and nothing is recorded twice`() throws {
    let reports = flight("ABC008", from: 30_000, byMPS: -100, seconds: 180)
    var run = try Self.run()
    for start in stride(from: 0, to: reports.count, by: 7) {
      try run.take(Array(reports[start..<min(reports.count, start + 7)]))
    }
    #expect(!run.alerts("10").isEmpty)
    let (again, acts) = try run.restored(try #require(Example.mission), reports: reports)
    #expect(acts == [])
    #expect(again.standing == run.standing)
  }

  // MARK: Time and order

  /// Calls that are answered late, an accusation, a list; handed in in the order of their receipt.
  private static let entries: [RegisterEntry] = {
    var entries: [RegisterEntry] = []
    for day in 0..<9 {
      let fromMs = noonMs - Int64(day) * 43_200_000
      entries.append(
        RegisterEntry(
          id: "H-\(day)", kind: .hotlineCall, party: .b, fromMs: fromMs, untilMs: fromMs + 360_000,
          receivedAtMs: fromMs + 360_000))
    }
    entries.append(
      RegisterEntry(
        id: "A-1", kind: .publicAccusation, party: .a, fromMs: noonMs - 90_000_000,
        receivedAtMs: noonMs - 90_000_000))
    entries.append(
      RegisterEntry(
        id: "AL-1", kind: .allegation, party: .b, fromMs: noonMs - 400_000_000,
        receivedAtMs: noonMs - 400_000_000))
    entries.append(
      RegisterEntry(
        id: "I-1", kind: .inventory, party: .a, fromMs: noonMs - 1_500_000_000,
        receivedAtMs: noonMs - 1_500_000_000))
    return entries
  }()

  @Test(arguments: 0..<20)
  func `the same entries and time give the same alerts, in whatever order they are handed in`(
    seed: UInt64
  ) throws {
    var random = Seeded(seed)
    var expected = try Self.run()
    for entry in Self.entries { try expected.enter(entry) }
    try expected.pass(noonMs)
    #expect(expected.standing.count > 3)
    var shuffled = try Self.run()
    for entry in Self.entries.shuffled(using: &random) {
      try shuffled.enter(entry)
      if Bool.random(using: &random) {
        try shuffled.pass(noonMs - Int64.random(in: 0..<600_000_000, using: &random))
      }
    }
    try shuffled.pass(noonMs)
    #expect(shuffled.standing == expected.standing)
  }

  @Test func `what is missing shows when its time passes, not a second before`() throws {
    var run = try Self.run(kept: [.inventory])
    let mission = try #require(Example.mission)
    let dueMs = mission.agreement.inForceMs + 7 * 86_400_000 + 72 * 3_600_000
    try run.pass(dueMs)
    #expect(run.alerts("8") == [])
    try run.pass(dueMs + 1)
    #expect(
      run.alerts("8").compactMap(\.matter?.party).sorted { $0.rawValue < $1.rawValue } == [.a, .b])
    // A list that comes later is late; it is the same matter.
    let ids = Set(run.alerts("8").map(\.id))
    try run.enter(
      RegisterEntry(
        id: "I-1", kind: .inventory, party: .a, fromMs: dueMs + 3_600_000,
        receivedAtMs: dueMs + 3_600_000))
    #expect(Set(run.alerts("8").map(\.id)) == ids)
    let late = run.alerts("8").first { $0.matter?.party == .a }
    #expect(late?.hit.steps.first { $0.code == .dueDate }?.measured == 73)
  }

  @Test func `a party that got no notice of a case in two hours is told of by clause 23`() throws {
    let mission = try #require(Example.mission)
    let hourMs: Int64 = 3_600_000
    var run = try Self.run(kept: [.inventory])
    try run.pass(mission.agreement.inForceMs + 12 * 24 * hourMs)
    let alert = try #require(run.alerts("8").first)
    let openedMs = mission.agreement.inForceMs + 12 * 24 * hourMs + hourMs
    try run.act(
      .caseOpened(id: "CS-0001", title: "t", alertIDs: [alert.id], note: ""), by: "Officer 1",
      atMs: openedMs)
    try run.act(
      .referee(.casework(.accepted(caseID: "CS-0001", note: ""))), by: "Officer 2",
      atMs: openedMs + 60_000)
    try run.act(
      .referee(
        .party(
          .noticeGiven(
            caseID: "CS-0001", party: .a, finding: nil, dueMs: openedMs + 49 * hourMs, place: "",
            asked: "What happened?"))), by: "Liaison", atMs: openedMs + hourMs)
    try run.pass(openedMs + 2 * hourMs)
    #expect(run.alerts("23") == [])
    try run.pass(openedMs + 2 * hourMs + 1_000)
    // One of the two notices is missing, and that is the Mission's own duty.
    #expect(run.alerts("23").map { $0.matter?.citedIDs } == [["CS-0001"]])
    let (again, acts) = try run.restored(mission, kept: [.inventory], reports: [])
    #expect(acts == [])
    #expect(again.standing == run.standing)
  }

  @Test func `after a restart between two beats nothing is taken back`() throws {
    let mission = try #require(Example.mission)
    var run = try Self.run(kept: [.inventory])
    try run.pass(mission.agreement.inForceMs + 12 * 86_400_000)
    #expect(run.alerts("8").count == 2)
    let (again, acts) = try run.restored(mission, kept: [.inventory], reports: [])
    #expect(acts == [])
    #expect(again.standing == run.standing)
  }

  @Test
  func `a notification that comes after the fire makes its alert exempt, a correction undoes it`()
    throws
  {
    var run = try Self.run()
    let shot = report("x", .explosion, at: place(20_000, 0))
    try run.take([shot])
    #expect(run.alerts("1").map(\.hit.verdict) == [.undecided])
    let exercise = notice("exercise", leadH: 72, at: place(20_000, 0), radiusM: 2_000)
    try run.enter(exercise)
    #expect(run.alerts("1").map(\.hit.verdict) == [.exempt])
    var moved = notice(
      "exercise", leadH: 72, id: "N-2", at: place(60_000, 0), radiusM: 2_000, corrects: "N-1")
    moved.receivedAtMs = noonMs + 60_000
    try run.correct(moved)
    #expect(run.alerts("1").map(\.hit.verdict) == [.undecided])
    // Both entries are kept, and the later one says which it replaces.
    #expect(run.pipeline.cases.registers.items.map(\.entry.id) == ["N-1", "N-2"])
    #expect(run.pipeline.register.correction(of: "N-1")?.id == "N-2")
  }

  @Test func `an entry cannot be made twice, nor corrected twice, nor without a reason`() throws {
    var run = try Self.run()
    let call = Self.entries[0]
    try run.enter(call)
    #expect(throws: ActError.self) { try run.enter(call) }
    var other = call
    (other.id, other.corrects) = ("H-0b", "H-0")
    try run.correct(other)
    other.id = "H-0c"
    #expect(throws: ActError.self) { try run.correct(other) }
    var backwards = Self.entries[1]
    backwards.untilMs = backwards.fromMs - 1
    #expect(throws: ActError.self) { try run.enter(backwards) }
    #expect(run.pipeline.cases.registers.items.count == 2)
  }

  // MARK: Amendments

  @Test func `after an amendment from 7.5 to 5 km old alerts keep their version and their zone`()
    throws
  {
    var mission = try #require(Example.mission)
    let changeMs = noonMs
    mission.territory = Territory(
      lines: mission.territory.lines,
      zones: [
        Zone(
          id: "BZ", shape: .offset(offsetM: 7_500, party: nil),
          validity: Validity(fromMs: .min, untilMs: changeMs)),
        Zone(
          id: "BZ", shape: .offset(offsetM: 5_000, party: nil),
          validity: Validity(fromMs: changeMs, untilMs: nil)),
      ])
    let old = try #require(mission.agreement.clause("4", version: 3))
    var (before, after) = (old, old)
    before.validity = Validity(fromMs: .min, untilMs: changeMs)
    after.version = 4
    after.validity = Validity(fromMs: changeMs, untilMs: nil)
    mission.agreement.clauses = [before, after]
    var run = RegisterRun(mission, zones: mission.territory.zones)
    let seen = { (name: String, atMs: Int64) in
      ["P1", "P2"].map {
        report(
          name + $0, .personnelSeen, at: place(6_000, 0), sensor: $0,
          attributes: [Attribute(.armedPersons, 3)], atMs: atMs)
      }
    }
    try run.take(seen("before", changeMs - 3_600_000))
    try run.take(seen("after", changeMs + 3_600_000))
    #expect(run.alerts("4").map(\.hit.clauseVersion) == [3])
    #expect(run.alerts("4").map(\.hit.verdict) == [.thresholdMet])
  }
}
