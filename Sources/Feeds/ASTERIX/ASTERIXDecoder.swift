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

  let tables = ASTERIXTables.all
  let editions: ASTERIXEditionChoice
  let settingsPlace: SettingsPlace
  private var stream = StreamBytes()
  private var isFinished = false
  private var container = Container.unknown
  /// Octets of a file header that are still to be passed over.
  private var passOver = 0
  var frame: ASTERIXFrame?
  var block: ASTERIXBlock?

  /// - Parameter editions: by category, as `"1.31"`; the newest where none is named.
  /// - Parameter settingsPlace: where these are written.
  public init(
    editions: [UInt8: String] = [:], radars: [RadarSource] = [],
    settingsPlace: SettingsPlace = .mission
  ) {
    self.settingsPlace = settingsPlace
    self.editions = ASTERIXEditionChoice(tables, editions: editions, radars: radars)
  }

  /// The editions of a category that can be set, oldest first; empty where it is not read.
  public static func editions(of category: UInt8) -> [String] {
    ASTERIXTables.all.editionNames(category)
  }

  public mutating func push(_ bytes: UnsafeRawBufferPointer) {
    isFinished = false
    stream.push(bytes)
  }

  /// A block that a datagram broke off is a fault; the next datagram begins with a block.
  public mutating func endDatagram() { isFinished = true }

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
