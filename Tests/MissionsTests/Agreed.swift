// The demo agreement on plain ground: a line due north, and entries made in a line or two.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Foundation
import Geo
import Making
import Missions
import Observations
import Rules
import Tracks

/// The line runs north through 48° N 37° E; A lies west of it, B east. The clauses and zones are those
/// of the demo agreement, in force since 1 June 2026; noon is 24 June.
enum Agreed {
  static let mission: Mission? =
    MissionReader.read(
      URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Missions/june-2026").standardizedFileURL.path
    ).mission

  static let territory = Territory(
    lines: [
      ContactLine(
        version: "L-1", validity: .always, pieces: [[place(0, -200_000), place(0, 200_000)]],
        leftParty: .a)
    ], zones: mission?.territory.zones ?? [],
    objects: [
      ProtectedObject(layer: "protected_objects", name: "Hospital 1", point: place(20_000, 0))
    ])

  static func rules(
    _ entries: [RegisterEntry] = [], kept: Set<RegisterKind> = [], clauses: [String]? = nil
  ) -> RuleCheck {
    var agreement =
      mission?.agreement ?? Agreement(id: "", title: LocalText(""), inForceMs: 0, clauses: [])
    if let clauses { agreement.clauses.removeAll { !clauses.contains($0.id) } }
    return RuleCheck(
      agreement: agreement, territory: territory, notifications: [], entries: entries, kept: kept,
      clock: mission?.clock ?? .utc)
  }

  static func events(_ reports: [Observation]) -> [Event] {
    var joiner = EventJoiner(settings: JoinSettings(), sensors: register)
    for report in reports { _ = joiner.add(report) }
    _ = joiner.settle()
    return joiner.currentEvents()
  }

  /// The hit of a clause on the last of the events.
  static func hit(
    _ clause: String, on reports: [Observation], _ entries: [RegisterEntry] = []
  ) -> Hit? {
    let rules = rules(entries, clauses: [clause])
    var recent = RecentEvents(windowMs: rules.windowMsMax)
    let events = events(reports)
    for event in events { recent.put(event) }
    return events.last.flatMap { rules.check($0, recent: recent).first }
  }

  static func verdict(
    _ clause: String, on reports: [Observation], _ entries: [RegisterEntry] = []
  ) -> Verdict? {
    hit(clause, on: reports, entries)?.verdict
  }

  /// What a clause finds in registers, cases and fire at a time.
  static func matters(
    _ clause: String, _ entries: [RegisterEntry], kept: Set<RegisterKind> = [],
    cases: [CaseFact] = [], fire reports: [Observation] = [], atMs: Int64 = noonMs
  ) -> [MatterHit] {
    let rules = rules(entries, kept: kept, clauses: [clause])
    var fire = FireLog()
    for event in events(reports) { fire.put(event) }
    return rules.registerCheck.hits(
      register: rules.register, cases: cases, fire: fire, atMs: atMs
    ).hits
  }

  static func verdicts(
    _ clause: String, _ entries: [RegisterEntry], kept: Set<RegisterKind> = [],
    cases: [CaseFact] = [], fire: [Observation] = [], atMs: Int64 = noonMs
  ) -> [Verdict] {
    matters(clause, entries, kept: kept, cases: cases, fire: fire, atMs: atMs)
      .map(\.hit.verdict)
  }
}

let minuteMs: Int64 = 60_000
let hourMs: Int64 = 3_600_000
let dayMs: Int64 = 86_400_000

/// An entry; times are hours from noon.
func entry(
  _ kind: RegisterKind, _ id: String = "R-1", _ party: Party? = nil, at place: RegisterPlace? = nil,
  from fromH: Double = 0, until untilH: Double? = nil, received receivedH: Double? = nil,
  _ attributes: [(String, RegisterValue)] = [], about reference: String? = nil,
  corrects: String? = nil
) -> RegisterEntry {
  let fromMs = noonMs + Int64(fromH * 3_600_000)
  let untilMs = untilH.map { noonMs + Int64($0 * 3_600_000) }
  return RegisterEntry(
    id: id, kind: kind, party: party, place: place, fromMs: fromMs, untilMs: untilMs,
    receivedAtMs: receivedH.map { noonMs + Int64($0 * 3_600_000) } ?? fromMs,
    reportedBy: "Patrol 1",
    attributes: attributes.map { RegisterAttribute($0.0, $0.1) }, reference: reference,
    corrects: corrects)
}

/// A notification for an area about a place, two hours from noon.
func notified(
  _ what: String, leadH: Double, _ party: Party? = .a, at point: GeoPoint? = place(0, 0),
  radiusM: Double = 5_000, from fromH: Double = 0, hours: Double = 2,
  _ attributes: [(String, RegisterValue)] = [], id: String = "N-1", corrects: String? = nil
) -> RegisterEntry {
  entry(
    .notification, id, party, at: point.map { .circle($0, radiusM: radiusM) }, from: fromH,
    until: fromH + hours, received: fromH - leadH, [("what", .word(what))] + attributes,
    corrects: corrects)
}

/// A point as the place of an entry.
func spot(_ eastM: Double, _ northM: Double = 0) -> RegisterPlace {
  .circle(place(eastM, northM), radiusM: 0)
}

/// The same seen by two patrols: evidence of grade E2.
func twice(
  _ name: String, _ kind: ObservationKind, at point: GeoPoint = place(0, 0), sigmaM: Double = 50,
  count: CountRange = .one, _ attributes: [Attribute] = [], atMs: Int64 = noonMs,
  lastedMs: Int64 = 0
) -> [Observation] {
  ["P1", "P2"].map {
    report(
      name + $0, kind, at: point, sigmaM: sigmaM, sensor: $0, count: count, attributes: attributes,
      atMs: atMs, lastedMs: lastedMs)
  }
}
