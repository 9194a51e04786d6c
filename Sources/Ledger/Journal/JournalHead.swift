// Which segment is the newest, and was the journal closed? Eighty bytes that make a lost file show.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The file `head`, replaced as a whole when the journal is opened, closed or given a new segment.
struct JournalHead: Equatable {
  static let fileName = "head"
  static let byteCount = 80
  /// `TL-HEAD\n`
  private static let magic: UInt64 = 0x0A44_4145_482D_4C54

  /// A closed journal ends exactly here; after a crash the end is looked for in the newest segment.
  struct End: Equatable {
    var segmentByteCount: UInt64
    var nextSequence: UInt64
    var chain: ChainValue
  }

  var newestSegment: UInt64
  var end: End?

  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    bytes.withUnsafeMutableBytes { buffer in
      let at = buffer.baseAddress!
      at.store(Self.magic, at: 0)
      at.store(SegmentHeader.version, at: 8)
      at.store(UInt32(end == nil ? 0 : 1), at: 12)
      at.store(newestSegment, at: 16)
      at.store(end?.segmentByteCount ?? 0, at: 24)
      at.store(end?.nextSequence ?? 0, at: 32)
      (end?.chain ?? .zero).store(to: at + 40)
      at.store(crc32c(seed: 0, UnsafeRawBufferPointer(rebasing: buffer[..<76])), at: 76)
    }
    return bytes
  }

  init(newestSegment: UInt64, end: End? = nil) {
    (self.newestSegment, self.end) = (newestSegment, end)
  }

  /// Nil where the folder has none.
  init?(in folder: DiskFolder) throws(JournalError) {
    guard let file = try folder.fileIfPresent(Self.fileName, flags: O_RDONLY) else { return nil }
    let bytes = try file.read(byteCount: Self.byteCount + 1, at: 0)
    guard let head = JournalHead(bytes) else {
      throw JournalError(file: Self.fileName, byteOffset: 0, .damaged(.header))
    }
    self = head
  }

  private init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    let head = bytes.withUnsafeBytes { buffer -> JournalHead in
      let at = buffer.baseAddress!
      let end = End(
        segmentByteCount: at.number(at: 24), nextSequence: at.number(at: 32),
        chain: ChainValue(loading: at + 40))
      return JournalHead(
        newestSegment: at.number(at: 16), end: at.number(at: 12, as: UInt32.self) == 1 ? end : nil)
    }
    // Every field is in `bytes`, so one comparison checks magic, version, state and checksum.
    guard head.bytes == bytes else { return nil }
    self = head
  }

  func place(in folder: DiskFolder) throws(JournalError) {
    try folder.place(bytes, as: Self.fileName)
  }
}

/// Names of segment files: twenty digits of the first sequence number, so they sort by age.
enum SegmentName {
  static func name(firstSequence: UInt64) -> String {
    let digits = String(firstSequence)
    return String(repeating: "0", count: 20 - digits.utf8.count) + digits + ".segment"
  }

  static func firstSequence(of name: String) -> UInt64? {
    guard name.hasSuffix(".segment"), let first = UInt64(name.dropLast(8)),
      Self.name(firstSequence: first) == name
    else { return nil }
    return first
  }

  /// Of all segments in the folder, oldest first.
  static func all(in folder: DiskFolder) throws(JournalError) -> [UInt64] {
    try folder.names().compactMap(firstSequence(of:)).sorted()
  }
}
