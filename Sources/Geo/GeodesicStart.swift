// On which bearing is a shortest path first looked for?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension GeodesicInverse {
  /// A bearing to start from; for points within 0.2 m it is the answer, and `sigma12` is set.
  func firstTrial() -> Trial {
    var trial = Trial()
    let sinBeta12 = sinBeta2 * cosBeta1 - cosBeta2 * sinBeta1
    let cosBeta12 = cosBeta2 * cosBeta1 + sinBeta2 * sinBeta1
    let sinBetaSum = sinBeta2 * cosBeta1 + cosBeta2 * sinBeta1
    let isShort = cosBeta12 >= 0 && sinBeta12 < 0.5 && cosBeta2 * lambda12 < 0.5
    var (sinOmega, cosOmega) = (sinLambda, cosLambda)
    if isShort {
      let sum = (sinBeta1 + sinBeta2) * (sinBeta1 + sinBeta2)
      let meanSquared = sum / (sum + (cosBeta1 + cosBeta2) * (cosBeta1 + cosBeta2))
      trial.scale = (1 + Wgs84.ep2 * meanSquared).squareRoot()
      let omega = lambda12 / (Wgs84.axisRatio * trial.scale)
      (sinOmega, cosOmega) = (sin(omega), cos(omega))
    }
    let versine = sinOmega * sinOmega / (1 + abs(cosOmega))
    var sine = cosBeta2 * sinOmega
    var cosine =
      cosOmega >= 0
      ? sinBeta12 + cosBeta2 * sinBeta1 * versine : sinBetaSum - cosBeta2 * sinBeta1 * versine
    let sinSigma = (sine * sine + cosine * cosine).squareRoot()
    let cosSigma = sinBeta1 * sinBeta2 + cosBeta1 * cosBeta2 * cosOmega
    if isShort, sinSigma < 3.6424611488788524e-08 {
      (trial.sinAlpha2, trial.cosAlpha2) = Angles.normalized(
        cosBeta1 * sinOmega, sinBeta12 - cosBeta1 * sinBeta2 * versine)
      trial.sigma12 = atan2(sinSigma, cosSigma)
    } else if cosSigma < 0,
      sinSigma < 6 * Wgs84.thirdFlattening * Double.pi * cosBeta1 * cosBeta1
    {
      (sine, cosine) = nearAntipode(sinBetaSum)
    }
    (trial.sinAlpha1, trial.cosAlpha1) = sine > 0 ? Angles.normalized(sine, cosine) : (1, 0)
    return trial
  }

  /// Near the antipode paths of all bearings meet within an astroid (Karney, section 5).
  private func nearAntipode(_ sinBetaSum: Double) -> (Double, Double) {
    let lambdaSupplement = atan2(-sinLambda, -cosLambda)
    let eps = GeodesicSeries.epsilon(k2: sinBeta1 * sinBeta1 * Wgs84.ep2)
    let lambdaScale = Wgs84.flattening * cosBeta1 * GeodesicSeries.a3(eps) * Double.pi
    let x = lambdaSupplement / lambdaScale
    let y = sinBetaSum / (lambdaScale * cosBeta1)
    if y > -200 * Self.tolerance, x > -1 - 1.5e-5 {
      let sine = min(1, -x)
      return (sine, -(1 - sine * sine).squareRoot())
    }
    let k = Self.astroid(x, y)
    let omega = lambdaScale * (-x * k / (1 + k))
    let (sinOmega, cosOmega) = (sin(omega), -cos(omega))
    return (
      cosBeta2 * sinOmega,
      sinBetaSum - cosBeta2 * sinBeta1 * sinOmega * sinOmega / (1 - cosOmega)
    )
  }

  /// The positive root of k⁴ + 2k³ − (x² + y² − 1)k² − 2y²k − y² = 0.
  private static func astroid(_ x: Double, _ y: Double) -> Double {
    let p = x * x
    let q = y * y
    let r = (p + q - 1) / 6
    if q == 0, r <= 0 { return 0 }
    let s = p * q / 4
    let r3 = r * r * r
    let discriminant = s * (s + 2 * r3)
    var u = r
    if discriminant >= 0 {
      let cube = s + r3
      let t = cbrt(cube + (cube < 0 ? -discriminant.squareRoot() : discriminant.squareRoot()))
      u += t + (t != 0 ? r * r / t : 0)
    } else {
      u += 2 * r * cos(atan2((-discriminant).squareRoot(), -(s + r3)) / 3)
    }
    let v = (u * u + q).squareRoot()
    let uv = u < 0 ? q / (v - u) : u + v
    let w = (uv - q) / (2 * v)
    return uv / ((uv + w * w).squareRoot() + w)
  }
}
