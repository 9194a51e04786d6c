// Reports for tests: what matters is named, the rest is the same everywhere.
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Observations
import Tracks

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

func made(
  _ name: String, _ kind: ObservationKind = .thermalAnomaly, means: Means = .satelliteImage,
  sensor: String = "s1", atS: Double = 0, forS: Double = 0, receivedS: Double? = nil,
  latitudeDeg: Double = 48, longitudeDeg: Double = 37, sigmaM: Double = 100,
  confidence: Confidence = .nominal, count: CountRange = .one, version: String = "1",
  place: Place? = nil
) throws -> Observation {
  let raw = Array("\(name) \(version)".utf8)
  let fromMs = 1_782_259_200_000 + Int64(atS * 1_000)
  let untilMs = fromMs + Int64(forS * 1_000)
  let fix = Place.fix(
    try Fix(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg, sigmaM: sigmaM))
  return Observation(
    key: ContentID(parts: [name]), digest: ContentDigest(of: raw), raw: raw, feed: "test",
    sensor: sensor, means: means, confidence: confidence, kind: kind, count: count,
    happened: Period(fromMs: fromMs, untilMs: untilMs), observedAtMs: untilMs,
    receivedAtMs: receivedS.map { 1_782_259_200_000 + Int64($0 * 1_000) } ?? untilMs,
    place: place ?? fix)
}

let testSensors = SensorRegister([
  Sensor(id: "s1", name: "S1", means: .satelliteImage, owner: "N"),
  Sensor(id: "s2", name: "S2", means: .satelliteImage, owner: "N"),
  Sensor(id: "s3", name: "S3", means: .satelliteImage, owner: "N"),
  Sensor(id: "p1", name: "P1", means: .heard, owner: "Mission", isPatrol: true),
  Sensor(id: "p2", name: "P2", means: .heard, owner: "Mission", isPatrol: true),
  Sensor(id: "a3", name: "A3", means: .acousticSensor, owner: "G1"),
  Sensor(id: "c7", name: "C7", means: .camera, owner: "Mission"),
])

/// Takes reports one batch after the other and keeps what stands at the end.
struct Standing {
  var joiner: EventJoiner
  private(set) var events: [String: Event] = [:]
  private var names: [String: String] = [:]

  init(_ settings: JoinSettings = JoinSettings()) {
    joiner = EventJoiner(settings: settings, sensors: testSensors)
  }

  mutating func take(_ batch: [Observation]) {
    for observation in batch {
      names[observation.id] = String(decoding: observation.raw, as: UTF8.self)
      _ = joiner.add(observation)
    }
    settle()
  }

  mutating func decide(_ decision: JoinDecision) {
    joiner.apply(decision)
    settle()
  }

  private mutating func settle() {
    for change in joiner.settle() {
      switch change {
      case .current(let event): events[event.id] = event
      case .withdrawn(let id, _): events[id] = nil
      }
    }
  }

  /// Members of each event by name of the report's bytes, in order.
  var groups: [[String]] {
    events.values.map { event in
      event.observations.map { names[$0.id] ?? "" }
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
