// What can one sensor alone tell of outgoing and impact?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

extension FlightBounds {
  /// How long after a projectile's shock wave its muzzle is still expected, seconds: a rifle or gun
  /// at 5 km.
  private static let muzzleWithinS = 10.0

  /// One sensor's sounds, where it tells shock waves from blasts.
  ///
  /// A projectile faster than sound brings its shock wave before the blast of its muzzle. One blast
  /// after a shock wave is therefore outgoing; of two, one is the muzzle and one the impact, and which
  /// comes first depends on where the sensor stands. Without a shock wave one sensor tells nothing.
  ///
  /// - Parameter heard: of one sensor.
  /// - Returns: as many, in the same order; shock waves are undetermined, they come from no one place.
  public func senses(atOneSensor heard: [SoundArrival], _ air: SoundAir = SoundAir()) -> [BangSense]
  {
    let order = heard.indices.sorted { heard[$0].precedes(heard[$1]) }
    var senses = heard.map { arrival in
      BangSense(
        qualifier: .undetermined, partner: nil, likePairs: 0,
        reasons: [
          arrival.wave == .shockWave
            ? "a projectile faster than sound passed; its gun was not heard"
            : "one sensor cannot tell without a shock wave"
        ])
    }
    for (place, shock) in order.enumerated() where heard[shock].wave == .shockWave {
      let after = order[(place + 1)...].prefix {
        heard[$0].wave != .shockWave
          && heard[$0].atMs - heard[shock].atMs <= Self.muzzleWithinS * 1_000
      }
      if after.contains(where: { heard[$0].wave == .unknown }) {
        for index in after {
          senses[index].reasons = [
            "a shock wave came before it, but the kinds of waves are not known"
          ]
        }
        continue
      }
      guard let muzzle = after.first else { continue }
      senses[shock].reasons = ["a projectile faster than sound passed"]
      guard after.count == 1 else {
        for index in after {
          senses[index].reasons = [
            "\(after.count) blasts after one shock wave: one may be the muzzle and one the impact, and "
              + "their order depends on where the sensor stands"
          ]
        }
        continue
      }
      let gapS = (heard[muzzle].atMs - heard[shock].atMs) / 1_000
      senses[muzzle].qualifier = .outgoing
      senses[muzzle].partner = shock
      senses[muzzle].reasons = [
        "a shock wave came \((gapS * 100).rounded() / 100) s before it, as it does from a projectile "
          + "faster than sound",
        "if that passed near the sensor, the muzzle was at least \(leastM(gapS, air)) m away",
      ]
    }
    return senses
  }

  /// A projectile at the greatest speed leaves sound behind by 1/c - 1/v seconds a metre.
  private func leastM(_ gapS: Double, _ air: SoundAir) -> Int {
    let speed = air.speedMPerS
    return Int((gapS * speed * meanSpeedMostMPerS / (meanSpeedMostMPerS - speed)).rounded())
  }
}
