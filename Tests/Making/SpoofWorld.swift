// Which reports would honest and untrue senders give, when it is known who is which?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Observations

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// Who is honest in a made-up world.
public struct SpoofTruth: Sendable {
  public let identity: Identity
  public let what: String
  public let isInjected: Bool
  public let fromMs: Int64
}

/// Forty minutes of ships, aircraft and drones in the western Black Sea with some injected tracks of
/// each kind; a small brother of `Benchmarks/Spoofing/make.py`, made independently of it.
public struct SpoofWorld: Sendable {
  public private(set) var reports: [Observation] = []
  public private(set) var truths: [SpoofTruth] = []
  private var random: Seeded
  private var serial = 0

  public static let spanS = 2_400
  public static let sensors = SensorRegister([
    Sensor(
      id: "AIS", name: "AIS", means: .ais, owner: "N",
      place: GeoPoint(latitudeDeg: 45.3, longitudeDeg: 30.2), heightM: 60),
    Sensor(
      id: "ADSB", name: "ADS-B", means: .adsB, owner: "N",
      place: GeoPoint(latitudeDeg: 45.3, longitudeDeg: 30.2), heightM: 60),
  ])
  /// Land is all that lies west of 28.5 degrees east.
  public static let land = LandStrip.polygon

  public enum LandStrip {
    public static let polygon = ZoneIndex.Polygon(rings: [
      [(44, 26), (44, 28.5), (47, 28.5), (47, 26)].map {
        GeoPoint(latitudeDeg: $0.0, longitudeDeg: $0.1)
      }
    ])
  }

  public init(seed: UInt64, cleanCount: Int, injectedCount: Int) {
    random = Seeded(seed)
    for _ in 0..<cleanCount { addClean() }
    for number in 0..<injectedCount { addInjected(number) }
    addCircle()
    reports.sort { ($0.happened.fromMs, $0.key) < ($1.happened.fromMs, $1.key) }
  }

  // MARK: Paths

  /// Place, speed and course second by second.
  struct Path {
    var latitudeDeg: [Double] = []
    var longitudeDeg: [Double] = []
    var speed: [Double] = []
    var courseDeg: [Double] = []
    var heightM: Double?

    mutating func shift(from second: Int, eastM: Double, northM: Double) {
      for index in second..<latitudeDeg.count {
        latitudeDeg[index] += northM / 111_132
        longitudeDeg[index] += eastM / 78_000
      }
    }
  }

  struct Style {
    let speed: ClosedRange<Double>
    let turnDegPerS: Double
    let pushMPerS2: Double
    let changeEveryS: Double
    let shipType: Int
  }

  static let ships = [
    Style(speed: 4...11, turnDegPerS: 0.4, pushMPerS2: 0.02, changeEveryS: 900, shipType: 70),
    Style(speed: 4...8, turnDegPerS: 0.3, pushMPerS2: 0.02, changeEveryS: 900, shipType: 80),
    Style(speed: 0...5, turnDegPerS: 5, pushMPerS2: 0.2, changeEveryS: 100, shipType: 30),
    Style(speed: 6...18, turnDegPerS: 1.5, pushMPerS2: 0.2, changeEveryS: 400, shipType: 60),
    Style(speed: 0...22, turnDegPerS: 12, pushMPerS2: 1.5, changeEveryS: 90, shipType: 37),
    Style(speed: 0...0.4, turnDegPerS: 1, pushMPerS2: 0.05, changeEveryS: 300, shipType: 80),
  ]
  static let jet = Style(
    speed: 190...260, turnDegPerS: 1.5, pushMPerS2: 1, changeEveryS: 300, shipType: 0)
  static let helicopter = Style(
    speed: 0...70, turnDegPerS: 20, pushMPerS2: 3, changeEveryS: 60, shipType: 0)

  mutating func number(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &random)
  }

  mutating func normal() -> Double {
    (-2 * log(number(1e-12...1))).squareRoot() * cos(2 * .pi * number(0...1))
  }

  mutating func path(_ style: Style, heightM: Double? = nil) -> Path {
    var path = Path(heightM: heightM)
    var (latitudeDeg, longitudeDeg) = (number(44.9...45.5), number(29.9...30.6))
    var (speed, course) = (number(style.speed), number(0...360))
    var (wantedSpeed, wantedCourse) = (speed, course)
    for _ in 0...Self.spanS {
      if number(0...1) < 1 / style.changeEveryS {
        wantedSpeed = number(style.speed)
        wantedCourse = course + normal() * 50
      }
      speed += min(max(wantedSpeed - speed, -style.pushMPerS2), style.pushMPerS2)
      course += min(max(wantedCourse - course, -style.turnDegPerS), style.turnDegPerS)
      latitudeDeg += speed * cos(course * .pi / 180) / 111_132
      longitudeDeg += speed * sin(course * .pi / 180) / 78_000
      path.latitudeDeg.append(latitudeDeg)
      path.longitudeDeg.append(longitudeDeg)
      path.speed.append(speed)
      path.courseDeg.append(course)
    }
    return path
  }

  // MARK: Reports

  mutating func ship() -> Identity {
    serial += 1
    return Identity(.mmsi, String(272_000_000 + serial * 31))
  }

  mutating func aircraft() -> Identity {
    serial += 1
    return Identity(.icaoAddress, String(0x508000 + serial * 7, radix: 16, uppercase: true))
  }

  /// Reports of a path between two seconds, every some seconds.
  mutating func send(
    _ path: Path, _ identity: Identity, means: Means, kind: ObservationKind, shipType: Int = 0,
    seconds: Range<Int> = 0..<spanS, everyS: Int, sigmaM: Double = 4.1, name: String = "a",
    sensor: String? = nil
  ) {
    var second = seconds.lowerBound + Int(number(0...Double(everyS)))
    while second < seconds.upperBound {
      if number(0...1) > 0.15 {
        var attributes = [
          Attribute(.speedMPerS, abs(path.speed[second] + normal() * 0.1)),
          Attribute(.courseDeg, path.courseDeg[second] + normal()),
          Attribute(.positionAccuracy, 1), Attribute(.shipType, Double(shipType)),
        ]
        if let heightM = path.heightM { attributes.append(Attribute(.pressureHeightM, heightM)) }
        let point = GeoPoint(
          latitudeDeg: path.latitudeDeg[second] + normal() * sigmaM * 0.5 / 111_132,
          longitudeDeg: path.longitudeDeg[second] + normal() * sigmaM * 0.5 / 78_000)
        reports.append(
          trackReport(
            "\(name) \(identity.text) \(second)", kind, identity, means: means,
            sensor: sensor ?? (means == .ais ? "AIS" : means == .adsB ? "ADSB" : "RADAR"),
            atMs: noonMs + Int64(second) * 1_000, at: point, sigmaM: sigmaM,
            attributes: attributes))
      }
      second += everyS
    }
  }

  private mutating func note(_ identity: Identity, _ what: String, from second: Int? = nil) {
    truths.append(
      SpoofTruth(
        identity: identity, what: what, isInjected: second != nil,
        fromMs: noonMs + Int64(second ?? 0) * 1_000))
  }

  private mutating func addClean() {
    let pick = Int(number(0...9.99))
    guard pick >= 6 else {
      let identity = ship()
      note(identity, "ship \(pick)")
      return send(
        path(Self.ships[pick]), identity, means: .ais, kind: .vessel,
        shipType: Self.ships[pick].shipType, everyS: pick == 4 ? 30 : pick == 5 ? 180 : 10)
    }
    let identity = aircraft()
    let begin = Int(number(0...1_600))
    let isJet = pick < 9
    note(identity, isJet ? "airliner" : "helicopter")
    var path = path(isJet ? Self.jet : Self.helicopter, heightM: isJet ? 10_000 : 900)
    path.shift(from: 0, eastM: 0, northM: isJet ? number(-5e4...5e4) : 0)
    // It is heard from its place at second 0 on, wherever its way begins.
    let back = (path.latitudeDeg[begin] - 45.2, path.longitudeDeg[begin] - 30.3)
    path.shift(from: 0, eastM: -back.1 * 78_000, northM: -back.0 * 111_132)
    send(
      path, identity, means: .adsB, kind: .aircraft, seconds: begin..<(begin + 500), everyS: 2,
      sigmaM: 12.3)
  }

  // MARK: Injected

  private mutating func addInjected(_ number: Int) {
    let at = Int(self.number(900...1_200))
    switch number % 9 {
    case 0: addTeleport(at)
    case 1: addOnLand()
    case 2: addClone(at)
    case 3: addDrift(at)
    case 4: addBeyondHorizon()
    case 5: addReplay()
    case 6: addOverSpeed()
    case 7: addContradicted()
    default: addWrongClass()
    }
  }

  private mutating func addTeleport(_ at: Int) {
    let identity = ship()
    note(identity, "teleport", from: at)
    var path = path(Self.ships[0])
    path.shift(from: at, eastM: number(5_000...40_000), northM: number(5_000...40_000))
    send(path, identity, means: .ais, kind: .vessel, shipType: 70, everyS: 10)
  }

  private mutating func addOnLand() {
    let identity = ship()
    note(identity, "on land", from: 0)
    var path = path(Self.ships[5])
    path.shift(from: 0, eastM: -number(175_000...200_000), northM: 0)
    send(path, identity, means: .ais, kind: .vessel, shipType: 80, everyS: 30)
  }

  private mutating func addClone(_ at: Int) {
    let identity = ship()
    note(identity, "clone", from: at)
    send(path(Self.ships[1]), identity, means: .ais, kind: .vessel, shipType: 80, everyS: 10)
    var other = path(Self.ships[1])
    other.shift(from: 0, eastM: number(60_000...100_000), northM: 0)
    send(
      other, identity, means: .ais, kind: .vessel, shipType: 80, seconds: at..<Self.spanS,
      everyS: 10, name: "b")
  }

  private mutating func addDrift(_ at: Int) {
    let identity = ship()
    note(identity, "drift-away", from: at)
    let path = path(Self.ships[0])
    var told = path
    let rate = number(1...2.5)
    for second in at..<path.latitudeDeg.count {
      told.longitudeDeg[second] += rate * Double(second - at) / 78_000
      let east = path.speed[second] * sin(path.courseDeg[second] * .pi / 180) + rate
      let north = path.speed[second] * cos(path.courseDeg[second] * .pi / 180)
      told.speed[second] = (east * east + north * north).squareRoot()
      told.courseDeg[second] = atan2(east, north) * 180 / .pi
    }
    send(told, identity, means: .ais, kind: .vessel, shipType: 70, everyS: 10)
    send(
      path, Identity(.radarTrack, "1/2/\(serial)"), means: .radar, kind: .vessel, everyS: 5,
      sigmaM: 50)
  }

  private mutating func addBeyondHorizon() {
    let identity = ship()
    note(identity, "beyond the horizon", from: 0)
    var path = path(Self.ships[0])
    path.shift(from: 0, eastM: number(500_000...700_000), northM: -number(100_000...300_000))
    send(path, identity, means: .ais, kind: .vessel, shipType: 70, everyS: 10)
  }

  private mutating func addReplay() {
    let (source, identity) = (ship(), ship())
    note(source, "source of a replay")
    note(identity, "replay", from: 1_400)
    let first = reports.count
    send(
      path(Self.ships[3]), source, means: .ais, kind: .vessel, shipType: 60, seconds: 0..<900,
      everyS: 6)
    for report in reports[first...] {
      guard case .fix(let fix) = report.place else { continue }
      reports.append(
        trackReport(
          "copy \(identity.text) \(report.happened.fromMs)", .vessel, identity, means: .ais,
          sensor: "AIS", atMs: report.happened.fromMs + 1_400_000, at: fix.point,
          sigmaM: fix.sigmaM, attributes: report.attributes))
    }
  }

  private mutating func addOverSpeed() {
    let identity = ship()
    note(identity, "over-speed", from: 600)
    let speed = number(46...52)
    let style = Style(
      speed: speed...speed, turnDegPerS: 1, pushMPerS2: 0.1, changeEveryS: 300, shipType: 0)
    send(
      path(style), identity, means: .ais, kind: .vessel, seconds: 600..<1_400, everyS: 10)
  }

  private mutating func addContradicted() {
    let identity = aircraft()
    note(identity, "contradicted by radar", from: 300)
    var path = path(Self.jet, heightM: 9_000)
    let back = (path.latitudeDeg[300] - 45.2, path.longitudeDeg[300] - 30.3)
    path.shift(from: 0, eastM: -back.1 * 78_000, northM: -back.0 * 111_132)
    send(path, identity, means: .radar, kind: .aircraft, seconds: 300..<700, everyS: 5, sigmaM: 120)
    path.shift(from: 0, eastM: number(5_000...20_000), northM: 0)
    send(path, identity, means: .adsB, kind: .aircraft, seconds: 300..<700, everyS: 2, sigmaM: 38)
  }

  private mutating func addWrongClass() {
    let identity = ship()
    note(identity, "wrong class", from: 600)
    let style = Style(
      speed: 23...30, turnDegPerS: 6, pushMPerS2: 1, changeEveryS: 120, shipType: 80)
    send(
      path(style), identity, means: .ais, kind: .vessel, shipType: 80, seconds: 600..<1_600,
      everyS: 6)
  }

  /// Eight ships jump to a circle of 800 m about one point and sail round it.
  private mutating func addCircle() {
    let at = 1_200
    for ship in 0..<8 {
      let identity = self.ship()
      note(identity, "circle of many", from: at)
      var path = path(Self.ships[ship % 2])
      for second in at..<path.latitudeDeg.count {
        let angle = Double(second - at) * 8 / 800 + Double(ship)
        path.latitudeDeg[second] = 44.6 + 800 * cos(angle) / 111_132
        path.longitudeDeg[second] = 31.2 + 800 * sin(angle) / 78_000
        path.speed[second] = 8
        path.courseDeg[second] = angle * 180 / .pi + 90
      }
      send(path, identity, means: .ais, kind: .vessel, shipType: 70, everyS: 10)
    }
  }
}

/// A report of a moving thing with everything that does not matter set to something plain.
public func trackReport(
  _ name: String, _ kind: ObservationKind, _ identity: Identity, means: Means,
  sensor: String = "S", atMs: Int64, at point: GeoPoint, sigmaM: Double = 10,
  attributes: [Attribute] = [], also: [Identity] = []
) -> Observation {
  var made = report(
    name, kind, at: point, sigmaM: sigmaM, sensor: sensor, means: means, attributes: attributes,
    atMs: atMs)
  made.identities = [identity] + also
  made.isTrackReport = true
  return made
}
