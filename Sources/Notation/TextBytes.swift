// Which bytes of a file are its text? Byte order marks and UTF-16 are turned into plain UTF-8.
//
// SPDX-License-Identifier: Apache-2.0

/// Turns a stream of bytes into UTF-8 without a byte order mark, however it is cut into reads.
///
/// Spreadsheets save UTF-8 with a mark and UTF-16 in both byte orders; a UTF-16 text without a mark
/// is recognised by a zero among its first two bytes.
public struct TextBytes: Sendable {
  private enum Encoding { case unknown, utf8, utf16(bigEndian: Bool) }

  private var encoding = Encoding.unknown
  private var held: [UInt8] = []
  private var highSurrogate: UInt16?

  public init() {}

  /// Appends the text of `bytes` to `out`.
  public mutating func push(_ bytes: [UInt8], to out: inout [UInt8]) {
    if case .utf8 = encoding {
      out.append(contentsOf: bytes)
      return
    }
    held.append(contentsOf: bytes)
    if case .unknown = encoding {
      guard held.count >= 3 else { return }
      detect()
    }
    drain(to: &out)
  }

  /// The end of the stream: what was held back comes out.
  public mutating func finish(to out: inout [UInt8]) {
    if case .unknown = encoding { detect() }
    drain(to: &out)
    if highSurrogate != nil || !held.isEmpty { out.append(contentsOf: "\u{FFFD}".utf8) }
    held = []
    highSurrogate = nil
  }

  private mutating func detect() {
    if held.starts(with: [0xEF, 0xBB, 0xBF]) {
      held.removeFirst(3)
      encoding = .utf8
    } else if held.starts(with: [0xFF, 0xFE]) {
      held.removeFirst(2)
      encoding = .utf16(bigEndian: false)
    } else if held.starts(with: [0xFE, 0xFF]) {
      held.removeFirst(2)
      encoding = .utf16(bigEndian: true)
    } else if held.count >= 2, held[0] != 0, held[1] == 0 {
      encoding = .utf16(bigEndian: false)
    } else if held.count >= 2, held[0] == 0, held[1] != 0 {
      encoding = .utf16(bigEndian: true)
    } else {
      encoding = .utf8
    }
  }

  private mutating func drain(to out: inout [UInt8]) {
    guard case .utf16(let bigEndian) = encoding else {
      out.append(contentsOf: held)
      held = []
      return
    }
    var at = 0
    while at + 1 < held.count {
      let first = UInt16(held[at])
      let second = UInt16(held[at + 1])
      take(bigEndian ? first << 8 | second : second << 8 | first, to: &out)
      at += 2
    }
    held.removeFirst(at)
  }

  private mutating func take(_ unit: UInt16, to out: inout [UInt8]) {
    if let high = highSurrogate {
      highSurrogate = nil
      if (0xDC00..<0xE000).contains(unit) {
        let code = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
        append(code, to: &out)
        return
      }
      append(0xFFFD, to: &out)
    }
    if (0xD800..<0xDC00).contains(unit) {
      highSurrogate = unit
    } else {
      append((0xDC00..<0xE000).contains(unit) ? 0xFFFD : UInt32(unit), to: &out)
    }
  }

  private func append(_ code: UInt32, to out: inout [UInt8]) {
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
