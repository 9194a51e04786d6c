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
    /// Of the neighbours: their weight, and how much of it goes the same way.
    var around = 0.0
    var alike = 0.0
  }

  var members = Run<Member>()
  /// The members from west to east.
  private(set) var sorted = Run<Member>()
  private var strips = Run<Int32>()
  private var starts = Run<Int32>()

  /// Sorts them by east, so that neighbours stand near each other: into strips by counting, and what is
  /// in one strip by insertion.
  mutating func sort() {
    let count = members.count
    var west = Double.infinity
    var east = -Double.infinity
    for index in 0..<count {
      west = min(west, members[index].x)
      east = max(east, members[index].x)
    }
    let stripsPerM = Double(count) / max(east - west, 1)
    strips.fill(0, count: count)
    starts.fill(0, count: count + 1)
    for index in 0..<count {
      let strip = min(count - 1, Int((members[index].x - west) * stripsPerM))
      strips[index] = Int32(strip)
      starts[strip + 1] += 1
    }
    for strip in 0..<count { starts[strip + 1] += starts[strip] }
    sorted.fill(members[0], count: count)
    for index in 0..<count {
      let strip = Int(strips[index])
      sorted[Int(starts[strip])] = members[index]
      starts[strip] += 1
    }
    for index in 1..<count where Self.isBefore(sorted[index], sorted[index - 1]) {
      let member = sorted[index]
      var place = index
      while place > 0 && Self.isBefore(member, sorted[place - 1]) {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = member
    }
  }

  @inline(__always)
  private static func isBefore(_ left: Member, _ right: Member) -> Bool {
    left.x == right.x ? left.slot < right.slot : left.x < right.x
  }
}

extension Tracker {
  /// Vehicles in a column go with one velocity, and a column that is seen for the first time can be
  /// read in many ways, each vehicle's plot being followed by its neighbour's. Of these the one in
  /// which all go the same way is the likelier. Each hypothesis gets a factor: the density of its
  /// velocity among those of its neighbours beside that of anything.
  mutating func weighColumns() {
    guard settings.columnShare > 0 else { return }
    gatherMembers()
    guard work.columns.members.count > 1 else { return }
    work.columns.sort()
    compareNeighbours()
    for index in 0..<work.columns.sorted.count { weigh(work.columns.sorted.base + index) }
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
        let motion = UnsafePointer(hypothesis).pointer(to: \.motion)!
        let lane = motion.pointee.share.indexOfMax
        work.columns.members.append(
          Columns.Member(
            slot: slot, contender: Int32(index), x: motion.pointee.meanX, y: motion.pointee.meanY,
            vx: motion.pointee.meanVX, vy: motion.pointee.meanVY, uu: motion.pointee.uu[lane],
            uv: motion.pointee.uv[lane], vv: motion.pointee.vv[lane],
            weight: hypothesis.pointee.chance * hypothesis.pointee.existence))
      }
    }
  }

  /// Each pair of neighbours once.
  private mutating func compareNeighbours() {
    let members = work.columns.sorted.base
    let reachM = settings.columnReachM
    for index in 0..<work.columns.sorted.count {
      var place = index - 1
      while place >= 0, members[index].x - members[place].x < reachM {
        let isApart =
          members[place].contender == members[index].contender
          || abs(members[place].y - members[index].y) >= reachM
        if !isApart { compare(members + index, members + place) }
        place -= 1
      }
    }
  }

  @inline(__always)
  private mutating func compare(
    _ member: UnsafeMutablePointer<Columns.Member>, _ other: UnsafeMutablePointer<Columns.Member>
  ) {
    if sharesHit(
      hypotheses.base + Int(member.pointee.slot), hypotheses.base + Int(other.pointee.slot))
    {
      return
    }
    member.pointee.around += other.pointee.weight
    other.pointee.around += member.pointee.weight
    let slack = settings.columnSigmaMPS * settings.columnSigmaMPS
    let a = member.pointee.uu + other.pointee.uu + slack
    let b = member.pointee.uv + other.pointee.uv
    let d = member.pointee.vv + other.pointee.vv + slack
    let determinant = a * d - b * b
    let e = member.pointee.vx - other.pointee.vx
    let f = member.pointee.vy - other.pointee.vy
    let far = (d * e * e - 2 * b * e * f + a * f * f) / determinant
    guard far < 30 else { return }
    let likeness = TrackMath.exponential(-0.5 * far)
    let root = determinant.squareRoot()
    member.pointee.alike += other.pointee.weight * likeness / root
    other.pointee.alike += member.pointee.weight * likeness / root
  }

  private mutating func weigh(_ member: UnsafeMutablePointer<Columns.Member>) {
    let own = hypotheses.base + Int(member.pointee.slot)
    own.pointee.columnFactor = 1
    guard member.pointee.around > 0.5 else { return }
    let anything = speed.varianceM2S2
    let vx = member.pointee.vx
    let vy = member.pointee.vy
    let a = member.pointee.uu + anything
    let b = member.pointee.uv
    let d = member.pointee.vv + anything
    let determinant = a * d - b * b
    let far = (d * vx * vx - 2 * b * vx * vy + a * vy * vy) / determinant
    let alone = TrackMath.exponential(-0.5 * far) / determinant.squareRoot()
    own.pointee.columnFactor =
      (1 - settings.columnShare)
      + settings.columnShare * member.pointee.alike / member.pointee.around / alone
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
