// What does a report say of a moving thing, in the plane in which it is followed?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
public import Observations

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// By what do reports belong together?
enum TrackBinding: Hashable, Sendable {
  /// The name that the thing itself sends.
  case named(Identity)
  /// The number that its sensor has given it.
  case numbered(sensor: Int32, Identity)
  /// Nothing says it: the tracker has to find out.
  case found(Int)
}

/// One report of where a moving thing is.
struct MotionReport: Sendable {
  /// Of the observation: its row, and its row with its content.
  let key: ContentID
  let version: ContentID
  let atMs: Int64
  let timeS: Double
  /// Index in the picture's list of sensors.
  let sensor: Int32
  let means: Means
  let kind: ObservationKind
  /// Nil where nothing says which thing it is.
  let binding: TrackBinding?
  /// The number that its sensor gave it, where it has a name too.
  let number: TrackBinding?
  let identities: [Identity]
  /// True where the sensor's own tracker has made it.
  let isSensorTrack: Bool
  /// In the chart; nil for a bearing.
  let place: PlanePlot?
  let bearing: BearingPlot?
  /// Velocity in the chart with the variance of each part.
  let velocity: (eastMPS: Double, northMPS: Double, varianceM2S2: Double)?
  let heightM: Double?
  let climbMPS: Double?
}

extension MotionReport {
  /// One sigma of the time between the place of a thing's own receiver and the report: DO-260B allows an
  /// aircraft 0.6 s that it does not make up for.
  static let latencySigmaS = 0.2
  /// A period longer than this is no place at a time.
  static let periodMaxMs: Int64 = 60_000

  /// Nil for a report that spans too long a time, or of a place that the chart does not hold.
  init?(_ observation: Observation, sensor: Int32, _ record: Sensor?, _ chart: ConformalChart) {
    let period = observation.happened
    guard period.untilMs - period.fromMs <= Self.periodMaxMs else { return nil }
    let spanS = Double(period.untilMs - period.fromMs) / 1_000
    atMs = period.fromMs + (period.untilMs - period.fromMs) / 2
    timeS = Double(atMs) / 1_000
    key = observation.key
    version = ContentID(mixing: observation.key, observation.digest)
    self.sensor = sensor
    means = observation.means
    kind = observation.kind
    identities = observation.identities
    isSensorTrack = observation.isSensorTrack
    (binding, number) = Self.binding(observation, sensor)
    heightM = Self.heightM(observation)
    climbMPS = observation.value(.verticalRateMPerS)
    switch observation.place {
    case .bearing(let seen):
      let spot = chart.spot(seen.observer.point)
      guard spot.eastM.isFinite, spot.northM.isFinite else { return nil }
      place = nil
      velocity = nil
      bearing = BearingPlot(
        x: spot.eastM, y: spot.northM,
        angleRad: TrackMath.wrappedRad(.pi / 2 - seen.bearingRad - spot.northRad),
        varianceRad2: seen.sigmaRad * seen.sigmaRad)
    case .fix(let fix):
      let spot = chart.spot(fix.point)
      guard spot.eastM.isFinite, spot.northM.isFinite, spot.scale < 4 else { return nil }
      let moving = Self.velocity(observation, spot)
      velocity = moving
      bearing = nil
      var plot = Self.plot(fix, record, spot, chart, observation)
      if let moving {
        // Of a time that is known as a period, the middle is taken; it has moved by so much meanwhile.
        let latencyS = observation.means.principle == .selfReport ? Self.latencySigmaS : 0
        let time = spanS * spanS / 12 + latencyS * latencyS
        plot.xx += time * moving.eastMPS * moving.eastMPS
        plot.xy += time * moving.eastMPS * moving.northMPS
        plot.yy += time * moving.northMPS * moving.northMPS
      }
      place = plot
    }
  }

  /// What a sensor's own tracker sends is bound by its number, whatever name it has heard; all else by
  /// the name first.
  private static func binding(
    _ observation: Observation, _ sensor: Int32
  ) -> (binding: TrackBinding?, number: TrackBinding?) {
    func first(_ schemes: [IdentityScheme]) -> Identity? {
      schemes.lazy.compactMap { scheme in
        observation.identity(scheme).map { Identity(scheme, $0) }
      }.first
    }
    let number = first(TrackNames.sensorSchemes).map {
      TrackBinding.numbered(sensor: sensor, $0)
    }
    guard let name = first(TrackNames.ownSchemes) else { return (number, nil) }
    if observation.isSensorTrack { return (number ?? .numbered(sensor: sensor, name), nil) }
    return (.named(name), number)
  }

  /// A radar's error lies along and across its line of sight; other places have the same error in
  /// each direction.
  private static func plot(
    _ fix: Fix, _ record: Sensor?, _ spot: ConformalChart.Spot, _ chart: ConformalChart,
    _ observation: Observation
  ) -> PlanePlot {
    let scale2 = spot.scale * spot.scale
    let isotropic = PlanePlot(
      x: spot.eastM, y: spot.northM, xx: fix.sigmaM * fix.sigmaM * scale2, xy: 0,
      yy: fix.sigmaM * fix.sigmaM * scale2)
    guard observation.means == .radar, !observation.isSensorTrack, let record,
      let antenna = record.place.map(chart.spot)
    else { return isotropic }
    let east = spot.eastM - antenna.eastM
    let north = spot.northM - antenna.northM
    let range2 = east * east + north * north
    guard range2 > 1 else { return isotropic }
    let extra = record.geolocationSigmaM * record.geolocationSigmaM * scale2
    let along =
      record.calibration.rangeSigmaM * record.calibration.rangeSigmaM * scale2 + extra
    let sigmaRad = record.calibration.azimuthSigmaDeg * .pi / 180
    let across = range2 * sigmaRad * sigmaRad + extra
    let c2 = east * east / range2
    let s2 = north * north / range2
    return PlanePlot(
      x: spot.eastM, y: spot.northM, xx: c2 * along + s2 * across,
      xy: east * north / range2 * (along - across), yy: s2 * along + c2 * across)
  }

  /// Of what reports itself the velocity is a measurement; what a radar's own tracker has worked out
  /// from the same plots is not.
  private static func velocity(
    _ observation: Observation, _ spot: ConformalChart.Spot
  ) -> (eastMPS: Double, northMPS: Double, varianceM2S2: Double)? {
    guard observation.means.principle == .selfReport || observation.isSensorTrack,
      let speed = observation.value(.speedMPerS), speed.isFinite, speed >= 0, speed < 1_500
    else { return nil }
    let course = observation.value(.courseDeg)
    guard course != nil || speed < 0.5 else { return nil }
    let angle = .pi / 2 - (course ?? 0) * .pi / 180 - spot.northRad
    let sigma = velocitySigmaMPS(observation) * spot.scale
    return (
      speed * spot.scale * TrackMath.cosine(angle), speed * spot.scale * TrackMath.sine(angle),
      sigma * sigma
    )
  }

  /// By ADS-B's navigation accuracy category for velocity (DO-260B, table 2-23: 95 % below 10, 3, 1 and
  /// 0.3 m/s), for AIS the receiver's tenth of a knot with room for swell, else 5 m/s.
  private static func velocitySigmaMPS(_ observation: Observation) -> Double {
    if observation.means == .ais { return 0.5 }
    if observation.isSensorTrack { return 3 }
    switch observation.value(.nacV) {
    case 1: return 4.1
    case 2: return 1.3
    case 3, 4: return 0.6
    default: return 5
    }
  }

  private static func heightM(_ observation: Observation) -> Double? {
    if observation.value(.onGround) == 1 { return nil }
    for name in [
      AttributeName.ellipsoidHeightM, .meanSeaLevelHeightM, .heightM, .pressureHeightM,
    ] {
      if let value = observation.value(name), value.isFinite { return value }
    }
    return nil
  }
}

/// Which identities bind reports together, most telling first.
public enum TrackNames {
  /// Names that a thing sends of itself and keeps.
  static let ownSchemes: [IdentityScheme] = [
    .icaoAddress, .mmsi, .cotUID, .platform, .otherAddress,
  ]
  /// Numbers that a sensor gives.
  static let sensorSchemes: [IdentityScheme] = [.sapientObject, .radarTrack]

  /// What people know a thing by, most telling first.
  public static func shown(_ identities: [Identity]) -> String? {
    let schemes: [IdentityScheme] = [
      .shipName, .callSign, .registration, .platform, .icaoAddress, .otherAddress, .mmsi, .cotUID,
      .radarTrack, .sapientObject,
    ]
    return schemes.lazy.compactMap { scheme in
      identities.first { $0.scheme == scheme }?.text
    }.first
  }
}
