// What is the next record of a segment, and is it sound? Used by recovery and by readers alike.
//
// SPDX-License-Identifier: Apache-2.0

/// Walks over one segment through a window of its bytes, 256 KiB or the longest record.
final class SegmentCursor {
  enum Step {
    /// The whole record; the bytes hold until the next call.
    case record(RecordHeader, UnsafeRawBufferPointer)
    /// The file ends here, or only zeros of reserved space begin.
    case end
    case bad(JournalError.Damage)
  }

  static let windowByteCount = 256 << 10

  let file: DiskFile
  let header: SegmentHeader
  /// Of the next record, in bytes from the start of the file.
  private(set) var offset = SegmentHeader.byteCount
  /// Sequence number of the next record.
  private(set) var sequence: UInt64
  /// Chain value of the last record, if chain values are checked.
  private(set) var chain: ChainValue
  private var lastRecord: Range<Int>?
  private var window: UnsafeMutableRawBufferPointer
  private var windowOffset = 0
  private var windowCount = 0

  init(_ file: DiskFile) throws(JournalError) {
    self.file = file
    header = try SegmentHeader(
      try file.read(byteCount: SegmentHeader.byteCount, at: 0), file: file.name)
    sequence = header.firstSequence
    chain = header.chain
    window = .allocate(byteCount: Self.windowByteCount, alignment: 64)
  }

  deinit { window.deallocate() }

  /// - Parameter checkingChain: computes the SHA-256 of each record and compares it with what the
  ///   next one states. Opening a journal of 1,000,000 records, where that is done in the newest of
  ///   seven segments, takes 0.14 to 0.24 s; reading them all with it 0.5 s (`Benchmarks/Journal`).
  func step(checkingChain: Bool) throws(JournalError) -> Step {
    guard try fill(RecordHeader.byteCount) else {
      return windowIsZero(RecordHeader.byteCount) ? .end : .bad(.length)
    }
    if windowIsZero(RecordHeader.byteCount) { return .end }
    guard let record = RecordHeader(loading: windowPointer) else { return .bad(.length) }
    guard try fill(record.byteCount) else { return .bad(.length) }
    let bytes = UnsafeRawBufferPointer(start: windowPointer, count: record.byteCount)
    guard record.matches(bytes, salt: header.salt) else { return .bad(.checksum) }
    guard record.sequence == sequence else {
      return .bad(.sequence(expected: sequence, found: record.sequence))
    }
    guard !(checkingChain || lastRecord == nil) || record.chainBefore == chain else {
      return .bad(.chain)
    }
    if checkingChain { chain = RecordHeader.chain(of: bytes) }
    lastRecord = offset..<(offset + record.byteCount)
    offset += record.byteCount
    sequence += 1
    return .record(record, bytes)
  }

  /// Chain value of the last record that was read, computed now where it was not on the way.
  func lastChain() throws(JournalError) -> ChainValue {
    guard let lastRecord else { return header.chain }
    let bytes = try file.read(byteCount: lastRecord.count, at: lastRecord.lowerBound)
    return bytes.withUnsafeBytes { RecordHeader.chain(of: $0) }
  }

  /// Forgets what was read ahead, for a file that is still being written.
  func forgetWindow() { windowCount = 0 }

  /// How many bytes there are from the next record to the last byte that is not zero.
  func restByteCount() throws(JournalError) -> Int {
    guard let last = try file.lastNonzeroOffset(from: offset) else { return 0 }
    return last + 1 - offset
  }

  private var windowPointer: UnsafeRawPointer {
    UnsafeRawPointer(window.baseAddress! + (offset - windowOffset))
  }

  /// Whether the window has `count` bytes at `offset`, after reading more if need be.
  private func fill(_ count: Int) throws(JournalError) -> Bool {
    if offset + count <= windowOffset + windowCount { return true }
    if count > window.count {
      // A damaged length asks for no memory that the file could not fill.
      guard try file.byteCount() - offset >= count else { return false }
      window.deallocate()
      window = .allocate(byteCount: count, alignment: 64)
    }
    windowOffset = offset
    windowCount = 0
    windowCount = try file.read(into: window, at: offset)
    return windowCount >= count
  }

  /// Whether the next `count` bytes, as far as the window has them, are zeros.
  func windowIsZero(_ count: Int = .max) -> Bool {
    let count = min(count, windowOffset + windowCount - offset)
    return UnsafeRawBufferPointer(start: windowPointer, count: max(0, count)).allSatisfy { $0 == 0 }
  }
}

extension SegmentCursor {
  /// Whether a later commit follows the next record, which is unsound. Then the record was on stable
  /// storage once, and this is damage; otherwise it belongs to the commit that a crash has torn.
  ///
  /// Looks for it at every byte, since a damaged length does not say where the next record begins.
  func laterCommitFollows() throws(JournalError) -> Bool {
    let searched = try restByteCount()
    let rest = try file.read(byteCount: max(0, try file.byteCount() - offset), at: offset)
    return rest.withUnsafeBytes { bytes in
      let possible = sequence...(sequence + UInt64(bytes.count / RecordHeader.byteCount))
      var at = 1
      while at < searched, at + RecordHeader.byteCount <= bytes.count {
        let pointer = bytes.baseAddress! + at
        guard possible.contains(pointer.number(at: 16)),
          let record = RecordHeader(loading: pointer), at + record.byteCount <= bytes.count,
          record.matches(
            UnsafeRawBufferPointer(start: pointer, count: record.byteCount), salt: header.salt)
        else {
          at += 1
          continue
        }
        if record.commitSequence > sequence { return true }
        at += record.byteCount
      }
      return false
    }
  }
}
