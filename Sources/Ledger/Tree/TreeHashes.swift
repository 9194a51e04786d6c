// Where do the hashes of subtrees come from? From tiles, or from a list of leaves held in memory.
//
// SPDX-License-Identifier: Apache-2.0

/// Hashes of complete subtrees. Level 0 has the leaves; the hash at level k, index i is of the
/// entries `i << k ..< (i + 1) << k`.
public protocol TreeHashes {
  func hash(level: Int, index: UInt64) throws -> LogHash
}

/// A tree in memory, all levels: 64 bytes for an entry.
public struct LeafHashes: TreeHashes, Sendable {
  private var levels: [[LogHash]] = [[]]

  public init() {}

  public init(_ leaves: some Sequence<LogHash>) {
    for leaf in leaves { append(leaf) }
  }

  public var size: UInt64 { UInt64(levels[0].count) }

  public mutating func append(_ leaf: LogHash) {
    levels[0].append(leaf)
    var level = 0
    while levels[level].count % 2 == 0 {
      if level + 1 == levels.count { levels.append([]) }
      let count = levels[level].count
      levels[level + 1].append(.node(levels[level][count - 2], levels[level][count - 1]))
      level += 1
    }
  }

  public func hash(level: Int, index: UInt64) throws -> LogHash {
    guard levels.indices.contains(level), index < levels[level].count else {
      throw TreeError.noSuchSubtree(level: level, index: index, size: size)
    }
    return levels[level][Int(index)]
  }
}

/// A question about a tree that has no answer.
public enum TreeError: Error, Hashable, Sendable, CustomStringConvertible {
  case indexBeyondSize(index: UInt64, size: UInt64)
  case sizesReversed(old: UInt64, new: UInt64)
  case noSuchSubtree(level: Int, index: UInt64, size: UInt64)

  public var description: String {
    switch self {
    case .indexBeyondSize(let index, let size):
      "entry \(index) is not in a log of \(size) entries. Ask for one below \(size)."
    case .sizesReversed(let old, let new):
      "size \(old) comes after size \(new). Give the smaller size first."
    case .noSuchSubtree(let level, let index, let size):
      "a log of \(size) entries has no full subtree \(index) at level \(level). "
        + "Ask for what the size covers."
    }
  }
}
