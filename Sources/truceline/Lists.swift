// `truceline observation|event|alert|case`: read and act from a terminal.
//
// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import Cases
internal import Foundation
internal import Missions
internal import Notation
internal import Observations
internal import Rules
internal import Server
internal import Store

/// What reading commands have in common.
struct ReadOptions: ParsableArguments {
  @OptionGroup var data: DataOption
  @Flag(help: "Print JSON, one object a line.") var json = false
  @Option(help: "Language of texts: en or de.") var language: Language = .en

  @Option(
    help: """
      The state as it was known: a time with its zone, or a number of records. What was received \
      or recorded later is left out.
      """)
  var asKnownAt: String?

  /// The read models, and the presenter of the mission that they belong to.
  func open() throws -> (store: ReadStore, presenter: Presenter, mission: Mission) {
    let folder = try data.folder()
    guard let owner = try folder.owner() else { throw Exit.missingInput }
    let mission = try MissionArgument.read(owner.missionFolder)
    if let asKnownAt {
      guard let known = KnownAt(asKnownAt) else {
        Console.say("truceline: --as-known-at '\(asKnownAt)' is not \(KnownAt.form).")
        throw Exit.usage
      }
      let past = try PastState(mission, folder, known: known)
      return (past.store, Presenter(mission), mission)
    }
    do {
      return (try ReadStore(readingAt: folder.readModels), Presenter(mission), mission)
    } catch {
      Console.say(
        "truceline: the read models of \(folder.path) cannot be opened; run "
          + "'truceline rebuild --data \(folder.path)'.")
      throw Exit.missingInput
    }
  }
}

extension ReadOptions {
  /// Alerts, cases and findings as the records tell them, and the time.
  func book() throws -> (book: CaseBook, presenter: Presenter, nowMs: Int64) {
    let folder = try data.folder()
    guard let owner = try folder.owner() else { throw Exit.missingInput }
    let mission = try MissionArgument.read(owner.missionFolder)
    var known: KnownAt?
    if let asKnownAt {
      known = KnownAt(asKnownAt)
      guard known != nil else {
        Console.say("truceline: --as-known-at '\(asKnownAt)' is not \(KnownAt.form).")
        throw Exit.usage
      }
    }
    return (
      try CaseBook(folder, until: known), Presenter(mission),
      Int64(Date().timeIntervalSince1970 * 1_000)
    )
  }
}

extension Language: ExpressibleByArgument {}

struct ListLimit: ParsableArguments {
  @Option(help: "At most so many.") var limit = 1_000

  func validate() throws {
    guard (1...1_000_000).contains(limit) else {
      throw ValidationError("--limit is not within 1 to 1000000.")
    }
  }
}

// MARK: Observations

struct ObservationCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "observation", abstract: "Reports as they came.",
    subcommands: [List.self, Show.self, Rejects.self, SetAside.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Observations in order of time.")
    @OptionGroup var options: ReadOptions
    @OptionGroup var limit: ListLimit

    func run() throws {
      do {
        let (store, presenter, _) = try options.open()
        let rows = try store.observations(fromMs: .min, untilMs: .max, limit: limit.limit)
        for (doc, setAside) in rows {
          let observation = try doc.withUnsafeBytes { try Observation(decoding: $0) }
          let value = presenter.json(observation, setAside: setAside, options.language)
          if options.json {
            Console.put(value)
          } else {
            Console.put(
              "\(observation.id)  \(value.text("happenedFrom"))  \(observation.sensor)  "
                + "\(observation.kind.name(options.language))  \(value.placeText)")
          }
        }
      } catch { throw Console.fail(error) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "One observation with its bytes.")
    @Argument var id: String
    @OptionGroup var options: ReadOptions

    func run() throws {
      do {
        let (store, presenter, _) = try options.open()
        guard let (doc, setAside) = try store.observation(id) else {
          Console.say("truceline: there is no observation \(id).")
          throw Exit.missingInput
        }
        let observation = try doc.withUnsafeBytes { try Observation(decoding: $0) }
        Console.show(
          presenter.json(observation, setAside: setAside, options.language), json: options.json)
      } catch { throw Console.fail(error) }
    }
  }

  struct Rejects: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Rows that could not be read, with file, line, column and reason.")
    @OptionGroup var options: ReadOptions
    @OptionGroup var limit: ListLimit

    func run() throws {
      do {
        let (store, _, _) = try options.open()
        for row in try store.rejects(limit: limit.limit) {
          if options.json {
            Console.put(
              .members([
                "feed": .string(row.feed), "file": .string(row.file),
                "line": .integer(Int64(row.line)), "column": .string(row.field),
                "reason": .string(row.reason),
                "raw": .string(String(decoding: row.raw, as: UTF8.self)),
              ]))
          } else {
            let place = row.line > 0 ? ":\(row.line)" : ""
            let field = row.field.isEmpty ? "" : " \(row.field):"
            Console.put("\(row.file)\(place):\(field) \(row.reason)")
          }
        }
      } catch { throw Console.fail(error) }
    }
  }

  struct SetAside: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let a report count no longer, with a reason; it is kept.")
    @Argument var id: String
    @Option(help: "duplicate, sensor_fault, civilian_cause, …") var reason: String
    @Option(help: "Why.") var note = ""
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await acting.post(
        "observations/\(id)/set-aside", ["reason": .string(reason), "note": .string(note)]
      ) { monitor, atMs in
        guard let reason = SetAsideReason(rawValue: reason) else {
          throw ActError(
            .invalid, "'\(reason)' is no reason.",
            next: SetAsideReason.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard let (doc, _) = try monitor.store.observation(id) else {
          throw ActError(.notFound, "There is no observation \(id).", next: "")
        }
        let key = try doc.withUnsafeBytes { try Observation(decoding: $0) }.key
        return .observationSetAside(id: id, key: key, reason: reason, note: note)
      }
    }
  }
}

// MARK: Events

struct EventCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "event", abstract: "Happenings, joined from reports.",
    subcommands: [List.self, Show.self, Split.self, Join.self])

  /// The key of a report, for the record.
  private static func key(of id: String, _ monitor: Monitor) throws -> ContentID {
    guard let (doc, _) = try monitor.store.observation(id) else {
      throw ActError(
        .notFound, "There is no observation \(id).", next: "See 'truceline observation list'.")
    }
    return try doc.withUnsafeBytes { try Observation(decoding: $0) }.key
  }

  struct Split: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a report out of its event; it is of a happening of its own.")
    @Argument(help: "The observation.") var observation: String
    @Option(help: "Why.") var note = ""
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await acting.post("observations/\(observation)/split", ["note": .string(note)]) {
        monitor, _ in
        .observationSplit(
          id: observation, key: try EventCommands.key(of: observation, monitor), note: note)
      }
    }
  }

  struct Join: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Join a report to the event of another report.")
    @Argument(help: "The observation.") var observation: String
    @Option(help: "An observation of the event that it belongs to.") var with: String
    @Option(help: "Why.") var note = ""
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await acting.post(
        "observations/\(observation)/join", ["with": .string(with), "note": .string(note)]
      ) { monitor, _ in
        .observationJoined(
          id: observation, key: try EventCommands.key(of: observation, monitor),
          with: try EventCommands.key(of: with, monitor), note: note)
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Events in order of time.")
    @OptionGroup var options: ReadOptions
    @OptionGroup var limit: ListLimit

    func run() throws {
      do {
        let (store, _, _) = try options.open()
        for doc in try store.eventDocs(fromMs: .min, untilMs: .max, limit: limit.limit) {
          let event = try JSONValue(reading: doc.utf8)
          if options.json {
            Console.put(event)
          } else {
            let kind = ObservationKind(code: event.text("kind"))?.name(options.language) ?? ""
            Console.put(
              "\(event.text("id"))  \(event.text("happenedFrom"))  \(event.text("grade"))  "
                + "\(kind)  \(event.placeText)  \(event["joins"]?.elements?.count ?? 0) reports")
          }
        }
      } catch { throw Console.fail(error) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "One event with its joins and their residuals.")
    @Argument var id: String
    @OptionGroup var options: ReadOptions

    func run() throws {
      do {
        let (store, _, _) = try options.open()
        guard let doc = try store.eventDoc(id) else {
          Console.say("truceline: there is no event \(id).")
          throw Exit.missingInput
        }
        Console.show(try JSONValue(reading: doc.utf8), json: options.json)
      } catch { throw Console.fail(error) }
    }
  }
}

// MARK: Alerts

struct AlertCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alert", abstract: "What asks to be looked at.",
    subcommands: [List.self, Show.self, Acknowledge.self, Action.self, Dismiss.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Alerts, newest first.")
    @OptionGroup var options: ReadOptions
    @OptionGroup var limit: ListLimit
    @Option(help: "new, acknowledged, actioned, false or duplicate; may be given several times.")
    var state: [String] = []
    @Option(help: "Number of a clause; may be given several times.") var clause: [String] = []
    @Option(help: "Id of a sector; may be given several times.") var sector: [String] = []

    func run() throws {
      do {
        let (store, _, _) = try options.open()
        var filter = AlertFilter()
        filter.states = state
        filter.clauses = clause
        filter.sectors = sector
        let page = try store.alerts(
          filter, german: options.language == .de, after: nil, limit: limit.limit)
        for row in page.rows {
          let alert = try JSONValue(reading: row.utf8)
          if options.json {
            Console.put(alert)
          } else {
            Console.put(
              "\(alert.text("id"))  \(alert.text("state"))  \(alert.text("happenedFrom"))  "
                + "clause \(alert["clause"]?.text("id") ?? "")  \(alert.text("grade"))  "
                + "\(alert.text("verdict"))  \(alert.text("summary"))")
          }
        }
        if page.next != nil {
          Console.say("\(page.total) in all; \(page.rows.count) shown, see --limit.")
        }
      } catch { throw Console.fail(error) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "One alert with derivation, evidence and history.")
    @Argument var id: String
    @OptionGroup var options: ReadOptions

    func run() throws {
      do {
        Console.show(try Explain.detail(id, options), json: options.json)
      } catch { throw Console.fail(error) }
    }
  }

  struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ack", abstract: "Acknowledge a new alert.")
    @Argument var id: String
    @Option(help: "A note for the record.") var note = ""
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await acting.post("alerts/\(id)/acknowledge", ["note": .string(note)]) { _, _ in
        .alertAcknowledged(id: id, note: note)
      }
    }
  }

  struct Action: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Note that something was done about an alert.")
    @Argument var id: String
    @Option(help: "What was done.") var note = ""
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await acting.post("alerts/\(id)/action", ["note": .string(note)]) { _, _ in
        .alertActioned(id: id, note: note)
      }
    }
  }

  struct Dismiss: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Dismiss an alert as false, or as duplicate of another.")
    @Argument var id: String
    @Option(help: "Why it is false.") var reason = ""
    @Option(help: "The alert that it duplicates.") var duplicateOf: String?
    @OptionGroup var acting: ActOptions

    func run() async throws {
      let dismissal: Act.Dismissal = duplicateOf == nil ? .falseAlarm : .duplicate
      var members: [String: JSONValue] = [
        "as": .string(dismissal.rawValue), "reason": .string(reason),
      ]
      if let duplicateOf { members["of"] = .string(duplicateOf) }
      try await acting.post("alerts/\(id)/dismiss", members) { _, _ in
        .alertDismissed(id: id, as: dismissal, reason: reason, of: duplicateOf)
      }
    }
  }
}

// MARK: Cases

struct CaseCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "case", abstract: "Possible breaches that people work on.",
    subcommands: [List.self, Show.self, Open.self, Assign.self, Act.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Cases in order of their numbers.")
    @OptionGroup var options: ReadOptions

    func run() throws {
      do {
        let (store, presenter, _) = try options.open()
        for doc in try store.caseDocs() {
          let value = presenter.json(try Case(json: try JSONValue(reading: doc.utf8)))
          if options.json {
            Console.put(value)
          } else {
            Console.put(
              "\(value.text("id"))  \(value.text("state"))  \(value.text("openedAt"))  "
                + "\(value.text("assignee").isEmpty ? "not assigned" : value.text("assignee"))  "
                + value.text("title"))
          }
        }
      } catch { throw Console.fail(error) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "One case with alerts and clocks.")
    @Argument var id: String
    @OptionGroup var options: ReadOptions

    func run() throws {
      do {
        let (book, presenter, nowMs) = try options.book()
        guard let item = book.cases[id] else {
          Console.say("truceline: there is no case \(id).")
          throw Exit.missingInput
        }
        Console.show(
          presenter.detail(item, book, options.language, nowMs: nowMs), json: options.json)
      } catch { throw Console.fail(error) }
    }
  }

  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Open a case from alerts.")
    @Argument(help: "The alerts.") var alerts: [String]
    @Option(help: "One line that says what it is about.") var title: String
    @Option(help: "A note for the record.") var note = ""
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await acting.post(
        "cases",
        [
          "title": .string(title), "alerts": .array(alerts.map { .string($0) }),
          "note": .string(note),
        ]
      ) { monitor, _ in
        .caseOpened(
          id: await monitor.cases.nextCaseID, title: title, alertIDs: alerts, note: note)
      }
    }
  }

  struct Assign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Assign a case to a person.")
    @Argument var id: String
    @Option(help: "The person's name.") var to: String
    @OptionGroup var acting: ActOptions

    func run() async throws {
      try await acting.post("cases/\(id)/assign", ["assignee": .string(to)]) { _, _ in
        .caseAssigned(id: id, assignee: to)
      }
    }
  }
}

extension JSONValue {
  func text(_ name: String) -> String { self[name]?.text ?? "" }

  /// `48.12345, 37.12345 ± 140 m`
  var placeText: String {
    guard let place = self["place"], let latitudeDeg = place["latitudeDeg"]?.double,
      let longitudeDeg = place["longitudeDeg"]?.double
    else { return "" }
    let sigma = place["sigmaM"]?.double.map { " ± \(Int($0.rounded())) m" } ?? ""
    return "\(latitudeDeg), \(longitudeDeg)\(sigma)"
  }
}

extension Console {
  /// An object for people: one member a line, nested ones indented.
  static func show(_ value: JSONValue, json: Bool) {
    if json { put(value) } else { outline(value, indent: "") }
  }

  private static func outline(_ value: JSONValue, indent: String) {
    switch value {
    case .object(let members):
      for member in members {
        switch member.value {
        case .object, .array:
          put("\(indent)\(member.name):")
          outline(member.value, indent: indent + "  ")
        default: put("\(indent)\(member.name): \(plain(member.value))")
        }
      }
    case .array(let elements):
      for element in elements {
        switch element {
        case .object:
          put("\(indent)-")
          outline(element, indent: indent + "  ")
        default: put("\(indent)- \(plain(element))")
        }
      }
    default: put(indent + plain(value))
    }
  }

  private static func plain(_ value: JSONValue) -> String { value.text ?? value.written }
}
