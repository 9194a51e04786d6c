// What do formats have in common whose faults are found by line or by number?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// A row or feature that can be written as one JSON object.
protocol WrittenRow: Sendable {
  func write(to writer: inout FieldWriter)
}

/// Turns a text into rows or features, however it is cut into reads.
///
/// It is a protocol because FIRMS, patrol sheets, GeoJSON and KML have one each, and their lines are written
/// by one `TextLines`.
protocol TextDecoder: Sendable {
  associatedtype Row: WrittenRow
  mutating func push(_ bytes: [UInt8])
  mutating func finish()
  /// The next row or fault; nil until more bytes are pushed.
  mutating func next() -> WireItem<Row>?
}

/// The rows of a text as lines of JSON.
struct TextLines<Decoder: TextDecoder>: MessageLines {
  private var decoder: Decoder
  private(set) var messageCount = 0

  init(_ decoder: Decoder) { self.decoder = decoder }

  mutating func push(_ bytes: [UInt8]) { decoder.push(bytes) }
  mutating func finish() { decoder.finish() }

  mutating func next(into writer: inout FieldWriter, byteCountMax: Int) -> LinesStop {
    while writer.bytes.count < byteCountMax {
      switch decoder.next() {
      case nil: return .needsBytes
      case .fault(let fault): return .fault(fault)
      case .message(let row):
        writer.beginLine()
        row.write(to: &writer)
        writer.endLine()
        messageCount += 1
      }
    }
    return .full
  }
}
