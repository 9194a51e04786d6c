// Do the same bytes give the same AIS messages however they are cut, and do no bytes end the program?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Testing

@Suite struct AISStreamTests {
  /// Every kind of line, faults among them.
  static let stream: [UInt8] = Array(
    ([
      AISLines.position, "\\s:st,c:1418169601*00\\" + AISLines.position, AISLines.voyage[0],
      "$PGHP,1,2010,6,11,11,46,12,390,219,24,992190924,1,4A*27", AISLines.position,
      "garbage \u{1} é " + AISLines.position + ",d-080,S2118,r003669946,1325394060",
      AISLines.voyage[1] + ",b003660465", "$GPZDA,114702.51,27,01,2012,,*66",
      String(AISLines.position.prefix(30)) + AISLines.position, "!AIVDM,1,1,,A,,0*26",
      AISLines.voyage[0], "!AIVDM,1,1,,B,H52KsnQ8DDj1Lu9@PhE=>222220,2*30",
    ].joined(separator: "\r\n")).utf8)

  @Test func `whole, byte by byte and in pieces are the same messages and faults`() {
    var random = Seeded(1)
    let whole = aisItems(Self.stream).lines
    #expect(whole.count == 12)
    #expect(aisItems(Self.stream, readSize: 1).lines == whole)
    for _ in 0..<50 {
      let size = Int.random(in: 2...200, using: &random)
      #expect(aisItems(Self.stream, readSize: size).lines == whole)
    }
  }

  @Test func `a stream cut off at any byte ends nothing`() {
    for count in Self.stream.indices {
      let items = aisItems(Array(Self.stream[..<count]))
      #expect(items.lines == aisItems(Array(Self.stream[..<count]), readSize: 7).lines)
    }
  }

  @Test func `a damaged stream is messages and faults, the same however it is cut`() {
    var random = Seeded(2)
    let signs = Array("!$*\\,\r\n0189AWw`:.-".utf8)
    for _ in 0..<400 {
      var bytes = Self.stream
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let at = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 1: bytes[at] = signs.randomElement(using: &random) ?? 0
        case 2: bytes.insert(signs.randomElement(using: &random) ?? 0, at: at)
        default: bytes.removeSubrange(at..<min(bytes.count, at + 5))
        }
      }
      #expect(aisItems(bytes).lines == aisItems(bytes, readSize: 13).lines)
    }
  }

  @Test func `every corruption of one bit in a sentence is refused or leaves its checksum right`() {
    let line = Array(AISLines.position.utf8)
    let whole = aisItems(line).messages.first
    for index in line.indices {
      for bit in 0..<8 {
        var bytes = line
        bytes[index] ^= 1 << UInt8(bit)
        // What still is a message is the same one: small letters in the checksum, another begin.
        for message in aisItems(bytes).messages { #expect(message.payload == whole?.payload) }
      }
    }
  }

  @Test func `the shared recordings are read whole`() throws {
    guard let shared = Shared.folder else {
      print("skipped: no shared recordings")
      return
    }
    let folder = shared.appendingPathComponent("data/ais-nmea")
    for (name, count, faultCount) in [
      ("abvdm-20170201.log.gz", 96, 0), ("australia-20120202-a.nmea.gz", 16_954, 25),
      ("dma-stream-2010.nmea.gz", 4_051, 0), ("exactearth-1.txt.gz", 3_955, 17),
    ] {
      let items = aisItems(
        try Shared.unpacked(folder.appendingPathComponent(name)), readSize: 4_096)
      #expect(items.messages.count == count, "\(name)")
      #expect(items.faults.count == faultCount, "\(name)")
    }
  }
}
