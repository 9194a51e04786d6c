// Is it in a zone, and below the zone's ceiling?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
internal import Tracks

extension Site {
  func inZone(_ id: String, _ territory: Territory, into steps: inout [Step]) -> Outcome {
    var outcome = Outcome.no
    for zone in territory.zones(id, atMs: happened.fromMs) {
      outcome = outcome.or(inZone(zone, territory, into: &steps))
    }
    return outcome
  }

  private func inZone(
    _ zone: Zone, _ territory: Territory, into steps: inout [Step]
  ) -> Outcome {
    var outcome: Outcome
    switch zone.shape {
    case .offset(let offsetM, let party):
      outcome = nearLine(withinM: offsetM, party: party, into: &steps)
      steps.append(Step(.inZone, outcome, names: [zone.id]))
    case .polygon(let index):
      outcome = inPolygon(index, territory.polygons, name: zone.id, into: &steps)
    }
    guard let ceilingM = zone.ceilingM, outcome != .no else { return outcome }
    let height = below(ceilingM, into: &steps)
    outcome = outcome.and(height)
    return outcome
  }

  private func inPolygon(
    _ index: Int, _ polygons: ZoneIndex, name: String, into steps: inout [Step]
  ) -> Outcome {
    let isInside = polygons.contains(zone: index, point)
    let borderM = polygons.borderDistanceM(
      zone: index, from: point, limitM: limitSigmas * sigmaM)
    let outcome: Outcome = borderM != nil ? .undecided : (isInside ? .yes : .no)
    steps.append(
      Step(
        .inZone, outcome, measured: borderM, sigma: sigmaM, unit: borderM == nil ? "" : "m",
        names: [name]))
    return outcome
  }

  /// A thing whose height is not known may be above or below.
  private func below(_ ceilingM: Double, into steps: inout [Step]) -> Outcome {
    let heightM = self.heightM
    let outcome: Outcome = heightM.map { $0 < ceilingM ? .yes : .no } ?? .undecided
    steps.append(
      Step(
        .height, outcome, measured: heightM, threshold: ceilingM, comparison: .lt, unit: "m"))
    return outcome
  }
}
