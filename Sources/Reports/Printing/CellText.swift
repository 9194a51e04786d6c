// How does a cell read: on a page, in a file for spreadsheets, for a program?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation

extension DailyReport {
  private var reading: CellText { CellText(clock: mission.clock, day: period.day) }

  /// As a reader of that language sees it.
  public func text(_ cell: Cell, _ language: ReportLanguage) -> String {
    reading.text(cell, language)
  }

  func exported(_ cell: Cell) -> String { reading.exported(cell) }

  func json(_ cell: Cell) -> JSONValue { reading.json(cell) }
}

/// Writes cells in the time of a mission.
struct CellText {
  let clock: LocalClock
  /// The day of which nothing is said: times of other days say which.
  let day: CalendarDay

  /// As a reader of that language sees it.
  func text(_ cell: Cell, _ language: ReportLanguage) -> String {
    let text = value(cell.value, language)
    return cell.remark.map { "\(text) (\($0[language]))" } ?? text
  }

  private func value(_ value: Cell.Value, _ language: ReportLanguage) -> String {
    switch value {
    case .none: "–"
    case .notRecorded: Wording("n/r", "k.\u{A0}A.", "н/д")[language]
    case .text(let text), .id(let text): text
    case .term(_, let wording): wording[language]
    case .integer(let count): Written.integer(count, language)
    case .range(let least, let most): Written.range(least, most, language)
    case .decimal(let value, let places): Written.decimal(value, places: places, language)
    case .time(let atMs): time(atMs, language)
    case .period(let fromMs, let untilMs): span(fromMs, untilMs, language)
    }
  }

  /// `02:15`, with the day where it is not the one on which the period ends.
  private func time(_ atMs: Int64, _ language: ReportLanguage) -> String {
    let hour = Written.hour(atMs, clock)
    let other = Written.day(of: atMs, clock)
    return other == day ? hour : "\(hour)\u{A0}(\(Written.shortDay(other, language)))"
  }

  private func span(_ fromMs: Int64, _ untilMs: Int64, _ language: ReportLanguage) -> String {
    let (from, until) = (Written.hour(fromMs, clock), Written.hour(untilMs, clock))
    let (first, last) = (Written.day(of: fromMs, clock), Written.day(of: untilMs, clock))
    guard first == last else { return "\(time(fromMs, language))–\(time(untilMs, language))" }
    let hours = from == until ? from : "\(from)–\(until)"
    return first == day ? hours : "\(hours)\u{A0}(\(Written.shortDay(first, language)))"
  }

  /// For spreadsheets: English codes, plain numbers, times with their zone, ranges with a hyphen.
  func exported(_ cell: Cell) -> String {
    let text =
      switch cell.value {
      case .none: ""
      case .notRecorded: "n/r"
      case .text(let text), .id(let text): text
      case .term(let code, _): code
      case .integer(let count): String(count)
      case .range(let least, let most): least == most ? String(least) : "\(least)-\(most)"
      case .decimal(let value, let places): Self.plain(value, places)
      case .time(let atMs): clock.iso(atMs: atMs)
      case .period(let fromMs, let untilMs): exported(fromMs, untilMs)
      }
    return cell.remark.map { text + " (\($0.en))" } ?? text
  }

  private func exported(_ fromMs: Int64, _ untilMs: Int64) -> String {
    let from = clock.iso(atMs: fromMs)
    return fromMs == untilMs ? from : "\(from)/\(clock.iso(atMs: untilMs))"
  }

  fileprivate static func plain(_ value: Double, _ places: Int) -> String {
    Written.decimal(value, places: places, .en).replacing(",", with: "")
      .replacing("\u{2212}", with: "-")
  }

  /// For a program: the value by its kind, and the rows behind it.
  func json(_ cell: Cell) -> JSONValue {
    var members: [JSONValue.Member]
    switch cell.value {
    case .none: members = [.init("value", .null)]
    case .notRecorded: members = [.init("value", .null), .init("not_recorded", .bool(true))]
    case .text(let text), .id(let text): members = [.init("value", .string(text))]
    case .term(let code, _): members = [.init("value", .string(code))]
    case .integer(let count): members = [.init("value", .integer(Int64(count)))]
    case .range(let least, let most):
      members = [
        .init("min", .integer(Int64(least))), .init("max", .integer(Int64(most))),
      ]
    case .decimal(let value, let places):
      members = [.init("value", .number(Double(Self.plain(value, places)) ?? value))]
    case .time(let atMs): members = [.init("value", .string(clock.iso(atMs: atMs)))]
    case .period(let fromMs, let untilMs):
      members = [
        .init("from", .string(clock.iso(atMs: fromMs))),
        .init("until", .string(clock.iso(atMs: untilMs))),
      ]
    }
    if let remark = cell.remark { members.append(.init("remark", .string(remark.en))) }
    if !cell.rows.isEmpty { members.append(.init("rows", .array(cell.rows.map { .string($0) }))) }
    return .object(members)
  }
}
