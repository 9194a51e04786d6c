// Would chance have made such a group, and what if one of its arrivals is a stranger?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

extension SoundSearch {
  /// Whether chance would hardly have made such a group: the number of groups that were tried times
  /// the probability that as many others agree, each with its own rate of sounds.
  func isBeyondChance(_ group: SoundGroup, triedCount: Int) -> Bool {
    var turning = 0.0
    var widthsS = 0.0
    let (ratePerS, sensors) = strangers(group)
    for sensor in heard.bySensor.indices {
      guard let any = heard.bySensor[sensor].first else { continue }
      let row = group.rows.first { $0.sensor == sensor }
      let innovation = group.fit.innovation(row ?? any, group.covariance, isUsed: false)
      widthsS += 2 * locator.settings.gateSigma * innovation.sigmaS
      if let row, row.hasBearing {
        turning += log(
          min(1, 2 * locator.settings.gateSigma * innovation.sigmaRad / (2 * .pi)))
      }
    }
    let mean = min(1, ratePerS * widthsS / Double(max(1, sensors)))
    // Three of them made the place.
    let others = max(0, group.rows.count - 3)
    let tail = Self.logTail(of: max(others, sensors - 3), atLeast: others, mean)
    return log(Double(max(1, triedCount))) + tail + turning
      <= log(locator.settings.chanceBangsMost)
  }

  /// How many sounds that are not of the group a sensor hears about the time of the group's, a second,
  /// and how many sensors there are.
  ///
  /// What was heard nearby and is not of the group makes the rate, whatever it is of: echoes come after
  /// a bang in heaps. One sound in twenty minutes is taken to be there always.
  private func strangers(_ group: SoundGroup) -> (ratePerS: Double, sensors: Int) {
    var count = 0
    var sensors = 0
    for sensor in heard.bySensor.indices {
      guard let any = heard.bySensor[sensor].first else { continue }
      let atS = group.fit.state.originS + group.fit.travel(any, group.fit.state).travelS
      let near = heard.bySensor[sensor].count { abs($0.atS - atS) < Self.nearbyS }
      sensors += 1
      count += near - (group.rows.contains { $0.sensor == sensor } ? 1 : 0)
    }
    let perSensorS = Double(max(1, sensors)) * 2 * Self.nearbyS
    return (Double(max(0, count)) / perSensorS + 1.0 / 1_200, sensors)
  }

  /// Adds to the covariance what a stranger among the arrivals would have moved the place.
  ///
  /// An arrival within the gate may still be of something else. How probable that is follows from its
  /// residual, from the rate of strangers and from the share of sensors that missed the bang; how far it
  /// would have pulled the place is known. The errors of the mixture are given (as in probabilistic
  /// data association: Y. Bar-Shalom, T. E. Fortmann, Tracking and Data Association, 1988).
  func withDoubt(_ group: SoundGroup) -> SoundGroup {
    let (ratePerS, sensors) = strangers(group)
    let heardBy = Double(group.rows.count)
    let missed = max(0.5, Double(sensors) - heardBy + 0.5) / (Double(sensors) + 1)
    var doubted = group
    for row in group.rows {
      let pull = group.fit.pull(of: row, group.covariance)
      var right = (1 - missed) * Self.bell(pull.residualS, pull.sigmaS)
      var wrong = missed * ratePerS
      if let turn = pull.residualRad {
        right *= Self.bell(turn, pull.sigmaRad)
        wrong /= 2 * .pi
      }
      let share = wrong / max(1e-300, wrong + right)
      for i in 0..<7 {
        for j in 0..<7 { doubted.covariance[i * 7 + j] += share * pull.shift[i] * pull.shift[j] }
      }
    }
    return doubted
  }

  private static func bell(_ value: Double, _ sigma: Double) -> Double {
    exp(-value * value / (2 * sigma * sigma)) / (sigma * (2 * .pi).squareRoot())
  }

  /// Logarithm of the probability of at least so many successes.
  static func logTail(of count: Int, atLeast least: Int, _ probability: Double) -> Double {
    guard least > 0 else { return 0 }
    let p = min(max(probability, 1e-12), 1)
    var tail = 0.0
    for k in least...max(least, count) {
      let logTerm =
        lgamma(Double(count) + 1) - lgamma(Double(k) + 1) - lgamma(Double(count - k) + 1)
        + Double(k) * log(p) + Double(count - k) * log(max(1e-300, 1 - p))
      tail += exp(logTerm)
    }
    return log(min(1, max(tail, 1e-300)))
  }
}
