// How long can a force of this size be kept up before somebody is missing?
//
// SPDX-License-Identifier: Apache-2.0

/// The cycle of a unit: deployed, back, preparing, deployed again. All times are months.
public struct RotationCycle: Hashable, Sendable {
  /// Months in place, hand-over included.
  public let tourMonths: Double
  /// Months between the end of a tour and the beginning of the next one.
  public let awayMonths: Double
  /// Months at the beginning of a tour in which the unit before is still there.
  public let handOverMonths: Double

  /// - Precondition: `tourMonths > handOverMonths >= 0`, `awayMonths >= 0`.
  public init(tourMonths: Double, awayMonths: Double, handOverMonths: Double = 0) {
    precondition(tourMonths > handOverMonths && handOverMonths >= 0 && awayMonths >= 0)
    self.tourMonths = tourMonths
    self.awayMonths = awayMonths
    self.handOverMonths = handOverMonths
  }

  /// One of so many thirds, quarters, fifths is deployed: 1:3 is one deployed, one preparing, one
  /// recovering.
  public init(oneIn parts: Double, tourMonths: Double) {
    self.init(tourMonths: tourMonths, awayMonths: (parts - 1) * tourMonths)
  }

  /// Months that a tour holds the post alone: what it moves the force on by.
  public var ownMonths: Double { tourMonths - handOverMonths }

  /// Contingents that keep one post filled for ever: the least whole number g with
  /// `g × own months >= tour + away months`.
  public var contingents: Int {
    max(1, Int(((tourMonths + awayMonths) / ownMonths - 1e-9).rounded(.up)))
  }
}

/// What a pool of people can keep deployed.
public struct RotationCheck: Hashable, Sendable {
  /// Whole contingents in the pool.
  public let contingents: Int
  /// Contingents that it takes for ever.
  public let needed: Int
  /// Months until the first day without a contingent, or without the hand-over that the cycle asks
  /// for; nil where that day never comes.
  public let monthsToFirstGap: Double?
  /// The most people that the pool keeps deployed for ever.
  public let sustainablePeople: Double
  /// People that the pool lacks to keep the force up for ever.
  public let missingPeople: Double

  /// - Parameters:
  ///   - deployed: people in place at any time, more than 0.
  ///   - pool: people that may be sent, those in place included.
  public init(deployed: Double, pool: Double, cycle: RotationCycle) {
    contingents = max(0, Int((min(pool / deployed, 1e6) + 1e-9).rounded(.down)))
    needed = cycle.contingents
    monthsToFirstGap =
      contingents >= needed ? nil : Self.gap(after: contingents, cycle)
    sustainablePeople = pool / Double(needed)
    missingPeople = max(0, deployed * Double(needed) - pool)
  }

  /// Each contingent holds the post for its own months; the last one for its whole tour, as nobody
  /// comes. The first one is back after its time away, perhaps too late for a hand-over only.
  private static func gap(after contingents: Int, _ cycle: RotationCycle) -> Double {
    guard contingents > 0 else { return 0 }
    let end = Double(contingents - 1) * cycle.ownMonths + cycle.tourMonths
    let isBack = cycle.tourMonths + cycle.awayMonths <= end
    return isBack ? Double(contingents) * cycle.ownMonths : end
  }
}

/// The same over ranges: the worst case has the most deployed and the smallest pool.
public struct RotationRange: Hashable, Sendable {
  public let worst: RotationCheck
  public let likely: RotationCheck
  public let best: RotationCheck

  public init(deployed: Estimate, pool: Estimate, cycle: RotationCycle) {
    worst = RotationCheck(deployed: deployed.high, pool: pool.low, cycle: cycle)
    likely = RotationCheck(deployed: deployed.likely, pool: pool.likely, cycle: cycle)
    best = RotationCheck(deployed: deployed.low, pool: pool.high, cycle: cycle)
  }
}
