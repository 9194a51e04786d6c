// `truceline demo tamper`: what happens when somebody changes the records? Shown on a log of its own.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Foundation
internal import Ledger
internal import Missions
internal import Notation
internal import Server

struct DemoCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Shows of what the software does, on data of their own.",
    subcommands: [Tamper.self])

  struct Tamper: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change the records in nine ways, and see each change found.",
      discussion: """
        Makes an exercise mission with a log that five witnesses cosign (three neutral ones, one of \
        each party), then plays somebody who changes it: the database, files, a checkpoint, the whole \
        history. Exits 1 if one change is not found. Nothing outside the demo's folder is touched.
        """)

    @Option(help: "Keep the demo's files in this new folder.") var keep: String?
    @Flag(help: "Print one JSON object a step.") var json = false

    func run() async throws {
      do {
        let folder = keep ?? NSTemporaryDirectory() + "truceline-demo-\(UUID().uuidString)"
        guard !FileManager.default.fileExists(atPath: folder) else {
          Console.say("truceline: \(folder) is there already; name a new folder.")
          throw Exit.usage
        }
        defer { if keep == nil { try? FileManager.default.removeItem(atPath: folder) } }
        let stage = try await TamperStage(folder)
        var missed = 0
        for (number, act) in TamperAct.all.enumerated() {
          let outcome = try await act.play(stage)
          if !outcome.isAsItShould { missed += 1 }
          show(number + 1, act, outcome)
        }
        guard missed == 0 else { throw Exit.finding }
        if !json { Console.put("\nEvery change was found.") }
      } catch {
        throw Console.fail(error)
      }
    }

    private func show(_ number: Int, _ act: TamperAct, _ outcome: TamperAct.Outcome) {
      if json {
        Console.put(
          .members([
            "step": .integer(Int64(number)), "what": .string(act.what),
            "asItShould": .bool(outcome.isAsItShould), "said": .string(outcome.said),
          ]))
        return
      }
      Console.put("\n\(number). \(act.what)")
      Console.put(
        "   \(outcome.isAsItShould ? act.verdict : "NOT AS IT SHOULD BE"): \(outcome.said)")
    }
  }
}

/// An exercise mission with a log, its witnesses, and copies of it to be changed.
final class TamperStage {
  let folder: String
  let mission: Mission
  let policy: LogPolicy
  private(set) var witnesses: [(name: String, state: CosigningState)] = []
  /// The data folder as it should be.
  var data: DataFolder { DataFolder("\(folder)/data") }
  /// A copy of the data folder from before the last records.
  var older: DataFolder { DataFolder("\(folder)/older") }
  private var copies = 0
  private static let names = ["neutral-1", "neutral-2", "neutral-3", "party-a", "party-b"]

  init(_ folder: String) async throws {
    self.folder = folder
    for (name, text) in MissionTemplate.files {
      try Self.write(Array(text.utf8), "\(folder)/mission/\(name)")
    }
    try FileManager.default.createDirectory(
      atPath: "\(folder)/data/keys", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let log = try KeyFile.make(
      .log, name: "log.example/exercise", at: "\(folder)/data/keys/log.key")!
    var signers: [(name: String, signer: NoteSigner)] = []
    for name in Self.names {
      let path = "\(folder)/\(name).key"
      _ = try KeyFile.make(.witness, name: "\(name).example/witness", at: path)
      signers.append((name, try KeyFile.read(path, for: .witness)))
    }
    let keys = signers.map(\.signer.verifierKey)
    let text = LogPolicy.text(log: log, neutral: Array(keys[..<3]), parties: Array(keys[3...]))
    try Self.write(Array(text.utf8), "\(folder)/mission/log.policy")
    policy = try LogPolicy(Array(text.utf8))
    mission = try MissionArgument.read("\(folder)/mission")
    for (name, signer) in signers {
      witnesses.append(
        (name, try CosigningState(folder: "\(folder)/\(name)", signer: signer, logs: [log])))
    }
    try await play()
  }

  /// Reports come in, a checkpoint is cosigned; an officer acts, a later one is cosigned.
  private func play() async throws {
    let monitor = try await Monitor.open(mission: mission, data: data)
    var run = try FeedRun(mission, receivedAtMs: Self.nowMs)
    while let batch = try run.next(itemCountMax: 1_000) { try await monitor.take(batch) }
    await monitor.close()
    _ = try cosign(data)
    try FileManager.default.copyItem(atPath: data.path, toPath: older.path)
    let again = try await Monitor.open(mission: mission, data: data)
    for id in await again.cases.alerts.keys.sorted().prefix(1) {
      _ = try await again.perform(
        .alertAcknowledged(id: id, note: "seen, patrol asked"), actor: "Duty officer",
        atMs: Self.nowMs)
    }
    await again.close()
    _ = try cosign(data)
  }

  static var nowMs: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }

  static func write(_ bytes: [UInt8], _ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Asks all witnesses for the newest checkpoint of a folder; says what those answered who refuse.
  func cosign(_ data: DataFolder) throws -> [String] {
    let path = "\(data.log)/checkpoint"
    guard let note = try KeptFile(path).read(byteCountMax: SignedNote.byteCountMax) else {
      return ["there is no checkpoint"]
    }
    let checkpoint = try SignedCheckpoint(note, policy: policy, needsQuorum: false).checkpoint
    let tiles = TileHashes(FolderTiles(folder: data.log), size: checkpoint.size)
    let own = try SignedNote.signatureLines(note).prefix(1)
    let bare = try SignedNote.build(text: checkpoint.text, signatures: Array(own))
    var lines: [String] = []
    var refusals: [String] = []
    for (name, state) in witnesses {
      let known = state.cosigned(originHash: CosigningState.fileName(checkpoint.origin))
      let oldSize = try known.map { try Checkpoint(SignedNote.unverifiedText($0)).size } ?? 0
      let proof = try MerkleProof.consistencyPath(
        from: min(oldSize, checkpoint.size), to: checkpoint.size, hashes: tiles)
      let body = AddCheckpoint(
        oldSize: min(oldSize, checkpoint.size), path: proof, note: bare
      ).bytes
      let answer = state.answer(body, nowS: UInt64(Self.nowMs / 1_000))
      let text = String(decoding: answer.body, as: UTF8.self)
      if answer.status == 200 {
        lines.append(text)
      } else {
        refusals.append("\(name) refuses (\(answer.status))")
      }
    }
    try KeptFile(path).replace(with: try SignedNote.adding(lines, to: bare))
    return refusals
  }

  /// A copy of the data folder that may be changed.
  func copy(_ source: DataFolder? = nil) throws -> DataFolder {
    copies += 1
    let copy = DataFolder("\(folder)/copy-\(copies)")
    try FileManager.default.copyItem(atPath: (source ?? data).path, toPath: copy.path)
    return copy
  }

  /// What a full check with the witnesses' policy says.
  func audit(_ data: DataFolder) throws -> [FolderAudit.Check] {
    try FolderAudit(mission, data, policy: policy).run(needsQuorum: true)
  }
}
