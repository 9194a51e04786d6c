// Which offers count, and how are they laid against what is required?
//
// SPDX-License-Identifier: Apache-2.0

/// Looks at each offer once, then balances phase by phase and capability by capability.
struct Muster {
  let plan: CoalitionPlan
  let ground: PlanGround
  let scenario: Scenario
  let standings: [OfferStanding]
  let conflicts: [CaveatConflict]
  /// Formulas that ask for each other, in a row.
  private static let depthMax = 6
  private let check: CaveatCheck
  /// Ids of the statements that were known.
  private let known: Set<String>

  init(
    plan: CoalitionPlan, ground: PlanGround, scenario: Scenario, holds: Set<String>,
    doubles: [DoubleCount], graph: ConditionGraph
  ) {
    self.plan = plan
    self.ground = ground
    self.scenario = scenario
    known = Set(plan.register.filtered(scenario.known).map(\.id))
    let admitted = Set(plan.register.filtered(scenario.filter).map(\.id))
    check = CaveatCheck(
      ground: ground, phaseOrder: plan.phases.map(\.id), littoral: StraitsCheck.littoralStates)
    var conflicts: [CaveatConflict] = []
    var drafts: [Draft] = []
    for offer in plan.offers {
      let own = check.ownConflicts(of: offer)
      conflicts += own
      let amount = plan.capabilities.first { $0.id == offer.capability }
        .flatMap { plan.converted(offer.amount, to: $0.unit) }
      var obstacles = Self.obstacles(offer, scenario, admitted)
      if amount == nil { obstacles.append(.unit(offer.amount.unit)) }
      if !own.isEmpty { obstacles.append(.ownCaveat) }
      let missing = Self.missing(offer, graph, holds)
      drafts.append(
        Draft(
          offer: offer.id, isPart: offer.partOf != nil, amount: amount, obstacles: obstacles,
          missing: missing,
          isCounted: obstacles.isEmpty && (missing.isEmpty || !scenario.isUnblockedOnly)))
    }
    standings = Self.standings(drafts, doubles)
    self.conflicts = conflicts + Self.needConflicts(plan, check).filter { !conflicts.contains($0) }
  }

  /// An offer before it is known what counts beside it.
  private struct Draft {
    let offer: String
    let isPart: Bool
    let amount: Figure?
    var obstacles: [OfferStanding.Obstacle]
    let missing: [String]
    var isCounted: Bool
  }

  /// Of two that bring the same only the first counts, if it counts; a part counts where its whole does
  /// not. So wholes come before parts.
  private static func standings(_ drafts: [Draft], _ doubles: [DoubleCount]) -> [OfferStanding] {
    var drafts = drafts
    let order =
      drafts.indices.filter { !drafts[$0].isPart } + drafts.indices.filter { drafts[$0].isPart }
    for index in order where drafts[index].isCounted {
      let first = doubles.first { pair in
        pair.second == drafts[index].offer
          && drafts.contains { $0.offer == pair.first && $0.isCounted }
      }?.first
      guard let first else { continue }
      drafts[index].obstacles.append(.countedAlready(in: first))
      drafts[index].isCounted = false
    }
    return drafts.map { draft in
      OfferStanding(
        offer: draft.offer, amount: draft.amount,
        obstacles: draft.obstacles + (draft.missing.isEmpty ? [] : [.waits(for: draft.missing)]),
        isCounted: draft.isCounted)
    }
  }

  /// Caveats that keep offers from requirements of their capability, each once.
  private static func needConflicts(
    _ plan: CoalitionPlan, _ check: CaveatCheck
  ) -> [CaveatConflict] {
    var found: [CaveatConflict] = []
    let phases: [String?] = plan.phases.isEmpty ? [nil] : plan.phases.map { $0.id }
    for offer in plan.offers {
      for need in plan.requirements
      where need.capability == offer.capability && isSector(offer, need) {
        for phase in need.phase.map({ [$0] }) ?? phases where offer.isThere(in: phase) {
          found += check.conflicts(of: offer, for: need, in: phase).filter { !found.contains($0) }
        }
      }
    }
    return found
  }

  private static func obstacles(
    _ offer: Offer, _ scenario: Scenario, _ admitted: Set<String>
  ) -> [OfferStanding.Obstacle] {
    var obstacles: [OfferStanding.Obstacle] = []
    // Neither the will nor the amount counts before anybody has said it.
    if !isKnown(offer.claims, admitted) || !isKnown(offer.amount.claims, admitted) {
      obstacles.append(.noStatement)
    }
    if scenario.withoutStates.contains(offer.state) { obstacles.append(.stateDropsOut) }
    let isEnded = offer.matter.map { scenario.withoutMatters.contains($0) } ?? false
    if scenario.withoutOffers.contains(offer.id) || isEnded { obstacles.append(.leftOut) }
    if let least = scenario.leastCommitment, offer.commitment < least {
      obstacles.append(.commitment(offer.commitment))
    }
    return obstacles
  }

  /// True where one of the statements counts, or where there are none: an assumption.
  private static func isKnown(_ claims: [String], _ admitted: Set<String>) -> Bool {
    claims.isEmpty || claims.contains { admitted.contains($0) }
  }

  /// What an offer, or the matter that it is, waits for and what does not hold.
  private static func missing(
    _ offer: Offer, _ graph: ConditionGraph, _ holds: Set<String>
  ) -> [String] {
    let node = offer.matter ?? offer.id
    var missing: [String] = []
    for wait in graph.waits
    where wait.matter == node && !holds.contains(wait.awaited) && !missing.contains(wait.awaited) {
      missing.append(wait.awaited)
    }
    return holds.contains(node) ? [] : missing
  }

  private static func isSector(_ offer: Offer, _ need: ForceRequirement) -> Bool {
    offer.sector == nil || need.sector == nil || offer.sector == need.sector
  }

  // MARK: What is required

  /// The figure of a requirement, or what it cannot be reckoned for.
  func required(_ need: ForceRequirement, depth: Int = 0) -> (figure: Figure?, unknown: String?) {
    let unit = plan.capabilities.first { $0.id == need.capability }?.unit ?? ""
    switch need.amount {
    case .figure(let figure):
      let other = scenario.figures[need.id] ?? figure
      guard Self.isKnown(other.claims, known) else {
        return (nil, "none of its claims was known: \(other.claims.joined(separator: ", "))")
      }
      guard let converted = plan.converted(other, to: unit) else {
        return (nil, "\(figure.unit) cannot be made into \(unit)")
      }
      return (converted, nil)
    case .formula(let formula, let parameters):
      guard depth < Self.depthMax else {
        return (
          nil, "its formula asks for itself, or for more than \(Self.depthMax) others in a row"
        )
      }
      var claims: [String] = []
      var assumptions: [String] = []
      var unknown: String?
      let value = formula.value { name in
        if name == "line_km" { return Estimate(lineKm(need)) }
        guard let figure = scenario.figures["\(need.id).\(name)"] ?? parameters[name] else {
          unknown = name
          return nil
        }
        guard Self.isKnown(figure.claims, known) else {
          unknown = "none of the claims of '\(name)' was known"
          return nil
        }
        claims += figure.claims.filter { !claims.contains($0) }
        if let text = figure.assumption, !assumptions.contains(text) { assumptions.append(text) }
        return figure.value
      } _: { question, name in
        let answer = answer(question, name, depth)
        if answer == nil { unknown = "\(question)(\(name))" }
        return answer
      }
      guard let value else { return (nil, unknown ?? "a divisor may be nought") }
      return (
        Figure(
          value, unit: unit, claims: claims,
          assumption: assumptions.isEmpty ? nil : assumptions.joined(separator: "; ")), nil
      )
    }
  }

  /// The whole line, or what of it runs through the requirement's sector.
  private func lineKm(_ need: ForceRequirement) -> Double {
    need.sector.flatMap { ground.lineKm(inSector: $0) } ?? ground.lengthKm
  }

  private func answer(_ question: String, _ name: String, _ depth: Int) -> Estimate? {
    switch question {
    case "layer_km2":
      return ground.layer(name).flatMap { ground.areaKm2(of: $0) }.map { Estimate($0) }
    case "sector_km": return ground.lineKm(inSector: name).map { Estimate($0) }
    default:
      return plan.requirements.first { $0.id == name }
        .flatMap { required($0, depth: depth + 1).figure?.value }
    }
  }

  // MARK: Balance

  func balanced() -> (standings: [RequirementStanding], shortfalls: [Shortfall]) {
    var standings: [RequirementStanding] = []
    var shortfalls: [Shortfall] = []
    let phases: [String?] = plan.phases.isEmpty ? [nil] : plan.phases.map { $0.id }
    let amounts = Dictionary(
      plan.requirements.map { ($0.id, required($0)) }, uniquingKeysWith: { one, _ in one })
    for phase in phases {
      for capability in plan.capabilities {
        let needs = plan.requirements.filter {
          $0.capability == capability.id && ($0.phase == nil || $0.phase == phase)
        }
        guard !needs.isEmpty else { continue }
        let column = PhaseColumn(
          phase: phase, capability: capability.id, needs: needs, amounts: amounts,
          offers: eligible(capability.id, phase, needs))
        standings += column.standings
        shortfalls += column.shortfalls
      }
    }
    return (standings, shortfalls.sorted { $0.share > $1.share })
  }

  private func eligible(
    _ capability: String, _ phase: String?, _ needs: [ForceRequirement]
  ) -> [PhaseColumn.Bringing] {
    zip(plan.offers, standings).compactMap { offer, standing in
      guard offer.capability == capability, standing.isCounted, offer.isThere(in: phase),
        let amount = standing.amount
      else { return nil }
      let allowed = needs.indices.filter { index in
        Self.isSector(offer, needs[index])
          && check.conflicts(of: offer, for: needs[index], in: phase).isEmpty
      }
      return PhaseColumn.Bringing(offer: offer.id, amount: amount.value, allowed: allowed)
    }
  }

  /// Of what counts, in the unit of each capability, by likely numbers.
  var dependences: [String: Dependence] {
    var found: [String: Dependence] = [:]
    for capability in plan.capabilities {
      let counted = zip(plan.offers, standings).filter {
        $0.capability == capability.id && $1.isCounted
      }
      guard !counted.isEmpty else { continue }
      found[capability.id] = Dependence(
        counted.map { ($0.state, $1.amount?.value.likely ?? 0) })
    }
    return found
  }
}
