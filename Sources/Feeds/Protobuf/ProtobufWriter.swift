// How is a Protocol Buffers message written? Field by field, in the order of the calls.
//
// SPDX-License-Identifier: Apache-2.0

/// Appends fields to one buffer. Values that are the default of proto3 (0, false, empty) are left out,
/// as proto3 has it; `always` writes them.
public struct ProtobufWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func field(_ number: UInt32, _ value: UInt64, always: Bool = false) {
    guard value != 0 || always else { return }
    tag(number, .varint)
    varint(value)
  }

  public mutating func field(_ number: UInt32, _ value: Bool, always: Bool = false) {
    field(number, value ? 1 : 0 as UInt64, always: always)
  }

  public mutating func field(_ number: UInt32, _ value: Double, always: Bool = false) {
    guard value.bitPattern != 0 || always else { return }
    tag(number, .fixed64)
    fixed(value.bitPattern, 8)
  }

  public mutating func field(_ number: UInt32, _ value: Float, always: Bool = false) {
    guard value.bitPattern != 0 || always else { return }
    tag(number, .fixed32)
    fixed(UInt64(value.bitPattern), 4)
  }

  public mutating func field(_ number: UInt32, _ text: String, always: Bool = false) {
    guard !text.isEmpty || always else { return }
    tag(number, .length)
    varint(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  public mutating func field(_ number: UInt32, bytes content: [UInt8], always: Bool = false) {
    guard !content.isEmpty || always else { return }
    tag(number, .length)
    varint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  /// A message within this one: its length is written before it when it is known.
  public mutating func message(_ number: UInt32, _ body: (inout ProtobufWriter) -> Void) {
    tag(number, .length)
    let start = bytes.count
    body(&self)
    insert(length: bytes.count - start, at: start)
  }

  /// Fields that were kept as they came.
  public mutating func append(kept unknown: [UInt8]) { bytes.append(contentsOf: unknown) }

  public mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func tag(_ number: UInt32, _ wireType: ProtobufWireType) {
    varint(UInt64(number) << 3 | UInt64(wireType.rawValue))
  }

  private mutating func fixed(_ bits: UInt64, _ count: Int) {
    for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * index))) }
  }

  private mutating func insert(length: Int, at start: Int) {
    var digits = ProtobufWriter()
    guard length >= 0x80 else {
      bytes.insert(UInt8(length), at: start)
      return
    }
    digits.varint(UInt64(length))
    bytes.insert(contentsOf: digits.bytes, at: start)
  }
}
