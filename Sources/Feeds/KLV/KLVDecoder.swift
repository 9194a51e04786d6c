// Is it a transport stream or bare metadata, and which packets does it carry?
//
// SPDX-License-Identifier: Apache-2.0

/// Reads KLV metadata packets from an MPEG transport stream (ST 1402) or from bare packets. Which of
/// the two it is shows in the first bytes: a key, or sync bytes at the distance of transport packets.
public struct KLVDecoder: WireDecoder {
  private enum Container: Sendable {
    case unknown
    case bare(KLVFramer)
    case transport(KLVTransport)
  }

  private var container = Container.unknown
  /// Bytes until the container is known.
  private var opening = StreamBytes()
  /// Bytes at the begin that were neither.
  private var skipped = 0
  private var streamOffset = 0
  private var isFinished = false
  private var fault: WireFault?

  public init() {}

  public mutating func push(_ bytes: UnsafeRawBufferPointer) {
    switch container {
    case .unknown:
      opening.push(bytes)
      recognise()
    case .bare(var framer):
      // Taken out, so that it is changed in place and not copied.
      container = .unknown
      framer.push(bytes, streamOffset: streamOffset)
      container = .bare(framer)
    case .transport(var transport):
      container = .unknown
      transport.push(bytes)
      container = .transport(transport)
    }
    streamOffset += bytes.count
  }

  public mutating func finish() {
    isFinished = true
    if case .unknown = container { recognise() }
    switch container {
    case .unknown: break
    case .bare(var framer):
      container = .unknown
      framer.finish()
      container = .bare(framer)
    case .transport(var transport):
      container = .unknown
      transport.finish()
      container = .transport(transport)
    }
  }

  public mutating func next() -> WireItem<KLVPacket>? {
    if let fault {
      self.fault = nil
      return .fault(fault)
    }
    switch container {
    case .unknown: return nil
    case .bare(var framer):
      container = .unknown
      defer { container = .bare(framer) }
      return framer.next()
    case .transport(var transport):
      container = .unknown
      defer { container = .transport(transport) }
      return transport.next()
    }
  }

  // MARK: Container

  private enum Sign {
    case key
    case sync(stride: Int)
    case none
    case undecided
  }

  private mutating func recognise() {
    while opening.count > 0 {
      switch opening.withUnread({ Self.sign($0, isFinished: isFinished) }) {
      case .undecided: return
      case .none:
        opening.skip(1)
        skipped += 1
      case .key:
        var framer = KLVFramer()
        opening.withUnread { framer.push($0, streamOffset: opening.offset) }
        return begin(.bare(framer))
      case .sync(let stride):
        var transport = KLVTransport(stride: stride, offset: opening.offset)
        opening.withUnread { transport.push($0) }
        // The time code before the first sync byte belongs to its packet.
        if stride == 192, skipped == 4 { skipped = 0 }
        return begin(.transport(transport))
      }
    }
    if isFinished, skipped > 0 {
      fault = WireFault(
        byteOffset: 0, item: "stream", reason: "no metadata found",
        detail: "neither a key nor the sync bytes of a transport stream in \(skipped) bytes")
      skipped = 0
    }
  }

  private mutating func begin(_ found: Container) {
    container = found
    if skipped > 0 {
      fault = WireFault(
        byteOffset: 0, item: "stream", reason: "bytes outside of packets",
        detail: "\(skipped) bytes before the first key or sync byte")
    }
    opening.skip(opening.count)
  }

  /// What begins with the first byte.
  private static func sign(_ bytes: UnsafeRawBufferPointer, isFinished: Bool) -> Sign {
    if bytes[0] == 0x06 {
      guard bytes.count >= 4 else { return isFinished ? .none : .undecided }
      return bytes.klvUnsigned(0, 4) == 0x060E_2B34 ? .key : .none
    }
    guard bytes[0] == 0x47 else { return .none }
    // Three sync bytes at one of the distances: 188, with time code 192, with parity 204.
    guard bytes.count > 408 || isFinished else { return .undecided }
    for stride in [188, 192, 204] where bytes.count > stride && bytes[stride] == 0x47 {
      if bytes.count <= 2 * stride || bytes[2 * stride] == 0x47 { return .sync(stride: stride) }
    }
    return bytes.count == 188 ? .sync(stride: 188) : .none
  }
}
