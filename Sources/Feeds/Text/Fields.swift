// What number, word or time stands in a field? Reading of single fields, with reasons.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
internal import Observations

/// A decimal number as CSV files write it; nil where the field is none. `NaN` and `inf` are none.
///
/// Up to 15 digits the result is the nearest double: an integer below 2^53 divided by an exact power
/// of ten.
func decimal(_ field: ArraySlice<UInt8>) -> Double? {
  field.withUnsafeBufferPointer { decimal($0) }
}

func decimal(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
  var mantissa: UInt64 = 0
  var digitCount = 0
  var fractionDigitCount = 0
  var hasPoint = false
  var isNegative = false
  var hasDigit = false
  for offset in 0..<field.count {
    let byte = field[offset]
    switch byte {
    case 48...57:
      hasDigit = true
      guard digitCount < 15 else { return longDecimal(field) }
      mantissa = mantissa * 10 + UInt64(byte - 48)
      if mantissa > 0 { digitCount += 1 }
      if hasPoint { fractionDigitCount += 1 }
    case UInt8(ascii: ".") where !hasPoint: hasPoint = true
    case UInt8(ascii: "-") where offset == 0: isNegative = true
    case UInt8(ascii: "+") where offset == 0: break
    default: return longDecimal(field)
    }
  }
  guard hasDigit, fractionDigitCount <= 22 else { return nil }
  let value = Double(mantissa) / powersOfTen[fractionDigitCount]
  return isNegative ? -value : value
}

/// Exponents and very long numbers, by the library's slower reader.
private func longDecimal(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
  // The library's reader also takes hexadecimal numbers and words.
  let isDecimal = field.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
  guard isDecimal,
    let value = Double(String(decoding: field, as: UTF8.self)), value.isFinite
  else { return nil }
  return value
}

private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]

/// Digits only.
func wholeNumber(_ field: ArraySlice<UInt8>) -> Int? {
  field.withUnsafeBufferPointer { wholeNumber($0) }
}

func wholeNumber(_ field: UnsafeBufferPointer<UInt8>) -> Int? {
  guard !field.isEmpty, field.count <= 9 else { return nil }
  var value = 0
  for byte in field {
    guard (48...57).contains(byte) else { return nil }
    value = value * 10 + Int(byte - 48)
  }
  return value
}

func wholeNumber(_ text: some StringProtocol) -> Int? { wholeNumber(Array(text.utf8)[...]) }

func decimal(_ text: some StringProtocol) -> Double? { decimal(Array(text.utf8)[...]) }

/// The most that one report may count.
let countMax = 1_000_000

/// A count: `6`, `4-5`, `4–5`.
func countRange(_ text: String) -> CountRange? {
  let numbers = bounds(text).map { wholeNumber($0) }
  guard (1...2).contains(numbers.count), let least = numbers[0],
    let most = numbers[numbers.count - 1], most <= countMax
  else { return nil }
  return CountRange(min: least, max: most)
}

/// The parts around a hyphen or dash, without spaces.
func bounds(_ text: some StringProtocol) -> [String] {
  text.split(omittingEmptySubsequences: false, whereSeparator: { "-–".contains($0) })
    .map { $0.trimmed }
}

extension StringProtocol {
  /// Without spaces at its ends.
  var trimmed: String {
    String(self.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

/// Finds columns by their names.
struct Header {
  private let names: [String]

  var count: Int { names.count }

  init(_ row: CSVRow) {
    names = (0..<row.count).map { row.text($0).lowercased() }
  }

  func index(_ candidates: String...) -> Int? {
    for candidate in candidates {
      if let index = names.firstIndex(of: candidate) { return index }
    }
    return nil
  }

  init(_ fields: CSVFields) {
    names = (0..<fields.count).map { fields.text($0).lowercased() }
  }

  func required(_ candidates: String...) throws(FieldFault) -> Int {
    for candidate in candidates {
      if let index = names.firstIndex(of: candidate) { return index }
    }
    throw FieldFault(
      column: candidates[0],
      reason: "column missing",
      detail: "the header has no column '\(candidates[0])'; it has: "
        + names.prefix(20).joined(separator: ", ")
        + ". Rows without a header are not read")
  }
}

extension Fix {
  /// A position from a row's fields; what is wrong with its error is said of `column`.
  init(
    _ latitudeDeg: Double, _ longitudeDeg: Double, sigmaM: Double, column: String
  ) throws(FieldFault) {
    do throws(FixError) {
      self = try Fix(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg, sigmaM: sigmaM)
    } catch {
      switch error {
      case .latitude:
        throw FieldFault(column: "latitude", reason: "out of range", detail: error.description)
      case .longitude:
        throw FieldFault(column: "longitude", reason: "out of range", detail: error.description)
      case .sigma:
        throw FieldFault(column: column, reason: "out of range", detail: error.description)
      }
    }
  }
}
