// Did a position move towards the line?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations

extension TermCheck {
  /// Against the farthest place where it was measured before, so that many small moves count as one.
  mutating func advance(_ leastM: Double, _ clauseClass: Clause.Class) {
    let byName = Dictionary(grouping: entries(.position)) { $0.word("name") ?? "" }
    for (_, measured) in byName.sorted(by: { $0.key < $1.key }) {
      var farthest: (entry: RegisterEntry, distanceM: Double)?
      for entry in measured {
        guard let point = entry.place?.middle,
          let line = territory.line(atMs: entry.fromMs)
        else { continue }
        let distanceM = line.index.signedDistance(to: point).distanceM
        if let farthest { advance(entry, distanceM, farthest, leastM, line, clauseClass) }
        if distanceM > farthest?.distanceM ?? -1 { farthest = (entry, distanceM) }
      }
    }
  }

  private mutating func advance(
    _ entry: RegisterEntry, _ distanceM: Double,
    _ before: (entry: RegisterEntry, distanceM: Double), _ leastM: Double, _ line: ContactLine,
    _ clauseClass: Clause.Class
  ) {
    let movedM = before.distanceM - distanceM
    let (own, other) = (entry.number("sigma_m") ?? 0, before.entry.number("sigma_m") ?? 0)
    let sigma = (own * own + other * other).squareRoot()
    let outcome = Comparison.gte.outcome(movedM, leastM, sigma: sigma)
    guard outcome != .no else { return }
    var found = finding(
      entry, outcome,
      [
        Step(.lineVersion, .info, names: [line.version]),
        Step(
          .advance, outcome, measured: movedM, sigma: sigma, threshold: leastM, comparison: .gte,
          unit: "m", names: [entry.word("name") ?? ""]),
      ], clauseClass)
    found.entries.append(before.entry)
    add(found)
  }
}
