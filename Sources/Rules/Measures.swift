// Was it enough? Presence, counts, time spent, depth and measured properties.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations
internal import Tracks

extension Event {
  /// A count is a range: yes where its least is enough, undecided where only its most is.
  func compare(
    _ measure: Measure, _ comparison: Comparison, _ limit: Double, depthM: Double? = nil,
    into steps: inout [Step]
  ) -> Outcome {
    switch measure {
    case .count:
      let least = comparison.holds(Double(count.min), limit)
      let most = comparison.holds(Double(count.max), limit)
      let outcome: Outcome = least && most ? .yes : (least || most ? .undecided : .no)
      steps.append(
        Step(
          .count, outcome, measured: Double(count.max), threshold: limit, comparison: comparison,
          names: [String(count.min), String(count.max)]))
      return outcome
    case .dwellMin:
      let outcome: Outcome = comparison.holds(dwellMin, limit) ? .yes : .no
      steps.append(
        Step(
          .dwell, outcome, measured: dwellMin, threshold: limit, comparison: comparison,
          unit: "min"))
      return outcome
    case .depthM:
      let outcome = depthM.map { comparison.outcome($0, limit, sigma: sigmaM) } ?? .no
      steps.append(
        Step(
          .depth, outcome, measured: depthM, sigma: sigmaM, threshold: limit,
          comparison: comparison, unit: "m"))
      return outcome
    case .attribute(let name):
      let measured = value(name)
      let outcome: Outcome =
        measured.map { comparison.holds($0, limit) ? .yes : .no } ?? .no
      steps.append(
        Step(
          .attribute, outcome, measured: measured, threshold: limit, comparison: comparison,
          names: [name.code]))
      return outcome
    }
  }
}
