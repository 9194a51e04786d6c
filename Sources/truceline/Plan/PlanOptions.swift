// Under which scenario is a plan reckoned? The options that all commands of `plan` share.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Coalition
internal import Missions
internal import Notation

/// The mission, and what differs from its scenario.
struct PlanOptions: ParsableArguments {
  @OptionGroup var mission: MissionArgument
  @Option(help: "A scenario of coalition.yaml; 'all' counts every statement and gives nothing.")
  var scenario: String?
  @Option(help: "Only statements reported by this day: YYYY-MM-DD or YYYY-MM.") var knownOn: String?
  @Option(help: "Only statements made on this day or later.") var since: String?
  @Flag(help: "Only statements on record or official.") var official = false
  @Flag(help: "Only offers that are confirmed or offered, and at least pledged.")
  var onlyConfirmed = false
  @Flag(help: "Only offers that wait for nothing that is missing.") var unblocked = false
  @Option(help: "What drops out: a state, a matter or an offer; again for more.")
  var without: [String] = []
  @Option(help: "A matter or mandate that is taken as given; again for more.")
  var given: [String] = []
  @Option(help: "The day on which mandates are looked at.") var day: String?
  @Option(help: "The day of the ceasefire, for dates of phases.") var ceasefireDay: String?
  @Option(help: "Language of titles: en or de.") var language = "en"
  @Flag(help: "Print JSON.") var json = false

  /// The mission's plan with the ground it is measured on.
  func read() throws -> (plan: CoalitionPlan, ground: PlanGround) {
    let mission = try mission.read()
    guard let plan = mission.plan, let ground = mission.planGround(atMs: .max) else {
      Console.say(
        "truceline: \(self.mission.mission) has no plan; write sources.yaml and coalition.yaml "
          + "(docs/reference/plan.md).")
      throw Exit.missingInput
    }
    return (plan, ground)
  }

  /// The named scenario with the options laid over it.
  func settings(_ plan: CoalitionPlan) throws -> Scenario {
    var settings = try Self.named(scenario ?? plan.scenarios.first?.id ?? "all", in: plan)
    if onlyConfirmed { settings.countOnlyConfirmedOffers() }
    if official { settings.filter.isOfficialOnly = true }
    if unblocked { settings.isUnblockedOnly = true }
    if let date = try Self.date(knownOn, "--known-on") { settings.filter.knownOn = date }
    if let date = try Self.date(since, "--since") { settings.filter.since = date }
    if let date = try Self.date(day, "--day") { settings.day = date }
    if let date = try Self.date(ceasefireDay, "--ceasefire-day") { settings.ceasefire = date }
    for name in without { try drop(name, &settings, plan) }
    for name in given {
      guard
        plan.matters.contains(where: { $0.id == name })
          || plan.mandates.contains(where: { $0.id == name })
      else { throw Self.unknown("--given", name, Self.gates(plan)) }
      settings.withoutMatters.remove(name)
      settings.given.insert(name)
    }
    return settings
  }

  static func named(_ id: String, in plan: CoalitionPlan) throws -> Scenario {
    if let found = plan.scenarios.first(where: { $0.id == id }) { return found }
    guard id == "all" else {
      throw unknown("--scenario", id, plan.scenarios.map(\.id) + ["all"])
    }
    return .plain
  }

  private func drop(_ name: String, _ settings: inout Scenario, _ plan: CoalitionPlan) throws {
    if plan.offers.contains(where: { $0.id == name }) {
      settings.withoutOffers.insert(name)
    } else if plan.matters.contains(where: { $0.id == name }) {
      settings.withoutMatters.insert(name)
      settings.given.remove(name)
    } else if name.utf8.count == 2, name.utf8.allSatisfy({ (65...90).contains($0) }) {
      settings.withoutStates.insert(name)
    } else {
      throw Self.unknown(
        "--without", name, plan.matters.map(\.id) + plan.offers.map(\.id) + ["a state such as US"])
    }
  }

  private static func gates(_ plan: CoalitionPlan) -> [String] {
    plan.matters.map(\.id) + plan.mandates.map(\.id)
  }

  private static func unknown(_ option: String, _ name: String, _ known: [String]) -> ExitCode {
    Console.say(
      "truceline: \(option) '\(name)' is not known; known: \(known.joined(separator: ", ")).")
    return Exit.usage
  }

  static func date(_ text: String?, _ option: String) throws -> PartialDate? {
    guard let text else { return nil }
    if let date = PartialDate(text) { return date }
    Console.say("truceline: \(option) '\(text)' is no date; write YYYY-MM-DD or YYYY-MM.")
    throw Exit.usage
  }

  /// Tells whatever `body` throws, and ends with the code that fits.
  func run(_ body: () throws -> Void) throws {
    do { try body() } catch { throw Console.fail(error) }
  }
}

/// Numbers as people read them.
enum PlanWords {
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "open" }
    let rounded =
      abs(value) >= 100
      ? value.rounded()
      : abs(value) >= 10 ? (value * 10).rounded() / 10 : (value * 100).rounded() / 100
    return JSONValue.number(rounded).written
  }

  /// `20000 to 25000, likely 22500`; one number where all three are the same.
  static func range(_ value: Estimate?) -> String {
    guard let value else { return "not known" }
    if value.low == value.high { return number(value.low) }
    return "\(number(value.low)) to \(number(value.high)), likely \(number(value.likely))"
  }

  /// `[S0-04, S0-06]`, or that it is assumed.
  static func basis(_ claims: [String], _ assumption: String?) -> String {
    let listed = claims.isEmpty ? "" : " [\(claims.joined(separator: ", "))]"
    return listed + (assumption.map { " assumption: \($0)" } ?? "")
  }
}
