// What does one metadata packet of a platform say?
//
// SPDX-License-Identifier: Apache-2.0

/// One item of a packet: where its value stands, and what it says.
public struct KLVItem: Hashable, Sendable {
  public enum State: UInt8, Sendable {
    /// `number` is the value.
    case number
    /// `integer` is the value.
    case integer
    /// The octets are the value: text, sets and packs, and items that are not listed.
    case octets
    /// Sent without a value: unknown since now (ST 0107).
    case unknownNow
    /// An error indicator or a special value: out of range, infinite, not a number.
    case special
    /// The octets do not fit the item; they are given as they are.
    case misfit
  }

  public var tag: Int32
  public var state: State
  /// Place of the value in the packet.
  public var start: UInt32
  public var count: UInt32
  fileprivate var bits: UInt64

  public var number: Double? { state == .number ? Double(bitPattern: bits) : nil }
  /// Signed; times are microseconds.
  public var integer: Int64? { state == .integer ? Int64(bitPattern: bits) : nil }
}

/// A UAS Datalink Local Set (MISB ST 0601.19) whose checksum is right, or a VMTI Local Set (ST 0903)
/// that was sent by itself.
///
/// Allocations: one for `raw`, one for `items`; VMTI targets cost a few more.
public struct KLVPacket: WireMessage {
  public enum Kind: UInt8, Sendable {
    case datalink = 1
    case vmti = 2
  }

  public var byteOffset: Int
  public var kind: Kind
  /// Key, length and value as they came.
  public var raw: [UInt8]
  public var items: [KLVItem]
  /// Item 74, or the set itself. It stands in an array so that packets without stay small.
  public var vmti: VMTISet? { vmtiSets.first }
  var vmtiSets: [VMTISet]

  /// The last item with this tag.
  public func item(_ tag: Int) -> KLVItem? { items.last { $0.tag == Int32(tag) } }

  /// Nil where it was not sent, is unknown or special.
  public func number(_ tag: Int) -> Double? {
    guard let item = item(tag) else { return nil }
    return item.number ?? item.integer.map(Double.init)
  }

  public func integer(_ tag: Int) -> Int64? { item(tag)?.integer }

  public func octets(_ item: KLVItem) -> ArraySlice<UInt8> {
    raw[Int(item.start)..<Int(item.start + item.count)]
  }

  public func text(_ tag: Int) -> String? {
    guard let item = item(tag), item.state == .octets, item.count > 0 else { return nil }
    return String(decoding: octets(item), as: UTF8.self)
  }
}

/// How the octets of an item become a number; the table that `read` looks into.
struct KLVCode: Sendable {
  enum Method: UInt8, Sendable {
    case unsigned, signed, count, integer, time, octets, imapb
  }
  var method = Method.octets
  /// Octets that it must have, or at most may have.
  var byteCount = 0
  var scale = 1.0
  var offset = 0.0

  /// By tag; what is not listed is given as octets.
  static let all: [KLVCode] = {
    var codes = [KLVCode](repeating: KLVCode(), count: 144)
    for item in KLVItemKind.all { codes[item.tag] = KLVCode(item.kind) }
    return codes
  }()

  private init() {}

  private init(_ kind: KLVKind) {
    switch kind {
    case .unsigned(let byteCount, let min, let max):
      self.init(.unsigned, byteCount, (max - min) / Double(1 << (8 * byteCount) - 1), min)
    case .signed(let byteCount, let max):
      self.init(.signed, byteCount, max / Double(1 << (8 * byteCount - 1) - 1), 0)
    case .imapb(let min, let max): self.init(.imapb, 8, max, min)
    case .count(let byteCountMax): self.init(.count, byteCountMax, 1, 0)
    case .integer(let byteCountMax): self.init(.integer, byteCountMax, 1, 0)
    case .time: self.init(.time, 8, 1, 0)
    case .text, .octets: self.init()
    }
  }

  private init(_ method: Method, _ byteCount: Int, _ scale: Double, _ offset: Double) {
    self.method = method
    self.byteCount = byteCount
    self.scale = scale
    self.offset = offset
  }

  /// The item whose value stands at `start`, `count` octets long.
  @inline(__always)
  func read(
    _ bytes: UnsafeRawBufferPointer, tag: Int, start: Int, count: Int
  ) -> KLVItem {
    var item = KLVItem(
      tag: Int32(truncatingIfNeeded: tag), state: .octets,
      start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: count), bits: 0)
    guard count > 0 else {
      item.state = .unknownNow
      return item
    }
    switch method {
    case .octets: break
    case .unsigned:
      guard count == byteCount else { return item.misfit }
      item.setNumber(Double(bytes.klvUnsigned(start, count)) * scale + offset)
    case .signed:
      guard count == byteCount else { return item.misfit }
      let raw = bytes.klvSigned(start, count)
      if raw == -(Int64(1) << (8 * Int64(count) - 1)) {
        item.state = .special
      } else {
        item.setNumber(Double(raw) * scale)
      }
    case .count:
      guard count <= byteCount else { return item.misfit }
      item.setInteger(bytes.klvUnsigned(start, count))
    case .integer:
      guard count <= byteCount else { return item.misfit }
      item.setInteger(UInt64(bitPattern: bytes.klvSigned(start, count)))
    case .time:
      guard count <= 8, count == 8 || tag == 131, count < 8 || bytes[start] < 0x80
      else { return item.misfit }
      item.setInteger(bytes.klvUnsigned(start, count))
    case .imapb:
      guard let map = IMAPB(min: offset, max: scale, byteCount: count) else { return item.misfit }
      if case .number(let value) = map.value(bytes.klvUnsigned(start, count)) {
        item.setNumber(value)
      } else {
        item.state = .special
      }
    }
    return item
  }
}

extension KLVItem {
  fileprivate var misfit: KLVItem {
    var item = self
    item.state = .misfit
    return item
  }

  fileprivate mutating func setNumber(_ value: Double) {
    state = .number
    bits = value.bitPattern
  }

  fileprivate mutating func setInteger(_ value: UInt64) {
    state = .integer
    bits = value
  }
}
