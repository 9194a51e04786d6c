// What does a piece of XML text mean, and how is text written as XML?
//
// SPDX-License-Identifier: Apache-2.0

enum CoTXMLText {
  /// The character of a reference that begins at `at`, and how many bytes it takes; nil where it is
  /// none of the five, no number of a character, or longer than 12 bytes.
  static func reference(
    _ bytes: UnsafeRawBufferPointer, _ at: Int
  ) -> (scalar: Unicode.Scalar, count: Int)? {
    var end = at + 1
    while end < bytes.count, end - at <= 11, bytes[end] != UInt8(ascii: ";") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ";"), end > at + 1 else { return nil }
    let name = UnsafeRawBufferPointer(rebasing: bytes[(at + 1)..<end])
    let count = end - at + 1
    if name[0] == UInt8(ascii: "#") {
      guard let scalar = numbered(name) else { return nil }
      return (scalar, count)
    }
    switch String(decoding: name, as: UTF8.self) {
    case "amp": return ("&", count)
    case "lt": return ("<", count)
    case "gt": return (">", count)
    case "quot": return ("\"", count)
    case "apos": return ("'", count)
    default: return nil
    }
  }

  private static func numbered(_ name: UnsafeRawBufferPointer) -> Unicode.Scalar? {
    let isHex = name.count > 1 && name[1] == UInt8(ascii: "x")
    let digits = name.dropFirst(isHex ? 2 : 1)
    guard !digits.isEmpty, digits.count <= 8 else { return nil }
    var value: UInt32 = 0
    for byte in digits {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, isHex || digit < 10 else {
        return nil
      }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: isHex ? 16 : 10)
      if overflow { return nil }
      value = scaled &+ UInt32(digit)
    }
    guard value >= 0x20 || value == 9 || value == 10 || value == 13,
      value < 0xFFFE || value > 0xFFFF
    else { return nil }
    return Unicode.Scalar(value)
  }

  /// An attribute's text: references resolved, line ends and tabs as spaces (XML 1.0, 3.3.3). Nil where
  /// it is no UTF-8.
  static func value(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, hasReference: Bool
  ) -> String? {
    let content = UnsafeRawBufferPointer(rebasing: bytes[range])
    guard hasReference else { return UTF8Text.string(content) }
    var plain: [UInt8] = []
    plain.reserveCapacity(content.count)
    var at = 0
    while at < content.count {
      switch content[at] {
      case UInt8(ascii: "&"):
        guard let (scalar, count) = reference(content, at) else { return nil }
        plain.append(contentsOf: String(scalar).utf8)
        at += count
      case 0x09, 0x0A, 0x0D:
        plain.append(0x20)
        at += 1
      default:
        plain.append(content[at])
        at += 1
      }
    }
    return plain.withUnsafeBytes { UTF8Text.string($0) }
  }

  /// Appends an attribute `name="value"` with a space before it.
  static func append(_ name: StaticString, _ value: String, to out: inout [UInt8]) {
    out.append(0x20)
    append(constant: name, to: &out)
    append(constant: "=\"", to: &out)
    append(escaped: value, to: &out)
    out.append(UInt8(ascii: "\""))
  }

  static func append(_ name: StaticString, _ value: Double, to out: inout [UInt8]) {
    append(name, decimal(value), to: &out)
  }

  static func append(constant text: StaticString, to out: inout [UInt8]) {
    out.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// What XML 1.0 has no place for (control characters) is left out.
  static func append(escaped text: String, to out: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): append(constant: "&amp;", to: &out)
      case UInt8(ascii: "<"): append(constant: "&lt;", to: &out)
      case UInt8(ascii: ">"): append(constant: "&gt;", to: &out)
      case UInt8(ascii: "\""): append(constant: "&quot;", to: &out)
      case 0x09: append(constant: "&#9;", to: &out)
      case 0x0A: append(constant: "&#10;", to: &out)
      case 0x0D: append(constant: "&#13;", to: &out)
      case 0..<0x20: break
      default: out.append(byte)
      }
    }
  }

  /// As short as it reads back exactly, without an exponent (`xs:decimal` has none).
  static func decimal(_ value: Double) -> String {
    guard value.isFinite else { return "9999999.0" }
    let text = value.description
    guard let mark = text.firstIndex(of: "e") else { return text }
    guard let exponent = Int(text[text.index(after: mark)...]) else { return text }
    let isNegative = text.hasPrefix("-")
    let digits = text[..<mark].filter { $0 != "." && $0 != "-" }
    let whole = text[..<mark].split(separator: ".")[0].filter { $0 != "-" }.count + exponent
    var body: String
    if whole <= 0 {
      body = "0." + String(repeating: "0", count: -whole) + digits
    } else if whole >= digits.count {
      body = digits + String(repeating: "0", count: whole - digits.count) + ".0"
    } else {
      body = String(digits.prefix(whole)) + "." + digits.dropFirst(whole)
    }
    return isNegative ? "-" + body : body
  }
}
