// Does one bad feature cost one feature, and does nothing in it become something else?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Observations
import Testing

@Suite struct GeoJSONEdgeTests {
  let settings = FeedSettings(name: "other", format: .geojson)

  static func feature(_ properties: String = "", id: String = "7") -> String {
    #"{"type":"Feature","id":\#(id),"geometry":{"type":"Point","coordinates":[37.1,48.2]},"#
      + #""properties":{"kind":"explosion","means":"camera","sensor":"C-07","#
      + #""time":"2027-03-14T02:15:00+02:00"\#(properties.isEmpty ? "" : ",")\#(properties)}}"#
  }

  private func read(_ text: String, readSize: Int = .max) -> [FeedItem] {
    items(text, settings, readSize: readSize)
  }

  // MARK: Where features begin and end

  @Test(arguments: [Int.max, 1, 13])
  func `members before and behind the features are no features`(readSize: Int) {
    let two = "\(Self.feature(id: "1")),\n\(Self.feature(id: "2"))"
    let text = """
      {"type": "FeatureCollection", "metadata": {"source": {"name": "x", "tags": [{}, []]}},
      "features": [\(two)], "crs": {"type": "name", "properties": {"name": "WGS 84"}},
      "links": [{"href": "a"}, {"href": "]}"}]}
      """
    let found = read(text + "\n" + text.replacing("\"id\":", with: "\"id\":1"), readSize: readSize)
    #expect(found.rejects == [])
    #expect(found.observations.count == 4)
  }

  @Test func `a collection without features has neither reports nor faults`() {
    #expect(read(#"{"type":"FeatureCollection","features":[]}"#) == [])
    #expect(read("{\"features\" :\n[\n]\n, \"type\":\"FeatureCollection\"}\n") == [])
  }

  @Test func `a collection that was cut off between two features is said to be`() {
    let text = #"{"type":"FeatureCollection","features":[\#(Self.feature()),"#
    let found = read(text)
    #expect(found.observations.count == 1)
    #expect(found.rejects.map(\.reason) == ["the file ends before its list of features is closed"])
  }

  @Test(arguments: [Int.max, 1, 13])
  func `a broken line costs itself alone`(readSize: Int) {
    let whole = Self.feature(#""note":"a {brace} and [more]""#)
    for count in 1..<whole.utf8.count {
      let text = "\(whole.prefix(count))\n\(Self.feature(id: "8"))\n\(Self.feature(id: "9"))\n"
      let found = read(text, readSize: readSize)
      // Behind a colon or a bracket the next line may belong to the broken one.
      let mayBelong = ":[".contains(whole.prefix(count).last ?? " ")
      #expect(found.observations.count >= (mayBelong ? 0 : 2), "\(whole.prefix(count))")
      #expect(!found.rejects.isEmpty)
    }
  }

  @Test func `a feature over several lines is one feature`() {
    let text = Self.feature().replacing(",", with: "\n  ,\n  ").replacing(":{", with: ":\n{")
    #expect(read(text).observations.count == 1)
    #expect(read("[\(text)\n,\(text)]").observations.count == 2)
  }

  @Test(arguments: [Int.max, 1_000])
  func `a feature is too long from the same byte on, however it comes`(readSize: Int) {
    let frame = Self.feature(#""note":"""#).utf8.count
    for (length, isRead) in [(262_144, true), (262_145, false), (300_000, false)] {
      let note = String(repeating: "y", count: length - frame)
      let text = "\(Self.feature(#""note":"\#(note)""#))\n\(Self.feature(id: "8"))\n"
      let found = read(text, readSize: readSize)
      #expect(found.observations.count == (isRead ? 2 : 1))
      let reasons = found.rejects.map(\.reason)
      #expect(reasons == (isRead ? [] : ["the feature is longer than 262144 bytes"]))
    }
  }

  @Test(arguments: [Int.max, 1_000])
  func `a long feature with objects in it is one reject`(readSize: Int) {
    let many = Array(repeating: #"{"a":{"b":[1,2]}}"#, count: 20_000).joined(separator: ",")
    let long = Self.feature(#""parts":[\#(many)]"#)
    let text = #"{"features":[\#(long),\#(Self.feature())],"type":"FeatureCollection"}"#
    let found = read(text, readSize: readSize)
    #expect(found.observations.count == 1)
    #expect(found.rejects.map(\.line) == [1])
    #expect(found.rejects.first?.raw.count == Reject.rawByteCountMax)
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":["])
  func `nesting ten thousand deep is one reject`(opening: String) {
    let closing = String(
      opening.reversed().compactMap { $0 == "[" ? "]" : $0 == "{" ? "}" : nil })
    let deep =
      String(repeating: opening, count: 10_000) + "0" + String(repeating: closing, count: 10_000)
    let found = read("\(Self.feature("\"x\":\(deep)"))\n\(Self.feature())\n", readSize: 4_096)
    #expect(found.observations.count == 1)
    #expect(found.rejects.first?.text.contains("nested deeper than 64 levels") == true)
    #expect(found.rejects.count == 1)
  }

  // MARK: What the properties say

  @Test func `null is a property that is missing`() throws {
    let nulls =
      ["qualifier", "confidence", "count_min", "count_max", "until", "from", "sigma_m", "note"]
      + ["bearing_deg", "distance_min_m", "distance_max_m", "tube_mm"]
    let text = Self.feature(nulls.map { "\"\($0)\":null" }.joined(separator: ","))
    let found = read(text)
    let observation = try #require(found.observations.first, "\(found.rejects)")
    #expect(observation.count == .one && observation.attributes.isEmpty)
  }

  @Test(arguments: ["null", "7"])
  func `two features of one sensor are one report only where they have one id`(id: String) {
    let text = [#""note":"a""#, #""note":"b""#].map { Self.feature($0, id: id) }
      .joined(separator: "\n")
    let keys = read(text).observations.map(\.key)
    #expect(keys.count == 2)
    #expect((keys[0] == keys[1]) == (id == "7"))
  }

  static let faults = [
    (#""sigma_m":"25""#, "sigma_m"), (#""sigma_m":0"#, "sigma_m"), (#""sigma_m":-1"#, "sigma_m"),
    (#""sigma_m":1e300"#, "sigma_m"), (#""bearing_deg":"341""#, "bearing_deg"),
    (#""bearing_deg":361"#, "bearing_deg"), (#""bearing_deg":-1"#, "bearing_deg"),
    (#""bearing_deg":1,"bearing_sigma_deg":0"#, "bearing_sigma_deg"),
    (#""bearing_deg":1,"bearing_sigma_deg":"5""#, "bearing_sigma_deg"),
    (#""bearing_deg":1,"distance_min_m":5,"distance_max_m":4"#, "distance_max_m"),
    (#""bearing_deg":1,"distance_min_m":5"#, "distance_max_m"),
    (#""bearing_deg":1,"distance_max_m":1e300"#, "distance_max_m"),
    (#""tube_mm":"152""#, "tube_mm"), (#""tube_mm":1e300"#, "tube_mm"),
    (#""count_min":-1"#, "count_min"), (#""count_min":1.5"#, "count_min"),
    (#""count_min":"2""#, "count_min"), (#""count_max":1000001"#, "count_max"),
    (#""count_min":3,"count_max":2"#, "count_max"), (#""qualifier":"loud""#, "qualifier"),
    (#""confidence":0.5"#, "confidence"), (#""until":"2027-03-14T00:00:00Z""#, "until"),
    (#""until":1783000000"#, "until"), (#""from":"2027-03-14""#, "from"),
    (#""from":"1970-01-01T00:00:00Z""#, "from"), (#""from":"""#, "from"),
  ]

  @Test(arguments: faults)
  func `a property with a fault is refused by its name, not replaced by a default`(
    properties: String, column: String
  ) {
    let found = read("\(Self.feature(properties))\n\(Self.feature())")
    #expect(found.observations.count == 1)
    #expect(found.rejects.map(\.column) == [column])
  }

  @Test(arguments: ["kind", "means", "sensor", "time"])
  func `a member that is needed is missed by its name`(name: String) {
    let text = Self.feature().replacing("\"\(name)\"", with: "\"x\"")
    #expect(read(text).rejects.map(\.column) == [name])
    #expect(read(Self.feature().replacing("\"properties\"", with: "\"p\"")).rejects.count == 1)
  }

  @Test(arguments: [
    "null", "{}", #"{"type":"Point"}"#, #"{"type":"Point","coordinates":[]}"#,
    #"{"type":"Point","coordinates":[37]}"#, #"{"type":"Point","coordinates":["37","48"]}"#,
    #"{"type":"Point","coordinates":[181,48]}"#, #"{"type":"Point","coordinates":[37,91]}"#,
    #"{"type":"LineString","coordinates":[[37,48],[38,48]]}"#,
  ])
  func `a place that is none is refused as geometry`(geometry: String) {
    let text = Self.feature().replacing(
      #"{"type":"Point","coordinates":[37.1,48.2]}"#, with: geometry)
    #expect(read(text).rejects.map(\.column) == ["geometry"])
  }

  @Test func `whole numbers may be written as geographic programs write them`() {
    let found = read(Self.feature(#""count_min":2.0,"count_max":3.0,"ready_to_fire":true"#))
    #expect(found.observations.first?.count == CountRange(min: 2, max: 3))
    #expect(found.observations.first?.value(.readyToFire) == 1)
  }
}
