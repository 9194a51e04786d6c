// Which ship is it and where is it bound? Types 5 and 24.
//
// SPDX-License-Identifier: Apache-2.0

/// Type 5: static and voyage data of class A.
public struct AISVoyageReport: Hashable, Sendable {
  /// 0 to 3: edition of ITU-R M.1371 that the station keeps to (0 is edition 1).
  public var version: UInt8 = 0
  /// 0 is not available; from 1,000,000 to 9,999,999 an IMO number, above that a flag state's.
  public var imoNumber: UInt32 = 0
  public var callSign = AISText("", count: 7)
  public var name = AISText("", count: 20)
  public var shipType = AISShipType(rawValue: 0)
  public var dimensions = AISDimensions(bowM: 0, sternM: 0, portM: 0, starboardM: 0)
  public var fixingDevice = AISFixingDevice.undefined
  /// Expected arrival, UTC: 0, 0, 24, 60 are not available.
  public var month: UInt8 = 0
  public var day: UInt8 = 0
  public var hour: UInt8 = 24
  public var minute: UInt8 = 60
  /// 1/10 m; 0 is not available, 255 is 25.5 m or more.
  public var draughtDm: UInt8 = 0
  public var destination = AISText("", count: 20)
  /// True where no terminal to write text on is at hand.
  public var lacksTerminal = true
  public var spare: UInt8 = 0

  public init() {}

  init(_ bits: borrowing AISPayload) {
    version = bits.octet(38, 2)
    imoNumber = UInt32(truncatingIfNeeded: bits.unsigned(40, 30))
    callSign = AISText(bits, 70, count: 7)
    name = AISText(bits, 112, count: 20)
    shipType = AISShipType(rawValue: bits.octet(232, 8))
    dimensions = AISDimensions(bits, 240)
    fixingDevice = AISFixingDevice(rawValue: bits.octet(270, 4))
    month = bits.octet(274, 4)
    day = bits.octet(278, 5)
    hour = bits.octet(283, 5)
    minute = bits.octet(288, 6)
    draughtDm = bits.octet(294, 8)
    destination = AISText(bits, 302, count: 20)
    lacksTerminal = bits.bitCount < 423 ? true : bits.flag(422)
    spare = bits.octet(423, 1)
  }
}

/// Type 24, part B.
public struct AISCraftReport: Hashable, Sendable {
  public var shipType: AISShipType
  /// Three characters of the maker, then model and serial number of the unit.
  public var vendor: AISText
  public var model: UInt8
  public var serialNumber: UInt32
  public var callSign: AISText
  /// A craft that belongs to a ship (MMSI 98…) names the ship where others have dimensions.
  public var extent: Extent
  public var fixingDevice: AISFixingDevice

  public enum Extent: Hashable, Sendable {
    case dimensions(AISDimensions)
    case ship(MMSI)
  }

  init(_ bits: borrowing AISPayload, _ mmsi: MMSI) {
    shipType = AISShipType(rawValue: bits.octet(40, 8))
    vendor = AISText(bits, 48, count: 3)
    model = bits.octet(66, 4)
    serialNumber = UInt32(truncatingIfNeeded: bits.unsigned(70, 20))
    callSign = AISText(bits, 90, count: 7)
    extent =
      mmsi.nature == .craftOfShip
      ? .ship(bits.mmsi(132)) : .dimensions(AISDimensions(bits, 132))
    fixingDevice = AISFixingDevice(rawValue: bits.octet(162, 4))
  }
}

/// Type of ship and cargo, 0 to 255 (ITU-R M.1371-5, table 53).
public struct AISShipType: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Nil for 0 (not available) and for reserved codes.
  public var name: StaticString? {
    switch rawValue {
    case 20...29: "wing in ground"
    case 30: "fishing"
    case 31: "towing"
    case 32: "towing, longer than 200 m or wider than 25 m"
    case 33: "dredging or underwater operations"
    case 34: "diving operations"
    case 35: "military operations"
    case 36: "sailing"
    case 37: "pleasure craft"
    case 40...49: "high-speed craft"
    case 50: "pilot vessel"
    case 51: "search and rescue vessel"
    case 52: "tug"
    case 53: "port tender"
    case 54: "anti-pollution"
    case 55: "law enforcement"
    case 56, 57: "local use"
    case 58: "medical transport"
    case 59: "ship of a state not party to an armed conflict"
    case 60...69: "passenger"
    case 70...79: "cargo"
    case 80...89: "tanker"
    case 90...99: "other"
    default: nil
    }
  }
}
