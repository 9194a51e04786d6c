// How is every tile compared while the entries stream by? One growing tile a level, from the leaves up.
//
// SPDX-License-Identifier: Apache-2.0

/// The tree made from entries, and what the source's tiles say against it.
struct AuditTree<Source: TileSource> {
  /// The last tile of each level, which still grows, and its index.
  private struct Level {
    var hashes: [LogHash] = []
    var index: UInt64 = 0
  }

  private let source: Source
  private var size: UInt64 = 0
  private var levels = [Level()]
  /// The first fault.
  private(set) var failure: AuditFailure?
  private(set) var resourceCount = 0

  init(_ source: Source) {
    self.source = source
  }

  /// The leaves of one bundle: 256, or fewer in the last.
  mutating func take(_ leaves: [LogHash]) {
    resourceCount += 1
    size += UInt64(leaves.count)
    levels[0].hashes = leaves
    if leaves.count == TilePath.fullWidth { close(0) }
  }

  /// Compares the partial tiles that are left.
  mutating func finish() {
    for level in levels.indices where !levels[level].hashes.isEmpty { compare(level) }
  }

  private mutating func close(_ level: Int) {
    compare(level)
    let root = Self.root(of: levels[level].hashes[...])
    levels[level].hashes.removeAll(keepingCapacity: true)
    levels[level].index += 1
    if level + 1 == levels.count { levels.append(Level()) }
    levels[level + 1].hashes.append(root)
    if levels[level + 1].hashes.count == TilePath.fullWidth { close(level + 1) }
  }

  /// Of a power of two of neighbours.
  private static func root(of hashes: ArraySlice<LogHash>) -> LogHash {
    var hashes = Array(hashes)
    var count = hashes.count
    while count > 1 {
      count /= 2
      for place in 0..<count { hashes[place] = .node(hashes[2 * place], hashes[2 * place + 1]) }
    }
    return hashes[0]
  }

  /// Of what was taken, and leaves that follow it.
  func frontier(adding leaves: ArraySlice<LogHash> = []) -> TreeFrontier {
    var subtrees: [LogHash] = []
    for (number, level) in levels.enumerated().reversed() {
      let hashes = number == 0 ? level.hashes + leaves : level.hashes
      var start = 0
      while start < hashes.count {
        let count = 1 << (Int.bitWidth - 1 - (hashes.count - start).leadingZeroBitCount)
        subtrees.append(Self.root(of: hashes[start..<start + count]))
        start += count
      }
    }
    return TreeFrontier(size: size + UInt64(leaves.count), subtrees: subtrees) ?? TreeFrontier()
  }

  // MARK: What the tiles say

  private mutating func compare(_ level: Int) {
    let (hashes, index) = (levels[level].hashes, levels[level].index)
    let path = TilePath.hashes(level: level, index: index, width: hashes.count)
    resourceCount += 1
    do {
      guard let tile = try source.tile(path) else {
        return note(
          AuditFailure(
            .hashes, path.text, entries: range(level, index, 0..<hashes.count),
            "it is not there"))
      }
      compare(tile.bytes, tile.found, with: hashes)
      for width in try source.partialWidths(of: path.full) where width < hashes.count {
        let part = TilePath.hashes(level: level, index: index, width: width)
        let bytes = try source.read(part.text, byteCountMax: part.byteCountMax + 1)
        if let bytes { compare(bytes, part, with: hashes) }
      }
    } catch {
      note(
        AuditFailure(
          .reading, path.text, entries: range(level, index, 0..<hashes.count),
          "\(error)".droppingFullStop))
    }
  }

  /// A tile as wide as `found` says begins with `hashes`, or is the beginning of them.
  private mutating func compare(_ bytes: [UInt8], _ found: TilePath, with hashes: [LogHash]) {
    guard case .hashes(let level, let index, let width) = found else { return }
    let count = min(width, hashes.count)
    guard bytes.count == width * LogHash.byteCount else {
      return note(
        AuditFailure(
          .hashes, found.text, entries: range(level, index, 0..<count),
          "it has \(bytes.count) bytes, not \(width * LogHash.byteCount)"))
    }
    let wrong = bytes.withUnsafeBytes { bytes in
      (0..<count).filter { bytes.hash($0) != hashes[$0] }
    }
    guard let first = wrong.first, let last = wrong.last else { return }
    note(
      AuditFailure(
        .hashes, found.text, entries: range(level, index, first..<last + 1),
        "\(wrong.count) of its hashes \(wrong.count == 1 ? "is" : "are") not what the entries give")
    )
  }

  private func range(_ level: Int, _ index: UInt64, _ places: Range<Int>) -> Range<UInt64> {
    let rise = UInt64(level * TilePath.height)
    let first = index * 256
    return (first + UInt64(places.lowerBound)) << rise..<(first + UInt64(places.upperBound)) << rise
  }

  private mutating func note(_ found: AuditFailure) {
    if failure == nil { failure = found } else { failure?.furtherCount += 1 }
  }
}
