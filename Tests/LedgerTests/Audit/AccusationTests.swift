// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

@Suite struct AccusationTests {
  private let signer: NoteSigner
  private let policy: LogPolicy
  private let honest = LeafHashes(Vectors.leaves(40))
  private let forged: LeafHashes

  init() throws {
    signer = try LedgerTests.signer("log.example", 1)
    policy = try LogPolicy(log: signer.verifierKey)
    var leaves = Vectors.leaves(40)
    leaves[3] = .leaf(Array("forged".utf8))
    forged = LeafHashes(leaves)
  }

  private func checkpoint(_ size: UInt64, _ hashes: LeafHashes) throws -> SignedCheckpoint {
    let root = try MerkleProof.root(size: size, hashes: hashes)
    let text = Checkpoint(origin: "log.example", size: size, root: root).text
    let note = try SignedNote.build(text: text, signatures: [try signer.sign(text)])
    return try SignedCheckpoint(note, policy: policy)
  }

  @Test func `a log that only grew cannot be accused, at any two sizes`() throws {
    for new: UInt64 in [1, 2, 7, 8, 33, 40] {
      for old in 0...new {
        let accusation = try Accusation(
          older: try checkpoint(old, honest), newer: try checkpoint(new, honest), hashes: honest)
        #expect(accusation == nil, "\(old) \(new)")
      }
    }
  }

  @Test func `a log that signed two histories is accused, and anybody can check it`() throws {
    for (old, new): (UInt64, UInt64) in [(4, 4), (4, 5), (7, 33), (8, 40), (39, 40), (40, 40)] {
      let accusation = try #require(
        try Accusation(
          older: try checkpoint(old, honest), newer: try checkpoint(new, forged), hashes: forged))
      let read = try Accusation(accusation.bytes)
      #expect(read == accusation && read.bytes == accusation.bytes)
      let (older, newer) = try read.verify(logs: policy)
      #expect(older.checkpoint.size == old && newer.checkpoint.size == new)
    }
    // The forged entry is the fourth: before it both histories are one.
    #expect(
      try Accusation(
        older: try checkpoint(3, honest), newer: try checkpoint(40, forged), hashes: forged) == nil)
  }

  @Test func `an innocent log cannot be accused by whoever makes up the file`() throws {
    let (old, new) = (try checkpoint(7, honest), try checkpoint(33, honest))
    let path = try MerkleProof.consistencyPath(from: 7, to: 33, hashes: honest)
    let other = try MerkleProof.root(size: 7, hashes: forged)
    for (accusation, error) in [
      (Accusation(older: old.note, newer: new.note), AccusationError.noContradiction),
      (
        Accusation(older: old.note, newer: new.note, prefix: old.checkpoint.root, path: path),
        .noContradiction
      ),
      (Accusation(older: old.note, newer: new.note, prefix: other, path: path), .path),
      (Accusation(older: old.note, newer: new.note, prefix: other, path: []), .path),
      (Accusation(older: new.note, newer: old.note, prefix: other, path: path), .form),
      (Accusation(older: old.note, newer: old.note), .noContradiction),
    ] {
      #expect(throws: error) { try Accusation(accusation.bytes).verify(logs: policy) }
    }
    let stranger = try LogPolicy(log: try LedgerTests.signer("log.example", 2).verifierKey)
    let real = try #require(
      try Accusation(older: old, newer: try checkpoint(33, forged), hashes: forged))
    #expect(throws: AccusationError.checkpoint(.note(.notSigned))) {
      try real.verify(logs: stranger)
    }
  }

  @Test func `two logs are not one`() throws {
    let second = try LedgerTests.signer("other.example", 2)
    let text = Checkpoint(origin: "other.example", size: 7, root: .leaf([1])).text
    let note = try SignedNote.build(text: text, signatures: [try second.sign(text)])
    let both = policy.adding(logs: [second.verifierKey])
    #expect(throws: AccusationError.twoLogs) {
      try Accusation(older: try checkpoint(7, honest).note, newer: note).verify(logs: both)
    }
  }

  @Test func `tiles that are not of the signed tree are not an accusation`() throws {
    #expect(throws: AccusationError.path) {
      try Accusation(
        older: try checkpoint(7, honest), newer: try checkpoint(33, honest), hashes: forged)
    }
  }

  @Test func `every changed or cut file is refused`() throws {
    let bytes = try #require(
      try Accusation(
        older: try checkpoint(7, honest), newer: try checkpoint(33, forged), hashes: forged)
    ).bytes
    for place in bytes.indices {
      #expect(throws: AccusationError.self, "\(place)") {
        try Accusation(Array(bytes[..<place])).verify(logs: policy)
      }
      var changed = bytes
      changed[place] ^= 1
      #expect(throws: AccusationError.self, "\(place)") {
        try Accusation(changed).verify(logs: policy)
      }
    }
    #expect(throws: AccusationError.form) { try Accusation(bytes + [0x0A]) }
    for filler: UInt8 in [0x0A, 0x41] {
      let header = Array("truceline-accusation/v1\nprefix ".utf8)
      #expect(throws: AccusationError.form) {
        try Accusation(header + [UInt8](repeating: filler, count: 3_000_000))
      }
    }
  }
}
