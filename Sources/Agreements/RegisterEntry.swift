// What stands in the registers? Entries about things that no sensor reports: notifications, calls,
// lists, visits, impediments, decisions.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// One entry of a register. It is never changed: a correction is an entry of its own.
public struct RegisterEntry: Hashable, Sendable {
  public var id: String
  public var kind: RegisterKind
  /// Whose matter it is; nil where it is the Mission's or both Parties'.
  public var party: Party?
  public var place: RegisterPlace?
  /// When it holds or happened, milliseconds since 1970.
  public var fromMs: Int64
  /// Until when; nil where it has not ended, or is a moment.
  public var untilMs: Int64?
  public var receivedAtMs: Int64
  /// Who handed it in.
  public var reportedBy: String
  public var attributes: [RegisterAttribute]
  /// The id of the entry, event, alert or case that it is about.
  public var reference: String?
  /// The id of the entry that it stands for from now on.
  public var corrects: String?
  public var note: String

  public init(
    id: String, kind: RegisterKind, party: Party? = nil, place: RegisterPlace? = nil,
    fromMs: Int64, untilMs: Int64? = nil, receivedAtMs: Int64, reportedBy: String = "",
    attributes: [RegisterAttribute] = [], reference: String? = nil, corrects: String? = nil,
    note: String = ""
  ) {
    self.id = id
    self.kind = kind
    self.party = party
    self.place = place
    self.fromMs = fromMs
    self.untilMs = untilMs
    self.receivedAtMs = receivedAtMs
    self.reportedBy = reportedBy
    self.attributes = attributes
    self.reference = reference
    self.corrects = corrects
    self.note = note
  }

  public func number(_ name: String) -> Double? {
    attributes.first { $0.name == name }?.value.number
  }

  public func word(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value.word
  }

  public func flag(_ name: String) -> Bool? {
    attributes.first { $0.name == name }?.value.flag
  }

  /// Milliseconds since 1970.
  public func time(_ name: String) -> Int64? {
    attributes.first { $0.name == name }?.value.timeMs
  }
}

/// A named property of an entry; `RegisterKind.attributes` says which a kind has.
public struct RegisterAttribute: Hashable, Sendable {
  public let name: String
  public let value: RegisterValue

  public init(_ name: String, _ value: RegisterValue) {
    self.name = name
    self.value = value
  }
}

/// What a property of an entry can be.
public enum RegisterValue: Hashable, Sendable {
  /// In the unit that the property's name ends with.
  case number(Double)
  /// One of a list, or a name.
  case word(String)
  case flag(Bool)
  case time(Int64)

  public var number: Double? {
    switch self {
    case .number(let value): value
    case .flag(let flag): flag ? 1 : 0
    default: nil
    }
  }

  public var word: String? {
    if case .word(let word) = self { return word }
    return nil
  }

  public var flag: Bool? {
    if case .flag(let flag) = self { return flag }
    return nil
  }

  public var timeMs: Int64? {
    if case .time(let timeMs) = self { return timeMs }
    return nil
  }
}

/// Where an entry holds.
public enum RegisterPlace: Hashable, Sendable {
  /// So far about a point.
  case circle(GeoPoint, radiusM: Double)
  /// Within a ring; its first point is also its last.
  case area([GeoPoint])
  /// So far on each side of a way.
  case corridor([GeoPoint], halfWidthM: Double)
  /// A stretch of the contact line, kilometres from its beginning.
  case lineKm(ClosedRange<Double>)
  /// A zone of the agreement.
  case zone(String)

  /// Where it is drawn; nil for a stretch of the line or a zone.
  public var middle: GeoPoint? {
    switch self {
    case .circle(let point, _): return point
    case .area(let points): return Self.mean(points.dropLast())
    case .corridor(let points, _): return points.isEmpty ? nil : points[points.count / 2]
    case .lineKm, .zone: return nil
    }
  }

  private static func mean(_ points: some Collection<GeoPoint>) -> GeoPoint? {
    guard !points.isEmpty else { return nil }
    let count = Double(points.count)
    return GeoPoint(
      latitudeDeg: points.reduce(0) { $0 + $1.latitudeDeg } / count,
      longitudeDeg: points.reduce(0) { $0 + $1.longitudeDeg } / count)
  }
}
