// Who offers what, how firmly, and with which reservations?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Geo

/// A contribution that a state has signalled.
public struct Offer: Hashable, Sendable {
  /// How far a state has bound itself; in rising order.
  public enum Commitment: String, CaseIterable, Comparable, Sendable {
    /// Sits at the table.
    case attending
    case supportive
    /// Willing, without a name in public.
    case willing
    /// Named as willing by somebody.
    case named
    case pledged
    /// Approved by whoever must approve it at home.
    case approved
    case deployed

    public static func < (left: Commitment, right: Commitment) -> Bool {
      let order = allCases
      return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
    }
  }

  public var id: String
  public var state: String
  public var title: LocalText
  public var capability: String
  public var amount: Figure
  public var commitment: Commitment
  public var sector: String?
  /// The phases in which it is there; empty for all.
  public var phases: [String]
  /// The layer where it is to stand; nil where that is open.
  public var layer: String?
  /// Where it is to stand exactly, where that is known.
  public var points: [GeoPoint]
  /// Named units, so that nobody counts one twice.
  public var units: [String]
  /// The offer that this one is a part of: it does not count beside it.
  public var partOf: String?
  public var caveats: [Caveat]
  /// What it waits for: matters and mandates.
  public var waits: [Wait]
  /// The matter that it is an instance of; other matters wait for that.
  public var matter: String?
  /// The statements in which the state, or somebody for it, offers it.
  public var claims: [String]
  public var place: FilePlace

  public init(
    id: String, state: String, title: LocalText, capability: String, amount: Figure,
    commitment: Commitment, sector: String? = nil, phases: [String] = [], layer: String? = nil,
    points: [GeoPoint] = [], units: [String] = [], partOf: String? = nil, caveats: [Caveat] = [],
    waits: [Wait] = [], matter: String? = nil, claims: [String] = [], place: FilePlace = .none
  ) {
    self.id = id
    self.state = state
    self.title = title
    self.capability = capability
    self.amount = amount
    self.commitment = commitment
    self.sector = sector
    self.phases = phases
    self.layer = layer
    self.points = points
    self.units = units
    self.partOf = partOf
    self.caveats = caveats
    self.waits = waits
    self.matter = matter
    self.claims = claims
    self.place = place
  }

  /// All statements behind it.
  public var sources: [String] { claims + amount.claims.filter { !claims.contains($0) } }

  public func isThere(in phase: String?) -> Bool {
    guard let phase, !phases.isEmpty else { return true }
    return phases.contains(phase)
  }
}

/// A reservation that a state makes.
public struct Caveat: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case notInLayers([String])
    case onlyInLayers([String])
    /// Not nearer to the line than so far.
    case notWithinM(Double)
    case notForTasks([String])
    /// Not before a phase has begun, in the order of the plan.
    case notBeforePhase(String)
    /// Leaves at the end of a phase.
    case notAfterPhase(String)
  }

  public var kind: Kind
  public var claims: [String]
  public var assumption: String?
  public var place: FilePlace

  public init(
    _ kind: Kind, claims: [String] = [], assumption: String? = nil, place: FilePlace = .none
  ) {
    self.kind = kind
    self.claims = claims
    self.assumption = assumption
    self.place = place
  }
}
