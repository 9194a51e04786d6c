// Does a slant range lead to the place below the target?
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@Suite("Slant range")
struct SlantRangeTests {
  @Test func `straight ahead at the antenna's own height is the chord of the ellipsoid`() {
    let antenna = RadarAntenna(place: GeoPoint(latitudeDeg: 0, longitudeDeg: 0), heightM: 0)
    let (point, elevationRad) = antenna.place(
      slantRangeM: 100_000, azimuthRad: .pi / 2, targetHeightM: 0)
    // On the equator the section is a circle: the angle is 2 asin(chord / 2a).
    #expect(abs(point.longitudeDeg - 0.898_324_4) < 1e-6)
    #expect(abs(point.latitudeDeg) < 1e-9)
    #expect(abs(elevationRad + 0.007_839_4) < 1e-6)
  }

  @Test func `straight above is the antenna's place`() {
    let place = GeoPoint(latitudeDeg: 49.9, longitudeDeg: 36.3)
    let antenna = RadarAntenna(place: place, heightM: 200)
    let above = antenna.place(slantRangeM: 9_800, azimuthRad: 1, targetHeightM: 10_000)
    #expect(Geodesic.distanceM(from: place, to: above.point) < 1)
    // A height that the range does not reach: taken as straight above.
    let short = antenna.place(slantRangeM: 3_000, azimuthRad: 1, targetHeightM: 10_000)
    #expect(Geodesic.distanceM(from: place, to: short.point) < 1)
  }

  @Test func `the slant is taken off: 10 km high and 20 km away is 17.5 km on the ground`() {
    let place = GeoPoint(latitudeDeg: 49.9, longitudeDeg: 36.3)
    let antenna = RadarAntenna(place: place, heightM: 0)
    let (point, _) = antenna.place(slantRangeM: 20_000, azimuthRad: 0, targetHeightM: 10_000)
    let distanceM = Geodesic.distanceM(from: place, to: point)
    #expect(abs(distanceM - 17_280) < 60)
    #expect(abs(point.longitudeDeg - 36.3) < 1e-9)
  }
}
