// Which messages are in a SAPIENT stream, and which pieces of it cannot be read?
//
// SPDX-License-Identifier: Apache-2.0

/// Reads messages behind four-octet lengths (BSI Flex 335 v2.0, clause "message framing"; Protocol
/// Buffers encoding).
///
/// A message that is no Protocol Buffers message, or a length of 0 or above 1,024 kB, is a fault. If the
/// next length looks right, reading goes on there; else the next message is looked for by its time and
/// node, and the bytes up to it are a second fault. A message that can be read but breaks a rule of
/// SAPIENT is a message with `faults`.
///
/// Memory: at most one message and one read. Per message two allocations: its bytes and its values.
public struct SAPIENTDecoder: WireDecoder {
  /// Inside one broken message so many beginnings are tried, so that a made-up stream costs no more than
  /// that many times its length.
  private static let tryCountMax = 8

  private var stream = StreamBytes()
  private var reader = SAPIENTReader()
  private var isFinished = false
  private var isSearching = false
  /// The fault before this search has told that the stream ends.
  private var isEndTold = false
  /// Bytes passed over in this search, and where it began.
  private var passedOver = 0
  private var searchStart = 0
  /// Up to here the last broken message reaches, by its own length.
  private var brokenEnd = 0
  private var tryCount = 0
  /// A broken message whose end is not judged yet: the five bytes behind it have not come.
  private var broken: WireFault?

  public init() {}

  public mutating func push(_ bytes: UnsafeRawBufferPointer) { stream.push(bytes) }

  public mutating func finish() { isFinished = true }

  public mutating func next() -> WireItem<SAPIENTMessage>? {
    while true {
      if isSearching {
        guard let fault = search() else {
          if isSearching { return nil }
          continue
        }
        return .fault(fault)
      }
      guard stream.count >= SAPIENTFrame.headerByteCount else {
        return isFinished && stream.count > 0 ? .fault(cutOff()) : nil
      }
      let length = stream.withUnread { SAPIENTFrame.length($0) }
      guard length > 0, length <= SAPIENTFrame.messageByteCountMax else {
        return .fault(wrongLength(length))
      }
      let end = SAPIENTFrame.headerByteCount + length
      guard stream.count >= end else { return isFinished ? .fault(cutOff()) : nil }
      guard let item = take(end) else { return nil }
      return item
    }
  }

  /// The message that ends at `end`; nil where the bytes behind a broken one must come first.
  private mutating func take(_ end: Int) -> WireItem<SAPIENTMessage>? {
    if let broken { return pass(broken, end).map { .fault($0) } }
    let raw = stream[SAPIENTFrame.headerByteCount..<end]
    let byteOffset = stream.offset
    let first = byteOffset + SAPIENTFrame.headerByteCount
    let failure = raw.withUnsafeBytes { (bytes) -> ProtobufFault? in
      do throws(ProtobufFault) {
        try reader.read(bytes, byteOffset: first)
        return nil
      } catch {
        return error
      }
    }
    if let failure {
      let fault = WireFault(
        byteOffset: first + failure.byteOffset, item: "SapientMessage", reason: failure.reason,
        detail: failure.detail, raw: raw)
      return pass(fault, end).map { .fault($0) }
    }
    stream.skip(end)
    let nodes = reader.nodes.withUnsafeBufferPointer { Array($0) }
    return .message(
      SAPIENTMessage(
        byteOffset: byteOffset, tree: SAPIENTTree(raw: raw, nodes: nodes), faults: reader.faults,
        faultCount: reader.faultCount))
  }

  /// Goes on behind a broken message where a length may stand there, else looks for the next message.
  private mutating func pass(_ fault: WireFault, _ end: Int) -> WireFault? {
    guard stream.count > end + SAPIENTFrame.headerByteCount || isFinished else {
      broken = fault
      return nil
    }
    broken = nil
    let isTrusted =
      stream.count == end || stream.withUnread { SAPIENTFrame.isPlausible($0, at: end) }
    if isTrusted {
      stream.skip(end)
    } else {
      startSearch(within: end)
    }
    return fault
  }

  // MARK: Looking for the next message

  /// - Parameter end: of the broken message, from the first unread byte.
  private mutating func startSearch(within end: Int) {
    if stream.offset >= brokenEnd {
      brokenEnd = stream.offset + end
      tryCount = 0
    }
    tryCount += 1
    let step =
      tryCount >= Self.tryCountMax
      ? max(1, min(stream.count, brokenEnd - stream.offset)) : 1
    isSearching = true
    isEndTold = isFinished && stream.count <= end
    searchStart = stream.offset
    passedOver = step
    stream.skip(step)
  }

  /// The fault that says how far the search went, when it is over.
  private mutating func search() -> WireFault? {
    let isFinished = isFinished
    let (isFound, index) = stream.withUnread { SAPIENTFrame.search($0, isFinished: isFinished) }
    stream.skip(index)
    passedOver += index
    guard isFound || isFinished else { return nil }
    isSearching = false
    if !isFound, isEndTold { return nil }
    return WireFault(
      byteOffset: searchStart, item: "length", reason: "bytes passed over",
      detail: "\(passedOver) bytes up to \(isFound ? "the next message" : "the end")")
  }

  private mutating func wrongLength(_ length: Int) -> WireFault {
    let (raw, hint) = stream.withUnread { (bytes) -> ([UInt8], String) in
      (Array(bytes.prefix(SAPIENTFrame.headerByteCount)), SAPIENTFrame.hint(bytes))
    }
    let fault = WireFault(
      byteOffset: stream.offset, item: "length", reason: "length not possible",
      detail: "\(length) bytes, 1 to \(SAPIENTFrame.messageByteCountMax) expected\(hint)", raw: raw)
    startSearch(within: 1)
    return fault
  }

  private mutating func cutOff() -> WireFault {
    let count = stream.count
    let raw = stream.withUnread { Array($0.prefix(Reject.rawByteCountMax)) }
    let fault = WireFault(
      byteOffset: stream.offset, item: "length", reason: "stream ends within a message",
      detail: count < SAPIENTFrame.headerByteCount
        ? "\(count) bytes of a length"
        : "\(count - SAPIENTFrame.headerByteCount) bytes of "
          + "\(stream.withUnread { SAPIENTFrame.length($0) })",
      raw: raw)
    // A wrong length may have swallowed whole messages.
    if count > SAPIENTFrame.beginningByteCount {
      startSearch(within: count)
    } else {
      stream.skip(count)
    }
    return fault
  }
}
