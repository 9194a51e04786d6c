// What stands for an entry, or for a part of the log? SHA-256 as RFC 6962 section 2.1 uses it.
//
// SPDX-License-Identifier: Apache-2.0

import Crypto

/// Thirty-two bytes: the hash of an entry or of a subtree. No heap memory of its own.
public struct LogHash: Hashable, Sendable, CustomStringConvertible {
  public static let byteCount = 32

  /// Eight bytes each, as they lie in memory.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// Of a log without entries: SHA-256 of nothing.
  public static let emptyRoot = LogHash(SHA256().finalize())

  private init(_ digest: SHA256Digest) {
    self = digest.withUnsafeBytes { LogHash(loading: $0.baseAddress!) }
  }

  /// `pointer` has 32 bytes, at any alignment.
  init(loading pointer: UnsafeRawPointer) {
    first = pointer.loadUnaligned(as: UInt64.self)
    second = pointer.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    third = pointer.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    fourth = pointer.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
  }

  /// Nil unless there are exactly 32 bytes.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self = Array(bytes).withUnsafeBytes { LogHash(loading: $0.baseAddress!) }
  }

  /// Nil unless it is the one spelling of 32 bytes in base64 with padding.
  public init?(base64: String) {
    guard let bytes = Base64.decode(base64.utf8) else { return nil }
    self.init(bytes)
  }

  /// `pointer` has room for 32 bytes, at any alignment.
  func store(to pointer: UnsafeMutableRawPointer) {
    pointer.storeBytes(of: first, as: UInt64.self)
    pointer.storeBytes(of: second, toByteOffset: 8, as: UInt64.self)
    pointer.storeBytes(of: third, toByteOffset: 16, as: UInt64.self)
    pointer.storeBytes(of: fourth, toByteOffset: 24, as: UInt64.self)
  }

  public var bytes: [UInt8] {
    withUnsafeBytes(of: (first, second, third, fourth)) { Array($0) }
  }

  public var base64: String { Base64.encode(bytes) }

  public var description: String { base64 }

  /// Of an entry: SHA-256 of a zero byte and the entry.
  public static func leaf(_ entry: [UInt8]) -> LogHash {
    entry.withUnsafeBytes { leaf($0) }
  }

  public static func leaf(_ entry: UnsafeRawBufferPointer) -> LogHash {
    var hash = SHA256()
    withUnsafeBytes(of: UInt8(0)) { hash.update(bufferPointer: $0) }
    hash.update(bufferPointer: entry)
    return LogHash(hash.finalize())
  }

  /// Of two neighbouring subtrees: SHA-256 of a one byte and both hashes.
  public static func node(_ left: LogHash, _ right: LogHash) -> LogHash {
    withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 8) { buffer in
      let start = buffer.baseAddress!
      start.storeBytes(of: 1, as: UInt8.self)
      left.store(to: start + 1)
      right.store(to: start + 1 + byteCount)
      var hash = SHA256()
      hash.update(bufferPointer: UnsafeRawBufferPointer(buffer))
      return LogHash(hash.finalize())
    }
  }
}
