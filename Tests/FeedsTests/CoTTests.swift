// Are events found in a stream, read whole, and written so that they read the same?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Feeds

@Suite struct CoTTests {
  static let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures/cot/events.xml").standardizedFileURL

  static func event(
    _ detail: String = "", uid: String = "u-1", type: String = "a-u-A-M-F-Q",
    point: String = #"<point lat="50.4" lon="30.5" hae="120.5" ce="15" le="9999999"/>"#,
    more: String = ""
  ) -> String {
    #"<event version="2.0" uid="\#(uid)" type="\#(type)" time="2026-06-24T03:00:01.250Z" "#
      + #"start="2026-06-24T03:00:00Z" stale="2026-06-24T03:05:00Z" how="m-g"\#(more)>"#
      + point + (detail.isEmpty ? "" : "<detail>\(detail)</detail>") + "</event>"
  }

  static func messages(
    _ bytes: [UInt8], readSize: Int = .max
  ) -> (messages: [CoTMessage], faults: [WireFault]) {
    FeedsTests.read(CoTDecoder(), bytes, readSize: readSize)
  }

  static func messages(_ text: String) -> (messages: [CoTMessage], faults: [WireFault]) {
    messages(Array(text.utf8))
  }

  // MARK: Reading

  @Test func `an event's fields`() throws {
    let read = Self.messages(
      Self.event(
        #"<contact callsign="A &amp; B" endpoint="*:-1:stcp"/><track speed="1.5" course="271"/>"#
          + #"<status battery="77"/><remarks>one</remarks>"#,
        more: #" access="Undefined" qos="1-r-c" opex="o-Name""#))
    #expect(read.faults.isEmpty)
    let event = try #require(read.messages.first?.event)
    #expect(event.uid == "u-1" && event.type == "a-u-A-M-F-Q" && event.how == "m-g")
    #expect(event.timeMs == 1_782_270_001_250 && event.startMs == 1_782_270_000_000)
    #expect(event.access == "Undefined" && event.qos == "1-r-c" && event.opex == "o-Name")
    #expect(event.point.latitudeDeg == 50.4 && event.point.ellipsoidHeightM == 120.5)
    #expect(event.point.circularErrorM == 15 && event.point.linearErrorM == nil)
    let detail = try #require(event.detail)
    #expect(detail.contact == CoTContact(endpoint: "*:-1:stcp", callSign: "A & B"))
    #expect(detail.track == CoTTrack(speedMPerS: 1.5, courseDeg: 271))
    #expect(detail.batteryPercent == 77 && detail.xml == "<remarks>one</remarks>")
  }

  @Test(arguments: [
    "2026-06-24T03:00:01Z", "2026-06-24T03:00:01.0Z", "2026-06-24T06:00:01+03:00",
    "2026-06-24T03:00:01.000000Z", "2026-06-24T03:00:01",
  ]) func `times in every form that is sent`(text: String) {
    let ms = Array(text.utf8).withUnsafeBytes { CoTNumber.timeMs($0) }
    #expect(ms == 1_782_270_001_000)
  }

  @Test(arguments: [
    "", "now", "2026-06-24", "2026-13-24T03:00:01Z", "2026-06-24T03:00:01.Z",
    "2026-06-24T03:00:01ZZ", "2026-06-24T03:00:01+3",
  ]) func `what is no time`(text: String) {
    #expect(Array(text.utf8).withUnsafeBytes { CoTNumber.timeMs($0) } == nil)
  }

  @Test func `numbers are as exact as the library's`() {
    var random = Seeded(4)
    for _ in 0..<50_000 {
      let value = Double.random(in: -180...180, using: &random)
      for text in [
        value.description, String(format: "%.7f", value), String(format: "%.17g", value),
        String(format: "%e", value), CoTXMLText.decimal(value / 1e9),
      ] {
        #expect(Array(text.utf8).withUnsafeBytes { CoTNumber.double($0) } == Double(text))
      }
    }
    for text in ["", "-", ".", "1.2.3", "NaN", "inf", "0x10", "1e", "1 2", "--1"] {
      #expect(Array(text.utf8).withUnsafeBytes { CoTNumber.double($0) } == nil, "\(text)")
    }
    #expect(
      CoTXMLText.decimal(1e-7) == "0.0000001"
        && CoTXMLText.decimal(-2.5e17) == "-250000000000000000.0")
  }

  @Test func `an element is typed only where all of it fits, and never both`() throws {
    let kept = [
      #"<status readiness="true"/>"#, #"<track course="1"/>"#,
      #"<track speed="1" course="2" slope="0"/>"#,
      #"<contact callsign=""/>"#, #"<contact callsign="x" phone="1"/>"#, "<track/>",
      #"<status battery="-1"/>"#, #"<__group name="a" role="b">text</__group>"#,
      #"<takv device="a"><x/></takv>"#,
    ]
    for element in kept {
      let detail = try #require(Self.messages(Self.event(element)).messages.first?.event?.detail)
      #expect(detail == CoTDetail(xml: element))
    }
    let closed = try #require(
      Self.messages(Self.event(#"<status battery="5"></status>"#)).messages.first?.event?.detail)
    #expect(closed.batteryPercent == 5 && closed.xml.isEmpty)
    let twice = try #require(
      Self.messages(Self.event(#"<status battery="5"/><status battery="6"/>"#)).messages.first?
        .event?.detail)
    #expect(twice.batteryPercent == 5 && twice.xml == #"<status battery="6"/>"#)
  }

  @Test func `comments, CDATA, entities and quotation marks hide an end`() throws {
    let detail =
      "<!-- </event> <event> --><remarks a='\"&gt;</' b=\"'\"><![CDATA[</event> ]] ]>]]></remarks>"
    let text = Self.event(detail.replacing("</' b", with: "' b"))
    let read = Self.messages(text + text)
    #expect(read.faults.isEmpty && read.messages.count == 2)
    #expect(
      read.messages[0].event?.detail?.xml.hasSuffix("<![CDATA[</event> ]] ]>]]></remarks>") == true)
  }

  @Test func `prologues, spaces, marks and comments between events are passed over`() {
    let text =
      "\u{FEFF}<?xml version='1.0'?>\n" + Self.event() + "\r\n<!-- between -->\0"
      + "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + Self.event() + "\n"
    let read = Self.messages(text)
    #expect(read.faults.isEmpty && read.messages.count == 2)
  }

  // MARK: Faults

  @Test(arguments: [
    (event(point: ""), "no point", "point"),
    (
      event(point: #"<point lat="91" lon="1" hae="0" ce="1" le="1"/>"#), "out of range", "point/lat"
    ),
    (event(point: #"<point lat="1" lon="x" hae="0" ce="1" le="1"/>"#), "not a number", "point/lon"),
    (event(point: #"<point lat="1" hae="0" ce="1" le="1"/>"#), "attribute is missing", "point/lon"),
    (event().replacing("uid=\"u-1\" ", with: ""), "attribute is missing", "uid"),
    (event().replacing("03:05:00Z", with: "25:05:00Z"), "not a date and time", "stale"),
    (event("<a><b></a></b>"), "tags do not match", "a"),
    (event("<a b='1' b='2'/>"), "attribute given twice", "b"),
    (event("<a b=1/>"), "tag is malformed", ""),
    (event("<a>&nbsp;</a>"), "entity not known", ""),
    (event("<a>&#0;</a>"), "entity not known", ""),
    (event("<a b='<'/>"), "tag is malformed", "event"),
    (event("<!DOCTYPE x>"), "document type refused", "event"),
    (event("<a>\u{1}</a>").replacing("\u{1}", with: "&lol;"), "entity not known", ""),
    (
      event(String(repeating: "<a>", count: 80) + String(repeating: "</a>", count: 80)),
      "nested too deeply", ""
    ),
    (
      event("<a " + (0..<80).map { "a\($0)='1'" }.joined(separator: " ") + "/>"),
      "too many attributes", ""
    ),
  ]) func `a bad event costs itself only, and says what is wrong`(
    bad: String, reason: String, item: String
  ) {
    let good = Self.event(uid: "good")
    let read = Self.messages(good + "\n" + bad + "\n" + good)
    #expect(read.messages.count == 2, "\(read.faults)")
    #expect(read.faults.map(\.reason) == [reason], "\(read.faults)")
    #expect(read.faults.first?.item == item)
    #expect(read.faults.allSatisfy { $0.byteOffset >= good.utf8.count })
  }

  @Test func `an event cut off by the next one costs itself only`() {
    let good = Self.event("<remarks>x</remarks>")
    for count in stride(from: 8, to: good.utf8.count - 8, by: 1) {
      let read = Self.messages(String(good.prefix(count)) + good)
      #expect(read.messages.count == 1 && read.faults.count == 1, "\(count) \(read.faults)")
    }
  }

  @Test func `an open comment costs no other event`() {
    let good = Self.event(uid: "good")
    let bad = Self.event("<!-- open").replacing("</detail></event>", with: "")
    let read = Self.messages(good + bad + good + good)
    #expect(read.messages.count == 3 && read.faults.count == 1)
  }

  @Test func `a document type is refused`() {
    let bomb = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>"
    let read = Self.messages("<?xml version=\"1.0\"?>" + bomb + Self.event())
    #expect(read.messages.count == 1)
    #expect(read.faults.map(\.reason) == ["document type refused"])
  }

  @Test func `what is no event is one fault`() {
    let read = Self.messages(
      "<auth><cot username='a'/></auth>" + Self.event() + "текст п п" + Self.event())
    #expect(read.messages.count == 2)
    #expect(read.faults.map(\.reason) == ["bytes outside an event", "bytes outside an event"])
  }

  @Test func `an event of more than a mebibyte is given up, and no more is held`() {
    let large = Self.event("<a>" + String(repeating: "x", count: 3_000_000) + "</a>")
    let read = Self.messages(Array((large + Self.event()).utf8), readSize: 65_536)
    #expect(read.messages.count == 1)
    #expect(read.faults.map(\.reason) == ["event too large"])
  }

  @Test func `many open events are read in linear time`() {
    let attack = String(
      repeating: Self.event("<!--").replacing("</detail></event>", with: ""), count: 8_000)
    let read = Self.messages(Array((attack + "-->" + Self.event()).utf8), readSize: 65_536)
    #expect(!read.faults.isEmpty)
    #expect(read.messages.last?.event?.uid == "u-1")
  }

  // MARK: Cuts and round trips

  @Test func `whole, byte by byte and in pieces the same`() throws {
    let bytes = [UInt8](try Data(contentsOf: Self.fixture))
    let whole = Self.messages(bytes)
    #expect(whole.messages.count == 36 && whole.faults.isEmpty)
    for readSize in [1, 2, 3, 17, 256, 1_021] {
      let cut = Self.messages(bytes, readSize: readSize)
      #expect(cut.messages == whole.messages && cut.faults == whole.faults)
    }
  }

  @Test func `cut anywhere, the events before the cut are read`() throws {
    let bytes = Array(try Data(contentsOf: Self.fixture).prefix(4_000))
    let ends = Self.messages(bytes).messages.map { $0.byteOffset + $0.raw.count }
    for count in 0..<bytes.count {
      let read = Self.messages(Array(bytes.prefix(count)))
      #expect(read.messages.count == ends.count { $0 <= count })
    }
  }

  @Test func `an event written as XML reads the same`() throws {
    for message in Self.messages([UInt8](try Data(contentsOf: Self.fixture))).messages {
      let event = try #require(message.event)
      for prologue in [true, false] {
        let again = Self.messages(event.xml(prologue: prologue))
        #expect(again.faults.isEmpty && again.messages.map(\.event) == [event])
      }
    }
  }

  @Test func `text with every character is written so that it reads the same`() throws {
    var event = try #require(Self.messages(Self.event()).messages.first?.event)
    event.uid = "<&>\"' \t\n\r Міст № 1 😀"
    event.detail = CoTDetail()
    event.detail?.contact = CoTContact(endpoint: "a&b", callSign: "\"x\"")
    #expect(Self.messages(event.xml()).messages.first?.event == event)
  }

  @Test func `only types without affiliation, marks and drawings may be sent`() {
    func may(_ type: String) -> Bool {
      CoTEvent(
        uid: "u", type: type, timeMs: 0, startMs: 0, staleMs: 0, how: "m-g",
        point: CoTPoint(latitudeDeg: 0, longitudeDeg: 0)
      ).mayBeSent
    }
    for type in ["a-u-G", "a-n-A-C-F", "a-u", "b-m-p-s-m", "u-d-c-c"] { #expect(may(type)) }
    for type in ["a-h-G", "a-f-G-U-C", "a-s-A", "b-t-f", "t-x-c-t", "b-r-f-h-c", "a-ux-G", ""] {
      #expect(!may(type))
    }
  }
}
