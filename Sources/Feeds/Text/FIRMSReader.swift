// Which rows does a FIRMS file hold, as typed rows, as lines and as observations?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
internal import Observations

/// Reads a FIRMS file row by row, however it is cut into reads.
public struct FIRMSDecoder: Sendable {
  /// The header may stand below a title; further down nothing is taken for one.
  private static let headerRowMax = 10

  private var text = TextBytes()
  private var rows = CSVReader()
  private var columns: FIRMSColumns?
  private var headerRowCount = 0

  public init() {}

  public mutating func push(_ bytes: [UInt8]) {
    var utf8: [UInt8] = []
    text.push(bytes, to: &utf8)
    rows.push(utf8)
  }

  public mutating func finish() {
    var utf8: [UInt8] = []
    text.finish(to: &utf8)
    rows.push(utf8)
    rows.finish()
  }

  /// The next row or fault; nil until more bytes are pushed.
  public mutating func next() -> WireItem<FIRMSRow>? {
    next { row, _, _ in
      .message(row)
    } fault: {
      .fault($0)
    }
  }

  /// The next row as `make` wants it: the row, where its columns stand, and its fields in place.
  mutating func next<Result>(
    make: (FIRMSRow, FIRMSColumns, CSVFields) -> Result, fault: (WireFault) -> Result
  ) -> Result? {
    while true {
      if let columns,
        let result = rows.withPlainRow({ Self.read($0, columns, make, fault) })
      {
        return result
      }
      do throws(CSVError) {
        guard let row = try rows.next() else { return nil }
        if let result = take(row, make, fault) { return result }
      } catch {
        return fault(
          WireFault(byteOffset: 0, line: error.line, reason: error.reason, raw: error.raw))
      }
    }
  }

  private static func read<Result>(
    _ fields: CSVFields, _ columns: FIRMSColumns,
    _ make: (FIRMSRow, FIRMSColumns, CSVFields) -> Result, _ fault: (WireFault) -> Result
  ) -> Result {
    do throws(FieldFault) {
      return make(try columns.row(fields), columns, fields)
    } catch {
      return fault(
        WireFault(error, line: fields.line, raw: Array(fields.raw)))
    }
  }

  /// A row with quotes, the last one of a read, or the header.
  private mutating func take<Result>(
    _ row: CSVRow, _ make: (FIRMSRow, FIRMSColumns, CSVFields) -> Result,
    _ fault: (WireFault) -> Result
  ) -> Result? {
    if let columns {
      return row.withFields { Self.read($0, columns, make, fault) }
    }
    // More than one row that is no header would say nothing new.
    guard headerRowCount < Self.headerRowMax else { return nil }
    headerRowCount += 1
    do throws(FieldFault) {
      columns = try row.withFields { fields throws(FieldFault) in try FIRMSColumns(header: fields) }
      return nil
    } catch {
      guard headerRowCount == 1 else { return nil }
      return fault(
        WireFault(error, line: row.line, raw: row.raw))
    }
  }
}

extension FIRMSDecoder: TextDecoder {}
extension FIRMSRow: WrittenRow {}

/// FIRMS rows as observations.
struct FIRMSReader: FormatReader {
  private var decoder = FIRMSDecoder()
  private(set) var messageCount = 0

  mutating func push(_ bytes: [UInt8]) { decoder.push(bytes) }
  mutating func finish() { decoder.finish() }

  mutating func next(_ settings: FeedSettings) -> FeedItem? {
    let item = decoder.next { row, columns, fields in
      Self.item(row, columns, fields, settings)
    } fault: {
      .reject(Reject($0))
    }
    if item != nil { messageCount += 1 }
    return item
  }

  private static func item(
    _ row: FIRMSRow, _ columns: FIRMSColumns, _ fields: CSVFields, _ settings: FeedSettings
  ) -> FeedItem {
    let raw = Array(fields.raw)
    do throws(FieldFault) {
      let sensor = row.sensor
      let observation = Observation(
        key: columns.key(row, fields), digest: ContentDigest(of: raw), raw: raw,
        feed: settings.name, sensor: sensor, means: .satelliteImage, confidence: row.confidence,
        kind: .thermalAnomaly, attributes: attributes(row),
        happened: Period(fromMs: row.acquiredAtMs, untilMs: row.acquiredAtMs + 59_999),
        observedAtMs: row.acquiredAtMs,
        receivedAtMs: settings.receivedAtMs(observedAtMs: row.acquiredAtMs),
        place: .fix(
          try fix(row, geolocationSigmaM: settings.sensors[sensor]?.geolocationSigmaM ?? 0)))
      return .observation(
        observation,
        warning: settings.warning(
          latitudeDeg: row.latitudeDeg, longitudeDeg: row.longitudeDeg))
    } catch {
      return .reject(
        Reject(WireFault(error, line: row.line, raw: raw)))
    }
  }

  /// One sigma of a place that may lie anywhere in a pixel of `scan` by `track` km: the standard
  /// deviation of a uniform distribution is its width by the root of 12, and the mean of both axes'
  /// squares is taken because the file does not say how the pixel is turned. The sensor's
  /// geolocation error is added in squares.
  private static func fix(_ row: FIRMSRow, geolocationSigmaM: Double) throws(FieldFault) -> Fix {
    let pixelSquared = (row.scanKm * row.scanKm + row.trackKm * row.trackKm) * 1e6 / 24
    let sigmaM = (pixelSquared + geolocationSigmaM * geolocationSigmaM).squareRoot()
    return try Fix(row.latitudeDeg, row.longitudeDeg, sigmaM: sigmaM, column: "latitude")
  }

  private static func attributes(_ row: FIRMSRow) -> [Attribute] {
    var attributes = [Attribute(.scanKm, row.scanKm), Attribute(.trackKm, row.trackKm)]
    if let power = row.radiativePowerMW { attributes.append(Attribute(.radiativePowerMW, power)) }
    if let brightness = row.brightnessK { attributes.append(Attribute(.brightnessK, brightness)) }
    if let type = row.type { attributes.append(Attribute(.firmsType, Double(type))) }
    return attributes
  }
}
