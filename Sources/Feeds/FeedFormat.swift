// Which formats can a feed have, and what reads each?
//
// SPDX-License-Identifier: Apache-2.0

/// The formats that a feed can have.
public enum FeedFormat: String, CaseIterable, Sendable {
  case firms
  case sheet
  case geojson
  case avr
  case beast
  case sbs
  case cot
  case tak
}

extension FeedFormat {
  /// Bytes to observations.
  func reader(_ settings: FeedSettings) -> any FormatReader {
    switch self {
    case .firms: TableReader(isSheet: false)
    case .sheet: TableReader(isSheet: true)
    case .geojson: FeatureReader()
    case .avr: WireReader<ModeSFeed<AVRDecoder>>(AVRDecoder(), settings)
    case .beast: WireReader<ModeSFeed<BeastDecoder>>(BeastDecoder(), settings)
    case .sbs: WireReader<SBSFeed>(SBSDecoder(), settings)
    case .cot, .tak: WireReader<CoTFeed>(CoTDecoder(), settings)
    }
  }

  /// Bytes to messages as JSON Lines; nil where the rows themselves are the observations.
  public func lines() -> (any MessageLines)? {
    switch self {
    case .firms, .sheet, .geojson: nil
    case .avr: WireLines(ModeSResolved(AVRDecoder()))
    case .beast: WireLines(ModeSResolved(BeastDecoder()))
    case .sbs: WireLines(SBSDecoder())
    case .cot, .tak: WireLines(CoTDecoder())
    }
  }

  /// The page of the reference that lists the fields; nil where `docs/reference/feeds.md` does.
  public var page: FormatPage? {
    switch self {
    case .firms, .sheet, .geojson: nil
    case .avr, .beast: ModeSPages.frames
    case .sbs: SBSPage.lines
    case .cot, .tak: CoTPage.page
    }
  }
}
