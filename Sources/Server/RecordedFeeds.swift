// Which files of the feeds are new or changed? They are read, in order of receipt.
//
// SPDX-License-Identifier: Apache-2.0

internal import Feeds
internal import Foundation
internal import Intake
internal import Logging
internal import Missions
internal import ServiceLifecycle

/// Reads the files of the feeds, and each again when it changes. What is there already is known by
/// its content and not taken twice.
struct RecordedFeeds: Service {
  let monitor: Monitor
  let loading: Task<Void, any Error>
  let pollS: Double
  let logger: Logger

  /// Size and time of change of a file.
  private struct FileStamp: Equatable {
    let byteCount: Int
    let changedS: Double
  }

  func run() async throws {
    do { try await loading.value } catch {
      // The program ends with that; a service that returned would end the others before.
      try? await gracefulShutdown()
      return
    }
    try? await cancelWhenGracefulShutdown {
      var seen: [String: FileStamp] = [:]
      while !Task.isCancelled {
        let now = stamps()
        let changed = now.filter { seen[$0.key] != $0.value }
        seen = now
        if !changed.isEmpty, !(await read(Set(changed.keys))) {
          // What the disk refused is read again, and what it took is known by its content.
          for path in changed.keys { seen[path] = nil }
        }
        try await Task.sleep(for: .seconds(pollS))
      }
    }
  }

  private func stamps() -> [String: FileStamp] {
    var stamps: [String: FileStamp] = [:]
    for feed in monitor.mission.feeds {
      let paths: [String]
      switch feed.source {
      case .file(let path): paths = [path]
      case .directory(let path): paths = (try? filesToRead(inDirectory: path)) ?? []
      case .standardInput, .tcp, .listen, .udp, .http, .post: paths = []
      }
      for path in paths {
        let found = try? FileManager.default.attributesOfItem(atPath: path)
        stamps[path] = FileStamp(
          byteCount: (found?[.size] as? NSNumber)?.intValue ?? -1,
          changedS: (found?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0)
      }
    }
    return stamps
  }

  /// A feed that cannot be read is reported and stops no other; what was taken in stays.
  ///
  /// - Returns: false where the disk refused.
  private func read(_ paths: Set<String>) async -> Bool {
    do {
      var run = try FeedRun(monitor.mission, receivedAtMs: Date.nowMs, paths: paths) {
        feed, error in
        logger.error("the feed '\(feed)' cannot be read: \(error)")
        monitor.feeds.change(feed) {
          $0.state = .down
          $0.note = "\(error)"
        }
      }
      while let batch = try run.next(itemCountMax: 1_000) {
        try await monitor.take(batch)
      }
      let counts = await monitor.runCounts
      logger.info(
        "feeds read",
        metadata: [
          "new": "\(counts.observations)", "known": "\(counts.duplicates)",
          "rejected": "\(counts.rejected)",
        ])
      return true
    } catch {
      logger.error("reading the feeds stopped and is tried again: \(error)")
      return false
    }
  }
}

extension Monitor {
  /// Takes a batch of a recording and counts it.
  public func take(_ batch: FeedRun.Batch) async throws {
    try await take(batch.items, feed: batch.feed, file: batch.file)
    let nowMs = Date.nowMs
    feeds.change(batch.feed) { health in
      health.state = .read
      health.note = ""
      health.heard(byteCount: batch.byteCount, atMs: nowMs)
      health.took(batch.items, messages: batch.messageCount, isLive: false, atMs: nowMs)
      health.stored(batch.items)
    }
  }
}
