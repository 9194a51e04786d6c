// Which formats can a feed have, and what reads each?
//
// SPDX-License-Identifier: Apache-2.0

/// The formats that a feed can have.
public enum FeedFormat: String, CaseIterable, Sendable {
  case firms
  case sheet
  case geojson
  case ais
  case klv
}

extension FeedFormat {
  /// Bytes to observations.
  func reader(_ settings: FeedSettings) -> any FormatReader {
    switch self {
    case .firms: TableReader(isSheet: false)
    case .sheet: TableReader(isSheet: true)
    case .geojson: FeatureReader()
    case .ais: WireReader<AISFeed>(AISDecoder(), settings)
    case .klv: WireReader<KLVFeed>(KLVDecoder(), settings)
    }
  }

  /// Bytes to messages as JSON Lines; nil where the rows themselves are the observations.
  public func lines() -> (any MessageLines)? {
    switch self {
    case .firms, .sheet, .geojson: nil
    case .ais: WireLines(AISDecoder())
    case .klv: WireLines(KLVDecoder())
    }
  }

  /// The page of the reference that lists the fields; nil where `docs/reference/feeds.md` does.
  public var page: FormatPage? {
    switch self {
    case .firms, .sheet, .geojson: nil
    case .ais: AISPage.page
    case .klv: KLVPage.page
    }
  }
}
