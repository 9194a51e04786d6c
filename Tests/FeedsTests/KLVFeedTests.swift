// Are targets, footprints and observations what a packet says, and nothing else?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Geo
import Observations
import Testing

@Suite struct KLVFeedTests {
  /// Tag, length, octets.
  private func item(_ tag: UInt8, _ octets: [UInt8]) -> [UInt8] {
    [tag, UInt8(octets.count)] + octets
  }

  private func mapped(_ value: Double, _ min: Double, _ max: Double, _ count: Int) -> [UInt8] {
    let raw = IMAPB(min: min, max: max, byteCount: count)?.raw(value) ?? 0
    return (0..<count).reversed().map { UInt8(truncatingIfNeeded: raw >> UInt64(8 * $0)) }
  }

  /// A packet with one target each of `packs`.
  private func packet(
    _ packs: [[UInt8]], version: UInt8 = 6, change: (inout KLVPacketBuilder) -> Void = { _ in }
  ) -> [UInt8] {
    let series = packs.flatMap { [UInt8($0.count)] + $0 }
    var builder = KLVPacketBuilder(timeUs: 1_782_302_400_250_000)
    builder.add(3, text: "M1")
    builder.add(4, text: "UA-7")
    builder.add(23, 46.5)
    builder.add(24, 30.75)
    builder.add(
      74,
      octets: item(3, Array("DETECTOR".utf8)) + item(4, [version]) + item(6, [UInt8(packs.count)])
        + item(101, series))
    change(&builder)
    return builder.bytes()
  }

  private func observations(_ bytes: [UInt8]) -> [Observation] {
    items(bytes, FeedSettings(name: "uav", format: .klv)).observations
  }

  @Test func `a target with a location is an observation with its sigma`() throws {
    let location =
      mapped(46.48, -90, 90, 4) + mapped(30.73, -180, 180, 4) + mapped(12, -900, 19_000, 2)
      + mapped(3, 0, 650, 2) + mapped(4, 0, 650, 2) + mapped(5, 0, 650, 2)
    let target =
      [0x81, 0x05] + item(5, [80]) + item(17, location)
      + item(102, item(2, Array("Dismount".utf8)))
      + item(104, item(10, mapped(3, -900, 900, 2) + mapped(4, -900, 900, 2) + [0, 0]))
    let found = try #require(observations(packet([target])).first)
    #expect(found.kind == .personnelSeen)
    #expect(found.means == .midRangeUAV)
    #expect(found.value(.trackNumber) == 133)
    #expect(found.value(.detectionConfidence) == 0.8)
    #expect(found.value(.speedMPerS).map { abs($0 - 5) < 0.1 } == true)
    #expect(found.value(.ellipsoidHeightM).map { abs($0 - 12) < 1 } == true)
    #expect(found.identity(.platform) == "UA-7")
    #expect(found.identity(.missionName) == "M1")
    #expect(found.observedAtMs == 1_782_302_400_250)
    guard case .fix(let fix) = found.place else { return }
    #expect(abs(fix.point.latitudeDeg - 46.48) < 1e-6)
    #expect(abs(fix.point.longitudeDeg - 30.73) < 1e-6)
    #expect(abs(fix.sigmaM - 3.54) < 0.05)
  }

  @Test func `a target with an offset lies beside the frame centre`() throws {
    let target =
      [9] + item(10, mapped(0.01, -19.2, 19.2, 3)) + item(11, mapped(-0.02, -19.2, 19.2, 3))
    let found = try #require(
      observations(packet([target]) { $0.add(45, 21.46) }).first)
    #expect(found.kind == .crossingTraffic)
    #expect(found.note == "moving object, not classified by its source; DETECTOR")
    guard case .fix(let fix) = found.place else { return }
    #expect(abs(fix.point.latitudeDeg - 46.51) < 1e-5)
    #expect(abs(fix.point.longitudeDeg - 30.73) < 1e-5)
    #expect(abs(fix.sigmaM - 10) < 0.05)
  }

  @Test func `numbers of editions before 4 are mapped as they were then`() throws {
    // 10 degrees of ±19.2 on 24 bits, from jmisb's legacy vectors (MIT).
    let target = [1] + item(10, [0x42, 0xAA, 0xAA]) + item(12, [0x8C, 0x38])
    let packet = try #require(klvItems(packet([target], version: 3)).packets.first)
    let read = try #require(packet.vmti?.targets.first)
    #expect(read.latitudeOffsetDeg.map { abs($0 - 10) < 1e-4 } == true)
    #expect(read.ellipsoidHeightM.map { abs($0 - 10_000) < 0.2 } == true)
  }

  @Test func `a target without a place, and a platform without targets, give none`() throws {
    #expect(observations(packet([[1] + item(5, [80])])).isEmpty)
    #expect(observations(try KLVPacketTests.sample()).isEmpty)
  }

  @Test(arguments: [
    ("Person", ObservationKind.personnelSeen), ("wheeled vehicle", .crossingTraffic),
    ("Main battle tank", .armouredVehicleSeen), ("boat", .vessel), ("Small UAV", .uav),
    ("helicopter", .aircraft), ("cow", .crossingTraffic),
  ])
  func `the class that the detector states decides the kind`(
    words: String, kind: ObservationKind
  ) throws {
    let target =
      [1] + item(10, [0, 0, 0]) + item(11, [0, 0, 0]) + item(102, item(2, Array(words.utf8)))
    let zero = mapped(0, -19.2, 19.2, 3)
    let placed = [1] + item(10, zero) + item(11, zero) + target.dropFirst(11)
    let found = try #require(observations(packet([Array(placed)])).first)
    #expect(found.kind == kind)
    #expect(found.note.hasPrefix("detector: \(words)"))
  }

  @Test func `leap seconds and correction are added to the time`() throws {
    let zero = mapped(0, -19.2, 19.2, 3)
    let target = [1] + item(10, zero) + item(11, zero)
    let bytes = packet([target]) {
      $0.add(136, -37, byteCount: 4)
      $0.add(137, 1_500_000, byteCount: 8)
    }
    #expect(observations(bytes).map(\.observedAtMs) == [1_782_302_400_250 - 37_000 + 1_500])
  }

  @Test func `a set that does not fill its item is a fault and gives nothing`() {
    for cut in 1..<20 {
      var builder = KLVPacketBuilder(timeUs: 1)
      let set = item(4, [6]) + item(101, [5, 1, 5, 2, 80, 7])
      builder.add(74, octets: Array(set.prefix(cut)))
      let items = klvItems(builder.bytes())
      #expect(items.packets.count == 1)
      _ = items.lines
    }
  }

  // MARK: Footprint

  @Test func `full corners are taken before offset corners`() throws {
    var builder = KLVPacketBuilder(timeUs: 1)
    builder.add(23, 46)
    builder.add(24, 30)
    for tag in 26...33 { builder.add(tag, 0.01) }
    let offset = try #require(klvItems(builder.bytes()).packets.first?.footprint)
    #expect(offset.source == .offsetCorners)
    #expect(offset.corners.allSatisfy { abs($0.latitudeDeg - 46.01) < 1e-4 })
    for tag in 82...89 { builder.add(tag, Double(tag) / 10) }
    let packet = try #require(klvItems(builder.bytes()).packets.first)
    #expect(packet.footprint?.source == .corners)
    #expect(
      packet.json.contains("\"footprint_deg\":[[8.3,8.2],[8.5,8.4],[8.7,8.6],[8.9,8.8],[8.3,8.2]]"))
  }

  private func looking(heading: Double, elevation: Double, azimuth: Double = 0) -> KLVFootprint? {
    var builder = KLVPacketBuilder(timeUs: 1)
    for (tag, number) in [
      (5, heading), (6, 0), (7, 0), (13, 0), (14, 30), (15, 1_000), (16, 20), (17, 10),
      (18, azimuth), (19, elevation), (20, 0), (25, 0),
    ] { builder.add(tag, number) }
    return klvItems(builder.bytes()).packets.first?.footprint
  }

  @Test func `looking down, the footprint lies around the sensor`() throws {
    let footprint = try #require(looking(heading: 0, elevation: -90))
    #expect(footprint.source == .computed)
    // 1,000 m up, half angles of 10 and 5 degrees: 176 m aside, 87 m ahead; the top is ahead.
    let plane = LocalPlane(origin: GeoPoint(latitudeDeg: 0, longitudeDeg: 30))
    for (corner, (eastM, northM)) in zip(
      footprint.corners, [(-176.3, 87.5), (176.3, 87.5), (176.3, -87.5), (-176.3, -87.5)])
    {
      let found = plane.metres(corner)
      #expect(abs(found.eastM - eastM) < 1)
      #expect(abs(found.northM - northM) < 1)
    }
  }

  @Test func `looking ahead to the east, the footprint lies in the east`() throws {
    for (heading, azimuth) in [(90.0, 0.0), (0, 90), (270, 180)] {
      let footprint = try #require(looking(heading: heading, elevation: -45, azimuth: azimuth))
      let plane = LocalPlane(origin: GeoPoint(latitudeDeg: 0, longitudeDeg: 30))
      let corners = footprint.corners.map { plane.metres($0) }
      #expect(corners.allSatisfy { $0.eastM > 800 && $0.eastM < 1_250 })
      // Upper left is north and far, lower right south and near.
      #expect(corners[0].northM > 0 && corners[0].eastM > corners[3].eastM)
      #expect(corners[2].northM < 0)
    }
  }

  @Test func `above the horizon there is no footprint`() {
    #expect(looking(heading: 0, elevation: -3) == nil)
    #expect(looking(heading: 0, elevation: 20) == nil)
  }

  @Test func `the reference page is what the item table says`() throws {
    let page = try #require(FeedFormat.klv.page).markdown
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/reference/formats/klv.md")
    if ProcessInfo.processInfo.environment["WRITE_PAGES"] != nil {
      try page.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == page)
  }
}
