// Which bytes of a stream are frames of data blocks? With the way back after what is none.
//
// SPDX-License-Identifier: Apache-2.0

/// What a reader of frames came to.
enum ASTERIXStep: Sendable {
  case frame(ASTERIXFrame)
  case fault(WireFault)
  case needsBytes
}

/// Finds frames in a stream of one packing.
///
/// A frame is believed where all its records come out to the last octet, or where the next frames
/// stand where its length says. Else the octets up to the next frame that comes out are one fault.
/// At most four frames, 256 KiB, are held back.
struct ASTERIXFrameReader: Sendable {
  let packing: ASTERIXPacking
  let tables: ASTERIXTables
  let editions: ASTERIXEditionChoice
  /// Where the search for a frame began.
  private var lostAt: Int?
  private var lostBytes: [UInt8] = []
  /// The reason was said already.
  private var isLostQuietly = false
  /// Nothing can be said before the stream has come to this offset.
  private var waitsForOffset = 0

  init(_ packing: ASTERIXPacking, _ tables: ASTERIXTables, _ editions: ASTERIXEditionChoice) {
    self.packing = packing
    self.tables = tables
    self.editions = editions
  }

  private enum Verdict {
    case exact(ASTERIXFrameOutline)
    case plausible(ASTERIXFrameOutline)
    case none
    /// So many octets must be there before more can be said.
    case needsBytes(Int)
  }

  private static let pairOctetsMax = 1_024

  /// One fault a so many octets where nothing is found for long.
  private static let lostByteCountMax = 65_536

  mutating func next(_ stream: inout StreamBytes, isFinished: Bool) -> ASTERIXStep {
    guard isFinished || stream.offset + stream.count >= waitsForOffset else { return .needsBytes }
    if lostAt != nil { return search(&stream, isFinished: isFinished) }
    guard stream.count > 0 else { return .needsBytes }
    let (verdict, holds) = stream.withUnread { bytes -> (Verdict, Bool?) in
      let verdict = judge(bytes, at: 0)
      guard case .plausible(let outline) = verdict else { return (verdict, true) }
      // A length that is wrong: whole frames stand where its records should be.
      if hasPair(bytes, before: outline.length) { return (.none, true) }
      return (verdict, holdsOn(bytes, at: outline.length, depth: 2, isFinished: isFinished))
    }
    switch verdict {
    case .exact(let outline): return .frame(take(outline, &stream))
    case .plausible(let outline):
      guard let holds else {
        waitsForOffset = stream.offset + stream.count + max(1, stream.count / 8)
        return .needsBytes
      }
      if holds { return .frame(take(outline, &stream)) }
      lose(&stream, isQuiet: false)
      return search(&stream, isFinished: isFinished)
    case .none:
      lose(&stream, isQuiet: false)
      return search(&stream, isFinished: isFinished)
    case .needsBytes(let count):
      // Looked at again when there is twice as much, so that a wrong length is known early.
      waitsForOffset = stream.offset + min(count, stream.count + max(64, stream.count))
      guard isFinished else { return .needsBytes }
      let fault = cutFault(stream)
      lose(&stream, isQuiet: true)
      return .fault(fault)
    }
  }

  private func take(_ outline: ASTERIXFrameOutline, _ stream: inout StreamBytes) -> ASTERIXFrame {
    let frame = ASTERIXFrame(
      bytes: stream[0..<outline.length], byteOffset: stream.offset, cursor: outline.contentFrom,
      end: outline.contentTo,
      timeOfDayMs: stream.withUnread { packing.timeOfDayMs($0, outline: outline) })
    stream.skip(outline.length)
    return frame
  }

  private func judge(_ bytes: UnsafeRawBufferPointer, at: Int) -> Verdict {
    guard bytes.count - at >= packing.headerOctets else {
      return .needsBytes(at + packing.headerOctets)
    }
    guard let outline = packing.outline(bytes, at: at) else { return .none }
    let available = bytes.count - at
    if packing == .final {
      guard available >= outline.length else { return .needsBytes(at + outline.length) }
      return (1...4).allSatisfy { bytes[at + outline.length - $0] == 0xA5 }
        ? .exact(outline) : .none
    }
    let content = UnsafeRawBufferPointer(
      rebasing: bytes[(at + outline.contentFrom)..<(at + min(available, outline.contentTo))])
    switch comesOut(content, length: outline.contentTo - outline.contentFrom) {
    case nil: return .needsBytes(at + outline.length)
    case true?:
      return available >= outline.length ? .exact(outline) : .needsBytes(at + outline.length)
    case false?: return .plausible(outline)
    }
  }

  /// Whether all records of all blocks come out to the last octet; nil where octets are missing.
  private func comesOut(_ content: UnsafeRawBufferPointer, length: Int) -> Bool? {
    guard let start = content.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    var at = 0
    while at < length {
      guard content.count - at >= 3 else { return length - at < 4 ? false : nil }
      guard let block = ASTERIXPacking.blockLength(content, at: at), block <= length - at else {
        return false
      }
      let limit = min(content.count, at + block)
      guard
        case .edition(let edition) = editions.chosen(
          content[at], start, firstRecordAt: at + 3, limit: limit)
      else { return false }
      let reader = ASTERIXRecordReader(tables, start, limit: limit)
      let end = reader.end(ofRecords: edition, from: at + 3)
      if end == at + block {
        at = end
      } else {
        let isCut = limit < at + block && (end >= 0 || end == ASTERIXWalk.beyond)
        return isCut ? nil : false
      }
    }
    return true
  }

  /// Whether two whole frames stand one behind the other inside what should be one frame. Only short
  /// ones are looked for, so that a made-up block cannot cost its length squared.
  private func hasPair(_ bytes: UnsafeRawBufferPointer, before end: Int) -> Bool {
    let end = min(end, bytes.count)
    let short = UnsafeRawBufferPointer(rebasing: bytes[0..<end])
    for at in 1..<max(1, end) where end - at >= packing.headerOctets {
      guard let outline = packing.outline(short, at: at), outline.length <= Self.pairOctetsMax
      else {
        continue
      }
      guard case .exact(let first) = judge(bytes, at: at), at + first.length < end,
        case .exact(let second) = judge(bytes, at: at + first.length),
        at + first.length + second.length <= end
      else { continue }
      return true
    }
    return false
  }

  /// Whether frames stand at `at` and behind; nil where octets are missing.
  private func holdsOn(
    _ bytes: UnsafeRawBufferPointer, at: Int, depth: Int, isFinished: Bool
  ) -> Bool? {
    if at > bytes.count { return isFinished ? false : nil }
    if at == bytes.count, isFinished { return true }
    switch judge(bytes, at: at) {
    case .exact: return true
    case .none: return false
    case .needsBytes: return isFinished ? false : nil
    case .plausible(let outline):
      if depth == 0 { return true }
      return holdsOn(bytes, at: at + outline.length, depth: depth - 1, isFinished: isFinished)
    }
  }
}

// MARK: The way back

extension ASTERIXFrameReader {
  private mutating func lose(_ stream: inout StreamBytes, isQuiet: Bool) {
    lostAt = stream.offset
    lostBytes = stream[0..<min(packing.headerOctets, stream.count)]
    isLostQuietly = isQuiet
    stream.skip(1)
  }

  /// Passes over octets up to the next frame that comes out.
  private mutating func search(_ stream: inout StreamBytes, isFinished: Bool) -> ASTERIXStep {
    // One copy for all offsets: one for each would cost more than the judging.
    let reader = self
    let packing = packing
    let headerOctets = packing.headerOctets
    let (skipped, isFound, wanted) = stream.withUnread { bytes -> (Int, Bool, Int) in
      for at in 0..<bytes.count {
        if bytes.count - at >= headerOctets, packing.outline(bytes, at: at) == nil { continue }
        switch reader.judge(bytes, at: at) {
        case .exact: return (at, true, 0)
        case .needsBytes(let count):
          // Looked at again when there is twice as much, so that garbage is known early.
          let wanted = min(count, bytes.count + max(64, bytes.count - at))
          if !isFinished { return (at, false, wanted) }
        case .none, .plausible: continue
        }
      }
      return (bytes.count, false, 0)
    }
    let from = lostAt ?? stream.offset
    let room = Self.lostByteCountMax - (stream.offset - from)
    if skipped >= room {
      stream.skip(room)
      let fault = lostFault(from: from, to: stream.offset)
      lostAt = stream.offset
      lostBytes = []
      isLostQuietly = false
      return .fault(fault)
    }
    waitsForOffset = stream.offset + wanted
    stream.skip(skipped)
    guard isFound || isFinished else { return .needsBytes }
    lostAt = nil
    if isLostQuietly {
      isLostQuietly = false
      return next(&stream, isFinished: isFinished)
    }
    return .fault(lostFault(from: from, to: stream.offset))
  }

  private func lostFault(from: Int, to: Int) -> WireFault {
    WireFault(
      byteOffset: from, reason: "not ASTERIX",
      detail: "\(to - from) octets up to the next block that comes out", raw: lostBytes)
  }

  private func cutFault(_ stream: StreamBytes) -> WireFault {
    let count = stream.count
    let outline =
      count >= packing.headerOctets ? stream.withUnread { packing.outline($0, at: 0) } : nil
    return WireFault(
      byteOffset: stream.offset, reason: "stream ends inside a block",
      detail: "\(count) octets left, "
        + (outline.map { "\($0.length)" } ?? "at least \(packing.headerOctets)") + " expected",
      raw: stream[0..<min(count, Reject.rawByteCountMax)])
  }
}
