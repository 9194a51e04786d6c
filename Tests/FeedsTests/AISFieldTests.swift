// Are the fields of AIS messages read as ITU-R M.1371-5 has them?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Notation
import Testing

@Suite struct AISFieldTests {
  /// A message of one part from its bits, through a sentence.
  private func message(_ payload: AISPayload) throws -> AISMessage {
    let items = aisItems(payload.sentences().joined(separator: "\n"))
    #expect(items.faults.isEmpty)
    return try #require(items.messages.first)
  }

  private func position(_ change: (inout AISPositionReport) -> Void) throws -> AISMessage {
    var report = AISPositionReport()
    change(&report)
    return try message(
      try #require(AISPayload(type: 1, mmsi: MMSI(211_000_001), .position(report))))
  }

  private func json(_ message: AISMessage) -> String {
    var writer = FieldWriter()
    message.write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `a position report of gpsd's sample has the values that three decoders give`() throws {
    let message = try #require(aisItems(AISLines.position).messages.first)
    guard case .position(let report) = message.report else {
      Issue.record("no position report")
      return
    }
    #expect(message.mmsi.text == "371798000")
    #expect(report.speed.kn == 12.3)
    #expect(abs((report.position.longitudeDeg ?? 0) + 123.395383) < 1e-6)
    #expect(abs((report.position.latitudeDeg ?? 0) - 48.381633) < 1e-6)
    #expect(report.courseDeg == 224)
    #expect(report.headingDeg == 215)
    #expect(report.second == 33)
    #expect(report.isAccurate)
    #expect(report.turn.sideWithoutIndicator == -1)
    #expect(report.turn.degPerMin == nil)
    #expect(report.radioStatus == 34_017)
  }

  @Test(
    arguments: [
      (Int8(-128), nil, nil), (-127, nil, -1), (127, nil, 1), (0, 0, nil), (-11, -5.4014, nil),
      (11, 5.4014, nil), (126, 708.71, nil), (-126, -708.71, nil),
    ] as [(Int8, Double?, Int?)])
  func `the rate of turn keeps its sign`(raw: Int8, degPerMin: Double?, side: Int?) throws {
    let message = try position { $0.turn = AISTurn(raw: raw) }
    guard case .position(let report) = message.report else { return }
    #expect(report.turn.sideWithoutIndicator == side)
    #expect((report.turn.degPerMin == nil) == (degPerMin == nil))
    if let degPerMin, let found = report.turn.degPerMin {
      #expect(abs(found - degPerMin) < 0.01)
    }
  }

  @Test func `what is not available is left out`() throws {
    let text = json(try position { _ in })
    for name in ["speed", "longitude", "latitude", "course", "heading", "turn", "utc_second"] {
      #expect(!text.contains(name), "\(name)")
    }
  }

  @Test func `what is out of range is written as sent and is no position`() throws {
    let message = try position {
      $0.position = AISPosition(
        longitudeTenThousandthMin: 108_000_001, latitudeTenThousandthMin: -54_000_001)
      $0.courseTenthDeg = 3_700
      $0.headingRawDeg = 400
      $0.speed = AISSpeed(tenthKn: 1_022)
    }
    let text = json(message)
    #expect(text.contains("\"longitude_ten_thousandth_min_raw\":108000001"))
    #expect(text.contains("\"latitude_ten_thousandth_min_raw\":-54000001"))
    #expect(text.contains("\"course_tenth_deg_raw\":3700"))
    #expect(text.contains("\"heading_deg_raw\":400"))
    #expect(text.contains("\"speed_kn\":102.2,\"speed_is_at_least\":true"))
    guard case .position(let report) = message.report else { return }
    #expect(report.position.longitudeDeg == nil)
    #expect(report.position.latitudeDeg == nil)
  }

  @Test(arguments: [1, 2, 3, 4, 11, 18] as [UInt8])
  func `reports are the same after encoding and decoding`(type: UInt8) throws {
    var random = Seeded(UInt64(type))
    for _ in 0..<200 {
      var bits = AISPayload()
      _ = bits.append(UInt64(type), 6)
      for width in [2, 60, 60, 40] {
        _ = bits.append(UInt64.random(in: 0..<1 << UInt64(width), using: &random), width)
      }
      let decoded = try message(bits)
      let encoded = try #require(
        AISPayload(
          type: type, repeatIndicator: decoded.repeatIndicator, mmsi: decoded.mmsi, decoded.report))
      #expect(encoded == bits)
    }
  }

  @Test func `a voyage report is the same after encoding and decoding`() throws {
    var random = Seeded(5)
    for _ in 0..<200 {
      var bits = AISPayload()
      _ = bits.append(5, 6)
      for width in [2, 64, 64, 64, 64, 64, 64, 32] {
        _ = bits.append(UInt64.random(in: .min ... .max, using: &random), width)
      }
      let decoded = try message(bits)
      #expect(decoded.sentence.partCount == 2)
      let encoded = try #require(
        AISPayload(
          type: 5, repeatIndicator: decoded.repeatIndicator, mmsi: decoded.mmsi, decoded.report))
      #expect(encoded == bits)
    }
  }

  @Test(arguments: [422, 424, 426])
  func `type 5 is read with 422, 424 and 426 bits`(count: Int) throws {
    let whole = try #require(aisItems(AISLines.voyage.joined(separator: "\n")).messages.first)
    var bits = AISPayload()
    for index in 0..<count { _ = bits.append(whole.payload.unsigned(index, 1), 1) }
    guard case .voyage(let report) = try message(bits).report else {
      Issue.record("no voyage report")
      return
    }
    #expect(report.callSign.text == "WDD9287")
  }

  @Test(arguments: [160, 168])
  func `type 24 part A is read with 160 and 168 bits`(count: Int) throws {
    let name = AISText("SEA BIRD", count: 20)
    var bits = AISPayload()
    _ = bits.append(24, 6)
    _ = bits.append(0, 2)
    _ = bits.append(211_000_001, 30)
    _ = bits.append(0, 2)
    for index in (0..<20).reversed() {
      _ = bits.append(UInt64(truncatingIfNeeded: name.codes >> UInt128(6 * index)) & 63, 6)
    }
    if count == 168 { _ = bits.append(0, 8) }
    let found = try message(bits)
    #expect(found.payload.bitCount == count)
    #expect(found.report == .name(name))
  }

  @Test(arguments: [(UInt32(982_110_001), true), (211_000_001, false)])
  func `type 24 part B of a ship's craft names the ship`(mmsi: UInt32, isCraft: Bool) throws {
    var bits = AISPayload()
    for (value, width) in [
      (24, 6), (0, 2), (UInt64(mmsi), 30), (1, 2), (37, 8), (0, 42), (0, 42), (211_234_560, 30),
      (0, 6),
    ] as [(UInt64, Int)] { _ = bits.append(value, width) }
    guard case .craft(let report) = try message(bits).report else {
      Issue.record("no part B")
      return
    }
    if isCraft {
      #expect(report.extent == .ship(MMSI(211_234_560)))
    } else {
      #expect(report.extent != .ship(MMSI(211_234_560)))
    }
  }

  @Test func `the place of type 17 has its sign and is in degrees`() throws {
    var bits = AISPayload()
    for (value, width) in [
      (17, 6), (0, 2), (3_669_705, 30), (0, 2), (UInt64(bitPattern: -54_330), 18), (17_993, 17),
      (0, 5),
    ] as [(UInt64, Int)] { _ = bits.append(value, width) }
    let text = json(try message(bits))
    #expect(text.contains("\"longitude_deg\":-90.55"))
    #expect(text.contains("\"latitude_deg\":29.988333"))
  }

  @Test func `type 27 keeps its tenth of a minute and its own marks for unknown`() throws {
    var bits = AISPayload()
    for (value, width) in [
      (27, 6), (0, 2), (206_914_217, 30), (0, 1), (1, 1), (2, 4), (137_023, 18), (4_840, 17),
      (63, 6), (511, 9), (1, 1), (0, 1),
    ] as [(UInt64, Int)] { _ = bits.append(value, width) }
    let message = try message(bits)
    guard case .longRange(let report) = message.report else {
      Issue.record("no long-range report")
      return
    }
    // 137,023 of 18 bits is -125,121 tenths of a minute.
    #expect(report.position.longitudeDeg.map { abs($0 + 208.535) < 1e-6 } ?? true)
    #expect(report.position.longitudeDeg == nil)
    #expect(report.position.latitudeDeg.map { abs($0 - 8.066667) < 1e-6 } == true)
    #expect(report.speed.kn == nil)
    #expect(report.courseDeg == nil)
    #expect(report.isLate)
    var unknown = AISPayload()
    for (value, width) in [
      (27, 6), (0, 2), (206_914_217, 30), (0, 6), (0x1A838, 18), (0xD548, 17), (0, 17),
    ] as [(UInt64, Int)] { _ = unknown.append(value, width) }
    #expect(!json(try self.message(unknown)).contains("tude"))
  }

  @Test(arguments: [("@@@", nil), ("   ", nil), ("AB C  @X", "AB C"), ("_'?", "_'?")])
  func `texts end at the first at sign, without spaces behind`(sent: String, read: String?) {
    #expect(AISText(sent, count: 20).text == read)
  }

  @Test(arguments: [0, 28, 45, 63] as [UInt8])
  func `types that are not defined are given as bits`(type: UInt8) throws {
    var bits = AISPayload()
    _ = bits.append(UInt64(type), 6)
    _ = bits.append(0, 2)
    _ = bits.append(211_000_001, 30)
    _ = bits.append(0xABC, 12)
    let message = try message(bits)
    #expect(message.report == .unknown)
    #expect(json(message).contains("\"data_hex\":\"abc0\""))
  }

  @Test func `a message of every type and length is read or refused and ends nothing`() {
    var random = Seeded(9)
    for type in 0..<64 as Range<UInt64> {
      for count in stride(from: 6, through: 1_088, by: 11) {
        var bits = AISPayload()
        _ = bits.append(type, 6)
        while bits.bitCount < count {
          _ = bits.append(
            UInt64.random(in: .min ... .max, using: &random), min(64, count - bits.bitCount))
        }
        let items = aisItems(bits.sentences().joined(separator: "\n"))
        #expect(items.count == 1)
        _ = items.lines
      }
    }
  }
}
