// What does an alert cite that is no event? Entries of registers, cases, the log, a track's stay.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Geo
public import Observations

/// A happening or an omission that follows from entries, or from the track of a thing that moves.
public struct Matter: Hashable, Sendable {
  /// `RG-`, the day and a digest of what it is made of, so that it does not depend on any order.
  public let id: String
  /// A kind of entry, `track` or `case`.
  public let topic: String
  /// Whose act or duty; nil where that is not said.
  public let party: Party?
  public let happened: Period
  /// Nil where it has no place.
  public let point: GeoPoint?
  /// One sigma, metres; 0 where the place is stated and not measured.
  public let sigmaM: Double
  public let grade: EvidenceGrade
  /// When the Mission could first know of it, and when it knew all that is cited.
  public let knownAtMs: Int64
  public let completeAtMs: Int64
  /// Entries, cases, events and tracks that it rests on, in order.
  public let citedIDs: [String]
  /// Sensors that reported it; people are not named here.
  public let sensors: [String]

  public init(
    id: String, topic: String, party: Party?, happened: Period, point: GeoPoint?, sigmaM: Double,
    grade: EvidenceGrade, knownAtMs: Int64, completeAtMs: Int64, citedIDs: [String],
    sensors: [String]
  ) {
    self.id = id
    self.topic = topic
    self.party = party
    self.happened = happened
    self.point = point
    self.sigmaM = sigmaM
    self.grade = grade
    self.knownAtMs = knownAtMs
    self.completeAtMs = completeAtMs
    self.citedIDs = citedIDs
    self.sensors = sensors
  }

  /// - Parameter parts: what makes it this one and no other.
  static func id(atMs: Int64, _ parts: [String]) -> String {
    let date = Instant(atMs: atMs).iso.prefix(10).filter { $0 != "-" }.dropFirst(2)
    return "RG-\(date)-\(ContentID(parts: ["matter"] + parts).text.prefix(8))"
  }
}

/// A clause and a matter that fit together.
public struct MatterHit: Hashable, Sendable {
  public let matter: Matter
  public let hit: Hit

  public init(matter: Matter, hit: Hit) {
    self.matter = matter
    self.hit = hit
  }
}

/// What the rules know of a case.
public struct CaseFact: Hashable, Sendable {
  public let id: String
  public let openedAtMs: Int64
  /// When the Mission first knew of the earliest of its alerts.
  public let firstKnownMs: Int64
  public let clauseIDs: [String]
  public let isSerious: Bool

  public init(
    id: String, openedAtMs: Int64, firstKnownMs: Int64, clauseIDs: [String], isSerious: Bool
  ) {
    self.id = id
    self.openedAtMs = openedAtMs
    self.firstKnownMs = firstKnownMs
    self.clauseIDs = clauseIDs
    self.isSerious = isSerious
  }
}
