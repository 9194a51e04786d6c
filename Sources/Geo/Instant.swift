// When? Calendar time to milliseconds since 1970 and back, without a clock.
//
// SPDX-License-Identifier: Apache-2.0

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
public struct Instant: Hashable, Comparable, Sendable {
  public let atMs: Int64

  public init(atMs: Int64) { self.atMs = atMs }

  /// UTC calendar time on the proleptic Gregorian calendar; nil where a field is out of range.
  public init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    millisecond: Int = 0
  ) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.dayCount(year: year, month: month),
      (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second),
      (0...999).contains(millisecond)
    else { return nil }
    if hour == 24, minute != 0 || second != 0 || millisecond != 0 { return nil }
    let days = Self.daysSince1970(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second
    self.atMs = Int64(seconds) * 1_000 + Int64(millisecond)
  }

  public static func < (left: Instant, right: Instant) -> Bool { left.atMs < right.atMs }

  /// Days from 1970-01-01 (Howard Hinnant's `days_from_civil`).
  static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Instant {
  /// Calendar fields in UTC.
  public var utc: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, ms: Int) {
    let days = Int((Double(atMs) / 86_400_000).rounded(.down))
    let inDay = Int(atMs - Int64(days) * 86_400_000)
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (
      year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, inDay / 3_600_000,
      inDay / 60_000 % 60, inDay / 1_000 % 60, inDay % 1_000
    )
  }

  /// ISO 8601 in UTC, `2026-06-24T00:05:00Z`, with milliseconds only where there are any.
  public var iso: String {
    let part = utc
    let date = "\(Self.padded(part.year, 4))-\(Self.padded(part.month))-\(Self.padded(part.day))"
    let time =
      "\(Self.padded(part.hour)):\(Self.padded(part.minute)):\(Self.padded(part.second))"
    return "\(date)T\(time)\(part.ms == 0 ? "" : "." + Self.padded(part.ms, 3))Z"
  }

  static func padded(_ value: Int, _ width: Int = 2) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

extension Instant {
  /// Reads ISO 8601: a date, or a date and a time with `Z` or an offset. A time without an offset is
  /// refused, because a local time that is guessed moves an event by hours; `defaultOffsetMin`
  /// says what it means where the source has stated it.
  ///
  /// Takes `2026-06-24`, `2026-06-24T00:05Z`, `2026-06-24 00:05:09.250+03:00`.
  public init?(iso text: some StringProtocol, defaultOffsetMin: Int? = nil) {
    var digits = Digits(bytes: Array(text.utf8))
    guard let year = digits.number(4), digits.take("-"), let month = digits.number(2),
      digits.take("-"), let day = digits.number(2)
    else { return nil }
    var clock = (hour: 0, minute: 0, second: 0, ms: 0)
    var offsetMin = defaultOffsetMin ?? 0
    if !digits.isAtEnd {
      guard digits.take("T") || digits.take(" "), let read = digits.clock() else { return nil }
      clock = read
      guard let offset = digits.isAtEnd ? defaultOffsetMin : digits.offsetMin() else { return nil }
      offsetMin = offset
    }
    guard digits.isAtEnd,
      let local = Instant(
        year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
        second: clock.second, millisecond: clock.ms)
    else { return nil }
    self.atMs = local.atMs - Int64(offsetMin) * 60_000
  }
}

/// Walks over the digits of a written time.
private struct Digits {
  let bytes: [UInt8]
  var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  mutating func number(_ width: Int) -> Int? {
    guard at + width <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[at..<(at + width)] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    at += width
    return value
  }

  mutating func clock() -> (hour: Int, minute: Int, second: Int, ms: Int)? {
    guard let hour = number(2), take(":"), let minute = number(2) else { return nil }
    guard take(":") else { return (hour, minute, 0, 0) }
    guard let second = number(2) else { return nil }
    guard take(".") else { return (hour, minute, second, 0) }
    var ms = 0
    var width = 0
    while let digit = number(1) {
      if width < 3 { ms = ms * 10 + digit }
      width += 1
    }
    guard width > 0 else { return nil }
    for _ in width..<max(3, width) { ms *= 10 }
    return (hour, minute, second, ms)
  }

  mutating func offsetMin() -> Int? {
    if take("Z") { return 0 }
    let sign = take("+") ? 1 : (take("-") ? -1 : 0)
    guard sign != 0, let hours = number(2) else { return nil }
    _ = take(":")
    guard let minutes = number(2), hours <= 14, minutes < 60 else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
