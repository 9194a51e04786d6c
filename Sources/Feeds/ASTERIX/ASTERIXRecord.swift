// What is one record of ASTERIX? Its bytes, and where each of its items stands in them.
//
// SPDX-License-Identifier: Apache-2.0

/// One record of a data block.
///
/// It holds no items of its own: the block's bytes are shared by the block's records, and an item is
/// read when it is asked for. `target` gives what an observation needs, `write(to:)` all fields.
public struct ASTERIXRecord: WireMessage {
  /// Offset of the record in the stream.
  public let byteOffset: Int
  /// When the capture file says that the packet came, in milliseconds since 1970; nil elsewhere.
  public let capturedAtMs: Int64?
  /// Time of day that the container's frame states, in milliseconds; nil where it states none.
  public let frameTimeOfDayMs: Int64?

  let content: [UInt8]
  let start: Int
  let end: Int
  let edition: Int
  let profile: Int
  let items: ASTERIXItems

  public var category: UInt8 { ASTERIXTables.all.editions[edition].category }
  /// The edition by which it was read, as `1.32`.
  public var editionName: String { ASTERIXTables.all.editions[edition].name }
  /// The bytes of the record, from its field specification on.
  public var bytes: [UInt8] { Array(content[start..<end]) }
}

/// Where the items of a record stand.
struct ASTERIXItems: Sendable {
  /// A bit for each field reference number that is there, the first in bit 0.
  private(set) var present: UInt64 = 0
  /// Offsets from the start of the content; the last field reference number is 49.
  private var starts = InlineArray<50, UInt16>(repeating: 0)

  /// - Parameter index: field reference number - 1, below 49.
  mutating func add(_ index: Int, at offset: Int) {
    present |= 1 << UInt64(truncatingIfNeeded: index)
    starts[index] = UInt16(truncatingIfNeeded: offset)
  }

  func isPresent(_ index: Int) -> Bool { present >> UInt64(truncatingIfNeeded: index) & 1 == 1 }

  func start(_ index: Int) -> Int { Int(starts[index]) }

  /// Offset behind an item: where the next one starts.
  func end(_ index: Int, recordEnd: Int) -> Int {
    let later = (present >> UInt64(truncatingIfNeeded: index)) >> 1
    return later == 0 ? recordEnd : Int(starts[index + 1 + later.trailingZeroBitCount])
  }
}
