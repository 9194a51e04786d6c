// What does a report say of movement? An observation, read once.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a thing was reported and how well, for comparing with later reports.
struct Mark {
  let evidence: FlagEvidence
  /// One sigma along each axis, not below what an unstated accuracy allows.
  let sigmaM: Double
  /// How wrong the time may be.
  let timeSlackS: Double

  var point: GeoPoint { evidence.point }
  var atMs: Int64 { evidence.atMs }
}

/// What the checks need of one report.
struct MovingReport {
  let subject: Identity
  let mark: Mark
  let means: Means
  let kind: ObservationKind
  let sensorName: String

  var speedMPerS: Double?
  var courseDeg: Double?
  var verticalRateMPerS: Double?
  /// Of one sort: heights of different sorts are never compared.
  var heightM: Double?
  var heightSort: AttributeName = .heightM
  var onGround = false
  var shipType: Int?
  var nic: Double?
  var nacP: Double?
  var isSimulated = false

  var point: GeoPoint { mark.evidence.point }
  var atMs: Int64 { mark.evidence.atMs }
  var sigmaM: Double { mark.sigmaM }
  var timeSlackS: Double { mark.timeSlackS }
  var evidence: FlagEvidence { mark.evidence }
  var principle: SensingPrinciple { means.principle }
  var isSelfReport: Bool { means.principle == .selfReport }

  /// True for a contact under its radar's own number: no name that lasts.
  let isContact: Bool

  /// Nil for what has no identity or no position.
  ///
  /// - Parameter clockSlackS: by sensor, what its clock adds to how wrong a time may be.
  init?(
    _ observation: Observation, _ settings: PlausibilitySettings, _ clockSlackS: [String: Double]
  ) {
    guard case .fix(let fix) = observation.place else { return nil }
    if let subject = Self.subject(observation.identities) {
      self.subject = subject
      isContact = false
    } else if let number = observation.identities.first(where: { $0.scheme == .radarTrack }) {
      subject = number
      isContact = true
    } else {
      return nil
    }
    means = observation.means
    kind = observation.kind
    sensorName = observation.sensor
    let isAIS = observation.means == .ais
    let isAccurate = !isAIS || observation.value(.positionAccuracy) == 1
    mark = Mark(
      evidence: FlagEvidence(
        key: observation.key, version: ContentID(mixing: observation.key, observation.digest),
        atMs: observation.happened.fromMs, point: fix.point),
      sigmaM: isAccurate ? fix.sigmaM : max(fix.sigmaM, settings.unstatedSigmaM),
      timeSlackS: (isAIS ? settings.aisTimeSlackS : settings.timeSlackS)
        + (clockSlackS.isEmpty ? 0 : clockSlackS[observation.sensor] ?? 0))
    for attribute in observation.attributes {
      let value = attribute.value
      switch attribute.name {
      case .speedMPerS: speedMPerS = value
      case .courseDeg: courseDeg = value
      case .verticalRateMPerS: verticalRateMPerS = value
      case .heightM, .meanSeaLevelHeightM: set(height: value, attribute.name)
      case .pressureHeightM: set(height: value, .pressureHeightM)
      case .ellipsoidHeightM where heightM == nil: set(height: value, .ellipsoidHeightM)
      case .onGround: onGround = value == 1
      case .shipType: shipType = Int(exactly: value.rounded())
      case .nic: nic = value
      case .nacP: nacP = value
      case .simulated: isSimulated = value == 1
      default: break
      }
    }
  }

  private mutating func set(height: Double, _ sort: AttributeName) {
    heightM = height
    heightSort = sort
  }

  /// Velocity over ground, east and north.
  var velocity: Vector2? {
    guard let speedMPerS, speedMPerS == 0 || courseDeg != nil else { return nil }
    let courseRad = (courseDeg ?? 0) * .pi / 180
    return Vector2(speedMPerS * sin(courseRad), speedMPerS * cos(courseRad))
  }

  /// The first by which a thing is known for longer than a contact: numbers of radar tracks are given
  /// out again.
  private static func subject(_ identities: [Identity]) -> Identity? {
    for identity in identities {
      switch identity.scheme {
      case .icaoAddress, .otherAddress, .mmsi: return identity
      default: continue
      }
    }
    return identities.first {
      switch $0.scheme {
      case .registration, .cotUID, .platform, .sapientObject: true
      default: false
      }
    }
  }
}

/// East and north.
typealias Vector2 = SIMD2<Double>

extension SIMD2<Double> {
  var length: Double { (x * x + y * y).squareRoot() }
}

/// From one place to another in metres east and north, on a sphere of the latitude between: good to
/// 0.5 % up to some hundred kilometres, which is all that a comparison with a limit needs.
func offsetM(from start: GeoPoint, to end: GeoPoint) -> Vector2 {
  var eastDeg = end.longitudeDeg - start.longitudeDeg
  if eastDeg > 180 { eastDeg -= 360 }
  if eastDeg < -180 { eastDeg += 360 }
  let cosine = cos((start.latitudeDeg + end.latitudeDeg) * (.pi / 360))
  return Vector2(eastDeg * 111_320 * cosine, (end.latitudeDeg - start.latitudeDeg) * 111_132)
}
