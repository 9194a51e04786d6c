// Does a field keep the rules of the table?
//
// SPDX-License-Identifier: Apache-2.0

extension SAPIENTReader {
  @inline(__always)
  mutating func checkValue(
    _ row: UInt16, _ kind: SAPIENTKind, _ bits: UInt64, _ parent: Int, _ start: Int,
    _ reader: ProtobufReader
  ) {
    switch kind {
    case .double:
      if !Double(bitPattern: bits).isFinite {
        noteRange(row, Double(bitPattern: bits), parent, start)
      }
    case .float:
      let value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
      let limit = table.fields[Int(row)].valueMax
      if !value.isFinite || (limit > 0 && !(0...limit).contains(value)) {
        noteRange(row, value, parent, start)
      }
    case .int32, .int64:
      let limit = table.fields[Int(row)].valueMax
      if limit > 0, !(0...limit).contains(Double(Int64(bitPattern: bits))) {
        noteRange(row, Double(Int64(bitPattern: bits)), parent, start)
      }
    case .enumeration:
      let known = table.enumerations[table.fields[Int(row)].type].known
      if bits >= 64 || known >> bits & 1 == 0 {
        note(.unknownValue, row, "\(Int64(bitPattern: bits))", parent, start)
      } else if bits == 0, table.fields[Int(row)].needsValue {
        note(.empty, row, "unspecified", parent, start)
      }
    case .text: checkText(row, bits, parent, start, reader)
    case .bytes:
      if bits & 0xFFFF_FFFF == 0, table.fields[Int(row)].needsValue {
        note(.empty, row, "no octets", parent, start)
      }
    case .bool, .message: break
    }
  }

  private mutating func checkText(
    _ row: UInt16, _ bits: UInt64, _ parent: Int, _ start: Int, _ reader: ProtobufReader
  ) {
    let rule = table.fields[Int(row)]
    let count = Int(bits & 0xFFFF_FFFF)
    if count == 0, rule.needsValue {
      note(.empty, row, "empty text", parent, start)
      return
    }
    guard rule.isUUID || rule.isULID || rule.isVersion else { return }
    let text = reader.content(Int(bits >> 32)..<(Int(bits >> 32) + count))
    if rule.isUUID, !SAPIENTIdentity.isUUID(text) {
      note(.uuid, row, Self.shown(text), parent, start)
    } else if rule.isULID, !SAPIENTIdentity.isULID(text) {
      note(.ulid, row, Self.shown(text), parent, start)
    } else if rule.isVersion, !SAPIENTIdentity.isVersion(text) {
      note(
        .version, row, "\(Self.shown(text)), BSI Flex 335 v2.0 expected", parent, start)
    }
  }

  /// From the year 1 to 9999, as Protocol Buffers has it.
  mutating func checkTime(_ node: Int, _ start: Int) {
    var seconds: Int64 = 0
    var nanos: Int64 = 0
    for child in (node + 1)..<max(node + 1, nodes.count) where nodes[child].row != SAPIENTTable.none
    {
      let value = Int64(bitPattern: nodes[child].bits)
      if table.fields[Int(nodes[child].row)].number == 1 { seconds = value } else { nanos = value }
    }
    guard SAPIENTTime.secondsRange.contains(seconds), (0..<1_000_000_000).contains(nanos) else {
      if countFault() { add(.outOfRange, path(node), "\(seconds) s, \(nanos) ns", start) }
      return
    }
  }

  private mutating func noteRange(_ row: UInt16, _ value: Double, _ parent: Int, _ start: Int) {
    let limit = table.fields[Int(row)].valueMax
    note(
      .outOfRange, row,
      limit > 0 ? "\(value), 0 to \(Int(limit)) expected" : "\(value), a number expected",
      parent, start)
  }

  mutating func noteSecond(
    _ field: ProtobufReader.Field, _ row: UInt16, _ seen: UInt32, isRepeated: Bool, isApart: Bool,
    _ parent: Int
  ) {
    if isRepeated {
      if isApart, seen >> field.number & 1 == 1 {
        nodes[parent].flags |= SAPIENTNode.isIrregular
      }
      return
    }
    nodes[parent].flags |= SAPIENTNode.isIrregular
    guard countFault() else { return }
    let isSame = seen >> field.number & 1 == 1
    add(
      .sentTwice, path(parent, row, nodes.count),
      isSame ? "the last one counts" : "another of its choice came before; the last one counts",
      field.start)
  }

  mutating func noteMissing(_ message: Int, _ seen: UInt32, _ node: Int, _ start: Int) {
    let missing = table.messages[message].mandatory & ~seen
    for row in table.messages[message].fields
    where missing >> table.fields[row].number & 1 == 1 && countFault() {
      let rule = table.fields[row]
      add(
        .missing, path(node, UInt16(row), nil),
        rule.isRepeated ? "at least one expected" : "field \(rule.number)", start)
    }
  }

  mutating func checkChoices(_ message: Int, _ seen: UInt32, _ node: Int, _ start: Int) {
    for choice in table.messages[message].choices
    where table.choices[choice].isMandatory && table.choices[choice].members & seen == 0
      && countFault()
    {
      let names = table.messages[message].fields.filter {
        table.choices[choice].members >> table.fields[$0].number & 1 == 1
      }.map { table.fields[$0].name.string }
      let item = path(node)
      let name = table.choices[choice].name.string
      add(
        .missing, item.isEmpty ? name : "\(item).\(name)",
        "one of \(names.joined(separator: ", ")) expected", start)
    }
  }

  // MARK: Notes

  /// Counts a fault; true where it is to be kept too.
  mutating func countFault() -> Bool {
    faultCount += 1
    return faults.count < Self.faultCountMax
  }

  /// A fault of the value that was read last.
  private mutating func note(
    _ reason: SAPIENTFault.Reason, _ row: UInt16, _ detail: @autoclosure () -> String,
    _ parent: Int, _ start: Int
  ) {
    guard countFault() else { return }
    add(reason, path(parent, row, nodes.count - 1), detail(), start)
  }

  mutating func add(
    _ reason: SAPIENTFault.Reason, _ item: String, _ detail: String, _ start: Int
  ) {
    faults.append(SAPIENTFault(reason, item: item, detail: detail, byteOffset: origin + start))
  }

  /// The path of a message.
  func path(_ node: Int) -> String {
    guard node > 0 else { return "" }
    return path(Int(nodes[node].parent), nodes[node].row, node)
  }

  /// The path of a field; in a list with the element's number, of the whole list where `node` is nil.
  func path(_ parent: Int, _ row: UInt16, _ node: Int?) -> String {
    let rule = table.fields[Int(row)]
    var text = path(parent)
    if !text.isEmpty { text += "." }
    text += rule.name.string
    guard rule.isRepeated, let node else { return text }
    var index = 0
    for other in (parent + 1)..<max(parent + 1, node)
    where nodes[other].row == row && nodes[other].parent == UInt32(parent) {
      index += 1
    }
    return "\(text).\(index)"
  }

  private static func shown(_ text: UnsafeRawBufferPointer) -> String {
    "'" + String(decoding: text.prefix(64), as: UTF8.self) + (text.count > 64 ? "…'" : "'")
  }
}
