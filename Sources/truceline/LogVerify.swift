// `truceline log verify`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import Notation

struct LogVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a log, an offline proof, or an accusation.",
    discussion: """
      Of a log, the whole tree is made again from the entries and compared with every file and with \
      the signed root. Of a .tlog-proof, that the entry is in the signed log. Of an accusation, \
      that the log signed two checkpoints of which at most one can be true. Of a data folder, also \
      that records, observations and read models are what the log says. Exits 0 when all holds \
      and 1 when something does not.
      """)

  @Argument(help: "A log's folder or address, a data folder, a .tlog-proof, or an accusation.")
  var target: String
  @OptionGroup var trust: TrustOptions
  @Option(help: "The entry of a .tlog-proof; else the one that the proof itself carries.")
  var entry: String?
  @Option(
    help: "Remembers the newest checkpoint here; a log set back or rewritten since is reported.")
  var state: String?
  @Flag(help: "Print one JSON object.") var json = false

  func run() throws {
    do {
      if let report = try FolderReport(target, trust) {
        report.print(json: json)
        guard report.isSound else { throw Exit.finding }
        if state != nil { try verifyLog(try trust.read()) }
        return
      }
      let policy = try trust.read()
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: target, isDirectory: &isFolder)
      if exists, !isFolder.boolValue {
        try verifyFile(policy)
      } else {
        try verifyLog(policy)
      }
    } catch {
      throw Console.fail(error)
    }
  }

  // MARK: A log

  private func verifyLog(_ policy: LogPolicy) throws {
    let source = try LogSource(target)
    let earlier = try remembered(policy)
    let audit = LogAudit(source, policy: policy, earlier: earlier.map { [$0.checkpoint] } ?? [])
    let sound: AuditedLog
    do throws(AuditFailure) {
      sound = try audit.run()
    } catch {
      report(error)
      if error.check == .fork, let earlier { accuse(earlier, source, policy) }
      throw Exit.finding
    }
    if let state { try KeptFile(state).replace(with: sound.signed.note) }
    report(sound)
  }

  /// Keeps what shows to anybody that the log signed both.
  private func accuse(_ earlier: SignedCheckpoint, _ source: LogSource, _ policy: LogPolicy) {
    guard let state,
      let current = try? SignedCheckpoint(
        try source.note(), policy: policy, needsQuorum: false),
      let accusation = try? Accusation(
        older: earlier, newer: current,
        hashes: TileHashes(source, size: current.checkpoint.size)),
      (try? KeptFile(state + ".accusation").replace(with: accusation.bytes)) != nil
    else { return }
    Console.say(
      "\(state).accusation: both checkpoints, for anybody to check with 'truceline log verify'.")
  }

  private func remembered(_ policy: LogPolicy) throws -> SignedCheckpoint? {
    guard let state, let note = try KeptFile(state).read(byteCountMax: SignedNote.byteCountMax)
    else { return nil }
    do throws(SignedCheckpointError) {
      return try SignedCheckpoint(note, policy: policy, needsQuorum: false)
    } catch {
      Console.say("truceline: \(state), what was remembered: \(error)")
      throw Exit.badData
    }
  }

  private func report(_ sound: AuditedLog) {
    if json {
      Console.put(
        .members([
          "result": "sound", "files": .integer(Int64(sound.resourceCount)),
          "checkpoint": sound.signed.json,
        ]))
      return
    }
    let checkpoint = sound.signed.checkpoint
    Console.put(
      "sound: \(checkpoint.origin), \(checkpoint.size) entries, root \(checkpoint.root.base64)")
    for line in sound.signed.cosignerLines { Console.put(line) }
    Console.put("  \(sound.resourceCount) files compared")
  }

  private func report(_ failure: AuditFailure) {
    if json {
      Console.put(
        .members([
          "result": "not sound", "check": .string(failure.check.rawValue),
          "file": .string(failure.resource),
          "firstEntry": failure.entries.map { .integer(Int64(clamping: $0.lowerBound)) },
          "endEntry": failure.entries.map { .integer(Int64(clamping: $0.upperBound)) },
          "entriesLeadToRoot": failure.entriesLeadToRoot.map { .bool($0) },
          "message": .string("\(failure)"),
        ]))
    } else {
      Console.put("not sound: \(failure.check.rawValue): \(failure)")
    }
  }

  // MARK: A file

  private func verifyFile(_ policy: LogPolicy) throws {
    let bytes = try InputFile.bytes(target, byteCountMax: Accusation.byteCountMax)
    if bytes.starts(with: "truceline-accusation/".utf8) {
      try verifyAccusation(bytes, policy)
    } else {
      try verifyProof(bytes, policy)
    }
  }

  private func verifyProof(_ bytes: [UInt8], _ policy: LogPolicy) throws {
    do {
      let proof = try LogProof(bytes)
      let entry = try entryBytes(proof)
      let signed = try proof.verify(entry: entry, policy: policy)
      let observation = try SealedObservation(proof, entry: entry)
      if json {
        Console.put(
          .members([
            "result": "proven", "index": .integer(Int64(proof.index)), "checkpoint": signed.json,
            "observation": observation.map { .string($0.id) },
          ]))
      } else {
        let checkpoint = signed.checkpoint
        Console.put(
          "proven: the entry is number \(proof.index) of \(checkpoint.origin), which had "
            + "\(checkpoint.size) entries")
        if let observation { Console.put("  \(observation.words)") }
        for line in signed.cosignerLines { Console.put(line) }
      }
    } catch let error as SealedObservation.Fault {
      reportFile("not proven", "\(error)")
      throw Exit.finding
    } catch let error as LogProofError {
      reportFile("not proven", "\(error)")
      throw Exit.finding
    }
  }

  /// What the proof carries is only believed once it hashes to what the log has.
  private func entryBytes(_ proof: LogProof) throws -> [UInt8] {
    if let entry { return try InputFile.bytes(entry, byteCountMax: EntryBundle.entryByteCountMax) }
    guard let extra = proof.extra, let value = try? JSONValue(reading: extra),
      let text = value["entry"]?.text, let data = Data(base64Encoded: text)
    else {
      Console.say("truceline: the proof does not carry its entry; name the entry's file: --entry.")
      throw Exit.usage
    }
    return Array(data)
  }

  private func verifyAccusation(_ bytes: [UInt8], _ policy: LogPolicy) throws {
    do throws(AccusationError) {
      let (older, newer) = try Accusation(bytes).verify(logs: policy)
      if json {
        Console.put(
          .members(["result": "contradiction", "older": older.json, "newer": newer.json]))
        return
      }
      Console.put("contradiction: \(older.checkpoint.origin) signed two histories")
      for (name, signed) in [("older", older), ("newer", newer)] {
        let checkpoint = signed.checkpoint
        Console.put("  \(name): \(checkpoint.size) entries, root \(checkpoint.root.base64)")
        for line in signed.cosignerLines { Console.put("  " + line) }
      }
    } catch {
      reportFile("no contradiction", "\(error)")
      throw Exit.finding
    }
  }

  private func reportFile(_ result: String, _ message: String) {
    if json {
      Console.put(.members(["result": .string(result), "message": .string(message)]))
    } else {
      Console.put("\(result): \(message)")
    }
  }
}
