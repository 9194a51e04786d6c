// Where does a message of a SAPIENT stream begin and end?
//
// SPDX-License-Identifier: Apache-2.0

/// A message stands behind its length, four octets, the lowest first. Nothing marks its beginning, so
/// after a wrong length the next message is found by what every message begins with: its time and the
/// UUID of its node.
enum SAPIENTFrame {
  /// The length's own octets.
  static let headerByteCount = 4
  /// 1,024 kB, as the reference middleware has it.
  static let messageByteCountMax = 1_048_576
  /// So many bytes show whether a message begins here.
  static let beginningByteCount = 68

  static func length(_ bytes: UnsafeRawBufferPointer, at index: Int = 0) -> Int {
    Int(
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self)))
  }

  /// True where a length and the first octet of a message may stand: field 1 to 13, each with a length.
  static func isPlausible(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
    guard bytes.count - index > headerByteCount else { return false }
    let tag = bytes[index + headerByteCount]
    return (1...messageByteCountMax).contains(length(bytes, at: index)) && tag & 7 == 2
      && (0x0A...0x6A).contains(tag)
  }

  /// True where a whole beginning stands: length, time and node, or length and node.
  static func isBeginning(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
    guard isPlausible(bytes, at: index) else { return false }
    var at = index + headerByteCount
    if bytes[at] == 0x0A {
      guard bytes.count > at + 1, bytes[at + 1] <= 24 else { return false }
      at += 2 + Int(bytes[at + 1])
    }
    guard bytes.count >= at + 38, bytes[at] == 0x12, bytes[at + 1] == 36 else { return false }
    return [8, 13, 18, 23].allSatisfy { bytes[at + 2 + $0] == UInt8(ascii: "-") }
  }

  /// Where the next beginning stands, from `from` on; else from where to look again when more has come.
  static func search(
    _ bytes: UnsafeRawBufferPointer, isFinished: Bool
  ) -> (isFound: Bool, index: Int) {
    let end = isFinished ? bytes.count : max(0, bytes.count - beginningByteCount + 1)
    for index in 0..<end {
      // The highest octet of a length is 0: nearly every place is passed over by this.
      guard index + 3 < bytes.count, bytes[index + 3] == 0 else { continue }
      if isBeginning(bytes, at: index) { return (true, index) }
    }
    return (false, end)
  }

  /// What else a wrong length may be.
  static func hint(_ bytes: UnsafeRawBufferPointer) -> String {
    if bytes[0] == UInt8(ascii: "<") {
      return "; the bytes are XML, as SAPIENT had it up to version 7"
    }
    let swapped = Int(length(bytes)).byteSwapped >> 32
    return (1...messageByteCountMax).contains(swapped)
      ? "; with the highest octet first it would be \(swapped)" : ""
  }
}
