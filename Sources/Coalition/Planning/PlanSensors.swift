// Which sensors does the plan reckon with? Plain values for whoever works out coverage.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Geo

/// Sites and orbits of a plan, as written in `coalition.yaml`.
public struct PlanSensors: Hashable, Sendable {
  /// A sensor that stays in its place.
  public struct Site: Hashable, Sendable {
    public var id: String
    public var title: LocalText
    /// radar, camera, acoustic …
    public var kind: String
    /// ISO code of the state that owns it.
    public var owner: String
    public var point: GeoPoint
    /// Height of the antenna above ground.
    public var heightM: Double?
    public var rangeM: Double?
    /// The offer that it comes from; it is there only if that counts.
    public var offer: String?
    public var claims: [String]
    public var assumption: String?
    public var place: FilePlace

    public init(
      id: String, title: LocalText, kind: String, owner: String, point: GeoPoint,
      heightM: Double? = nil, rangeM: Double? = nil, offer: String? = nil, claims: [String] = [],
      assumption: String? = nil, place: FilePlace = .none
    ) {
      self.id = id
      self.title = title
      self.kind = kind
      self.owner = owner
      self.point = point
      self.heightM = heightM
      self.rangeM = rangeM
      self.offer = offer
      self.claims = claims
      self.assumption = assumption
      self.place = place
    }
  }

  /// A way that unmanned aircraft fly again and again.
  public struct Orbit: Hashable, Sendable {
    public var id: String
    public var title: LocalText
    public var kind: String
    public var owner: String
    public var route: [GeoPoint]
    public var onStationH: Figure?
    public var transitH: Figure?
    public var turnroundH: Figure?
    /// Share of aircraft that are fit, 0 to 1.
    public var availability: Figure?
    public var offer: String?
    public var claims: [String]
    public var assumption: String?
    public var place: FilePlace

    public init(
      id: String, title: LocalText, kind: String, owner: String, route: [GeoPoint],
      onStationH: Figure? = nil, transitH: Figure? = nil, turnroundH: Figure? = nil,
      availability: Figure? = nil, offer: String? = nil, claims: [String] = [],
      assumption: String? = nil, place: FilePlace = .none
    ) {
      self.id = id
      self.title = title
      self.kind = kind
      self.owner = owner
      self.route = route
      self.onStationH = onStationH
      self.transitH = transitH
      self.turnroundH = turnroundH
      self.availability = availability
      self.offer = offer
      self.claims = claims
      self.assumption = assumption
      self.place = place
    }
  }

  public var sites: [Site]
  public var orbits: [Orbit]

  public init(sites: [Site] = [], orbits: [Orbit] = []) {
    self.sites = sites
    self.orbits = orbits
  }
}
