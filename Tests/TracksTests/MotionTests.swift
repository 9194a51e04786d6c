// The filter against closed formulas.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Making
import Testing

@testable import Tracks

struct MotionTests {
  private static let straight = MotionModels(
    noiseM2S3: SIMD4(repeating: 2), turnRadS: SIMD4(0, 0, 0.1, -0.1),
    leavingPerS: SIMD4(repeating: 0.1), arrival: SIMD4(repeating: 0.25),
    initial: SIMD4(repeating: 0.25))

  @Test func `the bound of the logarithm is below it, and by little`() {
    var value = 1e-12
    while value < 1e6 {
      let bound = TrackMath.logarithmBelow(value)
      let exact = TrackMath.logarithm(value)
      #expect(bound <= exact + 1e-12 && bound > exact - 0.014, "\(value)")
      value *= 1.003
    }
  }

  @Test(arguments: [0.01, 0.3, 0.6, 3.1])
  func `a bearing that is called far has a density below the one that was asked for`(
    offRad: Double
  ) {
    var motion = Motion(
      at: PlanePlot(x: 3_000, y: 1_000, xx: 900, xy: 200, yy: 1_600), velocityVarianceM2S2: 100,
      share: Lanes(0.7, 0.1, 0.1, 0.1))
    motion.x += Lanes(0, 20, 40, -30)
    let angle = TrackMath.angleRad(east: 3_000, north: 1_000)
    let plot = BearingPlot(x: 0, y: 0, angleRad: angle + offRad, varianceRad2: 4e-4)
    let density = motion.density(of: plot).largest
    // It is not called far at a density that it has (one too small for a number says nothing).
    let logarithm = TrackMath.logarithm(max(density, 1e-290))
    #expect(density < 1e-280 || !motion.isFar(from: plot, twiceLogDensity: 2 * logarithm))
    // And it is called far where that is clear.
    if offRad > 0.2 {
      #expect(motion.isFar(from: plot, twiceLogDensity: 2 * TrackMath.logarithm(1e-3)))
    }
  }

  @Test func `e to the power agrees with the platform to two units in the last place`() {
    for step in stride(from: -700.0, through: 20, by: 0.0137) {
      let lanes = Lanes(repeating: step).exponential
      let expected = exp(step)
      #expect(abs(lanes[0] - expected) <= 2 * expected.ulp, "\(step)")
    }
  }

  @Test func `prediction follows the formulas of white acceleration`() {
    var motion = Motion(
      at: PlanePlot(x: 100, y: -50, xx: 400, xy: 30, yy: 500), velocityVarianceM2S2: 90,
      share: SIMD4(repeating: 0.25))
    motion.vx = Lanes(repeating: 10)
    motion.vy = Lanes(repeating: -4)
    motion.predict(MotionStep(Self.straight, durationS: 3))
    #expect(motion.x[0] == 130 && motion.y[0] == -62)
    // 400 + 9·90 + 2·27/3, 3·90 + 2·9/2, 90 + 2·3
    #expect(abs(motion.xx[0] - 1_228) < 1e-9)
    #expect(abs(motion.xu[0] - 279) < 1e-9)
    #expect(abs(motion.uu[0] - 96) < 1e-9)
    #expect(abs(motion.xy[0] - 30) < 1e-9)
  }

  @Test func `a turn keeps the speed and turns by rate times time`() {
    var motion = Motion(
      at: PlanePlot(x: 0, y: 0, xx: 1, xy: 0, yy: 1), velocityVarianceM2S2: 1,
      share: SIMD4(repeating: 0.25))
    motion.vx = Lanes(repeating: 30)
    motion.predict(MotionStep(Self.straight, durationS: 5))
    // A circle of radius v/w = 300 m, a quarter radian and a half.
    #expect(abs(motion.x[2] - 300 * sin(0.5)) < 1e-9)
    #expect(abs(motion.y[2] - 300 * (1 - cos(0.5))) < 1e-9)
    #expect(abs(motion.vx[2] - 30 * cos(0.5)) < 1e-9 && abs(motion.vy[2] - 30 * sin(0.5)) < 1e-9)
    #expect(abs(motion.y[3] + motion.y[2]) < 1e-9)
  }

  @Test func `an update is the product of two Gaussians`() {
    var motion = Motion(
      at: PlanePlot(x: 0, y: 0, xx: 400, xy: 0, yy: 100), velocityVarianceM2S2: 25,
      share: SIMD4(repeating: 0.25))
    let plot = PlanePlot(x: 30, y: 10, xx: 400, xy: 0, yy: 300)
    let density = motion.density(of: plot)
    // 900/800 + 100/400 = 1.375 squared sigmas
    let area: Double = 2 * .pi * (800.0 * 400.0).squareRoot()
    let expected = exp(-0.6875) / area
    #expect(abs(density[0] - expected) < 1e-15)
    motion.update(with: plot, density: density)
    #expect(abs(motion.x[0] - 15) < 1e-9 && abs(motion.y[0] - 2.5) < 1e-9)
    #expect(abs(motion.xx[0] - 200) < 1e-9 && abs(motion.yy[0] - 75) < 1e-9)
  }

  @Test func `mixing keeps mean and covariance of the whole`() {
    var motion = Motion(
      at: PlanePlot(x: 0, y: 0, xx: 100, xy: 0, yy: 100), velocityVarianceM2S2: 25,
      share: SIMD4(0.4, 0.3, 0.2, 0.1))
    motion.x = SIMD4(0, 10, 20, -30)
    motion.vy = SIMD4(1, 2, 3, 4)
    func variance(_ motion: Motion) -> Double {
      let d = motion.x - motion.meanX
      return (motion.share * (motion.xx + d * d)).sum()
    }
    let before = (motion.meanX, motion.meanVY, variance(motion))
    // All leave at the same rate for where they are: the whole stays as it is.
    motion.mix(staying: SIMD4(repeating: 0.7), arrival: SIMD4(0.4, 0.3, 0.2, 0.1))
    #expect(abs(motion.meanX - before.0) < 1e-9 && abs(motion.meanVY - before.1) < 1e-9)
    #expect(abs(variance(motion) - before.2) < 1e-9)
    #expect(abs(motion.share.sum() - 1) < 1e-12)
  }

  @Test func `covariances stay positive definite over ten thousand steps`() {
    var random = Seeded(7)
    var motion = Motion(
      at: PlanePlot(x: 0, y: 0, xx: 400, xy: 0, yy: 400), velocityVarianceM2S2: 900,
      share: MotionModels.general.initial)
    for step in 0..<10_000 {
      let prediction = MotionStep(
        .general, durationS: Double.random(in: 0.05..<8, using: &random))
      motion.mix(staying: prediction.staying, arrival: MotionModels.general.arrival)
      motion.predict(prediction)
      let along = Double.random(in: 1..<900, using: &random)
      let across = Double.random(in: 1..<90_000, using: &random)
      let angle = Double.random(in: 0..<6.28, using: &random)
      let c = cos(angle)
      let s = sin(angle)
      let plot = PlanePlot(
        x: motion.meanX + 20 * random.normal(), y: motion.meanY + 20 * random.normal(),
        xx: c * c * along + s * s * across, xy: c * s * (along - across),
        yy: s * s * along + c * c * across)
      motion.update(with: plot, density: motion.density(of: plot))
      #expect(motion.isPositiveDefinite, "step \(step)")
      #expect(abs(motion.share.sum() - 1) < 1e-9)
    }
  }

  @Test func `a bearing draws the estimate across the line of sight only`() {
    var motion = Motion(
      at: PlanePlot(x: 1_000, y: 0, xx: 10_000, xy: 0, yy: 10_000), velocityVarianceM2S2: 25,
      share: SIMD4(repeating: 0.25))
    let bearing = BearingPlot(x: 0, y: 0, angleRad: 0.05, varianceRad2: 1e-6)
    motion.update(with: bearing, density: motion.density(of: bearing))
    #expect(abs(motion.x[0] - 1_000) < 1e-6 && abs(motion.y[0] - 50) < 1)
    #expect(abs(motion.xx[0] - 10_000) < 1e-6 && motion.yy[0] < 2)
  }
}

extension Motion {
  /// By Cholesky's way, each model by itself.
  var isPositiveDefinite: Bool {
    (0..<4).allSatisfy { lane in
      let p = [
        [xx[lane], xu[lane], xy[lane], xv[lane]], [xu[lane], uu[lane], uy[lane], uv[lane]],
        [xy[lane], uy[lane], yy[lane], yv[lane]], [xv[lane], uv[lane], yv[lane], vv[lane]],
      ]
      var l = [[Double]](repeating: [0, 0, 0, 0], count: 4)
      for row in 0..<4 {
        for column in 0...row {
          let sum = (0..<column).reduce(0.0) { $0 + l[row][$1] * l[column][$1] }
          if row == column {
            guard p[row][row] - sum > 0 else { return false }
            l[row][row] = (p[row][row] - sum).squareRoot()
          } else {
            l[row][column] = (p[row][column] - sum) / l[column][column]
          }
        }
      }
      return true
    }
  }
}
