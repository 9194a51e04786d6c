// Are reports that cannot be true flagged, with the right value, and honest ones not?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Making
import Observations
import Testing
import Tracks

private let ship = Identity(.mmsi, "272123456")
private let plane = Identity(.icaoAddress, "508001")

/// Takes reports in order and keeps what was raised.
private struct Watch {
  var check: PlausibilityCheck
  private(set) var raised: [PlausibilityFlag] = []
  private(set) var ended: [PlausibilityFlag] = []
  private(set) var areas: [UnreliableArea] = []
  private var count = 0

  init(
    _ sensors: SensorRegister = SensorRegister(), land: LandMask? = nil,
    settings: PlausibilitySettings = PlausibilitySettings()
  ) {
    check = PlausibilityCheck(settings: settings, sensors: sensors, land: land)
  }

  mutating func take(_ observation: Observation) {
    for change in check.take(observation) {
      switch change {
      case .raised(let flag): raised.append(flag)
      case .ended(let flag): ended.append(flag)
      case .areaRaised(let area): areas.append(area)
      default: break
      }
    }
  }

  /// A report so many seconds after noon, metres from 48° N 37° E.
  mutating func hear(
    _ identity: Identity, atS: Double, eastM: Double, northM: Double = 0, means: Means = .ais,
    kind: ObservationKind = .vessel, sigmaM: Double = 4, sensor: String = "S",
    also: [Identity] = [], _ attributes: [AttributeName: Double] = [:]
  ) {
    hear(
      identity, atS: atS, at: place(eastM, northM), means: means, kind: kind, sigmaM: sigmaM,
      sensor: sensor, also: also, attributes)
  }

  mutating func hear(
    _ identity: Identity, atS: Double, at point: GeoPoint, means: Means = .ais,
    kind: ObservationKind = .vessel, sigmaM: Double = 4, sensor: String = "S",
    also: [Identity] = [], _ attributes: [AttributeName: Double] = [:]
  ) {
    count += 1
    var list = attributes.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      Attribute($0.key, $0.value)
    }
    if attributes[.positionAccuracy] == nil { list.append(Attribute(.positionAccuracy, 1)) }
    take(
      trackReport(
        "\(count)", kind, identity, means: means, sensor: sensor,
        atMs: noonMs + Int64(atS * 1_000), at: point, sigmaM: sigmaM, attributes: list, also: also))
  }

  var reasons: [PlausibilityReason] { raised.map(\.reason) }
}

@Suite struct `Plausibility of movement` {
  @Test func `a ship that jumps is flagged with way, time and both reports`() throws {
    var watch = Watch()
    watch.hear(ship, atS: 0, eastM: 0)
    watch.hear(ship, atS: 60, eastM: 300)
    watch.hear(ship, atS: 120, eastM: 48_500)
    let flag = try #require(watch.raised.first)
    #expect(watch.reasons == [.impossibleSpeed])
    // 48,200 m on the plane; the geodesic differs by less than 0.5 %.
    #expect(abs((flag.distanceM ?? 0) - 48_200) < 250)
    #expect(abs(flag.value - 48_200 / 60) < 5)
    #expect(flag.limit == 36)
    #expect(flag.evidence.map(\.atMs) == [noonMs + 60_000, noonMs + 120_000])
    #expect(flag.fromMs == noonMs + 60_000)
    #expect(flag.english.hasPrefix("moved 48."))
    #expect(flag.english.hasSuffix("m/s, limit for vessels 36 m/s"))
    #expect(flag.german.hasPrefix("48,"))
    #expect(flag.german.hasSuffix("m/s, Grenze für Wasserfahrzeuge 36 m/s"))
    #expect(flag.limitSourceEnglish == "what things of this class can do")
    #expect(watch.check.flags(of: ship) == [flag])
  }

  @Test func `a jump within the stated errors is none`() {
    var watch = Watch()
    // 10 s at 36 m/s, 5 s of slack, 3 √2 times 200 m: 1,388 m.
    watch.hear(ship, atS: 0, eastM: 0, sigmaM: 200)
    watch.hear(ship, atS: 10, eastM: 1_380, sigmaM: 200)
    #expect(watch.raised.isEmpty)
    watch.hear(ship, atS: 20, eastM: 0, sigmaM: 200)
    watch.hear(ship, atS: 30, eastM: 1_400, sigmaM: 200)
    #expect(watch.reasons == [.impossibleSpeed])
  }

  @Test func `the limit is that of the class`() {
    for (type, isFlagged) in [(80.0, true), (37.0, false)] {
      var watch = Watch()
      for step in 0..<30 {
        watch.hear(
          ship, atS: Double(step) * 10, eastM: Double(step) * 220,
          [.shipType: type, .speedMPerS: 22, .courseDeg: 90])
      }
      #expect(watch.reasons.contains(.speedOverLimit) == isFlagged)
      #expect(watch.reasons.contains(.impossibleSpeed) == isFlagged)
    }
  }

  @Test func `course and speed that do not lead to the next position are flagged`() {
    for (course, isFlagged) in [(90.0, false), (270.0, true)] {
      var watch = Watch()
      for step in 0..<40 {
        watch.hear(
          ship, atS: Double(step) * 10, eastM: Double(step) * 80,
          [.speedMPerS: 8, .courseDeg: course])
      }
      #expect(watch.reasons == (isFlagged ? [.velocityAgainstPositions] : []))
    }
  }

  @Test func `a climb beyond the class is flagged, one wrong height in between is not`() {
    for (then, isFlagged) in [(9_010.0, true), (3_040, false)] {
      var watch = Watch()
      for (second, height) in [(0.0, 3_000.0), (2, 3_020), (4, 9_000), (6, then), (8, then)] {
        watch.hear(
          plane, atS: second, eastM: second * 100, means: .adsB, kind: .aircraft,
          [.pressureHeightM: height])
      }
      #expect(watch.reasons == (isFlagged ? [.climbOverLimit] : []))
    }
  }

  @Test func `one identity in two places in turn keeps both trails`() throws {
    var watch = Watch()
    for step in 0..<12 {
      let isOther = step % 2 == 1
      watch.hear(ship, atS: Double(step) * 10, eastM: isOther ? 30_000 : Double(step) * 50)
    }
    #expect(watch.reasons == [.impossibleSpeed, .twoPlaces])
    let flag = try #require(watch.check.flags(of: ship).first { $0.reason == .twoPlaces })
    let apartM = Geodesic.distanceM(from: flag.evidence[0].point, to: flag.evidence[1].point)
    #expect(apartM > 29_000)
    #expect(abs(flag.value - apartM) < 1)
  }

  /// Satellites date reports of ships up to minutes wrong; the register says by how much.
  @Test func `the clock of a sensor counts as the register states it`() {
    for (sigmaMs, isFlagged) in [(0.0, true), (60_000, false)] {
      var watch = Watch(
        SensorRegister([
          Sensor(
            id: "S", name: "S", means: .ais, owner: "N",
            calibration: Calibration(timeSigmaMs: sigmaMs))
        ]))
      watch.hear(ship, atS: 0, eastM: 0)
      watch.hear(ship, atS: 1, eastM: 1_500)
      #expect(watch.reasons == (isFlagged ? [.impossibleSpeed] : []))
    }
  }

  @Test func `one wrong position is a jump and not a second sender`() {
    var watch = Watch()
    for step in 0..<30 {
      watch.hear(ship, atS: Double(step) * 10, eastM: step == 15 ? 30_000 : Double(step) * 50)
    }
    #expect(watch.reasons == [.impossibleSpeed])
  }

  @Test func `a flag ends ten minutes after the last report that shows it`() {
    var watch = Watch()
    watch.hear(ship, atS: 0, eastM: 0)
    watch.hear(ship, atS: 10, eastM: 40_000)
    watch.hear(ship, atS: 609, eastM: 40_000)
    #expect(watch.ended.isEmpty)
    watch.hear(ship, atS: 611, eastM: 40_000)
    #expect(watch.ended.map(\.reason) == [.impossibleSpeed])
    #expect(watch.check.flags(of: ship).isEmpty)
  }
}

@Suite struct `Plausibility of place` {
  static let receiver = GeoPoint(latitudeDeg: 45, longitudeDeg: 30)

  /// 4.12 km times the root of each height in metres, the rule of thumb for 4/3 of the Earth's radius.
  @Test func `beyond the radio horizon of the receiver`() {
    let sensors = SensorRegister([
      Sensor(
        id: "D", name: "D", means: .adsB, owner: "N", place: Self.receiver, heightM: 0)
    ])
    var settings = PlausibilitySettings()
    settings.geoidMarginM = 0
    settings.horizonMarginM = 0
    settings.horizonMarginShare = 0
    for heightM in [100.0, 1_000, 10_000] {
      let horizonM = 4_121.7 * heightM.squareRoot()
      for (factor, isFlagged) in [(0.99, false), (1.01, true)] {
        var watch = Watch(sensors, settings: settings)
        let point = Geodesic.destination(
          from: Self.receiver, bearingRad: 1, distanceM: horizonM * factor)
        for second in 0..<3 {
          watch.hear(
            plane, atS: Double(second), at: point, means: .adsB, kind: .aircraft, sigmaM: 1,
            sensor: "D", [.pressureHeightM: heightM])
        }
        #expect(watch.reasons == (isFlagged ? [.beyondRadioHorizon] : []))
      }
    }
  }

  @Test func `a receiver without a place hears everywhere`() {
    let sensors = SensorRegister([Sensor(id: "D", name: "D", means: .ais, owner: "N")])
    var watch = Watch(sensors)
    for second in 0..<3 { watch.hear(ship, atS: Double(second), eastM: 0, sensor: "D") }
    #expect(watch.raised.isEmpty)
  }

  @Test func `a vessel inland is flagged beyond the tolerance, and not on a lake or river`() {
    func square(_ from: (Double, Double), _ to: (Double, Double)) -> ZoneIndex.Polygon {
      ZoneIndex.Polygon(rings: [
        [place(from.0, from.1), place(to.0, from.1), place(to.0, to.1), place(from.0, to.1)]
      ])
    }
    let mask = LandMask(
      land: [square((0, -50_000), (100_000, 50_000))],
      water: [square((40_000, -5_000), (50_000, 5_000))],
      courses: [[place(0, 30_000), place(100_000, 30_000)]])
    #expect(mask.inlandM(place(-1_000, 0)) == nil)
    #expect(mask.inlandM(place(2_900, 0)) == nil)
    #expect(abs((mask.inlandM(place(10_000, 0)) ?? 0) - 10_000) < 60)
    #expect(mask.inlandM(place(45_000, 0)) == nil)
    #expect(mask.inlandM(place(70_000, 28_000)) == nil)
    for (eastM, northM, isFlagged) in [(10_000.0, 0.0, true), (45_000, 0, false)] {
      var watch = Watch(land: mask)
      for step in 0..<3 {
        watch.hear(ship, atS: Double(step) * 10, eastM: eastM, northM: northM)
      }
      #expect(watch.reasons == (isFlagged ? [.vesselOnLand] : []))
    }
    var watch = Watch(land: mask)
    for step in 0..<3 {
      watch.hear(
        plane, atS: Double(step), eastM: 10_000, means: .adsB, kind: .aircraft, [.onGround: 1])
    }
    #expect(watch.raised.isEmpty)
  }
}

@Suite struct `Plausibility of many and of sensors` {
  private static func fleet(_ watch: inout Watch, jumping: Int, of count: Int, toOnePlace: Bool) {
    for step in 0..<12 {
      for number in 0..<count {
        let jumps = number < jumping && step >= 6
        watch.hear(
          Identity(.mmsi, "\(272_000_100 + number)"),
          atS: Double(step) * 10 + Double(number) * 0.1,
          eastM: jumps
            ? (toOnePlace ? 90_000 : Double(number) * 2_000 + 40_000) : Double(number) * 2_000,
          northM: jumps && toOnePlace ? Double(number) * 20 : 0)
      }
    }
  }

  @Test func `ships that jump to one place make an area with all of them`() throws {
    var watch = Watch()
    Self.fleet(&watch, jumping: 6, of: 30, toOnePlace: true)
    let area = try #require(watch.check.unreliableAreas.first)
    #expect(watch.areas.count == 1)
    #expect(watch.check.unreliableArea(at: place(5_000, 0)) == area)
    #expect(watch.check.unreliableArea(at: place(50_000, 0)) == nil)
    #expect(area.identities.map(\.text) == (100..<106).map { "272000\($0)" })
    #expect(area.destination != nil)
    // The six lay 0 to 10 km east: around 5 km, 5 km and the margin wide.
    #expect(Geodesic.distanceM(from: area.centre, to: place(5_000, 0)) < 200)
    #expect((5_000...8_000).contains(area.radiusM))
    for number in 100..<106 {
      let reasons = watch.check.flags(of: Identity(.mmsi, "272000\(number)")).map(\.reason)
      #expect(reasons.contains(.jumpedWithOthers))
    }
    #expect(watch.check.flags(of: Identity(.mmsi, "272000110")).isEmpty)
  }

  @Test func `jumps without a common end need a share of what is heard there`() {
    var few = Watch()
    Self.fleet(&few, jumping: 4, of: 4, toOnePlace: false)
    #expect(few.areas.count == 1)
    var three = Watch()
    Self.fleet(&three, jumping: 3, of: 30, toOnePlace: false)
    #expect(three.areas.isEmpty)
  }

  @Test func `an area ends when nothing shows it any more`() {
    var watch = Watch()
    Self.fleet(&watch, jumping: 6, of: 6, toOnePlace: true)
    #expect(watch.check.unreliableAreas.count == 1)
    watch.hear(ship, atS: 420, eastM: 0)
    #expect(watch.check.unreliableAreas.isEmpty)
  }

  @Test func `stated accuracy that falls for many at once makes an area`() {
    var watch = Watch()
    for second in 0..<60 {
      for number in 0..<5 {
        watch.hear(
          Identity(.icaoAddress, "50810\(number)"), atS: Double(second),
          eastM: Double(number) * 9_000 + Double(second) * 200, means: .adsB, kind: .aircraft,
          [.nacP: second > 30 ? 0 : 9])
      }
    }
    #expect(watch.areas.map(\.reason) == [.accuracyLostWithOthers])
    #expect(watch.areas.first?.identities.count == 4)
    #expect(watch.check.unreliableAreas.first?.identities.count == 5)
  }

  @Test func `a radar that sees the same address elsewhere contradicts it`() throws {
    for (offM, isFlagged) in [(0.0, false), (6_000, true)] {
      var watch = Watch()
      for second in 0..<60 {
        let eastM = Double(second) * 200
        watch.hear(
          plane, atS: Double(second), eastM: eastM + offM, means: .adsB, kind: .aircraft,
          sigmaM: 12, [.speedMPerS: 200, .courseDeg: 90])
        if second % 5 == 0 {
          watch.hear(
            plane, atS: Double(second) + 0.5, eastM: eastM + 100, means: .radar, kind: .aircraft,
            sigmaM: 100, sensor: "R")
        }
      }
      #expect(watch.reasons == (isFlagged ? [.contradictedBySensor] : []))
      if isFlagged {
        let flag = try #require(watch.raised.first)
        #expect(flag.detail == .sensor("R"))
        #expect(abs(flag.value - 6_000) < 300)
      }
    }
  }

  @Test func `a ship that parts from the radar contact that it went along with is contradicted`() {
    for (rate, isFlagged) in [(0.0, false), (2.0, true)] {
      var watch = Watch()
      for step in 0..<240 {
        let atS = Double(step) * 5
        let off = max(0, atS - 300) * rate
        watch.hear(
          Identity(.radarTrack, "1/1/7"), atS: atS, eastM: atS * 6, means: .radar, sigmaM: 40,
          sensor: "R")
        watch.hear(
          ship, atS: atS + 1, eastM: atS * 6 + 6, northM: off,
          [.speedMPerS: off > 0 ? (36 + rate * rate).squareRoot() : 6, .courseDeg: 90])
      }
      #expect(
        watch.raised.filter { $0.reason == .contradictedBySensor }.count == (isFlagged ? 1 : 0))
    }
  }
}

@Suite struct `Plausibility of conduct` {
  @Test func `numbers that nobody is given are flagged at the first report`() {
    for (number, isFlagged) in [
      ("000000000", true), ("111111111", true), ("123456789", true), ("217000123", true),
      ("999999999", true), ("412000000", true), ("12345678", true), ("272123456", false),
      ("111272501", false),
      ("970123456", false), ("982721234", false),
    ] {
      var watch = Watch()
      watch.hear(Identity(.mmsi, number), atS: 0, eastM: 0)
      #expect(watch.reasons == (isFlagged ? [.impossibleIdentity] : []), "\(number)")
    }
  }

  @Test func `another name under one number is flagged, a longer form of it is not`() throws {
    for (name, isFlagged) in [("BOREAS", true), ("AURORA STAR", false), ("Aurora", false)] {
      var watch = Watch()
      watch.hear(ship, atS: 0, eastM: 0, also: [Identity(.shipName, "AURORA")])
      watch.hear(ship, atS: 10, eastM: 0, also: [Identity(.shipName, name)])
      #expect(watch.reasons == (isFlagged ? [.staticDataChanged] : []), "\(name)")
      if isFlagged {
        #expect(watch.raised[0].english == "name changed from AURORA to BOREAS under one number")
      }
    }
  }

  @Test func `more positions than its equipment sends are flagged, one heard twice is not`() {
    for (perReport, isFlagged) in [(1.0, true), (2.0, false)] {
      var watch = Watch()
      for step in 0..<150 {
        let eastM = (Double(step) / 2).rounded(.down) * 10
        watch.hear(
          ship, atS: Double(step) * perReport,
          eastM: isFlagged ? Double(step) * 5 : eastM,
          [.speedMPerS: 5, .courseDeg: 90])
      }
      #expect(watch.reasons.contains(.tooManyReports) == isFlagged)
    }
  }

  @Test func `movement stated on one position for minutes is flagged`() {
    for (speed, isFlagged) in [(8.0, true), (0.1, false)] {
      var watch = Watch()
      for step in 0..<30 {
        watch.hear(ship, atS: Double(step) * 10, eastM: 0, [.speedMPerS: speed])
      }
      #expect(watch.reasons.contains(.frozenPosition) == isFlagged)
    }
  }

  @Test func `a trail heard before under another number names its source`() {
    var watch = Watch()
    let copy = Identity(.mmsi, "273654321")
    for step in 0..<40 {
      watch.hear(ship, atS: Double(step) * 10, eastM: Double(step) * 80, [.speedMPerS: 8])
    }
    for step in 0..<40 {
      watch.hear(copy, atS: 900 + Double(step) * 10, eastM: Double(step) * 80, [.speedMPerS: 8])
    }
    #expect(watch.raised.map(\.subject) == [copy])
    #expect(watch.reasons == [.replayedTrail])
    #expect(watch.raised.first?.detail == .heardFrom(ship))
  }

  @Test func `a drawn circle is flagged, one carried along by a current is not`() {
    for (current, isFlagged) in [(0.0, true), (0.3, false)] {
      var watch = Watch()
      for step in 0..<200 {
        let atS = Double(step) * 10
        let angle = atS * 6 / 600
        watch.hear(
          ship, atS: atS, eastM: 600 * cos(angle) + current * atS,
          northM: 600 * sin(angle))
      }
      #expect(watch.reasons == (isFlagged ? [.syntheticCircle] : []))
    }
  }

  /// Three corners always lie on one circle; sailing between them is none.
  @Test func `a way to and fro is no circle`() {
    var watch = Watch()
    let corners = [(0.0, -5.0), (300, 0), (0, 5)]
    for step in 0..<60 {
      let corner = corners[step % 3]
      watch.hear(ship, atS: Double(step) * 20, eastM: corner.0, northM: corner.1)
    }
    #expect(!watch.reasons.contains(.syntheticCircle))
  }

  @Test func `values that are no numbers and times beyond all calendars do no harm`() {
    var watch = Watch()
    for (atS, value) in [
      (-9e15, Double.nan), (0, .infinity), (10, -.infinity), (20, 1e300), (9e15, -1e300),
    ] {
      for means in [Means.ais, .adsB, .radar] {
        watch.hear(
          ship, atS: atS, eastM: 0, means: means, kind: .aircraft, sigmaM: 1e300,
          [
            .speedMPerS: value, .courseDeg: value, .pressureHeightM: value, .shipType: value,
            .nic: value, .nacP: value,
          ])
        watch.hear(Identity(.radarTrack, "1/1/1"), atS: atS, eastM: 0, means: .radar)
      }
    }
    #expect(watch.raised.allSatisfy { !$0.english.isEmpty && !$0.german.isEmpty })
    #expect(watch.check.checkedCount == 30)
  }

  @Test func `reports that say they are simulated are counted and not judged`() {
    var watch = Watch()
    watch.hear(ship, atS: 0, eastM: 0, [.simulated: 1])
    watch.hear(ship, atS: 10, eastM: 90_000, [.simulated: 1])
    #expect(watch.raised.isEmpty)
    #expect(watch.check.simulatedCount == 2)
  }

  @Test func `things are forgotten after an hour, and the oldest when there are too many`() {
    var settings = PlausibilitySettings()
    settings.thingCountMax = 10
    var watch = Watch(settings: settings)
    for number in 0..<25 {
      watch.hear(Identity(.mmsi, "2720000\(number + 10)"), atS: Double(number), eastM: 0)
    }
    #expect(watch.check.identityCount == 10)
    #expect(watch.check.crowdedOutCount == 15)
    watch.hear(ship, atS: 4_000, eastM: 0)
    #expect(watch.check.identityCount == 1)
  }
}

@Suite struct `Plausibility of made-up traffic` {
  /// Seeds that no limit was tuned on.
  static let seeds: [UInt64] = [9_001, 9_002, 9_003]

  @Test func `at least 95 of 100 injected tracks are flagged and at most 1 of 100 honest ones`() {
    var injected = (count: 0, flagged: 0)
    var honest = (count: 0, flagged: 0)
    for seed in Self.seeds {
      let world = SpoofWorld(seed: seed, cleanCount: 100, injectedCount: 36)
      var watch = Watch(SpoofWorld.sensors, land: LandMask(land: [SpoofWorld.land]))
      for report in world.reports { watch.take(report) }
      let flagged = Set(watch.raised.map(\.subject))
      for truth in world.truths {
        let isFlagged = flagged.contains(truth.identity)
        if truth.isInjected {
          injected.count += 1
          injected.flagged += isFlagged ? 1 : 0
        } else {
          honest.count += 1
          honest.flagged += isFlagged ? 1 : 0
          if isFlagged {
            print(truth.what, watch.raised.filter { $0.subject == truth.identity }.map(\.english))
          }
        }
        if truth.isInjected, !isFlagged { print("missed", truth.what) }
      }
      let ends = watch.check.unreliableAreas.compactMap(\.destination)
      #expect(
        ends.contains {
          Geodesic.distanceM(from: $0, to: GeoPoint(latitudeDeg: 44.6, longitudeDeg: 31.2)) < 6_000
        })
    }
    #expect(injected.count == 132)
    #expect(Double(injected.flagged) >= 0.95 * Double(injected.count), "\(injected)")
    #expect(Double(honest.flagged) <= 0.01 * Double(honest.count), "\(honest)")
  }

  @Test func `the same reports give the same changes`() {
    let world = SpoofWorld(seed: 7, cleanCount: 30, injectedCount: 18)
    func changes() -> [FlagChange] {
      var check = PlausibilityCheck(
        settings: PlausibilitySettings(), sensors: SpoofWorld.sensors, land: nil)
      return world.reports.flatMap { check.take($0) }
    }
    let first = changes()
    #expect(first.count > 20)
    #expect(first == changes())
  }
}
