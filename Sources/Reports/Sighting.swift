// What did one observer report of one event? The rows of the table of violations.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
internal import Tracks

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A report of an observer, as a row.
struct Sighting {
  let number: Int
  let happening: Happening
  let observation: Observation
  let sensor: Sensor?
  /// The rows before it that are of the same event.
  let joinedWith: Int?
  let distanceM: Double?
  let direction: Direction?

  init(
    number: Int, _ happening: Happening, _ observation: Observation, _ sensor: Sensor?,
    joinedWith: Int?
  ) {
    (self.number, self.happening, self.observation) = (number, happening, observation)
    (self.sensor, self.joinedWith) = (sensor, joinedWith)
    switch observation.place {
    case .bearing(let bearing):
      direction = Direction(bearingDeg: bearing.bearingRad * 180 / .pi)
      distanceM = bearing.distanceM.map { ($0.lowerBound + $0.upperBound) / 2 }
    case .fix(let fix):
      // Seen from where the sensor stands. A satellite or a patrol stands nowhere.
      let off = sensor?.place.map { LocalPlane(origin: $0).metres(fix.point) }
      distanceM = off.map { ($0.eastM * $0.eastM + $0.northM * $0.northM).squareRoot() }
      direction = off.map { Direction(bearingDeg: atan2($0.eastM, $0.northM) * 180 / .pi) }
    }
  }

  var observer: String { sensor?.name ?? observation.sensor }

  var distanceClass: DistanceClass? { distanceM.map { DistanceClass(distanceM: $0) } }

  /// `≥ 122 mm`, as it was assessed; nil where nobody did.
  var tubeMm: Double? { observation.value(.tubeMm) }

  /// All sightings of the events, numbered in order of time.
  static func all(of happenings: [Happening], _ sensors: SensorRegister) -> [Sighting] {
    var sightings: [Sighting] = []
    sightings.reserveCapacity(happenings.count)
    for happening in happenings {
      let first = sightings.count + 1
      for observation in happening.event.observations {
        let number = sightings.count + 1
        sightings.append(
          Sighting(
            number: number, happening, observation, sensors[observation.sensor],
            joinedWith: number == first ? nil : first))
      }
    }
    return sightings
  }
}
