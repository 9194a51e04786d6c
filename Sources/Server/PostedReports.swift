// How do reports that programs post reach the disk? Posts that wait share one sync.
//
// SPDX-License-Identifier: Apache-2.0

internal import Feeds
internal import Foundation
internal import Logging
internal import Missions
internal import Synchronization

/// Takes posts in, round by round: while one round is written, the next one gathers.
///
/// A post is answered when all of it is on disk; joining and showing it comes after. What waits is
/// bounded; beyond that a post is refused before it is read.
final class PostedReports: Sendable {
  /// Of a request's body.
  static let byteCountMax = 4 << 20
  /// In one request.
  static let reportCountMax = 20_000
  static let waitingPostCountMax = 1_024
  static let waitingReportCountMax = 100_000
  /// A round takes no more posts once it has so many reports.
  private static let roundReportCountMax = 5_000

  /// The reports of one request, and who is told what became of them.
  private struct Post: Sendable {
    let delivery: Delivery
    let byteCount: Int
    let messageCount: Int
    let answer: CheckedContinuation<[Keeping], any Error>
  }

  private struct State {
    var waiting: [Post] = []
    var waitingReportCount = 0
    var isTaking = false
    var lastTrouble = ""
  }

  private let monitor: Monitor
  private let reports: ReportJournal
  private let logger: Logger
  private let state = Mutex(State())

  init(monitor: Monitor, logger: Logger) {
    (self.monitor, reports, self.logger) = (monitor, monitor.reports, logger)
  }

  var presentMs: Int64 { monitor.presentMs }

  var hasRoom: Bool {
    state.withLock {
      $0.waiting.count < Self.waitingPostCountMax
        && $0.waitingReportCount < Self.waitingReportCountMax
    } && reports.backlog.hasRoom
  }

  /// Returns what became of each item, in order, when it is on disk.
  ///
  /// - Throws: `APIError` 503 where too many wait, `JournalError` where the disk refuses.
  func take(
    _ items: [FeedItem], feed: Feed, byteCount: Int, messageCount: Int
  ) async throws -> [Keeping] {
    guard hasRoom else { throw APIError.tooManyWait }
    return try await withCheckedThrowingContinuation { answer in
      let post = Post(
        delivery: Delivery(items: items, feed: feed.name, file: feed.place), byteCount: byteCount,
        messageCount: messageCount, answer: answer)
      let begins = state.withLock { state in
        state.waiting.append(post)
        state.waitingReportCount += items.count
        defer { state.isTaking = true }
        return !state.isTaking
      }
      if begins { Task { await takeAll(on: reports) } }
    }
  }

  /// Stays where the disk is written: between two rounds nobody is woken but who gets his answer.
  private func takeAll(on reports: isolated ReportJournal) {
    while let round = nextRound() { take(round, on: reports) }
  }

  /// Nil where nothing waits; then the next post begins anew.
  private func nextRound() -> [Post]? {
    state.withLock { state in
      var (postCount, reportCount) = (0, 0)
      while postCount < state.waiting.count, reportCount < Self.roundReportCountMax {
        reportCount += state.waiting[postCount].delivery.items.count
        postCount += 1
      }
      guard postCount > 0 else {
        state.isTaking = false
        return nil
      }
      defer { state.waiting.removeFirst(postCount) }
      state.waitingReportCount -= reportCount
      return Array(state.waiting[..<postCount])
    }
  }

  private func take(_ posts: [Post], on reports: isolated ReportJournal) {
    var trouble = ""
    do {
      let keepings = try reports.keep(posts.map(\.delivery))
      for (post, kept) in zip(posts, keepings) { post.answer.resume(returning: kept) }
      showSoon()
    } catch {
      for post in posts { post.answer.resume(throwing: error) }
      trouble = "\(error)"
    }
    say(trouble, "posts")
    note(posts, trouble: trouble)
  }

  private func note(_ posts: [Post], trouble: String) {
    let nowMs = Date.nowMs
    for post in posts {
      monitor.feeds.change(post.delivery.feed) { health in
        health.state = .live
        health.note = trouble
        health.heard(byteCount: post.byteCount, atMs: nowMs)
        health.took(
          post.delivery.items, messages: post.messageCount, isLive: true, atMs: nowMs)
        if trouble.isEmpty { health.stored(post.delivery.items) }
      }
    }
  }

  /// One line of the log a trouble, however many posts meet it.
  private func say(_ trouble: String, _ what: String) {
    let isNew = state.withLock { state in
      defer { state.lastTrouble = trouble }
      return !trouble.isEmpty && trouble != state.lastTrouble
    }
    if isNew { logger.error("\(what): \(trouble)") }
  }

  /// Waited for more before a small piece is joined and shown: many of them cost much more than a few.
  private static let showMs = 20

  private var isBusy: Bool { state.withLock { !$0.waiting.isEmpty } }

  /// What was kept is joined and shown behind the answers. While posts wait for the disk, that takes
  /// half the time at most.
  private func showSoon() {
    let backlog = reports.backlog
    guard backlog.begin() else { return }
    Task {
      while !backlog.hasEnded() {
        if !backlog.hasPiece { try? await Task.sleep(for: .milliseconds(Self.showMs)) }
        let begin = ContinuousClock.now
        do { try await monitor.showNext() } catch {
          say("\(error)", "posts cannot be shown")
          // It goes on with what comes next, once that is possible.
          try? await Task.sleep(for: .seconds(1))
        }
        if isBusy { try? await Task.sleep(for: ContinuousClock.now - begin) }
      }
    }
  }
}
