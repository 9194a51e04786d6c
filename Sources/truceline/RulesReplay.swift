// `truceline rules replay`
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import ArgumentParser
internal import Cases
internal import Foundation
internal import Geo
internal import Missions
internal import Notation
internal import Observations
internal import Rules
internal import Server

struct RulesCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "The clauses over history.", subcommands: [RulesReplay.self])
}

struct RulesReplay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "What clauses find in history, and what another threshold would find.",
    discussion: """
      Over the recorded feeds of the mission, or over what a data folder took in, with its decisions \
      on joining and its registers. Nothing is written. --set changes a value of the agreement by the \
      end of its way: 'count=3', '9:reports=3', 'zones.BZ.offset_km=5'.
      """)

  @OptionGroup var mission: MissionArgument
  @Option(help: "Only this clause; again for more.") var clause: [String] = []
  @Option(help: "Only what happened from this time on.") var since: String?
  @Option(help: "Only what happened before this time.") var until: String?
  @Option(help: "A value to try; again for more.") var set: [String] = []
  @Option(help: "Replay this alert alone, from its own reports, with its derivation.")
  var alert: String?
  @Option(help: "Over this data folder instead of the recorded feeds.") var data: String?
  @Option(help: "Language of texts: en or de.") var language: Language = .en
  @Flag(help: "Print one JSON object.") var json = false

  func run() throws {
    do {
      let history = try data.map { path -> BackTest.History in
        let folder = DataFolder(path)
        guard try folder.owner() != nil else { throw Exit.missingInput }
        return .data(folder)
      }
      let mission = try restricted(try mission.read())
      let written = try BackTest(mission, over: history ?? .feeds)
      if let alert { return try tell(alert, written, mission, history ?? .feeds) }
      let tried = try changedMission().map { try BackTest($0, over: history ?? .feeds) }
      let decisions = try data.map { try AlertDecisions(DataFolder($0), clauses: Set(clause)) }
      let window = try window()
      let comparison = Comparison(
        written: written.found.filter { window.contains($0.cited.happened.fromMs) },
        tried: tried?.found.filter { window.contains($0.cited.happened.fromMs) },
        reportCount: written.reportCount, decisions: decisions)
      if json { Console.put(comparison.json) } else { comparison.tell(language, set) }
    } catch { throw Console.fail(error) }
  }

  private func window() throws -> Range<Int64> {
    let fromMs = try Console.moment(since, "--since") ?? .min
    let untilMs = try Console.moment(until, "--until") ?? .max
    guard fromMs < untilMs else {
      Console.say("truceline: --until is not after --since.")
      throw Exit.usage
    }
    return fromMs..<untilMs
  }

  private func restricted(_ mission: Mission) throws -> Mission {
    let known = Set(mission.agreement.clauses.map(\.id))
    for id in clause where !known.contains(id) {
      Console.say("truceline: there is no clause '\(id)'.")
      throw Exit.usage
    }
    guard !clause.isEmpty else { return mission }
    var mission = mission
    mission.agreement.clauses.removeAll { !clause.contains($0.id) }
    return mission
  }

  private func changedMission() throws -> Mission? {
    guard !set.isEmpty else { return nil }
    let changes = try set.map { text in
      let only = clause.count == 1 ? clause[0] : nil
      guard let change = ThresholdChange(text, clause: only) else {
        Console.say(
          "truceline: --set '\(text)' is no change; write count=3 with one --clause, 9:count=3 or "
            + "zones.BZ.offset_km=5.")
        throw Exit.usage
      }
      return change
    }
    let reading = MissionReader.read(mission.mission, changing: changes)
    guard let changed = reading.mission else {
      for fault in reading.faults where fault.severity == .error { Console.say("\(fault)") }
      throw Exit.usage
    }
    return try restricted(changed)
  }

  // MARK: One alert

  private func tell(
    _ id: String, _ written: BackTest, _ mission: Mission, _ history: BackTest.History
  ) throws {
    guard let found = written.found.first(where: { $0.id == id }) else {
      Console.say("truceline: the rules raise no alert \(id) over this history.")
      throw Exit.missingInput
    }
    var alone: Hit? = found.hit
    if let event = found.cited.event {
      let again = try BackTest(mission, over: history, only: Set(event.observationIDs))
      alone = again.found.first { $0.id == id }?.hit
    }
    let isSame = alone?.verdict == found.hit.verdict
    if json {
      Console.put(
        .members([
          "alert": .string(id), "clause": .string(found.hit.clauseID),
          "verdict": .string(found.hit.verdict.rawValue),
          "alone": alone.map { .string($0.verdict.rawValue) } ?? .null, "same": .bool(isSame),
          "steps": .array(found.hit.steps.map { .string($0.text(language)) }),
          "exemptions": .array(found.hit.exemptions.map { .string($0.text(language)) }),
        ]))
      return
    }
    Console.put("\(id)  clause \(found.hit.clauseID)  \(found.hit.verdict.rawValue)")
    for step in found.hit.steps + found.hit.exemptions {
      Console.put("  [\(step.outcome.rawValue)] \(step.text(language))")
    }
    for task in found.hit.tasks { Console.put("  -> \(task.text(language))") }
    Console.put(
      isSame
        ? "The same from its own reports alone."
        : "From its own reports alone: \(alone?.verdict.rawValue ?? "no alert").")
  }
}

/// The clauses as written beside the clauses as tried.
private struct Comparison {
  let written: [BackTest.Found]
  let tried: [BackTest.Found]?
  let reportCount: Int
  let decisions: AlertDecisions?

  private var come: [BackTest.Found] {
    let known = Set(written.map(\.id))
    return (tried ?? []).filter { !known.contains($0.id) }
  }

  private var gone: [BackTest.Found] {
    guard let tried else { return [] }
    let known = Set(tried.map(\.id))
    return written.filter { !known.contains($0.id) }
  }

  private var changed: [(before: BackTest.Found, after: BackTest.Found)] {
    let byID = Dictionary(written.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return (tried ?? []).compactMap { after in
      byID[after.id].flatMap { $0.hit.verdict == after.hit.verdict ? nil : ($0, after) }
    }
  }

  private static func counts(_ found: [BackTest.Found]) -> [(verdict: Verdict, count: Int)] {
    Verdict.allCases.map { verdict in (verdict, found.count { $0.hit.verdict == verdict }) }
  }

  private static func json(_ found: BackTest.Found) -> JSONValue {
    .members([
      "alert": .string(found.id), "clause": .string(found.hit.clauseID),
      "version": .integer(Int64(found.hit.clauseVersion)),
      "verdict": .string(found.hit.verdict.rawValue),
      "class": .string(found.hit.clauseClass.rawValue),
      "from": .string(Instant(atMs: found.cited.happened.fromMs).iso),
    ])
  }

  private static func json(counts found: [BackTest.Found]) -> JSONValue {
    .object(counts(found).map { .init($0.verdict.rawValue, .integer(Int64($0.count))) })
  }

  var json: JSONValue {
    .members([
      "reports": .integer(Int64(reportCount)), "hits": .integer(Int64(written.count)),
      "verdicts": Self.json(counts: written),
      "tried": tried.map { tried in
        .members([
          "hits": .integer(Int64(tried.count)), "verdicts": Self.json(counts: tried),
          "come": .array(come.map(Self.json)), "gone": .array(gone.map(Self.json)),
          "changed": .array(changed.map { Self.json($0.after) }),
        ])
      },
      "decided": decisions.map { .integer(Int64($0.decidedCount)) },
      "false": decisions.map { .integer(Int64($0.falseCount)) },
      "falseRate": decisions.map { $0.falseRate.map { .number($0) } ?? .null },
      "alerts": .array(written.map(Self.json)),
    ])
  }

  func tell(_ language: Language, _ set: [String]) {
    Console.put("\(reportCount) reports, \(written.count) hits: \(Self.words(written))")
    for found in written.prefix(Self.lineCountMax) { Console.put("  \(Self.line(found))") }
    if written.count > Self.lineCountMax {
      Console.put("  … and \(written.count - Self.lineCountMax) more; --json prints all")
    }
    if let tried {
      Console.put(
        "with \(set.joined(separator: ", ")): \(tried.count) hits: \(Self.words(tried)); "
          + "\(come.count) come, \(gone.count) go, \(changed.count) change")
      for found in come { Console.put("  + \(Self.line(found))") }
      for found in gone { Console.put("  - \(Self.line(found))") }
      for (before, after) in changed {
        Console.put("  ~ \(Self.line(after)), was \(before.hit.verdict.rawValue)")
      }
    }
    guard let decisions else { return }
    guard let rate = decisions.falseRate else { return Console.put("no alert was decided yet") }
    Console.put(
      "decided \(decisions.decidedCount), false \(decisions.falseCount): "
        + "\(Numbers.decimal(rate * 100, digits: 1, language)) % false alarms")
  }

  private static let lineCountMax = 50

  private static func words(_ found: [BackTest.Found]) -> String {
    counts(found).map { "\($0.count) \($0.verdict.rawValue)" }.joined(separator: ", ")
  }

  private static func line(_ found: BackTest.Found) -> String {
    "\(found.id)  clause \(found.hit.clauseID)  \(Instant(atMs: found.cited.happened.fromMs).iso)  "
      + "\(found.hit.verdict.rawValue)  \(found.hit.clauseClass.rawValue)"
  }
}
