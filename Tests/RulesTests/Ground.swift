// A small mission to test clauses on: a line due north, zones, clauses made in a line or two.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Geo
import Making
import Observations
import Rules
import Tracks

/// The line runs north through the middle; A lies west of it (left), B east.
enum Ground {
  static let line = ContactLine(
    version: "L-1", validity: .always, pieces: [[place(0, -200_000), place(0, 200_000)]],
    leftParty: .a)

  /// A square of 2 km, its middle 10 km east of the line.
  static let square = Area(
    id: "P", name: LocalText("P"),
    polygons: [
      ZoneIndex.Polygon(rings: [
        [place(9_000, -1_000), place(11_000, -1_000), place(11_000, 1_000), place(9_000, 1_000)]
      ])
    ])

  static let territory = Territory(
    lines: [line],
    zones: [
      Zone(id: "BZ", shape: .offset(offsetM: 7_500, party: nil)),
      Zone(id: "SZ-50", shape: .offset(offsetM: 50_000, party: nil)),
      Zone(id: "A-5", shape: .offset(offsetM: 5_000, party: .a)),
      Zone(id: "P", shape: .polygon(index: 0)),
      Zone(id: "P-low", shape: .polygon(index: 0), ceilingM: 6_000),
      Zone(id: "NFZ", shape: .offset(offsetM: 25_000, party: nil), ceilingM: 6_000),
      Zone(id: "NFZ", shape: .offset(offsetM: 15_000, party: nil)),
    ],
    polygonAreas: [square],
    objects: [
      ProtectedObject(layer: "hospitals", name: "Hospital 1", point: place(20_000, 0)),
      ProtectedObject(layer: "schools", name: "School 1", point: place(20_000, 200)),
    ])

  static func rules(_ clauses: [Clause], _ notifications: [Notification] = []) -> RuleCheck {
    RuleCheck(
      agreement: Agreement(id: "T", title: LocalText("T"), inForceMs: 0, clauses: clauses),
      territory: territory, notifications: notifications)
  }

  /// All events of the reports, in order of time.
  static func events(_ reports: [Observation]) -> [Event] {
    var joiner = EventJoiner(settings: JoinSettings(), sensors: register)
    for report in reports { _ = joiner.add(report) }
    _ = joiner.settle()
    return joiner.currentEvents()
  }

  /// The hits of the last event, with all events as the picture for counts.
  static func hits(
    _ clauses: [Clause], on reports: [Observation], _ notifications: [Notification] = []
  ) -> [Hit] {
    let rules = rules(clauses, notifications)
    var recent = RecentEvents(windowMs: rules.windowMsMax)
    let events = events(reports)
    for event in events { recent.put(event) }
    return events.last.map { rules.check($0, recent: recent) } ?? []
  }
}

func clause(
  _ subjects: [Subject], id: String = "1", version: Int = 1, validity: Validity = .always,
  in place: Where = .everywhere, if breach: Condition = .presence,
  unless exemptions: [Exemption] = [], seriousIf: Condition? = nil, minorIf: Condition? = nil,
  proof: [GradeOption] = []
) -> Clause {
  Clause(
    id: id, version: version, validity: validity, title: LocalText(id), text: LocalText(id),
    subjects: subjects, place: place, breachIf: breach, exemptIf: exemptions,
    seriousIf: seriousIf, minorIf: minorIf, minGrade: proof, baseClass: .ordinary,
    clocks: Clocks(), checkedOn: nil)
}

func notice(
  _ kind: String, leadH: Double, fromMs: Int64 = noonMs, hours: Double = 2,
  at center: GeoPoint = place(0, 0), radiusM: Double = 5_000, persons: Int? = nil
) -> Notification {
  Notification(
    id: "N-1", kind: kind, party: .a, receivedAtMs: fromMs - Int64(leadH * 3_600_000),
    fromMs: fromMs, untilMs: fromMs + Int64(hours * 3_600_000), center: center, radiusM: radiusM,
    persons: persons)
}
