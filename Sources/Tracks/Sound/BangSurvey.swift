// Which bangs are in a heap of arrivals from many sensors?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// The bangs found, in order of time, and the arrivals of none.
public struct BangSurvey: Hashable, Sendable {
  public var bangs: [BangLocation]
  public var unplaced: [BangRejection]

  public init(bangs: [BangLocation] = [], unplaced: [BangRejection] = []) {
    self.bangs = bangs
    self.unplaced = unplaced
  }
}

extension SoundLocator {
  /// How far apart the arrivals of one bang can be.
  var reachMs: Double { settings.baselineMaxM / air.leastMPerS * 1_000 + 2_000 }

  /// Tells the bangs in a heap of arrivals apart and locates each.
  ///
  /// Arrivals can be of one bang where they lie no farther apart in time than sound takes between
  /// their sensors. From each arrival on, places are made from it and two more; the place with which
  /// most sensors agree is taken first, and its arrivals are of it alone. A group counts only where
  /// chance would hardly have made it from as many arrivals (a contrario; A. Desolneux, L. Moisan,
  /// J.-M. Morel, Int. J. Computer Vision 40 (2000) 7). Minutes are looked at one after the other, each
  /// with what follows within reach, so the work grows with the number of arrivals and not faster.
  ///
  /// - Throws: `SoundFault` naming the arrival or value that cannot be used.
  public func survey(_ arrivals: [SoundArrival]) throws(SoundFault) -> BangSurvey {
    if let fault = air.fault ?? arrivals.fault() { throw fault }
    let sorted = arrivals.sorted { $0.precedes($1) }
    var survey = BangSurvey()
    var claimed = [Bool](repeating: false, count: sorted.count)
    var first = 0
    while first < sorted.count {
      let minute = SoundMinute(sorted[first].atMs)
      var next = first
      while next < sorted.count, SoundMinute(sorted[next].atMs) == minute { next += 1 }
      var end = next
      while end < sorted.count, sorted[end].atMs <= minute.untilMs + reachMs { end += 1 }
      let free = (first..<end).filter { !claimed[$0] }
      let look = look(free.map { sorted[$0] }, in: minute)
      for index in look.claimed { claimed[free[index]] = true }
      survey.bangs += look.bangs
      let crowded = Set(look.crowded.map { free[$0] })
      for index in first..<next where !claimed[index] {
        survey.unplaced.append(
          BangRejection(
            arrival: sorted[index],
            reason: crowded.contains(index) ? .crowded : .unsupported))
      }
      first = next
    }
    survey.bangs.sort { ($0.atMs, $0.point.latitudeDeg) < ($1.atMs, $1.point.latitudeDeg) }
    return survey
  }
}

/// A minute by the clock.
struct SoundMinute: Hashable, Comparable, Sendable {
  let number: Int64

  init(_ atMs: Double) { number = Int64((atMs / 60_000).rounded(.down)) }
  init(number: Int64) { self.number = number }

  var untilMs: Double { Double(number + 1) * 60_000 }

  static func < (left: SoundMinute, right: SoundMinute) -> Bool { left.number < right.number }
}

/// What was found in a minute and what follows it.
struct SoundLook: Hashable, Sendable {
  var bangs: [BangLocation] = []
  /// As many as bangs: indexes of the arrivals that made each.
  var members: [[Int]] = []
  /// Indexes of all arrivals that these bangs have.
  var claimed: [Int] = []
  /// Indexes of the arrivals that were not compared.
  var crowded: [Int] = []
}

extension SoundLocator {
  /// The bangs whose first arrival lies in the minute.
  ///
  /// - Parameter arrivals: in order of time, without faults: those of the minute, and of what follows
  ///   within reach, that no earlier bang has.
  func look(_ arrivals: [SoundArrival], in minute: SoundMinute) -> SoundLook {
    var look = SoundLook()
    let compared = Array(arrivals.prefix(settings.arrivalsMax))
    look.crowded = Array(compared.count..<arrivals.count)
    guard compared.count >= 2 else { return look }
    let scene = SoundScene(compared, flash: nil, air, settings)
    var search = SoundSearch(self, scene)
    let groups = search.groups()
    for group in groups {
      let left = group.ambiguous.map {
        BangRejection(arrival: compared[$0.index], reason: .ambiguous)
      }
      let indexes = (group.rows + group.ambiguous).map(\.index)
      guard let first = indexes.min(), SoundMinute(compared[first].atMs) == minute,
        case .located(let bang) = answer(group, among: group.rows, left, scene)
      else { continue }
      look.bangs.append(bang)
      look.members.append(group.rows.map(\.index))
      look.claimed += indexes
    }
    return look
  }
}
