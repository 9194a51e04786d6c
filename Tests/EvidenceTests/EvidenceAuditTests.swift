// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Evidence

/// Each kind of damage is named, and nothing is changed by looking.
@Suite struct EvidenceAuditTests {
  let folder: TemporaryFolder
  let store: EvidenceStore
  let plain: StoredEvidence
  let other: StoredEvidence
  let sealed: StoredEvidence

  init() throws {
    folder = try TemporaryFolder()
    store = try EvidenceStore(folder: folder.path + "/evidence")
    plain = try store.add(bytes: content(700, seed: 1), sealed: false).stored
    other = try store.add(bytes: content(700, seed: 2), sealed: false).stored
    sealed = try store.add(bytes: content(700, seed: 3), sealed: true).stored
  }

  private var all: [StoredEvidence] { [plain, other, sealed] }

  private func stored(_ evidence: StoredEvidence) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: store.path(evidence.digest))))
  }

  @Test func `a sound store is read whole`() throws {
    let audit = try store.audit(expected: all)
    #expect(audit.isSound)
    #expect(audit.checkedCount == 3)
    #expect(audit.checkedByteCount == 700 + 700 + sealed.byteCount)
  }

  @Test func `every single changed byte is found, in what is sealed as well`() throws {
    let short = try [false, true].map { try store.add(bytes: content(40), sealed: $0).stored }
    let all = all + short
    for evidence in short {
      let bytes = try stored(evidence)
      for at in bytes.indices {
        var changed = bytes
        changed[at] ^= 1
        try overwrite(store.path(evidence.digest), changed)
        #expect(
          try store.audit(expected: all).findings
            == [.damaged(evidence.digest, found: EvidenceDigest(of: changed))])
        #expect(throws: EvidenceError.self) { try read(evidence, store) }
      }
      try overwrite(store.path(evidence.digest), bytes)
    }
    #expect(try store.audit(expected: all).isSound)
  }

  @Test func `a file cut short, longer or gone is named`() throws {
    let bytes = try stored(plain)
    for changed in [Array(bytes.dropLast()), [], bytes + [0]] {
      try overwrite(store.path(plain.digest), changed)
      #expect(
        try store.audit(expected: all).findings
          == [.damaged(plain.digest, found: EvidenceDigest(of: changed))])
      #expect(throws: EvidenceError.self) { try read(plain, store) }
    }
    try FileManager.default.removeItem(atPath: store.path(plain.digest))
    #expect(try store.audit(expected: all).findings == [.missing(plain.digest)])
    #expect(throws: EvidenceError.missing(plain.digest)) { try read(plain, store) }
  }

  @Test func `two files in each other's place are named as such`() throws {
    let bytes = try stored(plain)
    try overwrite(store.path(plain.digest), stored(other))
    try overwrite(store.path(other.digest), bytes)
    let pair = [plain.digest, other.digest].sorted()
    #expect(try store.audit(expected: all).findings == [.exchanged(pair[0], pair[1])])
  }

  @Test func `files of which no record speaks are named, and links are not followed`() throws {
    _ = try folder.file("evidence/note.txt", [1])
    _ = try folder.file("evidence/incoming/half", [1])
    _ = try folder.file("evidence/keys/\(String(repeating: "a", count: 64))", [1])
    #expect(
      Set(try store.audit(expected: all).findings) == [
        .unknown(file: "note.txt"), .unknown(file: "incoming/half"),
        .unknown(file: "keys/\(String(repeating: "a", count: 64))"),
      ])
    #expect(
      try store.audit(expected: [plain, sealed]).findings.contains(
        .unknown(file: "\(other.digest.hex.prefix(2))/\(other.digest.hex)")))
  }

  @Test func `a link in the place of a file is unreadable`() throws {
    let path = store.path(plain.digest)
    let elsewhere = try folder.file("elsewhere", stored(plain))
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: elsewhere)
    let findings = try store.audit(expected: all).findings
    #expect(findings.count == 1)
    guard case .unreadable(plain.digest.hex, _)? = findings.first else {
      Issue.record("\(findings)")
      return
    }
    #expect(throws: EvidenceError.notAFile(path)) { try read(plain, store) }
  }

  @Test func `another's key, a broken key and a key that was to be gone are named`() throws {
    let second = try store.add(bytes: content(50), sealed: true).stored
    let path = store.keyPath(sealed.digest)
    let key = try Data(contentsOf: URL(fileURLWithPath: path))
    let expected = all + [second]
    #expect(
      try store.audit(expected: expected, erased: [sealed.digest]).findings
        == [.keyLeft(sealed.digest)])
    let another = try Data(contentsOf: URL(fileURLWithPath: store.keyPath(second.digest)))
    for wrong in [[UInt8](another), [], Array("zz".utf8), [UInt8](key.dropLast())] {
      try overwrite(path, wrong)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      let findings = try store.audit(expected: expected).findings
      guard findings.count == 1, case .key(sealed.digest, _)? = findings.first else {
        Issue.record("\(findings)")
        continue
      }
      #expect(throws: EvidenceError.self) { try read(sealed, store) }
    }
  }

  /// The audit compares digests; opening must not trust that it ran.
  @Test func `pieces of a sealed file cannot be moved, left out or cut off`() throws {
    let long = try store.add(bytes: content(3 << 20), sealed: true).stored
    let bytes = try stored(long)
    let key = try store.key(long.digest)
    let size = (1 << 20) + 16
    let header = Array(bytes.prefix(8))
    let pieces = (0..<3).map { Array(bytes[(8 + $0 * size)..<(8 + ($0 + 1) * size)]) }
    for order in [[1, 0, 2], [0, 2], [0, 1], [0, 1, 2, 2], [0, 0, 2]] {
      let made = header + order.flatMap { pieces[$0] }
      let stored = try store.add(bytes: made, sealed: false).stored
      let keyFile = store.keyPath(stored.digest)
      try Data((hexText(key) + "\n").utf8).write(to: URL(fileURLWithPath: keyFile))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keyFile)
      let asSealed = StoredEvidence(
        digest: stored.digest, byteCount: stored.byteCount, isSealed: true)
      #expect(throws: EvidenceError.self, "\(order)") { try read(asSealed, store) }
    }
  }
}
