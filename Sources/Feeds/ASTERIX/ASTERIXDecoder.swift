// Which records does an ASTERIX stream or recording hold? Container, blocks, records.
//
// SPDX-License-Identifier: Apache-2.0

/// Decodes ASTERIX: data blocks one after the other, or in a capture (libpcap, pcapng) or in one of
/// the recorders' forms; the container is known by the first octets.
///
/// Memory: what was pushed and not yet read, at most 256 KiB of frames held back for the decision
/// whether they are any (1 MiB in a capture), and one frame being read. Allocations: one for each
/// frame, shared by its records; none for a record.
///
/// Source: EUROCONTROL-SPEC-0149, part 1 (structure) and the category documents.
public struct ASTERIXDecoder: WireDecoder {
  private enum Container: Sendable {
    case unknown
    case blocks(ASTERIXFrameReader)
    case capture(ASTERIXCaptureReader)
    case nextCapture(ASTERIXNextCaptureReader)
  }

  private let tables = ASTERIXTables.all
  private let editions: ASTERIXEditionChoice
  private var stream = StreamBytes()
  private var isFinished = false
  private var container = Container.unknown
  /// Octets of a file header that are still to be passed over.
  private var passOver = 0
  private var frame: ASTERIXFrame?
  private var block: ASTERIXBlock?

  /// - Parameter editions: by category, as `"1.31"`; the newest where none is named.
  public init(editions: [UInt8: String] = [:], radars: [RadarSource] = []) {
    self.editions = ASTERIXEditionChoice(tables, editions: editions, radars: radars)
  }

  /// The editions of a category that can be set, oldest first; empty where it is not read.
  public static func editions(of category: UInt8) -> [String] {
    ASTERIXTables.all.editionNames(category)
  }

  public mutating func push(_ bytes: UnsafeRawBufferPointer) { stream.push(bytes) }

  public mutating func finish() { isFinished = true }

  public mutating func next() -> WireItem<ASTERIXRecord>? {
    while true {
      if block != nil {
        if let item = nextRecord() { return item }
        block = nil
      }
      if frame != nil {
        if let fault = nextBlock() { return .fault(fault) }
        if block != nil { continue }
        frame = nil
      }
      switch nextFrame() {
      case .frame(let found): frame = found
      case .fault(let fault): return .fault(fault)
      case .needsBytes: return nil
      }
    }
  }

  private mutating func nextFrame() -> ASTERIXStep {
    if passOver > 0 {
      let count = min(passOver, stream.count)
      stream.skip(count)
      passOver -= count
      if passOver > 0 { return .needsBytes }
    }
    switch container {
    case .unknown:
      guard recognise() else { return .needsBytes }
      return nextFrame()
    case .blocks(var reader):
      container = .unknown
      defer { container = .blocks(reader) }
      return reader.next(&stream, isFinished: isFinished)
    case .capture(var reader):
      defer { container = .capture(reader) }
      return reader.next(&stream, isFinished: isFinished)
    case .nextCapture(var reader):
      defer { container = .nextCapture(reader) }
      return reader.next(&stream, isFinished: isFinished)
    }
  }
}

// MARK: The container

extension ASTERIXDecoder {
  static let timeTaggedHeaderOctets = 2_200

  /// False where more octets must come first.
  private mutating func recognise() -> Bool {
    guard stream.count >= 4 || isFinished, stream.count > 0 else { return false }
    if stream.count >= 4 {
      let magic = stream.withUnread {
        UInt32(bigEndian: $0.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
      }
      if let reader = ASTERIXCaptureReader(magic: magic) {
        container = .capture(reader)
        return true
      }
      if magic == 0x0A0D_0D0A {
        container = .nextCapture(ASTERIXNextCaptureReader())
        return true
      }
      if magic == 0xCDCD_CDCD {
        passOver = Self.timeTaggedHeaderOctets
        use(.timeTagged)
        return true
      }
    }
    return recognisePacking()
  }

  /// Blocks with a frame around each, or bare ones. The two lengths of a frame and its block must
  /// agree, which bare blocks do by chance once in 65,536 times; and the end mark must be there.
  private mutating func recognisePacking() -> Bool {
    let count = stream.count
    guard count >= 11 else {
      if isFinished || isShortBlock { use(.bare) }
      return isFinished || isShortBlock
    }
    let (length, afterSix, afterEight) = stream.withUnread { bytes in
      (
        Int(bytes[0]) << 8 | Int(bytes[1]), ASTERIXPacking.blockLength(bytes, at: 6),
        ASTERIXPacking.blockLength(bytes, at: 8)
      )
    }
    if let afterEight, length == afterEight + 12 {
      guard count >= length || isFinished else { return false }
      if count >= length, (1...4).allSatisfy({ stream[length - $0] == 0xA5 }) {
        use(.final)
        return true
      }
    }
    use(afterSix.map { length == $0 + 6 } == true ? .multiplexed : .bare)
    return true
  }

  /// A block of less than eleven octets that is all there: live, nothing may follow for long.
  private var isShortBlock: Bool {
    guard stream.count >= 4 else { return false }
    let length = stream.withUnread { ASTERIXPacking.blockLength($0, at: 0) }
    return length.map { $0 <= stream.count } == true
  }

  private mutating func use(_ packing: ASTERIXPacking) {
    container = .blocks(ASTERIXFrameReader(packing, tables, editions))
  }
}

// MARK: Blocks and records

/// A data block that is being read.
struct ASTERIXBlock: Sendable {
  var cursor: Int
  var end: Int
  /// Offset of the first record.
  var start: Int
  var edition: Int
  /// Known to come out to the last octet.
  var isChecked = false
}

extension ASTERIXDecoder {
  /// Goes to the next block of the frame; none is left where `block` stays nil and no fault comes.
  private mutating func nextBlock() -> WireFault? {
    guard var frame else { return nil }
    defer { self.frame = frame }
    while frame.cursor < frame.end {
      if frame.isDatagram { passMultiplexedHeader(&frame) }
      let at = frame.cursor
      let left = frame.end - at
      guard left >= 4 else {
        frame.cursor = frame.end
        return fault(
          frame, at, "block length", "\(left) octets left in the frame, at least 4 expected")
      }
      let category = frame.bytes[at]
      let length = Int(frame.bytes[at + 1]) << 8 | Int(frame.bytes[at + 2])
      guard length >= 4, length <= left else {
        frame.cursor = frame.end
        return fault(frame, at, "block length", "length \(length), 4 to \(left) expected")
      }
      frame.cursor = at + length
      let chosen = frame.bytes.withUnsafeBufferPointer { bytes -> ASTERIXChosen in
        guard let start = bytes.baseAddress else { return .categoryNotRead }
        return editions.chosen(category, start, firstRecordAt: at + 3, limit: at + length)
      }
      switch chosen {
      case .edition(let edition):
        block = ASTERIXBlock(
          cursor: at + 3, end: at + length, start: at + 3, edition: edition)
        return nil
      case .categoryNotRead:
        return fault(frame, at, "category not read", "category \(category)")
      case .editionNotKnown(let name):
        return fault(
          frame, at, "edition not known",
          "edition \(name) of category \(category) is set; there are "
            + tables.editionNames(category).joined(separator: ", "))
      }
    }
    return nil
  }

  /// Length of all (2) and time of day in milliseconds (4) before a block, as a multiplexer of radar
  /// data sends them, several in a datagram.
  private func passMultiplexedHeader(_ frame: inout ASTERIXFrame) {
    let at = frame.cursor
    let left = frame.end - at
    guard left >= 10 else { return }
    frame.bytes.withUnsafeBytes { bytes in
      let length = Int(bytes[at]) << 8 | Int(bytes[at + 1])
      guard length <= left, let block = ASTERIXPacking.blockLength(bytes, at: at + 6),
        block == length - 6
      else { return }
      let time = bytes.loadUnaligned(fromByteOffset: at + 2, as: UInt32.self)
      let timeMs = Int64(UInt32(bigEndian: time))
      frame.timeOfDayMs = timeMs < 86_400_000 ? timeMs : nil
      frame.cursor = at + 6
    }
  }

  private func fault(
    _ frame: ASTERIXFrame, _ at: Int, _ reason: String, _ detail: String
  ) -> WireFault {
    WireFault(
      byteOffset: frame.byteOffset + at, reason: reason, detail: detail,
      raw: Array(frame.bytes[at..<min(frame.end, at + Reject.rawByteCountMax)]))
  }

  /// The next record of the block; nil where it is read to its end.
  private mutating func nextRecord() -> WireItem<ASTERIXRecord>? {
    guard let frame, var current = block, current.cursor < current.end else { return nil }
    let at = current.cursor
    let shape = frame.bytes.withUnsafeBufferPointer { bytes -> ASTERIXRecordShape? in
      guard let start = bytes.baseAddress else { return nil }
      let reader = ASTERIXRecordReader(tables, start, limit: current.end)
      if !current.isChecked, reader.end(ofRecords: current.edition, from: at) != current.end,
        !reader.editionsThatFit(not: current.edition, from: current.start).isEmpty
      {
        return nil
      }
      return reader.shape(current.edition, at: at)
    }
    current.isChecked = true
    guard case .record(let items, let profile, let end) = shape else {
      block = nil
      return .fault(blockFault(frame, current, shape))
    }
    current.cursor = end
    block = current
    return .message(
      ASTERIXRecord(
        byteOffset: frame.byteOffset + at, capturedAtMs: frame.capturedAtMs,
        frameTimeOfDayMs: frame.timeOfDayMs, content: frame.bytes, start: at, end: end,
        edition: current.edition, profile: profile, items: items))
  }
}
