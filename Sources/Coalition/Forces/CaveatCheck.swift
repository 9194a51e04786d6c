// May this offer serve that requirement, there and then?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo

/// A caveat that keeps an offer from where it is planned or needed.
public struct CaveatConflict: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The layer is one that the state does not go to.
    case layer(String)
    /// The layer or place is nearer to the line than the state goes.
    case distance(actualM: Double, leastM: Double)
    case task(String)
    case phase(String)
    case notLittoral
  }

  public let offer: String
  /// Nil where the offer contradicts its own caveat wherever it is used.
  public let requirement: String?
  public let reason: Reason
  public let claims: [String]
  public let place: FilePlace
}

/// Holds caveats against layers, tasks and phases.
struct CaveatCheck {
  let ground: PlanGround
  let phaseOrder: [String]
  let littoral: Set<String>

  /// The offer's own layer and places against its own caveats.
  func ownConflicts(of offer: Offer) -> [CaveatConflict] {
    offer.caveats.compactMap { caveat in
      let reason =
        offer.layer.flatMap { layerReason(caveat, $0) }
        ?? offer.points.lazy.compactMap { pointReason(caveat, $0) }.first
      return reason.map { conflict(offer, nil, $0, caveat) }
    }
  }

  /// What keeps an offer from a requirement of its capability.
  func conflicts(of offer: Offer, for need: ForceRequirement, in phase: String?) -> [CaveatConflict]
  {
    var found: [CaveatConflict] = offer.caveats.compactMap { caveat in
      reason(caveat, need, phase).map { conflict(offer, need.id, $0, caveat) }
    }
    if need.isLittoralOnly, !littoral.contains(offer.state) {
      found.append(
        CaveatConflict(
          offer: offer.id, requirement: need.id, reason: .notLittoral,
          claims: offer.amount.claims, place: offer.place))
    }
    return found
  }

  private func conflict(
    _ offer: Offer, _ requirement: String?, _ reason: CaveatConflict.Reason, _ caveat: Caveat
  ) -> CaveatConflict {
    CaveatConflict(
      offer: offer.id, requirement: requirement, reason: reason, claims: caveat.claims,
      place: caveat.place)
  }

  private func reason(
    _ caveat: Caveat, _ need: ForceRequirement, _ phase: String?
  ) -> CaveatConflict.Reason? {
    switch caveat.kind {
    case .notInLayers, .onlyInLayers, .notWithinM:
      return need.layer.flatMap { layerReason(caveat, $0) }
    case .notForTasks(let tasks):
      return need.task.flatMap { tasks.contains($0) ? .task($0) : nil }
    case .notBeforePhase(let first):
      return isBefore(phase, first) ? phase.map { .phase($0) } : nil
    case .notAfterPhase(let last):
      return phase.flatMap { isBefore(last, $0) ? .phase($0) : nil }
    }
  }

  private func isBefore(_ one: String?, _ other: String) -> Bool {
    guard let one, let at = phaseOrder.firstIndex(of: one),
      let limit = phaseOrder.firstIndex(of: other)
    else { return false }
    return at < limit
  }

  private func layerReason(_ caveat: Caveat, _ layer: String) -> CaveatConflict.Reason? {
    switch caveat.kind {
    case .notInLayers(let layers): return layers.contains(layer) ? .layer(layer) : nil
    case .onlyInLayers(let layers): return layers.contains(layer) ? nil : .layer(layer)
    case .notWithinM(let leastM):
      guard let drawn = ground.layer(layer), let actualM = ground.leastDistanceM(of: drawn),
        actualM < leastM
      else { return nil }
      return .distance(actualM: actualM, leastM: leastM)
    default: return nil
    }
  }

  private func pointReason(_ caveat: Caveat, _ point: GeoPoint) -> CaveatConflict.Reason? {
    switch caveat.kind {
    case .notInLayers(let layers):
      return ground.layers(of: point).first { layers.contains($0) }.map { .layer($0) }
    case .onlyInLayers(let layers):
      let own = ground.layers(of: point)
      return own.contains { layers.contains($0) } ? nil : .layer(own.first ?? "none")
    case .notWithinM(let leastM):
      let actualM = ground.line.index.nearest(to: point).distanceM
      return actualM < leastM ? .distance(actualM: actualM, leastM: leastM) : nil
    default: return nil
    }
  }
}
