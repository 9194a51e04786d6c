// How is a record written? By the same tables by which it is read.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a value cannot be written: the item and what was wrong with it.
public struct ASTERIXEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
  public let item: String
  public let reason: String

  public var description: String { "\(item): \(reason)" }
}

/// Writes records and blocks of one category in one edition, in the shortest form: no empty octets at
/// the end of a field map, spare bits 0.
public struct ASTERIXEncoder: Sendable {
  public let category: UInt8
  public let edition: String
  private let tables = ASTERIXTables.all
  private let index: Int

  /// Nil where the category or the edition is not known; the newest edition where none is named.
  public init?(category: UInt8, edition: String? = nil) {
    let newest = ASTERIXTables.all.newest[Int(category)]
    guard newest >= 0 else { return nil }
    let index = edition.map { ASTERIXTables.all.edition(category, $0) } ?? newest
    guard let index else { return nil }
    self.index = index
    self.category = category
    self.edition = ASTERIXTables.all.editions[index].name
  }

  /// A data block of records: category, length, records.
  public func block(_ records: [[UInt8]]) throws(ASTERIXEncodingError) -> [UInt8] {
    let length = records.reduce(3) { $0 + $1.count }
    guard length <= 65_535 else {
      throw ASTERIXEncodingError(item: "LEN", reason: "\(length) octets, at most 65535 fit")
    }
    return [category, UInt8(length >> 8), UInt8(length & 255)] + records.flatMap { $0 }
  }

  /// One record: its field specification and its items, in whatever order they are given.
  public func record(_ items: [ASTERIXField]) throws(ASTERIXEncodingError) -> [UInt8] {
    let profile = try profile(items)
    var present = [Bool](repeating: false, count: profile.partCount)
    var bodies = [[UInt8]](repeating: [], count: profile.partCount)
    for item in items {
      let found = (0..<profile.partCount).first { at in
        let part = tables.parts[profile.partFrom + at]
        return part.kind == .named
          ? part.name.string == item.name
          : part.kind == .randomSequence && item.name == "RFS"
      }
      guard let found else {
        throw ASTERIXEncodingError(item: item.name, reason: "no such item in edition \(edition)")
      }
      let part = tables.parts[profile.partFrom + found]
      present[found] = true
      if part.kind == .randomSequence, case .octets(let octets) = item.value {
        bodies[found] = octets
      } else {
        var bits = ASTERIXBitWriter()
        try write(item.value, part.node, item.name, to: &bits)
        bodies[found] = bits.bytes
      }
    }
    return Self.fieldMap(present) + bodies.flatMap { $0 }
  }

  /// Category 001: plot or track by the first bit of I001/020.
  private func profile(_ items: [ASTERIXField]) throws(ASTERIXEncodingError) -> ASTERIXProfile {
    let edition = tables.editions[index]
    guard edition.profileCount > 1 else { return tables.profiles[edition.profileFrom] }
    guard case .fields(let fields) = items.first(where: { $0.name == "020" })?.value,
      case .number(let type) = fields.first(where: { $0.name == "TYP" })?.value, type < 2
    else { throw ASTERIXEncodingError(item: "020", reason: "TYP must say plot or track") }
    return tables.profiles[edition.profileFrom + Int(type)]
  }

  /// Seven bits an octet, the last bit says whether another octet follows.
  static func fieldMap(_ present: [Bool]) -> [UInt8] {
    let count = (present.lastIndex(of: true) ?? 0) / 7 + 1
    var map = [UInt8](repeating: 1, count: count)
    map[count - 1] = 0
    for (index, isPresent) in present.enumerated() where isPresent {
      map[index / 7] |= 0x80 >> UInt8(index % 7)
    }
    return map
  }
}

// MARK: Items

extension ASTERIXEncoder {
  private func write(
    _ value: ASTERIXValue, _ index: Int, _ path: String, to bits: inout ASTERIXBitWriter
  ) throws(ASTERIXEncodingError) {
    let node = tables.nodes[index]
    switch (node.kind, value) {
    case (.element, _):
      bits.append(
        try number(value, node.bits, tables.contents[node.content], path), bits: node.bits)
    case (.group, .fields(let fields)):
      try known(fields, node, path)
      for at in 0..<node.partCount { try write(fields, node, at, path, to: &bits) }
    case (.extended, .fields(let fields)): try writeExtended(fields, node, path, to: &bits)
    case (.compound, .fields(let fields)): try writeCompound(fields, node, path, to: &bits)
    case (.repetitive, .list(let list)): try writeList(list, node, path, to: &bits)
    case (.explicit, .octets(let octets)):
      guard octets.count < 255 else {
        throw ASTERIXEncodingError(item: path, reason: "\(octets.count) octets, at most 254 fit")
      }
      bits.append(octets: [UInt8(octets.count + 1)] + octets)
    default:
      throw ASTERIXEncodingError(item: path, reason: "the value has not the form of the item")
    }
  }

  /// Fields that are not given are 0; those that the item does not have are an error.
  private func known(
    _ fields: [ASTERIXField], _ node: ASTERIXNode, _ path: String
  ) throws(ASTERIXEncodingError) {
    for field in fields
    where !(0..<node.partCount).contains(where: {
      tables.parts[node.partFrom + $0].name.string == field.name
    }) {
      throw ASTERIXEncodingError(
        item: "\(path)/\(field.name)", reason: "no such field in edition \(edition)")
    }
  }

  private func write(
    _ fields: [ASTERIXField], _ node: ASTERIXNode, _ at: Int, _ path: String,
    to bits: inout ASTERIXBitWriter
  ) throws(ASTERIXEncodingError) {
    let part = tables.parts[node.partFrom + at]
    guard part.kind == .named else {
      bits.append(0, bits: part.bits)
      return
    }
    guard let field = fields.first(where: { $0.name == part.name.string }) else {
      bits.append(0, bits: part.bits)
      return
    }
    try write(field.value, part.node, "\(path)/\(field.name)", to: &bits)
  }

  /// Extents up to the last field that is given.
  private func writeExtended(
    _ fields: [ASTERIXField], _ node: ASTERIXNode, _ path: String, to bits: inout ASTERIXBitWriter
  ) throws(ASTERIXEncodingError) {
    try known(fields, node, path)
    let last =
      (0..<node.partCount).last { at in
        let part = tables.parts[node.partFrom + at]
        return part.kind == .named && fields.contains { $0.name == part.name.string }
      } ?? 0
    for at in 0..<node.partCount {
      guard tables.parts[node.partFrom + at].kind == .extensionBit else {
        try write(fields, node, at, path, to: &bits)
        continue
      }
      bits.append(at < last ? 1 : 0, bits: 1)
      if at > last { return }
    }
  }

  private func writeCompound(
    _ fields: [ASTERIXField], _ node: ASTERIXNode, _ path: String, to bits: inout ASTERIXBitWriter
  ) throws(ASTERIXEncodingError) {
    try known(fields, node, path)
    var present = [Bool](repeating: false, count: node.partCount)
    var body: [UInt8] = []
    for at in 0..<node.partCount {
      let part = tables.parts[node.partFrom + at]
      guard part.kind == .named,
        let field = fields.first(where: { $0.name == part.name.string })
      else { continue }
      present[at] = true
      var inner = ASTERIXBitWriter()
      try write(field.value, part.node, "\(path)/\(field.name)", to: &inner)
      body += inner.bytes
    }
    bits.append(octets: Self.fieldMap(present) + body)
  }

  private func writeList(
    _ list: [ASTERIXValue], _ node: ASTERIXNode, _ path: String, to bits: inout ASTERIXBitWriter
  ) throws(ASTERIXEncodingError) {
    guard list.count <= 255, node.octets > 0 || !list.isEmpty else {
      throw ASTERIXEncodingError(item: path, reason: "\(list.count) repetitions, 1 to 255 fit")
    }
    if node.octets > 0 { bits.append(octets: [UInt8(list.count)]) }
    for (at, value) in list.enumerated() {
      try write(value, node.inner, path, to: &bits)
      if node.octets == 0 { bits.append(at + 1 < list.count ? 1 : 0, bits: 1) }
    }
  }
}
