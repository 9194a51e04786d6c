// By how much is a radar off, held against aircraft that send their own place?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// What was found of a radar's constant errors, beside those of its calibration record.
public struct SensorErrors: Hashable, Sendable {
  public let sensor: String
  /// Measured less true; one sigma of each.
  public let rangeM: Double
  public let rangeSigmaM: Double
  /// Clockwise.
  public let azimuthDeg: Double
  public let azimuthSigmaDeg: Double
  /// By how much its times are late.
  public let timeS: Double
  public let timeSigmaS: Double
  /// Plots that were compared, and those that were too far off to be compared.
  public let comparedCount: Int
  public let passedOverCount: Int
}

/// A radar's registration as learnt from the aircraft that it sees and that report themselves.
struct RadarCheck: Sendable {
  /// What is learnt counts from so many plots on.
  static let countMin = 20
  /// A thing's own report is a reference for so long.
  static let referenceS = 4.0
  /// Squared distance, in units of all errors, beyond which a pair says nothing: a wrong address, or a
  /// thing that does not send its true place.
  private static let gate2 = 25.0

  let sensor: TrackingSensor
  private(set) var registration = Registration()
  private(set) var comparedCount = 0
  private(set) var passedOverCount = 0

  var isLearnt: Bool { comparedCount >= Self.countMin }

  private func plot(_ place: PlanePlot) -> Plot {
    let east = place.x - sensor.eastM
    let north = place.y - sensor.northM
    return Plot(
      id: 0, first: (east * east + north * north).squareRoot(),
      second: TrackMath.angleRad(east: east, north: north))
  }

  /// The plot without what is known of the radar's errors; what is not known of them widens its own.
  func corrected(_ place: PlanePlot, velocity: SIMD2<Double>) -> PlanePlot {
    var better = registration.corrected(plot(place), sensor)
    registration.advance(&better, by: velocity, sensor)
    return better
  }

  /// Compares a plot with where its thing is by its own reports.
  mutating func learn(_ place: PlanePlot, from source: SourceTrack) {
    let reference = source.estimate
    let truth = PlanePlot(
      x: reference.mean[0], y: reference.mean[1], xx: reference.rows[0][0],
      xy: reference.rows[0][1], yy: reference.rows[1][1])
    let velocity = SIMD2(reference.mean[2], reference.mean[3])
    var expected = registration.corrected(plot(place), sensor)
    let time = registration.timeVarianceS2
    expected.xx += truth.xx + time * velocity.x * velocity.x
    expected.xy += truth.xy + time * velocity.x * velocity.y
    expected.yy += truth.yy + time * velocity.y * velocity.y
    expected.x += registration.timeErrorS * velocity.x - truth.x
    expected.y += registration.timeErrorS * velocity.y - truth.y
    let determinant = expected.xx * expected.yy - expected.xy * expected.xy
    let distance2 =
      (expected.yy * expected.x * expected.x - 2 * expected.xy * expected.x * expected.y
        + expected.xx * expected.y * expected.y) / determinant
    guard distance2 < Self.gate2 else {
      passedOverCount += 1
      return
    }
    var motion = source.motion
    motion.xx += source.sharedM2
    motion.yy += source.sharedM2
    registration.learn(from: plot(place), sensor, RegistrationTrack(motion), height: nil)
    comparedCount += 1
  }

  func errors(_ name: String, scale: Double) -> SensorErrors {
    let degrees = 180 / Double.pi
    return SensorErrors(
      sensor: name, rangeM: registration.rangeBiasM / scale,
      rangeSigmaM: registration.rangeVarianceM2.squareRoot() / scale,
      azimuthDeg: -registration.bearingBiasRad * degrees,
      azimuthSigmaDeg: registration.bearingVarianceRad2.squareRoot() * degrees,
      timeS: registration.timeErrorS, timeSigmaS: registration.timeVarianceS2.squareRoot(),
      comparedCount: comparedCount, passedOverCount: passedOverCount)
  }
}
