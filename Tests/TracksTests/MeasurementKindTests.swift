// Radial speeds, heights, slant ranges and wide bearings against closed formulas.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Making
import Testing

@testable import Tracks

struct MeasurementKindTests {
  // MARK: Radial speeds

  /// At 10 km east of the sensor, going east.
  private static let outbound: Motion = {
    var motion = Motion(
      at: PlanePlot(x: 10_000, y: 0, xx: 400, xy: 0, yy: 1), velocityVarianceM2S2: 36,
      share: SIMD4(0.7, 0.1, 0.1, 0.1))
    motion.vx = SIMD4(repeating: 20)
    motion.xu = SIMD4(repeating: 30)
    return motion
  }()

  @Test func `a radial speed is a measured velocity along the line of sight`() {
    let plot = RangeRatePlot(x: 0, y: 0, rateMPS: 26, varianceM2S2: 4)
    var motion = Self.outbound
    motion.update(with: plot)
    // One scalar update: gain 36 / (36 + 4) of 6 m/s, and 30 / 40 s of it for the place.
    for lane in 0..<4 {
      #expect(abs(motion.vx[lane] - 25.4) < 1e-4)
      #expect(abs(motion.x[lane] - 10_004.5) < 1e-4)
      #expect(abs(motion.uu[lane] - 3.6) < 1e-4)
      #expect(abs(motion.xx[lane] - 377.5) < 1e-3)
      #expect(motion.vy[lane] == 0 && abs(motion.vv[lane] - 36) < 1e-3)
    }
    #expect(motion.isPositiveDefinite)
    let density = Self.outbound.density(of: plot)[0]
    let expected = exp(-0.5 * 36 / 40) / (80 * Double.pi).squareRoot()
    #expect(abs(density - expected) < 1e-6)
  }

  @Test func `the derivatives of a radial speed are those of its formula`() {
    // Small variances in one component at a time, so that the predicted variance is the derivative
    // squared; compared with finite differences.
    let place = SIMD4(3_000.0, 25, -2_000, 14)
    func rate(_ s: SIMD4<Double>) -> Double {
      (s[0] * s[1] + s[2] * s[3]) / sqrt(s[0] * s[0] + s[2] * s[2])
    }
    let z = rate(place)
    for component in 0..<4 {
      var up = place
      up[component] += 1e-3
      var down = place
      down[component] -= 1e-3
      let slope = (rate(up) - rate(down)) / 2e-3
      var motion = Motion()
      motion.share = SIMD4(repeating: 0.25)
      motion.x = SIMD4(repeating: place[0])
      motion.vx = SIMD4(repeating: place[1])
      motion.y = SIMD4(repeating: place[2])
      motion.vy = SIMD4(repeating: place[3])
      let variance = SIMD4(repeating: 4.0)
      switch component {
      case 0: motion.xx = variance
      case 1: motion.uu = variance
      case 2: motion.yy = variance
      default: motion.vv = variance
      }
      let density = motion.density(
        of: RangeRatePlot(x: 0, y: 0, rateMPS: z, varianceM2S2: 1e-12))
      let sigma = 1 / (density[0] * (2 * Double.pi).squareRoot())
      #expect(abs(sigma - abs(slope) * 2) < 1e-6, "component \(component)")
    }
  }

  // MARK: Heights

  @Test func `a height filter follows the formulas of white acceleration and of Kalman`() {
    var height = HeightEstimate(heightM: 1_000, varianceM2: 900, atS: 5)
    height = height.predicted(toS: 9)
    #expect(height.heightM == 1_000 && height.climbMPS == 0)
    #expect(abs(height.heightVarianceM2 - (900 + 16 * 100 + 64 / 3.0)) < 1e-9)
    #expect(abs(height.covarianceM2S - (4 * 100 + 8)) < 1e-9)
    #expect(abs(height.climbVarianceM2S2 - 104) < 1e-9)
    let before = height
    height.update([(heightM: 1_100, chance: 1)], varianceM2: 900)
    let spread = before.heightVarianceM2 + 900
    let expectedM = 1_000 + before.heightVarianceM2 / spread * 100
    let expectedMPS = before.covarianceM2S / spread * 100
    #expect(abs(height.heightM - expectedM) < 1e-9)
    #expect(abs(height.climbMPS - expectedMPS) < 1e-9)
    let product = before.heightVarianceM2 * 900 / spread
    #expect(abs(height.heightVarianceM2 - product) < 1e-9)
  }

  @Test func `heights that may not be the thing's give the moments of the mixture of outcomes`() {
    let before = HeightEstimate(heightM: 1_000, varianceM2: 400, atS: 0).predicted(toS: 3)
    let heights = [(heightM: 1_080.0, chance: 0.5), (heightM: 900.0, chance: 0.2)]
    // Each outcome by itself, then mean and spread of them.
    var outcomes = [(before, 0.3)]
    for height in heights {
      var one = before
      one.update([(heightM: height.heightM, chance: 1)], varianceM2: 625)
      outcomes.append((one, height.chance))
    }
    let mean = outcomes.reduce(0) { $0 + $1.1 * $1.0.heightM }
    let climb = outcomes.reduce(0) { $0 + $1.1 * $1.0.climbMPS }
    func moment(_ value: (HeightEstimate) -> Double) -> Double {
      outcomes.reduce(0) { $0 + $1.1 * value($1.0) }
    }
    var found = before
    found.update(heights, varianceM2: 625)
    #expect(abs(found.heightM - mean) < 1e-9 && abs(found.climbMPS - climb) < 1e-9)
    let high = moment { $0.heightVarianceM2 + ($0.heightM - mean) * ($0.heightM - mean) }
    let cross = moment { $0.covarianceM2S + ($0.heightM - mean) * ($0.climbMPS - climb) }
    let fast = moment { $0.climbVarianceM2S2 + ($0.climbMPS - climb) * ($0.climbMPS - climb) }
    #expect(abs(found.heightVarianceM2 - high) < 1e-9 && abs(found.covarianceM2S - cross) < 1e-9)
    #expect(abs(found.climbVarianceM2S2 - fast) < 1e-9)
  }

  // MARK: Slant ranges

  @Test func `a slant range over a known height is Pythagoras, its error by the slope`() {
    var radar = AirWorld.radar(.slantRangeAndBearing)
    radar.heightM = 200
    let ground = radar.groundRange(slantM: 10_000, varianceM2: 900, height: (6_200, 1e-6))
    #expect(abs(ground.rangeM - 8_000) < 1e-3)
    #expect(abs(ground.varianceM2.squareRoot() - 30 * 10_000 / 8_000) < 1e-3)
    let widened = radar.groundRange(slantM: 10_000, varianceM2: 900, height: (6_200, 100 * 100))
    // d ground / d height = 6,000 / 8,000.
    let expected = (37.5 * 37.5 + 75 * 75.0).squareRoot()
    #expect(abs(widened.varianceM2.squareRoot() - expected) < 0.01 * expected)
  }

  @Test(arguments: [4_000.0, 8_000, 30_000])
  func `without a height the ground range has mean and spread of the prior`(slantM: Double) {
    let radar = AirWorld.radar(.slantRangeAndBearing)
    let found = radar.groundRange(
      slantM: slantM, varianceM2: 1, height: (HeightPrior.meanM, HeightPrior.varianceM2))
    var random = Seeded(3)
    var sum = 0.0
    var square = 0.0
    for _ in 0..<40_000 {
      let height = max(0, HeightPrior.meanM + HeightPrior.varianceM2.squareRoot() * random.normal())
      let ground = max(slantM * slantM - height * height, 0).squareRoot()
      sum += ground
      square += ground * ground
    }
    let mean = sum / 40_000
    let sigma = (square / 40_000 - mean * mean).squareRoot()
    // Three points stand for a bent line: near, the spread is right to a third.
    #expect(abs(found.rangeM - mean) < 0.25 * sigma + 1, "\(found.rangeM) \(mean)")
    #expect(
      found.varianceM2.squareRoot() > 0.6 * sigma && found.varianceM2.squareRoot() < 1.5 * sigma + 2
    )
  }

  @Test func `an elevation is a height`() throws {
    let radar = AirWorld.radar(.slantRangeAndBearing, elevation: 0.01)
    let plot = Plot(id: 0, first: 10_000, second: 0, elevationRad: .pi / 6)
    let height = try #require(radar.height(of: plot, Registration()))
    #expect(abs(height.heightM - 5_000) < 1e-6)
    let expected = 10_000 * cos(Double.pi / 6) * 0.01
    #expect(abs(height.varianceM2 - (expected * expected + 0.25 * 900)) < 1e-6)
    #expect(radar.height(of: Plot(id: 0, first: 1, second: 0), Registration()) == nil)
  }

  // MARK: Wide bearings

  @Test(arguments: [0.0, 0.9, 2.4])
  func `places of wide bearings are unbiased and as sure as they say`(angle: Double) {
    let range = 30_000.0
    let sigmaRad = 0.06
    let truth = SIMD2(range * cos(angle), range * sin(angle))
    var random = Seeded(11)
    var sum = SIMD2<Double>()
    var plain = SIMD2<Double>()
    var distance2 = 0.0
    let count = 40_000
    for _ in 0..<count {
      let r = range + 25 * random.normal()
      let a = angle + sigmaRad * random.normal()
      let place = PlanePlot(
        from: SIMD2(0, 0), rangeM: r, rangeVarianceM2: 625, angleRad: a,
        angleVarianceRad2: sigmaRad * sigmaRad)
      let off = SIMD2(place.x, place.y) - truth
      sum += off
      plain += SIMD2(r * cos(a), r * sin(a)) - truth
      let determinant = place.xx * place.yy - place.xy * place.xy
      #expect(place.xx > 0 && determinant > 0)
      distance2 +=
        (place.yy * off.x * off.x - 2 * place.xy * off.x * off.y + place.xx * off.y * off.y)
        / determinant
    }
    let direction = SIMD2(cos(angle), sin(angle))
    let bias = (sum * direction).sum() / Double(count)
    // The plain formulas put it nearer by range · sigma² / 2 = 54 m.
    #expect(abs((plain * direction).sum() / Double(count) + 54) < 3)
    #expect(abs(bias) < 3, "\(bias)")
    #expect(abs(distance2 / Double(count) - 2) < 0.15, "\(distance2 / Double(count))")
  }

  @Test func `plots that are no numbers are equal to themselves, and others are told apart`() {
    let plot = Plot(id: 1, first: 2, second: 3)
    #expect(plot == Plot(id: 1, first: 2, second: 3) && Set([plot, plot]).count == 1)
    #expect(plot != Plot(id: 1, first: 2, second: 3, heightM: 5))
    #expect(plot != Plot(id: 1, first: 2, second: 4))
  }

  @Test func `speeds, heights and elevations out of all bounds are left out`() {
    let radar = AirWorld.radar(.slantRangeAndBearing, rate: 1, height: 10, elevation: 0.01)
    #expect(radar.accepts(Plot(id: 0, first: 100, second: 0)))
    #expect(radar.accepts(Plot(id: 0, first: 100, second: 0, rangeRateMPS: -3, heightM: 10)))
    #expect(!radar.accepts(Plot(id: 0, first: 100, second: 0, rangeRateMPS: .infinity)))
    #expect(!radar.accepts(Plot(id: 0, first: 100, second: 0, heightM: 1e9)))
    #expect(!radar.accepts(Plot(id: 0, first: 100, second: 0, elevationRad: 2)))
  }
}
