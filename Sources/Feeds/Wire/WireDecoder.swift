// What do all wire formats have in common? Bytes are pushed, messages and faults are pulled.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

/// What comes out of a stream: a message, or a piece of it that could not be read.
public enum WireItem<Message: Sendable>: Sendable {
  case message(Message)
  case fault(WireFault)
}

/// A piece of a stream that could not be read: where it stands, which item of the format it is, and
/// why. It costs no other message.
public struct WireFault: Error, Hashable, Sendable {
  /// Offset in the stream of the first byte that is wrong, from 0.
  public var byteOffset: Int
  /// Line in the text, from 1, for formats whose faults are found by line; nil elsewhere.
  public var line: Int?
  /// The item as the format's specification names it (`I048/040`, `type 5`, `tag 13`); empty where
  /// the whole frame is meant.
  public var item: String
  /// One of a small set of phrases, so that faults can be counted by it: no values in it.
  public var reason: String
  /// What was found and what was expected: `length 2, at least 3 expected`.
  public var detail: String
  /// The first bytes of the frame.
  public var raw: [UInt8]

  public init(
    byteOffset: Int, line: Int? = nil, item: String = "", reason: String, detail: String = "",
    raw: [UInt8] = []
  ) {
    self.byteOffset = byteOffset
    self.line = line
    self.item = item
    self.reason = reason
    self.detail = detail
    self.raw = Array(raw.prefix(Reject.rawByteCountMax))
  }
}

/// A message that can be written as one JSON object, every field with its unit in its name.
public protocol WireMessage: Sendable {
  /// Offset in the stream of the message's first byte.
  var byteOffset: Int { get }
  /// Writes the fields; the caller has opened the object and closes it.
  func write(to writer: inout FieldWriter)
}

/// Turns bytes into messages, however they are cut into reads. Memory is bounded whatever comes in.
///
///     decoder.push(read)
///     while let item = decoder.next() { … }
///     decoder.finish()   // then next() until nil
///
/// It is a protocol because every wire format has one, and all pass one test suite: whole and byte
/// by byte the same, cut at every offset, garbage between frames.
public protocol WireDecoder: Sendable {
  associatedtype Message: WireMessage
  mutating func push(_ bytes: UnsafeRawBufferPointer)
  /// The end of a datagram, where the bytes come in such: no message reaches over it.
  mutating func endDatagram()
  /// The end of the stream: what was held back comes out, as a message or as a fault.
  mutating func finish()
  /// The next message or fault; nil until more bytes are pushed.
  mutating func next() -> WireItem<Message>?
}

extension WireDecoder {
  /// Nothing: right for streams that only happen to come in datagrams.
  public mutating func endDatagram() {}

  public mutating func push(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { push($0) }
  }
}
