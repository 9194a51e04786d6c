// What did the journal say up to here? One SHA-256 that stands for a record and all before it.
//
// SPDX-License-Identifier: Apache-2.0

import Crypto

/// Thirty-two bytes: the SHA-256 of a record, which itself holds the chain value of its predecessor.
/// Two journals with the same chain value at the same sequence number hold the same records.
public struct ChainValue: Hashable, Sendable, CustomStringConvertible {
  static let byteCount = 32

  /// Eight bytes each, as they lie in memory.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// The value before the first record of a journal that has no name: all zeros.
  public static let zero = ChainValue(0, 0, 0, 0)

  private init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
    (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
  }

  /// The value before the first record: SHA-256 of the name in UTF-8, zeros for an empty name.
  public init(beginningOf name: String) {
    guard !name.isEmpty else {
      self = .zero
      return
    }
    self = Array(name.utf8).withUnsafeBytes { ChainValue(hashing: $0) }
  }

  init(hashing bytes: UnsafeRawBufferPointer) {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    self = hash.finalize().withUnsafeBytes { ChainValue(loading: $0.baseAddress!) }
  }

  /// `pointer` has 32 bytes, at any alignment.
  init(loading pointer: UnsafeRawPointer) {
    first = pointer.loadUnaligned(as: UInt64.self)
    second = pointer.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    third = pointer.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    fourth = pointer.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
  }

  func store(to pointer: UnsafeMutableRawPointer) {
    pointer.storeBytes(of: first, as: UInt64.self)
    pointer.storeBytes(of: second, toByteOffset: 8, as: UInt64.self)
    pointer.storeBytes(of: third, toByteOffset: 16, as: UInt64.self)
    pointer.storeBytes(of: fourth, toByteOffset: 24, as: UInt64.self)
  }

  public var bytes: [UInt8] {
    withUnsafeBytes(of: (first, second, third, fourth)) { Array($0) }
  }

  /// Reads what `description` writes; nil for anything else.
  public init?(hex: String) {
    guard let hash = LogHash(hex: hex) else { return nil }
    self = hash.bytes.withUnsafeBytes { ChainValue(loading: $0.baseAddress!) }
  }

  /// Sixty-four hexadecimal digits.
  public var description: String { hexadecimal(bytes) }
}
