// Is the evidence as strong as the clause asks, and how serious is the matter?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations
internal import Tracks

extension Clause {
  func isProven(by event: Event, into steps: inout [Step]) -> Outcome {
    guard !minGrade.isEmpty else { return .yes }
    let isEnough = minGrade.contains {
      event.grade >= $0.grade && (!$0.imageOnly || event.hasImage)
    }
    let wanted = minGrade.map { $0.imageOnly ? "\($0.grade.code) (image)" : $0.grade.code }
    steps.append(
      Step(
        .grade, isEnough ? .yes : .undecided,
        names: [event.grade.code, wanted.joined(separator: ", ")]))
    return isEnough ? .yes : .undecided
  }

  /// The class after the clause's own exceptions. What is undecided does not raise it.
  func classed(_ event: Event, into steps: inout [Step]) -> Class {
    if let seriousIf, holds(seriousIf, event) {
      steps.append(Step(.classRaised, .info, names: [Class.serious.rawValue]))
      return .serious
    }
    if let minorIf, holds(minorIf, event) {
      steps.append(Step(.classLowered, .info, names: [Class.minor.rawValue]))
      return .minor
    }
    return baseClass
  }

  private func holds(_ condition: Condition, _ event: Event) -> Bool {
    var steps: [Step] = []
    switch condition {
    case .presence: return true
    case .any(let conditions): return conditions.contains { holds($0, event) }
    case .all(let conditions): return conditions.allSatisfy { holds($0, event) }
    case .measure(let measure, let comparison, let limit):
      return event.compare(measure, comparison, limit, into: &steps) == .yes
    case .eventsInWindow: return false
    }
  }
}
