// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ledger

@Suite struct AuditTests {
  private func failure(
    _ log: MadeLog, earlier: [Checkpoint] = []
  ) throws -> AuditFailure? {
    let policy = try LogPolicy(log: log.signer.verifierKey)
    do {
      _ = try LogAudit(log.source, policy: policy, earlier: earlier).run()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [0, 1, 2, 255, 256, 257, 300, 511, 512, 513])
  func `a sound log is found sound, and every entry is handed out in order`(size: Int) throws {
    let log = try MadeLog(size: size)
    let policy = try LogPolicy(log: log.signer.verifierKey)
    var count = 0
    let audited = try LogAudit(log.source, policy: policy).run { index, entry in
      #expect(index == count && Array(entry) == Vectors.entry(count))
      count += 1
    }
    #expect(count == size && audited.size == size && audited.root == log.root)
    #expect(audited.resourceCount == TilePath.all(size: UInt64(size)).count + 1)
    #expect(audited.frontier.root == log.root && audited.frontier.size == UInt64(size))
  }

  @Test func `every byte of every file counts`() throws {
    let log = try MadeLog(size: 600)
    #expect(try failure(log) == nil)
    var generator = SystemRandomNumberGenerator()
    for path in log.files.keys {
      let bytes = try #require(log.files[path])
      for _ in 0..<8 {
        let place = Int.random(in: bytes.indices, using: &generator)
        var changed = bytes
        changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        try log.folder.write(changed, path)
        #expect(try failure(log) != nil, "\(path), byte \(place)")
      }
      try log.folder.write(bytes + [0], path)
      #expect(try failure(log) != nil, "\(path) and a byte more")
      try log.folder.write(Array(bytes.dropLast()), path)
      #expect(try failure(log) != nil, "\(path) and a byte less")
      log.folder.remove(path)
      #expect(try failure(log)?.resource == path.text)
      try log.folder.write(bytes, path)
    }
    #expect(try failure(log) == nil)
  }

  @Test func `any two files exchanged are found`() throws {
    let log = try MadeLog(size: 600)
    for (one, first) in log.files {
      for (other, second) in log.files where first != second {
        try log.folder.write(second, one)
        try log.folder.write(first, other)
        #expect(try failure(log) != nil, "\(one) and \(other)")
        try log.folder.write(first, one)
        try log.folder.write(second, other)
      }
    }
  }

  @Test func `the range that is named is the smallest`() throws {
    let log = try MadeLog(size: 600)
    let leafTile = TilePath.hashes(level: 0, index: 1, width: 256)
    var tile = try #require(log.files[leafTile])
    tile[5 * 32] ^= 1
    try log.folder.write(tile, leafTile)
    let wrongTile = try #require(try failure(log))
    #expect(wrongTile.check == .hashes && wrongTile.resource == "tile/0/001")
    #expect(wrongTile.entries == 261..<262 && wrongTile.entriesLeadToRoot == true)

    // The forged entry and its hash fit each other (CVE-2026-56865): the level above tells.
    let bundle = TilePath.entries(index: 1, width: 256)
    var entries = (256..<512).map(Vectors.entry)
    entries[5] = Array("forged".utf8)
    try log.folder.write(try EntryBundle.bytes(of: entries), bundle)
    tile.replaceSubrange(5 * 32..<6 * 32, with: LogHash.leaf(entries[5]).bytes)
    try log.folder.write(tile, leafTile)
    let forged = try #require(try failure(log))
    #expect(forged.check == .hashes && forged.resource == "tile/1/000.p/2")
    #expect(forged.entries == 256..<512 && forged.entriesLeadToRoot == false)
  }

  @Test func `a log that was shortened or changed behind an earlier checkpoint is found`() throws {
    let now = try MadeLog(size: 300)
    let origin = now.signer.verifierKey.name
    for size in [0, 1, 200, 255, 256, 257, 299, 300] {
      let earlier = Checkpoint(
        origin: origin, size: UInt64(size), root: ByDefinition.root(now.leaves[..<size]))
      #expect(try failure(now, earlier: [earlier]) == nil, "\(size)")
      let other = Checkpoint(origin: origin, size: UInt64(size), root: .leaf([1]))
      #expect(try failure(now, earlier: [earlier, other])?.check == .fork, "\(size)")
    }
    let longer = Checkpoint(origin: origin, size: 301, root: .leaf([1]))
    #expect(try failure(now, earlier: [longer])?.check == .rollback)
  }

  @Test func `what is left of earlier checkpoints is compared too`() throws {
    let log = try MadeLog(size: 300)
    let earlier = try MadeLog(size: 280)
    for (path, bytes) in earlier.files { try log.folder.write(bytes, path) }
    #expect(try failure(log) == nil)
    for path in [
      TilePath.hashes(level: 0, index: 1, width: 24), .entries(index: 1, width: 24),
    ] {
      let bytes = try #require(earlier.files[path])
      try log.folder.write([bytes[0] ^ 1] + bytes.dropFirst(), path)
      #expect(try failure(log)?.resource == path.text)
      try log.folder.write(Array(bytes.dropLast()), path)
      #expect(try failure(log)?.resource == path.text)
      try log.folder.write(bytes, path)
    }
  }

  @Test func `a checkpoint that promises entries without end is not waited for`() throws {
    let log = try MadeLog(size: 300)
    let text = Checkpoint(
      origin: log.signer.verifierKey.name, size: Checkpoint.sizeMax, root: log.root
    ).text
    try log.folder.write(
      try SignedNote.build(text: text, signatures: [try log.signer.sign(text)]), .checkpoint)
    let start = ContinuousClock.now
    #expect(try failure(log)?.resource == "tile/entries/001")
    let duration = ContinuousClock.now - start
    #expect(duration < .seconds(2))
  }
}

@Suite(.enabled(if: Vectors.areThere)) struct AuditVectorTests {
  struct Corruptions: Decodable {
    struct Mutation: Decodable {
      let op: String
      let path: String?
      let offset: Int?
      let bit: Int?
      let length: Int?
      let hex: String?
      let a: Int?
      let b: Int?
      let index: Int?
      let dataHex: String?
      let fixLeafTile: Bool?
      let size: Int?
      let log: String?
      let detect: Bool?
    }
    let base: String
    let mutations: [Mutation]
  }

  private func policy() throws -> LogPolicy {
    let keys = try Vectors.read("keys.json", as: NoteVectorTests.Keys.self)
    return try LogPolicy(
      log: try VerifierKey(keys.log.vkey),
      witnesses: keys.witnesses.map { try VerifierKey($0.vkey) }, threshold: 2)
  }

  @Test(arguments: [1, 255, 256, 257, 300])
  func `a log that another program made is sound, and is made here byte for byte`(
    size: Int
  ) throws {
    let url = Vectors.url("logs/log-\(size)")
    let audited = try LogAudit(FolderTiles(folder: url.path), policy: policy()).run()
    #expect(audited.size == size)
    for (path, bytes) in try MadeLog(size: size).files {
      #expect(Array(try Data(contentsOf: url.appendingPathComponent(path.text))) == bytes)
    }
  }

  @Test func `a log without entries is sound without witnesses`() throws {
    let source = FolderTiles(folder: Vectors.url("logs/log-0").path)
    #expect(try LogAudit(source, policy: policy(), needsQuorum: false).run().size == 0)
  }

  @Test func `every corruption is found`() throws {
    let corruptions = try Vectors.read("corruptions.json", as: Corruptions.self)
    for mutation in corruptions.mutations {
      let folder = try LogFolder(copyOf: Vectors.url("logs/\(corruptions.base)"))
      try apply(mutation, folder)
      let source = FolderTiles(folder: folder.path)
      let isSound = (try? LogAudit(source, policy: policy()).run()) != nil
      #expect(isSound == (mutation.detect == false), "\(mutation)")
      if mutation.detect == false {
        let newer = try Checkpoint(
          SignedNote.unverifiedText(
            Array(try Data(contentsOf: Vectors.url("logs/\(corruptions.base)/checkpoint")))))
        #expect(throws: AuditFailure.self) {
          try LogAudit(source, policy: policy(), earlier: [newer]).run()
        }
      }
    }
    #expect(corruptions.mutations.count > 30)
  }

  private func apply(_ mutation: Corruptions.Mutation, _ folder: LogFolder) throws {
    let name = try #require(TilePath(mutation.path ?? "checkpoint"))
    let url = URL(filePath: "\(folder.path)/\(name.text)")
    var bytes = Array(try Data(contentsOf: url))
    switch mutation.op {
    case "flip_bit":
      bytes[try #require(mutation.offset)] ^= 1 << UInt8(try #require(mutation.bit))
    case "truncate": bytes = Array(bytes.prefix(try #require(mutation.length)))
    case "append": bytes += unhexed(try #require(mutation.hex))
    case "delete": return folder.remove(name)
    case "swap_32":
      let (a, b) = (try #require(mutation.a), try #require(mutation.b))
      let kept = Array(bytes[a..<a + 32])
      bytes.replaceSubrange(a..<a + 32, with: bytes[b..<b + 32])
      bytes.replaceSubrange(b..<b + 32, with: kept)
    case "replace_entry": return try replaceEntry(mutation, folder)
    case "checkpoint":
      var lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
      lines[1] = "\(try #require(mutation.size))"
      bytes = Array(lines.joined(separator: "\n").utf8)
    case "checkpoint_flip_signature":
      let note = String(decoding: bytes, as: UTF8.self)
      let line = try SignedNote.signatureLines(bytes)[0]
      let words = line.dropLast().split(separator: " ")
      var signature = try decoded(String(words[2]))
      signature[20] ^= 4
      let changed = "\(words[0]) \(words[1]) \(Base64.encode(signature))\n"
      bytes = Array(note.replacingOccurrences(of: line, with: changed).utf8)
    case "checkpoint_from":
      let other = Vectors.url("logs/\(try #require(mutation.log))")
      bytes = Array(try Data(contentsOf: other.appendingPathComponent("checkpoint")))
      for path in TilePath.all(size: 256) {
        try folder.write(Array(try Data(contentsOf: other.appendingPathComponent(path.text))), path)
      }
    default: Issue.record("unknown operation \(mutation.op)")
    }
    try folder.write(bytes, name)
  }

  private func replaceEntry(_ mutation: Corruptions.Mutation, _ folder: LogFolder) throws {
    let index = try #require(mutation.index)
    let width = index < 256 ? 256 : 44
    let place = index % 256
    var entries = (index - place..<index - place + width).map(Vectors.entry)
    entries[place] = unhexed(try #require(mutation.dataHex))
    try folder.write(
      try EntryBundle.bytes(of: entries), .entries(index: UInt64(index / 256), width: width))
    guard mutation.fixLeafTile == true else { return }
    try folder.write(
      entries.flatMap { LogHash.leaf($0).bytes },
      .hashes(level: 0, index: UInt64(index / 256), width: width))
  }

  private func unhexed(_ text: String) -> [UInt8] { LedgerTests.bytes(hex: text) }

  private func decoded(_ text: String) throws -> [UInt8] {
    try LedgerTests.bytes(base64: text)
  }
}
