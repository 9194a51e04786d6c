// Is each container known by its first octets, and read to its last one?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Testing

@Suite("ASTERIX containers")
struct ASTERIXContainerTests {
  /// An Ethernet packet with IPv4 and UDP.
  private func packet(_ payload: [UInt8], tags: [UInt8] = []) -> [UInt8] {
    [UInt8](repeating: 2, count: 12) + tags + internet(payload)
  }

  private func internet(_ payload: [UInt8], type: [UInt8] = [0x08, 0x00]) -> [UInt8] {
    type + [0x45, 0] + octets(payload.count + 28, 2) + [0, 0, 0, 0, 9, 17, 0, 0]
      + [10, 0, 0, 1, 10, 0, 0, 2] + datagram(payload)
  }

  private func datagram(_ payload: [UInt8]) -> [UInt8] {
    [0x20, 0, 0x21, 0] + octets(payload.count + 8, 2) + [0, 0] + payload
  }

  private func little(_ value: Int, _ count: Int) -> [UInt8] { octets(value, count).reversed() }

  private func capture(_ packets: [[UInt8]], linkType: Int = 1, isBigEndian: Bool = false)
    -> [UInt8]
  {
    func number(_ value: Int) -> [UInt8] { isBigEndian ? octets(value, 4) : little(value, 4) }
    var bytes = number(0xA1B2_C3D4)
    bytes += isBigEndian ? [0, 2, 0, 4] : [2, 0, 4, 0]
    bytes += number(0) + number(0) + number(65_535) + number(linkType)
    for (index, packet) in packets.enumerated() {
      bytes += number(1_790_000_000 + index) + number(250_000) + number(packet.count)
      bytes += number(packet.count) + packet
    }
    return bytes
  }

  @Test func `a capture of either byte order gives the packets' times`() throws {
    let plots = try plotBlock()
    let capture = capture([packet(plots), packet(plots + plots)])
    let other = self.capture([packet(plots), packet(plots + plots)], isBigEndian: true)
    for bytes in [capture, other] {
      let result = asterix(bytes)
      #expect(result.faults.isEmpty && result.records.count == 3)
      #expect(result.records.first?.capturedAtMs == 1_790_000_000_250)
      #expect(result.records.last?.capturedAtMs == 1_790_000_001_250)
      #expect(asterix(bytes, readSizes: [1]) == result)
    }
  }

  @Test func `VLAN tags, cooked and raw packets, and IPv6 are taken off`() throws {
    let plots = try plotBlock()
    let vlan = capture([packet(plots, tags: [0x88, 0xA8, 0, 5, 0x81, 0, 0, 7])])
    let cooked = capture([[UInt8](repeating: 0, count: 14) + internet(plots)], linkType: 113)
    let cooked2 = capture(
      [[0x08, 0] + [UInt8](repeating: 0, count: 18) + internet(plots, type: [])], linkType: 276)
    let raw = capture([internet(plots, type: [])], linkType: 101)
    let loopback = capture([[2, 0, 0, 0] + internet(plots, type: [])], linkType: 0)
    let six =
      [0x60, 0, 0, 0] + octets(plots.count + 8, 2) + [17, 64] + [UInt8](repeating: 1, count: 32)
      + datagram(plots)
    let version6 = capture([[UInt8](repeating: 3, count: 12) + [0x86, 0xDD] + six])
    for bytes in [vlan, cooked, cooked2, raw, loopback, version6] {
      let result = asterix(bytes)
      #expect(result.records.count == 1 && result.faults.isEmpty)
    }
  }

  @Test func `packets that hold no UDP are counted with the reason`() throws {
    let arp = [UInt8](repeating: 2, count: 12) + [0x08, 0x06] + [UInt8](repeating: 0, count: 28)
    var tcp = packet(try plotBlock())
    tcp[23] = 6
    var fragment = packet(try plotBlock())
    fragment[20] = 0x20
    let short = Array(packet(try plotBlock()).prefix(30))
    let bytes = capture([arp, tcp, fragment, short, packet(try plotBlock())])
    let result = asterix(bytes)
    #expect(result.records.count == 1)
    #expect(result.reasons == [String](repeating: "packet not read", count: 4))
    #expect(result.faults[1].detail == "IP protocol 6, 17 (UDP) expected")
  }

  @Test func `a capture with a damaged packet header goes on at the next packet`() throws {
    let one = packet(try plotBlock())
    var bytes = capture([one, one, one, one])
    // The captured length of the second packet.
    let second = 24 + 16 + one.count
    bytes.replaceSubrange((second + 8)..<(second + 12), with: [0xFF, 0xFF, 0xFF, 0xFF])
    let result = asterix(bytes)
    #expect(result.records.count == 3)
    #expect(result.reasons == ["capture malformed"])
    #expect(asterix(bytes, readSizes: [1]) == result)
  }

  @Test func `pcapng is read with its clock's steps`() throws {
    func block(_ type: Int, _ body: [UInt8]) -> [UInt8] {
      let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
      let length = little(padded.count + 12, 4)
      return little(type, 4) + length + padded + length
    }
    let one = packet(try plotBlock())
    let section = block(
      0x0A0D_0D0A, little(0x1A2B_3C4D, 4) + [1, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 8))
    // Nanoseconds.
    let interface = block(1, [1, 0, 0, 0, 0, 0, 1, 0] + [9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0])
    let ns = 1_790_000_000_500_000_000
    let enhanced = block(
      6,
      little(0, 4) + little(ns >> 32, 4) + little(ns & 0xFFFF_FFFF, 4) + little(one.count, 4)
        + little(one.count, 4) + one)
    let other = block(5, [1, 2, 3, 4])
    let bytes = section + interface + enhanced + other + enhanced
    let result = asterix(bytes)
    #expect(result.faults.isEmpty && result.records.count == 2)
    #expect(result.records.first?.capturedAtMs == 1_790_000_000_500)
    #expect(asterix(bytes, readSizes: [1]) == result)
    let bomb = section + interface + little(6, 4) + little(0x7FFF_FFF0, 4) + enhanced
    #expect(asterix(bomb).reasons.first == "capture malformed")
  }

  @Test func `the final form gives the frame's time and survives a damaged frame`() throws {
    func frame(_ block: [UInt8], time: Int) -> [UInt8] {
      octets(block.count + 12, 2) + [0, 0] + octets(time, 4) + block + [0xA5, 0xA5, 0xA5, 0xA5]
    }
    let one = frame(try plotBlock(), time: 4_320_000)
    let two = frame(try northMarker() + plotBlock(), time: 4_320_100)
    let result = asterix(one + two)
    #expect(result.faults.isEmpty && result.records.count == 3)
    #expect(result.records.first?.frameTimeOfDayMs == 43_200_000)
    var damaged = one
    damaged[damaged.count - 1] = 0
    let after = asterix(one + damaged + two)
    #expect(after.records.count == 3 && after.reasons == ["not ASTERIX"])
    #expect(asterix(one + damaged + two, readSizes: [1]) == after)
  }

  @Test func `blocks behind length and time are read alone and in datagrams`() throws {
    func message(_ block: [UInt8], timeMs: Int) -> [UInt8] {
      octets(block.count + 6, 2) + octets(timeMs, 4) + block
    }
    let stream =
      message(try plotBlock(), timeMs: 45_826_101) + message(try northMarker(), timeMs: 1)
    for bytes in [stream, capture([packet(stream)])] {
      let result = asterix(bytes)
      #expect(result.faults.isEmpty && result.records.count == 2)
      #expect(result.records.map(\.frameTimeOfDayMs) == [45_826_101, 1])
    }
  }

  @Test func `the GPS form has a header and a time behind each block`() throws {
    func tagged(_ block: [UInt8], time: Int) -> [UInt8] {
      block + [0x11, 0xD2, 0x8F, 0x0A, 0] + octets(time, 4) + [0]
    }
    let bytes =
      [UInt8](repeating: 0xCD, count: 2_200) + tagged(try plotBlock(), time: 279)
      + tagged(try northMarker(), time: 384)
    let result = asterix(bytes)
    #expect(result.faults.isEmpty && result.records.count == 2)
    #expect(result.records.map(\.frameTimeOfDayMs) == [2_179, 3_000])
    #expect(asterix(bytes, readSizes: [1]) == result)
  }
}
