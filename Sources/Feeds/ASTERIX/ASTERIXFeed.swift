struct ASTERIXFeed: WireFeed {
  typealias Decoder = ASTERIXDecoder
  init(_ settings: FeedSettings) {}
  mutating func take(
    _ message: ASTERIXRecord, _ settings: FeedSettings, into items: inout [FeedItem]
  ) {}
}
