// Things in the air, and what a radar with radial speeds and heights makes of them.
//
// SPDX-License-Identifier: Apache-2.0

import Making

@testable import Tracks

/// A made-up world with known truth above the plane.
struct AirWorld {
  struct Thing {
    var place: SIMD3<Double>
    var velocity: SIMD3<Double>

    func at(_ timeS: Double) -> SIMD3<Double> { place + timeS * velocity }
  }

  var things: [Thing]
  var random: Seeded
  private var nextPlot = 0
  /// Plots by their things; false plots are not in it.
  private(set) var thingByPlot: [Int: Int] = [:]

  init(_ things: [Thing], seed: UInt64) {
    self.things = things
    random = Seeded(seed)
  }

  static let area = PlaneArea(westM: -20_000, southM: -20_000, eastM: 20_000, northM: 20_000)

  static func settings() -> TrackerSettings {
    var settings = TrackerSettings(area: area)
    settings.speedMaxMPS = 200
    return settings
  }

  static func radar(
    _ measures: TrackingSensor.Measures = .rangeAndBearing, clutterPerScan: Double = 10,
    pd: Double = 0.9, sigmaM: Double = 30, sigmaRad: Double = 0.004, rate: Double = 0,
    height: Double = 0, elevation: Double = 0, hasBias: Bool = false
  ) -> TrackingSensor {
    TrackingSensor(
      measures: measures, eastM: 0, northM: -15_000, rangeMaxM: 40_000, revisitS: 2,
      detectionProbability: pd, sigmaM: sigmaM, sigmaRad: sigmaRad,
      clutterDensity: clutterPerScan / 1.6e9, clutterPerScan: clutterPerScan, hasBias: hasBias,
      sigmaRangeRateMPS: rate, sigmaHeightM: height, sigmaElevationRad: elevation)
  }

  /// A sensor of places without errors beyond its scatter, such as self-reports.
  static func places(height: Double = 0) -> TrackingSensor {
    TrackingSensor(
      measures: .position, eastM: 0, northM: 0, rangeMaxM: .infinity, revisitS: 2,
      detectionProbability: 0.9, sigmaM: 15, sigmaRad: 0, clutterDensity: 5 / 1.6e9,
      clutterPerScan: 5, sigmaHeightM: height)
  }

  /// What a sensor sees of where things were `lateS` before.
  mutating func scan(
    _ sensor: TrackingSensor, index: Int = 0, id: Int, atS timeS: Double, lateS: Double = 0
  ) -> Scan {
    var plots: [Plot] = []
    for (thing, of) in things.enumerated()
    where Double.random(in: 0..<1, using: &random) < sensor.detectionProbability {
      thingByPlot[nextPlot] = thing
      plots.append(plot(sensor, of.at(timeS - lateS), of.velocity))
    }
    for _ in 0..<Int(sensor.clutterPerScan) {
      let place = SIMD3(
        Double.random(in: -20_000..<20_000, using: &random),
        Double.random(in: -15_000..<20_000, using: &random),
        Double.random(in: 0..<6_000, using: &random))
      let velocity = SIMD3(40 * random.normal(), 40 * random.normal(), 0)
      plots.append(plot(sensor, place, velocity))
    }
    return Scan(id: id, sensor: index, timeS: timeS, arrivalS: timeS, plots: plots)
  }

  private mutating func plot(
    _ sensor: TrackingSensor, _ place: SIMD3<Double>, _ velocity: SIMD3<Double>
  ) -> Plot {
    defer { nextPlot += 1 }
    let height =
      sensor.sigmaHeightM > 0 ? place.z + sensor.sigmaHeightM * random.normal() : .nan
    guard sensor.measures != .position else {
      return Plot(
        id: nextPlot, first: place.x + sensor.sigmaM * random.normal(),
        second: place.y + sensor.sigmaM * random.normal(), heightM: height)
    }
    let isSlant = sensor.measures == .slantRangeAndBearing
    let off = place - SIMD3(sensor.eastM, sensor.northM, isSlant ? sensor.heightM : place.z)
    let range = (off * off).sum().squareRoot()
    let rate = (off * velocity).sum() / range
    let elevation = TrackMath.angleRad(
      east: (off.x * off.x + off.y * off.y).squareRoot(), north: off.z)
    return Plot(
      id: nextPlot, first: range + sensor.sigmaM * random.normal(),
      second: TrackMath.wrappedRad(
        TrackMath.angleRad(east: off.x, north: off.y) + sensor.sigmaRad * random.normal()),
      rangeRateMPS: sensor.sigmaRangeRateMPS > 0
        ? rate + sensor.sigmaRangeRateMPS * random.normal() : .nan,
      heightM: height,
      elevationRad: sensor.sigmaElevationRad > 0
        ? elevation + sensor.sigmaElevationRad * random.normal() : .nan)
  }
}
