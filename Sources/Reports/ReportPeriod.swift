// From when until when does a daily report reach, and which number has it?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A day of the calendar.
public struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let year: Int
  public let month: Int
  public let day: Int

  /// `2027-03-14`; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.count == 10, let instant = Instant(iso: text) else { return nil }
    self.init(utcMs: instant.atMs)
  }

  /// The day of a moment whose calendar time is written as if it were UTC.
  init(utcMs: Int64) {
    let part = Instant(atMs: utcMs).utc
    (year, month, day) = (part.year, part.month, part.day)
  }

  /// Midnight of this day, as if its calendar time were UTC.
  var utcMs: Int64 { Instant(year: year, month: month, day: day)?.atMs ?? 0 }

  public func adding(days: Int) -> CalendarDay {
    CalendarDay(utcMs: utcMs + Int64(days) * 86_400_000)
  }

  /// From 1 on 1 January.
  public var numberInYear: Int {
    let first = Instant(year: year, month: 1, day: 1)?.atMs ?? 0
    return Int((utcMs - first) / 86_400_000) + 1
  }

  public var description: String { String(Instant(atMs: utcMs).iso.prefix(10)) }

  public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.utcMs < right.utcMs }
}

/// A report that cannot be made, with what to do instead.
public struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  public let message: String
  public let next: String

  public var description: String { "\(message) \(next)" }

  public init(_ message: String, next: String) { (self.message, self.next) = (message, next) }
}

/// From one data cut to the next, in mission time: 24 hours, but 23 or 25 where the clocks change.
public struct ReportPeriod: Hashable, Sendable {
  /// The day on which it ends.
  public let day: CalendarDay
  public let fromMs: Int64
  /// The data cut; what came at this moment or later is in the next report.
  public let untilMs: Int64
  public let clock: LocalClock
  /// Local time of the cut, `19:30`.
  public let cut: String

  /// - Parameter cut: hour and minute of a local time, `19:30`.
  public init(day: CalendarDay, cut: String, clock: LocalClock) {
    (self.day, self.cut, self.clock) = (day, cut, clock)
    let parts = cut.split(separator: ":").compactMap { Int64($0) }
    let inDayMs = parts.count == 2 ? (parts[0] * 60 + parts[1]) * 60_000 : 0
    fromMs = clock.utcMs(localMs: day.adding(days: -1).utcMs + inDayMs)
    untilMs = clock.utcMs(localMs: day.utcMs + inDayMs)
  }

  /// The period that a moment falls into.
  public init(containing atMs: Int64, cut: String, clock: LocalClock) {
    let localMs = atMs + Int64(clock.offsetMin(atMs: atMs)) * 60_000
    let day = CalendarDay(utcMs: localMs)
    let period = ReportPeriod(day: day, cut: cut, clock: clock)
    self =
      atMs < period.untilMs
      ? period : ReportPeriod(day: day.adding(days: 1), cut: cut, clock: clock)
  }

  /// Reports are issued on the day after the cut.
  public var issueDay: CalendarDay { day.adding(days: 1) }

  /// The day of the year on which it is issued, so that it does not depend on other reports.
  public var number: Int { issueDay.numberInYear }

  public var year: Int { issueDay.year }

  /// `074/2027`.
  public var title: String {
    String(repeating: "0", count: max(0, 3 - String(number).utf8.count)) + "\(number)/\(year)"
  }

  public var hours: Double { Double(untilMs - fromMs) / 3_600_000 }

  public func contains(_ atMs: Int64) -> Bool { atMs >= fromMs && atMs < untilMs }

  public var previous: ReportPeriod {
    ReportPeriod(day: day.adding(days: -1), cut: cut, clock: clock)
  }

  /// - Throws: `ReportError` for a day that has not begun when it is asked for.
  public func requireBegun(nowMs: Int64) throws(ReportError) {
    guard nowMs >= fromMs else {
      let last = ReportPeriod(containing: nowMs, cut: cut, clock: clock)
      throw ReportError(
        "The report of \(day) cannot be made yet: its period begins at \(clock.iso(atMs: fromMs)).",
        next: "The last that can be made is that of \(last.day): --date \(last.day).")
    }
  }
}
