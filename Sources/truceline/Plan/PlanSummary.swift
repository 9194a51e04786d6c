// `truceline plan`
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import ArgumentParser
internal import Coalition
internal import Notation

struct PlanCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "What a coalition plan holds and what follows from it.",
    discussion: """
      'truceline plan MISSION' prints the summary. Every figure names its claims or says that it is \
      assumed.
      """,
    subcommands: [
      PlanSummary.self, PlanClaims.self, PlanContradictions.self, PlanCycles.self,
      PlanOffers.self, PlanStraits.self, PlanSustain.self, PlanOrganisation.self,
    ],
    defaultSubcommand: PlanSummary.self)
}

struct PlanSummary: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Requirements, offers that count, gaps, conflicts, circles and mandates.",
    discussion: """
      Exits 0 also where requirements cannot be met: that is a result. --compare prints what differs \
      in another scenario.
      """)

  @OptionGroup var options: PlanOptions
  @Option(help: "Another scenario: print what differs there.") var compare: String?

  func run() throws {
    try options.run {
      let (plan, ground) = try options.read()
      let settings = try options.settings(plan)
      let found = PlanAssessment(plan, on: ground, under: settings)
      if let compare {
        let other = PlanAssessment(
          plan, on: ground, under: try PlanOptions.named(compare, in: plan))
        return tell(found.deltas(to: other), settings.id, compare)
      }
      if options.json { Console.put(found.json) } else { tell(found) }
    }
  }

  private func tell(_ deltas: [PlanDelta], _ before: String, _ after: String) {
    if options.json {
      return Console.put(
        .members([
          "before": .string(before), "after": .string(after),
          "deltas": .array(deltas.map(\.json)),
        ]))
    }
    Console.put("\(before) -> \(after): \(deltas.count) figures differ")
    for delta in deltas {
      Console.put(
        "  \(delta.key): \(PlanWords.range(delta.before)) -> \(PlanWords.range(delta.after)) "
          + delta.unit)
    }
  }

  private func tell(_ found: PlanAssessment) {
    let plan = found.plan
    Console.put("\(plan.title.text(in: options.language)), scenario \(found.scenario.id)")
    if let notice = plan.notice { Console.put(notice.text(in: options.language)) }
    Console.put(
      "line \(found.lineVersion): \(PlanWords.number(found.lineKm)) km; \(found.claimCount) of "
        + "\(plan.register.claims.count) claims count")
    tellRequirements(found)
    tellOffers(found)
    Console.put("")
    Console.put("caveat conflicts: \(found.conflicts.count)")
    for conflict in found.conflicts { Console.put("  " + PlanOffers.sentence(conflict)) }
    Console.put(
      "circles: \(found.circles.circles.count); smallest breaks: "
        + found.circles.matterBreaks.map { $0.joined(separator: " + ") }.joined(separator: " or "))
    Console.put("mandates:")
    for mandate in plan.mandates {
      Console.put("  " + PlanOffers.sentence(mandate, found.gates[mandate.id]))
    }
    tellPhases(found)
  }

  private func tellRequirements(_ found: PlanAssessment) {
    Console.put("")
    Console.put("requirements:")
    for standing in found.requirements {
      let unit = standing.required?.unit ?? ""
      let phase = standing.phase.map { " in \($0)" } ?? ""
      guard let required = standing.required else {
        Console.put("  \(standing.requirement)\(phase): not known: \(standing.unknown ?? "")")
        continue
      }
      Console.put(
        "  \(standing.requirement)\(phase): \(PlanWords.range(required.value)) \(unit) needed"
          + PlanWords.basis(required.claims, required.assumption))
      Console.put(
        "    brought \(PlanWords.range(standing.served)); gap \(PlanWords.range(standing.gap))")
    }
    for short in found.shortfalls where short.certainty != .possible {
      Console.put(
        "  binds \(Self.words(short.certainty))\(short.phase.map { " in \($0)" } ?? ""): "
          + "\(short.requirements.joined(separator: ", ")) lack \(PlanWords.number(short.shortBy)) "
          + "of \(short.capability) (\(PlanWords.number(short.share * 100)) %)")
    }
  }

  private static func words(_ certainty: Shortfall.Certainty) -> String {
    switch certainty {
    case .certain: "for certain"
    case .likely: "by likely numbers"
    case .possible: "at worst"
    }
  }

  private func tellOffers(_ found: PlanAssessment) {
    let counted = found.offers.filter(\.isCounted)
    Console.put("")
    Console.put(
      "offers: \(counted.count) of \(found.offers.count) count, "
        + "\(found.offers.count(where: \.isWaiting)) wait for something; 'plan offers' lists them")
    for double in found.doubleCounts {
      Console.put("  \(double.second) is not counted beside \(double.first)")
    }
  }

  private func tellPhases(_ found: PlanAssessment) {
    Console.put("phases, days after the ceasefire:")
    for entry in found.phases {
      let dates = found.scenario.ceasefire.flatMap { entry.dates(from: $0) } ?? []
      let when =
        dates.isEmpty ? "" : " (" + dates.map(\.description).joined(separator: ", ") + ")"
      Console.put(
        entry.canBegin
          ? "  \(entry.phase): \(PlanWords.range(entry.day))\(when)"
          : "  \(entry.phase): cannot begin; missing \(entry.missing.joined(separator: ", "))")
    }
  }
}
