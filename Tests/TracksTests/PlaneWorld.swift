// Things that move straight over a plane, and the plots that a sensor makes of them.
//
// SPDX-License-Identifier: Apache-2.0

import Making

@testable import Tracks

/// A made-up world with known truth.
struct PlaneWorld {
  struct Thing {
    var x: Double
    var y: Double
    var vx: Double
    var vy: Double

    func at(_ timeS: Double) -> (x: Double, y: Double) { (x + vx * timeS, y + vy * timeS) }
  }

  var things: [Thing]
  var random: Seeded
  private var nextPlot = 0

  init(_ things: [Thing], seed: UInt64) {
    self.things = things
    random = Seeded(seed)
  }

  static let area = PlaneArea(westM: -10_000, southM: -10_000, eastM: 10_000, northM: 10_000)

  static func positions(
    pd: Double = 0.9, sigmaM: Double = 20, clutterPerScan: Double = 10, revisitS: Double = 2
  ) -> TrackingSensor {
    TrackingSensor(
      measures: .position, eastM: 0, northM: 0, rangeMaxM: .infinity, revisitS: revisitS,
      detectionProbability: pd, sigmaM: sigmaM, sigmaRad: 0,
      clutterDensity: clutterPerScan / 4e8, clutterPerScan: clutterPerScan)
  }

  static func radar(_ x: Double, _ y: Double, hasBias: Bool = false) -> TrackingSensor {
    TrackingSensor(
      measures: .rangeAndBearing, eastM: x, northM: y, rangeMaxM: 30_000, revisitS: 2,
      detectionProbability: 0.9, sigmaM: 20, sigmaRad: 0.002, clutterDensity: 5 / 4e8,
      clutterPerScan: 5, hasBias: hasBias)
  }

  static func settings() -> TrackerSettings {
    var settings = TrackerSettings(area: area)
    settings.speedMaxMPS = 80
    return settings
  }

  /// What a sensor sees at a time; range and bearing off by a bias.
  mutating func scan(
    _ sensor: TrackingSensor, index: Int = 0, id: Int, atS timeS: Double, arrivalS: Double? = nil,
    biasM: Double = 0, biasRad: Double = 0
  ) -> Scan {
    var plots: [Plot] = []
    for thing in things where Double.random(in: 0..<1, using: &random) < sensor.detectionProbability
    {
      let place = thing.at(timeS)
      plots.append(plot(sensor, place.x, place.y, biasM, biasRad))
    }
    let clutterCount = Int(
      (sensor.clutterPerScan + random.normal() * sensor.clutterPerScan.squareRoot()).rounded())
    for _ in 0..<max(0, clutterCount) {
      let x = Double.random(in: -10_000..<10_000, using: &random)
      let y = Double.random(in: -10_000..<10_000, using: &random)
      plots.append(plot(sensor, x, y, 0, 0))
    }
    return Scan(id: id, sensor: index, timeS: timeS, arrivalS: arrivalS ?? timeS, plots: plots)
  }

  private mutating func plot(
    _ sensor: TrackingSensor, _ x: Double, _ y: Double, _ biasM: Double, _ biasRad: Double
  ) -> Plot {
    defer { nextPlot += 1 }
    guard sensor.measures == .rangeAndBearing else {
      return Plot(
        id: nextPlot, first: x + sensor.sigmaM * random.normal(),
        second: y + sensor.sigmaM * random.normal())
    }
    let dx = x - sensor.eastM
    let dy = y - sensor.northM
    let range = (dx * dx + dy * dy).squareRoot() + biasM + sensor.sigmaM * random.normal()
    let angle =
      TrackMath.angleRad(east: dx, north: dy) + biasRad + sensor.sigmaRad * random.normal()
    return Plot(id: nextPlot, first: range, second: TrackMath.wrappedRad(angle))
  }
}
