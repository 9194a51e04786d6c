// When must the registers be looked at again? The time of the last receipt, and what it waits for.
//
// SPDX-License-Identifier: Apache-2.0

/// The pipeline's own time: of what it was handed, never of a clock.
struct RegisterClock: Sendable {
  /// Of the last receipt, or the last beat that was handed in.
  private(set) var nowMs: Int64 = 0
  /// True after an entry, a case or fire has changed what may be found.
  var isDirty = true
  /// Matters that stood when they were looked at last; nil before the first time.
  private(set) var standing: Set<String>?
  private var nextMs = Int64.max

  var isDue: Bool { nowMs > 0 && (isDirty || nowMs >= nextMs) }

  mutating func pass(_ atMs: Int64) { nowMs = max(nowMs, atMs) }

  mutating func wait(untilMs: Int64, standing: Set<String>) {
    nextMs = untilMs
    isDirty = false
    self.standing = standing
  }
}
