// How many such events were there nearby in the time before?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
public import Tracks

/// The recent events that a count over time looks back on.
///
/// A rule keeps no state of its own; this is the picture it is given.
public struct RecentEvents: Sendable {
  private struct Entry: Sendable {
    let id: String
    let kind: ObservationKind
    let point: GeoPoint
    let fromMs: Int64
  }

  /// In order of time, then id.
  private var entries: [Entry] = []
  private var fromMsByID: [String: Int64] = [:]
  private let windowMs: Int64

  /// - Parameter windowMs: the longest look back that any clause asks for; 0 keeps nothing.
  public init(windowMs: Int64) { self.windowMs = windowMs }

  public mutating func put(_ event: Event) {
    guard windowMs > 0 else { return }
    remove(event.id)
    let entry = Entry(
      id: event.id, kind: event.kind, point: event.point, fromMs: event.happened.fromMs)
    entries.insert(entry, at: position(entry.fromMs, entry.id))
    fromMsByID[event.id] = entry.fromMs
  }

  public mutating func remove(_ id: String) {
    guard let fromMs = fromMsByID.removeValue(forKey: id) else { return }
    let at = position(fromMs, id)
    if at < entries.count, entries[at].id == id { entries.remove(at: at) }
  }

  /// Ids of later events whose look back reaches this time.
  public func followers(ofMs atMs: Int64) -> [String] {
    guard windowMs > 0 else { return [] }
    let from = position(atMs, "")
    let until = position(atMs + windowMs + 1, "")
    return entries[from..<until].map(\.id)
  }

  func count(
    kinds: [ObservationKind], around point: GeoPoint, withinM: Double, fromMs: Int64,
    untilMs: Int64
  ) -> Int {
    let plane = LocalPlane(origin: point)
    var count = 0
    for entry in entries[position(fromMs, "")..<position(untilMs + 1, "")]
    where kinds.contains(entry.kind) {
      let (east, north) = plane.metres(entry.point)
      if east * east + north * north <= withinM * withinM { count += 1 }
    }
    return count
  }

  /// Index of the first entry that is not before that time and id.
  private func position(_ fromMs: Int64, _ id: String) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if (entries[middle].fromMs, entries[middle].id) < (fromMs, id) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

extension RecentEvents {
  func compare(
    _ event: Event, kinds: [ObservationKind], _ comparison: Comparison, _ limit: Double,
    windowMs: Int64, withinM: Double, into steps: inout [Step]
  ) -> Outcome {
    let atMs = event.happened.fromMs
    let count = count(
      kinds: kinds, around: event.point, withinM: withinM, fromMs: atMs - windowMs, untilMs: atMs)
    let outcome: Outcome = comparison.holds(Double(count), limit) ? .yes : .no
    steps.append(
      Step(
        .eventsInWindow, outcome, measured: Double(count), threshold: limit,
        comparison: comparison,
        names: [String(Double(windowMs) / 3_600_000), String(withinM / 1_000)]))
    return outcome
  }
}
