// Are records read as the specification says, and only as it says?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Testing

@Suite("ASTERIX records")
struct ASTERIXDecoderTests {
  @Test func `a plot is read item by item with the specification's names and units`() throws {
    let result = asterix(try plotBlock())
    #expect(result.faults.isEmpty)
    let line = try #require(result.lines.first)
    for part in [
      #""category":48,"edition":"1.32""#, #""I010":{"SAC":7,"SIC":42}"#, #""I140_s":43200,"#,
      #""TYP":5,"TYP_text":"Single ModeS Roll-Call""#, #""I040":{"RHO_nmi":30,"THETA_deg":90}"#,
      #""MODE3A":"7421""#, #""FL_fl":100"#, #""I220":"F00123","I240":"TEST12""#,
      #""I161":{"TRN":99}"#,
    ] { #expect(line.contains(part), "\(part) in \(line)") }
  }

  @Test func `category 001 has two profiles, chosen by plot or track`() {
    // FSPEC 1111 0000: source, descriptor, then range for a plot, but a number for a track.
    let plot = asterix(hex("01 000b f0 0102 00 0200 4000 00 00"))
    let track = asterix(hex("01 000d f0 0102 80 0007 0200 4000"))
    #expect(plot.lines.isEmpty || !plot.lines[0].contains("I161"))
    #expect(track.lines.first?.contains(#""I161":7"#) == true)
    #expect(track.lines.first?.contains(#""I040":{"RHO_nmi":4,"THETA_deg":90}"#) == true)
  }

  @Test func `category 001 without its descriptor is refused, not guessed`() {
    let result = asterix(hex("01 0006 80 0102") + hex("22 0008 e0 0102 01 000000").prefix(0))
    #expect(result.lines.isEmpty)
    #expect(result.faults.first?.item == "I001/020")
    #expect(result.reasons == ["item missing"])
  }

  @Test func `a code that the edition does not list stands as a number without text`() throws {
    let encoder = try #require(ASTERIXEncoder(category: 34))
    let record = try encoder.record([ASTERIXField("000", .number(99))])
    let line = try #require(asterix(try encoder.block([record])).lines.first)
    #expect(line.contains(#""I000":99"#))
    #expect(!line.contains("I000_text"))
  }

  @Test func `positions of 062 and of both forms of 021 have their own steps`() throws {
    let system = try #require(ASTERIXEncoder(category: 62))
    let half = ASTERIXField(
      "105", .fields([ASTERIXField("LAT", .number(1)), ASTERIXField("LON", .number(0xFFFF_FFFF))]))
    let line = try #require(asterix(try system.block([try system.record([half])])).lines.first)
    // 180 / 2^25 degrees, and minus one step.
    #expect(line.contains(#""LAT_deg":0.000005364,"LON_deg":-0.000005364"#))
    let station = try #require(ASTERIXEncoder(category: 21))
    let both = try station.record([
      ASTERIXField("130", .fields([ASTERIXField("LAT", .number(1))])),
      ASTERIXField("131", .fields([ASTERIXField("LAT", .number(1))])),
    ])
    let report = try #require(asterix(try station.block([both])).lines.first)
    // 180 / 2^23 and 180 / 2^30 degrees.
    #expect(report.contains(#""I130":{"LAT_deg":0.000021458"#))
    #expect(report.contains(#""I131":{"LAT_deg":0.000000168"#))
  }

  @Test func `airspeed is in the unit that the bit before it says`() throws {
    let encoder = try #require(ASTERIXEncoder(category: 21))
    func speed(_ unit: UInt64) throws -> String {
      let fields = [ASTERIXField("IM", .number(unit)), ASTERIXField("AS", .number(800))]
      let record = try encoder.record([ASTERIXField("150", .fields(fields))])
      return try #require(asterix(try encoder.block([record])).lines.first)
    }
    #expect(try speed(0).contains(#""AS_nmi_per_s":0.048828125"#))
    #expect(try speed(1).contains(#""AS_mach":0.8"#))
  }

  @Test func `a reserved expansion field that does not come out stays hexadecimal`() throws {
    let encoder = try #require(ASTERIXEncoder(category: 48))
    let record = try encoder.record([
      ASTERIXField("RE", .octets([0x01, 0x02])), ASTERIXField("SP", .octets([0xAB])),
    ])
    let line = try #require(asterix(try encoder.block([record])).lines.first)
    #expect(line.contains(#""RE":{"raw":"0102"}"#))
    #expect(line.contains(#""SP":{"raw":"ab"}"#))
  }

  @Test func `spare bits that are set are written and named`() throws {
    var bytes = try plotBlock()
    // I048/161 is the last item: four spare bits, then the number.
    bytes[bytes.count - 2] |= 0xF0
    let result = asterix(bytes)
    #expect(result.lines.first?.contains(#""I161":{"TRN":99,"spare_bits":15}"#) == true)
    #expect(result.records.first?.itemsWithSpareBits == ["I048/161"])
  }

  @Test func `the edition is the setting's, for one radar where it is named`() throws {
    let bytes = try plotBlock()
    #expect(asterix(bytes, editions: [48: "1.27"]).records.first?.editionName == "1.27")
    let radar = RadarSource(sac: 7, sic: 42, sensor: "r", editions: [48: "1.30"])
    let other = RadarSource(sac: 7, sic: 43, sensor: "r", editions: [48: "1.28"])
    let result = asterix(bytes, editions: [48: "1.27"], radars: [other, radar])
    #expect(result.records.first?.editionName == "1.30")
    let unknown = asterix(bytes, editions: [48: "9.9"])
    #expect(unknown.reasons == ["edition not known"])
    #expect(unknown.faults.first?.detail.contains("1.27, 1.28, 1.29") == true)
  }

  @Test func `a block that fits another edition only is refused with both named`() throws {
    // Edition 2.7 has a fifth octet in I021/090 that edition 2.1 does not have.
    let encoder = try #require(ASTERIXEncoder(category: 21, edition: "2.7"))
    let record = try encoder.record([
      ASTERIXField("080", .number(0xABCDEF)),
      ASTERIXField("090", .fields([ASTERIXField("VD", .number(1))])),
    ])
    let result = asterix(try encoder.block([record]), editions: [21: "2.1"])
    #expect(result.lines.isEmpty)
    #expect(result.reasons == ["edition does not fit"])
    let detail = try #require(result.faults.first?.detail)
    #expect(
      detail.contains("edition 2.1") && detail.contains("comes out by") && detail.contains("2.7"))
    #expect(result.faults.first?.item == "I021/090")
    #expect(detail.contains("under 'editions:' in feeds.yaml, as 21: \"2."))
    let decoded = asterix(
      try encoder.block([record]), editions: [21: "2.1"], settingsPlace: .command)
    #expect(decoded.faults.first?.detail.contains("as --edition 21=2.") == true)
    #expect(decoded.faults.first?.detail.contains("yaml") == false)
  }

  @Test func `the flat value holds what an observation needs`() throws {
    let target = try #require(asterix(try plotBlock([plot(test: true)])).records.first).target
    #expect(target.sac == 7 && target.sic == 42 && target.timeOfDayS == 43_200)
    #expect(target.slantRangeM == 55_560 && target.azimuthDeg == 90)
    #expect(target.modeAText == "7421" && target.callSign == "TEST12")
    #expect(target.address == 0xF0_0123 && target.trackNumber == 99)
    #expect(target.pressureHeightM == 3_048 && target.isTest && !target.isSimulated)
  }

  @Test func `every category and edition has the fields that observations use`() {
    for category: UInt8 in [1, 2, 10, 21, 34, 48, 62, 63, 65] {
      #expect(!ASTERIXDecoder.editions(of: category).isEmpty)
    }
    #expect(ASTERIXDecoder.editions(of: 21).contains("0.26"))
    #expect(ASTERIXDecoder.editions(of: 4).isEmpty)
  }
}
