// Is this circle too round? Least-squares circle through a ship's positions, kept as sums.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Kåsa's circle through all positions since the ship began to turn to one side.
///
/// Current and wind carry a real ship's circles along, and its steering leaves some per cent; so two
/// full turns within 1 % of the radius are drawn, not sailed.
struct Rounding {
  private var origin: Mark?
  private var count = 0.0
  private var turnedRad = 0.0
  private var direction: Vector2?
  private var s = Sums()

  private struct Sums {
    var x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0
    var z = 0.0, zx = 0.0, zy = 0.0, zz = 0.0

    mutating func add(_ at: Vector2) {
      let square = at.x * at.x + at.y * at.y
      x += at.x
      y += at.y
      xx += at.x * at.x
      yy += at.y * at.y
      xy += at.x * at.y
      z += square
      zx += square * at.x
      zy += square * at.y
      zz += square * square
    }
  }

  private static let turnsMin = 2.0
  private static let radiusM = 50.0...20_000.0

  mutating func take(
    _ report: MovingReport, from last: MovingReport, into findings: inout [Finding]
  ) {
    let step = offsetM(from: last.point, to: report.point)
    // Steps shorter than 5 m have no direction above the error of a position.
    guard step.length >= 5, report.atMs - last.atMs <= 120_000 else {
      if report.atMs - last.atMs > 120_000 { self = Rounding() }
      return
    }
    let before = direction
    direction = step
    guard let before, let origin else {
      self.origin = report.mark
      return
    }
    let turnRad = atan2(
      before.x * step.y - before.y * step.x, before.x * step.x + before.y * step.y)
    if turnRad * turnedRad < 0, abs(turnRad) > 0.03 {
      self = Rounding()
      self.origin = report.mark
      direction = step
      return
    }
    turnedRad += turnRad
    s.add(offsetM(from: origin.point, to: report.point))
    count += 1
    guard abs(turnedRad) >= Self.turnsMin * 2 * .pi, count >= 16 else { return }
    judge(report, into: &findings)
    self = Rounding()
    self.origin = report.mark
  }

  private func judge(_ report: MovingReport, into findings: inout [Finding]) {
    guard let origin, let circle, Self.radiusM.contains(circle.radiusM),
      circle.residualM < 0.01 * circle.radiusM
    else { return }
    findings.append(
      Finding(
        reason: .syntheticCircle, value: circle.residualM, limit: 0.01 * circle.radiusM,
        unit: .metres, distanceM: circle.radiusM,
        durationS: Double(report.atMs - origin.atMs) / 1_000, before: origin.evidence))
  }

  /// x² + y² = a x + b y + c, by least squares about the mean.
  private var circle: (radiusM: Double, residualM: Double)? {
    let mx = s.x / count, my = s.y / count, mz = s.z / count
    let cxx = s.xx / count - mx * mx, cyy = s.yy / count - my * my, cxy = s.xy / count - mx * my
    let czx = s.zx / count - mz * mx, czy = s.zy / count - mz * my
    let czz = s.zz / count - mz * mz
    let determinant = cxx * cyy - cxy * cxy
    guard determinant > 1 else { return nil }
    let a = (czx * cyy - czy * cxy) / determinant
    let b = (czy * cxx - czx * cxy) / determinant
    let c = mz - a * mx - b * my
    let square = c + (a * a + b * b) / 4
    guard square > 0 else { return nil }
    let radiusM = square.squareRoot()
    let algebraic = max(0, czz - a * czx - b * czy)
    return (radiusM, algebraic.squareRoot() / (2 * radiusM))
  }
}
