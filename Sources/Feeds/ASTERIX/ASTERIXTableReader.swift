// What do the generated texts of the ASTERIX categories say? Read once into flat tables.
//
// SPDX-License-Identifier: Apache-2.0

/// A part of a line.
typealias ASTERIXTableField = Slice<UnsafeBufferPointer<UInt8>>

/// Reads the texts that `Scripts/make-asterix-tables.py` wrote; the form is described there.
///
/// A text that does not keep to that form is an error of the build, not of an operator.
struct ASTERIXTableReader {
  var nodes: [ASTERIXNode] = []
  var parts: [ASTERIXPart] = []
  var extents: [UInt8] = []
  var contents: [ASTERIXContent] = []
  var values: [ASTERIXValueText] = []
  var titles: [ASTERIXText] = []
  var profiles: [ASTERIXProfile] = []
  var expansions: [ASTERIXExpansion] = []
  var editions: [ASTERIXEdition] = []
  var nodeBase = 0
  var contentBase = 0
  var titleBase = 0

  mutating func read(_ text: StaticString, category: UInt8) {
    nodeBase = nodes.count
    contentBase = contents.count
    titleBase = titles.count
    let editionBase = editions.count
    let all = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    for line in all.split(separator: 0x0A) {
      read(
        fields: line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false), category
      )
    }
    // The published expansion field of category 021 belongs to the editions 2.x.
    for index in editionBase..<editions.count
    where expansions.last?.category == category && !editions[index].name.hasPrefix("0.") {
      editions[index].expansion = expansions.count - 1
    }
  }

  private mutating func read(fields: [ASTERIXTableField], _ category: UInt8) {
    switch fields[0].first {
    case UInt8(ascii: "T"): titles.append(text(fields[1]))
    case UInt8(ascii: "K"): readContent(fields[1...])
    case UInt8(ascii: "V"): readEdition(fields, category)
    case UInt8(ascii: "W"): readExpansion(fields, category)
    default: readNode(fields)
    }
  }

  func text(_ field: ASTERIXTableField) -> ASTERIXText {
    let part = UnsafeBufferPointer(rebasing: field)
    return ASTERIXText(start: part.baseAddress ?? ASTERIXText.empty.start, count: part.count)
  }

  func number(_ field: ASTERIXTableField) -> Int {
    field.reduce(0) { $0 * 10 + Int($1) - 48 }
  }
}

extension ASTERIXText {
  /// Text made from pieces, kept for good.
  init(keeping pieces: [ASTERIXText]) {
    let kept = UnsafeMutablePointer<UInt8>.allocate(
      capacity: max(1, pieces.reduce(0) { $0 + $1.count }))
    var count = 0
    for piece in pieces {
      (kept + count).initialize(from: piece.start, count: piece.count)
      count += piece.count
    }
    self.init(start: UnsafePointer(kept), count: count)
  }

  init(_ text: StaticString) { self.init(start: text.utf8Start, count: text.utf8CodeUnitCount) }

  static let empty = ASTERIXText("")
}

// MARK: Contents

extension ASTERIXTableReader {
  private mutating func readContent(_ fields: ArraySlice<ASTERIXTableField>) {
    let fields = Array(fields)
    var content = ASTERIXContent(unit: .empty)
    switch fields[0].first {
    case UInt8(ascii: "t"): readValues(fields, into: &content)
    case UInt8(ascii: "a"): content.kind = .ascii
    case UInt8(ascii: "c"): content.kind = .icao
    case UInt8(ascii: "o"): content.kind = .octal
    case UInt8(ascii: "u"): content.kind = .integer
    case UInt8(ascii: "s"):
      content.kind = .integer
      content.isSigned = true
    case UInt8(ascii: "q"): readQuantity(fields, into: &content)
    case UInt8(ascii: "b"):
      content.kind = text(fields[1]).string == "with" ? .bdsWithAddress : .bds
    case UInt8(ascii: "d"):
      content.kind = .dependent
      content.valueFrom = values.count
      content.valueCount = fields.count - 1
      for field in fields[1...] {
        values.append(ASTERIXValueText(value: contentBase + number(field), text: .empty))
      }
    default: break
    }
    contents.append(content)
  }

  private mutating func readValues(
    _ fields: [ASTERIXTableField], into content: inout ASTERIXContent
  ) {
    content.kind = .table
    content.valueFrom = values.count
    content.valueCount = fields.count - 1
    content.isDense = true
    for (index, field) in fields[1...].enumerated() {
      let sign = field.firstIndex(of: UInt8(ascii: "=")) ?? field.endIndex
      let value = number(field[..<sign])
      content.isDense = content.isDense && value == index
      values.append(ASTERIXValueText(value: value, text: text(field[sign...].dropFirst())))
    }
  }

  private mutating func readQuantity(
    _ fields: [ASTERIXTableField], into content: inout ASTERIXContent
  ) {
    content.kind = .quantity
    content.isSigned = fields[1].first == UInt8(ascii: "s")
    content.stepNumerator = Double(number(fields[2]))
    content.stepDenominator = Double(number(fields[3]))
    content.places = Self.places(number(fields[2]), number(fields[3]))
    let unit = text(fields[4])
    content.unit = unit.count == 0 ? .empty : ASTERIXText(keeping: [ASTERIXText("_"), unit])
  }

  /// Decimal places that write every multiple of the step exactly, or to less than a fiftieth of it.
  private static func places(_ numerator: Int, _ denominator: Int) -> Int {
    var places = 0
    var scale = 1
    while places < 9 {
      if numerator * scale % denominator == 0 { return places }
      places += 1
      scale *= 10
    }
    return places
  }
}

// MARK: Editions

extension ASTERIXTableReader {
  private mutating func readEdition(
    _ fields: [ASTERIXTableField], _ category: UInt8
  ) {
    let profileFrom = profiles.count
    for profile in fields[3...].split(whereSeparator: { $0.first == UInt8(ascii: "/") }) {
      let from = parts.count
      for field in profile { readPart(field) }
      profiles.append(ASTERIXProfile(partFrom: from, partCount: parts.count - from))
    }
    editions.append(
      ASTERIXEdition(
        category: category, name: text(fields[1]).string, profileFrom: profileFrom,
        profileCount: profiles.count - profileFrom))
  }

  private mutating func readExpansion(
    _ fields: [ASTERIXTableField], _ category: UInt8
  ) {
    let from = parts.count
    for field in fields[3...] { readPart(field) }
    expansions.append(
      ASTERIXExpansion(
        category: category, name: text(fields[1]).string, octets: number(fields[2]), partFrom: from,
        partCount: parts.count - from))
  }
}
