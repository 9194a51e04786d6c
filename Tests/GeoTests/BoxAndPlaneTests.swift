// Do boxes hold their borders, and planes their distances?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Testing

@Suite struct GeoBoxTests {
  @Test func `a box holds its borders and nothing that is no number`() throws {
    let box = try #require(GeoBox(around: [at(48, 37), at(47, 38)], marginDeg: 1))
    #expect(box == GeoBox(south: 46, west: 36, north: 49, east: 39))
    #expect(box.contains(at(46, 36)) && box.contains(at(49, 39)) && box.contains(at(47.5, 37.5)))
    for outside in [at(45.999, 37), at(49.001, 37), at(47, 35.999), at(47, 39.001)] {
      #expect(!box.contains(outside))
    }
    #expect(!box.contains(at(.nan, 37)) && !box.contains(at(47, .nan)))
  }

  @Test func `no points have no box, one point has one`() {
    #expect(GeoBox(around: []) == nil)
    #expect(GeoBox(around: [at(1, 2)]) == GeoBox(south: 1, west: 2, north: 1, east: 2))
  }
}

@Suite struct LocalPlaneTests {
  @Test(arguments: [-69.0, -35, 0, 35, 48, 69])
  func `distances are off by no more than the convergence of the meridians`(latitudeDeg: Double) {
    var random = Seeded(7)
    let origin = at(latitudeDeg, 30)
    let plane = LocalPlane(origin: origin)
    for _ in 0..<500 {
      let eastM = random.number(-35_000...35_000)
      let northM = random.number(-35_000...35_000)
      let point = plane.point(eastM: eastM, northM: northM)
      let trueM = Geodesic.distanceM(from: origin, to: point)
      let planeM = (eastM * eastM + northM * northM).squareRoot()
      let convergence = trueM / (2 * 6_371_000) * abs(tan(latitudeDeg * .pi / 180))
      #expect(abs(planeM - trueM) <= trueM * (convergence + 5e-5) + 0.01, "\(eastM) \(northM)")
      let back = plane.metres(point)
      #expect(abs(back.eastM - eastM) < 1e-6 && abs(back.northM - northM) < 1e-6)
    }
  }

  @Test func `at a pole there is a plane without an error`() {
    let plane = LocalPlane(origin: at(90, 0))
    #expect(plane.metres(at(90, 0)) == (0, 0))
    #expect(plane.metres(at(89.9, 0)).northM < -11_000)
  }
}
