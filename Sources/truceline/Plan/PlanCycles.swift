// `truceline plan cycles`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Coalition
internal import Notation

struct PlanCycles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cycles",
    abstract: "Who waits for whom in a circle, and the smallest ways out.",
    discussion: """
      All circles of conditions are found, and all smallest sets of matters of which each circle has \
      at least one: if these are given without waiting, or given up, nobody waits in a circle. The \
      same for statements that would be taken back.
      """)

  @OptionGroup var options: PlanOptions

  func run() throws {
    try options.run {
      let (plan, ground) = try options.read()
      let found = PlanAssessment(plan, on: ground, under: try options.settings(plan)).circles
      if options.json { return Console.put(found.json) }
      for circle in found.circles {
        Console.put((circle.matters + circle.matters.prefix(1)).joined(separator: " waits for "))
        for wait in circle.waits {
          Console.put(
            "  \(wait.matter) -> \(wait.awaited)"
              + PlanWords.basis(wait.claims, wait.assumption) + "  \(wait.place)")
        }
        if !circle.mandates.isEmpty {
          Console.put("  through the mandate \(circle.mandates.joined(separator: ", "))")
        }
      }
      if let bound = found.bound { Console.say(bound) }
      tellBreaks("matters that break every circle", found.matterBreaks)
      tellBreaks("statements that, taken back, leave no circle", found.statementBreaks)
      if let bound = found.breaksBound { Console.say(bound) }
      if found.circles.isEmpty { Console.put("nobody waits in a circle") }
    }
  }

  private func tellBreaks(_ title: String, _ sets: [[String]]) {
    guard !sets.isEmpty else { return }
    Console.put("smallest sets of \(title):")
    for set in sets { Console.put("  " + set.joined(separator: " + ")) }
  }
}
