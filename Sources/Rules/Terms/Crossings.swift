// Were crossing points open as long as they must be?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations

extension TermCheck {
  private static let dayMs: Int64 = 86_400_000

  /// Each whole day of mission time since a point was first reported on.
  mutating func openHours(_ least: Double, _ clauseClass: Clause.Class) {
    for (point, states) in statesByPoint {
      guard let first = states.first else { continue }
      var day = dayNumber(first.fromMs) + 1
      while dayStartMs(day + 1) <= atMs {
        let (fromMs, untilMs) = (dayStartMs(day), dayStartMs(day + 1))
        let hours = openMs(states, fromMs, untilMs) / 3_600_000
        if hours < least {
          add(shortDay(point, day, states, fromMs, untilMs, hours, least, clauseClass))
        }
        day += 1
      }
      wake(atMs: dayStartMs(day + 1))
    }
  }

  private func shortDay(
    _ point: String, _ day: Int64, _ states: [RegisterEntry], _ fromMs: Int64, _ untilMs: Int64,
    _ hours: Double, _ least: Double, _ clauseClass: Clause.Class
  ) -> Found {
    let cited = states.filter { $0.fromMs < untilMs && endMs($0) ?? .max > fromMs }
    let date = String(Instant(atMs: day * Self.dayMs).iso.prefix(10))
    return Found(
      parts: ["open", point, date], topic: RegisterKind.crossingState.rawValue,
      party: cited.last?.party, happened: Period(fromMs: fromMs, untilMs: untilMs),
      place: cited.last?.place, knownAtMs: untilMs, entries: cited, names: [point], outcome: .yes,
      steps: [
        Step(
          .openHours, .yes, measured: hours, threshold: least, comparison: .lt, unit: "h",
          names: [point, date])
      ], clauseClass: clauseClass)
  }

  /// A closure counts between the opening hours only.
  mutating func closure(
    _ overMin: Double, _ fromHour: Int, _ untilHour: Int, _ clauseClass: Clause.Class
  ) {
    for entry in entries(.crossingState) where entry.word("state") == "closed" {
      let end = endMs(entry)
      let minutes = closedMs(entry.fromMs, min(end ?? atMs, atMs), fromHour, untilHour) / 60_000
      guard minutes > overMin else {
        // Looked at again when another minute may be too many.
        if end == nil { wake(atMs: atMs + Int64((overMin - minutes) * 60_000) + 1) }
        continue
      }
      add(
        finding(
          entry, .yes,
          [
            Step(
              .entryDuration, .yes, measured: end == nil ? nil : minutes, threshold: overMin,
              comparison: .gt,
              unit: "min")
          ], clauseClass))
    }
  }

  private var statesByPoint: [(point: String, states: [RegisterEntry])] {
    let byPoint = Dictionary(grouping: entries(.crossingState)) { $0.word("point") ?? "" }
    return byPoint.map { ($0.key, $0.value) }.sorted { $0.point < $1.point }
  }

  private func openMs(_ states: [RegisterEntry], _ fromMs: Int64, _ untilMs: Int64) -> Double {
    states.reduce(0) { sum, entry in
      guard entry.word("state") == "open" else { return sum }
      return sum + Double(max(0, min(endMs(entry) ?? .max, untilMs) - max(entry.fromMs, fromMs)))
    }
  }

  private func closedMs(
    _ fromMs: Int64, _ untilMs: Int64, _ fromHour: Int, _ untilHour: Int
  ) -> Double {
    guard fromMs < untilMs else { return 0 }
    return (dayNumber(fromMs)...dayNumber(untilMs)).reduce(0) { sum, day in
      let openMs = clock.utcMs(localMs: day * Self.dayMs + Int64(fromHour) * 3_600_000)
      let shutMs = clock.utcMs(localMs: day * Self.dayMs + Int64(untilHour) * 3_600_000)
      return sum + Double(max(0, min(untilMs, shutMs) - max(fromMs, openMs)))
    }
  }

  /// Days of mission time since 1970.
  private func dayNumber(_ ms: Int64) -> Int64 {
    let localMs = ms + Int64(clock.offsetMin(atMs: ms)) * 60_000
    return localMs >= 0 ? localMs / Self.dayMs : (localMs - Self.dayMs + 1) / Self.dayMs
  }

  private func dayStartMs(_ day: Int64) -> Int64 { clock.utcMs(localMs: day * Self.dayMs) }
}
