// `truceline account`: who may act, and as what.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import ArgumentParser
internal import Cases
internal import Foundation
internal import Notation
internal import Server

struct AccountCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Accounts and roles of the people who act.",
    discussion: """
      Until the first account is opened, everybody who reaches the program may act under a name that he \
      gives. The first account is an administrator's; from then on people sign in.
      """,
    subcommands: [New.self, List.self, Roles.self, Close.self, PasswordCommand.self])

  struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Open an account.",
      discussion: """
        Its password is asked for on the terminal, or taken from TRUCELINE_NEW_PASSWORD. The first \
        account is opened by the person himself: --as has its name.
        """)
    @Argument(help: "What the person signs in with: small letters, digits, points and hyphens.")
    var account: String
    @Option(help: "The person's name.") var name: String
    @Option(
      parsing: .singleValue,
      help:
        "A role; several times for more. \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
    var role: [String]
    @Option(help: "A or B, for a party's officer.") var party: String?
    @OptionGroup var acting: ActOptions

    func run() async throws {
      let roles = try AccountCommands.roles(role)
      guard let side = party.map({ Party(rawValue: $0) }) ?? .some(nil) else {
        Console.say("truceline: '\(party ?? "")' is no party; write A or B.")
        throw Exit.usage
      }
      let password = try Secret.new(for: account)
      var members: [String: JSONValue] = [
        "account": .string(account), "name": .string(name),
        "roles": .array(role.map { .string($0) }), "password": .string(password),
      ]
      if let party { members["party"] = .string(party) }
      try await acting.post("people", members) { monitor, _ in
        try await monitor.openAccount(
          account, name: name, roles: roles, party: side, password: password,
          actor: acting.actor)
        return .members(["account": .string(account)])
      } report: { value in
        Console.put(value.text("account"))
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The accounts, or with --table what each role may do.")
    @Flag(help: "Print the table of roles.") var table = false
    @OptionGroup var data: DataOption
    @Flag(help: "Print JSON Lines.") var json = false

    func run() async throws {
      do {
        if table { return AccountCommands.printTable(json: json) }
        for account in try AccountCommands.accounts(try data.folder()) {
          let roles = account.roles.map(\.rawValue).sorted()
          if json {
            Console.put(
              .members([
                "account": .string(account.id), "name": .string(account.name),
                "roles": .array(roles.map { .string($0) }),
                "party": account.party.map { .string($0.rawValue) },
                "open": .bool(account.isOpen),
              ]))
          } else {
            let party = account.party.map { " of Party \($0.rawValue)" } ?? ""
            Console.put(
              "\(account.id)  \(account.name)  \(roles.joined(separator: ", "))\(party)"
                + (account.isOpen ? "" : "  closed"))
          }
        }
      } catch { throw Console.fail(error) }
    }
  }

  struct Roles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Give an account other roles.")
    @Argument var account: String
    @Option(parsing: .singleValue, help: "A role; several times for more.") var role: [String]
    @Option(help: "Why, for the record.") var reason: String
    @OptionGroup var acting: ActOptions

    func run() async throws {
      let roles = try AccountCommands.roles(role)
      try await acting.post(
        "people/\(account)/roles",
        ["roles": .array(role.map { .string($0) }), "reason": .string(reason)]
      ) { _, _ in .people(.rolesChanged(account: account, roles: roles, reason: reason)) }
    }
  }

  struct Close: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Close an account; what was done under it stays.")
    @Argument var account: String
    @Option(help: "Why, for the record.") var reason: String
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await acting.post("people/\(account)/close", ["reason": .string(reason)]) { _, _ in
        .people(.closed(account: account, reason: reason))
      }
    }
  }

  struct PasswordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "password",
      abstract: "Set a password: one's own, or another's as an administrator.",
      discussion: "The new one is asked for on the terminal, or taken from TRUCELINE_NEW_PASSWORD.")
    @Argument var account: String
    @OptionGroup var acting: ActOptions

    func run() async throws {
      let password = try Secret.new(for: account)
      var members: [String: JSONValue] = ["password": .string(password)]
      if acting.actor.lowercased() == account {
        members["old"] = .string(try Secret.current(for: account))
      }
      try await acting.post("people/\(account)/password", members) { monitor, _ in
        try await monitor.setPassword(password, for: account, actor: acting.actor)
        return .members(["account": .string(account)])
      } report: { value in
        Console.put(value.text("account"))
      }
    }
  }

  private static func roles(_ words: [String]) throws -> Set<Role> {
    var roles: Set<Role> = []
    for word in words {
      guard let role = Role(rawValue: word) else {
        Console.say(
          "truceline: '\(word)' is no role. Roles are: "
            + "\(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        throw Exit.usage
      }
      roles.insert(role)
    }
    return roles
  }

  /// Read from the records; a running server need not be asked.
  private static func accounts(_ folder: DataFolder) throws -> [Account] {
    try PeopleBook(reading: folder).accounts.values.sorted { $0.id < $1.id }
  }

  private static func printTable(json: Bool) {
    for role in Role.allCases {
      let reads = ReadingArea.allCases.filter(role.readingAreas.contains).map(\.rawValue)
      if json {
        Console.put(
          .members([
            "role": .string(role.rawValue), "may": .array(role.actTypes.map { .string($0) }),
            "reads": .array(reads.map { .string($0) }),
          ]))
      } else {
        Console.put(role.rawValue)
        Console.put("  reads: \(reads.joined(separator: ", "))")
        Console.put("  may:   \(role.actTypes.joined(separator: ", "))")
      }
    }
  }
}
