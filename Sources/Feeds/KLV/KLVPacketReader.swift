// Are the items of a packet sound, and what do they say?
//
// SPDX-License-Identifier: Apache-2.0

/// Why nothing of a packet is used.
struct KLVPacketFault: Error {
  /// In the packet.
  let index: Int
  let item: String
  let reason: String
  let detail: String
}

enum KLVPacketReader {
  struct Read {
    var packet: KLVPacket
    /// Items that do not fit; their offsets count from the packet's begin.
    var faults: [WireFault] = []
  }

  /// Items of a packet; the checksum is proof against chance, not against a sender that is wrong.
  private static let itemCountMax = 1_024

  static func read(
    _ kind: KLVPacket.Kind, _ bytes: UnsafeRawBufferPointer, valueStart: Int, byteOffset: Int
  ) -> Result<Read, KLVPacketFault> {
    if kind == .datalink, let fault = checksumFault(bytes, valueStart) { return .failure(fault) }
    let codes = KLVCode.all
    var items: [KLVItem] = []
    items.reserveCapacity(32)
    var faults: [WireFault] = []
    var vmti: [VMTISet] = []
    if kind == .vmti {
      guard let set = VMTISet(bytes, valueStart..<bytes.count) else {
        return .failure(broken(valueStart, "VMTI set"))
      }
      vmti = [set]
    }
    var cursor = KLVCursor(bytes, valueStart..<(kind == .vmti ? valueStart : bytes.count))
    while cursor.at < cursor.end {
      let begin = cursor.at
      guard let tag = cursor.tag() else { return .failure(broken(begin, "tag")) }
      guard let count = cursor.length() else { return .failure(broken(begin, "item \(tag)")) }
      guard count <= cursor.end - cursor.at, items.count < itemCountMax else {
        return .failure(
          KLVPacketFault(
            index: begin, item: "item \(tag)", reason: "item beyond the packet",
            detail: "\(count) octets, \(cursor.end - cursor.at) are left"))
      }
      let code = tag < codes.count ? codes[tag] : codes[0]
      let item = code.read(bytes, tag: tag, start: cursor.at, count: count)
      items.append(item)
      if item.state == .misfit {
        faults.append(misfit(begin, tag, "\(count) octets, \(code.byteCount) expected"))
      }
      if tag == 74, count > 0 {
        vmti = VMTISet(bytes, cursor.at..<cursor.at + count).map { [$0] } ?? []
        if vmti.isEmpty { faults.append(misfit(begin, tag, "its items do not fill it")) }
      }
      cursor.at += count
    }
    return .success(
      Read(
        packet: KLVPacket(
          byteOffset: byteOffset, kind: kind, raw: Array(bytes), items: items, vmtiSets: vmti),
        faults: faults))
  }

  /// Item 1 stands last and holds the 16-bit sum of everything before its value (ST 0601, 6.4).
  private static func checksumFault(
    _ bytes: UnsafeRawBufferPointer, _ valueStart: Int
  ) -> KLVPacketFault? {
    let end = bytes.count
    guard end - valueStart >= 4, bytes[end - 4] == 1, bytes[end - 3] == 2 else {
      return KLVPacketFault(
        index: max(valueStart, end - 4), item: "item 1", reason: "checksum missing",
        detail: "the packet does not end with item 1 of two octets")
    }
    let found = UInt16(bytes[end - 2]) << 8 | UInt16(bytes[end - 1])
    let sum = sum(bytes, end - 2)
    guard sum != found else { return nil }
    return KLVPacketFault(
      index: end - 2, item: "item 1", reason: "checksum wrong",
      detail: "0x\(String(found, radix: 16)) found, 0x\(String(sum, radix: 16)) expected")
  }

  /// Octets at even places are the high ones.
  static func sum(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> UInt16 {
    var high: UInt32 = 0
    var low: UInt32 = 0
    var index = 0
    while index &+ 1 < count {
      high &+= UInt32(bytes[index])
      low &+= UInt32(bytes[index &+ 1])
      index &+= 2
    }
    if index < count { high &+= UInt32(bytes[index]) }
    return UInt16(truncatingIfNeeded: high &<< 8 &+ low)
  }

  private static func broken(_ index: Int, _ item: String) -> KLVPacketFault {
    KLVPacketFault(
      index: index, item: item, reason: "item broken",
      detail: "tag and length cannot be read here")
  }

  private static func misfit(_ index: Int, _ tag: Int, _ detail: String) -> WireFault {
    WireFault(
      byteOffset: index, item: "item \(tag)", reason: "item does not fit", detail: detail)
  }
}
