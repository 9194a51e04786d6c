// What do the tags of an Exif block hold? One directory at a time, each value within bounds.
//
// SPDX-License-Identifier: Apache-2.0

/// The tags of one image file directory (TIFF 6.0, section 2).
struct TIFFDirectory {
  private struct Entry {
    let type: Int
    let count: Int
    let valueOffset: Int
  }

  /// Values of more bytes are not read.
  private static let valueByteCountMax = 1_024

  private let source: ByteSource
  private let littleEndian: Bool
  private var entries: [Int: Entry] = [:]

  /// The first directory of a block.
  init(_ source: ByteSource) throws(MediaFault) {
    let mark = try source.bytes(4, at: 0)
    switch mark {
    case [0x49, 0x49, 0x2A, 0]: littleEndian = true
    case [0x4D, 0x4D, 0, 0x2A]: littleEndian = false
    default: throw MediaFault("an Exif block does not begin as TIFF does")
    }
    self.source = source
    let offset = try source.integer(4, at: 4, littleEndian: littleEndian)
    try readEntries(at: offset)
  }

  private init(_ parent: TIFFDirectory, at offset: Int) throws(MediaFault) {
    source = parent.source
    littleEndian = parent.littleEndian
    try readEntries(at: offset)
  }

  private mutating func readEntries(at offset: Int) throws(MediaFault) {
    let count = try integer(2, at: offset)
    let bytes = try source.bytes(count * 12, at: offset + 2)
    for index in 0..<count {
      let at = index * 12
      func number(_ place: Int, _ byteCount: Int) -> Int {
        let field = bytes[(at + place)..<(at + place + byteCount)]
        return littleEndian ? bigEndian(field.reversed()) : bigEndian(field)
      }
      // The first of two entries with one tag counts.
      let tag = number(0, 2)
      guard entries[tag] == nil else { continue }
      entries[tag] = Entry(
        type: number(2, 2), count: number(4, 4), valueOffset: offset + 2 + at + 8)
    }
  }

  private func integer(_ byteCount: Int, at offset: Int) throws(MediaFault) -> Int {
    try source.integer(byteCount, at: offset, littleEndian: littleEndian)
  }

  /// The directory that a tag points to; nil without the tag.
  func directory(_ tag: Int) throws(MediaFault) -> TIFFDirectory? {
    guard let entry = entries[tag], entry.count == 1 else { return nil }
    return try TIFFDirectory(self, at: integer(4, at: entry.valueOffset))
  }

  /// The bytes of a value of that type.
  private func value(_ tag: Int, type: Int, byteCount: Int) throws(MediaFault) -> [UInt8]? {
    guard let entry = entries[tag], entry.type == type else { return nil }
    guard entry.count <= Self.valueByteCountMax / byteCount else {
      throw MediaFault("the value of tag \(tag) is longer than is read")
    }
    let total = entry.count * byteCount
    let offset = total <= 4 ? entry.valueOffset : try integer(4, at: entry.valueOffset)
    return try source.bytes(total, at: offset)
  }

  /// Text of printable characters, without the zero that ends it; others are left out.
  func text(_ tag: Int) throws(MediaFault) -> String? {
    guard let bytes = try value(tag, type: 2, byteCount: 1) else { return nil }
    let printable = bytes.prefix { $0 != 0 }.filter { (0x20..<0x7F).contains($0) }
    let text = String(decoding: printable, as: UTF8.self)
    let kept = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    return kept.isEmpty ? nil : String(kept)
  }

  /// One byte.
  func byte(_ tag: Int) throws(MediaFault) -> UInt8? {
    try value(tag, type: 1, byteCount: 1)?.first
  }

  /// Fractions of two unsigned numbers; nil where one has the denominator 0.
  func fractions(_ tag: Int, count: Int) throws(MediaFault) -> [Double]? {
    guard let bytes = try value(tag, type: 5, byteCount: 8), bytes.count == count * 8 else {
      return nil
    }
    var out: [Double] = []
    for index in 0..<count {
      let parts = [0, 4].map { place in
        let field = bytes[(index * 8 + place)..<(index * 8 + place + 4)]
        return littleEndian ? bigEndian(field.reversed()) : bigEndian(field)
      }
      guard parts[1] != 0 else { return nil }
      out.append(Double(parts[0]) / Double(parts[1]))
    }
    return out
  }
}
