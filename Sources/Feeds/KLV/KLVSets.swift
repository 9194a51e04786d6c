// Which targets does a packet report, and how is it classified? ST 0903 and ST 0102.
//
// SPDX-License-Identifier: Apache-2.0

/// A VMTI Local Set: moving targets that a detector found in the image (MISB ST 0903.6).
public struct VMTISet: Hashable, Sendable {
  public var timeUs: Int64?
  public var system: String?
  /// Edition of ST 0903; nil where it is not stated.
  public var version: Int?
  public var detectedCount: Int?
  public var reportedCount: Int?
  public var frameNumber: Int?
  public var frameWidthPx: Int?
  public var frameHeightPx: Int?
  public var sourceSensor: String?
  public var targets: [VMTITarget] = []
  /// Items that are not read, by tag, and those that do not fit.
  public var otherTags: [Int] = []

  /// More targets than this are cut off; the reported count stays.
  public static let targetCountMax = 1_024

  /// Nil where the items do not fill the range.
  init?(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
    var series: Range<Int>?
    var cursor = KLVCursor(bytes, range)
    while cursor.at < cursor.end {
      guard let tag = cursor.tag(), let count = cursor.length(), count <= cursor.end - cursor.at
      else { return nil }
      let start = cursor.at
      cursor.at += count
      let number = count >= 1 && count <= 4 ? Int(bytes.klvUnsigned(start, count)) : nil
      switch tag {
      case 1: break
      case 2 where count == 8 && bytes[start] < 0x80:
        timeUs = Int64(bytes.klvUnsigned(start, 8))
      case 3: system = bytes.klvText(start, count)
      case 4: version = number
      case 5: detectedCount = number
      case 6: reportedCount = number
      case 7: frameNumber = number
      case 8: frameWidthPx = number
      case 9: frameHeightPx = number
      case 10: sourceSensor = bytes.klvText(start, count)
      case 101: series = start..<start + count
      default: otherTags.append(tag)
      }
    }
    guard let series else { return }
    var targets = KLVCursor(bytes, series)
    while targets.at < targets.end {
      guard let count = targets.length(), count <= targets.end - targets.at,
        let target = VMTITarget(
          bytes, targets.at..<targets.at + count, isLegacy: (version ?? 4) < 4)
      else { return nil }
      targets.at += count
      if self.targets.count < Self.targetCountMax { self.targets.append(target) }
    }
  }
}

/// One target (VTarget pack).
public struct VMTITarget: Hashable, Sendable {
  public var id: Int
  /// Number of the pixel, row by row from 1.
  public var centroidPx: Int?
  public var topLeftPx: Int?
  public var bottomRightPx: Int?
  public var priority: Int?
  public var confidencePercent: Int?
  public var history: Int?
  public var latitudeOffsetDeg: Double?
  public var longitudeOffsetDeg: Double?
  public var ellipsoidHeightM: Double?
  public var location: Location?
  public var row: Int?
  public var column: Int?
  /// Class of the ontology, in the source's own words.
  public var objectClass: String?
  public var classConfidencePercent: Double?
  public var trackID: String?
  public var eastMPerS: Double?
  public var northMPerS: Double?
  public var otherTags: [Int] = []

  /// With one sigma along each axis where it was sent.
  public struct Location: Hashable, Sendable {
    public var latitudeDeg: Double
    public var longitudeDeg: Double
    public var ellipsoidHeightM: Double?
    public var sigmaEastM: Double?
    public var sigmaNorthM: Double?
    public var sigmaUpM: Double?
  }

  init?(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, isLegacy: Bool) {
    var cursor = KLVCursor(bytes, range)
    guard let id = cursor.tag() else { return nil }
    self.id = id
    while cursor.at < cursor.end {
      guard let tag = cursor.tag(), let count = cursor.length(), count <= cursor.end - cursor.at
      else { return nil }
      read(bytes, tag, cursor.at, count, isLegacy: isLegacy)
      cursor.at += count
    }
  }

  private mutating func read(
    _ bytes: UnsafeRawBufferPointer, _ tag: Int, _ start: Int, _ count: Int, isLegacy: Bool
  ) {
    let number = count >= 1 && count <= 6 ? Int(bytes.klvUnsigned(start, count)) : nil
    switch tag {
    case 1: centroidPx = number
    case 2: topLeftPx = number
    case 3: bottomRightPx = number
    case 4: priority = number
    case 5: confidencePercent = number.flatMap { $0 <= 100 ? $0 : nil }
    case 6: history = number
    case 10: latitudeOffsetDeg = Self.offset(bytes, start, count, isLegacy)
    case 11: longitudeOffsetDeg = Self.offset(bytes, start, count, isLegacy)
    case 12 where count == 2:
      ellipsoidHeightM = Self.mapped(bytes, start, 2, -900, 19_000, isLegacy)
    case 17: location = Self.location(bytes, start, count, isLegacy)
    case 19: row = number
    case 20: column = number
    case 102: readObject(KLVCursor(bytes, start..<start + count))
    case 104: readTracker(KLVCursor(bytes, start..<start + count))
    default: otherTags.append(tag)
    }
  }

  /// VObject: 2 class, 4 confidence.
  private mutating func readObject(_ set: KLVCursor) {
    var cursor = set
    while let tag = cursor.tag(), let count = cursor.length(), count <= cursor.end - cursor.at {
      if tag == 2 { objectClass = cursor.bytes.klvText(cursor.at, count) }
      if tag == 4, count == 2 {
        classConfidencePercent = Self.mapped(cursor.bytes, cursor.at, 2, 0, 100, false)
      }
      cursor.at += count
    }
  }

  /// VTracker: 1 track id, 10 velocity.
  private mutating func readTracker(_ set: KLVCursor) {
    var cursor = set
    while let tag = cursor.tag(), let count = cursor.length(), count <= cursor.end - cursor.at {
      if tag == 1, count == 16 {
        trackID = (0..<16).map {
          let octet = String(cursor.bytes[cursor.at + $0], radix: 16)
          return octet.utf8.count < 2 ? "0" + octet : octet
        }.joined()
      }
      if tag == 10, count >= 6 {
        eastMPerS = Self.mapped(cursor.bytes, cursor.at, 2, -900, 900, false)
        northMPerS = Self.mapped(cursor.bytes, cursor.at + 2, 2, -900, 900, false)
      }
      cursor.at += count
    }
  }

  /// Editions before 4 mapped plain integers; after it IMAPB.
  private static func mapped(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int, _ min: Double, _ max: Double,
    _ isLegacy: Bool
  ) -> Double? {
    let raw = bytes.klvUnsigned(start, count)
    if isLegacy {
      return min + Double(raw) * (max - min) / Double((UInt64(1) << UInt64(8 * count)) - 1)
    }
    guard case .number(let value)? = IMAPB(min: min, max: max, byteCount: count)?.value(raw)
    else { return nil }
    return value
  }

  private static func offset(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int, _ isLegacy: Bool
  ) -> Double? {
    guard (1...3).contains(count) else { return nil }
    if isLegacy {
      let raw = bytes.klvSigned(start, count)
      return raw == -(1 << 23) ? nil : Double(raw) * 19.2 / Double((1 << 23) - 1)
    }
    return count == 3 ? mapped(bytes, start, 3, -19.2, 19.2, false) : nil
  }

  private static func location(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int, _ isLegacy: Bool
  ) -> Location? {
    guard count == 10 || count == 16 || count == 22,
      let latitudeDeg = mapped(bytes, start, 4, -90, 90, isLegacy),
      let longitudeDeg = mapped(bytes, start + 4, 4, -180, 180, isLegacy)
    else { return nil }
    var location = Location(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
    location.ellipsoidHeightM = mapped(bytes, start + 8, 2, -900, 19_000, isLegacy)
    if count >= 16 {
      location.sigmaEastM = mapped(bytes, start + 10, 2, 0, 650, isLegacy)
      location.sigmaNorthM = mapped(bytes, start + 12, 2, 0, 650, isLegacy)
      location.sigmaUpM = mapped(bytes, start + 14, 2, 0, 650, isLegacy)
    }
    return location
  }
}

extension UnsafeRawBufferPointer {
  func klvText(_ start: Int, _ count: Int) -> String {
    String(decoding: UnsafeRawBufferPointer(rebasing: self[start..<start + count]), as: UTF8.self)
  }
}
