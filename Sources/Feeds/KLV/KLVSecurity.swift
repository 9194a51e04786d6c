// How is the imagery classified? The security local set, MISB ST 0102.12.
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// The items of a security set, as they are: they are carried, nothing is decided by them.
struct KLVSecurity {
  private let octets: [UInt8]

  init(_ octets: some Sequence<UInt8>) { self.octets = Array(octets) }

  static let names: [(tag: Int, name: StaticString)] = [
    (1, "classification"), (2, "classifying_country_method"), (3, "classifying_country"),
    (4, "sci_shi"), (5, "caveats"), (6, "releasing_instructions"), (7, "classified_by"),
    (8, "derived_from"), (9, "reason"), (10, "declassification_date"), (11, "marking_system"),
    (12, "object_country_method"), (13, "object_countries"), (14, "comments"), (19, "stream_id"),
    (20, "transport_stream_id"), (21, "item_designator"), (22, "version"),
    (23, "classifying_country_method_date"), (24, "object_country_method_date"),
  ]

  /// An object `security`; a set whose items do not fill it is given as it is.
  func write(to writer: inout FieldWriter) {
    let items = octets.withUnsafeBytes { Self.items($0) }
    guard let items else {
      writer.field("tag_48_hex", hexText(octets))
      return
    }
    writer.beginObject("security")
    var written: Set<Int> = []
    for (tag, range) in items where written.insert(tag).inserted {
      let value = octets[range]
      guard let name = Self.names.first(where: { $0.tag == tag })?.name else {
        writer.field(named: "tag_\(tag)_hex", hexText(value))
        continue
      }
      write(tag, name, value, to: &writer)
    }
    writer.endObject()
  }

  private func write(
    _ tag: Int, _ name: StaticString, _ value: ArraySlice<UInt8>, to writer: inout FieldWriter
  ) {
    switch tag {
    case 1, 2, 12, 19, 20, 22:
      guard (1...4).contains(value.count) else {
        writer.field(name, hexText(value))
        return
      }
      let number = value.reduce(0) { $0 << 8 | Int($1) }
      writer.field(name, number)
      if tag == 1, let text = Self.classification(number) {
        writer.field("classification_name", constant: text)
      }
    case 13:
      // UTF-16, big-endian.
      let octets = Array(value)
      let units = stride(from: 0, to: octets.count - octets.count % 2, by: 2).map {
        UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1])
      }
      writer.field(name, String(decoding: units, as: UTF16.self))
    case 21: writer.field(name, hexText(value))
    default: writer.field(name, String(decoding: value, as: UTF8.self))
    }
  }

  private static func classification(_ number: Int) -> StaticString? {
    switch number {
    case 1: "UNCLASSIFIED"
    case 2: "RESTRICTED"
    case 3: "CONFIDENTIAL"
    case 4: "SECRET"
    case 5: "TOP SECRET"
    default: nil
    }
  }

  private static func items(_ bytes: UnsafeRawBufferPointer) -> [(Int, Range<Int>)]? {
    var cursor = KLVCursor(bytes, 0..<bytes.count)
    var items: [(Int, Range<Int>)] = []
    while cursor.at < cursor.end {
      guard let tag = cursor.tag(), let count = cursor.length(), count <= cursor.end - cursor.at
      else { return nil }
      items.append((tag, cursor.at..<cursor.at + count))
      cursor.at += count
    }
    return items
  }
}
