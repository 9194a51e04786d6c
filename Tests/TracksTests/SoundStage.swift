// Sensors and bangs for tests of sound, with times from the closed formula.
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Making
import Tracks

/// Sensors in metres east and north of 48° N 37° E, and the air between them.
struct SoundStage {
  var air = SoundAir(
    temperatureC: 20, temperatureSigmaC: 0.5, windMPerS: 0, windSigmaMPerS: 0.5, pathSigmaMPerS: 0)
  var sensors: [(eastM: Double, northM: Double)]

  /// Six sensors over 6 km.
  static let six = SoundStage(sensors: [
    (-3_000, -2_000), (-2_500, 2_600), (300, -3_000), (200, 2_900), (2_700, 1_900), (3_000, -2_500),
  ])

  static let line = SoundStage(sensors: [
    (-3_000, 0), (-1_600, 0), (-300, 0), (1_100, 0), (2_900, 0),
  ])

  static let plane = TangentPlane(origin: place(0, 0))

  static func point(_ eastM: Double, _ northM: Double) -> GeoPoint {
    let fallM = (eastM * eastM + northM * northM) / (2 * plane.radiusM)
    return plane.point(eastM: eastM, northM: northM, upM: -fallM).point
  }

  func arrival(_ sensor: Int, atMs: Double, bearingDeg: Double? = nil) -> SoundArrival {
    SoundArrival(
      sensor: "S\(sensor + 1)", point: Self.point(sensors[sensor].eastM, sensors[sensor].northM),
      placeSigmaM: 0, atMs: atMs, sigmaMs: 10, bearingRad: bearingDeg.map { $0 * .pi / 180 },
      bearingSigmaRad: bearingDeg.map { _ in 2 * .pi / 180 })
  }

  /// What every sensor hears of a bang, without errors: the length of the chord over the speed.
  func heard(_ eastM: Double, _ northM: Double, atMs: Double = Double(noonMs)) -> [SoundArrival] {
    let source = TangentPlane(origin: Self.point(eastM, northM))
    return sensors.indices.map { index in
      let way = source.metres(Self.point(sensors[index].eastM, sensors[index].northM), heightM: 0)
      let lengthM =
        (way.eastM * way.eastM + way.northM * way.northM + way.upM * way.upM).squareRoot()
      return arrival(index, atMs: atMs + lengthM / air.speedMPerS * 1_000)
    }
  }
}

extension BangAnswer {
  var bang: BangLocation? {
    if case .located(let bang) = self { return bang }
    return nil
  }

  var refusal: BangRefusal.Reason? {
    if case .refused(let refusal) = self { return refusal.reason }
    return nil
  }
}

/// Metres from a place of the stage.
func awayM(_ point: GeoPoint, _ eastM: Double, _ northM: Double) -> Double {
  Geodesic.distanceM(from: point, to: SoundStage.point(eastM, northM))
}
