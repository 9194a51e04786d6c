// `truceline finding`: findings with their versions, what changed, and what each audience has.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Notation
internal import Rules
internal import Server

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
