// Which rows does a patrol sheet hold, a table with a header?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation
internal import Observations

/// Reads a patrol sheet row by row, however it is cut into reads.
public struct SheetDecoder: TextDecoder {
  /// The header may stand below a title; further down nothing is taken for one.
  private static let headerRowMax = 10

  private var columns: SheetColumns?
  private var headerRowCount = 0
  private var text = TextBytes()
  private var rows = CSVReader()

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
  public mutating func next() -> WireItem<SheetRow>? {
    while true {
      do throws(CSVError) {
        guard let row = try rows.next() else { return nil }
        if let item = take(row) { return item }
      } catch {
        return .fault(
          WireFault(byteOffset: 0, line: error.line, reason: error.reason, raw: error.raw))
      }
    }
  }

  private mutating func take(_ row: CSVRow) -> WireItem<SheetRow>? {
    do throws(FieldFault) {
      guard let columns else {
        try takeHeader(row)
        return nil
      }
      return .message(try columns.row(row))
    } catch {
      return .fault(WireFault(error, line: row.line, raw: row.raw))
    }
  }

  /// Throws for the first row that is no header; more of the same would say nothing new.
  private mutating func takeHeader(_ row: CSVRow) throws(FieldFault) {
    guard headerRowCount < Self.headerRowMax else { return }
    headerRowCount += 1
    do throws(FieldFault) {
      columns = try SheetColumns(header: row)
    } catch {
      if headerRowCount == 1 { throw error }
    }
  }
}

/// A patrol sheet's rows as observations.
struct SheetReader: FormatReader {
  private var decoder = SheetDecoder()
  private(set) var messageCount = 0

  mutating func push(_ bytes: [UInt8]) { decoder.push(bytes) }
  mutating func finish() { decoder.finish() }

  mutating func next(_ settings: FeedSettings) -> FeedItem? {
    guard let item = decoder.next() else { return nil }
    messageCount += 1
    switch item {
    case .fault(let fault): return .reject(Reject(fault))
    case .message(let row):
      do throws(FieldFault) {
        return try row.observation(settings)
      } catch {
        return .reject(Reject(WireFault(error, line: row.line, raw: row.raw)))
      }
    }
  }
}
