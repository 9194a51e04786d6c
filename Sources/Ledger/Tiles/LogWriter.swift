// How does an entry get into the log? Bundles and tiles first, then what was signed, then the checkpoint.
//
// SPDX-License-Identifier: Apache-2.0

/// What the log's key last signed. It lies beside the key and not beside the log, so that a copy of the
/// log that is put back does not bring an older one along.
public struct SignedState: Hashable, Sendable {
  public var origin: String
  public var size: UInt64
  public var root: LogHash
  /// Says which entries these are, in the words of where they came from; zeros where nothing is said.
  public var source: ChainValue

  private static let head = "truceline-signed-state/v1"

  public init(origin: String, size: UInt64, root: LogHash, source: ChainValue) {
    (self.origin, self.size, self.root, self.source) = (origin, size, root, source)
  }

  public var text: String { "\(Self.head)\n\(origin)\n\(size)\n\(root.base64)\n\(source)\n" }

  init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count == 6, lines[0] == Self.head, let size = UInt64(lines[2]),
      let root = LogHash(base64: lines[3]), let source = ChainValue(hex: lines[4])
    else { return nil }
    self.init(origin: lines[1], size: size, root: root, source: source)
    guard self.text == text else { return nil }
  }
}

/// Writes one log in the layout of C2SP tlog-tiles: the only part of the program that signs checkpoints.
///
///     let writer = try LogWriter(folder: path, signer: signer, stateFolder: keys)
///     try writer.append(entry)
///     let checkpoint = try writer.publish()
///
/// It is not `Sendable`: one owner writes. After a failed write it is spent; a new one of the same
/// folder goes on from what was signed.
public final class LogWriter {
  /// Entries in the log, published or not.
  public var size: UInt64 { frontier.size }
  /// What the newest published checkpoint says.
  public private(set) var signed: SignedState
  public let origin: String

  private let folder: TileFolder
  private let signer: NoteSigner
  private let state: SignedStateFile
  private var frontier = TreeFrontier()
  /// Of each level, the hashes of the tile that is not full yet.
  private var open: [[LogHash]] = [[]]
  private var bundle: [UInt8] = []
  /// Tiles whose partial forms are of no use any more.
  private var filled: [String] = []
  private var isSpent = false

  /// Opens the log of a folder where what was last signed left it, or begins a new one.
  ///
  /// - Parameters:
  ///   - stateFolder: where `SignedState` is kept; the same key must always come with the same one.
  ///   - source: says, for a number of entries, which ones these are (see `SignedState.source`); nil
  ///     where there are fewer.
  /// - Throws: `LogWriterError`: the log is older than what was signed, or another one; then no byte
  ///   was changed and nothing may be signed.
  public init(
    folder path: String, signer: NoteSigner, stateFolder: String,
    source: (UInt64) throws -> ChainValue?, disk: any Disk = SystemDisk()
  ) throws {
    self.signer = signer
    origin = signer.verifierKey.name
    folder = try TileFolder(path, disk: disk)
    state = try SignedStateFile(folder: stateFolder, disk: disk)
    try state.settle()
    let checkpoint = try folder.checkpoint(signedBy: signer.verifierKey)
    if let written = try state.read() {
      guard written.origin == origin else {
        throw LogWriterError.otherOrigin(signed: written.origin, asked: origin)
      }
      signed = written
    } else {
      guard checkpoint == nil else { throw LogWriterError.stateMissing(state.path) }
      signed = SignedState(origin: origin, size: 0, root: .emptyRoot, source: .zero)
    }
    guard try source(signed.size) == signed.source || signed.size == 0 else {
      throw LogWriterError.otherEntries(size: signed.size)
    }
    try load()
    guard frontier.root == signed.root else {
      throw LogWriterError.otherRoot(size: signed.size, signed: signed.root, found: frontier.root)
    }
    if let checkpoint { try compare(checkpoint) }
    if checkpoint?.size != signed.size {
      // Nothing is signed before it is noted, the log without entries neither.
      if signed.size == 0 { try state.replace(signed, by: signed) }
      try place()
    }
  }

  /// The checkpoint that lies in the folder is the one last signed, or one before it.
  private func compare(_ checkpoint: Checkpoint) throws {
    guard checkpoint.size <= signed.size else {
      throw LogWriterError.stateOlder(signed: signed.size, checkpoint: checkpoint.size)
    }
    let root =
      checkpoint.size == signed.size
      ? signed.root
      : try MerkleProof.root(size: checkpoint.size, hashes: folder.hashes(size: signed.size))
    guard root == checkpoint.root else {
      throw LogWriterError.otherRoot(
        size: checkpoint.size, signed: checkpoint.root, found: root)
    }
  }

  /// Takes the right edge of the tree from the tiles.
  private func load() throws {
    let size = signed.size
    guard size > 0 else { return }
    open = []
    var level = 0
    while size >> UInt64(8 * level) > 0 {
      let count = size >> UInt64(8 * level)
      open.append(
        try folder.hashes(level: level, index: count / 256, width: Int(count % 256)))
      level += 1
    }
    bundle = try folder.bundle(index: size / 256, width: Int(size % 256))
    let subtrees = open.reversed().flatMap { Self.subtrees(of: $0) }
    guard let frontier = TreeFrontier(size: size, subtrees: subtrees) else {
      throw LogWriterError.otherEntries(size: size)
    }
    self.frontier = frontier
  }

  /// The roots of the full subtrees over a run of hashes, largest first.
  private static func subtrees(of hashes: [LogHash]) -> [LogHash] {
    var roots: [LogHash] = []
    var rest = hashes[...]
    while !rest.isEmpty {
      let count = 1 << (Int.bitWidth - 1 - rest.count.leadingZeroBitCount)
      roots.append(Self.root(ofFull: rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return roots
  }

  private static func root(ofFull hashes: ArraySlice<LogHash>) -> LogHash {
    var level = Array(hashes)
    while level.count > 1 {
      level = stride(from: 0, to: level.count, by: 2).map { .node(level[$0], level[$0 + 1]) }
    }
    return level[0]
  }

  // MARK: Appending

  /// The largest entry that the format holds; longer content is evidence, and the entry its digest.
  public static let entryByteCountMax = 65_535

  /// Takes an entry in; it is not in the log before `publish()` returned.
  ///
  /// - Throws: `LogWriterError.entryTooLarge`, after which the log goes on; `.spent`.
  public func append(_ entry: [UInt8]) throws {
    guard !isSpent else { throw LogWriterError.spent }
    guard entry.count <= Self.entryByteCountMax else {
      throw LogWriterError.entryTooLarge(byteCount: entry.count)
    }
    bundle.append(UInt8(entry.count >> 8))
    bundle.append(UInt8(entry.count & 0xFF))
    bundle += entry
    let leaf = LogHash.leaf(entry)
    frontier.append(leaf)
    do { try push(leaf, level: 0) } catch {
      isSpent = true
      throw error
    }
  }

  private func push(_ hash: LogHash, level: Int) throws {
    if open.count == level { open.append([]) }
    open[level].append(hash)
    guard open[level].count == 256 else { return }
    let index = (frontier.size >> UInt64(8 * (level + 1))) - 1
    if level == 0 {
      try folder.write(bundle, as: TilePath.entries(index: index, width: 256).text)
      filled.append(TilePath.entries(index: index, width: 256).text)
      bundle.removeAll(keepingCapacity: true)
    }
    let path = TilePath.hashes(level: level, index: index, width: 256).text
    try folder.write(open[level].flatMap(\.bytes), as: path)
    filled.append(path)
    let root = Self.root(ofFull: open[level][...])
    open[level].removeAll(keepingCapacity: true)
    try push(root, level: level + 1)
  }

  // MARK: Publishing

  /// Puts the entries on stable storage, notes what will be signed, signs it and puts the checkpoint in
  /// place; does nothing where no entry came.
  ///
  /// - Parameter source: which entries these are (see `SignedState.source`).
  /// - Returns: the signed note.
  @discardableResult
  public func publish(source: ChainValue) throws -> [UInt8]? {
    guard !isSpent else { throw LogWriterError.spent }
    guard frontier.size > signed.size else { return nil }
    do {
      try writePartialTiles()
      try folder.sync()
      let next = SignedState(
        origin: origin, size: frontier.size, root: frontier.root, source: source)
      try state.replace(signed, by: next)
      signed = next
      let note = try place()
      for path in filled { folder.forgetPartial(of: path) }
      filled.removeAll(keepingCapacity: true)
      return note
    } catch {
      isSpent = true
      throw error
    }
  }

  private func writePartialTiles() throws {
    for (level, hashes) in open.enumerated() where !hashes.isEmpty {
      let count = frontier.size >> UInt64(8 * level)
      let path = TilePath.hashes(level: level, index: count / 256, width: hashes.count).text
      try folder.write(hashes.flatMap(\.bytes), as: path)
    }
    guard !bundle.isEmpty else { return }
    let width = Int(frontier.size % 256)
    try folder.write(
      bundle, as: TilePath.entries(index: frontier.size / 256, width: width).text)
  }

  /// The text that the key signs for what was last noted.
  private var checkpoint: Checkpoint {
    Checkpoint(origin: origin, size: signed.size, root: signed.root)
  }

  @discardableResult
  private func place() throws -> [UInt8] {
    let text = checkpoint.text
    let note = try SignedNote.build(text: text, signatures: [try signer.sign(text)])
    try folder.place(note, as: TileFolder.checkpointName)
    return note
  }

  /// Puts a checkpoint with cosignatures in place of the same one without.
  ///
  /// - Parameters:
  ///   - note: of any published checkpoint; `checkpoint` is replaced only where it is still the newest.
  ///   - isEnough: whether it is to be kept as the newest that enough witnesses have cosigned.
  public func attach(cosigned note: [UInt8], size: UInt64, isEnough: Bool) throws {
    guard !isSpent else { throw LogWriterError.spent }
    if size == signed.size { try folder.place(note, as: TileFolder.checkpointName) }
    if isEnough { try folder.place(note, as: TileFolder.cosignedName) }
  }
}

/// Why a log is not written on, in words for an operator.
public enum LogWriterError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The entries, as their source has them, are fewer or others than those that were signed.
  case otherEntries(size: UInt64)
  case otherRoot(size: UInt64, signed: LogHash, found: LogHash)
  case otherOrigin(signed: String, asked: String)
  /// There is a checkpoint, but nothing says what the key has signed.
  case stateMissing(String)
  case stateOlder(signed: UInt64, checkpoint: UInt64)
  /// Another program has signed with the same key meanwhile.
  case stateChanged
  case stateUnreadable(String)
  case missing(path: String, size: UInt64)
  case badCheckpoint(String)
  case entryTooLarge(byteCount: Int)
  case spent

  public var description: String {
    switch self {
    case .otherEntries(let size):
      "The records are not the \(size) that were signed: they were rolled back to an older copy, or "
        + "changed. Nothing is signed. Put the newest copy back, or begin a new log with a new key."
    case .otherRoot(let size, let signed, let found):
      "The log's tiles give the root \(found.base64) for \(size) entries; \(signed.base64) was "
        + "signed. Nothing is signed. Put the newest copy back, or begin a new log with a new key."
    case .otherOrigin(let signed, let asked):
      "The key has signed for the log '\(signed)', not for '\(asked)'. Use the key of this log."
    case .stateMissing(let path):
      "There is a checkpoint, but \(path), which says what the key has signed, is missing. Nothing is "
        + "signed. Put the file back that lies beside the key, or begin a new log with a new key."
    case .stateOlder(let signed, let checkpoint):
      "The checkpoint has \(checkpoint) entries, but the key's own note says \(signed): the key's "
        + "folder is an older copy. Nothing is signed. Put the newest copy back."
    case .stateChanged:
      "Another program has signed with this key meanwhile. Nothing is signed. Stop the other program."
    case .stateUnreadable(let path):
      "\(path) cannot be read as what the key has signed. Nothing is signed. Put a good copy back."
    case .missing(let path, let size):
      "\(path) is missing, which a log of \(size) entries has. Nothing is signed. Put the newest copy "
        + "back."
    case .badCheckpoint(let reason):
      "The checkpoint in the log's folder is not one of this log: \(reason). Nothing is signed. Put "
        + "the newest copy back."
    case .entryTooLarge(let count):
      "An entry of \(count) bytes, where \(LogWriter.entryByteCountMax) are allowed. Store the content "
        + "as evidence and its digest as the entry."
    case .spent: "An earlier write failed. Open the log again."
    }
  }
}
