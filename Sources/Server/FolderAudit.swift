// Is a data folder what its log says? Every file is held against the log; nothing is repaired.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
public import Ledger
public import Missions
internal import Notation
internal import Store

/// Checks everything that a mission keeps: log, records, what they withhold, observations, read models.
public struct FolderAudit {
  /// One check and what became of it.
  public struct Check: Hashable, Sendable {
    public enum Subject: String, CaseIterable, Hashable, Sendable {
      case log
      case records
      case withheld
      case observations
      case readModels = "read models"
    }

    public let subject: Subject
    /// Nil where it is sound.
    public let fault: String?
    /// What was looked at, in words.
    public let extent: String
  }

  private let mission: Mission
  private let data: DataFolder
  private let policy: LogPolicy
  private let beginning: LogBeginning

  /// - Parameter policy: whose signatures the log must have; nil for the key in the data folder, as
  ///   its owner would have it. Somebody who does not trust the owner gives his own.
  public init(_ mission: Mission, _ data: DataFolder, policy: LogPolicy?) throws {
    (self.mission, self.data) = (mission, data)
    self.policy = try policy ?? LogKeys.open(data, mission).policy
    beginning = try LogBeginning(keys: data.keys)
  }

  /// Runs all checks; a fault in one does not keep the others from being made.
  ///
  /// - Parameter needsQuorum: whether a log that not enough witnesses have cosigned is at fault.
  public func run(needsQuorum: Bool) -> [Check] {
    var checks: [Check] = []
    var seals: [Seal] = []
    checks.append(
      check(.log) {
        let audit = LogAudit(
          FolderTiles(folder: data.log), policy: policy, needsQuorum: needsQuorum)
        let audited = try audit.run()
        return "\(audited.size) entries, root \(audited.root), \(audited.resourceCount) files"
      })
    checks.append(
      check(.records) {
        let (count, found) = try compareRecords()
        seals = found
        return "\(count) records, each the entry of the log at its place"
      })
    checks.append(check(.withheld) { "\(try checkWithheld()) pieces, each under its digest" })
    checks.append(
      check(.observations) {
        let (sealed, open) = try compareSeals(seals)
        return
          "\(sealed) observations and rejects under \(seals.count) seals, \(open) not sealed yet"
      })
    checks.append(
      check(.readModels) {
        try compareReadModels()
        return "the same as made anew from the logs"
      })
    return checks
  }

  private func check(_ subject: Check.Subject, _ body: () throws -> String) -> Check {
    do { return Check(subject: subject, fault: nil, extent: try body()) } catch {
      return Check(subject: subject, fault: "\(error)", extent: "")
    }
  }

  // MARK: Records

  /// The records are the entries of the log, byte for byte; those that are in no checkpoint yet follow.
  private func compareRecords() throws -> (count: UInt64, seals: [Seal]) {
    let note = try FolderTiles(folder: data.log).read(
      "checkpoint", byteCountMax: SignedNote.byteCountMax)
    let size =
      try note.map {
        try SignedCheckpoint($0, policy: policy, needsQuorum: false).checkpoint.size
      } ?? 0
    let tiles = TileHashes(FolderTiles(folder: data.log), size: size)
    var reader = try RecordReader(reading: data)
    var count: UInt64 = 0
    var seals: [Seal] = []
    while let entry = try reader.next() {
      if let place = beginning.entry(ofRecord: entry.index), place < size {
        let leaf = try tiles.hash(level: 0, index: place)
        guard leaf == .leaf(entry.bytes) else {
          throw FolderFault("record \(entry.index) is not the entry of the log at its place")
        }
      }
      if case .observationsSealed(let seal) = try entry.record().act { seals.append(seal) }
      count += 1
    }
    if let previous = beginning.previous, size > 0,
      try tiles.hash(level: 0, index: 0) != .leaf(previous)
    {
      throw FolderFault("the log does not begin with the last checkpoint of the log before it")
    }
    guard beginning.size(withRecords: count) >= size else {
      throw FolderFault("the log has \(size) entries, and there are only \(count) records")
    }
    return (count, seals)
  }

  private func checkWithheld() throws -> Int {
    let store = try ErasableStore(reading: data.withheld)
    var count = 0
    for key in store.keys {
      switch try store.piece(key) {
      case .bytes(let bytes):
        guard LogHash(sha256Of: bytes) == key else {
          throw FolderFault("what is withheld under \(key.hex) is something else")
        }
        count += 1
      case .damaged(let byteOffset):
        throw FolderFault("withheld/pieces is damaged at byte \(byteOffset)")
      case .erased, nil: continue
      }
    }
    return count
  }

  // MARK: Observations

  private func compareSeals(_ seals: [Seal]) throws -> (sealed: UInt64, open: UInt64) {
    var reader = try JournalReader(folder: data.observations)
    var sealed: UInt64 = 0
    for seal in seals {
      guard seal.first == sealed + 1, seal.last >= seal.first else {
        throw FolderFault("a seal over observations \(seal.first) to \(seal.last) is out of order")
      }
      var tree = TreeFrontier()
      for sequence in seal.first...seal.last {
        guard let entry = try reader.next(), entry.sequence == sequence else {
          throw FolderFault(
            "observation \(sequence) is missing, which is under a seal (\(seal.first) to "
              + "\(seal.last))")
        }
        tree.append(.leaf(entry.payload))
      }
      guard tree.root.base64 == seal.root else {
        throw FolderFault(
          "observations \(seal.first) to \(seal.last) are not those that were sealed")
      }
      sealed = seal.last
    }
    var open: UInt64 = 0
    while try reader.next() != nil { open += 1 }
    return (sealed, open)
  }

  // MARK: Read models

  private static let shownCountMax = 5

  private func compareReadModels() throws {
    guard FileManager.default.fileExists(atPath: data.readModels) else {
      throw FolderFault("read.sqlite is not there; 'truceline rebuild' makes it anew")
    }
    let shown = try ReadStore(readingAt: data.readModels)
    let truth = try PastState(mission, data, known: .time(atMs: .max))
    let found = try shown.differences(from: truth.store, limit: Self.shownCountMax)
    guard found.isEmpty else {
      throw FolderFault(
        "read.sqlite was changed or is behind: "
          + found.map { $0.words }.joined(separator: "; ")
          + ". 'truceline rebuild' makes it anew from the logs")
    }
  }
}

/// What a check found.
struct FolderFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension RowDifference {
  fileprivate var words: String {
    switch kind {
    case .changed(let columns):
      "\(table) \(key) has another \(columns.joined(separator: ", "))"
    case .missing: "\(table) \(key) is missing"
    case .added: "\(table) \(key) is in no log"
    }
  }
}
