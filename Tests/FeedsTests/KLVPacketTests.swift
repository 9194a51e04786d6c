// Are packets and items read as ST 0601 has them, and is nothing of a damaged packet used?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Testing

@Suite struct KLVPacketTests {
  /// The sample of paretech/klvdata (MIT), its checksum set right: as published it does not fit.
  static func sample() throws -> [UInt8] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/klv/datalink.klv")
    return [UInt8](try Data(contentsOf: file))
  }

  private func value(_ tag: Int, _ octets: [UInt8]) -> KLVItem? {
    var builder = KLVPacketBuilder(timeUs: 1)
    builder.add(tag, octets: octets)
    return klvItems(builder.bytes()).packets.first?.item(tag)
  }

  @Test func `the sample has the values that klvdata gives`() throws {
    let items = klvItems(try Self.sample())
    #expect(items.faults.isEmpty)
    let packet = try #require(items.packets.first)
    #expect(packet.integer(2) == 1_231_798_102_000_000)
    #expect(packet.text(3) == "Mission 12")
    #expect(packet.text(10) == "Predator")
    for (tag, expected) in [
      (5, 159.97436484321355), (6, -0.4315317239905987), (7, 3.4058656575212893),
      (13, 60.176822966978335), (14, 128.42675904204452), (15, 14190.719462882427),
      (16, 144.5712977798123), (17, 152.64362554360267), (18, 160.71921143697557),
      (19, -168.79232483394085), (20, 176.86543764939194), (21, 68590.98329874477),
      (22, 722.8198672465096), (23, -10.542388633146132), (24, 29.15789012292302),
      (25, 3216.0372320134275),
    ] {
      #expect(packet.number(tag).map { abs($0 - expected) < 1e-9 * max(1, abs(expected)) } == true)
    }
    #expect(packet.json.contains("\"classification\":1,\"classification_name\":\"UNCLASSIFIED\""))
    #expect(packet.json.contains("\"object_countries\":\"USA\",\"version\":10}"))
  }

  /// From the item tests of jmisb (MIT).
  @Test(arguments: [
    (36, "b2", 69.80392156862746), (45, "1a95", 425.215152), (46, "2611", 608.9231),
    (49, "3d07", 1191.9585), (53, "6af4", 2088.9601), (57, "b38eacf1", 3_506_979.0316063),
    (58, "a45d", 6420.539), (64, "ddc5", 311.8682), (67, "85a15a39", -86.041207348947),
    (71, "172f", 32.6024262), (80, "04bc", 12.0952), (82, "f101a229", -10.5423886331461),
    (90, "ff62e2f2", -0.4315), (93, "de179323", -47.683), (96, "00d92a", 13898.5),
    (103, "2f921e", 23456.24), (105, "2f921e", 23456.24), (109, "0001a0", 1.625),
    (112, "1f40", 125), (113, "05f500", 2150), (114, "05f740", 2154.5), (117, "3e90", 1),
    (118, "3e8011", 0.00415), (120, "4800", 72), (132, "0257c0", 2400), (134, "3700", 55),
    (43, "03", 6), (39, "54", 84), (8, "93", 147), (62, "22b8", 8888), (110, "ffff", 65_535),
    (136, "1e", 30), (136, "8000", -32_768), (137, "012b8dc635", 5_025_678_901),
    (47, "31", 49), (15, "ffff", 19_000), (15, "0000", -900), (26, "c06e", -0.0372),
    (6, "8001", -20), (13, "7fffffff", 90), (51, "8001", -180), (123, "ff", 255),
  ])
  func `items have the values that jmisb gives`(tag: Int, hex: String, expected: Double) throws {
    let octets = stride(from: 0, to: hex.utf8.count, by: 2).compactMap {
      UInt8(String(Array(hex)[$0...$0 + 1]), radix: 16)
    }
    let item = try #require(value(tag, octets))
    let found = try #require(item.number ?? item.integer.map(Double.init))
    #expect(abs(found - expected) < 6e-5 * max(1, abs(expected).squareRoot()), "\(found)")
  }

  @Test(arguments: [
    (6, "8000"), (7, "8000"), (13, "80000000"), (19, "80000000"), (26, "8000"), (79, "8000"),
    (96, "c80000"), (113, "e80000"), (117, "d000"), (120, "e000"), (112, "f000"),
  ])
  func `error indicators and special values are null`(tag: Int, hex: String) throws {
    let octets = stride(from: 0, to: hex.utf8.count, by: 2).compactMap {
      UInt8(String(Array(hex)[$0...$0 + 1]), radix: 16)
    }
    let item = try #require(value(tag, octets))
    #expect(item.state == .special)
    #expect(item.number == nil)
  }

  @Test func `an item without a value is unknown from now on`() throws {
    var builder = KLVPacketBuilder(timeUs: 1)
    builder.add(13, octets: [])
    let packet = try #require(klvItems(builder.bytes()).packets.first)
    #expect(packet.item(13)?.state == .unknownNow)
    #expect(packet.json.contains("\"sensor_latitude_deg\":null"))
  }

  @Test func `an item of a wrong length costs itself and is named`() throws {
    var builder = KLVPacketBuilder(timeUs: 1)
    builder.add(13, octets: [1, 2])
    builder.add(3, text: "M")
    let items = klvItems(builder.bytes())
    #expect(items.faults.map(\.reason) == ["item does not fit"])
    #expect(items.faults.map(\.item) == ["item 13"])
    #expect(items.faults.map(\.byteOffset) == [27])
    let packet = try #require(items.packets.first)
    #expect(packet.json.contains("\"tag_13_hex\":\"0102\""))
    #expect(packet.text(3) == "M")
  }

  @Test func `tags of two octets, unknown and repeated tags are kept`() throws {
    var builder = KLVPacketBuilder(timeUs: 1)
    builder.add(129, text: "T")
    builder.add(999, octets: [1])
    builder.add(100, octets: [2])
    builder.add(100, octets: [3])
    let json = try #require(klvItems(builder.bytes()).packets.first).json
    #expect(json.contains("\"target_id\":\"T\",\"tag_999_hex\":\"01\""))
    #expect(json.contains("\"segment_set\":\"02\",\"tag_100_2_hex\":\"03\""))
  }

  @Test func `a packet whose time is not first is marked`() throws {
    var builder = KLVPacketBuilder()
    builder.add(3, text: "M")
    #expect(
      try #require(klvItems(builder.bytes()).packets.first).json.contains("\"time_is_not_first\""))
  }

  @Test func `every corruption of one bit is refused`() throws {
    let bytes = try Self.sample()
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << UInt8(bit)
        let items = klvItems(damaged)
        #expect(items.packets.isEmpty, "octet \(index), bit \(bit)")
        #expect(!items.faults.isEmpty)
      }
    }
  }

  @Test func `a missing checksum is refused, and one that is not last`() throws {
    let key = try Self.sample()[0..<16]
    for value in [[2, 0], [1, 2, 0, 0, 3, 0], []] as [[UInt8]] {
      let items = klvItems(Array(key) + [UInt8(value.count)] + value)
      #expect(items.packets.isEmpty)
      #expect(items.faults.map(\.reason) == ["checksum missing"])
    }
  }

  @Test func `packets are the same after decoding and encoding`() throws {
    var random = Seeded(3)
    let sample = try Self.sample()
    #expect(try #require(klvItems(sample).packets.first).encoded() == sample)
    for _ in 0..<300 {
      var builder = KLVPacketBuilder(
        timeUs: Int64.random(in: 0...4e15.rounded().asInt, using: &random))
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        let count = Int.random(in: 0...200, using: &random)
        builder.add(
          Int.random(in: 3...300, using: &random),
          octets: (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) })
      }
      let bytes = builder.bytes()
      let packet = try #require(klvItems(bytes).packets.first)
      #expect(packet.encoded() == bytes)
      #expect(packet.raw == bytes)
      _ = packet.json
    }
  }

  @Test func `numbers that are added come back within one step`() throws {
    for (tag, number, step) in [
      (5, 123.456, 0.006), (6, -3.21, 0.0007), (13, 46.4825, 5e-8), (15, 1_234.5, 0.31),
      (104, 1_234.5, 0.001), (117, -12.25, 0.001), (39, -12, 0),
    ] {
      var builder = KLVPacketBuilder(timeUs: 1)
      let isAdded = builder.add(tag, number, byteCount: tag == 39 ? 1 : 4)
      #expect(isAdded)
      let found = try #require(klvItems(builder.bytes()).packets.first?.number(tag))
      #expect(abs(found - number) <= step)
    }
    var builder = KLVPacketBuilder(timeUs: 1)
    let areAdded = [builder.add(13, 91), builder.add(3, 1), builder.add(5, .nan)]
    #expect(areAdded == [false, false, false])
  }
}

extension Double {
  fileprivate var asInt: Int64 { Int64(self) }
}
