// When are two reports of the same happening? Windows and gates, with their reasons.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Which reports may be of one happening.
public enum Family: UInt8, CaseIterable, Sendable {
  /// Explosions and what is seen and heard of them.
  case fire = 1
  /// Bursts and shots.
  case smallArms = 2
  /// Hot spots in satellite images.
  case thermal = 3
  /// Everything else joins with its own kind only.
  case other = 4

  init(_ kind: ObservationKind) {
    switch kind {
    case .explosion, .projectileInFlight, .muzzleFlash, .illuminationFlare: self = .fire
    case .burst, .shot: self = .smallArms
    case .thermalAnomaly: self = .thermal
    default: self = .other
    }
  }

  /// Side of the search grid's cells in metres; a matter of speed only.
  var cellM: Double {
    switch self {
    case .thermal: 2_000
    default: 5_000
    }
  }
}

/// The parameters of joining, from `mission.yaml`.
public struct JoinSettings: Hashable, Sendable {
  /// Fires: longest time between two reports after correction for sound.
  public var fireWindowMs: Int64 = 10_000
  /// Hot spots: three VIIRS satellites pass within 100 minutes of each other; a night's passes join,
  /// a day's and a night's do not.
  public var thermalWindowMs: Int64 = 10_800_000
  public var otherWindowMs: Int64 = 600_000
  /// Squared distance in units of the common error; 9.21 holds 99 % of true pairs in two dimensions.
  public var gateSquared: Double = 9.21
  /// Air temperature, for the speed of sound.
  public var temperatureC: Double = 20
  /// How well that is known, one sigma: a value for the whole year is off by 8 °C in a day and night.
  public var temperatureSigmaC: Double = 8
  public var windMPerS: Double = 0
  /// Where the wind comes from, clockwise from true north.
  public var windFromDeg: Double = 0
  /// One sigma along each axis: 5 m/s without a report.
  public var windSigmaMPerS: Double = 5
  /// A report that comes later than this after its time is kept but joins nothing by itself.
  public var latenessLimitMs: Int64 = 72 * 3_600_000

  public init() {}

  func windowMs(_ family: Family) -> Int64 {
    switch family {
    case .fire, .smallArms: fireWindowMs
    case .thermal: thermalWindowMs
    case .other: otherWindowMs
    }
  }

  /// Speed of sound in dry air: 331.3 m/s · √(1 + T / 273.15 °C), 343.2 m/s at 20 °C.
  public var soundMPerS: Double { SoundAir.speedMPerS(temperatureC: temperatureC) }

  /// Locates bangs that several acoustic sensors heard.
  public var locator: SoundLocator {
    SoundLocator(
      air: SoundAir(
        temperatureC: temperatureC, temperatureSigmaC: temperatureSigmaC, windMPerS: windMPerS,
        windFromDeg: windFromDeg, windSigmaMPerS: windSigmaMPerS))
  }

  /// When the thing itself happened: what was heard happened earlier by the sound's way.
  func emission(_ observation: Observation) -> Period {
    guard observation.means.isBySound else { return observation.happened }
    let distanceM: ClosedRange<Double> =
      switch observation.place {
      case .fix(let fix): 0...(2 * fix.sigmaM)
      case .bearing(let bearing): bearing.distanceM ?? PlaceEstimate.unknownDistanceM
      }
    let least = Int64(distanceM.lowerBound / soundMPerS * 1_000)
    let most = Int64(distanceM.upperBound / soundMPerS * 1_000)
    return Period(
      fromMs: observation.happened.fromMs - most, untilMs: observation.happened.untilMs - least)
  }
}
