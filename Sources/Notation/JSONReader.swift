// Is this text JSON, and if not, at which byte does it stop being so?
//
// SPDX-License-Identifier: Apache-2.0

/// Says at which byte a text stops being JSON, and why.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  public let byteOffset: Int
  public let reason: String

  public var description: String { "byte \(byteOffset): \(reason)" }
}

extension JSONValue {
  /// Reads one whole JSON text (RFC 8259).
  ///
  /// - Throws: `JSONError` with the byte. Nesting deeper than `depthMax` is refused, so that a
  ///   hostile text cannot use up the stack.
  public init(reading bytes: some Collection<UInt8>, depthMax: Int = 64) throws(JSONError) {
    var reader = JSONReader(bytes: Array(bytes), depthMax: depthMax)
    self = try reader.document()
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  let depthMax: Int
  var at = 0
  var depth = 0

  init(bytes: [UInt8], depthMax: Int) {
    self.bytes = bytes
    self.depthMax = depthMax
  }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value()
    skipSpace()
    guard at == bytes.count else { throw fault("something follows the end of the value") }
    return value
  }

  private func fault(_ reason: String) -> JSONError { JSONError(byteOffset: at, reason: reason) }

  private mutating func skipSpace() {
    while at < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    guard at < bytes.count else { throw fault("the text ends where a value was expected") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try nested { reader throws(JSONError) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(JSONError) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ body: (inout JSONReader) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    guard depth < depthMax else { throw fault("nested deeper than \(depthMax) levels") }
    depth += 1
    defer { depth -= 1 }
    at += 1
    return try body(&self)
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    if closes(with: "}") { return .object(members) }
    while true {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        throw fault("a member name in quotes was expected")
      }
      let name = try string()
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else {
        throw fault("':' was expected after \"\(name)\"")
      }
      at += 1
      members.append(.init(name, try value()))
      if closes(with: "}") { return .object(members) }
      try comma(or: "}")
    }
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    if closes(with: "]") { return .array(elements) }
    while true {
      elements.append(try value())
      if closes(with: "]") { return .array(elements) }
      try comma(or: "]")
    }
  }

  private mutating func closes(with character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private mutating func comma(or closing: Unicode.Scalar) throws(JSONError) {
    guard at < bytes.count, bytes[at] == UInt8(ascii: ",") else {
      throw fault("',' or '\(closing)' was expected")
    }
    at += 1
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    let end = at + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[at..<end].elementsEqual("\(word)".utf8) else {
      throw fault("'\(word)' was expected")
    }
    at = end
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = at
    var isInteger = true
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"):
        isInteger = false
      default:
        return try numberValue(bytes[start..<at], isInteger)
      }
      at += 1
    }
    return try numberValue(bytes[start..<at], isInteger)
  }

  private func numberValue(
    _ digits: ArraySlice<UInt8>, _ isInteger: Bool
  ) throws(JSONError) -> JSONValue {
    let text = String(decoding: digits, as: UTF8.self)
    let unsigned = digits.first == UInt8(ascii: "-") ? digits.dropFirst() : digits
    let leadsWithZero = unsigned.count > 1 && unsigned.first == 48 && isInteger
    let startsWithDigit = unsigned.first.map { (48...57).contains($0) } ?? false
    if startsWithDigit, !leadsWithZero {
      if isInteger, let value = Int64(text) { return .integer(value) }
      if let value = Double(text), value.isFinite { return .number(value) }
    }
    throw JSONError(
      byteOffset: digits.startIndex, reason: "'\(text.prefix(20))' is not a JSON value")
  }

  private mutating func string() throws(JSONError) -> String {
    let start = at + 1
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\"),
      bytes[end] >= 0x20
    { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
      at = end + 1
      return try utf8(bytes[start..<end])
    }
    return try escapedString()
  }

  private func utf8(_ slice: ArraySlice<UInt8>) throws(JSONError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw JSONError(byteOffset: slice.startIndex, reason: "the string is not UTF-8")
    }
    return text
  }

  private mutating func escapedString() throws(JSONError) -> String {
    let start = at
    at += 1
    var out: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        guard let text = String(validating: out, as: UTF8.self) else {
          throw JSONError(byteOffset: start, reason: "the string is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): try escape(to: &out)
      case 0..<0x20: throw fault("a control character stands unescaped in a string")
      default:
        out.append(byte)
        at += 1
      }
    }
    throw JSONError(byteOffset: start, reason: "the string has no end")
  }

  private mutating func escape(to out: inout [UInt8]) throws(JSONError) {
    guard at + 1 < bytes.count else { throw fault("the text ends in an escape") }
    at += 2
    switch bytes[at - 1] {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(bytes[at - 1])
    case UInt8(ascii: "u"): out.append(contentsOf: String(try unicodeScalar()).utf8)
    default: throw fault("'\\' is followed by a character that is no escape")
    }
  }

  private mutating func unicodeScalar() throws(JSONError) -> Character {
    let unit = try hexUnit()
    if (0xD800..<0xDC00).contains(unit) {
      guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
        bytes[at + 1] == UInt8(ascii: "u")
      else { throw fault("half of a surrogate pair is missing") }
      at += 2
      let low = try hexUnit()
      guard (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      else { throw fault("half of a surrogate pair is wrong") }
      return Character(scalar)
    }
    guard let scalar = Unicode.Scalar(unit) else { throw fault("a lone surrogate") }
    return Character(scalar)
  }

  private mutating func hexUnit() throws(JSONError) -> UInt32 {
    guard at + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits were expected after \\u") }
    at += 4
    return unit
  }
}
