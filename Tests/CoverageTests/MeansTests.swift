// Do radar horizons, orbits and patrols give what worked examples give?
//
// SPDX-License-Identifier: Apache-2.0

import Coverage
import Geo
import Testing

@Suite struct MeansTests {
  private static let hourS = 3_600.0

  /// 4.12 km times the root of the height: a 20 m mast sees 100 m to 60 km and 30 m to 41 km. MathWorks'
  /// manual of `horizonrange` gives 22.553 km for 30 m, with an effective radius that is 0.2 % smaller.
  @Test func `the radar horizon is that of published examples`() {
    #expect(abs(RadarHorizon.distanceM(heightM: 1) - 4_120) < 5)
    #expect(abs(RadarHorizon.distanceM(antennaM: 20, targetM: 100) - 59_630) < 50)
    #expect(abs(RadarHorizon.distanceM(antennaM: 20, targetM: 30) - 41_000) < 50)
    #expect(abs(RadarHorizon.distanceM(heightM: 30) / 22_553 - 1) < 0.002)
    #expect(RadarHorizon.distanceM(antennaM: 0, targetM: 0) == 0)
  }

  @Test func `a radar reaches what its table and the horizon both allow`() {
    let radar = Radar(
      place: GeoPoint(latitudeDeg: 48, longitudeDeg: 37), antennaHeightM: 20,
      table: [
        .init(targetHeightM: 50, rangeM: 30_000), .init(targetHeightM: 150, rangeM: 50_000),
      ])
    #expect(radar.reachM(targetHeightM: 100) == 40_000)
    #expect(radar.reachM(targetHeightM: 10_000) == 50_000)
    // At 10 m the table says 30 km, and 20 m of mast see 31.5 km; at 1 m only 22.5 km.
    #expect(radar.reachM(targetHeightM: 10) == 30_000)
    #expect(
      radar.reachM(targetHeightM: 1) == RadarHorizon.distanceM(antennaM: 20, targetM: 1))
  }

  /// 6 h in the air of which 1 h is transit, 2 h on the ground, 0.7 available: 8 / 5 / 0.7 = 2.29, so three.
  private static let orbit = UAVOrbit(
    enduranceS: 6 * hourS, transitS: hourS, turnaroundS: 2 * hourS, availability: 0.7, aircraft: 2)

  @Test func `an orbit needs as many aircraft as the worked example says`() {
    #expect(abs(Self.orbit.aircraftNeededExact - 8 / 5 / 0.7) < 1e-12)
    #expect(Self.orbit.aircraftNeeded == 3)
    #expect(abs(Self.orbit.share - 2 / (8 / 5 / 0.7)) < 1e-12)
    // RAND MR-1028: sorties a day of one aircraft = 24 h / (flight time + ground time).
    #expect(abs(Self.orbit.sortiesPerDay - 2 * 0.7 * 24 / 8) < 1e-12)
    var exact = Self.orbit
    (exact.enduranceS, exact.availability) = (3 * Self.hourS, 1)
    // (3 + 2) / 2 = 2.5; with 1 h on the ground 4 / 2 = 2 and not 3.
    #expect(exact.aircraftNeeded == 3)
    exact.turnaroundS = Self.hourS
    #expect(exact.aircraftNeeded == 2)
    exact.transitS = 3 * Self.hourS
    #expect(exact.aircraftNeeded == nil)
    #expect(exact.onStation(in: 0..<86_400_000).isEmpty)
  }

  @Test func `hours on station are the share of the window, in sorties of their length`() {
    let window = Int64(0)..<(70 * 86_400_000)
    let spans = Self.orbit.onStation(in: window)
    let share = Double(spans.lengthMs) / Double(window.upperBound)
    #expect(abs(share - Self.orbit.share) < 0.002)
    #expect(spans.ranges.dropLast().allSatisfy { $0.upperBound - $0.lowerBound == 5 * 3_600_000 })
    var many = Self.orbit
    many.aircraft = 3
    #expect(many.onStation(in: window) == Spans(window))
  }

  @Test func `a draw has its mean at the availability, and is the same for the same seed`() {
    var one = Self.orbit
    one.aircraft = 1
    let window = Int64(0)..<(2_000 * 86_400_000)
    let spans = one.drawn(in: window, seed: 4)
    #expect(spans == one.drawn(in: window, seed: 4))
    #expect(spans != one.drawn(in: window, seed: 5))
    // 6,000 sorties: three standard deviations of the share are 0.7 % of 0.7 · 5 / 8.
    let share = Double(spans.lengthMs) / Double(window.upperBound)
    #expect(abs(share / (0.7 * 5 / 8) - 1) < 3 * (0.3 / 0.7 / 6_000).squareRoot())
  }

  private static let route = PatrolRoute(
    km: 10...30, speedKmPerH: 40, shifts: Spans(0..<86_400_000),
    sight: SightM(day: 1_000, night: 500, fog: 200))

  @Test func `a patrol goes to and fro at its speed`() {
    #expect(Self.route.km(atMs: 0) == 10)
    #expect(Self.route.km(atMs: 900_000) == 20)
    #expect(Self.route.km(atMs: 1_800_000) == 30)
    #expect(Self.route.km(atMs: 2_700_000) == 20)
    #expect(Self.route.km(atMs: 3_600_000) == 10)
    #expect(Self.route.km(atMs: 86_400_000) == nil)
    // Twice the way to the farther end: 40 km at 40 km/h from an end, 20 km from the middle.
    #expect(Self.route.revisitS(atKm: 10) == 3_600)
    #expect(Self.route.revisitS(atKm: 20) == 1_800)
  }

  @Test func `a microphone hears by the first row that wind and noise allow`() {
    let microphone = Microphone(
      place: GeoPoint(latitudeDeg: 48, longitudeDeg: 37),
      table: [
        .init(windMaxMPerS: 3, noise: .low, rangeM: 10_000),
        .init(windMaxMPerS: 8, noise: .low, rangeM: 6_000),
        .init(windMaxMPerS: 8, noise: .high, rangeM: 2_000),
      ])
    #expect(microphone.rangeM(windMPerS: 1, noise: .low) == 10_000)
    #expect(microphone.rangeM(windMPerS: 5, noise: .low) == 6_000)
    #expect(microphone.rangeM(windMPerS: 5, noise: .medium) == 2_000)
    #expect(microphone.rangeM(windMPerS: 9, noise: .low) == 0)
  }
}
