// What do the tables say of the structure of an item?
//
// SPDX-License-Identifier: Apache-2.0

extension ASTERIXTableReader {
  mutating func readNode(_ fields: [ASTERIXTableField]) {
    switch fields[0].first {
    case UInt8(ascii: "E"):
      let bits = number(fields[1])
      nodes.append(
        ASTERIXNode(
          kind: .element, bits: bits, content: contentBase + number(fields[2]),
          fixedOctets: bits % 8 == 0 ? bits / 8 : 0))
    case UInt8(ascii: "G"): readGroup(fields[1...])
    case UInt8(ascii: "X"): readExtended(fields[1...])
    case UInt8(ascii: "R"):
      nodes.append(
        ASTERIXNode(
          kind: .repetitive, octets: number(fields[1]), inner: nodeBase + number(fields[2])))
    case UInt8(ascii: "L"):
      nodes.append(
        ASTERIXNode(kind: .explicit, isReservedExpansion: fields[1].first == UInt8(ascii: "R")))
    default:
      let from = parts.count
      for field in fields[2...] { readPart(field) }
      nodes.append(
        ASTERIXNode(
          kind: .compound, octets: number(fields[1]), partFrom: from, partCount: parts.count - from)
      )
    }
  }

  private mutating func readGroup(_ fields: ArraySlice<ASTERIXTableField>) {
    let from = parts.count
    var bits = 0
    for field in fields {
      readPart(field)
      bits += parts[parts.count - 1].bits
    }
    nodes.append(
      ASTERIXNode(
        kind: .group, bits: bits, partFrom: from, partCount: parts.count - from,
        fixedOctets: bits % 8 == 0 ? bits / 8 : 0))
  }

  private mutating func readExtended(_ fields: ArraySlice<ASTERIXTableField>) {
    let from = parts.count
    let extentFrom = extents.count
    var bits = 0
    for field in fields {
      readPart(field)
      bits += parts[parts.count - 1].bits
      if parts[parts.count - 1].kind == .extensionBit {
        extents.append(UInt8(bits / 8))
        bits = 0
      }
    }
    let endsWithExtension = bits == 0
    if !endsWithExtension { extents.append(UInt8(bits / 8)) }
    nodes.append(
      ASTERIXNode(
        kind: .extended, partFrom: from, partCount: parts.count - from, extentFrom: extentFrom,
        extentCount: extents.count - extentFrom, endsWithExtension: endsWithExtension))
  }

  mutating func readPart(_ field: ASTERIXTableField) {
    var part = ASTERIXPart(kind: .named, name: .empty, jsonName: .empty, jsonText: .empty)
    switch field.first {
    case UInt8(ascii: "-"): part.kind = .absent
    case UInt8(ascii: "!"): part.kind = .randomSequence
    case UInt8(ascii: "/"):
      part.kind = .extensionBit
      part.bits = 1
    case UInt8(ascii: "="):
      part.kind = .spare
      part.bits = number(field.dropFirst())
    default:
      let pieces = field.split(separator: UInt8(ascii: ":"))
      part.name = text(pieces[0])
      part.title = titleBase + number(pieces[1])
      part.node = nodeBase + number(pieces[2])
      part.bits = nodes[part.node].bits
      nameJSON(&part)
    }
    parts.append(part)
  }

  /// `"RHO_nmi":`; a repetition of plain elements carries their unit.
  private func nameJSON(_ part: inout ASTERIXPart) {
    var node = nodes[part.node]
    if node.kind == .repetitive { node = nodes[node.inner] }
    let unit = node.kind == .element ? contents[node.content].unit : .empty
    let isItem = part.name.count == 3 && part.name.bytes.allSatisfy { $0 >= 48 && $0 <= 57 }
    let name = isItem ? ASTERIXText(keeping: [ASTERIXText("I"), part.name]) : part.name
    part.jsonName = ASTERIXText(
      keeping: [ASTERIXText("\""), name, unit, ASTERIXText("\":")])
    part.jsonText = ASTERIXText(keeping: [ASTERIXText("\""), name, ASTERIXText("_text\":")])
  }
}
