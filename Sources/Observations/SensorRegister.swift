// Who owns a sensor, by which principle does it sense, and where does it stand?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A sensor, camera, satellite or patrol as the Mission has registered it.
public struct Sensor: Hashable, Sendable {
  public var id: String
  public var name: String
  public var means: Means
  /// Who runs it. Two sensors of one owner are not independent of each other.
  public var owner: String
  /// Two separate patrols are independent of each other, though the Mission runs both.
  public var isPatrol: Bool
  /// Where it stands; nil for satellites, aircraft and patrols.
  public var place: GeoPoint?
  /// Added to the source's own position error, one sigma.
  public var geolocationSigmaM: Double
  /// Height of the antenna or sensor above the WGS-84 ellipsoid.
  public var heightM: Double
  public var calibration: Calibration
  /// How a radar searches; counts where its plots come without name and number.
  public var survey = Survey()
  /// Since when its hours count as exposure, and how far it sees; nil where the Mission counts none.
  public var watch: SensorWatch?

  public init(
    id: String, name: String, means: Means, owner: String, isPatrol: Bool = false,
    place: GeoPoint? = nil, geolocationSigmaM: Double = 0, heightM: Double = 0,
    calibration: Calibration = Calibration()
  ) {
    self.id = id
    self.name = name
    self.means = means
    self.owner = owner
    self.isPatrol = isPatrol
    self.place = place
    self.geolocationSigmaM = geolocationSigmaM
    self.heightM = heightM
    self.calibration = calibration
  }
}

/// How well a radar measures, by its last calibration: one-sigma errors, and what to subtract from
/// what it reports.
public struct Calibration: Hashable, Sendable {
  public var rangeSigmaM: Double
  public var azimuthSigmaDeg: Double
  public var rangeBiasM: Double
  public var azimuthBiasDeg: Double
  public var timeBiasMs: Int64
  /// Of the clock, beside what the sensor itself states; arrival times of sound count it.
  public var timeSigmaMs: Double

  /// Without a record, the errors of a common surveillance radar are taken: EUROCONTROL's limits for
  /// en-route radar are about 70 m and 0.08 degrees; three times that is assumed.
  public init(
    rangeSigmaM: Double = 210, azimuthSigmaDeg: Double = 0.24, rangeBiasM: Double = 0,
    azimuthBiasDeg: Double = 0, timeBiasMs: Int64 = 0,
    timeSigmaMs: Double = 0
  ) {
    self.rangeSigmaM = rangeSigmaM
    self.azimuthSigmaDeg = azimuthSigmaDeg
    self.rangeBiasM = rangeBiasM
    self.azimuthBiasDeg = azimuthBiasDeg
    self.timeBiasMs = timeBiasMs
    self.timeSigmaMs = timeSigmaMs
  }
}

/// How a radar searches: what is needed to find things among plots that nothing holds together.
public struct Survey: Hashable, Sendable {
  /// How far it sees what it is there for.
  public var reachM: Double
  /// Time of one turn of its antenna.
  public var revisitS: Double
  /// That a thing within reach is in the plots of a turn.
  public var detectionProbability: Double
  /// Plots a turn that are of nothing; only where to begin, the plots themselves tell.
  public var falsePlotsPerScan: Double
  /// Fastest thing that is looked for.
  public var speedMaxMPS: Double

  /// Without a record, a common approach radar is taken: 60 nautical miles, a turn in 4 s.
  public init(
    reachM: Double = 111_120, revisitS: Double = 4, detectionProbability: Double = 0.9,
    falsePlotsPerScan: Double = 20, speedMaxMPS: Double = 350
  ) {
    self.reachM = reachM
    self.revisitS = revisitS
    self.detectionProbability = detectionProbability
    self.falsePlotsPerScan = falsePlotsPerScan
    self.speedMaxMPS = speedMaxMPS
  }
}

/// The registered sensors by id.
public struct SensorRegister: Hashable, Sendable {
  public private(set) var sensors: [Sensor]
  private var indexByID: [String: Int]

  public init(_ sensors: [Sensor] = []) {
    self.sensors = sensors
    indexByID = Dictionary(
      sensors.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public func index(of id: String) -> Int? { indexByID[id] }

  public subscript(id: String) -> Sensor? { indexByID[id].map { sensors[$0] } }
}
