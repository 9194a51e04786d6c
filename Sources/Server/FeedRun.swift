// In which order do the recorded feeds of a mission speak? Merged by time of receipt.
//
// SPDX-License-Identifier: Apache-2.0

public import Feeds
internal import Foundation
internal import Intake
public import Missions
internal import Observations

/// Items of one file, read as they are asked for.
struct FeedFile {
  let feed: String
  let file: String
  private var bytes: FileFeed
  private var decoder: FeedDecoder
  private var isAtEnd = false
  private var head: FeedItem?
  private var countedMessages = 0
  private var countedBytes = 0

  init(_ settings: FeedSettings, path: String) throws {
    feed = settings.name
    file = URL(fileURLWithPath: path).lastPathComponent
    bytes = try FileFeed(path: path)
    decoder = FeedDecoder(settings)
  }

  var position: Int { bytes.position }
  var byteCount: Int { bytes.byteCount }

  /// Messages and bytes read since the last call.
  mutating func takeCounts() -> (messages: Int, bytes: Int) {
    defer {
      countedMessages = decoder.messageCount
      countedBytes = bytes.position
    }
    return (decoder.messageCount - countedMessages, bytes.position - countedBytes)
  }

  /// When the next item was received; rejects come at once, nil at the end.
  mutating func headMs() throws -> Int64? {
    if head == nil { head = try read() }
    switch head {
    case .observation(let observation, _): return observation.receivedAtMs
    case .reject: return .min
    case nil: return nil
    }
  }

  mutating func next() throws -> FeedItem? {
    if let item = head {
      head = nil
      return item
    }
    return try read()
  }

  private mutating func read() throws -> FeedItem? {
    while true {
      if let item = decoder.next() { return item }
      if isAtEnd { return nil }
      if let piece = try bytes.next() {
        decoder.push(piece)
      } else {
        decoder.finish()
        isAtEnd = true
      }
    }
  }
}

/// All recorded feeds of a mission, as one sequence of items in order of receipt.
public struct FeedRun {
  public struct Batch: Sendable {
    public let items: [FeedItem]
    public let feed: String
    public let file: String
    /// Messages and bytes that were read for it, with and without an item.
    public let messageCount: Int
    public let byteCount: Int

    /// The same with fewer items.
    public func with(_ items: [FeedItem]) -> Batch {
      Batch(
        items: items, feed: feed, file: file, messageCount: messageCount, byteCount: byteCount)
    }
  }

  private var files: [FeedFile] = []

  /// - Parameter paths: only these files; nil for all.
  /// - Parameter onFault: called for a feed that cannot be opened, which is then left out. Without
  ///   it such a feed is an error.
  public init(
    _ mission: Mission, receivedAtMs: Int64, paths wanted: Set<String>? = nil,
    onFault: ((String, any Error) -> Void)? = nil
  ) throws {
    for feed in mission.feeds {
      do { files += try Self.files(feed, mission, receivedAtMs, wanted) } catch {
        guard let onFault else { throw error }
        onFault(feed.name, error)
      }
    }
  }

  private static func files(
    _ feed: Feed, _ mission: Mission, _ receivedAtMs: Int64, _ wanted: Set<String>?
  ) throws -> [FeedFile] {
    var settings = mission.settings(for: feed)
    if case .live = feed.receipt { settings.receipt = .live(atMs: receivedAtMs) }
    let paths: [String] =
      switch feed.source {
      case .file(let path): [path]
      case .directory(let path): try filesToRead(inDirectory: path)
      case .standardInput, .tcp, .listen, .udp, .http, .post: []
      }
    return try paths.filter { wanted?.contains($0) ?? true }
      .map { try FeedFile(settings, path: $0) }
  }

  public var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }
  public var position: Int { files.reduce(0) { $0 + $1.position } }

  /// The next items: of the file whose next item was received first, until another file's turn
  /// comes. Nil at the end of all files.
  public mutating func next(itemCountMax: Int) throws -> Batch? {
    var order: [(ms: Int64, index: Int)] = []
    for index in files.indices {
      if let ms = try files[index].headMs() { order.append((ms, index)) }
    }
    order.sort { ($0.ms, $0.index) < ($1.ms, $1.index) }
    guard let first = order.first else { return nil }
    let turnMs = order.count > 1 ? order[1].ms : .max
    var items: [FeedItem] = []
    while items.count < itemCountMax, let ms = try files[first.index].headMs(), ms <= turnMs,
      let item = try files[first.index].next()
    {
      items.append(item)
    }
    let counts = files[first.index].takeCounts()
    return Batch(
      items: items, feed: files[first.index].feed, file: files[first.index].file,
      messageCount: counts.messages, byteCount: counts.bytes)
  }
}
