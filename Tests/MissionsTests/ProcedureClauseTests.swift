// Clauses on replies, the hotline, cases, the Commission, the log and the guarantors.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Geo
import Making
import Observations
import Rules
import Testing
import Tracks

@Suite struct ProcedureClauseTests {
  // MARK: 14, return fire

  /// Party B says that it replied for ten minutes from noon to fire that began `causeMin` before.
  static func reply(
    party: Party = .b, id: String = "F-1", causeMin: Double = 10, causeEndMin: Double = 5,
    untilMin: Double = 10, sigmaS: Double = 1, receivedMin: Double = 30, fromMin: Double = 0,
    grade: String = "E2", _ more: [(String, RegisterValue)] = []
  ) -> RegisterEntry {
    entry(
      .returnFire, id, party, at: .circle(place(0, 0), radiusM: 5_000), from: fromMin / 60,
      until: untilMin / 60, received: receivedMin / 60,
      [
        ("cause_from", .time(noonMs - Int64(causeMin * 60_000))),
        ("cause_until", .time(noonMs + Int64(causeEndMin * 60_000))),
        ("sigma_s", .number(sigmaS)), ("cause_sigma_s", .number(sigmaS)),
        ("grade", .word(grade)),
      ] + more)
  }

  static func call(
    _ party: Party = .b, beforeMin: Double = 6, answered: Bool = true, id: String = "H-1"
  ) -> RegisterEntry {
    entry(
      .hotlineCall, id, party, from: -beforeMin / 60,
      until: answered ? -beforeMin / 60 + 0.02 : nil,
      received: -beforeMin / 60, [("answered", .flag(answered))])
  }

  static func order(_ party: Party = .b, about id: String = "F-1", _ own: String = "O-1")
    -> RegisterEntry
  {
    entry(
      .orderReference, own, party, from: -0.05, received: 0.5, [("level", .word("brigade"))],
      about: id)
  }

  private static let later = noonMs + 3 * hourMs

  @Test func `clause 14: a reply with hotline, order and report in time is no breach`() {
    #expect(
      Agreed.verdicts("14", [Self.reply(), Self.call(), Self.order()], atMs: Self.later) == [])
  }

  @Test func `clause 14: no call, no order, a late report, or fire that goes on`() {
    let found = { (entries: [RegisterEntry]) in
      Agreed.verdicts("14", entries, atMs: Self.later)
    }
    #expect(found([Self.reply(), Self.order()]) == [.thresholdMet])
    #expect(found([Self.reply(), Self.call()]) == [.thresholdMet])
    #expect(
      found([Self.reply(receivedMin: 61), Self.call(), Self.order()]) == [.thresholdMet])
    #expect(
      found([Self.reply(untilMin: 16), Self.call(), Self.order()]) == [.thresholdMet])
    #expect(found([Self.reply(untilMin: 14), Self.call(), Self.order()]) == [])
    // Nobody answered: five minutes must have passed.
    let unanswered = { (minutes: Double) in
      found([Self.reply(), Self.call(beforeMin: minutes, answered: false), Self.order()])
    }
    #expect(unanswered(5) == [])
    #expect(unanswered(4) == [.thresholdMet])
    // What one source says asks for a second one.
    #expect(found([Self.reply(grade: "E1"), Self.order()]) == [.undecided])
  }

  @Test func `clause 14: an order that may still come is not missed before the hour is over`() {
    let entries = [Self.reply(), Self.call()]
    #expect(Agreed.verdicts("14", entries, atMs: noonMs + 40 * minuteMs) == [])
    #expect(Agreed.verdicts("14", entries, atMs: noonMs + 61 * minuteMs) == [.thresholdMet])
  }

  @Test func `clause 14: persons under direct attack are for a person to judge`() {
    let hit = Agreed.matters(
      "14", [Self.reply([("self_defence", .flag(true))]), Self.order()], atMs: Self.later
    ).first?.hit
    #expect(hit?.verdict == .undecided)
    #expect(hit?.exemptions.map(\.code) == [.judgement])
  }

  @Test func `both Parties accuse each other first: the order cannot be established`() {
    // Each says that the other began a minute before, by clocks that may be a minute wrong.
    let entries = [
      Self.reply(causeMin: 1, sigmaS: 60), Self.call(), Self.order(),
      Self.reply(party: .a, id: "F-2", causeMin: 1, sigmaS: 60), Self.call(.a, id: "H-2"),
      Self.order(.a, about: "F-2", "O-2"),
    ]
    let found = Agreed.matters("14", entries, atMs: Self.later)
    #expect(found.map(\.hit.verdict) == [.undecided, .undecided])
    #expect(Set(found.map(\.matter.party)) == [.a, .b])
    for hit in found.map(\.hit) {
      #expect(hit.tasks == [.orderOfEvents])
      let step = hit.steps.first { $0.code == .fireOrder }
      #expect(step?.text(.en).contains("cannot be established") == true)
      #expect(step?.text(.de).contains("lässt sich nicht feststellen") == true)
    }
  }

  @Test func `clause 14: recorded fire says who began, whatever the Parties say`() {
    let flash = { (name: String, eastM: Double, atMs: Int64) in
      twice(name, .muzzleFlash, at: place(eastM, 0), atMs: atMs)
    }
    // Two patrols saw both: the fire proves what the Party's own report alone would not.
    let entries = [Self.reply(causeMin: 1, grade: "E1"), Self.call(), Self.order()]
    // B, who lies east, flashed first.
    let own = flash("b", 3_000, noonMs - 5 * minuteMs) + flash("a", -3_000, noonMs)
    #expect(Agreed.verdicts("14", entries, fire: own, atMs: Self.later) == [.thresholdMet])
    let other = flash("a", -3_000, noonMs - 5 * minuteMs) + flash("b", 3_000, noonMs)
    #expect(Agreed.verdicts("14", entries, fire: other, atMs: Self.later) == [])
  }

  // MARK: 22, the hotline

  static func answered(_ day: Double, after minutes: Double, _ party: Party = .a) -> RegisterEntry {
    entry(
      .hotlineCall, "H-\(day)-\(party)", party, from: day * 24 - 200,
      until: day * 24 - 200 + minutes / 60)
  }

  @Test func `clause 22: three late answers in a week`() {
    let calls = { (days: [Double], minutes: Double) in
      Agreed.verdicts("22", days.map { Self.answered($0, after: minutes) })
    }
    #expect(calls([0, 2, 4], 6) == [.thresholdMet])
    #expect(calls([0, 2], 6) == [])
    #expect(calls([0, 2, 8], 6) == [])
    #expect(calls([0, 2, 4], 5) == [])
    #expect(calls([0, 1, 2, 3, 4, 5], 6) == [.thresholdMet, .thresholdMet])
    let two = [0.0, 2].map { Self.answered($0, after: 6) } + [Self.answered(4, after: 6, .b)]
    #expect(Agreed.verdicts("22", two) == [])
  }

  @Test func `clause 22: a line that was notified as broken is no breach`() {
    let broken = notified(
      "technical_failure", leadH: 1, at: nil, from: -210, hours: 300, id: "N-7")
    let late = [0.0, 2, 4].map { Self.answered($0, after: 6) }
    #expect(Agreed.verdicts("22", late + [broken]) == [.exempt])
  }

  @Test func `clause 22: accused in public, and not reported within twelve hours`() {
    let said = entry(.publicAccusation, "A-1", .b, from: -20, [("channel", .word("press"))])
    let report = { (hoursAfter: Double, party: Party) in
      entry(.allegation, "A-2", party, from: -20 + hoursAfter, about: "A-1")
    }
    let kept: Set<RegisterKind> = [.allegation]
    #expect(Agreed.verdicts("22", [said], kept: kept, atMs: noonMs - 9 * hourMs) == [])
    #expect(Agreed.verdicts("22", [said], kept: kept) == [.thresholdMet])
    #expect(Agreed.verdicts("22", [said, report(11, .b)]) == [])
    #expect(Agreed.verdicts("22", [said, report(13, .b)]) == [.thresholdMet])
    #expect(Agreed.verdicts("22", [said]) == [])
  }

  // MARK: 23 and 26, cases and guarantors

  static func opened(
    _ hours: Double, clauses: [String] = ["1"], isSerious: Bool = false, knownH: Double? = nil
  ) -> CaseFact {
    CaseFact(
      id: "CS-0001", openedAtMs: noonMs + Int64(hours * 3_600_000),
      firstKnownMs: noonMs + Int64((knownH ?? hours) * 3_600_000), clauseIDs: clauses,
      isSerious: isSerious)
  }

  static func step(
    _ word: String, _ hours: Double, until untilH: Double? = nil
  ) -> RegisterEntry {
    entry(
      .caseStep, "\(word)-\(hours)", from: hours, until: untilH, received: hours,
      [("step", .word(word))], about: "CS-0001")
  }

  private static func missed(
    _ clause: String, _ steps: [RegisterEntry], _ item: CaseFact, afterH: Double
  ) -> [String] {
    Agreed.matters(
      clause, steps, kept: [.caseStep, .commissionMeeting], cases: [item],
      atMs: noonMs + Int64(afterH * 3_600_000)
    ).filter { $0.hit.verdict == .thresholdMet }
      .compactMap { $0.hit.steps.first { $0.code == .followUp }?.names.last }.sorted()
  }

  @Test func `clause 23: two hours, a day, three days, two days for the answer`() {
    let item = Self.opened(0)
    #expect(Self.missed("23", [], item, afterH: 1.9) == [])
    #expect(Self.missed("23", [], item, afterH: 2.1) == ["informed_a", "informed_b"])
    let told = [Self.step("informed_a", 1), Self.step("informed_b", 1.5)]
    #expect(Self.missed("23", told, item, afterH: 2.1) == [])
    #expect(Self.missed("23", told, item, afterH: 24.1) == ["interim"])
    #expect(
      Self.missed("23", told + [Self.step("interim", 20)], item, afterH: 49.2) == ["answer_a"])
    #expect(
      Self.missed(
        "23",
        told + [
          Self.step("interim", 20), Self.step("answer_a", 40), Self.step("answer_b", 49),
          Self.step("issued", 70),
        ], item, afterH: 100) == [])
    let late =
      told + [
        Self.step("interim", 25), Self.step("answer_a", 40), Self.step("answer_b", 40),
        Self.step("issued", 70),
      ]
    #expect(Self.missed("23", late, item, afterH: 100) == ["interim"])
  }

  @Test func `clause 23: one extension by at most seven days`() {
    let item = Self.opened(0)
    let told = [
      Self.step("informed_a", 1), Self.step("informed_b", 1), Self.step("interim", 20),
      Self.step("answer_a", 30), Self.step("answer_b", 30),
    ]
    let longer = Self.step("extended", 60, until: 120)
    #expect(Self.missed("23", told, item, afterH: 80) == ["issued"])
    #expect(Self.missed("23", told + [longer], item, afterH: 80) == [])
    #expect(Self.missed("23", told + [longer], item, afterH: 121) == ["issued"])
    let tooLong = Self.step("extended", 60, until: 1_000)
    #expect(Self.missed("23", told + [tooLong], item, afterH: 72 + 168 + 1) == ["issued"])
  }

  @Test func `clause 23: force majeure on record is no breach`() {
    let item = Self.opened(0)
    let flood = Self.step("force_majeure", 0.5, until: 10)
    let found = Agreed.verdicts(
      "23", [flood], cases: [item], atMs: noonMs + 3 * hourMs)
    #expect(found == [.exempt, .exempt])
  }

  @Test func `clause 26: the guarantors are told half an hour after first knowledge`() {
    let item = Self.opened(1, clauses: ["2"], isSerious: true, knownH: 0.6)
    #expect(Self.missed("26", [], item, afterH: 1.05) == [])
    #expect(Self.missed("26", [], item, afterH: 1.2) == ["guarantors_first"])
    #expect(Self.missed("26", [Self.step("guarantors_first", 1)], item, afterH: 1.2) == [])
    #expect(Self.missed("26", [], Self.opened(1, clauses: ["4"], isSerious: true), afterH: 3) == [])
    #expect(Self.missed("26", [], Self.opened(1, clauses: ["2"]), afterH: 3) == [])
    let steps = [Self.step("guarantors_first", 1), Self.step("interim", 5)]
    #expect(Self.missed("26", steps, item, afterH: 6) == ["guarantors_interim"])
  }

  // MARK: 24 and 25, Commission and log

  @Test func `clause 24: weekly, and within a day for a serious case`() {
    let met = { (hours: Double) in entry(.commissionMeeting, "C-\(hours)", from: hours) }
    // D+7 is 8 June 00:01 in Kyiv; 14 days later is the 22nd. Each week a meeting, the last missed.
    let weekly = [met(-400), met(-250)]
    let due = { (entries: [RegisterEntry]) in
      Agreed.matters("24", entries, atMs: noonMs).filter {
        $0.hit.steps.contains { $0.code == .dueDate }
      }.count
    }
    #expect(due(weekly) == 1)
    #expect(due(weekly + [met(-80)]) == 0)
    let serious = Self.opened(-30, isSerious: true)
    let urgent = { (entries: [RegisterEntry], item: CaseFact) in
      Agreed.matters("24", entries, kept: [.commissionMeeting], cases: [item], atMs: noonMs)
        .filter { $0.matter.topic == "case" }.count
    }
    #expect(urgent([], serious) == 1)
    #expect(urgent([met(-10)], serious) == 0)
    #expect(urgent([], Self.opened(-30)) == 0)
  }

  @Test func `clause 24: papers are out a day before`() {
    let meeting = entry(.commissionMeeting, "C-1", from: -2)
    let paper = { (hours: Double) in entry(.commissionPaper, "P-1", from: hours, about: "C-1") }
    let found = { (entries: [RegisterEntry]) in
      Agreed.matters("24", entries, kept: [.commissionPaper]).filter {
        $0.matter.topic == "commission_meeting"
          && $0.hit.steps.contains { $0.code == .followUp }
      }.count
    }
    #expect(found([meeting]) == 1)
    #expect(found([meeting, paper(-20)]) == 1)
    #expect(found([meeting, paper(-27)]) == 0)
  }

  @Test func `clause 25: a cosignature missing for two days, a failed proof`() {
    let silent = { (untilH: Double?) in
      entry(
        .witnessState, "W-1", from: -48.5, until: untilH, received: -40, [("witness", .word("G3"))])
    }
    #expect(Agreed.verdicts("25", [silent(nil)], atMs: noonMs - hourMs) == [])
    #expect(Agreed.verdicts("25", [silent(nil)]) == [.thresholdMet])
    #expect(Agreed.verdicts("25", [silent(-1)]) == [])
    let known = notified("witness_outage", leadH: 0, at: nil, from: -50, hours: 60, id: "N-8")
    #expect(Agreed.verdicts("25", [silent(nil), known]) == [.exempt])
    let proof = { (result: String) in
      Agreed.matters("25", [entry(.logProof, "LP-1", nil, [("result", .word(result))])])
    }
    #expect(proof("failed").map(\.hit.clauseClass) == [.serious])
    #expect(proof("holds") == [])
  }
}
