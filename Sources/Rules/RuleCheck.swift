// Which clauses does an event touch, and with which verdict?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
internal import Geo
internal import Observations
public import Tracks

/// The clauses of an agreement, compiled once. It keeps nothing between calls: the same event and
/// the same picture give the same hits.
public struct RuleCheck: Sendable {
  public let agreement: Agreement
  public let territory: Territory
  public let notifications: [Notification]
  /// The longest look back of any clause.
  public let windowMsMax: Int64
  private let plan: ClausePlan
  private let clauses: [CompiledClause]

  public init(agreement: Agreement, territory: Territory, notifications: [Notification]) {
    self.agreement = agreement
    self.territory = territory
    self.notifications = notifications
    plan = ClausePlan(agreement.clauses, territory)
    clauses = agreement.clauses.map { CompiledClause($0) }
    windowMsMax = agreement.clauses.map { $0.breachIf.windowMs }.max() ?? 0
  }

  /// Every clause that the event touches, in the agreement's order.
  public func check(_ event: Event, recent: RecentEvents) -> [Hit] {
    let candidates = plan.clauses(for: event, territory)
    guard !candidates.isEmpty else { return [] }
    let site = Site(event, territory)
    return candidates.compactMap { check(clauses[$0].clause, site, recent) }
  }

  private func check(_ clause: Clause, _ site: Site, _ recent: RecentEvents) -> Hit? {
    let event = site.event
    guard clause.validity.contains(event.happened.fromMs) else { return nil }
    // Of several subjects that fit the one with the clearest outcome counts.
    var best: (outcome: Outcome, steps: [Step])?
    for subject in clause.subjects {
      guard let found = applies(clause, subject, site, recent) else { continue }
      if best == nil || (best?.outcome == .undecided && found.outcome == .yes) { best = found }
    }
    guard let best else { return nil }
    return hit(clause, site, best.outcome, best.steps)
  }

  /// Subject, place and condition; nil where one of them says no.
  private func applies(
    _ clause: Clause, _ subject: Subject, _ site: Site, _ recent: RecentEvents
  ) -> (outcome: Outcome, steps: [Step])? {
    guard let fit = subject.fits(site.event) else { return nil }
    var steps: [Step] = []
    steps.reserveCapacity(8)
    steps.append(Step(.clauseInForce, .yes, names: [clause.id, String(clause.version)]))
    steps += fit.steps
    let place = holds(subject.place ?? clause.place, site, into: &steps)
    guard place != .no else { return nil }
    let condition = holds(clause.breachIf, subject, site.event, recent, into: &steps)
    guard condition != .no else { return nil }
    return (fit.outcome.and(place).and(condition), steps)
  }

  private func hit(
    _ clause: Clause, _ site: Site, _ outcome: Outcome, _ measured: [Step]
  ) -> Hit {
    var steps = measured
    let grade = clause.isProven(by: site.event, into: &steps)
    let exemptions = ExemptionCheck(clause.exemptIf, site.event, notifications)
    let verdict: Verdict =
      exemptions.isExempt
      ? .exempt
      : (outcome.and(grade) == .yes && !exemptions.isArguable ? .thresholdMet : .undecided)
    return Hit(
      clauseID: clause.id, clauseVersion: clause.version, eventID: site.event.id,
      verdict: verdict, clauseClass: clause.classed(site.event, into: &steps),
      geometryVersion: site.line?.version ?? "",
      distanceToLineM: site.line == nil ? nil : site.distanceM, side: site.side,
      sector: territory.sector(of: site.event.point)?.id, steps: steps,
      exemptions: exemptions.steps,
      tasks: verdict == .undecided
        ? Self.tasks(measured, grade: grade, isArguable: exemptions.isArguable) : [])
  }

  /// What would settle what is undecided.
  private static func tasks(
    _ steps: [Step], grade: Outcome, isArguable: Bool
  ) -> [TaskCode] {
    var tasks: [TaskCode] = []
    for step in steps where step.outcome == .undecided {
      let task: TaskCode =
        switch step.code {
        case .count, .requirement, .height: .countOnSite
        default: .betterPosition
        }
      if !tasks.contains(task) { tasks.append(task) }
    }
    if grade != .yes { tasks.append(.secondSource) }
    if isArguable { tasks.append(.noticeQuestion) }
    return tasks
  }

  private func holds(_ place: Where, _ site: Site, into steps: inout [Step]) -> Outcome {
    switch place {
    case .everywhere:
      if let line = site.line {
        steps.append(Step(.lineVersion, .info, names: [line.version]))
        steps.append(
          Step(
            .distanceToLine, .info, measured: site.distanceM, sigma: site.event.sigmaM, unit: "m"))
      }
      steps.append(Step(.everywhere, .yes))
      return .yes
    case .zone(let id): return site.inZone(id, territory, into: &steps)
    case .nearLine(let withinM, let party):
      return site.nearLine(withinM: withinM, party: party, into: &steps)
    case .nearObjects(let layer, let withinM):
      return site.nearObjects(layer: layer, withinM: withinM, territory, into: &steps)
    }
  }

  private func holds(
    _ condition: Condition, _ subject: Subject, _ event: Event, _ recent: RecentEvents,
    into steps: inout [Step]
  ) -> Outcome {
    switch condition {
    case .presence:
      steps.append(Step(.presence, .yes))
      return .yes
    case .any(let conditions):
      return conditions.reduce(.no) {
        $0.or(holds($1, subject, event, recent, into: &steps))
      }
    case .all(let conditions):
      return conditions.reduce(.yes) {
        $0.and(holds($1, subject, event, recent, into: &steps))
      }
    case .measure(let measure, let comparison, let limit):
      return event.compare(measure, comparison, limit, into: &steps)
    case .eventsInWindow(let comparison, let limit, let windowMs, let withinM):
      return recent.compare(
        event, kinds: subject.kinds, comparison, limit, windowMs: windowMs, withinM: withinM,
        into: &steps)
    }
  }
}

extension Condition {
  /// The longest look back within it.
  var windowMs: Int64 {
    switch self {
    case .presence, .measure: 0
    case .any(let conditions), .all(let conditions): conditions.map(\.windowMs).max() ?? 0
    case .eventsInWindow(_, _, let windowMs, _): windowMs
    }
  }
}
