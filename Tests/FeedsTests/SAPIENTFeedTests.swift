// Which SAPIENT detections become observations, of what, where, and how sure?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Observations
import Testing

@testable import Feeds

@Suite struct SAPIENTFeedTests {
  typealias Help = SAPIENTHelp

  private func read(_ frames: [[UInt8]], _ sensors: [Sensor] = []) -> [FeedItem] {
    items(
      frames.flatMap { $0 },
      FeedSettings(name: "nodes", format: .sapient, sensors: SensorRegister(sensors)))
  }

  private func one(_ frames: [[UInt8]], _ sensors: [Sensor] = []) throws -> Observation {
    let read = read(frames, sensors)
    #expect(read.rejects.isEmpty, "\(read.rejects.map(\.reason))")
    return try #require(read.observations.first)
  }

  private func fix(_ observation: Observation) throws -> Fix {
    guard case .fix(let fix) = observation.place else { throw Missing() }
    return fix
  }

  private func rangeBearing(
    azimuth: Double? = 90, range: Double? = 1, elevation: Double? = nil,
    system: String = "DEGREES_KM", datum: String = "TRUE", error: Bool = false
  ) throws -> [UInt8] {
    try Help.detection {
      $0.message("range_bearing") {
        if let azimuth { $0.set("azimuth", azimuth) }
        if let range { $0.set("range", range) }
        if let elevation { $0.set("elevation", elevation) }
        if error {
          $0.set("azimuth_error", 2.0)
          $0.set("range_error", 0.02)
        }
        $0.set("coordinate_system", value: "RANGE_BEARING_COORDINATE_SYSTEM_\(system)")
        $0.set("datum", value: "RANGE_BEARING_DATUM_\(datum)")
      }
    }
  }

  // MARK: Place

  @Test func `a detection with longitude and latitude is an observation`() throws {
    let seen = try one([
      Help.detection {
        Help.location(&$0, x: 37.9, y: 48.6, z: 120, error: 5)
        $0.set("detection_confidence", 0.75)
        $0.message("enu_velocity") {
          $0.set("east_rate", -3.0)
          $0.set("north_rate", 0.0)
          $0.set("up_rate", 1.5)
        }
        $0.set("id", "X1")
      }
    ])
    let fix = try fix(seen)
    #expect(fix.point == GeoPoint(latitudeDeg: 48.6, longitudeDeg: 37.9))
    #expect(abs(fix.sigmaM - 5) < 1e-9)
    #expect(seen.kind == .personnelSeen)
    #expect(seen.isTrackReport)
    #expect(seen.confidence == .high)
    #expect(seen.value(.detectionConfidence) == 0.75)
    #expect(seen.value(.ellipsoidHeightM) == 120)
    #expect(seen.value(.speedMPerS) == 3)
    #expect(seen.value(.courseDeg) == 270)
    #expect(seen.value(.verticalRateMPerS) == 1.5)
    #expect(seen.identity(.sapientObject) == Help.ulid)
    #expect(seen.identity(.sapientNode) == Help.node)
    #expect(seen.observedAtMs == Help.atMs)
    #expect(seen.means == .openSource)
    #expect(seen.note.contains("no registration of the node in this stream"))
    #expect(seen.note.contains("id X1"))
  }

  @Test func `radians are read as such, and mean sea level as such`() throws {
    let seen = try one([
      Help.detection {
        Help.location(
          &$0, x: 37.9 * .pi / 180, y: 48.6 * .pi / 180, z: 50, system: "LAT_LNG_RAD_M",
          datum: "WGS84_G")
      }
    ])
    #expect(abs(try fix(seen).point.latitudeDeg - 48.6) < 1e-12)
    #expect(seen.value(.meanSeaLevelHeightM) == 50)
    #expect(seen.value(.ellipsoidHeightM) == nil)
    #expect(try fix(seen).sigmaM == 500)
    #expect(seen.note.contains("500 m assumed"))
  }

  /// By PROJ 9, `+proj=utm +ellps=WGS84`.
  static let utm: [(zone: String, latitude: Double, longitude: Double, x: Double, y: Double)] = [
    ("30U", 51.1739726374, -1.82237671048, 582_322.715422, 5_669_830.717613),
    ("37U", 48.6, 37.9, 418_901.537382, 5_383_575.217109),
    ("36U", 48.5, 36.001, 721_677.156876, 5_376_225.462714),
    ("19F", -54.8, -68.3, 545_000.053364, 3_927_239.381300),
    ("60M", -0.5, 179.9, 822_823.962553, 9_944_663.622434),
    ("1W", 71.2, -179.5, 410_102.220013, 7_901_559.949142),
    ("37N", 48.6, 37.9, 418_901.537382, 5_383_575.217109),
  ]

  @Test(arguments: utm)
  func `UTM coordinates are WGS-84 to a tenth of a millimetre`(
    place: (zone: String, latitude: Double, longitude: Double, x: Double, y: Double)
  ) throws {
    let seen = try one([
      Help.detection {
        Help.location(&$0, x: place.x, y: place.y, system: "UTM_M", zone: place.zone)
      }
    ])
    let point = try fix(seen).point
    #expect(abs(point.latitudeDeg - place.latitude) < 1e-10)
    #expect(abs(point.longitudeDeg - place.longitude) < 1e-10)
    let number = try #require(Int(place.zone.dropLast()))
    let zone = try #require(UTMZone(number: number, isSouthern: place.latitude < 0))
    let grid = zone.grid(point)
    #expect(abs(grid.eastingM - place.x) < 1e-5)
    #expect(abs(grid.northingM - place.y) < 1e-5)
  }

  @Test func `zone S is a band or the southern hemisphere, by the northing`() throws {
    func latitude(_ y: Double) throws -> Double {
      try fix(
        one([Help.detection { Help.location(&$0, x: 500_000, y: y, system: "UTM_M", zone: "36S") }])
      ).point.latitudeDeg
    }
    #expect(try abs(latitude(3_900_000) - 35.24) < 0.01)
    #expect(try abs(latitude(8_000_000) + 18.08) < 0.01)
  }

  @Test(arguments: [
    (51.17, -1.82, "30U", "place out of range"), (500_000, 9_000_000, "30U", "place out of range"),
    (500_000, 5_600_000, "61U", "no UTM zone"), (500_000, 5_600_000, "U", "no UTM zone"),
    (500_000, 5_600_000, "30I", "no UTM zone"), (500_000, 5_600_000, "", "no UTM zone"),
  ])
  func `UTM coordinates that cannot be are rejects`(
    x: Double, y: Double, zone: String, reason: String
  ) throws {
    let items = read([
      try Help.detection { Help.location(&$0, x: x, y: y, system: "UTM_M", zone: zone) }
    ])
    #expect(items.observations.isEmpty)
    #expect(items.rejects.first?.reason.hasPrefix(reason) == true)
  }

  @Test func `the zone and the units of errors and velocity come from the registration`() throws {
    let detection = try Help.detection {
      Help.location(&$0, x: 418_901.537382, y: 5_383_575.217109, error: 19.6, system: "UTM_M")
      $0.message("enu_velocity") {
        $0.set("east_rate", 36.0)
        $0.set("north_rate", 0.0)
      }
    }
    let without = read([detection])
    #expect(without.rejects.first?.reason.hasPrefix("no UTM zone") == true)
    let seen = try one([
      Help.registration(
        type: "RADAR", geometricError: ("95 % confidence", "metres"), zone: "37U", speed: "KPH"),
      detection,
    ])
    #expect(abs(try fix(seen).point.latitudeDeg - 48.6) < 1e-9)
    #expect(abs(try fix(seen).sigmaM - 10) < 1e-9)
    #expect(abs((seen.value(.speedMPerS) ?? 0) - 10) < 1e-9)
    #expect(seen.means == .radar)
    #expect(!seen.note.contains("registration"))
  }

  @Test(arguments: [(0.001, 1.0), (5.0, 5.0 / 111_195)])
  func `errors beside angles are angles where they are small, else metres`(
    error: Double, degrees: Double
  ) throws {
    let seen = try one([
      Help.detection { Help.location(&$0, x: 0, y: 0, error: error) }
    ])
    let expectedM = error < 0.1 ? error * 111_195 : error
    #expect(abs(try fix(seen).sigmaM - expectedM) < 1e-6)
  }

  @Test func `places out of range and swapped places are told`() throws {
    let bad = read([try Help.detection { Help.location(&$0, x: 48.6, y: 137.9) }])
    #expect(bad.rejects.first?.column == "detection_report.location.y")
    var settings = FeedSettings(
      name: "nodes", format: .sapient,
      area: GeoBox(south: 48, west: 37, north: 49, east: 38))
    settings.receipt = .recorded(delayMs: 0)
    let swapped = items(
      try Help.detection { Help.location(&$0, x: 48.6, y: 37.9) }, settings)
    #expect(swapped.warnings.first?.contains("swapped") == true)
  }

  // MARK: Range and direction

  @Test func `range and direction count from the node's last place`() throws {
    let seen = try one([
      Help.status(x: 0, y: 0), rangeBearing(azimuth: 90, range: 1, elevation: 0, error: true),
    ])
    let fix = try fix(seen)
    #expect(abs(fix.point.longitudeDeg - 1_000 / 111_321.3) < 1e-5)
    #expect(abs(fix.point.latitudeDeg) < 1e-9)
    // 20 m along, 1,000 m × 2° across, 3 m of the node.
    let across = 1_000 * 2 * Double.pi / 180
    #expect(abs(fix.sigmaM - ((400 + across * across) / 2 + 9).squareRoot()) < 1e-6)
    #expect(abs((seen.value(.ellipsoidHeightM) ?? 0) - 100.08) < 0.01)
  }

  @Test func `without a range it is a bearing, and north may be the grid's`() throws {
    let seen = try one([
      Help.status(x: 37.9, y: 48.6), rangeBearing(azimuth: 0, range: nil, datum: "GRID"),
    ])
    guard case .bearing(let bearing) = seen.place else { throw Missing() }
    #expect(abs(bearing.bearingRad - (2 * .pi - 0.825_166_905_761_515_1 * .pi / 180)) < 2e-5)
    #expect(bearing.observer.point == GeoPoint(latitudeDeg: 48.6, longitudeDeg: 37.9))
    #expect(abs(bearing.sigmaRad - .pi / 180) < 1e-12)
    #expect(bearing.distanceM == nil)
  }

  @Test func `a registered sensor's place and calibration stand in`() throws {
    let sensor = Sensor(
      id: Help.node, name: "Radar", means: .radar, owner: "Mission",
      place: GeoPoint(latitudeDeg: 48.6, longitudeDeg: 37.9),
      calibration: Calibration(rangeSigmaM: 30, azimuthSigmaDeg: 0.5))
    let seen = try one([rangeBearing(azimuth: 45, range: 2)], [sensor])
    #expect(seen.sensor == Help.node)
    #expect(seen.means == .radar)
    #expect(seen.note.contains("no elevation sent"))
    let across = 2_000 * 0.5 * Double.pi / 180
    #expect(abs(try fix(seen).sigmaM - ((900 + across * across) / 2 + 100).squareRoot()) < 1e-6)
  }

  @Test func `directions that cannot be placed are rejects with the next step`() throws {
    func reason(_ frames: [[UInt8]]) -> String { read(frames).rejects.first?.reason ?? "" }
    #expect(reason([try rangeBearing()]).hasPrefix("node's place unknown"))
    let status = try Help.status(x: 0, y: 0)
    #expect(reason([status, try rangeBearing(datum: "MAGNETIC")]).hasPrefix("north not known"))
    #expect(reason([status, try rangeBearing(datum: "PLATFORM")]).hasPrefix("north not known"))
    #expect(reason([status, try rangeBearing(azimuth: nil)]).hasPrefix("no place"))
    #expect(reason([status, try rangeBearing(range: -1)]).hasPrefix("place out of range"))
    #expect(reason([status, try rangeBearing(elevation: 95)]).hasPrefix("place out of range"))
  }

  // MARK: What

  @Test(
    arguments: [
      ("Human", nil, ObservationKind.personnelSeen), ("Air Vehicle", nil, .aircraft),
      ("Air Vehicle", "Manned Rotary Wing", .aircraft), ("Air Vehicle", "UAV Rotary Wing", .uav),
      ("Land Vehicle", "Tracked", .crossingTraffic), ("Land vehicle", nil, .crossingTraffic),
      ("Sea Vessel", "Small boat", .vessel), ("Equipment", "Weapon", .weaponSeen),
      ("Unknown", nil, .crossingTraffic), ("Starship", nil, .crossingTraffic),
      (nil, nil, .crossingTraffic),
    ] as [(String?, String?, ObservationKind)])
  func `the taxonomy's classes are kinds`(
    type: String?, subclass: String?, kind: ObservationKind
  ) throws {
    let seen = try one([
      Help.detection(class: type, subclass: subclass) { Help.location(&$0, x: 37, y: 48) }
    ])
    #expect(seen.kind == kind)
    if type == nil { #expect(seen.note.contains("not classified by its source")) }
    if type == "Starship" { #expect(seen.note.contains("class not known here")) }
  }

  @Test func `two classes as probable as each other are none`() throws {
    func detection(_ second: Double) throws -> [UInt8] {
      try Help.detection(class: nil) {
        for (type, confidence) in [("Human", 0.3), ("Air Vehicle", second)] {
          $0.message("classification") {
            $0.set("type", type)
            $0.set("confidence", confidence)
          }
        }
        Help.location(&$0, x: 37, y: 48)
      }
    }
    let equal = try one([detection(0.3)])
    #expect(equal.kind == .crossingTraffic)
    #expect(equal.note.contains("none more probable: Human, Air Vehicle"))
    #expect(try one([detection(0.4)]).kind == .aircraft)
  }

  @Test func `animals, buildings and lost objects are no observations, transmitters rejects`()
    throws
  {
    func at(_ type: String, _ subclass: String? = nil, state: String? = nil) throws -> [FeedItem] {
      read([
        try Help.detection(class: type, subclass: subclass) {
          Help.location(&$0, x: 37, y: 48)
          if let state { $0.set("state", state) }
        }
      ])
    }
    #expect(try at("Animal", "Bird").isEmpty)
    #expect(try at("Fixed Object").isEmpty)
    #expect(try at("Human", state: "lostInView").isEmpty)
    #expect(
      try at("Equipment", "RF Transmitter").rejects.first?.reason.hasPrefix("class without a kind")
        == true)
  }

  // MARK: Who

  @Test(arguments: ["KINETIC", "JAMMER", "LDEW", "RFDEW"])
  func `an effector's detections are refused, and the reject says why`(type: String) throws {
    let detection = try Help.detection { Help.location(&$0, x: 37, y: 48) }
    let items = read([try Help.registration(type: type), detection])
    #expect(items.observations.isEmpty)
    #expect(items.rejects.first?.reason.hasPrefix("node is an effector") == true)
  }

  @Test func `an effector is known from a registration with faults too`() throws {
    let registration = Help.raw { writer in
      writer.message(4) { $0.message(1) { $0.field(1, 14 as UInt64) } }
    }
    let items = read([
      registration, try Help.detection { Help.location(&$0, x: 37, y: 48) },
    ])
    #expect(items.observations.isEmpty)
    #expect(items.rejects.count == 2)
    #expect(items.rejects.last?.reason.hasPrefix("node is an effector") == true)
  }

  @Test(arguments: [
    ("RADAR", Means.radar), ("CAMERA", .camera), ("ACOUSTIC", .acousticSensor),
    ("PASSIVE_RF", .electronicSignature), ("HUMAN", .saw), ("FUSION_NODE", .openSource),
  ])
  func `the means is by the node's type`(type: String, means: Means) throws {
    let seen = try one([
      Help.registration(type: type), Help.detection { Help.location(&$0, x: 37, y: 48) },
    ])
    #expect(seen.means == means)
  }

  @Test func `a message that breaks a rule is a reject and no observation`() throws {
    let frame = Help.raw {
      $0.message(7) {
        $0.field(1, Help.ulid)
        $0.field(2, "not a ULID")
        $0.message(6) {
          $0.field(1, 37.0)
          $0.field(2, 48.0)
          $0.field(7, 1 as UInt64)
          $0.field(8, 1 as UInt64)
        }
      }
    }
    let items = read([frame])
    #expect(items.observations.isEmpty)
    #expect(items.rejects.map(\.column) == ["detection_report.object_id"])
  }

  @Test func `the same message heard twice has one key, another time another`() throws {
    let first = try Help.detection { Help.location(&$0, x: 37, y: 48) }
    let seen = read([first, first]).observations
    #expect(seen.count == 2)
    #expect(seen.first?.key == seen.last?.key)
    let later = try SAPIENTDraft.frame(
      from: Help.node, at: #require(SAPIENTTime(atMs: Help.atMs + 1_000))
    ) {
      $0.message("detection_report") {
        $0.set("report_id", Help.ulid)
        $0.set("object_id", Help.ulid)
        Help.location(&$0, x: 37, y: 48)
      }
    }
    #expect(try one([later]).key != seen.first?.key)
  }

  @Test func `so many nodes are remembered, the longest silent is forgotten first`() {
    var nodes = SAPIENTNodes()
    for index in 0...SAPIENTNodes.countMax { nodes.update("\(index)") { $0.name = "n" } }
    #expect(nodes.count == SAPIENTNodes.countMax)
    #expect(nodes["0"].name.isEmpty)
    #expect(nodes["1"].name == "n")
  }

  // MARK: Reference

  @Test func `every field of the samples is described in the reference`() throws {
    let page = try #require(FeedFormat.sapient.page).markdown
    for line in wireLines(try Help.fixture("valid.sapient"), .sapient).lines {
      for part in line.split(separator: "\"") where line.contains("\"\(part)\":") {
        #expect(page.contains("`\(part)`"), "\(part)")
      }
    }
  }

  @Test func `the reference is as the code has it`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/reference/formats/sapient.md")
    let markdown = try #require(FeedFormat.sapient.page).markdown
    if ProcessInfo.processInfo.environment["TRUCELINE_WRITE"] != nil {
      try markdown.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == markdown)
  }

  @Test func `the outermost message and times have their rows`() {
    let table = SAPIENTTable.shared
    #expect(table.messages[SAPIENTTable.root].name == "SapientMessage")
    #expect(table.messages[SAPIENTTable.timestamp].name == "Timestamp")
    #expect(table.fields.allSatisfy { $0.number < 32 })
  }

  struct Missing: Error {}
}
