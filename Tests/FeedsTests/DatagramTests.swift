// Does each datagram stand alone, so that a lost or broken one costs itself only?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Geo
import Observations
import Testing

@Suite struct DatagramTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures")

  private func fixture(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(path)))
  }

  /// Messages and rejects of datagrams that come one by one.
  private func read(
    _ datagrams: [[UInt8]], _ format: FeedFormat
  ) -> (messages: Int, rejects: [Reject]) {
    let radar = Sensor(
      id: "R", name: "R", means: .radar, owner: "M",
      place: GeoPoint(latitudeDeg: 49.9, longitudeDeg: 36.3), heightM: 200)
    var settings = FeedSettings(
      name: "f", format: format, receipt: .live(atMs: 1_782_259_200_000),
      sensors: SensorRegister([radar]))
    settings.startMs = 1_782_259_200_000
    settings.radars = [RadarSource(sac: 7, sic: 42, sensor: "R")]
    var decoder = FeedDecoder(settings)
    var rejects: [Reject] = []
    for datagram in datagrams {
      decoder.push(datagram)
      decoder.endDatagram()
      while let item = decoder.next() {
        if case .reject(let reject) = item { rejects.append(reject) }
      }
    }
    return (decoder.messageCount, rejects)
  }

  @Test func `a block that its datagram breaks off costs no other datagram`() throws {
    let bytes = try fixture("asterix/example.ast")
    var blocks: [[UInt8]] = []
    var at = 0
    while at + 3 <= bytes.count, blocks.count < 50 {
      let length = Int(bytes[at + 1]) << 8 | Int(bytes[at + 2])
      blocks.append(Array(bytes[at..<at + length]))
      at += length
    }
    let whole = read(blocks, .asterix)
    #expect(whole.messages >= 50)
    #expect(whole.rejects.isEmpty)
    let lost = read([blocks[9]], .asterix).messages
    blocks[9].removeLast(4)
    let broken = read(blocks, .asterix)
    #expect(broken.rejects.count == 1)
    #expect(broken.messages >= whole.messages - lost)
    #expect(broken.messages < whole.messages)
  }

  @Test(arguments: [FeedFormat.ais, .avr, .sbs])
  func `a line without its end ends with its datagram`(
    format: FeedFormat
  ) throws {
    let lines: [String] =
      switch format {
      case .ais:
        [
          "!AIVDM,1,1,,A,13=wUWhvAGR>l`HJROELprD42@00,0*02",
          "!AIVDM,1,1,,B,144FUqPw2qR=Le`JQh4HV6p22@00,0*6B",
        ]
      case .avr: ["*8D4840D6202CC371C32CE0576098;", "*8D40621D58C382D690C8AC2863A7;"]
      default:
        [
          "MSG,3,1,1,4840D6,1,2026/06/24,12:00:00.000,2026/06/24,12:00:00.000,,3000,,,50.1,30.2,,,,,,0",
          "MSG,3,1,1,4840D6,1,2026/06/24,12:00:01.000,2026/06/24,12:00:01.000,,3000,,,50.1,30.2,,,,,,0",
        ]
      }
    let found = read(lines.map { Array($0.utf8) }, format)
    #expect(found.messages == 2)
    #expect(found.rejects.isEmpty, "\(found.rejects)")
  }

  @Test func `a message of the TAK mesh ends with its datagram`() throws {
    // version 1, one event: type a-u-G, uid u, times, how m-g, point.
    func field(_ number: UInt8, _ text: String) -> [UInt8] {
      [number << 3 | 2, UInt8(text.utf8.count)] + Array(text.utf8)
    }
    func double(_ number: UInt8, _ value: Double) -> [UInt8] {
      [number << 3 | 1] + withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
    let event =
      field(1, "a-u-G") + field(5, "u") + field(9, "m-g") + double(10, 50) + double(11, 30)
    let mesh = [0xBF, 0x01, 0xBF, 0x12, UInt8(event.count)] + event
    let found = read([mesh, mesh], .tak)
    #expect(found.messages == 2, "\(found.rejects)")
  }
}
