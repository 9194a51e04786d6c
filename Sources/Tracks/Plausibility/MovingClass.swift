// What can a thing of this kind do? Classes of moving things and their limits.
//
// SPDX-License-Identifier: Apache-2.0

public import Observations

/// What a moving thing says it is, as far as that bounds its movement.
public enum MovingClass: String, CaseIterable, Sendable {
  case vessel
  case wingInGround = "wing_in_ground"
  case fishingVessel = "fishing_vessel"
  case tug
  case sailingVessel = "sailing_vessel"
  case passengerShip = "passenger_ship"
  case cargoShip = "cargo_ship"
  case tanker
  case aircraft
  case uav
  case groundVehicle = "ground_vehicle"

  /// By what was reported, and for a vessel by its AIS type of ship and cargo (ITU-R M.1371-5, table
  /// 53). Types that say nothing of the hull (high speed, pilot, rescue, police, military) and
  /// pleasure craft have the limits of any vessel.
  public init(_ kind: ObservationKind, shipType: Int?) {
    switch kind {
    case .aircraft: self = .aircraft
    case .uav: self = .uav
    case .vessel: self = Self.vessel(shipType)
    default: self = .groundVehicle
    }
  }

  private static func vessel(_ shipType: Int?) -> Self {
    switch shipType {
    case .some(20...29): .wingInGround
    case 30: .fishingVessel
    case 31, 32, 52: .tug
    case 36: .sailingVessel
    case .some(60...69): .passengerShip
    case .some(70...79): .cargoShip
    case .some(80...89): .tanker
    default: .vessel
    }
  }

  /// True on water.
  public var isVessel: Bool {
    switch self {
    case .aircraft, .uav, .groundVehicle: false
    default: true
    }
  }

  /// True in the air.
  public var isAirborne: Bool { self == .aircraft || self == .uav }
}

/// How a thing of a class can move at most. Beyond is not against a rule: it is not believed.
public struct ClassLimits: Hashable, Sendable {
  /// Over ground.
  public var speedMPerS: Double
  /// Change of the velocity over ground: speeding up, braking or turning.
  public var accelerationMPerS2: Double
  /// Up or down.
  public var climbMPerS: Double
  /// Of a stated speed over ground, one sigma along each axis.
  public var speedSigmaMPerS: Double
  /// What the limits stand on.
  public var source: String

  public init(
    speedMPerS: Double, accelerationMPerS2: Double, climbMPerS: Double = 10,
    speedSigmaMPerS: Double, source: String
  ) {
    self.speedMPerS = speedMPerS
    self.accelerationMPerS2 = accelerationMPerS2
    self.climbMPerS = climbMPerS
    self.speedSigmaMPerS = speedSigmaMPerS
    self.source = source
  }
}

extension ClassLimits {
  /// The limits that hold where a mission states none.
  public static func common(_ movingClass: MovingClass) -> ClassLimits {
    switch movingClass {
    case .vessel:
      ship(36, 5, "70 kn; the fastest ferry in service makes 58 kn, police boats 60 to 70 kn")
    case .wingInGround:
      ship(110, 8, "214 kn; ekranoplans flew at up to 297 kn, those of today 100 kn")
    case .fishingVessel: ship(18, 3, "35 kn; trawlers make 10 to 16 kn, small hulls up to 30 kn")
    case .tug: ship(14, 3, "27 kn; tugs and crew boats make 10 to 25 kn")
    case .sailingVessel: ship(26, 4, "50 kn; the fastest ocean multihulls make 47 kn")
    case .passengerShip: ship(31, 3, "60 kn; the fastest ferry in service makes 58 kn")
    case .cargoShip: ship(18, 1.5, "35 kn; the fastest container ships made 33 kn")
    case .tanker: ship(14, 1.5, "27 kn; tankers make 12 to 17 kn, gas tankers up to 21 kn")
    case .aircraft:
      ClassLimits(
        speedMPerS: 400, accelerationMPerS2: 40, climbMPerS: 120, speedSigmaMPerS: 5,
        source: "778 kn; an airliner at Mach 0.9 in a jet stream of 250 kn; faster is supersonic")
    case .uav:
      ClassLimits(
        speedMPerS: 220, accelerationMPerS2: 40, climbMPerS: 60, speedSigmaMPerS: 3,
        source: "428 kn; large unmanned jets make 340 kn in still air")
    case .groundVehicle:
      ClassLimits(
        speedMPerS: 60, accelerationMPerS2: 10, speedSigmaMPerS: 2,
        source: "216 km/h; cars on a motorway")
    }
  }

  private static func ship(
    _ speedMPerS: Double, _ accelerationMPerS2: Double, _ source: String
  ) -> ClassLimits {
    ClassLimits(
      speedMPerS: speedMPerS, accelerationMPerS2: accelerationMPerS2, speedSigmaMPerS: 1,
      source: source)
  }
}
