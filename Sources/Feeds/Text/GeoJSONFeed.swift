// What do other systems report as GeoJSON? A feature's members and properties as an observation.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
internal import Observations

/// One feature as an observation. `docs/reference/feeds.md` lists its properties.
struct GeoJSONFeature {
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

  /// A property; nil too where it is null, as geographic programs write what is missing.
  private func property(_ name: String) -> JSONValue? {
    let value = properties[name]
    return value == .null ? nil : value
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
      attributes: try attributes(), note: property("note")?.text ?? "", happened: happened,
      observedAtMs: happened.untilMs, receivedAtMs: receivedAtMs,
      place: try place(latitudeDeg, longitudeDeg))
    return .observation(
      observation,
      warning: settings.warning(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg))
  }

  private func key() -> ContentID {
    let own = value["id"] == .null ? nil : value["id"]
    guard let id = own ?? property("id") else { return ContentID(of: bytes) }
    return ContentID(parts: ["geojson", property("sensor")?.text ?? "", id.written])
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
    guard let value = property(name) else {
      throw FieldFault(column: name, reason: "the property '\(name)' is missing")
    }
    guard let text = value.text, !text.isEmpty else {
      throw FieldFault(column: name, reason: "the property '\(name)' is not a text")
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
    property(name) == nil ? nil : try code(name)
  }

  private func whole(_ name: String, _ fallback: Int?) throws(FieldFault) -> Int {
    guard let value = property(name) else {
      if let fallback { return fallback }
      return try whole("count_min", 1)
    }
    guard let number = value.double, (0...Double(countMax)).contains(number),
      number == number.rounded()
    else {
      throw FieldFault(
        column: name, reason: "\(value.written) is not a whole number from 0 to \(countMax)")
    }
    return Int(number)
  }

  private func period() throws(FieldFault) -> Period {
    let from = try moment(property("from") == nil ? "time" : "from")
    let until = property("until") == nil ? from : try moment("until")
    guard until >= from else {
      throw FieldFault(column: "until", reason: "the period ends before it begins")
    }
    return Period(fromMs: from, untilMs: until)
  }

  private func moment(_ name: String) throws(FieldFault) -> Int64 {
    let text = try text(name)
    // A date alone says neither the time nor the zone.
    guard text.utf8.count > 10, let instant = Instant(iso: text) else {
      throw FieldFault(
        column: name,
        reason: "'\(text)' is not a time with its zone; write 2026-06-24T02:15:00Z")
    }
    guard instant.atMs >= 946_684_800_000 else {
      throw FieldFault(column: name, reason: "\(text) is before the year 2000")
    }
    return instant.atMs
  }

  private func attributes() throws(FieldFault) -> [Attribute] {
    var attributes: [Attribute] = []
    for name in AttributeName.allCases {
      if let value = property(name.code)?.flag {
        attributes.append(Attribute(name, value ? 1 : 0))
      } else if let value = try number(name.code, within: -1e9...1e9) {
        attributes.append(Attribute(name, value))
      }
    }
    return attributes
  }

  /// Nil where the property is missing; anything else but a number in the range is a fault, because
  /// a default in its place would say something that the source did not say.
  private func number(
    _ name: String, within range: ClosedRange<Double>
  ) throws(FieldFault) -> Double? {
    guard let value = property(name) else { return nil }
    guard let number = value.double, range.contains(number) else {
      throw FieldFault(
        column: name,
        reason: "\(value.written) is not a number within \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
    return number
  }

  private func place(_ latitudeDeg: Double, _ longitudeDeg: Double) throws(FieldFault) -> Place {
    let sigmaM = try number("sigma_m", within: 0.001...1_000_000) ?? 100
    let fix = try Fix(latitudeDeg, longitudeDeg, sigmaM: sigmaM, column: "sigma_m")
    guard let bearingDeg = try number("bearing_deg", within: 0...360) else { return .fix(fix) }
    let sigmaDeg = try number("bearing_sigma_deg", within: 0.01...90) ?? 5
    return .bearing(
      Bearing(
        observer: fix, bearingRad: (bearingDeg == 360 ? 0 : bearingDeg) * .pi / 180,
        sigmaRad: sigmaDeg * .pi / 180, distanceM: try distanceM()))
  }

  private func distanceM() throws(FieldFault) -> ClosedRange<Double>? {
    let least = try number("distance_min_m", within: 0...1_000_000)
    guard let most = try number("distance_max_m", within: 0...1_000_000) else {
      guard least == nil else {
        throw FieldFault(
          column: "distance_max_m", reason: "distance_min_m stands without distance_max_m")
      }
      return nil
    }
    guard least ?? 0 <= most else {
      throw FieldFault(
        column: "distance_max_m", reason: "distance_max_m is less than distance_min_m")
    }
    return (least ?? 0)...most
  }
}
