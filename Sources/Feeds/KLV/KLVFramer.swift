// Where in the bytes of one stream do metadata packets begin and end, and are they whole?
//
// SPDX-License-Identifier: Apache-2.0

/// Cuts bytes into packets by key and length, and reads those whose checksum is right.
///
/// A packet has at most `valueByteCountMax` octets of value. After a fault the search goes on behind
/// the key, so that a wrong length costs no other packet.
struct KLVFramer: Sendable {
  static let valueByteCountMax = 65_535
  /// `06 0E 2B 34`: every SMPTE universal label begins so.
  private static let label: UInt32 = 0x060E_2B34

  private var bytes: [UInt8] = []
  private var head = 0
  /// Where pieces of the buffer stand in the stream; bytes of a piece follow each other there too.
  private var places: [(index: Int, streamOffset: Int)] = []
  private(set) var isFinished = false
  private var skipped: (offset: Int, count: Int)?
  private var isResuming = false
  private var pendingFaults: [WireFault] = []
  /// A packet that is ready, behind the faults of its items.
  private var pendingPacket: KLVPacket?

  /// Bytes outside of packets.
  private(set) var skippedByteCount = 0

  mutating func push(_ piece: UnsafeRawBufferPointer, streamOffset: Int) {
    guard !piece.isEmpty else { return }
    if head > 0 {
      bytes.removeSubrange(0..<head)
      for index in places.indices { places[index].index -= head }
      while places.count > 1, places[1].index <= 0 { places.removeFirst() }
      head = 0
    }
    // The next piece of a stream that goes on needs no mark of its own.
    let isNext =
      places.last.map { $0.streamOffset + (bytes.count - $0.index) == streamOffset } ?? false
    if !isNext || bytes.isEmpty {
      if bytes.isEmpty { places.removeAll(keepingCapacity: true) }
      places.append((bytes.count, streamOffset))
    }
    bytes.append(contentsOf: piece)
  }

  mutating func finish() { isFinished = true }

  /// Bytes are missing: what waits for its end cannot become whole.
  mutating func gap() {
    guard bytes.count > head else { return }
    if !isResuming, starts(at: head) {
      pendingFaults.append(
        fault(head, "packet", "packet cut off", "bytes of the transport stream are missing"))
    }
    skippedByteCount += bytes.count - head
    head = bytes.count
    isResuming = true
  }

  mutating func next() -> WireItem<KLVPacket>? {
    while true {
      if !pendingFaults.isEmpty { return .fault(pendingFaults.removeFirst()) }
      if let packet = pendingPacket {
        pendingPacket = nil
        return .message(packet)
      }
      guard let start = nextLabel() else {
        if pendingFaults.isEmpty { return nil }
        continue
      }
      guard start == head else {
        skip(to: start)
        continue
      }
      if let skipped {
        self.skipped = nil
        return .fault(outside(skipped))
      }
      guard let item = readPacket() else { return nil }
      return item
    }
  }

  // MARK: Search

  /// Index of the next label; nil where more bytes are needed or none comes any more.
  private mutating func nextLabel() -> Int? {
    let found: Int? = bytes.withUnsafeBytes { raw in
      var index = head
      while index + 4 <= raw.count {
        if raw[index] == 0x06, raw.klvUnsigned(index, 4) == UInt64(Self.label) { return index }
        index += 1
      }
      return nil
    }
    if let found { return found }
    // The last three bytes may begin a label.
    skip(to: isFinished ? bytes.count : max(head, bytes.count - 3))
    if isFinished, let skipped {
      self.skipped = nil
      pendingFaults.append(outside(skipped))
    }
    return nil
  }

  private mutating func skip(to index: Int) {
    guard index > head else { return }
    let count = index - head
    skippedByteCount += count
    if !isResuming {
      skipped = (skipped?.offset ?? streamOffset(head), (skipped?.count ?? 0) + count)
    }
    head = index
  }

  private func starts(at index: Int) -> Bool {
    index + 4 <= bytes.count
      && bytes.withUnsafeBytes { $0.klvUnsigned(index, 4) } == UInt64(Self.label)
  }

  private func outside(_ skipped: (offset: Int, count: Int)) -> WireFault {
    WireFault(
      byteOffset: skipped.offset, item: "stream", reason: "bytes outside of packets",
      detail: "\(skipped.count) bytes before the next key")
  }

  private func streamOffset(_ index: Int) -> Int {
    var found = places.first ?? (0, 0)
    for place in places where place.index <= index { found = place }
    return found.streamOffset + index - found.index
  }

  private func fault(
    _ index: Int, _ item: String, _ reason: String, _ detail: String, rawCount: Int = 17
  ) -> WireFault {
    WireFault(
      byteOffset: streamOffset(index), item: item, reason: reason, detail: detail,
      raw: Array(bytes[head..<min(bytes.count, head + max(rawCount, 1))]))
  }

  // MARK: Packets

  /// Gives up the packet at `head`, behind whose key the search goes on.
  private mutating func refuse(
    _ index: Int, _ item: String, _ reason: String, _ detail: String, rawCount: Int = 17
  ) -> WireItem<KLVPacket> {
    let found = fault(index, item, reason, detail, rawCount: rawCount)
    isResuming = true
    let end = min(bytes.count, head + 4)
    skippedByteCount += end - head
    head = end
    return .fault(found)
  }

  private mutating func readPacket() -> WireItem<KLVPacket>? {
    guard bytes.count - head >= 16 + 1 else { return cutOff() }
    guard let kind = Self.kind(bytes, head) else {
      return refuse(
        head, "key", "set not known",
        "\(bytes[head..<head + 16].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())")
    }
    let (length, start) = bytes.withUnsafeBytes { raw in
      var cursor = KLVCursor(raw, head + 16..<raw.count)
      return (cursor.length(), cursor.at)
    }
    guard let length else {
      let form = bytes[head + 16]
      if form >= 0x81, form <= 0x84, bytes.count - head - 17 < Int(form & 0x7F) { return cutOff() }
      return refuse(
        head + 16, "length", "length form not allowed",
        "0x\(String(form, radix: 16)), short form or 1 to 4 octets expected")
    }
    guard length <= Self.valueByteCountMax else {
      return refuse(
        head + 16, "length", "packet too long", "\(length) bytes, at most \(Self.valueByteCountMax)"
      )
    }
    guard bytes.count - start >= length else { return cutOff() }
    return read(kind, start..<start + length)
  }

  /// More bytes must come, or the stream ended within the packet.
  private mutating func cutOff() -> WireItem<KLVPacket>? {
    guard isFinished else { return nil }
    return refuse(
      head, "packet", "packet cut off", "the stream ends after \(bytes.count - head) bytes of it")
  }

  /// The registry's version octet may differ between editions.
  private static func kind(_ bytes: [UInt8], _ head: Int) -> KLVPacket.Kind? {
    bytes.withUnsafeBytes { raw in
      guard raw.klvUnsigned(head, 7) == 0x060E_2B34_020B_01 else { return nil }
      switch raw.klvUnsigned(head + 8, 8) {
      case 0x0E01_0301_0100_0000: return .datalink
      case 0x0E01_0303_0600_0000: return .vmti
      default: return nil
      }
    }
  }

  private mutating func read(_ kind: KLVPacket.Kind, _ value: Range<Int>) -> WireItem<KLVPacket> {
    let begin = head
    let result = bytes.withUnsafeBytes {
      KLVPacketReader.read(
        kind, UnsafeRawBufferPointer(rebasing: $0[begin..<value.upperBound]),
        valueStart: value.lowerBound - begin, byteOffset: streamOffset(begin))
    }
    switch result {
    case .failure(let found):
      return refuse(
        begin + found.index, found.item, found.reason, found.detail,
        rawCount: value.upperBound - begin)
    case .success(var read):
      isResuming = false
      if !read.faults.isEmpty {
        for index in read.faults.indices {
          read.faults[index].byteOffset = streamOffset(begin + read.faults[index].byteOffset)
        }
        pendingFaults.append(contentsOf: read.faults)
        pendingPacket = read.packet
        head = value.upperBound
        return .fault(pendingFaults.removeFirst())
      }
      head = value.upperBound
      return .message(read.packet)
    }
  }
}
