// On which bearing does the shortest path between two points leave?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Karney's inverse problem, brought to `latitude1 <= -|latitude2|` and longitudes eastwards, where
/// the bearing is the one root of longitude(bearing); Newton's method, kept within a bracket.
struct GeodesicInverse {
  static let tolerance = 2.22e-16
  private static let newtonCount = 20
  private static let stepCountMax = 83
  private static let tiny = 1.5e-154

  let swap: Bool
  let longitudeSign: Double
  let latitudeSign: Double
  let lambda12: Double
  let sinLambda: Double
  let cosLambda: Double
  let supplementDeg: Double
  let sinBeta1: Double
  let cosBeta1: Double
  let sinBeta2: Double
  let cosBeta2: Double
  let dn1: Double
  let dn2: Double

  /// A path under trial: bearings at both ends and the arc between, on the auxiliary sphere.
  struct Trial {
    var sinAlpha1 = 0.0
    var cosAlpha1 = 1.0
    var sinAlpha2 = 0.0
    var cosAlpha2 = 1.0
    var sigma12 = -1.0
    var sinSigma1 = 0.0
    var cosSigma1 = 1.0
    var sinSigma2 = 0.0
    var cosSigma2 = 1.0
    var eps = Wgs84.thirdFlattening
    var scale = 1.0
  }

  init(from start: GeoPoint, to end: GeoPoint) {
    let difference = (end.longitudeDeg - start.longitudeDeg).remainder(dividingBy: 360)
    let eastward = abs(difference)
    lambda12 = eastward * Angles.radPerDeg
    (sinLambda, cosLambda) = Angles.sinCos(eastward)
    supplementDeg = 180 - eastward
    var latitude1 = start.latitudeDeg
    var latitude2 = end.latitudeDeg
    swap = abs(latitude1) < abs(latitude2)
    if swap { (latitude1, latitude2) = (latitude2, latitude1) }
    let sign = difference.sign == .minus ? -1.0 : 1.0
    longitudeSign = swap ? -sign : sign
    latitudeSign = latitude1.sign == .minus ? 1 : -1
    let first = Angles.reducedLatitude(latitude1 * latitudeSign)
    // On the equator this is -0: the path turns south there.
    (sinBeta1, cosBeta1) = (-abs(first.sine), first.cosine)
    var second = Angles.reducedLatitude(latitude2 * latitudeSign)
    if cosBeta1 < -sinBeta1 {
      if second.cosine == cosBeta1 { second.sine = second.sine < 0 ? sinBeta1 : -sinBeta1 }
    } else if abs(second.sine) == -sinBeta1 {
      second.cosine = cosBeta1
    }
    (sinBeta2, cosBeta2) = second
    dn1 = (1 + Wgs84.ep2 * sinBeta1 * sinBeta1).squareRoot()
    dn2 = (1 + Wgs84.ep2 * second.sine * second.sine).squareRoot()
  }

  func solve() -> (distanceM: Double, initialBearingRad: Double) {
    if cosBeta1 < 1e-150 || sinLambda == 0, let answer = alongMeridian() { return answer }
    if sinBeta1 == 0, supplementDeg >= Wgs84.flattening * 180 {
      return answer(Wgs84.equatorialRadiusM * lambda12, (1, 0), (1, 0))
    }
    var trial = firstTrial()
    if trial.sigma12 >= 0 {
      return answer(
        trial.sigma12 * Wgs84.polarRadiusM * trial.scale, (trial.sinAlpha1, trial.cosAlpha1),
        (trial.sinAlpha2, trial.cosAlpha2))
    }
    converge(&trial)
    return answer(
      lengthM(trial), (trial.sinAlpha1, trial.cosAlpha1), (trial.sinAlpha2, trial.cosAlpha2))
  }

  private func answer(
    _ distanceM: Double, _ alpha1: (Double, Double), _ alpha2: (Double, Double)
  ) -> (distanceM: Double, initialBearingRad: Double) {
    let alpha = swap ? alpha2 : alpha1
    let sine = alpha.0 * (swap ? -1 : 1) * longitudeSign
    let cosine = alpha.1 * (swap ? -1 : 1) * latitudeSign
    return (distanceM, atan2(sine, cosine))
  }

  /// The path over the pole or along one meridian; nil where it is not the shortest.
  private func alongMeridian() -> (distanceM: Double, initialBearingRad: Double)? {
    var trial = Trial()
    (trial.sinSigma1, trial.cosSigma1) = (sinBeta1, cosLambda * cosBeta1)
    (trial.sinSigma2, trial.cosSigma2) = (sinBeta2, cosBeta2)
    trial.sigma12 = arc(trial)
    let reduced = reducedLength(trial)
    guard trial.sigma12 < Self.tolerance || reduced >= 0 else { return nil }
    let distanceM = trial.sigma12 < 3 * Self.tiny ? 0 : max(0, lengthM(trial))
    return answer(distanceM, (sinLambda, cosLambda), (0, 1))
  }

  private func arc(_ trial: Trial) -> Double {
    atan2(
      max(0, trial.cosSigma1 * trial.sinSigma2 - trial.sinSigma1 * trial.cosSigma2),
      trial.cosSigma1 * trial.cosSigma2 + trial.sinSigma1 * trial.sinSigma2)
  }

  private func lengthM(_ trial: Trial) -> Double {
    let c1 = GeodesicSeries.c1(trial.eps)
    let b1 =
      c1.sum(sine: trial.sinSigma2, cosine: trial.cosSigma2)
      - c1.sum(sine: trial.sinSigma1, cosine: trial.cosSigma1)
    return Wgs84.polarRadiusM * (1 + GeodesicSeries.a1Minus1(trial.eps)) * (trial.sigma12 + b1)
  }

  /// Karney's m12 over b: how fast paths of neighbouring bearings part.
  private func reducedLength(_ trial: Trial) -> Double {
    let c1 = GeodesicSeries.c1(trial.eps)
    let c2 = GeodesicSeries.c2(trial.eps)
    let a1 = 1 + GeodesicSeries.a1Minus1(trial.eps)
    let a2 = 1 + GeodesicSeries.a2Minus1(trial.eps)
    let b1 =
      c1.sum(sine: trial.sinSigma2, cosine: trial.cosSigma2)
      - c1.sum(sine: trial.sinSigma1, cosine: trial.cosSigma1)
    let b2 =
      c2.sum(sine: trial.sinSigma2, cosine: trial.cosSigma2)
      - c2.sum(sine: trial.sinSigma1, cosine: trial.cosSigma1)
    let j12 = (a1 - a2) * trial.sigma12 + (a1 * b1 - a2 * b2)
    return dn2 * (trial.cosSigma1 * trial.sinSigma2) - dn1 * (trial.sinSigma1 * trial.cosSigma2)
      - trial.cosSigma1 * trial.cosSigma2 * j12
  }

  /// Longitude difference that the bearing of `trial` gives, less the one wanted; fills the rest of
  /// `trial`. The second value is its derivative by the bearing.
  private func miss(_ trial: inout Trial) -> (lambda: Double, slope: Double) {
    if sinBeta1 == 0, trial.cosAlpha1 == 0 { trial.cosAlpha1 = -Self.tiny }
    let sinAlpha0 = trial.sinAlpha1 * cosBeta1
    let across = trial.sinAlpha1 * sinBeta1
    let cosAlpha0Squared = trial.cosAlpha1 * trial.cosAlpha1 + across * across
    let cosOmega1 = trial.cosAlpha1 * cosBeta1
    (trial.sinSigma1, trial.cosSigma1) = Angles.normalized(sinBeta1, cosOmega1)
    trial.sinAlpha2 = cosBeta2 != cosBeta1 ? sinAlpha0 / cosBeta2 : trial.sinAlpha1
    if cosBeta2 != cosBeta1 || abs(sinBeta2) != -sinBeta1 {
      let gain =
        cosBeta1 < -sinBeta1
        ? (cosBeta2 - cosBeta1) * (cosBeta1 + cosBeta2)
        : (sinBeta1 - sinBeta2) * (sinBeta1 + sinBeta2)
      trial.cosAlpha2 = (cosOmega1 * cosOmega1 + gain).squareRoot() / cosBeta2
    } else {
      trial.cosAlpha2 = abs(trial.cosAlpha1)
    }
    let sinOmega1 = sinAlpha0 * sinBeta1
    let sinOmega2 = sinAlpha0 * sinBeta2
    let cosOmega2 = trial.cosAlpha2 * cosBeta2
    (trial.sinSigma2, trial.cosSigma2) = Angles.normalized(sinBeta2, cosOmega2)
    trial.sigma12 = arc(trial)
    let sinOmega12 = max(0, cosOmega1 * sinOmega2 - sinOmega1 * cosOmega2)
    let cosOmega12 = cosOmega1 * cosOmega2 + sinOmega1 * sinOmega2
    let eta = atan2(
      sinOmega12 * cosLambda - cosOmega12 * sinLambda,
      cosOmega12 * cosLambda + sinOmega12 * sinLambda)
    trial.eps = GeodesicSeries.epsilon(k2: cosAlpha0Squared * Wgs84.ep2)
    let c3 = GeodesicSeries.c3(trial.eps)
    let b312 =
      c3.sum(sine: trial.sinSigma2, cosine: trial.cosSigma2)
      - c3.sum(sine: trial.sinSigma1, cosine: trial.cosSigma1)
    let turn =
      -Wgs84.flattening * GeodesicSeries.a3(trial.eps) * sinAlpha0 * (trial.sigma12 + b312)
    let slope =
      trial.cosAlpha2 == 0
      ? -2 * Wgs84.axisRatio * dn1 / sinBeta1
      : reducedLength(trial) * Wgs84.axisRatio / (trial.cosAlpha2 * cosBeta2)
    return (eta + turn, slope)
  }

  private func converge(_ trial: inout Trial) {
    var low = (sine: Self.tiny, cosine: 1.0)
    var high = (sine: Self.tiny, cosine: -1.0)
    var (isLastNewton, isLastBisection) = (false, false)
    for step in 0...Self.stepCountMax {
      let (lambda, slope) = miss(&trial)
      let limit = (isLastNewton ? 8 : 1) * Self.tolerance
      if isLastBisection || !(abs(lambda) >= limit) || step == Self.stepCountMax { return }
      let cotangent = trial.cosAlpha1 / trial.sinAlpha1
      if lambda > 0, step > Self.newtonCount || cotangent > high.cosine / high.sine {
        high = (trial.sinAlpha1, trial.cosAlpha1)
      } else if lambda < 0, step > Self.newtonCount || cotangent < low.cosine / low.sine {
        low = (trial.sinAlpha1, trial.cosAlpha1)
      }
      if step + 1 < Self.newtonCount, slope > 0, newton(&trial, by: -lambda / slope) {
        isLastNewton = abs(lambda) <= 16 * Self.tolerance
        continue
      }
      (trial.sinAlpha1, trial.cosAlpha1) = Angles.normalized(
        (low.sine + high.sine) / 2, (low.cosine + high.cosine) / 2)
      isLastNewton = false
      isLastBisection =
        abs(low.sine - trial.sinAlpha1) + (low.cosine - trial.cosAlpha1) < Self.tolerance
        || abs(trial.sinAlpha1 - high.sine) + (trial.cosAlpha1 - high.cosine) < Self.tolerance
    }
  }

  private func newton(_ trial: inout Trial, by stepRad: Double) -> Bool {
    guard abs(stepRad) < Double.pi else { return false }
    let (s, c) = (sin(stepRad), cos(stepRad))
    let sine = trial.sinAlpha1 * c + trial.cosAlpha1 * s
    guard sine > 0 else { return false }
    (trial.sinAlpha1, trial.cosAlpha1) = Angles.normalized(
      sine, trial.cosAlpha1 * c - trial.sinAlpha1 * s)
    return true
  }
}
