// Which place, time and air fit the arrivals best? Levenberg-Marquardt, with priors for the air.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// A place and time, with the air and height that go with it in units of their sigma.
struct SoundState: Sendable {
  /// East, north (metres), origin (seconds), speed, wind east, wind north, height (sigmas).
  var values: [7 of Double] = .init(repeating: 0)

  init(eastM: Double, northM: Double, originS: Double) {
    values[0] = eastM
    values[1] = northM
    values[2] = originS
  }

  var isFinite: Bool {
    for i in 0..<7 where !values[i].isFinite { return false }
    return true
  }

  var eastM: Double { values[0] }
  var northM: Double { values[1] }
  var originS: Double { values[2] }
}

/// The nonlinear least squares of one set of arrivals.
///
/// Speed of sound, wind and height are common to all arrivals, so their errors are not independent
/// from arrival to arrival. They are unknowns with a prior, beside place and time: what the arrivals
/// say of the air is used, and what they do not say stays in the covariance.
struct SoundFit {
  private static let roundsMax = 60

  let scene: SoundScene
  private(set) var rows: [SoundRow]
  /// Whole errors of the arrival times, with the path's.
  private(set) var sigmasS: [Double]
  private(set) var state: SoundState
  private(set) var cost = Double.infinity
  /// Row after row, 7 by 7; of the undamped problem.
  private(set) var normal: [49 of Double] = .init(repeating: 0)
  private var gradient: [7 of Double] = .init(repeating: 0)
  private(set) var hasConverged = false

  init(_ scene: SoundScene, _ rows: [SoundRow], from start: SoundState) {
    self.scene = scene
    self.rows = rows
    state = start
    sigmasS = rows.map(\.sigmaS)
  }

  /// The sum of squares with the logarithm of the errors, which depend on the place a little.
  var badness: Double { sigmasS.reduce(cost) { $0 + 2 * log($1) } }

  /// Solves; the path's part of the errors is taken anew from each solution.
  mutating func solve() {
    let rounds = scene.air.pathSigmaMPerS > 0 ? 3 : 1
    for _ in 0..<rounds {
      weigh()
      descend()
    }
  }

  private mutating func weigh() {
    let share = scene.air.pathSigmaMPerS / scene.air.speedMPerS
    for index in rows.indices {
      let pathS = share * travel(rows[index], state).travelS
      sigmasS[index] = (rows[index].sigmaS * rows[index].sigmaS + pathS * pathS).squareRoot()
    }
  }

  private mutating func descend() {
    var damping = 1e-4
    cost = linearise()
    hasConverged = false
    for _ in 0..<Self.roundsMax {
      var damped = normal
      for i in 0..<7 { damped[i * 8] += damping * max(normal[i * 8], 1e-12) }
      var step = gradient
      guard Self.factor(&damped) else {
        damping *= 10
        if damping > 1e12 { return }
        continue
      }
      Self.substitute(damped, &step)
      let before = (state, cost, normal, gradient)
      for i in 0..<7 { state.values[i] += step[i] }
      cost = linearise()
      if cost <= before.1 {
        damping = max(damping / 10, 1e-12)
        if abs(step[0]) < 1e-5, abs(step[1]) < 1e-5, abs(step[2]) < 1e-8 {
          hasConverged = true
          return
        }
        // Nothing is left to gain, though the valley is flat.
        if before.1 - cost < 1e-13 * (1 + cost), damping <= 1e-6 {
          hasConverged = true
          return
        }
      } else {
        (state, cost, normal, gradient) = before
        damping *= 10
        if damping > 1e12 {
          hasConverged = true
          return
        }
      }
    }
  }

  // MARK: The model

  struct Travel {
    let travelS: Double
    /// The way in the moving air: from the source to the sensor less the wind's drift.
    let eastM: Double
    let northM: Double
    let upM: Double
    let speed: Double
    let windEast: Double
    let windNorth: Double
  }

  @inline(__always)
  func travel(_ row: SoundRow, _ state: SoundState) -> Travel {
    let air = scene.air
    let mean = air.wind
    let speed = air.speedMPerS + state.values[3] * air.speedSigmaMPerS
    let windEast = mean.eastMPerS + state.values[4] * air.windSigmaMPerS
    let windNorth = mean.northMPerS + state.values[5] * air.windSigmaMPerS
    let heightM = scene.sourceHeightM + state.values[6] * scene.sourceHeightSigmaM
    let eastM = row.eastM - state.values[0]
    let northM = row.northM - state.values[1]
    let upM = row.upM - scene.sourceUpM(state.values[0], state.values[1], heightM: heightM)
    let travelS = SoundAir.travelS(eastM, northM, upM, speed: speed, windEast, windNorth)
    return Travel(
      travelS: travelS, eastM: eastM - windEast * travelS, northM: northM - windNorth * travelS,
      upM: upM, speed: speed, windEast: windEast, windNorth: windNorth)
  }

  /// Expected time from the epoch, and its derivatives by the unknowns.
  @inline(__always)
  func expected(_ row: SoundRow, _ state: SoundState) -> (Travel, slopes: [7 of Double]) {
    let way = travel(row, state)
    let air = scene.air
    let denominator =
      1
      / (way.eastM * way.windEast + way.northM * way.windNorth
        + way.speed * way.speed * way.travelS + 1e-9)
    let fall = 1 / scene.plane.radiusM
    var slopes: [7 of Double] = .init(repeating: 0)
    slopes[0] = -(way.eastM - way.upM * state.values[0] * fall) * denominator
    slopes[1] = -(way.northM - way.upM * state.values[1] * fall) * denominator
    slopes[2] = 1
    slopes[3] =
      -way.speed * way.travelS * way.travelS * denominator * air.speedSigmaMPerS
    slopes[4] = -way.travelS * way.eastM * denominator * air.windSigmaMPerS
    slopes[5] = -way.travelS * way.northM * denominator * air.windSigmaMPerS
    slopes[6] = -way.upM * denominator * scene.sourceHeightSigmaM
    return (way, slopes)
  }

  /// Expected bearing in the plane, and its derivatives: where the wave front comes from, which
  /// stands a little into the wind.
  @inline(__always)
  func expectedBearing(
    _ way: Travel, _ time: [7 of Double]
  ) -> (bearingRad: Double, slopes: [7 of Double]) {
    let east = -way.eastM
    let north = -way.northM
    let squared = max(1e-6, east * east + north * north)
    var slopes: [7 of Double] = .init(repeating: 0)
    for i in [0, 1, 3, 4, 5, 6] {
      var eastward = way.windEast * time[i]
      var northward = way.windNorth * time[i]
      if i == 0 { eastward += 1 }
      if i == 1 { northward += 1 }
      if i == 4 { eastward += way.travelS * scene.air.windSigmaMPerS }
      if i == 5 { northward += way.travelS * scene.air.windSigmaMPerS }
      slopes[i] = (north * eastward - east * northward) / squared
    }
    return (atan2(east, north), slopes)
  }

  /// Fills normal matrix and gradient (of the step that lessens the cost); gives the cost.
  private mutating func linearise() -> Double {
    for i in 0..<49 { normal[i] = 0 }
    for i in 0..<7 { gradient[i] = 0 }
    var sum = 0.0
    for i in 3..<7 {
      normal[i * 8] = 1
      gradient[i] = -state.values[i]
      sum += state.values[i] * state.values[i]
    }
    for index in rows.indices {
      let row = rows[index]
      let (way, slopes) = expected(row, state)
      sum += add(row.atS - state.originS - way.travelS, 1 / sigmasS[index], slopes)
      guard row.hasBearing else { continue }
      let (bearingRad, turning) = expectedBearing(way, slopes)
      sum += add(
        (row.bearingRad - bearingRad).remainder(dividingBy: 2 * .pi), 1 / row.bearingSigmaRad,
        turning)
    }
    if scene.hasFlash {
      var slopes: [7 of Double] = .init(repeating: 0)
      slopes[2] = 1
      sum += add(scene.flashS - state.originS, 1 / scene.flashSigmaS, slopes)
    }
    return sum
  }

  @inline(__always)
  private mutating func add(
    _ residual: Double, _ weight: Double, _ slopes: [7 of Double]
  ) -> Double {
    let squared = weight * weight
    for i in 0..<7 {
      let weighted = slopes[i] * squared
      gradient[i] += weighted * residual
      for j in 0...i { normal[i * 7 + j] += weighted * slopes[j] }
    }
    return residual * residual * squared
  }
}
