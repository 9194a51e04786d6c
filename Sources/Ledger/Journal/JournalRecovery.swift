// What does the folder hold after a crash, and where does the journal go on?
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What was found when the journal was opened.
public struct JournalRecovery: Hashable, Sendable {
  /// A torn tail: bytes of a commit that a crash interrupted. None of them was acknowledged.
  public struct Cut: Hashable, Sendable {
    public let file: String
    public let byteOffset: Int
    /// Up to the last byte that is not zero.
    public let byteCount: Int
    public let reason: JournalError.Damage
  }

  public internal(set) var recordCount: UInt64 = 0
  public internal(set) var segmentCount = 0
  /// False after a crash or a kill.
  public internal(set) var wasClosed = false
  public internal(set) var cut: Cut?
}

/// Where a journal goes on.
struct JournalEnd {
  var file: DiskFile
  var salt: UInt32
  var nextSequence: UInt64
  var chain: ChainValue
  var byteCount: Int
}

extension DiskFolder {
  /// Reads all segments, cuts a torn tail off the newest, and marks the journal as open.
  ///
  /// Every record's checksum and number is checked, in every segment. Chain values are checked
  /// from record to record in the newest segment and from segment to segment in the others;
  /// `JournalReader` checks them all.
  ///
  /// - Throws: `.damaged` for anything but a torn tail; then no byte was changed.
  func recover(_ options: Journal.Options) throws(JournalError) -> (JournalEnd, JournalRecovery) {
    let segments = try SegmentName.all(in: self)
    let head = try JournalHead(in: self)
    try check(segments, against: head)
    guard let newest = segments.last else { return (try begin(options), JournalRecovery()) }
    var recovery = JournalRecovery()
    recovery.segmentCount = segments.count
    recovery.wasClosed = head?.end != nil
    var salt: UInt32?
    var nextSequence: UInt64 = 1
    var chain = ChainValue(beginningOf: options.name)
    for segment in segments.dropLast() {
      let cursor = try openSegment(segment, after: (nextSequence, chain, salt), flags: O_RDONLY)
      try readSealed(cursor)
      (nextSequence, chain, salt) = (cursor.sequence, try cursor.lastChain(), cursor.header.salt)
    }
    let cursor = try openSegment(newest, after: (nextSequence, chain, salt), flags: O_RDWR)
    if head?.end == nil {
      // What is kept below is acknowledged from now on, so it has to be on the disk, and what is
      // read has to come from there: after a failed sync the cache can hold what the disk has not.
      try cursor.file.sync()
      cursor.file.forgetCache()
    }
    recovery.cut = try readNewest(cursor, closed: head?.end)
    recovery.recordCount = cursor.sequence - 1
    try JournalHead(newestSegment: newest).place(in: self)
    let end = JournalEnd(
      file: cursor.file, salt: cursor.header.salt, nextSequence: cursor.sequence,
      chain: try cursor.lastChain(), byteCount: cursor.offset)
    return (end, recovery)
  }

  /// A lost file shows in the numbers, before anything is read.
  private func check(_ segments: [UInt64], against head: JournalHead?) throws(JournalError) {
    guard let first = segments.first, let newest = segments.last else {
      guard let head else { return }
      throw missing(from: 1, to: max(1, head.newestSegment))
    }
    guard first == 1 else { throw missing(from: 1, to: first - 1) }
    guard let head else {
      // The first segment appears before the head does, and is empty until then.
      let byteCount = try file(SegmentName.name(firstSequence: 1), flags: O_RDONLY).read(
        byteCount: SegmentHeader.byteCount + RecordHeader.byteCount, at: 0)
      if segments.count == 1, byteCount.dropFirst(SegmentHeader.byteCount).allSatisfy({ $0 == 0 }) {
        return
      }
      throw JournalError(file: JournalHead.fileName, .damaged(.headMissing))
    }
    guard newest >= head.newestSegment else { throw missing(from: head.newestSegment, to: nil) }
    guard newest == head.newestSegment || segments.dropLast().last == head.newestSegment,
      head.end == nil || newest == head.newestSegment
    else { throw JournalError(file: JournalHead.fileName, .damaged(.end)) }
  }

  private func missing(from first: UInt64, to last: UInt64?) -> JournalError {
    JournalError(
      file: SegmentName.name(firstSequence: first), .damaged(.missing(first: first, last: last)))
  }

  /// A new journal: its first segment, then its head.
  private func begin(_ options: Journal.Options) throws(JournalError) -> JournalEnd {
    let header = SegmentHeader(
      salt: options.salt ?? UInt32.random(in: 1 ... .max), firstSequence: 1,
      chain: ChainValue(beginningOf: options.name))
    let file = try placeSegment(header, options)
    try JournalHead(newestSegment: 1).place(in: self)
    return JournalEnd(
      file: file, salt: header.salt, nextSequence: 1, chain: header.chain,
      byteCount: SegmentHeader.byteCount)
  }

  func placeSegment(
    _ header: SegmentHeader, _ options: Journal.Options
  ) throws(JournalError) -> DiskFile {
    try place(
      header.bytes, as: SegmentName.name(firstSequence: header.firstSequence),
      reservingByteCount: options.segmentByteCountMax)
  }

  private func openSegment(
    _ firstSequence: UInt64, after before: (nextSequence: UInt64, chain: ChainValue, salt: UInt32?),
    flags: Int32
  ) throws(JournalError) -> SegmentCursor {
    guard firstSequence == before.nextSequence else {
      guard firstSequence > before.nextSequence else {
        throw JournalError(
          file: SegmentName.name(firstSequence: firstSequence), byteOffset: 0,
          .damaged(.sequence(expected: before.nextSequence, found: firstSequence)))
      }
      throw missing(from: before.nextSequence, to: firstSequence - 1)
    }
    let name = SegmentName.name(firstSequence: firstSequence)
    let cursor = try SegmentCursor(try file(name, flags: flags))
    guard cursor.header.firstSequence == firstSequence else {
      throw JournalError(
        file: name, byteOffset: 16,
        .damaged(.sequence(expected: firstSequence, found: cursor.header.firstSequence)))
    }
    guard cursor.header.chain == before.chain else {
      if firstSequence == 1 { throw JournalError(file: name, byteOffset: 24, .otherName) }
      throw JournalError(file: name, byteOffset: 24, .damaged(.chain))
    }
    guard before.salt == nil || cursor.header.salt == before.salt else {
      throw JournalError(file: name, byteOffset: 12, .damaged(.header))
    }
    return cursor
  }

  /// A segment that another follows was on stable storage as a whole before that one was made.
  private func readSealed(_ cursor: SegmentCursor) throws(JournalError) {
    switch try readRecords(cursor, checkingChain: false) {
    case nil:
      guard try cursor.restByteCount() == 0 else { throw cursor.damaged(.length) }
    case let damage?: throw cursor.damaged(damage)
    }
  }

  /// Returns what was cut.
  private func readNewest(
    _ cursor: SegmentCursor, closed end: JournalHead.End?
  ) throws(JournalError) -> JournalRecovery.Cut? {
    let damage = try readRecords(cursor, checkingChain: true)
    if let end {
      if let damage { throw cursor.damaged(damage) }
      guard cursor.offset == end.segmentByteCount, try cursor.file.byteCount() == cursor.offset,
        cursor.sequence == end.nextSequence, try cursor.lastChain() == end.chain
      else { throw cursor.damaged(.end) }
      return nil
    }
    let byteCount = try cursor.restByteCount()
    guard byteCount > 0 else { return nil }
    switch damage {
    case .sequence, .chain: throw cursor.damaged(damage ?? .length)
    default: break
    }
    guard try !cursor.laterCommitFollows() else { throw cursor.damaged(damage ?? .length) }
    try cursor.file.truncate(toByteCount: cursor.offset)
    try cursor.file.sync()
    return JournalRecovery.Cut(
      file: cursor.file.name, byteOffset: cursor.offset, byteCount: byteCount,
      reason: damage ?? .length)
  }

  /// Nil at the end, otherwise why the next record is unsound.
  private func readRecords(
    _ cursor: SegmentCursor, checkingChain: Bool
  ) throws(JournalError) -> JournalError.Damage? {
    while true {
      switch try cursor.step(checkingChain: checkingChain) {
      case .record: continue
      case .end: return nil
      case .bad(let damage): return damage
      }
    }
  }
}

extension SegmentCursor {
  func damaged(_ damage: JournalError.Damage) -> JournalError {
    JournalError(file: file.name, byteOffset: offset, .damaged(damage))
  }
}
