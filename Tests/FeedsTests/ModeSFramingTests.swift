// Is every frame found, and does a spoiled one cost itself only?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Feeds

@Suite struct ModeSFramingTests {
  static let airborne = ModeSHelp.squitter(0xF00001, ModeSHelp.airborne(50.4, 30.5, isOdd: false))

  @Test(arguments: ["example.beast", "flight.avr"])
  func `whole, byte by byte and in any pieces the lines are the same`(name: String) throws {
    let bytes = Array(try ModeSHelp.fixture(name).prefix(30_000))
    let format: FeedFormat = name.hasSuffix("avr") ? .avr : .beast
    let whole = wireLines(bytes, format)
    #expect(whole.lines.count > 600)
    for readSize in [1, 2, 3, 7, 61, 997] {
      let cut = wireLines(bytes, format, readSize: readSize)
      #expect(cut.lines == whole.lines && cut.faults == whole.faults)
    }
  }

  @Test func `a Beast stream cut anywhere loses the last frame only`() {
    let frame = ModeSHelp.beast(Self.airborne, stamp: 0x1A1A_1A1A_1A1A, signal: 0x1A)
    let bytes = frame + frame + frame
    for count in 0...bytes.count {
      let read = wireLines(Array(bytes.prefix(count)), .beast)
      #expect(read.lines.count == count / frame.count)
      #expect(read.faults.count == (count % frame.count == 0 ? 0 : 1))
    }
  }

  @Test func `a doubled 1A is one byte, and a single one ends a frame`() {
    let good = ModeSHelp.beast(Self.airborne, stamp: 0x1A00_0000_001A)
    let cut = Array(good.prefix(12))
    let read = wireLines(cut + good, .beast)
    #expect(read.lines.count == 1 && read.lines[0].contains(#""byte_offset":12"#))
    #expect(read.faults.map(\.reason) == ["frame cut off"])
  }

  @Test func `garbage between frames is one fault with its length`() {
    let good = ModeSHelp.beast(Self.airborne)
    let garbage = [UInt8](repeating: 0x55, count: 1_000)
    let read = wireLines(garbage + good + garbage + good + garbage, .beast)
    #expect(read.lines.count == 2)
    #expect(read.faults.map(\.reason) == Array(repeating: "bytes outside a frame", count: 3))
    #expect(read.faults.map(\.byteOffset) == [0, 1_000 + good.count, 2_000 + 2 * good.count])
    #expect(read.faults.allSatisfy { $0.detail.hasPrefix("1000 bytes") })
  }

  @Test func `endless garbage is not kept`() {
    var decoder = BeastDecoder()
    for _ in 0..<1_000 {
      decoder.push([UInt8](repeating: 0x31, count: 4_096))
      #expect(decoder.next() == nil)
    }
    decoder.push(ModeSHelp.beast(Self.airborne))
    guard case .fault(let fault) = decoder.next() else {
      Issue.record("no fault")
      return
    }
    #expect(fault.detail.hasPrefix("4096000 bytes") && fault.raw.count == 32)
  }

  @Test func `an unknown Beast type is named and passed over`() {
    let read = wireLines([0x1A, 0x39, 1, 2, 3] + ModeSHelp.beast(Self.airborne), .beast)
    #expect(read.lines.count == 1)
    #expect(read.faults.map(\.reason) == ["frame type not known", "bytes outside a frame"])
  }

  @Test func `Mode A and C, status and receiver identifiers are read`() {
    let modeA: [UInt8] = [0x1A, 0x31, 0, 0, 0, 0, 0, 1, 50, 0x12, 0x34]
    let status: [UInt8] = [0x1A, 0x34] + [UInt8](repeating: 7, count: 21)
    let receiver: [UInt8] = [0x1A, 0xE3, 1, 2, 3, 4, 5, 6, 7, 8]
    let read = wireLines(modeA + status + receiver, .beast)
    #expect(read.faults.isEmpty)
    #expect(read.lines[0].contains(#""mode_a_or_c":"1234""#))
    #expect(read.lines[1].contains("receiver_status"))
    #expect(read.lines[2].contains(#""receiver_id":"0102030405060708""#))
  }

  @Test func `the multilateration mark is no time, and signal 255 is none`() {
    let read = wireLines(
      ModeSHelp.beast(Self.airborne, stamp: 0xFF00_4D4C_4154, signal: 255), .beast)
    #expect(read.lines[0].contains(#""is_multilateration":true"#))
    #expect(!read.lines[0].contains("signal") && !read.lines[0].contains("clock_raw"))
  }

  @Test func `all marks of AVR text are read`() {
    let hex = ModeSHelp.hex(Self.airborne)
    let text =
      "*\(hex);\r\n:\(hex);@000000000010\(hex);%000000000020\(hex.uppercased());\n"
      + "<00000000003064\(hex);\n*7700;\n"
    let read = wireLines(text, .avr)
    #expect(read.faults.isEmpty && read.lines.count == 6)
    #expect(read.lines[2].contains(#""clock_raw":16,"#))
    #expect(read.lines[4].contains(#""clock_raw":48,"signal_dbfs":-8.1"#))
    #expect(read.lines[5].contains(#""mode_a_or_c":"7700""#))
  }

  @Test func `a spoiled AVR line is one fault at the spoiled character`() {
    let hex = ModeSHelp.hex(Self.airborne)
    let text = "*\(hex);*8D48x0D6202C;*\(hex);hello *8D484;*\(hex);*8D4840"
    let read = wireLines(text, .avr)
    #expect(read.lines.count == 3)
    #expect(
      read.faults.map(\.reason) == [
        "not a hexadecimal digit", "characters outside a line", "length of the frame",
        "stream ends within a line",
      ])
    #expect(read.faults[0].byteOffset == 30 + 5)
  }

  @Test func `a line without end is given up`() {
    let read = wireLines("*" + String(repeating: "8", count: 100_000), .avr)
    #expect(read.lines.isEmpty && read.faults[0].reason == "line too long")
  }

  @Test func `one flipped bit is refused and never repaired`() {
    for bit in 0..<112 {
      var bytes = Self.airborne.bytes
      bytes[bit / 8] ^= 0x80 >> UInt8(bit % 8)
      guard let frame = ModeSFrame(bytes), (17...19).contains(frame.downlinkFormat) else {
        continue
      }
      let read = wireLines(ModeSHelp.beast(frame), .beast)
      #expect(read.lines.isEmpty && read.faults.map(\.reason) == ["parity"])
    }
  }

  @Test func `an interrogator's code of up to 79 is not an error, and proves no address`() {
    let header: UInt64 = 11 << 59 | 5 << 56 | 0xF00002 << 32
    let reply = ModeSHelp.sealed(header, 0, 7, overlay: 79)
    let surveillance = ModeSHelp.sealed(4 << 59, 0, 7, overlay: 0xF00002)
    let read = wireLines(ModeSHelp.beast(reply) + ModeSHelp.beast(surveillance), .beast)
    #expect(read.lines[0].contains(#""interrogator":79"#))
    #expect(read.lines[1].contains("parity_unverified"))
    let refused = ModeSHelp.sealed(header, 0, 7, overlay: 80)
    #expect(wireLines(ModeSHelp.beast(refused), .beast).faults.map(\.reason) == ["parity"])
  }

  @Test func `an address from the parity is verified by a squitter before it`() {
    let reply = ModeSHelp.sealed(5 << 59, 0, 7, overlay: 0xF00001)
    let read = wireLines(
      ModeSHelp.beast(reply) + ModeSHelp.beast(Self.airborne) + ModeSHelp.beast(reply), .beast)
    #expect(read.lines[0].contains(#""address":"F00001","address_by":"parity_unverified""#))
    #expect(read.lines[2].contains(#""address":"F00001","address_by":"parity""#))
  }

  @Test func `a short reply in fourteen bytes is read by its first seven`() {
    let reply = ModeSHelp.sealed(5 << 59, 0, 7, overlay: 0xF00001)
    let read = wireLines("*\(ModeSHelp.hex(reply))11223344556677;", .avr)
    #expect(read.lines[0].contains(#""address":"F00001""#))
    #expect(read.lines[0].contains(#""is_padded":true"#))
  }

  @Test func `a long format in seven bytes is refused`() {
    let read = wireLines("*8D4840D6202CC3;", .avr)
    #expect(read.faults.map(\.reason) == ["length does not fit the format"])
  }

  @Test func `random bytes give faults and messages but no end`() {
    var random = SystemRandomNumberGenerator()
    for format in [FeedFormat.avr, .beast, .sbs] {
      for _ in 0..<200 {
        let bytes = (0..<400).map { _ -> UInt8 in
          let draw = UInt8.random(in: 0...255, using: &random)
          return draw < 60 ? [0x1A, 0x33, 0x32, 0x2A, 0x3B, 0x2C][Int(draw) % 6] : draw
        }
        #expect(wireLines(bytes, format, readSize: 13).lines == wireLines(bytes, format).lines)
      }
    }
  }
}
