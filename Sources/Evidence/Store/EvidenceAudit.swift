// Is all evidence there and unchanged? Every file is read and held against what the records say.
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

/// What a walk through the whole store found. Nothing was changed.
public struct EvidenceAudit: Hashable, Sendable {
  public enum Finding: Hashable, Sendable, CustomStringConvertible {
    case missing(EvidenceDigest)
    /// Its bytes have another digest.
    case damaged(EvidenceDigest, found: EvidenceDigest)
    /// Each has the other's bytes.
    case exchanged(EvidenceDigest, EvidenceDigest)
    /// Sealed evidence that was not erased has no key.
    case keyMissing(EvidenceDigest)
    /// A key that does not open its evidence, or that others may read.
    case key(EvidenceDigest, reason: String)
    /// Erased by the records, but the key is there.
    case keyLeft(EvidenceDigest)
    /// No record speaks of this file.
    case unknown(file: String)
    case unreadable(file: String, reason: String)

    public var description: String {
      switch self {
      case .missing(let digest): "missing: \(digest)"
      case .damaged(let digest, let found): "damaged: \(digest) has bytes with the digest \(found)"
      case .exchanged(let a, let b): "exchanged: \(a) and \(b) have each other's bytes"
      case .keyMissing(let digest): "key missing: \(digest) is not erased by any record"
      case .key(let digest, let reason): "key of \(digest): \(reason)"
      case .keyLeft(let digest): "key left: \(digest) is erased by a record"
      case .unknown(let file): "in no record: \(file)"
      case .unreadable(let file, let reason): "unreadable: \(file): \(reason)"
      }
    }
  }

  public internal(set) var findings: [Finding] = []
  public internal(set) var checkedCount = 0
  public internal(set) var checkedByteCount = 0

  public var isSound: Bool { findings.isEmpty }
}

extension EvidenceStore {
  /// Reads every file of the store.
  ///
  /// - Parameters:
  ///   - expected: all evidence that the records speak of.
  ///   - erased: the part of it whose key was destroyed by a record.
  public func audit(
    expected: [StoredEvidence], erased: Set<EvidenceDigest> = []
  ) throws(EvidenceError) -> EvidenceAudit {
    var audit = EvidenceAudit()
    var found: [EvidenceDigest: EvidenceDigest] = [:]
    let known = Set(expected.map(\.digest))
    for name in try EvidenceFolder.names(folder) where name != "keys" {
      for file in try files(in: name, &audit) {
        guard name != "incoming", let digest = EvidenceDigest(hex: file), file.hasPrefix(name),
          known.contains(digest)
        else {
          audit.findings.append(.unknown(file: "\(name)/\(file)"))
          continue
        }
        found[digest] = hash(digest, &audit)
      }
    }
    compare(known, found, &audit)
    try auditKeys(expected, erased, found, &audit)
    return audit
  }

  private func files(
    in name: String, _ audit: inout EvidenceAudit
  ) throws(EvidenceError) -> [String] {
    var status = stat()
    guard lstat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      audit.findings.append(.unknown(file: name))
      return []
    }
    return try EvidenceFolder.names("\(folder)/\(name)")
  }

  /// The digest that the bytes have; nil, with a finding, where they cannot be read.
  private func hash(_ digest: EvidenceDigest, _ audit: inout EvidenceAudit) -> EvidenceDigest? {
    do throws(EvidenceError) {
      let file = try EvidenceFile(reading: path(digest))
      var hash = SHA256()
      while true {
        let piece = try file.read(upTo: SealedFile.pieceByteCount)
        if piece.isEmpty { break }
        hash.update(data: piece)
        audit.checkedByteCount += piece.count
      }
      audit.checkedCount += 1
      return EvidenceDigest(hash.finalize())
    } catch {
      audit.findings.append(.unreadable(file: digest.hex, reason: error.description))
      return nil
    }
  }

  private func compare(
    _ known: Set<EvidenceDigest>, _ found: [EvidenceDigest: EvidenceDigest],
    _ audit: inout EvidenceAudit
  ) {
    for digest in known.sorted() {
      guard let actual = found[digest] else {
        if !EvidenceFolder.exists(path(digest)) { audit.findings.append(.missing(digest)) }
        continue
      }
      guard actual != digest else { continue }
      if found[actual] == digest {
        if digest < actual { audit.findings.append(.exchanged(digest, actual)) }
      } else {
        audit.findings.append(.damaged(digest, found: actual))
      }
    }
  }

  private func auditKeys(
    _ expected: [StoredEvidence], _ erased: Set<EvidenceDigest>,
    _ found: [EvidenceDigest: EvidenceDigest], _ audit: inout EvidenceAudit
  ) throws(EvidenceError) {
    let sealed = Set(expected.filter(\.isSealed).map(\.digest))
    for name in try EvidenceFolder.names(folder + "/keys") {
      guard let digest = EvidenceDigest(hex: name), sealed.contains(digest) else {
        audit.findings.append(.unknown(file: "keys/\(name)"))
        continue
      }
      if erased.contains(digest) { audit.findings.append(.keyLeft(digest)) }
    }
    for digest in sealed.subtracting(erased).sorted() {
      guard hasKey(digest) else {
        audit.findings.append(.keyMissing(digest))
        continue
      }
      guard found[digest] == digest else { continue }
      if let reason = keyFault(digest) { audit.findings.append(.key(digest, reason: reason)) }
    }
  }

  /// Tries the key on the first piece; all pieces have the same.
  private func keyFault(_ digest: EvidenceDigest) -> String? {
    do throws(EvidenceError) {
      let key = try key(digest)
      let file = try EvidenceFile(reading: path(digest))
      let byteCount = try file.byteCount()
      let header = try file.read(upTo: SealedFile.headerByteCount)
      guard var sealed = SealedFile(key: key, header: header) else {
        return "its evidence does not begin as a sealed file does"
      }
      let piece = try file.read(upTo: sealed.plainByteCount + SealedFile.tagByteCount)
      let isLast = header.count + piece.count >= byteCount
      return (try? sealed.open(piece, isLast: isLast)) == nil ? "it does not open it" : nil
    } catch {
      return error.description
    }
  }
}
