// Which group of arrivals is the best, and which is the next best without it?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// The search for groups among the arrivals of some minutes.
struct SoundSearch {
  let locator: SoundLocator
  private let scene: SoundScene
  private var isClaimed: [Bool]
  /// For each sensor: the others, nearest first, with the longest time between them.
  private var neighbours: [[(sensor: Int, mostS: Double)]] = []
  private var places: [SoundRow?]
  private(set) var lists: SoundRowsBySensor
  /// All arrivals, of groups that were found too.
  let heard: SoundRowsBySensor
  static let nearbyS = 5.0

  init(_ locator: SoundLocator, _ scene: SoundScene) {
    self.locator = locator
    self.scene = scene
    isClaimed = scene.rows.map { $0.wave == .shockWave }
    lists = SoundRowsBySensor(
      scene.rows.filter { $0.wave != .shockWave }, sensorCount: scene.sensorNames.count)
    places = lists.bySensor.map(\.first)
    heard = lists
    neighbours = scene.sensorNames.indices.map { near($0) }
  }

  private func near(_ sensor: Int) -> [(sensor: Int, mostS: Double)] {
    guard let place = places[sensor] else { return [] }
    var list: [(sensor: Int, mostS: Double, lengthM: Double)] = []
    for other in places {
      guard let other, other.sensor != sensor else { continue }
      let east = other.eastM - place.eastM
      let north = other.northM - place.northM
      let lengthM = (east * east + north * north).squareRoot()
      guard lengthM <= locator.settings.baselineMaxM else { continue }
      list.append((other.sensor, lengthM / scene.air.leastMPerS, lengthM))
    }
    list.sort { ($0.lengthM, $0.sensor) < ($1.lengthM, $1.sensor) }
    return list.map { ($0.sensor, $0.mostS) }
  }

  /// The groups, the best first; no arrival is of two.
  mutating func groups() -> [SoundGroup] {
    var found: [SoundGroup] = []
    var waiting: [Int: SoundGroup] = [:]
    for seed in scene.rows.indices { waiting[seed] = bestGroup(seed) }
    while let (seed, group) = best(of: waiting) {
      if group.rows.contains(where: { isClaimed[$0.index] }) {
        waiting[seed] = isClaimed[seed] ? nil : bestGroup(seed)
        continue
      }
      found.append(group)
      for row in group.rows {
        isClaimed[row.index] = true
        waiting[row.index] = nil
      }
      lists = SoundRowsBySensor(
        scene.rows.filter { !isClaimed[$0.index] }, sensorCount: scene.sensorNames.count)
    }
    return found.indices.map { withDoubt(withoutAmbiguous(found[$0], at: $0, found)) }
  }

  /// Leaves out arrivals that may as well be of another bang, or another of the same sensor in their
  /// stead, where enough stay: taking the nearer one would pull the place without its error showing it.
  private func withoutAmbiguous(_ group: SoundGroup, at: Int, _ all: [SoundGroup]) -> SoundGroup {
    let gateSigma = locator.settings.gateSigma
    let ambiguous = group.rows.filter { row in
      let isContested = scene.rows.contains {
        $0.sensor == row.sensor && $0.index != row.index && $0.wave != .shockWave
          && group.fit.innovation($0, group.covariance, isUsed: false).sigmas <= gateSigma
      }
      if isContested { return true }
      return all.indices.contains { index in
        index != at && !all[index].rows.contains { $0.sensor == row.sensor }
          && all[index].fit.innovation(row, all[index].covariance, isUsed: false).sigmas
            <= gateSigma
      }
    }
    guard !ambiguous.isEmpty else { return group }
    let indexes = Set(ambiguous.map(\.index))
    let rows = group.rows.filter { !indexes.contains($0.index) }
    guard rows.count >= 4 else { return group }
    var fit = SoundFit(scene, rows, from: group.fit.state)
    fit.solve()
    guard let covariance = fit.covariance() else { return group }
    return SoundGroup(rows: rows, fit: fit, covariance: covariance, ambiguous: ambiguous)
  }

  private func best(of waiting: [Int: SoundGroup]) -> (Int, SoundGroup)? {
    var best: (Int, SoundGroup)?
    for (seed, group) in waiting {
      guard let known = best else {
        best = (seed, group)
        continue
      }
      if group.isBetter(than: known.1) || (!known.1.isBetter(than: group) && seed < known.0) {
        best = (seed, group)
      }
    }
    return best
  }

  /// The best group that begins with an arrival: what came before has its own turn.
  private func bestGroup(_ seed: Int) -> SoundGroup? {
    let row = scene.rows[seed]
    guard !isClaimed[seed] else { return nil }
    var top = SoundShortlist(countMax: 4)
    var tried = 0
    offerPairs(row, &top)
    let near = neighbours[row.sensor].prefix(10)
    outer: for second in 1..<max(1, near.count) {
      for first in 0..<second {
        let (a, b) = (near[near.startIndex + first], near[near.startIndex + second])
        for one in arrivals(after: row, a) {
          for other in arrivals(after: row, b) where arePossible(one, other) {
            tried += 1
            if tried > locator.settings.triplesMax { break outer }
            for state in scene.closedForm([row, one, other]) where state.originS <= row.atS {
              top.offer(scene.hypothesis(state, lists))
            }
          }
        }
      }
    }
    var best: SoundGroup?
    for hypothesis in top.best {
      guard
        let group = scene.refined(hypothesis, lists, locator.settings),
        group.freedom >= 1, isBeyondChance(group, triedCount: tried)
      else { continue }
      if best.map({ group.isBetter(than: $0) }) ?? true { best = group }
    }
    return best
  }

  /// Two sensors with bearings, where they cross.
  private func offerPairs(_ row: SoundRow, _ top: inout SoundShortlist) {
    guard row.hasBearing else { return }
    for near in neighbours[row.sensor].prefix(10) {
      for other in arrivals(after: row, near) where other.hasBearing {
        let turn = sin(other.bearingRad - row.bearingRad)
        guard abs(turn) > 0.02 else { continue }
        let east = other.eastM - row.eastM
        let north = other.northM - row.northM
        let alongM =
          (east * cos(other.bearingRad) - north * sin(other.bearingRad)) / -turn
        guard alongM > 0, alongM < locator.settings.rangeMaxM else { continue }
        let state = SoundState(
          eastM: row.eastM + alongM * sin(row.bearingRad),
          northM: row.northM + alongM * cos(row.bearingRad),
          originS: row.atS - alongM / scene.air.speedMPerS)
        top.offer(scene.hypothesis(state, lists), rowsLeast: 2)
      }
    }
  }

  /// Arrivals of a neighbour that can be of the same bang and came after.
  private func arrivals(after row: SoundRow, _ near: (sensor: Int, mostS: Double)) -> [SoundRow] {
    lists.bySensor[near.sensor].filter {
      $0.index > row.index && $0.atS - row.atS <= near.mostS + 4 * (row.sigmaS + $0.sigmaS)
    }
  }

  private func arePossible(_ one: SoundRow, _ other: SoundRow) -> Bool {
    let east = one.eastM - other.eastM
    let north = one.northM - other.northM
    let mostS = (east * east + north * north).squareRoot() / scene.air.leastMPerS
    return abs(one.atS - other.atS) <= mostS + 4 * (one.sigmaS + other.sigmaS)
  }
}
