// Where is it and how does it move? Types 1, 2, 3, 9, 18, 19 and 27.
//
// SPDX-License-Identifier: Apache-2.0

/// Types 1, 2 and 3: class A position report (ITU-R M.1371-5, annex 8, 3.1).
public struct AISPositionReport: Hashable, Sendable {
  /// 0 to 15; 15 is "not defined", which transmitters under test use too.
  public var navigationStatus: UInt8 = 15
  public var turn = AISTurn(raw: -128)
  public var speed = AISSpeed(tenthKn: 1023)
  /// True: better than 10 m; false: worse, or not known.
  public var isAccurate = false
  public var position = AISPosition.unavailable
  /// 1/10 degree; 3600 is not available.
  public var courseTenthDeg: UInt16 = 3600
  /// Degrees; 511 is not available.
  public var headingRawDeg: UInt16 = 511
  /// UTC second of the position; 60 not available, 61 manual, 62 dead reckoning, 63 inoperative.
  public var second: UInt8 = 60
  /// 0 not available, 1 not engaged, 2 engaged in a special manoeuvre.
  public var manoeuvre: UInt8 = 0
  public var spare: UInt8 = 0
  public var hasRAIM = false
  /// 19 bits of the radio's slot arrangement, as sent.
  public var radioStatus: UInt32 = 0

  public init() {}

  init(_ bits: borrowing AISPayload) {
    navigationStatus = bits.octet(38, 4)
    turn = AISTurn(raw: Int8(truncatingIfNeeded: bits.signed(42, 8)))
    speed = AISSpeed(tenthKn: bits.word(50, 10))
    isAccurate = bits.flag(60)
    position = AISPosition(bits, 61)
    courseTenthDeg = bits.word(116, 12)
    headingRawDeg = bits.word(128, 9)
    second = bits.octet(137, 6)
    manoeuvre = bits.octet(143, 2)
    spare = bits.octet(145, 3)
    hasRAIM = bits.flag(148)
    radioStatus = UInt32(truncatingIfNeeded: bits.unsigned(149, 19))
  }

  public var courseDeg: Double? { AISAngle.tenth(courseTenthDeg) }
  public var headingDeg: Double? { AISAngle.whole(headingRawDeg) }
}

/// Type 9: aircraft in search and rescue.
public struct AISRescueAircraftReport: Hashable, Sendable {
  /// Metres; 4095 is not available, 4094 is that height or more.
  public var altitudeRawM: UInt16
  public var altitudeM: UInt16? { altitudeRawM == 4095 ? nil : altitudeRawM }
  /// True: from air pressure; false: from satellite navigation.
  public var isAltitudeBarometric: Bool
  public var speed: AISSpeed
  public var isAccurate: Bool
  public var position: AISPosition
  public var courseTenthDeg: UInt16
  public var second: UInt8
  /// True where no terminal to write text on is at hand.
  public var lacksTerminal: Bool
  public var isAssigned: Bool
  public var hasRAIM: Bool
  /// 20 bits: selector and slot arrangement.
  public var radioStatus: UInt32

  init(_ bits: borrowing AISPayload) {
    altitudeRawM = bits.word(38, 12)
    speed = AISSpeed(raw: bits.word(50, 10), isWholeKn: true, unavailable: 1023)
    isAccurate = bits.flag(60)
    position = AISPosition(bits, 61)
    courseTenthDeg = bits.word(116, 12)
    second = bits.octet(128, 6)
    isAltitudeBarometric = bits.flag(134)
    lacksTerminal = bits.flag(142)
    isAssigned = bits.flag(146)
    hasRAIM = bits.flag(147)
    radioStatus = UInt32(truncatingIfNeeded: bits.unsigned(148, 20))
  }

  public var courseDeg: Double? { AISAngle.tenth(courseTenthDeg) }
}

/// Types 18 and 19: class B position report, the second with name and dimensions.
public struct AISClassBReport: Hashable, Sendable {
  /// Regional or reserved, 8 bits.
  public var reserved: UInt8 = 0
  public var speed = AISSpeed(tenthKn: 1023)
  public var isAccurate = false
  public var position = AISPosition.unavailable
  public var courseTenthDeg: UInt16 = 3600
  public var headingRawDeg: UInt16 = 511
  public var second: UInt8 = 60
  /// Regional or reserved: 2 bits in type 18, 4 in type 19.
  public var reserved2: UInt8 = 0
  public var isAssigned = false
  public var hasRAIM = false
  /// What only one of the two has.
  public var extent: Extent

  public enum Extent: Hashable, Sendable {
    case unit(AISClassBUnit)
    case named(AISClassBName)
  }

  /// A type 18 report to be filled in.
  public init(_ unit: AISClassBUnit) { extent = .unit(unit) }

  init(_ bits: borrowing AISPayload, isExtended: Bool) {
    extent =
      isExtended
      ? .named(AISClassBName(bits)) : .unit(AISClassBUnit(bits))
    reserved = bits.octet(38, 8)
    speed = AISSpeed(tenthKn: bits.word(46, 10))
    isAccurate = bits.flag(56)
    position = AISPosition(bits, 57)
    courseTenthDeg = bits.word(112, 12)
    headingRawDeg = bits.word(124, 9)
    second = bits.octet(133, 6)
    reserved2 = bits.octet(139, isExtended ? 4 : 2)
    isAssigned = bits.flag(isExtended ? 307 : 146)
    hasRAIM = bits.flag(isExtended ? 305 : 147)
  }

  public var courseDeg: Double? { AISAngle.tenth(courseTenthDeg) }
  public var headingDeg: Double? { AISAngle.whole(headingRawDeg) }
}

/// The end of type 18: what the unit can do.
public struct AISClassBUnit: Hashable, Sendable {
  /// True: carrier sense; false: self-organised slots.
  public var isCarrierSense = true
  public var hasDisplay = false
  public var hasDSC = false
  public var usesWholeBand = false
  public var takesType22 = false
  /// 20 bits: selector and slot arrangement.
  public var radioStatus: UInt32 = 0xE0006

  public init() {}

  init(_ bits: borrowing AISPayload) {
    isCarrierSense = bits.flag(141)
    hasDisplay = bits.flag(142)
    hasDSC = bits.flag(143)
    usesWholeBand = bits.flag(144)
    takesType22 = bits.flag(145)
    radioStatus = UInt32(truncatingIfNeeded: bits.unsigned(148, 20))
  }
}

/// The end of type 19.
public struct AISClassBName: Hashable, Sendable {
  public var name: AISText
  public var shipType: AISShipType
  public var dimensions: AISDimensions
  public var fixingDevice: AISFixingDevice
  public var lacksTerminal: Bool

  init(_ bits: borrowing AISPayload) {
    name = AISText(bits, 143, count: 20)
    shipType = AISShipType(rawValue: bits.octet(263, 8))
    dimensions = AISDimensions(bits, 271)
    fixingDevice = AISFixingDevice(rawValue: bits.octet(301, 4))
    lacksTerminal = bits.flag(306)
  }
}

/// Type 27: long-range report, mostly by satellite; everything is coarser.
public struct AISLongRangeReport: Hashable, Sendable {
  public var isAccurate: Bool
  public var hasRAIM: Bool
  public var navigationStatus: UInt8
  /// In steps of 1/10 minute (185 m).
  public var position: AISPosition
  /// Knots; 63 is not available.
  public var speed: AISSpeed
  /// Degrees; 511 is not available.
  public var courseRawDeg: UInt16
  /// True: the position is older than 5 s.
  public var isLate: Bool

  init(_ bits: borrowing AISPayload) {
    isAccurate = bits.flag(38)
    hasRAIM = bits.flag(39)
    navigationStatus = bits.octet(40, 4)
    position = AISPosition(tenthMin: bits, 44)
    speed = AISSpeed(raw: bits.word(79, 6), isWholeKn: true, unavailable: 63)
    courseRawDeg = bits.word(85, 9)
    isLate = bits.flag(94)
  }

  public var courseDeg: Double? { AISAngle.whole(courseRawDeg) }
}
