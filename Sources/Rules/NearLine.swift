// Is it within so many kilometres of the line, on the side that the clause means?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Tracks

extension Site {
  func nearLine(withinM: Double, party: Party?, into steps: inout [Step]) -> Outcome {
    guard let line else { return .no }
    let near = isWithin(distanceM, withinM, sigma: sigmaM)
    steps.append(Step(.lineVersion, .info, names: [line.version]))
    steps.append(
      Step(
        .distanceToLine, near, measured: distanceM, sigma: sigmaM, threshold: withinM,
        comparison: .lte, unit: "m"))
    guard let party, near != .no else { return near }
    return near.and(onSide(of: party, into: &steps))
  }

  func onSide(of party: Party, into steps: inout [Step]) -> Outcome {
    let outcome: Outcome = side.map { $0 == party ? .yes : .no } ?? .undecided
    steps.append(Step(.side, outcome, names: [party.rawValue, side?.rawValue ?? ""]))
    return outcome
  }
}
