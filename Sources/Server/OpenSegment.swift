// Which reports are on the disk and not yet provable? The open end of the observation journal.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Ledger

/// The tree over the payloads since the last seal.
struct OpenSegment {
  /// A segment is sealed when it has so many bytes, or when it is asked for.
  static let byteCountMax = 1 << 20

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
    guard sequence == last + 1 else { return }
    tree.append(.leaf(payload))
    byteCount += payload.count
    last = sequence
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
