// Which register does a Comm-B reply hold? It does not say: the content is tried against each one.
//
// SPDX-License-Identifier: Apache-2.0

/// The field MB of DF 20 and 21 with the register that it fits (ICAO Doc 9871 appendix A). The
/// number of the register is never sent, so this is inferred, and `rule` says how.
public enum CommBRegister: Hashable, Sendable {
  /// 56 zero bits: an answer without content.
  case empty
  /// 1,0: by its first octet 0x10 and reserved bits.
  case dataLink(MessageField)
  /// 1,7: bits 29 to 56 zero, and registers set that every transponder with this one has.
  case capability(MessageField)
  /// 2,0: by its first octet 0x20 and eight legal characters.
  case identification(ModeSText)
  /// 3,0: by its first octet 0x30 and a threat type that exists.
  case advisory(ADSBAdvisory)
  /// 4,0, 5,0 and 6,0: status bits, zero fields, ranges.
  case intention(CommBIntention)
  case turn(CommBTurn)
  case speed(CommBSpeed)
  /// Fits several registers: neither is taken.
  case ambiguous(CommBCandidates)
  case unknown

  public init(_ field: MessageField) {
    if field.bits == 0 {
      self = .empty
    } else if let announced = Self.announced(field) {
      self = announced
    } else {
      self = Self.fitting(field)
    }
  }

  /// Registers whose first octet is their number.
  private static func announced(_ field: MessageField) -> CommBRegister? {
    switch field.number(1, 8) {
    case 0x10 where field.number(10, 5) == 0: return .dataLink(field)
    case 0x20 where ModeSText.isLegal(sixBit: field.bits & 0xFFFF_FFFF_FFFF):
      let text = ModeSText(sixBit: field.bits & 0xFFFF_FFFF_FFFF)
      return text.isEmpty ? nil : .identification(text)
    case 0x30 where field.number(29, 2) < 3: return .advisory(ADSBAdvisory(field, first: 9))
    default: return nil
    }
  }

  private static func fitting(_ field: MessageField) -> CommBRegister {
    // Bit 7 is register 2,0; bits 29 to 56 are reserved; without any of 4,0 to 6,0 it says nothing.
    if field.number(29, 28) == 0, field.flag(7), field.number(9, 16) != 0 {
      return .capability(field)
    }
    let intention = CommBIntention(field)
    let turn = CommBTurn(field)
    let speed = CommBSpeed(field)
    switch (intention, turn, speed) {
    case (let intention?, nil, nil): return .intention(intention)
    case (nil, let turn?, nil): return .turn(turn)
    case (nil, nil, let speed?): return .speed(speed)
    case (nil, nil, nil): return .unknown
    default:
      return .ambiguous(
        CommBCandidates(intention: intention != nil, turn: turn != nil, speed: speed != nil))
    }
  }

  /// The rule in words; nil where nothing was inferred.
  var rule: StaticString? {
    switch self {
    case .empty, .unknown: nil
    case .dataLink: "first octet 0x10 and reserved bits zero"
    case .capability: "bits 29 to 56 zero and register 2,0 announced"
    case .identification: "first octet 0x20 and legal characters"
    case .advisory: "first octet 0x30 and a known threat type"
    case .intention, .turn, .speed: "status bits, zero fields and ranges fit this register only"
    case .ambiguous: "status bits, zero fields and ranges fit several registers"
    }
  }
}

public struct CommBCandidates: Hashable, Sendable {
  public let intention: Bool
  public let turn: Bool
  public let speed: Bool
}

/// 4,0: selected vertical intention.
public struct CommBIntention: Hashable, Sendable {
  public let panelAltitudeFt: Int?
  public let fmsAltitudeFt: Int?
  public let pressureHPa: Double?
  /// VNAV, altitude hold, approach; nil where not given.
  public let modes: UInt8?
  /// 0 unknown, 1 aircraft, 2 panel, 3 FMS; nil where not given.
  public let source: UInt8?

  /// Nil where a field is set whose status bit is not, where reserved bits are set, where nothing is
  /// given, or where a selected altitude is above 45,000 ft.
  init?(_ field: MessageField) {
    guard let panel = commBNumber(field, 1, 12), let fms = commBNumber(field, 14, 12),
      let pressure = commBNumber(field, 27, 12), field.number(40, 8) == 0,
      let modes = commBNumber(field, 48, 3), field.number(52, 2) == 0,
      let source = commBNumber(field, 54, 2)
    else { return nil }
    panelAltitudeFt = panel.map { Int($0) * 16 }
    fmsAltitudeFt = fms.map { Int($0) * 16 }
    pressureHPa = pressure.map { 800 + Double($0) * 0.1 }
    self.modes = modes.map { UInt8($0) }
    self.source = source.map { UInt8($0) }
    guard panel != nil || fms != nil || pressure != nil,
      (panelAltitudeFt ?? 0) <= 45_000, (fmsAltitudeFt ?? 0) <= 45_000,
      (850...1_100).contains(pressureHPa ?? 1_000)
    else { return nil }
  }
}

/// 5,0: track and turn.
public struct CommBTurn: Hashable, Sendable {
  public let rollDeg: Double?
  public let trackDeg: Double?
  public let groundSpeedKn: Int?
  public let trackRateDegPerS: Double?
  public let trueAirspeedKn: Int?

  /// Nil where a field is set whose status bit is not, where roll is above 50 degrees, a speed above
  /// 600 kn or the two speeds more than 200 kn apart, or where no speed is given.
  init?(_ field: MessageField) {
    guard let roll = commBSigned(field, 1, 10), let track = commBSigned(field, 12, 11),
      let ground = commBNumber(field, 24, 10), let rate = commBSigned(field, 35, 10),
      let air = commBNumber(field, 46, 10)
    else { return nil }
    rollDeg = roll.map { Double($0) * 45 / 256 }
    trackDeg = track.map { Double($0 < 0 ? $0 + 2_048 : $0) * 90 / 512 }
    groundSpeedKn = ground.map { Int($0) * 2 }
    trackRateDegPerS = rate.map { Double($0) * 8 / 256 }
    trueAirspeedKn = air.map { Int($0) * 2 }
    guard abs(rollDeg ?? 0) <= 50, (groundSpeedKn ?? 0) <= 600, (trueAirspeedKn ?? 0) <= 600,
      groundSpeedKn != nil || trueAirspeedKn != nil
    else { return nil }
    if let groundSpeedKn, let trueAirspeedKn, abs(groundSpeedKn - trueAirspeedKn) > 200 {
      return nil
    }
  }
}

/// 6,0: heading and speed.
public struct CommBSpeed: Hashable, Sendable {
  public let headingDeg: Double?
  public let indicatedAirspeedKn: Int?
  public let mach: Double?
  public let pressureRateFtPerMin: Int?
  public let inertialRateFtPerMin: Int?

  /// Nil where a field is set whose status bit is not, where the airspeed is above 500 kn, the Mach
  /// number above 1, a rate above 6,000 ft/min, or where neither speed is given.
  init?(_ field: MessageField) {
    guard let heading = commBSigned(field, 1, 11), let speed = commBNumber(field, 13, 10),
      let mach = commBNumber(field, 24, 10), let pressureRate = commBSigned(field, 35, 10),
      let inertialRate = commBSigned(field, 46, 10)
    else { return nil }
    headingDeg = heading.map { Double($0 < 0 ? $0 + 2_048 : $0) * 90 / 512 }
    indicatedAirspeedKn = speed.map { Int($0) }
    self.mach = mach.map { Double($0) * 2.048 / 512 }
    pressureRateFtPerMin = pressureRate.map { $0 * 32 }
    inertialRateFtPerMin = inertialRate.map { $0 * 32 }
    guard (indicatedAirspeedKn ?? 0) <= 500, (self.mach ?? 0) <= 1,
      abs(pressureRateFtPerMin ?? 0) <= 6_000, abs(inertialRateFtPerMin ?? 0) <= 6_000,
      indicatedAirspeedKn != nil || self.mach != nil, isLikely
    else { return nil }
  }

  /// At sea level 100 kn is Mach 0.15; at 45,000 ft it is about Mach 0.36.
  private var isLikely: Bool {
    guard let speed = indicatedAirspeedKn, let mach, speed > 0 else { return true }
    return (0.0013...0.0040).contains(mach / Double(speed))
  }
}

/// A number of `count` bits behind the status bit at `status`. Outer nil: the status is off and the
/// number is not zero, which no transponder sends. Inner nil: off.
private func commBNumber(_ field: MessageField, _ status: Int, _ count: Int) -> UInt32?? {
  let raw = field.number(status + 1, count)
  if field.flag(status) { return .some(raw) }
  return raw == 0 ? .some(nil) : nil
}

private func commBSigned(_ field: MessageField, _ status: Int, _ count: Int) -> Int?? {
  let raw = field.signed(status + 1, count)
  if field.flag(status) { return .some(raw) }
  return raw == 0 ? .some(nil) : nil
}
