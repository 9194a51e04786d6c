// Which fire was recorded, when and where? What clauses on exercises and return fire look back on.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
public import Tracks

/// Events of fire, in order of time.
public struct FireLog: Sendable {
  struct Entry: Sendable {
    let id: String
    let point: GeoPoint
    let sigmaM: Double
    let happened: Period
    let knownAtMs: Int64
    let grade: EvidenceGrade
    /// True where it was fired from there, false where it landed there; nil where that is open.
    let isOutgoing: Bool?
  }

  private var entries: [Entry] = []
  private var fromMsByID: [String: Int64] = [:]
  /// At least the duration of each.
  private(set) var longestMs: Int64 = 0

  public init() {}

  /// True for what is fire.
  public static func takes(_ event: Event) -> Bool {
    switch event.kind {
    case .explosion, .burst, .shot, .projectileInFlight, .muzzleFlash: true
    default: false
    }
  }

  public mutating func put(_ event: Event) {
    remove(event.id)
    let entry = Entry(
      id: event.id, point: event.point, sigmaM: event.sigmaM, happened: event.happened,
      knownAtMs: event.knownAtMs, grade: event.grade, isOutgoing: Self.isOutgoing(event))
    entries.insert(entry, at: position(entry.happened.fromMs, entry.id))
    fromMsByID[event.id] = entry.happened.fromMs
    longestMs = max(longestMs, entry.happened.untilMs - entry.happened.fromMs)
  }

  private static func isOutgoing(_ event: Event) -> Bool? {
    switch event.kind {
    case .muzzleFlash, .shot, .burst: return true
    default:
      let known = Set(event.observations.compactMap(\.qualifier))
      if known.contains(.outgoing) { return known.contains(.impact) ? nil : true }
      return known.contains(.impact) || known.contains(.airburst) ? false : nil
    }
  }

  /// - Returns: whether it was there.
  @discardableResult
  public mutating func remove(_ id: String) -> Bool {
    guard let fromMs = fromMsByID.removeValue(forKey: id) else { return false }
    let at = position(fromMs, id)
    if at < entries.count, entries[at].id == id { entries.remove(at: at) }
    return true
  }

  /// Those that began in that time.
  func entries(fromMs: Int64, untilMs: Int64) -> ArraySlice<Entry> {
    guard fromMs <= untilMs else { return [] }
    return entries[position(fromMs, "")..<position(untilMs + 1, "")]
  }

  /// The longest time so far outside of a period, in which fire known by then lay in a place; not longer
  /// than the limit.
  func longestOutsideMs(
    _ period: Period, limitMs: Int64, in place: RegisterPlace, _ territory: Territory,
    knownAtMs: Int64
  ) -> Int64 {
    let before = (position(period.fromMs - limitMs, ""), position(period.fromMs, ""))
    let after = (
      position(max(period.fromMs, period.untilMs - longestMs), ""),
      position(period.untilMs + limitMs + 1, "")
    )
    var worstMs: Int64 = 0
    for (first, end) in [before, after] where first < end {
      for index in first..<end where entries[index].knownAtMs <= knownAtMs {
        let happened = entries[index].happened
        let overMs = max(period.fromMs - happened.fromMs, happened.untilMs - period.untilMs)
        let limitM = limitSigmas * entries[index].sigmaM
        guard overMs > worstMs, overMs <= limitMs,
          place.distanceM(
            from: entries[index].point, territory, atMs: happened.fromMs, limitM: limitM) <= limitM
        else { continue }
        worstMs = overMs
      }
    }
    return worstMs
  }

  private func position(_ fromMs: Int64, _ id: String) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if (entries[middle].happened.fromMs, entries[middle].id) < (fromMs, id) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
