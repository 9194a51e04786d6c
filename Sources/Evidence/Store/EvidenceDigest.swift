// By which name is evidence known? By the SHA-256 of the bytes that are stored.
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// A SHA-256 of 32 bytes, written as 64 small hexadecimal digits.
public struct EvidenceDigest: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let hex: String

  /// Nil where the text is not 64 digits of `0-9a-f`.
  public init?(hex: String) {
    guard hex.utf8.count == 64,
      hex.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    self.hex = hex
  }

  public init(of bytes: [UInt8]) { self.init(SHA256.hash(data: bytes)) }

  init(_ digest: SHA256.Digest) { hex = hexText(digest) }

  public var description: String { hex }

  public static func < (a: Self, b: Self) -> Bool {
    a.hex.utf8.lexicographicallyPrecedes(b.hex.utf8)
  }
}

/// Small hexadecimal digits, two a byte.
func hexText(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var out: [UInt8] = []
  for byte in bytes {
    out.append(digits[Int(byte >> 4)])
    out.append(digits[Int(byte & 15)])
  }
  return String(decoding: out, as: UTF8.self)
}

/// The bytes of hexadecimal digits, small or large; nil where there are others or an odd number.
func hexBytes(_ text: some Collection<UInt8>) -> [UInt8]? {
  guard text.count % 2 == 0 else { return nil }
  var out: [UInt8] = []
  var high: UInt8?
  for digit in text {
    let value: UInt8
    switch digit {
    case 48...57: value = digit - 48
    case 65...70: value = digit - 55
    case 97...102: value = digit - 87
    default: return nil
    }
    if let first = high {
      out.append(first << 4 | value)
      high = nil
    } else {
      high = value
    }
  }
  return out
}
