// From a fit to an answer: is the place good enough to be given, and what must be said with it?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

extension SoundLocator {
  /// - Parameters:
  ///   - among: the arrivals that might have belonged to it; those that do not are named.
  ///   - minima: the places for the group's arrivals, where they are known.
  func answer(
    _ group: SoundGroup, among rows: [SoundRow], _ left: [BangRejection], _ scene: SoundScene,
    minima known: [SoundGroup]? = nil
  ) -> BangAnswer {
    // The group may have come from one start only.
    let minima = known ?? minima(group.rows, scene)
    let chosen =
      minima.first.map { $0.fit.badness < group.fit.badness - 1e-3 ? $0 : group } ?? group
    let state = chosen.fit.state
    let distanceM = (state.eastM * state.eastM + state.northM * state.northM).squareRoot()
    guard distanceM <= settings.rangeMaxM else {
      return .refused(BangRefusal(reason: .outOfRange))
    }
    let covariance = Self.covariance(chosen)
    let majorM = covariance.majorSigmaM
    guard majorM.isFinite, majorM <= settings.majorSigmaMaxM else {
      return .refused(BangRefusal(reason: .vague(majorSigmaM: majorM)))
    }
    var remarks: [BangRemark] = []
    if chosen.freedom <= 0 { remarks.append(.nothingToSpare) }
    if majorM > 5 * covariance.minorSigmaM { remarks.append(.long) }
    let second = minima.first { Self.isRival($0, of: chosen, covariance, settings) }
    if second != nil { remarks.append(.twoPlaces) }
    let used = Set(chosen.rows.map(\.index))
    let rejected = rows.filter { !used.contains($0.index) }.map { rejection($0, chosen, scene) }
    let (point, heightM) = Self.place(state, scene)
    return .located(
      BangLocation(
        point: point, heightM: heightM, atMs: scene.epochMs + state.originS * 1_000,
        covariance: covariance, chiSquare: chosen.fit.cost, freedom: chosen.freedom,
        support: chosen.rows.map { Self.support($0, chosen, scene) },
        rejected: (rejected + left).sorted { $0.arrival.precedes($1.arrival) }, remarks: remarks,
        alternative: second.map { Self.place($0.fit.state, scene).point }))
  }

  /// Another place that fits nearly as well and lies outside the error of the best.
  private static func isRival(
    _ other: SoundGroup, of best: SoundGroup, _ covariance: BangCovariance,
    _ settings: SoundSettings
  ) -> Bool {
    let (a, b) = (best.fit.state, other.fit.state)
    return other.fit.badness < best.fit.badness + 9
      && b.eastM * b.eastM + b.northM * b.northM <= settings.rangeMaxM * settings.rangeMaxM
      && covariance.normalisedSquared(eastM: b.eastM - a.eastM, northM: b.northM - a.northM) > 9.21
  }

  static func place(
    _ state: SoundState, _ scene: SoundScene
  ) -> (point: GeoPoint, heightM: Double) {
    let heightM = scene.sourceHeightM + state.values[6] * scene.sourceHeightSigmaM
    return scene.plane.point(
      eastM: state.eastM, northM: state.northM,
      upM: scene.sourceUpM(state.eastM, state.northM, heightM: heightM))
  }

  static func covariance(_ group: SoundGroup) -> BangCovariance {
    let c = group.covariance
    return BangCovariance(
      eastEastM2: c[0], eastNorthM2: c[1], northNorthM2: c[8], eastTimeMS: c[2],
      northTimeMS: c[9], timeTimeS2: c[16])
  }

  static func support(_ row: SoundRow, _ group: SoundGroup, _ scene: SoundScene) -> BangSupport {
    let innovation = group.fit.innovation(row, group.covariance, isUsed: true)
    return BangSupport(
      arrival: scene.arrivals[row.index], residualS: innovation.residualS,
      residualRad: innovation.residualRad)
  }

  func rejection(_ row: SoundRow, _ group: SoundGroup, _ scene: SoundScene) -> BangRejection {
    let arrival = scene.arrivals[row.index]
    if group.rows.contains(where: { $0.sensor == row.sensor }) {
      return BangRejection(arrival: arrival, reason: .second)
    }
    let innovation = group.fit.innovation(row, group.covariance, isUsed: false)
    if let turn = innovation.residualRad,
      abs(innovation.residualS) <= settings.gateSigma * innovation.sigmaS
    {
      return BangRejection(arrival: arrival, reason: .bearing(residualRad: turn))
    }
    return BangRejection(arrival: arrival, reason: .time(residualS: innovation.residualS))
  }
}
