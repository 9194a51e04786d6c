// `truceline report`: print daily and spot reports, and take them from draft to erratum.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Foundation
internal import Missions
internal import Notation
internal import Reports
internal import Server

struct ReportCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Daily and spot reports, printed from the records.",
    subcommands: [
      Daily.self, Spot.self, List.self, Show.self, Draft.self, Prose.self, Clear.self,
      Return.self, Issue.self, Erratum.self,
    ])

  /// What printing commands have in common.
  struct PrintOptions: ParsableArguments {
    @Option(help: "The folder to write into.") var out: String
    @Option(help: "Languages, with commas: en, de, uk.") var language = "en"
    @Option(help: "Forms, with commas: html, pdf, csv, json.") var format = "html"
    @Option(help: "The state as it was known: a time with its zone, or a number of records.")
    var asKnownAt: String?

    func languages() throws -> [ReportLanguage] { try Self.words(language, "--language") }

    func formats() throws -> [ReportFormat] { try Self.words(format, "--format") }

    private static func words<Word: RawRepresentable & CaseIterable>(
      _ text: String, _ option: String
    ) throws -> [Word] where Word.RawValue == String {
      try text.split(separator: ",").map { part in
        guard let word = Word(rawValue: part.trimmingCharacters(in: .whitespaces)) else {
          let all = Word.allCases.map(\.rawValue).joined(separator: ", ")
          Console.say("truceline: \(option) '\(part)' is not one of \(all).")
          throw Exit.usage
        }
        return word
      }
    }

    func known() throws -> KnownAt? {
      guard let asKnownAt else { return nil }
      guard let known = KnownAt(asKnownAt) else {
        Console.say("truceline: --as-known-at '\(asKnownAt)' is not \(KnownAt.form).")
        throw Exit.usage
      }
      return known
    }

    func write(_ files: [ReportFile]) throws {
      let folder = URL(fileURLWithPath: out, isDirectory: true)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for file in files {
        let path = folder.appendingPathComponent(file.name)
        try Data(file.bytes).write(to: path, options: .atomic)
        Console.put(path.path)
      }
    }
  }

  struct Daily: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the daily report of a day.",
      discussion: """
        The period ends at the data cut of that day. The same records give the same bytes; a report \
        that was issued is printed as it was issued.
        """)

    @OptionGroup var mission: MissionArgument
    @Option(help: "The day of the data cut, 2027-03-14.") var date: String
    @OptionGroup var options: PrintOptions
    @Option(help: "The data folder. Default: the standard place of this mission.")
    var data: String?

    func run() async throws {
      do {
        let mission = try mission.read()
        guard let day = CalendarDay(date) else {
          Console.say("truceline: --date '\(date)' is not a day; write 2027-03-14.")
          throw Exit.usage
        }
        let (formats, languages) = (try options.formats(), try options.languages())
        let making = ReportMaking(mission, try ReportCommands.folder(data, mission))
        let nowMs = Int64(Date().timeIntervalSince1970 * 1_000)
        let report = try making.daily(day, known: try options.known(), nowMs: nowMs)
        let ground = ReportGround.ground(for: mission, atMs: report.period.untilMs - 1)
        try options.write(
          try await ReportFiles(report, ground: ground).files(Set(formats), languages))
      } catch {
        throw Console.fail(error)
      }
    }
  }

  struct Spot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a spot report on one event: half a page.")

    @OptionGroup var mission: MissionArgument
    @Option(help: "The event.") var event: String
    @Option(help: "Number of the report, where it was drafted.") var number = "SR-draft"
    @OptionGroup var options: PrintOptions
    @Option(help: "The data folder. Default: the standard place of this mission.")
    var data: String?

    func run() async throws {
      do {
        let mission = try mission.read()
        let making = ReportMaking(mission, try ReportCommands.folder(data, mission))
        let report = try making.spot(number, on: event, known: try options.known())
        try options.write(
          try await ReportFile.files(report, Set(try options.formats()), try options.languages()))
      } catch {
        throw Console.fail(error)
      }
    }
  }

  /// The mission's data; an empty folder is an error with what to do.
  static func folder(_ named: String?, _ mission: Mission) throws -> DataFolder {
    let folder = named.map { DataFolder($0) } ?? .standard(missionID: mission.id)
    guard let owner = try folder.owner() else {
      Console.say(
        "truceline: there are no data of this mission at \(folder.path); run 'truceline serve' or "
          + "'truceline replay … --data', or name their folder with --data.")
      throw Exit.missingInput
    }
    guard owner.missionID == mission.id else {
      Console.say("truceline: \(folder.path) holds data of the mission '\(owner.missionID)'.")
      throw Exit.badData
    }
    return folder
  }
}
