// Is the evidence as strong as the clause asks, and how serious is the matter?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations
internal import Tracks

extension Clause {
  func isProven(
    by grade: EvidenceGrade, hasImage: Bool, track: TrackQuality? = nil, into steps: inout [Step]
  ) -> Outcome {
    guard !minGrade.isEmpty else { return .yes }
    let isEnough = minGrade.contains { option in
      grade >= option.grade && (!option.imageOnly || hasImage)
        && (option.track.map { $0.isMet(by: track) } ?? true)
    }
    let wanted = minGrade.map { option in
      option.grade.code + (option.imageOnly ? " (image)" : "")
        + (option.track == nil ? "" : " (track)")
    }
    steps.append(
      Step(
        .grade, isEnough ? .yes : .undecided,
        names: [grade.code, wanted.joined(separator: ", ")]))
    return isEnough ? .yes : .undecided
  }

  /// The class after the clause's own exceptions. What is undecided does not raise it.
  func classed(
    _ event: Event, depthM: @autoclosure () -> Double?, into steps: inout [Step]
  ) -> Class {
    if let seriousIf, holds(seriousIf, event, depthM) {
      steps.append(Step(.classRaised, .info, names: [Class.serious.rawValue]))
      return .serious
    }
    if let minorIf, holds(minorIf, event, depthM) {
      steps.append(Step(.classLowered, .info, names: [Class.minor.rawValue]))
      return .minor
    }
    return baseClass
  }

  private func holds(
    _ condition: Condition, _ event: Event, _ depthM: () -> Double?
  ) -> Bool {
    var steps: [Step] = []
    switch condition {
    case .presence: return true
    case .any(let conditions): return conditions.contains { holds($0, event, depthM) }
    case .all(let conditions): return conditions.allSatisfy { holds($0, event, depthM) }
    case .measure(let measure, let comparison, let limit):
      return event.compare(
        measure, comparison, limit, depthM: measure == .depthM ? depthM() : nil, into: &steps)
        == .yes
    case .eventsInWindow: return false
    }
  }
}

extension TrackQuality {
  fileprivate func isMet(by track: TrackQuality?) -> Bool {
    track.map { $0.reportsMin >= reportsMin && $0.sigmaMaxM <= sigmaMaxM } ?? false
  }
}
