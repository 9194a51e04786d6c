// How is evidence stored that only a key opens? In pieces, each with its own tag, in one order.
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

/// The form of a sealed file: AES-256-GCM over pieces of a megabyte, so that a file of any size is
/// read and written in little memory.
///
///     "TLE1"  u32be bytes of a piece  { ciphertext ‖ 16-byte tag } …
///
/// The nonce of piece i is seven zeros, i as u32be, and 1 for the last piece, else 0: the STREAM
/// construction. Each file has a key of its own, so no nonce comes twice under one key. The header
/// is authenticated with each piece. All pieces but the last are full; an empty file has one empty
/// piece. So no piece can be changed, moved, left out or cut off unseen.
struct SealedFile {
  static let magic: [UInt8] = Array("TLE1".utf8)
  static let headerByteCount = 8
  static let tagByteCount = 16
  static let pieceByteCount = 1 << 20
  /// A reader allocates no more than this for a piece, whatever the header says.
  static let pieceByteCountMax = 1 << 24

  let key: SymmetricKey
  let header: [UInt8]
  private var index: UInt32 = 0

  /// - Parameter header: nil for a new file.
  init?(key: [UInt8], header: [UInt8]? = nil) {
    let size = UInt32(Self.pieceByteCount)
    let written = header ?? Self.magic + (0..<4).map { UInt8(size >> (24 - 8 * $0) & 255) }
    guard key.count == 32, written.count == Self.headerByteCount,
      written.starts(with: Self.magic)
    else { return nil }
    self.key = SymmetricKey(data: key)
    self.header = written
    guard 1...Self.pieceByteCountMax ~= plainByteCount else { return nil }
  }

  /// How many bytes of content a full piece has.
  var plainByteCount: Int { header[4...].reduce(0) { $0 << 8 | Int($1) } }

  private mutating func nonce(isLast: Bool) throws -> AES.GCM.Nonce {
    let place = (0..<4).map { UInt8(index >> (24 - 8 * $0) & 255) }
    let (next, overflows) = index.addingReportingOverflow(1)
    guard !overflows else { throw CryptoKitError.incorrectParameterSize }
    index = next
    return try AES.GCM.Nonce(data: [UInt8](repeating: 0, count: 7) + place + [isLast ? 1 : 0])
  }

  /// Ciphertext and tag of the next piece.
  mutating func seal(_ piece: [UInt8], isLast: Bool) throws -> [UInt8] {
    let box = try AES.GCM.seal(
      piece, using: key, nonce: nonce(isLast: isLast), authenticating: header)
    return [UInt8](box.ciphertext) + [UInt8](box.tag)
  }

  /// The content of the next piece; throws where it is not what was sealed.
  mutating func open(_ sealed: [UInt8], isLast: Bool) throws -> [UInt8] {
    guard sealed.count >= Self.tagByteCount else { throw CryptoKitError.incorrectParameterSize }
    let cut = sealed.count - Self.tagByteCount
    let box = try AES.GCM.SealedBox(
      nonce: nonce(isLast: isLast), ciphertext: sealed[..<cut], tag: sealed[cut...])
    return [UInt8](try AES.GCM.open(box, using: key, authenticating: header))
  }
}
