// How high does a reply say it is, and which identity code does it carry?
//
// SPDX-License-Identifier: Apache-2.0

/// An altitude as its code states it.
public enum ModeSAltitude: Hashable, Sendable {
  /// In steps of 25 or 100 ft.
  case feet(Int32)
  /// The M bit was set.
  case metres(Int32)
  /// All bits zero: not available, or reported as such.
  case unavailable
  /// A 100 ft code that no altitude has.
  case illegal(raw: UInt16)

  /// The AC field of 13 bits (Annex 10 volume IV, 3.1.2.6.5.4).
  init(code13 code: UInt32) {
    let code = code & 0x1FFF
    if code == 0 {
      self = .unavailable
    } else if code & 0x40 != 0 {
      self = .metres(Int32((code & 0x1F80) >> 1 | code & 0x3F))
    } else if code & 0x10 != 0 {
      let steps = (code & 0x1F80) >> 2 | (code & 0x20) >> 1 | code & 0xF
      self = .feet(Int32(steps) * 25 - 1_000)
    } else if let hundreds = Self.hundreds(code) {
      self = .feet(hundreds * 100)
    } else {
      self = .illegal(raw: UInt16(code))
    }
  }

  /// The altitude field of 12 bits in a squitter: the same without the M bit.
  init(code12 code: UInt32) {
    self.init(code13: (code & 0xFC0) << 1 | code & 0x3F)
  }

  /// In feet whatever the code's unit; nil where unknown.
  public var altitudeFt: Int? {
    switch self {
    case .feet(let value): Int(value)
    case .metres(let value): Int((Double(value) / 0.3048).rounded())
    case .unavailable, .illegal: nil
    }
  }

  public var heightM: Double? {
    switch self {
    case .feet(let value): Double(value) * 0.3048
    case .metres(let value): Double(value)
    case .unavailable, .illegal: nil
    }
  }

  /// Hundreds of feet of a Gillham code: a Gray code of 500 ft steps in D2 D4 A1 A2 A4 B1 B2 B4 and
  /// a reflected one of 100 ft steps in C1 C2 C4 (Annex 10 volume IV, 3.1.1.7.12.2.3).
  private static func hundreds(_ code: UInt32) -> Int32? {
    func bit(_ position: UInt32) -> UInt32 { code >> position & 1 }
    let gray =
      bit(2) << 7 | bit(0) << 6 | bit(11) << 5 | bit(9) << 4 | bit(7) << 3 | bit(5) << 2
      | bit(3) << 1 | bit(1)
    var fiveHundreds = gray
    fiveHundreds ^= fiveHundreds >> 4
    fiveHundreds ^= fiveHundreds >> 2
    fiveHundreds ^= fiveHundreds >> 1
    let oneHundreds: Int32
    switch bit(12) << 2 | bit(10) << 1 | bit(8) {
    case 0b001: oneHundreds = 1
    case 0b011: oneHundreds = 2
    case 0b010: oneHundreds = 3
    case 0b110: oneHundreds = 4
    case 0b100: oneHundreds = 5
    default: return nil
    }
    let reflected = fiveHundreds & 1 == 1 ? 6 - oneHundreds : oneHundreds
    return Int32(fiveHundreds) * 5 + reflected - 13
  }
}

/// A Mode A code: four octal digits.
public struct ModeACode: Hashable, Sendable {
  /// The digits as a number in base 8.
  public let octal: UInt16

  /// The ID field of 13 bits: C1 A1 C2 A2 C4 A4 X B1 D1 B2 D2 B4 D4.
  init(code13 code: UInt32) {
    func bit(_ position: UInt32) -> UInt32 { code >> position & 1 }
    let a = bit(7) << 2 | bit(9) << 1 | bit(11)
    let b = bit(1) << 2 | bit(3) << 1 | bit(5)
    let c = bit(8) << 2 | bit(10) << 1 | bit(12)
    let d = bit(0) << 2 | bit(2) << 1 | bit(4)
    octal = UInt16(a << 9 | b << 6 | c << 3 | d)
  }

  /// The two bytes of a Mode A/C reply as receivers send them: a digit in each half byte.
  init(nibbles: UInt16) {
    octal =
      (nibbles >> 12 & 7) << 9 | (nibbles >> 8 & 7) << 6 | (nibbles >> 4 & 7) << 3 | nibbles & 7
  }

  public var text: String { String(decoding: digits.bytes, as: UTF8.self) }

  /// The four digits as text.
  var digits: ModeSText {
    var packed: UInt64 = 0
    for shift in [9, 6, 3, 0] as [UInt16] { packed = packed << 8 | UInt64(octal >> shift & 7) + 48 }
    return ModeSText(packed: packed << 32, count: 4)
  }
}

/// Up to eight ASCII characters without storage of their own.
public struct ModeSText: Hashable, Sendable, RandomAccessCollection {
  /// The first character in the highest byte.
  let packed: UInt64
  public let count: Int

  init(packed: UInt64, count: Int) {
    self.packed = packed
    self.count = count
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }
  public subscript(index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: packed >> UInt64(56 - 8 * (index & 7)))
  }
  var bytes: [UInt8] { Array(self) }
  public var text: String { String(decoding: self, as: UTF8.self) }

  /// Eight characters of 6 bits (Annex 10 volume IV, table 3-9), spaces at both ends cut; a code
  /// without a character becomes `#`.
  init(sixBit bits: UInt64) {
    var packed: UInt64 = 0
    for index in 0..<8 {
      let code = Int(truncatingIfNeeded: bits >> UInt64(42 - 6 * index)) & 63
      packed = packed << 8 | UInt64(modeSAlphabet[code])
    }
    var count = 8
    while count > 0, packed >> UInt64(64 - 8 * count) & 0xFF == 0x20 { count -= 1 }
    while count > 0, packed >> 56 == 0x20 {
      packed <<= 8
      count -= 1
    }
    self.init(packed: packed, count: count)
  }

  /// Whether each of the eight codes has a character.
  static func isLegal(sixBit bits: UInt64) -> Bool {
    for index in 0..<8
    where modeSAlphabet[Int(truncatingIfNeeded: bits >> UInt64(42 - 6 * index)) & 63] == 0x23 {
      return false
    }
    return true
  }
}

/// Letters from 1, the space at 32, digits at their ASCII places; elsewhere `#`.
private let modeSAlphabet: [UInt8] = (0..<64).map { code in
  switch code {
  case 1...26: UInt8(64 + code)
  case 32: 0x20
  case 48...57: UInt8(code)
  default: 0x23
  }
}
