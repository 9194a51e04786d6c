// What is on the disk and not shown yet? Reports in the order in which they were kept.
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations
internal import Store
internal import Synchronization

/// Reports that one sync put on the disk.
struct KeptReports: Sendable {
  struct Kept: Sendable {
    let observation: Observation
    /// In the observation journal.
    let sequence: UInt64
    /// The journal form.
    let bytes: [UInt8]
  }

  var observations: [Kept] = []
  var rejects: [RejectRow] = []
  var counts = RunCounts()
  /// Of the record after the last one of these.
  var nextSequence: UInt64 = 0
}

/// Reports between disk and picture. Keeping goes on while earlier ones are joined and shown.
final class Backlog: Sendable {
  /// So many may wait; beyond that, programs that post are asked to come again.
  static let reportCountMax = 500_000

  /// So many are joined and shown at once.
  static let pieceCountMax = 5_000

  private struct State {
    var waiting: [KeptReports] = []
    var next = 0
    var reportCount = 0
    var isWorkedOff = false

    mutating func takeFirst() -> KeptReports {
      defer { next += 1 }
      let first = waiting[next]
      waiting[next] = KeptReports()
      return first
    }
  }

  private let state = Mutex(State())

  var hasRoom: Bool { state.withLock { $0.reportCount < Self.reportCountMax } }

  /// True where as many wait as are shown at once.
  var hasPiece: Bool { state.withLock { $0.reportCount >= Self.pieceCountMax } }

  func append(_ kept: KeptReports) {
    state.withLock {
      $0.waiting.append(kept)
      $0.reportCount += kept.observations.count
    }
  }

  /// The next piece; nil where nothing waits.
  func takeNext() -> KeptReports? {
    state.withLock { state -> KeptReports? in
      guard state.next < state.waiting.count else { return nil }
      var taken = state.takeFirst()
      while state.next < state.waiting.count,
        taken.observations.count + state.waiting[state.next].observations.count
          <= Self.pieceCountMax
      {
        taken.append(state.takeFirst())
      }
      state.reportCount -= taken.observations.count
      if state.next == state.waiting.count {
        state.waiting.removeAll(keepingCapacity: true)
        state.next = 0
      }
      return taken
    }
  }

  /// Forgets what waits: it is read from the journal instead.
  func removeAll() {
    state.withLock { ($0.waiting, $0.next, $0.reportCount) = ([], 0, 0) }
  }

  /// True where nobody works it off yet; the caller then does, until `hasEnded()` says so.
  func begin() -> Bool {
    state.withLock { state in
      guard !state.isWorkedOff else { return false }
      state.isWorkedOff = true
      return true
    }
  }

  /// True where nothing waits; then the next `begin()` is true.
  func hasEnded() -> Bool {
    state.withLock { state in
      guard state.next == state.waiting.count else { return false }
      state.isWorkedOff = false
      return true
    }
  }
}

extension KeptReports {
  fileprivate mutating func append(_ later: KeptReports) {
    observations += later.observations
    rejects += later.rejects
    counts += later.counts
    nextSequence = later.nextSequence
  }
}
