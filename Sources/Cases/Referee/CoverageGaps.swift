// When did nobody look? What was planned to be watched, less outages, against the time in question.
//
// SPDX-License-Identifier: Apache-2.0

public import Observations

/// When a sensor was to watch a place, and when it could not.
public struct SensorCoverage: Hashable, Sendable {
  public struct Outage: Hashable, Sendable {
    public let period: Period
    public let reason: String

    public init(_ period: Period, reason: String) { (self.period, self.reason) = (period, reason) }
  }

  /// The reason where nobody was to look.
  public static let unplanned = "no coverage planned"

  public let sensor: String
  public let watches: [Period]
  public let outages: [Outage]

  public init(sensor: String, watches: [Period], outages: [Outage]) {
    (self.sensor, self.watches, self.outages) = (sensor, watches, outages)
  }

  /// The parts of a time in which it did not look, in order; each for one reason.
  public func gaps(in window: Period) -> [CoverageGap] {
    let edges = Set(
      (watches + outages.map(\.period)).flatMap { [$0.fromMs, $0.untilMs] }
        .filter { $0 > window.fromMs && $0 < window.untilMs } + [window.fromMs, window.untilMs]
    ).sorted()
    var gaps: [CoverageGap] = []
    for (fromMs, untilMs) in zip(edges, edges.dropFirst()) {
      guard let reason = reason(fromMs, untilMs) else { continue }
      if let last = gaps.last, last.period.untilMs == fromMs, last.reason == reason {
        gaps[gaps.count - 1] = gap(last.period.fromMs, untilMs, reason)
      } else {
        gaps.append(gap(fromMs, untilMs, reason))
      }
    }
    return gaps
  }

  private func gap(_ fromMs: Int64, _ untilMs: Int64, _ reason: String) -> CoverageGap {
    CoverageGap(sensor: sensor, period: Period(fromMs: fromMs, untilMs: untilMs), reason: reason)
  }

  /// Why it did not look between two edges; nil where it did.
  private func reason(_ fromMs: Int64, _ untilMs: Int64) -> String? {
    func covers(_ period: Period) -> Bool { period.fromMs <= fromMs && period.untilMs >= untilMs }
    if let outage = outages.first(where: { covers($0.period) }) { return outage.reason }
    return watches.contains(where: covers) ? nil : Self.unplanned
  }
}
