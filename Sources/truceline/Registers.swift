// `truceline register`: entries of registers, and new ones.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import ArgumentParser
internal import Cases
internal import Foundation
internal import Geo
internal import Missions
internal import Notation
internal import Rules
internal import Server

struct RegisterCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Notifications, calls, visits, lists, impediments, decisions.",
    subcommands: [RegisterList.self, RegisterEnter.self, RegisterCorrect.self])
}

struct RegisterList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Entries in order of kind and time, corrected ones too.")
  @OptionGroup var data: DataOption
  @Option(help: "Only this kind; again for more.") var kind: [String] = []
  @Flag(help: "Leave out what was corrected.") var current = false
  @Flag(help: "Print JSON, one object a line.") var json = false

  func run() throws {
    do {
      let folder = try data.folder()
      guard let owner = try folder.owner() else { throw Exit.missingInput }
      let mission = try MissionArgument.read(owner.missionFolder)
      var register = mission.rules.register
      for item in try RegisterBook(folder).items { register.put(item.entry) }
      for entry in register.all where kind.isEmpty || kind.contains(entry.kind.rawValue) {
        let correction = register.correction(of: entry.id)
        if current, correction != nil { continue }
        if json {
          Console.put(entry.json)
          continue
        }
        Console.put(
          "\(entry.id)  \(entry.kind.rawValue)  \(entry.party?.rawValue ?? "-")  "
            + Instant(atMs: entry.fromMs).iso
            + (entry.untilMs.map { " to \(Instant(atMs: $0).iso)" } ?? "")
            + (correction.map { "  corrected by \($0.id)" } ?? ""))
      }
    } catch { throw Console.fail(error) }
  }
}

/// An entry as a JSON object in a file.
struct EntryFile: ParsableArguments {
  @Argument(help: "A JSON object with entry, kind, from, …; '-' is standard input.")
  var file: String

  func act(_ type: String, _ more: [JSONValue.Member] = []) throws -> RegisterAct {
    let bytes =
      file == "-"
      ? FileHandle.standardInput.readDataToEndOfFile()
      : try Data(contentsOf: URL(fileURLWithPath: file))
    do {
      let value = try JSONValue(reading: bytes)
      let nowMs = Int64(Date().timeIntervalSince1970 * 1_000)
      let whole = RegisterEntry.received(value, atMs: nowMs)
      guard let act = try RegisterAct(type: type, .object(whole.objectMembers + more)) else {
        throw Exit.usage
      }
      return act
    } catch let error as RecordCodecError {
      Console.say("truceline: \(file): \(error.reason).")
      throw Exit.badData
    } catch let error as JSONError {
      Console.say("truceline: \(file): not JSON at byte \(error.byteOffset): \(error.reason).")
      throw Exit.badData
    }
  }
}

struct RegisterEnter: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enter", abstract: "Make an entry.")
  @OptionGroup var entry: EntryFile
  @OptionGroup var acting: ActOptions

  func run() async throws {
    do {
      let act = try entry.act("register.entered")
      try await acting.record(act)
      Console.put(act.entry.id)
    } catch { throw Console.fail(error) }
  }
}

struct RegisterCorrect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct", abstract: "Correct an entry by a new one, which names it in 'corrects'."
  )
  @OptionGroup var entry: EntryFile
  @Option(help: "Why.") var reason: String
  @OptionGroup var acting: ActOptions

  func run() async throws {
    do {
      let act = try entry.act("register.corrected", [.init("reason", .string(reason))])
      try await acting.record(act)
      Console.put(act.entry.id)
    } catch { throw Console.fail(error) }
  }
}
