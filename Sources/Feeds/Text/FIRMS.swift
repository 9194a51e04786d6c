// What did the satellites see as hot? NASA FIRMS CSV: VIIRS and MODIS, near real time and archive.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
internal import Observations

/// Where the columns of a FIRMS file stand. The mirror sites add columns; they are passed over.
///
/// Source: NASA FIRMS attribute tables for VIIRS 375 m and MODIS collection 6.1.
struct FIRMSColumns: Sendable {
  private let latitude: Int
  private let longitude: Int
  private let brightness: Int?
  private let scan: Int
  private let track: Int
  private let date: Int
  private let time: Int
  private let satellite: Int
  private let instrument: Int?
  private let confidence: Int
  private let version: Int?
  private let power: Int?
  private let type: Int?
  private let count: Int

  init(header row: CSVRow) throws(FieldFault) {
    let header = Header(row)
    count = header.count
    latitude = try header.required("latitude")
    longitude = try header.required("longitude")
    brightness = header.index("bright_ti4", "brightness")
    scan = try header.required("scan")
    track = try header.required("track")
    date = try header.required("acq_date")
    time = try header.required("acq_time")
    satellite = try header.required("satellite")
    instrument = header.index("instrument")
    confidence = try header.required("confidence")
    version = header.index("version")
    power = header.index("frp")
    type = header.index("type")
  }

  func observation(_ row: CSVRow, _ settings: FeedSettings) throws(FieldFault) -> FeedItem {
    // A download that broke off may leave a row that can be read but says something else.
    guard row.count >= count else {
      throw FieldFault(
        column: "",
        reason: "the row has \(row.count) fields, the header \(count); the file may be cut off")
    }
    guard !row[satellite].isEmpty else {
      throw FieldFault(column: "satellite", reason: "the satellite is not named")
    }
    let latitudeDeg = try number(row, latitude, "latitude", -90...90)
    let longitudeDeg = try number(row, longitude, "longitude", -180...180)
    let scanKm = try number(row, scan, "scan", 0.05...10)
    let trackKm = try number(row, track, "track", 0.05...10)
    let atMs = try acquiredAtMs(row)
    let sensor = sensorID(row)
    let fix = try fix(
      latitudeDeg, longitudeDeg, scanKm, trackKm,
      geolocationSigmaM: settings.sensors[sensor]?.geolocationSigmaM ?? 0)
    let observation = Observation(
      key: key(row), digest: ContentDigest(of: row.raw), raw: row.raw, feed: settings.name,
      sensor: sensor, means: .satelliteImage, confidence: try confidence(row),
      kind: .thermalAnomaly, attributes: attributes(row, scanKm, trackKm),
      happened: Period(fromMs: atMs, untilMs: atMs + 59_999), observedAtMs: atMs,
      receivedAtMs: settings.receivedAtMs(observedAtMs: atMs), place: .fix(fix))
    return .observation(
      observation,
      warning: settings.warning(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg))
  }

  /// One sigma of a place that may lie anywhere in a pixel of `scan` by `track` km: the standard
  /// deviation of a uniform distribution is its width by the root of 12, and the mean of both axes'
  /// squares is taken because the file does not say how the pixel is turned. The sensor's
  /// geolocation error is added in squares.
  private func fix(
    _ latitudeDeg: Double, _ longitudeDeg: Double, _ scanKm: Double, _ trackKm: Double,
    geolocationSigmaM: Double
  ) throws(FieldFault) -> Fix {
    let pixelSquared = (scanKm * scanKm + trackKm * trackKm) * 1e6 / 24
    let sigmaM = (pixelSquared + geolocationSigmaM * geolocationSigmaM).squareRoot()
    return try Fix(latitudeDeg, longitudeDeg, sigmaM: sigmaM, column: "latitude")
  }

  private func number(
    _ row: CSVRow, _ index: Int, _ column: String, _ range: ClosedRange<Double>
  ) throws(FieldFault) -> Double {
    guard let value = decimal(row[index]) else {
      throw FieldFault(
        column: column,
        reason: "'\(row.text(index))' is not a number; write digits and a decimal point")
    }
    guard range.contains(value) else {
      throw FieldFault(
        column: column,
        reason: "\(row.text(index)) is not within \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// Date and time are UTC; the time is `HHMM`, in some downloads without leading zeros.
  private func acquiredAtMs(_ row: CSVRow) throws(FieldFault) -> Int64 {
    guard let day = Instant(iso: row.text(date)), row[date].count == 10 else {
      throw FieldFault(
        column: "acq_date", reason: "'\(row.text(date))' is not a date; write 2026-06-24")
    }
    // The first of these instruments flew in December 1999.
    guard day.atMs >= 944_006_400_000 else {
      throw FieldFault(
        column: "acq_date",
        reason: "\(row.text(date)) is before the first of these satellites (1999-12-01)")
    }
    guard let clock = wholeNumber(row[time]), clock / 100 < 24, clock % 100 < 60 else {
      throw FieldFault(
        column: "acq_time", reason: "'\(row.text(time))' is not a time of day; write HHMM in UTC")
    }
    return day.atMs + Int64(clock / 100 * 60 + clock % 100) * 60_000
  }

  /// VIIRS writes low, nominal, high (or l, n, h); MODIS a per cent figure, classed as NASA does:
  /// below 30 low, from 80 high.
  private func confidence(_ row: CSVRow) throws(FieldFault) -> Confidence {
    let field = row[confidence]
    if let percent = wholeNumber(field), percent <= 100 {
      return percent < 30 ? .low : (percent < 80 ? .nominal : .high)
    }
    switch String(decoding: field, as: UTF8.self).lowercased() {
    case "l", "low": return .low
    case "n", "nominal": return .nominal
    case "h", "high": return .high
    default:
      throw FieldFault(
        column: "confidence",
        reason: "'\(row.text(confidence))' is neither l, n, h nor 0 to 100")
    }
  }

  /// `VIIRS-N`, `VIIRS-N20`, `VIIRS-N21`, `MODIS-Terra`, `MODIS-Aqua`. Older files write 1 for N20
  /// and T, A for Terra, Aqua.
  private func sensorID(_ row: CSVRow) -> String {
    let written = row.text(satellite)
    let satellite =
      ["1": "N20", "2": "N21", "T": "Terra", "A": "Aqua"][written] ?? written
    let named = instrument.map { row.text($0) } ?? ""
    let instrument =
      named.isEmpty ? (["Terra", "Aqua"].contains(satellite) ? "MODIS" : "VIIRS") : named
    return "\(instrument)-\(satellite)"
  }

  /// A near-real-time row that comes again in archive quality is the same detection in a new
  /// version: satellite, time and place are its identity.
  private func key(_ row: CSVRow) -> ContentID {
    ContentID(
      parts: [
        "firms", sensorID(row), row.text(date), String(wholeNumber(row[time]) ?? 0),
        row.text(latitude), row.text(longitude),
      ])
  }

  private func attributes(_ row: CSVRow, _ scanKm: Double, _ trackKm: Double) -> [Attribute] {
    var attributes = [Attribute(.scanKm, scanKm), Attribute(.trackKm, trackKm)]
    for (index, name) in [
      (power, AttributeName.radiativePowerMW), (brightness, .brightnessK), (type, .firmsType),
    ] {
      if let index, let value = decimal(row[index]) { attributes.append(Attribute(name, value)) }
    }
    return attributes
  }
}
