// Does something lie where the clause holds, and how deep inside?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations

extension Site {
  func holds(
    _ place: Where, _ territory: Territory, _ register: Register, into steps: inout [Step]
  ) -> Outcome {
    switch place {
    case .everywhere:
      if let line {
        steps.append(Step(.lineVersion, .info, names: [line.version]))
        steps.append(
          Step(.distanceToLine, .info, measured: distanceM, sigma: sigmaM, unit: "m"))
      }
      steps.append(Step(.everywhere, .yes))
      return .yes
    case .zone(let id): return inZone(id, territory, into: &steps)
    case .nearLine(let withinM, let party):
      return nearLine(withinM: withinM, party: party, into: &steps)
    case .nearObjects(let layer, let withinM):
      return nearObjects(layer: layer, withinM: withinM, territory, into: &steps)
    case .nearEntries(let kind, let withinM, let slackMs, let leadMs):
      return nearEntries(
        kind, withinM: withinM, slackMs: slackMs, leadMs: leadMs, territory, register, into: &steps)
    }
  }

  /// False only where `holds` says no: a quick look before a derivation is written.
  func mayHold(_ place: Where, _ territory: Territory) -> Bool {
    let errorM = limitSigmas * sigmaM
    switch place {
    case .everywhere, .nearEntries: return true
    case .nearLine(let withinM, _): return line != nil && distanceM <= withinM + errorM
    case .nearObjects(let layer, let withinM):
      return territory.objects.contains {
        $0.layer == layer && !Geodesic.isBeyond(withinM + errorM, from: point, to: $0.point)
      }
    case .zone(let id):
      return territory.zones(id).contains { zone in
        guard zone.validity.contains(happened.fromMs) else { return false }
        guard case .offset(let offsetM, _) = zone.shape else { return true }
        return line != nil && distanceM <= offsetM + errorM
      }
    }
  }

  /// The nearest entry within reach whose time and tolerance this falls into.
  private func nearEntries(
    _ kind: RegisterKind, withinM: Double, slackMs: Int64, leadMs: Int64, _ territory: Territory,
    _ register: Register, into steps: inout [Step]
  ) -> Outcome {
    var nearest: (entry: RegisterEntry, distanceM: Double)?
    let reachM = withinM + limitSigmas * sigmaM
    let inTime = register.overlapping(
      kind, fromMs: happened.fromMs - slackMs, untilMs: happened.untilMs + slackMs
    ) { $0.entry.place != nil }
    for kept in inTime {
      guard let place = kept.entry.place else { continue }
      let limitM = nearest?.distanceM ?? reachM
      let distanceM = place.distanceM(
        from: point, territory, atMs: happened.fromMs, limitM: limitM)
      if distanceM <= reachM, distanceM < nearest?.distanceM ?? .infinity {
        nearest = (kept.entry, distanceM)
      }
    }
    guard let nearest else {
      steps.append(Step(.noNearEntry, .no, names: [kind.rawValue]))
      return .no
    }
    var outcome = isWithin(nearest.distanceM, withinM, sigma: sigmaM)
    steps.append(
      Step(
        .nearEntry, outcome, measured: nearest.distanceM, sigma: sigmaM, threshold: withinM,
        comparison: .lte, unit: "m", names: [nearest.entry.id, kind.rawValue]))
    let aheadMs = nearest.entry.fromMs - nearest.entry.receivedAtMs
    if leadMs > 0, outcome != .no {
      let isAgreed: Outcome = aheadMs >= leadMs ? .yes : .undecided
      outcome = outcome.and(isAgreed)
      steps.append(
        Step(
          .entryLead, isAgreed, measured: Double(aheadMs) / 3_600_000,
          threshold: Double(leadMs) / 3_600_000, comparison: .gte, unit: "h",
          names: [nearest.entry.id]))
    }
    return outcome
  }

  /// Metres inside of the clause's place, negative outside; nil where it has no border. The height is
  /// not looked at.
  func depthM(_ place: Where, _ territory: Territory) -> Double? {
    switch place {
    case .nearLine(let withinM, let party):
      guard line != nil else { return nil }
      return party == nil || side == nil || side == party ? withinM - distanceM : -distanceM
    case .nearObjects(let layer, let withinM):
      return territory.objects.lazy.filter { $0.layer == layer }
        .map { withinM - Geodesic.distanceM(from: point, to: $0.point) }.max()
    case .zone(let id):
      return territory.zones(id, atMs: happened.fromMs).compactMap { depthM($0, territory) }.max()
    case .everywhere, .nearEntries: return nil
    }
  }

  /// Metres inside of one part of a zone.
  func depthM(_ zone: Zone, _ territory: Territory) -> Double? {
    switch zone.shape {
    case .offset(let offsetM, let party):
      return depthM(.nearLine(withinM: offsetM, party: party), territory)
    case .polygon(let index):
      let isInside = territory.polygons.contains(zone: index, point)
      let borderM =
        territory.polygons.borderDistanceM(zone: index, from: point, limitM: Self.depthMaxM)
        ?? Self.depthMaxM
      return isInside ? borderM : -borderM
    }
  }

  /// Whether a part of a zone can be touched within the error; quick for what lies far outside.
  func isNear(_ zone: Zone, _ territory: Territory) -> Bool {
    guard case .polygon(let index) = zone.shape else { return true }
    return territory.polygons.contains(zone: index, point)
      || territory.polygons.borderDistanceM(
        zone: index, from: point, limitM: limitSigmas * sigmaM) != nil
  }

  /// Farther inside or outside of a polygon is not told apart.
  static let depthMaxM = 20_000.0
}
