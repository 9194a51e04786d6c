// What does a node detect, and how is it itself? Registration, status and detection reports.
//
// SPDX-License-Identifier: Apache-2.0

/// What a node is (`Registration.NodeType`).
public enum SAPIENTNodeType: Hashable, Sendable {
  case unspecified, other, radar, lidar, camera, seismic, acoustic, proximity, passiveRF, human
  case chemical, biological, radiation, kinetic, jammer, cyber, laserWeapon, radioWeapon, mobile
  case pointable, fusion
  case unknown(Int)

  private static let all: [SAPIENTNodeType] = [
    .unspecified, .other, .radar, .lidar, .camera, .seismic, .acoustic, .proximity, .passiveRF,
    .human, .chemical, .biological, .radiation, .kinetic, .jammer, .cyber, .laserWeapon,
    .radioWeapon, .mobile, .pointable, .fusion,
  ]

  init(_ number: Int) {
    self = Self.all.indices.contains(number) ? Self.all[number] : .unknown(number)
  }

  /// True for nodes that act on what they detect: they are none of an observer's sensors.
  public var isEffector: Bool {
    switch self {
    case .kinetic, .jammer, .laserWeapon, .radioWeapon: true
    default: false
    }
  }
}

/// What a node says of itself when it connects.
public struct SAPIENTRegistration: Hashable, Sendable {
  public var nodeTypes: [SAPIENTNodeType]
  public var nodeSubTypes: [String]
  public var icdVersion: String?
  public var name: String?
  public var shortName: String?
  /// Seconds between two status reports.
  public var statusIntervalS: Double?
  public var modeNames: [String]
  public var dependentNodes: [String]
  public var manufacturers: [String]
  /// How the node states errors: `Standard Deviation`, in `metres`.
  public var errorType: String?
  public var errorUnits: String?
  /// Zone of UTM coordinates where a report states none.
  public var utmZone: String?
  /// Metres a second in a unit of velocity: 1, or 1/3.6.
  public var horizontalSpeedUnit: Double?
  public var verticalSpeedUnit: Double?

  init(_ fields: SAPIENTFields) {
    let definitions = fields.messages(1)
    nodeTypes = definitions.compactMap { $0.integer(1).map(SAPIENTNodeType.init) }
    nodeSubTypes = definitions.flatMap { $0.texts(2) }
    icdVersion = fields.text(2)
    name = fields.text(3)
    shortName = fields.text(4)
    let status = fields.message(6)
    statusIntervalS = status?.message(1).flatMap(Self.durationS)
    let modes = fields.messages(7)
    modeNames = modes.compactMap { $0.text(1) }
    dependentNodes = fields.texts(8)
    manufacturers = fields.messages(10).compactMap { $0.text(1) }
    let detections = modes.flatMap { $0.messages(10) }
    let error = detections.lazy.compactMap { $0.message(7) }.first
    errorType = error?.text(1)
    errorUnits = error?.text(2)
    utmZone =
      detections.lazy.compactMap { $0.message(1)?.text(5) }.first ?? status?.message(2)?.text(5)
    let velocity = detections.lazy.compactMap { $0.message(6)?.message(4) }.first
    horizontalSpeedUnit = velocity?.integer(1).flatMap(Self.speedUnit)
    verticalSpeedUnit = velocity?.integer(2).flatMap(Self.speedUnit)
  }

  private static func speedUnit(_ code: Int) -> Double? {
    switch code {
    case 1: 1
    case 2: 1 / 3.6
    default: nil
    }
  }

  private static func durationS(_ fields: SAPIENTFields) -> Double? {
    let units = [0, 1e-9, 1e-6, 1e-3, 1, 60, 3_600, 86_400]
    guard let unit = fields.integer(1), (1...7).contains(unit), let value = fields.float(3) else {
      return nil
    }
    return value * units[unit]
  }
}

/// How a node is.
public struct SAPIENTStatusReport: Hashable, Sendable {
  public enum System: Hashable, Sendable {
    case unspecified, ok, warning, error, goodbye
    case unknown(Int)
  }

  public var reportID: String?
  public var system: System?
  public var activeTaskID: String?
  public var mode: String?
  public var batteryPercent: Int?
  public var location: SAPIENTLocation?

  init(_ fields: SAPIENTFields) {
    reportID = fields.text(1)
    system = fields.integer(2).map {
      switch $0 {
      case 0: .unspecified
      case 1: .ok
      case 2: .warning
      case 3: .error
      case 5: .goodbye
      default: .unknown($0)
      }
    }
    activeTaskID = fields.text(4)
    mode = fields.text(5)
    batteryPercent = fields.message(6)?.integer(3)
    location = fields.message(7).map(SAPIENTLocation.init)
  }
}

/// One detection of one object.
public struct SAPIENTDetectionReport: Hashable, Sendable {
  /// A class and, beneath it, narrower ones.
  public struct Classification: Hashable, Sendable {
    public var type: String
    /// 0 to 1; nil where it is not sent.
    public var confidence: Double?
    /// From the first level down, at each level the most probable.
    public var subTypes: [String]
  }

  public struct Velocity: Hashable, Sendable {
    /// In the units of the node's registration, metres a second where it states none.
    public var east: Double
    public var north: Double
    public var up: Double?
  }

  public var reportID: String?
  public var objectID: String?
  public var taskID: String?
  public var state: String?
  public var place: SAPIENTPlace?
  /// 0 to 1: that there is something.
  public var confidence: Double?
  public var classifications: [Classification]
  public var behaviours: [String]
  public var velocity: Velocity?
  public var colour: String?
  /// What the object is called, such as a tail number.
  public var id: String?

  init(_ fields: SAPIENTFields) {
    reportID = fields.text(1)
    objectID = fields.text(2)
    taskID = fields.text(3)
    state = fields.text(4)
    place = SAPIENTPlace(rangeBearing: fields.message(5), location: fields.message(6))
    confidence = fields.float(7)
    classifications = fields.messages(11).map {
      Classification(
        type: $0.text(1) ?? "", confidence: $0.float(2), subTypes: Self.subTypes($0.messages(3)))
    }
    behaviours = fields.messages(12).compactMap { $0.text(1) }
    velocity = fields.message(19).flatMap {
      guard let east = $0.double(1), let north = $0.double(2) else { return nil }
      return Velocity(east: east, north: north, up: $0.double(3))
    }
    colour = fields.text(22)
    id = fields.text(23)
  }

  private static func subTypes(_ first: [SAPIENTFields]) -> [String] {
    var types: [String] = []
    var level = first
    while !level.isEmpty {
      var best = level[0]
      for other in level.dropFirst() where (other.float(2) ?? 0) > (best.float(2) ?? 0) {
        best = other
      }
      types.append(best.text(1) ?? "")
      level = best.messages(4)
    }
    return types
  }
}
