// In which ways can records be changed, and who notices? The acts of `truceline demo tamper`.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
internal import Ledger
internal import Notation
internal import Server

/// One step of the demo.
struct TamperAct {
  struct Outcome {
    let isAsItShould: Bool
    let said: String
  }

  let what: String
  var verdict = "FOUND"
  let play: @Sendable (TamperStage) async throws -> Outcome

  static var all: [TamperAct] {
    [
      untouched, database, observation, entry, forgedEntry, checkpoint, olderCopy, secondHistory,
      erasure,
    ]
  }

  // MARK: Nothing is changed

  private static var untouched: TamperAct {
    TamperAct(
      what:
        "Nothing is changed. Everything is checked, and two of three neutral witnesses and both "
        + "parties must have cosigned.",
      verdict: "SOUND"
    ) { stage in
      let checks = try stage.audit(stage.data)
      let faults = checks.compactMap(\.fault)
      return Outcome(
        isAsItShould: faults.isEmpty,
        said: faults.isEmpty
          ? checks.map { "\($0.subject.rawValue) \($0.extent)" }.joined(separator: "; ")
          : faults.joined(separator: "; "))
    }
  }

  // MARK: Files are changed

  private static var database: TamperAct {
    TamperAct(
      what: "Somebody edits the database: an acknowledged alert is made to look new again."
    ) { stage in
      let copy = try stage.copy()
      try edit(copy.readModels) { bytes in
        let old = Array(#""state":"acknowledged""#.utf8)
        let new = Array(#""state":"new", "was":"hid""#.utf8.prefix(old.count))
        replaceAll(old, by: new + Array(repeating: 0x20, count: old.count - new.count), in: &bytes)
      }
      return try found(stage, copy, .readModels)
    }
  }

  private static var observation: TamperAct {
    TamperAct(
      what: "Somebody flips one bit in the file of observations."
    ) { stage in
      let copy = try stage.copy()
      try edit(try segment(copy.observations)) { bytes in bytes[bytes.count / 2] ^= 0x10 }
      return try found(stage, copy, .observations)
    }
  }

  private static var entry: TamperAct {
    TamperAct(
      what: "Somebody flips one bit in an entry of the log."
    ) { stage in
      let copy = try stage.copy()
      for path in bundles(copy) { try edit(path) { bytes in bytes[bytes.count / 2] ^= 0x01 } }
      return try found(stage, copy, .log)
    }
  }

  private static var forgedEntry: TamperAct {
    TamperAct(
      what:
        "Somebody replaces an entry and puts its new hash into the file of hashes as well, so that "
        + "the two fit each other."
    ) { stage in
      let copy = try stage.copy()
      // In every form of the file, so that no two of them differ.
      for path in bundles(copy) {
        var entries = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let length = Int(entries[0]) << 8 | Int(entries[1])
        entries[2 + length / 2] ^= 0x01
        try TamperStage.write(entries, path)
        let leaf = LogHash.leaf(Array(entries[2..<2 + length]))
        try edit(path.replacingOccurrences(of: "/tile/entries/", with: "/tile/0/")) { bytes in
          bytes.replaceSubrange(0..<32, with: leaf.bytes)
        }
      }
      return try found(stage, copy, .log)
    }
  }

  private static var checkpoint: TamperAct {
    TamperAct(
      what: "Somebody makes the checkpoint say that the last record never was."
    ) { stage in
      let copy = try stage.copy()
      try edit("\(copy.log)/checkpoint") { bytes in
        var lines = String(decoding: bytes, as: UTF8.self)
          .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[1] = String((Int(lines[1]) ?? 1) - 1)
        bytes = Array(lines.joined(separator: "\n").utf8)
      }
      return try found(stage, copy, .log)
    }
  }

  // MARK: The operator himself

  private static var olderCopy: TamperAct {
    TamperAct(
      what:
        "The operator puts an older copy back and goes on from it, as if the last records had never "
        + "been."
    ) { stage in
      let copy = try stage.copy(stage.older)
      // The key's own note of what it signed is newer than the copy.
      let note = "log.signed"
      try FileManager.default.removeItem(atPath: "\(copy.keys)/\(note)")
      try FileManager.default.copyItem(
        atPath: "\(stage.data.keys)/\(note)", toPath: "\(copy.keys)/\(note)")
      let monitor = try await Monitor.open(mission: stage.mission, data: copy)
      let fault = await monitor.close()
      return Outcome(isAsItShould: fault != nil, said: fault ?? "the log went on")
    }
  }

  private static var secondHistory: TamperAct {
    TamperAct(
      what:
        "The operator destroys the note beside his key too, goes on from the older copy and signs "
        + "another history with the true key."
    ) { stage in
      let copy = try stage.copy(stage.older)
      let monitor = try await Monitor.open(mission: stage.mission, data: copy)
      for id in await monitor.cases.alerts.keys.sorted().prefix(1) {
        _ = try await monitor.perform(
          .alertDismissed(id: id, as: .falseAlarm, reason: "nothing happened", of: nil),
          actor: "Duty officer", atMs: TamperStage.nowMs)
      }
      if let fault = await monitor.close() { return Outcome(isAsItShould: false, said: fault) }
      let refusals = try stage.cosign(copy)
      let accusation = try accusation(stage, copy)
      return Outcome(
        isAsItShould: refusals.count == stage.witnesses.count && accusation != nil,
        said: refusals.joined(separator: ", ")
          + (accusation.map {
            ". The two checkpoints that he signed contradict each other; whoever has the log's public "
              + "key can check that with one file (\($0))."
          } ?? ""))
    }
  }

  /// Two signed checkpoints that cannot both be true, written as a file.
  private static func accusation(_ stage: TamperStage, _ other: DataFolder) throws -> String? {
    let notes = try [stage.data, other].map { data in
      let note = try KeptFile("\(data.log)/checkpoint").read(byteCountMax: SignedNote.byteCountMax)
      return try SignedCheckpoint(note ?? [], policy: stage.policy, needsQuorum: false)
    }
    let (older, newer, newerFolder) =
      notes[0].checkpoint.size <= notes[1].checkpoint.size
      ? (notes[0], notes[1], other) : (notes[1], notes[0], stage.data)
    let hashes = TileHashes(
      FolderTiles(folder: newerFolder.log), size: newer.checkpoint.size)
    guard let accusation = try Accusation(older: older, newer: newer, hashes: hashes) else {
      return nil
    }
    _ = try Accusation(accusation.bytes).verify(logs: stage.policy)
    let name = "contradiction.accusation"
    try TamperStage.write(accusation.bytes, "\(stage.folder)/\(name)")
    return name
  }

  // MARK: What may be erased

  private static var erasure: TamperAct {
    TamperAct(
      what: "A name is erased by law, with a ground and a second person's approval.",
      verdict: "ALLOWED, AND ALL PROOFS HOLD"
    ) { stage in
      let copy = try stage.copy()
      let before = try LogFile(copy)
      let monitor = try await Monitor.open(mission: stage.mission, data: copy)
      try await monitor.erase(
        "actor", ofRecord: before.size - 1, ground: "request of the person",
        approvedBy: "Data protection officer", actor: "Registrar", atMs: TamperStage.nowMs)
      if let fault = await monitor.close() { return Outcome(isAsItShould: false, said: fault) }
      _ = try stage.cosign(copy)
      let faults = try stage.audit(copy).compactMap(\.fault)
      let isGone = try !contains(copy.path, Array("Duty officer".utf8))
      let isSame = try LogFile(copy).entry(before.size - 1) == before.entry(before.size - 1)
      return Outcome(
        isAsItShould: faults.isEmpty && isGone && isSame,
        said: faults.isEmpty && isGone && isSame
          ? "the name is in no file any more, the entry is the same byte for byte, and the log says that "
            + "something was erased"
          : (faults + [isGone ? "" : "the name is still there", isSame ? "" : "the entry changed"])
            .filter { !$0.isEmpty }.joined(separator: "; "))
    }
  }

  // MARK: Help

  private static func found(
    _ stage: TamperStage, _ copy: DataFolder, _ subject: FolderAudit.Check.Subject
  ) throws -> Outcome {
    let checks = try stage.audit(copy)
    let fault = checks.first { $0.subject == subject }?.fault
    return Outcome(isAsItShould: fault != nil, said: fault ?? "nothing was found")
  }

  private static func edit(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    change(&bytes)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  private static func replaceAll(_ old: [UInt8], by new: [UInt8], in bytes: inout [UInt8]) {
    var at = 0
    while at + old.count <= bytes.count {
      if bytes[at] == old[0], bytes[at..<at + old.count].elementsEqual(old) {
        bytes.replaceSubrange(at..<at + old.count, with: new)
        at += old.count
      } else {
        at += 1
      }
    }
  }

  private static func files(_ folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.sorted().map { "\(folder)/\($0)" }
  }

  private static func segment(_ folder: String) throws -> String {
    guard let path = files(folder).first(where: { $0.hasSuffix(".segment") }) else {
      throw Exit.missingInput
    }
    return path
  }

  private static func bundles(_ data: DataFolder) -> [String] {
    files("\(data.log)/tile/entries").filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }

  private static func contains(_ folder: String, _ text: [UInt8]) throws -> Bool {
    for path in files(folder) {
      guard let data = FileManager.default.contents(atPath: path) else { continue }
      if data.range(of: Data(text)) != nil { return true }
    }
    return false
  }
}

/// The log of a data folder, for reading entries.
private struct LogFile {
  let size: UInt64
  private let entries: [[UInt8]]

  init(_ data: DataFolder) throws {
    var reader = try JournalReader(folder: data.records)
    var entries: [[UInt8]] = []
    while let record = try reader.next() { entries.append(record.payload) }
    (self.entries, size) = (entries, UInt64(entries.count))
  }

  func entry(_ index: UInt64) -> [UInt8] { entries[Int(index)] }
}
