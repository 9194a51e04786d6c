// Where does an event end? A byte state machine that goes on where the last read ended.
//
// SPDX-License-Identifier: Apache-2.0

/// Finds the end of the event whose `<` is the first byte. It knows tags, quotation marks, comments,
/// CDATA sections and processing instructions, so that `</event>` within one of them is no end.
struct CoTScanner: Sendable {
  enum Outcome {
    /// The event ends before this offset.
    case end(Int)
    /// What cannot be in an event: where, and why. No event begins between the first byte and `resume`,
    /// unless in what `hidesText` is about.
    case broken(Int, reason: String, detail: String, resume: Int)
    case needsBytes
  }

  private enum State {
    case text, open, startName, endName, tag, bang, comment, section, instruction
  }

  private var state = State.text
  /// Next byte to look at, from the event's first.
  private(set) var at = 0
  private var quote: UInt8 = 0
  private var previous: UInt8 = 0
  /// How many characters of the name are those of `event`; -1 where it is another.
  private var matched = 0
  private var isEventTag = false
  private var isFirst = true
  private var run = 0
  /// Whether a comment, section or instruction was met, in which an event may be hidden.
  private(set) var hidesText = false

  init() {}

  mutating func scan(_ bytes: UnsafeRawBufferPointer) -> Outcome {
    while at < bytes.count {
      let byte = bytes[at]
      switch state {
      case .text:
        if byte == UInt8(ascii: "<") { state = .open } else { skipText(bytes) }
      case .open: if let outcome = open(byte) { return outcome }
      case .startName, .endName: if let outcome = name(byte) { return outcome }
      case .tag: if let outcome = tag(byte, bytes) { return outcome }
      case .bang: if let outcome = bang(byte) { return outcome }
      case .comment: comment(byte)
      case .section: section(byte)
      case .instruction:
        if byte == UInt8(ascii: ">"), previous == UInt8(ascii: "?") { state = .text }
      }
      previous = byte
      at += 1
    }
    return .needsBytes
  }

  /// To before the next `<`.
  @inline(__always)
  private mutating func skipText(_ bytes: UnsafeRawBufferPointer) {
    while at + 1 < bytes.count, bytes[at + 1] != UInt8(ascii: "<") { at += 1 }
  }

  private mutating func open(_ byte: UInt8) -> Outcome? {
    switch byte {
    case UInt8(ascii: "/"):
      state = .endName
      matched = 0
    case UInt8(ascii: "!"):
      state = .bang
      run = 0
    case UInt8(ascii: "?"):
      state = .instruction
      hidesText = true
    case UInt8(ascii: "<"): return broken("'<' after '<'")
    default:
      state = .startName
      matched = 0
      match(byte)
    }
    return nil
  }

  @inline(__always)
  private mutating func match(_ byte: UInt8) {
    if matched >= 0, matched < 5, byte == eventName[matched] { matched += 1 } else { matched = -1 }
  }

  private mutating func name(_ byte: UInt8) -> Outcome? {
    let isEnd = byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || XMLCursor.isSpace(byte)
    guard isEnd else {
      if byte == UInt8(ascii: "<") { return broken("'<' within a tag") }
      match(byte)
      return nil
    }
    let isEvent = matched == 5
    if state == .startName, isEvent, !isFirst {
      return .broken(
        at, reason: "event not closed", detail: "another event begins within it", resume: at - 6)
    }
    isEventTag = isEvent && (isFirst || state == .endName)
    let wasEndTag = state == .endName
    state = .tag
    if byte == UInt8(ascii: ">") {
      if isEventTag, wasEndTag { return .end(at + 1) }
      leaveTag()
    } else if wasEndTag {
      run = 1
      return nil
    }
    run = 0
    return nil
  }

  /// Within a tag; `run` is 1 in an end tag.
  private mutating func tag(_ byte: UInt8, _ bytes: UnsafeRawBufferPointer) -> Outcome? {
    if quote != 0 {
      if byte == quote {
        quote = 0
      } else if byte == UInt8(ascii: "<") {
        quote = 0
        return broken("'<' in an attribute")
      }
      return nil
    }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): quote = byte
    case UInt8(ascii: "<"): return broken("'<' within a tag")
    case UInt8(ascii: ">"):
      if isEventTag, run == 1 || previous == UInt8(ascii: "/") { return .end(at + 1) }
      leaveTag()
    default: break
    }
    return nil
  }

  private mutating func leaveTag() {
    state = .text
    isFirst = false
    isEventTag = false
  }

  private func broken(_ detail: String) -> Outcome {
    .broken(at, reason: "tag is malformed", detail: detail, resume: at)
  }

  /// After `<!`: `--` or `[CDATA[`.
  private mutating func bang(_ byte: UInt8) -> Outcome? {
    if run == 0, byte == UInt8(ascii: "-") {
      run = 100
      return nil
    }
    if run == 100, byte == UInt8(ascii: "-") {
      state = .comment
      hidesText = true
      run = 0
      return nil
    }
    guard run < 7, byte == sectionName[run] else {
      return .broken(
        at, reason: "document type refused", detail: "'<!' within an event", resume: at)
    }
    run += 1
    if run == 7 {
      state = .section
      hidesText = true
      run = 0
    }
    return nil
  }

  private mutating func comment(_ byte: UInt8) {
    if byte == UInt8(ascii: ">"), run >= 2 {
      state = .text
    } else {
      run = byte == UInt8(ascii: "-") ? min(run + 1, 2) : 0
    }
  }

  private mutating func section(_ byte: UInt8) {
    if byte == UInt8(ascii: ">"), run >= 2 {
      state = .text
    } else {
      run = byte == UInt8(ascii: "]") ? min(run + 1, 2) : 0
    }
  }
}

/// `event`.
private let eventName: [UInt8] = [0x65, 0x76, 0x65, 0x6E, 0x74]
/// `[CDATA[`.
private let sectionName: [UInt8] = [0x5B, 0x43, 0x44, 0x41, 0x54, 0x41, 0x5B]
