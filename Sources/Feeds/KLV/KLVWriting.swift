// How is a packet written as JSON?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
public import Notation

extension KLVItemKind {
  /// By tag; nil for tags that ST 0601.19 does not have.
  static let byTag: [KLVItemKind?] = {
    var kinds = [KLVItemKind?](repeating: nil, count: 144)
    for item in all { kinds[item.tag] = item }
    return kinds
  }()
}

extension KLVPacket {
  /// Every item under its name; an item without a value, or with a special one, is null; one that is
  /// not listed or does not fit is hexadecimal text under `tag_<n>_hex`.
  public func write(to writer: inout FieldWriter) {
    if kind == .vmti {
      writer.field("set", constant: "vmti")
      vmti?.write("vmti", to: &writer)
      return
    }
    writer.field("set", constant: "datalink")
    if items.first?.tag != 2 { writer.field("time_is_not_first", true) }
    let kinds = KLVItemKind.byTag
    for index in items.indices {
      let item = items[index]
      let repeated = repeatCount(before: index)
      guard repeated == 0, let kind = item.tag < 144 ? kinds[Int(item.tag)] : nil,
        item.state != .misfit
      else {
        writer.field(
          named: "tag_\(item.tag)\(repeated > 0 ? "_\(repeated + 1)" : "")_hex",
          hexText(octets(item)))
        continue
      }
      write(item, kind, to: &writer)
    }
    writeFootprint(to: &writer)
  }

  /// How often the tag stands before.
  private func repeatCount(before index: Int) -> Int {
    let tag = items[index].tag
    var count = 0
    for earlier in 0..<index where items[earlier].tag == tag { count += 1 }
    return count
  }

  private func write(_ item: KLVItem, _ kind: KLVItemKind, to writer: inout FieldWriter) {
    switch item.state {
    case .number: writer.field(kind.name, item.number ?? 0, places: kind.places)
    case .integer:
      writer.name(kind.name)
      writer.append(integer: item.integer ?? 0)
    case .unknownNow, .special: writer.null(kind.name)
    case .octets, .misfit:
      switch (item.tag, kind.kind) {
      case (48, _): KLVSecurity(octets(item)).write(to: &writer)
      case (74, _):
        if let vmti {
          vmti.write("vmti", to: &writer)
        } else {
          writer.field("tag_74_hex", hexText(octets(item)))
        }
      case (_, .text):
        writer.field(kind.name, String(decoding: octets(item), as: UTF8.self))
      default: writer.field(kind.name, hexText(octets(item)))
      }
    }
  }

  private func writeFootprint(to writer: inout FieldWriter) {
    guard let footprint else { return }
    switch footprint.source {
    case .corners: writer.field("footprint_source", constant: "corners")
    case .offsetCorners: writer.field("footprint_source", constant: "offset_corners")
    case .computed: writer.field("footprint_source", constant: "computed")
    }
    // A ring as in GeoJSON: closed, longitude first.
    writer.beginArray("footprint_deg")
    for corner in footprint.corners + footprint.corners.prefix(1) {
      writer.beginArray()
      writer.element(corner.longitudeDeg, places: 7)
      writer.element(corner.latitudeDeg, places: 7)
      writer.endArray()
    }
    writer.endArray()
  }
}

/// Octets as hexadecimal text.
func hexText(_ octets: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

extension VMTISet {
  func write(_ name: StaticString, to writer: inout FieldWriter) {
    writer.beginObject(name)
    if let timeUs { writer.field("time_us", timeUs) }
    if let system { writer.field("system", system) }
    if let version { writer.field("version", version) }
    if let detectedCount { writer.field("detected_count", detectedCount) }
    if let reportedCount { writer.field("reported_count", reportedCount) }
    if let frameNumber { writer.field("frame_number", frameNumber) }
    if let frameWidthPx { writer.field("frame_width_px", frameWidthPx) }
    if let frameHeightPx { writer.field("frame_height_px", frameHeightPx) }
    if let sourceSensor { writer.field("source_sensor", sourceSensor) }
    if !targets.isEmpty {
      writer.beginArray("targets")
      for target in targets { target.write(to: &writer) }
      writer.endArray()
    }
    writeOther(otherTags, to: &writer)
    writer.endObject()
  }
}

private func writeOther(_ tags: [Int], to writer: inout FieldWriter) {
  guard !tags.isEmpty else { return }
  writer.beginArray("other_tags")
  for tag in tags { writer.element(tag) }
  writer.endArray()
}

extension VMTITarget {
  fileprivate func write(to writer: inout FieldWriter) {
    func value(_ name: StaticString, _ value: Double?, _ places: Int) {
      if let value { writer.field(name, value, places: places) }
    }
    func count(_ name: StaticString, _ value: Int?) {
      if let value { writer.field(name, value) }
    }
    writer.beginObject()
    writer.field("id", id)
    count("centroid_px", centroidPx)
    count("top_left_px", topLeftPx)
    count("bottom_right_px", bottomRightPx)
    count("row_px", row)
    count("column_px", column)
    count("priority", priority)
    count("confidence_percent", confidencePercent)
    count("history", history)
    value("latitude_offset_deg", latitudeOffsetDeg, 6)
    value("longitude_offset_deg", longitudeOffsetDeg, 6)
    value("ellipsoid_height_m", location?.ellipsoidHeightM ?? ellipsoidHeightM, 2)
    value("latitude_deg", location?.latitudeDeg, 8)
    value("longitude_deg", location?.longitudeDeg, 8)
    value("sigma_east_m", location?.sigmaEastM, 3)
    value("sigma_north_m", location?.sigmaNorthM, 3)
    value("sigma_up_m", location?.sigmaUpM, 3)
    if let objectClass { writer.field("class", objectClass) }
    value("class_confidence_percent", classConfidencePercent, 2)
    if let trackID { writer.field("track_id", trackID) }
    value("east_velocity_m_s", eastMPerS, 3)
    value("north_velocity_m_s", northMPerS, 3)
    writeOther(otherTags, to: &writer)
    writer.endObject()
  }
}
