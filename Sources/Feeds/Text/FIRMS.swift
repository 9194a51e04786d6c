// What did the satellites see as hot? NASA FIRMS CSV: VIIRS and MODIS, near real time and archive.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
public import Observations

/// One row of a FIRMS file.
///
/// Source: NASA FIRMS attribute tables for VIIRS 375 m and MODIS collection 6.1.
public struct FIRMSRow: Hashable, Sendable {
  /// Line of the file, from 1.
  public let line: Int
  public let latitudeDeg: Double
  public let longitudeDeg: Double
  /// Size of the pixel across and along the satellite's track.
  public let scanKm: Double
  public let trackKm: Double
  /// Beginning of the minute of acquisition, UTC.
  public let acquiredAtMs: Int64
  /// As written: `N`, `N20`, `N21`, `1`, `Terra`, `Aqua`, `T`, `A`.
  public let satellite: String
  /// `VIIRS` or `MODIS`; derived from the satellite where the file has no such column.
  public let instrument: String
  public let confidence: Confidence
  /// MODIS writes a figure; VIIRS a word.
  public let confidencePercent: Int?
  /// `2.0NRT`, `6.1URT`, `2.0`; empty where the file has no such column.
  public let version: String
  /// Channel I-4 or 21 (about 4 micrometres), channel I-5 or 31 (about 11 micrometres).
  public let brightnessK: Double?
  public let brightnessLongwaveK: Double?
  public let radiativePowerMW: Double?
  public let isDay: Bool?
  /// 0 vegetation, 1 volcano, 2 other static source on land, 3 offshore; archive quality only.
  public let type: Int?

  /// The registered name of the sensor: `VIIRS-N20`. Older files write 1 for N20 and T, A for Terra,
  /// Aqua.
  public var sensor: String {
    let name =
      switch satellite {
      case "1": "N20"
      case "2": "N21"
      case "T": "Terra"
      case "A": "Aqua"
      default: satellite
      }
    return "\(instrument)-\(name)"
  }

  func write(to writer: inout FieldWriter) {
    writer.field("line", line)
    writer.field("latitude_deg", latitudeDeg, places: 6)
    writer.field("longitude_deg", longitudeDeg, places: 6)
    writer.field("acquired_at_ms", acquiredAtMs)
    writer.field("satellite", satellite)
    writer.field("instrument", instrument)
    switch confidence {
    case .low: writer.field("confidence", constant: "low")
    case .nominal: writer.field("confidence", constant: "nominal")
    case .high: writer.field("confidence", constant: "high")
    }
    if let confidencePercent { writer.field("confidence_percent", confidencePercent) }
    writer.field("scan_km", scanKm, places: 3)
    writer.field("track_km", trackKm, places: 3)
    if let brightnessK { writer.field("brightness_k", brightnessK, places: 3) }
    if let brightnessLongwaveK {
      writer.field("brightness_longwave_k", brightnessLongwaveK, places: 3)
    }
    if let radiativePowerMW {
      writer.field("radiative_power_megawatt", radiativePowerMW, places: 3)
    }
    if let isDay { writer.field("is_day", isDay) }
    if !version.isEmpty { writer.field("version", version) }
    if let type { writer.field("type", type) }
  }

  static let page = FormatPage(
    title: "firms: NASA FIRMS CSV",
    text: """
      Active fires of VIIRS 375 m (S-NPP, NOAA-20, NOAA-21) and MODIS collection 6.1, near real time and archive \
      (NASA FIRMS attribute tables). Columns are found by their names; others are passed over. What becomes of a row in a \
      mission is in [feeds](../feeds.md). This page is written from the program's field table.
      """,
    sections: [
      FormatPage.Section(
        "Fields",
        fields: [
          .init("–", "line", "line of the file, from 1"),
          .init("latitude", "latitude_deg", "middle of the pixel, WGS-84, -90 to 90"),
          .init("longitude", "longitude_deg", "-180 to 180"),
          .init(
            "acq_date, acq_time", "acquired_at_ms",
            "beginning of the minute of acquisition, milliseconds since 1970, UTC; the time is HHMM, with or without leading zeros"
          ),
          .init("satellite", "satellite", "as written: N, N20, N21, 1, 2, Terra, Aqua, T, A"),
          .init(
            "instrument", "instrument",
            "VIIRS or MODIS; by the satellite where the column is missing"
          ),
          .init(
            "confidence", "confidence",
            "low, nominal, high; of MODIS figures below 30 low, from 80 high"),
          .init("confidence", "confidence_percent", "0 to 100, MODIS only"),
          .init("scan", "scan_km", "width of the pixel across track, 0.05 to 10"),
          .init("track", "track_km", "height of the pixel along track, 0.05 to 10"),
          .init(
            "bright_ti4, brightness", "brightness_k",
            "at about 4 micrometres; left out where missing"),
          .init(
            "bright_ti5, bright_t31", "brightness_longwave_k",
            "at about 11 micrometres; left out where missing"),
          .init(
            "frp", "radiative_power_megawatt", "fire radiative power in MW; left out where missing"),
          .init("daynight", "is_day", "true for D, false for N; left out otherwise"),
          .init("version", "version", "collection and processing, as written"),
          .init(
            "type", "type",
            "0 vegetation, 1 volcano, 2 other static source on land, 3 offshore; archive quality only"
          ),
        ])
    ])
}
