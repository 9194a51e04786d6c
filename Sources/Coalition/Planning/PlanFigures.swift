// Which numbers does an assessment give, each with its sources, and how do two assessments differ?
//
// SPDX-License-Identifier: Apache-2.0

/// A number of an assessment with what it rests on.
public struct PlanFigure: Hashable, Sendable {
  /// The same in every scenario: `gap.observers.phase-1`.
  public let key: String
  /// Nil where it is not known, or never comes.
  public let value: Estimate?
  public let unit: String
  public let claims: [String]
  public let assumption: String?

  init(
    _ key: String, _ value: Estimate?, _ unit: String, claims: [String] = [],
    assumption: String? = nil
  ) {
    self.key = key
    self.value = value
    self.unit = unit
    self.claims = claims
    self.assumption = assumption
  }
}

/// What one number is in two scenarios.
public struct PlanDelta: Hashable, Sendable {
  public let key: String
  public let unit: String
  public let before: Estimate?
  public let after: Estimate?
}

extension PlanAssessment {
  /// Every number, in a fixed order.
  public var figures: [PlanFigure] {
    [
      PlanFigure("line.length", Estimate(lineKm), "km", assumption: "line version \(lineVersion)"),
      PlanFigure("claims.counted", Estimate(Double(claimCount)), "claims"),
      PlanFigure("offers.counted", count(offers.filter(\.isCounted)), "offers"),
      PlanFigure("offers.waiting", count(offers.filter(\.isWaiting)), "offers"),
    ] + requirementFigures + [
      PlanFigure("conflicts", count(conflicts), "conflicts"),
      PlanFigure("double_counts", count(doubleCounts), "pairs"),
      PlanFigure("circles", count(circles.circles), "circles"),
      PlanFigure("contradictions", count(contradictions), "topics"),
      PlanFigure(
        "mandates.open", count(plan.mandates.filter { gates[$0.id] == .open }), "mandates"),
    ] + phases.map { PlanFigure("phase.\($0.phase).day", $0.canBegin ? $0.day : nil, "days") }
      + sustainmentFigures + [
        PlanFigure("straits.findings", count(straits.filter { $0.weight != .note }), "findings")
      ]
  }

  private func count(_ items: some Collection) -> Estimate { Estimate(Double(items.count)) }

  private var requirementFigures: [PlanFigure] {
    requirements.flatMap { standing -> [PlanFigure] in
      let end = "\(standing.requirement)\(standing.phase.map { ".\($0)" } ?? "")"
      let unit = standing.required?.unit ?? ""
      let brought = offers.filter { standing.offers.contains($0.offer) }
      let claims = brought.flatMap { $0.amount?.claims ?? [] }
      let assumptions = brought.compactMap { $0.amount?.assumption }
      let known = standing.required != nil
      return [
        PlanFigure(
          "required.\(end)", standing.required?.value, unit,
          claims: standing.required?.claims ?? [], assumption: standing.required?.assumption),
        PlanFigure(
          "served.\(end)", known ? standing.served : nil, unit,
          claims: plan.register.inOrder(claims),
          assumption: assumptions.isEmpty ? nil : assumptions.joined(separator: "; ")),
        PlanFigure(
          "gap.\(end)", known ? standing.gap : nil, unit,
          claims: plan.register.inOrder(claims + (standing.required?.claims ?? []))),
      ]
    }
  }

  private var sustainmentFigures: [PlanFigure] {
    let deployed = plan.sustainment.deployed
    var figures: [PlanFigure] = sustainment.rotations.map { rotation in
      let cases = [rotation.range.worst, rotation.range.likely, rotation.range.best]
      let months = cases.map { $0.monthsToFirstGap ?? .infinity }
      return PlanFigure(
        "rotation.\(rotation.cycle).months_to_gap",
        Estimate(low: months[0], likely: months[1], high: months[2]), "months",
        claims: (deployed?.claims ?? []) + (plan.sustainment.pool?.claims ?? []),
        assumption: plan.sustainment.pool?.assumption)
    }
    guard !plan.sustainment.classes.isEmpty else { return figures }
    let sources = plan.sustainment.classes.map(\.kgPerPersonDay)
    figures.append(
      PlanFigure(
        "supply.tonnes_per_day", sustainment.tonnesPerDay, "t/day",
        claims: plan.register.inOrder(sources.flatMap(\.claims) + (deployed?.claims ?? [])),
        assumption: sources.contains { $0.assumption != nil } ? "some classes are assumed" : nil))
    for load in sustainment.loads {
      figures.append(PlanFigure("loads.\(load.mode)", load.loadsPerDay, "loads/day"))
      if let vehicles = load.vehicles {
        figures.append(PlanFigure("vehicles.\(load.mode)", vehicles, "vehicles"))
        figures.append(PlanFigure("fleet.\(load.mode)", load.fleet, "vehicles"))
      }
      if let largest = load.dependence.largest {
        figures.append(
          PlanFigure("dependence.\(load.mode)", Estimate(largest.share * 100), "%"))
      }
    }
    return figures
  }

  /// What differs in another assessment of the same plan, in the order of the figures.
  public func deltas(to other: PlanAssessment) -> [PlanDelta] {
    let before = figures
    let after = Dictionary(
      other.figures.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(before.map(\.key))
    let changed = before.compactMap { one -> PlanDelta? in
      let two = after[one.key]
      guard one.value != two?.value else { return nil }
      return PlanDelta(key: one.key, unit: one.unit, before: one.value, after: two?.value)
    }
    let added = other.figures.filter { !known.contains($0.key) && $0.value != nil }
    return changed
      + added.map { PlanDelta(key: $0.key, unit: $0.unit, before: nil, after: $0.value) }
  }
}

extension OfferStanding {
  /// True where it waits for something that does not hold.
  public var isWaiting: Bool {
    obstacles.contains {
      if case .waits = $0 { return true }
      return false
    }
  }
}
