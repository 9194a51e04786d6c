// How does a flag go on, and when does it end?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// A flag that stands, and when it was last told of.
struct StandingFlag {
  var flag: PlausibilityFlag
  var toldMs: Int64

  /// Takes in another report that shows it; true when it should be told of again.
  mutating func extend(
    _ finding: Finding, _ report: FlagEvidence, _ settings: PlausibilitySettings
  ) -> Bool {
    flag.untilMs = max(flag.untilMs, report.atMs)
    flag.reportCount += 1
    let isPair = finding.reason == .twoPlaces || finding.reason == .contradictedBySensor
    // What it was held against grows with time and error: the worst is the greatest share of it.
    if finding.value * flag.limit > flag.value * finding.limit {
      flag.value = finding.value
      flag.limit = finding.limit
      flag.distanceM = finding.distanceM
      flag.durationS = finding.durationS
      if isPair { flag.evidence = [finding.before, report].compactMap(\.self) }
    }
    if finding.detail != .none { flag.detail = finding.detail }
    if !isPair { keepLast(report) }
    guard report.atMs - toldMs >= settings.tellAgainMs else { return false }
    toldMs = report.atMs
    return true
  }

  /// It still shows, with nothing new to measure.
  mutating func goOn(_ report: FlagEvidence) {
    flag.untilMs = max(flag.untilMs, report.atMs)
    flag.reportCount += 1
    keepLast(report)
  }

  private mutating func keepLast(_ report: FlagEvidence) {
    flag.evidence = [flag.evidence[0], report]
  }
}

/// When a flag is to be looked at for its end.
struct FlagEnd: Comparable {
  let atMs: Int64
  let serial: UInt64
  let reason: PlausibilityReason
  let slot: Int32

  static func < (left: FlagEnd, right: FlagEnd) -> Bool {
    (left.atMs, left.serial, left.reason.rawValue)
      < (right.atMs, right.serial, right.reason.rawValue)
  }
}

extension PlausibilityFlag {
  init(
    _ finding: Finding, _ report: FlagEvidence, _ subject: Identity, _ movingClass: MovingClass
  ) {
    reason = finding.reason
    self.subject = subject
    self.movingClass = movingClass
    fromMs = finding.before.map { min($0.atMs, report.atMs) } ?? report.atMs
    untilMs = report.atMs
    value = finding.value
    limit = finding.limit
    unit = finding.unit
    distanceM = finding.distanceM
    durationS = finding.durationS
    detail = finding.detail
    evidence = [finding.before, report].compactMap(\.self)
  }
}

extension Thing {
  /// Puts the report on the trails of its principle.
  mutating func move(
    _ report: MovingReport, _ movingClass: MovingClass, _ limits: ClassLimits,
    _ settings: PlausibilitySettings, into findings: inout [Finding]
  ) -> Jump? {
    guard let index = strands.firstIndex(where: { $0.principle == report.principle }) else {
      strands.append(Strand(report))
      return nil
    }
    return strands[index].take(report, movingClass, limits, settings, into: &findings)
  }

  /// The place before, where a good stated accuracy has just been lost.
  @discardableResult
  mutating func noteAccuracy(_ report: MovingReport) -> FlagEvidence? {
    guard report.nic != nil || report.nacP != nil else { return nil }
    let worst = min(report.nic ?? 11, report.nacP ?? 11)
    defer { lastAccurate = worst >= 7 ? report.evidence : (worst <= 4 ? nil : lastAccurate) }
    return worst <= 4 ? lastAccurate : nil
  }

  /// True where its last word of itself lies within a circle.
  func isSelfReporting(within radiusM: Double, of centre: GeoPoint) -> Bool {
    strands.contains {
      $0.principle == .selfReport && offsetM(from: centre, to: $0.last.point).length <= radiusM
    }
  }
}
