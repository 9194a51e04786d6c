// Is the chart the ellipsoid's stereographic projection, and are its scale and north right?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Testing

struct ConformalChartTests {
  static let chart = ConformalChart(centre: GeoPoint(latitudeDeg: 48, longitudeDeg: 35))

  /// PROJ 9 with `+proj=stere +lat_0=48 +lon_0=35 +k=1 +ellps=WGS84`; its convergence counts the other
  /// way round.
  static let known: [(Double, Double, Double, Double, Double, Double)] = [
    (22.1, 48.4, -952_566.018_185_357_9, 124_518.652_072_012_18, 1.005_715_894_593, -9.606_100_042),
    (40.2, 49.6, 375_832.328_876_325_6, 190_754.044_954_680_37, 1.001_188_632_230, 3.902_691_900_7),
    (
      33.5, 44.6, -119_167.738_710_357_16, -376_883.163_675_755_3, 1.000_764_955_242, -1.081_481_363
    ),
    (139.7, 35.7, 7_760_518.988_570_865, 5_354_486.830_578_772, 1.547_226_674_80, 81.825_803_598),
    (
      -70, -33.4, -22_932_631.565_736_566, -5_890_764.095_493_496, 4.454_182_238_4, -24.552_773_321
    ),
  ]

  @Test(arguments: known)
  func `Places, scale and north are those of PROJ`(
    _ row: (Double, Double, Double, Double, Double, Double)
  ) {
    let point = GeoPoint(latitudeDeg: row.1, longitudeDeg: row.0)
    let spot = Self.chart.spot(point)
    #expect(abs(spot.eastM - row.2) < 1e-3)
    #expect(abs(spot.northM - row.3) < 1e-3)
    #expect(abs(spot.scale - row.4) < 1e-8 * row.4)
    #expect(abs(spot.northRad * 180 / .pi + row.5) < 1e-6)
    let back = Self.chart.point(eastM: spot.eastM, northM: spot.northM)
    #expect(abs(back.latitudeDeg - row.1) < 1e-10)
    #expect(abs(back.longitudeDeg - row.0) < 1e-10)
  }

  @Test func `A kilometre 900 km away from the centre has its length and direction`() {
    let from = GeoPoint(latitudeDeg: 45.3, longitudeDeg: 24.1)
    let here = Self.chart.spot(from)
    for azimuthDeg in stride(from: 0.0, to: 360, by: 30) {
      let plane = TangentPlane(origin: from)
      let to = plane.point(
        eastM: 1_000 * sin(azimuthDeg * .pi / 180), northM: 1_000 * cos(azimuthDeg * .pi / 180),
        upM: 0
      ).point
      let there = Self.chart.spot(to)
      let east = (there.eastM - here.eastM) / here.scale
      let north = (there.northM - here.northM) / here.scale
      // 1,000 m times half the change of the scale over them.
      #expect(abs((east * east + north * north).squareRoot() - 1_000) < 0.15)
      let direction = atan2(east, north) - here.northRad - azimuthDeg * .pi / 180
      #expect(abs(remainder(direction, 2 * .pi)) < 1e-4)
    }
  }

  @Test func `The centre lies at zero with scale one, even at a pole`() {
    let spot = Self.chart.spot(Self.chart.centre)
    #expect(abs(spot.eastM) < 1e-6 && abs(spot.northM) < 1e-6)
    #expect(abs(spot.scale - 1) < 1e-12 && spot.northRad == 0)
    let pole = ConformalChart(centre: GeoPoint(latitudeDeg: 90, longitudeDeg: 0))
    let near = pole.spot(GeoPoint(latitudeDeg: 89.5, longitudeDeg: 40))
    let back = pole.point(eastM: near.eastM, northM: near.northM)
    #expect(abs(back.latitudeDeg - 89.5) < 1e-9 && abs(back.longitudeDeg - 40) < 1e-7)
  }
}
