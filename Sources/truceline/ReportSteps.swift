// `truceline report list|show|draft|prose|clear|return|issue|erratum`: each step is a record.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Foundation
internal import Missions
internal import Notation
internal import Reports
internal import Server

extension ReportCommands {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Reports that were drafted.")
    @OptionGroup var data: DataOption
    @Flag(help: "Print JSON, one object a line.") var json = false

    func run() throws {
      do {
        for (report, presenter) in try ReportCommands.recorded(data) {
          let value = presenter.json(report)
          if json {
            Console.put(value)
          } else {
            let about = value["date"]?.text ?? value["event"]?.text ?? ""
            let errata = report.errata.isEmpty ? "" : "  errata: \(report.errata.count)"
            Console.put("\(report.id)  \(report.state.rawValue)  \(about)\(errata)")
          }
        }
      } catch { throw Console.fail(error) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "One report: its steps, errata and history.")
    @Argument(help: "DR-2027-074 or SR-2027-001.") var id: String
    @OptionGroup var data: DataOption
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
      do {
        let found = try ReportCommands.recorded(data).first { $0.0.id == id }
        guard let (report, presenter) = found else {
          Console.say("truceline: there is no report \(id); see 'truceline report list'.")
          throw Exit.missingInput
        }
        Console.show(presenter.json(report), json: json)
      } catch { throw Console.fail(error) }
    }
  }

  /// What the records say of reports, read beside a running server.
  static func recorded(_ data: DataOption) throws -> [(ReportBook.Report, Presenter)] {
    let folder = try data.folder()
    guard let owner = try folder.owner() else { throw Exit.missingInput }
    let mission = try MissionArgument.read(owner.missionFolder)
    let presenter = Presenter(mission)
    return try ReportMaking(mission, folder).book().inOrder.map { ($0, presenter) }
  }

  /// Sends a step to the running server, or does it directly.
  static func act(
    _ step: String, _ path: String, _ id: String, _ members: [String: JSONValue],
    _ acting: ActOptions
  ) async throws {
    try await acting.post(path, members) { monitor, atMs in
      let body = JSONValue.object(
        members.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, $0.value) })
      let done = try await ReportDesk(monitor).perform(
        step, id, body, actor: acting.actor, atMs: atMs)
      let book = await monitor.cases.reports
      return book.reports[done].map { Presenter(monitor.mission).json($0) } ?? .null
    } report: { value in
      Console.put("\(value["id"]?.text ?? "")  \(value["state"]?.text ?? "")")
    }
  }

  struct Draft: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Begin a daily report of a day, or a spot report on an event.")
    @Option(help: "The day of the data cut, for a daily report.") var date: String?
    @Option(help: "The event, for a spot report.") var event: String?
    @OptionGroup var acting: ActOptions

    func validate() throws {
      guard (date == nil) != (event == nil) else {
        throw ValidationError("Name either --date or --event.")
      }
    }

    func run() async throws {
      var members: [String: JSONValue] = [:]
      if let date { members["date"] = .string(date) }
      if let event { members["event"] = .string(event) }
      try await ReportCommands.act("draft", "reports", "", members, acting)
    }
  }

  struct Prose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write other words for a paragraph; figures stand in braces and are locked.")
    @Argument(help: "The report.") var id: String
    @Option(help: "The paragraph, as summary.sector.north.") var paragraph: String
    @Option(help: "en, de or uk.") var language = "en"
    @Option(help: "The words, with figures as {t1/north/violations}.") var text: String
    @Option(help: "How many versions you have seen; default: all there are.") var after: Int?
    @OptionGroup var acting: ActOptions

    func run() async throws {
      var members: [String: JSONValue] = [
        "paragraph": .string(paragraph), "language": .string(language), "text": .string(text),
      ]
      if let after { members["after"] = .integer(Int64(after)) }
      try await ReportCommands.act("prose", "reports/\(id)/prose", id, members, acting)
    }
  }

  struct Clear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Clear a report that others have written.")
    @Argument(help: "The report.") var id: String
    @Option(help: "A note for the record.") var note = ""
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await ReportCommands.act(
        "clear", "reports/\(id)/clear", id, ["note": .string(note)], acting)
    }
  }

  struct Return: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Return a cleared report to be drafted.")
    @Argument(help: "The report.") var id: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await ReportCommands.act(
        "return", "reports/\(id)/return", id, ["reason": .string(reason)], acting)
    }
  }

  struct Issue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Issue a report that another person has cleared; what it says is frozen.")
    @Argument(help: "The report.") var id: String
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await ReportCommands.act("issue", "reports/\(id)/issue", id, [:], acting)
    }
  }

  struct Erratum: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Correct an issued report by a numbered entry; the report stays as it was issued.")
    @Argument(help: "The report.") var id: String
    @Option(help: "The table, as T1, or 'text'.") var table: String
    @Option(help: "The row or paragraph.") var row: String
    @Option(help: "What it says.") var was: String
    @Option(name: .customLong("is"), help: "What it should say.") var nowIs: String
    @Option(help: "Why.") var reason: String
    @Option(help: "Who decided it.") var decidedBy: String
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await ReportCommands.act(
        "erratum", "reports/\(id)/errata", id,
        [
          "table": .string(table), "row": .string(row), "was": .string(was),
          "is": .string(nowIs), "reason": .string(reason), "decided_by": .string(decidedBy),
        ], acting)
    }
  }
}
