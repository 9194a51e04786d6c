// What becomes of a Placemark in a mission?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
internal import Observations

/// Placemarks as observations: one for a point, one for each position of a track. Other shapes report
/// nothing. `docs/reference/feeds.md` lists the properties.
struct KMLReader: FormatReader {
  /// The frame of a track, which every position's bytes are kept with.
  static let trackFrameByteCountMax = 16_384
  static let reportByteCountMax = 262_144

  private var decoder = KMLDecoder()
  private var track: (placemark: KMLPlacemark, positions: [TimedPosition], height: HeightReference)?
  private var trackIndex = 0
  private(set) var messageCount = 0

  mutating func push(_ bytes: [UInt8]) { decoder.push(bytes) }
  mutating func finish() { decoder.finish() }
  mutating func endDatagram() {}

  mutating func next(_ settings: FeedSettings) -> FeedItem? {
    while true {
      if let item = nextOfTrack(settings) { return item }
      guard let item = decoder.next() else { return nil }
      messageCount += 1
      switch item {
      case .fault(let fault): return .reject(Reject(fault))
      case .message(let placemark):
        if let item = take(placemark, settings) { return item }
      }
    }
  }

  private mutating func take(_ placemark: KMLPlacemark, _ settings: FeedSettings) -> FeedItem? {
    guard let geometry = placemark.geometry else { return nil }
    do throws(FieldFault) {
      switch geometry.shape {
      case .point(let position):
        guard placemark.raw.count <= Self.reportByteCountMax else {
          throw FieldFault(
            column: "Placemark", reason: "Placemark too long",
            detail: "at most \(Self.reportByteCountMax) bytes of a report")
        }
        return try KMLReport(placemark).observation(
          at: position, geometry.heightReference, settings)
      case .track(let positions): try begin(placemark, positions, geometry.heightReference)
      case .members(let members) where geometry.type == "MultiTrack":
        try begin(placemark, members)
      default: break
      }
      return nil
    } catch {
      return .reject(Reject(WireFault(error, line: placemark.line, raw: placemark.raw)))
    }
  }

  // MARK: Tracks

  private mutating func begin(
    _ placemark: KMLPlacemark, _ members: [FeatureGeometry]
  ) throws(FieldFault) {
    var positions: [TimedPosition] = []
    var height = HeightReference.clampToGround
    for member in members {
      guard case .track(let more) = member.shape else { continue }
      positions += more
      height = member.heightReference
    }
    try begin(placemark, positions, height)
  }

  private mutating func begin(
    _ placemark: KMLPlacemark, _ positions: [TimedPosition], _ height: HeightReference
  ) throws(FieldFault) {
    let contentCount = placemark.trackContent?.count ?? 0
    guard placemark.raw.count - contentCount <= Self.trackFrameByteCountMax else {
      throw FieldFault(
        column: "Placemark", reason: "Placemark too long",
        detail: "at most \(Self.trackFrameByteCountMax) bytes beside the track")
    }
    track = (placemark, positions, height)
    trackIndex = 0
  }

  private mutating func nextOfTrack(_ settings: FeedSettings) -> FeedItem? {
    guard let track else { return nil }
    while trackIndex < track.positions.count {
      let index = trackIndex
      trackIndex += 1
      guard let position = track.positions[index].position else { continue }
      do throws(FieldFault) {
        return try KMLReport(track.placemark, at: track.positions[index], index: index)
          .observation(at: position, track.height, settings)
      } catch {
        // What is wrong with one is wrong with all, unless it is the time.
        if error.column != "time" { self.track = nil }
        return .reject(
          Reject(WireFault(error, line: track.placemark.line, raw: track.placemark.raw)))
      }
    }
    self.track = nil
    return nil
  }
}

/// A Placemark, or a position of its track, with what it says as properties.
struct KMLReport {
  private let placemark: KMLPlacemark
  private var properties: [JSONValue.Member] = []
  private var raw: [UInt8]
  private let isOfTrack: Bool

  init(_ placemark: KMLPlacemark) throws(FieldFault) {
    self.placemark = placemark
    raw = placemark.raw
    isOfTrack = false
    takeProperties()
    try takeTime()
  }

  /// The position's bytes are the Placemark with the track's other positions left out.
  init(_ placemark: KMLPlacemark, at timed: TimedPosition, index: Int) {
    self.placemark = placemark
    isOfTrack = true
    raw = []
    if let content = placemark.trackContent, index < placemark.trackPieces.count {
      let piece = placemark.trackPieces[index]
      raw = Array(placemark.raw[..<content.lowerBound])
      raw += placemark.raw[piece.when]
      raw += placemark.raw[piece.coord]
      raw += placemark.raw[content.upperBound...]
    }
    properties = [.init("time", .string(timed.time))]
    takeProperties()
    properties.removeAll { $0.name == "from" || $0.name == "until" }
  }

  private mutating func takeProperties() {
    for property in placemark.properties {
      properties.append(
        .init(property.name, ReportProperties.value(of: property.text, named: property.name)))
    }
    guard !has("note") else { return }
    let text = KMLText.plain(placemark.description)
    properties.append(.init("note", .string(text.isEmpty ? placemark.name : text)))
  }

  private func has(_ name: String) -> Bool {
    properties.contains { $0.name == name && $0.value != .null }
  }

  /// `TimeStamp` and `TimeSpan` count where no property states the time.
  private mutating func takeTime() throws(FieldFault) {
    guard !has("time"), !has("from") else { return }
    properties.removeAll { $0.name == "time" || $0.name == "from" }
    switch placemark.time {
    case nil: break
    case .stamp(let time): properties.append(.init("time", .string(time.text)))
    case .span(let begin?, let end?):
      properties.removeAll { $0.name == "until" }
      properties.append(.init("from", .string(begin.text)))
      properties.append(.init("until", .string(end.text)))
    case .span:
      throw FieldFault(
        column: "TimeSpan", reason: "missing",
        detail: "a span that is open at an end says no time; write begin and end")
    }
  }

  func observation(
    at position: FeaturePosition, _ height: HeightReference, _ settings: FeedSettings
  ) throws(FieldFault) -> FeedItem {
    let id = placemark.id.map { isOfTrack ? "\($0) \(trackTime)" : $0 }
    let report = ReportProperties(
      format: "kml", properties: .object(properties), id: id.map { .string($0) },
      position: position, height: try attribute(position.heightM, height), raw: raw)
    let item = try report.observation(settings)
    guard isOfTrack, case .observation(var observation, let warning) = item else { return item }
    observation.isTrackReport = observation.kind.isMoving
    return .observation(observation, warning: warning)
  }

  private var trackTime: String { properties.first { $0.name == "time" }?.value.text ?? "" }

  /// `absolute` is above mean sea level, `relativeToGround` above ground; other modes say that the
  /// height does not count, or where the sea floor is.
  private func attribute(
    _ heightM: Double?, _ reference: HeightReference
  ) throws(FieldFault) -> Attribute? {
    guard let heightM else { return nil }
    let name: AttributeName
    switch reference {
    case .absolute: name = .meanSeaLevelHeightM
    case .relativeToGround: name = .heightM
    default: return nil
    }
    guard (-1e9...1e9).contains(heightM) else {
      throw FieldFault(
        column: "coordinates", reason: "out of range", detail: "a height of \(heightM) m")
    }
    return Attribute(name, heightM)
  }
}

/// Descriptions are HTML or plain text.
enum KMLText {
  /// The text without its tags, with one space where there was space or a tag.
  static func plain(_ html: String) -> String {
    let bytes = Array(html.utf8)
    var plain: [UInt8] = []
    var at = 0
    bytes.withUnsafeBytes { bytes in
      while at < bytes.count {
        if let end = tagEnd(bytes, at) {
          plain.append(0x20)
          at = end
        } else if bytes[at] == UInt8(ascii: "&"),
          let (scalar, count) = XMLText.reference(bytes, at)
        {
          plain.append(contentsOf: String(scalar).utf8)
          at += count
        } else {
          plain.append(bytes[at])
          at += 1
        }
      }
    }
    let words = plain.split { XMLCursor.isSpace($0) }
    return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }

  /// Behind `<b>`, `</b>` or `<!…>`; nil where no tag begins, or none that ends within 4,096 bytes.
  private static func tagEnd(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int? {
    guard bytes[at] == UInt8(ascii: "<"), at + 1 < bytes.count else { return nil }
    let next = bytes[at + 1]
    guard (next | 0x20) &- 0x61 < 26 || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
    else {
      return nil
    }
    var end = at + 2
    while end < min(bytes.count, at + 4_096) {
      if bytes[end] == UInt8(ascii: ">") { return end + 1 }
      if bytes[end] == UInt8(ascii: "<") { return nil }
      end += 1
    }
    return nil
  }
}
