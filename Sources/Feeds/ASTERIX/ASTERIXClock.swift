// On which day is a time of day, and in which eight and a half minutes a truncated one?
//
// SPDX-License-Identifier: Apache-2.0

/// Dates the times of records. A time is taken to be within half its own period of the reference:
/// twelve hours for a time of day, 256 s for a truncated one. So midnight needs no case of its own.
struct ASTERIXClock: Sendable {
  private static let dayMs: Int64 = 86_400_000
  private static let truncationMs: Int64 = 512_000
  private static let sourceCountMax = 1_024

  /// The last time that was dated.
  private var lastMs: Int64?
  /// Times by source (SAC, SIC) of its last dated message; the oldest are not kept where a stream
  /// names more sources than any network has.
  private var lastMsBySource: [UInt16: Int64] = [:]

  /// What a record can be dated by.
  struct Reference {
    /// When it was captured or received.
    var receivedMs: Int64?
    /// When the recording begins.
    var startMs: Int64?
  }

  /// - Parameter timeOfDayMs: 0 up to 24 h.
  mutating func date(
    timeOfDayMs: Int64, source: UInt16, _ reference: Reference
  ) -> Int64? {
    // Nothing in a recording is more than an hour older than its beginning.
    guard let nearMs = reference.receivedMs ?? lastMs ?? reference.startMs.map({ $0 + 39_600_000 })
    else { return nil }
    let atMs = Self.nearest(timeOfDayMs, period: Self.dayMs, to: nearMs)
    note(atMs, source)
    return atMs
  }

  /// - Parameter truncatedMs: time of day modulo 512 s; a day is 168.75 of them, so it is counted
  ///   from midnight.
  mutating func date(
    truncatedMs: Int64, source: UInt16, _ reference: Reference
  ) -> Int64? {
    guard let nearMs = lastMsBySource[source] ?? reference.receivedMs ?? lastMs else { return nil }
    let midnightMs = nearMs - Self.modulo(nearMs, Self.dayMs)
    // The day before and after may be nearer around midnight.
    let choices = [-1, 0, 1].map { day -> Int64 in
      let fromMs = midnightMs + Int64(day) * Self.dayMs
      let inside = Self.nearest(truncatedMs, period: Self.truncationMs, to: nearMs - fromMs)
      let lastOfDayMs = Self.dayMs - 1
      if inside < 0 { return fromMs + inside + Self.truncationMs }
      if inside > lastOfDayMs { return fromMs + inside - Self.truncationMs }
      return fromMs + inside
    }
    guard let atMs = choices.min(by: { ($0 - nearMs).magnitude < ($1 - nearMs).magnitude }) else {
      return nil
    }
    note(atMs, source)
    return atMs
  }

  private mutating func note(_ atMs: Int64, _ source: UInt16) {
    lastMs = atMs
    if lastMsBySource[source] == nil, lastMsBySource.count >= Self.sourceCountMax {
      lastMsBySource.removeAll(keepingCapacity: true)
    }
    lastMsBySource[source] = atMs
  }

  /// The value that is `rest` modulo `period` and nearest to `near`.
  private static func nearest(_ rest: Int64, period: Int64, to near: Int64) -> Int64 {
    let ahead = modulo(rest - near, period)
    return near + (ahead <= period / 2 ? ahead : ahead - period)
  }

  private static func modulo(_ value: Int64, _ period: Int64) -> Int64 {
    let rest = value % period
    return rest < 0 ? rest + period : rest
  }
}
