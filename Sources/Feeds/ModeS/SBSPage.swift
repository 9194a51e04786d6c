// Which fields do BaseStation lines have? The table for the reference.
//
// SPDX-License-Identifier: Apache-2.0

enum SBSPage {
  private typealias Field = FormatPage.Field

  static let lines = FormatPage(
    title: "BaseStation lines: `sbs`",
    text: """
      Lines as receivers send them on port 30003, as published for Kinetic's SBS-1 (BaseStation socket
      output, 22 columns). `MSG` must have all 22; `SEL`, `ID`, `AIR`, `STA` and `CLK` may have fewer. An
      empty column is left out. A column that cannot be read makes the line a fault that names the
      column.
      """,
    sections: [
      FormatPage.Section("Fields", fields: fields),
      FormatPage.Section(
        "Observations",
        text: """
          Each `MSG,2` and `MSG,3` with a place other than 0, 0 becomes an observation of kind
          `aircraft`, with the call sign, code, speed, course and vertical rate that other lines of the
          aircraft gave in the last minute. Lines do not say how exact a place is: one sigma is 76 m
          (185 m in 95 of 100, as NACp 7), with the sensor's `geolocation_sigma_m` added in squares.
          """),
    ])

  private static let fields = [
    Field("1", "kind", "`MSG`, `SEL`, `ID`, `AIR`, `STA`, `CLK`"),
    Field(
      "2", "transmission",
      "1 identification, 2 surface, 3 airborne, 4 velocity, 5 altitude, 6 "
        + "identity, 7 air to air, 8 all-call"),
    Field("5", "address", "six hexadecimal digits; a `~` before them is passed over"),
    Field(
      "7, 8", "generated_local_ms",
      "milliseconds since 1970 as the receiver's clock showed them: "
        + "without a zone; a feed takes the mission's clock"),
    Field("9, 10", "logged_local_ms", "the same for the time of logging"),
    Field("11", "call_sign", "up to eight characters"),
    Field("12", "altitude_ft", "pressure altitude"),
    Field("13", "speed_kn", "over ground"),
    Field("14", "track_deg", "clockwise from true north"),
    Field("15", "latitude_deg", "north positive"),
    Field("16", "longitude_deg", "east positive"),
    Field("17", "vertical_rate_ft_per_min", "upwards positive"),
    Field("18", "squawk", "four octal digits"),
    Field("19", "alert", "the code changed"),
    Field("20", "emergency", ""),
    Field("21", "ident", "special position identification"),
    Field("22", "on_ground", ""),
  ]
}
