internal import Geo
internal import Observations
struct SAPIENTFeed: WireFeed {
  typealias Decoder = SAPIENTDecoder
  init(_ settings: FeedSettings) {}
  mutating func take(_ message: SAPIENTMessage, _ settings: FeedSettings, into items: inout [FeedItem]) {}
}
enum SAPIENTPage { static let page = FormatPage(title: "", text: "", sections: []) }
