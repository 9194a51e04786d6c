// What do all position reports of moving things have in common?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// The position report in a message of type 1, 2, 3, 9, 18, 19 or 27; nil in all others, and for
/// stations and aids to navigation that send one of these types.
struct AISTrack {
  let position: AISPosition
  let isAccurate: Bool
  let hasRAIM: Bool
  let second: UInt8
  let isAircraft: Bool
  private let nature: MMSI.Nature
  private let speed: AISSpeed
  private let courseDeg: Double?
  private var headingDeg: Double?
  private var turn: AISTurn?
  private var navigationStatus: UInt8?
  private var rescue: AISRescueAircraftReport?
  private let isLongRange: Bool

  init?(_ message: AISMessage) {
    nature = message.mmsi.nature
    guard nature != .coastStation, nature != .aidToNavigation else { return nil }
    switch message.report {
    case .position(let report):
      (position, isAccurate, hasRAIM) = (report.position, report.isAccurate, report.hasRAIM)
      (second, speed, courseDeg) = (report.second, report.speed, report.courseDeg)
      headingDeg = report.headingDeg
      turn = report.turn
      navigationStatus = report.navigationStatus
      isLongRange = false
    case .classB(let report):
      (position, isAccurate, hasRAIM) = (report.position, report.isAccurate, report.hasRAIM)
      (second, speed, courseDeg) = (report.second, report.speed, report.courseDeg)
      headingDeg = report.headingDeg
      isLongRange = false
    case .rescueAircraft(let report):
      (position, isAccurate, hasRAIM) = (report.position, report.isAccurate, report.hasRAIM)
      (second, speed, courseDeg) = (report.second, report.speed, report.courseDeg)
      rescue = report
      isLongRange = false
    case .longRange(let report):
      (position, isAccurate, hasRAIM) = (report.position, report.isAccurate, report.hasRAIM)
      (second, speed, courseDeg) = (60, report.speed, report.courseDeg)
      navigationStatus = report.navigationStatus
      isLongRange = true
    default: return nil
    }
    isAircraft = rescue != nil || nature == .rescueAircraft
  }

  /// One sigma along each axis.
  ///
  /// The flag says "10 m or better" (ITU-R M.1371-5, annex 8, table 50), taken as a 95 % radius.
  /// Without the flag 30 m are taken: satellite navigation without corrections is within 17 m at
  /// the worst place (GPS SPS performance standard, 2008), and the flag is also missing where
  /// nothing is known. Type 27 rounds to 1/10 minute: a step of 185.2 m by the root of 12 is added
  /// in squares, and the sensor's own error.
  func sigmaM(sensorSigmaM: Double) -> Double {
    let radiusM = isAccurate ? 10.0 : 30.0
    let stepM = isLongRange ? 185.2 : 0.1852
    return
      (radiusM * radiusM / (2.448 * 2.448) + stepM * stepM / 12 + sensorSigmaM * sensorSigmaM)
      .squareRoot()
  }

  func attributes(_ ship: AISShip?) -> [Attribute] {
    var attributes: [Attribute] = []
    func append(_ name: AttributeName, _ value: Double?) {
      if let value { attributes.append(Attribute(name, value)) }
    }
    append(.speedMPerS, speed.kn.map { $0 * 1_852 / 3_600 })
    append(.courseDeg, courseDeg)
    append(.headingDeg, headingDeg)
    append(.turnRateDegPerMin, turn?.degPerMin)
    append(.navigationStatus, navigationStatus.map(Double.init))
    append(.shipType, ship?.shipType.map(Double.init))
    append(.raim, hasRAIM ? 1 : 0)
    append(.positionAccuracy, isAccurate ? 1 : 0)
    if let rescue, let altitudeM = rescue.altitudeM {
      append(rescue.isAltitudeBarometric ? .pressureHeightM : .heightM, Double(altitudeM))
    }
    if isTest { append(.simulated, 1) }
    return attributes
  }

  /// A distress transmitter sends status 14 in distress and 15 under test (IEC 61097-14).
  private var isTest: Bool {
    switch nature {
    case .searchAndRescueTransmitter, .manOverboard, .positionBeacon: navigationStatus == 15
    default: false
    }
  }

  /// What the number and the report say beside the attributes.
  func note(_ message: AISMessage, _ ship: AISShip?) -> String {
    var notes: [String] = []
    switch nature {
    case .searchAndRescueTransmitter: notes.append("AIS-SART\(isTest ? " under test" : "")")
    case .manOverboard: notes.append("man overboard device\(isTest ? " under test" : "")")
    case .positionBeacon: notes.append("EPIRB with AIS\(isTest ? " under test" : "")")
    case .craftOfShip:
      notes.append("craft of a ship" + (ship?.mothership.map { ", MMSI \($0.text)" } ?? ""))
    case .handheld: notes.append("handheld radio")
    case .groupOfShips: notes.append("group of ships")
    case .rescueAircraft: notes.append("search and rescue aircraft")
    case .invalid: notes.append("MMSI outside of all ranges of ITU-R M.585")
    case .ship, .coastStation, .aidToNavigation: break
    }
    if nature != .rescueAircraft, rescue != nil { notes.append("search and rescue aircraft") }
    if let side = turn?.sideWithoutIndicator {
      notes.append(
        "turns to \(side > 0 ? "starboard" : "port") at more than 5 degrees in 30 s")
    }
    if speed.isAtLeast { notes.append("speed at least as stated") }
    if second == 61 { notes.append("position entered by hand") }
    if second == 62 { notes.append("position by dead reckoning") }
    if message.sentence.isOwn { notes.append("reported by the receiver's own station") }
    return notes.joined(separator: "; ")
  }
}
