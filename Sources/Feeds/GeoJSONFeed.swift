// What do other systems report as GeoJSON? Features one by one, from a collection or a line each.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
internal import Observations

/// Cuts a GeoJSON text into its features without holding the whole text, and reads each.
///
/// Takes a FeatureCollection, a single Feature, and one Feature a line. A feature longer than
/// `featureByteCountMax` is refused.
struct FeatureReader: Sendable {
  static let featureByteCountMax = 262_144

  private var pending: [UInt8] = []
  private var at = 0
  private var start: Int?
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var isInFeatures = false
  private var featureNumber = 0
  private var isFinished = false
  private var hasReportedEnd = false

  mutating func push(_ bytes: [UInt8]) {
    let done = start ?? at
    pending.removeFirst(done)
    at -= done
    if start != nil { start = 0 }
    pending.append(contentsOf: bytes)
  }

  mutating func finish() { isFinished = true }

  mutating func next(_ settings: FeedSettings) -> FeedItem? {
    while let feature = nextObject() {
      featureNumber += 1
      if let item = read(feature, settings) { return item }
    }
    guard isFinished, !hasReportedEnd, start != nil || featureNumber == 0 else { return nil }
    hasReportedEnd = true
    let reason =
      start == nil
      ? "no GeoJSON feature was found; a FeatureCollection or one Feature a line was expected"
      : "the file ends within a feature"
    return .reject(Reject(line: featureNumber + 1, column: "", reason: reason, raw: []))
  }

  /// The bytes of the next feature, by counting braces outside strings. The opening of a collection
  /// is walked into and not cut out.
  private mutating func nextObject() -> [UInt8]? {
    while at < pending.count {
      let byte = pending[at]
      at += 1
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "["):
        if start != nil, depth == 1, opensFeatures() {
          start = nil
          depth = 0
          isInFeatures = true
        }
      case UInt8(ascii: "{"):
        if start == nil { start = at - 1 }
        depth += 1
      case UInt8(ascii: "}"):
        guard let from = start else { continue }  // closes the collection
        depth -= 1
        guard depth == 0 else { continue }
        start = nil
        return Array(pending[from..<at])
      default: break
      }
      if let from = start, at - from > Self.featureByteCountMax {
        start = nil
        depth = 0
        return Array(pending[from..<(from + Reject.rawByteCountMax)])
      }
    }
    return nil
  }

  /// True where the bracket just read belongs to `"features":`.
  private func opensFeatures() -> Bool {
    guard let start else { return false }
    let before = pending[start..<(at - 1)].reversed().drop { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
    return before.starts(with: "\"features\"".utf8.reversed())
  }

  private func read(_ bytes: [UInt8], _ settings: FeedSettings) -> FeedItem? {
    do throws(FieldFault) {
      let value: JSONValue
      do throws(JSONError) { value = try JSONValue(reading: bytes) } catch {
        throw FieldFault(column: "", reason: "not JSON at \(error)")
      }
      return try Feature(value, bytes).observation(settings)
    } catch {
      return .reject(
        Reject(line: featureNumber, column: error.column, reason: error.reason, raw: bytes))
    }
  }
}

/// One feature as an observation. `docs/reference/feeds.md` lists its properties.
private struct Feature {
  let value: JSONValue
  let bytes: [UInt8]
  let properties: JSONValue

  init(_ value: JSONValue, _ bytes: [UInt8]) throws(FieldFault) {
    guard value["type"]?.text == "Feature" else {
      throw FieldFault(column: "type", reason: "\"type\": \"Feature\" was expected")
    }
    self.value = value
    self.bytes = bytes
    properties = value["properties"] ?? .null
  }

  func observation(_ settings: FeedSettings) throws(FieldFault) -> FeedItem {
    let (latitudeDeg, longitudeDeg) = try coordinates()
    let happened = try period()
    let sensor = try text("sensor")
    let receivedAtMs = settings.receivedAtMs(observedAtMs: happened.untilMs)
    guard let count = CountRange(min: try whole("count_min", 1), max: try whole("count_max", nil))
    else { throw FieldFault(column: "count_max", reason: "count_max is less than count_min") }
    let observation = Observation(
      key: key(), digest: ContentDigest(of: bytes), raw: bytes, feed: settings.name,
      sensor: sensor, means: try code("means"),
      confidence: try optionalCode("confidence") ?? .nominal,
      kind: try code("kind"), qualifier: try optionalCode("qualifier"), count: count,
      attributes: attributes(), note: properties["note"]?.text ?? "", happened: happened,
      observedAtMs: happened.untilMs, receivedAtMs: receivedAtMs,
      place: try place(latitudeDeg, longitudeDeg))
    return .observation(
      observation,
      warning: settings.warning(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg))
  }

  private func key() -> ContentID {
    guard let id = value["id"] ?? properties["id"] else { return ContentID(of: bytes) }
    return ContentID(parts: ["geojson", properties["sensor"]?.text ?? "", id.written])
  }

  private func coordinates() throws(FieldFault) -> (latitudeDeg: Double, longitudeDeg: Double) {
    guard let geometry = value["geometry"], geometry["type"]?.text == "Point",
      let coordinates = geometry["coordinates"]?.elements, coordinates.count >= 2,
      let longitudeDeg = coordinates[0].double, let latitudeDeg = coordinates[1].double
    else {
      throw FieldFault(
        column: "geometry", reason: "a Point with [longitude, latitude] was expected")
    }
    guard (-180...180).contains(longitudeDeg), (-90...90).contains(latitudeDeg) else {
      throw FieldFault(
        column: "geometry",
        reason: "[\(longitudeDeg), \(latitudeDeg)] is not [longitude, latitude] on Earth")
    }
    return (latitudeDeg, longitudeDeg)
  }

  private func text(_ name: String) throws(FieldFault) -> String {
    guard let text = properties[name]?.text, !text.isEmpty else {
      throw FieldFault(column: name, reason: "the property '\(name)' is missing")
    }
    return text
  }

  private func code<Code: Coded>(_ name: String) throws(FieldFault) -> Code {
    let text = try text(name)
    guard let code = Code(code: text) else {
      throw FieldFault(
        column: name,
        reason: "'\(text)' is not known; write one of: "
          + Code.allCases.map(\.code).joined(separator: ", "))
    }
    return code
  }

  private func optionalCode<Code: Coded>(_ name: String) throws(FieldFault) -> Code? {
    properties[name] == nil ? nil : try code(name)
  }

  private func whole(_ name: String, _ fallback: Int?) throws(FieldFault) -> Int {
    guard let value = properties[name] else {
      if let fallback { return fallback }
      return try whole("count_min", 1)
    }
    guard let number = value.int, (0...1_000_000).contains(number) else {
      throw FieldFault(column: name, reason: "\(value.written) is not a whole number of things")
    }
    return Int(number)
  }

  private func period() throws(FieldFault) -> Period {
    let from = try moment(properties["from"] == nil ? "time" : "from")
    let until = properties["until"] == nil ? from : try moment("until")
    guard until >= from else {
      throw FieldFault(column: "until", reason: "the period ends before it begins")
    }
    return Period(fromMs: from, untilMs: until)
  }

  private func moment(_ name: String) throws(FieldFault) -> Int64 {
    let text = try text(name)
    guard let instant = Instant(iso: text) else {
      throw FieldFault(
        column: name,
        reason: "'\(text)' is not a time with its zone; write 2026-06-24T02:15:00Z")
    }
    guard instant.atMs >= 946_684_800_000 else {
      throw FieldFault(column: name, reason: "\(text) is before the year 2000")
    }
    return instant.atMs
  }

  private func attributes() -> [Attribute] {
    AttributeName.allCases.compactMap { name in
      properties[name.code]?.double.map { Attribute(name, $0) }
    }
  }

  private func place(_ latitudeDeg: Double, _ longitudeDeg: Double) throws(FieldFault) -> Place {
    let fix = try Fix(
      latitudeDeg, longitudeDeg, sigmaM: properties["sigma_m"]?.double ?? 100, column: "sigma_m")
    guard let bearingDeg = properties["bearing_deg"]?.double else { return .fix(fix) }
    guard (0..<360).contains(bearingDeg) else {
      throw FieldFault(
        column: "bearing_deg", reason: "\(bearingDeg) is not within 0 to 360 degrees")
    }
    let least = properties["distance_min_m"]?.double
    let most = properties["distance_max_m"]?.double
    var distanceM: ClosedRange<Double>?
    if let least, let most {
      guard least >= 0, least <= most else {
        throw FieldFault(column: "distance_max_m", reason: "distance_max_m is less than the least")
      }
      distanceM = least...most
    }
    return .bearing(
      Bearing(
        observer: fix, bearingRad: bearingDeg * .pi / 180,
        sigmaRad: (properties["bearing_sigma_deg"]?.double ?? 5) * .pi / 180, distanceM: distanceM))
  }
}
