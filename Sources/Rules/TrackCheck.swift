// Is a track's stay a breach of a clause? The same questions as for events, over time.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
internal import Tracks

extension RuleCheck {
  /// How deep a step of a track lies inside, and whether that is sure.
  struct TrackDepth {
    var depthM: Double
    var sure: Bool
    var possible: Bool
  }

  /// Clauses that a moving thing of the kind may touch.
  func trackClauses(of kind: ObservationKind, atMs: Int64) -> [Int] {
    trackClauseIndices[Int(kind.rawValue)].filter {
      agreement.clauses[$0].validity.contains(atMs)
    }
  }

  /// Clauses over places with a border, by kind.
  static func trackClauses(_ agreement: Agreement) -> [[Int]] {
    var found = [[Int]](repeating: [], count: 256)
    for (index, clause) in agreement.clauses.enumerated() where clause.checkedOn == nil {
      for subject in clause.subjects where subject.requirements.isEmpty {
        switch subject.place ?? clause.place {
        case .zone, .nearLine:
          for kind in subject.kinds
          where kind.isMoving && !found[Int(kind.rawValue)].contains(index) {
            found[Int(kind.rawValue)].append(index)
          }
        default: continue
        }
      }
    }
    return found
  }

  /// Nil where the clause has no border there.
  func depth(of step: TrackPoint, clause index: Int) -> TrackDepth? {
    let clause = agreement.clauses[index]
    let state = step.state
    let site = Site(
      state.point, state.majorSigmaM, Period(fromMs: state.atMs, untilMs: state.atMs), territory)
    let ground = clause.subjects.first { $0.kinds.contains(step.kind) }?.place ?? clause.place
    let reachM = limitSigmas * state.majorSigmaM
    guard case .zone(let id) = ground else {
      return site.depthM(ground, territory).map {
        TrackDepth(depthM: $0, sure: $0 > reachM, possible: $0 > -reachM)
      }
    }
    var best: TrackDepth?
    for zone in territory.zones(id, atMs: state.atMs) {
      guard site.isNear(zone, territory), let depthM = site.depthM(zone, territory) else {
        continue
      }
      let height = Self.isBelow(zone.ceilingM, state.heightM)
      let depth = TrackDepth(
        depthM: height == .no ? -.infinity : depthM, sure: depthM > reachM && height == .yes,
        possible: depthM > -reachM && height != .no)
      best = best?.or(depth) ?? depth
    }
    return best
  }

  private static func isBelow(_ ceilingM: Double?, _ heightM: Double?) -> Outcome {
    guard let ceilingM else { return .yes }
    return heightM.map { $0 < ceilingM ? .yes : .no } ?? .undecided
  }

  /// Says what has changed of a stay.
  func tell(
    _ passage: inout Passage, _ register: Register, _ sensors: SensorRegister, isOver: Bool,
    into hits: inout [MatterHit]
  ) {
    guard isOver ? passage.told != nil : true else { return }
    let found = hit(passage, register, sensors)
    guard isOver || found?.hit.verdict != passage.told else { return }
    passage.told = found?.hit.verdict
    if let found { hits.append(found) }
  }

  private func hit(
    _ passage: Passage, _ register: Register, _ sensors: SensorRegister
  ) -> MatterHit? {
    let clause = agreement.clauses[passage.clause]
    var steps = [Step(.clauseInForce, .yes, names: [clause.id, String(clause.version)])]
    steps += describe(passage)
    let ground = clause.subjects.first { $0.kinds.contains(passage.kind) }?.place ?? clause.place
    let site = Site(
      passage.point, passage.sigmaM, passage.happened, territory, heightM: passage.heightM)
    let inside: Outcome = passage.isSure ? .yes : .undecided
    _ = site.holds(ground, territory, register, into: &steps)
    let condition = passage.holds(clause.breachIf, into: &steps)
    guard condition != .no else { return nil }
    let grade = passage.grade(sensors)
    let proof = clause.isProven(
      by: grade, hasImage: false,
      track: TrackQuality(reportsMin: passage.reportCount, sigmaMaxM: passage.sigmaM),
      into: &steps)
    let exemptions = ExemptionCheck(
      clause.exemptIf, Covered(passage), register, territory)
    let verdict = Verdict(inside.and(condition).and(proof), exemptions)
    let matter = matter(passage, clause, grade)
    return MatterHit(
      matter: matter,
      hit: Hit(
        clauseID: clause.id, clauseVersion: clause.version, eventID: matter.id, verdict: verdict,
        clauseClass: clause.baseClass, geometryVersion: site.line?.version ?? "",
        distanceToLineM: site.line == nil ? nil : site.distanceM, side: site.side,
        sector: territory.sector(of: passage.point)?.id, steps: steps,
        exemptions: exemptions.steps,
        tasks: verdict == .undecided
          ? TaskCode.tasks(steps, grade: proof, isArguable: exemptions.isArguable) : []))
  }

  private func describe(_ passage: Passage) -> [Step] {
    [
      Step(.subject, .yes, names: [passage.kind.code]),
      Step(
        .track, .info,
        measured: Double(passage.happened.untilMs - passage.happened.fromMs) / 60_000, unit: "min",
        names: [passage.trackID, passage.name ?? "", String(passage.sensors.count)]),
    ]
  }

  private func matter(_ passage: Passage, _ clause: Clause, _ grade: EvidenceGrade) -> Matter {
    Matter(
      id: Matter.id(
        atMs: passage.happened.fromMs,
        ["track", clause.id, passage.trackID, String(passage.happened.fromMs)]),
      topic: "track", party: nil, happened: passage.happened, point: passage.point,
      sigmaM: passage.sigmaM, grade: grade, knownAtMs: passage.knownAtMs,
      completeAtMs: passage.happened.untilMs, citedIDs: [passage.trackID],
      sensors: passage.sensors.sorted())
  }
}

extension RuleCheck.TrackDepth {
  fileprivate func or(_ other: Self) -> Self {
    Self(
      depthM: max(depthM, other.depthM), sure: sure || other.sure,
      possible: possible || other.possible)
  }
}

extension Covered {
  fileprivate init(_ passage: Passage) {
    self.init(passage.happened)
    point = passage.point
    sigmaM = passage.sigmaM
    names = passage.name.map { [$0] } ?? []
    ids = [passage.trackID]
  }
}

extension Passage {
  /// Two sensors of different owners and principles are independent sources.
  fileprivate func grade(_ register: SensorRegister) -> EvidenceGrade {
    let known = sensors.sorted().compactMap { register[$0] }
    let areIndependent = known.contains { first in
      known.contains { $0.owner != first.owner && $0.means.principle != first.means.principle }
    }
    return areIndependent ? .e2 : .e1
  }

  fileprivate func holds(_ condition: Condition, into steps: inout [Step]) -> Outcome {
    switch condition {
    case .presence:
      steps.append(Step(.presence, .yes))
      return .yes
    case .any(let conditions):
      return conditions.reduce(.no) { $0.or(holds($1, into: &steps)) }
    case .all(let conditions):
      return conditions.reduce(.yes) { $0.and(holds($1, into: &steps)) }
    case .measure(let measure, let comparison, let limit):
      return compare(measure, comparison, limit, into: &steps)
    case .eventsInWindow: return .no
    }
  }

  private func compare(
    _ measure: Measure, _ comparison: Comparison, _ limit: Double, into steps: inout [Step]
  ) -> Outcome {
    switch measure {
    case .count: return comparison.holds(1, limit) ? .yes : .no
    case .dwellMin:
      let sure = comparison.holds(Double(sureMs) / 60_000, limit)
      let possible = comparison.holds(Double(possibleMs) / 60_000, limit)
      let outcome: Outcome = sure ? .yes : (possible ? .undecided : .no)
      steps.append(
        Step(
          .dwell, outcome, measured: Double(sure ? sureMs : possibleMs) / 60_000, threshold: limit,
          comparison: comparison, unit: "min"))
      return outcome
    case .depthM:
      let outcome = comparison.outcome(depthM, limit, sigma: sigmaM)
      steps.append(
        Step(
          .depth, outcome, measured: depthM, sigma: sigmaM, threshold: limit,
          comparison: comparison, unit: "m"))
      return outcome
    case .attribute: return .no
    }
  }
}
