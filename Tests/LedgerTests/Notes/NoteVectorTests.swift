// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ledger

@Suite(.enabled(if: Vectors.areThere)) struct NoteVectorTests {
  struct Notes: Decodable {
    struct Case: Decodable {
      let name: String
      let noteB64: String
      let vkeys: [String]
      let ok: Bool
      let why: String
    }
    struct Limit: Decodable {
      let name: String
      let unknownLine: String
      let text: String
      let sig: String
      let vkeys: [String]
    }
    let cases: [Case]
    let limitCases: [Limit]?
  }

  @Test(arguments: ["notes.json", "cosignatures.json"])
  func `every note opens or is refused as it should`(file: String) throws {
    for item in try Vectors.read(file, as: Notes.self).cases {
      let trusted = try item.vkeys.map { try VerifierKey($0) }
      let note = try bytes(base64: item.noteB64)
      let opened = try? SignedNote.open(note, trusted: trusted)
      #expect((opened != nil) == item.ok, "\(item.name): \(item.why)")
      if let opened, item.vkeys.count == 2, item.name.contains("two") {
        #expect(opened.keys == Set(trusted))
      }
    }
  }

  @Test func `twenty thousand signatures are refused in no time`() throws {
    for item in try Vectors.read("notes.json", as: Notes.self).limitCases ?? [] {
      let note = Array(
        (item.text + "\n" + String(repeating: item.unknownLine, count: 20_000) + item.sig).utf8)
      let trusted = try item.vkeys.map { try VerifierKey($0) }
      let duration = ContinuousClock().measure {
        #expect(throws: NoteError.self, "\(item.name)") {
          try SignedNote.open(note, trusted: trusted)
        }
      }
      #expect(duration < .seconds(1))
    }
  }

  struct Keys: Decodable {
    struct Key: Decodable {
      let origin: String?
      let name: String?
      let seedHex: String
      let vkey: String
    }
    let log: Key
    let witnesses: [Key]
  }

  @Test func `a seed gives the key, and the key's line is read and written`() throws {
    let keys = try Vectors.read("keys.json", as: Keys.self)
    let log = try NoteSigner(
      name: try #require(keys.log.origin), seed: bytes(hex: keys.log.seedHex))
    #expect(log.verifierKey.text == keys.log.vkey)
    for key in keys.witnesses {
      let witness = try NoteSigner(
        name: try #require(key.name), seed: bytes(hex: key.seedHex), kind: .cosignature)
      #expect(witness.verifierKey.text == key.vkey)
      #expect(try VerifierKey(key.vkey) == witness.verifierKey)
    }
  }

  @Test func `signing the checkpoint of a log gives its note byte for byte`() throws {
    let keys = try Vectors.read("keys.json", as: Keys.self)
    let note = Array(try Data(contentsOf: Vectors.url("logs/log-300/checkpoint")))
    let log = try NoteSigner(
      name: try #require(keys.log.origin), seed: bytes(hex: keys.log.seedHex))
    let opened = try SignedNote.open(
      note, trusted: [log.verifierKey] + keys.witnesses.map { try VerifierKey($0.vkey) })
    var lines = [try log.sign(opened.text)]
    for (key, signature) in zip(keys.witnesses, opened.signatures.dropFirst()) {
      let witness = try NoteSigner(
        name: try #require(key.name), seed: bytes(hex: key.seedHex), kind: .cosignature)
      lines.append(
        try witness.cosign(opened.text, timestampS: try #require(signature.timestampS)))
    }
    #expect(lines.count == 3)
    #expect(try SignedNote.build(text: opened.text, signatures: lines) == note)
  }

  struct Checkpoints: Decodable {
    struct Case: Decodable {
      let name: String
      let text: String
      let ok: Bool
      let origin: String?
      let size: UInt64?
      let root: String?
      let extensions: [String]?
    }
    let cases: [Case]
  }

  @Test func `every checkpoint is read or refused as it should be`() throws {
    for item in try Vectors.read("checkpoints.json", as: Checkpoints.self).cases {
      let checkpoint = try? Checkpoint(item.text)
      #expect((checkpoint != nil) == item.ok, "\(item.name)")
      guard let checkpoint, item.ok else { continue }
      #expect(checkpoint.origin == item.origin && checkpoint.size == item.size)
      #expect(checkpoint.root.base64 == item.root && checkpoint.extensions == item.extensions)
      #expect(checkpoint.text == item.text)
    }
  }

  struct Policies: Decodable {
    struct Case: Decodable {
      let cosignedBy: String
      let noteB64: String
      let ok: Bool
    }
    struct Bad: Decodable {
      let why: String
      let policy: String
    }
    let policy: String
    let cases: [Case]
    let badPolicies: [Bad]
  }

  @Test func `every set of cosigners meets the quorum or not, and who is missing is named`() throws
  {
    let vectors = try Vectors.read("policy.json", as: Policies.self)
    let policy = try LogPolicy(Array(vectors.policy.utf8))
    for item in vectors.cases {
      let note = try bytes(base64: item.noteB64)
      let signed = try? SignedCheckpoint(note, policy: policy)
      #expect((signed != nil) == item.ok, "\(item.cosignedBy)")
      let opened = try SignedNote.open(note, trusted: policy.keys)
      #expect(policy.isSatisfied(by: opened.keys) == item.ok)
      let missing = policy.missing(from: opened.keys)
      switch item.cosignedBy {
      case "": #expect(missing == ["2 more of a, b, c", "joint"])
      case "a": #expect(missing == ["1 more of b, c", "joint"])
      case "ab", "abc": #expect(missing == ["joint"])
      case "j": #expect(missing == ["2 more of a, b, c"])
      default: #expect(missing.isEmpty == item.ok)
      }
    }
    for bad in vectors.badPolicies {
      #expect(throws: PolicyError.self, "\(bad.why)") { try LogPolicy(Array(bad.policy.utf8)) }
    }
  }

  struct Proofs: Decodable {
    struct Case: Decodable {
      let name: String
      let proofB64: String
      let entryB64: String
      let quorum: Int
      let ok: Bool
    }
    let logVkey: String
    let witnessVkeys: [String]
    let cases: [Case]
  }

  @Test func `every offline proof proves its entry or is refused`() throws {
    let vectors = try Vectors.read("proofs.json", as: Proofs.self)
    let witnesses = try vectors.witnessVkeys.map { try VerifierKey($0) }
    for item in vectors.cases {
      let policy = try LogPolicy(
        log: try VerifierKey(vectors.logVkey), witnesses: witnesses, threshold: item.quorum)
      let file = try bytes(base64: item.proofB64)
      let entry = try bytes(base64: item.entryB64)
      let signed = try? LogProof(file).verify(entry: entry, policy: policy)
      #expect((signed != nil) == item.ok, "\(item.name)")
      if item.ok { #expect(try LogProof(file).bytes == file) }
    }
  }
}
