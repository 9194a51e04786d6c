// Is each fault of registers and clauses named with file, line and what to write instead?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Foundation
import Geo
import Missions
import Observations
import Rules
import Testing

@Suite struct RegisterFaultTests {
  private static func read(
    _ files: [String: String], changing changes: [String: (String, String)] = [:]
  ) throws -> MissionReading {
    let folder = try MissionFolder(changes)
    for (name, text) in files {
      let file = folder.url.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return MissionReader.read(folder.url.path)
  }

  private static let call =
    "{id: H-1, kind: hotline_call, party: A, from: 2027-03-14T10:00Z, until: 2027-03-14T10:04Z}"

  @Test func `entries of YAML and of a sheet are the same entries`() throws {
    let yaml = """
      entries:
        - {id: V-1, kind: storage_visit, party: B, from: 2027-03-14T10:00Z, received: 2027-03-14T12:00Z,
           reported_by: Patrol 21, site: Depot 4, type: gun, seen_min: 10, seen_max: 12, latitude: 48, longitude: 37}
      """
    let sheet = """
      id,kind,party,from,received,reported_by,site,type,seen_min,seen_max,latitude,longitude,note
      V-1,storage_visit,B,2027-03-14T10:00Z,2027-03-14T12:00Z,Patrol 21,Depot 4,gun,10,12,48,37,

      """
    let first = try Self.read(["registers/visits.yaml": yaml])
    let second = try Self.read(["registers/visits.csv": sheet])
    #expect(first.faults == [])
    #expect(second.faults == [])
    let entry = try #require(first.mission?.entries.first)
    #expect(entry == second.mission?.entries.first)
    #expect(entry.number("seen_max") == 12)
    #expect(entry.party == .b)
    #expect(entry.place == .circle(GeoPoint(latitudeDeg: 48, longitudeDeg: 37), radiusM: 0))
  }

  @Test func `areas, ways, stretches of the line and zones are places`() throws {
    let yaml = """
      entries:
        - {id: A, kind: mine_danger, from: 2027-03-14T10:00Z, area: [[37, 48], [37.1, 48], [37.1, 48.1]]}
        - {id: B, kind: mine_danger, from: 2027-03-14T10:00Z, way: [[37, 48], [37.1, 48]], width_km: 0.4}
        - {id: C, kind: mine_danger, from: 2027-03-14T10:00Z, line_km: [12, 15.5]}
        - {id: D, kind: mine_danger, from: 2027-03-14T10:00Z, zone: BZ}
      """
    let reading = try Self.read(["registers/mines.yaml": yaml])
    #expect(reading.faults == [])
    let places = reading.mission?.entries.compactMap(\.place) ?? []
    #expect(places.count == 4)
    #expect(places.last == .zone("BZ"))
    #expect(places.dropFirst(2).first == .lineKm(12...15.5))
    guard case .area(let ring) = places.first else {
      Issue.record("no area")
      return
    }
    #expect(ring.first == ring.last)
  }

  /// What is changed in the call, and the words of the fault.
  static let entries: [(from: String, to: String, says: String, next: String)] = [
    ("hotline_call", "hotline_cal", "'hotline_cal' is not known", "'hotline_call'?"),
    ("T10:04Z", "T09:00Z", "ends before it begins", "Exchange"),
    ("party: A", "party: C", "'C' is not known", "A"),
    ("until", "untill", "unknown key 'untill'", "'until'?"),
    ("from: 2027-03-14T10:00Z", "from: 2027-03-14", "with its zone", "Write"),
    ("id: H-1, ", "", "'id' is missing", "Add"),
    ("party: A", "party: A, answered: perhaps", "true or false", ""),
    ("party: A", "party: A, latitude: 37, longitude: 84", "outside the mission's area", "Exchange"),
    ("party: A", "party: A, zone: BX", "no zone 'BX'", "'BZ'?"),
    ("party: A", "party: A, corrects: H-0", "no entry 'H-0'", "id"),
    ("party: A", "party: A, line_km: [5, 2]", "two kilometres", "[12, 15.5]"),
    ("kind: hotline_call, party: A", "kind: allegation", "names no party", "A or B"),
    ("kind: hotline_call", "kind: repair_window", "has no place", "latitude"),
    ("kind: hotline_call", "kind: impediment", "does not say 'type'", "denial"),
    ("kind: hotline_call", "kind: impediment, type: denied", "'denied' is not known", "'denial'?"),
    (
      "kind: hotline_call", "kind: vessel, vessel: V, gap_h: -1", "is not within", ""
    ),
    ("kind: hotline_call", "kind: exposure, watcher: P, means: patrol", "has no place", "latitude"),
    (
      "kind: hotline_call", "kind: exposure, watcher: P, means: foot, zone: BZ", "'foot' is not",
      ""
    ),
    (
      "kind: hotline_call", "kind: exposure, watcher: P, means: uav, zone: BZ, blind_min: 5",
      "do not fit into a watch of 4 minutes", "minutes"
    ),
    (
      "kind: hotline_call", "kind: exposure, watcher: P, means: uav, line_km: [2000, 4000]",
      "ends at km 4000", "not metres"
    ),
    (
      "kind: hotline_call", "kind: casualty, zone: BZ, women: 1", "neither how many were killed",
      "injured"
    ),
    (
      "kind: hotline_call", "kind: casualty, zone: BZ, killed: 1, injured: 0, women: 2",
      "more than all", "leave out"
    ),
    (
      "kind: hotline_call", "kind: impediment, type: delay, stops_watch: true",
      "whose watch it stopped", "watcher"
    ),
  ]

  @Test(arguments: entries)
  func `a fault of an entry is named with file and line`(
    fault: (from: String, to: String, says: String, next: String)
  ) throws {
    let text = "entries:\n  - \(Self.call.replacing(fault.from, with: fault.to))\n"
    let faults = try Self.read(["registers/calls.yaml": text]).faults
    let found = faults.first { $0.message.contains(fault.says) }
    #expect(found?.file == "registers/calls.yaml", "\(faults)")
    #expect(found?.line == 2)
    #expect(found?.severity == .error)
    #expect(found?.next.contains(fault.next) == true || fault.next.isEmpty, "\(faults)")
  }

  @Test func `a fault of a sheet is named with its row`() throws {
    let sheet = """
      id,kind,party,from,until
      H-1,hotline_call,A,2027-03-14T10:00Z,2027-03-14T10:04Z
      H-2,hotline_call,A,2027-03-14T10:00Z,2027-03-14T09:04Z

      """
    let faults = try Self.read(["registers/calls.csv": sheet]).faults
    #expect(faults.map(\.line) == [3])
    #expect(faults.first?.file == "registers/calls.csv")
  }

  @Test func `an entry that stands twice, or is corrected twice, is a fault`() throws {
    let twice = "entries:\n  - \(Self.call)\n  - \(Self.call)\n"
    #expect(try Self.read(["registers/calls.yaml": twice]).faults.map(\.line) == [3])
    let later = Self.call.replacing("H-1", with: "H-2, corrects: H-1")
    let again = Self.call.replacing("H-1", with: "H-3, corrects: H-1")
    let text = "entries:\n  - \(Self.call)\n  - \(later)\n  - \(again)\n"
    let faults = try Self.read(["registers/calls.yaml": text]).faults
    #expect(faults.map(\.line) == [4])
    #expect(faults.first?.next.contains("H-2") == true)
  }

  // MARK: Time of watching

  private static let watch = """
    entries:
      - {id: X-1, kind: exposure, watcher: Patrol 22, means: patrol, line_km: [2, 4], from: 2027-03-14T10:00Z,
         until: 2027-03-14T16:00Z, state: done, blind_min: 20, visibility: fog, reported_by: Patrol 22}
    """

  @Test func `a watch reads the same from YAML and from a sheet`() throws {
    let sheet = """
      id,kind,watcher,means,line_km,from,until,state,blind_min,visibility,reported_by
      X-1,exposure,Patrol 22,patrol,"2, 4",2027-03-14T10:00Z,2027-03-14T16:00Z,done,20,fog,Patrol 22

      """
    let first = try Self.read(["registers/exposure.yaml": Self.watch])
    let second = try Self.read(["registers/exposure.csv": sheet])
    #expect(first.faults == [] && second.faults == [])
    let entry = try #require(first.mission?.entries.first)
    #expect(entry == second.mission?.entries.first)
    #expect(entry.place == .lineKm(2...4))
    #expect(entry.number("blind_min") == 20)
    #expect(entry.receivedAtMs == entry.untilMs)
  }

  @Test func `a watch that is done has an end; an impediment of nobody's watch is a warning`()
    throws
  {
    let open = Self.watch.replacing("until: 2027-03-14T16:00Z, ", with: "")
      .replacing("blind_min: 20, ", with: "")
    let faults = try Self.read(["registers/exposure.yaml": open]).faults
    #expect(faults.map(\.message) == ["a watch that is done does not say until when."])
    let stop = """
      id,kind,type,watcher,stops_watch,from,until
      IM-1,impediment,delay,Patrol 23,true,2027-03-14T11:00Z,2027-03-14T12:00Z

      """
    let warned = try Self.read([
      "registers/exposure.yaml": Self.watch, "registers/impediments.csv": stop,
    ])
    #expect(warned.faults.map(\.severity) == [.warning])
    #expect(warned.faults.first?.next.contains("Patrol 22") == true)
    #expect(warned.faults.first?.line == 2)
  }

  @Test func `a sensor's watch needs a place, a reach and a means that watches`() throws {
    func read(_ sensor: String) throws -> MissionReading {
      try Self.read(
        [:], changing: ["sensors.yaml": ("{id: s1, means: camera, owner: Mission}", sensor)])
    }
    let place = "latitude: 48, longitude: 37"
    let watch = "watch: {from: 2027-03-01T00:00Z, range_km: 5}"
    let sound = try read("{id: s1, means: camera, owner: M, \(place), \(watch)}")
    #expect(sound.faults == [])
    #expect(sound.mission?.sensors["s1"]?.watch?.reachM == 5_000)
    let wrong: [(String, String)] = [
      ("means: camera, \(watch)", "without a place"),
      ("means: ais, \(place), \(watch)", "no means"),
      ("means: camera, \(place), watch: {from: 2027-03-01T00:00Z}", "'range_km' is missing"),
      (
        "means: radar, \(place), watch: {from: 2027-03-01T00:00Z, until: 2027-02-01T00:00Z, range_km: 5}",
        "ends before it begins"
      ),
    ]
    for (text, says) in wrong {
      let faults = try read("{id: s1, owner: M, \(text)}").faults
      #expect(faults.contains { $0.message.contains(says) && $0.line == 2 }, "\(faults)")
    }
  }

  // MARK: Notifications

  @Test func `a notification of an unknown kind, or outside the area, is a fault`() throws {
    let sound = MissionFaultTests.sound
    let faults = { (from: String, to: String) in
      try Self.read([
        "notifications.yaml": "notifications:\n  - \(sound.replacing(from, with: to))\n"
      ]).faults
    }
    let unknown = try faults("exercise", "excercise")
    #expect(unknown.map(\.line) == [2])
    #expect(unknown.first?.next.contains("'exercise'?") == true)
    let outside = try faults("latitude: 48.3", "latitude: 18.3")
    #expect(outside.first?.message.contains("outside the mission's area") == true)
    #expect(outside.first?.line == 2)
    let before = try faults("until: 2027-03-14T12", "until: 2027-03-14T09")
    #expect(before.first?.message.contains("ends before it begins") == true)
  }

  @Test func `a correction names what it corrects, and holds instead of it`() throws {
    let sound = MissionFaultTests.sound
    let moved = sound.replacing("N-1", with: "N-2, corrects: N-1")
      .replacing("48.3", with: "48.4")
    let text = "notifications:\n  - \(sound)\n  - \(moved)\n"
    let mission = try #require(try Self.read(["notifications.yaml": text]).mission)
    #expect(mission.entries.count == 2)
    let register = mission.rules.register
    #expect(register.entries(.notification).map(\.id) == ["N-2"])
    #expect(register.correction(of: "N-1")?.id == "N-2")
  }

  // MARK: Clauses

  /// A second clause behind the first one, and the fault that it makes on a line.
  static let clauses: [(clause: String, line: Int, says: String)] = [
    ("    registers: [{tally: hotline_call, at_least: 3}]", 15, "without a window"),
    ("    registers: [{due: inventory}]", 15, "without a window"),
    ("    registers: [{follow: allegation, after: public_accusation}]", 15, "without a window"),
    ("    registers: [{closure_min: {gt: 120}}]", 15, "without a window"),
    ("    registers: [{closure_min: {gt: 700}, hours: [8, 18]}]", 15, "does not fit"),
    ("    registers: [{open_hours: {lt: 25}}]", 15, "no open_hours can be"),
    ("    registers: [{entry: impediment, delay_min: {lt: 0}}]", 15, "no delay_min can be"),
    ("    registers: [{entry: impediment, type: denied}]", 15, "'denied' is not known"),
    ("    registers: [{entry: impedimnt}]", 15, "'impedimnt' is not known"),
    ("    registers: [{entrance: impediment}]", 15, "a term was expected"),
    ("    registers: []", 15, "has no term"),
    (
      "    registers: [{exercise: {outside_min: 30, tolerance_min: 30}}]", 15, "nothing can lie"
    ),
    (
      "    registers: [{follow: case_step, step: interim, after: case, clauses: [\"77\"], within_h: 2}]",
      15, "names clause '77'"
    ),
    (
      "    subject: [shot]\n    breach_if: {all: [{count: {gt: 5}}, {count: {lt: 5}}]}", 16,
      "can never hold"
    ),
    ("    subject: [shot]\n    breach_if: {count: {lt: 0}}", 16, "can never hold"),
    (
      "    subject: [shot]\n    breach_if: presence\n    serious_if: {count: {gte: 6}}\n"
        + "    minor_if: {count: {lt: 10}}", 18, "contradicts itself"
    ),
    (
      "    subject: [explosion]\n    where: BZ\n    breach_if: {count: {gte: 1}}\n"
        + "    min_grade: E3", 19, "contradicts clause 1"
    ),
    (
      "    registers: [{exercise: {lead_h: 72}}]\n"
        + "    exempt_if: [{notification: exercise, lead_h: 24}]", 16, "contradicts clause 2"
    ),
  ]

  @Test(arguments: clauses)
  func `clauses that contradict, have no window or cannot be met are named with their line`(
    fault: (clause: String, line: Int, says: String)
  ) throws {
    let second =
      "class: ordinary\n  - id: \"2\"\n    title: Second\n\(fault.clause)\n    class: minor"
    let faults = try Self.read([:], changing: ["agreement.yaml": ("class: ordinary", second)])
      .faults
    let found = faults.first { $0.message.contains(fault.says) }
    #expect(found?.file == "agreement.yaml", "\(faults)")
    #expect(found?.line == fault.line, "\(faults)")
    #expect(found?.severity == .error)
    #expect(found?.next.isEmpty == false)
  }

  @Test func `the governing text must be there, and stands first`() throws {
    let folder = try MissionFolder([
      "agreement.yaml": ("title: Fire", "title: {en: Fire, de: Feuer}")
    ])
    let file = folder.url.appendingPathComponent("agreement.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let head = "in_force: 2027-01-01T00:00+02:00"
    try Data(text.replacing(head, with: head + ", governing: de").utf8).write(to: file)
    let title = MissionReader.read(folder.url.path).mission?.agreement.clauses.first?.title
    #expect(title?.texts.map(\.language) == ["de", "en"])
    #expect(title?.text(in: "uk") == "Feuer")
    try Data(
      text.replacing(head, with: head + ", governing: uk").utf8
    ).write(to: file)
    let faults = MissionReader.read(folder.url.path).faults
    #expect(faults.first?.message.contains("no title in the governing language 'uk'") == true)
    #expect(faults.first?.line == 7)
  }

  @Test func `a zone has versions by date, of which one is in force at a time`() throws {
    let zones = { (from: String) in
      try Self.read(
        [:],
        changing: [
          "agreement.yaml": (
            "BZ: {offset_km: 7.5, of: L}",
            "BZ: [{offset_km: 7.5, of: L, valid_until: 2027-06-01T00:00Z}, "
              + "{offset_km: 5, of: L, valid_from: \(from)}]"
          )
        ])
    }
    let territory = try #require(try zones("2027-06-01T00:00Z").mission).territory
    let offset = { (text: String) in
      territory.zones("BZ", atMs: Instant(iso: text)?.atMs ?? 0).map(\.shape)
    }
    #expect(offset("2027-05-31T23:59Z") == [.offset(offsetM: 7_500, party: nil)])
    #expect(offset("2027-06-01T00:00Z") == [.offset(offsetM: 5_000, party: nil)])
    let faults = try zones("2027-05-01T00:00Z").faults
    #expect(faults.map(\.line) == [3])
    #expect(faults.first?.message.contains("at the same time") == true)
  }

  // MARK: Trying thresholds

  @Test func `a threshold is changed by the end of its way, and nothing else is`() throws {
    let folder = try MissionFolder()
    let changed = { (text: String) throws -> Clause? in
      let change = try #require(ThresholdChange(text, clause: "1"))
      return MissionReader.read(folder.url.path, changing: [change]).mission?.agreement.clauses
        .first
    }
    #expect(try changed("count=3")?.breachIf == .measure(.count, .gte, 3))
    #expect(try changed("1:breach_if.count.gte=4")?.breachIf == .measure(.count, .gte, 4))
    let zone = try #require(ThresholdChange("zones.BZ.offset_km=5", clause: nil))
    let reading = MissionReader.read(folder.url.path, changing: [zone])
    #expect(
      reading.mission?.territory.zones("BZ").map(\.shape) == [.offset(offsetM: 5_000, party: nil)])
    #expect(ThresholdChange("count=3", clause: nil) == nil)
    #expect(ThresholdChange("count", clause: "1") == nil)
    for wrong in ["dwell=3", "7:count=3", "count=many"] {
      let change = try #require(ThresholdChange(wrong, clause: "1"))
      #expect(MissionReader.read(folder.url.path, changing: [change]).mission == nil, "\(wrong)")
    }
  }
}
