// When is a record part of the log that both parties can check? Entries in, checkpoint out, each second.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
public import Ledger
internal import Missions
internal import Witness

/// Brings records from the journal into the log, signs, asks the witnesses, and answers with proofs.
public actor LogPublisher {
  public nonisolated let origin: String
  public nonisolated let policy: LogPolicy
  public nonisolated let key: VerifierKey
  let data: DataFolder
  private let time: PresentTime
  private let signer: NoteSigner
  private let stateFolder: String
  private let beginning: LogBeginning
  private var writer: LogWriter?
  private var reader: JournalReader?
  /// Why nothing is signed; nil while all is well.
  private var stopped: String?
  private var publishedAtMs: Int64?
  private let witnesses: WitnessClient
  private var quorumMissingSinceMs: Int64?
  private var asked: (size: UInt64, at: ContinuousClock.Instant)?
  private static let askAgainAfter = Duration.seconds(5)

  init(_ data: DataFolder, _ keys: LogKeys, _ time: PresentTime = .machine) {
    self.time = time
    (self.data, signer, policy, stateFolder) = (data, keys.signer, keys.policy, keys.folder)
    (key, beginning) = (keys.signer.verifierKey, keys.beginning)
    origin = key.name
    witnesses = WitnessClient(policy: keys.policy, timeoutS: 3, nowMs: time.nowMs)
  }

  /// Makes the first `count` records part of the log, under a new checkpoint.
  ///
  /// - Parameter count: records that are on stable storage; what else the file shows may yet be cut.
  /// - Throws: `LogWriterError` where the log is older or other than what was signed: then nothing is
  ///   signed until somebody has put that right. `JournalError` for the disk.
  public func publish(upTo count: UInt64) throws {
    do {
      let writer = try opened()
      guard var reader else { return }
      while reader.nextSequence <= count, let entry = try reader.next() {
        try writer.append(entry.payload)
        source = entry.chain
      }
      self.reader = reader
      if try writer.publish(source: source) != nil || publishedAtMs == nil {
        publishedAtMs = time.nowMs()
      }
      stopped = nil
    } catch {
      stopped = "\(error)"
      (writer, reader) = (nil, nil)
      throw error
    }
  }

  private var source = ChainValue.zero

  private func opened() throws -> LogWriter {
    if let writer { return writer }
    let (records, beginning) = (data.records, beginning)
    let opened = try LogWriter(
      folder: data.log, signer: signer, stateFolder: stateFolder,
      source: { size in try Self.chain(records, after: beginning.recordCount(atSize: size)) })
    let recordCount = beginning.recordCount(atSize: opened.size)
    source =
      opened.size == 0
      ? try Self.chain(records, after: recordCount) ?? .zero : opened.signed.source
    if opened.size == 0, let previous = beginning.previous { try opened.append(previous) }
    reader = try JournalReader(folder: records, from: recordCount + 1)
    writer = opened
    return opened
  }

  /// The journal's chain value after so many records; nil where it has fewer.
  private static func chain(_ folder: String, after size: UInt64) throws -> ChainValue? {
    guard size > 0 else { return .zero }
    do {
      var reader = try JournalReader(folder: folder, from: size)
      return try reader.next()?.chain
    } catch {
      if case .noSuchSequence = error.problem { return nil }
      throw error
    }
  }

  /// Lets go of the files.
  func close() { (writer, reader) = (nil, nil) }

  // MARK: Witnesses

  /// Asks the witnesses that have not cosigned the newest checkpoint; does nothing where all have.
  ///
  /// A witness that is silent, slow or wrong delays and spoils nothing: what it answers is checked.
  func askWitnesses() async throws {
    guard !policy.witnesses.isEmpty, let note = try checkpoint() else { return }
    let before = try SignedCheckpoint(note, policy: policy, needsQuorum: false)
    let has = Set(before.cosignatures.map(\.key))
    guard policy.witnesses.contains(where: { $0.url != nil && !has.contains($0.key) }) else {
      return
    }
    // One that did not answer is given time before it is asked the same again.
    if let asked, asked.size == before.checkpoint.size,
      ContinuousClock.now - asked.at < Self.askAgainAfter
    {
      return
    }
    asked = (before.checkpoint.size, .now)
    let folder = data.log
    let own = try SignedNote.signatureLines(note).filter { $0.hasPrefix("\u{2014} \(origin) ") }
    let text = before.checkpoint.text
    let lines = await witnesses.cosign(
      note: try SignedNote.build(text: text, signatures: own), checkpoint: before.checkpoint,
      except: has
    ) { from, to in
      try MerkleProof.consistencyPath(
        from: from, to: to, hashes: TileHashes(FolderTiles(folder: folder), size: to))
    }
    try attach(lines, to: note, of: before.checkpoint)
  }

  /// Adds cosignatures to a published checkpoint.
  ///
  /// - Parameter lines: as witnesses gave them; those that are there already are kept.
  func attach(_ lines: [String], to note: [UInt8], of checkpoint: Checkpoint) throws {
    let there = try SignedNote.signatureLines(note)
    let names = Set(there.map(Self.name))
    let cosigned = try SignedNote.build(
      text: checkpoint.text, signatures: there + lines.filter { !names.contains(Self.name($0)) })
    let signed = try SignedCheckpoint(cosigned, policy: policy, needsQuorum: false)
    let isEnough = policy.isSatisfied(by: Set(signed.cosignatures.map(\.key)))
    if isEnough {
      quorumMissingSinceMs = nil
    } else if quorumMissingSinceMs == nil {
      quorumMissingSinceMs = time.nowMs()
    }
    guard !lines.isEmpty else { return }
    try writer?.attach(cosigned: cosigned, size: checkpoint.size, isEnough: isEnough)
  }

  private static func name(_ line: String) -> Substring {
    line.split(separator: " ").dropFirst().first ?? ""
  }

  // MARK: What stands

  /// The newest checkpoint, as a signed note; nil before the first.
  public func checkpoint() throws -> [UInt8]? { try file("checkpoint") }

  /// The newest checkpoint that enough witnesses have cosigned; nil before the first.
  public func cosigned() throws -> [UInt8]? { try file("cosigned") }

  private func file(_ name: String) throws -> [UInt8]? {
    try KeptFile("\(data.log)/\(name)").read(byteCountMax: SignedNote.byteCountMax)
  }

  /// How the log stands, and whether it can be relied on.
  func status(entries: UInt64, began: Int64?) async throws -> LogStatus {
    let newest = try checkpoint().map {
      try SignedCheckpoint($0, policy: policy, needsQuorum: false)
    }
    let cosigned = try cosigned().map {
      try SignedCheckpoint($0, policy: policy, needsQuorum: false)
    }
    return LogStatus(
      origin: origin, key: key.text, entries: beginning.size(withRecords: entries), newest: newest,
      cosigned: cosigned,
      stopped: stopped, publishedAtMs: publishedAtMs, beganAtMs: began, policy: policy,
      witnesses: await witnesses.status, quorumMissingSinceMs: quorumMissingSinceMs)
  }

  /// The proof of a record: its entry, the path, and the checkpoint that most have signed.
  ///
  /// - Parameter extra: makes what is put beside the proof from the entry's bytes.
  /// - Returns: nil where the record is in no published checkpoint yet.
  public func proof(
    of index: UInt64, extra: ([UInt8]) throws -> [UInt8]?
  ) throws -> LogProof? {
    guard let place = beginning.entry(ofRecord: index) else {
      throw ActError(
        .notFound, "Record \(index) is in a log before this one.",
        next: "See the folders log-1, log-2 … beside this one: 'truceline log prove'.")
    }
    let notes = [try cosigned(), try checkpoint()].compactMap { $0 }
    for note in notes {
      let size = try SignedCheckpoint(note, policy: policy, needsQuorum: false).checkpoint.size
      guard place < size else { continue }
      let tiles = FolderTiles(folder: data.log)
      let path = try MerkleProof.inclusionPath(
        index: place, size: size, hashes: TileHashes(tiles, size: size))
      var entries = try JournalReader(folder: data.records, from: index + 1)
      guard let entry = try entries.next()?.payload else { return nil }
      return LogProof(extra: try extra(entry), index: place, path: path, checkpoint: note)
    }
    return nil
  }
}
