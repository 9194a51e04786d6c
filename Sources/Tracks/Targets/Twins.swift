// Are two tracks one thing?
//
// SPDX-License-Identifier: Apache-2.0

extension Tracker {
  /// Tracks that contend for plots, say the same of place and velocity for a while and are never seen
  /// side by side in one scan are one thing: the older takes the younger in.
  ///
  /// Belief alone is slow here, as each of the two is confirmed by every other plot.
  mutating func uniteTwins(atS timeS: Double) {
    if !work.unions.isEmpty { work.unions.removeAll() }
    var first = 0
    for component in 0..<work.componentEnds.count {
      let end = Int(work.componentEnds[component])
      for place in first..<end {
        for other in (place + 1)..<max(end, place + 1) {
          compare(Int(work.order[place]), Int(work.order[other]), atS: timeS)
        }
      }
      first = end
    }
  }

  private mutating func compare(_ left: Int, _ right: Int, atS timeS: Double) {
    let a = targets.base + Int(work.contenders[left].target)
    let b = targets.base + Int(work.contenders[right].target)
    guard abs(a.pointee.x - b.pointee.x) < Self.twinReachM,
      abs(a.pointee.y - b.pointee.y) < Self.twinReachM,
      a.pointee.isConfirmed, b.pointee.isConfirmed, a.pointee.count > 0, b.pointee.count > 0,
      // A sensor that may well see only one of two says nothing.
      work.contenders[left].detectionProbability > 0.5,
      work.contenders[right].detectionProbability > 0.5
    else { return }
    let (older, younger) = a.pointee.root < b.pointee.root ? (a, b) : (b, a)
    guard isAlike(older, younger), !isAbove(older, younger, atS: timeS),
      !isSeen(left) || !isSeen(right)
    else {
      if younger.pointee.twin == older.pointee.id { younger.pointee.twin = -1 }
      return
    }
    if younger.pointee.twin != older.pointee.id {
      younger.pointee.twin = older.pointee.id
      younger.pointee.twinSinceS = timeS
      younger.pointee.twinScanCount = 0
    }
    younger.pointee.twinScanCount += 1
    if younger.pointee.twinScanCount >= Self.twinScanCountMin,
      timeS - younger.pointee.twinSinceS >= Self.twinDurationS
    {
      if older.pointee.identity < 0 { older.pointee.identity = younger.pointee.identity }
      older.pointee.existence = max(older.pointee.existence, younger.pointee.existence)
      older.pointee.hitTimeS = max(older.pointee.hitTimeS, younger.pointee.hitTimeS)
      younger.pointee.existence = 0
      younger.pointee.isConfirmed = false
      work.unions.append(SIMD2(older.pointee.id, younger.pointee.id))
    }
  }

  static let twinReachM = 200.0
  /// At a detection probability of 0.7, two things side by side are not both seen in eight scans
  /// running once in 200 times.
  static let twinScanCountMin = 8
  static let twinDurationS = 6.0

  /// True where a plot of this scan is more probably the target's than not.
  private mutating func isSeen(_ contender: Int) -> Bool {
    let chosen = work.contenders[contender].chosen
    guard chosen >= 0 else { return false }
    return work.states[Int(chosen)].plot >= 0 && work.states[Int(chosen)].chance > 0.5
  }

  private mutating func isAbove(
    _ left: UnsafeMutablePointer<Target>, _ right: UnsafeMutablePointer<Target>, atS timeS: Double
  ) -> Bool {
    guard measuresAsides else { return false }
    return areAboveEachOther(left - targets.base, right - targets.base, atS: timeS)
  }

  /// Both sure of themselves, at one place with one velocity, and not two things by their own word.
  private mutating func isAlike(
    _ left: UnsafeMutablePointer<Target>, _ right: UnsafeMutablePointer<Target>
  ) -> Bool {
    if left.pointee.identity >= 0, right.pointee.identity >= 0,
      left.pointee.identity != right.pointee.identity
    {
      return false
    }
    let a = hypotheses.base + Int(left.pointee.slots[0])
    let b = hypotheses.base + Int(right.pointee.slots[0])
    // 95 % of things that are one are within 9.5 (chi-square, four degrees of freedom).
    return a.pointee.motion.separation2(from: b.pointee.motion) < 9.5
  }
}
