// The way of sound against closed formulas.
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Tracks

struct SoundAirTests {
  @Test func `the speed of sound follows the temperature`() {
    #expect(abs(SoundAir(temperatureC: 0).speedMPerS - 331.3) < 1e-9)
    #expect(abs(SoundAir(temperatureC: 20).speedMPerS - 343.21) < 0.01)
    #expect(abs(SoundAir(temperatureC: -20).speedMPerS - 318.94) < 0.01)
    let warmer = SoundAir(temperatureC: 21).speedMPerS - SoundAir(temperatureC: 20).speedMPerS
    #expect(abs(SoundAir(temperatureC: 20.5, temperatureSigmaC: 1).speedSigmaMPerS - warmer) < 1e-4)
  }

  @Test func `wind helps, hinders and carries aside`() {
    // From the west: towards the east.
    let air = SoundAir(temperatureC: 20, windMPerS: 10, windFromDeg: 270)
    let speed = air.speedMPerS
    #expect(abs(air.travelS(eastM: 3_000, northM: 0, upM: 0) - 3_000 / (speed + 10)) < 1e-12)
    #expect(abs(air.travelS(eastM: -3_000, northM: 0, upM: 0) - 3_000 / (speed - 10)) < 1e-12)
    let across = (speed * speed - 100).squareRoot()
    #expect(abs(air.travelS(eastM: 0, northM: 3_000, upM: 0) - 3_000 / across) < 1e-12)
    #expect(abs(air.travelS(eastM: 0, northM: 0, upM: 300) - 300 / across) < 1e-12)
  }

  @Test func `chances of sums of squares agree with printed tables`() {
    // The 5 % and 0.1 % points of chi-square.
    for (freedom, sum, share) in [
      (1, 3.841, 0.05), (4, 9.488, 0.05), (10, 18.307, 0.05), (4, 18.467, 0.001),
      (17, 40.790, 0.001),
    ] {
      let found = ChiSquare.upperShare(sum, freedom: freedom)
      #expect(abs(found / share - 1) < 0.125, "\(freedom) \(sum): \(found)")
    }
  }
}
