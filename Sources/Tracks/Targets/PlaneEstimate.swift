// What do the motion models say together of place and velocity?
//
// SPDX-License-Identifier: Apache-2.0

/// Mean and covariance over the motion models, each weighed by its probability.
///
/// Plane metres, east and north; metres a second.
public struct PlaneEstimate: Hashable, Sendable {
  public let eastM: Double
  public let northM: Double
  public let eastMPS: Double
  public let northMPS: Double
  /// East, east-north, north.
  public let positionCovarianceM2: SIMD3<Double>
  /// East, east-north, north.
  public let velocityCovarianceM2S2: SIMD3<Double>
  /// Position with velocity: east-east, east-north, north-east, north-north.
  public let crossCovarianceM2S: SIMD4<Double>

  init(_ motion: Motion) {
    let share = motion.share
    let x = motion.meanX
    let y = motion.meanY
    let vx = motion.meanVX
    let vy = motion.meanVY
    let dx = motion.x - x
    let dy = motion.y - y
    let dvx = motion.vx - vx
    let dvy = motion.vy - vy
    @inline(__always) func over(_ p: Lanes, _ d: Lanes, _ e: Lanes) -> Double {
      (share * (p + d * e)).sum()
    }
    eastM = x
    northM = y
    eastMPS = vx
    northMPS = vy
    positionCovarianceM2 = SIMD3(
      over(motion.xx, dx, dx), over(motion.xy, dx, dy), over(motion.yy, dy, dy))
    velocityCovarianceM2S2 = SIMD3(
      over(motion.uu, dvx, dvx), over(motion.uv, dvx, dvy), over(motion.vv, dvy, dvy))
    crossCovarianceM2S = SIMD4(
      over(motion.xu, dx, dvx), over(motion.xv, dx, dvy), over(motion.uy, dvx, dy),
      over(motion.yv, dy, dvy))
  }

  /// Squared distance of a plot in units of the error of its difference from this.
  func distance2(of plot: PlanePlot) -> Double {
    let a = positionCovarianceM2.x + plot.xx
    let b = positionCovarianceM2.y + plot.xy
    let d = positionCovarianceM2.z + plot.yy
    let e = plot.x - eastM
    let f = plot.y - northM
    return (d * e * e - 2 * b * e * f + a * f * f) / (a * d - b * b)
  }
}
