// Where is a thing and how does it move, as one Gaussian? With the fusion of estimates that may share errors.
//
// SPDX-License-Identifier: Apache-2.0

/// Position and velocity with their covariance, symmetric as it stands: the order is x, y, vx, vy; metres
/// and metres a second.
struct Estimate: Sendable {
  var mean: SIMD4<Double>
  /// Rows of the covariance.
  var rows: Rows

  typealias Rows = InlineArray<4, SIMD4<Double>>

  /// Mean and spread of the four models together.
  init(_ motion: Motion) {
    let plane = PlaneEstimate(motion)
    let p = plane.positionCovarianceM2
    let c = plane.crossCovarianceM2S
    let v = plane.velocityCovarianceM2S2
    mean = SIMD4(plane.eastM, plane.northM, plane.eastMPS, plane.northMPS)
    rows = [
      SIMD4(p.x, p.y, c.x, c.y), SIMD4(p.y, p.z, c.z, c.w), SIMD4(c.x, c.z, v.x, v.y),
      SIMD4(c.y, c.w, v.y, v.z),
    ]
  }

  /// With an error of the place that all reports share.
  init(_ motion: Motion, sharedM2: Double) {
    self.init(motion)
    rows[0][0] += sharedM2
    rows[1][1] += sharedM2
  }

  private init(mean: SIMD4<Double>, rows: Rows) {
    self.mean = mean
    self.rows = rows
  }

  private static func times(_ rows: Rows, _ v: SIMD4<Double>) -> SIMD4<Double> {
    SIMD4((rows[0] * v).sum(), (rows[1] * v).sum(), (rows[2] * v).sum(), (rows[3] * v).sum())
  }

  /// Inverse and determinant of the covariance, by Cholesky's decomposition; nil where it is not
  /// positive definite.
  private var inverse: (rows: Rows, determinant: Double)? {
    var l = Rows(repeating: SIMD4())
    var determinant = 1.0
    for i in 0..<4 {
      for j in 0...i {
        var sum = rows[i][j]
        for k in 0..<j { sum -= l[i][k] * l[j][k] }
        if i == j {
          guard sum > 0, sum.isFinite else { return nil }
          l[i][i] = sum.squareRoot()
          determinant *= sum
        } else {
          l[i][j] = sum / l[j][j]
        }
      }
    }
    var columns = Rows(repeating: SIMD4())
    for unit in 0..<4 {
      var y = SIMD4<Double>()
      for i in 0..<4 {
        var sum = i == unit ? 1.0 : 0
        for k in 0..<i { sum -= l[i][k] * y[k] }
        y[i] = sum / l[i][i]
      }
      var x = SIMD4<Double>()
      for i in (0..<4).reversed() {
        var sum = y[i]
        for k in (i + 1)..<4 { sum -= l[k][i] * x[k] }
        x[i] = sum / l[i][i]
      }
      columns[unit] = x
    }
    return (columns, determinant)
  }

  /// Squared distance from another estimate of which nothing is shared, in units of the error of the
  /// difference: chi-square with four degrees of freedom where both are of one thing.
  func distance2(from other: Estimate) -> Double {
    var sum = self
    for index in 0..<4 { sum.rows[index] += other.rows[index] }
    guard let inverse = sum.inverse else { return .infinity }
    let difference = mean - other.mean
    return (difference * Self.times(inverse.rows, difference)).sum()
  }

  /// Covariance intersection (Julier and Uhlmann 1997): right whatever errors the two share, so two
  /// tracks that were made from the same plots, or of a thing whose manoeuvre both have missed, are not
  /// counted twice. The weight makes the determinant least.
  func fused(with other: Estimate) -> Estimate {
    guard let own = inverse, let others = other.inverse else { return self }
    func mixed(_ weight: Double) -> Estimate {
      var information = own.rows
      for index in 0..<4 {
        information[index] = weight * own.rows[index] + (1 - weight) * others.rows[index]
      }
      return Estimate(mean: mean, rows: information)
    }
    // The logarithm of the determinant of the information is concave in the weight.
    var low = 0.0
    var high = 1.0
    for _ in 0..<24 {
      let a = low + (high - low) * 0.381_966_011_250_105
      let b = low + (high - low) * 0.618_033_988_749_895
      let left = mixed(a).inverse?.determinant ?? 0
      let right = mixed(b).inverse?.determinant ?? 0
      if left < right { low = a } else { high = b }
    }
    let weight = (low + high) / 2
    // At an end one of the two says it all.
    if weight > 0.999 { return self }
    if weight < 0.001 { return other }
    guard let covariance = mixed(weight).inverse else { return self }
    let pulled =
      weight * Self.times(own.rows, mean) + (1 - weight) * Self.times(others.rows, other.mean)
    return Estimate(mean: Self.times(covariance.rows, pulled), rows: covariance.rows)
  }
}

extension Motion {
  /// Longest step in which the chance of changing between models is taken once.
  private static let stepMaxS = 4.0

  /// Brings the filter forward, in even steps, so that a long silence does not take one turn for
  /// minutes.
  mutating func advance(byS durationS: Double, _ models: MotionModels) {
    guard durationS > 0 else { return }
    let count = min(64, max(1, Int((durationS / Self.stepMaxS).rounded(.up))))
    let step = MotionStep(models, durationS: durationS / Double(count))
    for _ in 0..<count {
      mix(staying: step.staying, arrival: models.arrival)
      predict(step)
    }
  }

  /// Takes a measured velocity in; `variance` holds for each of its two parts.
  mutating func update(eastMPS: Double, northMPS: Double, varianceM2S2 variance: Double) {
    let a = uu + variance
    let b = uv
    let d = vv + variance
    let determinant = a * d - b * b
    let e = eastMPS - vx
    let f = northMPS - vy
    let distance2 = (d * e * e - 2 * b * e * f + a * f * f) / determinant
    let density = (-0.5 * distance2).exponential / determinant.squareRoot()
    let i00 = d / determinant
    let i01 = -b / determinant
    let i11 = a / determinant
    let k00 = xu * i00 + xv * i01
    let k01 = xu * i01 + xv * i11
    let k10 = uu * i00 + uv * i01
    let k11 = uu * i01 + uv * i11
    let k20 = uy * i00 + yv * i01
    let k21 = uy * i01 + yv * i11
    let k30 = uv * i00 + vv * i01
    let k31 = uv * i01 + vv * i11
    x += k00 * e + k01 * f
    vx += k10 * e + k11 * f
    y += k20 * e + k21 * f
    vy += k30 * e + k31 * f
    let before = self
    xx -= k00 * before.xu + k01 * before.xv
    xu -= k00 * before.uu + k01 * before.uv
    xy -= k00 * before.uy + k01 * before.yv
    xv -= k00 * before.uv + k01 * before.vv
    uu -= k10 * before.uu + k11 * before.uv
    uy -= k10 * before.uy + k11 * before.yv
    uv -= k10 * before.uv + k11 * before.vv
    yy -= k20 * before.uy + k21 * before.yv
    yv -= k20 * before.uv + k21 * before.vv
    vv -= k30 * before.uv + k31 * before.vv
    let weighed = share * density
    let sum = weighed.sum()
    guard sum > 0, sum.isFinite else { return }
    share = (weighed / sum).clamped(
      lowerBound: Lanes(repeating: 1e-6), upperBound: Lanes(repeating: 1))
    share /= share.sum()
  }

  /// How far a plot lies from where it is expected.
  struct Expectation {
    /// Squared distance in units of its error and that of all models together.
    let distance2: Double
    /// The same by the model that fits it best: a thing that begins to turn is far from where the calm
    /// model has it.
    let nearest2: Double
    /// Twice the negative logarithm of its density, by which two filters are compared: a vague one is
    /// near to everything.
    let unlikeliness: Double
  }

  func expectation(of plot: PlanePlot) -> Expectation {
    let estimate = Estimate(self)
    let a = estimate.rows[0][0] + plot.xx
    let b = estimate.rows[0][1] + plot.xy
    let d = estimate.rows[1][1] + plot.yy
    let e = plot.x - estimate.mean[0]
    let f = plot.y - estimate.mean[1]
    let la = xx + plot.xx
    let lb = xy + plot.xy
    let ld = yy + plot.yy
    let le = plot.x - x
    let lf = plot.y - y
    let determinants = la * ld - lb * lb
    let distances = (ld * le * le - 2 * lb * le * lf + la * lf * lf) / determinants
    let nearest2 = distances.min()
    // Beside the nearest one, so that none falls below the least number there is.
    let sum = (share * (-0.5 * (distances - nearest2)).exponential / determinants.squareRoot())
      .sum()
    return Expectation(
      distance2: (d * e * e - 2 * b * e * f + a * f * f) / (a * d - b * b), nearest2: nearest2,
      unlikeliness: nearest2 - 2 * TrackMath.logarithm(max(sum, 1e-300)))
  }
}
