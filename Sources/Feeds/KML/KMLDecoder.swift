// Which Placemarks does a KML text hold?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// Reads a KML text Placemark by Placemark, however it is cut into reads; several texts may follow each
/// other. UTF-8 or UTF-16.
///
/// A Placemark that cannot be read costs itself: reading goes on behind its end, or at the next
/// `<Placemark`. A document type is refused with the text it stands in, so that no entity is ever
/// expanded; so is what is no KML. Placemarks within `Update` change others and are passed over.
public struct KMLDecoder: TextDecoder {
  /// A Placemark longer than this is refused.
  public static let placemarkByteCountMax = 4_194_304

  private enum Mode {
    /// Before the first element of a text.
    case prologue
    case document
    /// To the next `<?xml`.
    case refused
  }

  private var text = TextBytes()
  private var stream = StreamBytes()
  private var scanner = XMLScanner()
  private var outside = KMLOutside()
  private var mode = Mode.prologue
  /// The Placemark that is being read or, given up, passed over: its name as written.
  private var openName: [UInt8]?
  private var isGivenUp = false
  private var openLine = 0
  /// Bytes of the open Placemark behind the first unread one.
  private var walked = 0
  /// Line of the next piece, from 1.
  private var line = 1
  private var placemarkCount = 0
  private var hasFault = false
  private var hasStrayText = false
  private var hasRoot = false
  private var isFinished = false
  private var hasReportedEnd = false

  public init() {}

  public mutating func push(_ bytes: [UInt8]) {
    var utf8: [UInt8] = []
    text.push(bytes, to: &utf8)
    utf8.withUnsafeBytes { stream.push($0) }
  }

  public mutating func finish() {
    var utf8: [UInt8] = []
    text.finish(to: &utf8)
    utf8.withUnsafeBytes { stream.push($0) }
    isFinished = true
  }

  /// The next Placemark or fault, with its line; nil until more bytes are pushed.
  public mutating func next() -> WireItem<KMLPlacemark>? {
    if stream.offset == 0, walked == 0, mode == .prologue {
      guard stream.count >= 4 || isFinished else { return nil }
      if stream.withUnread({ $0.starts(with: [0x50, 0x4B, 0x03, 0x04]) }) {
        return refuse(
          "packed as KMZ", "unzip it first, and read the doc.kml that is in it", item: "")
      }
    }
    while let (piece, byteCount) = nextPiece() {
      let item = openName == nil ? take(piece, byteCount) : takeWithin(piece, byteCount)
      if let item {
        if case .fault = item { hasFault = true }
        return item
      }
    }
    return isFinished ? end() : nil
  }

  private mutating func nextPiece() -> (piece: XMLScanner.Piece, byteCount: Int)? {
    var scanner = scanner
    defer { self.scanner = scanner }
    let (walked, isFinished) = (walked, isFinished)
    return stream.withUnread {
      scanner.next(UnsafeRawBufferPointer(rebasing: $0[walked...]), isFinished: isFinished)
    }
  }

  /// Drops what was read, up to so many bytes.
  private mutating func drop(_ byteCount: Int) {
    line += stream.withUnread { bytes in bytes[..<byteCount].count { $0 == 0x0A } }
    stream.skip(byteCount)
  }

  // MARK: Outside Placemarks

  private mutating func take(
    _ piece: XMLScanner.Piece, _ byteCount: Int
  ) -> WireItem<KMLPlacemark>? {
    if mode == .refused {
      if piece == .instruction, isDeclaration(byteCount) {
        mode = .prologue
        hasStrayText = false
        return take(piece, byteCount)
      }
      drop(byteCount)
      return nil
    }
    switch piece {
    case .passed: break
    case .text:
      if mode == .prologue, !hasStrayText, let at = strayAt(byteCount) {
        drop(at)
        return stray("text outside the document", "", byteCount - at)
      }
    case .instruction:
      if isDeclaration(byteCount), let encoding = encoding(byteCount) {
        return refuse(
          "encoding refused", "'\(encoding)'; write the text as UTF-8", item: "encoding",
          byteCount)
      }
    case .documentType:
      return refuse(
        "document type refused", "KML has none; no entities are expanded", item: "DOCTYPE",
        byteCount)
    case .broken(let reason, let detail):
      if mode == .document { return fault(reason, detail, byteCount) }
      if !hasStrayText { return stray(reason, detail, byteCount) }
    case .startTag: return open(byteCount)
    case .endTag:
      if mode == .document { return close(byteCount) }
      if !hasStrayText { return stray("tags do not match", "nothing is open", byteCount) }
    }
    drop(byteCount)
    return nil
  }

  /// The first byte of a text that is no space.
  private func strayAt(_ byteCount: Int) -> Int? {
    stream.withUnread { bytes in
      bytes[..<byteCount].firstIndex { !XMLCursor.isSpace($0) && $0 != 0 }
    }
  }

  /// What stands outside a document is said once.
  private mutating func stray(
    _ reason: String, _ detail: String, _ byteCount: Int
  ) -> WireItem<KMLPlacemark> {
    hasStrayText = true
    let fault = WireFault(
      byteOffset: stream.offset, line: line, reason: reason, detail: detail, raw: [])
    drop(byteCount)
    return .fault(fault)
  }

  private func isDeclaration(_ byteCount: Int) -> Bool {
    byteCount > 6
      && stream.withUnread { $0.starts(with: "<?xml".utf8) && XMLCursor.isSpace($0[5]) }
  }

  /// The encoding that a declaration names where it is none that is read.
  private func encoding(_ byteCount: Int) -> String? {
    let text = String(decoding: stream[0..<byteCount], as: UTF8.self)
    guard let mark = text.firstRange(of: "encoding") else { return nil }
    let value = text[mark.upperBound...].drop { " \t\r\n=".contains($0) }.dropFirst()
      .prefix { !"'\"?".contains($0) }
    let known = ["utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", ""]
    return known.contains(value.lowercased()) ? nil : String(value.prefix(40))
  }

  private mutating func open(_ byteCount: Int) -> WireItem<KMLPlacemark>? {
    let isRoot = mode == .prologue
    let tag = stream.withUnread {
      outside.open(UnsafeRawBufferPointer(rebasing: $0[..<byteCount]), isRoot: isRoot)
    }
    switch tag {
    case .root:
      mode = outside.depth == 0 ? .prologue : .document
      hasStrayText = false
      hasRoot = true
    case .container: break
    case .placemark(let name, let isWhole):
      openName = name
      isGivenUp = false
      openLine = line
      walked = byteCount
      return isWhole ? finishPlacemark() : nil
    case .fault(let fault): return self.fault(fault, byteCount)
    case .notKML(let detail):
      return refuse("not KML", detail, item: "", byteCount)
    }
    drop(byteCount)
    return nil
  }

  private mutating func close(_ byteCount: Int) -> WireItem<KMLPlacemark>? {
    let fault = stream.withUnread {
      outside.close(UnsafeRawBufferPointer(rebasing: $0[..<byteCount]))
    }
    if outside.depth == 0 { mode = .prologue }
    if let fault { return self.fault(fault, byteCount) }
    drop(byteCount)
    return nil
  }

  // MARK: Within a Placemark

  private mutating func takeWithin(
    _ piece: XMLScanner.Piece, _ byteCount: Int
  ) -> WireItem<KMLPlacemark>? {
    if piece == .startTag || piece == .endTag, isOpenName(byteCount, piece) {
      if piece == .startTag {
        defer { openName = nil }
        return isGivenUp
          ? nil
          : lose("Placemark not closed", "another one begins within it", walked)
      }
      if isGivenUp {
        openName = nil
        drop(byteCount)
        return nil
      }
      walked += byteCount
      return isTooLong ? lose(Self.tooLong.reason, Self.tooLong.detail, walked) : finishPlacemark()
    }
    if isGivenUp {
      drop(byteCount)
      return nil
    }
    walked += byteCount
    return isTooLong ? giveUp() : nil
  }

  private static let tooLong = (
    reason: "Placemark too long", detail: "at most \(placemarkByteCountMax) bytes"
  )

  private var isTooLong: Bool { walked > Self.placemarkByteCountMax }

  /// Says that the Placemark is too long, and drops it as it comes.
  private mutating func giveUp() -> WireItem<KMLPlacemark>? {
    let name = openName
    let item = lose(Self.tooLong.reason, Self.tooLong.detail, walked)
    openName = name
    isGivenUp = true
    return item
  }

  private mutating func lose(
    _ reason: String, _ detail: String, _ byteCount: Int
  ) -> WireItem<KMLPlacemark>? {
    openName = nil
    walked = 0
    placemarkCount += 1
    let fault = WireFault(
      byteOffset: stream.offset, line: openLine, item: "Placemark", reason: reason,
      detail: detail, raw: stream[0..<min(byteCount, Reject.rawByteCountMax)])
    drop(byteCount)
    return .fault(fault)
  }

  /// True for a tag with the Placemark's own name.
  private func isOpenName(_ byteCount: Int, _ piece: XMLScanner.Piece) -> Bool {
    guard let openName else { return false }
    let start = walked + (piece == .endTag ? 2 : 1)
    let end = walked + byteCount
    return stream.withUnread { bytes in
      guard start + openName.count < end,
        bytes[start..<(start + openName.count)].elementsEqual(openName)
      else { return false }
      let behind = bytes[start + openName.count]
      return XMLCursor.isSpace(behind) || behind == UInt8(ascii: ">")
        || behind == UInt8(ascii: "/")
    }
  }

  private mutating func finishPlacemark() -> WireItem<KMLPlacemark>? {
    let raw = stream[0..<walked]
    let (names, depth) = (outside.names, outside.depth)
    let result: Result<KMLPlacemark, XMLFault> = raw.withUnsafeBytes { bytes in
      var reader = KMLPlacemarkReader(bytes, names, depth: depth)
      do throws(XMLFault) { return .success(try reader.read()) } catch { return .failure(error) }
    }
    let offset = stream.offset
    drop(walked)
    walked = 0
    openName = nil
    placemarkCount += 1
    switch result {
    case .success(var placemark):
      placemark.number = placemarkCount
      placemark.line = openLine
      placemark.raw = raw
      return .message(placemark)
    case .failure(let fault):
      let at = min(fault.at, raw.count)
      return .fault(
        WireFault(
          byteOffset: offset + at, line: openLine + raw[..<at].count { $0 == 0x0A },
          item: fault.item.isEmpty ? "Placemark" : fault.item, reason: fault.reason,
          detail: fault.detail, raw: raw))
    }
  }

  // MARK: Faults

  private mutating func fault(
    _ reason: String, _ detail: String, item: String = "", _ byteCount: Int
  ) -> WireItem<KMLPlacemark> {
    let fault = WireFault(
      byteOffset: stream.offset, line: line, item: item, reason: reason, detail: detail,
      raw: stream[0..<byteCount])
    drop(byteCount)
    return .fault(fault)
  }

  private mutating func fault(
    _ fault: XMLFault, _ byteCount: Int
  ) -> WireItem<KMLPlacemark> {
    self.fault(fault.reason, fault.detail, item: fault.item, byteCount)
  }

  /// Says why nothing more of this text is read.
  private mutating func refuse(
    _ reason: String, _ detail: String, item: String, _ byteCount: Int = 0
  ) -> WireItem<KMLPlacemark> {
    let item = fault(reason, detail, item: item, byteCount)
    mode = .refused
    outside = KMLOutside()
    hasRoot = true
    hasFault = true
    return item
  }

  /// What is wrong with the end of the text, once.
  private mutating func end() -> WireItem<KMLPlacemark>? {
    guard !hasReportedEnd else { return nil }
    hasReportedEnd = true
    if openName != nil, !isGivenUp {
      return lose("Placemark cut off", "the text ends within it", walked)
    }
    if mode == .document || openName != nil {
      return fault("document cut off", "'</\(outside.innermost)>' expected", 0)
    }
    guard !hasRoot, !hasFault else { return nil }
    return fault("no KML was found", "'<kml' expected", 0)
  }
}
