// Does a thinned ring keep its shape?
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

struct RingThinningTests {
  /// A square of 0.1 degree with points every 0.001 degree, shaken by `noiseDeg` across its sides.
  private func square(noiseDeg: Double) -> [GeoPoint] {
    let corners = [(48.0, 37.0), (48.0, 37.1), (48.1, 37.1), (48.1, 37.0), (48.0, 37.0)]
    var ring: [GeoPoint] = []
    for (from, to) in zip(corners, corners.dropFirst()) {
      for i in 0..<100 {
        let t = Double(i) / 100
        let off = i % 2 == 0 || i == 0 ? 0 : noiseDeg
        let along = from.0 == to.0
        ring.append(
          GeoPoint(
            latitudeDeg: from.0 + t * (to.0 - from.0) + (along ? off : 0),
            longitudeDeg: from.1 + t * (to.1 - from.1) + (along ? 0 : off)))
      }
    }
    return ring + [ring[0]]
  }

  @Test func `noise below the tolerance goes, corners stay, the ring stays closed`() {
    let ring = square(noiseDeg: 1e-5)
    let thinned = RingThinning(ring, toleranceM: 5).ring
    #expect(ring.count == 401)
    #expect(thinned.count < 12)
    #expect(thinned.first == thinned.last)
    for corner in [ring[0], ring[100], ring[200], ring[300]] {
      #expect(thinned.contains { Geodesic.distanceM(from: $0, to: corner) < 5 })
    }
  }

  @Test func `noise above the tolerance stays`() {
    let ring = square(noiseDeg: 1e-3)
    #expect(RingThinning(ring, toleranceM: 5).ring.count > 390)
  }

  @Test(arguments: 0...3)
  func `a ring too short to thin is left as it is`(_ count: Int) {
    let ring = Array(square(noiseDeg: 0).prefix(count))
    #expect(RingThinning(ring, toleranceM: 1e6).ring == ring)
  }
}
