// Where do the columns of a FIRMS file stand, and what do the fields of a row say?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
internal import Observations

/// Where the columns of a FIRMS file stand. The mirror sites add columns; they are passed over.
struct FIRMSColumns: Sendable {
  private let latitude: Int
  private let longitude: Int
  private let brightness: Int?
  private let brightnessLongwave: Int?
  private let scan: Int
  private let track: Int
  private let date: Int
  private let time: Int
  private let satellite: Int
  private let instrument: Int?
  private let confidence: Int
  private let version: Int?
  private let power: Int?
  private let day: Int?
  private let type: Int?
  private let count: Int

  init(header fields: CSVFields) throws(FieldFault) {
    let header = Header(fields)
    count = header.count
    latitude = try header.required("latitude")
    longitude = try header.required("longitude")
    brightness = header.index("bright_ti4", "brightness")
    brightnessLongwave = header.index("bright_ti5", "bright_t31")
    scan = try header.required("scan")
    track = try header.required("track")
    date = try header.required("acq_date")
    time = try header.required("acq_time")
    satellite = try header.required("satellite")
    instrument = header.index("instrument")
    confidence = try header.required("confidence")
    version = header.index("version")
    power = header.index("frp")
    day = header.index("daynight")
    type = header.index("type")
  }

  /// One row; nothing is allocated while its words have at most 15 bytes, as all of NASA's have.
  func row(_ fields: CSVFields) throws(FieldFault) -> FIRMSRow {
    // A download that broke off may leave a row that can be read but says something else.
    guard fields.count >= count else {
      throw FieldFault(
        column: "",
        reason: "row cut off", detail: "\(fields.count) fields, the header has \(count)")
    }
    guard !fields[satellite].isEmpty else {
      throw FieldFault(column: "satellite", reason: "missing", detail: "the satellite is not named")
    }
    let (confidence, percent) = try confidence(fields)
    let satellite = fields.text(satellite)
    return FIRMSRow(
      line: fields.line, latitudeDeg: try number(fields, latitude, "latitude", -90...90),
      longitudeDeg: try number(fields, longitude, "longitude", -180...180),
      scanKm: try number(fields, scan, "scan", 0.05...10),
      trackKm: try number(fields, track, "track", 0.05...10),
      acquiredAtMs: try acquiredAtMs(fields), satellite: satellite,
      instrument: named(fields, instrument)
        ?? (["Terra", "Aqua", "T", "A"].contains(satellite) ? "MODIS" : "VIIRS"),
      confidence: confidence, confidencePercent: percent,
      version: named(fields, version) ?? "", brightnessK: optional(fields, brightness),
      brightnessLongwaveK: optional(fields, brightnessLongwave),
      radiativePowerMW: optional(fields, power), isDay: isDay(fields),
      type: type.flatMap { wholeNumber(fields[$0]) })
  }

  private func named(_ fields: CSVFields, _ index: Int?) -> String? {
    guard let index, !fields[index].isEmpty else { return nil }
    return fields.text(index)
  }

  private func optional(_ fields: CSVFields, _ index: Int?) -> Double? {
    index.flatMap { decimal(fields[$0]) }
  }

  private func isDay(_ fields: CSVFields) -> Bool? {
    guard let day, fields[day].count == 1 else { return nil }
    switch fields[day][0] {
    case UInt8(ascii: "D"): return true
    case UInt8(ascii: "N"): return false
    default: return nil
    }
  }

  private func number(
    _ fields: CSVFields, _ index: Int, _ column: String, _ range: ClosedRange<Double>
  ) throws(FieldFault) -> Double {
    guard let value = decimal(fields[index]) else {
      throw FieldFault(
        column: column,
        reason: "not a number",
        detail: "'\(fields.text(index))'; write digits and a decimal point")
    }
    guard range.contains(value) else {
      throw FieldFault(
        column: column,
        reason: "out of range",
        detail: "\(fields.text(index)), \(range.lowerBound) to \(range.upperBound) expected")
    }
    return value
  }

  /// Date and time are UTC; the time is `HHMM`, in some downloads without leading zeros.
  private func acquiredAtMs(_ fields: CSVFields) throws(FieldFault) -> Int64 {
    guard let dayMs = Self.dayMs(fields[date]) else {
      throw FieldFault(
        column: "acq_date", reason: "not a date", detail: "'\(fields.text(date))'; write 2026-06-24"
      )
    }
    // The first of these instruments flew in December 1999.
    guard dayMs >= 944_006_400_000 else {
      throw FieldFault(
        column: "acq_date",
        reason: "out of range",
        detail: "\(fields.text(date)), not before the first of these satellites (1999-12-01)")
    }
    guard let clock = wholeNumber(fields[time]), clock / 100 < 24, clock % 100 < 60 else {
      throw FieldFault(
        column: "acq_time",
        reason: "not a time of day", detail: "'\(fields.text(time))'; write HHMM in UTC")
    }
    return dayMs + Int64(clock / 100 * 60 + clock % 100) * 60_000
  }

  /// `2026-06-24` as the beginning of that day, UTC; days from the calendar by Howard Hinnant's
  /// `days_from_civil`.
  private static func dayMs(_ field: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard field.count == 10, field[4] == UInt8(ascii: "-"), field[7] == UInt8(ascii: "-"),
      let year = digits(field, 0..<4), let month = digits(field, 5..<7),
      let day = digits(field, 8..<10), (1...12).contains(month), day >= 1,
      day <= dayCount(year, month)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468) * 86_400_000
  }

  private static func digits(_ field: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    wholeNumber(UnsafeBufferPointer(rebasing: field[range]))
  }

  private static func dayCount(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// VIIRS writes low, nominal, high (or l, n, h); MODIS a per cent figure, classed as NASA does:
  /// below 30 low, from 80 high.
  private func confidence(
    _ fields: CSVFields
  ) throws(FieldFault) -> (confidence: Confidence, percent: Int?) {
    let field = fields[confidence]
    if let percent = wholeNumber(field), percent <= 100 {
      return (percent < 30 ? .low : (percent < 80 ? .nominal : .high), percent)
    }
    switch field.count == 1 ? field[0] | 0x20 : 0 {
    case UInt8(ascii: "l"): return (.low, nil)
    case UInt8(ascii: "n"): return (.nominal, nil)
    case UInt8(ascii: "h"): return (.high, nil)
    default: break
    }
    switch fields.text(confidence).lowercased() {
    case "low": return (.low, nil)
    case "nominal": return (.nominal, nil)
    case "high": return (.high, nil)
    default:
      throw FieldFault(
        column: "confidence",
        reason: "not known",
        detail: "'\(fields.text(confidence))', one of l, n, h or 0 to 100 expected")
    }
  }

  /// A near-real-time row that comes again in archive quality is the same detection in a new
  /// version: satellite, time and place are its identity.
  func key(_ row: FIRMSRow, _ fields: CSVFields) -> ContentID {
    ContentID(
      parts: [
        "firms", row.sensor, fields.text(date), String(wholeNumber(fields[time]) ?? 0),
        fields.text(latitude), fields.text(longitude),
      ])
  }
}
