// Is the log what its checkpoint says? The whole tree is made again from the entries and compared.
//
// SPDX-License-Identifier: Apache-2.0

/// A full, independent check of a log: signatures, every entry, every tile, the root.
///
/// The tree is made from the entry bundles alone. A tile is never believed because its neighbours fit
/// it. Memory stays below 20 MB, whatever the size; time is that of two hashes an entry.
public struct LogAudit<Source: TileSource> {
  let source: Source
  let policy: LogPolicy
  let needsQuorum: Bool
  let earlier: [Checkpoint]

  /// - Parameters:
  ///   - needsQuorum: false to look at a log that its witnesses have not seen yet.
  ///   - earlier: checkpoints of this log that were seen before; the log must begin with each.
  public init(
    _ source: Source, policy: LogPolicy, needsQuorum: Bool = true, earlier: [Checkpoint] = []
  ) {
    (self.source, self.policy) = (source, policy)
    (self.needsQuorum, self.earlier) = (needsQuorum, earlier)
  }

  /// - Parameter onEntry: called with every entry and its index, in order, as they are read; what
  ///   was handed out is only relied on once the audit has returned.
  /// - Throws: `AuditFailure`.
  public func run(
    onEntry: (UInt64, ArraySlice<UInt8>) -> Void = { _, _ in }
  ) throws(AuditFailure) -> AuditedLog {
    let signed = try signedCheckpoint()
    let size = signed.checkpoint.size
    for earlier in earlier where earlier.size > size {
      throw AuditFailure(
        .rollback, "checkpoint",
        "the log had \(earlier.size) entries, and its checkpoint now says \(size)")
    }
    var tree = AuditTree(source)
    var first: UInt64 = 0
    while first < size {
      let bundle = try bundle(first, size)
      let count = Int(min(256, size - first))
      for place in 0..<count { onEntry(first + UInt64(place), bundle[place]) }
      let leaves = bundle.leaves(count)
      try compare(earlier: first, leaves, tree)
      tree.take(leaves)
      first += UInt64(count)
    }
    try compare(earlier: first, [], tree)
    tree.finish()
    return try conclude(signed, tree)
  }

  private func conclude(
    _ signed: SignedCheckpoint, _ tree: AuditTree<Source>
  ) throws(AuditFailure) -> AuditedLog {
    let frontier = tree.frontier()
    let isRoot = frontier.root == signed.checkpoint.root
    if var failure = tree.failure {
      failure.entriesLeadToRoot = isRoot
      throw failure
    }
    guard isRoot else {
      throw AuditFailure(
        .root, "checkpoint", entries: 0..<signed.checkpoint.size,
        "the entries have the root \(frontier.root), and the signed one is "
          + "\(signed.checkpoint.root)")
    }
    return AuditedLog(signed: signed, frontier: frontier, resourceCount: tree.resourceCount + 1)
  }

  private func signedCheckpoint() throws(AuditFailure) -> SignedCheckpoint {
    let note: [UInt8]?
    do {
      note = try source.read(
        TilePath.checkpoint.text, byteCountMax: TilePath.checkpoint.byteCountMax)
    } catch {
      throw AuditFailure(.reading, "checkpoint", "\(error)")
    }
    guard let note else { throw AuditFailure(.checkpoint, "checkpoint", "it is not there") }
    do {
      return try SignedCheckpoint(note, policy: policy, needsQuorum: needsQuorum)
    } catch {
      throw AuditFailure(.checkpoint, "checkpoint", "\(error)".droppingFullStop)
    }
  }

  private func bundle(_ first: UInt64, _ size: UInt64) throws(AuditFailure) -> EntryBundle {
    let width = Int(min(256, size - first))
    let path = TilePath.entries(index: first / 256, width: width)
    let entries = first..<first + UInt64(width)
    let tile: (bytes: [UInt8], found: TilePath)?
    do {
      tile = try source.tile(path)
    } catch {
      throw AuditFailure(.reading, path.text, entries: entries, "\(error)".droppingFullStop)
    }
    guard let tile else {
      throw AuditFailure(.entries, path.text, entries: entries, "it is not there")
    }
    let bundle: EntryBundle
    do {
      bundle = try EntryBundle(tile.bytes, width: tile.found.width)
    } catch {
      throw AuditFailure(
        .entries, tile.found.text, entries: entries, "\(error)".droppingFullStop)
    }
    try comparePartials(path, bundle, entries)
    return bundle
  }

  /// Bundles of earlier checkpoints hold the beginning of this one.
  private func comparePartials(
    _ path: TilePath, _ bundle: EntryBundle, _ entries: Range<UInt64>
  ) throws(AuditFailure) {
    do {
      for width in try source.partialWidths(of: path.full) where width < bundle.count {
        let part = TilePath.entries(index: entries.lowerBound / 256, width: width)
        let bytes = try source.read(part.text, byteCountMax: part.byteCountMax + 1)
        if let bytes, !bytes.elementsEqual(bundle.bytes.prefix(bundle.end(width))) {
          throw AuditFailure(
            .entries, part.text, entries: entries.lowerBound..<entries.lowerBound + UInt64(width),
            "it is not the beginning of the entries at its place")
        }
      }
    } catch let failure as AuditFailure {
      throw failure
    } catch {
      throw AuditFailure(.reading, path.text, entries: entries, "\(error)".droppingFullStop)
    }
  }

  /// Compares the roots of sizes that lie before or inside the leaves that are about to be taken.
  private func compare(
    earlier first: UInt64, _ leaves: [LogHash], _ tree: AuditTree<Source>
  ) throws(AuditFailure) {
    let sizes = first..<first + UInt64(max(1, leaves.count))
    for earlier in earlier where sizes.contains(earlier.size) {
      let root = tree.frontier(adding: leaves.prefix(Int(earlier.size - first))).root
      guard root == earlier.root else {
        throw AuditFailure(
          .fork, "checkpoint", entries: 0..<earlier.size,
          "the first \(earlier.size) entries are not those of the earlier checkpoint, which had "
            + "the root \(earlier.root)")
      }
    }
  }
}

extension String {
  /// Errors end with a full stop; inside a sentence they must not.
  var droppingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}

/// A log that was found sound.
public struct AuditedLog: Sendable {
  public let signed: SignedCheckpoint
  /// What must be remembered to see later that the log has only grown.
  public let frontier: TreeFrontier
  /// Files that were read: the checkpoint, bundles and tiles.
  public let resourceCount: Int

  public var size: UInt64 { signed.checkpoint.size }
  public var root: LogHash { signed.checkpoint.root }
}
