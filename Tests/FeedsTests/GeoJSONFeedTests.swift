// SPDX-License-Identifier: Apache-2.0

import Feeds
import Observations
import Testing

@Suite struct GeoJSONFeedTests {
  let settings = FeedSettings(name: "other", format: .geojson)
  static let feature =
    #"{"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[37.1,48.2]},"properties":{"kind":"explosion","means":"camera","sensor":"C-07","time":"2027-03-14T02:15:00+02:00","count_min":2,"count_max":3,"sigma_m":25,"note":"a \"quoted\" {brace}"}}"#

  @Test(arguments: [Int.max, 1, 5])
  func `a collection, a single feature and one a line give the same`(readSize: Int) {
    let forms = [
      Self.feature, "\(Self.feature)\n",
      #"{"type":"FeatureCollection","name":"x","features":[\#(Self.feature)]}"#,
      #"{ "features" : [ \#(Self.feature) ], "type":"FeatureCollection" }"#,
    ]
    for form in forms {
      let found = items(form, settings, readSize: readSize)
      #expect(found.observations.count == 1, "\(form.prefix(40)): \(found.rejects)")
      #expect(found.rejects.isEmpty)
      #expect(found.observations.first?.count == CountRange(min: 2, max: 3))
      #expect(found.observations.first?.note == "a \"quoted\" {brace}")
    }
  }

  @Test(arguments: [
    (#""time":"2027-03-14T02:15:00+02:00""#, #""time":"2027-03-14T02:15:00""#, "time"),
    (#""kind":"explosion""#, #""kind":"bang""#, "kind"), (#""sensor":"C-07","#, "", "sensor"),
    ("[37.1,48.2]", "[48.2,137.1]", "geometry"), (#""sigma_m":25"#, #""sigma_m":0"#, "sigma_m"),
    (#""count_max":3"#, #""count_max":1"#, "count_max"), (#""Point""#, #""Polygon""#, "geometry"),
  ])
  func `a feature with a fault is refused by its property and the next is read`(
    from: String, to: String, column: String
  ) {
    let bad = Self.feature.replacing(from, with: to)
    let found = items(
      #"{"type":"FeatureCollection","features":[\#(bad),\#(Self.feature)]}"#, settings)
    #expect(found.observations.count == 1)
    #expect(found.rejects.map(\.column) == [column])
    #expect(found.rejects.map(\.line) == [1])
  }

  @Test func `what is no GeoJSON is said to be none`() {
    #expect(items("", settings).rejects.first?.reason.contains("no GeoJSON feature") == true)
    #expect(items("hello", settings).rejects.count == 1)
    let cut = items(String(Self.feature.dropLast(5)), settings)
    #expect(cut.rejects.first?.reason.contains("ends within a feature") == true)
  }

  @Test func `hostile features cost one reject each`() {
    let deep =
      #"{"type":"Feature","x":"# + String(repeating: "[", count: 10_000)
      + String(repeating: "]", count: 10_000) + "}"
    let long = #"{"type":"Feature","x":""# + String(repeating: "y", count: 400_000) + #""}"#
    let found = items("\(deep)\n\(long)\n\(Self.feature)\n", settings, readSize: 4_096)
    #expect(found.rejects.count == 2)
    #expect(found.observations.count == 1)
  }
}
