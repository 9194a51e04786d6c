// How are bytes written inside a token? Base64url without padding (RFC 4648, section 5).
//
// SPDX-License-Identifier: Apache-2.0

/// Base64 with `-` and `_`, without padding, as RFC 7515 has it.
public enum Base64URL {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// 255 where a byte is no digit.
  private static let digitValues: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  public static func text(_ bytes: [UInt8]) -> String {
    String(decoding: encode(bytes), as: UTF8.self)
  }

  /// The digits of `bytes` in ASCII.
  public static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count * 4 + 2) / 3)
    var at = 0
    while at + 2 < bytes.count {
      let group = UInt32(bytes[at]) << 16 | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2])
      append(group, digitCount: 4, to: &out)
      at += 3
    }
    switch bytes.count - at {
    case 1: append(UInt32(bytes[at]) << 16, digitCount: 2, to: &out)
    case 2: append(UInt32(bytes[at]) << 16 | UInt32(bytes[at + 1]) << 8, digitCount: 3, to: &out)
    default: break
    }
    return out
  }

  private static func append(_ group: UInt32, digitCount: Int, to out: inout [UInt8]) {
    for place in 0..<digitCount {
      out.append(alphabet[Int(group >> (18 - 6 * UInt32(place)) & 63)])
    }
  }

  /// The bytes; nil where a character is no digit, the length cannot be, or unused bits are set:
  /// one content has one text only.
  public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count % 4 != 1 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(text.count * 3 / 4)
    var held: UInt32 = 0
    var bitCount = 0
    for digit in text {
      let value = digitValues[Int(digit)]
      guard value < 64 else { return nil }
      held = held << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        out.append(UInt8(truncatingIfNeeded: held >> UInt32(bitCount)))
        held &= (1 << UInt32(bitCount)) - 1
      }
    }
    return held == 0 ? out : nil
  }
}
