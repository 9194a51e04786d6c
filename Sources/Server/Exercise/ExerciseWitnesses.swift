// Who watches the log of an exercise? Witnesses of both parties and of three guarantors, in this program.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Ledger
internal import Notation

/// The witnesses of an exercise. Each decides by itself and keeps its own memory on the disk, as one
/// that answers over a network does.
actor ExerciseWitnesses {
  private struct Witness {
    let name: String
    let signer: NoteSigner
    var state: CosigningState?
    var isAway = false
    var lastStatus: Int?
    var cosignedAtMs: Int64?
    var cosignedSize: UInt64 = 0
  }

  static let names = ["A", "B", "G1", "G2", "G3"]
  private let folder: String
  private var witnesses: [Witness] = []
  /// Both parties and two of three guarantors have to cosign.
  nonisolated let policy: String

  /// Makes a key for each.
  init(_ data: DataFolder) throws {
    let folder = data.path + "/witnesses"
    var witnesses: [Witness] = []
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for name in Self.names {
      let path = "\(folder)/\(name).key"
      _ = try KeyFile.make(.witness, name: "\(name.lowercased()).example/witness", at: path)
      witnesses.append(Witness(name: name, signer: try KeyFile.read(path, for: .witness)))
    }
    let lines = witnesses.map { "witness \($0.name) \($0.signer.verifierKey.text)" }
    policy =
      (lines + [
        "group guarantors 2 G1 G2 G3", "group everyone all guarantors A B", "quorum everyone", "",
      ]).joined(separator: "\n")
    (self.folder, self.witnesses) = (folder, witnesses)
  }

  /// Tells them whose log it is.
  func watch(_ log: VerifierKey) throws {
    for index in witnesses.indices {
      witnesses[index].state = try CosigningState(
        folder: "\(folder)/\(witnesses[index].name)", signer: witnesses[index].signer, logs: [log])
    }
  }

  func set(_ names: [String], away: Bool) throws {
    for name in names {
      guard let index = witnesses.firstIndex(where: { $0.name == name }) else {
        throw StoryError("there is no witness '\(name)'; they are \(Self.names)")
      }
      witnesses[index].isAway = away
    }
  }

  /// Asks all who are there to cosign a checkpoint.
  ///
  /// - Parameters:
  ///   - note: with the log's own signature alone.
  ///   - hashes: of the tree that the checkpoint is of.
  /// - Returns: the lines of those who did, and what the others answered.
  func ask(
    _ note: [UInt8], _ checkpoint: Checkpoint, hashes: sending some TreeHashes, atMs: Int64
  ) throws -> (lines: [String], refusals: [(name: String, status: Int)]) {
    var lines: [String] = []
    var refusals: [(name: String, status: Int)] = []
    let origin = CosigningState.fileName(checkpoint.origin)
    for index in witnesses.indices where !witnesses[index].isAway {
      guard let state = witnesses[index].state else { continue }
      let known = state.cosigned(originHash: origin)
      let oldSize = try known.map { try Checkpoint(SignedNote.unverifiedText($0)).size } ?? 0
      let from = min(oldSize, checkpoint.size)
      let path = try MerkleProof.consistencyPath(from: from, to: checkpoint.size, hashes: hashes)
      let answer = state.answer(
        AddCheckpoint(oldSize: from, path: path, note: note).bytes, nowS: UInt64(atMs / 1_000))
      witnesses[index].lastStatus = answer.status
      guard answer.status == 200 else {
        refusals.append((witnesses[index].name, answer.status))
        continue
      }
      lines.append(String(decoding: answer.body, as: UTF8.self))
      (witnesses[index].cosignedAtMs, witnesses[index].cosignedSize) = (atMs, checkpoint.size)
    }
    return (lines, refusals)
  }

  /// One row a witness.
  func rows(time: @Sendable (Int64) -> JSONValue) -> [JSONValue] {
    witnesses.map { witness in
      .members([
        "name": .string(witness.name), "away": .bool(witness.isAway),
        "size": .integer(Int64(witness.cosignedSize)),
        "cosignedAt": witness.cosignedAtMs.map(time) ?? .null,
        "lastStatus": witness.lastStatus.map { .integer(Int64($0)) } ?? .null,
      ])
    }
  }
}
