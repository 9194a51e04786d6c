// How is text written as XML?
//
// SPDX-License-Identifier: Apache-2.0

enum CoTXMLText {
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
