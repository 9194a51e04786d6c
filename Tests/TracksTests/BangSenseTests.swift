// Outgoing and impact: flights that can be, that cannot, and that cannot be told.
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Making
import Observations
import Testing

@testable import Tracks

struct BangSenseTests {
  private func bang(_ eastM: Double, _ northM: Double, _ atS: Double) throws -> BangLocation {
    let stage = SoundStage.six
    return try #require(
      try SoundLocator(air: stage.air)
        .locate(stage.heard(eastM, northM, atMs: Double(noonMs) + atS * 1_000)).bang)
  }

  @Test func `the bounds hold the flight of a parabola, and not what is faster or hangs longer`()
    throws
  {
    // 300 m/s at 45 degrees: 9174 m in 43.2 s. A quarter of the elevation's tangent less, half the time.
    let flight = try #require(FlightBounds().flightS(distanceM: 9_174))
    #expect(flight.contains(43.2))
    #expect(!flight.contains(9) && !flight.contains(200))
    #expect(FlightBounds().flightS(distanceM: 20) == nil)
  }

  @Test func `two bangs that a flight can join are outgoing and impact`() throws {
    // 120 mm mortar: 4 km in 30 s.
    let senses = FlightBounds().senses(of: [try bang(-2_000, 0, 0), try bang(2_000, 0, 30)])
    #expect(senses.map(\.qualifier) == [.outgoing, .impact])
    #expect(senses.map(\.partner) == [1, 0])
    #expect(senses[0].reasons[0].contains("30.0 s before"))
    #expect(senses[0].reasons[0].contains("slower than sound"))
    #expect(senses[0].reasons[1].contains("can look the same"))
  }

  @Test func `what no flight can join is undetermined`() throws {
    let tooFast = FlightBounds().senses(of: [try bang(-2_000, 0, 0), try bang(2_000, 0, 1)])
    #expect(tooFast.map(\.qualifier) == [.undetermined, .undetermined])
    let samePlace = FlightBounds().senses(of: [try bang(500, 0, 0), try bang(500, 1, 20)])
    #expect(samePlace.map(\.qualifier) == [.undetermined, .undetermined])
    #expect(FlightBounds().senses(of: []).isEmpty)
  }

  @Test func `several possible ends cannot be told, unless the same flight comes again`() throws {
    let three = [try bang(-2_000, 0, 0), try bang(2_000, 0, 30), try bang(0, 2_500, 34)]
    #expect(FlightBounds().senses(of: three).allSatisfy { $0.qualifier == .undetermined })
    let salvo = [
      try bang(-2_000, 0, 0), try bang(-2_000, 10, 8), try bang(2_000, 0, 30),
      try bang(2_000, 10, 38),
    ]
    let senses = FlightBounds().senses(of: salvo)
    #expect(senses.map(\.qualifier) == [.outgoing, .outgoing, .impact, .impact])
    #expect(senses.map(\.partner) == [2, 3, 0, 1])
    #expect(senses[0].likePairs == 1)
  }

  @Test func `one sensor tells only by the shock wave`() {
    func sound(_ atS: Double, _ wave: SoundWave) -> SoundArrival {
      var arrival = SoundStage.six.arrival(0, atMs: Double(noonMs) + atS * 1_000)
      arrival.wave = wave
      return arrival
    }
    let bounds = FlightBounds()
    let shot = bounds.senses(atOneSensor: [sound(1, .blast), sound(0, .shockWave)])
    #expect(shot.map(\.qualifier) == [.outgoing, .undetermined])
    // 1 s between a projectile at 1000 m/s and sound at 343.2 m/s: 522.5 m.
    #expect(shot[0].reasons[1].contains("522 m") || shot[0].reasons[1].contains("523 m"))
    let both = bounds.senses(
      atOneSensor: [sound(0, .shockWave), sound(1, .blast), sound(2, .blast)])
    #expect(both.allSatisfy { $0.qualifier == .undetermined })
    #expect(both[1].reasons[0].contains("one may be the muzzle and one the impact"))
    let plain = bounds.senses(atOneSensor: [sound(0, .blast), sound(1, .unknown)])
    #expect(plain.allSatisfy { $0.qualifier == .undetermined })
  }
}
