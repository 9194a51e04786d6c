// What does an aircraft send about itself? The extended squitter by type code.
//
// SPDX-License-Identifier: Apache-2.0

/// DF 17 or 18: who sends, and its message (RTCA DO-260B 2.2.3.2; ICAO Doc 9871 appendices A to C).
public struct ADSBSquitter: Hashable, Sendable {
  /// Who made the message, and whose address it carries.
  public enum Source: Hashable, Sendable {
    /// DF 17: the aircraft's transponder; capability as in DF 11.
    case transponder(capability: UInt8)
    /// DF 18 by control field: 0, 1 ADS-B without transponder; 2, 3, 5 TIS-B; 4 management; 6 ADS-R.
    case device(control: UInt8)
  }

  public let source: Source
  public let typeCode: UInt8
  public let message: ADSBMessage

  init(_ frame: ModeSFrame) {
    let field = UInt8(frame.header(6, 3))
    source = frame.downlinkFormat == 17 ? .transponder(capability: field) : .device(control: field)
    let content = frame.messageField
    typeCode = UInt8(content.number(1, 5))
    switch source {
    case .device(3): message = .coarsePosition
    case .device(4): message = .management
    case .device(7): message = .unknown
    case .transponder, .device: message = ADSBMessage(content, typeCode)
    }
  }

  /// False where the address is a track number, an anonymous or a vehicle's address: DF 18 with
  /// control field 1 or 5, and where the ICAO/Mode A flag of TIS-B and ADS-R is set.
  public var isICAOAddress: Bool {
    guard case .device(let control) = source else { return true }
    switch control {
    case 0: return true
    case 2, 6: return !hasModeAFlag
    default: return false
    }
  }

  /// The IMF bit, which stands in TIS-B and ADS-R where another bit stands in ADS-B.
  private var hasModeAFlag: Bool {
    switch message {
    case .airborne(let position): position.supplementB == 1
    case .surface(let position): position.isTimeSynchronized
    case .velocity(let velocity): velocity.hasIntentChange
    default: false
    }
  }
}

/// A message by type code.
public enum ADSBMessage: Hashable, Sendable {
  /// 0
  case noPosition(ModeSAltitude)
  /// 1 to 4
  case identification(ADSBIdentification)
  /// 5 to 8
  case surface(ADSBSurfacePosition)
  /// 9 to 18 and 20 to 22
  case airborne(ADSBAirbornePosition)
  /// 19, subtypes 1 to 4
  case velocity(ADSBVelocity)
  /// 28, subtype 1
  case emergency(ADSBEmergency)
  /// 28, subtype 2
  case resolutionAdvisory(ADSBAdvisory)
  /// 29
  case targetState(ADSBTargetState)
  /// 31, subtypes 0 and 1
  case operationalStatus(ADSBOperationalStatus)
  /// TIS-B coarse position and TIS-B/ADS-R management: not taken apart.
  case coarsePosition
  case management
  /// A type code or subtype that is reserved or for tests.
  case unknown

  init(_ field: MessageField, _ typeCode: UInt8) {
    let subtype = field.number(6, 3)
    switch typeCode {
    case 0: self = .noPosition(ModeSAltitude(code12: field.number(9, 12)))
    case 1...4: self = .identification(ADSBIdentification(field, typeCode))
    case 5...8: self = .surface(ADSBSurfacePosition(field, typeCode))
    case 9...18, 20...22: self = .airborne(ADSBAirbornePosition(field, typeCode))
    case 19 where (1...4).contains(subtype): self = .velocity(ADSBVelocity(field, UInt8(subtype)))
    case 28 where subtype == 1: self = .emergency(ADSBEmergency(field))
    case 28 where subtype == 2: self = .resolutionAdvisory(ADSBAdvisory(field, first: 9))
    case 29 where field.number(6, 2) < 2: self = .targetState(ADSBTargetState(field))
    case 31 where subtype < 2: self = .operationalStatus(ADSBOperationalStatus(field))
    default: self = .unknown
    }
  }
}

/// Call sign and category of emitter.
public struct ADSBIdentification: Hashable, Sendable {
  /// `A` for type code 4 to `D` for 1.
  public let categorySet: UInt8
  public let category: UInt8
  public let callSign: ModeSText

  init(_ field: MessageField, _ typeCode: UInt8) {
    categorySet = UInt8(ascii: "A") + 4 - typeCode
    category = UInt8(field.number(6, 3))
    callSign = ModeSText(sixBit: field.bits & 0xFFFF_FFFF_FFFF)
  }

  /// `A3`, as written in DO-260B.
  var categoryText: ModeSText {
    ModeSText(packed: UInt64(categorySet) << 56 | UInt64(category + 48) << 48, count: 2)
  }

  /// Set B, category 6.
  public var isUnmanned: Bool { categorySet == UInt8(ascii: "B") && category == 6 }
}

/// Latitude and longitude in a zone, 17 bits each: a position only together with another frame or a
/// reference.
public struct CPRFrame: Hashable, Sendable {
  public let latitude: UInt32
  public let longitude: UInt32
  public let isOdd: Bool

  init(_ field: MessageField) {
    isOdd = field.flag(22)
    latitude = field.number(23, 17)
    longitude = field.number(40, 17)
  }

  init(latitude: UInt32, longitude: UInt32, isOdd: Bool) {
    self.latitude = latitude
    self.longitude = longitude
    self.isOdd = isOdd
  }
}

public struct ADSBAirbornePosition: Hashable, Sendable {
  public let typeCode: UInt8
  public let surveillanceStatus: UInt8
  /// NIC supplement B; in version 0 and 1 whether there is a single antenna.
  public let supplementB: UInt8
  /// Above the pressure of 1013.25 hPa; with type codes 20 to 22 above the ellipsoid.
  public let altitude: ModeSAltitude
  public let isTimeSynchronized: Bool
  public let cpr: CPRFrame

  init(_ field: MessageField, _ typeCode: UInt8) {
    self.typeCode = typeCode
    surveillanceStatus = UInt8(field.number(6, 2))
    supplementB = UInt8(field.number(8, 1))
    altitude = ModeSAltitude(code12: field.number(9, 12))
    isTimeSynchronized = field.flag(21)
    cpr = CPRFrame(field)
  }

  public var isEllipsoidHeight: Bool { typeCode >= 20 }
}

public struct ADSBSurfacePosition: Hashable, Sendable {
  public let typeCode: UInt8
  public let movement: UInt8
  /// Clockwise from north in steps of 360/128 degrees; nil where not valid.
  public let trackDeg: Double?
  public let isTimeSynchronized: Bool
  public let cpr: CPRFrame

  init(_ field: MessageField, _ typeCode: UInt8) {
    self.typeCode = typeCode
    movement = UInt8(field.number(6, 7))
    trackDeg = field.flag(13) ? Double(field.number(14, 7)) * 360 / 128 : nil
    isTimeSynchronized = field.flag(21)
    cpr = CPRFrame(field)
  }

  /// The lower edge of the movement code's step (DO-260B table 2-17); nil where not available or
  /// reserved. Code 124 is 175 kn or more.
  public var speedKn: Double? {
    let code = Double(movement)
    switch movement {
    case 1: return 0
    case 2...8: return 0.125 + (code - 2) * 0.125
    case 9...12: return 1 + (code - 9) * 0.25
    case 13...38: return 2 + (code - 13) * 0.5
    case 39...93: return 15 + (code - 39)
    case 94...108: return 70 + (code - 94) * 2
    case 109...123: return 100 + (code - 109) * 5
    case 124: return 175
    default: return nil
    }
  }
}
