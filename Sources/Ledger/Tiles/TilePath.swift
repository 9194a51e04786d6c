// Under which names does a log lie on disk and over HTTP? The paths of C2SP tlog-tiles.
//
// SPDX-License-Identifier: Apache-2.0

/// One resource of a log, relative to the log's base path.
public enum TilePath: Hashable, Sendable, CustomStringConvertible {
  /// Hashes, or entries, in a full tile.
  public static let fullWidth = 256
  /// Levels of the tree that a tile spans.
  static let height = 8
  static let levelMax = 63

  case checkpoint
  /// Hashes `index * 256 ..< index * 256 + width` at tile level `level` (0...63): the level of the
  /// tree is eight times that. Width 1...256; a full tile has 256.
  case hashes(level: Int, index: UInt64, width: Int)
  /// Entries `index * 256 ..< index * 256 + width`.
  case entries(index: UInt64, width: Int)

  /// For example `tile/0/x001/x234/067.p/12`.
  public var text: String {
    switch self {
    case .checkpoint: "checkpoint"
    case .hashes(let level, let index, let width): "tile/\(level)/" + Self.text(index, width)
    case .entries(let index, let width): "tile/entries/" + Self.text(index, width)
    }
  }

  public var description: String { text }

  /// Reads the one spelling that `text` writes; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.count <= 64 else { return nil }
    if text == "checkpoint" {
      self = .checkpoint
      return
    }
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].elementsEqual("tile".utf8) else { return nil }
    guard let (index, width) = Self.parse(parts[2...]) else { return nil }
    if parts[1].elementsEqual("entries".utf8) {
      self = .entries(index: index, width: width)
    } else {
      guard let level = Decimal.parse(parts[1]), level <= Self.levelMax else { return nil }
      self = .hashes(level: Int(level), index: index, width: width)
    }
    // One resource has one name: `x000/001` is not another spelling of `001`.
    guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
  }

  /// The full tile in the place of a partial one.
  public var full: TilePath {
    switch self {
    case .checkpoint: self
    case .hashes(let level, let index, _):
      .hashes(level: level, index: index, width: Self.fullWidth)
    case .entries(let index, _): .entries(index: index, width: Self.fullWidth)
    }
  }

  public var width: Int {
    switch self {
    case .checkpoint: 0
    case .hashes(_, _, let width), .entries(_, let width): width
    }
  }

  /// What the resource can hold at most, in bytes.
  public var byteCountMax: Int {
    switch self {
    case .checkpoint: SignedNote.byteCountMax
    case .hashes(_, _, let width): width * LogHash.byteCount
    case .entries(_, let width): width * (2 + EntryBundle.entryByteCountMax)
    }
  }

  /// All tiles of hashes and bundles of entries that a log of this size consists of, in the order of
  /// levels, bundles last.
  public static func all(size: UInt64) -> [TilePath] {
    var paths: [TilePath] = []
    var count = size
    for level in 0... {
      guard count > 0 else { break }
      paths += widths(count).map { .hashes(level: level, index: $0, width: $1) }
      count >>= UInt64(height)
    }
    return paths + widths(size).map { .entries(index: $0, width: $1) }
  }

  private static func widths(_ count: UInt64) -> [(UInt64, Int)] {
    var widths = (0..<count / 256).map { ($0, fullWidth) }
    if count % 256 > 0 { widths.append((count / 256, Int(count % 256))) }
    return widths
  }

  private static func text(_ index: UInt64, _ width: Int) -> String {
    var text = digits(index % 1000)
    var rest = index / 1000
    while rest > 0 {
      text = "x\(digits(rest % 1000))/\(text)"
      rest /= 1000
    }
    return width == fullWidth ? text : "\(text).p/\(width)"
  }

  private static func digits(_ group: UInt64) -> String {
    String(String(1000 + group).dropFirst())
  }

  private typealias Part = Substring.UTF8View

  /// Index and width of `x001/x234/067` or `x001/x234/067.p/12`.
  private static func parse(_ parts: ArraySlice<Part>) -> (UInt64, Int)? {
    guard let last = parts.last else { return nil }
    let before = parts.dropLast()
    guard let parent = before.last, parent.count == 5, parent.suffix(2).elementsEqual(".p".utf8)
    else { return parseIndex(before, last).map { ($0, fullWidth) } }
    guard let width = Decimal.parse(last), (1...255).contains(width),
      let index = parseIndex(before.dropLast(), parent.dropLast(2))
    else { return nil }
    return (index, Int(width))
  }

  private static func parseIndex(_ groups: ArraySlice<Part>, _ last: Part) -> UInt64? {
    var index: UInt64 = 0
    for (group, isLast) in groups.map({ ($0, false) }) + [(last, true)] {
      guard isLast || group.first == UInt8(ascii: "x") else { return nil }
      let digits = isLast ? group : group.dropFirst()
      guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
      let (thousands, isTooLarge) = index.multipliedReportingOverflow(by: 1000)
      let group = digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1 - 48) }
      let (sum, isBeyond) = thousands.addingReportingOverflow(group)
      if isTooLarge || isBeyond { return nil }
      index = sum
    }
    return index
  }
}
