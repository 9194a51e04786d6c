// How is the radio network managed? Types 7, 10, 13, 15, 16, 17, 20, 22 and 23, and texts in 12, 14.
//
// SPDX-License-Identifier: Apache-2.0

/// Types 7 and 13: up to four messages were received.
public struct AISAcknowledgement: Hashable, Sendable {
  public struct Receipt: Hashable, Sendable {
    public var destination: MMSI
    public var sequence: UInt8
  }
  public var count: Int
  private var bits: AISPayload

  init(_ bits: AISPayload) {
    self.bits = bits
    count = min(4, (bits.bitCount - 40) / 32)
  }

  public var receipts: [Receipt] {
    (0..<count).map {
      Receipt(destination: bits.mmsi(40 + 32 * $0), sequence: bits.octet(70 + 32 * $0, 2))
    }
  }
}

/// Type 10: asks for a type 11.
public struct AISTimeInquiry: Hashable, Sendable {
  public var destination: MMSI

  init(_ bits: AISPayload) { destination = bits.mmsi(40) }
}

/// Types 12 and 14: safety text; distress transmitters write `SART ACTIVE`, `MOB TEST` and such.
public struct AISSafetyMessage: Hashable, Sendable {
  /// Type 12 only.
  public var destination: MMSI?
  public var sequence: UInt8
  public var isRetransmitted: Bool
  public var text: String

  init(_ bits: AISPayload, isAddressed: Bool) {
    destination = isAddressed ? bits.mmsi(40) : nil
    sequence = isAddressed ? bits.octet(38, 2) : 0
    isRetransmitted = isAddressed && bits.flag(70)
    let start = isAddressed ? 72 : 40
    text = AISText.long(bits, start, bitCount: bits.bitCount - start)
  }
}

/// Type 15: asks one station for up to two types, and another for one.
public struct AISInterrogation: Hashable, Sendable {
  public struct Request: Hashable, Sendable {
    public var destination: MMSI
    public var type: UInt8
    public var slotOffset: UInt16
  }
  public var first: Request
  public var second: Request?
  public var third: Request?

  init(_ bits: AISPayload) {
    func request(_ mmsi: Int, _ at: Int) -> Request {
      Request(
        destination: bits.mmsi(mmsi), type: bits.octet(at, 6), slotOffset: bits.word(at + 6, 12))
    }
    first = request(40, 70)
    // The second is left out, or sent as zeros to reach the third.
    if bits.bitCount >= 108, bits.octet(90, 6) != 0 { second = request(40, 90) }
    if bits.bitCount >= 158, bits.mmsi(110).number != 0 { third = request(110, 140) }
  }
}

/// Type 16: a station assigns slots to one or two others.
public struct AISAssignment: Hashable, Sendable {
  public struct Order: Hashable, Sendable {
    public var destination: MMSI
    public var slotOffset: UInt16
    public var increment: UInt16
  }
  public var first: Order
  public var second: Order?

  init(_ bits: AISPayload) {
    func order(_ at: Int) -> Order {
      Order(
        destination: bits.mmsi(at), slotOffset: bits.word(at + 30, 12),
        increment: bits.word(at + 42, 10))
    }
    first = order(40)
    if bits.bitCount >= 144 { second = order(92) }
  }
}

/// Type 17: corrections for satellite navigation, from a reference station.
public struct AISCorrections: Hashable, Sendable {
  /// In steps of 1/10 minute.
  public var position: AISPosition
  /// Where the corrections (ITU-R M.823) begin in the payload.
  public static let start = 80

  init(_ bits: AISPayload) { position = AISPosition(tenthMin: bits, 40) }
}

/// Type 20: slots that base stations keep for themselves.
public struct AISReservation: Hashable, Sendable {
  public struct Block: Hashable, Sendable {
    public var slotOffset: UInt16
    public var slotCount: UInt8
    /// Minutes.
    public var timeoutMin: UInt8
    public var increment: UInt16
  }
  public var count: Int
  private var bits: AISPayload

  init(_ bits: AISPayload) {
    self.bits = bits
    count = min(4, (bits.bitCount - 40) / 30)
  }

  public var blocks: [Block] {
    (0..<count).map {
      let at = 40 + 30 * $0
      return Block(
        slotOffset: bits.word(at, 12), slotCount: bits.octet(at + 12, 4),
        timeoutMin: bits.octet(at + 16, 3), increment: bits.word(at + 19, 11))
    }
  }
}

/// Type 22: channels to be used in an area or by two stations.
public struct AISChannelManagement: Hashable, Sendable {
  public enum Scope: Hashable, Sendable {
    case area(northEast: AISPosition, southWest: AISPosition)
    case stations(MMSI, MMSI)
  }
  public var channelA: UInt16
  public var channelB: UInt16
  public var transmitMode: UInt8
  public var isLowPower: Bool
  public var scope: Scope
  public var isNarrowA: Bool
  public var isNarrowB: Bool
  /// Nautical miles, one more than sent.
  public var transitionNM: UInt8

  init(_ bits: AISPayload) {
    channelA = bits.word(40, 12)
    channelB = bits.word(52, 12)
    transmitMode = bits.octet(64, 4)
    isLowPower = bits.flag(68)
    scope =
      bits.flag(139)
      ? .stations(bits.mmsi(69), bits.mmsi(104))
      : .area(
        northEast: AISPosition(tenthMin: bits, 69), southWest: AISPosition(tenthMin: bits, 104))
    isNarrowA = bits.flag(140)
    isNarrowB = bits.flag(141)
    transitionNM = bits.octet(142, 3) + 1
  }
}

/// Type 23: reporting intervals ordered for a kind of stations in an area.
public struct AISGroupAssignment: Hashable, Sendable {
  public var northEast: AISPosition
  public var southWest: AISPosition
  public var stationType: UInt8
  public var shipType: AISShipType
  public var transmitMode: UInt8
  /// Code 0 to 15 of the interval (table 77).
  public var interval: UInt8
  public var quietMin: UInt8

  init(_ bits: AISPayload) {
    northEast = AISPosition(tenthMin: bits, 40)
    southWest = AISPosition(tenthMin: bits, 75)
    stationType = bits.octet(110, 4)
    shipType = AISShipType(rawValue: bits.octet(114, 8))
    transmitMode = bits.octet(144, 2)
    interval = bits.octet(146, 4)
    quietMin = bits.octet(150, 4)
  }
}
