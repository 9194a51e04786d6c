// Clocks are read from records and a given time: a restart, a change of the local hour or a clock that
// is set wrong change none of them.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Making
import Observations
import Testing

/// Clauses 2 and 4 with the times of the demonstration agreement.
let terms = ClockTerms(
  Agreement(
    id: "DEMO", title: LocalText("Demo"), inForceMs: 0,
    clauses: ["2", "4"].map { id in
      Clause(
        id: id, version: 3, validity: .always, title: LocalText(id), text: LocalText(id),
        subjects: [], place: .everywhere, breachIf: .presence, exemptIf: [], seriousIf: nil,
        minorIf: nil, minGrade: [], baseClass: .ordinary,
        clocks: Clocks(
          notifyPartiesH: 2, interimH: 24, issuedH: 72, answerH: 48,
          guaranteeNoticeH: id == "2" ? 0.5 : nil), checkedOn: nil)
    }))

struct ClockTests {
  private static func clocks(_ script: Script, _ kind: ClockKind) -> [Clock] {
    script.book.clocks(ofCase: "CS-0001", terms).filter { $0.kind == kind }
  }

  @Test func `a clock is running, then amber in its last quarter, then overdue`() throws {
    var script = Script()
    try script.open()
    let clock = try #require(Self.clocks(script, .partyNotified).first)
    let opened = try #require(script.book.cases["CS-0001"]?.openedAtMs)
    #expect(clock.startMs == opened)
    #expect(clock.dueMs == opened + 2 * hourMs)
    #expect(clock.state(atMs: opened) == .running)
    #expect(clock.state(atMs: opened + 90 * minuteMs - 1) == .running)
    #expect(clock.state(atMs: opened + 90 * minuteMs) == .amber)
    #expect(clock.state(atMs: clock.dueMs) == .amber)
    #expect(clock.state(atMs: clock.dueMs + 7) == .overdue(byMs: 7))
    script.nowMs = opened + 2 * hourMs
    try script.notify(.a)
    script.nowMs = opened + 3 * hourMs
    try script.notify(.b)
    #expect(
      Self.clocks(script, .partyNotified).map { $0.state(atMs: .max) } == [
        .doneOnTime, .doneLate(byMs: hourMs),
      ])
  }

  @Test func `48 hours over the night in which the clocks go back are 48 hours`() throws {
    // In the zone Europe/Kyiv local time goes from 04:00 back to 03:00 on 25 October 2026.
    let change = try #require(Instant(iso: "2026-10-25T01:00:00Z")).atMs
    let local = LocalClock(steps: [
      .init(fromMs: .min, offsetMin: 180), .init(fromMs: change, offsetMin: 120),
    ])
    var script = Script()
    script.nowMs = change - 24 * hourMs
    try script.open()
    let given = script.nowMs
    try script.notify(.b)
    let clock = try #require(Self.clocks(script, .partyAnswer).first)
    #expect(clock.dueMs - clock.startMs == 48 * hourMs)
    #expect(clock.startMs == given)
    // On the wall it is 47 hours later.
    #expect(local.iso(atMs: clock.startMs).contains("2026-10-24T04:03"))
    #expect(local.iso(atMs: clock.dueMs).contains("2026-10-26T03:03"))
    script.nowMs = clock.dueMs + minuteMs
    #expect(clock.state(atMs: script.nowMs) == .overdue(byMs: minuteMs))
  }

  @Test(arguments: [Int64(3_600_000), -3_600_000, 40_000, -86_400_000])
  func `a clock that is set in between changes no time that has gone by`(jumpMs: Int64) throws {
    func story(_ jumpMs: Int64?) throws -> (script: Script, clock: Clock) {
      var script = Script()
      try script.goToParties()
      script.nowMs += 10 * hourMs
      if let jumpMs {
        script.nowMs += jumpMs
        try script.take(.clockJumped(byMs: jumpMs), by: Record.rules)
      } else {
        script.nowMs += minuteMs
      }
      script.nowMs += 40 * hourMs
      try script.answer(.b, .disputeOccurrence)
      return (
        script, try #require(Self.clocks(script, .partyAnswer).first { $0.party == .b })
      )
    }
    let (plain, expected) = try story(nil)
    let (jumped, clock) = try story(jumpMs)
    let late = try #require(plain.referee.answers["AN-0001"]?.lateMs)
    #expect(late > 0)
    #expect(jumped.referee.answers["AN-0001"]?.lateMs == late)
    #expect(clock.state(atMs: jumped.nowMs) == expected.state(atMs: plain.nowMs))
    #expect(clock.dueMs - clock.startMs == expected.dueMs - expected.startMs)
    let again = try refolded(jumped.records)
    #expect(again.referee.answers == jumped.referee.answers)
    #expect(again.clocks(ofCase: "CS-0001", terms) == jumped.book.clocks(ofCase: "CS-0001", terms))
  }

  @Test func `an extension moves the deadline of that party alone`() throws {
    var script = Script()
    try script.goToParties()
    let before = Self.clocks(script, .partyAnswer).map(\.dueMs)
    try script.take(
      .party(
        .extensionGranted(
          caseID: "CS-0001", party: .b, number: 1, untilMs: before[1] + 24 * hourMs,
          reason: "A holiday.")), by: "Liaison")
    #expect(Self.clocks(script, .partyAnswer).map(\.dueMs) == [before[0], before[1] + 24 * hourMs])
  }

  @Test func `the guarantee clock has its notice and its marks from each reference point`() throws {
    var script = Script()
    try script.open("2", class: .serious)
    let event = try #require(script.book.alerts.values.first?.event)
    let notice = try #require(Self.clocks(script, .guarantorsNotified).first)
    #expect(notice.startMs == event.knownAtMs)
    #expect(notice.dueMs == event.knownAtMs + 30 * minuteMs)
    #expect(Self.clocks(script, .guarantee24h).map(\.reference) == [.happened, .firstKnown])
    script.nowMs = event.knownAtMs + 31 * minuteMs
    try script.take(
      .liaison(
        .guarantorsNotified(
          caseID: "CS-0001", .firstKnowledge, guarantors: ["G1", "G2", "G3"],
          referenceMs: event.happened.fromMs)), by: "Liaison")
    #expect(
      Self.clocks(script, .guarantorsNotified).map { $0.state(atMs: script.nowMs) } == [
        .doneLate(byMs: minuteMs)
      ])
    let marks = Self.clocks(script, .guarantee72h)
    #expect(marks.map(\.reference) == [.happened, .firstKnown, .notified])
    #expect(
      marks.map(\.dueMs) == [
        event.happened.fromMs + 72 * hourMs, event.knownAtMs + 72 * hourMs,
        event.knownAtMs + 31 * minuteMs + 72 * hourMs,
      ])
    #expect(marks[0].state(atMs: marks[0].dueMs - 1) == .running)
    #expect(marks[0].state(atMs: marks[0].dueMs) == .passed)
    var ordinary = Script()
    try ordinary.open("4")
    #expect(Self.clocks(ordinary, .guarantee72h).isEmpty)
  }

  @Test func `the board shows what is open, first what is due first`() throws {
    var script = Script()
    try script.raise("b")
    try script.open()
    try script.take(
      .liaison(
        .callLogged(
          id: "HL-0001", party: .a, .fromParty, caller: "Desk", about: "Fire",
          calledAtMs: script.nowMs)), by: "Liaison")
    let clocks = script.book.openClocks(terms)
    #expect(clocks.map(\.dueMs) == clocks.map(\.dueMs).sorted())
    #expect(
      Set(clocks.map(\.kind)) == [
        .alertAcknowledged, .eventDecided, .partyNotified, .interimFinding, .issuedFinding,
        .hotlineAnswered,
      ])
    let call = try #require(clocks.first { $0.kind == .hotlineAnswered })
    #expect(call.state(atMs: call.startMs + 5 * minuteMs + 1) == .overdue(byMs: 1))
    try script.take(
      .liaison(.callAnswered(id: "HL-0001", answeredAtMs: script.nowMs, answeredBy: "Desk")),
      by: "Liaison")
    #expect(!script.book.openClocks(terms).contains { $0.kind == .hotlineAnswered })
  }
}

struct CoverageGapTests {
  @Test func `gaps are the time in question less what was watched, with outages by their reason`() {
    func period(_ from: Int64, _ until: Int64) -> Period {
      Period(fromMs: from * minuteMs, untilMs: until * minuteMs)
    }
    let camera = SensorCoverage(
      sensor: "C-07", watches: [period(0, 130), period(220, 400)],
      outages: [.init(period(100, 140), reason: "power"), .init(period(390, 500), reason: "fog")])
    let gaps = camera.gaps(in: period(60, 420))
    #expect(
      gaps.map { [$0.period.fromMs / minuteMs, $0.period.untilMs / minuteMs] } == [
        [100, 140], [140, 220], [390, 420],
      ])
    #expect(gaps.map(\.reason) == ["power", "no coverage planned", "fog"])
    #expect(camera.gaps(in: period(10, 90)).isEmpty)
    let blind = SensorCoverage(sensor: "C-08", watches: [], outages: [])
    #expect(blind.gaps(in: period(1, 2)).map(\.period) == [period(1, 2)])
  }

  @Test func `watched and unwatched time together are the whole time, for any times`() {
    var random = Seeded(5)
    for _ in 0..<300 {
      func period() -> Period {
        let from = Int64.random(in: 0...90, using: &random)
        return Period(fromMs: from, untilMs: from + .random(in: 1...30, using: &random))
      }
      let watches = (0..<3).map { _ in period() }
      let outages = (0..<2).map { _ in period() }
      let sensor = SensorCoverage(
        sensor: "S", watches: watches, outages: outages.map { .init($0, reason: "out") })
      let window = Period(fromMs: 10, untilMs: 100)
      // The closed formula: millisecond by millisecond.
      let blind = (window.fromMs..<window.untilMs).filter { at in
        let inside = { (period: Period) in period.fromMs <= at && at < period.untilMs }
        return outages.contains(where: inside) || !watches.contains(where: inside)
      }
      let found = sensor.gaps(in: window)
      #expect(
        found.flatMap { Array($0.period.fromMs..<$0.period.untilMs) } == blind.map { $0 })
    }
  }
}
