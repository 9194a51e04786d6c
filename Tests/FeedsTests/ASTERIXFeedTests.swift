// What becomes of records in a mission: where, when, who, and how well known?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Geo
import Observations
import Testing

@Suite("ASTERIX reports")
struct ASTERIXFeedTests {
  /// 2026-06-24T00:00:00Z.
  private let midnightMs: Int64 = 1_782_259_200_000
  private let place = GeoPoint(latitudeDeg: 49.9, longitudeDeg: 36.3)

  private func settings(
    calibration: Calibration = Calibration(rangeSigmaM: 50, azimuthSigmaDeg: 0.07),
    start: Bool = true
  ) -> FeedSettings {
    var settings = FeedSettings(
      name: "radar", format: .asterix,
      sensors: SensorRegister([
        Sensor(
          id: "hill", name: "Hill", means: .radar, owner: "mission", place: place, heightM: 200,
          calibration: calibration)
      ]))
    settings.radars = [RadarSource(sac: 7, sic: 42, sensor: "hill")]
    settings.startMs = start ? midnightMs + 43_000_000 : nil
    return settings
  }

  private func point(_ observation: Observation?) throws -> Fix {
    guard case .fix(let fix) = try #require(observation).place else {
      throw FixError.sigma(0)
    }
    return fix
  }

  @Test func `a plot lies where range, azimuth and height say`() throws {
    let observation = try #require(items(try plotBlock(), settings()).observations.first)
    let fix = try point(observation)
    // 30 NM slant at 10,000 ft pressure height from 200 m: 55,480 m on the ellipsoid, due east.
    let (distanceM, bearingRad) = Geodesic.inverse(from: place, to: fix.point)
    #expect(abs(distanceM - 55_455) < 30)
    #expect(abs(bearingRad - .pi / 2) < 1e-6)
    #expect(observation.sensor == "hill" && observation.means == .radar)
    #expect(observation.kind == .aircraft && observation.observedAtMs == midnightMs + 43_200_000)
    #expect(observation.identity(.icaoAddress) == "F00123")
    #expect(observation.identity(.callSign) == "TEST12" && observation.identity(.modeA) == "7421")
    #expect(observation.identity(.radarTrack) == "7/42/99")
    #expect(abs((observation.value(.pressureHeightM) ?? 0) - 3_048) < 1e-9)
    // 0.07 degrees at 55.6 km are 68 m; with 50 m along the line of sight.
    #expect(fix.sigmaM > 58 && fix.sigmaM < 65)
  }

  @Test func `the calibration's biases are taken off`() throws {
    let calibration = Calibration(
      rangeSigmaM: 50, azimuthSigmaDeg: 0.07, rangeBiasM: 500, azimuthBiasDeg: 1, timeBiasMs: 250)
    let plain = try #require(items(try plotBlock(), settings()).observations.first)
    let observation = try #require(
      items(try plotBlock(), settings(calibration: calibration)).observations.first)
    let (distanceM, bearingRad) = Geodesic.inverse(
      from: place, to: try point(observation).point)
    let (plainM, _) = Geodesic.inverse(from: place, to: try point(plain).point)
    #expect(abs(plainM - distanceM - 500) < 2)
    #expect(abs(bearingRad * 180 / .pi - 89) < 1e-5)
    #expect(plain.observedAtMs - observation.observedAtMs == 250)
  }

  @Test func `without a height the error covers all heights up to six kilometres`() throws {
    let plots = try plotBlock([plot(rangeNmi: 4, level: nil)])
    let fix = try point(items(plots, settings()).observations.first)
    #expect(fix.sigmaM > 600)
    let far = try plotBlock([plot(rangeNmi: 60, level: nil)])
    #expect(try point(items(far, settings()).observations.first).sigmaM < 150)
  }

  @Test func `a radar without a place is refused with what to write`() throws {
    var settings = settings()
    settings.radars = []
    let reject = try #require(items(try plotBlock(), settings).rejects.first)
    #expect(reject.column == "I048/010")
    #expect(reject.text.contains("SAC 7 SIC 42") && reject.text.contains("radars:"))
  }

  @Test func `without any date there is no report, with a receipt there is`() throws {
    let without = items(try plotBlock(), settings(start: false))
    #expect(without.observations.isEmpty)
    #expect(without.rejects.first?.reason.hasPrefix("no time") == true)
    var live = settings(start: false)
    live.receipt = .live(atMs: midnightMs + 86_400_000 + 3_000)
    // Said at 23:59:59, received three seconds after midnight.
    let report = try #require(
      items(try plotBlock([plot(timeS: 86_399)]), live).observations.first)
    #expect(report.observedAtMs == midnightMs + 86_399_000)
    #expect(report.receivedAtMs == midnightMs + 86_403_000)
  }

  @Test func `a recording goes on over midnight`() throws {
    var settings = settings()
    settings.startMs = midnightMs + 86_000_000
    let bytes =
      try plotBlock([plot(timeS: 86_399.5)]) + northMarker(timeS: 0.5)
      + plotBlock([plot(timeS: 1)])
    let times = items(bytes, settings).observations.map(\.observedAtMs)
    #expect(times == [midnightMs + 86_399_500, midnightMs + 86_401_000])
  }

  @Test func `a truncated time is dated by the radar's own service messages`() throws {
    let service = try #require(ASTERIXEncoder(category: 2))
    let plots = try #require(ASTERIXEncoder(category: 1))
    let source = ASTERIXField(
      "010", .fields([ASTERIXField("SAC", .number(7)), ASTERIXField("SIC", .number(42))]))
    func marker(_ timeS: Double) throws -> [UInt8] {
      try service.block([
        try service.record([
          source, ASTERIXField("000", .number(1)), ASTERIXField("030", .quantity(timeS)),
        ])
      ])
    }
    func old(_ truncatedS: Double) throws -> [UInt8] {
      try plots.block([
        try plots.record([
          source, ASTERIXField("020", .fields([ASTERIXField("TYP", .number(0))])),
          ASTERIXField(
            "040",
            .fields([
              ASTERIXField("RHO", .quantity(20)), ASTERIXField("THETA", .quantity(45)),
            ])), ASTERIXField("141", .quantity(truncatedS)),
        ])
      ])
    }
    // 45,826.1 s are 89 periods of 512 s and 258.1 s; the next plot is just over a period's end.
    let bytes = try old(258) + marker(45_826.1015625) + old(258.5) + marker(46_079.5) + old(0.5)
    var settings = settings()
    settings.startMs = midnightMs
    let found = items(bytes, settings)
    #expect(found.rejects.count == 1)
    #expect(found.rejects.first?.column == "I001/141")
    #expect(
      found.observations.map(\.observedAtMs) == [
        midnightMs + 45_826_500, midnightMs + 46_080_500,
      ])
  }

  @Test func `a truncated time is right on both sides of midnight`() throws {
    let plots = try #require(ASTERIXEncoder(category: 1))
    let service = try #require(ASTERIXEncoder(category: 2))
    let source = ASTERIXField(
      "010", .fields([ASTERIXField("SAC", .number(7)), ASTERIXField("SIC", .number(42))]))
    let marker = try service.block([
      try service.record([source, ASTERIXField("030", .quantity(86_399))])
    ])
    func old(_ truncatedS: Double) throws -> [UInt8] {
      try plots.block([
        try plots.record([
          source, ASTERIXField("020", .fields([ASTERIXField("TYP", .number(0))])),
          ASTERIXField("040", .fields([ASTERIXField("RHO", .quantity(20))])),
          ASTERIXField("141", .quantity(truncatedS)),
        ])
      ])
    }
    // 86,399.5 s is 168 periods and 383.5 s; after midnight the count begins anew.
    let bytes = try marker + old(383.5) + old(1)
    var settings = settings()
    settings.startMs = midnightMs + 80_000_000
    #expect(
      items(bytes, settings).observations.map(\.observedAtMs) == [
        midnightMs + 86_399_500, midnightMs + 86_401_000,
      ])
  }

  @Test func `a system track needs its place in WGS-84, and says what to ask for`() throws {
    let encoder = try #require(ASTERIXEncoder(category: 62))
    let time = ASTERIXField("070", .quantity(43_200))
    let plane = ASTERIXField("100", .fields([ASTERIXField("X", .quantity(1_000))]))
    let only = try encoder.block([try encoder.record([time, plane])])
    #expect(items(only, settings()).rejects.first?.text.contains("I062/105") == true)
    let full = try encoder.record([
      time, plane,
      ASTERIXField(
        "105",
        .fields([ASTERIXField("LAT", .quantity(49.5)), ASTERIXField("LON", .quantity(36.5))])),
      ASTERIXField(
        "185", .fields([ASTERIXField("VX", .quantity(30)), ASTERIXField("VY", .quantity(-40))])),
      ASTERIXField("040", .number(77)),
      ASTERIXField(
        "500",
        .fields([
          ASTERIXField(
            "APC", .fields([ASTERIXField("X", .quantity(30)), ASTERIXField("Y", .quantity(40))]))
        ])), ASTERIXField("080", .fields([ASTERIXField("SIM", .number(1))])),
    ])
    let observation = try #require(
      items(try encoder.block([full]), settings()).observations.first)
    let fix = try point(observation)
    #expect(abs(fix.point.latitudeDeg - 49.5) < 3e-6 && abs(fix.sigmaM - 35.36) < 0.01)
    #expect(observation.value(.speedMPerS) == 50 && observation.value(.simulated) == 1)
    #expect(abs((observation.value(.courseDeg) ?? 0) - 143.13) < 0.01)
    #expect(observation.confidence == .low)
  }

  @Test func `an ADS-B report carries its integrity and its kind, unjudged`() throws {
    let encoder = try #require(ASTERIXEncoder(category: 21))
    let record = try encoder.record([
      ASTERIXField("073", .quantity(43_200)), ASTERIXField("080", .number(0x4B_1234)),
      ASTERIXField("020", .number(13)),
      ASTERIXField(
        "131",
        .fields([ASTERIXField("LAT", .quantity(49.9)), ASTERIXField("LON", .quantity(36.2))])),
      ASTERIXField(
        "090", .fields([ASTERIXField("NUCPNIC", .number(8)), ASTERIXField("NACP", .number(9))])),
    ])
    let observation = try #require(
      items(try encoder.block([record]), settings()).observations.first)
    #expect(observation.means == .adsB && observation.kind == .uav)
    #expect(observation.value(.nic) == 8 && observation.value(.nacP) == 9)
    // NACp 9: 30 m with 95 %.
    #expect(abs(try point(observation).sigmaM - 12.25) < 0.01)
    #expect(observation.identity(.icaoAddress) == "4B1234")
  }

  @Test func `a position or time that cannot be is refused as a sign of another edition`() throws {
    let encoder = try #require(ASTERIXEncoder(category: 62))
    let late = try encoder.record([
      ASTERIXField("070", .quantity(100_000)), ASTERIXField("105", .fields([])),
    ])
    let off = try encoder.record([
      ASTERIXField("070", .quantity(1)),
      ASTERIXField("105", .fields([ASTERIXField("LAT", .quantity(120))])),
    ])
    let found = items(try encoder.block([late, off]), settings())
    #expect(found.observations.isEmpty)
    #expect(found.rejects.allSatisfy { $0.reason.hasPrefix("value out of range") })
  }

  @Test func `the same plot heard twice is one`() throws {
    let found = items(try plotBlock() + plotBlock(), settings()).observations
    #expect(found.count == 2 && found[0].key == found[1].key)
  }

  @Test func `the example gives a report for each plot`() {
    let found = items(asterixExample, settings())
    #expect(found.observations.count == 2_639 && found.rejects.isEmpty && found.warnings.isEmpty)
  }
}
