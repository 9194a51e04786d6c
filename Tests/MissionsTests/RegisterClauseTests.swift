// Clauses on lists, visits, vessels, exercises, access, sensors and borders.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Geo
import Making
import Observations
import Rules
import Testing
import Tracks

@Suite struct RegisterClauseTests {
  // MARK: 7 and 8, storage and inventories

  static let listed = entry(
    .storageList, "L-1", .a, from: -200,
    [("site", .word("Depot 4")), ("type", .word("152 mm gun")), ("number", .number(12))])

  static func visit(
    _ least: Double, _ most: Double, _ more: [(String, RegisterValue)] = [], id: String = "V-1"
  ) -> RegisterEntry {
    entry(
      .storageVisit, id, .a, from: -5, until: -3,
      [
        ("site", .word("Depot 4")), ("type", .word("152 mm gun")), ("seen_min", .number(least)),
        ("seen_max", .number(most)),
      ] + more)
  }

  @Test func `clause 7: fewer or more pieces than listed are a breach`() {
    #expect(Agreed.verdicts("7", [Self.listed, Self.visit(10, 10)]) == [.thresholdMet])
    #expect(Agreed.verdicts("7", [Self.listed, Self.visit(13, 13)]) == [.thresholdMet])
    #expect(Agreed.verdicts("7", [Self.listed, Self.visit(12, 12)]) == [])
    #expect(Agreed.verdicts("7", [Self.visit(10, 10)]) == [])
  }

  @Test func `clause 7: a count that leaves the number open is a question`() {
    #expect(Agreed.verdicts("7", [Self.listed, Self.visit(10, 12)]) == [.undecided])
    #expect(
      Agreed.matters("7", [Self.listed, Self.visit(10, 12)]).first?.hit.tasks == [.countOnSite])
  }

  @Test func `clause 7: pieces that were notified as absent a day before are no breach`() {
    let away = { (leadH: Double, site: String) in
      notified(
        "absence", leadH: leadH, at: nil, from: -24, hours: 48,
        [("site", .word(site)), ("destination", .word("Workshop"))])
    }
    let found = { (notice: RegisterEntry) in
      Agreed.verdicts("7", [Self.listed, Self.visit(10, 10), notice])
    }
    #expect(found(away(24, "Depot 4")) == [.exempt])
    #expect(found(away(23, "Depot 4")) == [.undecided])
    #expect(found(away(24, "Depot 5")) == [.thresholdMet])
  }

  @Test func `clause 7: access denied, or given after more than two hours`() {
    let waited = { (minutes: Double) in
      Agreed.verdicts("7", [Self.visit(12, 12, [("access_delay_min", .number(minutes))])])
    }
    #expect(waited(121) == [.thresholdMet])
    #expect(waited(119) == [])
    let denied = Self.visit(0, 12, [("access", .word("denied"))])
    #expect(Agreed.verdicts("7", [denied]) == [.thresholdMet])
  }

  /// D+7 is 8 June 00:01 mission time, 16 days and 15 hours before noon.
  private static let dueH = -(16.0 * 24 + 14 + 59.0 / 60)

  @Test func `clause 8: a list that is missing three days after D+7 is a breach of each Party`() {
    let at = { (hoursAfter: Double) in
      noonMs + Int64((Self.dueH + hoursAfter) * 3_600_000)
    }
    #expect(Agreed.verdicts("8", [], kept: [.inventory], atMs: at(71)) == [])
    #expect(Agreed.verdicts("8", [], kept: [.inventory], atMs: at(73)).count == 2)
    let own = entry(.inventory, "I-1", .a, from: Self.dueH + 2)
    #expect(
      Agreed.matters("8", [own], atMs: at(73)).map(\.matter.party) == [.b])
    let late = entry(.inventory, "I-2", .b, from: Self.dueH + 80)
    #expect(Agreed.matters("8", [own, late], atMs: at(81)).map(\.matter.party) == [.b])
    #expect(
      Agreed.matters("8", [own, late], atMs: at(81)).first?.hit.steps
        .first { $0.code == .dueDate }?.measured == 80)
    let inTime = entry(.inventory, "I-2", .b, from: Self.dueH + 70)
    #expect(Agreed.verdicts("8", [own, inTime], atMs: at(81)) == [])
  }

  @Test func `clause 8: nothing is missing from a register that nobody keeps`() {
    #expect(Agreed.verdicts("8", []) == [])
  }

  @Test func `clause 8: each month anew`() {
    let baseline = [
      entry(.inventory, "I-1", .a, from: Self.dueH - 20),
      entry(.inventory, "I-2", .b, from: Self.dueH - 20),
    ]
    let after = { (days: Double) in
      Agreed.matters(
        "8", baseline, atMs: noonMs + Int64((Self.dueH + days * 24) * 3_600_000))
    }
    #expect(after(33) == [])
    #expect(after(35).count == 2)
    #expect(after(66).count == 4)
  }

  @Test func `clause 8: an incomplete list is a breach`() {
    let list = entry(.inventory, "I-1", .a, [("complete", .flag(false))])
    let found = Agreed.matters("8", [list]).filter { $0.matter.citedIDs == ["I-1"] }
    #expect(found.contains { $0.hit.steps.contains { $0.code == .entryWord } })
    var whole = list
    whole.attributes = [RegisterAttribute("complete", .flag(true))]
    let other = Agreed.matters("8", [whole])
    #expect(!other.contains { $0.hit.steps.contains { $0.code == .entryWord } })
  }

  // MARK: 11, sea

  static func vessel(
    from fromH: Double = 0, until untilH: Double? = nil, id: String = "V-1", grade: String = "E2",
    _ more: [(String, RegisterValue)]
  ) -> RegisterEntry {
    entry(
      .vessel, id, from: fromH, until: untilH, received: fromH,
      [("vessel", .word(id)), ("grade", .word(grade))] + more)
  }

  @Test func `clause 11: a naval vessel within 12 miles of the coast, or in the corridor`() {
    let off = { (miles: Double, sigma: Double) in
      Agreed.verdicts(
        "11",
        [
          Self.vessel([
            ("naval", .flag(true)), ("coast_distance_nm", .number(miles)),
            ("coast_distance_sigma_nm", .number(sigma)),
          ])
        ])
    }
    #expect(off(11, 0.1) == [.thresholdMet])
    #expect(off(13, 0.1) == [])
    #expect(off(11.9, 0.1) == [.undecided])
    let civil = Self.vessel([("naval", .flag(false)), ("in_corridor", .flag(true))])
    #expect(Agreed.verdicts("11", [civil]) == [])
    let inside = Self.vessel([("naval", .flag(true)), ("in_corridor", .flag(true))])
    #expect(Agreed.verdicts("11", [inside]) == [.thresholdMet])
    let once = Self.vessel(grade: "E1", [("naval", .flag(true)), ("in_corridor", .flag(true))])
    #expect(Agreed.verdicts("11", [once]) == [.undecided])
    let storm = notified("force_majeure", leadH: 1, nil, at: nil, from: -1)
    #expect(Agreed.verdicts("11", [inside, storm]) == [.exempt])
  }

  @Test func `clause 11: mines are serious`() {
    #expect(
      Agreed.matters("11", [Self.vessel([("mines_laid", .flag(true))])]).map(\.hit.clauseClass)
        == [.serious])
  }

  @Test func `clause 11: the position of a support vessel is silent for more than six hours`() {
    let silent = { (hours: Double, isSupport: Bool) in
      Agreed.verdicts(
        "11", [Self.vessel([("support", .flag(isSupport)), ("gap_h", .number(hours))])])
    }
    #expect(silent(6.5, true) == [.thresholdMet])
    #expect(silent(6, true) == [])
    #expect(silent(6.5, false) == [])
  }

  @Test func `clause 11: a vessel of a non-littoral state reaches day 22`() {
    let ship = { (isLittoral: Bool, untilH: Double?) in
      [
        Self.vessel(
          from: -21 * 24, until: untilH,
          [("littoral", .flag(isLittoral)), ("displacement_t", .number(8_000))])
      ]
    }
    #expect(Agreed.verdicts("11", ship(false, nil), atMs: noonMs - minuteMs) == [])
    let found = Agreed.matters("11", ship(false, nil), atMs: noonMs)
    #expect(found.map(\.hit.verdict) == [.thresholdMet])
    #expect(found.first?.hit.steps.first { $0.code == .vesselDays }?.measured == 22)
    #expect(Agreed.verdicts("11", ship(true, nil), atMs: noonMs) == [])
    #expect(Agreed.verdicts("11", ship(false, -0.1), atMs: noonMs + dayMs) == [])
  }

  @Test func `clause 11: together more than 45,000 tonnes at one time`() {
    let fleet = { (tonnes: [Double], leaves: Double?) in
      tonnes.enumerated().map { index, tonne in
        Self.vessel(
          from: Double(index) - 10, until: index == 0 ? leaves : nil, id: "V-\(index)",
          [("littoral", .flag(false)), ("displacement_t", .number(tonne))])
      }
    }
    #expect(Agreed.verdicts("11", fleet([20_000, 15_000, 9_000], nil)) == [])
    #expect(Agreed.verdicts("11", fleet([20_000, 15_000, 11_000], nil)) == [.thresholdMet])
    // One leaves before the last arrives.
    #expect(Agreed.verdicts("11", fleet([20_000, 15_000, 11_000], -8.5)) == [])
  }

  // MARK: 12, exercises

  static func exercise(
    leadH: Double = 72, eastM: Double = 25_000, id: String = "N-1", corrects: String? = nil,
    hours: Double = 2
  ) -> RegisterEntry {
    notified(
      "exercise", leadH: leadH, at: place(eastM, 0), radiusM: 3_000, hours: hours, id: id,
      corrects: corrects)
  }

  /// So many explosions, 15 s apart, the last one so many minutes after the exercise's end.
  static func shots(_ count: Int, after lateMin: Int64) -> [Observation] {
    var reports: [Observation] = []
    for index in 0..<count {
      let atMs = noonMs + (120 + lateMin) * minuteMs - Int64(count - 1 - index) * 15_000
      reports += twice("x\(index)-", .explosion, at: place(25_000, Double(index) * 10), atMs: atMs)
    }
    return reports
  }

  @Test func `a notified exercise 20 minutes late is one minor hit of clause 12, and no fire`() {
    let fire = Self.shots(40, after: 20)
    let found = Agreed.matters(
      "12", [Self.exercise()], fire: fire, atMs: noonMs + 4 * hourMs)
    #expect(found.map(\.hit.verdict) == [.thresholdMet])
    #expect(found.map(\.hit.clauseClass) == [.minor])
    let late = found.first?.hit.steps.first { $0.code == .exerciseOutside }?.measured
    #expect(late == 20)
    let rules = Agreed.rules([Self.exercise()], clauses: ["1"])
    let events = Agreed.events(fire)
    #expect(events.count == 40)
    for event in events {
      let verdicts = rules.check(event, recent: RecentEvents(windowMs: 0)).map(\.verdict)
      #expect(verdicts == [.exempt])
    }
  }

  @Test func `clause 12: an exercise within its hours, far enough away, is no breach`() {
    let inTime = Self.shots(10, after: -5)
    #expect(Agreed.verdicts("12", [Self.exercise()], fire: inTime, atMs: noonMs + 4 * hourMs) == [])
  }

  @Test func `clause 12: nearer than 15 km is minor, nearer than 5 km ordinary`() {
    let near = { (eastM: Double) in
      Agreed.matters("12", [Self.exercise(eastM: eastM)]).map(\.hit.clauseClass)
    }
    #expect(near(18_100) == [])
    #expect(near(17_000) == [.minor])
    #expect(near(7_000) == [.ordinary])
  }

  @Test func `clause 12: notified less than 72 hours before, or corrected less than 12`() {
    #expect(Agreed.verdicts("12", [Self.exercise(leadH: 71)]) == [.thresholdMet])
    let corrected = { (leadH: Double) in
      [
        Self.exercise(leadH: 80),
        Self.exercise(leadH: leadH, id: "N-2", corrects: "N-1", hours: 3),
      ]
    }
    #expect(Agreed.verdicts("12", corrected(12)) == [])
    #expect(Agreed.verdicts("12", corrected(11)) == [.thresholdMet])
  }

  @Test func `clause 12: an exercise that was seen and not notified`() {
    let seen = { (sigmaM: Double, eastM: Double) in
      entry(
        .exerciseSeen, "E-1", .b, at: spot(eastM), until: 1,
        [("live_fire", .flag(true)), ("sigma_m", .number(sigmaM))])
    }
    #expect(Agreed.verdicts("12", [seen(50, 30_000)]) == [.thresholdMet])
    let own = notified("exercise", leadH: 72, .b, at: place(30_000, 0), radiusM: 3_000)
    #expect(Agreed.verdicts("12", [seen(50, 30_000), own]) == [])
    // Notified, and perhaps too near.
    let close = notified("exercise", leadH: 72, .b, at: place(18_200, 0), radiusM: 3_100)
    #expect(Agreed.verdicts("12", [seen(100, 15_100), close]) == [.undecided])
  }

  // MARK: 18, 19, 20, access

  static func stopped(_ type: String, _ more: [(String, RegisterValue)] = []) -> RegisterEntry {
    entry(.impediment, "M-1", .b, at: spot(2_000), until: 0.5, [("type", .word(type))] + more)
  }

  @Test func `clause 18: denial, long checks, interference, fire near a patrol`() {
    #expect(Agreed.verdicts("18", [Self.stopped("denial")]) == [.thresholdMet])
    #expect(
      Agreed.verdicts("18", [Self.stopped("delay", [("delay_min", .number(16))])])
        == [.thresholdMet])
    #expect(
      Agreed.verdicts("18", [Self.stopped("delay", [("delay_min", .number(15))])]) == [])
    #expect(Agreed.verdicts("18", [Self.stopped("camera_outage")]) == [])
    let jammed = { (metres: Double, sigmaM: Double) in
      Agreed.verdicts(
        "18",
        [
          Self.stopped(
            "gnss_jamming",
            [("distance_m", .number(metres)), ("distance_sigma_m", .number(sigmaM))])
        ])
    }
    #expect(jammed(3_000, 500) == [.thresholdMet])
    #expect(jammed(4_500, 500) == [.undecided])
    #expect(jammed(7_000, 500) == [])
    let fire = Self.stopped("fire_near_patrol", [("distance_m", .number(150))])
    #expect(Agreed.matters("18", [fire]).map(\.hit.clauseClass) == [.serious])
  }

  @Test func `clause 18: a certified mine danger of up to seven days is no breach`() {
    let danger = { (sinceH: Double) in
      entry(
        .mineDanger, "MD-1", at: .circle(place(2_000, 0), radiusM: 1_000), from: sinceH, until: 500,
        received: sinceH)
    }
    #expect(Agreed.verdicts("18", [Self.stopped("denial"), danger(-24)]) == [.exempt])
    #expect(Agreed.verdicts("18", [Self.stopped("denial"), danger(-170)]) == [.thresholdMet])
  }

  @Test func `clause 19: an outage with a sign of interference`() {
    let outage = { (sign: String) in
      entry(
        .sensorOutage, "O-1", until: 1, [("sensor", .word("CAM-1")), ("sign", .word(sign))])
    }
    #expect(Agreed.verdicts("19", [outage("interference")]) == [.thresholdMet])
    #expect(Agreed.verdicts("19", [outage("none")]) == [])
    let work = notified("maintenance", leadH: 1, nil, at: nil, from: -1, hours: 4)
    #expect(Agreed.verdicts("19", [outage("damage"), work]) == [.exempt])
  }

  @Test func `clause 20: a refusal or one heavy weapon at a border point`() {
    let visit = { (more: [(String, RegisterValue)]) in
      Agreed.verdicts("20", [entry(.borderVisit, "B-1", nil, [("point", .word("North"))] + more)])
    }
    #expect(visit([("access", .word("denied"))]) == [.thresholdMet])
    #expect(visit([("access", .word("full")), ("heavy_weapons", .number(0))]) == [])
    #expect(visit([("heavy_weapons", .number(1))]) == [.thresholdMet])
    #expect(visit([("heavy_weapons", .number(1)), ("grade", .word("E1"))]) == [.undecided])
  }

  // MARK: 21, strength

  @Test func `clause 21: more than declared by more than 5 % or 50 persons`() {
    let counted = { (declared: Double, least: Double, most: Double) in
      Agreed.verdicts(
        "21",
        [
          entry(.strengthDeclared, "S-1", .a, from: -50, [("persons", .number(declared))]),
          entry(
            .strengthSeen, "S-2", .a,
            [
              ("grade", .word("E2")), ("persons_min", .number(least)),
              ("persons_max", .number(most)),
            ]),
        ])
    }
    #expect(counted(400, 421, 430) == [.thresholdMet])
    #expect(counted(400, 400, 420) == [])
    #expect(counted(400, 410, 430) == [.undecided])
    // 5 % of 2,000 are 100, but 50 persons are less.
    #expect(counted(2_000, 2_051, 2_060) == [.thresholdMet])
    #expect(counted(2_000, 2_040, 2_050) == [])
  }

  @Test func `clause 21: a company that rotates without 72 hours' notice`() {
    let rotated = { (persons: Double) in
      entry(.rotationSeen, "R-1", .a, [("unit", .word("3rd")), ("persons", .number(persons))])
    }
    let notice = { (leadH: Double, unit: String) in
      notified("rotation", leadH: leadH, at: nil, [("unit", .word(unit))], id: "N-9")
    }
    let at = noonMs + hourMs
    #expect(Agreed.verdicts("21", [rotated(120)], kept: [.notification], atMs: at).count == 1)
    #expect(Agreed.verdicts("21", [rotated(60)], kept: [.notification], atMs: at) == [])
    #expect(Agreed.verdicts("21", [rotated(120), notice(72, "3rd")], atMs: at) == [])
    #expect(
      Agreed.verdicts("21", [rotated(120), notice(70, "3rd")], atMs: at) == [.thresholdMet])
    #expect(
      Agreed.verdicts("21", [rotated(120), notice(72, "4th")], atMs: at) == [.thresholdMet])
    let medical = notified("medical_replacement", leadH: 0, at: nil, id: "N-10")
    #expect(
      Agreed.verdicts("21", [rotated(120), medical], kept: [.notification], atMs: at) == [.exempt])
  }
}
