// How long and with how much tonnage do vessels of non-littoral states stay?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations

extension TermCheck {
  private var nonLittoral: [RegisterEntry] {
    entries(.vessel).filter { $0.flag("littoral") == false }
  }

  /// Day 1 is the day of entry: day 22 begins 21 times 24 hours after it.
  mutating func vesselDays(_ days: Int, _ clauseClass: Clause.Class) {
    for entry in nonLittoral where entry.number("gap_h") == nil {
      let overMs = entry.fromMs + Int64(days) * 86_400_000
      let endMs = min(endMs(entry) ?? atMs, atMs)
      guard endMs >= overMs else {
        if self.endMs(entry).map({ $0 >= overMs }) ?? true { wake(atMs: overMs) }
        continue
      }
      // The day that is told changes once a day.
      if self.endMs(entry) == nil {
        wake(atMs: entry.fromMs + ((endMs - entry.fromMs) / 86_400_000 + 1) * 86_400_000)
      }
      let day = (endMs - entry.fromMs) / 86_400_000 + 1
      var found = finding(
        entry, .yes,
        [
          Step(
            .vesselDays, .yes, measured: Double(day), threshold: Double(days), comparison: .gt,
            unit: "d", names: [entry.word("vessel") ?? entry.id])
        ], clauseClass)
      found.parts.append("days")
      add(found)
    }
  }

  /// The sum at each arrival, of those that are there then.
  mutating func vesselTonnage(_ overT: Double, _ clauseClass: Clause.Class) {
    let vessels = nonLittoral.filter { $0.number("displacement_t") != nil }
    for arrival in vessels where arrival.fromMs <= atMs {
      let present = vessels.filter {
        $0.fromMs <= arrival.fromMs && endMs($0) ?? .max > arrival.fromMs
      }
      let sumT = present.reduce(0) { $0 + ($1.number("displacement_t") ?? 0) }
      guard sumT > overT else { continue }
      var found = finding(
        arrival, .yes,
        [
          Step(
            .vesselTonnage, .yes, measured: sumT, threshold: overT, comparison: .gt, unit: "t",
            names: [String(present.count)])
        ], clauseClass)
      found.parts.append("tonnage")
      found.entries = present
      add(found)
    }
  }
}
