// Is it within so many metres of an object that the clause protects?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Tracks

extension Site {
  /// Compares with every object of the layer that is near enough to matter.
  func nearObjects(
    layer: String, withinM: Double, _ territory: Territory, into steps: inout [Step]
  ) -> Outcome {
    let reachM = withinM + limitSigmas * sigmaM
    var nearest: (distanceM: Double, name: String)?
    for object in territory.objects where object.layer == layer {
      if Geodesic.isBeyond(reachM, from: point, to: object.point) { continue }
      let distanceM = Geodesic.distanceM(from: point, to: object.point)
      if distanceM < nearest?.distanceM ?? .infinity { nearest = (distanceM, object.name) }
    }
    let outcome = nearest.map { isWithin($0.distanceM, withinM, sigma: sigmaM) } ?? .no
    steps.append(
      Step(
        .nearObject, outcome, measured: nearest?.distanceM, sigma: sigmaM,
        threshold: withinM, comparison: .lte, unit: "m", names: [nearest?.name ?? layer]))
    return outcome
  }
}
