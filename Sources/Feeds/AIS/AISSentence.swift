// What does one line of a feed say? Tag block, sentence, checksum and what receivers append.
//
// SPDX-License-Identifier: Apache-2.0

/// One VDM or VDO sentence: a message or a part of it.
struct AISSentence: Sendable {
  var head = AISSentenceHead()
  var byteOffset = 0
  var raw: [UInt8] = []
  /// 1 to `head.partCount`.
  var number: UInt8 = 1
  var payload = AISPayload()
  var checksum: UInt8 = 0
  /// Number of the group in the tag block (`g:`), plus one; 0 where there is none.
  var tagGroup: UInt32 = 0
  /// `c:` of the tag block, and the number after the checksum.
  var tagAtMs: Int64?
  var trailerAtMs: Int64?
}

/// What a line, or the piece of it up to the next sentence, turned out to be.
enum AISPiece {
  /// It was written where the reader was told to.
  case sentence
  case fault(WireFault)
  /// `$PGHP`: the sentence with this checksum was received then.
  case reception(checksum: UInt8, atMs: Int64)
  /// ZDA, RMC: the clock of the receiver.
  case clock(atMs: Int64)
  /// A sentence of another kind: passed over and counted.
  case otherSentence
  /// Text that is no sentence: passed over and counted.
  case otherLine
}

/// Reads one line of an NMEA 0183 (IEC 61162-1) feed with IEC 61162-450 tag blocks.
struct AISLine {
  let bytes: UnsafeRawBufferPointer
  /// Offset of the line in the stream.
  let byteOffset: Int
  /// A tag block that could not be used.
  var tagFault: WireFault?
  var at = 0

  init(_ bytes: UnsafeRawBufferPointer, byteOffset: Int) {
    self.bytes = bytes
    self.byteOffset = byteOffset
  }

  /// Bytes of the line that `read` has used: another sentence may stand behind.
  var usedCount: Int { at }

  /// A sentence is written in place: passing it on by value costs more than reading it.
  mutating func read(into sentence: inout AISSentence) -> AISPiece {
    sentence = AISSentence()
    while at < bytes.count, bytes[at] == UInt8(ascii: "\\") {
      guard readTagBlock(into: &sentence) else {
        let end = at
        at = bytes.count
        return fault(end, "tag block", "tag block not closed")
      }
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: "$") { return readClock() }
    while at < bytes.count, bytes[at] != UInt8(ascii: "!") { at += 1 }
    guard at < bytes.count else { return .otherLine }
    return readSentence(&sentence)
  }

  func fault(_ index: Int, _ item: String, _ reason: String, _ detail: String = "") -> AISPiece {
    .fault(
      WireFault(
        byteOffset: byteOffset + index, item: item, reason: reason, detail: detail,
        raw: Array(bytes.prefix(Reject.rawByteCountMax))))
  }

  // MARK: The sentence

  private mutating func readSentence(_ sentence: inout AISSentence) -> AISPiece {
    let start = at
    var commas = InlineArray<7, Int>(repeating: 0)
    var commaCount = 0
    var sum: UInt8 = 0
    var index = start + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "!") { break }
      if byte == UInt8(ascii: ",") {
        if commaCount < 7 { commas[commaCount] = index }
        commaCount += 1
      }
      sum ^= byte
      index += 1
    }
    at = index
    guard commaCount > 0, commas[0] == start + 6, isVDL(start) else {
      at = pieceEnd(from: index)
      return .otherSentence
    }
    guard index + 2 < bytes.count, bytes[index] == UInt8(ascii: "*"),
      let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2])
    else {
      at = pieceEnd(from: index)
      return fault(
        start, "checksum", "checksum missing",
        "the sentence ends after \(at - start) bytes, '*' and two hexadecimal digits expected")
    }
    at = index + 3
    sentence.checksum = high << 4 | low
    guard sentence.checksum == sum else {
      at = pieceEnd(from: at)
      return fault(
        index + 1, "checksum", "checksum wrong",
        "\(hex(sentence.checksum)) found, \(hex(sum)) expected")
    }
    readTrailer(into: &sentence)
    guard commaCount == 6 else {
      return fault(start, "sentence", "field count wrong", "\(commaCount) commas, 6 expected")
    }
    if let fault = readFields(into: &sentence, start, commas, end: index) { return fault }
    sentence.byteOffset = byteOffset
    sentence.raw = Array(UnsafeRawBufferPointer(rebasing: bytes[0..<at]))
    return .sentence
  }

  private func isVDL(_ start: Int) -> Bool {
    bytes[start + 3] == UInt8(ascii: "V") && bytes[start + 4] == UInt8(ascii: "D")
      && (bytes[start + 5] == UInt8(ascii: "M") || bytes[start + 5] == UInt8(ascii: "O"))
  }

  /// Where the next sentence on the same line begins, or the end of the line.
  func pieceEnd(from index: Int) -> Int {
    var end = index
    while end < bytes.count, bytes[end] != UInt8(ascii: "!") { end += 1 }
    return end
  }

  /// Part count and number, sequence, channel, payload, fill bits; nil where all are right.
  private func readFields(
    into sentence: inout AISSentence, _ start: Int, _ commas: InlineArray<7, Int>, end: Int
  ) -> AISPiece? {
    sentence.head.talker = UInt16(bytes[start + 1]) << 8 | UInt16(bytes[start + 2])
    sentence.head.isOwn = bytes[start + 5] == UInt8(ascii: "O")
    guard commas[1] - commas[0] == 2, let parts = digit(commas[0] + 1), parts > 0 else {
      return fault(commas[0] + 1, "part count", "field out of range", "1 to 9 expected")
    }
    guard commas[2] - commas[1] == 2, let number = digit(commas[1] + 1), number > 0,
      number <= parts
    else {
      return fault(commas[1] + 1, "part number", "field out of range", "1 to \(parts) expected")
    }
    sentence.head.partCount = parts
    sentence.number = number
    if commas[3] - commas[2] > 1 {
      guard commas[3] - commas[2] == 2, let sequence = digit(commas[2] + 1) else {
        return fault(commas[2] + 1, "sequence", "field out of range", "one digit expected")
      }
      sentence.head.sequence = sequence
    }
    if commas[4] - commas[3] > 1 {
      guard commas[4] - commas[3] == 2 else {
        return fault(commas[3] + 1, "channel", "field out of range", "one character expected")
      }
      sentence.head.channel = bytes[commas[3] + 1]
    }
    return readPayload(into: &sentence, commas[4] + 1, commas[5], end: end)
  }

  private func readPayload(
    into sentence: inout AISSentence, _ start: Int, _ comma: Int, end: Int
  ) -> AISPiece? {
    let read = sentence.payload.append(
      armoured: UnsafeRawBufferPointer(rebasing: bytes[start..<comma]))
    guard read == comma - start else {
      if sentence.payload.bitCount + 6 > AISPayload.bitCountMax {
        return fault(
          start, "payload", "payload too long",
          "\(comma - start) characters, five slots hold 178")
      }
      return fault(
        start + read, "payload", "character not six-bit",
        "0x\(hex(bytes[start + read])), 0 to W or ` to w expected")
    }
    // An empty field is read as 0; some receivers leave it out.
    var fill: UInt8 = 0
    if end - comma > 1 {
      guard end - comma == 2, let found = digit(comma + 1), found <= 5 else {
        return fault(comma + 1, "fill bits", "field out of range", "0 to 5 expected")
      }
      fill = found
    }
    // Only the last part is filled up.
    if sentence.number == sentence.head.partCount, fill > 0 {
      sentence.payload.dropLast(Int(fill))
    }
    return nil
  }

  func digit(_ index: Int) -> UInt8? {
    let value = bytes[index] &- 48
    return value < 10 ? value : nil
  }
}

/// Value of a hexadecimal digit.
func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 48...57: byte - 48
  case 65...70: byte - 55
  case 97...102: byte - 87
  default: nil
  }
}

private func hex(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}
