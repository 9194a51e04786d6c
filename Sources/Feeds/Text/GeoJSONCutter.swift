// Where does each feature of a GeoJSON text begin and end, without holding the whole text?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// Cuts a GeoJSON text into its features, however it is cut into reads.
///
/// Takes a FeatureCollection, a single Feature, and one Feature a line. A feature longer than
/// `featureByteCountMax` is refused. A broken feature costs itself alone where the next one begins
/// on a line of its own: no JSON string holds a line end, and what belongs to a feature is indented
/// or follows on its line.
struct GeoJSONCutter: Sendable {
  static let featureByteCountMax = 262_144

  private enum Place { case top, inFeatures, behindFeatures }

  /// A feature's bytes, or the first of those that are none, and why.
  struct Cut {
    let bytes: [UInt8]
    var reason: String?
  }

  private var text = TextBytes()
  private var pending: [UInt8] = []
  private var at = 0
  /// Where the object that is being cut out began, and how many braces are open in it.
  private var start: Int?
  private var depth = 0
  private var place = Place.top
  private var isInString = false
  private var isEscaped = false
  /// First bytes of a feature that is too long; the rest is dropped as it comes.
  private var tooLong: [UInt8]?
  private var previous: UInt8 = 0x0A
  private var previousInk: UInt8 = 0
  private(set) var featureCount = 0
  private var hasCollection = false
  private var isFinished = false
  private var hasReportedEnd = false

  mutating func push(_ bytes: [UInt8]) {
    var utf8: [UInt8] = []
    text.push(bytes, to: &utf8)
    take(utf8)
  }

  private mutating func take(_ bytes: [UInt8]) {
    let done = tooLong == nil ? start ?? at : at
    pending.removeFirst(done)
    at -= done
    if start != nil { start = 0 }
    pending.append(contentsOf: bytes)
  }

  mutating func finish() {
    var utf8: [UInt8] = []
    text.finish(to: &utf8)
    take(utf8)
    isFinished = true
  }

  /// The next feature; behind the last one, once, what is wrong with the text's end.
  mutating func next() -> Cut? {
    if let cut = nextCut() {
      featureCount += 1
      return cut
    }
    guard isFinished, !hasReportedEnd, let reason = faultAtEnd() else { return nil }
    hasReportedEnd = true
    featureCount += 1
    let raw = tooLong ?? start.map { Array(pending[$0...]) } ?? []
    return Cut(bytes: raw, reason: reason)
  }

  private func faultAtEnd() -> String? {
    if start != nil { return "the file ends within a feature" }
    if place == .inFeatures { return "the file ends before its list of features is closed" }
    guard featureCount == 0, !hasCollection else { return nil }
    return "no GeoJSON feature was found; a FeatureCollection or one Feature a line was expected"
  }
}

// MARK: Cutting

extension GeoJSONCutter {
  private mutating func nextCut() -> Cut? {
    while at < pending.count {
      let byte = pending[at]
      at += 1
      if let from = start, tooLong == nil, at - from > Self.featureByteCountMax {
        tooLong = Array(pending[from..<at].prefix(Reject.rawByteCountMax))
      }
      let cut = isInString ? takeInString(byte) : take(byte)
      previous = byte
      if byte > 0x20 { previousInk = byte }
      if let cut { return cut }
    }
    return nil
  }

  private mutating func takeInString(_ byte: UInt8) -> Cut? {
    if byte == 0x0A || byte == 0x0D {
      isInString = false
      isEscaped = false
      return start == nil ? nil : end(at - 1, "a text has no closing quote on its line")
    }
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInString = false
    }
    return nil
  }

  private mutating func take(_ byte: UInt8) -> Cut? {
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "["):
      guard place == .top, start != nil, depth == 1, opensFeatures() else { return nil }
      start = nil
      tooLong = nil
      depth = 0
      place = .inFeatures
      hasCollection = true
    case UInt8(ascii: "]"):
      if place == .inFeatures, start == nil { place = .behindFeatures }
    case UInt8(ascii: "{"): return open()
    case UInt8(ascii: "}"): return close()
    default: break
    }
    return nil
  }

  private mutating func open() -> Cut? {
    var broken: Cut?
    let isOnOwnLine = previous == 0x0A || previous == 0x0D
    let mayBelong = previousInk == UInt8(ascii: ":") || previousInk == UInt8(ascii: "[")
    if start != nil, isOnOwnLine, !mayBelong {
      broken = end(at - 1, "the feature is not closed before the next one begins")
    }
    if start == nil, place != .behindFeatures { start = at - 1 }
    depth += 1
    return broken
  }

  private mutating func close() -> Cut? {
    if place == .behindFeatures || start == nil {
      // Of a member behind the features, else of the collection itself.
      if depth == 0 { place = .top } else { depth -= 1 }
      return nil
    }
    depth -= 1
    return depth == 0 ? end(at, nil) : nil
  }

  private mutating func end(_ end: Int, _ reason: String?) -> Cut {
    let isTooLong = tooLong != nil
    let bytes = tooLong ?? start.map { Array(pending[$0..<end]) } ?? []
    start = nil
    tooLong = nil
    depth = 0
    return Cut(
      bytes: bytes,
      reason: isTooLong
        ? "the feature is longer than \(Self.featureByteCountMax) bytes" : reason)
  }

  /// True where the bracket just read belongs to `"features":`.
  private func opensFeatures() -> Bool {
    guard let start, tooLong == nil else { return false }
    let before = pending[start..<(at - 1)].reversed().drop { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
    return before.starts(with: "\"features\"".utf8.reversed())
  }
}
