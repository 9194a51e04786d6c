// How does the log of an exercise go on, and what becomes of a forged one?
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Ledger
internal import Notation

extension Monitor {
  /// Seals and publishes what there is, and asks the witnesses that are there.
  func witness(_ witnesses: ExerciseWitnesses) async throws {
    try await log.publish(upTo: try seal())
    guard let note = try await log.checkpoint() else { return }
    let checkpoint = try SignedCheckpoint(note, policy: log.policy, needsQuorum: false).checkpoint
    let own = try SignedNote.signatureLines(note).filter { $0.hasPrefix("\u{2014} \(log.origin) ") }
    let hashes = TileHashes(FolderTiles(folder: data.log), size: checkpoint.size)
    let answers = try await witnesses.ask(
      try SignedNote.build(text: checkpoint.text, signatures: own), checkpoint, hashes: hashes,
      atMs: presentMs)
    try await log.attach(answers.lines, to: note, of: checkpoint)
  }

  /// Plays somebody who has the log's own key: another entry stands in place of a record, all entries
  /// behind it are the same, and every witness is asked to cosign that. The log itself is not touched.
  ///
  /// - Parameter members: of the record that is rewritten, as the log has them.
  /// - Throws: `ActError` with the witnesses' refusals where none cosigned.
  func forge(
    _ members: [JSONValue.Member], _ witnesses: ExerciseWitnesses
  ) async throws -> String {
    var leaves = LeafHashes()
    var forged: UInt64?
    var reader = try records(from: 0)
    while let entry = try reader.next() {
      if forged == nil, StoryMatch.difference(entry.claims, members) == nil {
        forged = entry.index
        leaves.append(.leaf(entry.bytes.reversed()))
      } else {
        leaves.append(.leaf(entry.bytes))
      }
    }
    guard let forged else { throw StoryError("no record is as 'forge' says") }
    let root = try MerkleProof.root(size: leaves.size, hashes: leaves)
    let (note, checkpoint) = try signed(size: leaves.size, root: root)
    let answers = try await witnesses.ask(note, checkpoint, hashes: leaves, atMs: presentMs)
    guard answers.lines.isEmpty else {
      return "record \(forged) rewritten: \(answers.lines.count) witnesses cosigned it"
    }
    let accused = try await accuses(note, leaves)
    throw ActError(
      .forbiddenByState,
      "The rewrite of record \(forged), signed with the log's own key, is refused by "
        + answers.refusals.map { "\($0.name) (\($0.status))" }.joined(separator: ", ") + ".",
      next: accused
        ? "The two checkpoints contradict each other: whoever has the log's public key can check that."
        : "Compare the two checkpoints.")
  }

  private func signed(size: UInt64, root: LogHash) throws -> ([UInt8], Checkpoint) {
    let signer = try KeyFile.read("\(data.keys)/\(LogKeys.logFile)", for: .log)
    let checkpoint = Checkpoint(origin: log.origin, size: size, root: root)
    let line = try signer.sign(checkpoint.text)
    return (try SignedNote.build(text: checkpoint.text, signatures: [line]), checkpoint)
  }

  /// Whether the forged checkpoint and the true one make an accusation that a third person can verify.
  private func accuses(_ forged: [UInt8], _ leaves: LeafHashes) async throws -> Bool {
    guard let note = try await log.checkpoint() else { return false }
    let truth = try SignedCheckpoint(note, policy: log.policy, needsQuorum: false)
    let other = try SignedCheckpoint(forged, policy: log.policy, needsQuorum: false)
    guard truth.checkpoint.size <= other.checkpoint.size,
      let accusation = try Accusation(older: truth, newer: other, hashes: leaves)
    else { return false }
    _ = try Accusation(accusation.bytes).verify(logs: log.policy)
    return true
  }
}
