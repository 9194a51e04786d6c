// How are numbers written in KLV? BER lengths, BER-OID tags, IMAPB.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads numbers out of bytes, checked at every step.
struct KLVCursor {
  let bytes: UnsafeRawBufferPointer
  var at: Int
  let end: Int

  init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
    self.bytes = bytes
    at = range.lowerBound
    end = min(range.upperBound, bytes.count)
  }

  /// A tag: seven bits an octet, the highest first (ST 0107, BER-OID); nil beyond 28 bits or the end.
  @inline(__always)
  mutating func tag() -> Int? {
    guard at < end else { return nil }
    let first = bytes[at]
    at &+= 1
    if first < 0x80 { return Int(first) }
    var value = Int(first & 0x7F)
    for _ in 0..<3 {
      guard at < end else { return nil }
      let next = bytes[at]
      at &+= 1
      value = value << 7 | Int(next & 0x7F)
      if next < 0x80 { return value }
    }
    return nil
  }

  /// A BER length in short form or in long form of up to four octets; nil otherwise.
  @inline(__always)
  mutating func length() -> Int? {
    guard at < end else { return nil }
    let first = bytes[at]
    at &+= 1
    if first < 0x80 { return Int(first) }
    let count = Int(first & 0x7F)
    guard count >= 1, count <= 4, count <= end - at else { return nil }
    var value = 0
    for _ in 0..<count {
      value = value << 8 | Int(bytes[at])
      at &+= 1
    }
    return value
  }
}

extension UnsafeRawBufferPointer {
  /// Up to eight octets, the highest first. The caller has checked the range.
  @inline(__always)
  func klvUnsigned(_ start: Int, _ count: Int) -> UInt64 {
    var value: UInt64 = 0
    var index = start
    while index < start &+ count {
      value = value &<< 8 | UInt64(self[index])
      index &+= 1
    }
    return value
  }

  /// The same as a two's complement number.
  @inline(__always)
  func klvSigned(_ start: Int, _ count: Int) -> Int64 {
    guard count > 0 else { return 0 }
    let shift = UInt64(64 &- 8 &* Swift.min(count, 8))
    return Int64(bitPattern: klvUnsigned(start, Swift.min(count, 8)) &<< shift) &>> Int64(shift)
  }
}

/// Floating-point numbers mapped to integers of any length (MISB ST 1201.5, IMAPB).
public struct IMAPB: Sendable {
  /// What an integer stands for.
  public enum Value: Hashable, Sendable {
    case number(Double)
    case positiveInfinity
    case negativeInfinity
    /// Quiet or signalling, with its sign.
    case notANumber(isSignalling: Bool, isNegative: Bool)
    case belowMinimum
    case aboveMaximum
    /// A special value without a meaning in the standard, or of the user's own.
    case reserved
  }

  public let min: Double
  public let max: Double
  public let byteCount: Int
  private let scaleForward: Double
  private let scaleReverse: Double
  private let zeroOffset: Double

  /// Nil where the range is empty or the length is not 1 to 8.
  public init?(min: Double, max: Double, byteCount: Int) {
    guard min < max, (max - min).isFinite, (1...8).contains(byteCount) else { return nil }
    self.min = min
    self.max = max
    self.byteCount = byteCount
    let width = max - min
    let binaryPower = Int(width.exponent) + (width.significand == 1 ? 0 : 1)
    let power = 8 * byteCount - 1 - binaryPower
    scaleForward = Double(sign: .plus, exponent: power, significand: 1)
    scaleReverse = Double(sign: .plus, exponent: -power, significand: 1)
    let zero = scaleForward * min
    zeroOffset = min < 0 && max > 0 ? zero - zero.rounded(.down) : 0
  }

  public func value(_ raw: UInt64) -> Value {
    let top = UInt64(1) << UInt64(8 * byteCount - 1)
    guard raw <= top else { return special(raw) }
    return .number(scaleReverse * (Double(raw) - zeroOffset) + min)
  }

  private func special(_ raw: UInt64) -> Value {
    let first = UInt8(truncatingIfNeeded: raw >> UInt64(8 * (byteCount - 1)))
    switch first {
    case 0xC8: return .positiveInfinity
    case 0xE8: return .negativeInfinity
    case 0xD0...0xD7: return .notANumber(isSignalling: false, isNegative: false)
    case 0xD8...0xDF: return .notANumber(isSignalling: true, isNegative: false)
    case 0xF0...0xF7: return .notANumber(isSignalling: false, isNegative: true)
    case 0xF8...0xFF: return .notANumber(isSignalling: true, isNegative: true)
    case 0xE0: return .belowMinimum
    case 0xE1: return .aboveMaximum
    default: return .reserved
    }
  }

  /// The integer of a number; infinities, NaN and what is out of range become special values.
  public func raw(_ value: Double) -> UInt64 {
    let shift = UInt64(8 * (byteCount - 1))
    if value.isNaN { return (value.sign == .minus ? 0xF0 : 0xD0) << shift }
    if value.isInfinite { return (value < 0 ? 0xE8 : 0xC8) << shift }
    if value < min { return 0xE0 << shift }
    if value > max { return 0xE1 << shift }
    let mapped = (scaleForward * (value - min) + zeroOffset).rounded(.towardZero)
    return mapped >= 0 && mapped < 1.8e19 ? UInt64(mapped) : 0
  }
}
