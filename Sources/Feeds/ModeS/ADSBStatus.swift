// In which state are the aircraft and its equipment? Emergency, advisory, target and operational status.
//
// SPDX-License-Identifier: Apache-2.0

/// Type code 28, subtype 1 (DO-260B 2.2.3.2.7.8.1).
public struct ADSBEmergency: Hashable, Sendable {
  /// 0 none, 1 general, 2 medical, 3 minimum fuel, 4 no communication, 5 unlawful interference,
  /// 6 downed aircraft, 7 reserved.
  public let state: UInt8
  public let code: ModeACode

  init(_ field: MessageField) {
    state = UInt8(field.number(9, 3))
    code = ModeACode(code13: field.number(12, 13))
  }
}

/// An ACAS resolution advisory: type code 28 subtype 2, register 3,0 (Annex 10 volume IV, 4.3.8.4.2.2.1).
public struct ADSBAdvisory: Hashable, Sendable {
  /// ARA, 14 bits.
  public let active: UInt16
  /// RAC, 4 bits: do not pass below, above, turn left, right.
  public let complement: UInt8
  public let isTerminated: Bool
  public let hasSeveralThreats: Bool
  /// 0 none, 1 address, 2 altitude, range and bearing.
  public let threatType: UInt8
  /// 26 bits whose meaning follows from the type.
  public let threat: UInt32

  init(_ field: MessageField, first: Int) {
    active = UInt16(field.number(first, 14))
    complement = UInt8(field.number(first + 14, 4))
    isTerminated = field.flag(first + 18)
    hasSeveralThreats = field.flag(first + 19)
    threatType = UInt8(field.number(first + 20, 2))
    threat = field.number(first + 22, 26)
  }

  public var threatAddress: UInt32? { threatType == 1 ? threat >> 2 : nil }
}

/// Type code 29: subtype 0 of version 1 (DO-260A) and subtype 1 of version 2 (DO-260B 2.2.3.2.7.1)
/// have different fields.
public struct ADSBTargetState: Hashable, Sendable {
  public enum Layout: Hashable, Sendable {
    case version1(ADSBTargetV1)
    case version2(ADSBTargetV2)
  }

  public let layout: Layout
  public let nacP: UInt8
  public let nicBaro: UInt8
  public let sil: UInt8

  init(_ field: MessageField) {
    layout =
      field.number(6, 2) == 0 ? .version1(ADSBTargetV1(field)) : .version2(ADSBTargetV2(field))
    nacP = UInt8(field.number(40, 4))
    nicBaro = UInt8(field.number(44, 1))
    sil = UInt8(field.number(45, 2))
  }
}

/// DO-260A 2.2.3.2.7.1.
public struct ADSBTargetV1: Hashable, Sendable {
  /// 0 none, 1 panel, 2 holding altitude, 3 FMS.
  public let verticalSource: UInt8
  public let isAltitudeAboveSea: Bool
  public let verticalMode: UInt8
  public let altitudeFt: Int?
  public let horizontalSource: UInt8
  public let headingDeg: Int?
  public let isTrack: Bool
  public let horizontalMode: UInt8
  public let isTCASOperational: Bool
  public let hasAdvisory: Bool
  public let emergency: UInt8

  init(_ field: MessageField) {
    verticalSource = UInt8(field.number(8, 2))
    isAltitudeAboveSea = field.flag(10)
    verticalMode = UInt8(field.number(14, 2))
    let altitude = Int(field.number(16, 10))
    altitudeFt = verticalSource == 0 || altitude > 1_010 ? nil : altitude * 100 - 1_000
    horizontalSource = UInt8(field.number(26, 2))
    let heading = Int(field.number(28, 9))
    headingDeg = horizontalSource == 0 || heading > 359 ? nil : heading
    isTrack = field.flag(37)
    horizontalMode = UInt8(field.number(38, 2))
    isTCASOperational = !field.flag(52)
    hasAdvisory = field.flag(53)
    emergency = UInt8(field.number(54, 3))
  }
}

/// DO-260B 2.2.3.2.7.1.3.
public struct ADSBTargetV2: Hashable, Sendable {
  public let silSupplement: UInt8
  /// False: set on the panel (MCP/FCU).
  public let isFromFMS: Bool
  public let altitudeFt: Int?
  public let pressureHPa: Double?
  public let headingDeg: Double?
  /// Autopilot, VNAV, altitude hold, approach, LNAV; nil where the modes are not given.
  public let modes: ADSBModes?
  public let isTCASOperational: Bool

  init(_ field: MessageField) {
    silSupplement = UInt8(field.number(8, 1))
    isFromFMS = field.flag(9)
    let altitude = Int(field.number(10, 11))
    altitudeFt = altitude == 0 ? nil : (altitude - 1) * 32
    let pressure = Int(field.number(21, 9))
    pressureHPa = pressure == 0 ? nil : 800 + Double(pressure - 1) * 0.8
    headingDeg = field.flag(30) ? Double(field.number(31, 9)) * 180 / 256 : nil
    modes = field.flag(47) ? ADSBModes(field) : nil
    isTCASOperational = field.flag(53)
  }
}

public struct ADSBModes: Hashable, Sendable {
  public let autopilot: Bool
  public let vnav: Bool
  public let altitudeHold: Bool
  public let approach: Bool
  public let lnav: Bool

  init(_ field: MessageField) {
    autopilot = field.flag(48)
    vnav = field.flag(49)
    altitudeHold = field.flag(50)
    approach = field.flag(52)
    lnav = field.flag(54)
  }
}

/// Type code 31 (DO-260B 2.2.3.2.7.2). Which fields there are follows from version and subtype.
public struct ADSBOperationalStatus: Hashable, Sendable {
  public let isSurface: Bool
  /// 0 DO-260, 1 DO-260A, 2 DO-260B; 3 to 7 reserved.
  public let version: UInt8
  public let capabilityClass: UInt16
  /// On the surface only: code of length and width.
  public let lengthWidth: UInt8?
  public let operationalMode: UInt16
  public let supplementA: UInt8
  public let nacP: UInt8
  /// Airborne: GVA in version 2, BAQ in version 1.
  public let verticalAccuracy: UInt8
  public let sil: UInt8
  /// Airborne: NICbaro. Surface: whether the track field is a track.
  public let flag53: UInt8
  /// True where headings are magnetic.
  public let isHeadingMagnetic: Bool
  public let silSupplement: UInt8

  init(_ field: MessageField) {
    isSurface = field.flag(8)
    capabilityClass = UInt16(field.number(9, isSurface ? 12 : 16))
    lengthWidth = isSurface ? UInt8(field.number(21, 4)) : nil
    operationalMode = UInt16(field.number(25, 16))
    version = UInt8(field.number(41, 3))
    supplementA = UInt8(field.number(44, 1))
    nacP = UInt8(field.number(45, 4))
    verticalAccuracy = UInt8(field.number(49, 2))
    sil = UInt8(field.number(51, 2))
    flag53 = UInt8(field.number(53, 1))
    isHeadingMagnetic = field.flag(54)
    silSupplement = UInt8(field.number(55, 1))
  }

  /// Version 2: system design assurance, 0 to 3.
  public var designAssurance: UInt8 { UInt8(operationalMode >> 8 & 3) }
  /// Version 1 and 2: a single antenna (bit 30).
  public var hasSingleAntenna: Bool { operationalMode & 0x400 != 0 }
  public var hasAdvisory: Bool { operationalMode & 0x2000 != 0 }
  public var hasIdent: Bool { operationalMode & 0x1000 != 0 }
  /// Surface, version 2: NACv and NIC supplement C.
  public var surfaceNACV: UInt8 { UInt8(capabilityClass >> 1 & 7) }
  public var supplementC: UInt8 { UInt8(capabilityClass & 1) }
}
