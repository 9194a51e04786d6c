// Was live-fire training far enough away, announced in time, and within its hours?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations

extension TermCheck {
  /// One finding an exercise, however many shots it had.
  mutating func exercise(_ rule: ExerciseRule, _ clauseClass: Clause.Class) {
    let notified = entries(.notification).filter { $0.word("what") == "exercise" }
    for entry in notified {
      var steps: [Step] = []
      var outcome = distance(entry, rule, into: &steps)
      outcome = outcome.or(lead(entry, rule, into: &steps))
      outcome = outcome.or(outside(entry, rule, into: &steps))
      guard outcome != .no else { continue }
      add(finding(entry, outcome, steps, clauseClass))
    }
    for seen in entries(.exerciseSeen) where seen.flag("live_fire") != false {
      var steps: [Step] = []
      var outcome = distance(seen, rule, into: &steps)
      if rule.leadMs != nil, !isNotified(seen, notified, rule) {
        outcome = .yes
        steps.append(Step(.noNotification, .yes, names: ["exercise"]))
      }
      guard outcome != .no else { continue }
      add(finding(seen, outcome, steps, clauseClass))
    }
  }

  /// From the line to the nearest border of the area.
  private func distance(
    _ entry: RegisterEntry, _ rule: ExerciseRule, into steps: inout [Step]
  ) -> Outcome {
    guard let nearerM = rule.nearerM, let line = territory.line(atMs: entry.fromMs),
      let distanceM = entry.place?.distanceM(to: line)
    else { return .no }
    let sigma = entry.number("sigma_m") ?? 0
    let outcome = Comparison.lt.outcome(distanceM, nearerM, sigma: sigma)
    if outcome != .no {
      steps.append(
        Step(
          .exerciseDistance, outcome, measured: distanceM, sigma: sigma > 0 ? sigma : nil,
          threshold: nearerM, comparison: .lt, unit: "m"))
    }
    return outcome
  }

  /// A correction of what came in time has a shorter lead.
  private func lead(
    _ entry: RegisterEntry, _ rule: ExerciseRule, into steps: inout [Step]
  ) -> Outcome {
    guard var askedMs = rule.leadMs else { return .no }
    let root = register.root(of: entry)
    if entry.corrects != nil, root.fromMs - root.receivedAtMs >= askedMs,
      let correctionMs = rule.correctionLeadMs
    {
      askedMs = correctionMs
    }
    let leadMs = entry.fromMs - entry.receivedAtMs
    guard leadMs < askedMs else { return .no }
    steps.append(
      Step(
        .exerciseLead, .yes, measured: Double(leadMs) / 3_600_000,
        threshold: Double(askedMs) / 3_600_000, comparison: .lt, unit: "h"))
    return .yes
  }

  /// Fire in the area that still counts to the exercise, but not within its hours.
  private func outside(
    _ entry: RegisterEntry, _ rule: ExerciseRule, into steps: inout [Step]
  ) -> Outcome {
    guard let outsideMs = rule.outsideMs, let untilMs = entry.untilMs, let place = entry.place
    else { return .no }
    let worstMs = fire.longestOutsideMs(
      Period(fromMs: entry.fromMs, untilMs: untilMs), limitMs: rule.toleranceMs, in: place,
      territory, knownAtMs: atMs)
    guard worstMs > outsideMs else { return .no }
    steps.append(
      Step(
        .exerciseOutside, .yes, measured: Double(worstMs) / 60_000,
        threshold: Double(outsideMs) / 60_000, comparison: .gt, unit: "min",
        names: [String(rule.toleranceMs / 60_000)]))
    return .yes
  }

  private func isNotified(
    _ seen: RegisterEntry, _ notified: [RegisterEntry], _ rule: ExerciseRule
  ) -> Bool {
    guard let point = seen.place?.middle else { return false }
    return notified.contains { entry in
      entry.party == seen.party && entry.receivedAtMs <= seen.fromMs
        && seen.fromMs >= entry.fromMs - rule.toleranceMs
        && seen.untilMs ?? seen.fromMs <= (entry.untilMs ?? .max / 2) + rule.toleranceMs
        && entry.place.map { place in
          let limitM = limitSigmas * (seen.number("sigma_m") ?? 0)
          return place.distanceM(from: point, territory, atMs: seen.fromMs, limitM: limitM)
            <= limitM
        } ?? false
    }
  }
}

extension RegisterPlace {
  /// Metres from the place's border to the line; nil where it has none of its own.
  fileprivate func distanceM(to line: ContactLine) -> Double? {
    switch self {
    case .circle(let point, let radiusM):
      return max(0, line.index.signedDistance(to: point).distanceM - radiusM)
    case .area(let points):
      return points.map { line.index.signedDistance(to: $0).distanceM }.min()
    case .corridor(let points, let halfWidthM):
      return points.map { max(0, line.index.signedDistance(to: $0).distanceM - halfWidthM) }.min()
    case .lineKm: return 0
    case .zone: return nil
    }
  }
}
