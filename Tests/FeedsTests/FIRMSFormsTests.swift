// Are all forms in which NASA delivers hot spots read to the same figures as by another program?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Geo
import Observations
import Testing

@Suite struct FIRMSFormsTests {
  let settings = FeedSettings(name: "firms", format: .firms)

  /// One row in all its forms. The figures were worked out with Python's csv and datetime.
  struct Form: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let header: String
    let row: String
    let sensor: String
    let atMs: Int64
    let confidence: Confidence
    /// Latitude, longitude, scan, track, power, brightness; type or -1.
    let figures: [Double]
  }

  static let viirs =
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,"
    + "version,bright_ti5,frp,daynight"
  static let modis =
    "latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,instrument,confidence,"
    + "version,bright_t31,frp,daynight"

  static let forms = [
    Form(
      testDescription: "VIIRS, near real time", header: viirs,
      row: "50.11067,36.82927,340.82,0.49,0.4,2026-06-24,0005,N20,VIIRS,n,2.0NRT,290.35,15.69,N",
      sensor: "VIIRS-N20", atMs: 1_782_259_500_000, confidence: .nominal,
      figures: [50.11067, 36.82927, 0.49, 0.4, 15.69, 340.82, -1]),
    Form(
      testDescription: "VIIRS, time without leading zeros and columns of a mirror",
      header: viirs + ",COUNTRY,NAME_1",
      row: "50.11067,36.82927,340.82,0.49,0.4,2026-06-24,5,N20,VIIRS,nominal,2.0NRT,290.35,15.69,N,"
        + "Ukraine,\"Kharkiv, city\"",
      sensor: "VIIRS-N20", atMs: 1_782_259_500_000, confidence: .nominal,
      figures: [50.11067, 36.82927, 0.49, 0.4, 15.69, 340.82, -1]),
    Form(
      testDescription: "VIIRS with the column names of MODIS", header: modis,
      row: "51.46958,29.55491,299.83,0.41,0.61,2022-09-01,0117,N,VIIRS,h,2.0NRT,281.22,1.03,N",
      sensor: "VIIRS-N", atMs: 1_661_995_020_000, confidence: .high,
      figures: [51.46958, 29.55491, 0.41, 0.61, 1.03, 299.83, -1]),
    Form(
      testDescription: "MODIS, archive with type", header: modis + ",type",
      row: "47.8698,33.4421,301.3,1.2,1.1,2021-01-08,0906,Terra,MODIS,35,6.03,274.4,11,D,2",
      sensor: "MODIS-Terra", atMs: 1_610_096_760_000, confidence: .nominal,
      figures: [47.8698, 33.4421, 1.2, 1.1, 11, 301.3, 2]),
    Form(
      testDescription: "MODIS, low, negative coordinates, last minute of a leap day",
      header: modis + ",type",
      row: "-33.5,-70.25,301.3,4.8,2,2024-02-29,2359,A,MODIS,29,61.03,274.4,-0.5,D,0",
      sensor: "MODIS-Aqua", atMs: 1_709_251_140_000, confidence: .low,
      figures: [-33.5, -70.25, 4.8, 2, -0.5, 301.3, 0]),
    Form(
      testDescription: "columns in another order, capitals, spaces and quotes",
      header: "\"ACQ_DATE\", Acq_Time ,confidence,SATELLITE,track,scan,Longitude,Latitude",
      row: "\"2024-12-31\", 130 ,H,2,0.5,0.5, 36.5 ,+48.5", sensor: "VIIRS-N21",
      atMs: 1_735_608_600_000, confidence: .high, figures: [48.5, 36.5, 0.5, 0.5, 0, 0, -1]),
  ]

  @Test(arguments: forms, [Int.max, 1])
  func `every form is read to the figures that another program reads`(form: Form, readSize: Int)
    throws
  {
    for lineEnd in ["\n", "\r\n", "\r"] {
      let text = [form.header, form.row, ""].joined(separator: lineEnd)
      try check(items(text, settings, readSize: readSize), form)
      try check(items("\u{FEFF}" + text, settings, readSize: readSize), form)
      for bigEndian in [false, true] {
        let bytes = Array(("\u{FEFF}" + text).utf16).flatMap {
          bigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
        }
        try check(items(bytes, settings, readSize: readSize), form)
      }
    }
  }

  private func check(_ found: [FeedItem], _ form: Form) throws {
    let observation = try #require(found.observations.first, "\(found.rejects)")
    #expect(found.count == 1)
    #expect(observation.sensor == form.sensor)
    #expect(observation.happened == Period(fromMs: form.atMs, untilMs: form.atMs + 59_999))
    #expect(observation.confidence == form.confidence)
    guard case .fix(let fix) = observation.place else {
      Issue.record("no fix")
      return
    }
    let figures = [
      fix.point.latitudeDeg, fix.point.longitudeDeg, observation.value(.scanKm) ?? 0,
      observation.value(.trackKm) ?? 0, observation.value(.radiativePowerMW) ?? 0,
      observation.value(.brightnessK) ?? 0, observation.value(.firmsType) ?? -1,
    ]
    #expect(figures == form.figures)
  }

  @Test(arguments: [";", "\t"])
  func `semicolons and tabs separate as well as commas`(separator: String) throws {
    let form = Self.forms[3]
    let text = "\(form.header)\n\(form.row)\n".replacing(",", with: separator)
    try check(items(text, settings), form)
  }

  @Test(arguments: [
    ("0", Confidence.low), ("29", .low), ("30", .nominal), ("79", .nominal), ("80", .high),
    ("100", .high), ("l", .low), ("low", .low), ("n", .nominal), ("h", .high), ("High", .high),
  ])
  func `confidence is classed as NASA does`(text: String, confidence: Confidence) {
    let row = FIRMSTests.row.replacing(",n,", with: ",\(text),")
    let found = items("\(FIRMSTests.header)\n\(row)\n", settings)
    #expect(found.observations.map(\.confidence) == [confidence])
  }

  /// What Python's float() or a careless reader takes for a number, and the field does not mean.
  @Test(arguments: [
    "nan", "NaN", "inf", "-inf", "Infinity", "1e999", "0x10", "0x1p3", "4_8", "48,1", "--48",
    "4 8", ".", "-", "", "٤٨", "48°", "1e", "90.0000001",
  ])
  func `what is no latitude is refused by its column`(text: String) {
    let row = FIRMSTests.row.replacing("50.11067", with: "\"\(text)\"")
    let found = items("\(FIRMSTests.header)\n\(row)\n", settings)
    #expect(found.observations.isEmpty)
    #expect(found.rejects.map(\.column) == ["latitude"])
  }

  @Test(arguments: ["+50.11067", "50.110670000000000000001", "5.011067e1", "050.11067"])
  func `a latitude may be written in other ways`(text: String) throws {
    let row = FIRMSTests.row.replacing("50.11067", with: text)
    let found = items("\(FIRMSTests.header)\n\(row)\n", settings)
    guard case .fix(let fix) = try #require(found.observations.first).place else { return }
    #expect(fix.point.latitudeDeg == 50.11067)
  }

  /// The last row of a download that broke off may look whole: `100` per cent becomes `10`.
  @Test func `a row that was cut off anywhere is refused`() {
    let form = Self.forms[3]
    let whole = form.row.replacing(",35,", with: ",100,")
    for count in 1..<whole.utf8.count {
      let found = items("\(form.header)\n\(whole.prefix(count))", settings)
      let isLastField = count > whole.utf8.count - 2
      #expect(found.observations.count == (isLastField ? 1 : 0), "\(whole.prefix(count))")
      #expect(found.count == 1)
    }
  }

  @Test func `a satellite without a name is refused`() {
    let row = FIRMSTests.row.replacing(",N20,", with: ",,")
    #expect(items("\(FIRMSTests.header)\n\(row)", settings).rejects.map(\.column) == ["satellite"])
  }

  @Test func `a file without a header is one reject, however long it is`() throws {
    let rows = String(repeating: FIRMSTests.row + "\n", count: 1_000)
    let found = items(rows, settings)
    #expect(found.count == 1)
    let reject = try #require(found.rejects.first)
    #expect(reject.line == 1 && reject.column == "latitude")
    #expect(reject.text.contains("Rows without a header are not read"))
    let answer = items("Invalid MAP_KEY.\n", settings)
    #expect(answer.rejects.map(\.line) == [1])
  }

  @Test func `a title above the header is one reject and the rows are read`() {
    let found = items("Fires\n\n\(FIRMSTests.header)\n\(FIRMSTests.row)\n", settings)
    #expect(found.rejects.map(\.line) == [1])
    #expect(found.observations.count == 1)
  }

  @Test(arguments: ["", "\n", FIRMSTests.header, FIRMSTests.header + "\n"])
  func `a file without rows has no reports and no faults`(text: String) {
    #expect(items(text, settings) == [])
  }

  @Test func `a row of a megabyte is one reject with its first bytes`() throws {
    let long = String(repeating: "7", count: 1_000_000)
    let text = "\(FIRMSTests.header)\n\(long)\n\(FIRMSTests.row)\n"
    for readSize in [Int.max, 4_096] {
      let found = items(text, settings, readSize: readSize)
      #expect(found.observations.count == 1)
      #expect(found.rejects.map(\.line) == [2])
      #expect(found.rejects.first?.raw.count == Reject.rawByteCountMax)
    }
  }

  /// File, rows, per class, per sensor; sums of minutes since 1970, of latitude in 1e-5 degree and of
  /// power in 1e-2 MW. Worked out with Python's csv and datetime.
  static let recordings: [(file: String, counts: [String: Int], sums: [Int])] = [
    (
      "MODIS-2021_2021-01-01_2021-12-31",
      ["low": 681, "nominal": 8_382, "high": 1_733, "MODIS-Terra": 5_147, "MODIS-Aqua": 5_649],
      [292_801_491_138, 52_326_137_290, 25_123_590]
    ),
    (
      "MODIS-2022-arch_2022-02-24_2022-05-31",
      ["low": 513, "nominal": 6_611, "high": 1_346, "MODIS-Terra": 3_474, "MODIS-Aqua": 4_996],
      [232_739_438_381, 41_578_499_250, 22_256_390]
    ),
    (
      "VIIRS-NOAA-2022_2022-09-01_2022-09-30",
      ["low": 76, "nominal": 2_331, "high": 68, "VIIRS-N": 2_475],
      [68_589_157_874, 12_024_248_767, 1_528_015]
    ),
    (
      "viirs-3sat_2026-06-24_2026-06-25",
      [
        "low": 261, "nominal": 2_255, "high": 155, "VIIRS-N": 913, "VIIRS-N20": 1_054,
        "VIIRS-N21": 704,
      ],
      [79_343_715_458, 12_805_056_725, 2_152_406]
    ),
  ]

  @Test(
    .enabled(if: Shared.folder != nil, "needs the recordings: set TRUCELINE_SHARED"),
    arguments: recordings)
  func `whole recordings are read to the counts and sums of another program`(
    recording: (file: String, counts: [String: Int], sums: [Int])
  ) throws {
    let folder = try #require(Shared.folder).appendingPathComponent("data/firms-full")
    let bytes = try Shared.unpacked(folder.appendingPathComponent(recording.file + ".csv.gz"))
    let found = items(bytes, settings, readSize: 65_536)
    #expect(found.rejects.isEmpty)
    var counts: [String: Int] = [:]
    var sums = [0, 0, 0]
    for observation in found.observations {
      counts[observation.confidence.code, default: 0] += 1
      counts[observation.sensor, default: 0] += 1
      guard case .fix(let fix) = observation.place else { continue }
      sums[0] += Int(observation.happened.fromMs / 60_000)
      sums[1] += Int((fix.point.latitudeDeg * 100_000).rounded())
      sums[2] += Int(((observation.value(.radiativePowerMW) ?? 0) * 100).rounded())
    }
    #expect(counts == recording.counts)
    #expect(sums == recording.sums)
  }
}
