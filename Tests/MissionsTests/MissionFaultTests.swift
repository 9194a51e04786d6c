// Is each fault of a mission folder named with file, line and what to write instead?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Foundation
import Geo
import Missions
import Testing

@Suite struct MissionFaultTests {
  /// One change of the small mission and the fault that it makes.
  struct Example: Sendable, CustomTestStringConvertible {
    let file: String
    let from: String
    let to: String
    let line: Int
    let says: String
    let next: String

    init(_ file: String, _ from: String, _ to: String, _ line: Int, _ says: String, _ next: String)
    {
      self.file = file
      self.from = from
      self.to = to
      self.line = line
      self.says = says
      self.next = next
    }

    var testDescription: String { "\(file): \(to)" }
  }

  static let yaml = [
    Example("mission.yaml", "name: Small", "name: {en: Small", 3, "not YAML", "began on line 2"),
    Example("mission.yaml", "name: Small", "name: \"Small", 2, "not YAML", "Check indentation"),
    Example("mission.yaml", "name: Small", "\tname: Small", 2, "not YAML", "Check indentation"),
    Example("mission.yaml", "name: Small", "name: *nobody", 2, "not YAML", "Check indentation"),
    Example("mission.yaml", "name: Small", "name: Small\n---\nid: b", 3, "not YAML", "Check"),
    Example("mission.yaml", "name: Small", "name: a\u{1}b", 2, "not YAML", "Drop the character"),
    Example(
      "mission.yaml", "name: Small", "name: Small\nname: Again", 3, "'name' stands twice",
      "on line 2 already; drop one"),
    Example(
      "mission.yaml", "name: Small",
      "joins:\n  fire_window_s: 1\n  other_window_min: 1\n"
        + "  fire_window_s: 2", 5, "'fire_window_s' stands twice", "on line 3 already"),
    Example(
      "agreement.yaml", "where: BZ", "where: BZ\n    \"where\": P", 10, "'where' stands twice",
      "on line 9 already"),
    Example(
      "sensors.yaml", "{id: s1,", "{id: s1, id: s2,", 2, "'id' stands twice", "drop one of them"),
    Example("mission.yaml", "id: small\n", "", 1, "'id' is missing", "Add 'id: …'"),
    Example("mission.yaml", "id: small", "id: a/b", 1, "may hold letters", "Write for example"),
    Example("mission.yaml", "name: Small", "naem: Small", 2, "unknown key 'naem'", "'name'?"),
    Example(
      "mission.yaml", "name: Small", "name: {english: S}", 2, "no code of a language", "{en:"),
    Example("mission.yaml", "A: Party A, ", "", 3, "Party A has no name", "Add 'A: name'"),
    Example("mission.yaml", "{A: Party A, B: Party B}", "[A, B]", 3, "mapping", "Known keys: A, B"),
    Example("mission.yaml", "Europe/Kyiv", "Kyiv", 4, "no time zone", "Europe/Kyiv"),
    Example("mission.yaml", "Europe/Kyiv", "Europe/Kyyiv", 4, "no time zone", "Europe/Kyiv"),
    Example("mission.yaml", "Europe/Kyiv", "EST", 4, "no time zone", "Write for example"),
    Example("mission.yaml", "Europe/Kyiv", "\"\"", 4, "no time zone", "Write for example"),
    Example("mission.yaml", "name: Small", "data_cut: 25:00", 2, "time of day", "\"19:30\""),
    Example("mission.yaml", "name: Small", "data_cut: 19:30:x", 2, "time of day", "\"19:30\""),
    Example("mission.yaml", "name: Small", "attribution: maybe", 2, "true or false", ""),
    Example("mission.yaml", "name: Small", "joins: {temperature_c: 99}", 2, "within -60 to 60", ""),
    Example("mission.yaml", "name: Small", "joins: {wind_m_per_s: 99}", 2, "within 0 to 60", ""),
    Example("sensors.yaml", "means: camera", "means: radio", 2, "'radio' is not known", "radar"),
    Example("sensors.yaml", "id: s1,", "", 2, "'id' is missing", "Add 'id"),
    Example("sensors.yaml", "id: s1,", "id: s1, latitude: 48,", 2, "'longitude' is missing", "Add"),
    Example(
      "sensors.yaml", "id: s1,", "id: s1, latitude: 98, longitude: 1,", 2, "within -90 to 90", ""),
    Example(
      "sensors.yaml", "id: s1,", "id: s1, geolocation_sigma_m: 1e200,", 2, "within 0 to", ""),
    Example(
      "sensors.yaml", "Mission}", "Mission}\n  - {id: s1, means: saw, owner: M}", 3, "twice",
      "another id"),
    Example("feeds.yaml", "file: data/f.csv", "received: live", 2, "no source", "Give it one of"),
    Example("feeds.yaml", "file: data/f.csv", "directory: data/f.csv", 2, "no directory", "Paths"),
    Example("feeds.yaml", "file: data/f.csv", "file: data", 2, "no file", "Paths are read from"),
    Example(
      "feeds.yaml", "file: data/f.csv", "post: yes please", 2, "'post' is not", "'post: true'"),
    Example("feeds.yaml", "csv}", "csv, post: true}", 2, "has 2 sources", "'http', 'post'"),
    Example("feeds.yaml", "csv}", "csv, received: later}", 2, "not known", "recorded or live"),
    Example("feeds.yaml", "csv}", "csv, delay_min: 1e300}", 2, "is not within", ""),
    Example("feeds.yaml", "csv}", "csv, delay_min: -1}", 2, "is not within", ""),
    Example("feeds.yaml", "csv}", "csv, delay_min: 0x10}", 2, "a number was expected", ""),
    Example(
      "feeds.yaml", "csv}", "csv}\n  - {name: f1, format: firms, file: data/f.csv}", 3, "twice",
      "another name"),
  ]

  static let useless = [
    Example("feeds.yaml", "csv}", "csv, every_s: 5}", 2, "'every_s' has no use", "Only 'http'"),
    Example("feeds.yaml", "csv}", "csv, group: 239.2.3.1}", 2, "'group' has no", "Only 'udp'"),
    Example("feeds.yaml", "csv}", "csv, interface: eth0}", 2, "'interface' has no", "'group'"),
    Example(
      "feeds.yaml", "file: data/f.csv", "udp: \"127.0.0.1:1\", interface: eth0", 2,
      "'interface' has no use in the feed 'f1'", "'group'"),
    Example(
      "feeds.yaml", "csv}", "csv, received: live, delay_min: 5}", 2, "'delay_min' has no use",
      "'received: recorded'"),
    Example(
      "feeds.yaml", "file: data/f.csv", "stdin: true, delay_min: 5", 2, "'delay_min' has no use",
      "'received: recorded'"),
    Example(
      "feeds.yaml", "csv}", "csv, editions: {48: \"1.31\"}}", 2, "'editions' has no use",
      "'format: asterix'"),
    // At the key, where the value begins on the line below.
    Example(
      "feeds.yaml", "- {name: f1, format: firms, file: data/f.csv}",
      "- name: f1\n    format: firms\n    file: data/f.csv\n    radars:\n"
        + "      - {sac: 1, sic: 2, sensor: s1}", 5, "'radars' has no use", "'format: asterix'"),
    Example(
      "feeds.yaml", "csv}", "csv, start: 2026-06-24T06:00Z}", 2, "'start' has no use",
      "firms carry their date"),
    Example(
      "feeds.yaml", "format: firms, file: data/f.csv",
      "format: beast, tcp: \"127.0.0.1:1\", start: 2026-06-24T06:00Z", 2, "'start' has no use",
      "'received: recorded'"),
  ]

  @Test(arguments: [
    "format: firms, file: data/f.csv, delay_min: 5",
    "format: ais, file: data/f.csv, start: 2026-06-24T06:00Z",
    "format: avr, stdin: true, received: recorded, delay_min: 1, start: 2026-06-24T06:00Z",
    "format: asterix, editions: {48: \"1.31\"}, radars: [], udp: \"127.0.0.1:1\", "
      + "group: 239.2.3.1, interface: eth0",
    "format: kml, http: \"http://127.0.0.1/a\", every_s: 5",
    "format: sbs, post: true",
  ])
  func `a key of use in its feed is no fault`(keys: String) throws {
    let folder = try MissionFolder([
      "feeds.yaml": ("format: firms, file: data/f.csv", keys)
    ])
    #expect(MissionReader.read(folder.url.path).faults == [])
  }

  static let clauses = [
    Example("agreement.yaml", "2027-01-01T00:00+02:00", "2027-01-01", 1, "with its zone", "Write"),
    Example("agreement.yaml", "of: L}", "of: L, sides: C}", 3, "sides is 'C'", "both, A or B"),
    Example("agreement.yaml", "offset_km: 7.5", "offset_km: -1", 3, "not within 0", "kilometres"),
    Example("agreement.yaml", "offset_km: 7.5", "ofset_km: 7.5", 3, "'ofset_km'", "'offset_km'?"),
    Example("agreement.yaml", "plant}", "plant, offset_km: 5}", 4, "has both", "Drop one"),
    Example(
      "agreement.yaml", "where: BZ", "where: {objects: x}", 9, "'within_m' is missing", "Add"),
    Example("agreement.yaml", "where: BZ", "where: {}", 9, "a place was expected", "a zone's name"),
    Example("agreement.yaml", "subject: [explosion]", "subject: []", 8, "about nothing", "[explos"),
    Example(
      "agreement.yaml", "subject: [explosion]", "subject: [{kind: uav, tube: 1}]", 8, "'tube'",
      "Known:"),
    Example(
      "agreement.yaml", "{count: {gte: 1}}", "{}", 10, "a condition was expected", "presence"),
    Example("agreement.yaml", "{count: {gte: 1}}", "{any: []}", 10, "is empty", "[{count"),
    Example("agreement.yaml", "{gte: 1}", "{}", 10, "a limit was expected", "{gte: 1}"),
    Example("agreement.yaml", "{gte: 1}", "{ge: 1}", 10, "unknown key 'ge'", "Did you mean 'g"),
    Example(
      "agreement.yaml", "{count: {gte: 1}}", "{events_in_window: {window_h: 24, within_km: 5}}", 10,
      "needs one limit", "'gte: 3'"),
    Example(
      "agreement.yaml", "{count: {gte: 1}}",
      "{events_in_window: {gte: 3, window_h: 9999, within_km: 5}}", 10, "is not within", ""),
    Example(
      "agreement.yaml", "where: BZ", "exempt_if: [{notificaton: exercise, lead_h: 72}]", 9,
      "'notificaton'", "'notification'?"),
    Example(
      "agreement.yaml", "where: BZ", "exempt_if: [{notification: exercise, lead_h: 1e300}]", 9,
      "is not within", ""),
    Example(
      "agreement.yaml", "where: BZ", "valid_from: D+999999999999999999", 9, "with its zone",
      "Write for example"),
    Example("agreement.yaml", "where: BZ", "valid_from: D-1", 9, "with its zone", "Write"),
    Example(
      "agreement.yaml", "where: BZ", "valid_from: D+2\n    valid_until: D+1", 10, "not after",
      "Exchange"),
    Example("agreement.yaml", "title: Fire", "titel: Fire", 7, "unknown key 'titel'", "'title'?"),
    Example("agreement.yaml", "class: ordinary", "class: ordinery", 12, "not known", "'ordinary'?"),
    Example(
      "agreement.yaml", "class: ordinary",
      "class: ordinary\n  - {id: \"1\", title: x, checked_on: y, class: minor}", 13, "stands twice",
      "on line 6 already"),
    Example(
      "agreement.yaml", "class: ordinary",
      "class: ordinary\n  - {id: \"1\", version: 2, title: x, checked_on: y, class: minor}", 13,
      "in force at the same time", "valid_until"),
  ]

  static let geometry = [
    Example(
      "geometry/line.geojson", "[36,47]]]", "[36,47.05]]]", 4, "from its first point", "Repeat"),
    Example(
      "geometry/line.geojson", "[36.1,47],[36.1,47.1]", "[36.1,47.1],[36.1,47]", 4, "meet at",
      "in order"),
    Example(
      "geometry/line.geojson", "[36.1,47],", "[36.1,47],[36.1,47],", 4, "same as", "Drop one"),
    Example("geometry/line.geojson", "[36.1,47.1],[36,47.1],", "", 4, "2 different points", "Add"),
    Example("geometry/line.geojson", "[[[36,47]", "[[\"x\",[36,47]", 4, "no list of", "Write [["),
    Example("geometry/line.geojson", "\"Polygon\"", "\"Ring\"", 4, "needs a Polygon", "rings"),
    Example(
      "geometry/line.geojson", "[[[36,47],[36.1,47],[36.1,47.1],[36,47.1],[36,47]]]", "[]", 4,
      "without a ring", "Write [[["),
    Example("geometry/line.geojson", ",\"id\":\"plant\"", "", 4, "no property 'id'", "Add"),
    Example(
      "geometry/line.geojson", "\"kind\":\"line\",", "", 2, "no property 'kind'", "Write line"),
    Example(
      "geometry/line.geojson", "\"kind\":\"line\"", "\"kind\":\"lime\"", 2, "'lime'", "Write"),
    Example("geometry/line.geojson", ",\"left\":\"B\"", "", 2, "whose side", "A or B"),
    Example("geometry/line.geojson", "\"LineString\"", "\"Line\"", 2, "a LineString", "each piece"),
    Example("geometry/line.geojson", ",[38,48]]", ",[36.5,48.1]]", 2, "meet at", "in order"),
    Example(
      "geometry/line.geojson", "[37,48.2],[38,48]", "[36,48]", 2, "1 different", "Add points"),
    Example("geometry/line.geojson", "[37,48.2]", "[37,98.2]", 2, "not on Earth", "[longitude"),
    Example(
      "geometry/line.geojson", "{\"type\":\"Feature\",\"properties\":{\"kind\":\"zone\"",
      "{\"type\":\"feature\",\"properties\":{\"kind\":\"zone\"", 4, "is no Feature", "\"Feature\""),
    Example(
      "geometry/line.geojson", "\"left\":\"B\"", "\"left\":\"B\",\"valid_from\":\"2027-01-01\"", 2,
      "none with its zone", "Write \""),
    Example(
      "geometry/line.geojson", "\"left\":\"B\"", "\"left\":\"B\",\"valid_from\":20270101", 2,
      "none with its zone", "Write \""),
    Example(
      "geometry/line.geojson", "\"left\":\"B\"",
      "\"left\":\"B\",\"valid_from\":\"2027-02-01T00:00Z\",\"valid_until\":\"2027-01-01T00:00Z\"",
      2, "not after valid_from", "Exchange"),
    Example("geometry/line.geojson", "\"FeatureCollection\",", "\"x\",,", 1, "not JSON", "Check"),
    Example(
      "geometry/line.geojson", "\"features\"", "\"parts\"", 1, "FeatureCollection", "Write {"),
    Example(
      "geometry/line.geojson", "\n]}",
      ",\n{\"type\":\"Feature\",\"properties\":{\"kind\":\"zone\",\"id\":\"plant\"},\n"
        + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,2],[1,1]]]}}\n]}",
      6, "id 'plant' of another", "an id of its own"),
    Example(
      "geometry/line.geojson", "\n]}",
      ",\n{\"type\":\"Feature\",\"properties\":{\"kind\":\"object\",\"layer\":\"x\"},\n"
        + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[37,148]}}\n]}",
      6, "not on Earth", "[longitude"),
    // The word "Feature" in a text and another member before are no features.
    Example(
      "geometry/line.geojson", "{\"type\":\"FeatureCollection\",",
      "{\"type\":\"FeatureCollection\",\"note\":{\"a\":\"Feature\",\"b\":[{}]},\n\"x\":\"\\\"Feature\\\"\",",
      5, "of kind", "Write"),
  ]

  @Test(arguments: yaml + useless + clauses + geometry)
  func `a fault is named with file and line, and says what to write`(example: Example) throws {
    var changes = [example.file: (example.from, example.to)]
    if example.says == "of kind" {
      // Two changes in one file: a wrong kind on what is now line 5.
      changes[example.file] = (
        MissionFolder.files["geometry/line.geojson"] ?? "",
        (MissionFolder.files["geometry/line.geojson"] ?? "")
          .replacing(example.from, with: example.to)
          .replacing("\"kind\":\"zone\"", with: "\"kind\":\"zoo\"")
      )
    }
    let folder = try MissionFolder(changes)
    let reading = MissionReader.read(folder.url.path)
    #expect(reading.mission == nil)
    let found = reading.faults.first { $0.message.contains(example.says) }
    #expect(found?.file == example.file, "\(reading.faults)")
    #expect(found?.line == example.line, "\(reading.faults)")
    #expect(found?.next.contains(example.next) == true || example.next.isEmpty, "\(reading.faults)")
  }

  @Test func `all files are read though one of them is broken`() throws {
    let folder = try MissionFolder([
      "mission.yaml": ("Europe/Kyiv", "[Europe"), "sensors.yaml": ("means: camera", "means: x"),
      "feeds.yaml": ("format: firms", "format: x"), "agreement.yaml": ("where: BZ", "where: x"),
      "geometry/line.geojson": ("\"kind\":\"zone\"", "\"kind\":\"x\""),
    ])
    let files = Set(MissionReader.read(folder.url.path).faults.map(\.file))
    #expect(files == Set(MissionFolder.files.keys.filter { $0 != "data/f.csv" }))
  }

  @Test func `a policy of the log that names nobody it knows is named with its line`() throws {
    let folder = try MissionFolder([:])
    let policy = folder.url.appendingPathComponent("log.policy")
    try Data("# who has to cosign\nquorum everyone\n".utf8).write(to: policy)
    let faults = MissionReader.read(folder.url.path).faults
    #expect(faults.map(\.file) == ["log.policy"] && faults.map(\.line) == [2])
    try Data("quorum none\n".utf8).write(to: policy)
    let reading = MissionReader.read(folder.url.path)
    #expect(reading.faults.isEmpty && reading.mission?.logPolicy == "quorum none\n")
    #expect(reading.mission?.files.contains { $0.path == "log.policy" } == true)
  }

  @Test func `a missing time zone hides no other fault of the file`() throws {
    let folder = try MissionFolder([
      "mission.yaml": ("time_zone: Europe/Kyiv", "data_cut: late\nlanguages: en")
    ])
    let faults = MissionReader.read(folder.url.path).faults
    #expect(faults.map(\.line) == [1, 4, 5])
  }

  @Test func `a folder that is none is one fault with what belongs in it`() {
    let faults = MissionReader.read("/nowhere/at/all").faults
    #expect(faults.count == 1)
    #expect(faults.first?.next.contains("truceline init") == true)
  }

  @Test func `what Windows writes is read`() throws {
    let mark = "\u{FEFF}"
    let changes = Dictionary(
      uniqueKeysWithValues: MissionFolder.files.map { name, text in
        (name, (text, mark + text.replacing("\n", with: "\r\n")))
      })
    let folder = try MissionFolder(changes)
    #expect(MissionReader.read(folder.url.path).faults == [])
  }

  @Test func `a YAML file in UTF-16 is told to be saved as UTF-8`() throws {
    let folder = try MissionFolder()
    try Data("id: small".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } + [0xFF])
      .write(to: folder.url.appendingPathComponent("mission.yaml"))
    let fault = MissionReader.read(folder.url.path).faults.first
    #expect(fault?.file == "mission.yaml")
    #expect(fault?.next.contains("UTF-8") == true)
  }

  @Test(arguments: ["{any: [", "[", "{a: "])
  func `nesting ten thousand deep is a fault and no end of the program`(opening: String) throws {
    let deep = String(repeating: opening, count: 10_000)
    let folder = try MissionFolder(["agreement.yaml": ("{count: {gte: 1}}", deep)])
    #expect(MissionReader.read(folder.url.path).mission == nil)
  }

  // MARK: Notifications

  private func faults(ofNotification text: String) throws -> [Fault] {
    let folder = try MissionFolder()
    try Data("notifications:\n  - \(text)\n".utf8)
      .write(to: folder.url.appendingPathComponent("notifications.yaml"))
    return MissionReader.read(folder.url.path).faults
  }

  static let sound =
    "{id: N-1, kind: exercise, party: A, received: 2027-03-10T09:00Z, from: 2027-03-14T10:00Z, "
    + "until: 2027-03-14T12:00Z, latitude: 48.3, longitude: 36.6, radius_km: 3}"

  @Test func `a notification is read whole`() throws {
    #expect(try faults(ofNotification: Self.sound) == [])
  }

  /// Without a place it would exempt nothing, and nobody would know why.
  @Test(arguments: [
    (", latitude: 48.3, longitude: 36.6", "", "has no place", "latitude"),
    (", latitude: 48.3", "", "'latitude' is missing", "Add"),
    (", longitude: 36.6", "", "'longitude' is missing", "Add"),
    (", radius_km: 3", "", "'radius_km' is missing", "Add"),
    ("km: 3", "km: 0", "is not within", ""),
    ("until: 2027-03-14T12", "until: 2027-03-14T09", "ends before it begins", "Exchange"),
    ("party: A", "party: C", "'C' is not known", "Did you mean"),
    ("T09:00Z", "T09:00", "with its zone", "Write"),
    ("kind", "knd", "unknown key 'knd'", "'kind'?"),
  ])
  func `a notification with a fault is named`(from: String, to: String, says: String, next: String)
    throws
  {
    let found = try faults(ofNotification: Self.sound.replacing(from, with: to))
      .first { $0.message.contains(says) }
    #expect(found?.file == "notifications.yaml")
    #expect(found?.line == 2)
    #expect(found?.next.contains(next) == true || next.isEmpty)
  }

  @Test func `two notifications of one id are a fault of the second`() throws {
    let found = try faults(ofNotification: Self.sound + "\n  - " + Self.sound)
    #expect(found.map(\.line) == [3])
  }

  // MARK: Versions of the line

  /// Pieces of the line in a file of their own: version, valid_from, valid_until, way.
  private func faults(ofLines lines: [(String, String?, String?, String)]) throws -> [Fault] {
    let folder = try MissionFolder()
    let features = lines.map { version, from, until, way in
      let validity =
        (from.map { ",\"valid_from\":\"\($0)\"" } ?? "")
        + (until.map { ",\"valid_until\":\"\($0)\"" } ?? "")
      return #"{"type":"Feature","properties":{"kind":"line","left":"B","version":\#(version)"#
        + validity + #"},"geometry":{"type":"LineString","coordinates":\#(way)}}"#
    }
    let zone =
      #"{"type":"Feature","properties":{"kind":"zone","id":"plant"},"geometry":{"type":"Polygon","#
      + #""coordinates":[[[36,47],[36.1,47],[36.1,47.1],[36,47]]]}}"#
    let text =
      "{\"type\":\"FeatureCollection\",\"features\":[\n"
      + (features + [zone]).joined(separator: ",\n") + "]}"
    try Data(text.utf8).write(to: folder.url.appendingPathComponent("geometry/line.geojson"))
    return MissionReader.read(folder.url.path).faults
  }

  private let way = "[[36,48],[37,48]]"

  @Test func `versions that follow each other are sound, as numbers too`() throws {
    let lines: [(String, String?, String?, String)] = [
      ("2", "2027-02-01T00:00Z", nil, way), ("1", "2027-01-01T00:00Z", "2027-02-01T00:00Z", way),
    ]
    #expect(try faults(ofLines: lines) == [])
  }

  @Test func `versions in force at once are a fault of each that begins too early`() throws {
    let found = try faults(ofLines: [
      ("\"a\"", "2027-01-01T00:00Z", "2028-01-01T00:00Z", way),
      ("\"b\"", "2027-02-01T00:00Z", "2027-03-01T00:00Z", way),
      ("\"c\"", "2027-04-01T00:00Z", nil, way), ("\"d\"", nil, "2027-01-01T00:00Z", way),
    ])
    #expect(found.map(\.line) == [3, 4])
    #expect(found.allSatisfy { $0.message.contains("same time as version a") })
    #expect(found.allSatisfy { $0.next.contains("valid_until of the older one") })
  }

  @Test func `overlapping versions are found though another file has a fault`() throws {
    let folder = try MissionFolder([
      "mission.yaml": ("name: Small", "nam: Small"),
      "geometry/line.geojson": (
        "{\"type\":\"Feature\",\"properties\":{\"kind\":\"zone\"",
        "{\"type\":\"Feature\",\"properties\":{\"kind\":\"line\",\"version\":\"2\",\"left\":\"B\"},\n"
          + "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[36,48],[37,48]]}},\n"
          + "{\"type\":\"Feature\",\"properties\":{\"kind\":\"zone\""
      ),
    ])
    let faults = MissionReader.read(folder.url.path).faults
    #expect(faults.contains { $0.message.contains("same time") && $0.line == 4 })
    #expect(faults.contains { $0.message.contains("unknown key 'nam'") })
  }

  @Test func `a gap names its length, the piece and both ways out`() throws {
    let found = try faults(ofLines: [
      ("1", nil, nil, "[[36,48],[37,48]]"), ("1", nil, nil, "[[37.001,48],[38,48]]"),
    ])
    #expect(found.map(\.line) == [3])
    #expect(found.first?.message.contains("begins 75 m from the end") == true)
    #expect(found.first?.next.contains("gap_before") == true)
  }

  @Test func `pieces of one version have one side and one validity`() throws {
    let found = try faults(ofLines: [
      ("1", nil, nil, "[[36,48],[37,48]]"),
      ("1", "2027-01-01T00:00Z", nil, "[[37,48],[38,48]]"),
    ])
    #expect(found.map(\.line) == [3])
    #expect(found.first?.next.isEmpty == false)
  }

  @Test func `a file that is not read is warned of and stops nothing`() throws {
    let folder = try MissionFolder()
    try Data("{}".utf8).write(to: folder.url.appendingPathComponent("geometry/more.json"))
    let reading = MissionReader.read(folder.url.path)
    #expect(reading.mission != nil)
    #expect(reading.faults.map(\.file) == ["geometry/more.json"])
    #expect(reading.faults.map(\.severity) == [.warning])
  }
}

@Suite struct MissionTimeTests {
  /// Zones with summer time on both halves, half hours, a change of the standard time itself, and
  /// the one that skipped a day.
  @Test(arguments: [
    "Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Europe/Moscow",
    "Asia/Almaty", "Africa/Casablanca", "Pacific/Apia", "UTC",
  ])
  func `mission time is what the time zone database says, at every moment`(name: String) throws {
    let folder = try MissionFolder(["mission.yaml": ("Europe/Kyiv", name)])
    let clock = try #require(MissionReader.read(folder.url.path).mission).clock
    let zone = try #require(TimeZone(identifier: name))
    // Every 6 hours and 1 minute from 1995 to 2040.
    for second in stride(from: 788_918_400, to: 2_208_988_800, by: 21_660) {
      let date = Date(timeIntervalSince1970: Double(second))
      let offsetMin = zone.secondsFromGMT(for: date) / 60
      guard clock.offsetMin(atMs: Int64(second) * 1_000) != offsetMin else { continue }
      Issue.record("\(date): \(clock.offsetMin(atMs: Int64(second) * 1_000)), not \(offsetMin)")
      return
    }
  }
}
