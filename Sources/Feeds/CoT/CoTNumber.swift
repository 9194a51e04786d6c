// Which number or time does a piece of text name?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

enum CoTNumber {
  /// A decimal number, with an exponent or without; exact, and fast up to 15 digits. `NaN` and infinity
  /// are none.
  static func double(_ text: UnsafeRawBufferPointer) -> Double? {
    var at = 0
    var end = text.count
    while at < end, text[at] <= 0x20 { at += 1 }
    while end > at, text[end - 1] <= 0x20 { end -= 1 }
    let start = at
    guard at < end else { return nil }
    let isNegative = text[at] == UInt8(ascii: "-")
    if isNegative || text[at] == UInt8(ascii: "+") { at += 1 }
    var digits: UInt64 = 0
    var digitCount = 0
    var places = 0
    var hasPoint = false
    while at < end {
      let byte = text[at]
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if (48...57).contains(byte) {
        digitCount += 1
        if digitCount <= 18 { digits = digits * 10 + UInt64(byte - 48) }
        if hasPoint { places += 1 }
      } else {
        break
      }
      at += 1
    }
    guard digitCount > 0 else { return nil }
    // Both are exact as doubles, so one division rounds once.
    if at == end, digitCount <= 18, digits <= 1 << 53, places <= 22 {
      let value = Double(digits) / powersOfTen[places]
      return isNegative ? -value : value
    }
    guard text.count <= 64, at == end || text[at] | 0x20 == UInt8(ascii: "e"),
      let value = Double(
        String(decoding: UnsafeRawBufferPointer(rebasing: text[start..<end]), as: UTF8.self)),
      value.isFinite
    else { return nil }
    return value
  }

  /// `2026-06-24T03:00:00.123Z`, with any number of decimal places or none, `Z` or an offset. Without
  /// either it is UTC, as senders of CoT mean it.
  static func timeMs(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard text.count >= 19, text.count <= 48, text[4] == 0x2D, text[7] == 0x2D,
      text[10] == UInt8(ascii: "T") || text[10] == 0x20, text[13] == 0x3A, text[16] == 0x3A,
      let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2),
      let hour = number(text, 11, 2), let minute = number(text, 14, 2),
      let second = number(text, 17, 2)
    else { return nil }
    var at = 19
    var ms = 0
    if at < text.count, text[at] == UInt8(ascii: ".") {
      at += 1
      let first = at
      var weight = 100
      while at < text.count, (48...57).contains(text[at]) {
        ms += Int(text[at] - 48) * weight
        weight /= 10
        at += 1
      }
      guard at > first else { return nil }
    }
    guard let offsetMin = offsetMin(text, at),
      let instant = Instant(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        millisecond: ms)
    else { return nil }
    return instant.atMs - Int64(offsetMin) * 60_000
  }

  private static func offsetMin(_ text: UnsafeRawBufferPointer, _ at: Int) -> Int? {
    if at == text.count { return 0 }
    if text[at] == UInt8(ascii: "Z") { return at + 1 == text.count ? 0 : nil }
    let sign = text[at] == UInt8(ascii: "+") ? 1 : (text[at] == UInt8(ascii: "-") ? -1 : 0)
    guard sign != 0, text.count >= at + 5, let hours = number(text, at + 1, 2), hours <= 14 else {
      return nil
    }
    let minuteAt = text[at + 3] == 0x3A ? at + 4 : at + 3
    guard text.count == minuteAt + 2, let minutes = number(text, minuteAt, 2), minutes < 60 else {
      return nil
    }
    return sign * (hours * 60 + minutes)
  }

  private static func number(_ text: UnsafeRawBufferPointer, _ at: Int, _ count: Int) -> Int? {
    var value = 0
    for index in at..<(at + count) {
      guard (48...57).contains(text[index]) else { return nil }
      value = value * 10 + Int(text[index] - 48)
    }
    return value
  }
}

private let powersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]
