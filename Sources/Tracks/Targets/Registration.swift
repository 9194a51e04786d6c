// By how much are a sensor's ranges and bearings off?
//
// SPDX-License-Identifier: Apache-2.0

/// The constant error of a sensor's ranges and bearings, as known from tracks that a sensor without
/// such an error sees too. Begins with one sigma of 80 m and 8 mrad.
public struct Registration: Hashable, Sendable {
  public private(set) var rangeBiasM = 0.0
  public private(set) var bearingBiasRad = 0.0
  public private(set) var rangeVarianceM2 = 6_400.0
  public private(set) var bearingVarianceRad2 = 64e-6

  public init() {}

  /// Of a sensor without bias.
  static let none: Registration = {
    var registration = Registration()
    registration.rangeVarianceM2 = 0
    registration.bearingVarianceRad2 = 0
    return registration
  }()

  /// A plot without its bias, in the plane; what is not known of the bias widens its error.
  func corrected(_ plot: Plot, _ sensor: TrackingSensor) -> PlanePlot {
    let range = plot.first - rangeBiasM
    let angle = plot.second - bearingBiasRad
    let along = sensor.sigmaM * sensor.sigmaM + rangeVarianceM2
    let across = range * range * (sensor.sigmaRad * sensor.sigmaRad + bearingVarianceRad2)
    let c = TrackMath.cosine(angle)
    let s = TrackMath.sine(angle)
    return PlanePlot(
      x: sensor.eastM + range * c, y: sensor.northM + range * s,
      xx: c * c * along + s * s * across, xy: c * s * (along - across),
      yy: s * s * along + c * c * across)
  }

  /// Learns from a plot of a track whose place is known without this sensor.
  ///
  /// Range and bearing by themselves, each a Kalman filter of a constant; floors of 2 m and 0.16 mrad
  /// keep it able to follow.
  mutating func learn(from plot: Plot, _ sensor: TrackingSensor, place: PlanePlot) {
    let dx = place.x - sensor.eastM
    let dy = place.y - sensor.northM
    let range = max((dx * dx + dy * dy).squareRoot(), 1)
    let c = dx / range
    let s = dy / range
    let alongM2 = c * c * place.xx + 2 * c * s * place.xy + s * s * place.yy
    let acrossM2 = s * s * place.xx - 2 * c * s * place.xy + c * c * place.yy
    let rangeGain =
      rangeVarianceM2 / (rangeVarianceM2 + sensor.sigmaM * sensor.sigmaM + alongM2)
    let bearingGain =
      bearingVarianceRad2
      / (bearingVarianceRad2 + sensor.sigmaRad * sensor.sigmaRad + acrossM2 / (range * range))
    rangeBiasM += rangeGain * (plot.first - range - rangeBiasM)
    let off = plot.second - TrackMath.angleRad(east: dx, north: dy) - bearingBiasRad
    bearingBiasRad += bearingGain * TrackMath.wrappedRad(off)
    rangeVarianceM2 = max((1 - rangeGain) * rangeVarianceM2, 4)
    bearingVarianceRad2 = max((1 - bearingGain) * bearingVarianceRad2, 2.5e-8)
  }
}
