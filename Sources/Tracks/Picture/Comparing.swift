// Are two sources' tracks of one thing? Compared once a second, joined and parted with reasons.
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// Two sources by their serial numbers, the smaller first.
struct SourcePair: Hashable, Sendable {
  let first: Int
  let second: Int
}

/// How well two sources have agreed.
struct PairScore: Sendable {
  var score = 0
  var distance2 = 0.0
  var comparedS = -Double.infinity
}

extension FollowState {
  /// 99 % of a chi-square with four degrees of freedom, and once in 20,000.
  private static let agree2 = 13.28
  private static let disagree2 = 25.0
  private static let joinScore = 4
  private static let partScore = -3
  private static let cellM = 5_000.0
  /// More than a turn of a slow radar.
  private static let sameTimeMs: Int64 = 15_000

  private struct Cell: Hashable {
    let x: Int
    let y: Int
  }

  mutating func compare(atS timeS: Double, into outcome: inout PictureOutcome) {
    let fresh = sources.indices.filter { index in
      guard let lastS = sources[index]?.timeS else { return false }
      return timeS - lastS < sources[index]?.breakS(settings) ?? 0
    }
    let seekers = fresh.filter { isSeeking($0) }
    guard !seekers.isEmpty, fresh.count > 1 else { return }
    var cells: [Cell: [Int]] = [:]
    for index in fresh { cells[cell(index), default: []].append(index) }
    var agreeing: [(seeker: Int, others: [Int])] = []
    for seeker in seekers {
      let own = cell(seeker)
      var near: [Int] = []
      for x in own.x - 1...own.x + 1 {
        for y in own.y - 1...own.y + 1 { near += cells[Cell(x: x, y: y)] ?? [] }
      }
      near.sort()
      for other in near { weigh(seeker, other, atS: timeS) }
      let others = near.filter { score(seeker, $0)?.score ?? 0 >= Self.joinScore }
      if !others.isEmpty { agreeing.append((seeker, others)) }
    }
    part(seekers, atS: timeS, into: &outcome)
    for (seeker, others) in agreeing { join(seeker, among: others, atS: timeS, into: &outcome) }
    if Int(timeS) % 64 == 0 {
      let living = Set(sources.compactMap { $0?.serial })
      pairs = pairs.filter { living.contains($0.key.first) && living.contains($0.key.second) }
    }
  }

  /// Two places of one name that agree after all are one: a first plot of a radar that is not known yet
  /// may have lain too far off.
  mutating func uniteSites(atS timeS: Double, into outcome: inout PictureOutcome) {
    for places in splitSites() {
      for (index, other) in zip(places, places.dropFirst()) {
        guard let left = sources[index], let right = sources[other],
          timeS - left.timeS < left.breakS(settings), timeS - right.timeS < right.breakS(settings),
          left.reportCount > 4, right.reportCount > 4
        else { continue }
        let pair = SourcePair(
          first: min(left.serial, right.serial), second: max(left.serial, right.serial))
        var known = pairs[pair] ?? PairScore()
        guard left.timeS > known.comparedS || right.timeS > known.comparedS else { continue }
        var first = left
        var second = right
        first.motion.advance(byS: timeS - left.timeS, .general)
        second.motion.advance(byS: timeS - right.timeS, .general)
        known.comparedS = timeS
        known.distance2 = first.estimate.distance2(from: second.estimate)
        known.score = known.distance2 < Self.agree2 ? known.score + 1 : 0
        pairs[pair] = known
        if known.score >= Self.joinScore {
          absorb(index, other, distance2: known.distance2, atS: timeS, into: &outcome)
          break
        }
      }
    }
  }

  /// Makes one source of two: it goes on under the id of the older, with the filter that has seen more.
  private mutating func absorb(
    _ left: Int, _ right: Int, distance2: Double, atS timeS: Double,
    into outcome: inout PictureOutcome
  ) {
    guard let a = sources[left], let b = sources[right] else { return }
    let isLeftOlder = (a.bornAtMs, a.birth) < (b.bornAtMs, b.birth)
    let (stays, goes) = isLeftOlder ? (left, right) : (right, left)
    guard let gone = sources[goes] else { return }
    sources[stays]?.absorb(gone)
    guard let system = sources[stays]?.system else { return }
    if gone.system != system {
      let join = TrackJoin(
        atMs: Int64(timeS * 1_000), change: .joined, track: SystemTrack.text(systems[system].id),
        other: SystemTrack.text(systems[gone.system].id), distance2: distance2)
      let moved = systems[gone.system].members.filter { $0 != goes }
      for member in moved { sources[member]?.system = system }
      systems[system].members += moved
      systems[gone.system].members = [goes]
      systems[system].note(join)
      outcome.joins.append(join)
    }
    remove(goes)
  }

  /// What a thing sends of itself is bound by its name; the others look for whose they are.
  private func isSeeking(_ index: Int) -> Bool {
    switch sources[index]?.binding {
    case nil, .named: false
    default: true
    }
  }

  private func cell(_ index: Int) -> Cell {
    Cell(
      x: Int(((sources[index]?.motion.meanX ?? 0) / Self.cellM).rounded(.down)),
      y: Int(((sources[index]?.motion.meanY ?? 0) / Self.cellM).rounded(.down)))
  }

  /// A sensor that tells two things apart at one time says that there are two; two names are two things.
  private func mayBeOne(_ left: SourceTrack, _ right: SourceTrack) -> Bool {
    if let a = left.name, let b = right.name {
      if a == b { return true }
      if a.scheme == b.scheme { return false }
    }
    return !left.uses.contains { use in
      right.uses.contains {
        $0.sensor == use.sensor && abs($0.lastMs - use.lastMs) < Self.sameTimeMs
      }
    }
  }

  private mutating func weigh(_ seeker: Int, _ other: Int, atS timeS: Double) {
    guard seeker != other, let serial = sources[seeker]?.serial,
      let otherSerial = sources[other]?.serial,
      // Two that both seek are weighed once.
      !isSeeking(other) || serial < otherSerial
    else { return }
    let pair = SourcePair(first: min(serial, otherSerial), second: max(serial, otherSerial))
    var known = pairs[pair] ?? PairScore()
    // Only what both have reported anew says anything anew.
    guard let lastS = sources[seeker]?.timeS, lastS > known.comparedS,
      let otherLastS = sources[other]?.timeS, otherLastS > known.comparedS,
      let left = sources[seeker], let right = sources[other],
      left.reportCount > 1 || left.isSensorTrackSource, right.reportCount > 1,
      mayBeOne(left, right)
    else { return }
    var first = left
    var second = right
    first.motion.advance(byS: timeS - left.timeS, .general)
    second.motion.advance(byS: timeS - right.timeS, .general)
    let distance2 = first.estimate.distance2(from: second.estimate)
    known.comparedS = timeS
    known.distance2 = distance2
    if distance2 < Self.agree2 {
      known.score = min(8, known.score + 1)
    } else if distance2 > Self.disagree2 {
      known.score = max(-8, known.score - 2)
    }
    if known.score != 0 || pairs[pair] != nil { pairs[pair] = known }
  }

  private func score(_ left: Int, _ right: Int) -> PairScore? {
    guard let a = sources[left]?.serial, let b = sources[right]?.serial else { return nil }
    return pairs[SourcePair(first: min(a, b), second: max(a, b))]
  }

  private mutating func join(
    _ seeker: Int, among others: [Int], atS timeS: Double, into outcome: inout PictureOutcome
  ) {
    guard let own = sources[seeker] else { return }
    var best = -1
    var best2 = Double.infinity
    var next2 = Double.infinity
    for other in others {
      guard let source = sources[other], source.system != own.system,
        let known = score(seeker, other), known.score >= Self.joinScore
      else { continue }
      if known.distance2 < best2 {
        if best >= 0, sources[best]?.system != source.system { next2 = best2 }
        best = other
        best2 = known.distance2
      } else if sources[best]?.system != source.system {
        next2 = min(next2, known.distance2)
      }
    }
    // Two that fit about equally well: it is left open.
    guard best >= 0, next2 - best2 > 4, let other = sources[best] else { return }
    unite(own.system, other.system, distance2: best2, atS: timeS, into: &outcome)
  }

  /// Whom a track is named after: what sends its name, then what is older.
  private func leads(_ left: Int, _ right: Int) -> Bool {
    guard let a = sources[left], let b = sources[right] else { return sources[left] != nil }
    if isSeeking(left) != isSeeking(right) { return !isSeeking(left) }
    if a.bornAtMs != b.bornAtMs { return a.bornAtMs < b.bornAtMs }
    return a.birth < b.birth
  }

  private mutating func unite(
    _ left: Int, _ right: Int, distance2: Double, atS timeS: Double,
    into outcome: inout PictureOutcome
  ) {
    // All sources of both must be able to be of one thing.
    for a in systems[left].members {
      for b in systems[right].members {
        guard let first = sources[a], let second = sources[b], mayBeOne(first, second) else {
          return
        }
      }
    }
    let members = (systems[left].members + systems[right].members).sorted { leads($0, $1) }
    let stays = systems[left].members.contains(members[0]) ? left : right
    let goes = stays == left ? right : left
    let join = TrackJoin(
      atMs: Int64(timeS * 1_000), change: .joined, track: SystemTrack.text(systems[stays].id),
      other: SystemTrack.text(systems[goes].id), distance2: distance2)
    systems[stays].members = members
    systems[stays].note(join)
    for member in systems[goes].members { sources[member]?.system = stays }
    if systems[stays].trail.isEmpty
      || systems[goes].trail.first.map({
        $0.atMs < systems[stays].trail[0].atMs
      }) == true
    {
      // The way before they were known to be one is that of the one seen first.
      let firstMs = systems[stays].trail.first?.atMs ?? .max
      let earlier = systems[goes].trail.filter { $0.atMs < firstMs }
      systems[stays].trail = (earlier + systems[stays].trail).suffix(SystemTrack.trailCountMax)
    }
    release(goes)
    outcome.joins.append(join)
  }

  /// Takes sources out of tracks with which they no longer agree.
  private mutating func part(
    _ seekers: [Int], atS timeS: Double, into outcome: inout PictureOutcome
  ) {
    for seeker in seekers {
      guard let own = sources[seeker], systems[own.system].members.count > 1 else { continue }
      let others = systems[own.system].members.filter { $0 != seeker }
      let scores = others.compactMap { score(seeker, $0) }
      guard let against = scores.first(where: { $0.score <= Self.partScore })
      else { continue }
      let system = own.system
      systems[system].members = others
      let alone = newSystem(seeker, id: own.birth)
      sources[seeker]?.system = alone
      if systems[system].id == own.birth, let leader = others.first.flatMap({ sources[$0] }) {
        systems[system].id = leader.birth
      }
      let join = TrackJoin(
        atMs: Int64(timeS * 1_000), change: .parted, track: SystemTrack.text(systems[system].id),
        other: SystemTrack.text(own.birth), distance2: against.distance2)
      systems[system].note(join)
      systems[alone].note(join)
      outcome.joins.append(join)
    }
  }
}
