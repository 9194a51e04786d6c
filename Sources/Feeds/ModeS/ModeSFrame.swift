// Which bits has a Mode S frame? 56 or 112 of them, in two words, numbered as in the standard.
//
// SPDX-License-Identifier: Apache-2.0

/// A Mode S reply or squitter as received.
///
/// Bits are numbered from 1, the first transmitted, as in ICAO Annex 10 volume IV, 3.1.2.3.
public struct ModeSFrame: Hashable, Sendable {
  /// Bits 1 to 64, bit 1 the highest.
  let high: UInt64
  /// Bits 65 to 112 in the highest 48.
  let low: UInt64
  /// 7 or 14.
  public let byteCount: Int

  /// Nil where there are neither 7 nor 14 bytes.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 7 || bytes.count == 14 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    var at = 0
    for byte in bytes {
      if at < 8 { high |= UInt64(byte) << UInt64(56 - 8 * at) }
      if at >= 8 { low |= UInt64(byte) << UInt64(56 - 8 * (at - 8)) }
      at += 1
    }
    self.init(high: high, low: low, byteCount: bytes.count)
  }

  init(high: UInt64, low: UInt64, byteCount: Int) {
    self.high = high
    self.low = low
    self.byteCount = byteCount
  }

  /// Byte `index` from 0.
  func byte(_ index: Int) -> UInt8 {
    index < 8
      ? UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * index))
      : UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * (index - 8)))
  }

  /// The first 56 bits.
  var short: ModeSFrame { ModeSFrame(high: high & ~0xFF, low: 0, byteCount: 7) }

  public var bytes: [UInt8] { (0..<byteCount).map { byte($0) } }

  /// `count` bits of the first 64.
  @inline(__always)
  func header(_ first: Int, _ count: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: high >> UInt64(65 - first - count))
      & (UInt32(truncatingIfNeeded: UInt64(1) << UInt64(count)) &- 1)
  }

  /// Bits 33 to 88: the message field ME, MB or MV of a long frame.
  @inline(__always)
  var messageField: MessageField {
    MessageField(bits: (high << 24 | low >> 40) & 0xFF_FFFF_FFFF_FFFF)
  }

  /// Downlink format, 0 to 24.
  @inline(__always)
  public var downlinkFormat: UInt8 {
    let format = UInt8(truncatingIfNeeded: high >> 59)
    return format >= 24 ? 24 : format
  }

  /// Bits 9 to 32.
  @inline(__always)
  var announcedAddress: UInt32 { UInt32(truncatingIfNeeded: high >> 32) & 0xFF_FFFF }

  /// The last 24 bits exclusive-or the parity of those before: 0 for a plain parity field, else what
  /// overlays it, the address or the interrogator.
  ///
  /// Generator 0x1FFF409, Annex 10 volume IV, 3.1.2.3.3.
  @inline(__always)
  public var syndrome: UInt32 {
    let isLong = byteCount == 14
    var remainder: UInt32 = 0
    var word = high
    for _ in 0..<(isLong ? 8 : 4) {
      remainder = Self.step(remainder, UInt8(truncatingIfNeeded: word >> 56))
      word <<= 8
    }
    guard isLong else { return remainder ^ UInt32(truncatingIfNeeded: high >> 8) & 0xFF_FFFF }
    word = low
    for _ in 0..<3 {
      remainder = Self.step(remainder, UInt8(truncatingIfNeeded: word >> 56))
      word <<= 8
    }
    return remainder ^ UInt32(truncatingIfNeeded: low >> 16) & 0xFF_FFFF
  }

  @inline(__always)
  private static func step(_ remainder: UInt32, _ byte: UInt8) -> UInt32 {
    (remainder << 8 & 0xFF_FFFF) ^ modeSParityTable[Int((remainder >> 16) & 0xFF) ^ Int(byte)]
  }
}

/// The 56 bits of ME, MB or MV; bits are numbered from 1 as in the register tables of Doc 9871.
public struct MessageField: Hashable, Sendable {
  public let bits: UInt64

  @inline(__always)
  func number(_ first: Int, _ count: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: bits >> UInt64(57 - first - count))
      & (UInt32(truncatingIfNeeded: UInt64(1) << UInt64(count)) &- 1)
  }

  @inline(__always)
  func flag(_ bit: Int) -> Bool { bits >> UInt64(56 - bit) & 1 == 1 }

  /// A two's complement number whose sign is bit `first`.
  @inline(__always)
  func signed(_ first: Int, _ count: Int) -> Int {
    let raw = Int(number(first, count))
    return raw >= 1 << (count - 1) ? raw - 1 << count : raw
  }
}

/// The parity of each byte value followed by 24 zero bits.
let modeSParityTable: [UInt32] = (0..<256).map { byte in
  var remainder = UInt32(byte) << 16
  for _ in 0..<8 {
    remainder = remainder & 0x80_0000 != 0 ? (remainder << 1) ^ 0x1FF_F409 : remainder << 1
  }
  return remainder & 0xFF_FFFF
}
