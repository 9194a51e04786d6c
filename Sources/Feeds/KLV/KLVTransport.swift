// Which of a transport stream's packets carry metadata? MPEG-2 systems (ISO/IEC 13818-1), ST 1402.
//
// SPDX-License-Identifier: Apache-2.0

/// Demultiplexes metadata out of a transport stream: stream type 0x15 with access unit cells
/// (synchronous), private data with the registration `KLVA` (asynchronous), and private data without
/// any descriptor in which a key shows.
struct KLVTransport: Sendable {
  /// More metadata streams than this are passed over.
  static let streamCountMax = 8

  private let stride: Int
  private var bytes = StreamBytes()
  /// Stream offset of the first byte that was pushed.
  private let begin: Int
  private var isFinished = false
  private var tables = KLVTables()
  private var streams: [KLVElementaryStream] = []
  private var faults: [WireFault] = []
  /// Where the sync byte was lost; nil in sync.
  private var lost: (offset: Int, count: Int)?
  /// The stream whose packets come out next.
  private var ready = 0

  init(stride: Int, offset: Int) {
    self.stride = stride
    begin = offset
  }

  mutating func push(_ pushed: UnsafeRawBufferPointer) { bytes.push(pushed) }

  mutating func finish() { isFinished = true }

  mutating func next() -> WireItem<KLVPacket>? {
    while true {
      if !faults.isEmpty { return .fault(faults.removeFirst()) }
      for index in streams.indices {
        if let item = streams[index].next() { return item }
      }
      if readPacket() { continue }
      guard isFinished else { return nil }
      if finishStreams() { continue }
      return nil
    }
  }

  /// True where something may come out after it.
  private mutating func finishStreams() -> Bool {
    if bytes.count > 0 || lost != nil {
      endOfBytes()
      return true
    }
    var isAnyOpen = false
    for index in streams.indices where !streams[index].isFinished {
      streams[index].finish()
      isAnyOpen = true
    }
    return isAnyOpen
  }

  private mutating func endOfBytes() {
    lost?.count += bytes.count
    if lost != nil {
      reportLost()
    } else {
      faults.append(
        WireFault(
          byteOffset: begin + bytes.offset, item: "transport packet", reason: "packet cut off",
          detail: "\(bytes.count) bytes, 188 expected"))
    }
    bytes.skip(bytes.count)
  }

  // MARK: Transport packets

  /// Reads one; false where more bytes are needed.
  private mutating func readPacket() -> Bool {
    guard bytes.count >= 188 else { return false }
    if lost != nil || bytes[0] != 0x47 { return seekSync() }
    // What stands between packets (time code, parity) follows the 188 bytes up to the next sync byte.
    guard bytes.count >= stride || isFinished else { return false }
    let offset = begin + bytes.offset
    let packet = bytes[0..<188]
    bytes.skip(min(stride, bytes.count))
    packet.withUnsafeBytes { take($0, offset: offset) }
    return true
  }

  /// Moves to the next sync byte that is followed by another one packet on; false where more bytes
  /// are needed to know.
  private mutating func seekSync() -> Bool {
    if lost == nil { lost = (begin + bytes.offset, 0) }
    let count = bytes.withUnread { [stride, isFinished] unread in
      var index = 0
      while index + stride < unread.count {
        if unread[index] == 0x47, unread[index + stride] == 0x47 { return index }
        index += 1
      }
      guard isFinished else { return index }
      // The last packet has none behind it.
      while index + 188 <= unread.count, unread[index] != 0x47 { index += 1 }
      return index
    }
    bytes.skip(count)
    lost?.count += count
    let isFound =
      bytes.count > stride || (isFinished && bytes.count >= 188 && bytes[0] == 0x47)
    if isFound { reportLost() }
    return isFound
  }

  private mutating func reportLost() {
    guard let lost else { return }
    faults.append(
      WireFault(
        byteOffset: lost.offset, item: "transport packet", reason: "sync lost",
        detail: "\(lost.count) bytes passed over"))
    self.lost = nil
  }

  private mutating func take(_ packet: UnsafeRawBufferPointer, offset: Int) {
    let isDamaged = packet[1] & 0x80 != 0
    let isStart = packet[1] & 0x40 != 0
    let id = Int(packet[1] & 0x1F) << 8 | Int(packet[2])
    let control = packet[3] >> 4 & 3
    guard id != 0x1FFF, control & 1 != 0, packet[3] & 0xC0 == 0 else { return }
    var start = 4
    var isAnnounced = false
    if control == 3 {
      let length = Int(packet[4])
      guard length <= 182 else {
        faults.append(
          WireFault(
            byteOffset: offset + 4, item: "adaptation field", reason: "field out of range",
            detail: "\(length) bytes, at most 182 expected"))
        return
      }
      isAnnounced = length > 0 && packet[5] & 0x80 != 0
      start = 5 + length
    }
    let payload = UnsafeRawBufferPointer(rebasing: packet[start..<188])
    if tables.isTable(id) {
      tables.take(
        id: id, payload, isStart: isStart, offset: offset + start, into: &faults)
      return
    }
    guard let index = stream(id, payload, isStart: isStart) else { return }
    if isDamaged {
      faults.append(
        WireFault(
          byteOffset: offset, item: "transport packet", reason: "transport error flagged",
          detail: "the packet of stream \(id) is not used"))
      streams[index].gap()
      return
    }
    streams[index].take(
      payload, counter: packet[3] & 15, isAnnounced: isAnnounced, isStart: isStart,
      packetOffset: offset, offset: offset + start, into: &faults)
  }

  /// The metadata stream with this id; nil for video, sound and what is not known to be metadata.
  private mutating func stream(
    _ id: Int, _ payload: UnsafeRawBufferPointer, isStart: Bool
  ) -> Int? {
    if let index = streams.firstIndex(where: { $0.id == id }) { return index }
    guard streams.count < Self.streamCountMax else { return nil }
    let type = tables.type(id)
    guard type == .metadata || (type != .other && isStart && Self.holdsKey(payload)) else {
      return nil
    }
    streams.append(KLVElementaryStream(id: id))
    return streams.count - 1
  }

  /// A private or metadata PES packet in which a key begins, within its first bytes.
  private static func holdsKey(_ payload: UnsafeRawBufferPointer) -> Bool {
    guard payload.count >= 9, payload.klvUnsigned(0, 3) == 1,
      payload[3] == 0xBD || payload[3] == 0xFC
    else { return false }
    let start = 9 + Int(payload[8])
    for begin in [start, start + 5] where begin + 4 <= payload.count {
      if payload.klvUnsigned(begin, 4) == 0x060E_2B34 { return true }
    }
    return false
  }
}
