// Is each fault of a coalition plan named with file, line and what to write instead?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Missions
import Testing

@Suite struct PlanFaultTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let file: String
    let from: String
    let to: String
    let line: Int
    let says: String
    let next: String
    var testDescription: String { "\(file): \(to)" }

    init(_ file: String, _ from: String, _ to: String, _ line: Int, _ says: String, _ next: String)
    {
      (self.file, self.from, self.to) = (file, from, to)
      (self.line, self.says, self.next) = (line, says, next)
    }
  }

  private static let files = [
    "mission.yaml": """
    id: small
    name: Small
    parties: {A: Party A, B: Party B}
    time_zone: Europe/Kyiv
    """,
    "agreement.yaml": """
    agreement: {id: X, title: X, version: 1, in_force: 2027-01-01T00:00+02:00, languages: [en]}
    clauses:
      - {id: "1", version: 1, title: Fire, text: Fire, subject: [shot], where: everywhere, breach_if: presence, min_grade: E2, class: ordinary, clocks: {interim_h: 24}}
    """,
    "sensors.yaml": "sensors: []", "feeds.yaml": "feeds: []",
    "geometry/line.geojson": """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"kind":"line","left":"A"},"geometry":{"type":"LineString","coordinates":[[36,48],[36,49]]}},
    {"type":"Feature","properties":{"kind":"sector","id":"north"},"geometry":{"type":"Polygon","coordinates":[[[35,48],[37,48],[37,49],[35,49],[35,48]]]}}]}
    """,
    "claims.json": """
    {"claims": [
    {"id": "C-1", "paraphrase": "p", "attributed_to": "a", "reported_by": "r", "basis": "on_record", "date": "2025-08", "status": "offered", "quantity": {"low": 100, "high": 200, "unit": "soldiers"}},
    {"id": "C-2", "paraphrase": "p", "attributed_to": "a", "reported_by": "r", "basis": "on_record", "date": "2025-08", "status": "offered"}]}
    """,
    "sources.yaml": """
    claims: claims.json
    units: [{unit: soldiers, is: people, each: 1}]
    matters: [{id: ceasefire, kind: event, title: C}, {id: force, kind: force, title: F}]
    waits:
      - {matter: force, for: ceasefire, claims: [C-1]}
    subjects: [{id: size, topic: size, rule: range, unit: people}]
    assertions:
      - {claim: C-1, subject: size}
    """,
    "coalition.yaml": """
    title: Small plan
    capabilities: [{id: troops, unit: people}, {id: air, unit: aircraft}]
    layers:
      - {id: buffer, band_km: [0, 7.5], side: both, claims: [C-2]}
    mandates:
      - {id: vote, kind: parliament, state: DE, status: none, claims: [C-2], waits_for: [{for: ceasefire, claims: [C-2]}]}
    phases:
      - {id: one, days: {low: 0, high: 30, assumption: a}, needs: [ceasefire]}
    requirements:
      - {id: need, capability: troops, phase: one, sector: north, layer: buffer, amount: {claim: C-1}}
    offers:
      - {id: offer, state: DE, capability: troops, commitment: pledged, sector: north, amount: {low: 10, high: 20, claims: [C-2]}, waits_for: [{for: vote, claims: [C-2]}], matter: force}
    scenarios: [{id: s, given: [ceasefire]}]
    organisation:
      units:
        - {id: hq, kind: headquarters, claims: [C-1], posts: [{id: watch, stars: 2, head: true}]}
        - {id: cell, kind: cell, under: hq, claims: [C-1]}
      duties:
        - {post: watch, state: FR, from: 2027-01-01T00:00+02:00, until: 2027-01-01T12:00+02:00}
        - {post: watch, state: GB, from: 2027-01-01T12:00+02:00, until: 2027-01-02T00:00+02:00}
    straits:
      passages:
        - {vessel: V, state: FR, class: auxiliary, tonnage_t: {value: 900, assumption: a}, enters: 2027-02-01, leaves: 2027-02-10}
    sensors:
      sites: [{id: r, kind: radar, owner: FR, at: [36, 48], claims: [C-1], offer: offer}]
    sustainment:
      modes: [{id: rail, kind: rail, payload_t: {value: 800, assumption: a}, load_factor: {value: 0.8, assumption: a}, share: {value: 1, assumption: a}}]
    """,
  ]

  private static func faults(changing example: Example?) throws -> [Fault] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "faults-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("geometry"), withIntermediateDirectories: true)
    for (name, text) in files {
      var text = text
      if let example, example.file == name {
        let changed = text.replacing(example.from, with: example.to)
        #expect(changed != text, "\(example.from) is not in \(name)")
        text = changed
      }
      try text.write(
        to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return MissionReader.read(folder.path).faults
  }

  @Test func `the small plan has no faults`() throws {
    #expect(try Self.faults(changing: nil).isEmpty)
  }

  static let examples = [
    Example(
      "claims.json",
      "\"reported_by\": \"r\", \"basis\": \"on_record\", \"date\": \"2025-08\", \"status\": \"offered\"}",
      "\"basis\": \"on_record\", \"date\": \"2025-08\", \"status\": \"offered\"}", 3,
      "claim C-2 has no 'reported_by': a claim needs its source", "Add it"),
    Example(
      "claims.json", "\"low\": 100", "\"low\": 300", 2, "upside down, from 300 to 200",
      "Exchange both ends"),
    Example(
      "sources.yaml", "claims: claims.json", "claims: ../claims.json", 1, "outside of the folder",
      "Copy it"),
    Example(
      "sources.yaml", "claims: claims.json", "claims: claims.txt", 1, "'claims.txt' cannot be read",
      "Put it into the folder"),
    Example(
      "sources.yaml", "for: ceasefire, claims: [C-1]", "for: ceasefir, claims: [C-1]", 5,
      "no matter 'ceasefir'", "'ceasefire'?"),
    Example(
      "sources.yaml", "claims: [C-1]}", "claims: [C-9]}", 5, "no claim 'C-9'", "id of a claim"),
    Example(
      "sources.yaml", ", claims: [C-1]}", "}", 5, "neither a claim nor an assumption",
      "assumption: why"),
    Example(
      "sources.yaml", "{claim: C-1, subject: size}", "{claim: C-2, subject: size}", 8,
      "claim C-2 says no number", "'low' and 'high'"),
    Example(
      "sources.yaml", "unit: people}]", "unit: km}]", 8,
      "units are mixed up: this is counted in soldiers, and km", "under 'units'"),
    Example("sources.yaml", "unit: people}]", "}]", 6, "has no unit", "unit: people"),
    Example(
      "coalition.yaml", "commitment: pledged, sector: north", "commitment: pledged, sector: nroth",
      12, "there is no sector 'nroth'", "'north'?"),
    Example(
      "coalition.yaml", "phase: one, sector: north", "phase: one, sector: east", 10,
      "there is no sector 'east'", "Known: north"),
    Example(
      "coalition.yaml", "low: 10, high: 20", "low: 30, high: 20", 12,
      "upside down: low 30.0 is above high 20.0", "Exchange"),
    Example(
      "coalition.yaml", "low: 10, high: 20", "low: 10, likely: 40, high: 20", 12,
      "likely value 40.0 lies outside", "Mend"),
    Example(
      "coalition.yaml", "low: 10, high: 20, claims: [C-2]", "low: 10, high: 20", 12,
      "neither a claim nor an assumption", "assumption: why"),
    Example(
      "coalition.yaml", "low: 10, high: 20,", "low: 10, high: 20, unit: aircraft,", 12,
      "units are mixed up: this is counted in aircraft, and people", "Mend the unit"),
    Example(
      "coalition.yaml", "capability: troops, phase", "capability: air, phase", 10,
      "units are mixed up: this is counted in soldiers, and aircraft", "Mend the unit"),
    Example(
      "coalition.yaml", "amount: {claim: C-1}", "amount: {claim: C-2}", 10,
      "claim C-2 says no number", "low, likely and high"),
    Example(
      "coalition.yaml", "amount: {claim: C-1}", "formula: ceil(line_km / km)", 10,
      "the formula's 'km' has no value", "under 'with'"),
    Example(
      "coalition.yaml", "amount: {claim: C-1}", "formula: layer_km2(bufer)", 10,
      "asks for something that is not there", "'buffer'?"),
    Example("coalition.yaml", "amount: {claim: C-1}", "formula: 1 +", 10, "character 4", "ceil"),
    Example(
      "coalition.yaml", "band_km: [0, 7.5]", "band_km: [7.5, 0]", 4, "the lesser first", "[0, 7.5]"),
    Example(
      "coalition.yaml", "kind: parliament", "kind: article_5", 6, "mutual defence is no mandate",
      "un_resolution"),
    Example(
      "coalition.yaml", "state: DE, capability", "state: Germany, capability", 12,
      "no code of a state", "ISO 3166"),
    Example(
      "coalition.yaml", "waits_for: [{for: vote", "waits_for: [{for: votes", 12,
      "no matter or mandate 'votes'", "'vote'?"),
    Example(
      "coalition.yaml", "given: [ceasefire]", "given: [ceasefire], without_matters: [ceasefire]",
      13, "is given and left out", "Drop one"),
    Example(
      "coalition.yaml", "kind: cell, under: hq", "kind: cell, under: nobody", 17,
      "reports to 'nobody', which is not there", "Units: hq, cell"),
    Example(
      "coalition.yaml", "from: 2027-01-01T12:00+02:00", "from: 2027-01-01T13:00+02:00", 20,
      "nobody is on duty at 'watch' for 60 min", "when the one before ends"),
    Example(
      "coalition.yaml", "post: watch, state: GB", "post: wathc, state: GB", 20,
      "there is no post 'wathc'", "'watch'?"),
    Example(
      "coalition.yaml", "leaves: 2027-02-10", "leaves: 2027-01-10", 23, "leaves before it enters",
      "Exchange"),
    Example(
      "coalition.yaml", "enters: 2027-02-01", "enters: 2027-02", 23, "a day is needed here",
      "YYYY-MM-DD"),
    Example("coalition.yaml", "at: [36, 48]", "at: [36, 98]", 25, "not on Earth", "in degrees"),
    Example(
      "coalition.yaml", "share: {value: 1,", "share: {value: 0.9,", 27, "add up to 0.9",
      "add up to 1"),
    // The offer waits for the vote, and the vote for the force that the offer is.
    Example(
      "coalition.yaml", "waits_for: [{for: ceasefire, claims: [C-2]}]}",
      "waits_for: [{for: force, claims: [C-2]}]}", 6,
      "a circle goes through the mandate 'vote': force waits for vote waits for force",
      "No step of it can be the first"),
  ]

  @Test(arguments: examples)
  func `each fault is named with its place, its reason and the next step`(_ example: Example) throws
  {
    let faults = try Self.faults(changing: example)
    let fault = try #require(faults.first { $0.message.contains(example.says) }, "\(faults)")
    #expect(fault.next.contains(example.next), "\(fault)")
    #expect(fault.line == example.line && fault.file == example.file, "\(fault)")
  }
}
