// Is every Placemark read as the standard means it, and does a bad one cost itself only?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Notation
import Observations
import Testing

/// All items of a KML text, fed in reads of a size.
func kmlItems(
  _ bytes: [UInt8], readSize: Int = .max
) -> (placemarks: [KMLPlacemark], faults: [WireFault]) {
  var decoder = KMLDecoder()
  var found: (placemarks: [KMLPlacemark], faults: [WireFault]) = ([], [])
  func drain() {
    while let item = decoder.next() {
      switch item {
      case .message(let placemark): found.placemarks.append(placemark)
      case .fault(let fault): found.faults.append(fault)
      }
    }
  }
  var rest = bytes[...]
  while !rest.isEmpty {
    decoder.push(Array(rest.prefix(readSize)))
    rest = rest.dropFirst(readSize)
    drain()
  }
  decoder.finish()
  drain()
  return found
}

@Suite struct KMLTests {
  static func document(_ placemarks: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
    <Document><name>d</name><Style id="s"><IconStyle><scale>1</scale></IconStyle></Style>
    <Folder>
    \(placemarks)
    </Folder></Document></kml>

    """
  }

  static let point = """
    <Placemark id="p1"><name>Camera &amp; mast</name><styleUrl>#s</styleUrl>
    <TimeStamp><when>2027-03-14T02:15:00+02:00</when></TimeStamp>
    <ExtendedData><Data name="kind"><displayName>Kind</displayName><value>explosion</value></Data>
    <Data name="means"><value>camera</value></Data><Data name="sensor"><value> C-07 </value></Data>
    <SchemaData schemaUrl="#x"><SimpleData name="sigma_m">25</SimpleData></SchemaData></ExtendedData>
    <Point><altitudeMode>absolute</altitudeMode><coordinates>37.1,48.2,210.5</coordinates></Point>
    </Placemark>
    """

  private func read(_ text: String) -> (placemarks: [KMLPlacemark], faults: [WireFault]) {
    kmlItems(Array(text.utf8))
  }

  private func shape(_ geometry: String) throws -> FeatureGeometry {
    let found = read(Self.document("<Placemark>\(geometry)</Placemark>"))
    return try #require(found.placemarks.first?.geometry, "\(found.faults)")
  }

  // MARK: What a Placemark says

  @Test func `name, time, data and point of a Placemark`() throws {
    let found = read(Self.document(Self.point))
    #expect(found.faults == [])
    let placemark = try #require(found.placemarks.first)
    #expect(placemark.id == "p1" && placemark.name == "Camera & mast" && placemark.line == 5)
    let time = try #require(KMLTime("2027-03-14T02:15:00+02:00"))
    #expect(placemark.time == .stamp(time) && time.atMs == 1_804_983_300_000)
    #expect(placemark.properties.map(\.name) == ["kind", "means", "sensor", "sigma_m"])
    #expect(placemark.properties.map(\.text) == ["explosion", "camera", " C-07 ", "25"])
    #expect(
      placemark.geometry?.shape
        == .point(FeaturePosition(longitudeDeg: 37.1, latitudeDeg: 48.2, heightM: 210.5)))
    #expect(placemark.geometry?.heightReference == .absolute)
  }

  @Test func `lines, rings, polygons with holes and several of them`() throws {
    let line = try shape(
      "<LineString><coordinates>\n 1,2 3,4,5\t-6.5e0,+7 </coordinates></LineString>")
    let positions = [(1.0, 2.0, nil), (3, 4, 5.0), (-6.5, 7, nil)].map {
      FeaturePosition(longitudeDeg: $0.0, latitudeDeg: $0.1, heightM: $0.2)
    }
    #expect(line.shape == .positions(positions))
    let ring = "<LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing>"
    let polygon = """
      <Polygon><extrude>1</extrude><outerBoundaryIs>\(ring)</outerBoundaryIs>
      <innerBoundaryIs>\(ring)</innerBoundaryIs><innerBoundaryIs>\(ring)</innerBoundaryIs></Polygon>
      """
    guard case .rings(let rings) = try shape(polygon).shape else {
      Issue.record("no rings")
      return
    }
    #expect(rings.count == 3 && rings.allSatisfy { $0.count == 4 })
    let multi = try shape("<MultiGeometry>\(polygon)<MultiGeometry/>\(ring)</MultiGeometry>")
    guard case .members(let members) = multi.shape else {
      Issue.record("no members")
      return
    }
    #expect(members.map(\.type) == ["Polygon", "MultiGeometry", "LinearRing"])
    #expect(try shape("<Model><Location/></Model>").shape == .other)
  }

  @Test(arguments: ["37.1, 48.2, 5", " 37.1 ,48.2 , 5 ", "37.1,48.2,5\n"])
  func `space around a comma leaves no doubt`(text: String) throws {
    let shape = try shape("<Point><coordinates>\(text)</coordinates></Point>").shape
    #expect(shape == .point(FeaturePosition(longitudeDeg: 37.1, latitudeDeg: 48.2, heightM: 5)))
  }

  @Test(arguments: [
    ("", "not a place"), ("37.1", "not a place"), ("37.1 48.2", "not a place"),
    ("37.1,48.2,5,6", "not a place"), ("37.1,,5", "not a place"), (",48", "not a place"),
    ("37,1;48,2", "not a place"), ("NaN,48", "not a place"), ("INF,48", "not a place"),
    ("0x10,48", "not a place"), ("181,48", "out of range"), ("37,90.0001", "out of range"),
    ("1e300,48", "out of range"), ("1e999,48", "not a place"), ("37,48 1,2", "not a place"),
    (String(repeating: "9", count: 400) + ",1", "not a place"), ("37.1,48.2,x", "not a place"),
  ])
  func `what is no place is a fault of the coordinates`(text: String, reason: String) {
    let bad = "<Placemark><Point><coordinates>\(text)</coordinates></Point></Placemark>"
    let found = read(Self.document(bad + "\n" + Self.point))
    #expect(found.placemarks.map(\.number) == [2])
    #expect(found.faults.map(\.item) == ["Point/coordinates"])
    #expect(found.faults.map(\.reason) == [reason])
    #expect(found.faults.first?.line == 5)
  }

  @Test(arguments: [
    ("2027", true), ("2027-03", true), ("2027-03-14", true), ("2027-03-14T02:15:00Z", true),
    ("2027-03-14T02:15:00", true), ("2027-03-14T02:15:00.5-03:00", true), ("2027-13", false),
    ("14.03.2027", false), ("2027-02-29", false), ("noon", false), ("2027-03-14T25:00:00Z", false),
    ("20270314T021500Z", false), ("-044", false), ("12345678901", false),
  ])
  func `a time is a year, a month, a day or a moment`(text: String, isTime: Bool) {
    let mark = "<Placemark><TimeStamp><when>\(text)</when></TimeStamp></Placemark>"
    let found = read(Self.document(mark))
    #expect(found.placemarks.count == (isTime ? 1 : 0))
    #expect(found.faults.map(\.item) == (isTime ? [] : ["TimeStamp/when"]))
  }

  // MARK: XML

  @Test func `CDATA, references and comments are text or none`() {
    let text = """
      <Placemark><!-- </Placemark> --><name><![CDATA[a <b>&amp;</b> ]] > </Placemark>]]></name>
      <description>x &lt;i&gt; &#1046;&#x436; <b>un</b>escaped</description></Placemark>
      """
    let found = read(Self.document(text))
    #expect(found.faults == [])
    #expect(found.placemarks.map(\.name) == ["a <b>&amp;</b> ]] > </Placemark>"])
    #expect(found.placemarks.map(\.description) == ["x <i> Жж unescaped"])
  }

  @Test func `a Placemark in a comment or a section outside is none`() {
    let text = "<!-- \(Self.point) --><description><![CDATA[\(Self.point)]]></description>"
    let found = read(Self.document(text + Self.point))
    #expect(found.placemarks.count == 1 && found.faults == [])
  }

  @Test(arguments: [
    "<kml><Placemark/></kml>",
    "<kml:kml xmlns:kml='http://www.opengis.net/kml/2.3'><kml:Placemark/></kml:kml>",
    "<kml xmlns='http://earth.google.com/kml/2.1'><Placemark/></kml>",
    "<kml xmlns='urn:x' xmlns:k='http://www.opengis.net/kml/2.2'><k:Placemark/></kml>",
  ])
  func `namespaces of KML, with prefixes and without`(text: String) {
    let found = read(text)
    // The last one's first element is of another namespace.
    let isKML = !text.contains("urn:x")
    #expect(found.placemarks.count == (isKML ? 1 : 0))
    #expect(found.faults.map(\.reason) == (isKML ? [] : ["not KML"]))
  }

  @Test func `a Placemark of another namespace is none`() {
    let foreign = "<x:Placemark xmlns:x='urn:x'><x:Point/></x:Placemark>"
    let renamed = "<Folder xmlns='urn:x'><Placemark/></Folder>"
    let point = Self.point.replacing("<Point>", with: "<Point xmlns='urn:x'>")
    let found = read(Self.document(foreign + renamed + point))
    #expect(found.placemarks.count == 1 && found.faults == [])
    #expect(found.placemarks.first?.geometry == nil)
  }

  @Test(arguments: [
    "<!DOCTYPE kml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
    "<!DOCTYPE kml SYSTEM \"file:///etc/passwd\">", "<!DOCTYPE kml>", "<!ELEMENT a>",
  ])
  func `a document type is refused with its text, and no entity is expanded`(type: String) {
    let bad = "<?xml version='1.0'?>\(type)<kml><Placemark><name>&b;</name></Placemark></kml>"
    let found = read(bad + "\n" + Self.document(Self.point))
    #expect(found.faults.map(\.reason) == ["document type refused"])
    #expect(found.placemarks.map(\.name) == ["Camera & mast"])
  }

  @Test(arguments: ["&b;", "&", "&amp", "&#0;", "&#x110000;", "&#xD800;", "&nbsp;"])
  func `a reference that is none costs its Placemark`(reference: String) {
    let bad = "<Placemark><name>\(reference)</name></Placemark>"
    let found = read(Self.document(bad + Self.point))
    #expect(found.faults.map(\.reason) == ["entity not known"])
    #expect(found.placemarks.count == 1)
  }

  @Test func `nesting a hundred thousand deep is a fault or two, inside and outside`() {
    let open = String(repeating: "<Folder>", count: 100_000)
    let close = String(repeating: "</Folder>", count: 100_000)
    let inside = "<Placemark>\(open)\(close)</Placemark>"
    let found = read(Self.document(inside + open + Self.point + close + Self.point))
    #expect(
      found.faults.map(\.reason)
        == ["nested too deeply", "nested too deeply", "nested too deeply"])
    #expect(found.placemarks.count == 1)
  }

  @Test func `a Placemark that is not closed ends where the next begins`() {
    let open = Self.point.replacing("</Placemark>", with: "")
    let found = read(Self.document("\(open)\(Self.point)\n\(Self.point)"))
    #expect(found.faults.map(\.reason) == ["Placemark not closed"])
    #expect(found.faults.map(\.line) == [5])
    #expect(found.placemarks.map(\.number) == [2, 3])
  }

  @Test(arguments: [
    ("<Placemark><name>a</Placemark>", "tags do not match"),
    ("<Placemark><name>a</nam></name></Placemark>", "tags do not match"),
    ("<Placemark><name a=1>a</name></Placemark>", "tag is malformed"),
    ("<Placemark a='1' a='2'/>", "attribute given twice"),
    ("<Placemark><Point/></Placemark>", "not a place"),
    ("<Placemark><LineString/><Point/></Placemark>", "more than one geometry"),
    ("<Placemark><Polygon/></Placemark>", "no outer boundary"),
    ("<Placemark><Point><altitudeMode>high</altitudeMode></Point></Placemark>", "not known"),
    ("<Placemark><!ENTITY a></Placemark>", "document type refused"),
  ])
  func `a bad Placemark costs itself only`(text: String, reason: String) {
    let found = read(Self.document("\(Self.point)\(text)\(Self.point)"))
    #expect(found.faults.map(\.reason) == [reason])
    #expect(found.placemarks.count == 2)
  }

  @Test func `text that is not UTF-8 costs its Placemark`() {
    var bytes = Array(Self.document(Self.point + Self.point).utf8)
    if let at = bytes.firstIndex(of: UInt8(ascii: "&")) { bytes[at - 1] = 0xFF }
    let found = kmlItems(bytes)
    #expect(found.faults.map(\.reason) == ["text is not UTF-8"])
    #expect(found.placemarks.count == 1)
  }

  @Test func `a Placemark that is too long is one fault, and no memory`() {
    let long = "<Placemark><name>\(String(repeating: "y", count: 5_000_000))</name></Placemark>"
    for readSize in [Int.max, 65_536] {
      let found = kmlItems(
        Array(Self.document(long + Self.point).utf8), readSize: readSize)
      #expect(found.faults.map(\.reason) == ["Placemark too long"])
      #expect(found.placemarks.map(\.number) == [2])
    }
  }

  @Test func `what is no KML is said to be none`() {
    #expect(read("").faults.map(\.reason) == ["no KML was found"])
    #expect(read("hello").faults.map(\.reason) == ["text outside the document"])
    #expect(read("<event/>").faults.map(\.reason) == ["not KML"])
    #expect(kmlItems([0x50, 0x4B, 3, 4, 20, 0]).faults.map(\.reason) == ["packed as KMZ"])
    let cyrillic = "<?xml version='1.0' encoding='windows-1251'?><kml/>"
    #expect(read(cyrillic).faults.map(\.reason) == ["encoding refused"])
    let cut = String(Self.document(Self.point).dropLast(7))
    #expect(read(cut).faults.map(\.reason) == ["document cut off"])
  }

  @Test func `Placemarks within an Update are passed over`() {
    let update = "<NetworkLinkControl><Update><Change>\(Self.point)</Change></Update>"
    let found = read(Self.document("\(update)</NetworkLinkControl>\(Self.point)"))
    #expect(found.placemarks.count == 1 && found.faults == [])
  }

  // MARK: Streams

  static let mixed = document(
    point + "<Placemark><name>&x;</name></Placemark>"
      + "<Placemark><![CDATA[é😀</Placemark>]]></Placemark><!-- - -- - -->"
      + KMLFeedTests.track + "<Placemark><Point><coordinates>1,2" + point)

  @Test func `whole, byte by byte and in UTF-16 is the same`() {
    let bytes = Array(Self.mixed.utf8)
    let whole = kmlItems(bytes)
    #expect(whole.placemarks.count == 4 && whole.faults.count == 2)
    for readSize in [1, 2, 7, 61] {
      let pieces = kmlItems(bytes, readSize: readSize)
      #expect(pieces.placemarks == whole.placemarks && pieces.faults == whole.faults)
    }
    let wide = ("\u{FEFF}" + Self.mixed).utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(kmlItems(wide, readSize: 3).placemarks == whole.placemarks)
  }

  @Test func `cut off at any byte it is what was whole and at most two faults more`() {
    let bytes = Array(Self.mixed.utf8)
    for count in bytes.indices {
      let cut = Array(bytes[..<count])
      let whole = kmlItems(cut)
      #expect(whole.placemarks.count + whole.faults.count >= 1)
      #expect(whole.faults.count <= 4)
      let pieces = kmlItems(cut, readSize: 1)
      #expect(pieces.placemarks == whole.placemarks && pieces.faults == whole.faults)
    }
  }

  @Test func `texts one behind the other are read, and garbage between them is said once`() {
    let one = Self.document(Self.point)
    let found = read(one + "garbage > and ] more\u{0}\n" + one)
    #expect(found.placemarks.count == 2)
    #expect(found.faults.map(\.reason) == ["text outside the document"])
    #expect(found.faults.first?.line == 13)
  }

  // MARK: JSON and the page

  @Test func `every field is named on the page`() throws {
    let page = try #require(FeedFormat.kml.page).markdown
    let text = Self.mixed.replacing(
      "<Placemark><name>&x;",
      with: "<Placemark><TimeSpan><begin>2027-01-01T00:00:00Z</begin>"
        + "<end>2027-01-02T00:00:00Z</end></TimeSpan><MultiGeometry><LineString/><Polygon>"
        + "<outerBoundaryIs><LinearRing/></outerBoundaryIs></Polygon></MultiGeometry><name>")
    let (lines, faults) = wireLines(text, .kml)
    #expect(faults.count == 1 && lines.count == 5)
    for line in lines { try expectNamed(line, on: page) }
    #expect(lines.first?.contains(#""altitude_mode":"absolute","longitude_deg":37.1"#) == true)
  }
}

/// Every member's name of a line of JSON stands on the page, but those that the source gave.
func expectNamed(_ line: String, on page: String) throws {
  func visit(_ value: JSONValue) {
    switch value {
    case .object(let members):
      for member in members {
        #expect(page.contains("`\(member.name)`"), "\(member.name)")
        if member.name != "properties" { visit(member.value) }
      }
    case .array(let elements): for element in elements { visit(element) }
    default: break
    }
  }
  visit(try JSONValue(reading: Array(line.utf8)))
}
