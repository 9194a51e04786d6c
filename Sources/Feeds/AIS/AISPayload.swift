// Which bits does a message have? Up to five slots of them, read by position and width.
//
// SPDX-License-Identifier: Apache-2.0

/// The bits of one AIS message, at most 1,088: five slots carry 1,064 (ITU-R M.1371-5, annex 2,
/// table 20). They stand in the value itself, so that a message costs no allocation.
public struct AISPayload: Sendable {
  /// Seventeen words of content; the last stays zero, so that a read at the end needs no check.
  private var words: InlineArray<18, UInt64> = .init(repeating: 0)
  /// Bits that were sent, fill bits left out.
  public private(set) var bitCount = 0

  public static let bitCountMax = 17 * 64

  public init() {}

  /// Bits `start..<start + width` as a number, `width` from 1 to 64; bits that were not sent are 0.
  @inline(__always)
  public func unsigned(_ start: Int, _ width: Int) -> UInt64 {
    guard start >= 0, start < Self.bitCountMax, width > 0, width <= 64 else { return 0 }
    let word = start >> 6
    let shift = UInt64(truncatingIfNeeded: start & 63)
    let high = words[word] &<< shift
    let low = shift == 0 ? 0 : words[word &+ 1] &>> (64 &- shift)
    return (high | low) &>> UInt64(truncatingIfNeeded: 64 &- width)
  }

  /// The same as a two's complement number.
  @inline(__always)
  public func signed(_ start: Int, _ width: Int) -> Int64 {
    let shift = Int64(truncatingIfNeeded: 64 - width)
    return Int64(bitPattern: unsigned(start, width) &<< UInt64(bitPattern: shift)) &>> shift
  }

  @inline(__always)
  public func flag(_ index: Int) -> Bool { unsigned(index, 1) != 0 }

  /// Whole and begun octets from a bit position to the end, the last filled up with zeros.
  public func octets(from start: Int) -> [UInt8] {
    guard start < bitCount else { return [] }
    return stride(from: start, to: bitCount, by: 8).map {
      UInt8(truncatingIfNeeded: unsigned($0, 8))
    }
  }

  // MARK: Filling

  /// Appends the low `width` bits; false where there is no room.
  public mutating func append(_ value: UInt64, _ width: Int) -> Bool {
    guard width > 0, width <= 64, bitCount + width <= Self.bitCountMax else { return false }
    let aligned = value &<< UInt64(truncatingIfNeeded: 64 &- width)
    let word = bitCount >> 6
    let shift = UInt64(truncatingIfNeeded: bitCount & 63)
    words[word] |= aligned &>> shift
    if shift != 0 { words[word &+ 1] |= aligned &<< (64 &- shift) }
    bitCount &+= width
    return true
  }

  /// Appends another payload; false where there is no room.
  mutating func append(_ other: AISPayload) -> Bool {
    var at = 0
    while at < other.bitCount {
      let width = min(64, other.bitCount - at)
      guard append(other.unsigned(at, width), width) else { return false }
      at += width
    }
    return true
  }

  /// Leaves out the last bits, which only filled up a character.
  mutating func dropLast(_ count: Int) {
    let kept = max(0, bitCount - count)
    for index in (kept >> 6)..<18 {
      words[index] = index == kept >> 6 ? words[index] & ~(UInt64.max &>> UInt64(kept & 63)) : 0
    }
    bitCount = kept
  }

  /// Appends characters of the sentence's alphabet, six bits each (IEC 61162-1, 8.2.3); returns the
  /// index of the first that is none, or the count of characters that found room.
  mutating func append(armoured characters: UnsafeRawBufferPointer) -> Int {
    let room = (Self.bitCountMax - bitCount) / 6
    let count = min(room, characters.count)
    var index = 0
    var pending: UInt64 = 0
    var width = 0
    while index < count {
      let offset = characters[index] &- 48
      guard offset < 40 || (offset >= 48 && offset < 72) else { break }
      pending = pending &<< 6 | UInt64(offset < 40 ? offset : offset &- 8)
      width &+= 6
      index &+= 1
      if width == 60 {
        _ = append(pending, 60)
        pending = 0
        width = 0
      }
    }
    if width > 0 { _ = append(pending, width) }
    return index
  }
}

extension AISPayload: Hashable {
  public static func == (left: AISPayload, right: AISPayload) -> Bool {
    guard left.bitCount == right.bitCount else { return false }
    for index in 0..<17 where left.words[index] != right.words[index] { return false }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(bitCount)
    for index in 0..<17 { hasher.combine(words[index]) }
  }
}
