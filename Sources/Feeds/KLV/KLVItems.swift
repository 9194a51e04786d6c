// Which items can a UAS Datalink Local Set have, and how is each written?
//
// SPDX-License-Identifier: Apache-2.0

/// How the value of an item is written.
public enum KLVKind: Hashable, Sendable {
  /// An unsigned integer mapped over the range; all values are numbers.
  case unsigned(byteCount: Int, min: Double, max: Double)
  /// A signed integer, `±(2^(n-1) - 1)` mapped to `±max`; the most negative is an error indicator.
  case signed(byteCount: Int, max: Double)
  /// IMAPB (ST 1201) of any length.
  case imapb(min: Double, max: Double)
  /// An integer as it is, of at most so many octets.
  case count(byteCountMax: Int)
  case integer(byteCountMax: Int)
  /// UTF-8.
  case text
  /// Microseconds since 1970 (ST 0603).
  case time
  /// A set or pack; `74` and `48` are read, the others are given as they are.
  case octets
}

/// One item of ST 0601.
public struct KLVItemKind: Sendable {
  public let tag: Int
  /// Name in the JSON lines, its unit last.
  public let name: StaticString
  public let kind: KLVKind
  /// Decimal places that keep every step of the number.
  let places: Int
  public let meaning: StaticString

  init(
    _ tag: Int, _ name: StaticString, _ kind: KLVKind, places: Int = 0, _ meaning: StaticString
  ) {
    self.tag = tag
    self.name = name
    self.kind = kind
    self.places = places
    self.meaning = meaning
  }
}

extension KLVItemKind {
  private typealias K = KLVItemKind

  private static let latitude = KLVKind.signed(byteCount: 4, max: 90)
  private static let longitude = KLVKind.signed(byteCount: 4, max: 180)
  private static let altitude = KLVKind.unsigned(byteCount: 2, min: -900, max: 19_000)
  private static let extendedAltitude = KLVKind.imapb(min: -900, max: 40_000)
  private static let turn16 = KLVKind.unsigned(byteCount: 2, min: 0, max: 360)
  private static let turn32 = KLVKind.unsigned(byteCount: 4, min: 0, max: 360)
  private static let pressure = KLVKind.unsigned(byteCount: 2, min: 0, max: 5_000)
  private static let offset = KLVKind.signed(byteCount: 2, max: 0.075)
  private static let rate = KLVKind.imapb(min: -1_000, max: 1_000)
  private static let octet = KLVKind.count(byteCountMax: 1)

  /// All items by tag (MISB ST 0601.19, table 1).
  static let all: [KLVItemKind] = flight + imagery + state + late

  private static let flight: [KLVItemKind] = [
    K(1, "checksum", .count(byteCountMax: 2), "16-bit sum over the packet; enforced"),
    K(2, "time_us", .time, "precision time stamp, microseconds since 1970"),
    K(3, "mission", .text, "mission id"),
    K(4, "tail_number", .text, "platform tail number"),
    K(5, "platform_heading_deg", turn16, places: 4, "0 to 360, true north"),
    K(6, "platform_pitch_deg", .signed(byteCount: 2, max: 20), places: 5, "±20"),
    K(7, "platform_roll_deg", .signed(byteCount: 2, max: 50), places: 5, "±50"),
    K(8, "true_airspeed_m_s", octet, "0 to 255"),
    K(9, "indicated_airspeed_m_s", octet, "0 to 255"),
    K(10, "platform", .text, "platform designation"),
    K(11, "image_source", .text, "image source sensor"),
    K(12, "coordinate_system", .text, "image coordinate system"),
    K(13, "sensor_latitude_deg", latitude, places: 8, "±90"),
    K(14, "sensor_longitude_deg", longitude, places: 8, "±180"),
    K(15, "sensor_altitude_msl_m", altitude, places: 2, "-900 to 19,000"),
    K(
      16, "sensor_horizontal_fov_deg", .unsigned(byteCount: 2, min: 0, max: 180), places: 4,
      "0 to 180"),
    K(
      17, "sensor_vertical_fov_deg", .unsigned(byteCount: 2, min: 0, max: 180), places: 4,
      "0 to 180"),
    K(18, "sensor_relative_azimuth_deg", turn32, places: 7, "0 to 360, from the nose"),
    K(
      19, "sensor_relative_elevation_deg", .signed(byteCount: 4, max: 180), places: 7,
      "±180, down negative"),
    K(20, "sensor_relative_roll_deg", turn32, places: 7, "0 to 360"),
    K(
      21, "slant_range_m", .unsigned(byteCount: 4, min: 0, max: 5_000_000), places: 3,
      "0 to 5,000,000"),
    K(22, "target_width_m", .unsigned(byteCount: 2, min: 0, max: 10_000), places: 2, "0 to 10,000"),
    K(23, "frame_centre_latitude_deg", latitude, places: 8, "±90"),
    K(24, "frame_centre_longitude_deg", longitude, places: 8, "±180"),
    K(25, "frame_centre_elevation_msl_m", altitude, places: 2, "-900 to 19,000"),
    K(26, "offset_corner_1_latitude_deg", offset, places: 7, "upper left, ±0.075 from 23"),
    K(27, "offset_corner_1_longitude_deg", offset, places: 7, "±0.075 from 24"),
    K(28, "offset_corner_2_latitude_deg", offset, places: 7, "upper right"),
    K(29, "offset_corner_2_longitude_deg", offset, places: 7, "upper right"),
    K(30, "offset_corner_3_latitude_deg", offset, places: 7, "lower right"),
    K(31, "offset_corner_3_longitude_deg", offset, places: 7, "lower right"),
    K(32, "offset_corner_4_latitude_deg", offset, places: 7, "lower left"),
    K(33, "offset_corner_4_longitude_deg", offset, places: 7, "lower left"),
    K(34, "icing", octet, "0 detector off, 1 none, 2 detected"),
    K(35, "wind_direction_deg", turn16, places: 4, "0 to 360"),
    K(36, "wind_speed_m_s", .unsigned(byteCount: 1, min: 0, max: 100), places: 3, "0 to 100"),
    K(37, "static_pressure_mbar", pressure, places: 3, "0 to 5,000"),
    K(38, "density_altitude_m", altitude, places: 2, "-900 to 19,000"),
    K(39, "outside_air_temperature_c", .integer(byteCountMax: 1), "-128 to 127"),
  ]

  private static let imagery: [KLVItemKind] = [
    K(40, "target_latitude_deg", latitude, places: 8, "±90"),
    K(41, "target_longitude_deg", longitude, places: 8, "±180"),
    K(42, "target_elevation_msl_m", altitude, places: 2, "-900 to 19,000"),
    K(
      43, "track_gate_width_px", .unsigned(byteCount: 1, min: 0, max: 510), places: 0,
      "0 to 510, steps of 2"),
    K(
      44, "track_gate_height_px", .unsigned(byteCount: 1, min: 0, max: 510), places: 0,
      "0 to 510, steps of 2"),
    K(
      45, "target_ce90_m", .unsigned(byteCount: 2, min: 0, max: 4_095), places: 4,
      "horizontal error, 90 %"),
    K(
      46, "target_le90_m", .unsigned(byteCount: 2, min: 0, max: 4_095), places: 4,
      "vertical error, 90 %"),
    K(
      47, "generic_flags", octet,
      "bits: laser, auto-track, IR polarity, icing, range measured, image invalid"),
    K(48, "security", .octets, "security local set (ST 0102)"),
    K(49, "differential_pressure_mbar", pressure, places: 3, "0 to 5,000"),
    K(50, "angle_of_attack_deg", .signed(byteCount: 2, max: 20), places: 5, "±20"),
    K(51, "vertical_speed_m_s", .signed(byteCount: 2, max: 180), places: 4, "±180"),
    K(52, "sideslip_deg", .signed(byteCount: 2, max: 20), places: 5, "±20"),
    K(53, "airfield_pressure_mbar", pressure, places: 3, "0 to 5,000"),
    K(54, "airfield_elevation_msl_m", altitude, places: 2, "-900 to 19,000"),
    K(
      55, "relative_humidity_percent", .unsigned(byteCount: 1, min: 0, max: 100), places: 2,
      "0 to 100"),
    K(56, "ground_speed_m_s", octet, "0 to 255"),
    K(
      57, "ground_range_m", .unsigned(byteCount: 4, min: 0, max: 5_000_000), places: 3,
      "0 to 5,000,000"),
    K(58, "fuel_kg", .unsigned(byteCount: 2, min: 0, max: 10_000), places: 2, "0 to 10,000"),
    K(59, "call_sign", .text, "platform call sign"),
    K(60, "weapon_load", .count(byteCountMax: 2), "four nibbles, as sent"),
    K(61, "weapon_fired", octet, "two nibbles, as sent"),
    K(62, "laser_prf_code", .count(byteCountMax: 2), "as sent"),
    K(63, "fov_name", octet, "0 ultranarrow to 7 4x ultranarrow"),
    K(64, "magnetic_heading_deg", turn16, places: 4, "0 to 360"),
    K(65, "version", octet, "edition of ST 0601"),
    K(66, "target_covariance", .octets, "withdrawn"),
    K(67, "alternate_latitude_deg", latitude, places: 8, "alternate platform, ±90"),
    K(68, "alternate_longitude_deg", longitude, places: 8, "±180"),
    K(69, "alternate_altitude_msl_m", altitude, places: 2, "-900 to 19,000"),
    K(70, "alternate_platform", .text, "name"),
    K(71, "alternate_heading_deg", turn16, places: 4, "0 to 360"),
    K(72, "event_start_us", .time, "microseconds since 1970"),
    K(73, "rvt_set", .octets, "ST 0806"),
    K(74, "vmti", .octets, "moving targets (ST 0903)"),
    K(75, "sensor_ellipsoid_height_m", altitude, places: 2, "-900 to 19,000"),
    K(76, "alternate_ellipsoid_height_m", altitude, places: 2, "-900 to 19,000"),
    K(
      77, "operational_mode", octet,
      "0 other, 1 operational, 2 training, 3 exercise, 4 maintenance, 5 test"),
    K(78, "frame_centre_ellipsoid_height_m", altitude, places: 2, "-900 to 19,000"),
    K(79, "sensor_north_velocity_m_s", .signed(byteCount: 2, max: 327), places: 3, "±327"),
    K(80, "sensor_east_velocity_m_s", .signed(byteCount: 2, max: 327), places: 3, "±327"),
    K(81, "image_horizon", .octets, "pixel pack"),
  ]

  private static let state: [KLVItemKind] = [
    K(82, "corner_1_latitude_deg", latitude, places: 8, "upper left, ±90"),
    K(83, "corner_1_longitude_deg", longitude, places: 8, "±180"),
    K(84, "corner_2_latitude_deg", latitude, places: 8, "upper right"),
    K(85, "corner_2_longitude_deg", longitude, places: 8, "upper right"),
    K(86, "corner_3_latitude_deg", latitude, places: 8, "lower right"),
    K(87, "corner_3_longitude_deg", longitude, places: 8, "lower right"),
    K(88, "corner_4_latitude_deg", latitude, places: 8, "lower left"),
    K(89, "corner_4_longitude_deg", longitude, places: 8, "lower left"),
    K(90, "platform_pitch_full_deg", latitude, places: 8, "±90"),
    K(91, "platform_roll_full_deg", latitude, places: 8, "±90"),
    K(92, "angle_of_attack_full_deg", latitude, places: 8, "±90"),
    K(93, "sideslip_full_deg", longitude, places: 8, "±180"),
    K(94, "core_identifier", .octets, "MIIS core identifier (ST 1204)"),
    K(95, "sar_set", .octets, "ST 1206"),
    K(96, "target_width_extended_m", .imapb(min: 0, max: 1_500_000), places: 3, "0 to 1,500,000"),
    K(97, "range_image_set", .octets, "ST 1002"),
    K(98, "georegistration_set", .octets, "ST 1601"),
    K(99, "composite_imaging_set", .octets, "ST 1602"),
    K(100, "segment_set", .octets, "ST 1607; may be repeated"),
    K(101, "amend_set", .octets, "ST 1607; may be repeated"),
    K(102, "sdcc_pack", .octets, "standard deviations and correlations (ST 1010)"),
    K(103, "density_altitude_extended_m", extendedAltitude, places: 3, "-900 to 40,000"),
    K(104, "sensor_ellipsoid_height_extended_m", extendedAltitude, places: 3, "-900 to 40,000"),
    K(105, "alternate_ellipsoid_height_extended_m", extendedAltitude, places: 3, "-900 to 40,000"),
    K(106, "stream", .text, "stream designator"),
    K(107, "operational_base", .text, "name"),
    K(108, "broadcast_source", .text, "name"),
    K(109, "range_to_recovery_km", .imapb(min: 0, max: 21_000), places: 4, "0 to 21,000"),
    K(110, "time_airborne_s", .count(byteCountMax: 4), "seconds"),
    K(111, "propulsion_speed_rpm", .count(byteCountMax: 4), "revolutions a minute"),
  ]

  private static let late: [KLVItemKind] = [
    K(112, "platform_course_deg", .imapb(min: 0, max: 360), places: 4, "0 to 360"),
    K(113, "altitude_agl_m", extendedAltitude, places: 3, "above ground, -900 to 40,000"),
    K(114, "radar_altimeter_m", extendedAltitude, places: 3, "-900 to 40,000"),
    K(115, "control_command", .octets, "pack; may be repeated"),
    K(116, "control_command_verification", .octets, "list of ids"),
    K(117, "sensor_azimuth_rate_deg_s", rate, places: 4, "±1,000"),
    K(118, "sensor_elevation_rate_deg_s", rate, places: 4, "±1,000"),
    K(119, "sensor_roll_rate_deg_s", rate, places: 4, "±1,000"),
    K(120, "storage_full_percent", .imapb(min: 0, max: 100), places: 3, "0 to 100"),
    K(121, "active_wavelengths", .octets, "list of ids"),
    K(122, "country_codes", .octets, "pack"),
    K(123, "satellites_in_view", octet, "0 to 255"),
    K(
      124, "positioning_method", octet,
      "bits: INS, GPS, Galileo, QZSS, NAVIC, GLONASS, BeiDou-1, -2"),
    K(125, "platform_status", octet, "code of the standard"),
    K(126, "sensor_control_mode", octet, "0 off to 6 automatic tracking"),
    K(127, "frame_rate", .octets, "numerator and denominator"),
    K(128, "wavelengths", .octets, "list of records"),
    K(129, "target_id", .text, "alphanumeric"),
    K(130, "airbases", .octets, "take-off and recovery place"),
    K(131, "take_off_us", .time, "microseconds since 1970"),
    K(132, "transmission_mhz", .imapb(min: 1, max: 99_999), places: 4, "1 to 99,999"),
    K(133, "storage_gb", .count(byteCountMax: 4), "capacity"),
    K(134, "zoom_percent", .imapb(min: 0, max: 100), places: 3, "0 to 100"),
    K(135, "communications", .text, "method"),
    K(136, "leap_seconds_s", .integer(byteCountMax: 4), "to be added to the time stamp"),
    K(137, "correction_offset_us", .integer(byteCountMax: 8), "to be added to the time stamp"),
    K(138, "payloads", .octets, "list"),
    K(139, "active_payloads", .octets, "bits"),
    K(140, "weapons_stores", .octets, "list"),
    K(141, "waypoints", .octets, "list"),
    K(142, "view_domain", .octets, "pack"),
    K(143, "substream", .octets, "metadata substream id pack"),
  ]
}
