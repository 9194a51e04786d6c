// Where in a picture or film are Exif data and provenance? A walk over its segments, chunks or boxes.
//
// SPDX-License-Identifier: Apache-2.0

/// The kind of a file by its first bytes. For display and for reading claims; nothing is run by it.
public enum MediaKind: String, Hashable, Sendable {
  case jpeg, png, tiff, mp4, other
}

/// The parts of a file that claims are read from.
struct MediaContainer {
  /// Parts of a file that are looked at; more is refused.
  static let partCountMax = 100_000
  /// A manifest of provenance has at most this many bytes.
  static let manifestByteCountMax = 1 << 24

  let kind: MediaKind
  /// The TIFF structure that Exif data are written in.
  private(set) var exif: ByteSource?
  /// The JUMBF boxes of C2PA.
  private(set) var manifest: [UInt8]?
  /// Where the manifest lies, wrapping included.
  private(set) var manifestRanges: [Range<Int>] = []
  /// What stopped the walk.
  private(set) var fault: String?

  init(_ source: ByteSource) {
    kind = Self.kind(source)
    do throws(MediaFault) {
      switch kind {
      case .jpeg: try walkJPEG(source)
      case .png: try walkPNG(source)
      case .tiff: exif = source
      case .mp4: try walkMP4(source)
      case .other: break
      }
    } catch {
      fault = error.reason
    }
  }

  private static func kind(_ source: ByteSource) -> MediaKind {
    guard let head = try? source.bytes(min(12, source.byteCount), at: 0) else { return .other }
    if head.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if head.starts(with: [0x49, 0x49, 0x2A, 0]) || head.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
      return .tiff
    }
    return head.count == 12 && Array(head[4..<8]) == Array("ftyp".utf8) ? .mp4 : .other
  }

  // MARK: JPEG

  /// Segments up to the picture data (ITU-T T.81, B.1.1.3).
  private mutating func walkJPEG(_ source: ByteSource) throws(MediaFault) {
    var boxes: [Int: [UInt8]] = [:]
    var at = 2
    for _ in 0..<Self.partCountMax where at + 4 <= source.byteCount {
      let head = try source.bytes(4, at: at)
      guard head[0] == 0xFF else { throw MediaFault("no segment begins at byte \(at)") }
      if head[1] == 0xFF {
        at += 1
        continue
      }
      if head[1] == 0xD8 || head[1] == 0xD9 || head[1] == 0xDA { break }
      let end = at + 2 + bigEndian(head[2...])
      let body = try source.part((at + 4)..<max(at + 4, end))
      if head[1] == 0xE1, exif == nil, body.byteCount > 6,
        try body.bytes(6, at: 0) == Array("Exif\0\0".utf8)
      {
        exif = try body.part(6..<body.byteCount)
      }
      if head[1] == 0xEB { try takeJUMBF(body, at..<end, &boxes) }
      at = end
    }
    manifest = boxes.values.first { JUMBFBox.isProvenance($0) }
    if manifest == nil { manifestRanges = [] }
  }

  /// A box of JPEG XT (ISO/IEC 18477-3) goes on over several segments: instance, place, header again.
  private mutating func takeJUMBF(
    _ body: ByteSource, _ range: Range<Int>, _ boxes: inout [Int: [UInt8]]
  ) throws(MediaFault) {
    guard body.byteCount >= 16, try body.bytes(2, at: 0) == Array("JP".utf8) else { return }
    let instance = try body.integer(2, at: 2)
    let bytes = try body.bytes(body.byteCount, at: 0)
    if let begun = boxes[instance] {
      let isLong = Array(bytes[8..<12]) == [0, 0, 0, 1]
      let headerByteCount = isLong ? 24 : 16
      guard bytes.count >= headerByteCount else { throw MediaFault("a segment goes on too short") }
      guard begun.count + bytes.count <= Self.manifestByteCountMax else {
        throw MediaFault("the manifest has more than \(Self.manifestByteCountMax) bytes")
      }
      boxes[instance, default: []] += bytes[headerByteCount...]
    } else {
      boxes[instance] = Array(bytes[8...])
    }
    if JUMBFBox.isProvenance(boxes[instance] ?? []) { manifestRanges.append(range) }
  }

  // MARK: PNG

  private mutating func walkPNG(_ source: ByteSource) throws(MediaFault) {
    var at = 8
    for _ in 0..<Self.partCountMax where at + 12 <= source.byteCount {
      let byteCount = try source.integer(4, at: at)
      let type = String(decoding: try source.bytes(4, at: at + 4), as: UTF8.self)
      let body = try source.part((at + 8)..<(at + 8 + byteCount))
      if type == "eXIf" { exif = body }
      if type == "caBX" { try takeManifest(body, at..<(at + 12 + byteCount)) }
      if type == "IEND" { break }
      at += 12 + byteCount
    }
  }

  private mutating func takeManifest(
    _ body: ByteSource, _ range: Range<Int>
  ) throws(MediaFault) {
    guard manifest == nil else { throw MediaFault("there are two manifests") }
    guard body.byteCount <= Self.manifestByteCountMax else {
      throw MediaFault("the manifest has more than \(Self.manifestByteCountMax) bytes")
    }
    manifest = try body.bytes(body.byteCount, at: 0)
    manifestRanges = [range]
  }

  // MARK: MP4

  /// The box of C2PA in files of ISO/IEC 14496-12.
  private static let provenanceType: [UInt8] = [
    0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
  ]

  private mutating func walkMP4(_ source: ByteSource) throws(MediaFault) {
    var at = 0
    for _ in 0..<Self.partCountMax where at + 8 <= source.byteCount {
      var byteCount = try source.integer(4, at: at)
      var headerByteCount = 8
      let type = try source.bytes(4, at: at + 4)
      if byteCount == 1 {
        byteCount = try source.integer(8, at: at + 8)
        headerByteCount = 16
      } else if byteCount == 0 {
        byteCount = source.byteCount - at
      }
      guard byteCount >= headerByteCount, byteCount <= source.byteCount - at else {
        throw MediaFault("the box at byte \(at) does not fit into the file")
      }
      if type == Array("uuid".utf8), byteCount >= headerByteCount + 29 {
        let body = try source.part((at + headerByteCount)..<(at + byteCount))
        // Type, version and flags, "manifest", and the place of a Merkle tree.
        if try body.bytes(16, at: 0) == Self.provenanceType,
          try body.bytes(9, at: 20) == Array("manifest\0".utf8), body.byteCount > 37
        {
          try takeManifest(body.part(37..<body.byteCount), at..<(at + byteCount))
        }
      }
      at += byteCount
    }
  }
}
