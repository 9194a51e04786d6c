// Which fields has a Protocol Buffers message? A reader without generated code.
//
// SPDX-License-Identifier: Apache-2.0

/// Where and why a message could not be read.
public struct ProtobufFault: Error, Hashable, Sendable {
  /// Offset from the beginning of the outermost message.
  public var byteOffset: Int
  /// One of a small set of phrases.
  public var reason: String
  public var detail: String
}

/// How a field's value is written (Protocol Buffers encoding, "message structure").
public enum ProtobufWireType: UInt8, Sendable {
  case varint = 0
  case fixed64 = 1
  case length = 2
  case fixed32 = 5
}

/// Walks over the fields of one message in place. Nothing is allocated; a length is checked against
/// what is left before it is used.
///
///     while let field = try reader.next() {
///       switch field.number {
///       case 1: name = try reader.string(field)
///       default: try reader.skip(field)
///       }
///     }
public struct ProtobufReader {
  public struct Field {
    public let number: UInt32
    public let wireType: ProtobufWireType
    /// Where the field's tag begins.
    public let start: Int
  }

  /// Messages within messages, the outermost counted.
  public static let depthMax = 32

  private let bytes: UnsafeRawBufferPointer
  private var at: Int
  private let end: Int
  private let depth: Int

  /// - Parameter bytes: must outlive the reader.
  public init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    at = 0
    end = bytes.count
    depth = 1
  }

  private init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, depth: Int) {
    self.bytes = bytes
    at = range.lowerBound
    end = range.upperBound
    self.depth = depth
  }

  /// Where the next byte stands in the outermost message.
  public var byteOffset: Int { at }

  /// The next field's tag; nil at the end of the message.
  @inline(__always)
  public mutating func next() throws(ProtobufFault) -> Field? {
    guard at < end else { return nil }
    let start = at
    let tag = try varint()
    guard tag >> 3 >= 1, tag >> 3 <= 0x1FFF_FFFF else {
      throw ProtobufFault(
        byteOffset: start, reason: "field number",
        detail: "\(tag >> 3), 1 to 536870911 expected")
    }
    guard let wireType = ProtobufWireType(rawValue: UInt8(tag & 7)) else {
      throw ProtobufFault(
        byteOffset: start, reason: "wire type",
        detail: "\(tag & 7) of field \(tag >> 3), 0, 1, 2 or 5 expected")
    }
    return Field(number: UInt32(tag >> 3), wireType: wireType, start: start)
  }

  // MARK: Values

  public mutating func unsigned(_ field: Field) throws(ProtobufFault) -> UInt64 {
    try expect(.varint, field)
    return try varint()
  }

  public mutating func signed(_ field: Field) throws(ProtobufFault) -> Int64 {
    Int64(bitPattern: try unsigned(field))
  }

  public mutating func bool(_ field: Field) throws(ProtobufFault) -> Bool {
    try unsigned(field) != 0
  }

  public mutating func double(_ field: Field) throws(ProtobufFault) -> Double {
    try expect(.fixed64, field)
    return Double(bitPattern: try fixed(8))
  }

  public mutating func float(_ field: Field) throws(ProtobufFault) -> Float {
    try expect(.fixed32, field)
    return Float(bitPattern: UInt32(truncatingIfNeeded: try fixed(4)))
  }

  public mutating func fixed64(_ field: Field) throws(ProtobufFault) -> UInt64 {
    try expect(.fixed64, field)
    return try fixed(8)
  }

  public mutating func fixed32(_ field: Field) throws(ProtobufFault) -> UInt32 {
    try expect(.fixed32, field)
    return UInt32(truncatingIfNeeded: try fixed(4))
  }

  /// The bytes of a field in place.
  public mutating func bytes(_ field: Field) throws(ProtobufFault) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[try range(field)])
  }

  /// Text; what is no UTF-8 is refused, as the specification has it.
  public mutating func string(_ field: Field) throws(ProtobufFault) -> String {
    let start = at
    let content = try bytes(field)
    guard let text = UTF8Text.string(content) else {
      throw ProtobufFault(
        byteOffset: start, reason: "text is not UTF-8", detail: "field \(field.number)")
    }
    return text
  }

  /// A message within this one.
  public mutating func message(_ field: Field) throws(ProtobufFault) -> ProtobufReader {
    guard depth < Self.depthMax else {
      throw ProtobufFault(
        byteOffset: field.start, reason: "nested too deeply",
        detail: "\(depth + 1) levels, at most \(Self.depthMax)")
    }
    return ProtobufReader(bytes, try range(field), depth: depth + 1)
  }

  /// Repeated numbers that were packed into one field, or the one number of an unpacked field.
  public mutating func packed(
    _ field: Field, _ take: (UInt64) -> Void
  ) throws(ProtobufFault) {
    guard field.wireType == .length else {
      take(try unsigned(field))
      return
    }
    var inner = ProtobufReader(bytes, try range(field), depth: depth)
    while inner.at < inner.end { take(try inner.varint()) }
  }

  /// The next number of a packed field, whose content this reader was made for with `message`; nil at
  /// its end.
  mutating func packedNumber() throws(ProtobufFault) -> UInt64? {
    at < end ? try varint() : nil
  }

  /// Bytes that were read before, by their offsets in the outermost message.
  func content(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[range])
  }

  public mutating func skip(_ field: Field) throws(ProtobufFault) {
    switch field.wireType {
    case .varint: _ = try varint()
    case .fixed64: _ = try fixed(8)
    case .fixed32: _ = try fixed(4)
    case .length: _ = try range(field)
    }
  }

  /// Skips a field and appends it, tag and all, so that it can be written again.
  public mutating func keep(
    _ field: Field, in unknown: inout [UInt8]
  ) throws(ProtobufFault) {
    try skip(field)
    unknown.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[field.start..<at]))
  }

  // MARK: Parts

  private func expect(
    _ wireType: ProtobufWireType, _ field: Field
  ) throws(ProtobufFault) {
    guard field.wireType == wireType else {
      throw ProtobufFault(
        byteOffset: field.start, reason: "wire type",
        detail: "\(field.wireType.rawValue) of field \(field.number), \(wireType.rawValue) expected"
      )
    }
  }

  @inline(__always)
  private mutating func varint() throws(ProtobufFault) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    let start = at
    while at < end {
      let byte = bytes[at]
      at += 1
      // The tenth byte holds one bit.
      if shift == 63, byte > 1 { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
      if shift > 63 { break }
    }
    throw ProtobufFault(
      byteOffset: start, reason: at < end || shift > 56 ? "number too long" : "message cut off",
      detail: "\(at - start) bytes of a number")
  }

  private mutating func fixed(_ count: Int) throws(ProtobufFault) -> UInt64 {
    guard count <= end - at else {
      throw ProtobufFault(
        byteOffset: at, reason: "message cut off",
        detail: "\(end - at) bytes, \(count) expected")
    }
    defer { at += count }
    return count == 8
      ? UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      : UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
  }

  private mutating func range(_ field: Field) throws(ProtobufFault) -> Range<Int> {
    try expect(.length, field)
    let start = at
    let count = try varint()
    guard count <= UInt64(end - at) else {
      throw ProtobufFault(
        byteOffset: start, reason: "length beyond the message",
        detail: "\(count) bytes in field \(field.number), \(end - at) left")
    }
    defer { at += Int(count) }
    return at..<(at + Int(count))
  }
}
