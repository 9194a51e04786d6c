// Which reports are on the disk and not yet provable? The open end of the observation journal.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Ledger
internal import Synchronization

/// The tree over the payloads since the last seal.
struct OpenSegment {
  /// A segment is sealed when it has so many bytes, or when it is asked for.
  static let byteCountMax = 1 << 20

  /// What the tree keeps of a payload.
  struct Leaf: Sendable {
    let hash: LogHash
    let byteCount: Int
    let sequence: UInt64

    init(_ payload: [UInt8], sequence: UInt64) {
      (hash, byteCount, self.sequence) = (.leaf(payload), payload.count, sequence)
    }
  }

  private var first: UInt64
  private var last: UInt64
  private var byteCount = 0
  private var tree = TreeFrontier()
  private var full: [Seal] = []

  /// - Parameter sealedSequence: the journal is sealed up to and including this number.
  init(after sealedSequence: UInt64) {
    first = sealedSequence + 1
    last = sealedSequence
  }

  /// Takes the next payload of the journal; one that is sealed already is passed over.
  mutating func add(_ payload: [UInt8], sequence: UInt64) {
    guard sequence > last else { return }
    add(Leaf(payload, sequence: sequence))
  }

  mutating func add(_ leaf: Leaf) {
    guard leaf.sequence == last + 1 else { return }
    tree.append(leaf.hash)
    byteCount += leaf.byteCount
    last = leaf.sequence
    if byteCount >= Self.byteCountMax { close() }
  }

  /// Ends the segment here; an empty one goes on.
  mutating func close() {
    guard last >= first else { return }
    full.append(Seal(first: first, last: last, root: tree.root.base64, byteCount: byteCount))
    (first, byteCount, tree) = (last + 1, 0, TreeFrontier())
  }

  /// Segments that have ended since the last call.
  mutating func takeFull() -> [Seal] {
    defer { full.removeAll() }
    return full
  }
}

/// The open segment between who writes the journal and who records the seals.
final class Sealing: Sendable {
  private struct State {
    /// Nil until it is known what the record log seals.
    var segment: OpenSegment?
    var waiting: [OpenSegment.Leaf] = []
  }

  private let state = Mutex(State())

  /// Takes what is on the disk now, in the order of the journal.
  func add(_ leaves: [OpenSegment.Leaf]) {
    state.withLock { state in
      if state.segment == nil {
        state.waiting += leaves
      } else {
        for leaf in leaves { state.segment?.add(leaf) }
      }
    }
  }

  /// Goes on from what was read from the journal.
  func begin(_ segment: OpenSegment) {
    state.withLock { state in
      state.segment = segment
      for leaf in state.waiting { state.segment?.add(leaf) }
      state.waiting = []
    }
  }

  /// The journal is read anew.
  func end() { state.withLock { $0 = State() } }

  /// Segments that have ended since the last call; the open one ends here where that is asked for.
  func takeFull(closing: Bool) -> [Seal] {
    state.withLock { state in
      if closing { state.segment?.close() }
      return state.segment?.takeFull() ?? []
    }
  }
}
