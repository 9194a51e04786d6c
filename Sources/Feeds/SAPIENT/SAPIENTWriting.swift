// How is a SAPIENT message written as JSON? With the specification's own names, from its values in place.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

extension SAPIENTMessage {
  /// Names are those of the definitions; enumerations by name, unknown values by number; times as text;
  /// octets as hexadecimal text with `_hex` at the name; numbers in the units that the message itself
  /// states (`coordinate_system`, `units`). Unknown fields stand in `unknown_fields`, broken rules in
  /// `faults`.
  public func write(to writer: inout FieldWriter) {
    raw.withUnsafeBytes { bytes in
      SAPIENTWriting(tree: tree, bytes: bytes).fields(0, &writer)
    }
    guard faultCount > 0 else { return }
    writer.beginArray("faults")
    for fault in faults {
      writer.beginObject()
      writer.field("byte_offset", fault.byteOffset)
      writer.field("item", fault.item)
      writer.field("reason", fault.reason.rawValue)
      writer.field("detail", fault.detail)
      writer.endObject()
    }
    writer.endArray()
    if faultCount > faults.count { writer.field("fault_count", faultCount) }
  }
}

private struct SAPIENTWriting {
  let tree: SAPIENTTree
  let bytes: UnsafeRawBufferPointer
  private let table = SAPIENTTable.shared

  init(tree: SAPIENTTree, bytes: UnsafeRawBufferPointer) {
    self.tree = tree
    self.bytes = bytes
  }

  /// The fields of a message, its object being open.
  func fields(_ node: Int, _ writer: inout FieldWriter) {
    let end = tree.next(node, table)
    let isIrregular = tree.nodes[node].flags & SAPIENTNode.isIrregular != 0
    var written: UInt32 = 0
    var hasUnknown = false
    var child = node + 1
    while child < end {
      let row = tree.nodes[child].row
      guard row != SAPIENTTable.none else {
        hasUnknown = true
        child += 1
        continue
      }
      if table.fields[Int(row)].isRepeated {
        let bit: UInt32 = 1 << table.fields[Int(row)].number
        let next = written & bit == 0 ? list(child, end, row, isIrregular, &writer) : child
        child = next == child ? tree.next(child, table) : next
        written |= bit
      } else {
        if !isIrregular || !isSuperseded(child, end, row) {
          writer.name(prepared: table.fields[Int(row)].jsonName.bytes)
          value(child, row, &writer)
        }
        child = tree.next(child, table)
      }
    }
    if hasUnknown { unknown(node, end, &writer) }
  }

  /// A later field of the same number or choice counts instead.
  private func isSuperseded(_ node: Int, _ end: Int, _ row: UInt16) -> Bool {
    let wanted = table.fields[Int(row)].others | 1 << table.fields[Int(row)].number
    var child = tree.next(node, table)
    while child < end {
      let other = tree.nodes[child].row
      if other != SAPIENTTable.none, wanted >> table.fields[Int(other)].number & 1 == 1 {
        return true
      }
      child = tree.next(child, table)
    }
    return false
  }

  /// A list; returns the node behind its last element, or its first where the list is not in one piece.
  private func list(
    _ first: Int, _ end: Int, _ row: UInt16, _ isIrregular: Bool, _ writer: inout FieldWriter
  ) -> Int {
    writer.beginArray(prepared: table.fields[Int(row)].jsonName.bytes)
    var child = first
    while child < end {
      if tree.nodes[child].row == row {
        writer.beginElement()
        value(child, row, &writer)
      } else if !isIrregular {
        break
      }
      child = tree.next(child, table)
    }
    writer.endArray()
    return isIrregular ? first : child
  }

  private func value(_ node: Int, _ row: UInt16, _ writer: inout FieldWriter) {
    let bits = tree.nodes[node].bits
    switch table.fields[Int(row)].kind {
    case .double: writer.append(exact: Double(bitPattern: bits))
    case .float: writer.append(exact: Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .int32, .int64: writer.append(integer: Int64(bitPattern: bits))
    case .bool: writer.append(constant: bits != 0 ? "true" : "false")
    case .text: writer.append(utf8: UnsafeRawBufferPointer(rebasing: bytes[tree.nodes[node].range]))
    case .bytes:
      writer.append(hex: UnsafeRawBufferPointer(rebasing: bytes[tree.nodes[node].range]))
    case .enumeration:
      if let name = table.valueName(
        table.fields[Int(row)].type, Int(Int64(bitPattern: bits)))
      {
        writer.append(utf8: name.bytes)
      } else {
        writer.append(integer: Int64(bitPattern: bits))
      }
    case .message:
      if table.fields[Int(row)].type == SAPIENTTable.timestamp,
        let time = SAPIENTTime(SAPIENTFields(tree: tree, node: node))
      {
        self.time(time, &writer)
        return
      }
      writer.beginValue()
      fields(node, &writer)
      writer.endObject()
    }
  }

  private func unknown(_ node: Int, _ end: Int, _ writer: inout FieldWriter) {
    writer.beginArray("unknown_fields")
    var child = node + 1
    while child < end {
      if tree.nodes[child].flags & SAPIENTNode.isUnknown != 0 {
        let field = UnsafeRawBufferPointer(rebasing: bytes[tree.nodes[child].range])
        var reader = ProtobufReader(field)
        if let tag = try? reader.next() {
          writer.beginObject()
          writer.field("number", tag.number)
          writer.field("wire_type", tag.wireType.rawValue)
          writer.name("hex")
          writer.append(hex: UnsafeRawBufferPointer(rebasing: field[reader.byteOffset...]))
          writer.endObject()
        }
      }
      child = tree.next(child, table)
    }
    writer.endArray()
  }

  /// `2023-07-07T12:44:17.027638700Z` with no, three, six or nine decimal places.
  private func time(_ time: SAPIENTTime, _ writer: inout FieldWriter) {
    var text = InlineArray<32, UInt8>(repeating: 0)
    let count = time.write(to: &text)
    text.span.withUnsafeBytes {
      writer.append(utf8: UnsafeRawBufferPointer(rebasing: $0[0..<count]))
    }
  }
}

extension SAPIENTTime {
  /// As RFC 3339 text; returns its length.
  fileprivate func write(to text: inout InlineArray<32, UInt8>) -> Int {
    let day = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
    let second = Int(seconds) - day * 86_400
    // Days to the civil calendar, by eras of 400 years that begin on 1 March.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    var at = 0
    func put(_ value: Int, _ digits: Int, _ mark: UInt8) {
      var rest = value
      for index in (0..<digits).reversed() {
        text[at + index] = UInt8(truncatingIfNeeded: rest % 10) + 48
        rest /= 10
      }
      at += digits
      text[at] = mark
      at += 1
    }
    put(year, 4, UInt8(ascii: "-"))
    put(month < 10 ? month + 3 : month - 9, 2, UInt8(ascii: "-"))
    put(dayOfYear - (153 * month + 2) / 5 + 1, 2, UInt8(ascii: "T"))
    put(second / 3_600, 2, UInt8(ascii: ":"))
    put(second / 60 % 60, 2, UInt8(ascii: ":"))
    let nanos = Int(nanoseconds)
    put(second % 60, 2, UInt8(ascii: nanos == 0 ? "Z" : "."))
    if nanos == 0 { return at }
    if nanos % 1_000_000 == 0 {
      put(nanos / 1_000_000, 3, UInt8(ascii: "Z"))
    } else if nanos % 1_000 == 0 {
      put(nanos / 1_000, 6, UInt8(ascii: "Z"))
    } else {
      put(nanos, 9, UInt8(ascii: "Z"))
    }
    return at
  }
}
