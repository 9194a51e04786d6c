// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Geo
import Observations
import Testing

@Suite struct FIRMSTests {
  let settings = FeedSettings(name: "firms", format: .firms)
  static let header =
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight"
  static let row =
    "50.11067,36.82927,340.82,0.49,0.4,2026-06-24,5,N20,VIIRS,n,2.0NRT,290.35,15.69,N"

  @Test(arguments: [Int.max, 1, 7])
  func `a VIIRS row becomes a hot spot with time, place, error and bytes`(readSize: Int) throws {
    let found = items("\(Self.header)\n\(Self.row)\n", settings, readSize: readSize)
    let observation = try #require(found.observations.first)
    #expect(found.count == 1)
    #expect(observation.kind == .thermalAnomaly)
    #expect(observation.sensor == "VIIRS-N20")
    #expect(observation.happened.fromMs == 1_782_259_500_000)
    #expect(observation.confidence == .nominal)
    #expect(observation.value(.radiativePowerMW) == 15.69)
    #expect(String(decoding: observation.raw, as: UTF8.self) == Self.row)
    guard case .fix(let fix) = observation.place else {
      Issue.record("no fix")
      return
    }
    #expect(fix.point == GeoPoint(latitudeDeg: 50.11067, longitudeDeg: 36.82927))
    // √((490² + 400²) / 24) m
    #expect(abs(fix.sigmaM - 129.1156) < 0.001)
  }

  /// Columns as NASA delivers them for each product; the mirror adds columns of its own.
  static let products: [(header: String, row: String, sensor: String, confidence: Confidence)] = [
    (
      "latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_t31,frp,daynight,type",
      "47.8698,33.4421,301.3,1.2,1.1,2021-01-08,0906,Terra,MODIS,35,6.03,274.4,11,D,2",
      "MODIS-Terra", .nominal
    ),
    (
      "latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_t31,frp,daynight",
      "51.46958,29.55491,299.83,0.41,0.61,2022-09-01,0117,N,VIIRS,n,2.0NRT,281.22,1.03,N",
      "VIIRS-N", .nominal
    ),
    (
      header + ",COUNTRY,NAME_1", row + ",Ukraine,Kharkiv", "VIIRS-N20", .nominal
    ),
    (
      "country_id," + header, "UKR," + row.replacing(",N20,VIIRS,n,", with: ",1,VIIRS,high,"),
      "VIIRS-N20", .high
    ),
    (
      "latitude;longitude;scan;track;acq_date;acq_time;satellite;confidence",
      "48.1;37.2;1;1;2024-05-01;2359;A;12", "MODIS-Aqua", .low
    ),
  ]

  @Test(arguments: products)
  func `every product is read by the names of its columns`(
    product: (header: String, row: String, sensor: String, confidence: Confidence)
  ) throws {
    let found = items("\(product.header)\r\n\(product.row)\r\n", settings)
    let observation = try #require(found.observations.first, "\(found)")
    #expect(observation.sensor == product.sensor)
    #expect(observation.confidence == product.confidence)
  }

  /// A fault is named by line and column, and stops no other row.
  static let faults: [(change: (String, String), column: String)] = [
    (("50.11067,", "NaN,"), "latitude"), (("50.11067,", "91,"), "latitude"),
    (("50.11067,", ","), "latitude"), (("50.11067,", "1e999,"), "latitude"),
    (("36.82927", "-180.5"), "longitude"), (("0.49,", "0,"), "scan"), ((",0.4,", ",-1,"), "track"),
    (("2026-06-24", "1970-01-01"), "acq_date"), (("2026-06-24", "24.06.2026"), "acq_date"),
    (("2026-06-24", "2026-06-31"), "acq_date"), ((",5,N20", ",2460,N20"), "acq_time"),
    ((",5,N20", ",noon,N20"), "acq_time"), ((",n,", ",101,"), "confidence"),
    ((",n,", ",sure,"), "confidence"),
  ]

  @Test(arguments: faults)
  func `a bad field is refused with line and column`(
    fault: (change: (String, String), column: String)
  ) {
    let bad = Self.row.replacing(fault.change.0, with: fault.change.1, maxReplacements: 1)
    let found = items(
      "\(Self.header)\n\(Self.row)\n\(bad)\n\(Self.row.replacing("50.1", with: "49.1"))\n", settings
    )
    #expect(found.observations.count == 2)
    #expect(found.rejects.map(\.line) == [3])
    #expect(found.rejects.first?.column == fault.column)
    #expect(found.rejects.first?.reason.isEmpty == false)
  }

  @Test func `swapped coordinates are warned of and kept`() throws {
    var settings = settings
    settings.area = GeoBox(south: 44, west: 22, north: 53, east: 41)
    let swapped = Self.row.replacing("50.11067,36.82927", with: "36.82927,50.11067")
    let found = items("\(Self.header)\n\(swapped)\n", settings)
    #expect(found.observations.count == 1)
    #expect(found.warnings.first?.contains("look swapped") == true)
  }

  @Test func `another header says which column is missing and what is there`() {
    let found = items("lat,lon\n1,2\n", settings)
    #expect(found.rejects.first?.column == "latitude")
    #expect(found.rejects.first?.text.contains("it has: lat, lon") == true)
  }

  @Test func `the same row is the same observation, and a later version of it has its key`() {
    let text =
      "\(Self.header)\n\(Self.row)\n\(Self.row)\n\(Self.row.replacing("2.0NRT", with: "2"))\n"
    let found = items(text, settings).observations
    #expect(found[0].id == found[1].id)
    #expect(found[0].key == found[2].key)
    #expect(found[0].id != found[2].id)
  }

  @Test func `a file cut off anywhere never traps, and whole rows come out`() {
    let text = Array("\(Self.header)\n\(Self.row)\n\(Self.row)\n".utf8)
    let firstEnd = Self.header.utf8.count + 1 + Self.row.utf8.count + 1
    for count in 0...text.count {
      let found = items(Array(text.prefix(count)), settings)
      if count >= firstEnd { #expect(!found.observations.isEmpty) }
    }
  }

  /// The recorded files that lie beside the project where it is developed.
  @Test func `every row of the recorded files is read`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Missions/june-2026/data").standardizedFileURL
    let data = try Data(
      contentsOf: folder.appendingPathComponent("firms-viirs-2026-06-24_25.csv"))
    let found = items([UInt8](data), settings, readSize: 4_096)
    #expect(found.observations.count == 2_671)
    #expect(found.rejects.isEmpty)
    // Counted with awk over the same file: satellite and confidence.
    let counts = Dictionary(grouping: found.observations) { "\($0.sensor) \($0.confidence)" }
      .mapValues(\.count)
    #expect(counts["VIIRS-N nominal"] == 763)
    #expect(counts["VIIRS-N20 high"] == 79)
    #expect(counts["VIIRS-N21 low"] == 110)
    #expect(Set(found.observations.map(\.id)).count == 2_671)
  }
}
