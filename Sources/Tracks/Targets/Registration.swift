// By how much are a sensor's ranges, bearings and times off?
//
// SPDX-License-Identifier: Apache-2.0

/// The constant errors of a sensor's ranges, bearings and clock, as known from tracks that a sensor
/// without such errors sees too. Begins with one sigma of 80 m, 8 mrad and 0.5 s.
///
/// A clock that is late makes a thing appear where it was: behind along its way by speed times error.
/// So the three errors are one Kalman filter of constants, and time is told from range and bearing by
/// things that move in several directions; where nothing moves, its sigma stays as it began.
public struct Registration: Hashable, Sendable {
  public private(set) var rangeBiasM = 0.0
  public private(set) var bearingBiasRad = 0.0
  /// By how much the times of the sensor's scans are too late.
  public private(set) var timeErrorS = 0.0
  public private(set) var rangeVarianceM2 = 6_400.0
  public private(set) var bearingVarianceRad2 = 64e-6
  public private(set) var timeVarianceS2 = 0.25
  private var rangeBearing = 0.0
  private var rangeTime = 0.0
  private var bearingTime = 0.0

  // Least variances, which keep it able to follow: 2 m, 0.16 mrad, 20 ms.
  static let rangeVarianceMinM2 = 4.0
  static let bearingVarianceMinRad2 = 2.5e-8
  static let timeVarianceMinS2 = 4e-4

  public init() {}

  /// Of a sensor without such errors.
  static let none: Registration = {
    var registration = Registration()
    registration.rangeVarianceM2 = 0
    registration.bearingVarianceRad2 = 0
    registration.timeVarianceS2 = 0
    return registration
  }()

  // MARK: Taking errors off

  /// A plot without its bias, in the plane; what is not known of the bias widens its error.
  ///
  /// - Parameter height: of the thing, for a slant range.
  func corrected(
    _ plot: Plot, _ sensor: TrackingSensor,
    height: (heightM: Double, varianceM2: Double)? = nil
  ) -> PlanePlot {
    var range = plot.first - rangeBiasM
    var along = sensor.sigmaM * sensor.sigmaM + rangeVarianceM2
    if let height {
      (range, along) = sensor.groundRange(slantM: range, varianceM2: along, height: height)
    }
    let angle = plot.second - bearingBiasRad
    let angleVariance = sensor.sigmaRad * sensor.sigmaRad + bearingVarianceRad2
    return PlanePlot(
      from: SIMD2(sensor.eastM, sensor.northM), rangeM: range, rangeVarianceM2: along,
      angleRad: angle, angleVarianceRad2: angleVariance)
  }

  /// True where the clock is surely off, by more than three sigma: until then it counts as right.
  func hasTime(_ sensor: TrackingSensor) -> Bool {
    sensor.hasBias && timeErrorS * timeErrorS > 9 * timeVarianceS2
  }

  /// How late or early a clock may be at most.
  var lateMaxS: Double { abs(timeErrorS) + 5 * timeVarianceS2.squareRoot() }

  /// Moves a plot ahead by what its thing has moved since it was seen there.
  func advance(_ plot: inout PlanePlot, by velocity: SIMD2<Double>, _ sensor: TrackingSensor) {
    guard hasTime(sensor) else { return }
    plot.x += timeErrorS * velocity.x
    plot.y += timeErrorS * velocity.y
    plot.xx += timeVarianceS2 * velocity.x * velocity.x
    plot.xy += timeVarianceS2 * velocity.x * velocity.y
    plot.yy += timeVarianceS2 * velocity.y * velocity.y
  }

  // MARK: Learning

  /// Learns from a plot of a track whose place and velocity are known without this sensor.
  mutating func learn(
    from plot: Plot, _ sensor: TrackingSensor, place: PlanePlot, velocity: SIMD2<Double>,
    height: (heightM: Double, varianceM2: Double)?
  ) {
    let dx = place.x - sensor.eastM
    let dy = place.y - sensor.northM
    let range = max((dx * dx + dy * dy).squareRoot(), 1)
    let c = dx / range
    let s = dy / range
    var alongM2 = c * c * place.xx + 2 * c * s * place.xy + s * s * place.yy
    let acrossM2 = s * s * place.xx - 2 * c * s * place.xy + c * c * place.yy
    let rate = c * velocity.x + s * velocity.y
    let turn = (c * velocity.y - s * velocity.x) / range
    var measured = plot.first
    if let height {
      let ground = sensor.groundRange(
        slantM: plot.first, varianceM2: sensor.sigmaM * sensor.sigmaM, height: height)
      measured = ground.rangeM
      alongM2 += max(ground.varianceM2 - sensor.sigmaM * sensor.sigmaM, 0)
    }
    learn(
      measured - range - rangeBiasM + rate * timeErrorS, SIMD3(1, 0, -rate),
      sensor.sigmaM * sensor.sigmaM + alongM2)
    let off = plot.second - TrackMath.angleRad(east: dx, north: dy)
    learn(
      TrackMath.wrappedRad(off - bearingBiasRad + turn * timeErrorS), SIMD3(0, 1, -turn),
      sensor.sigmaRad * sensor.sigmaRad + acrossM2 / (range * range))
  }

  /// One measured number: how far it is off, how it depends on range, bearing and time error, and the
  /// variance of its own error.
  private mutating func learn(_ off: Double, _ by: SIMD3<Double>, _ variance: Double) {
    let g = SIMD3(
      rangeVarianceM2 * by.x + rangeBearing * by.y + rangeTime * by.z,
      rangeBearing * by.x + bearingVarianceRad2 * by.y + bearingTime * by.z,
      rangeTime * by.x + bearingTime * by.y + timeVarianceS2 * by.z)
    let inverse = 1 / ((g * by).sum() + variance)
    rangeBiasM += g.x * inverse * off
    bearingBiasRad += g.y * inverse * off
    timeErrorS += g.z * inverse * off
    rangeVarianceM2 -= g.x * g.x * inverse
    bearingVarianceRad2 -= g.y * g.y * inverse
    timeVarianceS2 -= g.z * g.z * inverse
    rangeBearing -= g.x * g.y * inverse
    rangeTime -= g.x * g.z * inverse
    bearingTime -= g.y * g.z * inverse
    rangeVarianceM2 = max(rangeVarianceM2, Self.rangeVarianceMinM2)
    bearingVarianceRad2 = max(bearingVarianceRad2, Self.bearingVarianceMinRad2)
    timeVarianceS2 = max(timeVarianceS2, Self.timeVarianceMinS2)
  }
}

extension PlanePlot {
  /// A range and a bearing in the plane.
  ///
  /// Where range times the bearing's variance is more than 0.4 of the range's sigma, the arc over which
  /// the bearing's error spreads a place is too bent for the usual formulas, and the unbiased ones take
  /// their place (Lerro and Bar-Shalom 1993, for the limit; Mo, Song, Zhou, Sun and Bar-Shalom 1998).
  init(
    from sensor: SIMD2<Double>, rangeM range: Double, rangeVarianceM2 along: Double,
    angleRad angle: Double, angleVarianceRad2 angleVariance: Double
  ) {
    let c = TrackMath.cosine(angle)
    let s = TrackMath.sine(angle)
    guard range * angleVariance > 0.4 * along.squareRoot() else {
      let across = range * range * angleVariance
      self.init(
        x: sensor.x + range * c, y: sensor.y + range * s,
        xx: c * c * along + s * s * across, xy: c * s * (along - across),
        yy: s * s * along + c * c * across)
      return
    }
    let shrink = TrackMath.exponential(-angleVariance)
    let stretch = TrackMath.exponential(0.5 * angleVariance)
    // Variances along and across the measured direction.
    let square = range * range
    let first = (1 / shrink - 2) * square + 0.5 * (square + along) * (1 + shrink * shrink)
    let second = 0.5 * (square + along) * (1 - shrink * shrink)
    self.init(
      x: sensor.x + stretch * range * c, y: sensor.y + stretch * range * s,
      xx: c * c * first + s * s * second, xy: c * s * (first - second),
      yy: s * s * first + c * c * second)
  }
}
