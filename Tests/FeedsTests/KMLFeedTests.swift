// Which observations does a mission take from a KML text?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Observations
import Testing

@Suite struct KMLFeedTests {
  let settings = FeedSettings(name: "other", format: .kml)

  static let data = """
    <ExtendedData><Data name="kind"><value>uav</value></Data><Data name="means"><value>radar</value>\
    </Data><Data name="sensor"><value>R-1</value></Data></ExtendedData>
    """

  static let track = """
    <Placemark id="t"><name>T</name>\(data)
    <gx:Track><altitudeMode>relativeToGround</altitudeMode>
    <when>2027-03-14T00:00:00Z</when><when>2027-03-14T00:00:01Z</when><when>2027-03-14T00:00:02Z</when>
    <gx:coord>37 48 100</gx:coord><gx:coord/><gx:coord>37.01 48.01 120</gx:coord>
    <ExtendedData><SchemaData><gx:SimpleArrayData name="a"><gx:value>1</gx:value></gx:SimpleArrayData>
    </SchemaData></ExtendedData></gx:Track></Placemark>
    """

  private func read(_ placemarks: String, readSize: Int = .max) -> [FeedItem] {
    items(KMLTests.document(placemarks), settings, readSize: readSize)
  }

  @Test func `a point is an observation with the meaning that GeoJSON has`() throws {
    let geojson = items(
      #"{"type":"Feature","id":"p1","geometry":{"type":"Point","coordinates":[37.1,48.2]},"#
        + #""properties":{"kind":"explosion","means":"camera","sensor":"C-07","sigma_m":25,"#
        + #""time":"2027-03-14T02:15:00+02:00","note":"Camera & mast"}}"#,
      FeedSettings(name: "other", format: .geojson))
    let found = read(KMLTests.point)
    var one = try #require(found.observations.first, "\(found.rejects)")
    let other = try #require(geojson.observations.first)
    #expect(one.value(.meanSeaLevelHeightM) == 210.5)
    #expect(String(decoding: one.raw, as: UTF8.self) == KMLTests.point)
    one.attributes = []
    (one.key, one.digest, one.raw) = (other.key, other.digest, other.raw)
    #expect(one == other)
  }

  @Test(arguments: [
    ("absolute", AttributeName.meanSeaLevelHeightM), ("relativeToGround", .heightM),
    ("clampToGround", nil), ("clampToSeaFloor", nil), ("relativeToSeaFloor", nil), ("", nil),
  ])
  func `a height is above what its mode says`(mode: String, name: AttributeName?) throws {
    for prefix in ["", "gx:"] {
      let text = KMLTests.point
        .replacing("<altitudeMode>absolute<", with: "<\(prefix)altitudeMode>\(mode)<")
        .replacing("</altitudeMode>", with: "</\(prefix)altitudeMode>")
      let one = try #require(read(text).observations.first)
      #expect(one.attributes == (name.map { [Attribute($0, 210.5)] } ?? []))
    }
  }

  @Test func `a property for the height stands before the geometry`() throws {
    let text = KMLTests.point.replacing(
      "<SimpleData", with: "<SimpleData name=\"mean_sea_level_height_m\">7</SimpleData><SimpleData")
    #expect(read(text).observations.first?.value(.meanSeaLevelHeightM) == 7)
  }

  @Test func `shapes that are no points report nothing and are no fault`() {
    let text = KMLTests.point
      .replacing("<Point>", with: "<LineString>").replacing("</Point>", with: "</LineString>")
    #expect(read("<Placemark/>\(text)") == [])
  }

  @Test(arguments: [
    ("explosion<", "bang<", "kind"),
    (#"name="sensor""#, #"name="x""#, "sensor"), (">25<", ">-1<", "sigma_m"),
    (">25<", ">wide<", "sigma_m"), ("T02:15:00+02:00", "", "time"),
    ("+02:00<", "<", "time"), ("<when>2027-03-14T02:15:00+02:00</when>", "", "time"),
    (#"name="sigma_m">25"#, #"name="count_max">0"#, "count_max"),
  ])
  func `a fault is told by the property's name`(from: String, to: String, column: String) {
    let found = read(KMLTests.point.replacing(from, with: to) + KMLTests.point)
    #expect(found.observations.count == 1)
    #expect(found.rejects.map(\.column) == [column])
    #expect(found.rejects.map(\.line) == [5])
  }

  @Test func `a span is a period, and one that is open says no time`() throws {
    let stamp = "<TimeStamp><when>2027-03-14T02:15:00+02:00</when></TimeStamp>"
    let begin = "<begin>2027-03-14T00:00:00Z</begin>"
    let span = "<TimeSpan>\(begin)<end>2027-03-14T01:00:00Z</end></TimeSpan>"
    let one = try #require(
      read(KMLTests.point.replacing(stamp, with: span)).observations.first)
    #expect(one.happened.untilMs - one.happened.fromMs == 3_600_000)
    let open = read(KMLTests.point.replacing(stamp, with: "<TimeSpan>\(begin)</TimeSpan>"))
    #expect(open.rejects.map(\.column) == ["TimeSpan"])
  }

  @Test func `numbers, flags and empty values of ExtendedData`() throws {
    let more = ["count_min": " 2 ", "count_max": "3.0", "ready_to_fire": "true", "tube_mm": ""]
      .map { "<Data name=\"\($0.key)\"><value>\($0.value)</value></Data>" }.joined()
    let text = KMLTests.point.replacing("<ExtendedData>", with: "<ExtendedData>\(more)")
    let one = try #require(read(text).observations.first)
    #expect(one.count == CountRange(min: 2, max: 3) && one.value(.readyToFire) == 1)
    #expect(one.value(.tubeMm) == nil)
  }

  @Test func `the note is the description without its tags, else the name`() {
    let html = "<description><![CDATA[<b>Two</b>  blasts<br/>&lt; 1 km]]></description>"
    let text = KMLTests.point.replacing("<styleUrl>", with: "\(html)<styleUrl>")
    #expect(read(text).observations.first?.note == "Two blasts < 1 km")
    #expect(read(KMLTests.point).observations.first?.note == "Camera & mast")
  }

  // MARK: Tracks

  @Test(arguments: [Int.max, 1])
  func `every position of a track is an observation`(readSize: Int) throws {
    let found = read(Self.track + KMLTests.point, readSize: readSize)
    #expect(found.rejects == [])
    let reports = found.observations
    try #require(reports.count == 3)
    #expect(reports.map(\.isTrackReport) == [true, true, false])
    #expect(reports[1].happened.fromMs - reports[0].happened.fromMs == 2_000)
    #expect(reports.map { $0.value(.heightM) } == [100, 120, nil])
    #expect(Set(reports.map(\.key)).count == 3)
    let raw = String(decoding: reports[1].raw, as: UTF8.self)
    #expect(raw.contains("00:00:02Z</when><gx:coord>37.01 48.01 120</gx:coord></gx:Track>"))
    #expect(!raw.contains("00:00:01Z") && raw.contains("<value>uav</value>"))
  }

  @Test func `tracks of KML 2.3 and several in one`() {
    let plain = Self.track.replacing("gx:", with: "")
    let inner = plain.split(separator: "<Track>")[1].split(separator: "</Track>")[0]
    let multi = plain.replacing(
      "<Track>\(inner)</Track>",
      with: "<MultiTrack><Track>\(inner)</Track><Track>\(inner)</Track></MultiTrack>")
    #expect(read(plain).observations.count == 2)
    #expect(read(multi).observations.count == 4)
  }

  @Test func `a track whose times and positions differ in number is a fault`() {
    let found = read(Self.track.replacing("<gx:coord/>", with: ""))
    #expect(found.observations.isEmpty)
    #expect(found.rejects.map(\.text) == ["times and positions differ: 3 when, 2 coord"])
  }

  @Test func `a track without a kind is one reject`() {
    let found = read(Self.track.replacing("\"kind\"", with: "\"x\""))
    #expect(found.rejects.map(\.column) == ["kind"] && found.observations.isEmpty)
  }
}
