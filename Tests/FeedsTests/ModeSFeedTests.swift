// Do frames become observations with the right time, identity and error?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Observations
import Testing

@testable import Feeds

@Suite struct ModeSFeedTests {
  static let startMs: Int64 = 1_782_259_200_000

  static func settings(_ format: FeedFormat) -> FeedSettings {
    let receiver = Sensor(
      id: "rx", name: "Receiver", means: .adsB, owner: "Mission",
      place: GeoPoint(latitudeDeg: 50.4, longitudeDeg: 30.5))
    var settings = FeedSettings(
      name: "adsb", format: format, sensors: SensorRegister([receiver]))
    settings.sensor = "rx"
    settings.startMs = startMs
    return settings
  }

  @Test func `the example recording gives its twelve aircraft`() throws {
    let read = items(try ModeSHelp.fixture("example.beast"), Self.settings(.beast))
    #expect(read.rejects.isEmpty)
    let observations = read.observations
    #expect(Set(observations.compactMap { $0.identity(.icaoAddress) }).count == 12)
    #expect(observations.count > 5_000)
    let unmanned = observations.filter { $0.kind == .uav }
    #expect(Set(unmanned.compactMap { $0.identity(.icaoAddress) }) == ["F00666"])
    #expect(observations.contains { $0.value(.onGround) == 1 })
    #expect(observations.allSatisfy { $0.means == .adsB && $0.sensor == "rx" })
    let lastMs = observations.map(\.observedAtMs).max() ?? 0
    #expect((Self.startMs...(Self.startMs + 900_000)).contains(lastMs))
    #expect(Set(observations.map(\.key)).count == observations.count)
  }

  @Test func `the recorded flight climbs out where it did`() throws {
    let read = items(try ModeSHelp.fixture("flight.avr"), Self.settings(.avr))
    let observations = read.observations
    #expect(observations.count > 150)
    #expect(Set(observations.compactMap { $0.identity(.icaoAddress) }) == ["393322"])
    for observation in observations {
      guard case .fix(let fix) = observation.place else { continue }
      #expect(abs(fix.point.latitudeDeg - 49) < 1 && abs(fix.point.longitudeDeg - 2.5) < 1)
    }
  }

  private func frames(_ stamps: [UInt64], latitudeDeg: Double = 50) -> [UInt8] {
    stamps.enumerated().flatMap { index, stamp in
      ModeSHelp.beast(
        ModeSHelp.squitter(
          0xF00001, ModeSHelp.airborne(latitudeDeg, 30, isOdd: index % 2 == 1)), stamp: stamp)
    }
  }

  private static let half: UInt64 = 6_000_000

  @Test func `the counter may wrap`() {
    let from: UInt64 = 0xFFFF_FFFF_FFFF - 3 * Self.half
    let stamps = (0..<8).map { (from &+ UInt64($0) * Self.half) & 0xFFFF_FFFF_FFFF }
    let times = items(frames(stamps), Self.settings(.beast)).observations.map(\.observedAtMs)
    #expect(times == (2..<8).map { Self.startMs + Int64($0) * 500 })
  }

  @Test func `a receiver that restarts begins its pairs anew and time goes on`() {
    let before = (0..<4).map { 0x9000_0000_0000 + UInt64($0) * Self.half }
    let after = (0..<5).map { 1_000 + UInt64($0) * Self.half }
    let times = items(frames(before + after), Self.settings(.beast)).observations
      .map(\.observedAtMs)
    #expect(times.prefix(2) == [Self.startMs + 1_000, Self.startMs + 1_500])
    #expect(times.count > 2 && times.last == Self.startMs + 3_000)
  }

  @Test func `one stray stamp does not move the clock`() {
    var stamps = (0..<8).map { 0x1000_0000 + UInt64($0) * Self.half }
    stamps[5] = 0x7777_7777_7777
    let times = items(frames(stamps), Self.settings(.beast)).observations.map(\.observedAtMs)
    #expect(times.last == Self.startMs + 3_500)
  }

  @Test func `GPS stamps are recognised and dated by the day, across midnight`() {
    let nearMidnight = 86_400 - 5
    let stamps = (0..<40).map { index -> UInt64 in
      let ns = Int64(nearMidnight) * 1_000_000_000 + Int64(index) * 250_000_000 + 1_000
      let inDay = ns % 86_400_000_000_000
      return UInt64(inDay / 1_000_000_000) << 30 | UInt64(inDay % 1_000_000_000)
    }
    var settings = Self.settings(.beast)
    settings.startMs = Self.startMs + 86_400_000 - 5_000
    let times = items(frames(stamps), settings).observations.map(\.observedAtMs)
    #expect(times.last == Self.startMs + 86_400_000 + 4_750)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 == 250 })
  }

  @Test func `live frames are dated by receipt`() {
    var settings = Self.settings(.beast)
    settings.receipt = .live(atMs: Self.startMs + 77)
    let observations = items(frames([0, 1, 2, 3, 4].map { $0 * Self.half }), settings).observations
    #expect(observations.count == 3)
    #expect(observations.allSatisfy { $0.observedAtMs == Self.startMs + 77 })
  }

  @Test func `a recording without a beginning is refused with the next step`() {
    var settings = Self.settings(.beast)
    settings.startMs = nil
    let rejects = items(frames([0, 1, 2].map { $0 * Self.half }), settings).rejects
    #expect(rejects.count == 1)
    #expect(rejects[0].reason.hasPrefix("no time"))
    #expect(rejects[0].text.contains("start:"))
  }

  @Test func `the same message twice has the same key, another time another`() {
    let bytes = frames([0, 1, 2].map { $0 * Self.half })
    let settings = Self.settings(.beast)
    #expect(
      items(bytes, settings).observations.map(\.id) == items(bytes, settings).observations.map(\.id)
    )
  }

  @Test func `a position from multilateration says so`() {
    var bytes = frames([0, 1, 2].map { $0 * Self.half })
    bytes += ModeSHelp.beast(
      ModeSHelp.squitter(0xF00001, ModeSHelp.airborne(50, 30, isOdd: true)),
      stamp: 0xFF00_4D4C_4154)
    let notes = items(bytes, Self.settings(.beast)).observations.map(\.note)
    #expect(notes == ["", "position from multilateration"])
  }

  @Test func `a ground vehicle gives no observation`() {
    let vehicle = ModeSHelp.squitter(0xF00001, 2 << 51 | 1 << 48 | 0x0820_8208_2082)
    let bytes = ModeSHelp.beast(vehicle) + frames([1, 2, 3, 4].map { $0 * Self.half })
    #expect(items(bytes, Self.settings(.beast)).isEmpty)
  }
}
