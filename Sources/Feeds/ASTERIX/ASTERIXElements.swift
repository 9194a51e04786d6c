// How is one element of an ASTERIX item written? By its content: code, text, number with unit.
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

extension ASTERIXContent {
  /// The signed or unsigned number that the low `bits` bits are.
  func number(_ value: UInt64, _ bits: Int) -> Int64 {
    guard isSigned, bits > 0, bits < 64 else { return Int64(truncatingIfNeeded: value) }
    let shift = UInt64(truncatingIfNeeded: 64 &- bits)
    return Int64(truncatingIfNeeded: value << shift) >> Int64(truncatingIfNeeded: shift)
  }

  /// The quantity in its unit.
  func quantity(_ value: UInt64, _ bits: Int) -> Double {
    Double(number(value, bits)) * stepNumerator / stepDenominator
  }
}

extension ASTERIXFieldWalk {
  /// Writes an element with its name; gives back its bits, which the next element may depend on.
  @discardableResult
  func writeElement(
    _ part: UnsafePointer<ASTERIXPart>, bit: Int, before: UInt64, to writer: inout FieldWriter
  ) -> UInt64 {
    let node = walk.tables.nodes + part.pointee.node
    let value = bits(bit, node.pointee.bits)
    let content = walk.tables.contents + node.pointee.content
    if content.pointee.kind == .dependent {
      writeDependent(part, content, value, node.pointee.bits, before, to: &writer)
      return value
    }
    if content.pointee.kind == .bdsWithAddress {
      writer.beginObject(prepared: part.pointee.jsonName.bytes)
      writer.name("mb")
      writer.append(address: value >> 8, digitCount: 14)
      writer.name("bds")
      writer.append(address: value & 0xFF, digitCount: 2)
      writer.endObject()
      return value
    }
    writer.name(prepared: part.pointee.jsonName.bytes)
    writeValue(content, value, node.pointee.bits, to: &writer)
    if content.pointee.kind == .table, let text = text(content, value) {
      writer.name(prepared: part.pointee.jsonText.bytes)
      writer.append(constant: "\"")
      writer.append(prepared: text.bytes)
      writer.append(constant: "\"")
    }
    return value
  }

  /// An element whose unit depends on the one before it: speed in NM/s or as Mach number.
  private func writeDependent(
    _ part: UnsafePointer<ASTERIXPart>, _ content: UnsafePointer<ASTERIXContent>, _ value: UInt64,
    _ bits: Int, _ before: UInt64, to writer: inout FieldWriter
  ) {
    guard before < UInt64(content.pointee.valueCount) else { return }
    let choice = walk.tables.values[content.pointee.valueFrom + Int(before)].value
    let chosen = walk.tables.contents + choice
    let name = part.pointee.jsonName
    writer.name(prepared: UnsafeRawBufferPointer(rebasing: name.bytes[0..<(name.count - 2)]))
    writer.append(prepared: chosen.pointee.unit.bytes)
    writer.append(constant: "\":")
    writeValue(chosen, value, bits, to: &writer)
  }

  func text(_ content: UnsafePointer<ASTERIXContent>, _ value: UInt64) -> ASTERIXText? {
    let values = walk.tables.values + content.pointee.valueFrom
    let count = content.pointee.valueCount
    if content.pointee.isDense {
      return value < UInt64(count) ? values[Int(value)].text : nil
    }
    for index in 0..<count where values[index].value == Int(truncatingIfNeeded: value) {
      return values[index].text
    }
    return nil
  }

  /// A value behind its name.
  func writeValue(
    _ content: UnsafePointer<ASTERIXContent>, _ value: UInt64, _ bits: Int,
    to writer: inout FieldWriter
  ) {
    switch content.pointee.kind {
    case .quantity:
      writer.append(content.pointee.quantity(value, bits), places: content.pointee.places)
    case .integer: writer.append(integer: content.pointee.number(value, bits))
    case .table, .dependent: writer.append(integer: Int64(truncatingIfNeeded: value))
    case .raw where bits < 24: writer.append(integer: Int64(truncatingIfNeeded: value))
    case .raw, .bds, .bdsWithAddress: writer.append(address: value, digitCount: (bits + 3) / 4)
    case .ascii: writeText(value, bits, characterBits: 8, to: &writer)
    case .icao: writeText(value, bits, characterBits: 6, to: &writer)
    case .octal: writeText(value, bits, characterBits: 3, to: &writer)
    }
  }

  /// Text without the spaces at its end; null where all bits are 0 (but four octal zeros stay). A
  /// character that its alphabet does not have becomes `#`.
  private func writeText(
    _ value: UInt64, _ bits: Int, characterBits: Int, to writer: inout FieldWriter
  ) {
    if value == 0, characterBits > 3 {
      writer.append(constant: "null")
      return
    }
    let characters = Self.characters(value, bits, characterBits: characterBits)
    writer.append(constant: "\"")
    var count = bits / characterBits
    while count > 0, characterBits > 3, characters[count - 1] == 0x20 { count -= 1 }
    withUnsafeTemporaryAllocation(byteCount: 24, alignment: 1) { out in
      for index in 0..<count { out[index] = characters[index] }
      writer.append(prepared: UnsafeRawBufferPointer(rebasing: out[0..<count]))
    }
    writer.append(constant: "\"")
  }

  /// At most 24 characters, the first one first.
  static func characters(
    _ value: UInt64, _ bits: Int, characterBits: Int
  ) -> InlineArray<24, UInt8> {
    var characters = InlineArray<24, UInt8>(repeating: 0x20)
    let count = min(24, bits / characterBits)
    for index in 0..<count {
      let shift = UInt64(truncatingIfNeeded: bits - (index + 1) * characterBits)
      let code = UInt8(truncatingIfNeeded: value >> shift) & UInt8((1 << characterBits) - 1)
      characters[index] = character(code, characterBits: characterBits)
    }
    return characters
  }

  /// ICAO annex 10 volume IV, table 3-9, for six bits; zeros and signs that JSON would escape are `#`.
  private static func character(_ code: UInt8, characterBits: Int) -> UInt8 {
    switch characterBits {
    case 3: return 48 + code
    case 6:
      switch code {
      case 1...26: return 64 + code
      case 32, 48...57: return code
      default: return UInt8(ascii: "#")
      }
    default:
      let isPlain = code >= 0x20 && code < 0x7F && code != 0x22 && code != 0x5C
      return isPlain ? code : UInt8(ascii: "#")
    }
  }
}

// MARK: Explicit items and sequences

extension ASTERIXFieldWalk {
  /// The reserved expansion field by its own table where its parts come out to the last octet, else
  /// and for special purpose fields the octets behind the length.
  func writeExplicit(
    _ part: UnsafePointer<ASTERIXPart>, _ node: UnsafePointer<ASTERIXNode>, at: Int, end: Int,
    to writer: inout FieldWriter
  ) {
    writer.beginObject(prepared: part.pointee.jsonName.bytes)
    if node.pointee.isReservedExpansion, expansion >= 0,
      writeExpansion(walk.tables.expansions[expansion], at: at + 1, end: end, to: &writer)
    {
      writer.endObject()
      return
    }
    writer.field(
      "raw", hex: UnsafeBufferPointer(start: walk.bytes + at + 1, count: max(0, end - at - 1)))
    writer.endObject()
  }

  private func writeExpansion(
    _ expansion: ASTERIXExpansion, at: Int, end: Int, to writer: inout FieldWriter
  ) -> Bool {
    let inside = ASTERIXFieldWalk(
      walk: ASTERIXWalk(tables: walk.tables, bytes: walk.bytes, limit: end), expansion: -1)
    let mapEnd =
      expansion.octets > 0
      ? at + expansion.octets : inside.walk.endOfFieldMap(at: at, octetsMax: 8)
    guard mapEnd >= 0, mapEnd <= end, mapEnd > at else { return false }
    let parts = walk.tables.parts + expansion.partFrom
    let bitsPerOctet = expansion.octets > 0 ? 8 : 7
    guard
      inside.endOfMapped(
        parts, expansion.partCount, map: at..<mapEnd, bitsPerOctet: bitsPerOctet) == end
    else { return false }
    inside.writeMapped(
      parts, expansion.partCount, map: at..<mapEnd, bitsPerOctet: bitsPerOctet, to: &writer)
    return true
  }

  private func endOfMapped(
    _ parts: UnsafePointer<ASTERIXPart>, _ partCount: Int, map: Range<Int>, bitsPerOctet: Int
  ) -> Int {
    var at = map.upperBound
    for index in 0..<(map.count * bitsPerOctet) {
      let octet = walk.bytes[map.lowerBound + index / bitsPerOctet]
      guard octet << UInt8(index % bitsPerOctet) & 0x80 != 0 else { continue }
      guard index < partCount, parts[index].kind == .named else { return -1 }
      at = walk.end(parts[index].node, at: at)
      if at < 0 { return at }
    }
    return at
  }

  /// Random field sequencing as `RFS`: the items in the order in which they stand.
  func writeSequence(_ profile: ASTERIXProfile, at: Int, to writer: inout FieldWriter) {
    writer.beginArray("RFS")
    var next = at + 1
    for _ in 0..<walk.bytes[at] {
      let index = Int(walk.bytes[next]) - 1
      guard index >= 0, index < profile.partCount else { break }
      writer.beginObject()
      next = write(walk.tables.parts + profile.partFrom + index, at: next + 1, to: &writer)
      writer.endObject()
      if next < 0 { break }
    }
    writer.endArray()
  }
}
