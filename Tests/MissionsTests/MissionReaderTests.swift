// SPDX-License-Identifier: Apache-2.0

import Agreements
import Foundation
import Geo
import Missions
import Testing

/// A small sound mission in a folder of its own, with changes.
final class MissionFolder {
  let url: URL

  init(_ changes: [String: (String, String)] = [:], leaveOut: Set<String> = []) throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("mission-\(UUID().uuidString)")
    for (name, sound) in Self.files where !leaveOut.contains(name) {
      var text = sound
      if let (from, to) = changes[name] {
        precondition(text.contains(from), "\(name) has no '\(from)'")
        text = text.replacing(from, with: to)
      }
      let file = url.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  static let files = [
    "mission.yaml": """
    id: small
    name: Small
    parties: {A: Party A, B: Party B}
    time_zone: Europe/Kyiv
    """,
    "sensors.yaml": """
    sensors:
      - {id: s1, means: camera, owner: Mission}
    """,
    "feeds.yaml": """
    feeds:
      - {name: f1, format: firms, file: data/f.csv}
    """,
    "agreement.yaml": """
    agreement: {id: X, in_force: 2027-01-01T00:00+02:00}
    zones:
      BZ: {offset_km: 7.5, of: L}
      P: {polygon: plant}
    clauses:
      - id: "1"
        title: Fire
        subject: [explosion]
        where: BZ
        breach_if: {count: {gte: 1}}
        min_grade: E2
        class: ordinary
    """,
    "data/f.csv": "latitude\n",
    "geometry/line.geojson": """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"kind":"line","version":"1","left":"B"},
     "geometry":{"type":"LineString","coordinates":[[36,48],[37,48.2],[38,48]]}},
    {"type":"Feature","properties":{"kind":"zone","id":"plant"},
     "geometry":{"type":"Polygon","coordinates":[[[36,47],[36.1,47],[36.1,47.1],[36,47.1],[36,47]]]}}
    ]}
    """,
  ]
}

@Suite struct MissionReaderTests {
  @Test func `a sound folder is read without faults`() throws {
    let folder = try MissionFolder()
    let reading = MissionReader.read(folder.url.path)
    #expect(reading.faults == [])
    #expect(reading.mission?.agreement.clauses.count == 1)
  }

  /// File, what is changed into what, line of the fault, a word of the message.
  static let faults: [(file: String, from: String, to: String, line: Int, says: String)] = [
    ("mission.yaml", "parties:", "partis:", 3, "Did you mean 'parties'"),
    ("mission.yaml", "Europe/Kyiv", "Europe/Nowhere", 4, "no time zone"),
    ("mission.yaml", "B: Party B", "C: Party C", 3, "unknown key 'C'"),
    ("mission.yaml", "name: Small", "name: [Small", 3, "not YAML"),
    ("sensors.yaml", "means: camera", "means: kamera", 2, "Did you mean 'camera'"),
    ("sensors.yaml", "owner: Mission}", "owner: Mission, colour: red}", 2, "unknown key 'colour'"),
    ("feeds.yaml", "data/f.csv", "data/none.csv", 2, "there is no file"),
    ("feeds.yaml", "format: firms", "format: firm", 2, "Did you mean 'firms'"),
    ("agreement.yaml", "where: BZ", "where: BX", 9, "Did you mean 'BZ'"),
    (
      "agreement.yaml", "subject: [explosion]", "subject: [explosions]", 8,
      "Did you mean 'explosion'"
    ),
    ("agreement.yaml", "count: {gte: 1}", "count: {gte: many}", 10, "a number was expected"),
    ("agreement.yaml", "count: {gte: 1}", "kount: {gte: 1}", 10, "unknown key 'kount'"),
    ("agreement.yaml", "min_grade: E2", "min_grade: E9", 11, "is no grade"),
    ("agreement.yaml", "class: ordinary", "class: grave", 12, "is not known"),
    ("agreement.yaml", "polygon: plant", "polygon: plan", 4, "Did you mean 'plant'"),
    ("agreement.yaml", "2027-01-01T00:00+02:00", "2027-01-01T00:00", 1, "time with its zone"),
    (
      "agreement.yaml", "where: BZ",
      "valid_from: 2027-02-01T00:00Z\n    valid_until: 2027-01-01T00:00Z", 6, "not after valid_from"
    ),
    ("geometry/line.geojson", "[36,47]]]", "[36,47.05]]]", 4, "ends"),
    (
      "geometry/line.geojson", "[36.1,47],[36.1,47.1]", "[36.1,47.1],[36.1,47]", 4, "meet at"
    ),
    ("geometry/line.geojson", "\"left\":\"B\"", "\"left\":\"C\"", 2, "whose side"),
    ("geometry/line.geojson", "\"kind\":\"zone\"", "\"kind\":\"zoo\"", 4, "of kind 'zoo'"),
    ("geometry/line.geojson", "[37,48.2]", "[37,148.2]", 2, "not on Earth"),
    ("geometry/line.geojson", "]}}\n]}", "]}}\n]", 6, "not JSON"),
  ]

  @Test(arguments: faults)
  func `a fault is named with file, line and what to write`(
    fault: (file: String, from: String, to: String, line: Int, says: String)
  ) throws {
    let folder = try MissionFolder([fault.file: (fault.from, fault.to)])
    let reading = MissionReader.read(folder.url.path)
    #expect(reading.mission == nil)
    let found = reading.faults.first { "\($0)".contains(fault.says) }
    #expect(found?.file == fault.file, "\(reading.faults)")
    #expect(found?.line == fault.line, "\(reading.faults)")
  }

  @Test(arguments: [
    "mission.yaml", "agreement.yaml", "sensors.yaml", "feeds.yaml", "geometry/line.geojson",
  ])
  func `a missing file is said to be missing`(name: String) throws {
    let folder = try MissionFolder(leaveOut: [name])
    let reading = MissionReader.read(folder.url.path)
    #expect(reading.mission == nil)
    #expect(!reading.faults.isEmpty)
  }

  @Test func `a line with a gap is refused unless it is meant`() throws {
    let second = """
      {"type":"Feature","properties":{"kind":"line","version":"1","left":"B"},
       "geometry":{"type":"LineString","coordinates":[[38.5,48],[39,48]]}},
      {"type":"Feature","properties":{"kind":"zone"
      """
    let from = "{\"type\":\"Feature\",\"properties\":{\"kind\":\"zone\""
    let gap = try MissionFolder(["geometry/line.geojson": (from, second)])
    let reading = MissionReader.read(gap.url.path)
    #expect(reading.faults.first?.message.contains("from the end of the piece before") == true)
    #expect(reading.faults.first?.line == 4)
    let meant = second.replacing("\"version\"", with: "\"gap_before\":\"river\",\"version\"")
    let sound = try MissionFolder(["geometry/line.geojson": (from, meant)])
    #expect(MissionReader.read(sound.url.path).faults == [])
  }

  @Test func `two versions of a clause in force at once are refused`() throws {
    let both = """
      - id: "1"
          version: 2
          title: Fire again
          subject: [shot]
          breach_if: presence
          class: ordinary
        - id: "1"
      """
    let folder = try MissionFolder(["agreement.yaml": ("- id: \"1\"", both)])
    let reading = MissionReader.read(folder.url.path)
    #expect(reading.faults.contains { $0.message.contains("in force at the same time") })
  }

  @Test func `mission time knows summer time`() throws {
    let folder = try MissionFolder()
    let clock = try #require(MissionReader.read(folder.url.path).mission).clock
    #expect(clock.offsetMin(atMs: 1_782_259_500_000) == 180)
    #expect(clock.offsetMin(atMs: 1_767_225_600_000) == 120)
    #expect(clock.iso(atMs: 1_782_259_500_000) == "2026-06-24T03:05:00+03:00")
  }
}
