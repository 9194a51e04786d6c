// Which datagrams are in a capture file? The pcapng form.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads a pcapng file: sections, interfaces, enhanced, simple and old packet blocks.
///
/// Source: IETF draft-ietf-opsawg-pcapng.
struct ASTERIXNextCaptureReader: Sendable {
  private struct Interface {
    var linkType: Int
    /// Ticks of the clock in a second; 0 where the file states one that is not usable.
    var ticksPerSecond: UInt64
  }

  private var isBigEndian = false
  private var interfaces: [Interface] = []
  private var passOver = 0
  private var lostAt: Int?

  private static let sectionHeader: UInt32 = 0x0A0D_0D0A
  private static let blockOctetsMax = 1_048_576
  private static let interfaceCountMax = 4_096

  private func number(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt32 {
    let loaded = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
    return isBigEndian ? UInt32(bigEndian: loaded) : UInt32(littleEndian: loaded)
  }

  private func half(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int {
    let loaded = bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self)
    return Int(isBigEndian ? UInt16(bigEndian: loaded) : UInt16(littleEndian: loaded))
  }

  mutating func next(_ stream: inout StreamBytes, isFinished: Bool) -> ASTERIXStep {
    while true {
      if passOver > 0 {
        let count = min(passOver, stream.count)
        stream.skip(count)
        passOver -= count
      }
      if lostAt != nil {
        guard let fault = search(&stream, isFinished: isFinished) else { return .needsBytes }
        return .fault(fault)
      }
      guard stream.count > 0, passOver == 0 else { return .needsBytes }
      guard stream.count >= 12 else {
        return isFinished ? cut(&stream, expected: 12) : .needsBytes
      }
      guard let length = stream.withUnread({ blockLength($0, 0) }) else {
        lostAt = stream.offset
        stream.skip(1)
        continue
      }
      if length > Self.blockOctetsMax {
        passOver = length
        return .fault(
          WireFault(
            byteOffset: stream.offset, reason: "capture malformed",
            detail: "a block of \(length) octets, at most \(Self.blockOctetsMax) are read"))
      }
      guard stream.count >= length else {
        return isFinished ? cut(&stream, expected: length) : .needsBytes
      }
      guard stream.withUnread({ Int(number($0, length - 4)) == length }) else {
        lostAt = stream.offset
        stream.skip(1)
        continue
      }
      let step = read(stream[0..<length], offset: stream.offset)
      stream.skip(length)
      if let step { return step }
    }
  }

  /// The length of the block at `at`; the byte order is taken over from a section header.
  private mutating func blockLength(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int? {
    if number(bytes, at) == Self.sectionHeader {
      switch bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt32.self) {
      case UInt32(bigEndian: 0x1A2B_3C4D): isBigEndian = true
      case UInt32(littleEndian: 0x1A2B_3C4D): isBigEndian = false
      default: return nil
      }
    }
    let length = Int(number(bytes, at + 4))
    return length >= 12 && length % 4 == 0 ? length : nil
  }

  private mutating func read(_ block: [UInt8], offset: Int) -> ASTERIXStep? {
    let type = block.withUnsafeBytes { number($0, 0) }
    switch type {
    case Self.sectionHeader: interfaces = []
    case 1: readInterface(block)
    case 2, 3, 6: return packet(block, type: type, offset: offset)
    default: break
    }
    return nil
  }

  private mutating func readInterface(_ block: [UInt8]) {
    guard block.count >= 20, interfaces.count < Self.interfaceCountMax else { return }
    let interface = block.withUnsafeBytes { bytes -> Interface in
      var interface = Interface(linkType: half(bytes, 8), ticksPerSecond: 1_000_000)
      var at = 16
      while at + 4 <= bytes.count - 4 {
        let (code, length) = (half(bytes, at), half(bytes, at + 2))
        guard code != 0, at + 4 + length <= bytes.count - 4 else { break }
        if code == 9, length >= 1 { interface.ticksPerSecond = Self.ticks(bytes[at + 4]) }
        at += 4 + (length + 3) / 4 * 4
      }
      return interface
    }
    interfaces.append(interface)
  }

  /// Option if_tsresol: a power of ten, or of two where the highest bit is set.
  private static func ticks(_ resolution: UInt8) -> UInt64 {
    let exponent = Int(resolution & 0x7F)
    if resolution & 0x80 != 0 { return exponent < 63 ? 1 << UInt64(exponent) : 0 }
    guard exponent <= 18 else { return 0 }
    return (0..<exponent).reduce(1) { product, _ in product * 10 }
  }

  private func packet(_ block: [UInt8], type: UInt32, offset: Int) -> ASTERIXStep? {
    let header = type == 3 ? 12 : 28
    guard block.count >= header + 4 else { return malformed(block, offset) }
    let (index, ticks, captured) = block.withUnsafeBytes { bytes -> (Int, UInt64, Int) in
      if type == 3 { return (0, 0, min(Int(number(bytes, 8)), bytes.count - 16)) }
      let index = type == 6 ? Int(number(bytes, 8)) : half(bytes, 8)
      let ticks = UInt64(number(bytes, 12)) << 32 | UInt64(number(bytes, 16))
      return (index, ticks, Int(number(bytes, 20)))
    }
    guard index < interfaces.count, header + captured + 4 <= block.count else {
      return malformed(block, offset)
    }
    let perSecond = interfaces[index].ticksPerSecond
    let capturedAtMs: Int64? =
      type == 3 || perSecond == 0 ? nil : Self.milliseconds(ticks, perSecond)
    return packetStep(
      Array(block[header..<(header + captured)]), offset: offset + header,
      linkType: interfaces[index].linkType, capturedAtMs: capturedAtMs)
  }

  private static func milliseconds(_ ticks: UInt64, _ perSecond: UInt64) -> Int64? {
    let seconds = ticks / perSecond
    guard seconds < 1 << 40 else { return nil }
    let rest = UInt64(Double(ticks % perSecond) / Double(perSecond) * 1_000)
    return Int64(seconds * 1_000 + rest)
  }

  private func malformed(_ block: [UInt8], _ offset: Int) -> ASTERIXStep {
    .fault(
      WireFault(
        byteOffset: offset, reason: "capture malformed",
        detail: "a packet block that names no known interface or more octets than it has",
        raw: block))
  }

  private mutating func cut(_ stream: inout StreamBytes, expected: Int) -> ASTERIXStep {
    let fault = WireFault(
      byteOffset: stream.offset, reason: "stream ends inside a packet",
      detail: "\(stream.count) octets left, \(expected) expected", raw: stream[0..<stream.count])
    stream.skip(stream.count)
    return .fault(fault)
  }

  /// Goes on at the next block of a known type whose two lengths are the same; nil where more octets
  /// must come first.
  private mutating func search(_ stream: inout StreamBytes, isFinished: Bool) -> WireFault? {
    let from = lostAt ?? stream.offset
    let isBig = isBigEndian
    let (skipped, isFound) = stream.withUnread { bytes -> (Int, Bool) in
      for at in 0..<max(0, bytes.count - 11) {
        let type = number(bytes, at)
        guard type <= 6 && type >= 1 || type == Self.sectionHeader else { continue }
        guard let length = blockLength(bytes, at), length <= Self.blockOctetsMax else {
          isBigEndian = isBig
          continue
        }
        guard at + length <= bytes.count else {
          isBigEndian = isBig
          if isFinished { continue }
          return (at, false)
        }
        if Int(number(bytes, at + length - 4)) == length { return (at, true) }
        isBigEndian = isBig
      }
      return (isFinished ? bytes.count : max(0, bytes.count - 11), false)
    }
    stream.skip(skipped)
    guard isFound || isFinished else { return nil }
    lostAt = nil
    return WireFault(
      byteOffset: from, reason: "capture malformed",
      detail: "\(stream.offset - from) octets up to the next block")
  }
}
