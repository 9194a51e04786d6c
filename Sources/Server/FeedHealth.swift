// Is each feed alive? What it brought, how fast, what was rejected, and how its clock stands.
//
// SPDX-License-Identifier: Apache-2.0

internal import Feeds
internal import Foundation
internal import Geo
internal import Missions
public import Notation
internal import Observations
internal import Synchronization

/// One feed's health, counted since the program started.
public struct FeedHealth: Sendable {
  public enum State: String, Sendable {
    /// Nothing came yet.
    case waiting
    /// Connected, and something came lately.
    case live
    /// Connected, and nothing came for longer than the feed's limit.
    case stale
    /// Not connected; tried again by itself.
    case down
    /// A recording that was read to its end.
    case read
  }

  /// Reasons beyond so many are counted together.
  static let reasonCountMax = 50
  static let offsetCountMax = 101
  private static let rateWindowS: Int64 = 60

  public internal(set) var state = State.waiting
  /// Why it is down, when it is tried again, or who is connected; in words.
  public internal(set) var note = ""
  public private(set) var byteCount = 0
  public internal(set) var messageCount = 0
  public internal(set) var observationCount = 0
  public internal(set) var rejectCount = 0
  public internal(set) var rejectsByReason: [String: Int] = [:]
  public private(set) var lastBytesMs: Int64?
  private var firstBytesMs: Int64?
  /// When its stream was opened or found to have nothing new.
  var sinceMs: Int64 = 0
  public internal(set) var lastMessageMs: Int64?
  public internal(set) var openStreamCount = 0
  public internal(set) var openCount = 0
  private var offsetsMs: [Int64] = []
  private var offsetAt = 0
  private var seconds: [(second: Int64, count: Int)] = []

  mutating func heard(byteCount: Int, atMs: Int64) {
    self.byteCount += byteCount
    firstBytesMs = firstBytesMs ?? atMs
    lastBytesMs = atMs
  }

  mutating func took(_ items: [FeedItem], messages: Int, isLive: Bool, atMs: Int64) {
    messageCount += messages
    if messages > 0 {
      lastMessageMs = atMs
      count(messages, atMs)
    }
    for item in items {
      switch item {
      case .observation(let observation, _):
        if isLive { offset(observation.receivedAtMs - observation.observedAtMs) }
      case .reject(let reject):
        rejectCount += 1
        // The text formats' reasons hold what was found; it is left out where they are counted.
        let head =
          reject.detail.isEmpty
          ? reject.reason.prefix { $0 != ":" && $0 != "'" && !$0.isNumber } : reject.reason[...]
        let reason = (reject.column.isEmpty ? "" : "\(reject.column): ") + head.trimmed
        let isNew = rejectsByReason[reason] == nil
        let isFull = isNew && rejectsByReason.count >= Self.reasonCountMax
        rejectsByReason[isFull ? "other" : reason, default: 0] += 1
      }
    }
  }

  /// Counts what is on disk.
  mutating func stored(_ items: [FeedItem]) {
    observationCount += items.count { if case .observation = $0 { true } else { false } }
  }

  private mutating func count(_ messages: Int, _ atMs: Int64) {
    let second = atMs / 1_000
    if seconds.last?.second == second {
      seconds[seconds.count - 1].count += messages
    } else {
      seconds.append((second, messages))
    }
    seconds.removeAll { $0.second <= second - Self.rateWindowS }
  }

  private mutating func offset(_ ms: Int64) {
    if offsetsMs.count < Self.offsetCountMax {
      offsetsMs.append(ms)
    } else {
      offsetsMs[offsetAt] = ms
      offsetAt = (offsetAt + 1) % Self.offsetCountMax
    }
  }

  /// Messages a second over the last minute; in a feed's first minute since its first bytes, at
  /// least over one second.
  public func ratePerS(nowMs: Int64) -> Double {
    let since = nowMs / 1_000 - Self.rateWindowS
    let count = seconds.reduce(0) { $0 + ($1.second > since ? $1.count : 0) }
    let heardS = Double(nowMs - (firstBytesMs ?? nowMs)) / 1_000
    return Double(count) / min(max(heardS, 1), Double(Self.rateWindowS))
  }

  /// Time of receipt less the reports' own time, the middle one of the last 101: delay of the way
  /// and error of the sensor's clock together. Nil for recordings.
  public var clockOffsetMs: Int64? {
    offsetsMs.isEmpty ? nil : offsetsMs.sorted()[offsetsMs.count / 2]
  }

  func state(nowMs: Int64, staleAfterS: Double) -> State {
    guard state == .live else { return state }
    let silentMs = nowMs - max(lastBytesMs ?? 0, sinceMs)
    return Double(silentMs) > staleAfterS * 1_000 ? .stale : .live
  }
}

extension StringProtocol {
  fileprivate var trimmed: String { String(self).trimmingCharacters(in: .whitespaces) }
}

/// The health of all feeds of a mission.
public final class FeedHealths: Sendable {
  private let feeds: [Feed]
  private let byName: Mutex<[String: FeedHealth]>

  init(_ mission: Mission) {
    feeds = mission.feeds
    byName = Mutex(
      Dictionary(
        mission.feeds.map { ($0.name, FeedHealth()) }, uniquingKeysWith: { first, _ in first }))
  }

  func change(_ name: String, _ change: (inout FeedHealth) -> Void) {
    byName.withLock { change(&$0[name, default: FeedHealth()]) }
  }

  /// The feeds in the order of the mission, as the interface and `truceline feed list` give them.
  public func json(nowMs: Int64) -> JSONValue {
    let health = byName.withLock { $0 }
    return .members([
      "at": .string(Self.time(nowMs)),
      "feeds": .array(
        feeds.map { Self.json($0, health[$0.name] ?? FeedHealth(), nowMs: nowMs) }),
    ])
  }

  private static func json(_ feed: Feed, _ health: FeedHealth, nowMs: Int64) -> JSONValue {
    let reasons = health.rejectsByReason.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return .members([
      "name": .string(feed.name), "format": .string(feed.format.rawValue),
      "source": .string(feed.place), "sensor": feed.sensor.map { .string($0) },
      "state": .string(health.state(nowMs: nowMs, staleAfterS: feed.silenceMaxS).rawValue),
      "note": .string(health.note),
      "ratePerS": .number((health.ratePerS(nowMs: nowMs) * 100).rounded() / 100),
      "lastBytesAt": health.lastBytesMs.map { .string(time($0)) },
      "lastMessageAt": health.lastMessageMs.map { .string(time($0)) },
      "clockOffsetMs": health.clockOffsetMs.map { .integer($0) },
      "bytes": .integer(Int64(health.byteCount)),
      "messages": .integer(Int64(health.messageCount)),
      "observations": .integer(Int64(health.observationCount)),
      "rejected": .integer(Int64(health.rejectCount)),
      "rejectsByReason": .object(
        reasons.map { .init($0.key, .integer(Int64($0.value))) }),
      "streams": .integer(Int64(health.openStreamCount)),
      "connections": .integer(Int64(health.openCount)),
      "staleAfterS": .number(feed.silenceMaxS),
    ])
  }

  private static func time(_ ms: Int64) -> String { Instant(atMs: ms).iso }
}
