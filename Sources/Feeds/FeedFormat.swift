// Which formats can a feed have, and what reads each?
//
// SPDX-License-Identifier: Apache-2.0

/// The formats that a feed can have.
public enum FeedFormat: String, CaseIterable, Sendable {
  case firms
  case sheet
  case geojson
  case kml
  case ais
  case avr
  case beast
  case sbs
  case asterix
  case klv
  case cot
  case tak
  case sapient
}

extension FeedFormat {
  /// True where messages carry a counter, a time of day or no time, so that a recording may need to
  /// be told when it begins.
  public var isDatedByStart: Bool {
    switch self {
    case .ais, .avr, .beast, .asterix: true
    case .firms, .sheet, .geojson, .kml, .sbs, .klv, .cot, .tak, .sapient: false
    }
  }

  /// Bytes to observations.
  func reader(_ settings: FeedSettings) -> any FormatReader {
    switch self {
    case .firms: FIRMSReader()
    case .sheet: SheetReader()
    case .geojson: GeoJSONReader()
    case .kml: KMLReader()
    case .ais: WireReader<AISFeed>(AISDecoder(), settings)
    case .avr: WireReader<ModeSFeed<AVRDecoder>>(AVRDecoder(), settings)
    case .beast: WireReader<ModeSFeed<BeastDecoder>>(BeastDecoder(), settings)
    case .sbs: WireReader<SBSFeed>(SBSDecoder(), settings)
    case .asterix:
      WireReader<ASTERIXFeed>(
        ASTERIXDecoder(
          editions: settings.editions, radars: settings.radars, settingsPlace: settings.place),
        settings)
    case .klv: WireReader<KLVFeed>(KLVDecoder(), settings)
    case .cot, .tak: WireReader<CoTFeed>(CoTDecoder(), settings)
    case .sapient: WireReader<SAPIENTFeed>(SAPIENTDecoder(), settings)
    }
  }

  /// Bytes to messages as JSON Lines.
  public func lines(_ settings: FeedSettings) -> (any MessageLines)? {
    switch self {
    case .firms: TextLines(FIRMSDecoder())
    case .sheet: TextLines(SheetDecoder())
    case .geojson: TextLines(GeoJSONDecoder())
    case .kml: TextLines(KMLDecoder())
    case .ais: WireLines(AISDecoder())
    case .avr: WireLines(ModeSResolved(AVRDecoder()))
    case .beast: WireLines(ModeSResolved(BeastDecoder()))
    case .sbs: WireLines(SBSDecoder())
    case .asterix:
      WireLines(
        ASTERIXDecoder(
          editions: settings.editions, radars: settings.radars, settingsPlace: settings.place))
    case .klv: WireLines(KLVDecoder())
    case .cot, .tak: WireLines(CoTDecoder())
    case .sapient: WireLines(SAPIENTDecoder())
    }
  }

  /// The same without a mission.
  public func lines() -> (any MessageLines)? { lines(FeedSettings(name: rawValue, format: self)) }

  /// The page of the reference that lists the fields.
  public var page: FormatPage? {
    switch self {
    case .firms: FIRMSRow.page
    case .sheet: TextPages.sheet
    case .geojson: TextPages.geojson
    case .kml: KMLPage.page
    case .ais: AISPage.page
    case .avr, .beast: ModeSPages.frames
    case .sbs: SBSPage.lines
    case .asterix: ASTERIXPage.page
    case .klv: KLVPage.page
    case .cot, .tak: CoTPage.page
    case .sapient: SAPIENTPage.page
    }
  }
}
