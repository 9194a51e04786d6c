// Is the event of the kind that the clause is about?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations
internal import Tracks

extension Subject {
  /// Nil where the event is none of this; else the steps that say why it is.
  func fits(_ event: Event) -> (outcome: Outcome, steps: [Step])? {
    guard kinds.contains(event.kind) else { return nil }
    var steps = [Step(.subject, .yes, names: [event.kind.code])]
    if let minConfidence {
      guard event.confidence >= minConfidence else { return nil }
      steps.append(Step(.confidence, .yes, names: [event.confidence.code, minConfidence.code]))
    }
    var outcome = Outcome.yes
    if !qualifiers.isEmpty {
      let known = event.observations.compactMap(\.qualifier).filter { $0 != .undetermined }
      let isOne = known.contains { qualifiers.contains($0) }
      if !isOne, !known.isEmpty { return nil }
      outcome = isOne ? .yes : .undecided
      steps.append(
        Step(.qualifier, outcome, names: [known.first?.code ?? "", qualifiers[0].code]))
    }
    for requirement in requirements {
      let measured = event.value(requirement.attribute)
      // What was not measured is not known to fail: a heavy gun of unknown calibre is a question.
      let holds: Outcome =
        measured.map { requirement.comparison.holds($0, requirement.value) ? .yes : .no }
        ?? .undecided
      if holds == .no { return nil }
      outcome = outcome.and(holds)
      steps.append(
        Step(
          .requirement, holds, measured: measured, threshold: requirement.value,
          comparison: requirement.comparison, names: [requirement.attribute.code]))
    }
    return (outcome, steps)
  }
}
