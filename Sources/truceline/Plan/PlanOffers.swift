// `truceline plan offers`
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import ArgumentParser
internal import Coalition
internal import Notation

struct PlanOffers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "offers",
    abstract: "Each offer, whether it counts, and what keeps it from counting.")

  @OptionGroup var options: PlanOptions
  @Option(help: "Only of this state; again for more.") var state: [String] = []

  func run() throws {
    try options.run {
      let (plan, ground) = try options.read()
      let found = PlanAssessment(plan, on: ground, under: try options.settings(plan))
      for (offer, standing) in zip(plan.offers, found.offers)
      where state.isEmpty || state.contains(offer.state) {
        if options.json { Console.put(standing.json) } else { tell(offer, standing, found) }
      }
    }
  }

  private func tell(_ offer: Offer, _ standing: OfferStanding, _ found: PlanAssessment) {
    Console.put(
      "\(offer.id)  \(offer.state)  \(offer.title.text(in: options.language))  "
        + (standing.isCounted ? "counts" : "does not count"))
    Console.put(
      "  \(PlanWords.range(standing.amount?.value)) \(standing.amount?.unit ?? offer.amount.unit)"
        + " of \(offer.capability), \(offer.commitment.rawValue)"
        + PlanWords.basis(offer.sources, offer.amount.assumption))
    for obstacle in standing.obstacles { Console.put("  " + Self.sentence(obstacle)) }
    for conflict in found.conflicts where conflict.offer == offer.id {
      Console.put("  caveat: " + Self.sentence(conflict))
    }
  }

  static func sentence(_ obstacle: OfferStanding.Obstacle) -> String {
    switch obstacle {
    case .noStatement: "none of its statements counts in this scenario"
    case .stateDropsOut: "its state drops out"
    case .leftOut: "it is left out"
    case .commitment(let held): "it is \(held.rawValue) only"
    case .countedAlready(let other): "it is counted in \(other) already"
    case .waits(let awaited): "waits for \(awaited.joined(separator: ", "))"
    case .ownCaveat: "its own caveat forbids its place"
    case .unit(let unit): "it is counted in \(unit)"
    }
  }

  static func sentence(_ conflict: CaveatConflict) -> String {
    let need = conflict.requirement.map { " for \($0)" } ?? ""
    let claims = PlanWords.basis(conflict.claims, nil)
    let reason: String
    switch conflict.reason {
    case .layer(let layer): reason = "does not go to the layer \(layer)"
    case .distance(let actualM, let leastM):
      reason =
        "stays \(PlanWords.number(leastM / 1_000)) km from the line; this is "
        + "\(PlanWords.number(actualM / 1_000)) km"
    case .task(let task): reason = "does not do the task \(task)"
    case .phase(let phase): reason = "is not there in \(phase)"
    case .notLittoral: reason = "is not of a state on the Black Sea"
    }
    return "\(conflict.offer)\(need): \(reason)\(claims) \(conflict.place)"
  }

  static func sentence(_ mandate: Mandate, _ gate: Mandate.Gate?) -> String {
    let stands: String
    switch gate {
    case .open: stands = "open"
    case .notYet(let next):
      stands = "not yet" + (next.map { "; next: \($0.title.text(in: "en")), \($0.body)" } ?? "")
    case .refused: stands = "refused"
    case .notInForceYet(let from): stands = "in force from \(from)"
    case .expired(let on): stands = "expired on \(on)"
    case nil: stands = "not known"
    }
    let blockers =
      mandate.blockers.isEmpty ? "" : "; against it \(mandate.blockers.joined(separator: ", "))"
    return "\(mandate.id) (\(mandate.kind.rawValue)): \(stands)"
      + PlanWords.basis(mandate.claims, mandate.assumption) + blockers
  }
}
