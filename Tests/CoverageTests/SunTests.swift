// Does the sun stand where published examples and an independent program say?
//
// SPDX-License-Identifier: Apache-2.0

import Coverage
import Geo
import Testing

@Suite struct SunTests {
  private func elevationDeg(_ latitudeDeg: Double, _ longitudeDeg: Double, _ iso: String) -> Double
  {
    let point = GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
    return Sun(atMs: Instant(iso: iso)?.atMs ?? 0).elevationRad(at: point) * 180 / .pi
  }

  /// Reda and Andreas, NREL/TP-560-34302, appendix A.5: zenith angle 50.111622 degrees with refraction, of
  /// which 0.0155 degrees are refraction at that height; sunrise 06:12:43 (-0.8333 degrees).
  @Test func `NREL's example is met to two hundredths of a degree`() {
    let (latitude, longitude) = (39.742476, -105.1786)
    let noonish = elevationDeg(latitude, longitude, "2003-10-17T12:30:30-07:00")
    #expect(abs(noonish - (90 - 50.111622 - 0.0155)) < 0.02)
    let sunrise = elevationDeg(latitude, longitude, "2003-10-17T06:12:43-07:00")
    #expect(abs(sunrise + 0.8333) < 0.02)
  }

  /// Meeus, Astronomical Algorithms, examples 25.a and 28.b: 1992 October 13, 0 h: declination
  /// -7.78507 degrees, equation of time +13.70940 min.
  @Test func `Meeus's examples of declination and equation of time are met`() {
    let sun = Sun(atMs: Instant(iso: "1992-10-13T00:00:00Z")?.atMs ?? 0)
    #expect(abs(sun.declinationRad * 180 / .pi + 7.78507) < 0.005)
    #expect(abs(sun.equationOfTimeMin - 13.70940) < 0.02)
  }

  /// Place, time and elevation without refraction, by astral 3.2.
  static let peers: [(Double, Double, String, Double)] = [
    (48.0, 37.5, "2026-03-20T04:00Z", 3.6249), (48.0, 37.5, "2026-06-21T18:30Z", -7.7553),
    (48.0, 37.5, "2026-06-24T01:10Z", -3.5603), (48.0, 37.5, "2026-12-21T06:30Z", 8.1857),
    (48.0, 37.5, "2027-03-14T16:00Z", -5.2982), (46.5, 32.0, "2026-03-20T04:00Z", -0.0464),
    (46.5, 32.0, "2026-12-21T06:30Z", 6.7499), (50.0, 36.2, "2026-06-24T01:10Z", -2.8501),
    (-33.9, 151.2, "2026-03-20T04:00Z", 46.5028), (-33.9, 151.2, "2027-03-14T16:00Z", -44.601),
    (69.6, 18.9, "2026-06-21T18:30Z", 13.4715), (69.6, 18.9, "2026-12-21T06:30Z", -13.182),
  ]

  @Test(arguments: peers)
  func `elevations are those of an independent program`(
    peer: (latitudeDeg: Double, longitudeDeg: Double, iso: String, elevationDeg: Double)
  ) {
    let own = elevationDeg(peer.latitudeDeg, peer.longitudeDeg, peer.iso)
    #expect(abs(own - peer.elevationDeg) < 0.02, "\(own)")
  }

  @Test func `it is night below six degrees under the horizon, and polar days have none`() {
    let luhansk = GeoPoint(latitudeDeg: 48, longitudeDeg: 37.5)
    // -5.30 and -7.76 degrees in the table above.
    #expect(Light(at: luhansk, atMs: Instant(iso: "2027-03-14T16:00Z")?.atMs ?? 0) == .day)
    #expect(Light(at: luhansk, atMs: Instant(iso: "2026-06-21T18:30Z")?.atMs ?? 0) == .night)
    let north = GeoPoint(latitudeDeg: 75, longitudeDeg: 20)
    let cells = LineCells(pieces: [
      [north, GeoPoint(latitudeDeg: 75.01, longitudeDeg: 20)]
    ])
    let slots = Slots(fromMs: Instant(iso: "2026-06-21T00:00Z")?.atMs ?? 0, count: 144)
    let ground = CoverageGround(cells)
    #expect(ground.night(slots).allSatisfy { $0 == 0 })
    let winter = Slots(fromMs: Instant(iso: "2026-12-21T00:00Z")?.atMs ?? 0, count: 144)
    #expect(ground.night(winter).prefix(3) == winter.all[...])
  }
}
