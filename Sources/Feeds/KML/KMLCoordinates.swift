// Which positions does a text of coordinates list?
//
// SPDX-License-Identifier: Apache-2.0

/// `longitude,latitude[,altitude]`, one position behind the other with space between (OGC 12-007r2,
/// coordinates). Space around a comma is passed over: it leaves no doubt.
enum KMLCoordinates {
  static func positions(
    _ text: String, at: Int, item: String
  ) throws(XMLFault) -> [FeaturePosition] {
    let bytes = Array(text.utf8)
    var positions: [FeaturePosition] = []
    var next = 0
    skipSpace(bytes, &next)
    while next < bytes.count {
      var values = InlineArray<3, Double>(repeating: .nan)
      var count = 0
      let start = next
      while true {
        let first = next
        while next < bytes.count, bytes[next] > 0x20, bytes[next] != UInt8(ascii: ",") { next += 1 }
        guard let value = decimal(bytes[first..<next]), count < 3 else {
          throw fault("not a place", bytes, start, at, item)
        }
        values[count] = value
        count += 1
        skipSpace(bytes, &next)
        guard next < bytes.count, bytes[next] == UInt8(ascii: ",") else { break }
        next += 1
        skipSpace(bytes, &next)
      }
      guard count >= 2 else { throw fault("not a place", bytes, start, at, item) }
      guard let position = position(values[0], values[1], count == 3 ? values[2] : nil) else {
        throw fault("out of range", bytes, start, at, item)
      }
      positions.append(position)
    }
    return positions
  }

  /// `longitude latitude altitude` of a track; nil where it is empty.
  static func trackPosition(_ text: String, at: Int) throws(XMLFault) -> FeaturePosition? {
    let bytes = Array(text.utf8)
    let parts = bytes.split { $0 <= 0x20 }
    if parts.isEmpty { return nil }
    let values = parts.prefix(4).map { decimal($0) }
    guard (2...3).contains(parts.count), let longitudeDeg = values[0], let latitudeDeg = values[1],
      values.count < 3 || values[2] != nil
    else { throw fault("not a place", bytes, 0, at, "Track/coord") }
    guard
      let position = position(longitudeDeg, latitudeDeg, values.count == 3 ? values[2] : nil)
    else { throw fault("out of range", bytes, 0, at, "Track/coord") }
    return position
  }

  private static func position(
    _ longitudeDeg: Double, _ latitudeDeg: Double, _ heightM: Double?
  ) -> FeaturePosition? {
    guard (-180...180).contains(longitudeDeg), (-90...90).contains(latitudeDeg) else { return nil }
    return FeaturePosition(
      longitudeDeg: longitudeDeg, latitudeDeg: latitudeDeg, heightM: heightM)
  }

  private static func skipSpace(_ bytes: [UInt8], _ next: inout Int) {
    while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
  }

  private static func fault(
    _ reason: String, _ bytes: [UInt8], _ start: Int, _ at: Int, _ item: String
  ) -> XMLFault {
    let found = String(decoding: bytes[start...].prefix(40), as: UTF8.self).trimmed
    return XMLFault(
      at: at, item: item, reason: reason,
      detail: "'\(found)', longitude and latitude in degrees and a height in metres expected")
  }
}
