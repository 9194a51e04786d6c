// What does a recording say, message by message, as JSON Lines?
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

/// A stream's messages as lines of JSON, and its faults beside them.
///
///     lines.push(read)
///     while let fault = lines.next(into: &writer) { … }   // lines are in the writer
public protocol MessageLines: Sendable {
  /// Lines written so far.
  var messageCount: Int { get }
  mutating func push(_ bytes: [UInt8])
  mutating func finish()
  /// Writes messages until a fault, until `byteCountMax` bytes are written, or until no whole
  /// message is left.
  mutating func next(into writer: inout FieldWriter, byteCountMax: Int) -> LinesStop
}

/// Why the writing of lines stopped.
public enum LinesStop: Sendable {
  case fault(WireFault)
  /// The writer is full: hand its bytes on and go on.
  case full
  /// More bytes must be pushed first.
  case needsBytes
}

/// The lines of one wire format.
struct WireLines<Decoder: WireDecoder>: MessageLines {
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
      case .message(let message):
        writer.beginLine()
        writer.field("byte_offset", message.byteOffset)
        message.write(to: &writer)
        writer.endLine()
        messageCount += 1
      }
    }
    return .full
  }
}
