// Does one identity report from two places? The trails of one identity by one way of sensing.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// A jump from the end of one trail to a place that it could not reach.
struct Jump {
  let from: MovingReport
  let to: MovingReport
  /// True where it went back to a trail that it had left.
  let isReturn: Bool
  /// Beyond what it could reach.
  let excessM: Double
}

/// What one principle of sensing says of one identity: at most three trails, so that both of two
/// senders under one number are followed.
struct Strand {
  let principle: SensingPrinciple
  /// The one that the last report belongs to comes last.
  private(set) var trails: [Trail]
  private var returnCount = 0
  private var lastReturnMs = Int64.min

  private static let trailCountMax = 3
  private static let trailAgeMaxMs: Int64 = 900_000

  init(_ report: MovingReport) {
    principle = report.principle
    trails = [Trail(report)]
  }

  var last: MovingReport { trails[trails.count - 1].last }

  /// Puts the report on the trail that can reach it best; says where it could not.
  mutating func take(
    _ report: MovingReport, _ movingClass: MovingClass, _ limits: ClassLimits,
    _ settings: PlausibilitySettings, into findings: inout [Finding]
  ) -> Jump? {
    let current = trails.count - 1
    let excessM = trails[current].excessM(report, limits, settings)
    if excessM <= 0 {
      trails[current].go(to: report, movingClass, limits, settings, into: &findings)
      return nil
    }
    let left = trails[current].last
    noteImpossible(from: left, to: report, limits, into: &findings)
    if trails.count > 1 { forgetOld(report.atMs) }
    for index in trails.indices.dropLast().reversed()
    where trails[index].excessM(report, limits, settings) <= 0 {
      var trail = trails.remove(at: index)
      noteReturn(
        report, other: trails[trails.count - 1], since: trail.last, limits, into: &findings)
      trail.go(to: report, movingClass, limits, settings, into: &findings)
      trails.append(trail)
      return Jump(from: left, to: report, isReturn: true, excessM: excessM)
    }
    if trails.count == Self.trailCountMax { trails.removeFirst() }
    trails.append(Trail(report))
    return Jump(from: left, to: report, isReturn: false, excessM: excessM)
  }

  private func noteImpossible(
    from: MovingReport, to: MovingReport, _ limits: ClassLimits, into findings: inout [Finding]
  ) {
    let timeS = max(1, Double(abs(to.atMs - from.atMs)) / 1_000)
    let distanceM = Geodesic.distanceM(from: from.point, to: to.point)
    findings.append(
      Finding(
        reason: .impossibleSpeed, value: distanceM / timeS, limit: limits.speedMPerS,
        unit: .metresPerSecond, distanceM: distanceM, durationS: timeS, before: from.evidence))
  }

  /// One return may be one wrong position in between; the second within a quarter of an hour, and the
  /// first to a place that was left with more than one report there, are a second sender.
  private mutating func noteReturn(
    _ report: MovingReport, other: Trail, since: MovingReport, _ limits: ClassLimits,
    into findings: inout [Finding]
  ) {
    if lastReturnMs == .min || report.atMs - lastReturnMs > Self.trailAgeMaxMs { returnCount = 0 }
    returnCount += 1
    lastReturnMs = report.atMs
    guard returnCount >= 2 else { return }
    let timeS = max(1, Double(abs(report.atMs - other.last.atMs)) / 1_000)
    let distanceM = Geodesic.distanceM(from: other.last.point, to: report.point)
    findings.append(
      Finding(
        reason: .twoPlaces, value: distanceM, limit: limits.speedMPerS * timeS, unit: .metres,
        distanceM: distanceM, durationS: timeS, before: other.last.evidence))
  }

  private mutating func forgetOld(_ nowMs: Int64) {
    let current = trails[trails.count - 1].last.atMs
    trails.removeAll { $0.last.atMs != current && nowMs - $0.last.atMs > Self.trailAgeMaxMs }
  }
}
