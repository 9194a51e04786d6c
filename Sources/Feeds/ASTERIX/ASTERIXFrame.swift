// How are data blocks packed in a file or stream, and where does each frame end?
//
// SPDX-License-Identifier: Apache-2.0

/// Bytes that hold one or more whole data blocks, taken out of their container.
struct ASTERIXFrame: Sendable {
  var bytes: [UInt8]
  /// Offset in the stream of the first of `bytes`.
  var byteOffset: Int
  /// Where in `bytes` the next block starts, and where the last one ends.
  var cursor: Int
  var end: Int
  var capturedAtMs: Int64?
  var timeOfDayMs: Int64?
  /// Several messages of a multiplexer may stand in one datagram, each with its own short header.
  var isDatagram = false
}

/// The ways in which blocks stand one after the other without a capture around them.
///
/// Sources: for the final and the GPS form the recordings themselves; the six octets before a block
/// (length of all, time of day in ms) are those of a multiplexer that several radar sites use.
enum ASTERIXPacking: Sendable {
  /// Blocks, nothing between.
  case bare
  /// Length of all (2), error and line (2), time of day in 10 ms (4), blocks, four times 0xA5.
  case final
  /// Length of all (2), time of day in ms (4), blocks.
  case multiplexed
  /// 2,200 octets of file header, then blocks, each with 10 octets of time behind it.
  case timeTagged

  /// Octets that must be there before a frame's length is believed.
  var headerOctets: Int {
    switch self {
    case .bare, .timeTagged: 3
    case .final: 11
    case .multiplexed: 9
    }
  }
}

/// The outline of a frame: its length and where the blocks stand in it.
struct ASTERIXFrameOutline {
  var length: Int
  var contentFrom: Int
  var contentTo: Int
}

extension ASTERIXPacking {
  /// Nil where no frame can start at `at`; `headerOctets` octets must be there.
  func outline(_ bytes: UnsafeRawBufferPointer, at: Int) -> ASTERIXFrameOutline? {
    switch self {
    case .bare, .timeTagged:
      guard let length = Self.blockLength(bytes, at: at) else { return nil }
      let trailer = self == .bare ? 0 : 10
      return ASTERIXFrameOutline(length: length + trailer, contentFrom: 0, contentTo: length)
    case .final:
      let length = Int(bytes[at]) << 8 | Int(bytes[at + 1])
      guard let block = Self.blockLength(bytes, at: at + 8), block + 12 <= length else {
        return nil
      }
      return ASTERIXFrameOutline(length: length, contentFrom: 8, contentTo: length - 4)
    case .multiplexed:
      let length = Int(bytes[at]) << 8 | Int(bytes[at + 1])
      guard let block = Self.blockLength(bytes, at: at + 6), block + 6 <= length else { return nil }
      return ASTERIXFrameOutline(length: length, contentFrom: 6, contentTo: length)
    }
  }

  /// Length of a block whose category is one that has been given out; at least the header and one
  /// octet.
  static func blockLength(_ bytes: UnsafeRawBufferPointer, at: Int) -> Int? {
    guard assigned[Int(bytes[at])] else { return nil }
    let length = Int(bytes[at + 1]) << 8 | Int(bytes[at + 2])
    return length >= 4 ? length : nil
  }

  /// Categories that EUROCONTROL lists, and those for national use that recordings are known with.
  private static let assigned: [Bool] = {
    var assigned = [Bool](repeating: false, count: 256)
    let known: [Int] = [
      1, 2, 3, 4, 7, 8, 9, 10, 11, 15, 16, 17, 18, 19, 20, 21, 23, 25, 30, 31, 32, 33, 34, 48, 62,
      63, 65, 129, 150, 159, 204, 205, 240, 247, 252, 253, 254,
    ]
    for category in known { assigned[category] = true }
    return assigned
  }()

  /// Time of day of a frame in milliseconds, 0 to 24 h; nil where the form has none.
  func timeOfDayMs(_ bytes: UnsafeRawBufferPointer, outline: ASTERIXFrameOutline) -> Int64? {
    let time: Int64
    switch self {
    case .bare: return nil
    case .final: time = word(bytes, 4) * 10
    case .multiplexed: time = word(bytes, 2)
    case .timeTagged: time = word(bytes, outline.contentTo + 5) * 1_000 / 128
    }
    return time < 86_400_000 ? time : nil
  }

  private func word(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int64 {
    Int64(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
  }
}
