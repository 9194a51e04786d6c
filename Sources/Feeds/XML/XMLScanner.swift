// Where does the next piece of an XML text end? A scanner that goes on where the last read ended.
//
// SPDX-License-Identifier: Apache-2.0

/// Cuts a stream of XML into tags, and into pieces between tags that carry nothing for whoever looks
/// for elements. A tag inside a comment or a CDATA section is none. Only tags and short processing
/// instructions are asked for whole; everything else comes in pieces as it is read.
struct XMLScanner: Sendable {
  enum Piece: Equatable {
    /// Text between tags, or a part of it.
    case text
    /// A part of a comment, a CDATA section or a long processing instruction.
    case passed
    /// `<?…?>`, whole.
    case instruction
    /// `<name …>` or `<name …/>`, whole.
    case startTag
    case endTag
    /// `<!` that is neither comment nor section; two bytes.
    case documentType
    /// A tag that is none, up to where that showed.
    case broken(reason: String, detail: String)
  }

  private enum State { case outside, tag, comment, section, instruction }

  static let tagByteCountMax = 65_536
  static let instructionByteCountMax = 1_024

  private var state = State.outside
  /// Bytes of a tag or instruction that were looked at.
  private var at = 0
  private var quote: UInt8 = 0
  /// Bytes of the end mark that were met: `--` of `-->`, `]]` of `]]>`, `?` of `?>`.
  private var run = 0

  /// The next piece and its length; nil where more bytes are needed. `bytes` begins behind the last
  /// piece.
  mutating func next(
    _ bytes: UnsafeRawBufferPointer, isFinished: Bool
  ) -> (piece: Piece, byteCount: Int)? {
    guard !bytes.isEmpty else { return nil }
    switch state {
    case .outside: return outside(bytes, isFinished)
    case .tag: return tag(bytes, isFinished)
    case .comment: return pass(bytes, UInt8(ascii: "-"), 2)
    case .section: return pass(bytes, UInt8(ascii: "]"), 2)
    case .instruction: return pass(bytes, UInt8(ascii: "?"), 1)
    }
  }

  private mutating func outside(
    _ bytes: UnsafeRawBufferPointer, _ isFinished: Bool
  ) -> (piece: Piece, byteCount: Int)? {
    if bytes[0] != UInt8(ascii: "<") {
      var end = 1
      while end < bytes.count, bytes[end] != UInt8(ascii: "<") { end += 1 }
      return (.text, end)
    }
    guard bytes.count > 1 else { return isFinished ? cutOff(1) : nil }
    switch bytes[1] {
    case UInt8(ascii: "?"): return instruction(bytes, isFinished)
    case UInt8(ascii: "!"): return mark(bytes, isFinished)
    default:
      state = .tag
      at = 1
      quote = 0
      return tag(bytes, isFinished)
    }
  }

  /// The tag or instruction ends before `at`.
  private mutating func end(_ piece: Piece) -> (piece: Piece, byteCount: Int) {
    defer { at = 0 }
    state = .outside
    return (piece, at)
  }

  private mutating func cutOff(_ count: Int) -> (piece: Piece, byteCount: Int) {
    state = .outside
    at = 0
    return (.broken(reason: "tag cut off", detail: "the text ends within it"), count)
  }

  // MARK: Tags

  private mutating func tag(
    _ bytes: UnsafeRawBufferPointer, _ isFinished: Bool
  ) -> (piece: Piece, byteCount: Int)? {
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "<") {
        return end(.broken(reason: "tag is malformed", detail: "'<' within a tag"))
      }
      if at >= Self.tagByteCountMax {
        return end(
          .broken(reason: "tag too long", detail: "at most \(Self.tagByteCountMax) bytes"))
      }
      at += 1
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return end(bytes[1] == UInt8(ascii: "/") ? .endTag : .startTag)
      }
    }
    return isFinished ? cutOff(bytes.count) : nil
  }

  // MARK: Comments, sections and instructions

  private mutating func mark(
    _ bytes: UnsafeRawBufferPointer, _ isFinished: Bool
  ) -> (piece: Piece, byteCount: Int)? {
    for (start, next) in [(commentStart, State.comment), (sectionStart, State.section)] {
      let count = min(bytes.count, start.count)
      guard (0..<count).allSatisfy({ bytes[$0] == start[$0] }) else { continue }
      guard count == start.count else { return isFinished ? cutOff(count) : nil }
      state = next
      run = 0
      return (.passed, count)
    }
    return (.documentType, 2)
  }

  private mutating func instruction(
    _ bytes: UnsafeRawBufferPointer, _ isFinished: Bool
  ) -> (piece: Piece, byteCount: Int)? {
    at = max(at, 3)
    while at < min(bytes.count, Self.instructionByteCountMax) {
      at += 1
      if bytes[at - 1] == UInt8(ascii: ">"), bytes[at - 2] == UInt8(ascii: "?") {
        return end(.instruction)
      }
    }
    guard bytes.count >= Self.instructionByteCountMax || isFinished else { return nil }
    state = .instruction
    run = 0
    at = 0
    return (.passed, 2)
  }

  /// To behind `>` after at least `runMin` of a character, or to the end of what was read.
  private mutating func pass(
    _ bytes: UnsafeRawBufferPointer, _ character: UInt8, _ runMin: Int
  ) -> (piece: Piece, byteCount: Int) {
    var end = 0
    while end < bytes.count {
      let byte = bytes[end]
      end += 1
      if byte == UInt8(ascii: ">"), run >= runMin {
        state = .outside
        break
      }
      run = byte == character ? min(run + 1, runMin) : 0
    }
    return (.passed, end)
  }
}

private let commentStart = Array("<!--".utf8)
private let sectionStart = Array("<![CDATA[".utf8)
