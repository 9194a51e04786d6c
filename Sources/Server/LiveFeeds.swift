// Which feeds come over time? Sockets, web addresses and standard input, each decoded as it comes.
//
// SPDX-License-Identifier: Apache-2.0

internal import Feeds
internal import Foundation
internal import Intake
internal import Logging
internal import Missions
internal import Notation
internal import ServiceLifecycle

/// Runs the live feeds of a mission until the program is told to stop.
struct LiveFeeds: Service {
  let monitor: Monitor
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        for feed in monitor.mission.feeds
        where !feed.source.isRecorded && feed.source != .post {
          group.addTask { await LiveFeed(feed, monitor, logger).run() }
        }
        // A mission without live feeds waits for the end like one with them.
        group.addTask { try? await Task.sleep(for: .seconds(315_360_000)) }
        await group.waitForAll()
      }
    }
  }
}

/// One live feed: a source, a decoder for each of its streams, and what waits to be taken in.
actor LiveFeed {
  /// What came is taken in together, so that one sync serves many reports.
  private static let flushMs = 200
  /// With more items waiting the source is not read on.
  private static let waitingCountMax = 20_000

  private let feed: Feed
  private let monitor: Monitor
  private let logger: Logger
  private let settings: FeedSettings
  private var decoders: [Int: FeedDecoder] = [:]
  private var counted: [Int: Int] = [:]
  private var waiting: [FeedItem] = []
  private var isFlushing = false

  init(_ feed: Feed, _ monitor: Monitor, _ logger: Logger) {
    self.feed = feed
    self.monitor = monitor
    self.logger = logger
    settings = monitor.mission.settings(for: feed)
  }

  func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.readSource() }
      group.addTask { await self.flushAgainAndAgain() }
      // The source ends at the end of standard input: then all ends.
      await group.next()
      group.cancelAll()
    }
    try? await flush()
  }

  private func readSource() async {
    let take: ArrivalTaker = { try await self.take($0) }
    do {
      switch feed.source {
      case .file, .directory, .post: break
      case .standardInput: try await StandardInput().run(take)
      case .tcp(let address):
        try await TCPClient(host: address.host, port: address.port).run(take)
      case .listen(let address):
        try await TCPListener(host: address.host, port: address.port).run(take)
      case .udp(let address, let group, let interface):
        try await UDPReceiver(
          host: address.host, port: address.port, group: group, interface: interface
        ).run(take)
      case .http(let url, let everyS): try await HTTPPoll(url: url, everyS: everyS).run(take)
      }
    } catch is CancellationError {
    } catch {
      logger.error("the feed '\(feed.name)' ended: \(error)")
      monitor.feeds.change(feed.name) {
        $0.state = .down
        $0.note = "\(error)"
      }
    }
  }

  // MARK: Arrivals

  private func take(_ arrival: Arrival) async throws {
    switch arrival {
    case .opened(let stream, let from):
      decoders[stream] = FeedDecoder(settings)
      counted[stream] = 0
      monitor.feeds.change(feed.name) {
        $0.state = .live
        $0.note = from
        $0.sinceMs = Date.nowMs
        $0.openCount += 1
        $0.openStreamCount += 1
      }
    case .bytes(let bytes, let stream, let atMs):
      decode(stream, atMs: atMs, byteCount: bytes.count) { $0.push(bytes) }
    case .datagram(let bytes, let stream, let atMs):
      decode(stream, atMs: atMs, byteCount: bytes.count) {
        $0.push(bytes)
        $0.endDatagram()
      }
    case .closed(let stream, let reason): close(stream, reason)
    case .refused(let from, let reason):
      logger.warning("the feed '\(feed.name)' refused \(from): \(reason)")
      monitor.feeds.change(feed.name) { $0.note = "refused \(from): \(reason)" }
    case .unchanged(let atMs):
      monitor.feeds.change(feed.name) {
        $0.state = .live
        $0.note = ""
        $0.sinceMs = atMs
      }
    case .waiting(let reason, let retryS):
      let shownS = Int(retryS.rounded(.up))
      logger.info("the feed '\(feed.name)' waits \(shownS) s: \(reason)")
      monitor.feeds.change(feed.name) {
        $0.state = .down
        $0.note = "\(reason); tried again after \(shownS) s"
      }
    }
    while waiting.count > Self.waitingCountMax {
      // While another flush is under way this one must let go of the actor, or that never ends.
      if isFlushing {
        try await Task.sleep(for: .milliseconds(5))
      } else {
        try Task.checkCancellation()
        try await flush()
      }
    }
  }

  private func decode(
    _ stream: Int, atMs: Int64, byteCount: Int, _ push: (inout FeedDecoder) -> Void
  ) {
    guard var decoder = decoders.removeValue(forKey: stream) else { return }
    if case .live = settings.receipt { decoder.settings.receipt = .live(atMs: atMs) }
    push(&decoder)
    drain(&decoder, stream, atMs: atMs, byteCount: byteCount)
    decoders[stream] = decoder
  }

  private func close(_ stream: Int, _ reason: String) {
    if var decoder = decoders.removeValue(forKey: stream) {
      decoder.finish()
      drain(&decoder, stream, atMs: Date.nowMs, byteCount: 0)
    }
    counted[stream] = nil
    monitor.feeds.change(feed.name) {
      $0.openStreamCount -= 1
      guard $0.openStreamCount == 0 else { return }
      $0.note = reason
      switch feed.source {
      case .standardInput: $0.state = .read
      case .listen: $0.state = .waiting
      case .file, .directory, .tcp, .udp, .http, .post: break
      }
    }
  }

  private func drain(
    _ decoder: inout FeedDecoder, _ stream: Int, atMs: Int64, byteCount: Int
  ) {
    let before = waiting.count
    while let item = decoder.next() { waiting.append(item) }
    let messages = decoder.messageCount - (counted[stream] ?? 0)
    counted[stream] = decoder.messageCount
    monitor.feeds.change(feed.name) { health in
      health.state = .live
      if byteCount > 0 { health.heard(byteCount: byteCount, atMs: atMs) }
      health.took(
        Array(waiting[before...]), messages: messages, isLive: true, atMs: atMs)
    }
  }

  // MARK: Taking in

  private func flushAgainAndAgain() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(Self.flushMs))
      do { try await flush() } catch { return }
    }
  }

  /// Takes in what waits. Where the disk refuses, it is tried again every second, and meanwhile no
  /// more is read than may wait.
  private func flush() async throws {
    guard !isFlushing else { return }
    isFlushing = true
    defer { isFlushing = false }
    var isRefused = false
    while !waiting.isEmpty {
      let items = Array(waiting.prefix(1_000))
      do {
        try await monitor.take(items, feed: feed.name, file: feed.place)
      } catch is ReadModelError {
        // It is on disk, and shown as soon as it can be.
      } catch {
        if !isRefused { refuse(error) }
        isRefused = true
        try await Task.sleep(for: .seconds(1))
        continue
      }
      waiting.removeFirst(items.count)
      monitor.feeds.change(feed.name) {
        $0.stored(items)
        if isRefused { ($0.state, $0.note) = (.live, "") }
      }
      isRefused = false
    }
  }

  private func refuse(_ error: any Error) {
    logger.error("the feed '\(feed.name)' cannot be taken in: \(error)")
    monitor.feeds.change(feed.name) {
      $0.state = .down
      $0.note = "the disk refuses: nothing is taken in. Free space; it is tried again every second"
    }
  }
}

/// Writes the feeds' health to the data folder, for `truceline feed list`.
struct FeedHealthFile: Service {
  private static let everyS = 2.0

  let monitor: Monitor
  let path: String

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        write()
        try await Task.sleep(for: .seconds(Self.everyS))
      }
    }
    write()
  }

  private func write() {
    let bytes = monitor.feeds.json(nowMs: Date.nowMs).bytes
    try? Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
