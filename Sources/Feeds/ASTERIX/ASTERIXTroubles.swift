// Why can a data block not be read, where does it show, and would another edition fit it?
//
// SPDX-License-Identifier: Apache-2.0

extension ASTERIXRecordReader {
  /// The other editions of the category by which all records from `start` on come out to the last
  /// octet.
  func editionsThatFit(not edition: Int, from start: Int) -> [Int] {
    let category = walk.tables.editions[edition].category
    return walk.tables.editions.indices.filter { other in
      other != edition && walk.tables.editions[other].category == category
        && end(ofRecords: other, from: start) == walk.limit
    }
  }
}

extension ASTERIXDecoder {
  /// - Parameter shape: nil where the records come out by another edition only.
  func blockFault(
    _ frame: ASTERIXFrame, _ block: ASTERIXBlock, _ shape: ASTERIXRecordShape?
  ) -> WireFault {
    frame.bytes.withUnsafeBufferPointer { bytes in
      let tables = ASTERIXTables.all
      guard let start = bytes.baseAddress else {
        return WireFault(byteOffset: frame.byteOffset, reason: "block length")
      }
      let reader = ASTERIXRecordReader(tables, start, limit: block.end)
      var at = block.cursor
      var found = shape ?? reader.shape(block.edition, at: at)
      while case .record(_, _, let end) = found, end < block.end {
        at = end
        found = reader.shape(block.edition, at: at)
      }
      let trouble: ASTERIXTrouble
      switch found {
      case .record: return WireFault(byteOffset: frame.byteOffset + at, reason: "block length")
      case .malformed(let malformed): trouble = malformed
      case .beyond(let beyond): trouble = beyond
      }
      let words = ASTERIXTroubleWords(tables, block.edition, bytes, limit: block.end)
      let (item, reason, detail) = words.describe(trouble)
      var fault = WireFault(
        byteOffset: frame.byteOffset + trouble.at, item: item, reason: reason, detail: detail,
        raw: Array(frame.bytes[at..<min(block.end, at + Reject.rawByteCountMax)]))
      let fitting = reader.editionsThatFit(not: block.edition, from: block.start)
      if fitting.isEmpty {
        fault.detail += "; no edition of the category that is known fits the whole block"
      }
      if shape == nil {
        fault.reason = "edition does not fit"
        fault.detail =
          "read by edition \(tables.editions[block.edition].name): \(reason), \(detail); the block "
          + "comes out by \(fitting.map { tables.editions[$0].name }.joined(separator: ", ")); "
          + settingsPlace.edition(
            tables.editions[block.edition].category,
            fitting.last.map { tables.editions[$0].name } ?? "")
      }
      return fault
    }
  }
}

/// Says in words what a walk found.
struct ASTERIXTroubleWords {
  let tables: ASTERIXTables
  let edition: Int
  let bytes: UnsafeBufferPointer<UInt8>
  let limit: Int

  init(
    _ tables: ASTERIXTables, _ edition: Int, _ bytes: UnsafeBufferPointer<UInt8>, limit: Int
  ) {
    self.tables = tables
    self.edition = edition
    self.bytes = bytes
    self.limit = limit
  }

  private var category: String {
    let number = String(tables.editions[edition].category)
    return String(repeating: "0", count: 3 - number.utf8.count) + number
  }

  func describe(_ trouble: ASTERIXTrouble) -> (item: String, reason: String, detail: String) {
    let left = limit - trouble.at
    switch trouble.kind {
    case .emptyFieldMap:
      return ("FSPEC", "FSPEC empty", "no item named, at least one expected")
    case .fieldMapTooLong:
      return ("FSPEC", "FSPEC too long", "more octets than edition \(editionName) has items for")
    case .fieldMapCut:
      return ("FSPEC", "length beyond block", "FSPEC goes on behind the \(left) octets left")
    case .missingType:
      return ("I001/020", "item missing", "plot or track is not known without its TYP")
    case .spareReference:
      return (
        "FRN \(trouble.index + 1)", "spare FRN set",
        "the bit is spare in edition \(editionName) of category \(category)"
      )
    case .sequence, .item: return describeItem(trouble, left: left)
    }
  }

  private var editionName: String { tables.editions[edition].name }

  private func describeItem(
    _ trouble: ASTERIXTrouble, left: Int
  ) -> (item: String, reason: String, detail: String) {
    let part = tables.parts[tables.profiles[trouble.profile].partFrom + trouble.index]
    guard part.kind == .named, let start = bytes.baseAddress else {
      return (
        "RFS", "sequence malformed",
        "a field reference number that edition \(editionName) "
          + "does not have, or octets missing; \(left) octets left"
      )
    }
    let walk = ASTERIXWalk(tables: tables, bytes: start, limit: limit)
    let (path, node, at) = culprit(walk, part, at: trouble.at)
    let item = "I\(category)/\(path)"
    let rest = limit - at
    if walk.end(node, at: at) == ASTERIXWalk.beyond {
      return (item, "length beyond block", "\(need(tables.nodes[node], at)), \(rest) octets left")
    }
    switch tables.nodes[node].kind {
    case .explicit: return (item, "length zero", "length 0, at least 1 expected")
    case .compound:
      return (
        item, "subitem not defined",
        "its field map names a subitem that edition \(editionName) does not have"
      )
    default:
      return (
        item, "extension not defined",
        "an extension bit is set behind the last extent of edition \(editionName)"
      )
    }
  }

  private func need(_ node: ASTERIXNode, _ at: Int) -> String {
    if node.fixedOctets > 0 { return "\(node.fixedOctets) octets long" }
    guard at < limit else { return "no octet of it there" }
    switch node.kind {
    case .explicit: return "length \(bytes[at])"
    case .repetitive where node.octets > 0: return "\(bytes[at]) repetitions"
    default: return "extended"
    }
  }

  /// The innermost subitem that is wrong.
  private func culprit(
    _ walk: ASTERIXWalk, _ part: ASTERIXPart, at: Int
  ) -> (path: String, node: Int, at: Int) {
    let node = tables.nodes[part.node]
    let name = part.name.string
    guard node.kind == .compound else { return (name, part.node, at) }
    let mapEnd = walk.endOfFieldMap(at: at, octetsMax: node.octets)
    guard mapEnd >= 0 else { return (name, part.node, at) }
    var end = mapEnd
    for index in 0..<((mapEnd - at) * 7) where bytes[at + index / 7] << (index % 7) & 0x80 != 0 {
      guard index < node.partCount else { break }
      let inner = tables.parts[node.partFrom + index]
      guard inner.kind == .named else { break }
      let next = walk.end(inner.node, at: end)
      if next < 0 {
        let found = culprit(walk, inner, at: end)
        return ("\(name)/\(found.path)", found.node, found.at)
      }
      end = next
    }
    return (name, part.node, at)
  }
}
