// Are packets found in transport streams and in bare bytes, however these are cut and damaged?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Testing

@Suite struct KLVStreamTests {
  static func packet(_ number: Int, text: Int = 10) -> [UInt8] {
    var builder = KLVPacketBuilder(timeUs: 1_782_302_400_000_000 + Int64(number))
    builder.add(3, text: String(repeating: "M", count: text))
    builder.add(13, 46.48)
    return builder.bytes()
  }

  static func transport(
    _ kind: TransportMaker.Kind, before: Int = 0, behind: Int = 0, count: Int = 6
  ) -> [UInt8] {
    var maker = TransportMaker(kind)
    maker.before = before
    maker.behind = behind
    for number in 0..<count {
      maker.tables()
      maker.video([UInt8](repeating: 0x06, count: 300))
      maker.pes(packet(number, text: 400))
    }
    return maker.bytes
  }

  @Test(arguments: [
    TransportMaker.Kind.synchronous, .asynchronous, .undeclared,
  ])
  func `metadata of every kind of stream are found`(kind: TransportMaker.Kind) {
    let items = klvItems(Self.transport(kind))
    #expect(items.faults.isEmpty)
    #expect(items.packets.map { $0.integer(2) } == (0..<6).map { 1_782_302_400_000_000 + $0 })
    #expect(
      items.packets.allSatisfy { $0.raw == Self.packet(Int(($0.integer(2) ?? 0) % 100), text: 400) }
    )
  }

  @Test(arguments: [(4, 0), (0, 16)])
  func `transport packets of 192 and 204 bytes are read`(before: Int, behind: Int) {
    let items = klvItems(Self.transport(.asynchronous, before: before, behind: behind))
    #expect(items.packets.count == 6)
    #expect(items.faults.isEmpty)
  }

  @Test func `a packet may be split over PES packets, and a PES packet hold several`() {
    var maker = TransportMaker(.asynchronous)
    maker.tables()
    maker.pes(Self.packet(1) + Self.packet(2))
    let long = Self.packet(3, text: 500)
    maker.pes(Array(long[..<200]))
    maker.pes(Array(long[200...]))
    let items = klvItems(maker.bytes)
    #expect(items.faults.isEmpty)
    #expect(items.packets.count == 3)
  }

  @Test func `access unit cells may be fragmented`() {
    var maker = TransportMaker(.synchronous)
    maker.tables()
    maker.pes(Self.packet(1, text: 300), cellSize: 100)
    maker.pes(Self.packet(2))
    let items = klvItems(maker.bytes)
    #expect(items.faults.isEmpty)
    #expect(items.packets.count == 2)
  }

  @Test func `a gap of the continuity counter is reported and costs one packet`() {
    var maker = TransportMaker(.asynchronous)
    maker.tables()
    for number in 0..<4 { maker.pes(Self.packet(number, text: 400)) }
    // Each takes three transport packets; the second of the second packet is lost.
    var bytes = maker.bytes
    let at = 188 * (2 + 3 + 1)
    bytes.removeSubrange(at..<at + 188)
    let items = klvItems(bytes)
    #expect(items.packets.map { ($0.integer(2) ?? 0) % 100 } == [0, 2, 3])
    #expect(items.faults.map(\.reason) == ["packets missing", "packet cut off"])
    #expect(items.faults.first?.byteOffset == at + 3)
  }

  @Test func `lost sync is found again`() {
    let bytes = Self.transport(.asynchronous)
    let at = 188 * 9
    let damaged = Array(bytes[..<at]) + [UInt8](repeating: 0x55, count: 77) + Array(bytes[at...])
    let items = klvItems(damaged)
    #expect(items.packets.count == 6)
    #expect(items.faults.map(\.reason) == ["sync lost"])
    #expect(items.faults.first?.byteOffset == at)
    #expect(items.faults.first?.detail == "77 bytes passed over")
  }

  @Test func `packets have their place in the file`() {
    let bytes = Self.transport(.asynchronous)
    for packet in klvItems(bytes).packets {
      #expect(Array(bytes[packet.byteOffset..<packet.byteOffset + 16]) == Array(packet.raw[..<16]))
    }
  }

  @Test func `bytes before, between and behind packets are skipped and counted`() {
    let garbage: [UInt8] = [1, 2, 6, 0x0E, 3]
    let items = klvItems(
      garbage + Self.packet(0) + garbage + Self.packet(1) + garbage, readSize: 3)
    #expect(items.packets.count == 2)
    #expect(items.faults.map(\.reason) == Array(repeating: "bytes outside of packets", count: 3))
    #expect(items.faults.map(\.byteOffset) == [0, 54, 108])
  }

  @Test func `a wrong length costs no other packet`() {
    for length in [[0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x83, 0, 0xFF, 0xFF], [0x80], [0xFF]]
      as [[UInt8]]
    {
      let key = Array(Self.packet(0)[..<16])
      let items = klvItems(Self.packet(0) + key + length + Self.packet(1) + Self.packet(2))
      #expect(items.packets.count == 3, "\(length)")
      #expect(items.faults.count >= 1)
    }
  }

  @Test func `another set is named and passed over`() {
    let other: [UInt8] =
      [0x06, 0x0E, 0x2B, 0x34, 2, 1, 1, 1, 0x0E, 1, 1, 2, 1, 1, 0, 0, 3, 1, 2, 3]
    let items = klvItems(other + Self.packet(1))
    #expect(items.packets.count == 1)
    #expect(items.faults.map(\.reason) == ["set not known"])
  }

  @Test func `what is neither is said once, however long it is`() {
    var random = Seeded(8)
    let noise = (0..<300_000).map { _ in UInt8.random(in: 0x50...0xFF, using: &random) }
    let items = klvItems(noise, readSize: 10_000)
    #expect(items.faults.map(\.reason) == ["no metadata found"])
  }

  static let streams: [[UInt8]] = [
    transport(.asynchronous, count: 3), transport(.synchronous, count: 3),
    transport(.undeclared, before: 4, count: 3),
    [9, 9, 9] + packet(0) + [6, 14] + packet(1) + packet(2).dropLast(7),
  ]

  @Test(arguments: streams.indices)
  func `whole, byte by byte and in pieces are the same packets and faults`(index: Int) {
    var random = Seeded(UInt64(index))
    let bytes = Self.streams[index]
    let whole = klvItems(bytes).lines
    #expect(whole.count >= 3)
    #expect(klvItems(bytes, readSize: 1).lines == whole)
    for _ in 0..<20 {
      #expect(klvItems(bytes, readSize: Int.random(in: 2...500, using: &random)).lines == whole)
    }
  }

  @Test(arguments: streams.indices)
  func `a stream cut off at any byte, or damaged, is the same in any pieces`(index: Int) {
    var random = Seeded(UInt64(index) + 10)
    let bytes = Self.streams[index]
    for count in stride(from: 0, to: bytes.count, by: 7) {
      let cut = Array(bytes[..<count])
      #expect(klvItems(cut).lines == klvItems(cut, readSize: 11).lines, "\(count)")
    }
    for round in 0..<200 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let at = Int.random(in: damaged.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[at] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 1: damaged.insert(0x47, at: at)
        default: damaged.removeSubrange(at..<min(damaged.count, at + 5))
        }
      }
      #expect(klvItems(damaged).lines == klvItems(damaged, readSize: 13).lines, "\(round)")
    }
  }

  @Test func `the shared streams hold twenty packets whose checksum does not fit`() throws {
    guard let shared = Shared.folder else {
      print("skipped: no shared recordings")
      return
    }
    for name in ["klv-sync.ts", "klv-async.ts"] {
      var bytes = [UInt8](
        try Data(contentsOf: shared.appendingPathComponent("data/wire/klv/\(name)")))
      let items = klvItems(bytes)
      #expect(items.packets.isEmpty)
      #expect(items.faults.filter { $0.reason == "checksum wrong" }.count == 20)
      // With the right one they are twenty times the sample.
      for at in bytes.indices.dropLast(3) where Array(bytes[at..<at + 4]) == [1, 2, 0xAA, 0x43] {
        (bytes[at + 2], bytes[at + 3]) = (0x3E, 0x1E)
      }
      let right = klvItems(bytes)
      #expect(right.faults.isEmpty)
      #expect(right.packets.count == 20)
      #expect(try right.packets.allSatisfy { try $0.raw == KLVPacketTests.sample() })
    }
  }
}
