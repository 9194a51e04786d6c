// From bytes to observations: one front door for every format.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
internal import Notation
public import Observations

/// The formats that a feed can have.
public enum FeedFormat: String, CaseIterable, Sendable {
  case firms
  case sheet
  case geojson
}

/// What a decoder must know of its feed beside the bytes.
public struct FeedSettings: Sendable {
  /// How the time of receipt is known.
  public enum Receipt: Hashable, Sendable {
    /// A recording: received this long after the report's own time.
    case recorded(delayMs: Int64)
    /// Live: received when the bytes came.
    case live(atMs: Int64)
  }

  public var name: String
  public var format: FeedFormat
  public var receipt: Receipt
  /// Mission time, for sheets that are written in it.
  public var clock: LocalClock
  public var sensors: SensorRegister
  /// Where reports of this mission lie; used to notice swapped coordinates.
  public var area: GeoBox?

  public init(
    name: String, format: FeedFormat, receipt: Receipt = .recorded(delayMs: 0),
    clock: LocalClock = .utc, sensors: SensorRegister = SensorRegister(), area: GeoBox? = nil
  ) {
    self.name = name
    self.format = format
    self.receipt = receipt
    self.clock = clock
    self.sensors = sensors
    self.area = area
  }

  func receivedAtMs(observedAtMs: Int64) -> Int64 {
    switch receipt {
    case .recorded(let delayMs): observedAtMs + delayMs
    case .live(let atMs): atMs
    }
  }

  /// A warning where the two coordinates were probably written in the wrong order.
  func warning(latitudeDeg: Double, longitudeDeg: Double) -> String? {
    guard let area,
      !area.contains(GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)),
      area.contains(GeoPoint(latitudeDeg: longitudeDeg, longitudeDeg: latitudeDeg))
    else { return nil }
    return "latitude \(latitudeDeg) and longitude \(longitudeDeg) look swapped: the place lies "
      + "outside the mission's area, the swapped one inside"
  }
}

/// Turns a feed's bytes into observations, however they are cut into reads.
///
///     decoder.push(read)
///     while let item = decoder.next() { … }
///     decoder.finish()   // then next() until nil
///
/// It never throws: a row that cannot be read comes out as a reject, in its place.
public struct FeedDecoder: Sendable {
  /// May be changed between pushes, so that a live feed carries the time of each read.
  public var settings: FeedSettings
  private var text = TextBytes()
  private var rows = CSVReader()
  private var table: TableDecoder?
  private var features = FeatureReader()

  public init(_ settings: FeedSettings) {
    self.settings = settings
    table =
      switch settings.format {
      case .firms: TableDecoder(isSheet: false)
      case .sheet: TableDecoder(isSheet: true)
      case .geojson: nil
      }
  }

  public mutating func push(_ bytes: [UInt8]) {
    var utf8: [UInt8] = []
    text.push(bytes, to: &utf8)
    take(utf8)
  }

  /// The end of the file: a last row without a line end comes out too.
  public mutating func finish() {
    var utf8: [UInt8] = []
    text.finish(to: &utf8)
    take(utf8)
    rows.finish()
    features.finish()
  }

  private mutating func take(_ utf8: [UInt8]) {
    if table == nil { features.push(utf8) } else { rows.push(utf8) }
  }

  /// The next report or reject; nil until more bytes are pushed.
  public mutating func next() -> FeedItem? {
    table == nil ? features.next(settings) : table?.next(&rows, settings)
  }
}

/// The two formats that are tables with a header.
private struct TableDecoder: Sendable {
  /// The header may stand below a title; further down nothing is taken for one.
  private static let headerRowMax = 10

  private enum Columns: Sendable {
    case firms(FIRMSColumns)
    case sheet(SheetColumns)
  }

  private let isSheet: Bool
  private var columns: Columns?
  private var headerRowCount = 0

  init(isSheet: Bool) { self.isSheet = isSheet }

  mutating func next(_ csv: inout CSVReader, _ settings: FeedSettings) -> FeedItem? {
    while true {
      do throws(CSVError) {
        guard let row = try csv.next() else { return nil }
        if let item = take(row, settings) { return item }
      } catch {
        return .reject(Reject(line: error.line, column: "", reason: error.reason, raw: error.raw))
      }
    }
  }

  private mutating func take(_ row: CSVRow, _ settings: FeedSettings) -> FeedItem? {
    do throws(FieldFault) {
      switch columns {
      case nil: return try takeHeader(row)
      case .firms(let columns): return try columns.observation(row, settings)
      case .sheet(let columns): return try columns.observation(row, settings)
      }
    } catch {
      return .reject(
        Reject(line: row.line, column: error.column, reason: error.reason, raw: row.raw))
    }
  }

  /// Throws for the first row that is no header; more of the same would say nothing new.
  private mutating func takeHeader(_ row: CSVRow) throws(FieldFault) -> FeedItem? {
    guard headerRowCount < Self.headerRowMax else { return nil }
    headerRowCount += 1
    do throws(FieldFault) {
      columns =
        isSheet
        ? .sheet(try SheetColumns(header: row)) : .firms(try FIRMSColumns(header: row))
    } catch {
      if headerRowCount == 1 { throw error }
    }
    return nil
  }
}
