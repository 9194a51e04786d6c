// From messages to observations: what a format keeps between messages is kept here.
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// What becomes of one message in a mission: no observation (it carried no report), one or several.
///
/// It is a protocol because every wire format has one. State between messages (names by MMSI, time of
/// day, positions of a pair) lives in the conformer and is bounded.
protocol WireFeed: Sendable {
  associatedtype Decoder: WireDecoder
  init(_ settings: FeedSettings)
  /// Appends what the message reports.
  mutating func take(
    _ message: Decoder.Message, _ settings: FeedSettings, into items: inout [FeedItem])
}

/// A format's decoder and feed joined: bytes in, observations out.
struct WireReader<Feed: WireFeed>: FormatReader {
  private var decoder: Feed.Decoder
  private var feed: Feed
  private var ready: [FeedItem] = []
  private var readyHead = 0
  private(set) var messageCount = 0

  init(_ decoder: Feed.Decoder, _ settings: FeedSettings) {
    self.decoder = decoder
    feed = Feed(settings)
  }

  mutating func push(_ bytes: [UInt8]) { decoder.push(bytes) }
  mutating func endDatagram() { decoder.endDatagram() }
  mutating func finish() { decoder.finish() }

  mutating func next(_ settings: FeedSettings) -> FeedItem? {
    while true {
      if readyHead < ready.count {
        defer { readyHead += 1 }
        return ready[readyHead]
      }
      ready.removeAll(keepingCapacity: true)
      readyHead = 0
      switch decoder.next() {
      case nil: return nil
      case .fault(let fault): return .reject(Reject(fault))
      case .message(let message):
        messageCount += 1
        feed.take(message, settings, into: &ready)
        markTrackReports()
      }
    }
  }

  /// A sensor's report of a moving thing is one of many.
  private mutating func markTrackReports() {
    for index in ready.indices {
      if case .observation(var observation, let warning) = ready[index], observation.kind.isMoving {
        observation.isTrackReport = true
        ready[index] = .observation(observation, warning: warning)
      }
    }
  }
}

/// One format from bytes to observations.
protocol FormatReader: Sendable {
  /// Messages and rows read so far, with and without an observation.
  var messageCount: Int { get }
  mutating func push(_ bytes: [UInt8])
  mutating func endDatagram()
  mutating func finish()
  mutating func next(_ settings: FeedSettings) -> FeedItem?
}

extension FormatReader {
  /// A row that was sent without a line end ends with its datagram.
  mutating func endDatagram() { push([0x0A]) }
}
