// Made-up reports for tests, the same at every run.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Observations

/// SplitMix64.
public struct Seeded: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(_ seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// 24 June 2026, 12:00 UTC.
public let noonMs: Int64 = 1_782_302_400_000

/// A place so many metres east and north of 48° N 37° E.
public func place(_ eastM: Double, _ northM: Double) -> GeoPoint {
  LocalPlane(origin: GeoPoint(latitudeDeg: 48, longitudeDeg: 37)).point(
    eastM: eastM, northM: northM)
}

public func fix(_ point: GeoPoint, sigmaM: Double) -> Fix {
  guard
    let fix = try? Fix(
      latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg, sigmaM: sigmaM)
  else { preconditionFailure("no place on Earth") }
  return fix
}

/// A report with everything that a test does not speak of set to something plain.
public func report(
  _ name: String, _ kind: ObservationKind, at point: GeoPoint = place(0, 0),
  sigmaM: Double = 50, bearingDeg: Double? = nil, bearingSigmaDeg: Double = 2,
  distanceM: ClosedRange<Double>? = nil, sensor: String = "P1", means: Means = .saw,
  confidence: Confidence = .high, count: CountRange = .one, attributes: [Attribute] = [],
  atMs: Int64 = noonMs, lastedMs: Int64 = 0, receivedMs: Int64? = nil, version: Int = 1
) -> Observation {
  let raw = Array("\(name), version \(version)".utf8)
  let observer = fix(point, sigmaM: sigmaM)
  let where_: Place =
    bearingDeg.map {
      .bearing(
        Bearing(
          observer: observer, bearingRad: $0 * .pi / 180, sigmaRad: bearingSigmaDeg * .pi / 180,
          distanceM: distanceM))
    } ?? .fix(observer)
  return Observation(
    key: ContentID(parts: [name]), digest: ContentDigest(of: raw), raw: raw, feed: "test",
    sensor: sensor, means: means, confidence: confidence, kind: kind, count: count,
    attributes: attributes, happened: Period(fromMs: atMs, untilMs: atMs + lastedMs),
    observedAtMs: atMs + lastedMs, receivedAtMs: receivedMs ?? atMs + lastedMs + 60_000,
    place: where_)
}

/// Two patrols, a microphone, cameras of two owners and three satellites of one.
public let register = SensorRegister([
  Sensor(id: "P1", name: "Patrol 1", means: .saw, owner: "Mission", isPatrol: true),
  Sensor(id: "P2", name: "Patrol 2", means: .saw, owner: "Mission", isPatrol: true),
  Sensor(id: "AC-1", name: "Microphone 1", means: .acousticSensor, owner: "Mission"),
  Sensor(id: "CAM-1", name: "Camera 1", means: .camera, owner: "Mission"),
  Sensor(id: "CAM-G", name: "Camera of a guarantor", means: .camera, owner: "G1"),
  Sensor(id: "UAV-1", name: "Drone 1", means: .midRangeUAV, owner: "Mission"),
  Sensor(id: "RAD-1", name: "Radar 1", means: .radar, owner: "G1"),
  Sensor(id: "SAT-1", name: "Satellite 1", means: .satelliteImage, owner: "Agency"),
  Sensor(id: "SAT-2", name: "Satellite 2", means: .satelliteImage, owner: "Agency"),
  Sensor(id: "SAT-3", name: "Satellite 3", means: .satelliteImage, owner: "Agency"),
])
