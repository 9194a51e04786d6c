// Which rows does a table with a header hold? FIRMS files and patrol sheets.
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// The two formats that are tables with a header.
struct TableReader: FormatReader {
  /// The header may stand below a title; further down nothing is taken for one.
  private static let headerRowMax = 10

  private enum Columns: Sendable {
    case firms(FIRMSColumns)
    case sheet(SheetColumns)
  }

  private let isSheet: Bool
  private var columns: Columns?
  private var headerRowCount = 0
  private var text = TextBytes()
  private var rows = CSVReader()
  private(set) var messageCount = 0

  init(isSheet: Bool) { self.isSheet = isSheet }

  mutating func push(_ bytes: [UInt8]) {
    var utf8: [UInt8] = []
    text.push(bytes, to: &utf8)
    rows.push(utf8)
  }

  mutating func finish() {
    var utf8: [UInt8] = []
    text.finish(to: &utf8)
    rows.push(utf8)
    rows.finish()
  }

  mutating func next(_ settings: FeedSettings) -> FeedItem? {
    while true {
      do throws(CSVError) {
        guard let row = try rows.next() else { return nil }
        messageCount += 1
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
