// What follows from registers, cases and the log at a time? Omissions appear when their time passes.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Geo
internal import Observations

/// The clauses' terms over entries. It keeps nothing between calls and reads no clock: the same
/// entries, cases, fire and time give the same hits, whatever was asked before.
public struct RegisterCheck: Sendable {
  private let clauses: [Clause]
  private let territory: Territory
  private let clock: LocalClock

  /// True where a clause looks back on fire.
  public let readsFire: Bool
  /// True where a clause has terms at all.
  public var isNeeded: Bool { !clauses.isEmpty }

  public init(agreement: Agreement, territory: Territory, clock: LocalClock) {
    clauses = agreement.clauses.filter { !$0.terms.isEmpty }
    self.territory = territory
    self.clock = clock
    readsFire = clauses.contains { clause in
      clause.terms.contains { rule in
        switch rule.term {
        case .exercise, .returnFire: true
        default: false
        }
      }
    }
  }

  /// What holds at a time.
  public struct Answer: Sendable {
    /// In the agreement's order, then of time and id.
    public var hits: [MatterHit] = []
    /// Nothing new follows before this from time alone.
    public var nextMs = Int64.max
  }

  /// - Parameters:
  ///   - atMs: what was received later is not known yet.
  public func hits(
    register: Register, cases: [CaseFact] = [], fire: FireLog = FireLog(), atMs: Int64
  ) -> Answer {
    var answer = Answer()
    for clause in clauses {
      var check = TermCheck(
        clause: clause, territory: territory, clock: clock, register: register, cases: cases,
        fire: fire, atMs: atMs)
      for rule in clause.terms { check.take(rule) }
      answer.hits += check.hits()
      answer.nextMs = min(answer.nextMs, check.nextMs)
    }
    return answer
  }
}

/// The terms of one clause at one time.
struct TermCheck {
  let clause: Clause
  let territory: Territory
  let clock: LocalClock
  let register: Register
  let cases: [CaseFact]
  let fire: FireLog
  let atMs: Int64
  /// When time alone may change what is found.
  private(set) var nextMs = Int64.max
  private var found: [String: Found] = [:]

  init(
    clause: Clause, territory: Territory, clock: LocalClock, register: Register,
    cases: [CaseFact], fire: FireLog, atMs: Int64
  ) {
    self.clause = clause
    self.territory = territory
    self.clock = clock
    self.register = register
    self.cases = cases
    self.fire = fire
    self.atMs = atMs
  }

  /// Something that a term has found.
  struct Found {
    /// What makes it this matter.
    var parts: [String]
    var topic: String
    var party: Party?
    var happened: Period
    var place: RegisterPlace?
    var sigmaM = 0.0
    var knownAtMs: Int64
    var entries: [RegisterEntry] = []
    var otherIDs: [String] = []
    var names: [String] = []
    var outcome: Outcome
    var steps: [Step]
    var clauseClass: Clause.Class
    /// Records of the Mission and documents need no grade of their own.
    var grade: EvidenceGrade?
    /// True where an exemption of the clause can cover it by its own words.
    var isSelfDefence = false
  }

  mutating func take(_ rule: RegisterRule) {
    let clauseClass = rule.clauseClass ?? clause.baseClass
    switch rule.term {
    case .entry(let filter): entry(filter, clauseClass)
    case .tally(let filter, let least, let windowMs): tally(filter, least, windowMs, clauseClass)
    case .due(let filter, let firstMs, let everyMs, let graceMs, let each):
      due(filter, firstMs, everyMs, graceMs, each, clauseClass)
    case .follow(let trigger, let filter, let withinMs):
      follow(trigger, filter, withinMs, clauseClass)
    case .storageDifference(let least): storageDifference(least, clauseClass)
    case .strengthOver(let percent, let persons): strengthOver(percent, persons, clauseClass)
    case .openHours(let least): openHours(least, clauseClass)
    case .closure(let over, let from, let until): closure(over, from, until, clauseClass)
    case .vesselDays(let days): vesselDays(days, clauseClass)
    case .vesselTonnage(let overT): vesselTonnage(overT, clauseClass)
    case .advance(let leastM): advance(leastM, clauseClass)
    case .exercise(let rule): exercise(rule, clauseClass)
    case .returnFire(let hotlineMs, let reportMs, let continuesMs):
      returnFire(hotlineMs, reportMs, continuesMs, clauseClass)
    }
  }

  /// Of two terms that find the same matter the clearer one counts, then the more serious one.
  mutating func add(_ new: Found) {
    guard clause.validity.contains(new.happened.fromMs) else { return }
    let key = new.parts.joined(separator: "\u{1F}")
    if let old = found[key], !new.isAhead(of: old) { return }
    found[key] = new
  }

  mutating func wake(atMs: Int64) {
    if atMs > self.atMs { nextMs = min(nextMs, atMs) }
  }

  /// Entries of a kind as known now.
  func entries(_ kind: RegisterKind) -> [RegisterEntry] {
    register.entries(kind, knownAtMs: atMs)
  }

  /// When an entry ended, as far as known; nil where it goes on.
  func endMs(_ entry: RegisterEntry) -> Int64? {
    if let untilMs = entry.untilMs { return untilMs }
    // A crossing point stays as it is until somebody says otherwise.
    guard entry.kind == .crossingState, let point = entry.word("point") else { return nil }
    return entries(.crossingState).first {
      $0.fromMs > entry.fromMs && $0.word("point") == point
    }?.fromMs
  }

  // MARK: Hits

  func hits() -> [MatterHit] {
    found.values.map { hit($0) }.sorted {
      ($0.matter.happened.fromMs, $0.matter.id) < ($1.matter.happened.fromMs, $1.matter.id)
    }
  }

  private func hit(_ found: Found) -> MatterHit {
    let matter = matter(found)
    var steps = [Step(.clauseInForce, .yes, names: [clause.id, String(clause.version)])]
    let site = matter.point.map { Site($0, found.sigmaM, found.happened, territory) }
    steps += found.steps
    let grade = clause.isProven(by: matter.grade, hasImage: false, into: &steps)
    var covered = Covered(found.happened)
    (covered.point, covered.sigmaM, covered.party) = (matter.point, found.sigmaM, found.party)
    covered.names = found.names + found.entries.compactMap(\.topic)
    covered.ids = matter.citedIDs
    covered.persons = found.entries.compactMap { $0.number("persons") }.max()
    let exemptions = ExemptionCheck(clause.exemptIf, covered, register, territory)
    let verdict: Verdict =
      found.isSelfDefence ? .undecided : Verdict(found.outcome.and(grade), exemptions)
    let hit = Hit(
      clauseID: clause.id, clauseVersion: clause.version, eventID: matter.id, verdict: verdict,
      clauseClass: found.clauseClass, geometryVersion: site?.line?.version ?? "",
      distanceToLineM: site.flatMap { $0.line == nil ? nil : $0.distanceM }, side: site?.side,
      sector: matter.point.flatMap { territory.sector(of: $0)?.id }, steps: steps,
      exemptions: exemptions.steps,
      tasks: verdict == .undecided
        ? TaskCode.tasks(found.steps, grade: grade, isArguable: exemptions.isArguable) : [])
    return MatterHit(matter: matter, hit: hit)
  }

  private func matter(_ found: Found) -> Matter {
    Matter(
      id: Matter.id(atMs: found.happened.fromMs, [clause.id] + found.parts), topic: found.topic,
      party: found.party, happened: found.happened, point: found.place?.middle,
      sigmaM: found.sigmaM,
      grade: found.grade ?? found.entries.map(\.grade).max() ?? .e1, knownAtMs: found.knownAtMs,
      completeAtMs: max(found.knownAtMs, found.entries.map(\.receivedAtMs).max() ?? .min),
      citedIDs: found.entries.map(\.id) + found.otherIDs,
      // Who handed entries in is personal, and stands in their own records alone.
      sensors: [])
  }
}

extension TermCheck {
  /// About one entry; a correction is about the same matter as what it corrects.
  func finding(
    _ entry: RegisterEntry, _ outcome: Outcome, _ steps: [Step], _ clauseClass: Clause.Class
  ) -> Found {
    Found(
      parts: [register.root(of: entry).id], topic: entry.kind.rawValue, party: entry.party,
      happened: Period(fromMs: entry.fromMs, untilMs: entry.untilMs ?? entry.fromMs),
      place: entry.place, sigmaM: entry.number("sigma_m") ?? 0, knownAtMs: entry.receivedAtMs,
      entries: [entry], outcome: outcome,
      steps: [
        Step(
          .entry, .info, names: [entry.id, entry.kind.rawValue, entry.party?.rawValue ?? ""])
      ] + steps, clauseClass: clauseClass)
  }
}

extension TermCheck.Found {
  fileprivate func isAhead(of other: Self) -> Bool {
    if outcome != other.outcome { return outcome == .yes }
    return clauseClass > other.clauseClass
  }
}
