// Which clauses does an event touch, and with which verdict?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Geo
internal import Observations
public import Tracks

/// The clauses of an agreement, compiled once. It keeps nothing between calls: the same event and
/// the same picture give the same hits.
public struct RuleCheck: Sendable {
  public let agreement: Agreement
  public let territory: Territory
  /// The entries of the mission folder.
  public let register: Register
  /// Clauses over entries, cases and the log.
  public let registerCheck: RegisterCheck
  /// The longest look back of any clause.
  public let windowMsMax: Int64
  /// By kind of moving thing.
  let trackClauseIndices: [[Int]]
  /// True where a clause is about things that are followed.
  public var readsTracks: Bool { trackClauseIndices.contains { !$0.isEmpty } }
  private let plan: ClausePlan
  private let clauses: [CompiledClause]

  /// - Parameters:
  ///   - entries: of the registers, beside the notifications.
  ///   - kept: kinds that the Mission keeps a register of.
  ///   - clock: mission time, for what is counted by days.
  public init(
    agreement: Agreement, territory: Territory, notifications: [Notification],
    entries: [RegisterEntry] = [], kept: Set<RegisterKind> = [], clock: LocalClock = .utc
  ) {
    self.agreement = agreement
    self.territory = territory
    register = Register(notifications.map { RegisterEntry($0) } + entries, kept: kept)
    registerCheck = RegisterCheck(agreement: agreement, territory: territory, clock: clock)
    plan = ClausePlan(agreement.clauses, territory)
    trackClauseIndices = Self.trackClauses(agreement)
    clauses = agreement.clauses.map { CompiledClause($0) }
    windowMsMax = agreement.clauses.map { $0.breachIf.windowMs }.max() ?? 0
  }

  /// True where an entry of this kind may change what events mean.
  public func readsOfEvents(_ kind: RegisterKind) -> Bool {
    agreement.clauses.contains { clause in
      if case .nearEntries(kind, _, _, _) = clause.place { return true }
      return clause.exemptIf.contains { exemption in
        switch exemption {
        case .notice: kind == .notification
        case .entry(let filter, _): filter.kind == kind
        case .judgement: false
        }
      }
    }
  }

  /// The longest time before and after an entry at which a clause still looks at it.
  public var slackMs: Int64 {
    agreement.clauses.map { clause in
      var slackMs: Int64 = 0
      if case .nearEntries(_, _, let own, _) = clause.place { slackMs = own }
      for case .notice(let rule) in clause.exemptIf { slackMs = max(slackMs, rule.slackMs) }
      return slackMs
    }.max() ?? 0
  }

  /// Every clause that the event touches, in the agreement's order.
  ///
  /// - Parameter register: the entries that hold; nil for those of the mission folder.
  public func check(
    _ event: Event, recent: RecentEvents, register: Register? = nil
  ) -> [Hit] {
    let candidates = plan.clauses(for: event, territory)
    guard !candidates.isEmpty else { return [] }
    let check = EventCheck(
      event: event, site: Site(event, territory), recent: recent,
      register: register ?? self.register, territory: territory)
    var hits: [Hit] = []
    for index in candidates {
      if let hit = check.hit(clauses[index]) { hits.append(hit) }
    }
    return hits
  }
}

/// One event against one clause after the other. Its pictures are large: it is not copied.
struct EventCheck: ~Copyable {
  let event: Event
  let site: Site
  let recent: RecentEvents
  let register: Register
  let territory: Territory

  func hit(_ compiled: CompiledClause) -> Hit? {
    let clause = compiled.clause
    guard clause.validity.contains(event.happened.fromMs) else { return nil }
    // Of several subjects that fit the one with the clearest outcome counts.
    var best: (outcome: Outcome, steps: [Step])?
    for subject in clause.subjects {
      guard let found = applies(compiled, subject) else { continue }
      if best == nil || (best?.outcome == .undecided && found.outcome == .yes) { best = found }
    }
    guard let best else { return nil }
    return hit(clause, best.outcome, best.steps)
  }

  /// Subject, place and condition; nil where one of them says no.
  private func applies(
    _ compiled: CompiledClause, _ subject: Subject
  ) -> (outcome: Outcome, steps: [Step])? {
    let clause = compiled.clause
    let ground = subject.place ?? clause.place
    guard subject.kinds.contains(event.kind), site.mayHold(ground, territory) else { return nil }
    guard let fit = subject.fits(event) else { return nil }
    var steps: [Step] = []
    steps.reserveCapacity(8)
    steps.append(compiled.inForce)
    steps += fit.steps
    let place = site.holds(ground, territory, register, into: &steps)
    guard place != .no else { return nil }
    let condition = holds(clause.breachIf, subject, ground, into: &steps)
    guard condition != .no else { return nil }
    return (fit.outcome.and(place).and(condition), steps)
  }

  private func hit(_ clause: Clause, _ outcome: Outcome, _ measured: [Step]) -> Hit {
    var steps = measured
    let grade = clause.isProven(by: event.grade, hasImage: event.hasImage, into: &steps)
    let exemptions = ExemptionCheck(clause.exemptIf, Covered(event), register, territory)
    let verdict = Verdict(outcome.and(grade), exemptions)
    return Hit(
      clauseID: clause.id, clauseVersion: clause.version, eventID: event.id,
      verdict: verdict,
      clauseClass: clause.classed(
        event, depthM: site.depthM(clause.place, territory), into: &steps),
      geometryVersion: site.line?.version ?? "",
      distanceToLineM: site.line == nil ? nil : site.distanceM, side: site.side,
      sector: territory.sector(of: event.point)?.id, steps: steps,
      exemptions: exemptions.steps,
      tasks: verdict == .undecided
        ? TaskCode.tasks(measured, grade: grade, isArguable: exemptions.isArguable) : [])
  }

  private func holds(
    _ condition: Condition, _ subject: Subject, _ ground: Where, into steps: inout [Step]
  ) -> Outcome {
    switch condition {
    case .presence:
      steps.append(Step(.presence, .yes))
      return .yes
    case .any(let conditions):
      return conditions.reduce(.no) {
        $0.or(holds($1, subject, ground, into: &steps))
      }
    case .all(let conditions):
      return conditions.reduce(.yes) {
        $0.and(holds($1, subject, ground, into: &steps))
      }
    case .measure(let measure, let comparison, let limit):
      return event.compare(
        measure, comparison, limit,
        depthM: measure == .depthM ? site.depthM(ground, territory) : nil, into: &steps)
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

extension Verdict {
  init(_ outcome: Outcome, _ exemptions: ExemptionCheck) {
    self =
      exemptions.isExempt
      ? .exempt : (outcome == .yes && !exemptions.isArguable ? .thresholdMet : .undecided)
  }
}

extension TaskCode {
  /// What would settle what is undecided.
  static func tasks(_ steps: [Step], grade: Outcome, isArguable: Bool) -> [TaskCode] {
    var tasks: [TaskCode] = []
    for step in steps where step.outcome == .undecided {
      let task: TaskCode =
        switch step.code {
        case .count, .requirement, .height, .storageDifference, .strength, .entryNumber:
          .countOnSite
        case .entryLead: .noticeQuestion
        case .fireOrder: .orderOfEvents
        default: .betterPosition
        }
      if !tasks.contains(task) { tasks.append(task) }
    }
    if grade != .yes, !tasks.contains(.secondSource) { tasks.append(.secondSource) }
    if isArguable, !tasks.contains(.noticeQuestion) { tasks.append(.noticeQuestion) }
    return tasks
  }
}
