// What do the packets of one metadata stream carry? PES packets and access unit cells.
//
// SPDX-License-Identifier: Apache-2.0

/// One metadata stream of a transport stream.
struct KLVElementaryStream: Sendable {
  let id: Int
  private var framer = KLVFramer()
  private var counter: UInt8?
  /// The PES header as far as it came; nil while its payload is read, or before the first.
  private var header: [UInt8]?
  /// Payload still to come of this PES packet; nil where its length is open.
  private var rest: Int?
  private var isReading = false
  /// Octets of a cell's header, and of the cell itself, still to come.
  private var cellHeader: [UInt8] = []
  private var cellRest = 0
  private var hasCells: Bool?
  private var isSynchronous = false

  init(id: Int) { self.id = id }

  var isFinished: Bool { framer.isFinished }

  mutating func next() -> WireItem<KLVPacket>? { framer.next() }

  mutating func finish() { framer.finish() }

  mutating func gap() {
    framer.gap()
    isReading = false
    header = nil
  }

  mutating func take(
    _ payload: UnsafeRawBufferPointer, counter next: UInt8, isAnnounced: Bool, isStart: Bool,
    packetOffset: Int, offset: Int, into faults: inout [WireFault]
  ) {
    if let counter, !isAnnounced {
      // A packet may be sent twice.
      if next == counter { return }
      if next != (counter + 1) & 15 {
        faults.append(
          WireFault(
            byteOffset: packetOffset + 3, item: "continuity counter", reason: "packets missing",
            detail: "stream \(id): \(next) found, \((counter + 1) & 15) expected"))
        gap()
      }
    }
    counter = next
    if isStart {
      header = []
      isReading = false
    }
    guard header != nil || isReading else { return }
    var start = 0
    if header != nil {
      guard let end = readHeader(payload, offset: offset, into: &faults) else { return }
      start = end
    }
    var end = payload.count
    if let rest {
      end = min(end, start + rest)
      self.rest = rest - (end - start)
    }
    guard start < end else { return }
    read(UnsafeRawBufferPointer(rebasing: payload[start..<end]), offset: offset + start)
  }

  /// Index behind the header; nil where it is not whole yet, or none.
  private mutating func readHeader(
    _ payload: UnsafeRawBufferPointer, offset: Int, into faults: inout [WireFault]
  ) -> Int? {
    var octets = header ?? []
    let before = octets.count
    let needed = octets.count >= 9 ? 9 + Int(octets[8]) : 9
    octets.append(contentsOf: payload.prefix(max(0, needed - before)))
    if octets.count >= 9, octets.count < 9 + Int(octets[8]) {
      let more = 9 + Int(octets[8]) - octets.count
      octets.append(contentsOf: payload.dropFirst(octets.count - before).prefix(more))
    }
    header = octets
    guard octets.count >= 9, octets.count >= 9 + Int(octets[8]) else { return nil }
    header = nil
    guard octets[0] == 0, octets[1] == 0, octets[2] == 1, octets[6] & 0xC0 == 0x80 else {
      faults.append(
        WireFault(
          byteOffset: offset, item: "PES packet", reason: "field out of range",
          detail: "stream \(id): no start code 00 00 01 or no header marker", raw: octets))
      return nil
    }
    let length = Int(octets[4]) << 8 | Int(octets[5])
    rest = length == 0 ? nil : max(0, length + 6 - octets.count)
    isReading = true
    isSynchronous = octets[3] == 0xFC
    hasCells = nil
    cellHeader = []
    cellRest = 0
    return octets.count - before
  }

  // MARK: Payload

  private mutating func read(_ bytes: UnsafeRawBufferPointer, offset: Int) {
    var at = 0
    if hasCells == nil { hasCells = beginsWithCell(bytes) }
    guard hasCells == true else {
      framer.push(bytes, streamOffset: offset)
      return
    }
    while at < bytes.count {
      if cellRest == 0 {
        // Service, sequence, flags, two octets of length (ISO/IEC 13818-1, 2.12.4.2).
        cellHeader.append(bytes[at])
        at += 1
        if cellHeader.count == 5 {
          cellRest = Int(cellHeader[3]) << 8 | Int(cellHeader[4])
          cellHeader = []
        }
      } else {
        let count = min(cellRest, bytes.count - at)
        framer.push(
          UnsafeRawBufferPointer(rebasing: bytes[at..<at + count]), streamOffset: offset + at)
        at += count
        cellRest -= count
      }
    }
  }

  /// Synchronous metadata (stream id 0xFC) come in cells, private data do not; a key in the first
  /// place, or behind the header of a cell, says otherwise.
  private func beginsWithCell(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes.count >= 4, bytes.klvUnsigned(0, 4) == 0x060E_2B34 { return false }
    if bytes.count >= 9, bytes.klvUnsigned(5, 4) == 0x060E_2B34 { return true }
    return isSynchronous
  }
}
