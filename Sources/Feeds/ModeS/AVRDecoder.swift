// Where does a frame begin and end in the text that receivers send?
//
// SPDX-License-Identifier: Apache-2.0

/// AVR text: `*` or `:` and the frame in hexadecimal digits, `@` or `%` with 12 digits of time before
/// it, `<` with time and two digits of signal; each ends with `;`. What stands outside is passed over
/// where it is space, else a fault.
///
/// A line of more than 64 characters is a fault; no more than that is held.
public struct AVRDecoder: WireDecoder {
  private var stream = StreamBytes()
  private var reading = ModeSReading()
  private var isFinished = false
  private var stray = ModeSStray(
    item: "line", reason: "characters outside a line",
    expected: "characters, one of * : @ % < expected")

  private static let lineCountMax = 64

  public init() {}

  public mutating func push(_ bytes: UnsafeRawBufferPointer) { stream.push(bytes) }
  /// A line that was sent without its end ends with its datagram.
  public mutating func endDatagram() { push([0x0A]) }

  public mutating func finish() { isFinished = true }

  public mutating func next() -> WireItem<ModeSMessage>? {
    while true {
      let start = stream.offset
      switch stream.withUnread({ Self.scan($0, isFinished: isFinished) }) {
      case .line(let line, let byteCount):
        if let fault = stray.fault(endingAt: stream.offset) { return .fault(fault) }
        let raw = line.fault == nil ? [] : stream[0..<byteCount]
        stream.skip(byteCount)
        return item(line, byteOffset: start, raw: raw)
      case .stray(let byteCount): stray.keep(byteCount, of: &stream)
      case .space(let byteCount):
        if let fault = stray.fault(endingAt: stream.offset) { return .fault(fault) }
        stream.skip(byteCount)
      case .needsBytes:
        if isFinished, let fault = stray.fault(endingAt: stream.offset) { return .fault(fault) }
        return nil
      }
    }
  }

  // MARK: Lines

  private struct Line {
    var stamp: UInt64?
    var signal: UInt8?
    var high: UInt64 = 0
    var low: UInt64 = 0
    var digitCount = 0
    var fault: (reason: String, detail: String, at: Int)?
  }

  private enum Scan {
    case line(Line, byteCount: Int)
    case stray(Int)
    case space(Int)
    case needsBytes
  }

  private static func headDigitCount(_ mark: UInt8) -> Int? {
    switch mark {
    case UInt8(ascii: "*"), UInt8(ascii: ":"): 0
    case UInt8(ascii: "@"), UInt8(ascii: "%"): 12
    case UInt8(ascii: "<"): 14
    default: nil
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0
  }

  private static func scan(_ bytes: UnsafeRawBufferPointer, isFinished: Bool) -> Scan {
    guard bytes.count > 0 else { return .needsBytes }
    var at = 0
    while at < bytes.count, isSpace(bytes[at]) { at += 1 }
    if at > 0 { return .space(at) }
    guard let headCount = headDigitCount(bytes[0]) else {
      at = 1
      while at < bytes.count, headDigitCount(bytes[at]) == nil, !isSpace(bytes[at]) { at += 1 }
      return .stray(at)
    }
    return line(bytes, headCount, isFinished: isFinished)
  }

  private static func line(
    _ bytes: UnsafeRawBufferPointer, _ headCount: Int, isFinished: Bool
  ) -> Scan {
    var line = Line()
    var at = 1
    var head: UInt64 = 0
    while at < bytes.count {
      let digit = hexDigits[Int(bytes[at])]
      guard digit < 16 else { break }
      if at >= lineCountMax {
        line.fault = ("line too long", "no ';' within \(lineCountMax) characters", at)
        return .line(line, byteCount: at)
      }
      let index = at - 1 - headCount
      if index < 0 {
        head = head << 4 | UInt64(digit)
      } else if index < 16 {
        line.high |= UInt64(digit) << UInt64(60 - 4 * index)
      } else if index < 28 {
        line.low |= UInt64(digit) << UInt64(60 - 4 * (index - 16))
      }
      at += 1
    }
    guard at < bytes.count else {
      guard isFinished else { return .needsBytes }
      line.fault = ("stream ends within a line", "\(at) characters, ';' expected", at)
      return .line(line, byteCount: at)
    }
    line.digitCount = at - 1 - headCount
    if headCount > 0 {
      line.stamp = headCount == 14 ? head >> 8 : head
      line.signal = headCount == 14 ? UInt8(truncatingIfNeeded: head) : nil
    }
    let isEnd = bytes[at] == UInt8(ascii: ";")
    if !isEnd {
      let wrong = at
      // The rest of a spoiled line belongs to the same fault.
      while at < bytes.count, at < lineCountMax, bytes[at] != UInt8(ascii: ";"),
        !isSpace(bytes[at]), headDigitCount(bytes[at]) == nil
      { at += 1 }
      guard at < bytes.count || isFinished else { return .needsBytes }
      line.fault = (
        "not a hexadecimal digit",
        "byte 0x\(String(bytes[wrong], radix: 16)), digit or ';' expected", wrong
      )
      if at < bytes.count, bytes[at] == UInt8(ascii: ";") { at += 1 }
    } else if ![4, 14, 28].contains(line.digitCount) {
      line.fault = (
        "length of the frame", "\(max(line.digitCount, 0)) digits, 4, 14 or 28 expected", at
      )
    }
    return .line(line, byteCount: isEnd ? at + 1 : at)
  }

  private mutating func item(
    _ line: Line, byteOffset: Int, raw: [UInt8]
  ) -> WireItem<ModeSMessage> {
    if let fault = line.fault {
      return .fault(
        WireFault(
          byteOffset: byteOffset + fault.at, item: "line", reason: fault.reason,
          detail: fault.detail, raw: raw))
    }
    let clock = line.stamp.map { ModeSClock(stamp: $0) } ?? .none
    let signal: UInt8? = line.signal == 255 || line.signal == 0 ? nil : line.signal
    if line.digitCount == 4 {
      let code = ModeACode(nibbles: UInt16(truncatingIfNeeded: line.high >> 48))
      return .message(
        ModeSMessage(
          byteOffset: byteOffset, clock: clock, signalRaw: signal, address: 0,
          addressSource: .announced, body: .modeAC(code)))
    }
    let frame = ModeSFrame(high: line.high, low: line.low, byteCount: line.digitCount / 2)
    return reading.message(frame, byteOffset: byteOffset, clock: clock, signalRaw: signal)
  }
}

/// The value of each hexadecimal digit, 255 for other bytes.
private let hexDigits: [UInt8] = (0..<256).map { byte in
  switch byte {
  case 48...57: UInt8(byte - 48)
  case 65...70: UInt8(byte - 55)
  case 97...102: UInt8(byte - 87)
  default: 255
  }
}
