// Where is a thing, how fast does it go, and how sure is that? The filter of one hypothesis.
//
// SPDX-License-Identifier: Apache-2.0

/// Position and velocity under four motion models, each a Gaussian, with the probabilities of the
/// models: an interacting multiple model filter (Blom and Bar-Shalom 1988).
///
/// Plane metres, east and north; metres a second. Only one triangle of each covariance is kept, so it
/// is symmetric as it stands.
struct Motion: BitwiseCopyable {
  var x = Lanes()
  var vx = Lanes()
  var y = Lanes()
  var vy = Lanes()
  // Covariance of (x, vx, y, vy).
  var xx = Lanes()
  var xu = Lanes()
  var xy = Lanes()
  var xv = Lanes()
  var uu = Lanes()
  var uy = Lanes()
  var uv = Lanes()
  var yy = Lanes()
  var yv = Lanes()
  var vv = Lanes()
  /// Probabilities of the models.
  var share = Lanes()

  init() {}

  /// A thing seen once, with a velocity known only by its size.
  init(at place: PlanePlot, velocityVarianceM2S2 variance: Double, share: Lanes) {
    x = Lanes(repeating: place.x)
    y = Lanes(repeating: place.y)
    xx = Lanes(repeating: place.xx)
    xy = Lanes(repeating: place.xy)
    yy = Lanes(repeating: place.yy)
    uu = Lanes(repeating: variance)
    vv = Lanes(repeating: variance)
    self.share = share
  }

  // MARK: Time

  /// The chance of changing between models: mixes the Gaussians of the models that a thing may have
  /// come from.
  @inline(__always)
  mutating func mix(staying: Lanes, arrival: Lanes) {
    let going = share * (1 - staying)
    let gone = max(going.sum(), 1e-12)
    let from = going / gone
    let keeping = share * staying
    let next = keeping + arrival * gone
    let own = keeping / next
    let new = 1 - own
    let mx = (from * x).sum()
    let mvx = (from * vx).sum()
    let my = (from * y).sum()
    let mvy = (from * vy).sum()
    let dx = x - mx
    let dvx = vx - mvx
    let dy = y - my
    let dvy = vy - mvy
    let spread = own * new
    @inline(__always) func mixed(_ p: Lanes, _ d: Lanes, _ e: Lanes) -> Lanes {
      let product = d * e
      return own * p + new * (from * (p + product)).sum() + spread * product
    }
    xx = mixed(xx, dx, dx)
    xu = mixed(xu, dx, dvx)
    xy = mixed(xy, dx, dy)
    xv = mixed(xv, dx, dvy)
    uu = mixed(uu, dvx, dvx)
    uy = mixed(uy, dvx, dy)
    uv = mixed(uv, dvx, dvy)
    yy = mixed(yy, dy, dy)
    yv = mixed(yv, dy, dvy)
    vv = mixed(vv, dvy, dvy)
    x = mx + own * dx
    vx = mvx + own * dvx
    y = my + own * dy
    vy = mvy + own * dvy
    share = next
  }

  @inline(__always)
  mutating func predict(_ step: MotionStep) {
    let a = step.a
    let b = step.b
    let c = step.c
    let s = step.s
    x += a * vx - b * vy
    y += b * vx + a * vy
    let turned = c * vx - s * vy
    vy = s * vx + c * vy
    vx = turned
    // F·P, row by row, then times F transposed.
    let f00 = xx + a * xu - b * xv
    let f01 = xu + a * uu - b * uv
    let f02 = xy + a * uy - b * yv
    let f03 = xv + a * uv - b * vv
    let f11 = c * uu - s * uv
    let f12 = c * uy - s * yv
    let f13 = c * uv - s * vv
    let f21 = uy + b * uu + a * uv
    let f22 = yy + b * uy + a * yv
    let f23 = yv + b * uv + a * vv
    let f31 = s * uu + c * uv
    let f33 = s * uv + c * vv
    xx = f00 + a * f01 - b * f03 + step.noiseM2
    xu = c * f01 - s * f03 + step.noiseM2S
    xy = f02 + b * f01 + a * f03
    xv = s * f01 + c * f03
    uu = c * f11 - s * f13 + step.noiseM2S2
    uy = f12 + b * f11 + a * f13
    uv = s * f11 + c * f13
    yy = f22 + b * f21 + a * f23 + step.noiseM2
    yv = s * f21 + c * f23 + step.noiseM2S
    vv = s * f31 + c * f33 + step.noiseM2S2
  }

  // MARK: Reports

  /// Density of a plot under each model, 1/m².
  @inline(__always)
  func density(of plot: PlanePlot) -> Lanes {
    density(of: plot, within: 1e300) ?? Lanes()
  }

  /// Nil where the plot is farther off than so many sigmas, squared, under every model.
  @inline(__always)
  func density(of plot: PlanePlot, within most: Double) -> Lanes? {
    let a = xx + plot.xx
    let b = xy + plot.xy
    let d = yy + plot.yy
    let determinant = a * d - b * b
    let e = plot.x - x
    let f = plot.y - y
    let square = d * e * e - 2 * b * e * f + a * f * f
    if (square - most * determinant).smallest > 0 { return nil }
    let distance2 = square / determinant
    return (-0.5 * distance2).exponential / (2 * Double.pi * determinant.squareRoot())
  }

  /// Takes a plot in, whose densities under the models are known.
  @inline(__always)
  mutating func update(with plot: PlanePlot, density: Lanes) {
    let a = xx + plot.xx
    let b = xy + plot.xy
    let d = yy + plot.yy
    let inverse = 1 / (a * d - b * b)
    let i00 = d * inverse
    let i01 = -b * inverse
    let i11 = a * inverse
    let e = plot.x - x
    let f = plot.y - y
    let k00 = xx * i00 + xy * i01
    let k01 = xx * i01 + xy * i11
    let k10 = xu * i00 + uy * i01
    let k11 = xu * i01 + uy * i11
    let k20 = xy * i00 + yy * i01
    let k21 = xy * i01 + yy * i11
    let k30 = xv * i00 + yv * i01
    let k31 = xv * i01 + yv * i11
    x += k00 * e + k01 * f
    vx += k10 * e + k11 * f
    y += k20 * e + k21 * f
    vy += k30 * e + k31 * f
    let before = self
    xx -= k00 * before.xx + k01 * before.xy
    xu -= k00 * before.xu + k01 * before.uy
    xy -= k00 * before.xy + k01 * before.yy
    xv -= k00 * before.xv + k01 * before.yv
    uu -= k10 * before.xu + k11 * before.uy
    uy -= k10 * before.xy + k11 * before.yy
    uv -= k10 * before.xv + k11 * before.yv
    yy -= k20 * before.xy + k21 * before.yy
    yv -= k20 * before.xv + k21 * before.yv
    vv -= k30 * before.xv + k31 * before.yv
    weigh(density)
  }

  /// True where the density of a bearing is surely below one whose logarithm, twice, is given.
  ///
  /// An angle is no less than its sine, and the sine needs no inverse function.
  func isFar(from bearing: BearingPlot, twiceLogDensity: Double) -> Bool {
    let dx = x - bearing.x
    let dy = y - bearing.y
    let along = bearing.east * dx + bearing.north * dy
    let off = bearing.east * dy - bearing.north * dx
    let range2 = dx * dx + dy * dy
    let across = xx * dy * dy - 2 * xy * dx * dy + yy * dx * dx
    // In rad² times the range to the fourth; where it is behind, the angle is more than a right one.
    let square = (off * off * range2).replacing(
      with: 2 * range2 * range2, where: along .< Lanes())
    let variance = across + bearing.varianceRad2 * range2 * range2
    // The density is at most exp(-d²/2) / sqrt(2π·variance of the bearing).
    let most = -twiceLogDensity - TrackMath.logarithm(2 * .pi * bearing.varianceRad2)
    return (square - (most + 0.000_001 * (1 + abs(most))) * variance).smallest > 0
      && range2.smallest > 1
  }

  /// Density of a bearing under each model, 1/rad.
  func density(of bearing: BearingPlot) -> Lanes {
    var density = Lanes()
    for lane in 0..<4 {
      let dx = x[lane] - bearing.x
      let dy = y[lane] - bearing.y
      let range2 = max(dx * dx + dy * dy, 1)
      let h0 = -dy / range2
      let h1 = dx / range2
      let variance =
        xx[lane] * h0 * h0 + 2 * xy[lane] * h0 * h1 + yy[lane] * h1 * h1 + bearing.varianceRad2
      let off = TrackMath.wrappedRad(
        bearing.angleRad - TrackMath.angleRad(east: dx, north: dy))
      density[lane] =
        TrackMath.exponential(-0.5 * off * off / variance)
        / (2 * .pi * variance).squareRoot()
    }
    return density
  }

  mutating func update(with bearing: BearingPlot, density: Lanes) {
    let dx = x - bearing.x
    let dy = y - bearing.y
    let range2 = (dx * dx + dy * dy).clamped(
      lowerBound: Lanes(repeating: 1), upperBound: Lanes(repeating: 1e18))
    let h0 = -dy / range2
    let h1 = dx / range2
    let g0 = xx * h0 + xy * h1
    let g1 = xu * h0 + uy * h1
    let g2 = xy * h0 + yy * h1
    let g3 = xv * h0 + yv * h1
    let inverse = 1 / (g0 * h0 + g2 * h1 + bearing.varianceRad2)
    var off = Lanes()
    for lane in 0..<4 {
      off[lane] = TrackMath.wrappedRad(
        bearing.angleRad - TrackMath.angleRad(east: dx[lane], north: dy[lane]))
    }
    let gain = inverse * off
    x += g0 * gain
    vx += g1 * gain
    y += g2 * gain
    vy += g3 * gain
    xx -= g0 * g0 * inverse
    xu -= g0 * g1 * inverse
    xy -= g0 * g2 * inverse
    xv -= g0 * g3 * inverse
    uu -= g1 * g1 * inverse
    uy -= g1 * g2 * inverse
    uv -= g1 * g3 * inverse
    yy -= g2 * g2 * inverse
    yv -= g2 * g3 * inverse
    vv -= g3 * g3 * inverse
    weigh(density)
  }

  /// Bayes on the models; none falls below one in a million, so that it can come back.
  @inline(__always)
  private mutating func weigh(_ density: Lanes) {
    let weighed = share * density
    let sum = weighed.sum()
    guard sum > 0 else { return }
    let next = weighed / sum
    let least = Lanes(repeating: 1e-6)
    share = next.replacing(with: least, where: next .< least)
    share /= share.sum()
  }

  // MARK: Reading

  @inline(__always) var meanX: Double { (share * x).sum() }
  @inline(__always) var meanY: Double { (share * y).sum() }
  @inline(__always) var meanVX: Double { (share * vx).sum() }
  @inline(__always) var meanVY: Double { (share * vy).sum() }

  /// Squared distance of two estimates in units of this one's likeliest model, each of the four
  /// components by itself.
  @inline(__always)
  func distance2(to other: Motion) -> Double {
    let lane = share.indexOfMax
    let dx = meanX - other.meanX
    let dy = meanY - other.meanY
    let dvx = meanVX - other.meanVX
    let dvy = meanVY - other.meanVY
    return dx * dx / xx[lane] + dy * dy / yy[lane] + dvx * dvx / uu[lane] + dvy * dvy / vv[lane]
  }

  /// Squared distance of the estimates of two things in units of the error of their difference, each
  /// of the four components by itself.
  func separation2(from other: Motion) -> Double {
    let lane = share.indexOfMax
    let otherLane = other.share.indexOfMax
    let dx = meanX - other.meanX
    let dy = meanY - other.meanY
    let dvx = meanVX - other.meanVX
    let dvy = meanVY - other.meanVY
    return dx * dx / (xx[lane] + other.xx[otherLane]) + dy * dy / (yy[lane] + other.yy[otherLane])
      + dvx * dvx / (uu[lane] + other.uu[otherLane])
      + dvy * dvy / (vv[lane] + other.vv[otherLane])
  }

  /// Takes another estimate of the same thing in, keeping mean and spread.
  @inline(__always)
  mutating func absorb(_ other: Motion, own: Double) {
    let new = 1 - own
    let dx = x - other.x
    let dvx = vx - other.vx
    let dy = y - other.y
    let dvy = vy - other.vy
    @inline(__always) func joined(_ p: Lanes, _ q: Lanes, _ d: Lanes, _ e: Lanes) -> Lanes {
      own * p + new * q + own * new * d * e
    }
    xx = joined(xx, other.xx, dx, dx)
    xu = joined(xu, other.xu, dx, dvx)
    xy = joined(xy, other.xy, dx, dy)
    xv = joined(xv, other.xv, dx, dvy)
    uu = joined(uu, other.uu, dvx, dvx)
    uy = joined(uy, other.uy, dvx, dy)
    uv = joined(uv, other.uv, dvx, dvy)
    yy = joined(yy, other.yy, dy, dy)
    yv = joined(yv, other.yv, dy, dvy)
    vv = joined(vv, other.vv, dvy, dvy)
    x = own * x + new * other.x
    vx = own * vx + new * other.vx
    y = own * y + new * other.y
    vy = own * vy + new * other.vy
    share = own * share + new * other.share
  }
}
