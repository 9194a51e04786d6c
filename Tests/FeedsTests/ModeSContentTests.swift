// Does a frame say what the standard says it says? Published examples and the edges of each field.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Feeds

@Suite struct ModeSContentTests {
  /// Frames published with their meaning in "The 1090 MHz Riddle" (Junzi Sun).
  @Test(arguments: [
    ("8D4840D6202CC371C32CE0576098", #""category":"A0","call_sign":"KLM1023""#),
    ("8D485020994409940838175B284F", #""speed_kn":159.2,"track_deg":182.88"#),
    ("8D485020994409940838175B284F", #""vertical_rate_ft_per_min":-832"#),
    ("8D485020994409940838175B284F", #""ellipsoid_less_pressure_ft":550"#),
    ("8DA05F219B06B6AF189400CBC33F", #""heading_deg":243.984,"true_airspeed_kn":375"#),
    ("8DA05F219B06B6AF189400CBC33F", #""vertical_rate_ft_per_min":-2304"#),
    ("8D40621D58C382D690C8AC2863A7", #""altitude_ft":38000"#),
    ("8D40621D58C382D690C8AC2863A7", #""cpr_latitude_raw":93000,"cpr_longitude_raw":51372"#),
    ("8C4841753AAB238733C8CD4020B1", #""speed_kn":18,"track_deg":140.625"#),
    ("2A00516D492B80", #""squawk":"0356","flight_status":2"#),
    ("A02014B400000000000000F9D514", #""altitude_ft":32300"#),
    ("A0000638FA81C10000000081A92F", #""register":"1,7""#),
    ("A000083E202CC371C31DE0AA1CCF", #""register":"2,0","call_sign":"KLM1017""#),
    (
      "A000029C85E42F313000007047D3",
      #""panel_altitude_ft":3008,"fms_altitude_ft":3008,"pressure_hpa":1020"#
    ),
    ("A000139381951536E024D4CCF6B5", #""roll_deg":2.109,"track_deg":114.258,"speed_kn":438"#),
    ("A00004128F39F91A7E27C46ADC21", #""indicated_airspeed_kn":252,"mach":0.42"#),
    ("8DA2C1B6E112B600000000760759", #""emergency_state":0,"squawk":"6513""#),
    ("8DA05629EA21485CBF3F8CADAEEB", #""selected_altitude_ft":16992,"pressure_hpa":1012.8"#),
    ("8DA05629EA21485CBF3F8CADAEEB", #""selected_heading_deg":66.7969"#),
    ("5D484FDEA248F5", #""address":"484FDE","capability":5,"interrogator":"#),
  ]) func `a published frame reads as published`(hex: String, expected: String) {
    let read = wireLines("*\(hex);", .avr)
    #expect(read.faults.isEmpty)
    #expect(read.lines.first?.contains(expected) == true, "\(read.lines)")
  }

  @Test func `a published pair lies where it was published`() throws {
    let frames = ["8D40621D58C386435CC412692AD6", "8D40621D58C382D690C8AC2863A7"]
    let text = frames.enumerated().map { "@00000000000\($0.offset * 2)\($0.element);" }
    let read = wireLines(text.joined() + "@000000B71B00" + frames[1] + ";", .avr)
    #expect(read.lines[1].contains("awaiting a second pair"))
    #expect(read.lines[2].contains(#""latitude_deg":52.257202,"longitude_deg":3.919373"#))
  }

  @Test func `the alphabet has letters, digits and space, and a mark for anything else`() {
    let text = ModeSText(sixBit: 0b000001_011010_100000_110000_111001_000000_100001_100000)
    #expect(text.text == "AZ 09##")
  }

  @Test func `altitude in steps of 25 feet begins at minus 1000`() {
    #expect(ModeSAltitude(code13: 0x10) == .feet(-1_000))
    #expect(ModeSAltitude(code13: 0x11) == .feet(-975))
    #expect(ModeSAltitude(code13: 0x1FBF) == .feet(50_175))
    #expect(ModeSAltitude(code13: 0) == .unavailable)
  }

  /// Annex 10 volume IV, appendix to chapter 3: 100 ft codes and their altitudes.
  @Test func `every 100 foot code from minus 1200 to 126700 feet has one altitude`() {
    var altitudes: [Int32: Int] = [:]
    var illegalCount = 0
    for code in UInt32(1)..<0x2000 where code & 0x50 == 0 {
      switch ModeSAltitude(code13: code) {
      case .feet(let feet): altitudes[feet, default: 0] += 1
      case .illegal: illegalCount += 1
      default: Issue.record("code \(code)")
      }
    }
    #expect(altitudes.count == 1_280 && altitudes.values.allSatisfy { $0 == 1 })
    #expect(altitudes.keys.min() == -1_200 && altitudes.keys.max() == 126_700)
    #expect(illegalCount == 2_047 - 1_280)
  }

  /// The first lines of the published tables of Mode C codes.
  @Test(
    arguments: [
      ("0040", -1_200), ("0060", -1_100), ("0020", -1_000), ("0030", -900), ("0010", -800),
      ("0410", -700), ("0430", -600), ("0420", -500), ("0460", -400), ("0440", -300),
      ("0640", -200),
      ("0660", -100), ("0620", 0), ("0630", 100), ("0610", 200), ("0210", 300),
    ] as [(String, Int32)]) func `a known 100 foot code`(digits: String, feet: Int32)
  {
    let code = digits.utf8.map { UInt32($0 - 48) }
    // C1 A1 C2 A2 C4 A4 X B1 D1 B2 D2 B4 D4, each the bit of its weight.
    let places: [(digit: Int, weight: UInt32)] = [
      (2, 1), (0, 1), (2, 2), (0, 2), (2, 4), (0, 4), (0, 8), (1, 1), (3, 1), (1, 2), (3, 2),
      (1, 4), (3, 4),
    ]
    let field = places.reduce(UInt32(0)) { field, place in
      field << 1 | (code[place.digit] & place.weight != 0 ? 1 : 0)
    }
    #expect(ModeSAltitude(code13: field) == .feet(feet))
    #expect(ModeACode(code13: field).text == digits)
  }

  @Test func `the M bit means metres`() {
    #expect(ModeSAltitude(code13: 0x40 | 0x80) == .metres(64))
    #expect(ModeSAltitude(code13: 0x40 | 0x80).altitudeFt == 210)
  }

  @Test func `zero in a velocity field is no information, one is zero`() {
    let none = ADSBVelocity(MessageField(bits: 19 << 51 | 1 << 48), 1)
    #expect(none.motion == .ground(eastKn: nil, northKn: nil))
    #expect(none.verticalRateFtPerMin == nil && none.heightDifferenceFt == nil)
    let rest = ADSBVelocity(
      MessageField(bits: 19 << 51 | 1 << 48 | 1 << 32 | 1 << 21 | 1 << 10 | 1), 1)
    #expect(rest.groundSpeedKn == 0 && rest.trackDeg == nil)
    #expect(rest.verticalRateFtPerMin == 0 && rest.heightDifferenceFt == 0)
  }

  @Test func `supersonic subtypes count in four knots`() {
    let field = MessageField(bits: 19 << 51 | 2 << 48 | 101 << 32 | 1 << 21)
    #expect(ADSBVelocity(field, 2).motion == .ground(eastKn: 400, northKn: 0))
    let air = MessageField(bits: 19 << 51 | 4 << 48 | 1 << 42 | 512 << 32 | 101 << 21)
    #expect(
      ADSBVelocity(air, 4).motion == .air(headingDeg: 180, speedKn: 400, isTrueAirspeed: false))
  }

  @Test func `target state of version 1 has its own layout`() {
    let v1: UInt64 = 29 << 51 | 1 << 47 | 210 << 31 | 1 << 29 | 200 << 20 | 1 << 19
    guard case .version1(let target) = ADSBTargetState(MessageField(bits: v1)).layout else {
      Issue.record("not read as version 1")
      return
    }
    #expect(target.altitudeFt == 20_000 && target.headingDeg == 200 && target.isTrack)
  }

  @Test func `a reserved type code is kept as raw`() {
    let frame = ModeSHelp.squitter(0xF00001, 25 << 51 | 0x1234)
    let line = wireLines("*\(ModeSHelp.hex(frame));", .avr).lines.first
    #expect(line?.contains(#""type_code":25,"raw":""#) == true)
  }

  @Test func `a register that fits two layouts is not taken for either`() throws {
    // The status bits of 5,0 and 6,0 are set; the numbers are drawn until they fit both.
    let status: UInt64 = [1, 12, 13, 24, 35, 46].reduce(0) { $0 | 1 << UInt64(56 - $1) }
    var random = Seeded(3)
    var ambiguous: CommBRegister?
    for _ in 0..<1_000_000 where ambiguous == nil {
      let bits = status | random.next() >> 8
      let register = CommBRegister(MessageField(bits: bits))
      if case .ambiguous = register { ambiguous = register }
    }
    let candidates = CommBCandidates(intention: false, turn: true, speed: true)
    #expect(ambiguous == .ambiguous(candidates))
  }

  @Test func `movement codes have their lower edges`() {
    let speeds: [(UInt64, Double?)] = [
      (0, nil), (1, 0), (2, 0.125), (8, 0.875), (9, 1), (12, 1.75), (13, 2), (38, 14.5), (39, 15),
      (93, 69), (94, 70), (108, 98), (109, 100), (123, 170), (124, 175), (125, nil), (127, nil),
    ]
    for (code, speedKn) in speeds {
      #expect(
        ADSBSurfacePosition(MessageField(bits: 7 << 51 | code << 44), 7).speedKn == speedKn,
        "\(code)")
    }
  }

  @Test func `TIS-B and anonymous addresses are not taken for ICAO's`() {
    let message = ModeSHelp.airborne(50, 30, isOdd: false)
    for (control, flag, isICAO) in [
      (0, 0, true), (1, 0, false), (2, 0, true), (2, 1, false), (5, 0, false), (6, 0, true),
      (6, 1, false),
    ] as [(UInt64, UInt64, Bool)] {
      let bits = message | flag << 48
      let frame = ModeSHelp.sealed(
        18 << 59 | control << 56 | 0xABCDEF << 32 | bits >> 24, bits << 40, 14)
      #expect(ADSBSquitter(frame).isICAOAddress == isICAO, "\(control) \(flag)")
    }
  }
}
