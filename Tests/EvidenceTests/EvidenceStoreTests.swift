// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@testable import Evidence

private let megabyte = 1 << 20

@Suite struct EvidenceStoreTests {
  let folder: TemporaryFolder
  let store: EvidenceStore

  init() throws {
    folder = try TemporaryFolder()
    store = try EvidenceStore(folder: folder.path + "/evidence")
  }

  @Test(arguments: [0, 1, megabyte - 1, megabyte, megabyte + 1, 3 * megabyte], [false, true])
  func `what goes in comes out, at every length of a piece`(count: Int, sealed: Bool) throws {
    let bytes = content(count)
    let added = try store.add(file: folder.file("in", bytes), sealed: sealed)
    #expect(added.isNew)
    #expect(added.contentDigest == EvidenceDigest(of: bytes))
    #expect(added.contentByteCount == count)
    #expect(try read(added.stored, store) == bytes)
    let out = folder.path + "/out"
    try store.copy(added.stored, to: out)
    #expect(FileManager.default.contents(atPath: out) == Data(bytes))
    #expect(try store.audit(expected: [added.stored]).findings == [])
  }

  /// The digest is that of another program.
  @Test func `a file lies under the digest that sha256sum gives it`() throws {
    let bytes = content(5_000)
    let path = try folder.file("in", bytes)
    let added = try store.add(file: path, sealed: false)
    let printed = String(decoding: try output(["sha256sum", path]).bytes, as: UTF8.self)
    let hex = String(printed.prefix(64))
    #expect(added.stored.digest.hex == hex)
    let stored = "\(store.folder)/\(hex.prefix(2))/\(hex)"
    #expect(FileManager.default.contents(atPath: stored) == Data(bytes))
    let mode = try FileManager.default.attributesOfItem(atPath: stored)[.posixPermissions]
    #expect(mode as? Int == 0o400)
  }

  @Test func `sealed files of another implementation are opened`() throws {
    let vectors = try Fixture.json("sealed.json")
    let key = try #require(vectors["key"]?.text)
    let cases = try #require(vectors["cases"]?.elements)
    #expect(cases.count == 7)
    for one in cases {
      let sealed = try #require(hexBytes((one["sealed"]?.text ?? "").utf8))
      let digest = try #require(EvidenceDigest(hex: one["sha256"]?.text ?? ""))
      let added = try store.add(bytes: sealed, sealed: false)
      #expect(added.stored.digest == digest)
      let keyFile = "\(store.folder)/keys/\(digest.hex)"
      try Data((key + "\n").utf8).write(to: URL(fileURLWithPath: keyFile))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keyFile)
      let stored = StoredEvidence(digest: digest, byteCount: sealed.count, isSealed: true)
      #expect(hexText(try read(stored, store)) == one["content"]?.text)
    }
  }

  @Test func `sealed content is nowhere on disk, and the same content is sealed differently`()
    throws
  {
    let bytes = Array("A name that is nowhere else".utf8)
    let first = try store.add(bytes: bytes, sealed: true)
    let second = try store.add(bytes: bytes, sealed: true)
    #expect(first.stored.digest != second.stored.digest)
    #expect(first.contentDigest == second.contentDigest)
    let found = try output(["grep", "-rl", "A name that is nowhere else", store.folder])
    #expect(found.bytes.isEmpty)
    #expect(found.status == 1)
  }

  @Test func `the same file again is not stored again, and a damaged one is not replaced`() throws {
    let bytes = content(3_000)
    let first = try store.add(bytes: bytes, sealed: false)
    #expect(try store.add(bytes: bytes, sealed: false).isNew == false)
    let path = store.path(first.stored.digest)
    try overwrite(path, content(3_000, seed: 2))
    #expect(throws: EvidenceError.self) { try store.add(bytes: bytes, sealed: false) }
    #expect(FileManager.default.contents(atPath: path) == Data(content(3_000, seed: 2)))
  }

  @Test func `erased evidence can be read by nobody, and still be checked`() throws {
    let added = try store.add(bytes: content(100), sealed: true)
    let keyFile = store.keyPath(added.stored.digest)
    let kept = try FileHandle(forReadingFrom: URL(fileURLWithPath: keyFile))
    try store.erase(added.stored)
    #expect(throws: EvidenceError.erased(added.stored.digest)) { try read(added.stored, store) }
    #expect(throws: EvidenceError.erased(added.stored.digest)) { try store.erase(added.stored) }
    // Whoever had the key file open reads zeros.
    #expect(try kept.readToEnd() == Data(repeating: UInt8(ascii: "0"), count: 65))
    let digest = added.stored.digest
    #expect(try store.audit(expected: [added.stored], erased: [digest]).findings == [])
    #expect(try store.audit(expected: [added.stored]).findings == [.keyMissing(digest)])
  }

  @Test func `what is not sealed cannot be erased`() throws {
    let added = try store.add(bytes: content(100), sealed: false)
    #expect(throws: EvidenceError.self) { try store.erase(added.stored) }
    #expect(try read(added.stored, store) == content(100))
  }

  @Test func `keys are the owner's alone, and others' are refused`() throws {
    let added = try store.add(bytes: content(100), sealed: true)
    let path = store.keyPath(added.stored.digest)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    #expect(throws: EvidenceError.self) { try read(added.stored, store) }
    let findings = try store.audit(expected: [added.stored]).findings
    guard case .key(added.stored.digest, _)? = findings.first else {
      Issue.record("\(findings)")
      return
    }
  }

  @Test func `too large a file, a pipe and a folder are refused and leave nothing`() throws {
    let small = try EvidenceStore(folder: store.folder, byteCountMax: 1_000)
    #expect(throws: EvidenceError.self) { try small.add(bytes: content(1_001), sealed: false) }
    #expect(throws: EvidenceError.self) { try small.add(bytes: content(1_001), sealed: true) }
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: EvidenceError.notAFile(pipe)) { try store.add(file: pipe, sealed: false) }
    #expect(throws: EvidenceError.notAFile(folder.path)) {
      try store.add(file: folder.path, sealed: false)
    }
    #expect(try store.audit(expected: []).findings == [])
  }

  @Test func `nothing is overwritten by a copy, and damaged content leaves none`() throws {
    let added = try store.add(bytes: content(2_000), sealed: false)
    let taken = try folder.file("taken", [1])
    #expect(throws: EvidenceError.exists(taken)) { try store.copy(added.stored, to: taken) }
    try overwrite(store.path(added.stored.digest), content(2_000, seed: 3))
    let out = folder.path + "/out"
    #expect(throws: EvidenceError.self) { try store.copy(added.stored, to: out) }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(left) == ["evidence", "taken"])
  }
}
