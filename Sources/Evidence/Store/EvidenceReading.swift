// Is stored evidence still what it was, and what does it say? It is checked while it is read.
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

extension EvidenceStore {
  /// Reads the content, piece by piece.
  ///
  /// - Throws: `EvidenceError` where bytes are not what the digest says. For evidence that is not
  ///   sealed this is known at the end only: what `take` was given is to be thrown away then.
  public func read(
    _ evidence: StoredEvidence, _ take: ([UInt8]) throws(EvidenceError) -> Void
  ) throws(EvidenceError) {
    let file = try stored(evidence)
    if evidence.isSealed {
      try readSealed(evidence, file, key: key(evidence.digest), take)
    } else {
      var hash = SHA256()
      while true {
        let piece = try file.read(upTo: SealedFile.pieceByteCount)
        if piece.isEmpty { break }
        hash.update(data: piece)
        try take(piece)
      }
      try require(hash, evidence)
    }
  }

  /// Writes the content into a new file, which is there only if all of it was sound.
  public func copy(_ evidence: StoredEvidence, to path: String) throws(EvidenceError) {
    guard !EvidenceFolder.exists(path) else { throw .exists(path) }
    let part = path + ".part"
    let file = try EvidenceFile(creating: part)
    do throws(EvidenceError) {
      try read(evidence) { piece throws(EvidenceError) in try file.write(piece) }
      try file.sync()
      try EvidenceFolder.place(part, at: path)
    } catch {
      _ = unlink(part)
      throw error
    }
  }

  private func stored(_ evidence: StoredEvidence) throws(EvidenceError) -> EvidenceFile {
    guard EvidenceFolder.exists(path(evidence.digest)) else { throw .missing(evidence.digest) }
    let file = try EvidenceFile(reading: path(evidence.digest))
    let byteCount = try file.byteCount()
    guard byteCount == evidence.byteCount else {
      throw .damaged(
        evidence.digest, reason: "it has \(byteCount) bytes, not \(evidence.byteCount)")
    }
    return file
  }

  private func require(_ hash: SHA256, _ evidence: StoredEvidence) throws(EvidenceError) {
    let found = EvidenceDigest(hash.finalize())
    guard found == evidence.digest else {
      throw .damaged(evidence.digest, reason: "its content has the digest \(found)")
    }
  }

  private func readSealed(
    _ evidence: StoredEvidence, _ file: EvidenceFile, key: [UInt8],
    _ take: ([UInt8]) throws(EvidenceError) -> Void
  ) throws(EvidenceError) {
    let header = try file.read(upTo: SealedFile.headerByteCount)
    guard var sealed = SealedFile(key: key, header: header) else {
      throw .damaged(evidence.digest, reason: "it does not begin as a sealed file does")
    }
    var hash = SHA256()
    hash.update(data: header)
    let pieceByteCount = sealed.plainByteCount + SealedFile.tagByteCount
    var left = evidence.byteCount - header.count
    repeat {
      let piece = try file.read(upTo: min(pieceByteCount, max(left, 0)))
      left -= piece.count
      hash.update(data: piece)
      let isLast = left <= 0 || piece.isEmpty
      guard let content = try? sealed.open(piece, isLast: isLast) else {
        throw .damaged(
          evidence.digest,
          reason: "the key does not open the piece before byte \(evidence.byteCount - left)")
      }
      try take(content)
    } while left > 0
    try require(hash, evidence)
  }

  /// The key of sealed evidence.
  func key(_ digest: EvidenceDigest) throws(EvidenceError) -> [UInt8] {
    let path = keyPath(digest)
    guard EvidenceFolder.exists(path) else { throw .erased(digest) }
    let file = try EvidenceFile(reading: path)
    guard try file.status().st_mode & 0o077 == 0 else {
      throw .key(file: path, reason: "others than its owner may use this key; run chmod 600 on it")
    }
    let text = try file.read(upTo: 66)
    guard text.count == 65, text.last == 0x0A, let key = hexBytes(text.dropLast()) else {
      throw .key(file: path, reason: "this is no key of 64 hexadecimal digits")
    }
    return key
  }

  /// True where a key is there.
  public func hasKey(_ digest: EvidenceDigest) -> Bool { EvidenceFolder.exists(keyPath(digest)) }

  /// Destroys the key of sealed evidence: its content cannot be read again, by anyone. The sealed
  /// file stays, so that its digest in records can still be checked.
  ///
  /// The key is overwritten, synced, and its name taken away. Copies in backups, and blocks that a
  /// drive has put elsewhere, are out of reach here.
  public func erase(_ evidence: StoredEvidence) throws(EvidenceError) {
    let path = keyPath(evidence.digest)
    guard EvidenceFolder.exists(path) else {
      throw evidence.isSealed
        ? .erased(evidence.digest)
        : .key(file: path, reason: "this evidence is not sealed, so it has no key to destroy")
    }
    let file = try EvidenceFile(overwriting: path)
    let byteCount = try file.byteCount()
    try file.write([UInt8](repeating: UInt8(ascii: "0"), count: max(byteCount, 65)))
    try file.sync()
    guard unlink(path) == 0 else { throw EvidenceError(call: "unlink", path) }
    try EvidenceFolder.sync(folder + "/keys")
  }
}
