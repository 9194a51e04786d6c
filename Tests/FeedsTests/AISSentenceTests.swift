// Are sentences, tag blocks, parts and times read as they are sent, and refused with their place?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Notation
import Testing

/// All messages and faults of a text, fed in reads of a size.
func aisItems(_ bytes: [UInt8], readSize: Int = .max) -> [WireItem<AISMessage>] {
  var decoder = AISDecoder()
  var items: [WireItem<AISMessage>] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    decoder.push(Array(rest.prefix(readSize)))
    rest = rest.dropFirst(readSize)
    while let item = decoder.next() { items.append(item) }
  }
  decoder.finish()
  while let item = decoder.next() { items.append(item) }
  return items
}

func aisItems(_ text: String) -> [WireItem<AISMessage>] { aisItems(Array(text.utf8)) }

extension [WireItem<AISMessage>] {
  var messages: [AISMessage] {
    compactMap { item in
      if case .message(let message) = item { return message }
      return nil
    }
  }

  var faults: [WireFault] {
    compactMap { item in
      if case .fault(let fault) = item { return fault }
      return nil
    }
  }

  /// Every message as JSON and every fault with its place: what two runs must have in common.
  var lines: [String] {
    map { item in
      switch item {
      case .fault(let fault):
        return
          "\(fault.byteOffset) \(fault.item) \(fault.reason) \(fault.detail) \(fault.raw.count)"
      case .message(let message):
        var writer = FieldWriter()
        writer.beginLine()
        writer.field("byte_offset", message.byteOffset)
        message.write(to: &writer)
        writer.endLine()
        return String(decoding: writer.bytes, as: UTF8.self)
      }
    }
  }
}

enum AISLines {
  /// From the tests of gpsd (BSD-2-Clause) and libais (Apache-2.0): a position, a type 5 in two parts.
  static let position = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A"
  static let voyage = [
    "!AIVDM,2,1,3,B,55NBjP01mtGIL@CW;SM<D60P5Ld000000000000P0`<3557l0<50@kk@,0*66",
    "!AIVDM,2,2,3,B,K5h@00000000000,2*72",
  ]

  /// A sentence or tag block content with its checksum.
  static func summed(_ content: String) -> String {
    let sum = String(content.utf8.reduce(0) { $0 ^ $1 }, radix: 16, uppercase: true)
    return "\(content)*\(sum.utf8.count < 2 ? "0" : "")\(sum)"
  }
}

@Suite struct AISSentenceTests {
  @Test(arguments: ["\n", "\r\n", "\r", "\r\n\n", ""])
  func `lines may end in any way`(end: String) {
    let items = aisItems(AISLines.position + end)
    #expect(items.messages.count == 1)
    #expect(items.faults.isEmpty)
  }

  @Test func `a wrong checksum is refused with its place and what was expected`() throws {
    let items = aisItems("x\n" + AISLines.position.dropLast(2) + "4B\n" + AISLines.position)
    #expect(items.messages.count == 1)
    let fault = try #require(items.faults.first)
    #expect(fault.reason == "checksum wrong")
    #expect(fault.detail == "4B found, 4A expected")
    #expect(fault.byteOffset == 2 + AISLines.position.utf8.count - 2)
  }

  @Test(arguments: ["", "*", "*4", "*4G"])
  func `a sentence without checksum was cut off and is refused`(end: String) {
    let items = aisItems(AISLines.position.dropLast(3) + end + "\n" + AISLines.position)
    #expect(items.messages.count == 1)
    #expect(items.faults.map(\.reason) == ["checksum missing"])
  }

  @Test func `a sentence that begins within another is read`() {
    let cut = AISLines.position.prefix(20)
    let items = aisItems(cut + AISLines.position + "\n" + AISLines.position + AISLines.position)
    #expect(items.messages.count == 3)
    #expect(items.messages.map(\.byteOffset) == [20, 68, 115])
    #expect(items.faults.map(\.reason) == ["checksum missing"])
  }

  @Test func `sentences of other kinds and other lines are passed over and counted`() {
    var decoder = AISDecoder()
    decoder.push(
      Array("$GPVTG,,T*01\n!AIPWR,UNIT=0,POWER=1*05\n# note\n\n\(AISLines.position)\n".utf8))
    var messages = 0
    while let item = decoder.next() { if case .message = item { messages += 1 } }
    #expect(messages == 1)
    #expect(decoder.otherSentenceCount == 2)
    #expect(decoder.otherLineCount == 1)
    #expect(decoder.sentenceCount == 1)
  }

  @Test(arguments: ["=I", "--", "AB", "SA"])
  func `any talker is taken`(talker: String) {
    let line = AISLines.summed("\(talker)VDO,1,1,,1,15RTgt0PAso;90TKcjM8h6g208CQ,0")
    let message = aisItems("!" + line).messages.first
    #expect(message?.talker == talker)
    #expect(message?.sentence.isOwn == true)
    #expect(message?.sentence.channel == UInt8(ascii: "1"))
  }

  @Test(arguments: [
    ("AIVDM,0,1,,A,15,0", "part count"), ("AIVDM,x,1,,A,15,0", "part count"),
    ("AIVDM,1,2,,A,15,0", "part number"), ("AIVDM,2,0,,A,15,0", "part number"),
    ("AIVDM,1,1,12,A,15,0", "sequence"), ("AIVDM,1,1,,AB,15,0", "channel"),
    ("AIVDM,1,1,,A,15,6", "fill bits"), ("AIVDM,1,1,,A,15,x", "fill bits"),
    ("AIVDM,1,1,,A,15", "sentence"), ("AIVDM,1,1,,A,1X5,0", "payload"),
    ("AIVDM,1,1,,A,\(String(repeating: "0", count: 200)),0", "payload"),
    ("AIVDM,1,1,,A,,0", "payload"), ("AIVDM,1,1,,A,15,0", "type 1"),
  ])
  func `a field that cannot be is named`(content: String, item: String) {
    let items = aisItems("!" + AISLines.summed(content))
    #expect(items.faults.map(\.item) == [item])
    #expect(items.messages.isEmpty)
  }

  @Test func `an endless line costs one fault and the next sentence is read`() {
    let items = aisItems(
      [UInt8](repeating: 0x41, count: 5_000_000) + Array(AISLines.position.utf8),
      readSize: 65_536)
    #expect(items.faults.map(\.reason) == ["line too long"])
    #expect(items.messages.count == 1)
  }

  // MARK: Times

  @Test(
    arguments: [
      ("\\" + AISLines.summed("s:ST1,c:1418169601") + "\\", "", 1_418_169_601_000, "ST1"),
      ("\\" + AISLines.summed("c:1418169601123,s:x") + "\\", ",99", 1_418_169_601_123, "x"),
      ("", ",1327664821", 1_327_664_821_000, nil),
      ("", ",1327992119157", 1_327_992_119_157, nil),
      ("", ",b003669794,1272412827", 1_272_412_827_000, "003669794"),
      (
        "", ",d-109,S2105,t050056.00,T56.13718694,r003669946,1325394060,1325394001",
        1_325_394_060_000, "003669946"
      ),
      (
        "$" + AISLines.summed("PGHP,1,2010,6,11,11,46,12,390,219,24,992190924,1,4A") + "\n", "",
        1_276_256_772_390, nil
      ),
      ("$GPZDA,114702.51,27,01,2012,,*66\n", "", 1_327_664_822_510, nil),
      (
        "$GPRMC,114703.00,A,1228.30813,S,13050.74933,E,0.002,,270112,,,A*65\n", "",
        1_327_664_823_000, nil
      ),
    ] as [(String, String, Int64, String?)])
  func `the forms of time that receivers write are read`(
    before: String, after: String, atMs: Int64, source: String?
  ) throws {
    let items = aisItems(before + AISLines.position + after + "\r\n")
    let message = try #require(items.messages.first)
    #expect(items.faults.isEmpty)
    #expect(message.sentence.receivedAtMs == atMs)
    #expect(message.source == source)
  }

  @Test func `a line that names another sentence dates none`() {
    let items = aisItems(
      "$PGHP,1,2010,6,11,11,46,12,386,219,24,992190924,1,12*20\n" + AISLines.position)
    #expect(items.messages.map(\.sentence.receivedAtMs) == [nil])
  }

  @Test func `a tag block with a wrong checksum is a fault and dates nothing`() {
    let items = aisItems("\\s:ST1,c:1418169601*00\\" + AISLines.position)
    #expect(items.faults.map(\.reason) == ["tag block checksum wrong"])
    #expect(items.messages.map(\.sentence.receivedAtMs) == [nil])
  }

  // MARK: Parts

  @Test func `parts are put together, and the fill bits count on the last only`() throws {
    let filled = AISLines.summed(
      "AIVDM,2,1,3,B,55NBjP01mtGIL@CW;SM<D60P5Ld000000000000P0`<3557l0<50@kk@,2")
    for first in [AISLines.voyage[0], "!" + filled] {
      let items = aisItems(first + "\n" + AISLines.position + "\n" + AISLines.voyage[1])
      #expect(items.faults.isEmpty)
      let message = try #require(items.messages.last)
      #expect(message.type == 5)
      #expect(message.payload.bitCount == 424)
      #expect(message.byteOffset == 0)
    }
  }

  @Test func `a part of another message does not fit`() {
    let other = "!" + AISLines.summed("AIVDM,2,2,3,A,K5h@00000000000,2")
    let items = aisItems([AISLines.voyage[0], other, AISLines.voyage[1]].joined(separator: "\n"))
    #expect(items.faults.map(\.reason) == ["first part missing"])
    #expect(items.messages.count == 1)
  }

  @Test func `a part that never comes is named, and so is one without its first`() {
    let items = aisItems(AISLines.voyage[1] + "\n" + AISLines.voyage[0])
    #expect(items.faults.map(\.reason) == ["first part missing", "part missing"])
    #expect(items.faults.map(\.detail) == ["part 2 of 2", "1 of 2 came"])
  }

  @Test func `a message is given up after a minute of the stream's time`() {
    let items = aisItems(
      AISLines.voyage[0] + ",1485907262\n" + AISLines.voyage[1] + ",1485907323\n")
    #expect(items.messages.isEmpty)
    #expect(items.faults.map(\.reason) == ["part missing", "first part missing"])
    let inTime = aisItems(
      AISLines.voyage[0] + ",1485907262\n" + AISLines.voyage[1] + ",1485907321\n")
    #expect(inTime.messages.count == 1)
  }

  @Test func `a message is given up after a thousand sentences`() {
    let between = String(repeating: AISLines.position + "\n", count: 1_001)
    let items = aisItems(AISLines.voyage[0] + "\n" + between + AISLines.voyage[1])
    #expect(items.messages.count == 1_001)
    #expect(items.faults.map(\.reason) == ["part missing", "first part missing"])
  }

  @Test func `the group of a tag block holds parts together in any order`() {
    let tag = { (number: Int) in
      "\\" + AISLines.summed("g:\(number)-2-1604,s:st,c:1418169601") + "\\"
    }
    let lines = [tag(2) + AISLines.voyage[1], AISLines.position, tag(1) + AISLines.voyage[0]]
    let items = aisItems(lines.joined(separator: "\r\n"))
    #expect(items.faults.isEmpty)
    #expect(items.messages.map(\.type) == [1, 5])
  }

  @Test func `no more than 64 messages wait for their parts`() {
    let lines = (0..<100).map {
      "\\" + AISLines.summed("g:1-2-\($0)") + "\\" + AISLines.voyage[0]
    }
    let items = aisItems(lines.joined(separator: "\n"))
    #expect(items.faults.count == 100)
    #expect(items.faults.allSatisfy { $0.reason == "part missing" })
  }
}
