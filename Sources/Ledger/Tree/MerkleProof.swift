// Is an entry in the log, and does a longer log begin with a shorter one? RFC 6962 and RFC 9162.
//
// SPDX-License-Identifier: Apache-2.0

/// Proofs over a tree of SHA-256 hashes. A path has at most 63 hashes; checking needs no tree.
public enum MerkleProof {
  /// The hashes that lead from an entry to the root: the leaf's sibling first (RFC 6962, 2.1.1).
  ///
  /// - Throws: `TreeError.indexBeyondSize`, and what `hashes` throws.
  public static func inclusionPath(
    index: UInt64, size: UInt64, hashes: some TreeHashes
  ) throws -> [LogHash] {
    guard index < size else { throw TreeError.indexBeyondSize(index: index, size: size) }
    var path: [LogHash] = []
    var range = 0..<size
    while range.upperBound - range.lowerBound > 1 {
      let middle = split(range)
      if index < middle {
        path.append(try root(of: middle..<range.upperBound, hashes))
        range = range.lowerBound..<middle
      } else {
        path.append(try root(of: range.lowerBound..<middle, hashes))
        range = middle..<range.upperBound
      }
    }
    return path.reversed()
  }

  /// The hashes that lead from an older root to a newer one (RFC 6962, 2.1.2). Empty where the sizes
  /// are equal, or the older log had no entry.
  ///
  /// - Throws: `TreeError.sizesReversed`, and what `hashes` throws.
  public static func consistencyPath(
    from oldSize: UInt64, to newSize: UInt64, hashes: some TreeHashes
  ) throws -> [LogHash] {
    guard oldSize <= newSize else { throw TreeError.sizesReversed(old: oldSize, new: newSize) }
    guard oldSize > 0, oldSize < newSize else { return [] }
    var path: [LogHash] = []
    var range = 0..<newSize
    while oldSize != range.upperBound {
      let middle = split(range)
      if oldSize <= middle {
        path.append(try root(of: middle..<range.upperBound, hashes))
        range = range.lowerBound..<middle
      } else {
        path.append(try root(of: range.lowerBound..<middle, hashes))
        range = middle..<range.upperBound
      }
    }
    if range.lowerBound > 0 { path.append(try root(of: range, hashes)) }
    return path.reversed()
  }

  /// Of the first `size` entries.
  public static func root(size: UInt64, hashes: some TreeHashes) throws -> LogHash {
    try root(of: 0..<size, hashes)
  }

  /// Whether the path leads from the entry to the root (RFC 9162, 2.1.3.2).
  public static func isIncluded(
    leaf: LogHash, index: UInt64, size: UInt64, path: [LogHash], root: LogHash
  ) -> Bool {
    guard index < size else { return false }
    var climb = Climb(index: index, last: size - 1)
    var hash = leaf
    for sibling in path {
      guard let side = climb.next() else { return false }
      hash = side == .left ? .node(sibling, hash) : .node(hash, sibling)
    }
    return climb.isAtRoot && hash == root
  }

  /// Whether the log of the new root begins with all that of the old root has (RFC 9162, 2.1.4.2).
  public static func isConsistent(
    oldSize: UInt64, newSize: UInt64, oldRoot: LogHash, newRoot: LogHash, path: [LogHash]
  ) -> Bool {
    guard oldSize <= newSize else { return false }
    if oldSize == newSize { return path.isEmpty && oldRoot == newRoot && isRoot(oldRoot, oldSize) }
    if oldSize == 0 { return path.isEmpty && oldRoot == .emptyRoot }
    // An older log that is one full subtree is itself the first hash, and is left out of the path.
    let isSubtree = oldSize.nonzeroBitCount == 1
    guard let first = isSubtree ? oldRoot : path.first else { return false }
    let rest = isSubtree ? path[...] : path.dropFirst()
    if rest.isEmpty { return false }
    var climb = Climb(index: oldSize - 1, last: newSize - 1)
    climb.skipRightTurns()
    var (old, new) = (first, first)
    for sibling in rest {
      guard let side = climb.next() else { return false }
      if side == .left { old = .node(sibling, old) }
      new = side == .left ? .node(sibling, new) : .node(new, sibling)
    }
    return climb.isAtRoot && old == oldRoot && new == newRoot
  }

  private static func isRoot(_ root: LogHash, _ size: UInt64) -> Bool {
    size > 0 || root == .emptyRoot
  }

  /// The first entry of the right part: the left one is the largest full subtree that leaves a rest.
  private static func split(_ range: Range<UInt64>) -> UInt64 {
    let count = range.upperBound - range.lowerBound
    return range.lowerBound + 1 << UInt64(63 - (count - 1).leadingZeroBitCount)
  }

  private static func root(of range: Range<UInt64>, _ hashes: some TreeHashes) throws -> LogHash {
    TreeFrontier.root(of: try subtrees(of: range, hashes))
  }

  /// Of the full subtrees, largest first, of a range that begins where a subtree of its size does.
  static func subtrees(
    of range: Range<UInt64>, _ hashes: some TreeHashes
  ) throws -> [LogHash] {
    var subtrees: [LogHash] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let level = 63 - (range.upperBound - start).leadingZeroBitCount
      subtrees.append(try hashes.hash(level: level, index: start >> UInt64(level)))
      start += 1 << UInt64(level)
    }
    return subtrees
  }
}

/// The way from a leaf up to the root, with the last leaf's beside it.
private struct Climb {
  enum Side { case left, right }

  var index: UInt64
  var last: UInt64

  var isAtRoot: Bool { last == 0 }

  /// Where the next hash of the path stands; nil above the root.
  mutating func next() -> Side? {
    guard last > 0 else { return nil }
    let isLeft = index & 1 == 1 || index == last
    if isLeft, index & 1 == 0 {
      while index != 0, index & 1 == 0 { up() }
    }
    up()
    return isLeft ? .left : .right
  }

  mutating func skipRightTurns() {
    while index & 1 == 1 { up() }
  }

  private mutating func up() {
    index >>= 1
    last >>= 1
  }
}
