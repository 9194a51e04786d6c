// What does a source bring? Streams that open and close, and bytes with their time of receipt.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// What happened at a source. Bytes of one stream follow each other; a new stream begins without
/// anything held over from the one before.
public enum Arrival: Hashable, Sendable {
  /// A stream begins: a connection, a download, a set of datagrams. `from` names its other end.
  case opened(stream: Int, from: String)
  /// Bytes, in order, with the time at which they came, in milliseconds since 1970.
  case bytes([UInt8], stream: Int, atMs: Int64)
  /// One whole datagram; no message reaches over its end.
  case datagram([UInt8], stream: Int, atMs: Int64)
  /// The stream is over; `reason` is empty where the other end closed it properly.
  case closed(stream: Int, reason: String)
  /// A listener has no place for one more connection, and closed it unread.
  case refused(from: String, reason: String)
  /// What is asked again and again has nothing new.
  case unchanged(atMs: Int64)
  /// There is no stream now; the source tries again by itself.
  case waiting(reason: String, retryS: Double)
}

/// Takes what a source brings. It may wait, and then the source does not read on.
public typealias ArrivalTaker = @Sendable (Arrival) async throws -> Void

/// How long a source waits before it tries again.
///
/// The wait doubles from `firstS` to `longestS`; a random half of it is left out, so that many
/// sources that lost the same network do not come back in the same moment.
public struct Backoff: Sendable {
  public static let firstS = 1.0
  public static let longestS = 60.0

  private var failureCount = 0

  public init() {}

  public mutating func succeeded() { failureCount = 0 }

  /// - Parameter chance: `0..<1`.
  public mutating func nextS(chance: Double) -> Double {
    let fullS = min(Self.longestS, Self.firstS * Double(1 << min(failureCount, 10)))
    failureCount += 1
    return fullS * (0.5 + chance / 2)
  }
}

/// Milliseconds since 1970 by the machine's clock.
func wallClockMs() -> Int64 {
  var now = timespec()
  clock_gettime(CLOCK_REALTIME, &now)
  return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
}
