// What do binary messages carry? Types 6, 8, 25 and 26, and what is known of their content.
//
// SPDX-License-Identifier: Apache-2.0

/// Types 6 and 8: binary content with the number of its application.
public struct AISBinaryMessage: Hashable, Sendable {
  /// Type 6 only.
  public var destination: MMSI?
  public var sequence: UInt8
  public var isRetransmitted: Bool
  /// Designated area code and function identifier.
  public var areaCode: UInt16
  public var function: UInt8
  /// Where the application's data begin in the payload.
  public var start: Int
  public var content: Content

  public enum Content: Hashable, Sendable {
    /// 001/11, IMO SN/Circ.236, and 001/31, SN.1/Circ.289.
    indirect case weather(AISWeather)
    /// 200/10, inland ship static and voyage data.
    case inlandShip(AISInlandShip)
    /// Anything else: the bits only.
    case unknown
  }

  init(_ bits: AISPayload, isAddressed: Bool) {
    destination = isAddressed ? bits.mmsi(40) : nil
    sequence = isAddressed ? bits.octet(38, 2) : 0
    isRetransmitted = isAddressed && bits.flag(70)
    let at = isAddressed ? 72 : 40
    areaCode = bits.word(at, 10)
    function = bits.octet(at + 10, 6)
    start = at + 16
    let bitCount = bits.bitCount - start
    switch (areaCode, function) {
    // 352 bits in a broadcast, some stations leave out the six spare ones.
    case (1, 11) where bitCount >= 290: content = .weather(AISWeather(2004, bits, start))
    case (1, 31) where bitCount >= 294: content = .weather(AISWeather(2010, bits, start))
    case (200, 10) where (104...112).contains(bitCount):
      content = .inlandShip(AISInlandShip(bits, start))
    default: content = .unknown
    }
  }
}

/// 200/10: inland ship static and voyage related data (CESNI, vessel tracking and tracing standard).
public struct AISInlandShip: Hashable, Sendable {
  /// Unique European vessel identification number, eight characters.
  public var europeanNumber: AISText
  /// 0 is not available.
  public var lengthDm: UInt16
  public var beamDm: UInt16
  /// ERI classification of ship or convoy.
  public var shipType: UInt16
  /// Blue cones or lights: 0 to 3, 4 B-flag, 5 not known.
  public var hazard: UInt8
  /// 1/100 m; 0 is not known. The field counts centimetres: 11 bits up to 20.00 m.
  public var draughtCm: UInt16
  /// 0 not available, 1 unloaded, 2 loaded.
  public var loaded: UInt8
  public var isSpeedGood: Bool
  public var isCourseGood: Bool
  public var isHeadingGood: Bool

  init(_ bits: AISPayload, _ start: Int) {
    europeanNumber = AISText(bits, start, count: 8)
    lengthDm = bits.word(start + 48, 13)
    beamDm = bits.word(start + 61, 10)
    shipType = bits.word(start + 71, 14)
    hazard = bits.octet(start + 85, 3)
    draughtCm = bits.word(start + 88, 11)
    loaded = bits.octet(start + 99, 2)
    isSpeedGood = bits.flag(start + 101)
    isCourseGood = bits.flag(start + 102)
    isHeadingGood = bits.flag(start + 103)
  }
}

/// Types 25 and 26: binary content in one slot, or in several with the slot arrangement at the end.
public struct AISSlotBinaryMessage: Hashable, Sendable {
  public var destination: MMSI?
  /// Nil where the content is unstructured.
  public var areaCode: UInt16?
  public var function: UInt8?
  /// Where the content begins and ends in the payload.
  public var start: Int
  public var end: Int
  /// Type 26: 20 bits, selector and slot arrangement.
  public var radioStatus: UInt32?

  init?(_ bits: AISPayload, hasRadioStatus: Bool) {
    var at = 40
    if bits.flag(38) {
      destination = bits.mmsi(at)
      at += 30
    }
    if bits.flag(39) {
      areaCode = bits.word(at, 10)
      function = bits.octet(at + 10, 6)
      at += 16
    }
    start = at
    end = bits.bitCount - (hasRadioStatus ? 20 : 0)
    guard end >= start else { return nil }
    if hasRadioStatus { radioStatus = UInt32(truncatingIfNeeded: bits.unsigned(end, 20)) }
  }
}
