// What do stations and marks report? Types 4, 11 and 21.
//
// SPDX-License-Identifier: Apache-2.0

/// Types 4 and 11: a station's clock and place (11 answers a ship's inquiry).
public struct AISBaseStationReport: Hashable, Sendable {
  /// As sent: year 0, month 0, day 0, hour 24, minute 60, second 60 are not available.
  public var year: UInt16 = 0
  public var month: UInt8 = 0
  public var day: UInt8 = 0
  public var hour: UInt8 = 24
  public var minute: UInt8 = 60
  public var second: UInt8 = 60
  public var isAccurate = false
  public var position = AISPosition.unavailable
  public var fixingDevice = AISFixingDevice.undefined
  /// True: sends type 27 in answer to long-range requests.
  public var controlsLongRange = false
  /// 9 bits.
  public var spare: UInt16 = 0
  public var hasRAIM = false
  public var radioStatus: UInt32 = 0

  public init() {}

  init(_ bits: borrowing AISPayload) {
    year = bits.word(38, 14)
    month = bits.octet(52, 4)
    day = bits.octet(56, 5)
    hour = bits.octet(61, 5)
    minute = bits.octet(66, 6)
    second = bits.octet(72, 6)
    isAccurate = bits.flag(78)
    position = AISPosition(bits, 79)
    fixingDevice = AISFixingDevice(rawValue: bits.octet(134, 4))
    controlsLongRange = bits.flag(138)
    spare = bits.word(139, 9)
    hasRAIM = bits.flag(148)
    radioStatus = UInt32(truncatingIfNeeded: bits.unsigned(149, 19))
  }
}

/// Type 21: a buoy, beacon or light, real or virtual.
public struct AISAidToNavigationReport: Hashable, Sendable {
  /// 0 to 31 (ITU-R M.1371-5, table 74).
  public var aidType: UInt8
  /// Up to 20 characters and up to 14 more.
  public var name: AISText
  public var nameExtension: AISText
  public var isAccurate: Bool
  public var position: AISPosition
  public var dimensions: AISDimensions
  public var fixingDevice: AISFixingDevice
  public var second: UInt8
  /// True: away from its charted place; nil where the second is above 59.
  public var isOffPosition: Bool?
  /// State of light and racon, as the page of its first three bits has it.
  public var status: UInt8
  public var hasRAIM: Bool
  /// True: nothing floats there.
  public var isVirtual: Bool
  public var isAssigned: Bool

  init(_ bits: borrowing AISPayload) {
    aidType = bits.octet(38, 5)
    name = AISText(bits, 43, count: 20)
    nameExtension = AISText(bits, 272, count: min(14, max(0, (bits.bitCount - 272) / 6)))
    isAccurate = bits.flag(163)
    position = AISPosition(bits, 164)
    dimensions = AISDimensions(bits, 219)
    fixingDevice = AISFixingDevice(rawValue: bits.octet(249, 4))
    second = bits.octet(253, 6)
    isOffPosition = second <= 59 ? bits.flag(259) : nil
    status = bits.octet(260, 8)
    hasRAIM = bits.flag(268)
    isVirtual = bits.flag(269)
    isAssigned = bits.flag(270)
  }

  public var fullName: String? {
    guard let begin = name.text else { return nil }
    // The name goes on without a gap only where all 20 characters were needed.
    guard begin.utf8.count == 20, let rest = nameExtension.text else { return begin }
    return begin + rest
  }
}

/// Kind of position fixing device (ITU-R M.1371-5, table 49): 9 to 14 are not used.
public struct AISFixingDevice: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let undefined = AISFixingDevice(rawValue: 0)
  public static let gps = AISFixingDevice(rawValue: 1)

  /// Nil for codes that are not used.
  public var name: StaticString? {
    switch rawValue {
    case 0: "undefined"
    case 1: "GPS"
    case 2: "GLONASS"
    case 3: "GPS and GLONASS"
    case 4: "Loran-C"
    case 5: "Chayka"
    case 6: "integrated navigation system"
    case 7: "surveyed"
    case 8: "Galileo"
    case 15: "internal GNSS"
    default: nil
    }
  }
}
