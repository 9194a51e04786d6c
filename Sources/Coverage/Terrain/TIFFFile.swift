// Which tags has a TIFF file, and what do they hold?
//
// SPDX-License-Identifier: Apache-2.0

/// The first directory of a TIFF file (TIFF 6.0, section 2).
struct TIFFFile {
  private struct Field {
    /// Where the tag itself stands.
    let at: Int
    let type: Int
    let count: Int
    /// Where its values stand.
    let offset: Int
  }

  /// A bound on what a damaged file can ask for: heights a file, 400 MB of them.
  static let sizeMax = 100_000

  private let bytes: [UInt8]
  private let name: String
  private let isBigEndian: Bool
  private var fields: [Int: Field] = [:]

  init(_ bytes: [UInt8], name: String) throws(TerrainError) {
    (self.bytes, self.name) = (bytes, name)
    isBigEndian = bytes.first == 0x4D
    let mark = bytes.prefix(2)
    guard mark == [0x49, 0x49] || mark == [0x4D, 0x4D], bytes.count >= 8 else {
      throw TerrainError(
        file: name, byteOffset: 0, message: "this is no TIFF file.",
        next: "Give a GeoTIFF or an SRTM file (.hgt).")
    }
    guard unsigned(2, 2) == 42 else {
      throw TerrainError(
        file: name, byteOffset: 2, message: "this is no TIFF 6.0 file (BigTIFF is not read).",
        next: "Write it anew: gdal_translate -co BIGTIFF=NO in.tif out.tif")
    }
    let directory = Int(unsigned(4, 4))
    guard directory + 2 <= bytes.count else { throw truncated(directory) }
    let count = Int(unsigned(directory, 2))
    guard directory + 2 + 12 * count <= bytes.count else { throw truncated(directory) }
    for index in 0..<count {
      let at = directory + 2 + 12 * index
      let type = Int(unsigned(at + 2, 2))
      let valueCount = Int(unsigned(at + 4, 4))
      let byteCount = Self.byteCount(ofType: type) * valueCount
      let offset = byteCount <= 4 ? at + 8 : Int(unsigned(at + 8, 4))
      guard offset + byteCount <= bytes.count else { throw truncated(at) }
      fields[Int(unsigned(at, 2))] = Field(at: at, type: type, count: valueCount, offset: offset)
    }
  }

  private static func byteCount(ofType type: Int) -> Int {
    switch type {
    case 3, 8: 2
    case 4, 9, 11: 4
    case 5, 10, 12: 8
    default: 1
    }
  }

  private func truncated(_ at: Int) -> TerrainError {
    TerrainError(
      file: name, byteOffset: at, message: "the file ends before what it speaks of.",
      next: "Fetch it again.")
  }

  func error(_ tag: Int, _ message: String, _ next: String) -> TerrainError {
    TerrainError(
      file: name, byteOffset: fields[tag]?.at, message: "tag \(tag): \(message)", next: next)
  }

  /// So many bytes as a number without sign, in the file's order.
  func unsigned(_ offset: Int, _ count: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<count {
      value = value << 8 | UInt64(bytes[isBigEndian ? offset + index : offset + count - 1 - index])
    }
    return value
  }

  func has(_ tag: Int) -> Bool { fields[tag] != nil }

  /// Values of a tag of short or long integers; none where it is not there.
  func integers(_ tag: Int) throws(TerrainError) -> [Int] {
    guard let field = fields[tag] else { return [] }
    guard [1, 3, 4].contains(field.type) else {
      throw error(tag, "values of type \(field.type) are not integers.", "Fetch the file again.")
    }
    let size = Self.byteCount(ofType: field.type)
    return (0..<field.count).map { Int(unsigned(field.offset + $0 * size, size)) }
  }

  func integer(_ tag: Int) throws(TerrainError) -> Int? { try integers(tag).first }

  /// A width or height.
  func size(_ tag: Int) throws(TerrainError) -> Int {
    guard let value = try integer(tag), (2...Self.sizeMax).contains(value) else {
      throw error(
        tag, "the size is missing, or not from 2 to \(Self.sizeMax).", "Fetch the file again.")
    }
    return value
  }

  func numbers(_ tag: Int) throws(TerrainError) -> [Double] {
    guard let field = fields[tag] else { return [] }
    guard field.type == 12 else {
      throw error(
        tag, "values of type \(field.type) are not double numbers.", "Fetch the file again.")
    }
    return (0..<field.count).map { Double(bitPattern: unsigned(field.offset + 8 * $0, 8)) }
  }

  func text(_ tag: Int) -> String? {
    guard let field = fields[tag], field.type == 2 else { return nil }
    let text = bytes[field.offset..<(field.offset + field.count)].prefix { $0 != 0 && $0 != 0x20 }
    return String(decoding: text, as: UTF8.self)
  }
}
