// Does an AIS message become the observation that it is, and nothing else?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Geo
import Observations
import Testing

@Suite struct AISFeedTests {
  private func settings(startMs: Int64? = nil) -> FeedSettings {
    var settings = FeedSettings(name: "harbour", format: .ais)
    settings.startMs = startMs
    return settings
  }

  private func line(
    _ type: UInt8 = 1, mmsi: UInt32 = 211_000_001, at: Int64? = 1_485_907_262,
    _ change: (inout AISPositionReport) -> Void = { _ in }
  ) -> String {
    var report = AISPositionReport()
    report.position =
      AISPosition(longitudeDeg: 30.75, latitudeDeg: 46.5) ?? .unavailable
    report.speed = AISSpeed(tenthKn: 100)
    change(&report)
    let payload = AISPayload(type: type, mmsi: MMSI(mmsi), .position(report))
    let sentence = payload?.sentences().first ?? ""
    return sentence + (at.map { ",\($0)" } ?? "") + "\n"
  }

  @Test func `a position is a vessel with what it states`() throws {
    let found = items(
      line {
        $0.second = 58
        $0.isAccurate = true
        $0.courseTenthDeg = 1_234
        $0.turn = AISTurn(raw: -11)
        $0.hasRAIM = true
        $0.navigationStatus = 0
      }, settings())
    let observation = try #require(found.observations.first)
    #expect(observation.kind == .vessel)
    #expect(observation.means == .ais)
    #expect(observation.identity(.mmsi) == "211000001")
    #expect(observation.value(.speedMPerS).map { abs($0 - 5.1444) < 1e-3 } == true)
    #expect(observation.value(.courseDeg) == 123.4)
    #expect(observation.value(.turnRateDegPerMin).map { abs($0 + 5.40) < 0.01 } == true)
    #expect(observation.value(.raim) == 1)
    #expect(observation.value(.positionAccuracy) == 1)
    #expect(observation.value(.headingDeg) == nil)
    guard case .fix(let fix) = observation.place else { return }
    #expect(abs(fix.point.latitudeDeg - 46.5) < 1e-6)
    #expect(abs(fix.sigmaM - 4.08) < 0.01)
    // 00:01:02 is the receipt, and the second 58 lies in the minute before.
    #expect(observation.observedAtMs == 1_485_907_262_000)
    #expect(observation.happened.fromMs == 1_485_907_258_000)
    #expect(observation.happened.untilMs == 1_485_907_258_999)
  }

  @Test func `without the accuracy flag the position is less certain`() throws {
    guard case .fix(let fix)? = items(line(), settings()).observations.first?.place else {
      Issue.record("no fix")
      return
    }
    #expect(abs(fix.sigmaM - 12.25) < 0.01)
  }

  @Test func `the same report heard twice is one`() {
    let lines = line { $0.second = 58 } + line(at: 1_485_907_264) { $0.second = 58 }
    #expect(Set(items(lines, settings()).observations.map(\.key)).count == 1)
    let other = line { $0.second = 58 } + line(at: 1_485_907_324) { $0.second = 58 }
    #expect(Set(items(other, settings()).observations.map(\.key)).count == 2)
  }

  @Test func `positions that are not available, out of range or inoperative are not plotted`() {
    let lines =
      line { $0.position = .unavailable } + line { $0.second = 63 }
      + line {
        $0.position = AISPosition(
          longitudeTenThousandthMin: 120_000_000, latitudeTenThousandthMin: 0)
      }
    #expect(items(lines, settings()).isEmpty)
  }

  @Test(arguments: [2_190_047, 992_509_977] as [UInt32])
  func `stations and aids to navigation are no vessels`(mmsi: UInt32) {
    #expect(items(line(mmsi: mmsi), settings()).isEmpty)
  }

  @Test(arguments: [
    (UInt32(970_123_456), "AIS-SART under test"), (972_123_456, "man overboard device under test"),
    (974_123_456, "EPIRB with AIS under test"), (982_110_001, "craft of a ship"),
    (812_345_678, "handheld radio"), (1, "MMSI outside of all ranges of ITU-R M.585"),
  ])
  func `the nature of the number stands in the note`(mmsi: UInt32, note: String) {
    let observation = items(line(mmsi: mmsi), settings()).observations.first
    #expect(observation?.note == note)
    #expect((observation?.value(.simulated) == 1) == note.hasSuffix("test"))
  }

  @Test func `name, call sign and type are kept by MMSI and carried by later positions`() throws {
    var voyage = AISVoyageReport()
    voyage.name = AISText("SEA BIRD", count: 20)
    voyage.callSign = AISText("DABC", count: 7)
    voyage.shipType = AISShipType(rawValue: 70)
    voyage.imoNumber = 9_074_729
    let payload = try #require(AISPayload(type: 5, mmsi: MMSI(211_000_001), .voyage(voyage)))
    let lines =
      line() + payload.sentences().joined(separator: "\n") + "\n" + line(at: 1_485_907_272)
      + line(mmsi: 211_000_002)
    let found = items(lines, settings()).observations
    #expect(found.map { $0.identity(.shipName) } == [nil, "SEA BIRD", nil])
    #expect(found.map { $0.identity(.callSign) } == [nil, "DABC", nil])
    #expect(found.map { $0.identity(.imoNumber) } == [nil, "9074729", nil])
    #expect(found.map { $0.value(.shipType) } == [nil, 70, nil])
  }

  @Test func `a recording without times needs a start, and the seconds move it on`() {
    let lines = [10, 40, 5, 59, 30].map { second in
      line(at: nil) { $0.second = UInt8(second) }
    }.joined()
    let refused = items(lines, settings())
    #expect(refused.observations.isEmpty)
    #expect(refused.rejects.count == 5)
    #expect(refused.rejects.first?.reason.hasPrefix("no time") == true)
    #expect(refused.rejects.first?.text.contains("start:") == true)
    let dated = items(lines, settings(startMs: 1_485_907_200_000)).observations
    let fromS = dated.map { ($0.happened.fromMs - 1_485_907_200_000) / 1_000 }
    // 10, 40, over the minute to 65; 59 came late; 90.
    #expect(fromS == [10, 40, 65, 59, 90])
  }

  @Test func `a live feed is dated by the read`() {
    var settings = settings()
    settings.receipt = .live(atMs: 1_485_907_262_500)
    let found = items(line(at: nil) { $0.second = 60 }, settings).observations
    #expect(found.map(\.observedAtMs) == [1_485_907_262_500])
  }

  /// Sentences from bits, dated.
  private func line(_ fields: [(UInt64, Int)]) -> String {
    var bits = AISPayload()
    for (value, width) in fields { _ = bits.append(value, width) }
    return bits.sentences().joined() + ",1485907262\n"
  }

  @Test func `an aircraft in search and rescue is an aircraft, with its height`() throws {
    let found = try #require(
      items(
        line([
          (9, 6), (0, 2), (111_232_511, 30), (303, 12), (42, 10), (0, 1), (18_450_000, 28),
          (27_900_000, 27), (1_545, 12), (15, 6), (0, 34),
        ]), settings()
      ).observations.first)
    #expect(found.kind == .aircraft)
    #expect(found.value(.heightM) == 303)
    #expect(found.value(.speedMPerS).map { abs($0 - 21.607) < 0.01 } == true)
    #expect(found.note == "search and rescue aircraft")
  }

  @Test func `a long-range report is a vessel whose place is coarse`() throws {
    let found = try #require(
      items(
        line([
          (27, 6), (0, 2), (206_914_217, 30), (1, 1), (1, 1), (0, 4), (18_450, 18), (27_900, 17),
          (12, 6), (90, 9), (0, 2),
        ]), settings()
      ).observations.first)
    #expect(found.kind == .vessel)
    guard case .fix(let fix) = found.place else { return }
    #expect(abs(fix.point.longitudeDeg - 30.75) < 1e-9)
    #expect(abs(fix.sigmaM - 53.6) < 0.1)
  }

  @Test func `a base station's and a mark's report give no vessel`() throws {
    var station = AISBaseStationReport()
    station.position = AISPosition(longitudeDeg: 30.75, latitudeDeg: 46.5) ?? .unavailable
    let payload = try #require(
      AISPayload(type: 4, mmsi: MMSI(2_190_047), .baseStation(station)))
    #expect(items(payload.sentences().joined() + ",1485907262\n", settings()).isEmpty)
  }

  @Test func `the example recording is vessels only`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/ais/example.nmea")
    let found = items([UInt8](try Data(contentsOf: file)), settings(), readSize: 1_000)
    #expect(found.rejects.isEmpty)
    #expect(Set(found.observations.compactMap { $0.identity(.mmsi) }).count == 15)
    #expect(found.observations.allSatisfy { $0.kind == .vessel })
    #expect(Set(found.observations.compactMap { $0.identity(.shipName) }).count == 15)
  }
}
