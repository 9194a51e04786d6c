// Which report do a feature's properties make? One meaning for GeoJSON and KML.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
internal import Observations

/// A feature at one place, with the properties that `docs/reference/feeds.md` lists.
struct ReportProperties {
  /// Name of the format, as a part of the key.
  let format: String
  let properties: JSONValue
  /// The feature's own id; nil where it has none or a null.
  let id: JSONValue?
  let position: FeaturePosition
  /// What the geometry says of the height, unless a property says it.
  var height: Attribute?
  /// The bytes as they came.
  let raw: [UInt8]

  /// A property; nil too where it is null, as geographic programs write what is missing.
  private func property(_ name: String) -> JSONValue? {
    let value = properties[name]
    return value == .null ? nil : value
  }

  func observation(_ settings: FeedSettings) throws(FieldFault) -> FeedItem {
    let happened = try period()
    let sensor = try text("sensor")
    let receivedAtMs = settings.receivedAtMs(observedAtMs: happened.untilMs)
    guard let count = CountRange(min: try whole("count_min", 1), max: try whole("count_max", nil))
    else {
      throw FieldFault(
        column: "count_max", reason: "out of range", detail: "count_max is less than count_min")
    }
    let observation = Observation(
      key: key(), digest: ContentDigest(of: raw), raw: raw, feed: settings.name,
      sensor: sensor, means: try code("means"),
      confidence: try optionalCode("confidence") ?? .nominal,
      kind: try code("kind"), qualifier: try optionalCode("qualifier"), count: count,
      attributes: try attributes(), note: property("note")?.text ?? "", happened: happened,
      observedAtMs: happened.untilMs, receivedAtMs: receivedAtMs, place: try place())
    return .observation(
      observation,
      warning: settings.warning(
        latitudeDeg: position.latitudeDeg, longitudeDeg: position.longitudeDeg))
  }

  private func key() -> ContentID {
    guard let id = id ?? property("id") else { return ContentID(of: raw) }
    return ContentID(parts: [format, property("sensor")?.text ?? "", id.written])
  }

  private func text(_ name: String) throws(FieldFault) -> String {
    guard let value = property(name) else {
      throw FieldFault(
        column: name, reason: "missing", detail: "the property '\(name)' is needed")
    }
    guard let text = value.text, !text.isEmpty else {
      throw FieldFault(
        column: name, reason: "not a text", detail: "the property '\(name)' is a text")
    }
    return text
  }

  private func code<Code: Coded>(_ name: String) throws(FieldFault) -> Code {
    let text = try text(name)
    guard let code = Code(code: text) else {
      throw FieldFault(
        column: name, reason: "not known",
        detail: "'\(text)'; write one of: " + Code.allCases.map(\.code).joined(separator: ", "))
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
        column: name, reason: "not a count",
        detail: "\(value.written), a whole number from 0 to \(countMax) expected")
    }
    return Int(number)
  }

  private func period() throws(FieldFault) -> Period {
    let from = try moment(property("from") == nil ? "time" : "from")
    let until = property("until") == nil ? from : try moment("until")
    guard until >= from else {
      throw FieldFault(
        column: "until", reason: "out of range", detail: "the period ends before it begins")
    }
    return Period(fromMs: from, untilMs: until)
  }

  private func moment(_ name: String) throws(FieldFault) -> Int64 {
    let text = try text(name)
    // A date alone says neither the time nor the zone.
    guard text.utf8.count > 10, let instant = Instant(iso: text) else {
      throw FieldFault(
        column: name, reason: "not a time with its zone",
        detail: "'\(text)'; write 2026-06-24T02:15:00Z")
    }
    guard instant.atMs >= 946_684_800_000 else {
      throw FieldFault(column: name, reason: "out of range", detail: "\(text), not before 2000")
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
      } else if let height, height.name == name {
        attributes.append(height)
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
        column: name, reason: "not a number in range",
        detail: "\(value.written), \(range.lowerBound) to \(range.upperBound) expected")
    }
    return number
  }

  private func place() throws(FieldFault) -> Place {
    let sigmaM = try number("sigma_m", within: 0.001...1_000_000) ?? 100
    let fix = try Fix(
      position.latitudeDeg, position.longitudeDeg, sigmaM: sigmaM, column: "sigma_m")
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
          column: "distance_max_m", reason: "missing",
          detail: "distance_min_m stands without distance_max_m")
      }
      return nil
    }
    guard least ?? 0 <= most else {
      throw FieldFault(
        column: "distance_max_m", reason: "out of range",
        detail: "distance_max_m is less than distance_min_m")
    }
    return (least ?? 0)...most
  }
}

extension ReportProperties {
  /// A property that is written as text, as what it says: KML has no other values. Names that mean a
  /// number are read as numbers and flags; what cannot be read stays text, and is refused as such.
  static func value(of text: String, named name: String) -> JSONValue {
    let trimmed = text.trimmed
    if trimmed.isEmpty { return .null }
    guard numberNames.contains(name) else { return .string(trimmed) }
    if let number = decimal(trimmed) { return .number(number) }
    switch trimmed {
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: return .string(trimmed)
    }
  }

  private static let numberNames = Set(
    AttributeName.allCases.map(\.code) + [
      "count_min", "count_max", "sigma_m", "bearing_deg", "bearing_sigma_deg", "distance_min_m",
      "distance_max_m",
    ])
}
