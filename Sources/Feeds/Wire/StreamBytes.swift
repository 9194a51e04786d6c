// Which bytes of a stream were not read yet, and where in the stream do they stand?
//
// SPDX-License-Identifier: Apache-2.0

/// The unread end of a stream. Bytes that were read are dropped at the next push, once a read and not
/// once a message.
struct StreamBytes: Sendable {
  private var bytes: [UInt8] = []
  private var head = 0
  /// Offset in the stream of the first unread byte.
  private(set) var offset = 0

  /// Unread bytes.
  var count: Int { bytes.count - head }

  mutating func push(_ read: UnsafeRawBufferPointer) {
    if head > 0 {
      bytes.removeSubrange(0..<head)
      head = 0
    }
    bytes.append(contentsOf: read)
  }

  mutating func skip(_ byteCount: Int) {
    precondition(byteCount >= 0 && byteCount <= count)
    head += byteCount
    offset += byteCount
  }

  /// The byte `index` after the first unread one.
  subscript(index: Int) -> UInt8 { bytes[head + index] }

  /// A copy of unread bytes.
  subscript(range: Range<Int>) -> [UInt8] {
    Array(bytes[(head + range.lowerBound)..<(head + range.upperBound)])
  }

  /// The unread bytes in place.
  func withUnread<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[head...])) }
  }
}
