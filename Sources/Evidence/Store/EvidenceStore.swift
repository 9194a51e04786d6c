// Where do originals lie, and when are they safe? Under the digest of their bytes, once they are synced.
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

/// What is known of stored evidence.
public struct StoredEvidence: Hashable, Sendable {
  /// Of the bytes on disk: of the ciphertext where it is sealed. This stands in records.
  public let digest: EvidenceDigest
  /// On disk.
  public let byteCount: Int
  /// True for what is personal: it is encrypted under a key of its own, and erased with that key.
  public let isSealed: Bool

  public init(digest: EvidenceDigest, byteCount: Int, isSealed: Bool) {
    self.digest = digest
    self.byteCount = byteCount
    self.isSealed = isSealed
  }
}

/// What adding a file gave.
public struct AddedEvidence: Hashable, Sendable {
  public let stored: StoredEvidence
  /// Of the content as it came in. For sealed evidence this is itself personal: whoever has the
  /// content can recognise it. It belongs into a disclosure only.
  public let contentDigest: EvidenceDigest
  public let contentByteCount: Int
  /// False where the same bytes were stored before.
  public let isNew: Bool
}

/// A folder of evidence: `<ab>/<sha256>` for what is stored, `keys/<sha256>` for what opens it.
///
/// Files are never changed after they are in place. Several processes may use one folder.
public struct EvidenceStore: Sendable {
  public let folder: String
  /// A larger file is refused.
  public let byteCountMax: Int

  /// Opens the folder, and makes it where it is missing.
  public init(folder: String, byteCountMax: Int = 1 << 40) throws(EvidenceError) {
    self.folder = folder
    self.byteCountMax = byteCountMax
    try EvidenceFolder.make(folder)
    try EvidenceFolder.make(folder + "/keys")
    try EvidenceFolder.make(folder + "/incoming")
  }

  func path(_ digest: EvidenceDigest) -> String {
    "\(folder)/\(digest.hex.prefix(2))/\(digest.hex)"
  }

  func keyPath(_ digest: EvidenceDigest) -> String { "\(folder)/keys/\(digest.hex)" }

  /// Copies a file into the store. When this returns, the copy survives a power cut.
  ///
  /// - Parameter sealed: true for what is personal.
  public func add(file path: String, sealed: Bool) throws(EvidenceError) -> AddedEvidence {
    let source = try EvidenceFile(reading: path, followsLinks: true)
    return try add(sealed: sealed, name: path) { count throws(EvidenceError) in
      try source.read(upTo: count)
    }
  }

  /// Puts bytes into the store. When this returns, they survive a power cut.
  public func add(bytes: [UInt8], sealed: Bool) throws(EvidenceError) -> AddedEvidence {
    var at = 0
    return try add(sealed: sealed, name: "the content") { count throws(EvidenceError) in
      let piece = Array(bytes[at..<min(at + count, bytes.count)])
      at += piece.count
      return piece
    }
  }

  private func add(
    sealed: Bool, name: String, _ next: (Int) throws(EvidenceError) -> [UInt8]
  ) throws(EvidenceError) -> AddedEvidence {
    let incoming = "\(folder)/incoming/\(UUID().uuidString.lowercased())"
    do throws(EvidenceError) {
      let key = sealed ? Self.newKey() : nil
      let written = try write(incoming, name: name, key: key, next)
      if let key { try writeKey(key, for: written.stored.digest) }
      return try place(incoming, written)
    } catch {
      _ = unlink(incoming)
      throw error
    }
  }

  private static func newKey() -> [UInt8] {
    SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
  }

  /// Writes and syncs all that `next` gives, and hashes it on the way.
  private func write(
    _ incoming: String, name: String, key: [UInt8]?,
    _ next: (Int) throws(EvidenceError) -> [UInt8]
  ) throws(EvidenceError) -> AddedEvidence {
    let file = try EvidenceFile(creating: incoming)
    var output = EvidenceOutput(key: key)
    var piece = try next(SealedFile.pieceByteCount)
    repeat {
      let following =
        piece.count < SealedFile.pieceByteCount ? [] : try next(SealedFile.pieceByteCount)
      try file.write(output.push(piece, isLast: following.isEmpty))
      guard output.contentByteCount <= byteCountMax else {
        throw .tooLarge(file: name, byteCountMax: byteCountMax)
      }
      piece = following
    } while !piece.isEmpty
    try file.setMode(0o400)
    try file.sync()
    return output.finished()
  }

  private func writeKey(_ key: [UInt8], for digest: EvidenceDigest) throws(EvidenceError) {
    let file = try EvidenceFile(creating: keyPath(digest))
    try file.write(Array((hexText(key) + "\n").utf8))
    try file.sync()
    try EvidenceFolder.sync(folder + "/keys")
  }

  /// Gives the written file its name. Where it is there already, its content is compared: the first
  /// copy stays, and a damaged one is not replaced.
  private func place(
    _ incoming: String, _ added: AddedEvidence
  ) throws(EvidenceError) -> AddedEvidence {
    let target = path(added.stored.digest)
    if EvidenceFolder.exists(target) {
      try read(added.stored) { _ in }
      _ = unlink(incoming)
      return AddedEvidence(
        stored: added.stored, contentDigest: added.contentDigest,
        contentByteCount: added.contentByteCount, isNew: false)
    }
    try EvidenceFolder.make((target as NSString).deletingLastPathComponent)
    try EvidenceFolder.place(incoming, at: target)
    return added
  }
}

/// Hashes content on its way to the disk, and seals it where there is a key.
private struct EvidenceOutput {
  private var sealing: SealedFile?
  private var content = SHA256()
  private var stored = SHA256()
  private var storedByteCount = 0
  private var isFirst = true
  private(set) var contentByteCount = 0

  init(key: [UInt8]?) { sealing = key.flatMap { SealedFile(key: $0) } }

  /// The bytes to be written for the next piece of content.
  mutating func push(_ piece: [UInt8], isLast: Bool) throws(EvidenceError) -> [UInt8] {
    content.update(data: piece)
    contentByteCount += piece.count
    var out = piece
    if sealing != nil {
      guard let sealed = try? sealing?.seal(piece, isLast: isLast) else {
        throw .tooLarge(file: "the content", byteCountMax: SealedFile.pieceByteCount << 32)
      }
      out = (isFirst ? sealing?.header ?? [] : []) + sealed
      stored.update(data: out)
    }
    isFirst = false
    storedByteCount += out.count
    return out
  }

  func finished() -> AddedEvidence {
    let contentDigest = EvidenceDigest(content.finalize())
    let digest = sealing == nil ? contentDigest : EvidenceDigest(stored.finalize())
    return AddedEvidence(
      stored: StoredEvidence(
        digest: digest, byteCount: storedByteCount, isSealed: sealing != nil),
      contentDigest: contentDigest, contentByteCount: contentByteCount, isNew: true)
  }
}
