// Who waits for the disk, and for how long? The queue and the thread behind `JournalWriter`.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// `lock` guards every variable but `journal`, which only the thread touches. A condition variable
/// with a time limit is needed, which the standard library does not have.
final class WriterQueue: @unchecked Sendable {
  typealias Answer = Result<Range<UInt64>, JournalError>

  private struct Submission {
    let type: UInt8
    let payloads: [[UInt8]]
    let byteCount: Int
    let answer: @Sendable (Answer) -> Void
  }

  private let journal: Journal
  private let recordByteCountMax: Int
  private let limits: JournalWriter.Limits
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  private var waiting: [Submission] = []
  private var waitingByteCount = 0
  /// The thread sleeps until so many wait.
  private var wakeCount = 1
  private var isStopping = false
  private var marksEnd = false
  private var isDone = false
  private var onDone: [@Sendable () -> Void] = []

  /// Of the last commit: how many callers it served, and how long it took.
  private var lastCount = 0
  private var lastMs = 0.0

  init(_ journal: Journal, recordByteCountMax: Int, _ limits: JournalWriter.Limits) {
    (self.journal, self.recordByteCountMax, self.limits) = (journal, recordByteCountMax, limits)
    pthread_mutex_init(lock, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(changed, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// The thread keeps the queue alive until it was stopped.
  func start() throws(JournalError) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let code = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<WriterQueue>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard code == 0 else {
      context.release()
      throw JournalError(file: "lock", .io(call: "pthread_create", errorCode: code))
    }
    pthread_detach(thread)
  }

  func submit(type: UInt8, _ payloads: [[UInt8]], answer: @escaping @Sendable (Answer) -> Void) {
    var byteCount = 0
    for payload in payloads {
      byteCount += payload.count
      guard payload.count <= recordByteCountMax else {
        let problem = JournalError.Problem.recordTooLarge(
          byteCount: payload.count, byteCountMax: recordByteCountMax)
        return answer(.failure(JournalError(file: "journal", problem)))
      }
    }
    pthread_mutex_lock(lock)
    let refusal: JournalError.Problem? =
      isStopping
      ? .closed : waitingByteCount + byteCount > limits.queueByteCountMax ? .busy : nil
    if refusal == nil {
      waiting.append(
        Submission(type: type, payloads: payloads, byteCount: byteCount, answer: answer))
      waitingByteCount += byteCount
      if isEnough { pthread_cond_signal(changed) }
    }
    pthread_mutex_unlock(lock)
    if let refusal { answer(.failure(JournalError(file: "journal", refusal))) }
  }

  func stop(marksEnd: Bool, onDone: (@Sendable () -> Void)? = nil) {
    pthread_mutex_lock(lock)
    isStopping = true
    self.marksEnd = self.marksEnd || marksEnd
    if let onDone, !isDone { self.onDone.append(onDone) }
    let isDone = isDone
    pthread_cond_signal(changed)
    pthread_mutex_unlock(lock)
    if isDone { onDone?() }
  }

  private var isEnough: Bool {
    waiting.count >= wakeCount || waitingByteCount >= limits.commitByteCount || isStopping
  }

  private func run() {
    while let batch = take() { serve(batch) }
    if marksEnd { journal.close() } else { journal.abandon() }
    pthread_mutex_lock(lock)
    isDone = true
    let onDone = onDone
    pthread_mutex_unlock(lock)
    for body in onDone { body() }
  }

  /// All that wait, up to the bound of a commit; nil when stopped and nothing waits.
  ///
  /// Callers that were served together come back together, a moment later. Half the time of a sync
  /// is waited for as many as last time, so that they need one sync again and not two.
  private func take() -> ArraySlice<Submission>? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    wakeCount = 1
    while waiting.isEmpty, !isStopping { pthread_cond_wait(changed, lock) }
    if lastCount > 1 { waitForOthers() }
    guard !waiting.isEmpty else { return nil }
    var byteCount = 0
    var count = 0
    while count < waiting.count, count == 0 || byteCount < limits.commitByteCount {
      byteCount += waiting[count].byteCount
      count += 1
    }
    let batch = waiting[..<count]
    waiting = Array(waiting[count...])
    waitingByteCount -= byteCount
    return batch
  }

  private func waitForOthers() {
    var until = timespec()
    clock_gettime(CLOCK_MONOTONIC, &until)
    let waitNs = Int(min(limits.joinMsMax, lastMs / 2) * 1e6) + until.tv_nsec
    until.tv_sec += waitNs / 1_000_000_000
    until.tv_nsec = waitNs % 1_000_000_000
    wakeCount = lastCount
    while !isEnough, pthread_cond_timedwait(changed, lock, &until) == 0 {}
  }

  private func serve(_ batch: ArraySlice<Submission>) {
    let start = ContinuousClock.now
    let answers = commit(batch)
    let took = (ContinuousClock.now - start).components
    lastMs = Double(took.seconds) * 1e3 + Double(took.attoseconds) / 1e15
    lastCount = batch.count
    for (submission, answer) in zip(batch, answers) { submission.answer(answer) }
  }

  private func commit(_ batch: ArraySlice<Submission>) -> [Answer] {
    do throws(JournalError) {
      var ranges: [Range<UInt64>] = []
      for submission in batch {
        let first = journal.nextSequence
        for payload in submission.payloads {
          _ = try journal.append(type: submission.type, payload)
        }
        ranges.append(first..<journal.nextSequence)
      }
      try journal.commit()
      return ranges.map { .success($0) }
    } catch {
      // Whatever failed, records of this batch may lie in the buffer without an answer.
      journal.abandon()
      return batch.map { _ in .failure(error) }
    }
  }
}
