// Do stated course and speed lead from one position to the next?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Adds up stated velocities over a stretch and holds the sum against the way between its ends.
struct Steering {
  private var anchor: Mark
  private var sum = Vector2()
  /// What a change of velocity between two reports leaves open.
  private var openM = 0.0
  private var lengthM = 0.0
  private var badStretchCount = 0

  /// A stretch lasts this long, and no gap in it is longer than that.
  private static let stretchS = (air: 20.0, surface: 60.0)
  private static let gapMaxS = (air: 12.0, surface: 40.0)

  init(_ report: MovingReport) { anchor = report.mark }

  mutating func take(
    _ report: MovingReport, from last: MovingReport, _ limits: ClassLimits,
    _ settings: PlausibilitySettings, into findings: inout [Finding]
  ) {
    let isAir = report.kind == .aircraft || report.kind == .uav
    let timeS = Double(report.atMs - last.atMs) / 1_000
    guard timeS <= (isAir ? Self.gapMaxS.air : Self.gapMaxS.surface), let before = last.velocity,
      let now = report.velocity
    else { return begin(report, keepingCount: false) }
    sum += (before + now) / 2 * timeS
    openM += (now - before).length * timeS * 0.3
    lengthM += (before.length + now.length) / 2 * timeS
    let stretchS = Double(report.atMs - anchor.atMs) / 1_000
    guard stretchS >= (isAir ? Self.stretchS.air : Self.stretchS.surface) else { return }
    judge(report, stretchS, limits, settings, into: &findings)
    begin(report, keepingCount: true)
  }

  private mutating func begin(_ report: MovingReport, keepingCount: Bool) {
    anchor = report.mark
    sum = Vector2()
    openM = 0
    lengthM = 0
    if !keepingCount { badStretchCount = 0 }
  }

  private mutating func judge(
    _ report: MovingReport, _ stretchS: Double, _ limits: ClassLimits,
    _ settings: PlausibilitySettings, into findings: inout [Finding]
  ) {
    let way = offsetM(from: anchor.point, to: report.point)
    let differenceM = (way - sum).length
    let sigmaM =
      (anchor.sigmaM * anchor.sigmaM + report.sigmaM * report.sigmaM
      + limits.speedSigmaMPerS * limits.speedSigmaMPerS * stretchS * stretchS)
      .squareRoot()
    let speed = max(way.length, lengthM) / stretchS
    let allowedM =
      settings.significance * sigmaM + speed * report.timeSlackS + openM
    // A tenth of the way is left to logs and compasses that are out of adjustment.
    guard differenceM > allowedM + 0.1 * max(way.length, lengthM) else {
      badStretchCount = 0
      return
    }
    badStretchCount += 1
    guard badStretchCount >= 2 || differenceM > 4 * allowedM else { return }
    findings.append(
      Finding(
        reason: .velocityAgainstPositions, value: differenceM, limit: allowedM, unit: .metres,
        distanceM: way.length, durationS: stretchS, before: anchor.evidence))
  }
}

/// Does it state movement and stay where it is?
struct Stillness {
  private var since: Mark
  private var reportCount = 1

  private static let timeMs: Int64 = 180_000
  private static let countMin = 6

  init(_ report: MovingReport) { since = report.mark }

  mutating func take(
    _ report: MovingReport, _ movingClass: MovingClass, into findings: inout [Finding]
  ) {
    let moves = (report.speedMPerS ?? 0) > (movingClass.isAirborne ? 10 : 1.5)
    guard moves, report.point == since.point else {
      since = report.mark
      reportCount = 1
      return
    }
    reportCount += 1
    let durationMs = report.atMs - since.atMs
    guard durationMs >= Self.timeMs, reportCount >= Self.countMin else { return }
    findings.append(
      Finding(
        reason: .frozenPosition, value: Double(durationMs) / 1_000,
        limit: Double(Self.timeMs) / 1_000, unit: .seconds, distanceM: 0,
        durationS: Double(durationMs) / 1_000, before: since.evidence))
  }
}
