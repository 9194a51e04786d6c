// `truceline finding|task|allegation|answer|docket|hotline|shift|party|clock`: the referee on a terminal.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import ArgumentParser
internal import Cases
internal import Foundation
internal import Notation
internal import Rules
internal import Server

/// An act on one thing: its id, what is done, and the members of the record.
struct ActArguments: ParsableArguments {
  @Argument(help: "The id.") var id: String
  @Argument(help: "What is done; without a known word the possible ones are listed.")
  var verb: String
  @OptionGroup var members: ActMembers
  @OptionGroup var acting: ActOptions

  func run(_ prefix: String) async throws {
    try await ActOn(prefix: prefix).run(["id": id], verb, try members.read(), acting)
  }
}

/// A new thing: the members of the record.
struct NewArguments: ParsableArguments {
  @OptionGroup var members: ActMembers
  @OptionGroup var acting: ActOptions

  func run(_ path: String) async throws {
    guard let operation = RefereeOperation.all.first(where: { $0.path == path }) else { return }
    try await acting.perform(operation, [:], try members.read())
  }
}

/// Prints a list, one object a line.
private func list(
  _ options: ReadOptions, _ make: (CaseBook, Presenter, Int64) -> [JSONValue],
  _ line: (JSONValue) -> String
) throws {
  do {
    let (book, presenter, nowMs) = try options.book()
    for value in make(book, presenter, nowMs) {
      if options.json { Console.put(value) } else { Console.put(line(value)) }
    }
  } catch { throw Console.fail(error) }
}

extension CaseCommands {
  struct Act: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Do something on a case: accept, tasks, steps, evidence, findings, notices, …")
    @OptionGroup var arguments: ActArguments

    func run() async throws { try await arguments.run("/cases/{id}/") }
  }
}

struct TaskCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "Verification tasks.", subcommands: [Act.self])

  struct Act: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "approve, decline, start, done, block.")
    @OptionGroup var arguments: ActArguments

    func run() async throws { try await arguments.run("/tasks/{id}/") }
  }
}

struct FindingCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finding", abstract: "Findings with their versions and releases.",
    subcommands: [List.self, Show.self, Diff.self, Release.self, Act.self])

  /// Prints something of one finding.
  static func show(
    _ id: String, _ options: ReadOptions,
    _ make: (Finding, CaseBook, Presenter) throws -> JSONValue
  ) throws {
    do {
      let (book, presenter, _) = try options.book()
      guard let finding = book.referee.findings[id] else {
        Console.say("truceline: there is no finding \(id).")
        throw Exit.missingInput
      }
      Console.show(try make(finding, book, presenter), json: options.json)
    } catch { throw Console.fail(error) }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Findings in order.")
    @OptionGroup var options: ReadOptions

    func run() throws {
      try list(options) { book, presenter, _ in
        book.referee.findings.keys.inOrder.compactMap { book.referee.findings[$0] }
          .map { presenter.line($0) }
      } _: { value in
        "\(value.text("id"))  v\(value["version"]?.int ?? 0)  \(value.text("state"))  "
          + "\(value.text("case"))  \(value.text("summary"))"
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "One finding with its versions, and the answers beside it.")
    @Argument var id: String
    @OptionGroup var options: ReadOptions

    func run() throws {
      try FindingCommands.show(id, options) { finding, book, presenter in
        presenter.detail(finding, book, options.language)
      }
    }
  }

  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What a version has otherwise than the one before.")
    @Argument var id: String
    @Option(help: "The version; the last one unless given.") var version: Int?
    @OptionGroup var options: ReadOptions

    func run() throws {
      try FindingCommands.show(id, options) { finding, _, _ in
        let to = version ?? finding.latest.number
        guard let new = finding.version(to), let old = finding.version(to - 1) else {
          Console.say("truceline: \(id) has no versions \(to - 1) and \(to).")
          throw Exit.missingInput
        }
        return .array(old.content.changes(to: new.content).map(\.json))
      }
    }
  }

  struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What an audience has: A, B, guarantors, public.")
    @Argument var id: String
    @Argument var audience: String
    @OptionGroup var options: ReadOptions

    func run() throws {
      try FindingCommands.show(id, options) { finding, book, presenter in
        guard let audience = Audience(rawValue: audience) else {
          Console.say("truceline: '\(self.audience)' is none of A, B, guarantors, public.")
          throw Exit.usage
        }
        let version = finding.versions.last { $0.release(to: audience) != nil }?.number
        guard let version,
          let released = book.referee.released(id, version: version, to: audience)
        else {
          Console.say("truceline: nothing of \(id) was released to \(audience.rawValue).")
          throw Exit.missingInput
        }
        return presenter.json(released, finding, book)
      }
    }
  }

  struct Act: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "versions, revise, return, review, interim, issue, release, unanswered, final.")
    @OptionGroup var arguments: ActArguments

    func run() async throws { try await arguments.run("/findings/{id}/") }
  }
}

struct AllegationCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allegation", abstract: "What parties, hotline and public allege.",
    subcommands: [List.self, New.self, Act.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Allegations in order.")
    @OptionGroup var options: ReadOptions

    func run() throws {
      try list(options) { book, presenter, _ in
        book.referee.allegations.keys.inOrder.compactMap { book.referee.allegations[$0] }
          .map { presenter.json($0) }
      } _: { value in
        "\(value.text("id"))  \(value.text("state"))  \(value.text("source"))  "
          + value.text("text")
      }
    }
  }

  struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "log", abstract: "Log an allegation: source, text, against, clause, place.")
    @OptionGroup var arguments: NewArguments

    func run() async throws { try await arguments.run("/allegations") }
  }

  struct Act: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "match, unmatched, answer.")
    @OptionGroup var arguments: ActArguments

    func run() async throws { try await arguments.run("/allegations/{id}/") }
  }
}

struct AnswerCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "The Mission's word on what parties answer.",
    subcommands: [Act.self])

  struct Act: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "consider: point, outcome (accepted, rejected, joint_verification), reason.")
    @OptionGroup var arguments: ActArguments

    func run() async throws { try await arguments.run("/answers/{id}/") }
  }
}

struct DocketCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docket", abstract: "Questions before the commission, and its decisions.",
    subcommands: [List.self, New.self, Act.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Questions in order.")
    @OptionGroup var options: ReadOptions

    func run() throws {
      try list(options) { book, presenter, nowMs in
        book.referee.docket.keys.inOrder.compactMap { book.referee.docket[$0] }
          .map { presenter.json($0, book, options.language, nowMs: nowMs) }
      } _: { value in
        "\(value.text("id"))  \(value.text("question"))  \(value.text("meetingAt"))  "
          + "\(value["decision"]?.text("decision") ?? "open")  \(value.text("text"))"
      }
    }
  }

  struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "file", abstract: "Put a question: clause, question, text, meeting.")
    @OptionGroup var arguments: NewArguments

    func run() async throws { try await arguments.run("/docket") }
  }

  struct Act: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "papers, decide.")
    @OptionGroup var arguments: ActArguments

    func run() async throws { try await arguments.run("/docket/{id}/") }
  }
}

struct HotlineCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hotline", abstract: "Calls, and how long they waited.",
    subcommands: [List.self, New.self, Act.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Calls in order.")
    @OptionGroup var options: ReadOptions

    func run() throws {
      try list(options) { book, presenter, nowMs in
        let terms = presenter.clockTerms
        return book.referee.calls.keys.inOrder.compactMap { book.referee.calls[$0] }
          .map { presenter.json($0, book, terms, options.language, nowMs: nowMs) }
      } _: { value in
        "\(value.text("id"))  \(value.text("calledAt"))  Party \(value.text("party"))  "
          + "\(value["clock"]?.text("state") ?? "")  \(value.text("about"))"
      }
    }
  }

  struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "log", abstract: "Log a call: party, direction, caller, about, called.")
    @OptionGroup var arguments: NewArguments

    func run() async throws { try await arguments.run("/hotline") }
  }

  struct Act: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "answer: answered_by, answered.")
    @OptionGroup var arguments: ActArguments

    func run() async throws { try await arguments.run("/hotline/{id}/") }
  }
}

struct ShiftCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shift", abstract: "Hand-overs from shift to shift.",
    subcommands: [New.self, Act.self])

  struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "hand-over", abstract: "Hand over: to, text, open.")
    @OptionGroup var arguments: NewArguments

    func run() async throws { try await arguments.run("/shifts") }
  }

  struct Act: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "take-over.")
    @OptionGroup var arguments: ActArguments

    func run() async throws { try await arguments.run("/shifts/{id}/") }
  }
}

struct PartyCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "party", abstract: "What a party sees and hands in; A and B alike.",
    subcommands: [Show.self, Act.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Cases, deadlines, allegations and docket of a party, or one case of it.")
    @Argument(help: "A or B.") var party: String
    @Argument(help: "A case.") var id: String?
    @OptionGroup var options: ReadOptions

    func run() throws {
      do {
        guard let party = Party(rawValue: party) else {
          Console.say("truceline: '\(self.party)' is no party; write A or B.")
          throw Exit.usage
        }
        let (book, presenter, nowMs) = try options.book()
        guard let id else {
          return Console.show(
            presenter.portal(party, book, options.language, nowMs: nowMs), json: options.json)
        }
        guard let file = book.referee.files[id], !file.notices(to: party).isEmpty else {
          Console.say("truceline: Party \(party.rawValue) has no notice of a case \(id).")
          throw Exit.missingInput
        }
        Console.show(
          presenter.portalCase(file, party, book, options.language, nowMs: nowMs),
          json: options.json)
      } catch { throw Console.fail(error) }
    }
  }

  struct Act: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Hand something in for a party: allegations, or a path such as cases/CS-0001/answers.")
    @Argument(help: "A or B.") var party: String
    @Argument(help: "allegations, cases/ID/acknowledge, cases/ID/answers, answers/ID/add, …")
    var path: String
    @OptionGroup var members: ActMembers
    @OptionGroup var acting: ActOptions

    func run() async throws {
      let parts = path.split(separator: "/").map { String($0) }
      var values = ["party": party]
      var verb = path
      if parts.count == 3 {
        values["id"] = parts[1]
        verb = "\(parts[0])/{id}/\(parts[2])"
      }
      try await ActOn(prefix: "/parties/{party}/").run(
        values, verb, try members.read(), acting)
    }
  }
}

struct ClockCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock", abstract: "What is open, first what is due first.",
    subcommands: [List.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Open clocks.")
    @OptionGroup var options: ReadOptions
    @OptionGroup var limit: ListLimit

    func run() throws {
      try list(options) { book, presenter, nowMs in
        book.openClocks(presenter.clockTerms).prefix(limit.limit).map {
          presenter.json($0, options.language, nowMs: nowMs)
        }
      } _: { value in
        "\(value.text("dueAt"))  \(value.text("state"))  \(value.text("subject"))  "
          + "\(value.text("name"))\(value.text("party").isEmpty ? "" : " \(value.text("party"))")"
      }
    }
  }
}
