// In which languages is a report written, and how are numbers, days and plurals in them?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Geo

/// The languages of reports.
public enum ReportLanguage: String, CaseIterable, Hashable, Sendable {
  case en, de, uk
}

/// The same words in all languages.
public struct Wording: Hashable, Sendable {
  public let en: String
  public let de: String
  public let uk: String

  public init(_ en: String, _ de: String, _ uk: String) {
    (self.en, self.de, self.uk) = (en, de, uk)
  }

  /// A name that is the same everywhere.
  public init(same text: String) { self.init(text, text, text) }

  /// The mission's own words, in its governing language where it has none in this one.
  public init(_ local: LocalText) {
    self.init(local.text(in: "en"), local.text(in: "de"), local.text(in: "uk"))
  }

  public subscript(language: ReportLanguage) -> String {
    switch language {
    case .en: en
    case .de: de
    case .uk: uk
    }
  }

  public func map(_ change: (ReportLanguage, String) -> String) -> Wording {
    Wording(change(.en, en), change(.de, de), change(.uk, uk))
  }

  /// Made language by language.
  public static func each(_ make: (ReportLanguage) -> String) -> Wording {
    Wording(make(.en), make(.de), make(.uk))
  }
}

/// A noun with its forms behind numbers: English and German two, Ukrainian three (one, few, many), after
/// the plural rules of CLDR.
public struct Noun: Hashable, Sendable {
  let en: (String, String)
  let de: (String, String)
  let uk: (String, String, String)
  /// Ukrainian, behind one, as the object of a verb: feminine nouns have a form of their own.
  let ukObject: String

  init(
    _ en: (String, String), _ de: (String, String), _ uk: (String, String, String),
    ukObject: String? = nil
  ) {
    (self.en, self.de, self.uk) = (en, de, uk)
    self.ukObject = ukObject ?? uk.0
  }

  public static func == (left: Noun, right: Noun) -> Bool {
    left.en == right.en && left.de == right.de && left.uk == right.uk
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(en.0) }

  public func form(_ count: Int, _ language: ReportLanguage) -> String {
    switch language {
    case .en: count == 1 ? en.0 : en.1
    case .de: count == 1 ? de.0 : de.1
    case .uk: ukrainian(count)
    }
  }

  /// Behind a verb that takes it as its object.
  public func object(_ count: Int, _ language: ReportLanguage) -> String {
    let form = form(count, language)
    return language == .uk && form == uk.0 ? ukObject : form
  }

  private func ukrainian(_ count: Int) -> String {
    let (last, lastTwo) = (count % 10, count % 100)
    if last == 1, lastTwo != 11 { return uk.0 }
    if (2...4).contains(last), !(12...14).contains(lastTwo) { return uk.1 }
    return uk.2
  }
}

/// Numbers and times as readers of a language write them.
public enum Written {
  /// No line ends inside a number.
  private static let space = "\u{A0}"

  /// `1,012`, `1.012`, `1 012`.
  public static func integer(_ value: Int, _ language: ReportLanguage) -> String {
    let digits = String(value.magnitude)
    var groups: [Substring] = []
    var rest = digits[...]
    while rest.count > 3 {
      groups.append(rest.suffix(3))
      rest = rest.dropLast(3)
    }
    let mark =
      switch language {
      case .en: ","
      case .de: "."
      case .uk: space
      }
    let text = ([rest] + groups.reversed()).joined(separator: mark)
    return value < 0 ? "\u{2212}" + text : text
  }

  public static func decimal(_ value: Double, places: Int, _ language: ReportLanguage) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "–" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((abs(value) * scale).rounded())
    var text = integer(scaled / Int(scale), language)
    if places > 0 {
      let rest = String(scaled % Int(scale))
      let mark = language == .en ? "." : ","
      text += mark + String(repeating: "0", count: places - rest.utf8.count) + rest
    }
    return value < 0 && scaled > 0 ? "\u{2212}" + text : text
  }

  public static func range(_ least: Int, _ most: Int, _ language: ReportLanguage) -> String {
    least == most
      ? integer(least, language) : "\(integer(least, language))–\(integer(most, language))"
  }

  /// `14 March 2027`, `14. März 2027`, `14 березня 2027 року`.
  public static func day(_ day: CalendarDay, _ language: ReportLanguage) -> String {
    let month = months[day.month - 1][language]
    return switch language {
    case .en: "\(day.day)\(space)\(month)\(space)\(day.year)"
    case .de: "\(day.day).\(space)\(month)\(space)\(day.year)"
    case .uk: "\(day.day)\(space)\(month)\(space)\(day.year)\(space)року"
    }
  }

  /// `14/3`, `14.3.`, `14.03`.
  public static func shortDay(_ day: CalendarDay, _ language: ReportLanguage) -> String {
    switch language {
    case .en: "\(day.day)/\(day.month)"
    case .de: "\(day.day).\(day.month)."
    case .uk: "\(day.day).\(day.month < 10 ? "0" : "")\(day.month)"
    }
  }

  private static let months = [
    Wording("January", "Januar", "січня"), Wording("February", "Februar", "лютого"),
    Wording("March", "März", "березня"), Wording("April", "April", "квітня"),
    Wording("May", "Mai", "травня"), Wording("June", "Juni", "червня"),
    Wording("July", "Juli", "липня"), Wording("August", "August", "серпня"),
    Wording("September", "September", "вересня"), Wording("October", "Oktober", "жовтня"),
    Wording("November", "November", "листопада"), Wording("December", "Dezember", "грудня"),
  ]

  /// `19:30`, with seconds where there are any.
  public static func hour(_ atMs: Int64, _ clock: LocalClock) -> String {
    let text = clock.iso(atMs: atMs - (atMs % 1_000 + 1_000) % 1_000).dropFirst(11)
    let isWhole = text.dropFirst(6).prefix(2) == "00"
    return String(text.prefix(isWhole ? 5 : 8))
  }

  /// The local day of a moment.
  public static func day(of atMs: Int64, _ clock: LocalClock) -> CalendarDay {
    CalendarDay(utcMs: atMs + Int64(clock.offsetMin(atMs: atMs)) * 60_000)
  }

  /// `UTC+2`, `UTC+5:30`.
  public static func offset(_ atMs: Int64, _ clock: LocalClock) -> String {
    let offsetMin = clock.offsetMin(atMs: atMs)
    let minutes = abs(offsetMin) % 60
    let rest = minutes == 0 ? "" : ":\(minutes < 10 ? "0" : "")\(minutes)"
    return "UTC\(offsetMin < 0 ? "\u{2212}" : "+")\(abs(offsetMin) / 60)\(rest)"
  }
}
