// How well were the bangs of a made-up world found?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
public import Tracks

/// The figures of many worlds of one case.
public struct SoundScore: Sendable {
  public private(set) var bangCount = 0
  /// Of the bangs that were found: horizontal error, metres.
  public private(set) var errorsM: [Double] = []
  public private(set) var errorsMs: [Double] = []
  public private(set) var insideCount = 0
  /// Found bangs whose truth was found already, or that have none.
  public private(set) var falseCount = 0
  public private(set) var joinedCount = 0
  public private(set) var wronglyJoinedCount = 0
  public private(set) var twoPlacesCount = 0
  public private(set) var majorsM: [Double] = []

  public init() {}

  public mutating func add(_ world: SoundWorld, _ survey: BangSurvey) {
    bangCount += world.bangs.count
    var truth: [SoundArrival: Int] = [:]
    for (index, arrival) in world.arrivals.enumerated() {
      if let bang = world.truth[index] { truth[arrival] = bang }
    }
    var found: Set<Int> = []
    for bang in survey.bangs {
      var votes = [Int](repeating: 0, count: world.bangs.count)
      for support in bang.support { if let at = truth[support.arrival] { votes[at] += 1 } }
      joinedCount += bang.support.count
      let most = votes.max() ?? 0
      wronglyJoinedCount += bang.support.count - most
      guard let at = votes.firstIndex(of: most), 2 * most > bang.support.count,
        found.insert(at).inserted
      else {
        falseCount += 1
        continue
      }
      add(bang, world.bangs[at])
    }
  }

  private mutating func add(_ bang: BangLocation, _ truth: TrueBang) {
    let plane = TangentPlane(origin: bang.point)
    let off = plane.metres(truth.point, heightM: 0)
    errorsM.append((off.eastM * off.eastM + off.northM * off.northM).squareRoot())
    errorsMs.append(abs(bang.atMs - truth.atMs))
    majorsM.append(bang.covariance.majorSigmaM)
    if bang.remarks.contains(.twoPlaces) { twoPlacesCount += 1 }
    // 95 % of a Gaussian in two dimensions.
    if bang.covariance.normalisedSquared(eastM: off.eastM, northM: off.northM) <= 5.991 {
      insideCount += 1
    }
  }

  public var foundShare: Double { Double(errorsM.count) / Double(max(1, bangCount)) }
  public var insideShare: Double { Double(insideCount) / Double(max(1, errorsM.count)) }
  public var wrongShare: Double { Double(wronglyJoinedCount) / Double(max(1, joinedCount)) }

  /// Half width of the band that holds 99 % of the shares of this many found where 95 % is true.
  public var bandHalfWidth: Double {
    2.576 * (0.95 * 0.05 / Double(max(1, errorsM.count))).squareRoot()
  }

  public static func quantile(_ values: [Double], _ share: Double) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
  }
}
