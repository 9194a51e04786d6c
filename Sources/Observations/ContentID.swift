// Have we seen these bytes before? Identities made from content, never from a counter.
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// A SHA-256 digest.
public struct ContentDigest: Hashable, Sendable {
  public let words: SIMD4<UInt64>

  public init(words: SIMD4<UInt64>) { self.words = words }

  /// The digest of `bytes`.
  public init(of bytes: [UInt8]) {
    let digest = bytes.withUnsafeBytes { SHA256.hash(data: $0) }
    words = digest.withUnsafeBytes { raw in
      var words = SIMD4<UInt64>()
      for index in 0..<4 {
        words[index] = UInt64(
          bigEndian: raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
      }
      return words
    }
  }

  /// 64 hexadecimal digits.
  public var hex: String {
    var text = ""
    for index in 0..<4 {
      let digits = String(words[index], radix: 16)
      text += String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
    return text
  }
}

/// The first 80 bits of a SHA-256 digest, written as 16 characters of Crockford's base 32.
///
/// Two different contents share one by chance once in 10^12 pairs of a million.
public struct ContentID: Hashable, Comparable, Sendable {
  public let high: UInt64
  public let low: UInt16

  public init(high: UInt64, low: UInt16) {
    self.high = high
    self.low = low
  }

  public init(of bytes: [UInt8]) { self.init(ContentDigest(of: bytes)) }

  /// The identity of the parts, with a separator that no part can hold.
  public init(parts: some Sequence<some StringProtocol>) {
    var bytes: [UInt8] = []
    for part in parts {
      bytes.append(contentsOf: part.utf8)
      bytes.append(0)
    }
    self.init(of: bytes)
  }

  init(_ digest: ContentDigest) {
    high = digest.words[0]
    low = UInt16(truncatingIfNeeded: digest.words[1] >> 48)
  }

  /// The identity of a version: which row, and with which content. Both parts are digests already,
  /// so mixing them by exclusive or keeps them as hard to meet by chance.
  public init(mixing key: ContentID, _ digest: ContentDigest) {
    high = key.high ^ digest.words[2]
    low = key.low ^ UInt16(truncatingIfNeeded: digest.words[3])
  }

  public static func < (left: ContentID, right: ContentID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  /// 16 characters without I, L, O and U, so that it can be read out over a radio.
  public var text: String {
    String(unsafeUninitializedCapacity: 16) { out in
      for index in 0..<16 { out[index] = character(index) }
      return 16
    }
  }

  /// Appends the first characters of `text`.
  public func appendText(to out: inout [UInt8], characterCount: Int) {
    for index in 0..<characterCount { out.append(character(index)) }
  }

  private func character(_ index: Int) -> UInt8 {
    let value = UInt128(high) << 16 | UInt128(low)
    return Self.alphabet[Int(truncatingIfNeeded: value >> (5 * (15 - index))) & 31]
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}

extension ContentID {
  /// 20 hexadecimal digits: the form in records.
  public var hex: String {
    let first = String(high, radix: 16)
    let last = String(low, radix: 16)
    return String(repeating: "0", count: 16 - first.utf8.count) + first
      + String(repeating: "0", count: 4 - last.utf8.count) + last
  }

  public init?(hex: String) {
    // The library's reader takes a sign, which is no digit here.
    guard hex.utf8.count == 20, hex.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }),
      let high = UInt64(hex.prefix(16), radix: 16),
      let low = UInt16(hex.suffix(4), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }
}
