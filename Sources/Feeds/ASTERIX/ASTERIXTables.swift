// Which items does each ASTERIX category have in each edition, and what are they made of?
//
// SPDX-License-Identifier: Apache-2.0

/// A piece of text in the tables; it lives as long as the program.
struct ASTERIXText: Sendable {
  nonisolated(unsafe) let start: UnsafePointer<UInt8>
  let count: Int

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
  var string: String { String(decoding: bytes, as: UTF8.self) }
}

/// How the bits of an element are to be read.
struct ASTERIXContent: Sendable {
  enum Kind: UInt8, Sendable {
    case raw, table, ascii, icao, octal, integer, quantity, bdsWithAddress, bds, dependent
  }

  var kind = Kind.raw
  var isSigned = false
  /// Value of the lowest bit, as a fraction.
  var stepNumerator = 1.0
  var stepDenominator = 1.0
  /// Decimal places in which a step is written, at most 9.
  var places = 0
  /// Suffix of the name with its underscore: `_nmi`; empty without unit.
  var unit: ASTERIXText
  /// Texts of a table, or the contents to choose from: a range of `values`.
  var valueFrom = 0
  var valueCount = 0
  /// True where the texts are for 0, 1, 2 … without a gap.
  var isDense = false
}

/// One text of a table, or one content of a dependent element.
struct ASTERIXValueText: Sendable {
  var value: Int
  var text: ASTERIXText
}

/// One item, subitem or element's structure.
struct ASTERIXNode: Sendable {
  enum Kind: UInt8, Sendable {
    case element, group, extended, repetitive, explicit, compound
  }

  var kind: Kind
  /// Octets of a repetition's counter (0: by extension bit), or of a compound's field map at most.
  var octets = 0
  /// Bits of an element or group.
  var bits = 0
  var content = 0
  /// The repeated node.
  var inner = 0
  /// Parts of a group, extended or compound item: a range of `parts`.
  var partFrom = 0
  var partCount = 0
  /// Octets of each extent of an extended item: a range of `extents`.
  var extentFrom = 0
  var extentCount = 0
  /// The last extent of an extended item has an extension bit.
  var endsWithExtension = false
  /// Size in octets where it is always the same, else 0.
  var fixedOctets = 0
  /// Where explicit: `e`, `RE` or `SP`.
  var isReservedExpansion = false
}

/// A place in a group, extended or compound item or in a profile.
struct ASTERIXPart: Sendable {
  enum Kind: UInt8, Sendable {
    case named, spare, extensionBit, absent, randomSequence
  }

  var kind: Kind
  var bits = 0
  var node = 0
  var title = 0
  var name: ASTERIXText
  /// `"NAME_unit":` as written in JSON.
  var jsonName: ASTERIXText
  /// `"NAME_text":`
  var jsonText: ASTERIXText
}

/// One application profile of one edition: which item each bit of the FSPEC stands for.
struct ASTERIXProfile: Sendable {
  var partFrom = 0
  var partCount = 0
  /// Octets of the FSPEC at most.
  var fieldMapOctets: Int { (partCount + 6) / 7 }
}

/// An edition of a category.
struct ASTERIXEdition: Sendable {
  var category: UInt8
  /// As `1.32`.
  var name: String
  var profileFrom: Int
  /// Two for category 001, plot and track.
  var profileCount: Int
  /// The newest known reserved expansion field of the category, else -1.
  var expansion = -1
}

/// A reserved expansion field whose parts are published.
struct ASTERIXExpansion: Sendable {
  var category: UInt8
  var name: String
  /// Octets of its field map, 0 where it goes by extension bits.
  var octets: Int
  var partFrom: Int
  var partCount: Int
}

/// All categories and editions, read once from the generated texts and never freed: it is a handful
/// of pointers, so that handing it on costs nothing.
///
/// Source: asterix-specs (BSD-3-Clause) by way of `Scripts/make-asterix-tables.py`.
struct ASTERIXTables: Sendable {
  nonisolated(unsafe) let nodes: UnsafePointer<ASTERIXNode>
  nonisolated(unsafe) let parts: UnsafePointer<ASTERIXPart>
  nonisolated(unsafe) let extents: UnsafePointer<UInt8>
  nonisolated(unsafe) let contents: UnsafePointer<ASTERIXContent>
  nonisolated(unsafe) let values: UnsafePointer<ASTERIXValueText>
  nonisolated(unsafe) let titles: UnsafePointer<ASTERIXText>
  nonisolated(unsafe) let profiles: UnsafePointer<ASTERIXProfile>
  nonisolated(unsafe) let expansions: UnsafePointer<ASTERIXExpansion>
  nonisolated(unsafe) let editions: UnsafeBufferPointer<ASTERIXEdition>
  /// Index of the newest edition by category, -1 where the category is not read.
  nonisolated(unsafe) let newest: UnsafeBufferPointer<Int>

  static let all = ASTERIXTables()

  private init() {
    var reader = ASTERIXTableReader()
    for (category, text) in Self.texts { reader.read(text, category: category) }
    nodes = Self.keep(reader.nodes)
    parts = Self.keep(reader.parts)
    extents = Self.keep(reader.extents)
    contents = Self.keep(reader.contents)
    values = Self.keep(reader.values)
    titles = Self.keep(reader.titles)
    profiles = Self.keep(reader.profiles)
    expansions = Self.keep(reader.expansions)
    var newest = [Int](repeating: -1, count: 256)
    // The texts name the editions from the oldest on.
    for (index, edition) in reader.editions.enumerated() { newest[Int(edition.category)] = index }
    self.newest = UnsafeBufferPointer(start: Self.keep(newest), count: newest.count)
    editions = UnsafeBufferPointer(start: Self.keep(reader.editions), count: reader.editions.count)
  }

  static let texts: [(UInt8, StaticString)] = [
    (1, asterixCategory001), (2, asterixCategory002), (10, asterixCategory010),
    (21, asterixCategory021), (34, asterixCategory034), (48, asterixCategory048),
    (62, asterixCategory062), (63, asterixCategory063), (65, asterixCategory065),
  ]

  /// Index of a named edition.
  func edition(_ category: UInt8, _ name: String) -> Int? {
    editions.firstIndex { $0.category == category && $0.name == name }
  }

  /// Names of a category's editions, oldest first.
  func editionNames(_ category: UInt8) -> [String] {
    editions.filter { $0.category == category }.map(\.name)
  }

  private static func keep<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
    let kept = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    kept.initialize(from: elements, count: elements.count)
    return UnsafePointer(kept)
  }
}
