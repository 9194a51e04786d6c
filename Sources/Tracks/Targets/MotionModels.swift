// How may a thing on the ground, in the air or at sea move between two reports?
//
// SPDX-License-Identifier: Apache-2.0

/// Four models of motion in the plane and how a thing changes between them.
///
/// Lane 0 is the calm one: constant velocity with little noise, held for minutes. Lane 1 is constant
/// velocity of a thing that manoeuvres, lanes 2 and 3 coordinated turns to the left and to the right.
/// A thing leaves a model at its `leavingPerS`; where it goes is `arrival`, whichever it left.
///
/// Process noise is white acceleration with the spectral density `noiseM2S3` in each direction: after
/// `t` seconds it has added `noise · t³/3` m² to the variance of the position and `noise · t` m²/s² to
/// that of the velocity (Bar-Shalom, Li, Kirubarajan 2001, section 6.2.2).
public struct MotionModels: Hashable, Sendable {
  /// Spectral density of the acceleration, m²/s³.
  public var noiseM2S3: SIMD4<Double>
  /// Turn rate, counter-clockwise.
  public var turnRadS: SIMD4<Double>
  /// Rate of leaving each model, 1/s.
  public var leavingPerS: SIMD4<Double>
  /// Where a thing goes that leaves its model; sums to 1.
  public var arrival: SIMD4<Double>
  /// How a new track begins; sums to 1.
  public var initial: SIMD4<Double>

  /// Ground vehicles, drones, aircraft and vessels alike: a thing goes straight for some four minutes
  /// or manoeuvres with changes every eight seconds, turning with about 5.9 degrees a second.
  public static let general = MotionModels(
    noiseM2S3: SIMD4(0.02, 0.7, 2.5, 2.5),
    turnRadS: SIMD4(0, 0, 5.9, -5.9) * (Double.pi / 180),
    leavingPerS: SIMD4(1 / 250, 1 / 8, 1 / 8, 1 / 8),
    arrival: SIMD4(0.06, 0.54, 0.2, 0.2),
    initial: SIMD4(0.7, 0.18, 0.06, 0.06))

  public init(
    noiseM2S3: SIMD4<Double>, turnRadS: SIMD4<Double>, leavingPerS: SIMD4<Double>,
    arrival: SIMD4<Double>, initial: SIMD4<Double>
  ) {
    self.noiseM2S3 = noiseM2S3
    self.turnRadS = turnRadS
    self.leavingPerS = leavingPerS
    self.arrival = arrival
    self.initial = initial
  }
}

/// What the models do over one stretch of time; made once for all tracks of a scan.
///
/// With the state (x, vx, y, vy): x' = x + a·vx − b·vy, y' = y + b·vx + a·vy, and the velocity is
/// turned by the angle with cosine c and sine s.
struct MotionStep: BitwiseCopyable {
  let durationS: Double
  private(set) var a = Lanes()
  private(set) var b = Lanes()
  private(set) var c = Lanes()
  private(set) var s = Lanes()
  let noiseM2: Lanes
  let noiseM2S: Lanes
  let noiseM2S2: Lanes
  /// Probability of being still in the model that it was in.
  private(set) var staying = Lanes()
  /// Probability of still being in the area.
  let survival: Double

  init(_ models: MotionModels, durationS t: Double, lifeS: Double = .infinity) {
    durationS = t
    survival = TrackMath.exponential(-t / lifeS)
    noiseM2 = models.noiseM2S3 * (t * t * t / 3)
    noiseM2S = models.noiseM2S3 * (t * t / 2)
    noiseM2S2 = models.noiseM2S3 * t
    for lane in 0..<4 {
      let turn = models.turnRadS[lane]
      staying[lane] = TrackMath.exponential(-t * models.leavingPerS[lane])
      if abs(turn * t) < 1e-9 {
        a[lane] = t
        c[lane] = 1
      } else {
        let sine = TrackMath.sine(turn * t)
        let cosine = TrackMath.cosine(turn * t)
        a[lane] = sine / turn
        b[lane] = (1 - cosine) / turn
        c[lane] = cosine
        s[lane] = sine
      }
    }
  }
}
