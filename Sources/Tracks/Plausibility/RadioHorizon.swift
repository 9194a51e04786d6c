// Can the receiver have heard it from there? The radio horizon over an Earth of 4/3 of its radius.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// How far a receiver hears, by the heights of both antennas (ITU-R P.310: effective radius of 4/3).
struct RadioHorizon {
  private struct Antenna {
    let place: GeoPoint
    let reachM: Double
  }

  private let antennas: [String: Antenna]

  init(_ sensors: SensorRegister, _ settings: PlausibilitySettings) {
    var antennas: [String: Antenna] = [:]
    for sensor in sensors.sensors {
      guard let place = sensor.place, sensor.means == .ais || sensor.means == .adsB else {
        continue
      }
      antennas[sensor.id] = Antenna(
        place: place, reachM: Self.reachM(heightM: sensor.heightM + settings.geoidMarginM))
    }
    self.antennas = antennas
  }

  /// √(2 · 4/3 · 6,371 km · height).
  static func reachM(heightM: Double) -> Double {
    (2 * 4.0 / 3.0 * 6_371_000 * max(0, heightM)).squareRoot()
  }

  func finding(
    _ report: MovingReport, _ movingClass: MovingClass, sensor: String,
    _ settings: PlausibilitySettings
  ) -> Finding? {
    guard !antennas.isEmpty, report.means == .ais || report.means == .adsB,
      let antenna = antennas[sensor]
    else { return nil }
    let heightM =
      movingClass.isAirborne
      ? (report.heightM.map { max(0, $0) + settings.geoidMarginM } ?? settings.aircraftHeightMaxM)
      : settings.mastHeightM
    let horizonM = antenna.reachM + Self.reachM(heightM: heightM)
    let marginM =
      report.means == .ais
      ? settings.ductingMarginM : settings.horizonMarginM + settings.horizonMarginShare * horizonM
    let limitM = horizonM + marginM + settings.significance * report.sigmaM
    let roughM = offsetM(from: antenna.place, to: report.point).length
    // The rough distance is good to 0.5 % where it matters.
    guard roughM > 0.98 * limitM else { return nil }
    let distanceM = Geodesic.distanceM(from: antenna.place, to: report.point)
    guard distanceM > limitM else { return nil }
    return Finding(
      reason: .beyondRadioHorizon, value: distanceM, limit: limitM, unit: .metres,
      distanceM: distanceM, detail: .sensor(sensor))
  }
}
