// Who owns a sensor, by which principle does it sense, and where does it stand?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A sensor, camera, satellite or patrol as the Mission has registered it.
public struct Sensor: Hashable, Sendable {
  public var id: String
  public var name: String
  public var means: Means
  /// Who runs it. Two sensors of one owner are not independent of each other.
  public var owner: String
  /// Two separate patrols are independent of each other, though the Mission runs both.
  public var isPatrol: Bool
  /// Where it stands; nil for satellites, aircraft and patrols.
  public var place: GeoPoint?
  /// Added to the source's own position error, one sigma.
  public var geolocationSigmaM: Double

  public init(
    id: String, name: String, means: Means, owner: String, isPatrol: Bool = false,
    place: GeoPoint? = nil, geolocationSigmaM: Double = 0
  ) {
    self.id = id
    self.name = name
    self.means = means
    self.owner = owner
    self.isPatrol = isPatrol
    self.place = place
    self.geolocationSigmaM = geolocationSigmaM
  }
}

/// The registered sensors by id.
public struct SensorRegister: Hashable, Sendable {
  public private(set) var sensors: [Sensor]
  private var indexByID: [String: Int]

  public init(_ sensors: [Sensor] = []) {
    self.sensors = sensors
    indexByID = Dictionary(
      sensors.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public func index(of id: String) -> Int? { indexByID[id] }

  public subscript(id: String) -> Sensor? { indexByID[id].map { sensors[$0] } }
}
