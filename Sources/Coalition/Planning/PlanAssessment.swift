// What follows from a plan under a scenario? Requirements, offers that count, gaps, conflicts, circles.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements

/// How an offer stands.
public struct OfferStanding: Hashable, Sendable {
  public enum Obstacle: Hashable, Sendable {
    /// None of its statements counts under the scenario: not known yet, not official …
    case noStatement
    case stateDropsOut
    case leftOut
    /// It is bound less firmly than the scenario asks.
    case commitment(Offer.Commitment)
    case countedAlready(in: String)
    /// What it waits for does not hold.
    case waits(for: [String])
    /// Its own caveat forbids the place where it is planned.
    case ownCaveat
    /// Its unit is not the one in which its capability is counted.
    case unit(String)
  }

  public let offer: String
  /// In the unit of its capability; nil where it cannot be converted.
  public let amount: Figure?
  public let obstacles: [Obstacle]
  public let isCounted: Bool
}

/// How a requirement stands in a phase.
public struct RequirementStanding: Hashable, Sendable {
  public let requirement: String
  /// Nil where the plan has no phases.
  public let phase: String?
  /// Nil where its formula cannot be reckoned, with what is missing in `unknown`.
  public let required: Figure?
  public let unknown: String?
  /// What the offers bring towards the most that may be required: at least, likely and at most.
  public let served: Estimate
  public let gap: Estimate
  /// Offers that may serve it.
  public let offers: [String]
}

/// Requirements that together need more than all that may serve them brings.
public struct Shortfall: Hashable, Sendable {
  public enum Certainty: String, Sendable {
    /// Even if least is required and most is brought.
    case certain
    /// By likely numbers.
    case likely
    /// Only if most is required and least is brought.
    case possible
  }

  public let phase: String?
  public let capability: String
  public let requirements: [String]
  public let certainty: Certainty
  /// What they lack together, in the unit of the capability.
  public let shortBy: Double
  /// The same as a share of what they require.
  public let share: Double
}

/// What follows from a plan. A value of plan, ground and scenario: the same gives the same.
public struct PlanAssessment: Sendable {
  public let plan: CoalitionPlan
  public let scenario: Scenario
  public let lineKm: Double
  public let lineVersion: String
  /// Statements that count.
  public let claimCount: Int
  /// Matters and mandates that hold.
  public let holds: Set<String>
  public let gates: [String: Mandate.Gate]
  public let offers: [OfferStanding]
  public let requirements: [RequirementStanding]
  public let shortfalls: [Shortfall]
  public let conflicts: [CaveatConflict]
  public let doubleCounts: [DoubleCount]
  public let circles: CircularWaits
  public let contradictions: [Contradiction]
  public let phases: [PhaseEntry]
  public let sustainment: SustainmentCheck
  public let straits: [StraitsFinding]
  /// By capability: how much hangs on one state, of what counts.
  public let dependences: [String: Dependence]

  public init(_ plan: CoalitionPlan, on ground: PlanGround, under scenario: Scenario = .plain) {
    let filter = scenario.filter
    func admits(_ claim: Claim) -> Bool {
      filter.admits(claim, reportedOn: plan.register.reportedOn(claim))
    }
    self.plan = plan
    self.scenario = scenario
    lineKm = ground.lengthKm
    lineVersion = ground.line.version
    claimCount = plan.register.filtered(filter).count
    let gates = Dictionary(
      plan.mandates.map { ($0.id, $0.gate(on: scenario.day)) }, uniquingKeysWith: { one, _ in one })
    self.gates = gates
    let known = scenario.known
    let graph = plan.conditions { known.admits($0, reportedOn: plan.register.reportedOn($0)) }
    let open = plan.mandates.map(\.id).filter { gates[$0] == .open }
    let ended = scenario.withoutMatters.union(
      plan.matters.filter { $0.state.map { scenario.withoutStates.contains($0) } ?? false }
        .map(\.id))
    holds = graph.without(ended).granted(
      given: scenario.given.union(open).subtracting(ended)
    ).subtracting(ended)
    circles = CircularWaits(of: graph.without(ended))
    doubleCounts = DoubleCount.all(in: plan.offers)
    let muster = Muster(
      plan: plan, ground: ground, scenario: scenario, holds: holds, doubles: doubleCounts,
      graph: graph)
    offers = muster.standings
    conflicts = muster.conflicts
    let balanced = muster.balanced()
    requirements = balanced.standings
    shortfalls = balanced.shortfalls
    dependences = muster.dependences
    phases = PhaseEntry.entries(of: plan.phases, holds: holds)
    contradictions = plan.contradictions(admitting: admits)
    sustainment = SustainmentCheck(plan.sustainment, without: scenario.withoutStates)
    let passages = plan.straits.passages.filter { !scenario.withoutStates.contains($0.state) }
    let lastDay = passages.map { $0.leaves?.lastDay ?? $0.enters.lastDay }.max() ?? 0
    straits = plan.straits.check.findings(passages, today: PartialDate(dayNumber: lastDay))
  }

  /// Requirements that cannot be met whatever the ranges hold.
  public var isInfeasible: Bool { shortfalls.contains { $0.certainty == .certain } }
}

extension ConditionGraph {
  /// The same where some matters are no longer waited for by themselves: what ended has no conditions,
  /// and keeps what waits for it waiting.
  func without(_ ended: Set<String>) -> ConditionGraph {
    guard !ended.isEmpty else { return self }
    return ConditionGraph(
      matters: matters.map { matter in
        guard ended.contains(matter.id) else { return matter }
        // An event that nothing brings about does not hold.
        return Matter(
          id: matter.id, kind: .event, title: matter.title, state: matter.state,
          place: matter.place)
      }, waits: waits.filter { !ended.contains($0.matter) })
  }
}
