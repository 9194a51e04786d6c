// What must be remembered of a growing log to know its root? One hash for each full subtree.
//
// SPDX-License-Identifier: Apache-2.0

/// The compact range of a log from its first entry on: the roots of the full subtrees that it
/// consists of, largest first. At most 63 hashes, whatever the size.
public struct TreeFrontier: Hashable, Sendable {
  /// Entries in the log.
  public private(set) var size: UInt64
  /// One for each bit that is set in `size`, the highest bit first.
  public private(set) var subtrees: [LogHash]

  /// Of a log without entries.
  public init() {
    (size, subtrees) = (0, [])
  }

  /// Nil where the number of subtrees is not that of the size, or the size exceeds 2^63-1.
  public init?(size: UInt64, subtrees: [LogHash]) {
    guard size <= Checkpoint.sizeMax, size.nonzeroBitCount == subtrees.count else { return nil }
    (self.size, self.subtrees) = (size, subtrees)
  }

  /// Of the first `size` entries of a log of which the hashes can be asked for.
  public init(size: UInt64, hashes: some TreeHashes) throws {
    self.size = size
    subtrees = try MerkleProof.subtrees(of: 0..<size, hashes)
  }

  public mutating func append(_ leaf: LogHash) {
    var hash = leaf
    for _ in 0..<(~size).trailingZeroBitCount { hash = .node(subtrees.removeLast(), hash) }
    subtrees.append(hash)
    size += 1
  }

  public var root: LogHash { Self.root(of: subtrees) }

  /// Of neighbouring full subtrees, largest first.
  static func root(of subtrees: [LogHash]) -> LogHash {
    guard var root = subtrees.last else { return .emptyRoot }
    for subtree in subtrees.dropLast().reversed() { root = .node(subtree, root) }
    return root
  }
}
