// Which rows and fields does a CSV text have?
//
// SPDX-License-Identifier: Apache-2.0

/// One row: its fields' bytes and where it stood.
public struct CSVRow: Sendable {
  /// Line of the file on which the row starts, from 1.
  public let line: Int
  /// The row as it was written, without its line end.
  public let raw: [UInt8]
  /// Where each field lies in `content`.
  private let ends: [Int32]
  private let content: [UInt8]

  init(line: Int, raw: [UInt8], content: [UInt8], ends: [Int32]) {
    self.line = line
    self.raw = raw
    self.content = content
    self.ends = ends
  }

  public var count: Int { ends.count }

  /// The bytes of a field, without quotes and surrounding spaces; empty where the row is too short.
  public subscript(index: Int) -> ArraySlice<UInt8> {
    guard index < ends.count else { return [] }
    var start = index == 0 ? 0 : Int(ends[index - 1])
    var end = Int(ends[index])
    while start < end, content[start] == 0x20 { start += 1 }
    while end > start, content[end - 1] == 0x20 { end -= 1 }
    return content[start..<end]
  }

  public func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }
}

/// A row that cannot be read as CSV.
public struct CSVError: Error, Hashable, Sendable {
  public let line: Int
  public let reason: String
}

/// Cuts a stream of UTF-8 text into CSV rows (RFC 4180), however it is cut into reads.
///
/// Comma, semicolon or tab, whichever the first row has most of; LF, CRLF or CR. A row longer than
/// `rowByteCountMax` is given up at that length, so a file without line ends uses bounded memory.
public struct CSVReader: Sendable {
  public static let rowByteCountMax = 65_536

  private var pending: [UInt8] = []
  private var head = 0
  private var line = 1
  private var separator: UInt8?
  private var isFinished = false
  private var isSkippingLongRow = false

  public init() {}

  public mutating func push(_ text: [UInt8]) {
    pending.removeFirst(head)
    head = 0
    pending.append(contentsOf: text)
  }

  /// The last row needs no line end.
  public mutating func finish() { isFinished = true }

  /// The next whole row; nil until more text is pushed. Empty lines are passed over.
  /// - Throws: `CSVError` for that row only; reading goes on behind it.
  public mutating func next() throws(CSVError) -> CSVRow? {
    while true {
      guard let end = rowEnd() else {
        guard pending.count - head > Self.rowByteCountMax else { return nil }
        head = pending.count
        if isSkippingLongRow { return nil }
        isSkippingLongRow = true
        throw CSVError(line: line, reason: "the row is longer than \(Self.rowByteCountMax) bytes")
      }
      let startLine = line
      let raw = Array(pending[head..<end.content])
      line += raw.count { $0 == 0x0A } + 1
      head = end.next
      if isSkippingLongRow {
        isSkippingLongRow = false
        continue
      }
      if raw.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      return try split(raw, line: startLine)
    }
  }

  /// End of the row's content and start of the next row; a line end within quotes does not count.
  private func rowEnd() -> (content: Int, next: Int)? {
    var isQuoted = false
    var at = head
    while at < pending.count {
      let byte = pending[at]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, byte == 0x0A { return (at, at + 1) }
      if !isQuoted, byte == 0x0D {
        guard at + 1 < pending.count else { return isFinished ? (at, at + 1) : nil }
        return (at, pending[at + 1] == 0x0A ? at + 2 : at + 1)
      }
      // An opening quote that nothing closes must not swallow the rest of the file.
      if isQuoted, byte == 0x0A, at - head > 4_096 { return (at, at + 1) }
      at += 1
    }
    return isFinished && at > head ? (at, at) : nil
  }

  private mutating func split(_ raw: [UInt8], line: Int) throws(CSVError) -> CSVRow {
    let separator = self.separator ?? Self.separator(of: raw)
    self.separator = separator
    guard raw.contains(UInt8(ascii: "\"")) else { return Self.plain(raw, line, separator) }
    var content: [UInt8] = []
    var ends: [Int32] = []
    var isQuoted = false
    var at = 0
    while at < raw.count {
      let byte = raw[at]
      if byte == UInt8(ascii: "\"") {
        if isQuoted, at + 1 < raw.count, raw[at + 1] == UInt8(ascii: "\"") {
          content.append(byte)
          at += 1
        } else {
          isQuoted.toggle()
        }
      } else if byte == separator, !isQuoted {
        ends.append(Int32(content.count))
      } else {
        content.append(byte)
      }
      at += 1
    }
    guard !isQuoted else { throw CSVError(line: line, reason: "a quote is not closed") }
    ends.append(Int32(content.count))
    return CSVRow(line: line, raw: raw, content: content, ends: ends)
  }

  private static func plain(_ raw: [UInt8], _ line: Int, _ separator: UInt8) -> CSVRow {
    // Fields are cut by their ends, so separators are taken out of the content.
    var content: [UInt8] = []
    content.reserveCapacity(raw.count)
    var ends: [Int32] = []
    for byte in raw {
      if byte == separator { ends.append(Int32(content.count)) } else { content.append(byte) }
    }
    ends.append(Int32(content.count))
    return CSVRow(line: line, raw: raw, content: content, ends: ends)
  }

  private static func separator(of row: [UInt8]) -> UInt8 {
    let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    var best = candidates[0]
    var most = 0
    for candidate in candidates {
      let count = row.count { $0 == candidate }
      if count > most {
        best = candidate
        most = count
      }
    }
    return best
  }
}
