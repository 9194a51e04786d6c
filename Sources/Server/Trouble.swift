// Does the disk take what is written? One answer for all who write.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// After a failed write nothing more is taken in until the logs were read again: what was appended and
/// not committed must not come along with the next commit.
final class Trouble: Sendable {
  private struct State {
    var refusal: (any Error)?
    var isShownBehind = false
  }

  private let state = Mutex(State())

  /// Throws what the disk said when it refused.
  func check() throws {
    if let refusal = state.withLock({ $0.refusal }) { throw refusal }
  }

  func refusing<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch {
      state.withLock { $0.refusal = error }
      throw error
    }
  }

  var isRefused: Bool { state.withLock { $0.refusal != nil } }

  func end() { state.withLock { $0.refusal = nil } }

  /// True after the read models refused a batch: they are made anew before anything else is shown.
  var isShownBehind: Bool {
    get { state.withLock { $0.isShownBehind } }
    set { state.withLock { $0.isShownBehind = newValue } }
  }
}

struct ReadModelsBehind: Error, CustomStringConvertible {
  let description = "they are made anew from the journal, a moment after the last trial"
}
