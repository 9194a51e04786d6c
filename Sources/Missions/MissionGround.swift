// What ground does a mission bring that the base map does not have? Land, and places with their names.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Geo

/// Land and places of a mission's own: an exercise plays on ground that no map has.
public struct MissionGround: Hashable, Sendable {
  public struct Place: Hashable, Sendable {
    /// The name by language.
    public let name: LocalText
    /// What each party calls it.
    public let partyNames: [Party: String]
    /// 1 (a capital) to 4.
    public let rank: Int
    public let point: GeoPoint
  }

  /// Rings of land, each closed, in degrees.
  public var land: [[GeoPoint]] = []
  public var places: [Place] = []

  public init() {}

  public var isEmpty: Bool { land.isEmpty && places.isEmpty }
}
