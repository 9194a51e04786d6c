// Which rows does a patrol sheet hold, a table with a header?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// Reads a patrol sheet row by row.
struct SheetReader: FormatReader {
  /// The header may stand below a title; further down nothing is taken for one.
  private static let headerRowMax = 10

  private var columns: SheetColumns?
  private var headerRowCount = 0
  private var text = TextBytes()
  private var rows = CSVReader()
  private(set) var messageCount = 0

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
      guard let columns else { return try takeHeader(row) }
      return try columns.observation(row, settings)
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
      columns = try SheetColumns(header: row)
    } catch {
      if headerRowCount == 1 { throw error }
    }
    return nil
  }
}
