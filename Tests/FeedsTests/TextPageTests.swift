// Do the reference pages of the text formats list what is written?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Notation
import Testing

@Suite struct TextPageTests {
  @Test(arguments: [FeedFormat.firms, .sheet, .geojson, .kml])
  func `the reference page is what the field table says`(format: FeedFormat) throws {
    let page = try #require(format.page).markdown
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/reference/formats/\(format.rawValue).md")
    if ProcessInfo.processInfo.environment["WRITE_PAGES"] != nil {
      try page.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == page)
  }

  static let texts: [(format: FeedFormat, text: String)] =
    DecoderStreamTests.files.filter { $0.format != .kml } + [
      (
        .geojson,
        [
          #"{"type":"MultiPolygon","coordinates":[[[[1,2,3],[4,5]]]]}"#,
          #"{"type":"Point","coordinates":[1,2,3]}"#, "null",
          #"{"type":"GeometryCollection","geometries":[{"type":"MultiPoint","coordinates":[]}]}"#,
        ].map { #"{"type":"Feature","id":"a","geometry":\#($0),"properties":null}"# }
          .joined(separator: "\n")
      )
    ]

  @Test(arguments: texts)
  func `every field of the lines is named on the page`(
    file: (format: FeedFormat, text: String)
  ) throws {
    let page = try #require(file.format.page).markdown
    let (lines, _) = wireLines(file.text, file.format)
    #expect(lines.count >= 2)
    for line in lines { try expectNamed(line, on: page) }
  }

  @Test func `a patrol's row as a line`() {
    let (lines, faults) = wireLines(SheetRowsTests.table, .sheet)
    #expect(faults.isEmpty)
    #expect(
      lines.last
        == #"{"line":4,"number":"16","position":"Acoustic A-03","observer":"Acoustic A-03","means":"acoustic_sensor","distance_min_m":7200,"distance_max_m":10800,"bearing_deg":341,"bearing_sigma_deg":2,"count_min":5,"count_max":5,"kind":"explosion","qualifier":"outgoing","weapon":"≥ 100 mm (assessed)","grade":"E2","local_from_ms":1804990491000,"local_until_ms":1804990520999}"#
    )
    #expect(lines.first?.contains(#""qualifier_text":"W to E""#) == true)
  }

  @Test func `faults have a line or a feature's number, an item and a reason without values`() {
    let sheet = wireLines(SheetRowsTests.table.replacing("NE,6", with: "NE,six"), .sheet)
    #expect(sheet.faults.map(\.line) == [2] && sheet.faults.map(\.item) == ["count"])
    #expect(sheet.faults.map(\.reason) == ["not a count"])
    let good = GeoJSONEdgeTests.feature()
    let geojson = wireLines(good + "\n" + good.replacing("[37.1,48.2]", with: "[1]"), .geojson)
    #expect(geojson.lines.count == 1)
    #expect(geojson.faults.map(\.line) == [2] && geojson.faults.map(\.item) == ["geometry"])
    #expect(geojson.faults.map(\.reason) == ["not a place"])
  }

  @Test(arguments: [
    (SheetRowsTests.table, FeedFormat.sheet), (GeoJSONEdgeTests.feature(), .geojson),
    (KMLTests.document(KMLTests.point), .kml), (FIRMSTests.header + "\n" + FIRMSTests.row, .firms),
  ])
  func `a text named wrongly is recognised`(text: String, format: FeedFormat) {
    #expect(FeedFormat.guess(Array((text + "\n").utf8)) == format)
  }
}
