// `/api/v1/feeds/{name}/reports`: reports that other programs post, and their receipts.
//
// SPDX-License-Identifier: Apache-2.0

internal import Feeds
internal import Foundation
internal import Hummingbird
internal import Missions
internal import NIOCore
internal import Notation
internal import Observations

struct ReportRoutes: Sendable {
  /// Of one answer; what is beyond is counted, and listed by `/rejects`.
  private static let shownRejectCountMax = 1_000

  private let posts: PostedReports
  /// Feeds that take posts, and how their bytes are read.
  private let feeds: [String: (feed: Feed, settings: FeedSettings)]
  private let feedNames: [String]

  init(mission: Mission, posts: PostedReports) {
    self.posts = posts
    let open = mission.feeds.filter { $0.source == .post }
    feedNames = open.map(\.name)
    feeds = Dictionary(
      open.map { ($0.name, ($0, mission.settings(for: $0))) }, uniquingKeysWith: { $1 })
  }

  func add(to api: RouterGroup<BasicRequestContext>) {
    api.post("feeds/{name}/reports", use: take)
  }

  /// Bytes of the feed's format; every body is read by itself, from its first byte to its last.
  @Sendable func take(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let (feed, settings) = try feed(try context.parameters.require("name"))
    guard posts.hasRoom else { throw APIError.tooManyWait }
    let body = try await request.body.collect(upTo: PostedReports.byteCountMax)
    let (items, messageCount) = try read(Array(body.readableBytesView), settings)
    let keepings = try await posts.take(
      items, feed: feed, byteCount: body.readableBytes, messageCount: messageCount)
    return .json(Self.receipt(items, keepings))
  }

  private func feed(_ written: String) throws -> (Feed, FeedSettings) {
    let name = written.contains("%") ? written.removingPercentEncoding ?? written : written
    guard let feed = feeds[name] else {
      let names = feedNames.map { "'\($0)'" }.joined(separator: ", ")
      throw APIError(
        .notFound, "There is no feed '\(name)' that takes posts.",
        next: names.isEmpty
          ? "Give a feed of feeds.yaml the source 'post: true'." : "Those that do: \(names).")
    }
    return feed
  }

  private func read(
    _ bytes: [UInt8], _ feedSettings: FeedSettings
  ) throws -> ([FeedItem], messageCount: Int) {
    var settings = feedSettings
    if case .live = settings.receipt { settings.receipt = .live(atMs: posts.presentMs) }
    var decoder = FeedDecoder(settings)
    decoder.push(bytes)
    decoder.finish()
    var items: [FeedItem] = []
    while let item = decoder.next() {
      guard items.count < PostedReports.reportCountMax else {
        throw APIError(
          .contentTooLarge, "The body has more than \(PostedReports.reportCountMax) reports.",
          next: "Send it in several requests.")
      }
      items.append(item)
    }
    return (items, decoder.messageCount)
  }

  private static func receipt(_ items: [FeedItem], _ keepings: [Keeping]) -> JSONValue {
    var ids: [JSONValue] = []
    var rejected: [JSONValue] = []
    var sequences: [UInt64] = []
    var duplicateCount = 0
    for (item, keeping) in zip(items, keepings) {
      switch item {
      case .observation(let observation, _): ids.append(.string(observation.id))
      case .reject(let reject):
        if rejected.count < shownRejectCountMax { rejected.append(json(reject)) }
      }
      switch keeping {
      case .accepted(let sequence): sequences.append(sequence)
      case .duplicate: duplicateCount += 1
      case .rejected: break
      }
    }
    return .members([
      "accepted": .integer(Int64(sequences.count)), "duplicates": .integer(Int64(duplicateCount)),
      "rejectedCount": .integer(Int64(keepings.count - sequences.count - duplicateCount)),
      "rejected": .array(rejected),
      "firstSequence": sequences.first.map { .integer(Int64($0)) },
      "lastSequence": sequences.last.map { .integer(Int64($0)) }, "ids": .array(ids),
    ])
  }

  private static func json(_ reject: Reject) -> JSONValue {
    .members([
      "line": reject.byteOffset == nil ? .integer(Int64(reject.line)) : nil,
      "byte": reject.byteOffset.map { .integer(Int64($0)) },
      "field": reject.column.isEmpty ? nil : .string(reject.column),
      "reason": .string(reject.text),
    ])
  }
}

extension APIError {
  static let tooManyWait = APIError(
    .serviceUnavailable, "More reports wait for the disk than may.",
    next: "Send the same again after some seconds.")
}
