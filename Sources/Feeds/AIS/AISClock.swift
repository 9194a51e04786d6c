// When was a line received? The ways in which feeds write it.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

/// Seconds (10 digits) or milliseconds (13 digits) since 1970; nil where it is neither or lies
/// before 1990 or after 2100.
func epochMs(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int64? {
  var value: Int64 = 0
  var index = start
  while index < end, index - start < 13 {
    let digit = bytes[index] &- 48
    guard digit < 10 else { break }
    value = value * 10 + Int64(digit)
    index += 1
  }
  let digitCount = index - start
  // Parts of a second may follow.
  guard index == end || bytes[index] == UInt8(ascii: ".") || bytes[index] == 0x20 else {
    return nil
  }
  guard digitCount >= 9, digitCount != 11 else { return nil }
  let ms = digitCount <= 10 ? value * 1_000 : value
  return (631_152_000_000...4_102_444_800_000).contains(ms) ? ms : nil
}

/// Walks over the fields of a tag block.
struct TagFields {
  private let bytes: UnsafeRawBufferPointer
  private var at: Int
  private let end: Int
  let hasChecksum: Bool
  let isChecked: Bool

  /// The block between the backslashes.
  init(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) {
    self.bytes = bytes
    at = start
    var sum: UInt8 = 0
    var star = start
    while star < end, bytes[star] != UInt8(ascii: "*") {
      sum ^= bytes[star]
      star += 1
    }
    self.end = star
    hasChecksum = star < end
    guard end - star == 3, let high = hexValue(bytes[star + 1]),
      let low = hexValue(bytes[star + 2])
    else {
      isChecked = false
      return
    }
    isChecked = sum == high << 4 | low
  }

  /// The next `k:value`: index of the key and range of the value.
  mutating func next() -> (key: Int, start: Int, end: Int)? {
    while at < end {
      let start = at
      while at < end, bytes[at] != UInt8(ascii: ",") { at += 1 }
      let stop = at
      at += 1
      if stop - start >= 2, bytes[start + 1] == UInt8(ascii: ":") {
        return (start, start + 2, stop)
      }
    }
    return nil
  }
}

/// The fields of a sentence that carries the time.
struct AISClockFields {
  enum Kind {
    /// `$PGHP,1,year,month,day,hour,minute,second,ms,country,region,station,online,checksum`.
    case reception
    /// `$--ZDA,hhmmss.ss,day,month,year,…`.
    case date
    /// `$--RMC,hhmmss.ss,status,…,ddmmyy,…`.
    case recommended
  }

  private let bytes: UnsafeRawBufferPointer
  private let kind: Kind
  /// Start and end of the fields behind the formatter.
  private var starts = InlineArray<14, Int>(repeating: 0)
  private var ends = InlineArray<14, Int>(repeating: 0)
  private var count = 0
  let isChecked: Bool

  init?(_ bytes: UnsafeRawBufferPointer, _ start: Int) {
    guard bytes.count - start > 9,
      bytes[start + 6] == UInt8(ascii: ",") || Self.isPGHP(bytes, start)
    else { return nil }
    self.bytes = bytes
    var at = start + 7
    switch (bytes[start + 3], bytes[start + 4], bytes[start + 5]) {
    case (UInt8(ascii: "Z"), UInt8(ascii: "D"), UInt8(ascii: "A")): kind = .date
    case (UInt8(ascii: "R"), UInt8(ascii: "M"), UInt8(ascii: "C")): kind = .recommended
    default:
      guard Self.isPGHP(bytes, start) else { return nil }
      kind = .reception
      at = start + 6
    }
    var sum: UInt8 = 0
    for index in (start + 1)..<at { sum ^= bytes[index] }
    var begin = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "*") {
      sum ^= bytes[at]
      if bytes[at] == UInt8(ascii: ",") {
        if count < 13 {
          starts[count] = begin
          ends[count] = at
          count += 1
        }
        begin = at + 1
      }
      at += 1
    }
    starts[count] = begin
    ends[count] = at
    count += 1
    guard at + 2 < bytes.count, let high = hexValue(bytes[at + 1]),
      let low = hexValue(bytes[at + 2])
    else {
      isChecked = false
      return
    }
    isChecked = sum == high << 4 | low
  }

  private static func isPGHP(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    bytes[start + 1] == UInt8(ascii: "P") && bytes[start + 2] == UInt8(ascii: "G")
      && bytes[start + 3] == UInt8(ascii: "H") && bytes[start + 4] == UInt8(ascii: "P")
      && bytes[start + 5] == UInt8(ascii: ",")
  }

  var formatter: String {
    switch kind {
    case .reception: "PGHP"
    case .date: "ZDA"
    case .recommended: "RMC"
    }
  }

  /// Nil where the time is left out or no time.
  var piece: AISPiece? {
    switch kind {
    case .reception:
      guard count >= 13, ends[12] - starts[12] == 2, let high = hexValue(bytes[starts[12]]),
        let low = hexValue(bytes[starts[12] + 1]), let year = number(1), let month = number(2),
        let day = number(3), let hour = number(4), let minute = number(5),
        let second = number(6), let ms = number(7),
        let at = Instant(
          year: year, month: month, day: day, hour: hour, minute: minute, second: second,
          millisecond: ms)
      else { return nil }
      return .reception(checksum: high << 4 | low, atMs: at.atMs)
    case .date:
      guard count >= 4, let day = number(1), let month = number(2), let year = number(3) else {
        return nil
      }
      return clock(year, month, day)
    case .recommended:
      guard count >= 9, ends[1] - starts[1] == 1, bytes[starts[1]] == UInt8(ascii: "A"),
        let date = number(8), ends[8] - starts[8] == 6
      else { return nil }
      // Two digits of the year: satellite navigation began in the eighties.
      let year = date % 100
      return clock(year < 80 ? 2000 + year : 1900 + year, date / 100 % 100, date / 10_000)
    }
  }

  private func clock(_ year: Int, _ month: Int, _ day: Int) -> AISPiece? {
    let start = starts[0]
    guard ends[0] - start >= 6, let time = number(start, start + 6) else { return nil }
    var ms = 0
    if ends[0] - start > 7, bytes[start + 6] == UInt8(ascii: ".") {
      let digits = min(3, ends[0] - start - 7)
      guard let fraction = number(start + 7, start + 7 + digits) else { return nil }
      ms = digits == 1 ? fraction * 100 : digits == 2 ? fraction * 10 : fraction
    }
    return Instant(
      year: year, month: month, day: day, hour: time / 10_000, minute: time / 100 % 100,
      second: time % 100, millisecond: ms
    ).map { .clock(atMs: $0.atMs) }
  }

  private func number(_ field: Int) -> Int? { number(starts[field], ends[field]) }

  private func number(_ start: Int, _ end: Int) -> Int? {
    guard start < end, end - start <= 8 else { return nil }
    var value = 0
    for index in start..<end {
      let digit = bytes[index] &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
}
