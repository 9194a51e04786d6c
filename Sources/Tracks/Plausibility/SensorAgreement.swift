// Do two ways of sensing see one identity at one place?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// How often in a row two principles of sensing disagreed.
struct Contradiction {
  let principles: (SensingPrinciple, SensingPrinciple)
  var count = 0
}

enum SensorAgreement {
  /// Reports this far apart in time are compared, in the air and below: a radar turns once in 3 to 12 s.
  private static let airGapS = 6.0
  private static let surfaceGapS = 15.0

  /// Holds a report against where another principle saw the thing last, carried on to its time.
  ///
  /// - Returns: nil where the two cannot be compared; else the distance and what errors allow.
  static func compare(
    _ report: MovingReport, with other: MovingReport, _ limits: ClassLimits, isAirborne: Bool,
    _ settings: PlausibilitySettings
  ) -> (distanceM: Double, allowedM: Double)? {
    let timeS = Double(report.atMs - other.atMs) / 1_000
    guard timeS >= 0, timeS <= (isAirborne ? airGapS : surfaceGapS) else { return nil }
    let velocity = other.velocity ?? report.velocity
    let offset = offsetM(from: other.point, to: report.point) - (velocity ?? Vector2()) * timeS
    let speed = velocity?.length ?? limits.speedMPerS
    let openM = velocity == nil ? limits.speedMPerS * timeS : 0
    // What a turn may have done meanwhile: a pilot's, not what the airframe bears.
    let turnedM = min(0.5 * min(limits.accelerationMPerS2, 10) * timeS * timeS, 2 * speed * timeS)
    let timeErrorM = speed * (report.timeSlackS + other.timeSlackS) / 4
    let sigmaM =
      (report.sigmaM * report.sigmaM + other.sigmaM * other.sigmaM + timeErrorM * timeErrorM)
      .squareRoot()
    return (
      offset.length,
      settings.contradictionSigmas * sigmaM + turnedM + openM + settings.sensorBiasM
    )
  }
}

extension Thing {
  /// Compares a report with what other principles saw of this identity.
  mutating func compareSensors(
    _ report: MovingReport, sensor: String, _ movingClass: MovingClass, _ limits: ClassLimits,
    _ settings: PlausibilitySettings, into findings: inout [Finding]
  ) {
    for strand in strands where strand.principle != report.principle {
      let other = strand.last
      guard
        let compared = SensorAgreement.compare(
          report, with: other, limits, isAirborne: movingClass.isAirborne, settings)
      else { continue }
      let index = contradictionIndex(report.principle, strand.principle)
      guard compared.distanceM > compared.allowedM else {
        contradictions[index].count = 0
        continue
      }
      contradictions[index].count += 1
      guard contradictions[index].count >= settings.contradictionCount else { continue }
      findings.append(
        Finding(
          reason: .contradictedBySensor, value: compared.distanceM, limit: compared.allowedM,
          unit: .metres, distanceM: compared.distanceM,
          durationS: Double(report.atMs - other.atMs) / 1_000,
          detail: .sensor(report.isSelfReport ? other.sensorName : sensor), before: other.evidence))
    }
  }

  private mutating func contradictionIndex(
    _ one: SensingPrinciple, _ two: SensingPrinciple
  ) -> Int {
    let pair = one.rawValue < two.rawValue ? (one, two) : (two, one)
    if let known = contradictions.firstIndex(where: { $0.principles == pair }) { return known }
    contradictions.append(Contradiction(principles: pair))
    return contradictions.count - 1
  }
}
