// Which fields do Cursor on Target events have? The table for the reference.
//
// SPDX-License-Identifier: Apache-2.0

enum CoTPage {
  private typealias Field = FormatPage.Field

  static let page = FormatPage(
    title: "Cursor on Target and the TAK protocol: `cot` and `tak`",
    text: """
      Events as TAK clients, servers and gateways send them. Specifications: MITRE Cursor on Target base
      schema 2.0 (Event-PUBLIC.xsd, public release 11-3895); TAK protocol version 1, payload `TakMessage`,
      as published with ATAK-CIV. Both names read both: XML, and TAK messages of a mesh (`BF 01 BF`) and of
      a stream (`BF`, length), in any mixture.

      XML events stand one after another, with or without `<?xml …?>` before each. A document type is
      refused, and so are entities but the five and numbers. Limits: 1 MiB an event, 64 levels, 64
      attributes an element, 32 levels of a TAK message. An event that cannot be read costs itself only:
      reading goes on at the next `<event` after its beginning, or behind its frame. A mesh message has no
      length: it ends with its datagram, or where no field can follow.
      """,
    sections: [
      FormatPage.Section("Fields", fields: fields),
      FormatPage.Section("Detail", text: detailText, fields: detail),
      FormatPage.Section("Observations", text: observations),
      FormatPage.Section("Sending", text: sending),
    ])

  private static let fields = [
    Field("", "byte_offset", "where the event's `<` or the message's `BF` stands in the stream"),
    Field("", "transport", "`xml`, `tak_mesh` or `tak_stream`"),
    Field("takControl", "tak_control", "version_min, version_max, contact_uid; TAK only"),
    Field("submissionTime", "submission_ms", "and creation_ms; TAK only, left out where 0"),
    Field("", "unknown_fields_bytes", "of fields that are not known; they are kept for writing"),
    Field("version", "version", "`2.0`; the TAK protocol has none"),
    Field("uid", "uid", "who or what; required in XML"),
    Field("type", "type", "as sent; the affiliation in it is the sender's word and never judged"),
    Field("time", "time_ms", "when it was made, milliseconds since 1970; and start_ms, stale_ms"),
    Field("how", "how", "`m-g` by GPS, `m-r` relayed, `h-e` estimated by a person, …"),
    Field("access", "access", "and qos, opex, caveat, releaseable_to; left out where not given"),
    Field("lat", "latitude_deg", "WGS-84, -90 to 90; beyond is a fault"),
    Field("lon", "longitude_deg", "-180 to 180; beyond is a fault"),
    Field(
      "hae", "ellipsoid_height_m",
      "above the WGS-84 ellipsoid; left out for 9999999 and 999999, the unknown"),
    Field(
      "ce", "circular_error_m",
      "radius of the area, or the one sigma point of a zero mean normal distribution; unknown as above"
    ),
    Field("le", "linear_error_m", "the same for the height"),
  ]

  private static let detailText = """
    An element has fields of its own only where all of it fits its message of the TAK protocol: no other
    attribute, no text, no empty value, `track` with both speed and course, `status` with `battery` only.
    Else the whole element stays in `detail_xml`, and the fields are left out: never both. Spaces and
    comments between elements, and attributes of `detail` itself, are not kept.
    """

  private static let detail = [
    Field("contact", "call_sign", "and endpoint"),
    Field("__group", "group", "and role"),
    Field(
      "precisionlocation", "position_source", "and height_source: `GPS`, `USER`, `DTED2`, `???`"),
    Field("status", "battery_percent", ""),
    Field("takv", "software", "device, platform, os, version"),
    Field("track", "speed_m_per_s", "and course_deg, clockwise from true north"),
    Field("", "detail_xml", "all other elements, one after another, as they came"),
  ]

  private static let observations = """
    Only things (`a-…`) of these dimensions and functions become observations; the affiliation is passed
    over: air (`A`) `aircraft`, or `uav` where `Q` or `q` stands among the functions; sea surface (`S`)
    `vessel`; on the ground (`G`) armoured vehicles (`E-V-A`) `armoured_vehicle_seen`, weapons (`E-W`)
    `weapon_seen`, mines (`E-X-M`) `mine_or_uxo`. Persons, units, civilian vehicles, installations, the
    Mission's own phones, drawings and chat become none. A place of 0, 0 is none.

    One sigma is `ce` where it is above 0 and at most 1,000 km, else 500 m, with the registered sensor's
    `geolocation_sigma_m` added in squares. The means is the registered sensor's; without one `saw` where a
    person entered it (`how` begins with `h`), else `open_source`, because nothing says who found it. `opex` of
    an exercise or simulation sets `simulated`. `type`, `how` and `stale` stand in the note.
    """

  private static let sending = """
    Events are written as XML and as TAK messages, and read back the same. Truceline sends only types
    without affiliation or neutral (`a-u`, `a-n`), marked places (`b-m-p-…`) and drawings (`u-d-…`). Times
    are written with three decimal places in UTC; control characters, which XML has no place for, are left
    out.
    """
}
