// Which series turn a geodesic on the ellipsoid into arcs on a sphere?
//
// SPDX-License-Identifier: Apache-2.0

/// The size and shape of WGS-84, in the letters of Karney (2013).
enum Wgs84 {
  static let equatorialRadiusM = 6_378_137.0
  static let flattening = 1 / 298.257223563
  /// Polar over equatorial radius.
  static let axisRatio = 1 - flattening
  static let polarRadiusM = equatorialRadiusM * axisRatio
  /// First and second eccentricity, squared.
  static let e2 = flattening * (2 - flattening)
  static let ep2 = e2 / (axisRatio * axisRatio)
  static let thirdFlattening = flattening / (2 - flattening)
}

/// Six coefficients of a sine series; the terms are `c[k] sin(2 (k + 1) x)`.
struct SineSeries {
  var c: (Double, Double, Double, Double, Double, Double)

  /// The sum by Clenshaw's recurrence.
  @inline(__always)
  func sum(sine: Double, cosine: Double) -> Double {
    let ar = 2 * (cosine - sine) * (cosine + sine)
    let b6 = c.5
    let b5 = ar * b6 + c.4
    let b4 = ar * b5 - b6 + c.3
    let b3 = ar * b4 - b5 + c.2
    let b2 = ar * b3 - b4 + c.1
    let b1 = ar * b2 - b3 + c.0
    return 2 * sine * cosine * b1
  }
}

/// The series of C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013), equations 15 to
/// 25, to the sixth order, as GeographicLib (MIT licence) sums them: exact to nanometres on WGS-84.
enum GeodesicSeries {
  static func epsilon(k2: Double) -> Double {
    k2 / (2 * (1 + (1 + k2).squareRoot()) + k2)
  }

  static func a1Minus1(_ eps: Double) -> Double {
    let e2 = eps * eps
    let t = e2 * (e2 * (e2 + 4) + 64) / 256
    return (t + eps) / (1 - eps)
  }

  static func a2Minus1(_ eps: Double) -> Double {
    let e2 = eps * eps
    let t = e2 * (e2 * (-11 * e2 - 28) - 192) / 256
    return (t - eps) / (1 + eps)
  }

  static func a3(_ eps: Double) -> Double {
    let a = -0.0234375 * eps - 0.046927475637074494
    let b = (a * eps - 0.06281503005876607) * eps - 0.2502088451303832
    return (b * eps - 0.49916038980680816) * eps + 1
  }

  static func c1(_ eps: Double) -> SineSeries {
    let x = eps * eps
    let p3 = x * eps
    return SineSeries(
      c: (
        eps * (((-x + 6) * x - 16) / 32), x * (((-9 * x + 64) * x - 128) / 2_048),
        p3 * ((9 * x - 16) / 768), x * x * ((3 * x - 5) / 512),
        x * p3 * (-7 / 1_280), p3 * p3 * (-7 / 2_048)
      ))
  }

  /// The inverse of `c1`.
  static func c1Prime(_ eps: Double) -> SineSeries {
    let x = eps * eps
    let p3 = x * eps
    return SineSeries(
      c: (
        eps * (((205 * x - 432) * x + 768) / 1_536),
        x * (((4_005 * x - 4_736) * x + 3_840) / 12_288),
        p3 * ((-225 * x + 116) / 384), x * x * ((-7_173 * x + 2_695) / 7_680),
        x * p3 * (3_467 / 7_680), p3 * p3 * (38_081 / 61_440)
      ))
  }

  static func c2(_ eps: Double) -> SineSeries {
    let x = eps * eps
    let p3 = x * eps
    return SineSeries(
      c: (
        eps * (((x + 2) * x + 16) / 32), x * (((35 * x + 64) * x + 384) / 2_048),
        p3 * ((15 * x + 80) / 768), x * x * ((7 * x + 35) / 512),
        x * p3 * (63 / 1_280), p3 * p3 * (77 / 2_048)
      ))
  }

  static func c3(_ eps: Double) -> SineSeries {
    let p2 = eps * eps
    let first =
      (((0.0234375 * eps + 0.03908873781853724) * eps + 0.04695366939653196) * eps
        + 0.12499964752736174) * eps + 0.24958019490340408
    let second =
      ((0.01953125 * eps + 0.02345061890926862) * eps + 0.046822392185686165) * eps
      + 0.062342661206936094
    let third = (0.013671875 * eps + 0.023393770302437927) * eps + 0.025963026642854565
    return SineSeries(
      c: (
        eps * first, p2 * second, p2 * eps * third,
        p2 * p2 * (0.013671875 * eps + 0.01362595881755982), p2 * p2 * eps * 0.008203125, 0
      ))
  }
}
