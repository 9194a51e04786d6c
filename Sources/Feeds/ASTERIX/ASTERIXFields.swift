// What are all the fields of a record, as JSON? Written by the tables, with the specification's names.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

extension ASTERIXRecord {
  /// `category`, `edition`, the times of the container where it states any, then each item by its
  /// name: `I040` an object of its fields, `I140_s` where the item is one number, an array where it
  /// repeats. Names are the specification's; units stand last. Codes are numbers with their text
  /// beside them (`TYP`, `TYP_text`; no text where the specification has none for the code); Mode A
  /// octal text; addresses and Comm-B data hexadecimal text; spare bits only where one is set
  /// (`spare_bits`).
  public func write(to writer: inout FieldWriter) {
    writer.field("category", category)
    writer.field("edition", editionName)
    if let capturedAtMs { writer.field("captured_ms", capturedAtMs) }
    if let frameTimeOfDayMs {
      writer.field("frame_time_of_day_s", Double(frameTimeOfDayMs) / 1_000, places: 3)
    }
    let tables = ASTERIXTables.all
    content.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      let fields = ASTERIXFieldWalk(
        walk: ASTERIXWalk(tables: tables, bytes: base, limit: end),
        expansion: tables.editions[edition].expansion)
      let parts = tables.parts + tables.profiles[profile].partFrom
      var rest = items.present
      while rest != 0 {
        let index = rest.trailingZeroBitCount
        rest &= rest &- 1
        let start = items.start(index)
        if parts[index].kind == .randomSequence {
          fields.writeSequence(tables.profiles[profile], at: start, to: &writer)
        } else {
          _ = fields.write(parts + index, at: start, to: &writer)
        }
      }
    }
  }
}

/// Writes items field by field. All of them were walked over before, so that they are whole.
struct ASTERIXFieldWalk {
  let walk: ASTERIXWalk
  /// Index of the reserved expansion field's table, -1 where there is none.
  let expansion: Int
  private var tables: ASTERIXTables { walk.tables }

  init(walk: ASTERIXWalk, expansion: Int) {
    self.walk = walk
    self.expansion = expansion
  }

  /// Bits `from` to `from + count` counted from the first bit of the content, at most 64.
  func bits(_ from: Int, _ count: Int) -> UInt64 {
    guard count > 0, count <= 64, from >= 0, (from &+ count &+ 7) >> 3 <= walk.limit else {
      return 0
    }
    var octet = from >> 3
    let last = (from &+ count &- 1) >> 3
    var value = UInt64(walk.bytes[octet]) & (0xFF >> UInt64(truncatingIfNeeded: from & 7))
    while octet < last {
      octet &+= 1
      // The ninth octet of 64 bits that do not start at an octet.
      if octet == last, last &- (from >> 3) == 8 {
        let shift = UInt64(truncatingIfNeeded: (from &+ count) & 7)
        return value << shift | UInt64(walk.bytes[octet]) >> (8 &- shift)
      }
      value = value << 8 | UInt64(walk.bytes[octet])
    }
    return value >> UInt64(truncatingIfNeeded: (8 &- (from &+ count) & 7) & 7)
  }

  /// Writes one named item; gives back the offset behind it, negative where it is not whole.
  func write(
    _ part: UnsafePointer<ASTERIXPart>, at: Int, to writer: inout FieldWriter
  ) -> Int {
    let end = walk.end(part.pointee.node, at: at)
    guard end >= 0 else { return end }
    let node = tables.nodes + part.pointee.node
    switch node.pointee.kind {
    case .element: writeElement(part, bit: at * 8, before: 0, to: &writer)
    case .group:
      writer.beginObject(prepared: part.pointee.jsonName.bytes)
      writeParts(node, bit: at * 8, end: end * 8, to: &writer)
      writer.endObject()
    case .extended:
      writer.beginObject(prepared: part.pointee.jsonName.bytes)
      writeParts(node, bit: at * 8, end: end * 8, to: &writer)
      writer.endObject()
    case .repetitive:
      writer.beginArray(prepared: part.pointee.jsonName.bytes)
      writeRepetitions(node, at: at, end: end, to: &writer)
      writer.endArray()
    case .explicit: writeExplicit(part, node, at: at, end: end, to: &writer)
    case .compound:
      writer.beginObject(prepared: part.pointee.jsonName.bytes)
      writeCompound(node, at: at, to: &writer)
      writer.endObject()
    }
    return end
  }

  /// The parts of a group or extended item that begin before `end`, in bits.
  private func writeParts(
    _ node: UnsafePointer<ASTERIXNode>, bit: Int, end: Int, to writer: inout FieldWriter
  ) {
    var bit = bit
    var before: UInt64 = 0
    var spare: UInt64 = 0
    let parts = tables.parts + node.pointee.partFrom
    for index in 0..<node.pointee.partCount {
      guard bit < end else { break }
      let part = parts + index
      switch part.pointee.kind {
      case .named:
        let inner = tables.nodes + part.pointee.node
        if inner.pointee.kind == .element {
          before = writeElement(part, bit: bit, before: before, to: &writer)
        } else {
          writer.beginObject(prepared: part.pointee.jsonName.bytes)
          writeParts(inner, bit: bit, end: bit + part.pointee.bits, to: &writer)
          writer.endObject()
        }
      case .spare:
        let value = bits(bit, min(64, part.pointee.bits))
        if value != 0 { spare = value }
      default: break
      }
      bit += part.pointee.bits
    }
    if spare != 0 { writer.field("spare_bits", spare) }
  }

  private func writeRepetitions(
    _ node: UnsafePointer<ASTERIXNode>, at: Int, end: Int, to writer: inout FieldWriter
  ) {
    let inner = tables.nodes + node.pointee.inner
    var at = at + node.pointee.octets
    while at < end {
      var next = at + (inner.pointee.bits + 1) / 8
      if node.pointee.octets > 0 { next = walk.end(node.pointee.inner, at: at) }
      guard next > at else { return }
      switch inner.pointee.kind {
      case .element:
        writer.beginElement()
        let content = tables.contents + inner.pointee.content
        if content.pointee.kind == .table || content.pointee.kind == .bdsWithAddress {
          writer.append(constant: "{")
          writeCoded(content, bits(at * 8, inner.pointee.bits), to: &writer)
          writer.append(constant: "}")
        } else {
          let value = bits(at * 8, inner.pointee.bits)
          writeValue(content, value, inner.pointee.bits, to: &writer)
        }
      default:
        writer.beginObject()
        if inner.pointee.kind == .compound {
          writeCompound(inner, at: at, to: &writer)
        } else {
          writeParts(inner, bit: at * 8, end: next * 8, to: &writer)
        }
        writer.endObject()
      }
      at = next
    }
  }

  /// `{"raw": 3, "text": "…"}` without the braces; a register of Comm-B as `bds` and `mb`.
  private func writeCoded(
    _ content: UnsafePointer<ASTERIXContent>, _ value: UInt64, to writer: inout FieldWriter
  ) {
    if content.pointee.kind == .bdsWithAddress {
      writer.append(constant: "\"mb\":")
      writer.append(address: value >> 8, digitCount: 14)
      writer.append(constant: ",\"bds\":")
      writer.append(address: value & 0xFF, digitCount: 2)
      return
    }
    writer.append(constant: "\"raw\":")
    writer.append(integer: Int64(truncatingIfNeeded: value))
    if let text = text(content, value) {
      writer.append(constant: ",\"text\":\"")
      writer.append(prepared: text.bytes)
      writer.append(constant: "\"")
    }
  }

  private func writeCompound(
    _ node: UnsafePointer<ASTERIXNode>, at: Int, to writer: inout FieldWriter
  ) {
    let mapEnd = walk.endOfFieldMap(at: at, octetsMax: node.pointee.octets)
    guard mapEnd >= 0 else { return }
    writeMapped(
      tables.parts + node.pointee.partFrom, node.pointee.partCount, map: at..<mapEnd,
      bitsPerOctet: 7, to: &writer)
  }

  /// The parts that a field map names; gives back the offset behind them, negative where they are
  /// not whole.
  @discardableResult
  func writeMapped(
    _ parts: UnsafePointer<ASTERIXPart>, _ partCount: Int, map: Range<Int>, bitsPerOctet: Int,
    to writer: inout FieldWriter
  ) -> Int {
    var at = map.upperBound
    for index in 0..<(map.count * bitsPerOctet) {
      let octet = walk.bytes[map.lowerBound + index / bitsPerOctet]
      guard octet << UInt8(index % bitsPerOctet) & 0x80 != 0 else { continue }
      guard index < partCount, parts[index].kind == .named else { return -1 }
      at = write(parts + index, at: at, to: &writer)
      if at < 0 { return at }
    }
    return at
  }
}
