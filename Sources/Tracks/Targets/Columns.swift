// Do things near each other go the same way?
//
// SPDX-License-Identifier: Apache-2.0

/// Hypotheses that may say something of their neighbours' velocities.
struct Columns: Sendable {
  struct Member: BitwiseCopyable {
    let slot: Int32
    let contender: Int32
    let x: Double
    let y: Double
    let vx: Double
    let vy: Double
    // Covariance of the velocity.
    let uu: Double
    let uv: Double
    let vv: Double
    let weight: Double
  }

  var members = Run<Member>()
}

extension Tracker {
  /// Vehicles in a column go with one velocity, and a column that is seen for the first time can be
  /// read in many ways, each vehicle's plot being followed by its neighbour's. Of these the one in
  /// which all go the same way is the likelier. Each hypothesis gets a factor: the density of its
  /// velocity among those of its neighbours beside that of anything.
  mutating func weighColumns() {
    guard settings.columnShare > 0 else { return }
    gatherMembers()
    let count = work.columns.members.count
    guard count > 1 else { return }
    sortMembers()
    for index in 0..<count { weigh(index) }
  }

  private mutating func gatherMembers() {
    work.columns.members.removeAll()
    for index in 0..<work.contenders.count {
      let target = targets.base + Int(work.contenders[index].target)
      if target.pointee.existence < 0.05 { continue }
      for place in 0..<target.pointee.count {
        let slot = target.pointee.slots[place]
        let hypothesis = hypotheses.base + Int(slot)
        if hypothesis.pointee.hitTotal < 3 { continue }
        // An improbable one keeps the factor that it had.
        if hypothesis.pointee.chance * target.pointee.existence < 0.02 { continue }
        let motion = hypothesis.pointee.motion
        let lane = motion.share.indexOfMax
        work.columns.members.append(
          Columns.Member(
            slot: slot, contender: Int32(index), x: motion.meanX, y: motion.meanY,
            vx: motion.meanVX, vy: motion.meanVY, uu: motion.uu[lane], uv: motion.uv[lane],
            vv: motion.vv[lane], weight: hypothesis.pointee.chance * hypothesis.pointee.existence))
      }
    }
  }

  /// Sorts them by east, so that neighbours stand near each other.
  private mutating func sortMembers() {
    work.columns.members.sort { left, right in
      left.x == right.x ? left.slot < right.slot : left.x < right.x
    }
  }

  private mutating func weigh(_ index: Int) {
    let member = work.columns.members[index]
    let own = hypotheses.base + Int(member.slot)
    let slack = settings.columnSigmaMPS * settings.columnSigmaMPS
    var sum = 0.0
    var weight = 0.0
    func compare(_ other: Columns.Member) {
      if other.contender == member.contender { return }
      if abs(other.y - member.y) >= settings.columnReachM { return }
      if sharesHit(own, hypotheses.base + Int(other.slot)) { return }
      weight += other.weight
      let a = member.uu + other.uu + slack
      let b = member.uv + other.uv
      let d = member.vv + other.vv + slack
      let determinant = a * d - b * b
      let e = member.vx - other.vx
      let f = member.vy - other.vy
      let far = (d * e * e - 2 * b * e * f + a * f * f) / determinant
      if far < 30 {
        sum += other.weight * TrackMath.exponential(-0.5 * far) / determinant.squareRoot()
      }
    }
    var place = index - 1
    while place >= 0, member.x - work.columns.members[place].x < settings.columnReachM {
      compare(work.columns.members[place])
      place -= 1
    }
    place = index + 1
    while place < work.columns.members.count,
      work.columns.members[place].x - member.x < settings.columnReachM
    {
      compare(work.columns.members[place])
      place += 1
    }
    own.pointee.columnFactor = 1
    guard weight > 0.5 else { return }
    let anything = speed.varianceM2S2
    let a = member.uu + anything
    let d = member.vv + anything
    let determinant = a * d - member.uv * member.uv
    let far =
      (d * member.vx * member.vx - 2 * member.uv * member.vx * member.vy
        + a * member.vy * member.vy) / determinant
    let alone = TrackMath.exponential(-0.5 * far) / determinant.squareRoot()
    own.pointee.columnFactor =
      (1 - settings.columnShare) + settings.columnShare * sum / weight / alone
  }

  /// Hypotheses that share a plot are of one thing, or exclude each other.
  @inline(__always)
  private mutating func sharesHit(
    _ left: UnsafeMutablePointer<Hypothesis>, _ right: UnsafeMutablePointer<Hypothesis>
  ) -> Bool {
    for index in 0..<Int(min(left.pointee.hitCount, 4)) {
      for place in 0..<Int(min(right.pointee.hitCount, 4))
      where left.pointee.hits[index] == right.pointee.hits[place] {
        return true
      }
    }
    return false
  }
}
