// How high is a thing, and how fast does it climb?
//
// SPDX-License-Identifier: Apache-2.0

/// Height and climb of a thing with nearly constant climb: a Kalman filter of its own beside that of
/// the plane.
public struct HeightEstimate: Hashable, Sendable, BitwiseCopyable {
  /// Above the plane's zero.
  public internal(set) var heightM: Double
  public internal(set) var climbMPS: Double
  public internal(set) var heightVarianceM2: Double
  public internal(set) var climbVarianceM2S2: Double
  public internal(set) var covarianceM2S: Double
  var timeS: Double

  /// Spectral density of the vertical acceleration, m²/s³: a climb changes by 1 m/s in a second.
  static let noiseM2S3 = 1.0
  /// What is known of a climb before the second height: one sigma of 10 m/s.
  static let climbVarianceM2S2 = 100.0

  init(heightM: Double, varianceM2: Double, atS timeS: Double) {
    self.heightM = heightM
    climbMPS = 0
    heightVarianceM2 = varianceM2
    climbVarianceM2S2 = Self.climbVarianceM2S2
    covarianceM2S = 0
    self.timeS = timeS
  }

  /// At a later time (Bar-Shalom, Li, Kirubarajan 2001, section 6.2.2).
  func predicted(toS laterS: Double) -> HeightEstimate {
    let t = laterS - timeS
    guard t > 0 else { return self }
    var next = self
    next.timeS = laterS
    next.heightM += t * climbMPS
    next.heightVarianceM2 +=
      2 * t * covarianceM2S + t * t * climbVarianceM2S2 + Self.noiseM2S3 * t * t * t / 3
    next.covarianceM2S += t * climbVarianceM2S2 + Self.noiseM2S3 * t * t / 2
    next.climbVarianceM2S2 += Self.noiseM2S3 * t
    next.checkPositive()
    return next
  }

  /// Takes in heights that may each be this thing's, with their probabilities; the rest is that none
  /// of them is. Mean and covariance are those of the mixture of outcomes (probabilistic data
  /// association, Bar-Shalom and Tse 1975), the heights' errors being alike.
  mutating func update(_ heights: [(heightM: Double, chance: Double)], varianceM2: Double) {
    let spread = heightVarianceM2 + varianceM2
    let gain = heightVarianceM2 / spread
    let climbGain = covarianceM2S / spread
    var total = 0.0
    var mean = 0.0
    var square = 0.0
    for height in heights {
      let off = height.heightM - heightM
      total += height.chance
      mean += height.chance * off
      square += height.chance * off * off
    }
    // Less what the heights tell, plus what is not known of which is right.
    let change = max(square - mean * mean, 0) - total * spread
    heightM += gain * mean
    climbMPS += climbGain * mean
    heightVarianceM2 += gain * gain * change
    covarianceM2S += gain * climbGain * change
    climbVarianceM2S2 += climbGain * climbGain * change
    checkPositive()
  }

  /// Density of a height with such an error, 1/m.
  func density(of heightM: Double, varianceM2: Double) -> Double {
    TrackMath.normal(heightM - self.heightM, varianceM2: heightVarianceM2 + varianceM2)
  }

  @inline(__always)
  private func checkPositive() {
    assert(heightVarianceM2 > 0 && climbVarianceM2S2 > 0)
    assert(heightVarianceM2 * climbVarianceM2S2 > covarianceM2S * covarianceM2S)
  }
}

extension TrackMath {
  /// Density of a Gaussian of mean 0.
  @inline(__always)
  static func normal(_ off: Double, varianceM2: Double) -> Double {
    exponential(-0.5 * off * off / varianceM2) / (2 * .pi * varianceM2).squareRoot()
  }
}
