// How do up to 256 entries lie in one file? Each with its length before it.
//
// SPDX-License-Identifier: Apache-2.0

/// The entries of a bundle of C2SP tlog-tiles: for each a big-endian length of two bytes, and the
/// bytes. Keeps the file's bytes and where each entry begins; no copy of an entry is made.
public struct EntryBundle: Sendable {
  /// Larger content is evidence: the entry carries its digest.
  public static let entryByteCountMax = 65_535

  public let bytes: [UInt8]
  private let ranges: [Range<Int>]

  /// Adds one entry to the bytes of a bundle.
  ///
  /// - Throws: `.entryTooLong`, and nothing was added.
  public static func append(
    _ entry: [UInt8], to bytes: inout [UInt8]
  ) throws(EntryBundleError) {
    guard entry.count <= entryByteCountMax else { throw .entryTooLong(byteCount: entry.count) }
    bytes.append(UInt8(entry.count >> 8))
    bytes.append(UInt8(entry.count & 255))
    bytes += entry
  }

  public static func bytes(of entries: [[UInt8]]) throws(EntryBundleError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.reduce(0) { $0 + $1.count + 2 })
    for entry in entries { try append(entry, to: &bytes) }
    return bytes
  }

  /// - Parameter width: how many entries the file has, 1...256. It must end with the last of them.
  public init(_ bytes: [UInt8], width: Int) throws(EntryBundleError) {
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(width)
    var offset = 0
    for entry in 0..<width {
      guard bytes.count - offset >= 2 else { throw .cut(entry: entry, byteOffset: offset) }
      let start = offset + 2
      let end = start + Int(bytes[offset]) << 8 + Int(bytes[offset + 1])
      guard end <= bytes.count else { throw .cut(entry: entry, byteOffset: offset) }
      ranges.append(start..<end)
      offset = end
    }
    guard offset == bytes.count else { throw .trailingBytes(byteOffset: offset) }
    (self.bytes, self.ranges) = (bytes, ranges)
  }

  public var count: Int { ranges.count }

  /// Entry `place` of the bundle, from 0.
  public subscript(place: Int) -> ArraySlice<UInt8> { bytes[ranges[place]] }

  /// Where the bytes of the first `count` entries end.
  func end(_ count: Int) -> Int { count == 0 ? 0 : ranges[count - 1].upperBound }

  /// Of the first `count` entries.
  public func leaves(_ count: Int) -> [LogHash] {
    bytes.withUnsafeBytes { bytes in
      ranges.prefix(count).map { .leaf(UnsafeRawBufferPointer(rebasing: bytes[$0])) }
    }
  }
}

/// Why bytes are not a bundle.
public enum EntryBundleError: Error, Hashable, Sendable, CustomStringConvertible {
  case entryTooLong(byteCount: Int)
  /// The file ends inside an entry, or before it.
  case cut(entry: Int, byteOffset: Int)
  case trailingBytes(byteOffset: Int)

  public var description: String {
    switch self {
    case .entryTooLong(let count):
      "an entry of \(count) bytes, where \(EntryBundle.entryByteCountMax) are allowed. "
        + "Store the content as evidence and its digest as the entry."
    case .cut(let entry, let offset):
      "the file ends inside entry \(entry) of the bundle, which begins at byte \(offset). "
        + "Fetch it again, or restore it from a copy."
    case .trailingBytes(let offset):
      "bytes follow the last entry of the bundle, from byte \(offset) on. "
        + "Fetch it again, or restore it from a copy."
    }
  }
}
