// What does the journal say? Whole records in order, every one checked, also while it is written.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One record as it was appended.
public struct JournalRecord: Hashable, Sendable {
  /// 1 for the first record, and one more for each.
  public let sequence: UInt64
  public let type: UInt8
  public let payload: [UInt8]
  /// Stands for this record and all before it.
  public let chain: ChainValue
}

/// One record whose payload still lies in the reader's memory.
public struct BorrowedJournalRecord {
  public let sequence: UInt64
  public let type: UInt8
  /// Holds until the closure that was given the record returns.
  public let payload: UnsafeRawBufferPointer
  public let chain: ChainValue
}

/// Reads a journal from its beginning, or from a record, to its present end.
///
///     var reader = try JournalReader(folder: path)
///     while let record = try reader.next() { state.take(record) }
///
/// Checksum, sequence number and chain value of each record are checked, so reading to the end is the
/// full verification of the journal. It takes no lock. While a writer is at work, nil means "not yet"
/// and `next()` may be called again; a record can be seen in the moment between its write and its
/// sync, so what must not run ahead of the disk reads up to `Journal.committedSequence`.
///
/// It is not `Sendable`, and copies of it share one position.
public struct JournalReader {
  private let folder: DiskFolder
  private let place: Place

  /// Where the reader stands; nil before the first segment was there.
  private final class Place {
    var cursor: SegmentCursor?
  }

  /// - Throws: `.io` where the folder cannot be read. A folder without a journal is an empty one.
  public init(folder path: String, disk: any Disk = SystemDisk()) throws(JournalError) {
    folder = DiskFolder(path: path, disk: disk)
    place = Place()
    _ = try folder.names()
  }

  /// Begins at record `sequence`, or after the last one.
  ///
  /// The chain is taken as it stands at the head of the segment that holds the record, and checked
  /// from there on.
  ///
  /// - Throws: `.noSuchSequence` for 0 and for a record further than one after the last.
  public init(
    folder path: String, from sequence: UInt64, disk: any Disk = SystemDisk()
  ) throws(JournalError) {
    try self.init(folder: path, disk: disk)
    let segments = try SegmentName.all(in: folder)
    guard let segment = segments.last(where: { $0 <= sequence }) else {
      if segments.isEmpty, sequence == 1 { return }
      throw JournalError(file: path, .noSuchSequence(sequence))
    }
    let cursor = try open(segment)
    place.cursor = cursor
    while cursor.sequence < sequence {
      guard try next({ _ in }) != nil else {
        throw JournalError(file: path, .noSuchSequence(sequence))
      }
    }
  }

  /// Sequence number of the record that `next()` returns next.
  public var nextSequence: UInt64 { place.cursor?.sequence ?? 1 }

  /// The next whole record, or nil at the present end.
  ///
  /// - Throws: `.damaged` with file and byte; then every later call throws the same.
  public mutating func next() throws(JournalError) -> JournalRecord? {
    try next { record in
      JournalRecord(
        sequence: record.sequence, type: record.type, payload: Array(record.payload),
        chain: record.chain)
    }
  }

  /// Like `next()`, without a copy of the payload.
  public mutating func next<Result>(
    _ body: (BorrowedJournalRecord) -> Result
  ) throws(JournalError) -> Result? {
    while let cursor = try currentCursor() {
      if case .record(let header, let bytes) = try cursor.step(checkingChain: true) {
        return body(BorrowedJournalRecord(header, bytes, chain: cursor.chain))
      }
      // A writer may have been at work. So first what the folder says, then the file once more:
      // what is missing now, and not only was a moment ago, is missing.
      cursor.forgetWindow()
      let head = try JournalHead(in: folder)
      let segments = try SegmentName.all(in: folder)
      switch try cursor.step(checkingChain: true) {
      case .record(let header, let bytes):
        return body(BorrowedJournalRecord(header, bytes, chain: cursor.chain))
      case .end:
        guard try goOn(from: cursor, to: segments, head) else { return nil }
      case .bad(let damage):
        try check(damage, at: cursor, segments, head)
        return nil
      }
    }
    return nil
  }

  private func currentCursor() throws(JournalError) -> SegmentCursor? {
    if place.cursor == nil, try SegmentName.all(in: folder).first == 1 {
      place.cursor = try open(1)
    }
    if place.cursor == nil, let first = try SegmentName.all(in: folder).first {
      throw JournalError(
        file: SegmentName.name(firstSequence: 1), .damaged(.missing(first: 1, last: first - 1)))
    }
    return place.cursor
  }

  private func open(_ firstSequence: UInt64) throws(JournalError) -> SegmentCursor {
    let name = SegmentName.name(firstSequence: firstSequence)
    let cursor = try SegmentCursor(try folder.file(name, flags: O_RDONLY))
    guard cursor.header.firstSequence == firstSequence else {
      throw JournalError(
        file: name, byteOffset: 16,
        .damaged(.sequence(expected: firstSequence, found: cursor.header.firstSequence)))
    }
    return cursor
  }

  /// To the next segment, if there is one; its name is the number of the next record.
  private func goOn(
    from cursor: SegmentCursor, to segments: [UInt64], _ head: JournalHead?
  ) throws(JournalError) -> Bool {
    guard let later = segments.first(where: { $0 > cursor.header.firstSequence }) else {
      try checkEnd(cursor, head)
      return false
    }
    guard later == cursor.sequence else {
      throw JournalError(
        file: SegmentName.name(firstSequence: cursor.sequence),
        .damaged(.missing(first: cursor.sequence, last: later - 1)))
    }
    guard try cursor.restByteCount() == 0 else { throw cursor.damaged(.length) }
    let next = try open(later)
    guard next.header.chain == cursor.chain, next.header.salt == cursor.header.salt else {
      throw JournalError(file: next.file.name, byteOffset: 24, .damaged(.chain))
    }
    place.cursor = next
    return true
  }

  /// The newest segment ends here. Is it the one that `head` names, and the end that it states?
  private func checkEnd(_ cursor: SegmentCursor, _ head: JournalHead?) throws(JournalError) {
    if let head, head.newestSegment > cursor.header.firstSequence {
      throw JournalError(
        file: SegmentName.name(firstSequence: head.newestSegment),
        .damaged(.missing(first: head.newestSegment, last: nil)))
    }
    if let end = head?.end {
      guard end.nextSequence == cursor.sequence, end.chain == cursor.chain,
        Int(end.segmentByteCount) == cursor.offset
      else { throw cursor.damaged(.end) }
    }
    guard cursor.windowIsZero() else { return try check(.length, at: cursor, [], head) }
  }

  /// Tells damage from a commit that is being written, or was when its writer died.
  private func check(
    _ damage: JournalError.Damage, at cursor: SegmentCursor, _ segments: [UInt64],
    _ head: JournalHead?
  ) throws(JournalError) {
    var isDamage = head?.end != nil || segments.contains { $0 > cursor.header.firstSequence }
    switch damage {
    case .sequence, .chain: isDamage = true
    default: break
    }
    if !isDamage { isDamage = try cursor.laterCommitFollows() }
    if isDamage { throw cursor.damaged(damage) }
  }
}

extension BorrowedJournalRecord {
  fileprivate init(_ header: RecordHeader, _ bytes: UnsafeRawBufferPointer, chain: ChainValue) {
    let payload = UnsafeRawBufferPointer(rebasing: bytes[RecordHeader.byteCount...])
    self.init(sequence: header.sequence, type: header.type, payload: payload, chain: chain)
  }
}
