// What does a message hold, and which rules does it break? One walk over its bytes answers both.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads one message after another into the same scratch memory, and checks every field against the table.
struct SAPIENTReader: Sendable {
  /// So many faults of a message are kept; all are counted.
  static let faultCountMax = 64

  let table = SAPIENTTable.shared
  var nodes: [SAPIENTNode] = []
  var faults: [SAPIENTFault] = []
  var faultCount = 0
  /// Offset of the message in the stream.
  var origin = 0

  /// - Throws: where the bytes are no Protocol Buffers message at all.
  mutating func read(
    _ bytes: UnsafeRawBufferPointer, byteOffset: Int
  ) throws(ProtobufFault) {
    nodes.removeAll(keepingCapacity: true)
    if !faults.isEmpty { faults.removeAll() }
    faultCount = 0
    origin = byteOffset
    var reader = ProtobufReader(bytes)
    nodes.append(
      SAPIENTNode(row: SAPIENTTable.none, flags: 0, parent: 0, bits: 0))
    try readMessage(SAPIENTTable.root, &reader, node: 0)
  }

  private mutating func readMessage(
    _ message: Int, _ reader: inout ProtobufReader, node: Int
  ) throws(ProtobufFault) {
    let start = reader.byteOffset
    var seen: UInt32 = 0
    var previous = SAPIENTTable.none
    while let field = try reader.next() {
      let row = table.row(message, field.number)
      guard row != SAPIENTTable.none else {
        try keepUnknown(field, &reader, node, row)
        continue
      }
      let bit: UInt32 = 1 << field.number
      let isRepeated = table.fields[Int(row)].isRepeated
      let kind = table.fields[Int(row)].kind
      guard field.wireType == kind.wireType else {
        if isRepeated, field.wireType == .length, kind.wireType == .varint {
          try readPacked(field, row, &reader, node)
          if seen & bit != 0, previous != row { nodes[node].flags |= SAPIENTNode.isIrregular }
          if nodes.last?.row == row { seen |= bit }
          previous = row
        } else {
          try keepUnknown(field, &reader, node, row)
        }
        continue
      }
      if seen & (bit | table.fields[Int(row)].others) != 0 {
        noteSecond(field, row, seen, isRepeated: isRepeated, isApart: previous != row, node)
      }
      seen |= bit
      previous = row
      try readValue(field, row, kind, &reader, node)
    }
    if table.messages[message].mandatory & ~seen != 0 { noteMissing(message, seen, node, start) }
    if !table.messages[message].choices.isEmpty { checkChoices(message, seen, node, start) }
  }

  @inline(__always)
  private mutating func readValue(
    _ field: ProtobufReader.Field, _ row: UInt16, _ kind: SAPIENTKind,
    _ reader: inout ProtobufReader, _ parent: Int
  ) throws(ProtobufFault) {
    var bits: UInt64
    switch kind {
    case .double: bits = try reader.fixed64(field)
    case .float: bits = UInt64(try reader.fixed32(field))
    case .int64, .bool: bits = try reader.unsigned(field)
    case .int32, .enumeration:
      bits = UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: try reader.unsigned(field))))
    case .text, .bytes:
      let content = try reader.bytes(field)
      let start = reader.byteOffset - content.count
      bits = UInt64(start) << 32 | UInt64(content.count)
      if kind == .text, !UTF8Text.isValid(content) {
        throw ProtobufFault(
          byteOffset: start, reason: "text is not UTF-8",
          detail: path(parent, row, nodes.count))
      }
    case .message:
      var inner = try reader.message(field)
      let node = nodes.count
      let start = UInt64(field.start) << 32
      append(row, 0, parent, start)
      try readMessage(table.fields[Int(row)].type, &inner, node: node)
      nodes[node].bits = start | UInt64(nodes.count)
      if table.fields[Int(row)].type == SAPIENTTable.timestamp { checkTime(node, field.start) }
      return
    }
    if kind == .bool, bits > 1 { bits = 1 }
    append(row, 0, parent, bits)
    checkValue(row, kind, bits, parent, field.start, reader)
  }

  private mutating func readPacked(
    _ field: ProtobufReader.Field, _ row: UInt16, _ reader: inout ProtobufReader, _ parent: Int
  ) throws(ProtobufFault) {
    let kind = table.fields[Int(row)].kind
    var inner = try reader.message(field)
    while let value = try inner.packedNumber() {
      let bits =
        kind == .int64
        ? value : UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: value)))
      append(row, SAPIENTNode.isPacked, parent, bits)
      checkValue(row, kind, bits, parent, field.start, reader)
    }
  }

  @inline(__always)
  private mutating func append(_ row: UInt16, _ flags: UInt16, _ parent: Int, _ bits: UInt64) {
    nodes.append(
      SAPIENTNode(
        row: row, flags: flags, parent: UInt32(truncatingIfNeeded: parent), bits: bits))
  }

  private mutating func keepUnknown(
    _ field: ProtobufReader.Field, _ reader: inout ProtobufReader, _ parent: Int, _ row: UInt16
  ) throws(ProtobufFault) {
    try reader.skip(field)
    append(
      SAPIENTTable.none, SAPIENTNode.isUnknown, parent,
      UInt64(field.start) << 32 | UInt64(reader.byteOffset - field.start))
    guard countFault() else { return }
    let found = "number \(field.number), wire type \(field.wireType.rawValue)"
    if row == SAPIENTTable.none {
      add(.unknownField, path(parent), found, field.start)
    } else {
      let wanted = table.fields[Int(row)].kind.wireType.rawValue
      add(
        .unknownField, path(parent, row, nodes.count - 1), "\(found), wire type \(wanted) expected",
        field.start)
    }
  }
}
