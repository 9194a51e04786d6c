// Which sensors that could have seen what a case is about did not look then, and why not?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
internal import Coverage
internal import Geo
public import Observations
internal import Rules

extension SensorCoverage {
  /// So long before and after what happened is asked for.
  public static let marginMs: Int64 = 3_600_000

  /// What one watcher was to watch and when it could not. What was planned and not recorded as done
  /// leaves a gap of its own.
  init(_ watcher: String, _ watches: [RecordedWatch], in window: Period) {
    func period(_ fromMs: Int64, _ untilMs: Int64?) -> Period? {
      let untilMs = min(untilMs ?? window.untilMs, window.untilMs)
      return fromMs < untilMs ? Period(fromMs: fromMs, untilMs: untilMs) : nil
    }
    func spans(_ isPlanned: Bool) -> Spans {
      Spans(
        watches.filter { $0.isPlanned == isPlanned }.compactMap { period($0.fromMs, $0.untilMs) }
          .map { $0.fromMs..<$0.untilMs })
    }
    let stops = (watches.first?.interruptions ?? []).compactMap { stop in
      period(stop.fromMs, stop.untilMs).map {
        Outage($0, reason: "\(stop.reason) (\(stop.entryID))")
      }
    }
    let undone = spans(true).subtracting(spans(false)).ranges.map {
      Outage(
        Period(fromMs: $0.lowerBound, untilMs: $0.upperBound),
        reason: "planned, not recorded as done")
    }
    self.init(
      sensor: watcher,
      watches: spans(false).ranges.map { Period(fromMs: $0.lowerBound, untilMs: $0.upperBound) },
      outages: stops + undone)
  }
}

extension CaseBook {
  /// The gaps that follow from watches, outages and impediments, for each watcher whose place the happening
  /// lies in; in order of watcher, then of time.
  ///
  /// - Parameter territory: for places that are stretches of the line or zones.
  public func coverageGaps(
    ofCase id: String, _ list: WatchList, _ sensors: SensorRegister, _ territory: Territory
  ) -> [CoverageGap] {
    var gaps: [CoverageGap] = []
    for happening in happenings(ofCase: id) {
      let window = Period(
        fromMs: happening.period.fromMs - SensorCoverage.marginMs,
        untilMs: happening.period.untilMs + SensorCoverage.marginMs)
      let near = list.watches.filter {
        $0.place.distanceM(
          from: happening.point, territory, atMs: happening.period.fromMs)
          <= limitSigmas * happening.sigmaM
      }
      for (watcher, watches) in Dictionary(grouping: near, by: \.watcher) {
        let found = SensorCoverage(watcher, watches, in: window).gaps(in: window)
        gaps += found.filter { gap in
          // A patrol that was not to be there leaves no gap; a sensor that stands there does.
          !gaps.contains(gap) && (gap.reason != SensorCoverage.unplanned || sensors[watcher] != nil)
        }
      }
    }
    return gaps.sorted {
      ($0.sensor, $0.period.fromMs, $0.period.untilMs) < (
        $1.sensor, $1.period.fromMs, $1.period.untilMs
      )
    }
  }

  private func happenings(
    ofCase id: String
  ) -> [(point: GeoPoint, sigmaM: Double, period: Period)] {
    (cases[id]?.alertIDs ?? []).compactMap { alerts[$0] }.filter { !$0.isWithdrawn }
      .compactMap { alert in
        alert.cited.point.map { ($0, alert.cited.sigmaM, alert.cited.happened) }
      }
  }
}
