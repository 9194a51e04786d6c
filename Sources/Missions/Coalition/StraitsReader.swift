// Which vessels are planned, and which regime is in force? `straits` of coalition.yaml.
//
// SPDX-License-Identifier: Apache-2.0

internal import Coalition

struct StraitsReader {
  private let context: PlanContext

  init(_ context: PlanContext) { self.context = context }

  func straits(_ root: YAMLNode?) -> StraitsPlan {
    guard let root else { return StraitsPlan() }
    _ = root.members(["strongest_fleet_growth_t", "regimes", "passages", "note"])
    var plan = StraitsPlan()
    if let growth = context.figure(root["strongest_fleet_growth_t"], unit: "t") {
      // Whatever is not certain does not raise what is allowed.
      plan.convention.strongestFleetGrowthT = growth.value.low
    }
    plan.regimes = (root["regimes"]?.elements() ?? []).compactMap(regime)
    plan.passages = (root["passages"]?.elements() ?? []).compactMap(passage)
    return plan
  }

  private func regime(_ node: YAMLNode) -> StraitsRegime? {
    _ = node.members([
      "kind", "from", "belligerents", "asks_to_stay_out", "claims", "assumption", "note",
    ])
    guard let kind = node.required("kind")?.word(StraitsRegime.Kind.self),
      let from = PlanContext.date(node.required("from"))
    else { return nil }
    let (claims, _) = context.basis(node)
    return StraitsRegime(
      kind, from: from, belligerents: Set(PlanContext.states(node["belligerents"])),
      asksToStayOut: node["asks_to_stay_out"]?.flag ?? false, claims: claims)
  }

  private func passage(_ node: YAMLNode) -> StraitsPassage? {
    _ = node.members([
      "vessel", "state", "class", "tonnage_t", "notice", "announced_entry", "enters", "leaves",
      "humanitarian", "returning", "note",
    ])
    guard let vessel = node.required("vessel")?.text,
      let state = PlanContext.state(node.required("state")),
      let kind = node.required("class")?.word(StraitsPassage.Class.self),
      let tonnage = context.requiredFigure(node, "tonnage_t", unit: "t", within: 1...1e6),
      let enters = day(node.required("enters"))
    else { return nil }
    let leaves = node["leaves"].flatMap(day)
    if let leaves, leaves.firstDay < enters.firstDay {
      node["leaves"]?.fault("the vessel leaves before it enters.", next: "Exchange both days.")
    }
    return StraitsPassage(
      vessel: vessel, state: state, kind: kind, tonnageT: tonnage,
      noticed: node["notice"].flatMap(day), announcedEntry: node["announced_entry"].flatMap(day),
      enters: enters, leaves: leaves, isHumanitarian: node["humanitarian"]?.flag ?? false,
      isReturning: node["returning"]?.flag ?? false, isPlanned: true, place: node.filePlace)
  }

  /// The convention counts days, so a month is not enough.
  private func day(_ node: YAMLNode?) -> PartialDate? {
    guard let node, let date = PlanContext.date(node) else { return nil }
    if date.day != nil { return date }
    node.fault("a day is needed here.", next: "Write YYYY-MM-DD.")
    return nil
  }
}
