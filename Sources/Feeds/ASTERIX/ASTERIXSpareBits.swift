// Are bits set that the edition leaves spare? A sign that it is not the sender's edition.
//
// SPDX-License-Identifier: Apache-2.0

extension ASTERIXRecord {
  /// The items with a spare bit that is set, as `I048/020`. Items that repeat are not looked into.
  public var itemsWithSpareBits: [String] {
    let tables = ASTERIXTables.all
    return content.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return [] }
      let fields = ASTERIXFieldWalk(
        walk: ASTERIXWalk(tables: tables, bytes: base, limit: end), expansion: -1)
      let from = tables.profiles[profile].partFrom
      var names: [String] = []
      for index in 0..<tables.profiles[profile].partCount where items.isPresent(index) {
        let part = tables.parts[from + index]
        guard part.kind == .named else { continue }
        let itemEnd = items.end(index, recordEnd: end)
        if fields.hasSpareBits(part.node, at: items.start(index), end: itemEnd) {
          let number = String(category)
          names.append(
            "I" + String(repeating: "0", count: 3 - number.utf8.count)
              + "\(number)/\(part.name.string)")
        }
      }
      return names
    }
  }
}

extension ASTERIXFieldWalk {
  fileprivate func hasSpareBits(_ node: Int, at: Int, end: Int) -> Bool {
    let node = walk.tables.nodes + node
    guard node.pointee.kind == .group || node.pointee.kind == .extended else { return false }
    var bit = at * 8
    for index in 0..<node.pointee.partCount {
      let part = walk.tables.parts + node.pointee.partFrom + index
      guard bit + part.pointee.bits <= end * 8 else { return false }
      if part.pointee.kind == .spare, bits(bit, min(64, part.pointee.bits)) != 0 { return true }
      bit += part.pointee.bits
    }
    return false
  }
}
