// Which fields has each type of message? Part of the reference page.
//
// SPDX-License-Identifier: Apache-2.0

enum AISPageTypes {
  typealias Field = FormatPage.Field

  static let sections: [FormatPage.Section] = [
    positions, stations, ships, binary, weather, inland, network,
  ]

  private static let positions = FormatPage.Section(
    "Types 1, 2, 3, 9, 18, 19 and 27: positions",
    text: "Fields are left out where they are not available.",
    fields: [
      Field(
        "navigational status", "navigation_status",
        "0 to 15, `navigation_status_name` in words; 15 not defined"),
      Field(
        "rate of turn", "turn_rate_deg_per_min",
        "(value / 4.733)², starboard positive; -128 unknown"),
      Field(
        "rate of turn", "turn",
        "`starboard` or `port`: ±127, more than 5° in 30 s without turn indicator"),
      Field(
        "speed over ground", "speed_kn",
        "0 to 102.1, steps of 0.1; 1023 unknown. Types 9 and 27: whole knots; type 27: 63 unknown"),
      Field("speed over ground", "speed_is_at_least", "true: 1022, this speed or more"),
      Field("position accuracy", "position_accurate", "true: 10 m or better"),
      Field(
        "longitude", "longitude_deg",
        "-180 to 180; 181 unknown; otherwise `longitude_ten_thousandth_min_raw`"),
      Field(
        "latitude", "latitude_deg",
        "-90 to 90; 91 unknown; otherwise `latitude_ten_thousandth_min_raw`"),
      Field(
        "course over ground", "course_deg",
        "0 to 359.9; 3600 unknown (type 27: 511); otherwise `course_tenth_deg_raw`, `course_deg_raw`"
      ),
      Field("true heading", "heading_deg", "0 to 359; 511 unknown; otherwise `heading_deg_raw`"),
      Field("time stamp", "utc_second_s", "0 to 59; 60 unknown"),
      Field(
        "time stamp", "position_source", "`manual` (61), `dead reckoning` (62), `inoperative` (63)"),
      Field("special manoeuvre", "special_manoeuvre", "1 not engaged, 2 engaged; 0 unknown"),
      Field("RAIM flag", "raim", "true: the device checks its own integrity"),
      Field(
        "communication state", "radio_status", "19 bits, with selector 20 bits (types 9, 18, 26)"),
      Field("altitude", "altitude_m", "type 9: 0 to 4094 (that or more); 4095 unknown"),
      Field(
        "altitude sensor", "altitude_is_barometric", "type 9: false: satellite navigation"),
      Field("DTE", "terminal_ready", "types 5, 9, 19: a terminal to write on is there"),
      Field("assigned mode", "assigned", "types 9, 18, 19, 21: a station orders the interval"),
      Field("reserved", "reserved", "types 18, 19: 8 bits; `reserved_2`: 2 or 4 bits"),
      Field(
        "unit, display, DSC, band, message 22", "carrier_sense",
        "type 18, with `display`, `dsc`, `whole_band`, `takes_type_22`"),
      Field("position latency", "position_older_than_5_s", "type 27"),
    ])

  private static let stations = FormatPage.Section(
    "Types 4, 11 and 21: stations and marks",
    fields: [
      Field(
        "UTC year … second", "utc_year",
        "with `utc_month`, `utc_day`, `utc_hour`, `utc_minute`, `utc_second_s`; unknown: 0, 0, 0, 24, 60, 60"
      ),
      Field(
        "type of device", "fixing_device",
        "0 to 15, `fixing_device_name` in words; 9 to 14 not used"),
      Field(
        "transmission control", "controls_long_range", "true: type 27 is sent within its reach"),
      Field("type of aid", "aid_type", "0 to 31 (M.1371-5, table 74)"),
      Field("name, extension", "name", "up to 34 characters"),
      Field("off-position", "off_position", "left out where the second is not 0 to 59"),
      Field("AtoN status", "aid_status", "8 bits"),
      Field("virtual AtoN", "virtual", "true: nothing floats there"),
    ])

  private static let ships = FormatPage.Section(
    "Types 5, 19 and 24: ships",
    fields: [
      Field("AIS version", "ais_version", "0 to 3"),
      Field("IMO number", "imo_number", "0 unknown; above 9,999,999 a flag state's number"),
      Field("call sign", "call_sign", "7 characters"),
      Field("name", "name", "20 characters, up to the first `@`"),
      Field("type of ship", "ship_type", "0 to 255, `ship_type_name` in words; 0 unknown"),
      Field(
        "dimensions", "to_bow_m",
        "from the antenna, with `to_stern_m`, `to_port_m`, `to_starboard_m`; left out where all are 0"
      ),
      Field(
        "ETA", "eta_month",
        "with `eta_day`, `eta_hour`, `eta_minute`, UTC; unknown: 0, 0, 24, 60"),
      Field("draught", "draught_m", "0.1 to 25.5; 0 unknown"),
      Field("destination", "destination", "20 characters"),
      Field("part number", "part", "type 24: `A` or `B`"),
      Field(
        "vendor id", "vendor", "type 24 B, with `unit_model` and `unit_serial_number`"),
      Field("mothership", "mothership_mmsi", "type 24 B of MMSI 98…, where others have dimensions"),
    ])

  private static let binary = FormatPage.Section(
    "Types 6, 8, 25 and 26: binary content",
    fields: [
      Field("designated area code", "dac", "0 to 1023"),
      Field("function identifier", "fi", "0 to 63"),
      Field("destination", "destination_mmsi", "addressed messages"),
      Field(
        "sequence, retransmit", "sequence_number", "addressed messages, with `retransmitted`"),
      Field("data", "data_hex", "content of an application that is not listed here"),
    ])

  private static let weather = FormatPage.Section(
    "Types 6 and 8, 001/11 and 001/31: weather",
    text: "001/11 is SN/Circ.236, 001/31 SN.1/Circ.289; unknown and reserved values are left out.",
    fields: [
      Field("place", "longitude_deg", "with `latitude_deg`, `position_accurate` (001/31)"),
      Field("time", "utc_day", "with `utc_hour`, `utc_minute`"),
      Field("wind", "wind_kn", "with `gust_kn`, `wind_from_deg`, `gust_from_deg`"),
      Field(
        "air", "air_temperature_c",
        "with `humidity_percent`, `dew_point_c`, `pressure_hpa`, `pressure_tendency` (0 steady, 1 falling, 2 rising)"
      ),
      Field("visibility", "visibility_nm", "with `visibility_is_at_least`"),
      Field("water level", "water_level_m", "with `water_level_trend`"),
      Field(
        "current", "current_speed_kn",
        "with `current_direction_deg`; at two depths `current_2_…`, `current_3_…`, `…_depth_m`"),
      Field(
        "waves", "wave_height_m",
        "with `wave_period_s`, `wave_direction_deg`; the same for `swell_…`"
      ),
      Field("sea", "sea_state", "0 to 12 Beaufort, with `water_temperature_c`"),
      Field(
        "precipitation", "precipitation", "code, with `salinity_per_mille`, `ice` (0 no, 1 yes)"),
    ])

  private static let inland = FormatPage.Section(
    "Type 8, 200/10: inland ship",
    fields: [
      Field("vessel identification", "european_number", "eight characters"),
      Field("length, beam", "length_m", "with `beam_m`; 0 unknown"),
      Field("ship or convoy type", "eri_ship_type", "ERI classification"),
      Field("hazardous cargo", "hazard", "0 to 3 blue cones, 4 B-flag, 5 unknown"),
      Field("draught", "draught_m", "steps of 0.01; 0 unknown"),
      Field("loaded", "loaded", "0 unknown, 1 unloaded, 2 loaded"),
      Field("quality", "speed_good", "with `course_good`, `heading_good`: a sensor is connected"),
    ])

  private static let network = FormatPage.Section(
    "Types 7, 10, 12 to 17, 20, 22 and 23: texts and network",
    fields: [
      Field("7, 13", "acknowledged", "list of `mmsi`, `sequence_number`"),
      Field("12, 14", "text", "safety-related text"),
      Field("15", "requests", "list of `mmsi`, `type`, `slot_offset`"),
      Field("16", "orders", "list of `mmsi`, `slot_offset`, `increment`"),
      Field("17", "data_hex", "corrections (ITU-R M.823), with the station's place"),
      Field(
        "20", "reservations", "list of `slot_offset`, `slot_count`, `timeout_min`, `increment`"),
      Field(
        "22", "channel_a",
        "with `channel_b`, `transmit_mode`, `low_power`, `narrow_band_a`, `narrow_band_b`, `transition_zone_nm`"
      ),
      Field(
        "22, 23", "north_east",
        "with `south_west`: corners in steps of 1/10 minute; or `destination_mmsi`, `destination_2_mmsi`"
      ),
      Field(
        "23", "station_type", "with `ship_type`, `transmit_mode`, `interval_code`, `quiet_min`"),
    ])
}
