// `truceline check`
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import ArgumentParser
internal import Coalition
internal import Foundation
internal import Missions
internal import Notation
internal import Observations
internal import Rules
internal import Server

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what is wrong in a mission folder, with file and line.",
    discussion: """
      Prints the line's length and the derived zones' areas on the ellipsoid. Exits 0 without errors \
      and 65 with them; warnings alone do not count. --clauses prints each clause as it is written and \
      as the machine understands it, and what keeps a clause from being monitored.
      """)

  @OptionGroup var mission: MissionArgument
  @Flag(help: "Print each clause in plain sentences made from its parameters.")
  var clauses = false
  @Option(help: "Language of the sentences: en or de; without it both.") var language: Language?
  @Flag(help: "Print one JSON object.") var json = false

  func run() throws {
    let reading = MissionReader.read(mission.mission)
    let stories = reading.mission.map { StoryReader.read($0) }
    let faults = reading.faults + (stories?.faults ?? [])
    if clauses, let mission = reading.mission {
      let page = ClausePage(mission, language.map { [$0] } ?? Language.allCases)
      if json { Console.put(page.json) } else { page.lines.forEach { Console.put($0) } }
    } else if json {
      Console.put(
        .members([
          "faults": .array(faults.map(\.json)),
          "geometry": .array(reading.mission.map { MissionGeometry($0).json } ?? []),
        ]))
    } else {
      for fault in faults { Console.say("\(mission.mission)/\(fault)") }
      if let mission = reading.mission { describe(mission, stories?.stories.count ?? 0) }
    }
    guard reading.mission != nil else {
      let isThere = FileManager.default.fileExists(atPath: mission.mission + "/mission.yaml")
      throw isThere ? Exit.badData : Exit.missingInput
    }
    if stories?.faults.contains(where: { $0.severity == .error }) == true { throw Exit.badData }
  }

  private func describe(_ mission: Mission, _ storyCount: Int) {
    Console.put("mission \(mission.id), agreement \(mission.agreement.id)")
    for line in MissionGeometry(mission).lines { Console.put(line) }
    let clauses = mission.agreement.clauses
    Console.put(
      "\(clauses.count) clauses: \(clauses.count { !$0.subjects.isEmpty }) tested on events, "
        + "\(clauses.count { !$0.terms.isEmpty }) on registers, cases and the log")
    for clause in clauses {
      guard let checkedOn = clause.checkedOn else { continue }
      Console.put("  clause \(clause.id) is checked on: \(checkedOn)")
    }
    let gaps = Set(mission.rules.gaps(mission.sensors).map(\.clauseID)).count
    if gaps > 0 {
      Console.put("\(gaps) clauses cannot be monitored whole; 'check --clauses' says why")
    }
    Console.put(
      "\(mission.sensors.sensors.count) sensors, \(mission.feeds.count) feeds, "
        + "\(mission.entries.count) register entries")
    if storyCount > 0 { Console.put("\(storyCount) stories for training") }
    if let plan = mission.plan {
      Console.put(
        "plan: \(plan.register.claims.count) claims, \(plan.requirements.count) requirements, "
          + "\(plan.offers.count) offers, \(plan.scenarios.count) scenarios")
    }
    Console.put("no errors")
  }
}

extension Fault {
  fileprivate var json: JSONValue {
    .members([
      "severity": .string(severity.rawValue), "file": .string(file),
      "line": .integer(Int64(line)), "column": .integer(Int64(column)),
      "message": .string(message), "next": .string(next),
    ])
  }
}
