// How sure is a fit, and how well does an arrival agree with it?
//
// SPDX-License-Identifier: Apache-2.0

extension SoundFit {
  // MARK: Linear algebra

  /// Cholesky in the lower triangle; false where the matrix is not positive.
  static func factor(_ matrix: inout [49 of Double]) -> Bool {
    for j in 0..<7 {
      var diagonal = matrix[j * 8]
      let whole = diagonal
      for k in 0..<j { diagonal -= matrix[j * 7 + k] * matrix[j * 7 + k] }
      guard diagonal > 1e-14 * whole, diagonal.isFinite else { return false }
      let root = diagonal.squareRoot()
      matrix[j * 8] = root
      for i in (j + 1)..<7 {
        var value = matrix[i * 7 + j]
        for k in 0..<j { value -= matrix[i * 7 + k] * matrix[j * 7 + k] }
        matrix[i * 7 + j] = value / root
      }
    }
    return true
  }

  static func substitute(_ factor: [49 of Double], _ vector: inout [7 of Double]) {
    for i in 0..<7 {
      for k in 0..<i { vector[i] -= factor[i * 7 + k] * vector[k] }
      vector[i] /= factor[i * 8]
    }
    for i in (0..<7).reversed() {
      for k in (i + 1)..<7 { vector[i] -= factor[k * 7 + i] * vector[k] }
      vector[i] /= factor[i * 8]
    }
  }

  /// The whole covariance, 7 by 7; nil where the arrivals leave a direction open.
  func covariance() -> [Double]? {
    var factored = normal
    guard Self.factor(&factored) else { return nil }
    var inverse = [Double](repeating: 0, count: 49)
    for column in 0..<7 {
      var unit: [7 of Double] = .init(repeating: 0)
      unit[column] = 1
      Self.substitute(factored, &unit)
      for row in 0..<7 { inverse[row * 7 + column] = unit[row] }
    }
    return inverse
  }

  /// Residual of an arrival, and how well it is expected.
  struct Innovation {
    let residualS: Double
    let sigmaS: Double
    let residualRad: Double?
    let sigmaRad: Double

    /// The greater of both, in sigmas.
    var sigmas: Double {
      max(abs(residualS) / sigmaS, residualRad.map { abs($0) / sigmaRad } ?? 0)
    }
  }

  /// - Parameter isUsed: the arrival is one of those that made the place: its residual is smaller
  ///   than its error by what it pulled the place.
  func innovation(_ row: SoundRow, _ covariance: [Double], isUsed: Bool) -> Innovation {
    let (way, slopes) = expected(row, state)
    let pathS = scene.air.pathSigmaMPerS / scene.air.speedMPerS * way.travelS
    let own = row.sigmaS * row.sigmaS + pathS * pathS
    let common = Self.spread(slopes, covariance)
    let variance = isUsed ? max(own - common, own * 1e-3) : own + common
    let residualS = row.atS - state.originS - way.travelS
    guard row.hasBearing else {
      return Innovation(
        residualS: residualS, sigmaS: variance.squareRoot(), residualRad: nil, sigmaRad: 1)
    }
    let (bearingRad, turning) = expectedBearing(way, slopes)
    let ownRad = row.bearingSigmaRad * row.bearingSigmaRad
    let commonRad = Self.spread(turning, covariance)
    let varianceRad = isUsed ? max(ownRad - commonRad, ownRad * 1e-3) : ownRad + commonRad
    return Innovation(
      residualS: residualS, sigmaS: variance.squareRoot(),
      residualRad: (row.bearingRad - bearingRad).remainder(dividingBy: 2 * .pi),
      sigmaRad: varianceRad.squareRoot())
  }

  /// What one of the arrivals did to the answer.
  struct Pull {
    /// Residuals against the place that the others make, and their sigmas.
    let residualS: Double
    let sigmaS: Double
    let residualRad: Double?
    let sigmaRad: Double
    /// How far the arrival time moved the unknowns.
    let shift: [7 of Double]
  }

  func pull(of row: SoundRow, _ covariance: [Double]) -> Pull {
    let (way, slopes) = expected(row, state)
    let pathS = scene.air.pathSigmaMPerS / scene.air.speedMPerS * way.travelS
    let own = row.sigmaS * row.sigmaS + pathS * pathS
    // The share of the measurement in its own expectation.
    let share = min(Self.spread(slopes, covariance) / own, 0.999)
    let residualS = (row.atS - state.originS - way.travelS) / (1 - share)
    var shift: [7 of Double] = .init(repeating: 0)
    for i in 0..<7 {
      for j in 0..<7 { shift[i] += covariance[i * 7 + j] * slopes[j] }
      shift[i] *= residualS / own
    }
    let bearing = innovation(row, covariance, isUsed: true)
    return Pull(
      residualS: residualS, sigmaS: (own / (1 - share)).squareRoot(),
      residualRad: bearing.residualRad, sigmaRad: bearing.sigmaRad, shift: shift)
  }

  private static func spread(_ slopes: [7 of Double], _ covariance: [Double]) -> Double {
    var sum = 0.0
    for i in 0..<7 {
      for j in 0..<7 { sum += slopes[i] * covariance[i * 7 + j] * slopes[j] }
    }
    return max(0, sum)
  }
}
