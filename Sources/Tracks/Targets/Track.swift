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
  /// Covariance of the position: east, east-north, north.
  public let positionCovarianceM2: SIMD3<Double>
  /// Covariance of the velocity: east, east-north, north.
  public let velocityCovarianceM2S2: SIMD3<Double>
  /// Of position with velocity: east-east, east-north, north-east, north-north.
  public let crossCovarianceM2S: SIMD4<Double>
  /// Height and climb; nil where no sensor measured a height.
  public let height: HeightEstimate?
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
      let aside = measuresAsides ? asides[index] : nil
      let height = aside.flatMap { $0.hasHeight ? $0.height.predicted(toS: timeS) : nil }
      estimates.append(Self.estimate(target, motion, height, atS: max(timeS, target.timeS)))
    }
    return estimates
  }

  private static func estimate(
    _ target: Target, _ motion: Motion, _ height: HeightEstimate?, atS timeS: Double
  ) -> TrackEstimate {
    let plane = PlaneEstimate(motion)
    return TrackEstimate(
      id: target.id, timeS: timeS, eastM: plane.eastM, northM: plane.northM,
      eastMPS: plane.eastMPS, northMPS: plane.northMPS,
      positionCovarianceM2: plane.positionCovarianceM2,
      velocityCovarianceM2S2: plane.velocityCovarianceM2S2,
      crossCovarianceM2S: plane.crossCovarianceM2S,
      height: height, existence: target.existence, models: motion.share, lastPlotS: target.hitTimeS,
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
