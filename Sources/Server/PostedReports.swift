// How do reports that programs post reach the disk? Posts that wait share one sync.
//
// SPDX-License-Identifier: Apache-2.0

internal import Feeds
internal import Foundation
internal import Logging
internal import Missions
internal import Synchronization

/// The reports of one request, and who is told what became of them.
private struct Post: Sendable {
  let items: [FeedItem]
  let byteCount: Int
  let messageCount: Int
  let answer: CheckedContinuation<[Keeping], any Error>
}

/// Takes posts in, round by round: while one round is written, the next one gathers.
///
/// A post is answered when all of it is on disk. What waits is bounded; beyond that a post is
/// refused before it is read.
actor PostedReports {
  /// Of a request's body.
  static let byteCountMax = 4 << 20
  /// In one request.
  static let reportCountMax = 20_000
  static let waitingPostCountMax = 1_024
  static let waitingReportCountMax = 100_000
  /// A round takes no more posts once it has so many reports.
  private static let roundReportCountMax = 5_000

  private let monitor: Monitor
  private let logger: Logger
  private var waiting: [String: [Post]] = [:]
  private var waitingPostCount = 0
  private var waitingReportCount = 0
  private var isTaking = false
  private var lastTrouble = ""

  init(monitor: Monitor, logger: Logger) {
    self.monitor = monitor
    self.logger = logger
  }

  var hasRoom: Bool {
    waitingPostCount < Self.waitingPostCountMax && waitingReportCount < Self.waitingReportCountMax
  }

  /// Returns what became of each item, in order, when it is on disk.
  ///
  /// - Throws: `APIError` 503 where too many wait, `JournalError` where the disk refuses.
  func take(
    _ items: [FeedItem], feed: Feed, byteCount: Int, messageCount: Int
  ) async throws -> [Keeping] {
    guard hasRoom else { throw APIError.tooManyWait }
    return try await withCheckedThrowingContinuation { answer in
      waiting[feed.name, default: []].append(
        Post(items: items, byteCount: byteCount, messageCount: messageCount, answer: answer))
      waitingPostCount += 1
      waitingReportCount += items.count
      guard !isTaking else { return }
      isTaking = true
      Task { await takeAll() }
    }
  }

  private func takeAll() async {
    while waitingPostCount > 0 {
      for feed in monitor.mission.feeds {
        let posts = nextRound(of: feed.name)
        if !posts.isEmpty { await take(PostRound(posts), of: feed) }
      }
    }
    isTaking = false
  }

  private func nextRound(of feed: String) -> [Post] {
    guard let posts = waiting[feed] else { return [] }
    var (postCount, reportCount) = (0, 0)
    while postCount < posts.count, reportCount < Self.roundReportCountMax {
      reportCount += posts[postCount].items.count
      postCount += 1
    }
    waiting[feed] = postCount == posts.count ? nil : Array(posts[postCount...])
    waitingPostCount -= postCount
    waitingReportCount -= reportCount
    return Array(posts[..<postCount])
  }

  private func take(_ round: PostRound, of feed: Feed) async {
    do {
      try await monitor.take(
        round.items, feed: feed.name, file: feed.place, onKept: { round.answer($0) })
      lastTrouble = ""
    } catch {
      round.refuse(error)
      // One line of the log a trouble, however many posts meet it.
      if "\(error)" != lastTrouble { logger.error("posts to '\(feed.name)': \(error)") }
      lastTrouble = "\(error)"
    }
    monitor.feeds.change(feed.name) { health in
      let nowMs = Date.nowMs
      health.state = .live
      health.note = lastTrouble
      health.heard(byteCount: round.byteCount, atMs: nowMs)
      health.took(round.items, messages: round.messageCount, isLive: true, atMs: nowMs)
      if round.isAnswered { health.stored(round.items) }
    }
  }
}

/// Posts that are taken in with one sync; each is answered once.
private final class PostRound: Sendable {
  let items: [FeedItem]
  let byteCount: Int
  let messageCount: Int
  private let posts: [Post]
  private let answered = Mutex(false)

  init(_ posts: [Post]) {
    self.posts = posts
    items = posts.flatMap(\.items)
    byteCount = posts.reduce(0) { $0 + $1.byteCount }
    messageCount = posts.reduce(0) { $0 + $1.messageCount }
  }

  /// True when all of it is on disk.
  var isAnswered: Bool { answered.withLock { $0 } }

  func answer(_ keepings: [Keeping]) {
    answered.withLock { $0 = true }
    var start = 0
    for post in posts {
      let end = start + post.items.count
      post.answer.resume(returning: Array(keepings[start..<end]))
      start = end
    }
  }

  /// Does nothing where they were answered: what came after that is no matter of theirs.
  func refuse(_ error: any Error) {
    guard !isAnswered else { return }
    for post in posts { post.answer.resume(throwing: error) }
  }
}
