// What does damage cost? Itself, and it is said what it was.
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Testing

@Suite("ASTERIX damage")
struct ASTERIXFaultTests {
  @Test func `whole, octet by octet and in random cuts the same comes out`() throws {
    let garbage = hex("ff fe 00 30 00 01 3e ff ff 12")
    var stream = try plotBlock() + northMarker() + garbage + plotBlock([plot(), plot(level: nil)])
    stream += hex("30 0009 fd f7 02 07 2a") + (try plotBlock())
    stream += garbage
    let whole = asterix(stream)
    #expect(whole.lines.count >= 5)
    #expect(asterix(stream, readSizes: [1]) == whole)
    #expect(asterix(stream, readSizes: [3, 1, 17, 2, 40]) == whole)
  }

  @Test func `the example comes out whole and the same in any cuts`() {
    let whole = asterix(asterixExample)
    #expect(whole.faults.isEmpty)
    #expect(whole.records.count == 4_439)
    #expect(asterix(asterixExample, readSizes: [977, 3, 41]) == whole)
  }

  @Test func `cut at every octet nothing but the cut block is lost`() throws {
    let first = try plotBlock()
    let stream = try first + northMarker()
    for count in 0..<stream.count {
      let result = asterix(Array(stream[..<count]))
      #expect(result.lines.count == (count >= first.count ? 1 : 0))
      #expect(result.faults.count == (count == 0 || count == first.count ? 0 : 1))
      if let reason = result.reasons.first { #expect(reason == "stream ends inside a block") }
    }
  }

  @Test func `garbage between blocks is one fault and costs no block`() throws {
    let block = try plotBlock()
    for count in [1, 2, 3, 7, 50] {
      let garbage = (0..<count).map { UInt8(truncatingIfNeeded: 0xA7 &+ $0 &* 31) }
      let result = asterix(block + garbage + block)
      #expect(result.lines.count == 2)
      #expect(result.reasons == ["not ASTERIX"])
      #expect(result.faults.first?.byteOffset == block.count)
      #expect(result.faults.first?.detail.hasPrefix("\(count) octets") == true)
    }
  }

  @Test func `a length that is too large by chance costs its own block only`() throws {
    let block = try plotBlock()
    var bomb = block
    (bomb[1], bomb[2]) = (0xFF, 0xFF)
    let rest = (0..<40).flatMap { _ in block }
    let result = asterix(block + bomb + rest)
    #expect(result.lines.count == 41)
    #expect(result.reasons == ["not ASTERIX"] || result.reasons == ["stream ends inside a block"])
  }

  @Test func `a length that is too large does not hold up the blocks behind it`() throws {
    let block = try plotBlock()
    var bomb = block
    // Wrong inside too, so that the first record does not come out.
    (bomb[1], bomb[2], bomb[3], bomb[4]) = (0xEE, 0x00, 0x01, 0x00)
    var decoder = ASTERIXDecoder()
    decoder.push(block + bomb)
    var found = 0
    for _ in 0..<20 {
      decoder.push(block)
      while let item = decoder.next() { if case .message = item { found += 1 } }
    }
    #expect(found >= 15)
    let stream = block + bomb + (0..<20).flatMap { _ in block }
    #expect(asterix(stream) == asterix(stream, readSizes: [1]))
    #expect(asterix(stream).lines.count == 21)
  }

  @Test func `endless garbage costs one fault for each 64 KiB`() {
    let result = asterix([UInt8](repeating: 0xEE, count: 300_000), readSizes: [4_096])
    #expect(result.lines.isEmpty)
    #expect(result.faults.count == 5)
    #expect(Set(result.reasons) == ["not ASTERIX"])
  }

  @Test func `an item behind the end of its block is named with what is there`() throws {
    var block = try plotBlock()
    // FRN 10 is I048/250; its counter says 200 times 8 octets.
    let encoder = try #require(ASTERIXEncoder(category: 48))
    block = try encoder.block([
      try encoder.record([ASTERIXField("250", .list([.fields([])]))])
    ])
    block[5] = 200
    let result = asterix(try plotBlock() + block + plotBlock())
    #expect(result.lines.count == 2)
    let fault = try #require(result.faults.first)
    #expect(fault.item == "I048/250" && fault.reason == "length beyond block")
    #expect(fault.detail.hasPrefix("200 repetitions, 9 octets left"))
    #expect(fault.byteOffset == (try plotBlock()).count + 5)
  }

  @Test func `an inner subitem is named by its way`() throws {
    // I062/390 with the call sign of seven octets, of which two are there.
    let encoder = try #require(ASTERIXEncoder(category: 62))
    let whole = try encoder.record([
      ASTERIXField("390", .fields([ASTERIXField("CS", .text("DLH12"))]))
    ])
    let result = asterix(
      try encoder.block([Array(whole.dropLast(5))]) + northMarker() + northMarker())
    #expect(result.faults.first?.item == "I062/390/CS")
    #expect(result.faults.first?.detail.hasPrefix("7 octets long, 2 octets left") == true)
    #expect(result.lines.count == 2)
  }

  @Test func `a length of zero in an explicit item is said`() throws {
    let encoder = try #require(ASTERIXEncoder(category: 48))
    var block = try encoder.block([try encoder.record([ASTERIXField("SP", .octets([]))])])
    block[block.count - 1] = 0
    let result = asterix(block + (try northMarker()))
    #expect(result.reasons == ["length zero"])
    #expect(result.faults.first?.item == "I048/SP")
  }

  @Test func `an empty field map, a spare bit and one too long are three reasons`() throws {
    let after = try northMarker() + northMarker() + northMarker()
    #expect(asterix(hex("30 0004 00") + after).reasons == ["FSPEC empty"])
    #expect(asterix(hex("3e 0004 40") + after).reasons == ["spare FRN set"])
    #expect(asterix(hex("30 000a 01 01 01 01 01 01 00") + after).reasons == ["FSPEC too long"])
  }

  @Test func `a category without tables is passed over and said`() throws {
    let other = [0x14] + octets(40, 2) + [UInt8](repeating: 0x55, count: 37)
    let result = asterix(try plotBlock() + other + plotBlock() + other)
    #expect(result.lines.count == 2)
    #expect(result.reasons == ["category not read", "category not read"])
    #expect(result.faults.first?.detail == "category 20")
  }

  @Test func `records before the damage in a block are kept`() throws {
    let good = try #require(ASTERIXEncoder(category: 48)).record(plot())
    let body = good + good + hex("fd f7 02 07")
    let result = asterix([0x30] + octets(body.count + 3, 2) + body + (try northMarker()))
    #expect(result.lines.count == 3)
    #expect(result.reasons == ["length beyond block"])
  }

  @Test func `a million damaged octets never trap`() throws {
    var state: UInt64 = 7
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: state >> 33) % below
    }
    let seed = Array(asterixExample.prefix(2_000))
    for _ in 0..<300 {
      var bytes = seed
      for _ in 0...random(20) {
        bytes[random(bytes.count)] = UInt8(truncatingIfNeeded: random(256))
      }
      if random(3) == 0 { bytes.removeSubrange(random(900)..<(900 + random(900))) }
      for record in asterix(bytes).records { _ = (record.target, record.values) }
    }
  }
}
