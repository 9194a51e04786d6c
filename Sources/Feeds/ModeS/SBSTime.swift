// Which moment do a BaseStation line's date and time columns name?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

enum SBSTime {
  /// Milliseconds since 1970 of `2018/04/03` and `19:02:28.136` (or fewer places), as if in UTC.
  static func localMs(_ date: UnsafeRawBufferPointer, _ time: UnsafeRawBufferPointer) -> Int64? {
    guard date.count == 10, date[4] == date[7], date[4] == 0x2F || date[4] == 0x2D,
      let year = number(date, 0..<4), let month = number(date, 5..<7),
      let day = number(date, 8..<10), time.count >= 8, time[2] == 0x3A, time[5] == 0x3A,
      let hour = number(time, 0..<2), let minute = number(time, 3..<5),
      let second = number(time, 6..<8)
    else { return nil }
    var ms = 0
    if time.count > 8 {
      guard time[8] == 0x2E, time.count > 9, time.count <= 18 else { return nil }
      var weight = 100
      for at in 9..<time.count {
        guard (48...57).contains(time[at]) else { return nil }
        ms += Int(time[at] - 48) * weight
        weight /= 10
      }
    }
    return Instant(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      millisecond: ms)?.atMs
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var value = 0
    for at in range {
      guard (48...57).contains(bytes[at]) else { return nil }
      value = value * 10 + Int(bytes[at] - 48)
    }
    return value
  }
}
