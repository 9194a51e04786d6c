// Which numbers does a test draw? The same at every run.
//
// SPDX-License-Identifier: Apache-2.0

import Geo

/// SplitMix64.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func number(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &self)
  }

  mutating func point(latitude: ClosedRange<Double>, longitude: ClosedRange<Double>) -> GeoPoint {
    GeoPoint(latitudeDeg: number(latitude), longitudeDeg: number(longitude))
  }
}

/// Shorter than the initialiser, for tables of points.
func at(_ latitudeDeg: Double, _ longitudeDeg: Double) -> GeoPoint {
  GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
}
