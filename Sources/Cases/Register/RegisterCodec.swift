// How do entries of registers stand in the log? As JSON members, in a fixed order.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
internal import Geo
public import Notation

extension RegisterAct {
  /// Members that name people or hold what people wrote; nil for another type of record.
  static func personalMembers(ofType type: String) -> [String]? {
    switch type {
    case "register.entered": ["actor", "reported_by", "note"]
    case "register.corrected": ["actor", "reported_by", "note", "reason"]
    default: nil
    }
  }

  public var members: [JSONValue.Member] {
    switch self {
    case .entered(let entry): entry.json.objectMembers
    case .corrected(let entry, let reason):
      entry.json.objectMembers + [.init("reason", .string(reason))]
    }
  }

  /// Reads the members of a record or of a request.
  ///
  /// - Returns: nil where the type is none of registers.
  public init?(type: String, _ value: JSONValue) throws(RecordCodecError) {
    switch type {
    case "register.entered": self = .entered(try RegisterEntry(json: value))
    case "register.corrected":
      guard let reason = value["reason"]?.text else {
        throw RecordCodecError(reason: "the member 'reason' is missing or of another kind")
      }
      self = .corrected(try RegisterEntry(json: value), reason: reason)
    default: return nil
    }
  }
}

extension RegisterEntry {
  public var json: JSONValue {
    .members([
      "entry": .string(id), "kind": .string(kind.rawValue),
      "party": party.map { .string($0.rawValue) }, "place": place?.json,
      "from": .string(Instant(atMs: fromMs).iso),
      "until": untilMs.map { .string(Instant(atMs: $0).iso) },
      "received": .string(Instant(atMs: receivedAtMs).iso), "reported_by": .string(reportedBy),
      "attributes": .object(attributes.map { .init($0.name, $0.value.json) }),
      "reference": reference.map { .string($0) }, "corrects": corrects.map { .string($0) },
      "note": .string(note),
    ])
  }

  public init(json value: JSONValue) throws(RecordCodecError) {
    guard let id = value["entry"]?.text, let code = value["kind"]?.text else {
      throw RecordCodecError(reason: "the member 'entry' or 'kind' is missing or of another kind")
    }
    guard let kind = RegisterKind(rawValue: code) else {
      throw RecordCodecError(
        reason: "'\(code)' is no kind of entry; known are "
          + RegisterKind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    self.init(
      id: id, kind: kind, party: try Self.party(value["party"]),
      place: try value["place"].map { place throws(RecordCodecError) in
        try RegisterPlace(json: place)
      },
      fromMs: try Self.time(value, "from"),
      untilMs: value["until"] == nil ? nil : try Self.time(value, "until"),
      receivedAtMs: try Self.time(value, "received"),
      reportedBy: value["reported_by"]?.text ?? "",
      attributes: try Self.attributes(value["attributes"], kind),
      reference: value["reference"]?.text, corrects: value["corrects"]?.text,
      note: value["note"]?.text ?? "")
  }

  private static func party(_ value: JSONValue?) throws(RecordCodecError) -> Party? {
    guard let text = value?.text else { return nil }
    guard let party = Party(rawValue: text) else {
      throw RecordCodecError(reason: "the party is '\(text)', neither A nor B")
    }
    return party
  }

  private static func time(
    _ value: JSONValue, _ name: String
  ) throws(RecordCodecError) -> Int64 {
    guard let text = value[name]?.text, text.utf8.count > 10, let instant = Instant(iso: text)
    else { throw RecordCodecError(reason: "'\(name)' is no time with its zone") }
    return instant.atMs
  }

  private static func attributes(
    _ value: JSONValue?, _ kind: RegisterKind
  ) throws(RecordCodecError) -> [RegisterAttribute] {
    var attributes: [RegisterAttribute] = []
    for member in value?.objectMembers ?? [] {
      attributes.append(
        RegisterAttribute(
          member.name, try RegisterValue(json: member.value, as: kind.field(member.name))))
    }
    return attributes
  }
}

extension RegisterValue {
  fileprivate var json: JSONValue {
    switch self {
    case .number(let value): .number(value)
    case .word(let word): .string(word)
    case .flag(let flag): .bool(flag)
    case .time(let ms): .string(Instant(atMs: ms).iso)
    }
  }

  fileprivate init(json value: JSONValue, as field: RegisterField?) throws(RecordCodecError) {
    if let number = value.double {
      self = .number(number)
    } else if let flag = value.flag {
      self = .flag(flag)
    } else if let text = value.text {
      if case .time = field?.form, let instant = Instant(iso: text) {
        self = .time(instant.atMs)
      } else {
        self = .word(text)
      }
    } else {
      throw RecordCodecError(reason: "a property of an entry is neither number, word nor flag")
    }
  }
}

extension RegisterPlace {
  var json: JSONValue {
    switch self {
    case .circle(let point, let radiusM):
      .members(["point": Self.json(point), "radius_m": .number(radiusM)])
    case .area(let ring): .members(["area": .array(ring.map(Self.json))])
    case .corridor(let way, let halfWidthM):
      .members(["way": .array(way.map(Self.json)), "half_width_m": .number(halfWidthM)])
    case .lineKm(let range):
      .members(["line_km": .array([.number(range.lowerBound), .number(range.upperBound)])])
    case .zone(let id): .members(["zone": .string(id)])
    }
  }

  /// Longitude first, as in GeoJSON.
  private static func json(_ point: GeoPoint) -> JSONValue {
    .array([.number(point.longitudeDeg), .number(point.latitudeDeg)])
  }

  init(json value: JSONValue) throws(RecordCodecError) {
    if let pair = value["point"] {
      self = .circle(try Self.point(pair), radiusM: value["radius_m"]?.double ?? 0)
    } else if let ring = value["area"]?.elements {
      self = .area(try Self.points(ring))
    } else if let way = value["way"]?.elements {
      self = .corridor(try Self.points(way), halfWidthM: value["half_width_m"]?.double ?? 0)
    } else if let range = value["line_km"]?.elements?.compactMap(\.double), range.count == 2,
      range[0] <= range[1]
    {
      self = .lineKm(range[0]...range[1])
    } else if let id = value["zone"]?.text {
      self = .zone(id)
    } else {
      throw RecordCodecError(reason: "a place is neither point, area, way, line_km nor zone")
    }
  }

  private static func points(_ values: [JSONValue]) throws(RecordCodecError) -> [GeoPoint] {
    var points: [GeoPoint] = []
    for value in values { points.append(try point(value)) }
    return points
  }

  private static func point(_ value: JSONValue) throws(RecordCodecError) -> GeoPoint {
    guard let pair = value.elements?.compactMap(\.double), pair.count == 2 else {
      throw RecordCodecError(reason: "a point is no [longitude, latitude]")
    }
    return GeoPoint(latitudeDeg: pair[1], longitudeDeg: pair[0])
  }
}
