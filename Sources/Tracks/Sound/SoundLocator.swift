// Where was the bang that these arrivals are of?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

/// Locates bangs from arrival times and bearings.
///
/// - Model: a still source and sound through air that is the same everywhere, `SoundAir`; place and
///   time are free, the air and the source's height have priors.
/// - Errors: Gaussian and independent from arrival to arrival, but for those of the air.
/// - Result: the same for the same arrivals in any order.
public struct SoundLocator: Hashable, Sendable {
  public let air: SoundAir
  public let settings: SoundSettings

  public init(air: SoundAir = SoundAir(), settings: SoundSettings = SoundSettings()) {
    self.air = air
    self.settings = settings
  }

  /// Locates one bang from arrivals that are said to be of it, at most one a sensor.
  ///
  /// Arrivals that disagree with more than half of the others are left out, with the reason.
  ///
  /// - Cost: about 0.1 ms for ten arrivals that agree.
  /// - Throws: `SoundFault` naming the arrival or value that cannot be used.
  public func locate(
    _ arrivals: [SoundArrival], flash: SoundFlash? = nil
  ) throws(SoundFault) -> BangAnswer {
    try check(arrivals, flash)
    let sorted = arrivals.sorted { $0.precedes($1) }
    guard !sorted.isEmpty else { return .refused(BangRefusal(reason: .noArrivals)) }
    let scene = SoundScene(sorted, flash: flash, air, settings)
    let shocks = scene.rows.filter { $0.wave == .shockWave }
    let rows = scene.rows.filter { $0.wave != .shockWave }
    if let reason = Self.shortage(rows, scene) { return .refused(BangRefusal(reason: reason)) }
    let left = shocks.map { BangRejection(arrival: sorted[$0.index], reason: .shockWave) }
    let minima = minima(rows, scene)
    var group = minima.first
    var isOfAll = true
    if group.map({ $0.isProbable(settings) && $0.worst(beyond: settings.gateSigma) == nil }) != true
    {
      switch consensus(rows, scene) {
      case .success(let found):
        group = found
        isOfAll = false
      case .failure(let refusal): return .refused(refusal)
      }
    }
    guard let group else { return .refused(BangRefusal(reason: .vague(majorSigmaM: .infinity))) }
    return answer(group, among: rows, left, scene, minima: isOfAll ? minima : nil)
  }

  private func check(_ arrivals: [SoundArrival], _ flash: SoundFlash?) throws(SoundFault) {
    if let fault = air.fault ?? arrivals.fault() { throw fault }
    var known: Set<String> = []
    for (index, arrival) in arrivals.enumerated()
    where arrival.wave != .shockWave && !known.insert(arrival.sensor).inserted {
      throw SoundFault(
        item: "arrival \(index + 1), sensor '\(arrival.sensor)'",
        reason: "a second arrival of the same sensor",
        next: "Give one a sensor, or ask for the survey, which tells bangs apart.")
    }
    guard arrivals.count <= settings.arrivalsMax else {
      throw SoundFault(
        item: "arrivals", reason: "\(arrivals.count) are more than \(settings.arrivalsMax)",
        next: "Give the arrivals of one bang.")
    }
    guard let flash else { return }
    guard flash.atMs.isFinite, flash.sigmaMs > 0, flash.sigmaMs.isFinite else {
      throw SoundFault(
        item: "flash", reason: "time \(flash.atMs), error \(flash.sigmaMs) ms cannot be used",
        next: "Write milliseconds since 1970 and one sigma above 0.")
    }
    for (index, arrival) in arrivals.enumerated()
    where arrival.atMs < flash.atMs - 5 * (flash.sigmaMs + arrival.sigmaMs + arrival.clockSigmaMs) {
      throw SoundFault(
        item: "arrival \(index + 1), sensor '\(arrival.sensor)'",
        reason: "heard \((flash.atMs - arrival.atMs) / 1_000) s before the flash",
        next: "Check which of the two clocks is wrong, or leave the flash out.")
    }
  }

  /// Which measurements are missing for a place.
  private static func shortage(_ rows: [SoundRow], _ scene: SoundScene) -> BangRefusal.Reason? {
    guard !rows.isEmpty else { return .noArrivals }
    let bearings = rows.count { $0.hasBearing }
    let count = rows.count + bearings + (scene.hasFlash ? 1 : 0)
    guard count < 3 else { return nil }
    if rows.count == 1 { return bearings == 1 ? .oneBearing : .oneTime }
    return .twoTimes
  }

  // MARK: One set of arrivals

  /// The places at which the sum is least nearby, the best first.
  func minima(_ rows: [SoundRow], _ scene: SoundScene) -> [SoundGroup] {
    var groups: [SoundGroup] = []
    func add(_ state: SoundState) {
      var fit = SoundFit(scene, rows, from: state)
      fit.solve()
      guard fit.state.isFinite, let covariance = fit.covariance() else {
        return
      }
      let isNew = groups.allSatisfy {
        abs($0.fit.state.eastM - fit.state.eastM) + abs($0.fit.state.northM - fit.state.northM)
          > 0.5
      }
      if isNew { groups.append(SoundGroup(rows: rows, fit: fit, covariance: covariance)) }
    }
    for start in scene.starts(rows, count: 3) { add(start) }
    groups.sort { $0.isBetter(than: $1) }
    if let first = groups.first?.fit.state {
      let mirror = scene.mirrored((first.eastM, first.northM), rows)
      add(SoundState(eastM: mirror.0, northM: mirror.1, originS: first.originS))
      groups.sort { $0.isBetter(than: $1) }
    }
    return groups
  }

  // MARK: Consensus

  /// The largest set of arrivals that agree, more than half of them.
  private func consensus(
    _ rows: [SoundRow], _ scene: SoundScene
  ) -> Result<SoundGroup, BangRefusal> {
    let disagree = Result<SoundGroup, BangRefusal>.failure(BangRefusal(reason: .disagree))
    guard rows.count >= 4 else { return disagree }
    let lists = SoundRowsBySensor(rows, sensorCount: scene.sensorNames.count)
    var top = SoundShortlist(countMax: 8)
    for (i, j, k) in Self.triples(rows.count, countMax: settings.triplesMax) {
      for state in scene.closedForm([rows[i], rows[j], rows[k]])
      where state.originS <= rows[i].atS {
        top.offer(scene.hypothesis(state, lists))
      }
    }
    var groups: [SoundGroup] = []
    for hypothesis in top.best {
      guard let group = scene.refined(hypothesis, lists, settings),
        group.freedom >= 1, 2 * group.rows.count > rows.count,
        !groups.contains(where: { $0.rows.map(\.index) == group.rows.map(\.index) })
      else { continue }
      groups.append(group)
    }
    groups.sort { $0.isBetter(than: $1) }
    guard let first = groups.first else { return disagree }
    if groups.count > 1, groups[1].freedom == first.freedom,
      groups[1].fit.badness < first.fit.badness + 9
    {
      return .failure(BangRefusal(reason: .twoSets))
    }
    return .success(first)
  }

  /// All triples, or as many as are allowed, spread evenly.
  private static func triples(_ count: Int, countMax: Int) -> [(Int, Int, Int)] {
    let all = count * (count - 1) * (count - 2) / 6
    let step = max(1, (all + countMax - 1) / max(1, countMax))
    var triples: [(Int, Int, Int)] = []
    var at = 0
    for i in 0..<count {
      for j in (i + 1)..<max(i + 1, count) {
        for k in (j + 1)..<max(j + 1, count) {
          if at % step == 0 { triples.append((i, j, k)) }
          at += 1
        }
      }
    }
    return triples
  }
}

extension BangRefusal: Error {}

/// The best hypotheses with different arrivals.
struct SoundShortlist {
  let countMax: Int
  private(set) var best: [SoundHypothesis] = []

  init(countMax: Int) { self.countMax = countMax }

  mutating func offer(_ hypothesis: SoundHypothesis, rowsLeast: Int = 3) {
    guard hypothesis.rows.count >= rowsLeast else { return }
    if best.count == countMax, let last = best.last, hypothesis.score <= last.score { return }
    let indexes = hypothesis.rows.map(\.index)
    if let same = best.firstIndex(where: { $0.rows.map(\.index) == indexes }) {
      guard hypothesis.score > best[same].score else { return }
      best.remove(at: same)
    }
    let at = best.firstIndex { $0.score < hypothesis.score } ?? best.count
    best.insert(hypothesis, at: at)
    if best.count > countMax { best.removeLast() }
  }
}
