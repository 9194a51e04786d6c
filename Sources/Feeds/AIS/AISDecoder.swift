// Which AIS messages does a stream of lines carry?
//
// SPDX-License-Identifier: Apache-2.0

/// Turns NMEA 0183 lines into AIS messages, however they are cut into reads.
///
/// - Bounds: a line has at most `lineByteCountMax` bytes, and 64 messages wait for their parts.
/// - Faults cost their own sentence only. A sentence without checksum is refused: in the recordings
///   at hand every one of them was cut off.
public struct AISDecoder: WireDecoder {
  public static let lineByteCountMax = 1_024
  /// A clock sentence dates the messages after it as long as no more than this came between.
  static let clockSentenceCountMax = 1_000

  private var stream = StreamBytes()
  /// Unread bytes that were searched for a line end already.
  private var searchedCount = 0
  /// True inside a line that was too long.
  private var isPassingOver = false
  private var isFinished = false
  private var assembly = AISAssembly()
  private var faults: [WireFault] = []
  private var faultHead = 0
  private var reception: (checksum: UInt8, atMs: Int64)?
  private var clock: (atMs: Int64, sentence: Int)?

  /// VDM and VDO sentences read, whole or not.
  public private(set) var sentenceCount = 0
  /// Sentences of other kinds, and lines that are none: passed over.
  public private(set) var otherSentenceCount = 0
  public private(set) var otherLineCount = 0

  public init() {}

  public mutating func push(_ bytes: UnsafeRawBufferPointer) { stream.push(bytes) }

  /// A line that was sent without its end ends with its datagram.
  public mutating func endDatagram() { push([0x0A]) }

  public mutating func finish() { isFinished = true }

  public mutating func next() -> WireItem<AISMessage>? {
    var sentence = AISSentence()
    while true {
      if faultHead < faults.count {
        faultHead += 1
        return .fault(faults[faultHead - 1])
      }
      if !faults.isEmpty {
        faults.removeAll(keepingCapacity: true)
        faultHead = 0
      }
      guard let piece = nextPiece(into: &sentence) else {
        guard isFinished, !assembly.isEmpty else { return nil }
        assembly.finish(into: &faults)
        continue
      }
      switch piece {
      case .fault(let fault): return .fault(fault)
      case .otherSentence: otherSentenceCount += 1
      case .otherLine: otherLineCount += 1
      case .reception(let checksum, let atMs): reception = (checksum, atMs)
      case .clock(let atMs): clock = (atMs, sentenceCount)
      case .sentence:
        sentenceCount += 1
        date(&sentence)
        if !assembly.isEmpty { assembly.expire(sentenceCount: sentenceCount, into: &faults) }
        if sentence.head.partCount == 1 { return Self.message(sentence) }
        if let whole = assembly.take(sentence, sentenceCount: sentenceCount, into: &faults) {
          return Self.message(whole)
        }
      }
    }
  }

  // MARK: Lines

  /// What the next line, or the next piece of it, is; nil until more bytes are pushed.
  private mutating func nextPiece(into sentence: inout AISSentence) -> AISPiece? {
    while true {
      let (step, tagFault) = stream.withUnread { [searchedCount, isPassingOver, isFinished] in
        Self.step(
          $0, offset: stream.offset, searchedCount: searchedCount, isPassingOver: isPassingOver,
          isFinished: isFinished, into: &sentence)
      }
      if let tagFault { faults.append(tagFault) }
      switch step {
      case .needsBytes(let searched):
        searchedCount = searched
        return nil
      case .passedOver(let byteCount, let isEnd):
        stream.skip(byteCount)
        searchedCount = 0
        isPassingOver = !isEnd
      case .tooLong(let fault, let byteCount):
        stream.skip(byteCount)
        searchedCount = 0
        isPassingOver = true
        return .fault(fault)
      case .piece(let piece, let byteCount):
        stream.skip(byteCount)
        searchedCount = 0
        return piece
      }
    }
  }

  private enum Step {
    case needsBytes(searchedCount: Int)
    case passedOver(Int, isEnd: Bool)
    case tooLong(WireFault, Int)
    case piece(AISPiece, Int)
  }

  private static func step(
    _ bytes: UnsafeRawBufferPointer, offset: Int, searchedCount: Int, isPassingOver: Bool,
    isFinished: Bool, into sentence: inout AISSentence
  ) -> (Step, WireFault?) {
    if isPassingOver {
      // A line end or the begin of a sentence ends the rest of a line that was too long.
      var end = 0
      while end < bytes.count, !isLineEnd(bytes[end]), bytes[end] != UInt8(ascii: "!") { end += 1 }
      guard end > 0 || end < bytes.count else { return (.needsBytes(searchedCount: 0), nil) }
      return (.passedOver(end, isEnd: end < bytes.count), nil)
    }
    var start = 0
    while start < bytes.count, isLineEnd(bytes[start]) { start += 1 }
    if start > 0 { return (.passedOver(start, isEnd: true), nil) }
    var end = searchedCount
    let limit = min(bytes.count, lineByteCountMax + 1)
    while end < limit, !isLineEnd(bytes[end]) { end += 1 }
    if end > lineByteCountMax {
      return (tooLong(bytes, offset), nil)
    }
    guard end < bytes.count || (isFinished && end > 0) else {
      return (.needsBytes(searchedCount: end), nil)
    }
    var line = AISLine(UnsafeRawBufferPointer(rebasing: bytes[0..<end]), byteOffset: offset)
    let piece = line.read(into: &sentence)
    return (.piece(piece, line.usedCount), line.tagFault)
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func tooLong(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Step {
    .tooLong(
      WireFault(
        byteOffset: offset, item: "line", reason: "line too long",
        detail: "no line end within \(lineByteCountMax) bytes",
        raw: Array(bytes.prefix(Reject.rawByteCountMax))), 1)
  }

  // MARK: Messages

  /// The receiver's own time first, the time of logging after it: satellites hand over hours late.
  private mutating func date(_ sentence: inout AISSentence) {
    defer { reception = nil }
    if let atMs = sentence.tagAtMs {
      sentence.head.receivedAtMs = atMs
      sentence.head.timeSource = .tagBlock
    } else if let reception, reception.checksum == sentence.checksum {
      sentence.head.receivedAtMs = reception.atMs
      sentence.head.timeSource = .precedingLine
    } else if let atMs = sentence.trailerAtMs {
      sentence.head.receivedAtMs = atMs
      sentence.head.timeSource = .trailer
    } else if let clock, sentenceCount - clock.sentence <= Self.clockSentenceCountMax {
      sentence.head.receivedAtMs = clock.atMs
      sentence.head.timeSource = .clockSentence
    }
  }

  private static func message(_ sentence: borrowing AISSentence) -> WireItem<AISMessage> {
    let bits = sentence.payload
    guard bits.bitCount > 0 else {
      return .fault(
        WireFault(
          byteOffset: sentence.byteOffset, item: "payload", reason: "payload empty",
          detail: "the receiver passed on a message without content", raw: sentence.raw))
    }
    let type = bits.octet(0, 6)
    let mmsi = bits.mmsi(8)
    do throws(AISPayloadFault) {
      let report = try AISReport(type: type, mmsi, bits)
      return .message(
        AISMessage(
          byteOffset: sentence.byteOffset, raw: sentence.raw, sentence: sentence.head,
          payload: bits, type: type, repeatIndicator: bits.octet(6, 2), mmsi: mmsi,
          report: report))
    } catch {
      return .fault(
        WireFault(
          byteOffset: sentence.byteOffset, item: error.item,
          reason: error.reason, detail: error.detail, raw: sentence.raw))
    }
  }
}
