// Does it report more often than its equipment can?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Counts reports of different positions in stretches of time.
///
/// AIS class A sends a position every 2 s at most (ITU-R M.1371-5, annex 1, table 1), ADS-B two a second
/// (DO-260B, 2.2.3.3.2). The same report heard by several receivers has one position and counts once.
struct Cadence {
  private var fromMs: Int64
  private var count = 0
  private var fastStretchCount = 0
  private var last: GeoPoint
  private var lastMs: Int64

  init(_ report: MovingReport) {
    fromMs = report.atMs
    last = report.point
    lastMs = report.atMs
  }

  mutating func take(_ report: MovingReport, into findings: inout [Finding]) {
    guard report.point != last, report.atMs != lastMs else { return }
    last = report.point
    lastMs = report.atMs
    count += 1
    let stretch: (ms: Int64, perS: Double)
    switch report.means {
    case .ais: stretch = (30_000, 0.75)
    case .adsB: stretch = (5_000, 6)
    default: return
    }
    let durationMs = report.atMs - fromMs
    guard durationMs >= stretch.ms else { return }
    let perS = Double(count) * 1_000 / Double(durationMs)
    fromMs = report.atMs
    count = 0
    fastStretchCount = perS > stretch.perS ? fastStretchCount + 1 : 0
    guard fastStretchCount >= 2 else { return }
    findings.append(
      Finding(
        reason: .tooManyReports, value: perS, limit: stretch.perS, unit: .reportsPerSecond,
        durationS: Double(durationMs) / 1_000))
  }
}
