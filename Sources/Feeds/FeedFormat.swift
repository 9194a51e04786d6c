// Which formats can a feed have, and what reads each?
//
// SPDX-License-Identifier: Apache-2.0

/// The formats that a feed can have.
public enum FeedFormat: String, CaseIterable, Sendable {
  case firms
  case sheet
  case geojson
  case asterix
}

extension FeedFormat {
  /// Bytes to observations.
  func reader(_ settings: FeedSettings) -> any FormatReader {
    switch self {
    case .firms: TableReader(isSheet: false)
    case .sheet: TableReader(isSheet: true)
    case .geojson: FeatureReader()
    case .asterix:
      WireReader<ASTERIXFeed>(
        ASTERIXDecoder(editions: settings.editions, radars: settings.radars), settings)
    }
  }

  /// Bytes to messages as JSON Lines; nil where the rows themselves are the observations.
  public func lines() -> (any MessageLines)? {
    switch self {
    case .firms, .sheet, .geojson: nil
    case .asterix: WireLines(ASTERIXDecoder())
    }
  }

  /// The page of the reference that lists the fields; nil where `docs/reference/feeds.md` does.
  public var page: FormatPage? {
    switch self {
    case .firms, .sheet, .geojson: nil
    case .asterix: ASTERIXPage.page
    }
  }
}
