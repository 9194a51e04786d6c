// What time is it for a mission? The machine's, or an exercise's, which stands still between steps.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Synchronization

/// Where acts, deadlines and the beat of the log take their time from.
public struct PresentTime: Sendable {
  /// Milliseconds since 1970.
  public let nowMs: @Sendable () -> Int64

  public init(_ nowMs: @escaping @Sendable () -> Int64) { self.nowMs = nowMs }

  /// The clock of this machine.
  public static let machine = PresentTime { Date.nowMs }
}

/// The clock of an exercise: it shows what it was last moved to, and never goes back.
public final class ExerciseClock: Sendable {
  private let shownMs: Mutex<Int64>

  public init(startMs: Int64) { shownMs = Mutex(startMs) }

  public var nowMs: Int64 { shownMs.withLock { $0 } }

  public var present: PresentTime { PresentTime { self.nowMs } }

  public func move(toMs atMs: Int64) { shownMs.withLock { $0 = max($0, atMs) } }
}
