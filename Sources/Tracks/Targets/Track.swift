// What does the tracker say of one thing at one time?
//
// SPDX-License-Identifier: Apache-2.0

/// A track as shown: the likeliest hypothesis of a target that probably exists.
public struct TrackEstimate: Hashable, Sendable {
  /// Id of the plot that it began with; it stays for the track's life.
  public let id: Int
  public let timeS: Double
  public let eastM: Double
  public let northM: Double
  public let eastMPS: Double
  public let northMPS: Double
  /// Covariance of the position: east, east-north, north, m².
  public let positionCovarianceM2: SIMD3<Double>
  public let existence: Double
  /// Probabilities of the four motion models.
  public let models: SIMD4<Double>
  public let lastPlotS: Double
  public let identity: Int32
}

extension Tracker {
  /// The tracks at a time that is not before the last scan, predicted to it.
  public func tracks(atS timeS: Double) -> [TrackEstimate] {
    var estimates: [TrackEstimate] = []
    var step = MotionStep(settings.models, durationS: 0)
    for index in 0..<targets.count {
      let place = targets.base + index
      guard place.pointee.isConfirmed, place.pointee.existence > settings.show else { continue }
      let target = place.pointee
      guard isCovered(target) else { continue }
      var motion =
        target.count > 0
        ? hypotheses[Int(target.slots[0])].motion
        : Motion(
          at: target.sighting.place, velocityVarianceM2S2: speed.varianceM2S2,
          share: settings.models.initial)
      let elapsedS = timeS - (target.count > 0 ? target.timeS : target.sighting.timeS)
      if elapsedS > 0 {
        if elapsedS != step.durationS {
          step = MotionStep(settings.models, durationS: elapsedS)
        }
        motion.mix(staying: step.staying, arrival: settings.models.arrival)
        motion.predict(step)
      }
      estimates.append(Self.estimate(target, motion, atS: max(timeS, target.timeS)))
    }
    return estimates
  }

  private static func estimate(
    _ target: Target, _ motion: Motion, atS timeS: Double
  ) -> TrackEstimate {
    let x = motion.meanX
    let y = motion.meanY
    let dx = motion.x - x
    let dy = motion.y - y
    return TrackEstimate(
      id: target.id, timeS: timeS, eastM: x, northM: y, eastMPS: motion.meanVX,
      northMPS: motion.meanVY,
      positionCovarianceM2: SIMD3(
        (motion.share * (motion.xx + dx * dx)).sum(), (motion.share * (motion.xy + dx * dy)).sum(),
        (motion.share * (motion.yy + dy * dy)).sum()),
      existence: target.existence, models: motion.share, lastPlotS: target.hitTimeS,
      identity: target.identity)
  }

  /// True where a sensor that could end the track by not seeing it reaches.
  private func isCovered(_ target: Target) -> Bool {
    guard settings.area.contains(target.x, target.y) else { return false }
    // Mostly the one that looked last.
    if target.sensor >= 0, sensors[Int(target.sensor)].reaches(target.x, target.y) { return true }
    return sensors.contains { $0.endsTracks && $0.reaches(target.x, target.y) }
  }
}

extension TrackingSensor {
  /// True where what it does not see is probably not there.
  var endsTracks: Bool { measures != .bearing && !isCooperative }
}
