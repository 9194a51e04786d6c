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

  /// A message of the mesh form has no length: its datagram ends it.
  public mutating func endDatagram() { finish() }

  public mutating func next() -> WireItem<CoTMessage>? {
    while true {
      if scanner != nil {
        guard let item = event() else { return nil }
        return item
      }
      let (found, byteCount) = stream.withUnread { outside.scan($0, isFinished: isFinished) }
      let start = stream.offset
      if byteCount > 0 || found == .passed {
        outside.note(stream[0..<min(byteCount, 32)], byteCount, at: start, found)
      }
      stream.skip(byteCount)
      switch found {
      case .passed: continue
      case .needsBytes:
        if isFinished, let fault = outside.takeFault() { return .fault(fault) }
        return nil
      case .documentType:
        outside.loss = .event
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
        switch frame() {
        case .item(let item): return item
        case .passed: continue
        case .needsBytes: return nil
        }
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
    case .end: return tooLarge(scanner)
    case .broken(let at, let reason, let detail, let resume):
      return broken(scanner, at, reason, detail, resume: resume)
    case .needsBytes:
      if stream.count > Self.eventByteCountMax { return tooLarge(scanner) }
      guard isFinished else { return nil }
      return broken(
        scanner, stream.count, "stream ends within an event", "\(stream.count) bytes of it",
        resume: stream.count)
    }
  }

  private mutating func tooLarge(_ scanner: CoTScanner) -> WireItem<CoTMessage> {
    broken(
      scanner, scanner.at, "event too large", "at most \(Self.eventByteCountMax) bytes",
      resume: min(scanner.at, stream.count))
  }

  private mutating func parsed(_ count: Int) -> WireItem<CoTMessage> {
    let start = stream.offset
    let raw = stream[0..<count]
    stream.skip(count)
    do throws(XMLFault) {
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
  ) throws(XMLFault) -> CoTEvent {
    let result: Result<CoTEvent, XMLFault> = raw.withUnsafeBytes { bytes in
      do throws(XMLFault) {
        return .success(try parser.event(bytes))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The event is given up, and reading goes on where the next one may begin.
  private mutating func broken(
    _ scanner: CoTScanner, _ at: Int, _ reason: String, _ detail: String, resume: Int
  ) -> WireItem<CoTMessage> {
    let fault = WireFault(
      byteOffset: stream.offset + at, item: "event", reason: reason, detail: detail,
      raw: stream[0..<min(stream.count, at, 256)])
    self.scanner = nil
    outside.loss = .event
    stream.skip(scanner.hidesText && mayRepeat(resume) ? 1 : resume)
    return .fault(fault)
  }

  /// Whether bytes may be looked at again: not more than were ever received.
  private mutating func mayRepeat(_ byteCount: Int) -> Bool {
    guard repeatedCount <= stream.offset else { return false }
    repeatedCount += byteCount
    return true
  }

  // MARK: TAK protocol

  private enum FrameStep {
    case item(WireItem<CoTMessage>)
    case passed, needsBytes
  }

  /// In what was given up only a message with a whole event is believed, and a failure is no new fault.
  private mutating func frame() -> FrameStep {
    let start = stream.offset
    let wasLost = outside.isLost
    switch stream.withUnread({ TAKFrame.scan($0, isFinished: isFinished) }) {
    case .needsBytes: return .needsBytes
    case .broken(let reason, let detail):
      giveUpFrame(1)
      if wasLost { return .passed }
      return .item(
        .fault(
          WireFault(
            byteOffset: start, item: "header", reason: reason, detail: detail, raw: [0xBF])))
    case .payload(let range, let isMesh):
      let raw = stream[range]
      let item = message(raw, start, range.lowerBound, isMesh ? .mesh : .stream)
      if case .message(let message) = item, !wasLost || message.isBelievable {
        stream.skip(range.upperBound)
        outside.begin()
        return .item(item)
      }
      giveUpFrame(mayRepeat(range.upperBound) ? 1 : range.upperBound)
      return wasLost ? .passed : .item(item)
    }
  }

  private mutating func giveUpFrame(_ byteCount: Int) {
    outside.pass(stream[byteCount - 1])
    stream.skip(byteCount)
    if outside.loss == .none { outside.loss = .frame }
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

extension CoTMessage {
  /// Whether bytes that hold this can hardly be anything else.
  fileprivate var isBelievable: Bool {
    guard let event else { return false }
    return !event.type.isEmpty && !event.uid.isEmpty
  }
}
