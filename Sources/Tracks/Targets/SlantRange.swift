// Where in the plane does a slant range lie?
//
// SPDX-License-Identifier: Apache-2.0

/// What is taken of a thing's height before anything is known of it: from the ground up to some 6 km.
enum HeightPrior {
  static let meanM = 2_000.0
  static let varianceM2 = 4e6
}

extension TrackingSensor {
  /// The height of a plot, above the plane's zero, measured by itself or by the elevation.
  func height(
    of plot: Plot, _ registration: Registration
  ) -> (heightM: Double, varianceM2: Double)? {
    if sigmaHeightM > 0, plot.heightM.isFinite {
      return (heightM: plot.heightM, varianceM2: sigmaHeightM * sigmaHeightM)
    }
    guard measures == .slantRangeAndBearing, sigmaElevationRad > 0, plot.elevationRad.isFinite
    else { return nil }
    let slant = plot.first - (hasBias ? registration.rangeBiasM : 0)
    let s = TrackMath.sine(plot.elevationRad)
    let c = TrackMath.cosine(plot.elevationRad)
    let across = slant * c * sigmaElevationRad
    return (
      heightM: heightM + slant * s, varianceM2: across * across + s * s * sigmaM * sigmaM
    )
  }

  /// The range over ground of a slant range, and its variance, to a thing at such a height.
  ///
  /// The height's error is carried through by three points (Gauss-Hermite), as the ground range of a
  /// thing that may be overhead is no straight function of it.
  func groundRange(
    slantM: Double, varianceM2: Double, height: (heightM: Double, varianceM2: Double)
  ) -> (rangeM: Double, varianceM2: Double) {
    let step = (3 * height.varianceM2).squareRoot()
    var mean = 0.0
    var square = 0.0
    for (point, weight) in [(-1.0, 1.0 / 6), (0, 2.0 / 3), (1, 1.0 / 6)] {
      let z = height.heightM + point * step
      // The prior reaches below the plane's zero, where nothing is.
      let up = (height.heightM >= 0 ? max(z, 0) : z) - heightM
      let ground = max(slantM * slantM - up * up, 0).squareRoot()
      mean += weight * ground
      square += weight * ground * ground
    }
    mean = max(mean, varianceM2.squareRoot())
    let slope = min(slantM / mean, 10)
    return (rangeM: mean, varianceM2: slope * slope * varianceM2 + max(square - mean * mean, 0))
  }
}
