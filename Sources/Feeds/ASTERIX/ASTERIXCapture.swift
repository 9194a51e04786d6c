// Which datagrams are in a capture file? The old libpcap form.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads a libpcap file: both byte orders, micro- and nanoseconds.
///
/// Source: IETF draft-ietf-opsawg-pcap.
struct ASTERIXCaptureReader: Sendable {
  private let isBigEndian: Bool
  private let isNanoseconds: Bool
  private var linkType: Int?
  private var lastSecond: UInt32?
  private var lostAt: Int?

  static let fileHeaderOctets = 24
  static let packetHeaderOctets = 16
  /// Longer packets than any link of today carries are taken for a damaged header.
  private static let packetOctetsMax: UInt32 = 262_144

  /// Nil where the first four octets are not those of such a file.
  init?(magic: UInt32) {
    switch magic {
    case 0xA1B2_C3D4: (isBigEndian, isNanoseconds) = (true, false)
    case 0xD4C3_B2A1: (isBigEndian, isNanoseconds) = (false, false)
    case 0xA1B2_3C4D: (isBigEndian, isNanoseconds) = (true, true)
    case 0x4D3C_B2A1: (isBigEndian, isNanoseconds) = (false, true)
    default: return nil
    }
  }

  private struct Header {
    var seconds: UInt32
    var fraction: UInt32
    var captured: UInt32
    var original: UInt32
  }

  private func number(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt32 {
    let loaded = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
    return isBigEndian ? UInt32(bigEndian: loaded) : UInt32(littleEndian: loaded)
  }

  private func header(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Header? {
    let header = Header(
      seconds: number(bytes, at), fraction: number(bytes, at + 4), captured: number(bytes, at + 8),
      original: number(bytes, at + 12))
    guard header.captured <= Self.packetOctetsMax, header.captured <= header.original,
      header.original <= Self.packetOctetsMax,
      header.fraction < (isNanoseconds ? 1_000_000_000 : 1_000_000)
    else { return nil }
    return header
  }

  mutating func next(_ stream: inout StreamBytes, isFinished: Bool) -> ASTERIXStep {
    guard linkType != nil else { return readFileHeader(&stream, isFinished: isFinished) }
    if lostAt != nil { return search(&stream, isFinished: isFinished) }
    guard stream.count > 0 else { return .needsBytes }
    guard stream.count >= Self.packetHeaderOctets else {
      return isFinished ? cut(&stream, expected: Self.packetHeaderOctets) : .needsBytes
    }
    guard let header = stream.withUnread({ header($0, 0) }) else {
      lostAt = stream.offset
      stream.skip(1)
      return search(&stream, isFinished: isFinished)
    }
    let length = Self.packetHeaderOctets + Int(header.captured)
    guard stream.count >= length else {
      return isFinished ? cut(&stream, expected: length) : .needsBytes
    }
    lastSecond = header.seconds
    let ms = Int64(header.fraction) / (isNanoseconds ? 1_000_000 : 1_000)
    let step = packetStep(
      stream[Self.packetHeaderOctets..<length], offset: stream.offset + Self.packetHeaderOctets,
      linkType: linkType ?? 0, capturedAtMs: Int64(header.seconds) * 1_000 + ms)
    stream.skip(length)
    return step
  }

  private mutating func readFileHeader(
    _ stream: inout StreamBytes, isFinished: Bool
  ) -> ASTERIXStep {
    guard stream.count >= Self.fileHeaderOctets else {
      if isFinished, stream.count > 0 { return cut(&stream, expected: Self.fileHeaderOctets) }
      return .needsBytes
    }
    // The high bits hold the length of a frame check sequence.
    linkType = Int(stream.withUnread { number($0, 20) } & 0xFFFF)
    stream.skip(Self.fileHeaderOctets)
    return next(&stream, isFinished: isFinished)
  }

  private func cut(_ stream: inout StreamBytes, expected: Int) -> ASTERIXStep {
    let fault = WireFault(
      byteOffset: stream.offset, reason: "stream ends inside a packet",
      detail: "\(stream.count) octets left, \(expected) expected", raw: stream[0..<stream.count])
    stream.skip(stream.count)
    return .fault(fault)
  }

  /// Goes on at the next place where two packet headers stand one behind the other, within a day of
  /// the last good one.
  private mutating func search(_ stream: inout StreamBytes, isFinished: Bool) -> ASTERIXStep {
    let from = lostAt ?? stream.offset
    let (skipped, isFound) = stream.withUnread { bytes -> (Int, Bool) in
      for at in 0..<max(0, bytes.count - Self.packetHeaderOctets + 1) {
        guard let header = header(bytes, at), isNear(header), header.captured >= 28 else {
          continue
        }
        let behind = at + Self.packetHeaderOctets + Int(header.captured)
        if behind == bytes.count, isFinished { return (at, true) }
        guard behind + Self.packetHeaderOctets <= bytes.count else {
          if isFinished { continue }
          return (at, false)
        }
        if let next = self.header(bytes, behind), isNear(next) { return (at, true) }
      }
      return (isFinished ? bytes.count : max(0, bytes.count - Self.packetHeaderOctets + 1), false)
    }
    stream.skip(skipped)
    guard isFound || isFinished else { return .needsBytes }
    lostAt = nil
    return .fault(
      WireFault(
        byteOffset: from, reason: "capture malformed",
        detail: "\(stream.offset - from) octets up to the next packet header"))
  }

  private func isNear(_ header: Header) -> Bool {
    guard let lastSecond else { return true }
    return max(header.seconds, lastSecond) - min(header.seconds, lastSecond) <= 86_400
  }
}

/// A captured packet as a frame, or why it holds none.
func packetStep(
  _ packet: [UInt8], offset: Int, linkType: Int, capturedAtMs: Int64?
) -> ASTERIXStep {
  let payload = packet.withUnsafeBytes { bytes -> Result<Range<Int>, ASTERIXPacket.NotRead> in
    do throws(ASTERIXPacket.NotRead) {
      return .success(try ASTERIXPacket(bytes: bytes).payload(linkType: linkType))
    } catch {
      return .failure(error)
    }
  }
  switch payload {
  case .success(let range):
    return .frame(
      ASTERIXFrame(
        bytes: packet, byteOffset: offset, cursor: range.lowerBound, end: range.upperBound,
        capturedAtMs: capturedAtMs, isDatagram: true))
  case .failure(let notRead):
    return .fault(
      WireFault(
        byteOffset: offset, reason: "packet not read", detail: notRead.detail, raw: packet))
  }
}
