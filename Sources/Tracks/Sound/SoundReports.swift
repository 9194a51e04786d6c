// How does a report of an acoustic sensor become an arrival, and a bang the place of a report?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

extension SoundArrival {
  /// Onsets that are known worse than this are of no use beside others.
  private static let sigmaMsMost = 1_000.0
  /// Where the source states no error and no clock step.
  private static let sigmaMsLeast = 20.0

  /// Nil for a report that is no arrival time: of another means, of more than one sound, of a sensor
  /// that is not registered with its place, or known to worse than a second.
  ///
  /// The time is the attribute `arrival_ms` with `arrival_sigma_ms`; without them the middle of the
  /// stated period, whose length is taken for the step of the source's clock.
  init?(_ observation: Observation, _ sensors: SensorRegister) {
    guard observation.means == .acousticSensor, observation.count == .one,
      [.fire, .smallArms].contains(Family(observation.kind)),
      let sensor = sensors[observation.sensor], sensor.means == .acousticSensor,
      let point = sensor.place
    else { return nil }
    let happened = observation.happened
    let middleMs = Double(happened.fromMs) + Double(happened.untilMs - happened.fromMs) / 2
    let stepMs = Double(happened.untilMs - happened.fromMs)
    self.init(
      sensor: observation.sensor, point: point, heightM: sensor.heightM,
      placeSigmaM: max(3, sensor.geolocationSigmaM),
      atMs: (observation.value(.arrivalMs) ?? middleMs)
        - Double(sensor.calibration.timeBiasMs),
      sigmaMs: observation.value(.arrivalSigmaMs)
        ?? max(Self.sigmaMsLeast, stepMs / 12.squareRoot()),
      clockSigmaMs: sensor.calibration.timeSigmaMs,
      wave: observation.value(.shockWave) == 1 ? .shockWave : .unknown)
    if case .bearing(let bearing) = observation.place {
      bearingRad = bearing.bearingRad
      bearingSigmaRad = bearing.sigmaRad
    }
    // What stands in a report is not checked before: an impossible value makes no arrival.
    guard fault(index: 0) == nil, sigmaMs <= Self.sigmaMsMost else { return nil }
  }
}

extension BangLocation {
  /// Two sigma to either side of the time.
  var period: Period {
    let halfMs = 2_000 * covariance.timeSigmaS
    return Period(
      fromMs: Int64((atMs - halfMs).rounded(.down)), untilMs: Int64((atMs + halfMs).rounded(.up)))
  }
}

extension PlaceEstimate {
  init(_ bang: BangLocation) {
    self.init(
      mean: bang.point, varianceEast: bang.covariance.eastEastM2,
      varianceNorth: bang.covariance.northNorthM2, covariance: bang.covariance.eastNorthM2)
  }
}
