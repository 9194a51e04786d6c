// Can one thing have gone from report to report like this? A chain of reports that one thing could send.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Something that a check has found, before it becomes a flag.
struct Finding {
  var reason: PlausibilityReason
  var value: Double
  var limit: Double
  var unit: PlausibilityUnit
  var distanceM: Double?
  var durationS: Double?
  var detail = PlausibilityFlag.Detail.none
  /// The report before it, or the one of the other side.
  var before: FlagEvidence?
}

/// A height of one sort and the report that gave it.
struct HeightMark {
  let heightM: Double
  let sort: AttributeName
  let evidence: FlagEvidence
}

/// The end of a chain of reports, each of which the thing could reach from the one before.
struct Trail {
  private(set) var last: MovingReport
  private(set) var reportCount = 1
  private var pace: Pace
  private var steering: Steering
  private var stillness: Stillness
  private var rounding = Rounding()
  private var accelerationCount = 0
  private var overLimitCount = 0
  private var height: HeightMark?
  private var oddHeight: HeightMark?

  init(_ report: MovingReport) {
    last = report
    height = report.heightM.map {
      HeightMark(heightM: $0, sort: report.heightSort, evidence: report.evidence)
    }
    pace = Pace(report)
    steering = Steering(report)
    stillness = Stillness(report)
  }

  /// How far the report lies beyond what the thing could reach; 0 or less: it could be here.
  func excessM(
    _ report: MovingReport, _ limits: ClassLimits, _ settings: PlausibilitySettings
  ) -> Double {
    Self.excessM(from: last.mark, to: report.mark, limits, settings)
  }

  /// Beyond the greatest speed for the time between, the time's own error, and what chance may add.
  static func excessM(
    from: Mark, to: Mark, _ limits: ClassLimits, _ settings: PlausibilitySettings
  ) -> Double {
    let timeS = Double(abs(to.atMs - from.atMs)) / 1_000 + max(from.timeSlackS, to.timeSlackS)
    let sigmaM = (from.sigmaM * from.sigmaM + to.sigmaM * to.sigmaM).squareRoot()
    return offsetM(from: from.point, to: to.point).length - limits.speedMPerS * timeS
      - settings.significance * sigmaM
  }

  /// What the report shows together with those before it, then goes on from it.
  mutating func go(
    to report: MovingReport, _ movingClass: MovingClass, _ limits: ClassLimits,
    _ settings: PlausibilitySettings, into findings: inout [Finding]
  ) {
    // A report of the same or an earlier moment is the same one heard again, or tells nothing of speed.
    guard report.atMs > last.atMs else { return }
    checkStated(report, limits, into: &findings)
    checkAcceleration(report, limits, settings, into: &findings)
    checkClimb(report, limits, settings, into: &findings)
    pace.take(report, limits, settings, into: &findings)
    steering.take(report, from: last, limits, settings, into: &findings)
    stillness.take(report, movingClass, into: &findings)
    if movingClass.isVessel { rounding.take(report, from: last, into: &findings) }
    last = report
    reportCount += 1
  }

  /// One odd number may be a fault of the sender's log; three in a row are a claim.
  private mutating func checkStated(
    _ report: MovingReport, _ limits: ClassLimits, into findings: inout [Finding]
  ) {
    guard let speed = report.speedMPerS,
      speed > limits.speedMPerS + 3 * limits.speedSigmaMPerS
    else {
      overLimitCount = 0
      return
    }
    overLimitCount += 1
    guard overLimitCount >= 3 else { return }
    findings.append(
      Finding(
        reason: .speedOverLimit, value: speed, limit: limits.speedMPerS, unit: .metresPerSecond,
        before: last.evidence))
  }

  private mutating func checkAcceleration(
    _ report: MovingReport, _ limits: ClassLimits, _ settings: PlausibilitySettings,
    into findings: inout [Finding]
  ) {
    let timeS = Double(report.atMs - last.atMs) / 1_000
    guard timeS >= 1, timeS <= 30, let before = last.velocity, let now = report.velocity else {
      return
    }
    let change = (now - before).length
    let error = settings.significance * 1.42 * limits.speedSigmaMPerS
    // A velocity may be a second old when it is sent.
    guard change > limits.accelerationMPerS2 * (timeS + 1) + error else {
      if accelerationCount > 0, reportCount % 20 == 0 { accelerationCount -= 1 }
      return
    }
    accelerationCount += 1
    guard accelerationCount >= 3 else { return }
    findings.append(
      Finding(
        reason: .accelerationOverLimit, value: change / timeS, limit: limits.accelerationMPerS2,
        unit: .metresPerSecondSquared, durationS: timeS, before: last.evidence))
  }

  /// A single wrong height (a wrongly decoded reply) goes back with the next and is passed over; a
  /// height that stays where it jumped to is a claim.
  private mutating func checkClimb(
    _ report: MovingReport, _ limits: ClassLimits, _ settings: PlausibilitySettings,
    into findings: inout [Finding]
  ) {
    guard let now = report.heightM else { return }
    let mark = HeightMark(heightM: now, sort: report.heightSort, evidence: report.evidence)
    guard let base = height, base.sort == report.heightSort else {
      height = mark
      return
    }
    guard let beyond = Self.beyond(base, mark, report, limits, settings) else {
      height = mark
      oddHeight = nil
      return
    }
    defer { oddHeight = mark }
    guard let oddHeight, Self.beyond(oddHeight, mark, report, limits, settings) == nil else {
      return
    }
    height = mark
    findings.append(beyond)
  }

  private static func beyond(
    _ base: HeightMark, _ mark: HeightMark, _ report: MovingReport, _ limits: ClassLimits,
    _ settings: PlausibilitySettings
  ) -> Finding? {
    let changeM = abs(mark.heightM - base.heightM)
    let timeS = Double(mark.evidence.atMs - base.evidence.atMs) / 1_000
    // Heights are sent in steps of 25 or 100 ft; one sigma of two of them is taken as 30 m.
    let beyondM =
      changeM - limits.climbMPerS * (timeS + report.timeSlackS)
      - settings.significance * 30 * 1.42
    guard beyondM > 0 else { return nil }
    return Finding(
      reason: .climbOverLimit, value: changeM / max(1, timeS), limit: limits.climbMPerS,
      unit: .metresPerSecond, distanceM: changeM, durationS: timeS, before: base.evidence)
  }
}

/// Does a speed beyond the limit last? Two places some minutes apart say so more sharply than two
/// reports in a row.
private struct Pace {
  private var anchor: Mark

  init(_ report: MovingReport) { anchor = report.mark }

  mutating func take(
    _ report: MovingReport, _ limits: ClassLimits, _ settings: PlausibilitySettings,
    into findings: inout [Finding]
  ) {
    let timeS = Double(report.atMs - anchor.atMs) / 1_000
    guard timeS >= settings.paceWindowS else { return }
    if Trail.excessM(from: anchor, to: report.mark, limits, settings) > 0 {
      let distanceM = Geodesic.distanceM(from: anchor.point, to: report.point)
      findings.append(
        Finding(
          reason: .impossibleSpeed, value: distanceM / timeS, limit: limits.speedMPerS,
          unit: .metresPerSecond, distanceM: distanceM, durationS: timeS, before: anchor.evidence))
    }
    anchor = report.mark
  }
}
