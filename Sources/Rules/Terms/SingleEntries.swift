// Is one entry enough, or so many within a time?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations

extension TermCheck {
  mutating func entry(_ filter: EntryFilter, _ clauseClass: Clause.Class) {
    for entry in entries(filter.kind) {
      let endMs = endMs(entry)
      wake(entry, endMs, filter)
      var steps: [Step] = []
      let outcome = filter.fits(entry, endMs: endMs, territory, atMs: atMs, into: &steps)
      guard outcome != .no else { continue }
      add(finding(entry, outcome, steps, clauseClass))
    }
  }

  /// What goes on becomes too long at a time.
  private mutating func wake(_ entry: RegisterEntry, _ endMs: Int64?, _ filter: EntryFilter) {
    guard endMs == nil else { return }
    for case .durationMin(_, let limit) in filter.requirements {
      wake(atMs: entry.fromMs + Int64(limit * 60_000) + 1)
    }
  }

  /// One finding for each so many of a party: the next begins to count anew.
  mutating func tally(
    _ filter: EntryFilter, _ least: Int, _ windowMs: Int64, _ clauseClass: Clause.Class
  ) {
    var open: [Party?: [RegisterEntry]] = [:]
    for entry in entries(filter.kind) {
      let endMs = endMs(entry)
      wake(entry, endMs, filter)
      var steps: [Step] = []
      let fits = filter.fits(entry, endMs: endMs, territory, atMs: atMs, into: &steps)
      guard fits == .yes else { continue }
      var group = (open[entry.party] ?? []).filter { entry.fromMs - $0.fromMs <= windowMs }
      group.append(entry)
      open[entry.party] = group
      guard group.count >= least else { continue }
      open[entry.party] = []
      var found = finding(
        entry, .yes,
        [
          Step(
            .tally, .yes, measured: Double(group.count), threshold: Double(least),
            comparison: .gte,
            names: [filter.kind.rawValue, String(Double(windowMs) / 86_400_000)])
        ] + steps, clauseClass)
      found.happened = Period(fromMs: group[0].fromMs, untilMs: entry.fromMs)
      found.entries = group
      add(found)
    }
  }
}
