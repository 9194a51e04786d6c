// How is it shown that a log told two stories? Two checkpoints that it signed, and why both cannot be.
//
// SPDX-License-Identifier: Apache-2.0

/// Two signed checkpoints of one log of which at most one can be true. Anyone who has the log's key
/// can check it; nothing else is needed, and nobody has to be believed.
///
/// Of one size they need only have different roots. Otherwise the newer one's own beginning is given:
/// `prefix` is the root of its first `older.size` entries, proven by `path`, and is not the older
/// root.
///
///     truceline-accusation/v1
///     prefix <base64 hash>           only where the sizes differ
///     <base64 hash>                  each hash of the path
///     older <bytes>
///     <the older checkpoint>
///     newer <bytes>
///     <the newer checkpoint>
public struct Accusation: Hashable, Sendable {
  static let header = "truceline-accusation/v1"
  public static let byteCountMax = 2 * SignedNote.byteCountMax + 10_000

  public let older: [UInt8]
  public let newer: [UInt8]
  public let prefix: LogHash?
  public let path: [LogHash]

  /// Both notes byte for byte; the one of the smaller size is the older.
  public init(older: [UInt8], newer: [UInt8], prefix: LogHash? = nil, path: [LogHash] = []) {
    (self.older, self.newer, self.prefix, self.path) = (older, newer, prefix, path)
  }

  /// The accusation that follows from two checkpoints and the newer one's tree, if there is one.
  ///
  /// - Throws: what `hashes` throws; `AccusationError.path` where the tree that is shown is not the
  ///   newer checkpoint's.
  public init?(
    older: SignedCheckpoint, newer: SignedCheckpoint, hashes: some TreeHashes
  ) throws {
    let (old, new) = (older.checkpoint, newer.checkpoint)
    guard old.size < new.size else {
      if old.size != new.size || old.root == new.root { return nil }
      self.init(older: older.note, newer: newer.note)
      return
    }
    let prefix = try MerkleProof.root(size: old.size, hashes: hashes)
    let path = try MerkleProof.consistencyPath(from: old.size, to: new.size, hashes: hashes)
    guard
      MerkleProof.isConsistent(
        oldSize: old.size, newSize: new.size, oldRoot: prefix, newRoot: new.root, path: path)
    else { throw AccusationError.path }
    if prefix == old.root { return nil }
    self.init(older: older.note, newer: newer.note, prefix: prefix, path: path)
  }

  /// Reads the one spelling that `bytes` writes.
  public init(_ bytes: [UInt8]) throws(AccusationError) {
    guard bytes.count <= Self.byteCountMax else { throw .form }
    var rest = bytes[...]
    guard Self.line(&rest) == Self.header, var line = Self.line(&rest) else { throw .form }
    var prefix: LogHash?
    var path: [LogHash] = []
    if line.hasPrefix("prefix ") {
      guard let hash = LogHash(base64: String(line.dropFirst(7))) else { throw .form }
      prefix = hash
      while true {
        guard let next = Self.line(&rest), path.count < 64 else { throw .form }
        line = next
        guard let hash = LogHash(base64: line) else { break }
        path.append(hash)
      }
    }
    guard let older = Self.note(&rest, line, "older "), let next = Self.line(&rest),
      let newer = Self.note(&rest, next, "newer "), rest.isEmpty
    else { throw .form }
    self.init(older: older, newer: newer, prefix: prefix, path: path)
  }

  public var bytes: [UInt8] {
    var lines = [Self.header]
    if let prefix { lines += ["prefix \(prefix.base64)"] + path.map(\.base64) }
    lines.append("older \(older.count)")
    return Array((lines.joined(separator: "\n") + "\n").utf8) + older
      + Array("newer \(newer.count)\n".utf8) + newer
  }

  /// Checks signatures and contradiction.
  ///
  /// - Returns: the two checkpoints of which at most one is true.
  public func verify(
    logs: LogPolicy
  ) throws(AccusationError) -> (older: SignedCheckpoint, newer: SignedCheckpoint) {
    let (first, second) = (try open(older, logs), try open(newer, logs))
    let (old, new) = (first.checkpoint, second.checkpoint)
    guard old.origin.utf8.elementsEqual(new.origin.utf8) else { throw .twoLogs }
    guard old.size <= new.size else { throw .form }
    if old.size == new.size {
      guard old.root != new.root else { throw .noContradiction }
      return (first, second)
    }
    guard let prefix, prefix != old.root else { throw .noContradiction }
    let isBeginning = MerkleProof.isConsistent(
      oldSize: old.size, newSize: new.size, oldRoot: prefix, newRoot: new.root, path: path)
    guard isBeginning else { throw .path }
    return (first, second)
  }

  private func open(
    _ note: [UInt8], _ logs: LogPolicy
  ) throws(AccusationError) -> SignedCheckpoint {
    do throws(SignedCheckpointError) {
      return try SignedCheckpoint(note, policy: logs, needsQuorum: false)
    } catch {
      throw .checkpoint(error)
    }
  }

  private static func line(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard let end = rest.prefix(256).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  private static func note(
    _ rest: inout ArraySlice<UInt8>, _ line: String, _ name: String
  ) -> [UInt8]? {
    guard line.hasPrefix(name), let count = Decimal.parse(line.utf8.dropFirst(name.utf8.count)),
      count <= UInt64(rest.count)
    else { return nil }
    defer { rest = rest.dropFirst(Int(count)) }
    return Array(rest.prefix(Int(count)))
  }
}

/// Why an accusation shows nothing.
public enum AccusationError: Error, Hashable, Sendable, CustomStringConvertible {
  case form
  case checkpoint(SignedCheckpointError)
  case twoLogs
  case noContradiction
  case path

  public var description: String {
    switch self {
    case .form: "this is no accusation, or it was changed. Ask for it again."
    case .checkpoint(let error): "one of the two checkpoints: \(error)"
    case .twoLogs: "the two checkpoints are of two logs. They do not contradict each other."
    case .noContradiction: "the two checkpoints can both be true. Nothing is shown."
    case .path:
      "the hashes do not lead to the newer checkpoint's root. The tiles that were served are not "
        + "those of the signed tree: verify the log as a whole."
    }
  }
}
