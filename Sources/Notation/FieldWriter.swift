// How is one message written as one JSON object? Straight into one buffer, field by field.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes JSON text without making values first: names are constants, numbers are written with as
/// many decimal places as their source has. Nothing is allocated once the buffer has grown.
///
///     writer.beginLine()
///     writer.field("speed_kn", 12.3, places: 1)
///     writer.endLine()
///
/// The caller nests properly; the writer only sets the commas.
public struct FieldWriter: Sendable {
  /// What was written since `removeAll`.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  // MARK: Shape

  public mutating func beginLine() {
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
  }

  public mutating func endLine() {
    bytes.append(UInt8(ascii: "}"))
    bytes.append(0x0A)
    needsComma = false
  }

  public mutating func beginObject(_ name: StaticString) {
    self.name(name)
    open(UInt8(ascii: "{"))
  }

  /// An object that is an element of an array.
  public mutating func beginObject() {
    comma()
    open(UInt8(ascii: "{"))
  }

  public mutating func endObject() { close(UInt8(ascii: "}")) }

  public mutating func beginArray(_ name: StaticString) {
    self.name(name)
    open(UInt8(ascii: "["))
  }

  /// An array that is an element of an array.
  public mutating func beginArray() {
    comma()
    open(UInt8(ascii: "["))
  }

  public mutating func endArray() { close(UInt8(ascii: "]")) }

  private mutating func open(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  // MARK: Fields

  public mutating func field(_ name: StaticString, _ value: some FixedWidthInteger) {
    self.name(name)
    append(integer: Int64(truncatingIfNeeded: value))
  }

  public mutating func field(_ name: StaticString, _ value: Bool) {
    self.name(name)
    append(constant: value ? "true" : "false")
  }

  /// A decimal number rounded to `places`, at most 9; trailing zeros are left out. What is no number
  /// becomes null.
  public mutating func field(_ name: StaticString, _ value: Double, places: Int) {
    self.name(name)
    append(value, places: places)
  }

  /// A number as short as it can be read back exactly: slower, for values of unknown scale.
  public mutating func field(_ name: StaticString, exact value: Double) {
    self.name(name)
    append(exact: value)
  }

  public mutating func field(_ name: StaticString, _ text: String) {
    self.name(name)
    append(text: text.utf8)
  }

  /// A constant without quotation marks and control characters in it.
  public mutating func field(_ name: StaticString, constant text: StaticString) {
    self.name(name)
    bytes.append(UInt8(ascii: "\""))
    append(constant: text)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Text as bytes; what is no UTF-8 is replaced by U+FFFD.
  public mutating func field(_ name: StaticString, utf8 text: some Collection<UInt8>) {
    self.name(name)
    append(text: text)
  }

  /// Bytes as lower-case hexadecimal text.
  public mutating func field(_ name: StaticString, hex content: some Sequence<UInt8>) {
    self.name(name)
    bytes.append(UInt8(ascii: "\""))
    for byte in content {
      bytes.append(Self.hexDigit(byte >> 4))
      bytes.append(Self.hexDigit(byte & 15))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The low `digitCount` hexadecimal digits of a number, as text, in capitals: an aircraft address.
  public mutating func field(_ name: StaticString, address value: UInt32, digitCount: Int = 6) {
    self.name(name)
    bytes.append(UInt8(ascii: "\""))
    for digit in (0..<digitCount).reversed() {
      let nibble = UInt8(truncatingIfNeeded: value >> UInt32(4 * digit)) & 15
      bytes.append(nibble < 10 ? 48 + nibble : 55 + nibble)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  public mutating func null(_ name: StaticString) {
    self.name(name)
    append(constant: "null")
  }

  // MARK: Fields with a name known at run time only

  public mutating func field(named name: String, _ value: some FixedWidthInteger) {
    self.name(named: name)
    append(integer: Int64(truncatingIfNeeded: value))
  }

  public mutating func field(named name: String, _ value: Double, places: Int) {
    self.name(named: name)
    append(value, places: places)
  }

  public mutating func field(named name: String, exact value: Double) {
    self.name(named: name)
    append(exact: value)
  }

  public mutating func field(named name: String, _ text: String) {
    self.name(named: name)
    append(text: text.utf8)
  }

  public mutating func beginObject(named name: String) {
    self.name(named: name)
    open(UInt8(ascii: "{"))
  }

  public mutating func beginArray(named name: String) {
    self.name(named: name)
    open(UInt8(ascii: "["))
  }

  // MARK: Fields whose name was prepared once, with quotation marks and colon

  public mutating func name(prepared text: UnsafeRawBufferPointer) {
    comma()
    bytes.append(contentsOf: text)
    needsComma = true
  }

  public mutating func beginObject(prepared text: UnsafeRawBufferPointer) {
    name(prepared: text)
    open(UInt8(ascii: "{"))
  }

  public mutating func beginArray(prepared text: UnsafeRawBufferPointer) {
    name(prepared: text)
    open(UInt8(ascii: "["))
  }

  /// Appends JSON text as it is, such as a value behind a name.
  public mutating func append(prepared text: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: text)
  }

  /// A value behind a name: the low `digitCount` hexadecimal digits, as text, in capitals.
  public mutating func append(address value: UInt64, digitCount: Int) {
    bytes.append(UInt8(ascii: "\""))
    for digit in (0..<max(0, min(16, digitCount))).reversed() {
      let nibble = UInt8(truncatingIfNeeded: value >> UInt64(4 * digit)) & 15
      bytes.append(nibble < 10 ? 48 + nibble : 55 + nibble)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The start of an element of an array whose value is appended with `append(…)`.
  public mutating func beginElement() {
    comma()
    needsComma = true
  }

  /// An object as a value behind a name, or behind `beginElement`.
  public mutating func beginValue() { open(UInt8(ascii: "{")) }

  // MARK: Elements of an array

  public mutating func element(_ value: some FixedWidthInteger) {
    comma()
    append(integer: Int64(truncatingIfNeeded: value))
    needsComma = true
  }

  public mutating func element(_ value: Double, places: Int) {
    comma()
    append(value, places: places)
    needsComma = true
  }

  public mutating func element(_ text: String) {
    comma()
    append(text: text.utf8)
    needsComma = true
  }

  // MARK: Pieces

  /// The name of a field whose value is appended with `append(…)`.
  public mutating func name(_ name: StaticString) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    append(constant: name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = true
  }

  /// The same with a name that is known at run time only; it is escaped.
  public mutating func name(named name: String) {
    comma()
    append(text: name.utf8)
    bytes.append(UInt8(ascii: ":"))
    needsComma = true
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  public mutating func append(constant text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Text as a value behind a name; what is no UTF-8 is replaced by U+FFFD.
  public mutating func append(utf8 text: UnsafeRawBufferPointer) {
    guard text.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) else {
      append(text: text)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: text)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Bytes as a value behind a name, as lower-case hexadecimal text.
  public mutating func append(hex content: UnsafeRawBufferPointer) {
    bytes.append(UInt8(ascii: "\""))
    for byte in content {
      bytes.append(Self.hexDigit(byte >> 4))
      bytes.append(Self.hexDigit(byte & 15))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  public mutating func append(integer value: Int64) {
    if value >= 0, value < 10 {
      bytes.append(UInt8(truncatingIfNeeded: value) + 48)
      return
    }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    append(magnitude: value.magnitude, digitCountMin: 1)
  }

  private mutating func append(magnitude: UInt64, digitCountMin: Int) {
    var digits = InlineDigits()
    var rest = magnitude
    repeat {
      digits.prepend(UInt8(truncatingIfNeeded: rest % 10) + 48)
      rest /= 10
    } while rest > 0
    for _ in 0..<max(0, digitCountMin - digits.count) { bytes.append(48) }
    digits.append(to: &bytes)
  }

  public mutating func append(_ value: Double, places: Int) {
    let scale = powersOfTen[min(max(places, 0), 9)]
    let scaled = (value.magnitude * Double(scale)).rounded()
    guard scaled < 9e18 else {
      append(exact: value)
      return
    }
    let whole = UInt64(scaled)
    if value < 0, whole > 0 { bytes.append(UInt8(ascii: "-")) }
    append(magnitude: whole / scale, digitCountMin: 1)
    var fraction = whole % scale
    guard fraction > 0 else { return }
    var digitCount = min(max(places, 0), 9)
    while fraction % 10 == 0 {
      fraction /= 10
      digitCount -= 1
    }
    bytes.append(UInt8(ascii: "."))
    append(magnitude: fraction, digitCountMin: digitCount)
  }

  public mutating func append(exact value: Double) {
    guard value.isFinite else {
      append(constant: "null")
      return
    }
    if value == value.rounded(), value.magnitude < 1e15 {
      append(integer: Int64(value))
    } else {
      bytes.append(contentsOf: value.description.utf8)
    }
  }

  /// The same for numbers that were sent with seven digits.
  public mutating func append(exact value: Float) {
    guard value.isFinite else {
      append(constant: "null")
      return
    }
    if value == value.rounded(), value.magnitude < 1e7 {
      append(integer: Int64(value))
    } else {
      bytes.append(contentsOf: value.description.utf8)
    }
  }

  private mutating func append(text: some Collection<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    if text.allSatisfy({ $0 < 0x80 }) {
      for byte in text { append(escaped: byte) }
    } else {
      for byte in String(decoding: text, as: UTF8.self).utf8 { append(escaped: byte) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(escaped byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0x0A: append(constant: "\\n")
    case 0x0D: append(constant: "\\r")
    case 0x09: append(constant: "\\t")
    case 0..<0x20, 0x7F:
      append(constant: "\\u00")
      bytes.append(Self.hexDigit(byte >> 4))
      bytes.append(Self.hexDigit(byte & 15))
    default: bytes.append(byte)
    }
  }

  private static func hexDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? 48 + nibble : 87 + nibble
  }
}

private let powersOfTen: [UInt64] = [
  1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
]

/// Up to 20 digits, filled from the back.
private struct InlineDigits {
  private var storage: InlineArray<20, UInt8> = .init(repeating: 0)
  private(set) var count = 0

  mutating func prepend(_ digit: UInt8) {
    count += 1
    storage[20 - count] = digit
  }

  func append(to bytes: inout [UInt8]) {
    let from = 20 - count
    storage.span.withUnsafeBytes {
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[from...]))
    }
  }
}
