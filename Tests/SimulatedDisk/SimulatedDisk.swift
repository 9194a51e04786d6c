// What would a disk do that fails at the worst moment? A disk in memory, with its faults by number.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Ledger
import Synchronization

/// How one call goes wrong.
package enum CallFailure: Hashable, Sendable {
  /// Refused with this `errno`. A sync that is refused throws away what it could not write, and the
  /// next one succeeds without it; a rename or a new file may be there although it was refused.
  case refused(Int32)
  /// A read or write does a part; other calls are not touched.
  case short
  /// The power goes: this call and all after it fail, until `cutPower()` says what is left.
  case powerCut
}

/// Files and folders in memory that forget what was not synced when the power goes.
///
/// The same seed and the same calls give the same disk. What may be lost, torn or exchanged at a
/// power cut is said at `StoredFile` and `StoredFolder`.
package final class SimulatedDisk: Disk {
  fileprivate struct State: Sendable {
    var tree = StoredTree()
    var random: Seeded
    var callCount = 0
    var failures: [Int: CallFailure] = [:]
    var isOff = false
    var hasFailed = false
    var syncCount = 0
  }

  /// How long each sync takes, in milliseconds of a time that only this disk has.
  package let syncMs: Double
  private let isLying: Bool
  private let state: Mutex<State>

  /// - Parameter isLying: a sync does nothing, and says that it did; a trial has to find that out.
  package init(seed: UInt64, syncMs: Double = 5, isLying: Bool = false) {
    (self.syncMs, self.isLying) = (syncMs, isLying)
    state = Mutex(State(random: Seeded(seed)))
  }

  /// So many calls were made since the beginning.
  package var callCount: Int { state.withLock { $0.callCount } }

  /// Time spent with syncs.
  package var elapsedMs: Double { state.withLock { Double($0.syncCount) } * syncMs }

  /// Whether a failure was met since `endProcess()` or `cutPower()`.
  package var hasFailed: Bool { state.withLock { $0.hasFailed } }

  /// Whether a power cut was met, and `cutPower()` is due.
  package var isOff: Bool { state.withLock { $0.isOff } }

  /// Of all files; what is written beyond is refused with `ENOSPC`.
  package func setCapacity(byteCount: Int) {
    state.withLock { $0.tree.byteCountMax = byteCount }
  }

  /// The `number`-th call from now on goes wrong; 1 is the next.
  package func fail(call number: Int, _ failure: CallFailure) {
    state.withLock { $0.failures[$0.callCount + number] = failure }
  }

  /// The program was killed: its files are closed, and the disk goes on.
  package func endProcess() {
    state.withLock { state in
      state.tree.endProcess()
      (state.failures, state.hasFailed) = ([:], false)
    }
  }

  /// What was not synced is gone, or there, or torn; then the power is back.
  package func cutPower() {
    state.withLock { state in
      state.tree.cutPower(&state.random)
      (state.failures, state.hasFailed, state.isOff) = ([:], false, false)
    }
  }

  package func open(_ path: String, flags: Int32) throws(DiskCallError) -> Int32 {
    try change(isDoneAllTheSame: flags & O_CREAT != 0) { tree throws(DiskCallError) in
      try tree.open(path, flags: flags)
    }
  }

  package func close(_ handle: Int32) { state.withLock { $0.tree.close(handle) } }

  package func byteCount(_ handle: Int32) throws(DiskCallError) -> Int {
    try change { tree throws(DiskCallError) in try tree.byteCount(handle) }
  }

  package func read(
    _ handle: Int32, into buffer: UnsafeMutableRawBufferPointer, at byteOffset: Int
  ) throws(DiskCallError) -> Int {
    try call { state, failure throws(DiskCallError) in
      let count = failure == .short ? (buffer.count + 1) / 2 : buffer.count
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
      return try state.tree.read(handle, into: part, at: byteOffset)
    }
  }

  package func write(
    _ handle: Int32, _ bytes: UnsafeRawBufferPointer, at byteOffset: Int
  ) throws(DiskCallError) -> Int {
    try call { state, failure throws(DiskCallError) in
      let count = failure == .short ? (bytes.count + 1) / 2 : bytes.count
      let part = UnsafeRawBufferPointer(rebasing: bytes[..<count])
      return try state.tree.write(handle, part, at: byteOffset)
    }
  }

  package func sync(_ handle: Int32) throws(DiskCallError) {
    try state.withLock { state throws(DiskCallError) in
      state.syncCount += 1
      do throws(DiskCallError) { _ = try state.count() } catch {
        if !state.isOff { try state.tree.failSync(handle, &state.random) }
        throw error
      }
      if !isLying { try state.tree.sync(handle) }
    }
  }

  package func truncate(_ handle: Int32, toByteCount byteCount: Int) throws(DiskCallError) {
    try change(isDoneAllTheSame: true) { tree throws(DiskCallError) in
      try tree.truncate(handle, toByteCount: byteCount)
    }
  }

  package func reserve(_ handle: Int32, byteCount: Int) throws(DiskCallError) {
    try change { tree throws(DiskCallError) in try tree.reserve(handle, byteCount: byteCount) }
  }

  package func forgetCache(_ handle: Int32) { state.withLock { $0.tree.forgetCache(handle) } }

  package func lock(_ handle: Int32) throws(DiskCallError) {
    try change { tree throws(DiskCallError) in try tree.lock(handle) }
  }

  package func rename(_ path: String, to newPath: String) throws(DiskCallError) {
    try change(isDoneAllTheSame: true) { tree throws(DiskCallError) in
      try tree.rename(path, to: newPath)
    }
  }

  package func remove(_ path: String) throws(DiskCallError) {
    try change(isDoneAllTheSame: true) { tree throws(DiskCallError) in try tree.remove(path) }
  }

  package func makeFolder(_ path: String) throws(DiskCallError) {
    try change(isDoneAllTheSame: true) { tree throws(DiskCallError) in
      try tree.makeFolder(path)
    }
  }

  package func isFolder(_ path: String) -> Bool { state.withLock { $0.tree.isFolder(path) } }

  package func names(_ path: String) throws(DiskCallError) -> [String] {
    try change { tree throws(DiskCallError) in try tree.names(path) }
  }

  package func syncFolder(_ path: String) throws(DiskCallError) {
    try call { state, _ throws(DiskCallError) in
      state.syncCount += 1
      try state.tree.syncFolder(path)
    }
  }

  private func call<Value: Sendable>(
    _ body: (inout State, CallFailure?) throws(DiskCallError) -> Value
  ) throws(DiskCallError) -> Value {
    try state.withLock { state throws(DiskCallError) in
      let failure = try state.count()
      return try body(&state, failure)
    }
  }

  /// - Parameter isDoneAllTheSame: whether the call may have its effect although it is refused.
  private func change<Value: Sendable>(
    isDoneAllTheSame: Bool = false, _ body: (inout StoredTree) throws(DiskCallError) -> Value
  ) throws(DiskCallError) -> Value {
    try state.withLock { state throws(DiskCallError) in
      do throws(DiskCallError) { _ = try state.count() } catch {
        if isDoneAllTheSame, !state.isOff, error.code != EINTR, state.random.isLucky(percent: 50) {
          _ = try? body(&state.tree)
        }
        throw error
      }
      return try body(&state.tree)
    }
  }
}

extension SimulatedDisk.State {
  /// Counts a call, and has it fail where that is planned.
  fileprivate mutating func count() throws(DiskCallError) -> CallFailure? {
    callCount += 1
    guard !isOff else { throw DiskCallError(code: EIO) }
    guard let failure = failures[callCount] else { return nil }
    hasFailed = true
    switch failure {
    case .short: return failure
    case .refused(let code): throw DiskCallError(code: code)
    case .powerCut:
      isOff = true
      throw DiskCallError(code: EIO)
    }
  }
}
