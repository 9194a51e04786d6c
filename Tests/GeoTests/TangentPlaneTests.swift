// The tangent plane against the geodesic and against itself.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Testing

struct TangentPlaneTests {
  @Test(arguments: [(0.0, 0.0), (48, 37), (-33, 179.99), (84, -120)])
  func `a place comes back, and its distance and direction are the geodesic's`(
    latitudeDeg: Double, longitudeDeg: Double
  ) {
    let origin = GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
    let plane = TangentPlane(origin: origin)
    for step in 0..<8 {
      let bearingRad = Double(step) * .pi / 4
      let there = Geodesic.destination(from: origin, bearingRad: bearingRad, distanceM: 10_000)
      let at = plane.metres(there, heightM: 120)
      let back = plane.point(eastM: at.eastM, northM: at.northM, upM: at.upM)
      #expect(Geodesic.distanceM(from: back.point, to: there) < 1e-5)
      #expect(abs(back.heightM - 120) < 1e-6)
      let ground = plane.metres(there, heightM: 0)
      let chordM =
        (ground.eastM * ground.eastM + ground.northM * ground.northM + ground.upM * ground.upM)
        .squareRoot()
      // The chord is shorter by distance³ / 24 R²: 1 mm.
      #expect(abs(chordM - 10_000) < 2e-3)
      let turn = (ground.eastM * cos(bearingRad) - ground.northM * sin(bearingRad))
      #expect(abs(turn) < 0.1)
      let fallM = -10_000 * 10_000 / (2 * plane.radiusM)
      #expect(abs(ground.upM - fallM) < 0.05)
    }
  }

  @Test func `meridians converge by the sine of the latitude`() {
    let plane = TangentPlane(origin: GeoPoint(latitudeDeg: 48, longitudeDeg: 37))
    let turned = plane.northRad(at: GeoPoint(latitudeDeg: 48, longitudeDeg: 37.1))
    // 0.1 degrees of longitude × sine of 48 degrees, to the west.
    #expect(abs(turned * 180 / .pi + 0.1 * 0.743145) < 1e-5)
  }
}
