// Does an entry of a register fulfil what a clause asks of it?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations

extension EntryFilter {
  func fits(_ entry: RegisterEntry, _ territory: Territory, atMs: Int64) -> Outcome {
    var steps: [Step] = []
    return fits(entry, endMs: entry.untilMs, territory, atMs: atMs, into: &steps)
  }

  /// - Parameters:
  ///   - endMs: when it ended, as far as known at `atMs`; nil where it goes on.
  func fits(
    _ entry: RegisterEntry, endMs: Int64?, _ territory: Territory, atMs: Int64,
    into steps: inout [Step]
  ) -> Outcome {
    guard entry.kind == kind else { return .no }
    var outcome = Outcome.yes
    for requirement in requirements {
      let (found, step) = requirement.holds(entry, endMs, territory, atMs)
      if found == .no { return .no }
      outcome = outcome.and(found)
      steps += step
    }
    return outcome
  }
}

extension EntryFilter.Requirement {
  fileprivate func holds(
    _ entry: RegisterEntry, _ endMs: Int64?, _ territory: Territory, _ atMs: Int64
  ) -> (outcome: Outcome, steps: [Step]) {
    switch self {
    case .number(let name, let comparison, let limit):
      return number(entry, name, comparison, limit)
    case .word(let name, let words):
      guard let word = entry.word(name), words.contains(word) else { return (.no, []) }
      return (.yes, [Step(.entryWord, .yes, names: [name, word])])
    case .flag(let name, let wanted):
      guard entry.flag(name) == wanted else { return (.no, []) }
      return (.yes, [Step(.entryWord, .yes, names: [name, wanted ? "yes" : "no"])])
    case .durationMin(let comparison, let limit):
      let minutes = Double(min(endMs ?? atMs, atMs) - entry.fromMs) / 60_000
      let outcome: Outcome = comparison.holds(minutes, limit) ? .yes : .no
      // What goes on is told as longer than the limit, not anew each minute.
      return (
        outcome,
        [
          Step(
            .entryDuration, outcome, measured: endMs == nil ? nil : minutes, threshold: limit,
            comparison: comparison, unit: "min")
        ]
      )
    case .reportedAfterMin(let comparison, let limit):
      let minutes = Double(entry.receivedAtMs - entry.fromMs) / 60_000
      let outcome: Outcome = comparison.holds(minutes, limit) ? .yes : .no
      return (
        outcome,
        [
          Step(
            .entryReported, outcome, measured: minutes, threshold: limit, comparison: comparison,
            unit: "min")
        ]
      )
    case .place(let place): return holds(entry, place, territory)
    }
  }

  private func number(
    _ entry: RegisterEntry, _ name: String, _ comparison: Comparison, _ limit: Double
  ) -> (outcome: Outcome, steps: [Step]) {
    guard let measured = entry.number(name) else { return (.no, []) }
    let sigma = entry.number(Self.sigmaName(name)) ?? 0
    let outcome = comparison.outcome(measured, limit, sigma: sigma)
    return (
      outcome,
      [
        Step(
          .entryNumber, outcome, measured: measured, sigma: sigma > 0 ? sigma : nil,
          threshold: limit, comparison: comparison, names: [name])
      ]
    )
  }

  /// `distance_sigma_m` for `distance_m`.
  private static func sigmaName(_ name: String) -> String {
    guard let bar = name.lastIndex(of: "_") else { return name + "_sigma" }
    return name[..<bar] + "_sigma" + name[bar...]
  }

  private func holds(
    _ entry: RegisterEntry, _ place: Where, _ territory: Territory
  ) -> (outcome: Outcome, steps: [Step]) {
    guard let point = entry.place?.middle else { return (.undecided, [Step(.noPlace, .undecided)]) }
    let site = Site(
      point, entry.number("sigma_m") ?? 0, Period(fromMs: entry.fromMs, untilMs: entry.fromMs),
      territory)
    var steps: [Step] = []
    let outcome = site.holds(place, territory, Register(), into: &steps)
    return (outcome, steps)
  }
}

extension RegisterKind {
  /// How well an entry proves what it says, where it does not say so itself: a team on the spot, or
  /// one source with intact custody.
  var grade: EvidenceGrade {
    switch self {
    case .storageVisit, .borderVisit: .e3
    default: .e1
    }
  }
}

extension RegisterEntry {
  var grade: EvidenceGrade {
    word("grade").flatMap { EvidenceGrade(code: $0) } ?? kind.grade
  }

  /// The property by which entries of its kind speak of one thing.
  var topic: String? {
    for name in ["site", "point", "unit", "vessel", "sensor", "witness", "name"] {
      if let word = word(name) { return word }
    }
    return nil
  }
}
