// `truceline plan straits`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Coalition
internal import Missions
internal import Notation

struct PlanStraits: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "straits",
    abstract: "Planned and actual stays in the Black Sea against the Straits convention.",
    discussion: """
      Articles 10 to 14, 18 and 19 to 21. Planned passages stand in coalition.yaml; actual stays are \
      made from entries of the register of vessels. Exits 1 where an article is broken for certain.
      """)

  @OptionGroup var options: PlanOptions
  @Flag(help: "Actual stays from the register of vessels in place of planned ones.")
  var actual = false

  func run() throws {
    try options.run {
      let mission = try options.mission.read()
      let (plan, _) = try options.read()
      let settings = try options.settings(plan)
      let passages = (actual ? StraitsPassage.actual(from: mission.entries) : plan.straits.passages)
        .filter { !settings.withoutStates.contains($0.state) }
      let last = passages.map { $0.leaves?.lastDay ?? $0.enters.lastDay }.max()
      // Whoever is still there stays until the last day that is known of.
      let today = PartialDate(dayNumber: max(last ?? 0, settings.day?.lastDay ?? 0))
      let check = plan.straits.check
      let findings = check.findings(passages, today: today)
      if options.json {
        Console.put(json(check, passages, today, findings))
      } else {
        tell(check, passages, today, findings)
      }
      if findings.contains(where: { $0.weight == .breach }) { throw Exit.finding }
    }
  }

  private func tell(
    _ check: StraitsCheck, _ passages: [StraitsPassage], _ today: PartialDate,
    _ findings: [StraitsFinding]
  ) {
    Console.put("\(passages.count) \(actual ? "actual" : "planned") stays, until \(today)")
    for (state, days) in check.vesselDays(passages, today: today).sorted(by: { $0.key < $1.key }) {
      Console.put("  \(state): \(days) vessel-days in the Black Sea")
    }
    for passage in passages {
      let tons = check.aggregateT(passages, onDay: passage.enters.firstDay)
      Console.put(
        "  \(passage.enters)  \(passage.vessel) (\(passage.state)) enters; then "
          + "\(PlanWords.range(tons)) t of at most "
          + "\(PlanWords.number(check.convention.allowedAggregateT)) t")
    }
    for finding in findings {
      let limit =
        finding.unit.isEmpty
        ? ""
        : ": \(PlanWords.number(finding.found)) \(finding.unit), allowed "
          + PlanWords.number(finding.allowed)
      Console.put(
        "\(finding.weight.rawValue)  article \(finding.article)  "
          + "\(PartialDate(dayNumber: finding.day))  \(finding.vessels.joined(separator: ", ")): "
          + "\(finding.message)\(limit)  \(finding.place)")
    }
    if findings.isEmpty { Console.put("nothing is against the convention") }
  }

  private func json(
    _ check: StraitsCheck, _ passages: [StraitsPassage], _ today: PartialDate,
    _ findings: [StraitsFinding]
  ) -> JSONValue {
    let days = check.vesselDays(passages, today: today).sorted { $0.key < $1.key }
    return .members([
      "actual": .bool(actual), "until": .string(today.description),
      "allowed_aggregate_t": .number(check.convention.allowedAggregateT),
      "stays": .array(
        passages.map { passage in
          .members([
            "vessel": .string(passage.vessel), "state": .string(passage.state),
            "enters": .string(passage.enters.description),
            "leaves": passage.leaves.map { .string($0.description) } ?? .null,
            "days": .integer(Int64(passage.stayDays(today: today.firstDay))),
            "aggregate_t": check.aggregateT(passages, onDay: passage.enters.firstDay).json,
          ])
        }),
      "vessel_days": .object(days.map { .init($0.key, .integer(Int64($0.value))) }),
      "findings": .array(findings.map(\.json)),
    ])
  }
}
