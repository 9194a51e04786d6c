// How is a record kept for good? An append-only journal that says "kept" only after the disk did.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A durable sequence of records in one folder, with one writer.
///
///     let journal = try Journal(folder: path)
///     let sequence = try journal.append(type: 1, bytes)
///     try journal.commit()   // now, and not before, the record may be acknowledged
///
/// It is not `Sendable`: an actor or a thread owns it. `JournalWriter` serves many callers at once.
/// After a failed write or sync it is spent, and a new `Journal` of the folder finds out from the
/// disk what was kept.
public final class Journal {
  public struct Options: Hashable, Sendable {
    /// A commit that would make a segment longer begins a new one.
    public var segmentByteCountMax = 64 << 20
    /// Of a payload; at most 64 MiB.
    public var recordByteCountMax = 1 << 20
    /// Of what is appended between two commits.
    public var commitByteCountMax = 256 << 20
    /// Gives the chain its first value, so that two missions' journals cannot be taken for each
    /// other. Chosen when the journal is made, and asked for at every opening.
    public var name = ""
    /// Chosen by tests; otherwise drawn at random when the journal is made.
    package var salt: UInt32?

    public init() {}
  }

  private enum State { case ready, spent, closed }

  public let recovery: JournalRecovery
  /// Sequence number that the next record will have; the first record has 1.
  public private(set) var nextSequence: UInt64
  /// Records below this number are on stable storage.
  public private(set) var committedSequence: UInt64
  /// Of the last record appended.
  public private(set) var chain: ChainValue

  private let folder: DiskFolder
  private let options: Options
  private let salt: UInt32
  private var lock: DiskFile?
  private(set) var segment: DiskFile
  private var segmentFirst: UInt64
  private var segmentByteCount: Int
  private var chainBeforeCommit: ChainValue
  private var buffer: UnsafeMutableRawBufferPointer
  private var bufferCount = 0
  private var state = State.ready

  /// Opens the journal of a folder, or makes it.
  ///
  /// - Throws: `.locked` while another writer has it, `.damaged` where bytes that were acknowledged
  ///   are gone or changed, `.otherName`, `.version`, `.diskFull` or `.io`.
  public init(
    folder path: String, options: Options = Options(), disk: any Disk = SystemDisk()
  ) throws(JournalError) {
    precondition((1...RecordHeader.payloadByteCountMax).contains(options.recordByteCountMax))
    folder = try DiskFolder.make(path, disk: disk)
    self.options = options
    let lock = try folder.lock()
    for name in try folder.names() where name.hasSuffix(".new") { try folder.remove(name) }
    let (end, recovery) = try folder.recover(options)
    self.lock = lock
    self.recovery = recovery
    salt = end.salt
    segment = end.file
    segmentFirst = SegmentName.firstSequence(of: end.file.name) ?? 1
    segmentByteCount = end.byteCount
    (nextSequence, committedSequence) = (end.nextSequence, end.nextSequence)
    (chain, chainBeforeCommit) = (end.chain, end.chain)
    buffer = .allocate(byteCount: 1 << 20, alignment: 64)
    try segment.reserve(byteCount: options.segmentByteCountMax, used: segmentByteCount)
  }

  /// Lets go of the folder as a crash would; `close()` also marks the end.
  deinit { buffer.deallocate() }

  /// Buffers one record and returns its sequence number. It is not kept before `commit()` returned.
  ///
  /// - Throws: `.recordTooLarge` or `.commitTooLarge`, after which the journal goes on; `.spent`.
  public func append(
    type: UInt8, _ payload: UnsafeRawBufferPointer
  ) throws(JournalError) -> UInt64 {
    let record = try reserve(payloadByteCount: payload.count)
    UnsafeMutableRawBufferPointer(rebasing: record[RecordHeader.byteCount...])
      .copyMemory(from: payload)
    return seal(record, type: type)
  }

  public func append(type: UInt8, _ payload: [UInt8]) throws(JournalError) -> UInt64 {
    let record = try reserve(payloadByteCount: payload.count)
    UnsafeMutableRawBufferPointer(rebasing: record[RecordHeader.byteCount...])
      .copyBytes(from: payload)
    return seal(record, type: type)
  }

  /// Puts all that was appended on stable storage: one write, one `fdatasync`.
  public func commit() throws(JournalError) {
    try checkReady()
    guard bufferCount > 0 else { return }
    do throws(JournalError) {
      if segmentByteCount > SegmentHeader.byteCount,
        segmentByteCount + bufferCount > options.segmentByteCountMax
      {
        try beginSegment()
      }
      try segment.write(
        UnsafeRawBufferPointer(rebasing: buffer[..<bufferCount]), at: segmentByteCount)
      try segment.sync()
    } catch {
      state = .spent
      throw error
    }
    segmentByteCount += bufferCount
    bufferCount = 0
    committedSequence = nextSequence
    chainBeforeCommit = chain
  }

  /// Ends the journal and unlocks the folder. What was appended after the last commit is dropped.
  /// Where the end cannot be marked, the next opening looks for it, as after a crash.
  public func close() {
    guard state != .closed else { return }
    if state == .ready { try? markEnd() }
    state = .closed
    lock = nil
  }

  /// Lets go of the folder as a crash would: nothing more is written, no end is marked. Later calls
  /// throw `.spent`.
  public func abandon() {
    guard state != .closed else { return }
    state = .spent
    lock = nil
  }

  private func markEnd() throws(JournalError) {
    try segment.truncate(toByteCount: segmentByteCount)
    try segment.sync()
    let end = JournalHead.End(
      segmentByteCount: UInt64(segmentByteCount), nextSequence: committedSequence,
      chain: chainBeforeCommit)
    try JournalHead(newestSegment: segmentFirst, end: end).place(in: folder)
  }

  private func checkReady() throws(JournalError) {
    switch state {
    case .ready: return
    case .spent: throw JournalError(file: segment.name, .spent)
    case .closed: throw JournalError(file: folder.path, .closed)
    }
  }

  /// The part of the buffer that the next record fills.
  private func reserve(
    payloadByteCount: Int
  ) throws(JournalError) -> UnsafeMutableRawBufferPointer {
    try checkReady()
    guard payloadByteCount <= options.recordByteCountMax else {
      let problem = JournalError.Problem.recordTooLarge(
        byteCount: payloadByteCount, byteCountMax: options.recordByteCountMax)
      throw JournalError(file: segment.name, problem)
    }
    let end = bufferCount + RecordHeader.byteCount + payloadByteCount
    guard end <= options.commitByteCountMax else {
      throw JournalError(
        file: segment.name, .commitTooLarge(byteCountMax: options.commitByteCountMax))
    }
    if end > buffer.count { grow(to: end) }
    return UnsafeMutableRawBufferPointer(rebasing: buffer[bufferCount..<end])
  }

  private func grow(to byteCount: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(byteCount, 2 * buffer.count), alignment: 64)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<bufferCount]))
    buffer.deallocate()
    buffer = larger
  }

  private func seal(_ record: UnsafeMutableRawBufferPointer, type: UInt8) -> UInt64 {
    let sequence = nextSequence
    chain = RecordHeader.write(
      to: record, type: type, sequence: sequence, place: UInt32(sequence - committedSequence),
      chainBefore: chain, salt: salt)
    bufferCount += record.count
    nextSequence += 1
    return sequence
  }

  /// The old segment is on stable storage; its reserved space is given back before the new one
  /// appears, and the head names the new one last.
  private func beginSegment() throws(JournalError) {
    try segment.truncate(toByteCount: segmentByteCount)
    try segment.sync()
    let header = SegmentHeader(
      salt: salt, firstSequence: committedSequence, chain: chainBeforeCommit)
    segment = try folder.placeSegment(header, options)
    segmentFirst = committedSequence
    segmentByteCount = SegmentHeader.byteCount
    try JournalHead(newestSegment: segmentFirst).place(in: folder)
  }
}
