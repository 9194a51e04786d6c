// In which words is a report written? The code lists of mission practice.
//
// SPDX-License-Identifier: Apache-2.0

/// What was observed. The raw values are stored in journals: they are never reused.
public enum ObservationKind: UInt8, CaseIterable, Sendable {
  case explosion = 1
  case burst = 2
  case shot = 3
  case projectileInFlight = 4
  case muzzleFlash = 5
  case illuminationFlare = 6
  case weaponSeen = 7
  case armouredVehicleSeen = 8
  case personnelSeen = 9
  case positionWork = 10
  case mineOrUXO = 11
  case uav = 12
  case aircraft = 13
  case vessel = 14
  case crossingTraffic = 15
  case damage = 16
  case casualty = 17
  case statement = 18
  /// A hot spot in a satellite image. It says that something was hot, not what made it so.
  case thermalAnomaly = 19

  /// True for things that move and are followed.
  public var isMoving: Bool {
    switch self {
    case .uav, .aircraft, .vessel, .armouredVehicleSeen, .personnelSeen, .crossingTraffic: true
    default: false
    }
  }
}

/// What an explosion was, as far as the observer could tell.
public enum Qualifier: UInt8, CaseIterable, Sendable {
  case undetermined = 1
  case outgoing = 2
  case impact = 3
  case airburst = 4
  case mine = 5
  case controlledDetonation = 6
}

/// By which means a report was made.
public enum Means: UInt8, CaseIterable, Sendable {
  case saw = 1
  case heard = 2
  case sawAndHeard = 3
  case camera = 4
  case miniUAV = 5
  case midRangeUAV = 6
  case longRangeUAV = 7
  case satelliteImage = 8
  case acousticSensor = 9
  case radar = 10
  case adsB = 11
  case ais = 12
  case electronicSignature = 13
  case hotline = 14
  case witness = 15
  case openSource = 16

  /// The physical principle by which it senses: two reports are independent only where it differs.
  public var principle: SensingPrinciple {
    switch self {
    case .saw, .sawAndHeard: .eye
    case .heard: .ear
    case .camera, .miniUAV, .midRangeUAV, .longRangeUAV: .image
    case .satelliteImage: .satellite
    case .acousticSensor: .microphone
    case .radar: .radar
    case .adsB, .ais: .selfReport
    case .electronicSignature: .radioEmission
    case .hotline, .witness, .openSource: .hearsay
    }
  }

  /// True where sound carried the report, so that it was late by the way of the sound.
  public var isBySound: Bool { self == .heard || self == .acousticSensor }

  /// True where a person or party says so and no instrument or monitor of the Mission observed it.
  public var isHearsay: Bool { principle == .hearsay }
}

/// The physical principle of a means.
public enum SensingPrinciple: UInt8, CaseIterable, Sendable {
  case eye = 1
  case ear, image, satellite, microphone, radar, selfReport, radioEmission, hearsay
}

/// How sure the source itself is.
public enum Confidence: UInt8, CaseIterable, Comparable, Sendable {
  case low = 1
  case nominal = 2
  case high = 3

  public static func < (left: Confidence, right: Confidence) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A measured or stated property beside the count, with its unit in its name.
public enum AttributeName: UInt8, CaseIterable, Sendable {
  case radiativePowerMW = 1
  case brightnessK = 2
  case scanKm = 3
  case trackKm = 4
  /// 0 vegetation, 1 volcano, 2 other static source on land, 3 offshore (archive quality only).
  case firmsType = 5
  case tubeMm = 6
  case rangeKm = 7
  case armedPersons = 8
  case armouredVehicles = 9
  case readyToFire = 10
  case heightM = 11
  case speedMPerS = 12
  /// 1 for a launcher of rockets.
  case rocketLauncher = 14
  /// 1 where a team verified it on the spot.
  case onSite = 13
  /// Above the WGS-84 ellipsoid.
  case ellipsoidHeightM = 15
  /// Above mean sea level, by whichever geoid the source uses.
  case meanSeaLevelHeightM = 16
  /// From static pressure and 1013.25 hPa: a flight level, no height.
  case pressureHeightM = 17
  /// Direction of movement over ground, clockwise from true north.
  case courseDeg = 18
  /// Where the bow or nose points, clockwise from true north.
  case headingDeg = 19
  /// Upwards positive.
  case verticalRateMPerS = 20
  /// 1 where it stood on the ground.
  case onGround = 21
  /// ADS-B navigation integrity, accuracy and source integrity, as sent.
  case nic = 22
  case nacP = 23
  case nacV = 24
  case sil = 25
  /// AIS: 1 where the receiver checks its own integrity (RAIM).
  case raim = 26
  /// AIS: 1 where the position is better than 10 m by the sender's word.
  case positionAccuracy = 27
  /// AIS navigational status, 0 to 15.
  case navigationStatus = 28
  /// AIS type of ship and cargo, 0 to 99.
  case shipType = 29
  /// Turn to starboard positive.
  case turnRateDegPerMin = 30
  /// Number of the track or object at its sensor.
  case trackNumber = 31
  /// 1 where the source marks it as simulated or as a test.
  case simulated = 32
  /// Received signal, in decibels below full scale.
  case signalDBFS = 33
  /// How probable the source itself holds it, 0 to 1.
  case detectionConfidence = 34
  /// When a sound's onset arrived at the sensor: milliseconds since 1970, with a fraction.
  case arrivalMs = 35
  /// One sigma of that onset.
  case arrivalSigmaMs = 36
  /// 1 where the sensor took the sound for the shock wave of a projectile.
  case shockWave = 37
}

/// In which register or list does an identity stand?
public enum IdentityScheme: UInt8, CaseIterable, Sendable {
  /// 24-bit aircraft address, six hexadecimal capitals.
  case icaoAddress = 1
  /// A 24-bit address that is not ICAO's (anonymous, TIS-B, ground vehicle).
  case otherAddress = 2
  case callSign = 3
  /// Secondary radar code, four octal digits.
  case modeA = 4
  case registration = 5
  /// Maritime mobile service identity, nine digits.
  case mmsi = 6
  case imoNumber = 7
  case shipName = 8
  /// ASTERIX: `SAC/SIC/number`.
  case radarTrack = 9
  /// Cursor on Target `uid`.
  case cotUID = 10
  /// SAPIENT object id (ULID).
  case sapientObject = 11
  /// SAPIENT node id (UUID).
  case sapientNode = 12
  /// MISB platform tail number or platform designation.
  case platform = 13
  /// MISB or SAPIENT mission.
  case missionName = 14
}

/// A set of words that has a written code for each.
public protocol Coded: RawRepresentable, CaseIterable, Sendable where RawValue == UInt8 {
  /// The codes by raw value, made once.
  static var codes: CodeTable { get }
}

extension ObservationKind: Coded { public static let codes = CodeTable(of: Self.self) }
extension Qualifier: Coded { public static let codes = CodeTable(of: Self.self) }
extension Means: Coded { public static let codes = CodeTable(of: Self.self) }
extension Confidence: Coded { public static let codes = CodeTable(of: Self.self) }
extension IdentityScheme: Coded { public static let codes = CodeTable(of: Self.self) }
extension AttributeName: Coded { public static let codes = CodeTable(of: Self.self) }

/// The written codes of a set of words: `projectile_in_flight` for `projectileInFlight`.
public struct CodeTable: Sendable {
  fileprivate private(set) var byRawValue: [String]

  init<Word: Coded>(of words: Word.Type) {
    byRawValue = [String](repeating: "", count: 256)
    for word in words.allCases { byRawValue[Int(word.rawValue)] = Self.code("\(word)") }
  }

  private static func code(_ name: String) -> String {
    var code = ""
    var previousIsUpper = true
    for character in name {
      if character.isUppercase {
        if !previousIsUpper { code.append("_") }
        code.append(character.lowercased())
        previousIsUpper = true
      } else {
        code.append(character)
        previousIsUpper = false
      }
    }
    return code
  }
}

extension Coded {
  /// The word in files and interfaces: `projectile_in_flight`.
  public var code: String { Self.codes.byRawValue[Int(rawValue)] }

  /// Reads a code; spaces and hyphens count as underscores, capitals do not matter.
  public init?(code: some StringProtocol) {
    let wanted = String(code.lowercased().map { " -".contains($0) ? "_" : $0 })
    guard let found = Self.allCases.first(where: { $0.code == wanted }) else { return nil }
    self = found
  }
}

/// How well an event is proven.
///
/// E0 one unconfirmed report; E1 one source with intact custody; E2 two independent sources; E3
/// verified on site by a team.
public enum EvidenceGrade: UInt8, CaseIterable, Comparable, Sendable {
  case e0, e1, e2, e3

  public static func < (left: EvidenceGrade, right: EvidenceGrade) -> Bool {
    left.rawValue < right.rawValue
  }

  public var code: String { "E\(rawValue)" }

  public init?(code: String) {
    guard let found = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = found
  }
}
