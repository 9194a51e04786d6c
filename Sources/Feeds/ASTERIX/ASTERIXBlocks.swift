// Which records does a frame hold? Block by block, record by record.
//
// SPDX-License-Identifier: Apache-2.0

/// A data block that is being read.
struct ASTERIXBlock: Sendable {
  var cursor: Int
  var end: Int
  /// Offset of the first record.
  var start: Int
  var edition: Int
  /// Known to come out to the last octet.
  var isChecked = false
}

extension ASTERIXDecoder {
  /// Goes to the next block of the frame; none is left where `block` stays nil and no fault comes.
  mutating func nextBlock() -> WireFault? {
    guard var frame else { return nil }
    defer { self.frame = frame }
    while frame.cursor < frame.end {
      if frame.isDatagram { passMultiplexedHeader(&frame) }
      let at = frame.cursor
      let left = frame.end - at
      guard left >= 4 else {
        frame.cursor = frame.end
        return fault(
          frame, at, "block length", "\(left) octets left in the frame, at least 4 expected")
      }
      let category = frame.bytes[at]
      let length = Int(frame.bytes[at + 1]) << 8 | Int(frame.bytes[at + 2])
      guard length >= 4, length <= left else {
        frame.cursor = frame.end
        return fault(frame, at, "block length", "length \(length), 4 to \(left) expected")
      }
      frame.cursor = at + length
      let chosen = frame.bytes.withUnsafeBufferPointer { bytes -> ASTERIXChosen in
        guard let start = bytes.baseAddress else { return .categoryNotRead }
        return editions.chosen(category, start, firstRecordAt: at + 3, limit: at + length)
      }
      switch chosen {
      case .edition(let edition):
        block = ASTERIXBlock(
          cursor: at + 3, end: at + length, start: at + 3, edition: edition)
        return nil
      case .categoryNotRead:
        return fault(frame, at, "category not read", "category \(category)")
      case .editionNotKnown(let name):
        return fault(
          frame, at, "edition not known",
          "edition \(name) of category \(category) is set; there are "
            + tables.editionNames(category).joined(separator: ", "))
      }
    }
    return nil
  }

  /// Length of all (2) and time of day in milliseconds (4) before a block, as a multiplexer of radar
  /// data sends them, several in a datagram.
  private func passMultiplexedHeader(_ frame: inout ASTERIXFrame) {
    let at = frame.cursor
    let left = frame.end - at
    guard left >= 10 else { return }
    frame.bytes.withUnsafeBytes { bytes in
      let length = Int(bytes[at]) << 8 | Int(bytes[at + 1])
      guard length <= left, let block = ASTERIXPacking.blockLength(bytes, at: at + 6),
        block == length - 6
      else { return }
      let time = bytes.loadUnaligned(fromByteOffset: at + 2, as: UInt32.self)
      let timeMs = Int64(UInt32(bigEndian: time))
      frame.timeOfDayMs = timeMs < 86_400_000 ? timeMs : nil
      frame.cursor = at + 6
    }
  }

  private func fault(
    _ frame: ASTERIXFrame, _ at: Int, _ reason: String, _ detail: String
  ) -> WireFault {
    WireFault(
      byteOffset: frame.byteOffset + at, reason: reason, detail: detail,
      raw: Array(frame.bytes[at..<min(frame.end, at + Reject.rawByteCountMax)]))
  }

  /// The next record of the block; nil where it is read to its end.
  mutating func nextRecord() -> WireItem<ASTERIXRecord>? {
    guard let frame, var current = block, current.cursor < current.end else { return nil }
    let at = current.cursor
    let shape = frame.bytes.withUnsafeBufferPointer { bytes -> ASTERIXRecordShape? in
      guard let start = bytes.baseAddress else { return nil }
      let reader = ASTERIXRecordReader(tables, start, limit: current.end)
      if !current.isChecked, reader.end(ofRecords: current.edition, from: at) != current.end,
        !reader.editionsThatFit(not: current.edition, from: current.start).isEmpty
      {
        return nil
      }
      return reader.shape(current.edition, at: at)
    }
    current.isChecked = true
    guard case .record(let items, let profile, let end) = shape else {
      block = nil
      return .fault(blockFault(frame, current, shape))
    }
    current.cursor = end
    block = current
    return .message(
      ASTERIXRecord(
        byteOffset: frame.byteOffset + at, capturedAtMs: frame.capturedAtMs,
        frameTimeOfDayMs: frame.timeOfDayMs, content: frame.bytes, start: at, end: end,
        edition: current.edition, profile: profile, items: items))
  }
}
