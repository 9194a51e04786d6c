// Which events become observations, and what do they say?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Observations
import Testing

@testable import Feeds

@Suite struct CoTFeedTests {
  private let settings = FeedSettings(name: "cot", format: .cot)

  @Test(arguments: [
    ("a-u-A-M-F-Q", ObservationKind.uav), ("a-h-A-M-F-Q-r", .uav), ("a-n-A-M-H-Q", .uav),
    ("a-u-A-C-F-q", .uav), ("a-f-A-C-F", .aircraft), ("a-u-A", .aircraft), ("a-n-S-X-M", .vessel),
    ("a-u-G-E-V-A-T", .armouredVehicleSeen), ("a-u-G-E-W-H", .weaponSeen),
    ("a-u-G-E-X-M", .mineOrUXO),
  ]) func `the kind follows the dimension and function, not the affiliation`(
    type: String, kind: ObservationKind
  ) {
    #expect(CoTFeed.kind(type) == kind)
    for affiliation in ["p", "u", "a", "f", "n", "s", "h", "j", "k"] {
      var parts = type.split(separator: "-").map(String.init)
      parts[1] = affiliation
      #expect(CoTFeed.kind(parts.joined(separator: "-")) == kind)
    }
  }

  @Test(arguments: [
    "a-f-G-U-C", "a-n-G-E-V-C", "a-u-G-I", "a-u-G", "b-t-f", "u-d-c-c", "t-x-c-t", "b-m-p-s-m",
    "a-u",
    "", "a-u-P", "-", "a--",
  ]) func `persons, civilian vehicles, drawings and chat give none`(type: String) {
    #expect(CoTFeed.kind(type) == nil)
    if !type.isEmpty {
      #expect(items(CoTTests.event(type: type), settings).isEmpty)
    }
  }

  @Test func `place, error, time and identities`() throws {
    let text = CoTTests.event(
      #"<contact callsign="FLY 1"/><track speed="25" course="90.5"/>"#, more: #" opex="e-X""#)
    let observation = try #require(items(text, settings).observations.first)
    #expect(observation.kind == .uav && observation.observedAtMs == 1_782_270_001_250)
    #expect(observation.identity(.cotUID) == "u-1" && observation.identity(.callSign) == "FLY 1")
    #expect(observation.value(.ellipsoidHeightM) == 120.5)
    #expect(observation.value(.speedMPerS) == 25 && observation.value(.courseDeg) == 90.5)
    #expect(observation.value(.simulated) == 1)
    #expect(observation.note == "type a-u-A-M-F-Q, how m-g, stale 2026-06-24T03:05:00Z")
    guard case .fix(let fix) = observation.place else {
      Issue.record("no fix")
      return
    }
    #expect(fix.sigmaM == 15 && fix.point.latitudeDeg == 50.4)
  }

  @Test func `an unknown error takes the documented default, and 0, 0 is no place`() throws {
    let unknown = CoTTests.event(
      point: #"<point lat="50.4" lon="30.5" hae="9999999" ce="9999999" le="9999999"/>"#)
    guard case .fix(let fix) = try #require(items(unknown, settings).observations.first).place
    else { return }
    #expect(fix.sigmaM == 500)
    let none = CoTTests.event(point: #"<point lat="0.0" lon="0" hae="0" ce="1" le="1"/>"#)
    #expect(items(none, settings).isEmpty)
  }

  @Test func `the same event as XML and as TAK message has the same key`() throws {
    let text = CoTTests.event()
    let event = try #require(CoTTests.messages(text).messages.first?.event)
    let tak = items(TAKProtocol.encoded(event, .stream), settings).observations
    #expect(tak.map(\.key) == items(text, settings).observations.map(\.key) && tak.count == 1)
  }

  @Test func `the fixture's sensor reports become observations, its phones do not`() throws {
    let bytes = [UInt8](try Data(contentsOf: CoTTests.fixture))
    let observations = items(bytes, settings).observations
    #expect(observations.count == 13)
    #expect(Set(observations.map(\.kind)) == [.uav, .aircraft, .vessel, .weaponSeen])
  }
}
