// What is written in six-bit characters?
//
// SPDX-License-Identifier: Apache-2.0

/// Up to 20 six-bit characters as they were sent (ITU-R M.1371-5, annex 8, table 47), in the value
/// itself.
public struct AISText: Hashable, Sendable {
  /// The codes, the first in the highest place of `6 * count` bits.
  public let codes: UInt128
  public let count: Int

  public static let countMax = 20

  init(_ payload: borrowing AISPayload, _ start: Int, count: Int) {
    var codes: UInt128 = 0
    var at = start
    var rest = 6 * min(count, Self.countMax)
    while rest > 0 {
      let width = min(60, rest)
      codes = codes << UInt128(width) | UInt128(payload.unsigned(at, width))
      at += width
      rest -= width
    }
    self.codes = codes
    self.count = min(count, Self.countMax)
  }

  /// Text to be sent, filled up with `@`; small letters become capitals, what the alphabet lacks
  /// becomes a space, and what is too long is cut off.
  public init(_ text: String, count: Int) {
    var codes: UInt128 = 0
    var length = 0
    for byte in text.utf8.prefix(min(count, Self.countMax)) {
      let capital = (97...122).contains(byte) ? byte - 32 : byte
      let code: UInt8 =
        (64...95).contains(capital) ? capital - 64 : (32...63).contains(capital) ? capital : 32
      codes = codes << 6 | UInt128(code)
      length += 1
    }
    self.count = min(count, Self.countMax)
    self.codes = codes << UInt128(6 * (self.count - length))
  }

  /// The text up to the first `@`, without spaces at its end; nil where nothing was written.
  public var text: String? {
    var length = 0
    var index = 0
    while index < count, code(index) != 0 {
      index += 1
      if code(index - 1) != 32 { length = index }
    }
    guard length > 0 else { return nil }
    return String(unsafeUninitializedCapacity: length) { out in
      for index in 0..<length { out[index] = Self.character(code(index)) }
      return length
    }
  }

  private func code(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: codes >> UInt128(6 * (count - 1 - index))) & 63
  }

  private static func character(_ code: UInt8) -> UInt8 { code < 32 ? code + 64 : code }

  /// Text of any length up to the end of a message, with the same rules.
  static func long(_ payload: AISPayload, _ start: Int, bitCount: Int) -> String {
    var characters: [UInt8] = []
    var kept = 0
    for index in 0..<max(0, bitCount / 6) {
      let code = UInt8(truncatingIfNeeded: payload.unsigned(start + 6 * index, 6))
      guard code != 0 else { break }
      characters.append(character(code))
      if code != 32 { kept = characters.count }
    }
    return String(decoding: characters[0..<kept], as: UTF8.self)
  }
}
