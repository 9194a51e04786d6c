// Which share of each kind is flagged, why, and how fast?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Geo
internal import Observations
internal import Tracks

struct ScoreTable {
  private struct Row {
    var count = 0
    var flagged = 0
    var delaysS: [Double] = []
    var reasons: [String: Int] = [:]
  }

  private static let groups = ["injected", "clean", "small", "faulty"]
  private var rows: [String: [String: Row]] = [:]
  private var reportCount = 0
  private var usedS = 0.0
  private var areaCount = 0
  /// Areas of which most identities were led to a circle.
  private var rightAreaCount = 0

  /// An injected track counts as flagged by what shows after it was injected.
  mutating func add(_ set: SpoofSet, land: LandMask, isVerbose: Bool) {
    var check = PlausibilityCheck(
      settings: PlausibilitySettings(), sensors: set.sensors, land: land)
    var raised: [Identity: [PlausibilityFlag]] = [:]
    var last: [Identity: [PlausibilityFlag]] = [:]
    var areas: [UnreliableArea] = []
    let beginS = Double(clock())
    for observation in set.observations {
      for change in check.take(observation) {
        switch change {
        case .raised(let flag): raised[flag.subject, default: []].append(flag)
        case .ended(let flag): last[flag.subject, default: []].append(flag)
        case .extended: break
        case .areaRaised(let area):
          if isVerbose { Swift.print("\(set.name): \(area.english)") }
        case .areaEnded(let area): areas.append(area)
        case .areaExtended: break
        }
      }
    }
    usedS += (Double(clock()) - beginS) / Double(CLOCKS_PER_SEC)
    reportCount += set.observations.count
    count(areas + check.unreliableAreas, set)
    for label in set.labels {
      let shown = (last[label.identity] ?? []) + check.flags(of: label.identity)
      let since = shown.filter { !label.isInjected || $0.untilMs >= label.fromMs }
      let flags = (raised[label.identity] ?? []).filter { flag in
        since.contains { $0.reason == flag.reason && $0.fromMs == flag.fromMs }
      }
      count(label, flags)
      if isVerbose, ["injected", "clean"].contains(label.group),
        label.isInjected == flags.isEmpty
      {
        Swift.print("\(set.name): \(label.identity.text), \(label.what): ", terminator: "")
        Swift.print(flags.isEmpty ? "missed" : flags.map(\.english).joined(separator: "; "))
      }
    }
  }

  private mutating func count(_ areas: [UnreliableArea], _ set: SpoofSet) {
    let led = Set(set.labels.filter { $0.what == "circle of many" }.map(\.identity))
    areaCount += areas.count
    rightAreaCount +=
      areas.filter { area in
        2 * area.identities.filter(led.contains).count > area.identities.count
      }.count
  }

  private mutating func count(_ label: SpoofLabel, _ flags: [PlausibilityFlag]) {
    var row = rows[label.group]?[label.what] ?? Row()
    row.count += 1
    if let first = flags.min(by: { $0.untilMs < $1.untilMs }) {
      row.flagged += 1
      row.delaysS.append(Double(max(0, first.untilMs - label.fromMs)) / 1_000)
      for reason in Set(flags.map(\.reason.rawValue)) { row.reasons[reason, default: 0] += 1 }
    }
    rows[label.group, default: [:]][label.what] = row
  }

  private func share(_ group: String) -> Double {
    let rows = rows[group] ?? [:]
    let count = rows.values.reduce(0) { $0 + $1.count }
    return count == 0 ? 0 : Double(rows.values.reduce(0) { $0 + $1.flagged }) / Double(count)
  }

  var meetsGoals: Bool { share("injected") >= 0.95 && share("clean") <= 0.01 }

  func print() {
    Swift.print("| kind | tracks | flagged | % | median s until flagged | by |")
    Swift.print("|---|---|---|---|---|---|")
    for group in Self.groups {
      let rows = rows[group] ?? [:]
      for (what, row) in rows.sorted(by: { $0.key < $1.key }) { Swift.print(line(what, row)) }
      let count = rows.values.reduce(0) { $0 + $1.count }
      let flagged = rows.values.reduce(0) { $0 + $1.flagged }
      Swift.print(
        "| **\(group), all** | \(count) | \(flagged) | \(percent(share(group))) | | |")
    }
    Swift.print("")
    Swift.print("areas raised: \(areaCount), right: \(rightAreaCount)")
    Swift.print(
      "\(reportCount) reports, \(Int(Double(reportCount) / max(usedS, 1e-9))) a CPU second")
  }

  private func line(_ what: String, _ row: Row) -> String {
    let reasons = row.reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let delays = row.delaysS.sorted()
    let delay = delays.isEmpty ? "" : "\(Int(delays[delays.count / 2]))"
    return "| \(what) | \(row.count) | \(row.flagged) | "
      + "\(percent(Double(row.flagged) / Double(row.count))) | \(delay) | \(reasons) |"
  }

  private func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }
}
