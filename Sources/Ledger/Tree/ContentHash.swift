// Which bytes are these? SHA-256 of a content, as evidence and digests of disclosures are known by.
//
// SPDX-License-Identifier: Apache-2.0

import Crypto

extension LogHash {
  /// SHA-256 of the bytes alone; an entry of the log has `leaf(_:)` instead.
  public init(sha256Of bytes: [UInt8]) {
    self = SHA256.hash(data: bytes).withUnsafeBytes { LogHash(loading: $0.baseAddress!) }
  }

  /// Sixty-four hexadecimal digits.
  public var hex: String { hexadecimal(bytes) }

  /// Nil unless it is what `hex` writes.
  public init?(hex: String) {
    let digits = Array(hex.utf8)
    guard digits.count == 64 else { return nil }
    let bytes = stride(from: 0, to: 64, by: 2).compactMap {
      UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
    self.init(bytes)
    guard self.hex == hex else { return nil }
  }
}

/// Two hexadecimal digits a byte, in small letters.
func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
