// How do many callers share one sync? A thread that takes all that wait and commits them at once.
//
// SPDX-License-Identifier: Apache-2.0

/// The journal for many concurrent callers; `append` returns once the disk has the record.
///
/// One thread of its own writes, because `fdatasync` blocks for milliseconds. While it syncs, callers
/// queue, and the next sync is for all of them: at most 1 MiB, and none waits more than 5 ms for
/// others to join.
public final class JournalWriter: Sendable {
  public struct Limits: Hashable, Sendable {
    /// A commit takes no more payloads once it has so many bytes.
    public var commitByteCount = 1 << 20
    /// The longest wait for further callers, in milliseconds.
    public var joinMsMax = 5.0
    /// Of payloads that wait for the disk; what comes beyond is refused with `.busy`.
    public var queueByteCountMax = 32 << 20

    public init() {}
  }

  /// What was found when the journal was opened.
  public let recovery: JournalRecovery
  private let queue: WriterQueue

  /// Opens or makes the journal; throws as `Journal` does.
  public init(
    folder: String, options: Journal.Options = .init(), limits: Limits = .init(),
    disk: any Disk = SystemDisk()
  ) throws(JournalError) {
    let journal = try Journal(folder: folder, options: options, disk: disk)
    recovery = journal.recovery
    queue = WriterQueue(journal, recordByteCountMax: options.recordByteCountMax, limits)
    try queue.start()
  }

  /// Ends the thread; `close()` also marks the end of the journal.
  deinit { queue.stop(marksEnd: false) }

  /// Returns the sequence number, after the sync. Cancelling the task does not take the record back.
  ///
  /// - Throws: `.recordTooLarge` or `.busy`, and nothing was written; any other error ends the
  ///   journal, and the record may be kept or not.
  public func append(type: UInt8, _ payload: [UInt8]) async throws(JournalError) -> UInt64 {
    try await append(type: type, payloads: [payload]).lowerBound
  }

  /// Several records in a row, in one commit; returns their sequence numbers, after the sync.
  public func append(
    type: UInt8, payloads: [[UInt8]]
  ) async throws(JournalError) -> Range<UInt64> {
    let result = await withCheckedContinuation { continuation in
      queue.submit(type: type, payloads) { continuation.resume(returning: $0) }
    }
    return try result.get()
  }

  /// Commits what waits, marks the end, unlocks the folder. Later calls throw `.closed`.
  public func close() async {
    await withCheckedContinuation { continuation in
      queue.stop(marksEnd: true) { continuation.resume() }
    }
  }
}
