// Which fields do Mode S messages have? The tables for the reference.
//
// SPDX-License-Identifier: Apache-2.0

enum ModeSPages {
  typealias Field = FormatPage.Field

  static let frames = FormatPage(
    title: "Mode S and ADS-B frames: `avr` and `beast`",
    text: """
      Frames as receivers of 1,090 MHz send them: `avr` is text (port 30002), `beast` binary (port
      30005). Specifications: ICAO Annex 10 volume IV (fifth edition) for Mode S; ICAO Doc 9871 (second
      edition), RTCA DO-260, DO-260A and DO-260B for the extended squitter.

      AVR: `*` or `:` and 4, 14 or 28 hexadecimal digits, `@` or `%` with 12 digits of time before them,
      `<` with time and two digits of signal; `;` ends each. Beast: `1A`, a type (`1` Mode A/C, `2`
      short, `3` long, `4` status, `E3` receiver), six bytes of time, one of signal, the content; `1A`
      within is doubled.

      A frame whose parity is wrong is refused and never repaired. Formats whose parity carries the
      address (DF 0, 4, 5, 16, 20, 21, 24) come with `address_by`: `parity` where the address was
      announced in the clear among the last 500,000 frames, `parity_unverified` where not: noise gives
      such addresses too, and nothing is kept for them. A field without information is left out.
      """,
    sections: [
      FormatPage.Section("Every message", fields: every),
      FormatPage.Section("Surveillance replies", fields: surveillance),
      FormatPage.Section(
        "Inferred registers",
        text: "DF 20 and 21 carry a register without its number. `inferred` names the one register "
          + "whose layout fits, and the rule; where several fit, they are listed and none is taken.",
        fields: registers),
      FormatPage.Section("Extended squitter", fields: squitter),
      FormatPage.Section("Velocity", fields: velocity),
      FormatPage.Section("Status", fields: status),
      FormatPage.Section("Positions", text: positionText, fields: positions),
      FormatPage.Section("Observations", text: observationText),
    ])

  private static let every = [
    Field("", "byte_offset", "where the frame begins in the stream"),
    Field(
      "time", "clock_raw",
      "48 bits: a counter of 12 MHz, or GPS time (18 bits second of the day, "
        + "30 bits nanoseconds)"),
    Field(
      "time", "is_multilateration",
      "the time was the mark 0xFF004D4C4154: the position is from "
        + "multilateration"),
    Field("signal", "signal_dbfs", "below full scale; 0 and 255 stand for none"),
    Field("DF", "df", "downlink format, 0 to 24"),
    Field("AA, AP", "address", "24 bits, six hexadecimal digits"),
    Field("AP", "address_by", "left out where the address was in the clear"),
    Field("", "is_padded", "a short reply came in 14 bytes; the last seven were dropped"),
    Field("Mode A/C", "mode_a_or_c", "four octal digits: which of the two is not said"),
    Field("Beast 4", "receiver_status", "14 bytes as sent"),
    Field("Beast E3", "receiver_id", "which receiver heard what follows"),
    Field("", "raw", "the frame, where it is not taken apart"),
  ]

  private static let surveillance = [
    Field("VS", "on_ground", "DF 0 and 16"),
    Field("CC", "crosslink", "DF 0"),
    Field("SL", "sensitivity_level", "ACAS, 0 inoperative to 7"),
    Field("RI", "reply_information", "0 to 15"),
    Field("MV", "mv", "DF 16, 56 bits as sent; `advisory` where it holds one"),
    Field(
      "AC", "altitude_ft",
      "pressure altitude in steps of 25 or 100 ft; left out where all bits are "
        + "zero"),
    Field("AC", "altitude_m", "the same where the M bit is set"),
    Field("AC", "altitude_raw", "a code that no altitude has"),
    Field("ID", "squawk", "four octal digits"),
    Field(
      "FS", "flight_status", "0 airborne, 1 ground, 2 and 3 with alert, 4 alert and SPI, 5 SPI"),
    Field("DR", "downlink_request", "left out where 0"),
    Field("UM", "utility_message", "left out where 0"),
    Field("CA", "capability", "DF 11 and 17: 4 on the ground, 5 airborne, 6 and 7 either"),
    Field("PI", "interrogator", "DF 11: 0 a squitter, 1 to 15 II, 17 to 79 SI plus 16"),
    Field("KE", "is_acknowledgement", "DF 24"),
    Field("ND", "segment", "DF 24"),
    Field("AF", "application", "DF 19, military"),
    Field("MB", "mb", "DF 20 and 21, 56 bits as sent"),
  ]

  private static let registers = [
    Field(
      "", "register", "`1,0` to `6,0`; `none` for 56 zero bits, null where none or several fit"),
    Field("", "rule", "what it was inferred by"),
    Field("", "candidates", "the registers that fit"),
    Field(
      "1,0", "continuation",
      "and overlay_command, acas_operational, subnetwork_version, "
        + "identification_capability, squitter_capability, si_capability"),
    Field("1,7", "registers_raw", "bits 1 to 24: which registers are sent"),
    Field("2,0", "call_sign", "`#` for a code without a character"),
    Field("3,0", "advisory", "as below"),
    Field(
      "4,0", "panel_altitude_ft", "and fms_altitude_ft, pressure_hpa, modes_raw, target_source"),
    Field("5,0", "roll_deg", "and track_deg, speed_kn, track_rate_deg_per_s, true_airspeed_kn"),
    Field(
      "6,0", "magnetic_heading_deg",
      "and indicated_airspeed_kn, mach, pressure_rate_ft_per_min, "
        + "inertial_rate_ft_per_min"),
  ]

  private static let squitter = [
    Field("CF", "control", "DF 18: 0, 1 ADS-B, 2, 3, 5 TIS-B, 4 management, 6 ADS-R"),
    Field(
      "IMF", "is_icao_address", "false where the address is a track's, a vehicle's or anonymous"),
    Field("TC", "type_code", "0 to 31"),
    Field("TC 1-4", "category", "emitter category: A1 to A7, B1 to B7 (B6 unmanned), C1 to C5"),
    Field("TC 1-4", "call_sign", "up to eight characters"),
    Field("TC 5-8", "movement_raw", "0 not available, 1 stopped, 125 to 127 reserved"),
    Field("TC 5-8", "speed_kn", "lower edge of the code's step; 175 stands for 175 or more"),
    Field("TC 5-8", "track_deg", "left out where not valid"),
    Field("TC 9-18", "altitude_ft", "as in a surveillance reply"),
    Field("TC 20-22", "ellipsoid_height_ft", "height above the WGS-84 ellipsoid"),
    Field("SS", "surveillance_status", "0 none, 1 permanent alert, 2 temporary alert, 3 SPI"),
    Field("NIC-B", "nic_supplement_b", "in versions 0 and 1: a single antenna"),
    Field("T", "time_synchronized", "left out where not"),
    Field("F", "cpr_odd", "1 odd, 0 even"),
    Field("CPR", "cpr_latitude_raw", "and cpr_longitude_raw: 17 bits each"),
    Field("TC", "nuc_p", "NUCp of the type code; has no meaning from version 1 on"),
  ]

  private static let velocity = [
    Field(
      "TC 19", "subtype", "1 and 2 over ground, 3 and 4 through the air; 2 and 4 in steps of 4 kn"),
    Field("IC", "intent_change", "left out where not"),
    Field("NACv", "nac_v", "in version 0 NUCr"),
    Field("", "speed_kn", "over ground, and track_deg, from east_kn and north_kn"),
    Field("", "heading_deg", "true or magnetic by `heading_is_magnetic` of the operational status"),
    Field("", "true_airspeed_kn", "or indicated_airspeed_kn"),
    Field("VR", "vertical_rate_ft_per_min", "upwards positive, steps of 64"),
    Field("VrSrc", "vertical_rate_by", "`pressure` or `geometry`"),
    Field("", "ellipsoid_less_pressure_ft", "height above the ellipsoid less pressure altitude"),
  ]

  private static let status = [
    Field(
      "TC 28/1", "emergency_state",
      "0 none, 1 general, 2 medical, 3 fuel, 4 no radio, 5 unlawful "
        + "interference, 6 downed"),
    Field(
      "TC 28/2", "advisory",
      "active_raw, complement_raw, terminated, several_threats, threat_type, "
        + "threat_address or threat_raw"),
    Field(
      "TC 29/0", "vertical_source",
      "version 1; and vertical_mode, altitude_above_sea, "
        + "horizontal_source, horizontal_mode, selected_track_deg, advisory_active"),
    Field("TC 29/1", "selected_altitude_by", "`MCP/FCU` or `FMS`"),
    Field("TC 29", "selected_altitude_ft", "steps of 32 ft (version 1: 100 ft)"),
    Field("TC 29/1", "pressure_hpa", "setting of the altimeter"),
    Field("TC 29", "selected_heading_deg", ""),
    Field(
      "TC 29/1", "autopilot", "and vnav, altitude_hold, approach, lnav; left out where not given"),
    Field("TC 29", "tcas_operational", ""),
    Field("TC 31", "version", "0 DO-260, 1 DO-260A, 2 DO-260B"),
    Field(
      "TC 31", "capability_class_raw",
      "16 bits, on the surface 12; and operational_mode_raw, "
        + "length_width_raw"),
    Field("TC 31", "nic_supplement_a", "and nic_supplement_c (surface, version 2)"),
    Field(
      "TC 29, 31", "nac_p",
      "95 % radius: 11 3 m, 10 10 m, 9 30 m, 8 93 m, 7 185 m, 6 556 m, 5 "
        + "926 m, 4 1.9 km, 3 3.7 km, 2 7.4 km, 1 18.5 km, 0 unknown"),
    Field(
      "TC 29, 31", "sil", "and sil_supplement, sda, gva (version 2), baq (version 1), nic_baro"),
    Field("TC 31", "heading_is_magnetic", "and advisory_active, ident, single_antenna, is_track"),
  ]

  private static let positions = [
    Field("CPR", "latitude_deg", "north positive; and longitude_deg, east positive"),
    Field("", "position_by", "`pair` or `last_place`"),
    Field("", "position_withheld", "why there is none"),
    Field("", "nic", "from type code and supplements, where the aircraft's version is 1 or 2"),
  ]

  private static let positionText = """
    A place follows from an even and an odd frame at most 10 s apart (on the surface 25 s, at 25 kn or
    less 50 s) whose latitudes have the same number of zones, and is given out when a second pair
    agrees. After that each frame is resolved near the last place while that is less than 60 s old, and
    given out where 1,200 km/h (plus 2 km) could reach it; after four that it could not, the aircraft
    begins anew. Surface frames need the receiver's place (the feed's `sensor` in `sensors.yaml`), at
    most 45 NM away, or an aircraft whose place is known; `decode` has no receiver. 8,192 aircraft are
    kept, of those whose places in the table are full the one heard of longest ago is forgotten.
    """

  private static let observationText = """
    Each place becomes an observation of kind `aircraft`, or `uav` for emitter category B6; frames of
    category C (vehicles, obstacles) become none. One sigma is the 95 % radius of NACp over 2.448; where
    only the type code is known that of NUCp; where nothing is, 500 m. The sensor's
    `geolocation_sigma_m` is added in squares. Speed, course and vertical rate are those of a velocity
    message of the last 5 s. Time: GPS stamps on the day of `start:` or of the receipt; a live feed's
    receipt; in a recording `start:` plus the counter, whose wraps and restarts are followed.
    """
}
