// What does a record hold, as a value that can be changed and written again?
//
// SPDX-License-Identifier: Apache-2.0

/// The content of an item, subitem or field.
public indirect enum ASTERIXValue: Hashable, Sendable {
  /// The bits as they stand.
  case number(UInt64)
  /// In the unit of the specification; written as the nearest step. Reading gives `number`.
  case quantity(Double)
  /// Call sign, ASCII or octal text; written with what the item's alphabet has. Reading gives
  /// `number`.
  case text(String)
  /// The fields of a group or an extended item, the subitems of a compound one.
  case fields([ASTERIXField])
  /// Repetitions.
  case list([ASTERIXValue])
  /// The octets of an explicit item behind its length, or of a random sequence.
  case octets([UInt8])
}

/// A field by the specification's name: `RHO`; an item by its number: `040`.
public struct ASTERIXField: Hashable, Sendable {
  public var name: String
  public var value: ASTERIXValue

  public init(_ name: String, _ value: ASTERIXValue) {
    self.name = name
    self.value = value
  }
}

extension ASTERIXRecord {
  /// All items in the order in which they stand.
  public var values: [ASTERIXField] {
    let tables = ASTERIXTables.all
    return content.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return [] }
      let reader = ASTERIXValueReader(
        fields: ASTERIXFieldWalk(
          walk: ASTERIXWalk(tables: tables, bytes: base, limit: end), expansion: -1))
      let from = tables.profiles[profile].partFrom
      return (0..<tables.profiles[profile].partCount).compactMap { index in
        guard items.isPresent(index) else { return nil }
        let part = tables.parts[from + index]
        let (at, itemEnd) = (items.start(index), items.end(index, recordEnd: end))
        if part.kind == .randomSequence {
          return ASTERIXField("RFS", .octets(Array(bytes[at..<itemEnd])))
        }
        return ASTERIXField(part.name.string, reader.value(part.node, at: at, end: itemEnd))
      }
    }
  }
}

/// Reads items as values. All of them were walked over before.
private struct ASTERIXValueReader {
  let fields: ASTERIXFieldWalk
  private var walk: ASTERIXWalk { fields.walk }

  init(fields: ASTERIXFieldWalk) { self.fields = fields }

  func value(_ index: Int, at: Int, end: Int) -> ASTERIXValue {
    let node = walk.tables.nodes[index]
    switch node.kind {
    case .element: return .number(fields.bits(at * 8, node.bits))
    case .group, .extended: return parts(node, bit: at * 8, end: end * 8)
    case .explicit:
      return .octets((at + 1..<max(at + 1, end)).map { walk.bytes[$0] })
    case .repetitive: return repetitions(node, at: at, end: end)
    case .compound: return compound(node, at: at)
    }
  }

  private func parts(_ node: ASTERIXNode, bit: Int, end: Int) -> ASTERIXValue {
    var bit = bit
    var found: [ASTERIXField] = []
    for index in 0..<node.partCount where bit < end {
      let part = walk.tables.parts[node.partFrom + index]
      if part.kind == .named {
        let inner = walk.tables.nodes[part.node]
        found.append(
          ASTERIXField(
            part.name.string,
            inner.kind == .element
              ? .number(fields.bits(bit, part.bits)) : parts(inner, bit: bit, end: bit + part.bits))
        )
      }
      bit += part.bits
    }
    return .fields(found)
  }

  private func repetitions(_ node: ASTERIXNode, at: Int, end: Int) -> ASTERIXValue {
    let inner = walk.tables.nodes[node.inner]
    var at = at + node.octets
    var found: [ASTERIXValue] = []
    while at < end {
      if node.octets == 0 {
        let next = at + (inner.bits + 1) / 8
        found.append(
          inner.kind == .element
            ? .number(fields.bits(at * 8, inner.bits))
            : parts(inner, bit: at * 8, end: at * 8 + inner.bits))
        at = next
      } else {
        let next = walk.end(node.inner, at: at)
        guard next > at else { break }
        found.append(value(node.inner, at: at, end: next))
        at = next
      }
    }
    return .list(found)
  }

  private func compound(_ node: ASTERIXNode, at: Int) -> ASTERIXValue {
    let mapEnd = walk.endOfFieldMap(at: at, octetsMax: node.octets)
    guard mapEnd >= 0 else { return .fields([]) }
    var next = mapEnd
    var found: [ASTERIXField] = []
    for index in 0..<min(node.partCount, (mapEnd - at) * 7)
    where walk.bytes[at + index / 7] << UInt8(index % 7) & 0x80 != 0 {
      let part = walk.tables.parts[node.partFrom + index]
      let end = walk.end(part.node, at: next)
      guard part.kind == .named, end >= 0 else { break }
      found.append(ASTERIXField(part.name.string, value(part.node, at: next, end: end)))
      next = end
    }
    return .fields(found)
  }
}
