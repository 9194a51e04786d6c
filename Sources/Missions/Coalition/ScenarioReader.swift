// Under which settings is the plan reckoned? `scenarios` of coalition.yaml.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Coalition

struct ScenarioReader {
  private let context: PlanContext
  private let plan: CoalitionPlan

  init(_ context: PlanContext, _ plan: CoalitionPlan) {
    self.context = context
    self.plan = plan
  }

  func scenarios(_ root: YAMLNode) -> [Scenario] {
    root.distinct("scenarios").map { id, node in
      _ = node.members([
        "id", "title", "known_on", "since", "official_only", "only_confirmed", "statuses",
        "least_commitment", "unblocked_only", "without_states", "without_offers",
        "without_matters", "given", "day", "ceasefire", "figures", "note",
      ])
      return scenario(id, node)
    }
  }

  private func scenario(_ id: String, _ node: YAMLNode) -> Scenario {
    var scenario = Scenario(id: id, title: node.title(id))
    if node["only_confirmed"]?.flag == true { scenario.countOnlyConfirmedOffers() }
    scenario.filter.knownOn = PlanContext.date(node["known_on"])
    scenario.filter.since = PlanContext.date(node["since"])
    scenario.filter.isOfficialOnly = node["official_only"]?.flag ?? false
    if let written = node["statuses"] {
      scenario.filter.statuses = Set(
        written.oneOrMore().compactMap { $0.word(Claim.Status.self) })
    }
    if let least = node["least_commitment"]?.word(Offer.Commitment.self) {
      scenario.leastCommitment = least
    }
    scenario.isUnblockedOnly = node["unblocked_only"]?.flag ?? false
    scenario.withoutStates = Set(PlanContext.states(node["without_states"]))
    let matters = plan.matters.map(\.id)
    scenario.withoutOffers = Set(
      PlanContext.names(node["without_offers"], in: plan.offers.map(\.id), "offer"))
    scenario.withoutMatters = Set(
      PlanContext.names(node["without_matters"], in: matters, "matter"))
    scenario.given = Set(
      PlanContext.names(
        node["given"], in: matters + plan.mandates.map(\.id), "matter or mandate"))
    for id in scenario.given.intersection(scenario.withoutMatters).sorted() {
      node.fault("'\(id)' is given and left out.", next: "Drop one of the two.")
    }
    scenario.day = PlanContext.date(node["day"])
    scenario.ceasefire = PlanContext.date(node["ceasefire"])
    for (name, value) in node["figures"]?.entries() ?? [] {
      guard let unit = unit(of: name) else {
        value.fault(
          "there is no figure '\(name)' among the requirements.",
          next: "Write requirement, or requirement.name for a name in its formula.")
        continue
      }
      if let figure = context.figure(value, unit: unit) { scenario.figures[name] = figure }
    }
    return scenario
  }

  /// The unit of a requirement's amount, or of a name in its formula; nil where there is none.
  private func unit(of name: String) -> String? {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard let need = plan.requirements.first(where: { $0.id == parts[0] }) else { return nil }
    switch need.amount {
    case .figure:
      return parts.count == 1
        ? plan.capabilities.first { $0.id == need.capability }?.unit : nil
    case .formula(_, let parameters):
      return parts.count == 2 ? parameters[parts[1]]?.unit : nil
    }
  }
}
