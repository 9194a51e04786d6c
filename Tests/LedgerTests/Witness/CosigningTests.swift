// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ledger

/// A log that can show itself at any size, and fork.
private struct ShownLog {
  let signer: NoteSigner
  var hashes: LeafHashes

  init(_ name: String, size: Int) throws {
    signer = try LedgerTests.signer(name, 1)
    hashes = LeafHashes(Vectors.leaves(size))
  }

  func request(_ old: UInt64, _ new: UInt64) throws -> [UInt8] {
    let root = try MerkleProof.root(size: new, hashes: hashes)
    let text = Checkpoint(origin: signer.verifierKey.name, size: new, root: root).text
    let note = try SignedNote.build(text: text, signatures: [try signer.sign(text)])
    let path = try MerkleProof.consistencyPath(from: min(old, new), to: new, hashes: hashes)
    return AddCheckpoint(oldSize: old, path: path, note: note).bytes
  }
}

@Suite struct CosigningTests {
  private let folder: TemporaryFolder
  private let log: ShownLog
  private let witness: NoteSigner

  init() throws {
    folder = try TemporaryFolder()
    log = try ShownLog("log.example", size: 40)
    witness = try signer("witness.example", 2, .cosignature)
  }

  private func state() throws -> CosigningState {
    try CosigningState(folder: folder.path, signer: witness, logs: [log.signer.verifierKey])
  }

  private func opened(_ body: [UInt8], _ answer: WitnessAnswer) throws -> OpenedNote {
    let note = try #require(AddCheckpoint(body)).note
    let line = String(decoding: answer.body, as: UTF8.self)
    return try SignedNote.open(
      try SignedNote.adding([line], to: note), trusted: [witness.verifierKey])
  }

  @Test func `growth is cosigned, and is on disk for the next process`() throws {
    for (old, new): (UInt64, UInt64) in [(0, 3), (3, 3), (3, 17), (17, 40)] {
      let state = try state()
      let body = try log.request(old, new)
      let answer = state.answer(body, nowS: 1_700_000_000 + new)
      #expect(answer.status == 200)
      #expect(try opened(body, answer).signatures[0].timestampS == 1_700_000_000 + new)
      let name = CosigningState.fileName("log.example")
      let kept = try #require(state.cosigned(originHash: name))
      #expect(try folder.bytes(of: name) == kept)
      let trusted = [log.signer.verifierKey, witness.verifierKey]
      #expect(try SignedNote.open(kept, trusted: trusted).keys == Set(trusted))
    }
  }

  @Test func `a fork is refused, whatever the log says of the old size`() throws {
    let state = try state()
    #expect(state.answer(try log.request(0, 7), nowS: 1).status == 200)
    var forked = log
    var leaves = Vectors.leaves(40)
    leaves[3] = .leaf(Array("forged".utf8))
    forked.hashes = LeafHashes(leaves)
    for (old, new, status): (UInt64, UInt64, Int) in [
      (7, 9, 422), (0, 9, 409), (3, 9, 409), (7, 7, 422), (0, 7, 409), (9, 9, 409), (7, 3, 400),
    ] {
      #expect(state.answer(try forked.request(old, new), nowS: 1).status == status, "\(old) \(new)")
    }
    #expect(state.answer(try log.request(7, 9), nowS: 1).status == 200)
  }

  @Test func `after a crash at any point the witness has one history`() throws {
    #expect(try state().answer(try log.request(0, 7), nowS: 1).status == 200)
    // The new file was written, but not put in its place.
    let name = CosigningState.fileName("log.example")
    try folder.write(Array("half of a no".utf8), to: name + ".new")
    #expect(try state().answer(try log.request(7, 9), nowS: 1).status == 200)
    #expect(try state().answer(try log.request(7, 9), nowS: 1).status == 409)
  }

  @Test func `a key of the wrong kind is neither a witness nor a log`() throws {
    let logKey = log.signer.verifierKey
    #expect(throws: NoteKeyError.cannotSign(type: 1)) {
      try CosigningState(folder: folder.path, signer: log.signer, logs: [logKey])
    }
    #expect(throws: NoteKeyError.cannotSign(type: 4)) {
      try CosigningState(
        folder: folder.path, signer: witness, logs: [logKey, witness.verifierKey])
    }
  }

  @Test func `a second process is refused`() throws {
    let first = try state()
    #expect(throws: JournalError.self) { try state() }
    #expect(first.answer(try log.request(0, 1), nowS: 1).status == 200)
  }

  @Test func `a damaged memory stops the witness, and is not begun anew`() throws {
    #expect(try state().answer(try log.request(0, 7), nowS: 1).status == 200)
    let name = CosigningState.fileName("log.example")
    let kept = try folder.bytes(of: name)
    for damaged in [[], Array(kept.dropLast(9)), [kept[0] ^ 1] + kept.dropFirst()] {
      try folder.write(damaged, to: name)
      #expect(throws: CosigningStateError.self) { try state() }
    }
    try folder.write(kept, to: name)
    #expect(try state().answer(try log.request(7, 8), nowS: 1).status == 200)
  }

  @Test func `what cannot be stored is not cosigned, and nothing is after it`() throws {
    let state = try state()
    #expect(state.answer(try log.request(0, 7), nowS: 1).status == 200)
    let new = "\(folder.path)/\(CosigningState.fileName("log.example")).new"
    try FileManager.default.createDirectory(atPath: new, withIntermediateDirectories: false)
    #expect(state.answer(try log.request(7, 9), nowS: 1).status == 500)
    try FileManager.default.removeItem(atPath: new)
    #expect(state.answer(try log.request(7, 9), nowS: 1).status == 500)
  }

  @Test func `requests of any size and content are answered in bounded time`() throws {
    let state = try state()
    let sound = try log.request(0, 7)
    let start = ContinuousClock.now
    for filler: UInt8 in [0x0A, 0x41, 0xFF] {
      let large = [UInt8](repeating: filler, count: 2 << 20)
      #expect(state.answer(large, nowS: 1).status == 400)
      #expect(state.answer(Array("old 0\n".utf8) + large.prefix(1 << 20), nowS: 1).status == 400)
    }
    for place in sound.indices {
      var changed = sound
      changed[place] ^= 0x01
      #expect(state.answer(changed, nowS: 1).status != 200, "\(place)")
      #expect(state.answer(Array(sound[..<place]), nowS: 1).status != 200, "\(place)")
    }
    #expect(state.answer(try log.request(0, 7), nowS: 1).status == 200)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}

@Suite(.enabled(if: Vectors.areThere)) struct CosigningVectorTests {
  struct Conversation: Decodable {
    struct Step: Decodable {
      enum Status: Decodable {
        case one(Int)
        case anyOf([Int])

        init(from decoder: any Decoder) throws {
          let container = try decoder.singleValueContainer()
          if let one = try? container.decode(Int.self) {
            self = .one(one)
          } else {
            self = .anyOf(try container.decode([Int].self))
          }
        }

        var all: [Int] {
          switch self {
          case .one(let status): [status]
          case .anyOf(let statuses): statuses
          }
        }
      }

      let name: String
      let bodyB64: String
      let status: Status
      let replyBody: String?
      let contentType: String?
      let cosignedSize: UInt64?
    }
    let logVkey: String
    let steps: [Step]
  }

  @Test(arguments: [false, true])
  func `the whole conversation, also with a restart before every request`(restarts: Bool) throws {
    let conversation = try Vectors.read("witness.json", as: Conversation.self)
    let folder = try TemporaryFolder()
    let witness = try signer("witness.example", 2, .cosignature)
    let logs = [try VerifierKey(conversation.logVkey)]
    var state: CosigningState?
    for (number, step) in conversation.steps.enumerated() {
      if restarts { state = nil }
      let used = try state ?? CosigningState(folder: folder.path, signer: witness, logs: logs)
      state = used
      let body = try bytes(base64: step.bodyB64)
      let answer = used.answer(body, nowS: 1_800_000_000)
      #expect(step.status.all.contains(answer.status), "\(number) \(step.name)")
      if let text = step.replyBody { #expect(String(decoding: answer.body, as: UTF8.self) == text) }
      if let type = step.contentType { #expect(answer.contentType == type) }
      if let size = step.cosignedSize {
        let note = try SignedNote.adding(
          [String(decoding: answer.body, as: UTF8.self)],
          to: try #require(AddCheckpoint(body)).note)
        let opened = try SignedNote.open(note, trusted: [witness.verifierKey])
        #expect(try Checkpoint(opened.text).size == size)
      }
    }
  }
}
