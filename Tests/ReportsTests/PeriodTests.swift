// From cut to cut, over nights in which the clocks change.
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Reports
import Testing

@Suite struct PeriodTests {
  private func period(_ text: String, _ zone: String = "Europe/Kyiv") -> ReportPeriod {
    ReportPeriod(day: day(text), cut: "19:30", clock: clock(zone))
  }

  @Test func `a day without a change of clocks reaches from 19 30 to 19 30`() {
    let period = period("2027-03-14")
    #expect(period.fromMs == ms("2027-03-13T17:30:00Z"))
    #expect(period.untilMs == ms("2027-03-14T17:30:00Z"))
    #expect(period.hours == 24)
  }

  /// Kyiv: 03:00 becomes 04:00 on 28 March 2027, 04:00 becomes 03:00 on 31 October 2027.
  @Test func `the day on which summer time begins has 23 hours, the day on which it ends 25`() {
    let spring = period("2027-03-28")
    #expect(spring.fromMs == ms("2027-03-27T17:30:00Z"))
    #expect(spring.untilMs == ms("2027-03-28T16:30:00Z"))
    #expect(spring.hours == 23)
    let autumn = period("2027-10-31")
    #expect(autumn.fromMs == ms("2027-10-30T16:30:00Z"))
    #expect(autumn.untilMs == ms("2027-10-31T17:30:00Z"))
    #expect(autumn.hours == 25)
  }

  @Test(arguments: ["Europe/Kyiv", "Europe/Berlin", "America/New_York", "Asia/Kolkata"])
  func `one period begins where the last one ended, all through a year`(zone: String) {
    var period = period("2026-12-31", zone)
    for _ in 0..<400 {
      let next = ReportPeriod(day: period.day.adding(days: 1), cut: "19:30", clock: period.clock)
      #expect(next.fromMs == period.untilMs)
      #expect(ReportPeriod(containing: next.fromMs, cut: "19:30", clock: next.clock) == next)
      #expect(ReportPeriod(containing: next.fromMs - 1, cut: "19:30", clock: next.clock) == period)
      period = next
    }
  }

  @Test func `a cut in the hour that exists twice is the first, and no moment is lost`() {
    let clock = clock("Europe/Kyiv")
    let period = ReportPeriod(day: day("2027-10-31"), cut: "03:30", clock: clock)
    let next = ReportPeriod(day: day("2027-11-01"), cut: "03:30", clock: clock)
    #expect(period.untilMs == ms("2027-10-31T00:30:00Z"))
    #expect(next.fromMs == period.untilMs)
    #expect(next.hours == 25)
  }

  @Test func `a report has the number of the day of the year on which it is issued`() {
    #expect(period("2027-03-14").title == "074/2027")
    #expect(period("2026-12-31").title == "001/2027")
    #expect(period("2028-12-30").title == "366/2028")
  }

  @Test func `a report of a day to come is refused, with the last that can be made`() throws {
    let period = period("2027-03-20")
    let nowMs = ms("2027-03-14T20:00:00+02:00")
    do {
      try period.requireBegun(nowMs: nowMs)
      Issue.record("it was not refused")
    } catch {
      #expect(error.message.contains("2027-03-20"))
      #expect(error.next.contains("--date 2027-03-15"))
    }
    try period.requireBegun(nowMs: period.fromMs)
  }

  @Test func `what is no day is refused`() {
    for text in ["2027-02-29", "2027-13-01", "27-03-14", "2027-03-14T00:00Z", ""] {
      #expect(CalendarDay(text) == nil, "\(text)")
    }
  }
}
