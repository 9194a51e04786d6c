// What stands before and behind a sentence? Tag blocks, what receivers append, and clock sentences.
//
// SPDX-License-Identifier: Apache-2.0

extension AISLine {
  /// `\g:1-2-34,s:name,c:1418169601*37\`; false where it does not end.
  mutating func readTagBlock(into sentence: inout AISSentence) -> Bool {
    let start = at
    var end = start + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\\") { end += 1 }
    guard end < bytes.count else { return false }
    at = end + 1
    var fields = TagFields(bytes, start + 1, end)
    guard fields.isChecked else {
      if case .fault(let found) = fault(
        start, "tag block", fields.hasChecksum ? "tag block checksum wrong" : "checksum missing",
        "the tag block is not used")
      {
        tagFault = found
      }
      return true
    }
    while let field = fields.next() {
      switch bytes[field.key] {
      case UInt8(ascii: "c"):
        sentence.tagAtMs = epochMs(bytes, field.start, field.end) ?? sentence.tagAtMs
      case UInt8(ascii: "s"):
        sentence.head.source = AISPlaceInLine(
          start: UInt16(field.start), count: UInt16(field.end - field.start))
      case UInt8(ascii: "g"): sentence.tagGroup = tagGroup(field.start, field.end)
      default: break
      }
    }
    return true
  }

  /// The third number of `1-2-34`, plus one.
  private func tagGroup(_ start: Int, _ end: Int) -> UInt32 {
    var dashes = 0
    var value: UInt32 = 0
    for index in start..<end {
      if bytes[index] == UInt8(ascii: "-") {
        dashes += 1
      } else if dashes == 2, let digit = digit(index), value < 100_000_000 {
        value = value * 10 + UInt32(digit)
      }
    }
    return dashes == 2 ? value + 1 : 0
  }

  /// `,d-080,S2118,t050056.00,T56.48,r003669946,1325394060`: what shore stations, satellites and
  /// loggers append.
  mutating func readTrailer(into sentence: inout AISSentence) {
    while at < bytes.count, bytes[at] == UInt8(ascii: ",") {
      let start = at + 1
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: ","), bytes[end] != UInt8(ascii: "!") {
        end += 1
      }
      at = end
      guard end > start else { continue }
      switch bytes[start] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if sentence.trailerAtMs == nil { sentence.trailerAtMs = epochMs(bytes, start, end) }
      case UInt8(ascii: "r"), UInt8(ascii: "b"):
        sentence.head.station = AISPlaceInLine(
          start: UInt16(start + 1), count: UInt16(end - start - 1))
      case UInt8(ascii: "d"):
        sentence.head.signalDBm = number(start + 1, end).map { Int16($0) }
      case UInt8(ascii: "S"):
        sentence.head.slot = number(start + 1, end).flatMap { UInt16(exactly: $0) }
      default: break
      }
    }
  }

  /// A whole number of up to four digits with its sign.
  private func number(_ start: Int, _ end: Int) -> Int? {
    guard start < end else { return nil }
    let isNegative = bytes[start] == UInt8(ascii: "-")
    let first = isNegative ? start + 1 : start
    guard first < end, end - first <= 4 else { return nil }
    var value = 0
    for index in first..<end {
      guard let digit = digit(index) else { return nil }
      value = value * 10 + Int(digit)
    }
    return isNegative ? -value : value
  }

  /// `$PGHP`, `$--ZDA` and `$--RMC`; all others are passed over.
  mutating func readClock() -> AISPiece {
    let start = at
    at = pieceEnd(from: start + 1)
    let piece = UnsafeRawBufferPointer(rebasing: bytes[0..<at])
    guard let fields = AISClockFields(piece, start) else { return .otherSentence }
    guard fields.isChecked else {
      return fault(start, fields.formatter, "checksum wrong", "the time is not used")
    }
    return fields.piece ?? .otherSentence
  }
}
