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
  private var timeFilterVariance = 0.25
  private var rangeBearing = 0.0
  private var rangeTime = 0.0
  private var bearingTime = 0.0
  /// What the plots told of the clock, and how much of it the errors of the tracks' own place and
  /// velocity, which go together, may have feigned.
  private var timeInformation = 0.0
  private var timeFeigned = 0.0

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
    registration.timeFilterVariance = 0
    return registration
  }()

  /// Variance of the time error. All that is taken off for the errors of the tracks themselves counts
  /// as unknown: those are known by their stated covariance only, and follow each other from plot to
  /// plot.
  public var timeVarianceS2: Double {
    let feigned = timeInformation > 0 ? timeFeigned / timeInformation : 0
    return timeFilterVariance + feigned * feigned
  }

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
    from plot: Plot, _ sensor: TrackingSensor, _ track: RegistrationTrack,
    height: (heightM: Double, varianceM2: Double)?
  ) {
    let dx = track.x - sensor.eastM
    let dy = track.y - sensor.northM
    let range = max((dx * dx + dy * dy).squareRoot(), 1)
    let line = SIMD2(dx, dy) / range
    let along = track.seen(along: line)
    let across = track.seen(along: SIMD2(-line.y, line.x))
    var measured = plot.first
    var variance = sensor.sigmaM * sensor.sigmaM + along.placeM2
    if let height {
      let ground = sensor.groundRange(
        slantM: plot.first, varianceM2: sensor.sigmaM * sensor.sigmaM, height: height)
      measured = ground.rangeM
      variance = max(ground.varianceM2, sensor.sigmaM * sensor.sigmaM) + along.placeM2
    }
    let (rate, lean) = telling(along, variance)
    learn(
      measured - range - rangeBiasM + rate * timeErrorS + lean, SIMD3(1, 0, -rate), variance)
    let off = plot.second - TrackMath.angleRad(east: dx, north: dy)
    let bearingVariance = sensor.sigmaRad * sensor.sigmaRad + across.placeM2 / (range * range)
    let (turn, bend) = telling(across, bearingVariance * range * range)
    let turnRadS = turn / range
    learn(
      TrackMath.wrappedRad(off - bearingBiasRad + turnRadS * timeErrorS + bend / range),
      SIMD3(0, 1, -turnRadS), bearingVariance)
  }

  /// The speed in a direction as far as it may tell of the clock, and what is to be added to the
  /// measured place for it.
  ///
  /// A track that is ahead of its thing is mostly too fast as well, which looks like a late clock: a
  /// speed counts from four sigma on, and of each number the mean of that error, given the speed, is
  /// taken off (least squares with errors in both variables).
  private mutating func telling(
    _ seen: RegistrationTrack.Seen, _ variance: Double
  ) -> (speedMPS: Double, addedM: Double) {
    guard seen.speedMPS * seen.speedMPS > 16 * seen.speedM2S2 else { return (0, 0) }
    timeInformation += seen.speedMPS * seen.speedMPS / variance
    timeFeigned += abs(seen.bothM2S) / variance
    return (seen.speedMPS, seen.bothM2S / seen.speedMPS)
  }

  /// One measured number: how far it is off, how it depends on range, bearing and time error, and the
  /// variance of its own error.
  private mutating func learn(_ off: Double, _ by: SIMD3<Double>, _ variance: Double) {
    let g = SIMD3(
      rangeVarianceM2 * by.x + rangeBearing * by.y + rangeTime * by.z,
      rangeBearing * by.x + bearingVarianceRad2 * by.y + bearingTime * by.z,
      rangeTime * by.x + bearingTime * by.y + timeFilterVariance * by.z)
    let inverse = 1 / ((g * by).sum() + variance)
    rangeBiasM += g.x * inverse * off
    bearingBiasRad += g.y * inverse * off
    timeErrorS += g.z * inverse * off
    rangeVarianceM2 -= g.x * g.x * inverse
    bearingVarianceRad2 -= g.y * g.y * inverse
    timeFilterVariance -= g.z * g.z * inverse
    rangeBearing -= g.x * g.y * inverse
    rangeTime -= g.x * g.z * inverse
    bearingTime -= g.y * g.z * inverse
    rangeVarianceM2 = max(rangeVarianceM2, Self.rangeVarianceMinM2)
    bearingVarianceRad2 = max(bearingVarianceRad2, Self.bearingVarianceMinRad2)
    timeFilterVariance = max(timeFilterVariance, Self.timeVarianceMinS2)
    assert(rangeVarianceM2 * bearingVarianceRad2 > rangeBearing * rangeBearing)
    assert(rangeVarianceM2 * timeFilterVariance > rangeTime * rangeTime)
    assert(bearingVarianceRad2 * timeFilterVariance > bearingTime * bearingTime)
  }
}

/// Place and velocity of a track that a registration learns from, under its likeliest model.
struct RegistrationTrack {
  let x: Double
  let y: Double
  private let velocity: SIMD2<Double>
  private let motion: Motion
  private let lane: Int

  /// What it says in one direction: speed, variances of place and speed, and their covariance.
  struct Seen {
    let speedMPS: Double
    let placeM2: Double
    let speedM2S2: Double
    let bothM2S: Double
  }

  init(_ motion: Motion) {
    self.motion = motion
    lane = motion.share.indexOfMax
    x = motion.meanX
    y = motion.meanY
    velocity = SIMD2(motion.meanVX, motion.meanVY)
  }

  func seen(along line: SIMD2<Double>) -> Seen {
    let (c, s) = (line.x, line.y)
    func over(_ east: Lanes, _ both: Lanes, _ north: Lanes) -> Double {
      c * c * east[lane] + c * s * both[lane] + s * s * north[lane]
    }
    return Seen(
      speedMPS: (line * velocity).sum(), placeM2: over(motion.xx, 2 * motion.xy, motion.yy),
      speedM2S2: over(motion.uu, 2 * motion.uv, motion.vv),
      bothM2S: over(motion.xu, motion.xv + motion.uy, motion.yv))
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
