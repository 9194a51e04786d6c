// Which fields has a SAPIENT message, with which values? All of them, in the order in which they came.
//
// SPDX-License-Identifier: Apache-2.0

/// One value of a message, 16 bytes.
struct SAPIENTNode: Sendable {
  /// Row of the field's rule; `SAPIENTTable.none` for the outermost message and unknown fields.
  var row: UInt16
  var flags: UInt16
  /// The message that it stands in.
  var parent: UInt32
  /// A number's value; where texts, octets and unknown fields begin (upper half) and how long they are;
  /// for a message where it begins and the node behind its last.
  var bits: UInt64

  static let isPacked: UInt16 = 1
  static let isUnknown: UInt16 = 2
  /// A message in which a field is sent twice or a list is not in one piece.
  static let isIrregular: UInt16 = 4

  var start: Int { Int(bits >> 32) }
  var end: Int { Int(bits & 0xFFFF_FFFF) }
  var range: Range<Int> { start..<(start + end) }
}

/// A message's values. Texts stay in the message's bytes.
struct SAPIENTTree: Sendable {
  /// The message without its length.
  var raw: [UInt8]
  /// The outermost message first, every message's values behind it.
  var nodes: [SAPIENTNode]

  var root: SAPIENTFields { SAPIENTFields(tree: self, node: 0) }

  /// The node behind a node and all that is in it.
  @inline(__always)
  func next(_ node: Int, _ table: SAPIENTTable) -> Int {
    let row = nodes[node].row
    guard row != SAPIENTTable.none, table.fields[Int(row)].kind == .message,
      nodes[node].flags & SAPIENTNode.isUnknown == 0
    else { return node == 0 ? nodes.count : node + 1 }
    return nodes[node].end
  }
}

/// The fields of one message in a tree, by number. Of a field that was sent twice the last counts.
struct SAPIENTFields: Sendable {
  let tree: SAPIENTTree
  let node: Int

  private func nodes(_ number: UInt32) -> [Int] {
    let table = SAPIENTTable.shared
    var found: [Int] = []
    let end = tree.next(node, table)
    var child = node + 1
    while child < end {
      let row = tree.nodes[child].row
      if row != SAPIENTTable.none, table.fields[Int(row)].number == number { found.append(child) }
      child = tree.next(child, table)
    }
    return found
  }

  private func last(_ number: UInt32) -> Int? {
    let table = SAPIENTTable.shared
    var found: Int?
    let end = tree.next(node, table)
    var child = node + 1
    while child < end {
      let row = tree.nodes[child].row
      if row != SAPIENTTable.none, table.fields[Int(row)].number == number { found = child }
      child = tree.next(child, table)
    }
    return found
  }

  func has(_ number: UInt32) -> Bool { last(number) != nil }

  func bits(_ number: UInt32) -> UInt64? { last(number).map { tree.nodes[$0].bits } }

  func double(_ number: UInt32) -> Double? {
    bits(number).map { Double(bitPattern: $0) }.flatMap { $0.isFinite ? $0 : nil }
  }

  func float(_ number: UInt32) -> Double? {
    bits(number).map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) }
      .flatMap { $0.isFinite ? $0 : nil }
  }

  func integer(_ number: UInt32) -> Int? { bits(number).map { Int(Int64(bitPattern: $0)) } }

  func text(_ number: UInt32) -> String? { last(number).map(text(at:)) }

  func texts(_ number: UInt32) -> [String] { nodes(number).map(text(at:)) }

  func integers(_ number: UInt32) -> [Int] {
    nodes(number).map { Int(Int64(bitPattern: tree.nodes[$0].bits)) }
  }

  func octets(_ number: UInt32) -> [UInt8]? {
    last(number).map { Array(tree.raw[tree.nodes[$0].range]) }
  }

  func message(_ number: UInt32) -> SAPIENTFields? {
    last(number).map { SAPIENTFields(tree: tree, node: $0) }
  }

  func messages(_ number: UInt32) -> [SAPIENTFields] {
    nodes(number).map { SAPIENTFields(tree: tree, node: $0) }
  }

  private func text(at node: Int) -> String {
    tree.raw.withUnsafeBytes {
      UTF8Text.string(UnsafeRawBufferPointer(rebasing: $0[tree.nodes[node].range])) ?? ""
    }
  }
}
