// Which arrivals belong together? Places made from a few, and who else agrees with them.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// A place with the arrivals that agree with it, at most one a sensor.
struct SoundGroup {
  var rows: [SoundRow]
  var fit: SoundFit
  var covariance: [Double]
  /// Arrivals that fit, but fit another bang as well.
  var ambiguous: [SoundRow] = []

  /// Measurements less place and time.
  var freedom: Int {
    rows.reduce(rows.count - 3) { $0 + ($1.hasBearing ? 1 : 0) } + (fit.scene.hasFlash ? 1 : 0)
  }

  /// Better: more measurements, then the smaller sum.
  func isBetter(than other: SoundGroup) -> Bool {
    if freedom != other.freedom { return freedom > other.freedom }
    if fit.badness != other.fit.badness { return fit.badness < other.fit.badness }
    return rows.map(\.index).lexicographicallyPrecedes(other.rows.map(\.index))
  }

  func isProbable(_ settings: SoundSettings) -> Bool {
    freedom <= 0
      || ChiSquare.upperShare(fit.cost, freedom: freedom) >= settings.chanceLeast
  }
}

enum ChiSquare {
  /// Probability of a sum at least as great, to an eighth of itself where it is above 10⁻³.
  ///
  /// Source: E. B. Wilson and M. M. Hilferty, PNAS 17 (1931) 684.
  static func upperShare(_ sum: Double, freedom: Int) -> Double {
    guard freedom > 0 else { return 1 }
    let share = 2 / (9 * Double(freedom))
    let z = (cbrt(max(0, sum) / Double(freedom)) - (1 - share)) / share.squareRoot()
    return 0.5 * erfc(z / 2.0.squareRoot())
  }
}

/// Arrivals by sensor, in order of time.
struct SoundRowsBySensor {
  let bySensor: [[SoundRow]]

  init(_ rows: [SoundRow], sensorCount: Int) {
    var lists = [[SoundRow]](repeating: [], count: sensorCount)
    for row in rows { lists[row.sensor].append(row) }
    bySensor = lists
  }

  /// The arrival of a sensor that is nearest to a time.
  @inline(__always)
  func nearest(_ sensor: Int, atS: Double) -> SoundRow? {
    let list = bySensor[sensor]
    guard !list.isEmpty else { return nil }
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].atS < atS { low = middle + 1 } else { high = middle }
    }
    if low == list.count { return list[low - 1] }
    if low == 0 { return list[0] }
    return atS - list[low - 1].atS <= list[low].atS - atS ? list[low - 1] : list[low]
  }
}

/// A place that a few arrivals make, with those that may agree.
struct SoundHypothesis {
  let state: SoundState
  let rows: [SoundRow]
  /// Sum over the arrivals of 1 less the squared part of the tolerance.
  let score: Double
}

extension SoundScene {
  /// Who agrees with a place, loosely: what a small group says of the others' times has the errors
  /// of the air and of its own geometry in it.
  func hypothesis(_ state: SoundState, _ lists: SoundRowsBySensor) -> SoundHypothesis {
    let wind = air.wind
    let relative =
      2 * (air.speedSigmaMPerS + air.windSigmaMPerS + air.pathSigmaMPerS) / air.speedMPerS
    var rows: [SoundRow] = []
    var score = 0.0
    for sensor in lists.bySensor.indices {
      guard let place = lists.bySensor[sensor].first else { continue }
      let travelS = SoundAir.travelS(
        place.eastM - state.eastM, place.northM - state.northM, place.upM - sourceHeightM,
        speed: air.speedMPerS, wind.eastMPerS, wind.northMPerS)
      guard let row = lists.nearest(sensor, atS: state.originS + travelS) else { continue }
      let toleranceS = 3 * row.sigmaS + 0.05 + relative * min(travelS, 10)
      let off = (row.atS - state.originS - travelS) / toleranceS
      guard abs(off) < 1 else { continue }
      if row.hasBearing {
        let bearing = atan2(state.eastM - row.eastM, state.northM - row.northM)
        let turn = (row.bearingRad - bearing).remainder(dividingBy: 2 * .pi)
        guard abs(turn) < 4 * row.bearingSigmaRad + 0.06 else { continue }
        score += 0.5
      }
      rows.append(row)
      score += 1 - off * off / 2
    }
    return SoundHypothesis(state: state, rows: rows, score: score)
  }

  /// Makes the place of a hypothesis exact: drops the worst arrival while one lies outside the gate,
  /// then takes in what agrees.
  func refined(
    _ hypothesis: SoundHypothesis, _ lists: SoundRowsBySensor, _ settings: SoundSettings
  ) -> SoundGroup? {
    let gateSigma = settings.gateSigma
    var rows = hypothesis.rows
    var state = hypothesis.state
    var best: SoundGroup?
    for _ in 0..<(2 * rows.count + 6) {
      guard rows.count >= 2 else { return best }
      var fit = SoundFit(self, rows, from: state)
      fit.solve()
      guard let covariance = fit.covariance() else { return best }
      state = fit.state
      let group = SoundGroup(rows: rows, fit: fit, covariance: covariance)
      if let worst = group.worst(beyond: gateSigma) {
        rows.remove(at: worst)
        continue
      }
      guard group.isProbable(settings) else {
        guard group.freedom > 0, let worst = group.worst(beyond: 0) else { return best }
        rows.remove(at: worst)
        continue
      }
      if let known = best, !group.isBetter(than: known) { return known }
      best = group
      let next = group.joined(lists, gateSigma: gateSigma)
      if next.map(\.index) == rows.map(\.index) { return best }
      rows = next
    }
    return best
  }
}

extension SoundGroup {
  /// The arrival that agrees least, where one lies beyond the gate.
  func worst(beyond gateSigma: Double) -> Int? {
    var worst: (index: Int, sigmas: Double)?
    for index in rows.indices {
      let sigmas = fit.innovation(rows[index], covariance, isUsed: true).sigmas
      if sigmas > max(gateSigma, worst?.sigmas ?? 0) { worst = (index, sigmas) }
    }
    return worst?.index
  }

  /// Its own arrivals, and those of other sensors that lie within the gate.
  fileprivate func joined(_ lists: SoundRowsBySensor, gateSigma: Double) -> [SoundRow] {
    var joined = rows
    for sensor in lists.bySensor.indices {
      guard let place = lists.bySensor[sensor].first,
        !rows.contains(where: { $0.sensor == sensor })
      else { continue }
      let expectedS = fit.state.originS + fit.travel(place, fit.state).travelS
      guard let row = lists.nearest(sensor, atS: expectedS),
        fit.innovation(row, covariance, isUsed: false).sigmas <= gateSigma
      else { continue }
      joined.append(row)
    }
    return joined.sorted { $0.index < $1.index }
  }
}
