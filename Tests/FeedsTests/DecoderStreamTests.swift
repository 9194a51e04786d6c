// Do the same bytes give the same items however they are cut, and do no bytes end the program?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Observations
import Testing

@Suite struct DecoderStreamTests {
  /// A file of each format with sound and faulty rows, quotes, line ends in fields and two alphabets.
  static let files: [(format: FeedFormat, text: String)] = [
    (
      .firms,
      "\u{FEFF}" + FIRMSTests.header + ",\"NAME, 1\"\r\n" + FIRMSTests.row
        + ",\"Kharkiv\nобласть\"\r\n"
        + FIRMSTests.row.replacing("50.1", with: "x") + ",a\r\n\r\n" + FIRMSTests.row
        + "\r\n,,,\r\n"
        + FIRMSTests.row.replacing(",5,", with: ",2359,") + ",\"open\r\n" + FIRMSTests.row + ",b"
    ),
    (.sheet, SheetRowsTests.table + "\n17,\"Patrol \"\"22\"\"\",far,,,,,,,,,,,,,,\n18,\"x"),
    (
      .geojson,
      #"{"type":"FeatureCollection","x":{"y":["{\"é\""]},"features":["# + GeoJSONEdgeTests.feature()
        + ",\n" + GeoJSONEdgeTests.feature(#""note":"\\\"}{😀""#) + ", {\"type\":\"Point\"}\n] }\n"
        + GeoJSONEdgeTests.feature().dropLast(9) + "\n" + GeoJSONEdgeTests.feature()
    ),
    (.kml, KMLTests.mixed),
  ]

  private func settings(_ format: FeedFormat) -> FeedSettings {
    var settings = SheetRowsTests.settings
    settings.format = format
    return settings
  }

  private func expectSame(_ bytes: [UInt8], _ format: FeedFormat, _ random: inout Seeded) {
    let whole = items(bytes, settings(format))
    #expect(items(bytes, settings(format), readSize: 1) == whole)
    #expect(
      items(bytes, settings(format), readSize: Int.random(in: 2...97, using: &random)) == whole)
  }

  @Test(arguments: files)
  func `whole, byte by byte and in pieces are the same items`(
    file: (format: FeedFormat, text: String)
  ) {
    var random = Seeded(1)
    let whole = items(file.text, settings(file.format))
    #expect(whole.observations.count >= 2)
    #expect(whole.rejects.count >= 1)
    expectSame(Array(file.text.utf8), file.format, &random)
    let utf16 = Array("\u{FEFF}".utf16) + Array(file.text.utf16)
    expectSame(utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, file.format, &random)
    expectSame(utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }, file.format, &random)
  }

  @Test(arguments: files)
  func `a file cut off at any byte is the same items too`(
    file: (format: FeedFormat, text: String)
  ) {
    var random = Seeded(2)
    let bytes = Array(file.text.utf8)
    for count in bytes.indices { expectSame(Array(bytes[..<count]), file.format, &random) }
  }

  @Test(arguments: files)
  func `a damaged file is rejects and reports, the same however it is cut`(
    file: (format: FeedFormat, text: String)
  ) {
    var random = Seeded(3)
    let signs = Array("\"\\,;\t\r\n{}[]:-+.eE<>±nN0\u{0}".utf8)
    for _ in 0..<400 {
      var bytes = Array(file.text.utf8)
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let at = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes[at] = signs.randomElement(using: &random) ?? 0
        case 2: bytes.insert(signs.randomElement(using: &random) ?? 0, at: at)
        default: bytes.removeSubrange(at..<min(bytes.count, at + 5))
        }
      }
      expectSame(bytes, file.format, &random)
    }
  }

  @Test(arguments: FeedFormat.allCases)
  func `bytes of no format at all end in few rejects`(format: FeedFormat) {
    var random = Seeded(4)
    for length in [0, 1, 2, 3, 10, 100, 3_000] {
      let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      expectSame(bytes, format, &random)
      #expect(items(bytes, settings(format)).observations.isEmpty)
    }
  }

  @Test func `what is received live carries the time of the read that ended its row`() {
    var settings = settings(.firms)
    settings.receipt = .live(atMs: 1)
    var decoder = FeedDecoder(settings)
    decoder.push(Array("\(FIRMSTests.header)\n\(FIRMSTests.row)".utf8))
    #expect(decoder.next() == nil)
    decoder.settings.receipt = .live(atMs: 2)
    decoder.push(Array("\n".utf8))
    guard case .observation(let observation, _) = decoder.next() else {
      Issue.record("no report")
      return
    }
    #expect(observation.receivedAtMs == 2)
  }
}

/// SplitMix64: the same draws at every run.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
