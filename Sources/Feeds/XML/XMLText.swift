// What does a piece of XML text mean? References, line ends, and whether it is UTF-8.
//
// SPDX-License-Identifier: Apache-2.0

enum XMLText {
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

  /// Appends an element's text: references resolved unless it is a CDATA section's, line ends as one
  /// line feed (XML 1.0, 2.11).
  static func append(
    content bytes: UnsafeRawBufferPointer, isLiteral: Bool, to out: inout [UInt8]
  ) {
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "&"), !isLiteral, let (scalar, count) = reference(bytes, at) {
        out.append(contentsOf: String(scalar).utf8)
        at += count
        continue
      }
      if bytes[at] == 0x0D {
        if at + 1 >= bytes.count || bytes[at + 1] != 0x0A { out.append(0x0A) }
      } else {
        out.append(bytes[at])
      }
      at += 1
    }
  }
}
