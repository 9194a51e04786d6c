// How are a few bytes of a large file looked at? By place, with bounds on what is read.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Why a picture or film could not be read further.
struct MediaFault: Error, Hashable {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// A range of bytes, in memory or in a file.
struct ByteSource {
  let byteCount: Int
  private let start: Int
  private let fetch: (_ count: Int, _ offset: Int) throws(MediaFault) -> [UInt8]

  init(_ bytes: [UInt8]) {
    byteCount = bytes.count
    start = 0
    fetch = { count, offset in Array(bytes[offset..<(offset + count)]) }
  }

  init(file path: String) throws(EvidenceError) {
    let file = try EvidenceFile(reading: path, followsLinks: true)
    byteCount = try file.byteCount()
    start = 0
    fetch = { (count, offset) throws(MediaFault) in
      do throws(EvidenceError) {
        return try file.read(upTo: count, at: offset)
      } catch {
        throw MediaFault(error.description)
      }
    }
  }

  private init(_ source: ByteSource, _ range: Range<Int>) {
    byteCount = range.count
    start = source.start + range.lowerBound
    fetch = source.fetch
  }

  /// Exactly these bytes; throws where the source ends before.
  func bytes(_ count: Int, at offset: Int) throws(MediaFault) -> [UInt8] {
    guard offset >= 0, count >= 0, offset <= byteCount, count <= byteCount - offset else {
      throw MediaFault("\(count) bytes at byte \(offset) are beyond the end")
    }
    let bytes = try fetch(count, start + offset)
    guard bytes.count == count else { throw MediaFault("the file became shorter") }
    return bytes
  }

  /// A part, with offsets of its own from 0.
  func part(_ range: Range<Int>) throws(MediaFault) -> ByteSource {
    guard range.lowerBound >= 0, range.upperBound <= byteCount else {
      throw MediaFault("bytes \(range) are beyond the end")
    }
    return ByteSource(self, range)
  }

  func integer(_ byteCount: Int, at offset: Int, littleEndian: Bool = false) throws(MediaFault)
    -> Int
  {
    let bytes = try bytes(byteCount, at: offset)
    return bigEndian(littleEndian ? bytes.reversed() : bytes)
  }
}

/// An unsigned integer of at most 8 bytes; one beyond `Int.max` is `Int.max`, which no file reaches.
func bigEndian(_ bytes: some Sequence<UInt8>) -> Int {
  let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  return Int(clamping: value)
}
