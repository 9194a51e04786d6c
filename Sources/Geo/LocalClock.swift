// What time is it in mission time? A table of offsets, so that no stage reads a time zone database.
//
// SPDX-License-Identifier: Apache-2.0

/// Local mission time as a table of offsets from UTC, daylight saving included.
public struct LocalClock: Hashable, Sendable {
  /// From `fromMs` on, local time is UTC plus `offsetMin`.
  public struct Step: Hashable, Sendable {
    public let fromMs: Int64
    public let offsetMin: Int

    public init(fromMs: Int64, offsetMin: Int) {
      self.fromMs = fromMs
      self.offsetMin = offsetMin
    }
  }

  public static let utc = LocalClock(steps: [Step(fromMs: .min, offsetMin: 0)])

  private let steps: [Step]

  /// - Parameter steps: in order of time, the first from the beginning of time.
  public init(steps: [Step]) { self.steps = steps }

  /// Minutes to add to UTC at that moment.
  public func offsetMin(atMs: Int64) -> Int {
    steps.last { $0.fromMs <= atMs }?.offsetMin ?? 0
  }

  /// UTC of a local time. In the hour that exists twice, the first one is meant.
  public func utcMs(localMs: Int64) -> Int64 {
    let guess = localMs - Int64(offsetMin(atMs: localMs)) * 60_000
    let earlier = localMs - Int64(offsetMin(atMs: guess - 3_600_000)) * 60_000
    if offsetMin(atMs: earlier) * 60_000 == Int(localMs - earlier) { return earlier }
    return localMs - Int64(offsetMin(atMs: guess)) * 60_000
  }

  /// `2026-06-24T03:05:00+03:00`.
  public func iso(atMs: Int64) -> String {
    let offset = offsetMin(atMs: atMs)
    let text = Instant(atMs: atMs + Int64(offset) * 60_000).iso
    let sign = offset < 0 ? "-" : "+"
    let hours = Instant.padded(abs(offset) / 60)
    return "\(text.dropLast())\(sign)\(hours):\(Instant.padded(abs(offset) % 60))"
  }
}
