// `truceline log erase`, `release`, `rotate`: what may become of what a record withholds, and of a key.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Missions
internal import Notation
internal import Server

struct LogErase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Erase what a record withholds under a name; the entry and all proofs stay.",
    discussion: """
      The bytes are overwritten in every file of the data folder. That they were erased, on which \
      ground and who approved it, is a record of its own. Copies elsewhere are not reached.
      """)

  @Argument(help: "The record's place in the log.") var index: UInt64
  @Option(help: "The name: actor, note, title …") var claim: String
  @Option(help: "The legal ground.") var ground: String
  @Option(help: "Who approved it; another person than --as.") var approvedBy: String
  @OptionGroup var acting: ActOptions

  func run() async throws {
    try await acting.post(
      "log/records/\(index)/erase",
      [
        "claim": .string(claim), "ground": .string(ground), "approvedBy": .string(approvedBy),
      ],
      through: { monitor, atMs in
        try await monitor.erase(
          claim, ofRecord: index, ground: ground, approvedBy: approvedBy, actor: acting.actor,
          atMs: atMs)
        return .members(["index": .integer(Int64(index)), "erased": .string(claim)])
      },
      report: { _ in Console.put("erased: \(claim) of record \(index)") })
  }
}

struct LogRelease: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Hand a record over, with the named parts of what it withholds.",
    discussion: """
      Writes OUT.sd-jwt, the signed record with exactly these parts, and OUT.tlog-proof, its proof. \
      That it was handed over, to whom and why, is a record of its own.
      """)

  @Argument(help: "The record's place in the log.") var index: UInt64
  @Option(name: .customLong("claim"), parsing: .singleValue, help: "A part that is disclosed.")
  var claims: [String] = []
  @Option(help: "Who receives it.") var to: String
  @Option(help: "Why.") var reason: String
  @Option(help: "Name of the two files, without ending.") var out: String
  @OptionGroup var acting: ActOptions

  func run() async throws {
    try await acting.post(
      "log/records/\(index)/release",
      [
        "claims": .array(claims.map { .string($0) }), "to": .string(to),
        "reason": .string(reason),
      ],
      through: { monitor, atMs in
        let release = try await monitor.release(
          claims, ofRecord: index, to: to, reason: reason, actor: acting.actor, atMs: atMs)
        return .members([
          "presentation": .string(release.presentation),
          "proof": .string(String(decoding: release.proof, as: UTF8.self)),
        ])
      },
      report: { value in
        try write(value.text("presentation"), ".sd-jwt")
        try write(value.text("proof"), ".tlog-proof")
        Console.put("\(out).sd-jwt\n\(out).tlog-proof")
      })
  }

  private func write(_ text: String, _ ending: String) throws {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: out + ending)) } catch {
      Console.say("truceline: \(out + ending) cannot be written: \(error.localizedDescription)")
      throw Exit.disk
    }
  }
}

struct LogRotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "End the log and begin a new one under a new key.",
    discussion: """
      For a key that is due or no longer trusted. The mission must not be running. The new log's first \
      entry is the old one's last checkpoint; the old log and key are kept under a number. A log.policy \
      that names the old log has to name the new one.
      """)

  @Option(help: "Name of the new log: its address without https://.") var name: String
  @OptionGroup var data: DataOption
  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    do {
      let folder = try data.folder()
      guard let owner = try folder.owner() else { throw Exit.missingInput }
      if let url = folder.serverURL {
        Console.say("truceline: a server runs on this folder (\(url)); stop it first.")
        throw Exit.unavailable
      }
      let mission = try MissionArgument.read(owner.missionFolder)
      let rotation = try await Monitor.rotateLog(mission: mission, data: folder, name: name)
      if json {
        Console.put(
          .members([
            "key": .string(rotation.key), "oldLog": .string(rotation.oldLog),
            "oldKeys": .string(rotation.oldKeys), "oldSize": .integer(Int64(rotation.oldSize)),
          ]))
        return
      }
      Console.put(rotation.key)
      Console.say(
        "The old log ended with \(rotation.oldSize) entries: \(rotation.oldLog), its key "
          + "\(rotation.oldKeys). If log.policy names the old log, write the new key there, and give it "
          + "to the witnesses.")
    } catch {
      throw Console.fail(error)
    }
  }
}
