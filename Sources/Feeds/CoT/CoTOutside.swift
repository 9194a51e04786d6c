// What stands between events? Spaces, prologues and comments are passed over, the rest is a fault.
//
// SPDX-License-Identifier: Apache-2.0

/// Searches for the next beginning: `<event`, or `BF` of the TAK protocol. What is neither is counted, and
/// reported once a stretch; after a broken event it is part of that event's fault.
struct CoTOutside: Sendable {
  enum Found {
    /// An event begins at the unread `<`.
    case event
    /// A TAK message begins at the unread `BF`.
    case frame
    /// `<!` that is no comment.
    case documentType
    /// Bytes were passed over; search on.
    case passed
    case needsBytes
  }

  /// What was given up and is searched for the next beginning; its bytes are part of its own fault.
  enum Loss: Sendable { case none, event, frame }
  var loss = Loss.none
  var isLost: Bool { loss != .none }
  private var strayCount = 0
  private var strayFirst: [UInt8] = []
  private var strayOffset = 0
  private var isStray = false
  private var isComment = false
  private var isInstruction = false
  /// Bytes of the comment or instruction that is being passed over, and whether it turned out to be
  /// none.
  private var markupCount = 0
  private var isBrokenMarkup = false
  /// The last byte that was passed over: `BF` behind a byte beyond ASCII is a part of a character.
  private var previous: UInt8 = 0

  private static let commentByteCountMax = 65_536

  /// What begins first, and how many bytes before it may be dropped.
  mutating func scan(
    _ bytes: UnsafeRawBufferPointer, isFinished: Bool
  ) -> (Found, byteCount: Int) {
    isStray = false
    isBrokenMarkup = false
    guard bytes.count > 0 else { return (.needsBytes, 0) }
    if isComment { return comment(bytes) }
    if isInstruction { return instruction(bytes) }
    let byte = bytes[0]
    if byte == 0xBF, previous < 0x80 || loss == .frame { return (.frame, 0) }
    if byte == UInt8(ascii: "<") { return markup(bytes, isFinished: isFinished) }
    if byte == 0xEF, previous == 0 {
      // A byte order mark.
      if bytes.count < 3, !isFinished { return (.needsBytes, 0) }
      if bytes.count >= 3, bytes[1] == 0xBB, bytes[2] == 0xBF {
        return (.passed, 3)
      }
    }
    if Self.isSpace(byte) {
      var at = 1
      while at < bytes.count, Self.isSpace(bytes[at]) { at += 1 }
      previous = 0x20
      return (.passed, at)
    }
    return stray(bytes)
  }

  /// Some senders end their events with a zero byte.
  private static func isSpace(_ byte: UInt8) -> Bool { XMLCursor.isSpace(byte) || byte == 0 }

  /// To the next byte that may begin something.
  private mutating func stray(_ bytes: UnsafeRawBufferPointer) -> (Found, byteCount: Int) {
    isStray = true
    previous = bytes[0]
    var at = 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "<"),
      bytes[at] != 0xBF || (previous >= 0x80 && loss != .frame), !Self.isSpace(bytes[at])
    {
      previous = bytes[at]
      at += 1
    }
    return (.passed, at)
  }

  private mutating func markup(
    _ bytes: UnsafeRawBufferPointer, isFinished: Bool
  ) -> (Found, byteCount: Int) {
    if bytes.count < 7, !isFinished, couldBecomeKnown(bytes) { return (.needsBytes, 0) }
    if starts(bytes, "<event"), bytes.count >= 7,
      XMLCursor.isSpace(bytes[6]) || bytes[6] == UInt8(ascii: ">")
        || bytes[6] == UInt8(ascii: "/")
    {
      return (.event, 0)
    }
    if starts(bytes, "<!--"), !isLost {
      isComment = true
      markupCount = 4
      return (.passed, 4)
    }
    if starts(bytes, "<?"), !isLost {
      isInstruction = true
      markupCount = 2
      return (.passed, 2)
    }
    if starts(bytes, "<!"), !isLost { return (.documentType, 2) }
    isStray = true
    previous = UInt8(ascii: "<")
    return (.passed, 1)
  }

  private func couldBecomeKnown(_ bytes: UnsafeRawBufferPointer) -> Bool {
    isPrefix(bytes, "<event") || (!isLost && isPrefix(bytes, "<!--"))
  }

  private func isPrefix(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
    for index in 0..<min(bytes.count, text.utf8CodeUnitCount)
    where bytes[index] != text.utf8Start[index] { return false }
    return true
  }

  private func starts(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
    bytes.count >= text.utf8CodeUnitCount && isPrefix(bytes, text)
  }

  /// To behind `-->`; a comment of more than 64 KiB is none.
  private mutating func comment(_ bytes: UnsafeRawBufferPointer) -> (Found, byteCount: Int) {
    var at = 0
    while at < bytes.count {
      markupCount += 1
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: ">"), previous == UInt8(ascii: "-"), markupCount > 6 {
        isComment = false
        previous = 0x20
        return (.passed, at)
      }
      if markupCount > Self.commentByteCountMax {
        isComment = false
        isBrokenMarkup = true
        previous = 0x20
        return (.passed, at)
      }
      previous = byte
    }
    return (.passed, at)
  }

  /// To behind the next `>`.
  private mutating func instruction(_ bytes: UnsafeRawBufferPointer) -> (Found, byteCount: Int) {
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "<") {
        isInstruction = false
        isBrokenMarkup = true
        return (.passed, at)
      }
      at += 1
      markupCount += 1
      if byte == UInt8(ascii: ">") {
        isInstruction = false
        previous = 0x20
        break
      }
    }
    return (.passed, at)
  }

  // MARK: Faults

  /// Counts what was passed over, where it is a fault.
  mutating func note(_ first: [UInt8], _ byteCount: Int, at offset: Int, _ found: Found) {
    guard !isLost, case .passed = found else { return }
    if isBrokenMarkup {
      if strayCount == 0 { strayOffset = offset + byteCount - markupCount }
      strayCount += markupCount
    }
    guard isStray else { return }
    if strayCount == 0 { strayOffset = offset }
    if strayFirst.count < 32 { strayFirst += first.prefix(32 - strayFirst.count) }
    strayCount += byteCount
  }

  mutating func takeFault() -> WireFault? {
    guard strayCount > 0 else { return nil }
    defer {
      strayCount = 0
      strayFirst.removeAll(keepingCapacity: true)
    }
    return WireFault(
      byteOffset: strayOffset, item: "event", reason: "bytes outside an event",
      detail: "\(strayCount) bytes, '<event' or a TAK message expected", raw: strayFirst)
  }

  /// A byte of what was given up is passed over.
  mutating func pass(_ byte: UInt8) { previous = byte }

  /// An event or a message begins.
  mutating func begin() {
    loss = .none
    previous = 0
  }
}
