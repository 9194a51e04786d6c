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

  /// The row's fields in place.
  public func withFields<Result, Failure: Error>(
    _ body: (CSVFields) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var borders: [SIMD2<Int32>] = []
    for index in 0..<count {
      let field = self[index]
      borders.append(SIMD2(Int32(field.startIndex), Int32(field.endIndex)))
    }
    return try raw.withUnsafeBufferPointer { raw throws(Failure) in
      try content.withUnsafeBufferPointer { content throws(Failure) in
        try borders.withUnsafeBufferPointer { borders throws(Failure) in
          try body(CSVFields(line: line, raw: raw, content: content, borders: borders))
        }
      }
    }
  }
}

/// The fields of one row, in place: valid only while the closure runs that it was handed to.
public struct CSVFields {
  public let line: Int
  /// The row as it was written, without its line end.
  public let raw: UnsafeBufferPointer<UInt8>
  /// What the fields lie in: the row itself where it is a plain one.
  private let content: UnsafeBufferPointer<UInt8>
  private let borders: UnsafeBufferPointer<SIMD2<Int32>>

  init(
    line: Int, raw: UnsafeBufferPointer<UInt8>, content: UnsafeBufferPointer<UInt8>,
    borders: UnsafeBufferPointer<SIMD2<Int32>>
  ) {
    self.line = line
    self.raw = raw
    self.content = content
    self.borders = borders
  }

  public var count: Int { borders.count }

  /// The bytes of a field, without quotes and surrounding spaces; empty where the row is too short.
  public subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    guard index < borders.count else { return UnsafeBufferPointer(start: nil, count: 0) }
    let border = borders[index]
    return UnsafeBufferPointer(rebasing: content[Int(border[0])..<Int(border[1])])
  }

  public func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }
}

/// A row that cannot be read as CSV.
public struct CSVError: Error, Hashable, Sendable {
  public let line: Int
  public let reason: String
  /// The row's first bytes, at most `rawByteCountMax`.
  public let raw: [UInt8]

  public static let rawByteCountMax = 512

  init(line: Int, reason: String, raw: ArraySlice<UInt8>) {
    self.line = line
    self.reason = reason
    self.raw = Array(raw.prefix(Self.rawByteCountMax))
  }
}

/// Cuts a stream of UTF-8 text into CSV rows (RFC 4180), however it is cut into reads.
///
/// Comma, semicolon or tab, whichever the first row has most of; LF, CRLF or CR. Rows without content
/// are passed over: a spreadsheet writes them as `,,,,`. A row longer than `rowByteCountMax` is given
/// up, so a file without line ends uses bounded memory; a quote that nothing closes within that
/// length costs the line on which it stands, and no other.
public struct CSVReader: Sendable {
  public static let rowByteCountMax = 65_536

  private var pending: [UInt8] = []
  private var head = 0
  private var line = 1
  private var separator: UInt8?
  private var isFinished = false
  private var isSkippingLongRow = false

  // How far the row at `head` was looked through, so that small reads do not look again.
  private var at = 0
  private var quotes = QuoteState()
  /// End of the first line of a row that has line ends within quotes.
  private var firstLineEnd: Int?
  /// Fields of the plain row that was cut last; kept for its storage.
  private var borders: [SIMD2<Int32>] = []

  private enum Found {
    /// The row's end is still to come.
    case nothing
    case row(end: Int)
    case tooLong
    case openQuote
  }

  public init() {}

  public mutating func push(_ text: [UInt8]) {
    pending.removeFirst(head)
    at -= head
    firstLineEnd = firstLineEnd.map { $0 - head }
    head = 0
    pending.append(contentsOf: text)
  }

  /// The last row needs no line end.
  public mutating func finish() { isFinished = true }

  /// The next whole row; nil until more text is pushed.
  /// - Throws: `CSVError` for that row only; reading goes on behind it.
  public mutating func next() throws(CSVError) -> CSVRow? {
    while true {
      switch look() {
      case .nothing: return nil
      case .row(let end):
        let startLine = line
        let raw = pending[head..<end]
        line += Self.lineEndCount(in: raw) + 1
        moveHead(to: behindLineEnd(end))
        if isSkippingLongRow {
          isSkippingLongRow = false
        } else if let row = split(Array(raw), line: startLine) {
          return row
        }
      case .openQuote:
        let end = firstLineEnd ?? at
        let fault = CSVError(line: line, reason: "a quote is not closed", raw: pending[head..<end])
        line += 1
        moveHead(to: behindLineEnd(end))
        throw fault
      case .tooLong:
        let raw = pending[head..<at]
        let startLine = line
        line += Self.lineEndCount(in: raw)
        moveHead(to: at)
        if isSkippingLongRow { continue }
        isSkippingLongRow = true
        throw CSVError(
          line: startLine, reason: "the row is longer than \(Self.rowByteCountMax) bytes", raw: raw)
      }
    }
  }

  /// Hands out the next row in place, where it is a whole one without quotes and its separator is
  /// known; nil, and nothing is read, where `next` must be asked. Nothing is allocated.
  public mutating func withPlainRow<Result>(_ body: (CSVFields) -> Result) -> Result? {
    guard let separator, at == head, !isSkippingLongRow else { return nil }
    while true {
      guard let (end, behind) = cutPlainRow(separator) else { return nil }
      let start = head
      let rowLine = line
      line += 1
      moveHead(to: behind)
      guard borders.contains(where: { $0[0] < $0[1] }) else { continue }
      return pending.withUnsafeBufferPointer { bytes in
        let row = UnsafeBufferPointer(rebasing: bytes[start..<end])
        return borders.withUnsafeBufferPointer { borders in
          body(CSVFields(line: rowLine, raw: row, content: row, borders: borders))
        }
      }
    }
  }

  /// Where the plain row at `head` ends, and where the next one begins.
  private mutating func cutPlainRow(_ separator: UInt8) -> (end: Int, behind: Int)? {
    var found = borders
    borders = []
    found.removeAll(keepingCapacity: true)
    defer { borders = found }
    let head = head
    return pending.withUnsafeBufferPointer { bytes in
      let limit = min(bytes.count, head + Self.rowByteCountMax)
      var fieldStart = head
      var at = head
      while at < limit {
        let byte = bytes[at]
        if byte == separator {
          found.append(Self.trimmed(bytes, fieldStart, at, head))
          fieldStart = at + 1
        } else if byte == 0x0A || byte == 0x0D {
          let isPair = byte == 0x0D
          if isPair, at + 1 >= bytes.count || bytes[at + 1] != 0x0A { return nil }
          found.append(Self.trimmed(bytes, fieldStart, at, head))
          return (at, at + (isPair ? 2 : 1))
        } else if byte == UInt8(ascii: "\"") || byte == 0x09 {
          return nil
        }
        at += 1
      }
      return nil
    }
  }

  private static func trimmed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ behind: Int, _ head: Int
  ) -> SIMD2<Int32> {
    var start = first
    var end = behind
    while start < end, bytes[start] == 0x20 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    return SIMD2(Int32(start - head), Int32(end - head))
  }

  private mutating func moveHead(to next: Int) {
    head = next
    at = next
    quotes = QuoteState()
    firstLineEnd = nil
  }

  /// Looks for the end of the row at `head`; a line end within quotes is none.
  private mutating func look() -> Found {
    while at < pending.count {
      let byte = pending[at]
      if byte == 0x0A || byte == 0x0D {
        // A CR at the end of what was pushed may be half of a line end.
        if byte == 0x0D, at + 1 == pending.count, !isFinished { return .nothing }
        if !quotes.isQuoted || isSkippingLongRow { return .row(end: at) }
        firstLineEnd = firstLineEnd ?? at
        at = behindLineEnd(at)
      } else {
        quotes.take(byte, isSeparator: isSeparator(byte))
        at += 1
      }
      if at - head > Self.rowByteCountMax {
        return quotes.isQuoted && firstLineEnd != nil ? .openQuote : .tooLong
      }
    }
    guard isFinished, at > head else { return .nothing }
    return quotes.isQuoted && !isSkippingLongRow ? .openQuote : .row(end: at)
  }

  /// While the first row is read, any of the three may turn out to be the separator.
  private func isSeparator(_ byte: UInt8) -> Bool {
    separator.map { $0 == byte } ?? Self.separators.contains(byte)
  }

  private static func lineEndCount(in raw: ArraySlice<UInt8>) -> Int {
    raw.indices.count { at in
      raw[at] == 0x0A || (raw[at] == 0x0D && (at + 1 == raw.endIndex || raw[at + 1] != 0x0A))
    }
  }

  private func behindLineEnd(_ end: Int) -> Int {
    guard end < pending.count else { return end }
    let isPair = pending[end] == 0x0D && end + 1 < pending.count && pending[end + 1] == 0x0A
    return end + (isPair ? 2 : 1)
  }

  /// Nil for a row without content.
  private mutating func split(_ raw: [UInt8], line: Int) -> CSVRow? {
    let separator = self.separator ?? Self.separator(of: raw)
    if raw.allSatisfy({ $0 == separator || $0 == 0x20 || $0 == 0x09 }) { return nil }
    self.separator = separator
    return raw.contains(UInt8(ascii: "\""))
      ? Self.quoted(raw, line, separator) : Self.plain(raw, line, separator)
  }

  private static func quoted(_ raw: [UInt8], _ line: Int, _ separator: UInt8) -> CSVRow {
    var content: [UInt8] = []
    var ends: [Int32] = []
    var quotes = QuoteState()
    for byte in raw {
      let before = quotes
      quotes.take(byte, isSeparator: byte == separator)
      if byte == UInt8(ascii: "\"") {
        // Neither an opening nor a closing one: a doubled quote, or one within an open field.
        let isText = !before.isQuoted && (!quotes.isQuoted || before.hasJustClosed)
        if isText { content.append(byte) }
      } else if byte == separator, !quotes.isQuoted {
        ends.append(Int32(content.count))
      } else {
        content.append(byte)
      }
    }
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

  private static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]

  private static func separator(of row: [UInt8]) -> UInt8 {
    var best = separators[0]
    var most = 0
    for candidate in separators {
      let count = row.count { $0 == candidate }
      if count > most {
        best = candidate
        most = count
      }
    }
    return best
  }
}

/// Within quotes or not? A quote opens a field only where the field begins, so that a patrol may
/// write `5" pipe`; within a quoted field two quotes stand for one.
private struct QuoteState {
  private(set) var isQuoted = false
  /// True directly behind a closing quote, where another one is the second of a pair.
  private(set) var hasJustClosed = false
  private var isAtFieldStart = true

  mutating func take(_ byte: UInt8, isSeparator: Bool) {
    if byte == UInt8(ascii: "\"") {
      let opens = !isQuoted && (isAtFieldStart || hasJustClosed)
      hasJustClosed = isQuoted
      isQuoted = opens
      isAtFieldStart = false
    } else {
      hasJustClosed = false
      if !isQuoted { isAtFieldStart = isSeparator || (isAtFieldStart && byte == 0x20) }
    }
  }
}
