// `truceline plan contradictions`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Coalition
internal import Notation

struct PlanContradictions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contradictions",
    abstract: "Statements that cannot both hold, found by rule, by topic.",
    discussion: """
      Told are disjoint ranges, opposite and doubted statements, places and grounds without a common \
      one, lists that differ, parts above the whole, needs above what can be raised, several names, \
      circular waits. A change of one actor's word over time is marked.
      """)

  @OptionGroup var options: PlanOptions
  @Option(help: "Only this topic; again for more.") var topic: [String] = []

  func run() throws {
    try options.run {
      let (plan, _) = try options.read()
      let filter = try options.settings(plan).filter
      let found = plan.contradictions {
        filter.admits($0, reportedOn: plan.register.reportedOn($0))
      }.filter { topic.isEmpty || topic.contains($0.topic) }
      if options.json {
        for one in found { Console.put(one.json) }
        return
      }
      for one in found { tell(one, plan) }
      Console.say("\(found.count) topics")
    }
  }

  private func tell(_ one: Contradiction, _ plan: CoalitionPlan) {
    Console.put("\(one.topic): \(one.claims.joined(separator: ", "))")
    for opposition in one.oppositions {
      let explained = opposition.mayBeExplainedBy
      Console.put(
        "  \(opposition.first) and \(opposition.second): "
          + "\(opposition.kind.rawValue.replacing("_", with: " "))"
          + (opposition.isChange ? ", changed over time" : "")
          + (explained.isEmpty ? "" : "; may differ in \(explained.joined(separator: ", "))"))
    }
    for id in one.claims {
      guard let claim = plan.register[id] else { continue }
      Console.put("    \(id)  \(claim.date)  \(claim.paraphrase)")
    }
  }
}
