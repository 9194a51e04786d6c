// `truceline plan sustain`
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import ArgumentParser
internal import Coalition
internal import Notation

struct PlanSustain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sustain",
    abstract: "Rotation, supply, loads, and how much hangs on one supplier.")

  @OptionGroup var options: PlanOptions

  func run() throws {
    try options.run {
      let (plan, ground) = try options.read()
      let found = PlanAssessment(plan, on: ground, under: try options.settings(plan))
      if options.json { return Console.put(found.sustainment.json) }
      tellRotation(plan.sustainment, found.sustainment)
      tellSupply(plan.sustainment, found.sustainment)
      Console.put("how much of what counts hangs on one state:")
      for (capability, dependence) in found.dependences.sorted(by: { $0.key < $1.key }) {
        guard let largest = dependence.largest else { continue }
        Console.put(
          "  \(capability): \(largest.state) \(PlanWords.number(largest.share * 100)) %")
      }
    }
  }

  private func tellRotation(_ plan: SustainmentPlan, _ found: SustainmentCheck) {
    for (title, figure) in [("deployed", plan.deployed), ("pool", plan.pool)] {
      guard let figure else { continue }
      Console.put(
        "\(title): \(PlanWords.range(figure.value)) people"
          + PlanWords.basis(figure.claims, figure.assumption))
    }
    for rotation in found.rotations {
      let cases = [rotation.range.worst, rotation.range.likely, rotation.range.best]
      let months = cases.map { one in
        one.monthsToFirstGap.map { "\(PlanWords.number($0)) months" } ?? "no gap"
      }
      Console.put(
        "  cycle \(rotation.cycle): first gap at worst after \(months[0]), likely \(months[1]), at "
          + "best \(months[2]); \(PlanWords.number(rotation.range.likely.sustainablePeople)) people "
          + "can be kept up")
    }
  }

  private func tellSupply(_ plan: SustainmentPlan, _ found: SustainmentCheck) {
    Console.put("supply: \(PlanWords.range(found.tonnesPerDay)) t/day")
    for one in plan.classes {
      let kg = one.kgPerPersonDay
      Console.put(
        "  \(one.title.text(in: options.language)): \(PlanWords.range(kg.value)) kg a person and "
          + "day, \(PlanWords.range(found.classes[one.id])) t/day"
          + PlanWords.basis(kg.claims, kg.assumption))
    }
    for (mode, load) in zip(plan.modes, found.loads) {
      let vehicles = load.vehicles.map { "; \(PlanWords.range($0)) vehicles" } ?? ""
      let largest = load.dependence.largest.map {
        "; \($0.state) owns \(PlanWords.number($0.share * 100)) % of \(PlanWords.range(load.fleet))"
      }
      Console.put(
        "  \(mode.title.text(in: options.language)): \(PlanWords.range(load.loadsPerDay)) loads/day"
          + vehicles + (largest ?? ""))
    }
  }
}
