// Is a SAPIENT stream read the same however it comes, and is a bad message paid for by itself only?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Feeds

@Suite struct SAPIENTStreamTests {
  typealias Help = SAPIENTHelp

  private func ack() throws -> [UInt8] {
    try SAPIENTReply.registrationAck(
      from: Help.fusion, to: Help.node, at: Help.time, isAccepted: true, reasons: ["fine"])
  }

  private func expectSame(_ bytes: [UInt8], _ random: inout Seeded) {
    let whole = wireLines(bytes, .sapient)
    for size in [1, Int.random(in: 2...200, using: &random)] {
      let pieces = wireLines(bytes, .sapient, readSize: size)
      #expect(pieces.lines == whole.lines)
      #expect(pieces.faults == whole.faults)
    }
  }

  @Test func `whole, byte by byte and in pieces are the same`() throws {
    var random = Seeded(1)
    expectSame(try Help.fixture("valid.sapient"), &random)
    expectSame(
      try ack() + [255, 255, 255, 255] + (try ack()) + [0, 0, 0, 0, 0] + (try ack()), &random)
  }

  @Test func `a stream that is cut off anywhere gives the messages before`() throws {
    var random = Seeded(2)
    let one = try ack()
    let bytes = one + one
    for count in bytes.indices {
      let cut = Array(bytes[..<count])
      let read = Help.read(cut)
      #expect(read.messages.count == count / one.count)
      #expect(read.faults.count == (count % one.count == 0 ? 0 : 1), "\(count)")
      expectSame(cut, &random)
    }
  }

  @Test(
    arguments: [
      [255, 255, 255, 255], [0, 0, 0, 0], [1, 0, 16, 0], [0, 0, 0, 128],
    ] as [[UInt8]])
  func `an impossible length costs no other message`(length: [UInt8]) throws {
    let one = try ack()
    let read = Help.read(one + length + [9, 9, 9] + one + one)
    #expect(read.messages.map(\.byteOffset) == [0, one.count + 7, 2 * one.count + 7])
    #expect(read.faults.map(\.reason) == ["length not possible", "bytes passed over"])
    #expect(read.faults.first?.byteOffset == one.count)
    #expect(read.faults.last?.detail == "7 bytes up to the next message")
  }

  @Test func `a length with the highest octet first and XML are said to be so`() throws {
    let one = try ack()
    let swapped = Help.read(one[..<4].reversed() + one[4...] + one)
    #expect(
      swapped.faults.first?.detail.contains("highest octet first it would be \(one.count - 4)")
        == true)
    #expect(swapped.messages.count == 1)
    let xml = Help.read(Array("<?xml version=\"1.0\"?><SensorRegistration/>".utf8) + [0] + one)
    #expect(xml.faults.first?.detail.contains("XML") == true)
    #expect(xml.messages.count == 1)
  }

  @Test func `a length that swallows the next messages costs its own only`() throws {
    let one = try ack()
    let count = UInt8(one.count - 4 + 60)
    let read = Help.read([count, 0, 0, 0] + one[4...] + one + one + one)
    #expect(read.messages.count >= 3)
    #expect(!read.faults.isEmpty)
  }

  @Test func `a length that is too short costs its own only`() throws {
    let one = try ack()
    let read = Help.read([UInt8(one.count - 9), 0, 0, 0] + one[4...] + one + one)
    #expect(read.messages.count == 2)
    #expect(!read.faults.isEmpty)
  }

  @Test func `octets that are no message cost themselves only`() throws {
    let one = try ack()
    for broken: [UInt8] in [[0x0A, 0xFF], [0x07], [0x12, 0x02, 0xC3, 0x28], [0x2A, 2, 0x08]] {
      let read = Help.read(one + Help.framed(broken) + one)
      #expect(read.messages.count == 2, "\(broken)")
      #expect(read.faults.count == 1, "\(broken)")
      #expect(read.faults.first?.item == "SapientMessage")
    }
  }

  @Test func `text that is no UTF-8 is refused with its path`() throws {
    let frame = Help.raw { $0.message(11) { $0.field(1, bytes: [0xFF, 0xFE]) } }
    let read = Help.read(frame)
    #expect(read.faults.first?.reason == "text is not UTF-8")
    #expect(read.faults.first?.detail == "alert_ack.alert_id")
  }

  @Test func `a message in a broken message's packet is found only where the length is wrong too`()
    throws
  {
    let one = try ack()
    let inner = Help.raw {
      $0.message(12) {
        $0.field(1, bytes: one)
        $0.field(3, "bad")
      }
      $0.field(14, 1 as UInt64)
    }
    // An unreadable field at the end; the length is right, so nothing inside is taken for a message.
    var broken = Array(inner[4...])
    broken.append(0x07)
    let read = Help.read(Help.framed(broken) + one)
    #expect(read.messages.count == 1)
    #expect(read.faults.count == 1)
  }

  @Test func `garbage without end keeps a few bytes only`() throws {
    var decoder = SAPIENTDecoder()
    var random = Seeded(3)
    var faultCount = 0
    for _ in 0..<16 {
      decoder.push((0..<65_536).map { _ in UInt8.random(in: 128...255, using: &random) })
      while let item = decoder.next() {
        if case .fault = item { faultCount += 1 }
      }
    }
    #expect(faultCount == 1)
    decoder.push(try ack())
    decoder.finish()
    var messageCount = 0
    while let item = decoder.next() { if case .message = item { messageCount += 1 } }
    #expect(messageCount == 1)
  }

  @Test func `beginnings within beginnings are tried a few times only`() throws {
    // Each beginning claims the rest, which is unreadable at its end.
    let head = Help.raw { _ in }
    var bytes: [UInt8] = []
    let count = 3_000
    for index in 0..<count {
      let rest = UInt32((count - index) * head.count - 4)
      bytes += (0..<4).map { UInt8(truncatingIfNeeded: rest >> (8 * UInt32($0))) } + head[4...]
    }
    bytes[bytes.count - 1] = 0x07
    let read = Help.read(bytes + (try ack()))
    #expect(read.faults.count < 40)
    #expect(read.messages.count >= 1)
  }

  @Test func `nesting is limited`() throws {
    var inner = ProtobufWriter()
    inner.field(1, "type")
    for _ in 0..<40 {
      var outer = ProtobufWriter()
      outer.field(4, bytes: inner.bytes, always: true)
      inner = outer
    }
    let frame = Help.raw { $0.message(7) { $0.message(11) { $0.field(3, bytes: inner.bytes) } } }
    #expect(Help.read(frame).faults.map(\.reason) == ["nested too deeply"])
  }

  @Test func `damaged streams end nothing and are the same however they come`() throws {
    var random = Seeded(4)
    let bytes = Array(try Help.fixture("valid.sapient").prefix(6_000))
    for _ in 0..<150 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let at = Int.random(in: damaged.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: damaged.insert(UInt8.random(in: .min ... .max, using: &random), at: at)
        default: damaged.removeSubrange(at..<min(damaged.count, at + 3))
        }
      }
      let whole = wireLines(damaged, .sapient)
      let pieces = wireLines(
        damaged, .sapient, readSize: Int.random(in: 1...500, using: &random))
      #expect(pieces.lines == whole.lines)
      #expect(pieces.faults == whole.faults)
    }
  }
}
