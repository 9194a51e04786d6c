// How are the parts of a time stamp cut apart and written? DER (ITU-T X.690), strictly.
//
// SPDX-License-Identifier: Apache-2.0

/// One value of DER: tag, and content that is cut into parts when asked.
struct DERValue {
  /// The first byte: class, whether it has parts, and number. Tags of more bytes are refused.
  let tag: UInt8
  let content: ArraySlice<UInt8>
  /// Tag and length included.
  let whole: ArraySlice<UInt8>

  static let boolean: UInt8 = 0x01
  static let integer: UInt8 = 0x02
  static let bits: UInt8 = 0x03
  static let octets: UInt8 = 0x04
  static let identifier: UInt8 = 0x06
  static let utcTime: UInt8 = 0x17
  static let generalTime: UInt8 = 0x18
  static let sequence: UInt8 = 0x30
  static let set: UInt8 = 0x31

  /// `[number]` with parts.
  static func context(_ number: UInt8) -> UInt8 { 0xA0 | number }

  /// Reads the value that fills the bytes.
  init(reading bytes: [UInt8]) throws(StampError) {
    var rest = bytes[...]
    self = try Self.next(&rest)
    guard rest.isEmpty else { throw .form("something follows its end") }
  }

  private init(tag: UInt8, content: ArraySlice<UInt8>, whole: ArraySlice<UInt8>) {
    self.tag = tag
    self.content = content
    self.whole = whole
  }

  private static func next(_ rest: inout ArraySlice<UInt8>) throws(StampError) -> DERValue {
    let start = rest.startIndex
    guard rest.count >= 2, rest[start] & 31 != 31 else { throw .form("a value has no head") }
    var length = Int(rest[start + 1])
    var headByteCount = 2
    if length >= 128 {
      let byteCount = length & 127
      guard 1...4 ~= byteCount, rest.count >= 2 + byteCount else {
        throw .form("a length is not written as DER has it")
      }
      let digits = rest[(start + 2)..<(start + 2 + byteCount)]
      length = bigEndian(digits)
      guard digits.first != 0, length >= 128 else {
        throw .form("a length is not written as DER has it")
      }
      headByteCount += byteCount
    }
    guard length <= rest.count - headByteCount else { throw .form("a value ends too early") }
    let whole = rest.prefix(headByteCount + length)
    rest = rest.dropFirst(headByteCount + length)
    return DERValue(tag: whole[start], content: whole.dropFirst(headByteCount), whole: whole)
  }

  func require(_ tag: UInt8, _ what: String) throws(StampError) -> DERValue {
    guard self.tag == tag else { throw .form("\(what) has another type") }
    return self
  }

  /// The values inside.
  func parts() throws(StampError) -> DERParts {
    guard tag & 0x20 != 0 else { throw .form("a value has no parts") }
    var rest = content
    var parts: [DERValue] = []
    while !rest.isEmpty { parts.append(try Self.next(&rest)) }
    return DERParts(parts)
  }

  /// `1.2.840.…`
  func identifier() throws(StampError) -> String {
    guard tag == Self.identifier, let last = content.last, last < 128 else {
      throw .form("an object identifier was expected")
    }
    var numbers: [UInt64] = []
    var number: UInt64 = 0
    for byte in content {
      guard number < 1 << 56 else { throw .form("an object identifier is too large") }
      number = number << 7 | UInt64(byte & 127)
      if byte < 128 {
        numbers.append(number)
        number = 0
      }
    }
    let first = min(numbers[0] / 40, 2)
    return ([first, numbers[0] - first * 40] + numbers.dropFirst()).map(String.init)
      .joined(separator: ".")
  }

  /// The bytes of a number, as short as it is written.
  func integerBytes() throws(StampError) -> [UInt8] {
    guard tag == Self.integer, !content.isEmpty else { throw .form("a number was expected") }
    return Array(content)
  }

  /// A number from 0 to 2^31.
  func smallInteger() throws(StampError) -> Int {
    let bytes = try integerBytes()
    guard bytes.count <= 4, bytes[0] < 128 else { throw .form("a number is out of range") }
    return bigEndian(bytes)
  }

  /// Bits of which none is unused.
  func wholeBits() throws(StampError) -> [UInt8] {
    guard tag == Self.bits, content.first == 0 else { throw .form("a row of bits was expected") }
    return Array(content.dropFirst())
  }
}

/// The parts of a value, taken from the front.
struct DERParts {
  private var rest: ArraySlice<DERValue>

  init(_ parts: [DERValue]) { rest = parts[...] }

  var all: [DERValue] { Array(rest) }

  mutating func next(_ what: String) throws(StampError) -> DERValue {
    guard let first = rest.popFirst() else { throw .form("\(what) is missing") }
    return first
  }

  mutating func next(_ tag: UInt8, _ what: String) throws(StampError) -> DERValue {
    try next(what).require(tag, what)
  }

  /// The next part if it has that tag.
  mutating func optional(_ tag: UInt8) -> DERValue? {
    rest.first?.tag == tag ? rest.popFirst() : nil
  }
}

/// Writing, for requests.
enum DER {
  static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    if content.count < 128 { return [tag, UInt8(content.count)] + content }
    var digits: [UInt8] = []
    var rest = content.count
    while rest > 0 {
      digits.insert(UInt8(rest & 255), at: 0)
      rest >>= 8
    }
    return [tag, 0x80 | UInt8(digits.count)] + digits + content
  }

  static func sequence(_ parts: [[UInt8]]) -> [UInt8] {
    value(DERValue.sequence, parts.flatMap { $0 })
  }

  /// A number that is not negative.
  static func integer(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array(bytes.drop { $0 == 0 })
    let isHigh = (digits.first ?? 128) >= 128
    return value(DERValue.integer, (isHigh ? [0] : []) + digits)
  }

  /// Nil where the text is no identifier.
  static func identifier(_ text: String) -> [UInt8]? {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt64($0) }
    guard numbers.count >= 2, let first = numbers[0], let second = numbers[1], first <= 2,
      first == 2 ? second < 1 << 32 : second < 40
    else { return nil }
    var out: [UInt8] = []
    for number in [first * 40 + second] + numbers.dropFirst(2) {
      guard var rest = number else { return nil }
      var digits = [UInt8(rest & 127)]
      rest >>= 7
      while rest > 0 {
        digits.insert(UInt8(rest & 127) | 128, at: 0)
        rest >>= 7
      }
      out += digits
    }
    return value(DERValue.identifier, out)
  }
}
