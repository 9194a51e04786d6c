// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Geo

@Suite struct SimplifiedTests {
  @Test func `points that a straight line would pass within the tolerance are left out`() {
    let path = [(36.0, 48.0), (36.1, 48.00005), (36.2, 48.0), (36.3, 48.2)].map {
      GeoPoint(latitudeDeg: $0.1, longitudeDeg: $0.0)
    }
    #expect(simplified(path, toleranceM: 50) == [path[0], path[2], path[3]])
    #expect(simplified(path, toleranceM: 1) == path)
  }

  @Test func `a ring stays a ring`() throws {
    let ring = (0...360).map { degree in
      Geodesic.destination(
        from: GeoPoint(latitudeDeg: 48, longitudeDeg: 37),
        bearingRad: Double(degree % 360) * .pi / 180, distanceM: 7_500)
    }
    let drawn = simplified(ring, toleranceM: 25)
    #expect(drawn.first == drawn.last)
    #expect((12...120).contains(drawn.count))
    let whole = Geodesic.areaM2(ring: ring)
    #expect(abs(Geodesic.areaM2(ring: drawn) / whole - 1) < 0.01)
  }
}
