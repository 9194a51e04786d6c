// Which fields do metadata packets have? The table that the reference page is made from.
//
// SPDX-License-Identifier: Apache-2.0

enum KLVPage {
  typealias Field = FormatPage.Field

  static let page = FormatPage(
    title: "MISB KLV metadata",
    text: """
      Metadata of unmanned aircraft beside motion imagery (STANAG 4609): `format: klv`.

      - Specifications: MISB ST 0601.19 (UAS Datalink Local Set), ST 0102.12 (security), ST 0603 (time),
        ST 0903.6 (moving targets), ST 0107 (KLV), ST 1201.5 (IMAPB), ST 1402 (transport stream),
        ISO/IEC 13818-1.
      - Read: bare packets, and MPEG transport streams of 188, 192 or 204 bytes a packet; which it is
        shows in the first bytes. Metadata streams are found by stream type 0x15, by the registration
        `KLVA`, and, for private data without a descriptor, by the key. PES packets may be split, access
        unit cells may be fragmented.
      - Refused, each with its place: a packet whose checksum is wrong or missing (nothing of it is
        used), an item that goes beyond its packet, a length above 65,535 or in a form that is not
        allowed, a set with another key, a packet that is cut off. An item of a wrong length costs
        itself: it is a fault, and given as octets.
      - Gaps of the continuity counter, a lost sync byte, a flagged transport error and a table with a
        wrong checksum are reported with their place.
      - Passed over: video, sound, bytes before the first key (counted).

      Item 2 stands first by the standard; a packet that has it elsewhere, or not at all, is read and
      marked by `time_is_not_first`. Item 1 stands last. An item that was sent without a value is null:
      unknown from now on. An error indicator and the special values of IMAPB are null too. A tag that
      is sent again is given as `tag_<n>_2_hex`, a tag that is not listed as `tag_<n>_hex`.
      """,
    sections: [observations, derived, items, vmti, target, security])

  private static let observations = FormatPage.Section(
    "What becomes an observation",
    text: """
      - Where a platform is and looks: none.
      - Every VMTI target with a place: item 17 of the target, else its offset from the frame centre.
      - Kind by the class that the detector states (person, vessel, aircraft, UAV, armoured vehicle);
        other vehicles and what is not classified are crossing traffic, the most neutral kind there is,
        and the note says that the source did not classify it.
      - One sigma: as sent with item 17; else the 90 % circle of item 45 divided by 2.146; else 50 m. The
        registered sensor's own error is added in squares.
      - Means: as the sensor register has it for the feed's sensor, else an unmanned aircraft of middle
        range.
      - Time: of the set, else of the packet (item 2), with items 136 and 137 added where they are sent.
      """)

  private static let derived = FormatPage.Section(
    "Packet",
    fields: [
      Field("–", "byte_offset", "where the packet begins in the file, in a transport stream too"),
      Field("key", "set", "`datalink` (ST 0601) or `vmti` (ST 0903 by itself)"),
      Field("–", "time_is_not_first", "true where item 2 is not the first"),
      Field(
        "82 to 89, 26 to 33", "footprint_source",
        "`corners`, `offset_corners`, or `computed` from place, height above the frame centre's elevation, attitude and field of view over flat ground, up to 50 km"
      ),
      Field(
        "82 to 89, 26 to 33", "footprint_deg",
        "closed ring of longitude and latitude, from the upper left corner of the image clockwise"),
    ])

  private static let items = FormatPage.Section(
    "Items of ST 0601",
    fields: KLVItemKind.all.map {
      Field("\($0.tag)", "\($0.name)", "\($0.meaning); \(Self.form($0.kind))")
    })

  private static func form(_ kind: KLVKind) -> String {
    switch kind {
    case .unsigned(let byteCount, _, _): "uint\(8 * byteCount), mapped"
    case .signed(let byteCount, _): "int\(8 * byteCount), mapped; most negative value unknown"
    case .imapb: "IMAPB"
    case .count(let byteCountMax): "unsigned, up to \(byteCountMax) octets"
    case .integer(let byteCountMax): "signed, up to \(byteCountMax) octets"
    case .text: "UTF-8"
    case .time: "unsigned, 8 octets"
    case .octets: "octets as hexadecimal text, or an object"
    }
  }

  private static let vmti = FormatPage.Section(
    "Item 74: moving targets (ST 0903)",
    fields: [
      Field("2", "time_us", "microseconds since 1970"),
      Field("3", "system", "name of the detector"),
      Field("4", "version", "edition of ST 0903; before 4 numbers are mapped linearly"),
      Field("5, 6", "detected_count", "with `reported_count`"),
      Field("7, 8, 9", "frame_number", "with `frame_width_px`, `frame_height_px`"),
      Field("10", "source_sensor", "name"),
      Field("101", "targets", "list, at most 1,024"),
      Field("others", "other_tags", "tags that are not read"),
    ])

  private static let target = FormatPage.Section(
    "One target",
    fields: [
      Field("–", "id", "number of the target"),
      Field("1, 2, 3", "centroid_px", "number of the pixel, with `top_left_px`, `bottom_right_px`"),
      Field("19, 20", "row_px", "with `column_px`"),
      Field("4, 5, 6", "priority", "with `confidence_percent` (0 to 100), `history`"),
      Field(
        "10, 11", "latitude_offset_deg", "with `longitude_offset_deg`, ±19.2 from items 23, 24"),
      Field(
        "12, 17", "latitude_deg",
        "with `longitude_deg`, `ellipsoid_height_m`, `sigma_east_m`, `sigma_north_m`, `sigma_up_m`"),
      Field("102", "class", "with `class_confidence_percent`"),
      Field("104", "track_id", "with `east_velocity_m_s`, `north_velocity_m_s`"),
    ])

  private static let security = FormatPage.Section(
    "Item 48: security (ST 0102)",
    text: "Carried as sent; nothing is decided by it.",
    fields: KLVSecurity.names.map {
      Field(
        "\($0.tag)", "\($0.name)",
        $0.tag == 1 ? "1 to 5, `classification_name` in words" : "as sent")
    })
}
