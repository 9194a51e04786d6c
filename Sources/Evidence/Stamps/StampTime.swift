// Which moment does a time of DER mean? Milliseconds since 1970, in UTC.
//
// SPDX-License-Identifier: Apache-2.0

extension DERValue {
  /// GeneralizedTime `20260624021233.5Z` or UTCTime `260624021233Z`, in ms since 1970.
  func timeMs() throws(StampError) -> Int64 {
    guard tag == Self.generalTime || tag == Self.utcTime else { throw .form("a time was expected") }
    var digits = Array(content)
    guard digits.popLast() == UInt8(ascii: "Z") else { throw .form("a time is not in UTC") }
    let yearDigitCount = tag == Self.generalTime ? 4 : 2
    let fraction = try Self.fractionMs(&digits, from: yearDigitCount + 10)
    guard digits.count == yearDigitCount + 10, digits.allSatisfy({ (48...57).contains($0) }) else {
      throw .form("a time is not written as DER has it")
    }
    func number(_ range: Range<Int>) -> Int64 {
      digits[range].reduce(0) { $0 * 10 + Int64($1 - 48) }
    }
    var year = number(0..<yearDigitCount)
    if yearDigitCount == 2 { year += year < 50 ? 2_000 : 1_900 }
    let parts = (0..<5).map { number((yearDigitCount + $0 * 2)..<(yearDigitCount + $0 * 2 + 2)) }
    guard 1...12 ~= parts[0], 1...31 ~= parts[1], parts[2] < 24, parts[3] < 60, parts[4] <= 60
    else {
      throw .form("a time is out of range")
    }
    let days = Self.days(year: year, month: parts[0], day: parts[1])
    return (((days * 24 + parts[2]) * 60 + parts[3]) * 60 + parts[4]) * 1_000 + fraction
  }

  /// Takes `.5` off the end; further digits than milliseconds are cut.
  private static func fractionMs(_ digits: inout [UInt8], from start: Int) throws(StampError)
    -> Int64
  {
    guard digits.count > start, digits[start] == UInt8(ascii: ".") else { return 0 }
    let fraction = digits[(start + 1)...]
    guard !fraction.isEmpty, fraction.allSatisfy({ (48...57).contains($0) }) else {
      throw .form("a time has a broken fraction")
    }
    let padded = Array(fraction.prefix(3)) + [48, 48, 48]
    digits.removeSubrange(start...)
    return padded.prefix(3).reduce(0) { $0 * 10 + Int64($1 - 48) }
  }

  /// Days since 1970-01-01 in the Gregorian calendar; years begin in March here.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let fromMarch = (month + 9) % 12
    let ofYear = (153 * fromMarch + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468
  }
}
