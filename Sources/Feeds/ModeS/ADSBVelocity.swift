// How fast, in which direction, and up or down?
//
// SPDX-License-Identifier: Apache-2.0

/// Type code 19 (DO-260B 2.2.3.2.6). 0 in a field means no information: it comes out as nil.
public struct ADSBVelocity: Hashable, Sendable {
  /// Which speed is sent.
  public enum Motion: Hashable, Sendable {
    /// Subtypes 1 and 2: over ground, east and north.
    case ground(eastKn: Int16?, northKn: Int16?)
    /// Subtypes 3 and 4: through the air. True or magnetic is said by the operational status.
    case air(headingDeg: Double?, speedKn: Int16?, isTrueAirspeed: Bool)
  }

  public let subtype: UInt8
  public let hasIntentChange: Bool
  /// NACv, in version 0 NUCr.
  public let accuracyCategory: UInt8
  public let motion: Motion
  /// True where the rate is from the pressure altitude, false where it is geometric.
  public let isRateFromPressure: Bool
  public let verticalRateFtPerMin: Int16?
  /// Height above the ellipsoid less pressure altitude.
  public let heightDifferenceFt: Int16?

  init(_ field: MessageField, _ subtype: UInt8) {
    self.subtype = subtype
    hasIntentChange = field.flag(9)
    accuracyCategory = UInt8(field.number(11, 3))
    // Subtypes 2 and 4 are for supersonic flight, in steps of 4 kn.
    let scale: Int16 = subtype & 1 == 0 ? 4 : 1
    func speedKn(_ first: Int) -> Int16? {
      let raw = Int16(field.number(first, 10))
      return raw == 0 ? nil : (raw - 1) * scale
    }
    if subtype <= 2 {
      motion = .ground(
        eastKn: speedKn(15).map { field.flag(14) ? -$0 : $0 },
        northKn: speedKn(26).map { field.flag(25) ? -$0 : $0 })
    } else {
      motion = .air(
        headingDeg: field.flag(14) ? Double(field.number(15, 10)) * 360 / 1_024 : nil,
        speedKn: speedKn(26), isTrueAirspeed: field.flag(25))
    }
    isRateFromPressure = field.flag(36)
    let rate = Int16(field.number(38, 9))
    verticalRateFtPerMin = rate == 0 ? nil : (field.flag(37) ? -64 : 64) * (rate - 1)
    let difference = Int16(field.number(50, 7))
    heightDifferenceFt = difference == 0 ? nil : (field.flag(49) ? -25 : 25) * (difference - 1)
  }

  /// Speed over ground; nil where a component is unknown.
  public var groundSpeedKn: Double? {
    guard case .ground(let eastKn?, let northKn?) = motion else { return nil }
    let east = Double(eastKn)
    let north = Double(northKn)
    return (east * east + north * north).squareRoot()
  }

  /// Direction of movement over ground, clockwise from true north; nil where unknown or at rest.
  public var trackDeg: Double? {
    guard case .ground(let eastKn?, let northKn?) = motion, eastKn != 0 || northKn != 0 else {
      return nil
    }
    let deg = ModeSMath.bearingDeg(east: Double(eastKn), north: Double(northKn))
    return deg < 0 ? deg + 360 : deg
  }
}
