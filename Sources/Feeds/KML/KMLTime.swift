// Is this text a time as KML writes it?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

extension KMLTime {
  /// A year, a month, a day, or a date and time with or without a zone (XML Schema `gYear`,
  /// `gYearMonth`, `date`, `dateTime`); nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    switch bytes.count {
    case 4, 7, 10:
      guard Instant(iso: text + "1970-01-01".dropFirst(bytes.count)) != nil else { return nil }
      atMs = nil
    default:
      // The form, with or without a zone; without one it names no instant.
      guard bytes.withUnsafeBytes({ CoTNumber.timeMs($0) }) != nil, text.utf8.contains(0x54)
      else { return nil }
      atMs = Instant(iso: text)?.atMs
    }
    self.text = text
  }

  static func fault(_ text: String, at: Int, item: String) -> XMLFault {
    XMLFault(
      at: at, item: item, reason: "not a date and time",
      detail: "'\(text.prefix(40))', as 2026-06-24T03:00:00Z expected")
  }
}
