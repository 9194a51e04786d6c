// What does a radial speed say of a thing's motion?
//
// SPDX-License-Identifier: Apache-2.0

/// A speed along the line of sight from a place, positive going away.
struct RangeRatePlot: BitwiseCopyable {
  var x = 0.0
  var y = 0.0
  var rateMPS = Double.nan
  var varianceM2S2 = 0.0
  /// Share of the speed over ground that lies along the line of sight to a thing above or below.
  var cosine = 1.0
  /// What the climb adds.
  var climbMPS = 0.0
}

extension Motion {
  /// The rate less what each model expects, its derivatives by the state, and the variance of that.
  @inline(__always)
  private func expectation(
    _ plot: RangeRatePlot
  ) -> (off: Lanes, variance: Lanes, g0: Lanes, g1: Lanes, g2: Lanes, g3: Lanes) {
    let dx = x - plot.x
    let dy = y - plot.y
    let range2 = (dx * dx + dy * dy).clamped(
      lowerBound: Lanes(repeating: 1), upperBound: Lanes(repeating: 1e18))
    let inverse = 1 / range2.squareRoot()
    let c = dx * inverse
    let s = dy * inverse
    let rate = c * vx + s * vy
    let hx = plot.cosine * (vx - rate * c) * inverse
    let hy = plot.cosine * (vy - rate * s) * inverse
    let hu = plot.cosine * c
    let hv = plot.cosine * s
    let g0 = xx * hx + xu * hu + xy * hy + xv * hv
    let g1 = xu * hx + uu * hu + uy * hy + uv * hv
    let g2 = xy * hx + uy * hu + yy * hy + yv * hv
    let g3 = xv * hx + uv * hu + yv * hy + vv * hv
    // Across the line of sight, place and velocity together turn it: the second order of the variance.
    let place = s * s * xx - 2 * c * s * xy + c * c * yy
    let speed = s * s * uu - 2 * c * s * uv + c * c * vv
    let second = plot.cosine * plot.cosine * place * speed / range2
    let variance = hx * g0 + hu * g1 + hy * g2 + hv * g3 + second + plot.varianceM2S2
    return (plot.rateMPS - plot.climbMPS - plot.cosine * rate, variance, g0, g1, g2, g3)
  }

  /// Density of a rate under each model, s/m.
  func density(of plot: RangeRatePlot) -> Lanes {
    let expected = expectation(plot)
    return (-0.5 * expected.off * expected.off / expected.variance).exponential
      / (2 * Double.pi * expected.variance).squareRoot()
  }

  /// Takes a rate in. The probabilities of the models are not touched: its density is part of that of
  /// the whole plot.
  mutating func update(with plot: RangeRatePlot) {
    let expected = expectation(plot)
    let inverse = 1 / expected.variance
    let gain = inverse * expected.off
    let (g0, g1, g2, g3) = (expected.g0, expected.g1, expected.g2, expected.g3)
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
  }
}
