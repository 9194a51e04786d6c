// Are messages of the TAK protocol found, read and written?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Feeds

@Suite struct TAKTests {
  static func events() throws -> [CoTEvent] {
    CoTTests.messages([UInt8](try Data(contentsOf: CoTTests.fixture))).messages
      .compactMap(\.event)
  }

  /// XML does not say the version apart from 2.0, nor an empty attribute from none.
  @Test(arguments: [TAKProtocol.Framing.mesh, .stream])
  func `an event goes to the TAK protocol and back unchanged`(
    framing: TAKProtocol.Framing
  ) throws {
    let events = try Self.events()
    let bytes = events.flatMap { TAKProtocol.encoded($0, framing) }
    let read = CoTTests.messages(bytes)
    #expect(read.faults.isEmpty && read.messages.map(\.event) == events)
    for (message, event) in zip(read.messages, events) {
      #expect(TAKProtocol.payload(message.event, message.envelope) == message.raw)
      #expect(CoTTests.messages(message.event?.xml() ?? []).messages.map(\.event) == [event])
    }
    for readSize in [1, 2, 3, 100] {
      let cut = CoTTests.messages(bytes, readSize: readSize)
      #expect(cut.messages == read.messages && cut.faults.isEmpty)
    }
  }

  @Test func `the header's bytes`() throws {
    let event = try Self.events()[0]
    let mesh = TAKProtocol.encoded(event, .mesh)
    #expect(mesh.prefix(4) == [0xBF, 0x01, 0xBF, 0x12])
    let stream = TAKProtocol.encoded(event, .stream)
    let count = mesh.count - 3
    #expect(
      stream.prefix(4) == [0xBF, UInt8(count & 0x7F | 0x80), UInt8(count >> 7), 0x12])
  }

  @Test func `XML and both framings may be mixed`() throws {
    let event = try Self.events()[0]
    let bytes =
      event.xml() + TAKProtocol.encoded(event, .mesh) + TAKProtocol.encoded(event, .stream)
      + event.xml(prologue: false) + TAKProtocol.encoded(event, .mesh)
    for readSize in [Int.max, 1, 7] {
      let read = CoTTests.messages(bytes, readSize: readSize)
      #expect(read.faults.isEmpty)
      #expect(read.messages.map(\.transport) == [.xml, .mesh, .stream, .xml, .mesh])
      #expect(read.messages.allSatisfy { $0.event == event })
    }
  }

  @Test func `a datagram ends its message, and the next one may come`() throws {
    let event = try Self.events()[0]
    var decoder = CoTDecoder()
    for _ in 0..<3 {
      decoder.push(TAKProtocol.encoded(event, .mesh))
      #expect(decoder.next() == nil)
      decoder.finish()
      guard case .message(let message) = decoder.next() else {
        Issue.record("no message")
        return
      }
      #expect(message.event == event && decoder.next() == nil)
    }
  }

  @Test func `control messages and unknown fields are kept`() throws {
    var envelope = TAKEnvelope()
    envelope.control = TAKEnvelope.Control()
    envelope.control?.versionMin = 1
    envelope.control?.versionMax = 2
    envelope.control?.contactUID = "u-9"
    envelope.submissionMs = 5
    envelope.creationMs = 6
    envelope.unknown = [0x4A, 0x02, 1, 2]
    envelope.unknownInEvent = [0xA0, 0x01, 0x07]
    envelope.unknownInDetail = [0x45, 1, 2, 3, 4]
    let event = try Self.events()[0]
    for framing in [TAKProtocol.Framing.mesh, .stream] {
      let bytes = TAKProtocol.encoded(event, framing, envelope)
      let message = try #require(CoTTests.messages(bytes).messages.first)
      #expect(message.envelope == envelope && message.event == event)
      #expect(TAKProtocol.encoded(message.event, framing, message.envelope) == bytes)
    }
    let alone = CoTTests.messages(TAKProtocol.encoded(nil, .stream, envelope)).messages
    #expect(alone.count == 1 && alone[0].event == nil)
  }

  @Test func `a length beyond the limit is refused before anything is held`() throws {
    let event = try Self.events()[0]
    let good = TAKProtocol.encoded(event, .stream)
    for length: [UInt8] in [
      [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x81, 0x80, 0x40], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
    ] {
      let read = CoTTests.messages([0xBF] + length + good, readSize: 1)
      #expect(read.faults.first?.reason == "length beyond the limit", "\(length)")
      #expect(read.messages.last?.event == event)
    }
    let mesh = CoTTests.messages([0xBF, 0x01, 0xBF, 0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F] + good)
    #expect(mesh.faults.first?.reason == "length beyond the limit")
  }

  @Test func `a spoiled message costs itself, with the offset in the stream`() throws {
    let event = try Self.events()[0]
    let good = TAKProtocol.encoded(event, .stream)
    // Field 2 claims more than the frame has.
    let bad: [UInt8] = [0xBF, 4, 0x12, 0x7F, 1, 2]
    let read = CoTTests.messages(good + bad + good)
    #expect(read.messages.count == 2)
    #expect(read.faults.map(\.reason) == ["length beyond the message"])
    #expect(read.faults.map(\.byteOffset) == [good.count + 3])
  }

  @Test func `a place out of range and a time beyond all calendars are refused`() {
    var inner = ProtobufWriter()
    inner.field(10, 91.0)
    var writer = ProtobufWriter()
    writer.field(2, bytes: inner.bytes)
    var late = ProtobufWriter()
    late.field(6, UInt64.max)
    var other = ProtobufWriter()
    other.field(2, bytes: late.bytes)
    for payload in [writer.bytes, other.bytes] {
      let read = CoTTests.messages([0xBF, UInt8(payload.count)] + payload)
      #expect(read.messages.isEmpty && read.faults.map(\.reason) == ["out of range"])
    }
  }

  @Test func `cut at every offset nothing but the cut message is lost`() throws {
    let event = try Self.events()[0]
    for framing in [TAKProtocol.Framing.mesh, .stream] {
      let one = TAKProtocol.encoded(event, framing)
      for count in 1..<one.count {
        let read = CoTTests.messages(one + one.prefix(count))
        #expect(read.messages.first?.event == event, "\(count)")
        // A mesh message may end between two fields: what is left is a message without them.
        #expect(read.faults.count + read.messages.count - 1 <= 2)
      }
    }
  }

  /// Messages made by takproto: read and written again they have the same bytes.
  @Test(.enabled(if: Shared.folder != nil, "the shared recordings are not here"))
  func `messages of another implementation come out byte for byte`() throws {
    let file = try #require(Shared.folder).appendingPathComponent("data/wire/cot/events.jsonl")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return }
    var count = 0
    for line in text.split(separator: "\n") {
      let row = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      for key in ["mesh", "stream"] {
        let bytes = Self.bytes(hex: try #require(row[key] as? String))
        let message = try #require(CoTTests.messages(bytes).messages.first)
        let framing: TAKProtocol.Framing = key == "mesh" ? .mesh : .stream
        #expect(TAKProtocol.encoded(message.event, framing, message.envelope) == bytes)
        count += 1
      }
      let xml = CoTTests.messages(try #require(row["xml"] as? String))
      let event = try #require(xml.messages.first?.event)
      #expect(CoTTests.messages(event.xml()).messages.first?.event == event)
    }
    #expect(count == 30)
  }

  private static func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex.utf8).map { UInt8($0 < 58 ? $0 - 48 : $0 - 87) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
