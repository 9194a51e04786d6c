// Where does a frame begin and end in the binary stream of a Beast receiver?
//
// SPDX-License-Identifier: Apache-2.0

/// Beast binary: `1A type time(6) signal(1) content`, every 1A within doubled. Types `1` Mode A/C (2
/// bytes), `2` Mode S short (7), `3` Mode S long (14), `4` status (14), 0xE3 receiver (8, without time
/// and signal).
///
/// At most 48 bytes of an unfinished frame are held. Nothing is allocated for a message but the
/// growth of the stream's buffer, once a read.
public struct BeastDecoder: WireDecoder {
  private var stream = StreamBytes()
  private var reading = ModeSReading()
  private var isFinished = false
  private var stray = ModeSStray(
    item: "frame", reason: "bytes outside a frame", expected: "bytes before the next 1A")

  public init() {}

  public mutating func push(_ bytes: UnsafeRawBufferPointer) { stream.push(bytes) }
  public mutating func finish() { isFinished = true }

  public mutating func next() -> WireItem<ModeSMessage>? {
    while true {
      let start = stream.offset
      switch stream.withUnread({ Self.scan($0, isFinished: isFinished) }) {
      case .frame(let raw, let byteCount):
        if let fault = stray.fault(endingAt: stream.offset) { return .fault(fault) }
        stream.skip(byteCount)
        return item(raw, byteOffset: start)
      case .stray(let byteCount):
        stray.keep(byteCount, of: &stream)
      case .broken(let byteCount, let reason, let detail):
        if let fault = stray.fault(endingAt: stream.offset) { return .fault(fault) }
        let raw = stream[0..<min(byteCount, 32)]
        stream.skip(byteCount)
        return .fault(
          WireFault(byteOffset: start, item: "frame", reason: reason, detail: detail, raw: raw))
      case .needsBytes:
        if isFinished, let fault = stray.fault(endingAt: stream.offset) { return .fault(fault) }
        return nil
      }
    }
  }

  // MARK: Frames

  /// Type, time, signal and content of a frame with single 1A bytes.
  private struct Raw {
    var type: UInt8
    var stamp: UInt64 = 0
    var signal: UInt8 = 0
    var high: UInt64 = 0
    var low: UInt64 = 0
  }

  private enum Scan {
    case frame(Raw, byteCount: Int)
    case stray(Int)
    case broken(Int, reason: String, detail: String)
    case needsBytes
  }

  private static func contentCount(_ type: UInt8) -> Int? {
    switch type {
    case 0x31: 2
    case 0x32: 7
    case 0x33, 0x34: 14
    case 0xE3: 8
    default: nil
    }
  }

  private static func scan(_ bytes: UnsafeRawBufferPointer, isFinished: Bool) -> Scan {
    guard bytes.count > 0 else { return .needsBytes }
    guard bytes[0] == 0x1A else {
      var at = 1
      while at < bytes.count, bytes[at] != 0x1A { at += 1 }
      return .stray(at)
    }
    guard bytes.count > 1 else {
      return isFinished ? cut(1) : .needsBytes
    }
    // A doubled 1A cannot begin a frame: it belongs to one whose beginning is lost.
    if bytes[1] == 0x1A { return .stray(2) }
    guard let contentCount = contentCount(bytes[1]) else {
      return .broken(
        2, reason: "frame type not known",
        detail: "type 0x\(String(bytes[1], radix: 16)), 0x31 to 0x34 expected")
    }
    return frame(bytes, contentCount, isFinished: isFinished)
  }

  private static func frame(
    _ bytes: UnsafeRawBufferPointer, _ contentCount: Int, isFinished: Bool
  ) -> Scan {
    var raw = Raw(type: bytes[1])
    let headerCount = raw.type == 0xE3 ? 0 : 7
    let wanted = headerCount + contentCount
    var at = 2
    var taken = 0
    while taken < wanted {
      guard at < bytes.count else { return isFinished ? cut(at) : .needsBytes }
      let byte = bytes[at]
      if byte == 0x1A {
        guard at + 1 < bytes.count else { return isFinished ? cut(at + 1) : .needsBytes }
        guard bytes[at + 1] == 0x1A else {
          return .broken(
            at, reason: "frame cut off",
            detail: "\(taken) bytes of type \(raw.type - 0x30), "
              + "\(wanted) expected")
        }
        at += 1
      }
      at += 1
      if taken < headerCount {
        if taken < 6 { raw.stamp = raw.stamp << 8 | UInt64(byte) } else { raw.signal = byte }
      } else if taken < headerCount + 8 {
        raw.high |= UInt64(byte) << UInt64(56 - 8 * (taken - headerCount))
      } else {
        raw.low |= UInt64(byte) << UInt64(56 - 8 * (taken - headerCount - 8))
      }
      taken += 1
    }
    return .frame(raw, byteCount: at)
  }

  private static func cut(_ byteCount: Int) -> Scan {
    .broken(byteCount, reason: "stream ends within a frame", detail: "\(byteCount) bytes of it")
  }

  private mutating func item(_ raw: Raw, byteOffset: Int) -> WireItem<ModeSMessage> {
    let clock = ModeSClock(stamp: raw.stamp)
    // dump1090-fa writes 255 where it has no signal.
    let signal: UInt8? = raw.signal == 255 || raw.signal == 0 ? nil : raw.signal
    func plain(_ body: ModeSBody, clock: ModeSClock) -> WireItem<ModeSMessage> {
      .message(
        ModeSMessage(
          byteOffset: byteOffset, clock: clock, signalRaw: signal, address: 0,
          addressSource: .announced, body: body))
    }
    switch raw.type {
    case 0x31:
      let code = ModeACode(nibbles: UInt16(truncatingIfNeeded: raw.high >> 48))
      return plain(.modeAC(code), clock: clock)
    case 0x34: return plain(.receiverStatus(high: raw.high, low: raw.low >> 16), clock: clock)
    case 0xE3: return plain(.receiver(raw.high), clock: .none)
    default:
      let frame = ModeSFrame(
        high: raw.high, low: raw.low, byteCount: raw.type == 0x32 ? 7 : 14)
      return reading.message(frame, byteOffset: byteOffset, clock: clock, signalRaw: signal)
    }
  }
}
