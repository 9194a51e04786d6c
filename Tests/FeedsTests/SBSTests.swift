// Are BaseStation lines read as receivers write them?
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Observations
import Testing

@testable import Feeds

@Suite struct SBSTests {
  static let position =
    "MSG,3,1,1,F00001,1,2026/06/24,03:00:01.250,2026/06/24,03:00:01.300,,37000,,,50.40000,"
    + "30.50000,,,0,0,0,0"
  static let velocity =
    "MSG,4,1,1,F00001,1,2026/06/24,03:00:00.250,2026/06/24,03:00:00.300,,,450,271,,,-64,,,,,"
  static let identification =
    "MSG,1,1,1,F00001,1,2026/06/24,03:00:00.000,2026/06/24,03:00:00.000,TRL101  ,,,,,,,,,,,"

  @Test func `columns, empty fields and flags`() {
    let read = wireLines("\(Self.position)\r\n\(Self.velocity)\n\n\(Self.identification)", .sbs)
    #expect(read.faults.isEmpty && read.lines.count == 3)
    #expect(
      read.lines[0].contains(#""altitude_ft":37000,"latitude_deg":50.4,"longitude_deg":30.5,"#))
    #expect(read.lines[0].contains(#""on_ground":false"#))
    #expect(
      read.lines[1].contains(#""speed_kn":450,"track_deg":271,"vertical_rate_ft_per_min":-64"#))
    #expect(!read.lines[1].contains("on_ground"))
    #expect(read.lines[2].contains(#""call_sign":"TRL101""#))
  }

  @Test func `other kinds of line are named`() {
    let text = """
      AIR,,333,5,F00001,105,2026/06/24,03:00:00.000,2026/06/24,03:00:00.000
      ID,,333,5,F00001,105,2026/06/24,03:00:00.000,2026/06/24,03:00:00.000,TRL101
      STA,,333,5,F00001,105,2026/06/24,03:00:00.000,2026/06/24,03:00:00.000,RM
      SEL,,333,5,F00001,105,2026/06/24,03:00:00.000,2026/06/24,03:00:00.000,TRL101
      CLK,,333,-1,,-1,2026/06/24,03:00:00.000,2026/06/24,03:00:00.000
      """
    let read = wireLines(text, .sbs)
    #expect(read.faults.isEmpty && read.lines.count == 5)
  }

  @Test(arguments: [
    ("MSG,9,1,1,F00001", "transmission type"), ("XYZ,1", "message type"),
    (position + ",1", ""), (position.replacing("F00001", with: "G00001"), "hex ident"),
    (position.replacing("50.40000", with: "91"), "latitude"),
    (position.replacing("30.50000", with: "east"), "longitude"),
    (position.replacing("2026/06/24,03:00:01.250", with: "2026/02/30,03:00:01"), "generated"),
    (position.replacing(",0,0,0,0", with: ",0,0,0,2"), "on ground"),
  ]) func `a wrong field is named`(line: String, column: String) {
    let read = wireLines(line + "\n" + Self.velocity + "\n", .sbs)
    #expect(read.faults.map(\.item) == [column] && read.lines.count == 1)
  }

  @Test func `a line without end is given up and the next one read`() {
    let read = wireLines(
      String(repeating: "x", count: 70_000) + "\n" + Self.position + "\n", .sbs)
    #expect(read.faults.map(\.reason) == ["line too long"] && read.lines.count == 1)
    let cut = wireLines(
      Array((String(repeating: "x", count: 3_000) + "\n" + Self.position + "\n").utf8), .sbs,
      readSize: 100)
    #expect(cut.faults.map(\.reason) == ["line too long"] && cut.lines.count == 1)
  }

  @Test func `the lines' clock is mission time`() {
    var settings = ModeSFeedTests.settings(.sbs)
    settings.clock = LocalClock(steps: [LocalClock.Step(fromMs: .min, offsetMin: 180)])
    let text = "\(Self.identification)\n\(Self.velocity)\n\(Self.position)\n"
    let observations = items(text, settings).observations
    #expect(observations.count == 1)
    #expect(observations[0].observedAtMs == 1_782_259_201_250)
    #expect(observations[0].identity(.callSign) == "TRL101")
    #expect(observations[0].value(.courseDeg) == 271)
    #expect(observations[0].value(.pressureHeightM).map { abs($0 - 11_277.6) < 1e-6 } == true)
  }

  @Test func `a place of zero and zero is none`() {
    let line = Self.position.replacing("50.40000,30.50000", with: "0.0,0.0")
    #expect(items(line, ModeSFeedTests.settings(.sbs)).isEmpty)
  }

  @Test func `whole, byte by byte and in pieces the same`() {
    let text = "\(Self.identification)\n\(Self.velocity)\r\nbad\n\(Self.position)"
    let whole = wireLines(text, .sbs)
    for size in 1...40 {
      let cut = wireLines(Array(text.utf8), .sbs, readSize: size)
      #expect(cut.lines == whole.lines && cut.faults == whole.faults)
    }
  }
}
