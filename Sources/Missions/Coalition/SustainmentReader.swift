// What keeps the force going? `sustainment` of coalition.yaml.
//
// SPDX-License-Identifier: Apache-2.0

internal import Coalition

struct SustainmentReader {
  private let context: PlanContext

  init(_ context: PlanContext) { self.context = context }

  func sustainment(_ root: YAMLNode?) -> SustainmentPlan {
    guard let root else { return SustainmentPlan() }
    _ = root.members([
      "deployed", "pool", "tour_months", "hand_over_months", "away_months", "supply", "modes",
      "note",
    ])
    var plan = SustainmentPlan(
      deployed: context.figure(root["deployed"], unit: "people"),
      pool: context.figure(root["pool"], unit: "people"),
      tourMonths: context.figure(root["tour_months"], unit: "months", within: 0.1...120),
      handOverMonths: context.figure(root["hand_over_months"], unit: "months", within: 0...60),
      awayMonths: context.figure(root["away_months"], unit: "months", within: 0...600))
    if let tour = plan.tourMonths?.value.likely, let over = plan.handOverMonths?.value.likely,
      over >= tour
    {
      root["hand_over_months"]?.fault(
        "the hand-over takes as long as the tour.", next: "Write fewer months.")
      plan.handOverMonths = nil
    }
    for (id, node) in root.distinct("supply") {
      _ = node.members(["id", "title", "kg_per_person_day", "note"])
      guard
        let kg = context.requiredFigure(node, "kg_per_person_day", unit: "kg", within: 0...1_000)
      else { continue }
      plan.classes.append(SupplyClass(id: id, title: node.title(id), kgPerPersonDay: kg))
    }
    plan.modes = root.distinct("modes").compactMap(mode)
    checkShares(plan, root)
    return plan
  }

  private func mode(_ id: String, _ node: YAMLNode) -> TransportMode? {
    _ = node.members([
      "id", "kind", "title", "payload_t", "load_factor", "share", "cycle_h", "availability",
      "fleets", "note",
    ])
    guard let kind = node.required("kind")?.word(TransportMode.Kind.self),
      let payload = context.requiredFigure(node, "payload_t", unit: "t", within: 0.01...1e6),
      let factor = context.requiredFigure(node, "load_factor", unit: "share", within: 0.01...1),
      let share = context.requiredFigure(node, "share", unit: "share", within: 0...1)
    else { return nil }
    return TransportMode(
      id: id, kind: kind, title: node.title(id), payloadT: payload, loadFactor: factor,
      share: share, cycleH: context.figure(node["cycle_h"], unit: "h", within: 0.1...10_000),
      availability: context.figure(node["availability"], unit: "share", within: 0.01...1),
      fleets: (node["fleets"]?.elements() ?? []).compactMap(fleet), place: node.filePlace)
  }

  private func fleet(_ node: YAMLNode) -> TransportMode.Fleet? {
    _ = node.members(["state", "vehicles", "note"])
    guard let state = node.required("state")?.text,
      let vehicles = context.requiredFigure(node, "vehicles", unit: "vehicles")
    else { return nil }
    return TransportMode.Fleet(state: state, vehicles: vehicles)
  }

  /// What goes by all ways together is all that there is.
  private func checkShares(_ plan: SustainmentPlan, _ root: YAMLNode) {
    guard !plan.modes.isEmpty else { return }
    let sum = plan.modes.reduce(0) { $0 + $1.share.value.likely }
    if abs(sum - 1) > 0.001 {
      root["modes"]?.fault(
        "the likely shares of the modes add up to \((sum * 1_000).rounded() / 1_000).",
        next: "Let them add up to 1.")
    }
  }
}
