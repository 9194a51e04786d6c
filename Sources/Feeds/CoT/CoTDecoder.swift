// Which events come in a stream, as XML or in the TAK protocol?
//
// SPDX-License-Identifier: Apache-2.0

/// Events one after another: XML with or without `<?xml …?>` before each, TAK protocol messages of a
/// stream (`BF`, length) and of a mesh (`BF 01 BF`), in any mixture and however they are cut.
///
/// An event has at most 1 MiB. One that cannot be read costs itself: reading goes on at the next
/// `<event` after its beginning, or behind its frame. A mesh message has no length: it ends where no
/// field can follow, or at `finish()`, which is to be called after each datagram; bytes may be pushed
/// again after it.
public struct CoTDecoder: WireDecoder {
  public static let eventByteCountMax = 1_048_576

  private var stream = StreamBytes()
  private var parser = CoTXMLParser()
  private var scanner: CoTScanner?
  private var outside = CoTOutside()
  private var isFinished = false
  /// Bytes that were looked at again after a broken event, so that it stays linear in all bytes.
  private var repeatedCount = 0

  public init() {}

  public mutating func push(_ bytes: UnsafeRawBufferPointer) {
    isFinished = false
    stream.push(bytes)
  }

  public mutating func finish() { isFinished = true }

  public mutating func next() -> WireItem<CoTMessage>? {
    while true {
      if scanner != nil {
        guard let item = event() else { return nil }
        return item
      }
      let (found, byteCount) = stream.withUnread { outside.scan($0, isFinished: isFinished) }
      let start = stream.offset
      if byteCount > 0 { outside.note(stream[0..<min(byteCount, 32)], byteCount, at: start, found) }
      stream.skip(byteCount)
      switch found {
      case .passed: continue
      case .needsBytes:
        if isFinished, let fault = outside.takeFault() { return .fault(fault) }
        return nil
      case .documentType:
        outside.isLost = true
        return .fault(
          WireFault(
            byteOffset: start, item: "prologue", reason: "document type refused",
            detail: "'<!' outside an event", raw: []))
      case .event:
        if let fault = outside.takeFault() { return .fault(fault) }
        outside.begin()
        scanner = CoTScanner()
      case .frame:
        if let fault = outside.takeFault() { return .fault(fault) }
        guard let item = frame() else { return nil }
        return item
      }
    }
  }

  // MARK: XML

  private mutating func event() -> WireItem<CoTMessage>? {
    guard var scanner else { return nil }
    let outcome = stream.withUnread { scanner.scan($0) }
    self.scanner = scanner
    switch outcome {
    case .end(let count) where count <= Self.eventByteCountMax:
      self.scanner = nil
      return parsed(count)
    case .end: return broken(scanner.at, "event too large", "at most \(Self.eventByteCountMax) bytes")
    case .broken(let at, let reason, let detail): return broken(at, reason, detail)
    case .needsBytes:
      if stream.count > Self.eventByteCountMax {
        return broken(scanner.at, "event too large", "at most \(Self.eventByteCountMax) bytes")
      }
      return isFinished ? broken(stream.count, "stream ends within an event", "") : nil
    }
  }

  private mutating func parsed(_ count: Int) -> WireItem<CoTMessage> {
    let start = stream.offset
    let raw = stream[0..<count]
    stream.skip(count)
    do throws(CoTFault) {
      let event = try Self.parse(raw, &parser)
      return .message(
        CoTMessage(
          byteOffset: start, transport: .xml, envelope: TAKEnvelope(), event: event, raw: raw))
    } catch {
      return .fault(
        WireFault(
          byteOffset: start + error.at, item: error.item, reason: error.reason,
          detail: error.detail, raw: raw))
    }
  }

  private static func parse(
    _ raw: [UInt8], _ parser: inout CoTXMLParser
  ) throws(CoTFault) -> CoTEvent {
    let result: Result<CoTEvent, CoTFault> = raw.withUnsafeBytes { bytes in
      do throws(CoTFault) {
        return .success(try parser.event(bytes))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The event is given up. What follows its first byte is searched for another beginning, unless more
  /// would be searched again than was ever received.
  private mutating func broken(
    _ at: Int, _ reason: String, _ detail: String
  ) -> WireItem<CoTMessage> {
    let fault = WireFault(
      byteOffset: stream.offset + at, item: "event", reason: reason, detail: detail,
      raw: stream[0..<min(stream.count, 256)])
    scanner = nil
    outside.isLost = true
    let seen = min(at, stream.count)
    if repeatedCount + seen <= stream.offset + seen {
      repeatedCount += seen
      stream.skip(min(1, stream.count))
    } else {
      stream.skip(seen)
    }
    return .fault(fault)
  }

  // MARK: TAK protocol

  private mutating func frame() -> WireItem<CoTMessage>? {
    let start = stream.offset
    switch stream.withUnread({ TAKFrame.scan($0, isFinished: isFinished) }) {
    case .needsBytes: return nil
    case .broken(let reason, let detail):
      stream.skip(1)
      outside.isLost = true
      return .fault(
        WireFault(
          byteOffset: start, item: "header", reason: reason, detail: detail, raw: [0xBF]))
    case .payload(let range, let isMesh):
      let raw = stream[range]
      stream.skip(range.upperBound)
      outside.begin()
      return message(raw, start, range.lowerBound, isMesh ? .mesh : .stream)
    }
  }

  private func message(
    _ raw: [UInt8], _ start: Int, _ headerCount: Int, _ transport: CoTMessage.Transport
  ) -> WireItem<CoTMessage> {
    raw.withUnsafeBytes { bytes in
      do throws(ProtobufFault) {
        let (envelope, event) = try TAKProtocol.message(bytes)
        return .message(
          CoTMessage(
            byteOffset: start, transport: transport, envelope: envelope, event: event, raw: raw))
      } catch {
        return .fault(
          WireFault(
            byteOffset: start + headerCount + error.byteOffset, item: "TakMessage",
            reason: error.reason, detail: error.detail, raw: raw))
      }
    }
  }
}
