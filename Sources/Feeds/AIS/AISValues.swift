// How are the numbers of a message scaled, and which of them mean "not available"?
//
// SPDX-License-Identifier: Apache-2.0

/// Maritime mobile service identity, 30 bits as sent (ITU-R M.585-9).
public struct MMSI: Hashable, Sendable {
  public let number: UInt32

  public init(_ number: UInt32) { self.number = number }

  /// Who may bear such a number.
  public enum Nature: UInt8, Sendable {
    case ship, coastStation, groupOfShips, rescueAircraft, aidToNavigation, craftOfShip
    case handheld, searchAndRescueTransmitter, manOverboard, positionBeacon, invalid
  }

  public var nature: Nature {
    switch number {
    case 970_000_000..<971_000_000: .searchAndRescueTransmitter
    case 972_000_000..<973_000_000: .manOverboard
    case 974_000_000..<975_000_000: .positionBeacon
    case 980_000_000..<990_000_000: .craftOfShip
    case 990_000_000..<1_000_000_000: .aidToNavigation
    case 111_000_000..<112_000_000: .rescueAircraft
    case 800_000_000..<900_000_000: .handheld
    case 200_000_000..<800_000_000: .ship
    case 2_000_000..<8_000_000: .coastStation
    case 20_000_000..<80_000_000: .groupOfShips
    default: .invalid
    }
  }

  /// Nine digits; ten where the sender broke the rule.
  public var text: String {
    let count = number < 1_000_000_000 ? 9 : 10
    return String(unsafeUninitializedCapacity: 10) { out in
      var rest = number
      for index in (0..<count).reversed() {
        out[index] = UInt8(truncatingIfNeeded: rest % 10) + 48
        rest /= 10
      }
      return count
    }
  }
}

/// A place in 1/10,000 minute, WGS-84. 181 degrees east and 91 degrees north mean "not available".
public struct AISPosition: Hashable, Sendable {
  public var longitudeTenThousandthMin: Int32
  public var latitudeTenThousandthMin: Int32

  public init(longitudeTenThousandthMin: Int32, latitudeTenThousandthMin: Int32) {
    self.longitudeTenThousandthMin = longitudeTenThousandthMin
    self.latitudeTenThousandthMin = latitudeTenThousandthMin
  }

  /// Rounded to 1/10,000 minute; nil where out of range.
  public init?(longitudeDeg: Double, latitudeDeg: Double) {
    guard (-180...180).contains(longitudeDeg), (-90...90).contains(latitudeDeg) else { return nil }
    longitudeTenThousandthMin = Int32((longitudeDeg * 600_000).rounded())
    latitudeTenThousandthMin = Int32((latitudeDeg * 600_000).rounded())
  }

  public static let unavailable = AISPosition(
    longitudeTenThousandthMin: 108_600_000, latitudeTenThousandthMin: 54_600_000)

  init(_ payload: borrowing AISPayload, _ start: Int) {
    longitudeTenThousandthMin = Int32(truncatingIfNeeded: payload.signed(start, 28))
    latitudeTenThousandthMin = Int32(truncatingIfNeeded: payload.signed(start + 28, 27))
  }

  /// In 1/10 minute, as types 17, 22, 23 and 27 have it.
  init(tenthMin payload: borrowing AISPayload, _ start: Int) {
    longitudeTenThousandthMin = Int32(truncatingIfNeeded: payload.signed(start, 18) * 1_000)
    latitudeTenThousandthMin = Int32(truncatingIfNeeded: payload.signed(start + 18, 17) * 1_000)
  }

  /// Nil where not available or beyond 180 degrees.
  public var longitudeDeg: Double? {
    longitudeTenThousandthMin.magnitude <= 108_000_000
      ? Double(longitudeTenThousandthMin) / 600_000 : nil
  }

  /// Nil where not available or beyond 90 degrees.
  public var latitudeDeg: Double? {
    latitudeTenThousandthMin.magnitude <= 54_000_000
      ? Double(latitudeTenThousandthMin) / 600_000 : nil
  }
}

/// Speed over ground as sent, in 1/10 knot or in knots; the two highest values are no speeds.
public struct AISSpeed: Hashable, Sendable {
  public var raw: UInt16
  /// 0.1 for most types, 1 for types 9 and 27.
  public var stepKn: Double { isWholeKn ? 1 : 0.1 }
  var isWholeKn = false
  /// What stands for "not available": 1023, in type 27 63.
  var unavailable: UInt16 = 1023

  public init(tenthKn: UInt16) { raw = tenthKn }
  init(raw: UInt16, isWholeKn: Bool, unavailable: UInt16) {
    self.raw = raw
    self.isWholeKn = isWholeKn
    self.unavailable = unavailable
  }

  /// Nil where not available.
  public var kn: Double? {
    raw == unavailable ? nil : isWholeKn ? Double(raw) : Double(raw) / 10
  }

  /// True for the highest speed that can be sent: it or more. Type 27 has no such value.
  public var isAtLeast: Bool { raw == 1022 }
}

/// Rate of turn as sent: the square root of degrees a minute times 4.733, with its sign.
public struct AISTurn: Hashable, Sendable {
  public var raw: Int8

  public init(raw: Int8) { self.raw = raw }

  /// Starboard positive. Nil where not available (-128) and where only the direction is known.
  public var degPerMin: Double? {
    guard raw.magnitude <= 126 else { return nil }
    let root = Double(raw) / 4.733
    return raw < 0 ? -root * root : root * root
  }

  /// 1 or -1 where it turns to starboard or port at more than 5 degrees in 30 s and has no turn
  /// indicator (±127).
  public var sideWithoutIndicator: Int? { raw == 127 ? 1 : raw == -127 ? -1 : nil }
}

/// Course, heading: angles clockwise from true north.
enum AISAngle {
  /// 1/10 degree; 3600 and more are no course.
  static func tenth(_ raw: UInt16) -> Double? { raw < 3600 ? Double(raw) / 10 : nil }
  /// Degrees; 511 and all from 360 are no heading.
  static func whole(_ raw: UInt16) -> Double? { raw < 360 ? Double(raw) : nil }
}

/// Metres from the antenna to bow, stern, port and starboard side; 0 is not available.
public struct AISDimensions: Hashable, Sendable {
  public var bowM: UInt16
  public var sternM: UInt16
  public var portM: UInt8
  public var starboardM: UInt8

  public init(bowM: UInt16, sternM: UInt16, portM: UInt8, starboardM: UInt8) {
    self.bowM = bowM
    self.sternM = sternM
    self.portM = portM
    self.starboardM = starboardM
  }

  init(_ payload: borrowing AISPayload, _ start: Int) {
    let bits = payload.unsigned(start, 30)
    bowM = UInt16(truncatingIfNeeded: bits >> 21) & 511
    sternM = UInt16(truncatingIfNeeded: bits >> 12) & 511
    portM = UInt8(truncatingIfNeeded: bits >> 6) & 63
    starboardM = UInt8(truncatingIfNeeded: bits) & 63
  }
}

extension AISPayload {
  @inline(__always)
  func octet(_ start: Int, _ width: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: unsigned(start, width))
  }
  @inline(__always)
  func word(_ start: Int, _ width: Int) -> UInt16 {
    UInt16(truncatingIfNeeded: unsigned(start, width))
  }
  @inline(__always)
  func mmsi(_ start: Int) -> MMSI { MMSI(UInt32(truncatingIfNeeded: unsigned(start, 30))) }
}
