// What does a coalition plan hold? Everything of sources.yaml and coalition.yaml as one value.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// A plan that was read without faults. It holds what is known and assumed; `PlanAssessment` says what
/// follows.
public struct CoalitionPlan: Sendable {
  public var title: LocalText
  /// What a reader must know before he reads any figure: that the plan is illustrative.
  public var notice: LocalText?
  // What is said.
  public var register = ClaimsRegister()
  public var glossary = Glossary()
  public var subjects: [ClaimSubject] = []
  public var assertions: [Assertion] = []
  /// Under which topic circular waits are told among the contradictions.
  public var waitsTopic = "conditions"
  // What waits for what.
  public var matters: [Matter] = []
  public var waits: [Wait] = []
  public var mandates: [Mandate] = []
  // Who, what and where.
  public var organisation = Organisation()
  public var capabilities: [Capability] = []
  public var conversions: [UnitConversion] = []
  public var layers: [Layer] = []
  public var phases: [Phase] = []
  public var requirements: [ForceRequirement] = []
  public var offers: [Offer] = []
  public var programmes: [Programme] = []
  public var sustainment = SustainmentPlan()
  public var straits = StraitsPlan()
  public var sensors = PlanSensors()
  public var scenarios: [Scenario] = []

  public init(title: LocalText, notice: LocalText? = nil) {
    self.title = title
    self.notice = notice
  }

  /// All conditions as one graph: matters, mandates, and offers that are no matter of their own.
  /// - Parameter admitted: conditions rest on statements; those of which none is admitted are left out.
  public func conditions(admitting admitted: (Claim) -> Bool = { _ in true }) -> ConditionGraph {
    var nodes = matters
    nodes += mandates.map {
      Matter(id: $0.id, kind: .mandate, title: $0.title, state: $0.state, place: $0.place)
    }
    nodes += offers.filter { $0.matter == nil }.map {
      Matter(id: $0.id, kind: .offer, title: $0.title, state: $0.state, place: $0.place)
    }
    var edges = waits + mandates.flatMap(\.waits)
    for offer in offers {
      edges += offer.waits.map { wait in
        var wait = wait
        wait.matter = offer.matter ?? offer.id
        return wait
      }
    }
    let kept = edges.filter { wait in
      wait.claims.isEmpty || wait.claims.contains { register[$0].map(admitted) ?? false }
    }
    return ConditionGraph(matters: nodes, waits: kept)
  }

  /// A figure in another unit, by the plan's conversions; nil where there is none.
  public func converted(_ figure: Figure, to unit: String) -> Figure? {
    conversions.converted(figure, to: unit)
  }

  public func contradictions(admitting admitted: (Claim) -> Bool = { _ in true }) -> [Contradiction]
  {
    ContradictionSearch(register: register, glossary: glossary, subjects: subjects).contradictions(
      among: assertions, waits: conditions(admitting: admitted).knottedClaims,
      waitsTopic: waitsTopic, admitting: admitted)
  }
}
