// Clauses on fire and what comes near the line: breach, no breach, exempt, undecided.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Geo
import Making
import Observations
import Rules
import Testing
import Tracks

@Suite struct FireClauseTests {
  // MARK: 1 and 2, fire

  @Test func `clause 1: fire seen by two patrols is a breach, by one a question`() {
    #expect(Agreed.verdict("1", on: twice("x", .explosion)) == .thresholdMet)
    #expect(Agreed.verdict("1", on: [report("x", .explosion)]) == .undecided)
    #expect(Agreed.verdict("1", on: twice("x", .illuminationFlare)) == nil)
  }

  @Test func `clause 1: fire of an exercise is exempt up to 30 minutes beyond its hours`() {
    let exercise = notified("exercise", leadH: 72)
    let at = { (minutes: Int64) in twice("x", .explosion, atMs: noonMs + minutes * minuteMs) }
    #expect(Agreed.verdict("1", on: at(10), [exercise]) == .exempt)
    #expect(Agreed.verdict("1", on: at(149), [exercise]) == .exempt)
    #expect(Agreed.verdict("1", on: at(151), [exercise]) == .thresholdMet)
    #expect(
      Agreed.verdict("1", on: at(10), [notified("exercise", leadH: 71)]) == .undecided)
    #expect(
      Agreed.verdict("1", on: twice("x", .explosion, at: place(9_000, 0)), [exercise])
        == .thresholdMet)
  }

  @Test func `clause 1: a few rounds of small arms are minor`() {
    let rounds = { (count: Int, tubeMm: Double) in
      Agreed.hit(
        "1", on: twice("s", .shot, count: CountRange(count), [Attribute(.tubeMm, tubeMm)]))?
        .clauseClass
    }
    #expect(rounds(9, 7.62) == .minor)
    #expect(rounds(10, 7.62) == .ordinary)
    #expect(rounds(9, 82) == .ordinary)
  }

  @Test func `clause 2: a calibre of 100 mm or a rocket is serious, an unknown one a question`() {
    let fired = { (attributes: [Attribute]) in
      Agreed.hit("2", on: twice("x", .explosion, attributes))
    }
    #expect(fired([Attribute(.tubeMm, 122)])?.verdict == .thresholdMet)
    #expect(fired([Attribute(.tubeMm, 122)])?.clauseClass == .serious)
    #expect(
      fired([Attribute(.tubeMm, 82), Attribute(.rocketLauncher, 1)])?.verdict == .thresholdMet)
    #expect(fired([Attribute(.tubeMm, 82), Attribute(.rocketLauncher, 0)]) == nil)
    #expect(fired([])?.verdict == .undecided)
    // Nothing makes heavy fire no breach.
    #expect(
      Agreed.verdict(
        "2", on: twice("x", .explosion, [Attribute(.tubeMm, 122)]),
        [notified("exercise", leadH: 100)]) == .thresholdMet)
  }

  // MARK: 3, advance

  static func measured(
    _ metres: [Double], sigmaM: Double = 5, grade: String = "E2"
  ) -> [RegisterEntry] {
    metres.enumerated().map { index, eastM in
      entry(
        .position, "P-\(index)", .b, at: spot(eastM), from: Double(index) - 10,
        [("name", .word("Hill 12")), ("sigma_m", .number(sigmaM)), ("grade", .word(grade))])
    }
  }

  @Test func `clause 3: a position 50 m nearer to the line is a breach, 500 m a serious one`() {
    #expect(Agreed.verdicts("3", Self.measured([9_000, 8_975])) == [])
    #expect(Agreed.verdicts("3", Self.measured([9_000, 8_930])) == [.thresholdMet])
    #expect(Agreed.verdicts("3", Self.measured([9_000, 9_200])) == [])
    #expect(
      Agreed.matters("3", Self.measured([9_000, 8_930])).map(\.hit.clauseClass) == [.ordinary])
    #expect(
      Agreed.matters("3", Self.measured([9_000, 8_400])).map(\.hit.clauseClass) == [.serious])
  }

  @Test func `clause 3: many small steps count from the farthest place`() {
    #expect(Agreed.verdicts("3", Self.measured([9_000, 8_985, 8_970, 8_930])) == [.thresholdMet])
  }

  @Test func `clause 3: a move of 55 m measured to 20 m is a question`() {
    #expect(Agreed.verdicts("3", Self.measured([9_000, 8_945], sigmaM: 20)) == [.undecided])
    #expect(Agreed.verdicts("3", Self.measured([9_000, 8_900], grade: "E1")) == [.undecided])
  }

  @Test func `clause 3: a correction that the Commission recorded is no breach`() {
    let moved = Self.measured([9_000, 8_930])
    let agreed = entry(
      .commissionDecision, "D-1", at: .circle(place(8_900, 0), radiusM: 500), from: -100,
      until: 100, received: -100, [("what", .word("correction"))])
    #expect(Agreed.verdicts("3", moved + [agreed]) == [.exempt])
    var other = agreed
    other.attributes = [RegisterAttribute("what", .word("other"))]
    #expect(Agreed.verdicts("3", moved + [other]) == [.thresholdMet])
  }

  // MARK: 4 and 5, the buffer zone

  @Test func `clause 4: half an hour, two armed persons or a vehicle in the buffer zone`() {
    let seen = { (minutes: Int64, armed: Double, eastM: Double) in
      Agreed.verdict(
        "4",
        on: twice(
          "p", .personnelSeen, at: place(eastM, 0), [Attribute(.armedPersons, armed)],
          lastedMs: minutes * minuteMs))
    }
    #expect(seen(31, 1, 3_000) == .thresholdMet)
    #expect(seen(29, 1, 3_000) == nil)
    #expect(seen(0, 2, 3_000) == .thresholdMet)
    #expect(seen(31, 2, 9_000) == nil)
    #expect(seen(31, 2, 7_450) == .undecided)
  }

  @Test func `clause 4: police up to ten, notified a day before, are exempt`() {
    let officers = { (count: Double) in
      twice("p", .personnelSeen, at: place(3_000, 0), [Attribute(.armedPersons, count)])
    }
    #expect(Agreed.verdict("4", on: officers(10), [notified("police", leadH: 24)]) == .exempt)
    #expect(Agreed.verdict("4", on: officers(11), [notified("police", leadH: 24)]) == .undecided)
    #expect(Agreed.verdict("4", on: officers(10), [notified("police", leadH: 23)]) == .undecided)
  }

  @Test func `clause 4: a medical evacuation must be notified before it goes in`() {
    let seen = twice("p", .personnelSeen, at: place(3_000, 0), [Attribute(.armedPersons, 2)])
    #expect(Agreed.verdict("4", on: seen, [notified("medevac", leadH: 0.1)]) == .exempt)
    #expect(
      Agreed.verdict("4", on: seen, [notified("medevac", leadH: -0.5, from: -0.2)]) == .undecided)
  }

  @Test func `clause 5: a unit in the buffer zone after D+14, proven by a team on the spot`() {
    let seen = { (onSite: Bool, atMs: Int64) in
      Agreed.verdict(
        "5",
        on: [
          report(
            "p", .personnelSeen, at: place(3_000, 0),
            attributes: onSite ? [Attribute(.onSite, 1)] : [], atMs: atMs)
        ])
    }
    #expect(seen(true, noonMs) == .thresholdMet)
    #expect(seen(false, noonMs) == .undecided)
    #expect(seen(true, noonMs - 10 * dayMs) == nil)
  }

  @Test func `clause 5: a delay of 72 hours granted by the Commission, and not an hour more`() {
    let granted = entry(
      .commissionDecision, "D-1", from: -71, until: 100, received: -80, [("what", .word("delay"))])
    let seen = { (hours: Int64) in
      [
        report(
          "p", .personnelSeen, at: place(3_000, 0), attributes: [Attribute(.onSite, 1)],
          atMs: noonMs + hours * hourMs)
      ]
    }
    #expect(Agreed.verdict("5", on: seen(0), [granted]) == .exempt)
    #expect(Agreed.verdict("5", on: seen(2), [granted]) == .thresholdMet)
  }

  // MARK: 6, heavy weapons

  @Test(arguments: [
    (AttributeName.tubeMm, 122.0, 49_000.0, true), (.tubeMm, 122, 51_000, false),
    (.tubeMm, 82, 10_000, false), (.rocketLauncher, 1, 74_000, true),
    (.rocketLauncher, 1, 76_000, false), (.rangeKm, 160, 149_000, true),
    (.rangeKm, 150, 100_000, false),
  ])
  func `clause 6: calibre, launcher and range have their own distance`(
    name: AttributeName, value: Double, eastM: Double, isBreach: Bool
  ) {
    // What is not asked of is stated, so that nothing stays open.
    var attributes = [
      Attribute(.tubeMm, 0), Attribute(.rocketLauncher, 0), Attribute(.rangeKm, 0),
    ]
    attributes.removeAll { $0.name == name }
    let seen = twice("w", .weaponSeen, at: place(eastM, 0), attributes + [Attribute(name, value)])
    #expect(Agreed.verdict("6", on: seen) == (isBreach ? .thresholdMet : nil))
  }

  @Test func `clause 6: a howitzer at 49.6 km with 300 m of error is a task`() {
    let gun = [
      report(
        "g", .weaponSeen, at: place(49_600, 0), sigmaM: 300, sensor: "CAM-1", means: .camera,
        attributes: [
          Attribute(.tubeMm, 152), Attribute(.rocketLauncher, 0), Attribute(.rangeKm, 20),
        ])
    ]
    let hit = Agreed.hit("6", on: gun)
    #expect(hit?.verdict == .undecided)
    #expect(hit?.tasks == [.betterPosition])
  }

  @Test func `clause 6: in a sealed listed site, or on a transit of a day, it is no breach`() {
    let gun = twice(
      "g", .weaponSeen, at: place(30_000, 0),
      [Attribute(.tubeMm, 152), Attribute(.rocketLauncher, 0), Attribute(.rangeKm, 20)])
    let site = { (seal: String) in
      entry(
        .storageSite, "S-1", .b, at: .circle(place(30_000, 0), radiusM: 300), from: -500,
        received: -500, [("site", .word("Depot 4")), ("seal", .word(seal))])
    }
    #expect(Agreed.verdict("6", on: gun, [site("intact")]) == .exempt)
    #expect(Agreed.verdict("6", on: gun, [site("broken")]) == .thresholdMet)
    let road = { (hours: Double, leadH: Double) in
      entry(
        .notification, "N-1", .b,
        at: .corridor([place(30_000, -20_000), place(30_000, 20_000)], halfWidthM: 200),
        from: -1, until: -1 + hours, received: -1 - leadH, [("what", .word("transit"))])
    }
    #expect(Agreed.verdict("6", on: gun, [road(24, 48)]) == .exempt)
    #expect(Agreed.verdict("6", on: gun, [road(25, 48)]) == .undecided)
    #expect(Agreed.verdict("6", on: gun, [road(24, 47)]) == .undecided)
  }

  @Test func `clause 6: six pieces, or one ready to fire, are serious`() {
    let seen = { (count: Int, ready: Double) in
      Agreed.hit(
        "6",
        on: twice(
          "g", .weaponSeen, at: place(30_000, 0), count: CountRange(count),
          [Attribute(.tubeMm, 152), Attribute(.readyToFire, ready)]))?.clauseClass
    }
    #expect(seen(5, 0) == .ordinary)
    #expect(seen(6, 0) == .serious)
    #expect(seen(1, 1) == .serious)
  }

  // MARK: 13, 15, 16, 17: works, objects, crossing points, repairs

  @Test func `clause 13: mines within 15 km and works in the buffer zone`() {
    let mine = { (eastM: Double) in
      Agreed.verdict("13", on: twice("m", .mineOrUXO, at: place(eastM, 0)))
    }
    #expect(mine(14_000) == .thresholdMet)
    #expect(mine(16_000) == nil)
    #expect(
      Agreed.verdict("13", on: twice("w", .positionWork, at: place(3_000, 0))) == .thresholdMet)
    #expect(
      Agreed.verdict(
        "13", on: twice("m", .mineOrUXO, at: place(3_000, 0)), [notified("demining", leadH: 24)])
        == .exempt)
  }

  @Test func `clause 13: a trench grows by 20 m, measured to a metre or to ten`() {
    let trench = { (lengthM: Double, sigmaM: Double, mines: Double) in
      entry(
        .works, "W-1", .a, at: spot(-3_000),
        [
          ("length_m", .number(lengthM)), ("length_sigma_m", .number(sigmaM)),
          ("mines", .number(mines)), ("grade", .word("E2")),
        ])
    }
    #expect(Agreed.verdicts("13", [trench(25, 1, 0)]) == [.thresholdMet])
    #expect(Agreed.verdicts("13", [trench(15, 1, 0)]) == [])
    #expect(Agreed.verdicts("13", [trench(25, 10, 0)]) == [.undecided])
    let mined = Agreed.matters("13", [trench(25, 1, 1)])
    #expect(mined.map(\.hit.clauseClass) == [.serious])
    let shelter = entry(
      .commissionDecision, "D-1", from: -10, until: 10, [("what", .word("shelter_repair"))])
    #expect(Agreed.verdicts("13", [trench(25, 1, 0), shelter]) == [.exempt])
  }

  static func impact(_ name: String, at point: GeoPoint, _ qualifier: Qualifier?) -> [Observation] {
    twice(name, .explosion, at: point).map { report in
      var report = report
      report.qualifier = qualifier
      return report
    }
  }

  @Test func `clause 15: an impact or a weapon within 500 m of a hospital is serious`() {
    let near = place(20_300, 0)
    let hit = Agreed.hit("15", on: Self.impact("x", at: near, .impact))
    #expect(hit?.verdict == .thresholdMet)
    #expect(hit?.clauseClass == .serious)
    #expect(Agreed.verdict("15", on: Self.impact("x", at: near, .outgoing)) == nil)
    #expect(Agreed.verdict("15", on: Self.impact("x", at: near, nil)) == .undecided)
    #expect(Agreed.verdict("15", on: twice("w", .weaponSeen, at: near)) == .thresholdMet)
    #expect(Agreed.verdict("15", on: twice("w", .weaponSeen, at: place(20_700, 0))) == nil)
    #expect(Agreed.verdict("15", on: twice("w", .weaponSeen, at: place(20_450, 0))) == .undecided)
  }

  static func crossing(
    _ state: String, from fromH: Double, until untilH: Double? = nil, id: String,
    _ more: [(String, RegisterValue)] = []
  ) -> RegisterEntry {
    entry(
      .crossingState, id, .a, at: spot(0), from: fromH, until: untilH, received: fromH,
      [("grade", .word("E2")), ("point", .word("Bridge 1")), ("state", .word(state))] + more)
  }

  @Test func `clause 16: fire within 2 km of a crossing point`() {
    let open = Self.crossing("open", from: -5, id: "C-1")
    #expect(
      Agreed.verdict("16", on: twice("x", .explosion, at: place(1_500, 0)), [open])
        == .thresholdMet)
    #expect(Agreed.verdict("16", on: twice("x", .explosion, at: place(2_500, 0)), [open]) == nil)
    #expect(
      Agreed.verdict("16", on: twice("x", .explosion, at: place(1_950, 0)), [open]) == .undecided)
    #expect(Agreed.verdict("16", on: twice("x", .explosion, at: place(1_500, 0))) == nil)
  }

  @Test func `clause 16: closed for more than two hours of opening time without notice`() {
    // Noon is 15:00 mission time; opening time ends at 18:00.
    let closed = { (untilH: Double?) in
      [Self.crossing("closed", from: -1, until: untilH, id: "C-1")]
    }
    let at = noonMs + 10 * hourMs
    #expect(Agreed.verdicts("16", closed(1.1), atMs: at) == [.thresholdMet])
    #expect(Agreed.verdicts("16", closed(0.9), atMs: at) == [])
    // Still closed: not at two hours, but a minute after.
    #expect(Agreed.verdicts("16", closed(nil), atMs: noonMs + hourMs) == [])
    #expect(Agreed.verdicts("16", closed(nil), atMs: noonMs + 61 * minuteMs) == [.thresholdMet])
    // By night nobody waits.
    let night = [Self.crossing("closed", from: 4, until: 12, id: "C-1")]
    #expect(Agreed.verdicts("16", night, atMs: noonMs + 13 * hourMs) == [])
    let notice = { (leadH: Double, hours: Double) in
      notified("closure", leadH: leadH, at: place(0, 0), from: -1, hours: hours)
    }
    #expect(Agreed.verdicts("16", closed(1.1) + [notice(-0.2, 12)], atMs: at) == [.exempt])
    #expect(Agreed.verdicts("16", closed(1.1) + [notice(-0.5, 12)], atMs: at) == [.undecided])
    #expect(Agreed.verdicts("16", closed(1.1) + [notice(0, 13)], atMs: at) == [.undecided])
  }

  @Test func `clause 16: less than eight hours open on a day of mission time`() {
    // The day of 23 June in Kyiv: from 22 June 21:00 UTC, 39 hours before noon, to 15 before it.
    let opened = { (hours: Double) in
      [
        Self.crossing("closed", from: -60, until: -38, id: "C-0"),
        Self.crossing("open", from: -30, until: -30 + hours, id: "C-1"),
      ]
    }
    let found = Agreed.matters("16", opened(7.5), atMs: noonMs)
      .filter { $0.hit.steps.contains { $0.code == .openHours } }
    #expect(found.map(\.hit.verdict) == [.thresholdMet])
    #expect(found.first?.hit.steps.first { $0.code == .openHours }?.measured == 7.5)
    let enough = Agreed.matters("16", opened(8), atMs: noonMs)
      .filter { $0.hit.steps.contains { $0.code == .openHours } }
    #expect(enough == [])
  }

  @Test func `clause 16: casualties at a crossing point are serious`() {
    let hurt = Self.crossing("closed", from: -0.5, id: "C-1", [("casualties", .number(1))])
    #expect(Agreed.matters("16", [hurt]).map(\.hit.clauseClass) == [.serious])
  }

  @Test func `clause 17: fire within 5 km of repairs, an hour before to an hour after`() {
    let window = { (leadH: Double) in
      entry(.repairWindow, "R-1", at: spot(0), from: 0, until: 3, received: -leadH)
    }
    let shot = { (hours: Double, eastM: Double) in
      twice("x", .explosion, at: place(eastM, 0), atMs: noonMs + Int64(hours * 3_600_000))
    }
    #expect(Agreed.verdict("17", on: shot(-0.9, 4_000), [window(24)]) == .thresholdMet)
    #expect(Agreed.verdict("17", on: shot(-1.1, 4_000), [window(24)]) == nil)
    #expect(Agreed.verdict("17", on: shot(3.9, 4_000), [window(24)]) == .thresholdMet)
    #expect(Agreed.verdict("17", on: shot(4.1, 4_000), [window(24)]) == nil)
    #expect(Agreed.verdict("17", on: shot(1, 6_000), [window(24)]) == nil)
    #expect(Agreed.verdict("17", on: shot(1, 4_950), [window(24)]) == .undecided)
    // Agreed too late: whether it bound anybody is a question.
    #expect(Agreed.hit("17", on: shot(1, 4_000), [window(20)])?.tasks == [.noticeQuestion])
  }
}
