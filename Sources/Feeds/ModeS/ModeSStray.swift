// What stood outside the frames of a receiver's stream, and where?
//
// SPDX-License-Identifier: Apache-2.0

/// Bytes outside any frame, gathered up to the next frame so that they are one fault.
struct ModeSStray: Sendable {
  private static let keptByteCountMax = 32

  private let item: String
  private let reason: String
  private let expected: String
  private var byteCount = 0
  private var first: [UInt8] = []

  /// - Parameter expected: said behind the number of bytes.
  init(item: String, reason: String, expected: String) {
    self.item = item
    self.reason = reason
    self.expected = expected
  }

  /// Takes the next bytes off the stream.
  mutating func keep(_ count: Int, of stream: inout StreamBytes) {
    if first.count < Self.keptByteCountMax {
      first += stream[0..<min(count, Self.keptByteCountMax - first.count)]
    }
    byteCount += count
    stream.skip(count)
  }

  /// The fault of the bytes that end where the stream stands; nil where there were none.
  mutating func fault(endingAt byteOffset: Int) -> WireFault? {
    guard byteCount > 0 else { return nil }
    defer {
      byteCount = 0
      first.removeAll(keepingCapacity: true)
    }
    return WireFault(
      byteOffset: byteOffset - byteCount, item: item, reason: reason,
      detail: "\(byteCount) \(expected)", raw: first)
  }
}
