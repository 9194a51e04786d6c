// Does a witness contradict itself when the power goes, or the disk refuses, at the worst moment?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import SimulatedDisk
import Testing

@testable import Ledger

/// A dishonest log that signs two histories, and a witness that lives several times on a bad disk.
private struct WitnessTrial {
  /// From entry 3 on the histories differ.
  static let common: UInt64 = 3
  static let sizeMax: UInt64 = 24

  struct Histories {
    let key: NoteSigner
    let witness: NoteSigner
    let hashes: [LeafHashes]
    /// Signed checkpoints by history and size.
    let notes: [[[UInt8]]]

    init() throws {
      key = try signer("log.example", 1)
      witness = try signer("witness.example", 2, .cosignature)
      var forged = Vectors.leaves(Int(sizeMax))
      forged[Int(common)] = .leaf([0])
      hashes = [LeafHashes(Vectors.leaves(Int(sizeMax))), LeafHashes(forged)]
      notes = try hashes.map { [key] hashes in
        try (0...sizeMax).map { size in
          let root = try MerkleProof.root(size: size, hashes: hashes)
          let text = Checkpoint(origin: "log.example", size: size, root: root).text
          return try SignedNote.build(text: text, signatures: [try key.sign(text)])
        }
      }
    }
  }

  let histories: Histories
  let disk: SimulatedDisk
  var random: Seeded
  /// What was cosigned beyond the common beginning: all of one history.
  var cosignedHistory: Int?
  var cosignedSize: UInt64 = 0
  var cosignedCount = 0
  var cutCount = 0

  init(_ histories: Histories, seed: UInt64, onLyingDisk isLying: Bool = false) {
    self.histories = histories
    random = Seeded(seed)
    disk = SimulatedDisk(seed: random.next(), isLying: isLying)
  }

  /// Returns what is wrong; nil where nothing is.
  mutating func run() throws -> String? {
    for life in 0..<random.number(2...6) {
      switch random.number(0...3) {
      case 0: break
      case 1: disk.fail(call: random.number(1...40), .refused([EIO, ENOSPC][random.number(0...1)]))
      default: disk.fail(call: random.number(1...40), .powerCut)
      }
      if let fault = try live() { return "life \(life): \(fault)" }
      if disk.isOff || random.isLucky(percent: 50) {
        disk.cutPower()
        cutCount += 1
      } else {
        disk.endProcess()
      }
    }
    return try live()
  }

  private mutating func live() throws -> String? {
    let state: CosigningState
    do {
      state = try CosigningState(
        folder: "/witness", signer: histories.witness, logs: [histories.key.verifierKey],
        disk: disk)
    } catch {
      return disk.hasFailed ? nil : "the witness does not start: \(error)"
    }
    for _ in 0..<random.number(1...5) {
      if let fault = try ask(state) { return fault }
    }
    return nil
  }

  /// The log asks for one of its histories, with the proof that fits what the witness remembers.
  private mutating func ask(_ state: CosigningState) throws -> String? {
    let known = try state.cosigned(originHash: CosigningState.fileName("log.example")).map {
      try Checkpoint(SignedNote.unverifiedText($0)).size
    }
    let old = known ?? 0
    guard old >= cosignedSize else { return "it has forgotten: \(old) after \(cosignedSize)" }
    let size = min(Self.sizeMax, old + UInt64(random.number(0...3)))
    let history = random.number(0...1)
    let path = try MerkleProof.consistencyPath(
      from: old, to: size, hashes: histories.hashes[history])
    let request = AddCheckpoint(
      oldSize: old, path: path, note: histories.notes[history][Int(size)])
    guard state.answer(request.bytes, nowS: 1).status == 200 else { return nil }
    (cosignedSize, cosignedCount) = (size, cosignedCount + 1)
    guard size > Self.common else { return nil }
    if let cosignedHistory, cosignedHistory != history { return "it cosigned two histories" }
    cosignedHistory = history
    return nil
  }
}

@Suite struct CosigningDiskTests {
  @Test func `a witness never signs two histories, whatever the disk does`() throws {
    let histories = try WitnessTrial.Histories()
    var (cosignedCount, cutCount) = (0, 0)
    for seed in 1...300 as ClosedRange<UInt64> {
      var trial = WitnessTrial(histories, seed: seed)
      #expect(try trial.run() == nil, "seed \(seed)")
      cosignedCount += trial.cosignedCount
      cutCount += trial.cutCount
    }
    print("300 seeds: \(cosignedCount) checkpoints cosigned, \(cutCount) power cuts")
    #expect(cosignedCount > 600 && cutCount > 300)
  }

  @Test func `a disk that says synced and is not is found out`() throws {
    let histories = try WitnessTrial.Histories()
    let found = try (1...60 as ClosedRange<UInt64>).filter { seed in
      var trial = WitnessTrial(histories, seed: seed, onLyingDisk: true)
      return try trial.run() != nil
    }
    #expect(found.count > 10, "\(found.count)")
  }
}
