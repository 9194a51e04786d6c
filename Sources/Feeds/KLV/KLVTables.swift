// Which stream of a transport stream is metadata, by its own tables?
//
// SPDX-License-Identifier: Apache-2.0

/// Reads the program association and program map tables.
struct KLVTables: Sendable {
  enum StreamType: Sendable {
    /// Declared as KLV.
    case metadata
    /// Private data without a descriptor that says what it is.
    case open
    /// Video, sound, or private data of another kind.
    case other
    /// Not in any table so far.
    case unlisted
  }

  private static let programCountMax = 32
  private static let streamCountMax = 64
  private static let sectionByteCountMax = 1_024

  private var mapIDs: [Int] = []
  private var types: [(id: Int, type: StreamType)] = []
  /// Sections that are not whole yet, by packet id.
  private var sections: [(id: Int, bytes: [UInt8])] = []

  func isTable(_ id: Int) -> Bool { id == 0 || mapIDs.contains(id) }

  func type(_ id: Int) -> StreamType { types.first { $0.id == id }?.type ?? .unlisted }

  mutating func take(
    id: Int, _ payload: UnsafeRawBufferPointer, isStart: Bool, offset: Int,
    into faults: inout [WireFault]
  ) {
    var start = 0
    if isStart {
      guard let pointer = payload.first, Int(pointer) + 1 < payload.count else { return }
      start = 1 + Int(pointer)
      sections.removeAll { $0.id == id }
      sections.append((id, []))
    }
    guard let index = sections.firstIndex(where: { $0.id == id }) else { return }
    sections[index].bytes.append(contentsOf: payload[start...])
    let bytes = sections[index].bytes
    guard bytes.count >= 3 else { return }
    let count = 3 + (Int(bytes[1] & 0x0F) << 8 | Int(bytes[2]))
    guard count <= Self.sectionByteCountMax, bytes.count <= Self.sectionByteCountMax + 188 else {
      sections.remove(at: index)
      return
    }
    guard bytes.count >= count else { return }
    sections.remove(at: index)
    guard Self.crc(bytes[0..<count]) == 0 else {
      faults.append(
        WireFault(
          byteOffset: offset, item: id == 0 ? "program association" : "program map",
          reason: "checksum wrong", detail: "the table is not used", raw: bytes))
      return
    }
    if id == 0 { readPrograms(bytes, count) } else { readStreams(bytes, count) }
  }

  private mutating func readPrograms(_ bytes: [UInt8], _ count: Int) {
    guard bytes[0] == 0 else { return }
    var at = 8
    while at + 4 <= count - 4 {
      let program = Int(bytes[at]) << 8 | Int(bytes[at + 1])
      let id = Int(bytes[at + 2] & 0x1F) << 8 | Int(bytes[at + 3])
      if program != 0, !mapIDs.contains(id), mapIDs.count < Self.programCountMax {
        mapIDs.append(id)
      }
      at += 4
    }
  }

  private mutating func readStreams(_ bytes: [UInt8], _ count: Int) {
    guard bytes[0] == 2, count >= 16 else { return }
    var at = 12 + (Int(bytes[10] & 0x0F) << 8 | Int(bytes[11]))
    while at + 5 <= count - 4 {
      let id = Int(bytes[at + 1] & 0x1F) << 8 | Int(bytes[at + 2])
      let length = Int(bytes[at + 3] & 0x0F) << 8 | Int(bytes[at + 4])
      let end = min(at + 5 + length, count - 4)
      let type = Self.type(bytes[at], bytes[at + 5..<max(at + 5, end)])
      types.removeAll { $0.id == id }
      if types.count < Self.streamCountMax { types.append((id, type)) }
      at = at + 5 + length
    }
  }

  private static func type(_ code: UInt8, _ descriptors: ArraySlice<UInt8>) -> StreamType {
    guard code == 0x06 || code == 0x15 else { return .other }
    var isDescribed = false
    var at = descriptors.startIndex
    while at + 2 <= descriptors.endIndex {
      let end = min(at + 2 + Int(descriptors[at + 1]), descriptors.endIndex)
      let content = descriptors[at + 2..<end]
      // Registration 0x05, metadata 0x26 and metadata pointer 0x25 carry the format `KLVA`.
      if [0x05, 0x25, 0x26].contains(descriptors[at]) {
        if Self.holdsKLVA(content) { return .metadata }
        isDescribed = isDescribed || descriptors[at] == 0x05
      }
      at = end
    }
    return isDescribed ? .other : code == 0x15 ? .metadata : .open
  }

  private static func holdsKLVA(_ content: ArraySlice<UInt8>) -> Bool {
    let wanted = Array("KLVA".utf8)
    guard content.count >= 4 else { return false }
    for start in content.startIndex...(content.endIndex - 4)
    where Array(content[start..<start + 4]) == wanted {
      return true
    }
    return false
  }

  /// CRC-32 of MPEG-2 (ISO/IEC 13818-1, annex A); 0 over a sound section.
  static func crc(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte) << 24
      for _ in 0..<8 { crc = crc & 0x8000_0000 != 0 ? crc << 1 ^ 0x04C1_1DB7 : crc << 1 }
    }
    return crc
  }
}
