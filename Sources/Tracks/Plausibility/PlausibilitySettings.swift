// From which value on is a report not believed? The limits of all checks.
//
// SPDX-License-Identifier: Apache-2.0

/// Limits of the checks of moving things. `docs/internals/plausibility.md` gives their sources.
public struct PlausibilitySettings: Hashable, Sendable {
  private var limits: [ClassLimits]

  // MARK: Memory

  /// A thing that was not heard for so long is forgotten, with its flags.
  public var forgetAfterMs: Int64 = 3_600_000
  /// Things kept at most; beyond it the one that was heard longest ago is forgotten.
  public var thingCountMax = 50_000
  /// Reports kept to know a trail again that is sent a second time.
  public var replayReportCount = 262_144
  /// A flag ends when nothing has shown it for so long.
  public var flagStandsMs: Int64 = 600_000
  /// A flag that goes on is told again this often at most.
  public var tellAgainMs: Int64 = 60_000

  // MARK: Movement

  /// A difference counts from so many standard deviations on.
  public var significance = 3.0
  /// Where the sender says "not better than 10 m" or nothing, one sigma is not below this.
  public var unstatedSigmaM = 100.0
  /// How wrong the time of a position may be: of AIS, of all others.
  public var aisTimeSlackS = 5.0
  public var timeSlackS = 3.0
  /// Positions this long apart are compared to see a speed that lasts.
  public var paceWindowS = 120.0

  // MARK: Radio

  /// Added to the way of radio waves where AIS is bent by layers of the air (ducting).
  public var ductingMarginM = 250_000.0
  /// Added for ADS-B, and the share of the horizon beside it.
  public var horizonMarginM = 20_000.0
  public var horizonMarginShare = 0.1
  /// Height of a vessel's antenna above the water at most.
  public var mastHeightM = 60.0
  /// Height of an aircraft that states none.
  public var aircraftHeightMaxM = 18_000.0
  /// The antenna's height is known above the ellipsoid; the sea lies up to so much lower.
  public var geoidMarginM = 107.0

  // MARK: Together

  /// So many things that jump or lose their accuracy within this time make an area.
  public var togetherCount = 4
  public var togetherMs: Int64 = 60_000
  /// And such a share of the things heard within the area, unless all go to one place.
  public var togetherShare = 0.3
  public var togetherReachM = 60_000.0
  /// A jump counts where it goes so far beyond what the thing could reach; a thing that is merely too
  /// fast does not.
  public var togetherJumpM = 1_000.0
  /// Destinations within this distance are one place.
  public var onePlaceM = 5_000.0
  /// An area ends when nothing has shown it for so long.
  public var areaStandsMs: Int64 = 300_000

  // MARK: Sensors

  /// Two sensors contradict each other from so many standard deviations on, so often in a row.
  public var contradictionSigmas = 4.0
  public var contradictionCount = 3
  /// Of what is known to remain after calibration.
  public var sensorBiasM = 100.0

  public init() { limits = MovingClass.allCases.map { ClassLimits.common($0) } }

  public subscript(movingClass: MovingClass) -> ClassLimits {
    get { limits[movingClass.index] }
    set { limits[movingClass.index] = newValue }
  }
}

extension MovingClass {
  /// Its place among all cases.
  var index: Int {
    switch self {
    case .vessel: 0
    case .wingInGround: 1
    case .fishingVessel: 2
    case .tug: 3
    case .sailingVessel: 4
    case .passengerShip: 5
    case .cargoShip: 6
    case .tanker: 7
    case .aircraft: 8
    case .uav: 9
    case .groundVehicle: 10
    }
  }
}
