// How many tonnes a day, and how many loads is that?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// A class of supply with what one person uses in a day.
public struct SupplyClass: Hashable, Sendable {
  public var id: String
  public var title: LocalText
  public var kgPerPersonDay: Figure

  public init(id: String, title: LocalText, kgPerPersonDay: Figure) {
    self.id = id
    self.title = title
    self.kgPerPersonDay = kgPerPersonDay
  }

  /// Tonnes a day for so many people.
  public func tonnesPerDay(people: Estimate) -> Estimate {
    people * kgPerPersonDay.value * Estimate(0.001)
  }
}

/// A means of transport.
public struct TransportMode: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable { case road, rail, sea, air }

  public var id: String
  public var kind: Kind
  public var title: LocalText
  /// Tonnes that one load holds at most.
  public var payloadT: Figure
  /// Share of the payload that is used on average, 0 to 1.
  public var loadFactor: Figure
  /// Share of all supply that goes this way, 0 to 1.
  public var share: Figure
  /// Hours from one load of a vehicle to its next, turn-round included.
  public var cycleH: Figure?
  /// Share of vehicles that are fit, 0 to 1.
  public var availability: Figure?
  /// Who owns what, in vehicles.
  public var fleets: [Fleet]
  public var place: FilePlace

  public struct Fleet: Hashable, Sendable {
    public var state: String
    public var vehicles: Figure

    public init(state: String, vehicles: Figure) {
      self.state = state
      self.vehicles = vehicles
    }
  }

  public init(
    id: String, kind: Kind, title: LocalText, payloadT: Figure, loadFactor: Figure,
    share: Figure, cycleH: Figure? = nil, availability: Figure? = nil, fleets: [Fleet] = [],
    place: FilePlace = .none
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.payloadT = payloadT
    self.loadFactor = loadFactor
    self.share = share
    self.cycleH = cycleH
    self.availability = availability
    self.fleets = fleets
    self.place = place
  }

  /// Loads for so many tonnes: `ceil(tonnes / (payload × load factor))`.
  public func loads(tonnes: Estimate) -> Estimate {
    (tonnes / (payloadT.value * loadFactor.value)).roundedUp
  }

  /// Vehicles for so many loads a day: `ceil(loads × cycle hours / 24 / availability)`; nil where
  /// the plan does not say how long a cycle is.
  public func vehicles(loadsPerDay: Estimate) -> Estimate? {
    guard let cycleH else { return nil }
    let fit = availability?.value ?? Estimate(1)
    return (loadsPerDay * cycleH.value / Estimate(24) / fit).roundedUp
  }

  /// The largest owner with its share of all vehicles, by likely numbers; where two are as large, the
  /// first one.
  public var largestSupplier: (state: String, share: Double)? {
    Dependence(fleets.map { ($0.state, $0.vehicles.value.likely) }).largest
  }
}

/// How much hangs on one supplier.
public struct Dependence: Hashable, Sendable {
  /// Each supplier's share of the whole, 0 to 1, largest first; equal ones in the order given.
  public let shares: [Share]

  public struct Share: Hashable, Sendable {
    public let state: String
    public let share: Double
  }

  /// - Parameter amounts: suppliers may stand in it more than once.
  public init(_ amounts: [(state: String, amount: Double)]) {
    var order: [String] = []
    var sums: [String: Double] = [:]
    for (state, amount) in amounts {
      if sums[state] == nil { order.append(state) }
      sums[state, default: 0] += amount
    }
    let total = order.reduce(0) { $0 + (sums[$1] ?? 0) }
    let all = order.map { Share(state: $0, share: total > 0 ? (sums[$0] ?? 0) / total : 0) }
    shares = all.enumerated().sorted {
      ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
    }.map(\.element)
  }

  public var largest: (state: String, share: Double)? {
    shares.first.map { ($0.state, $0.share) }
  }
}

/// What a force in place needs to go on.
public struct SustainmentPlan: Hashable, Sendable {
  /// People in place and people that may be sent.
  public var deployed: Figure?
  public var pool: Figure?
  public var tourMonths: Figure?
  public var handOverMonths: Figure?
  /// Own cycle: months away between tours.
  public var awayMonths: Figure?
  public var classes: [SupplyClass]
  public var modes: [TransportMode]

  public init(
    deployed: Figure? = nil, pool: Figure? = nil, tourMonths: Figure? = nil,
    handOverMonths: Figure? = nil, awayMonths: Figure? = nil, classes: [SupplyClass] = [],
    modes: [TransportMode] = []
  ) {
    self.deployed = deployed
    self.pool = pool
    self.tourMonths = tourMonths
    self.handOverMonths = handOverMonths
    self.awayMonths = awayMonths
    self.classes = classes
    self.modes = modes
  }
}

/// A sustainment plan, reckoned.
public struct SustainmentCheck: Hashable, Sendable {
  public struct Rotation: Hashable, Sendable {
    /// `1:3` … or `own`.
    public let cycle: String
    public let range: RotationRange
  }

  public struct Load: Hashable, Sendable {
    public let mode: String
    public let tonnesPerDay: Estimate
    public let loadsPerDay: Estimate
    public let vehicles: Estimate?
    public let fleet: Estimate
    public let dependence: Dependence
  }

  public let rotations: [Rotation]
  public let classes: [String: Estimate]
  public let tonnesPerDay: Estimate
  public let loads: [Load]

  /// - Parameter without: states whose vehicles are left out.
  public init(_ plan: SustainmentPlan, without: Set<String> = []) {
    let deployed = plan.deployed?.value ?? .zero
    rotations = Self.rotations(plan)
    var classes: [String: Estimate] = [:]
    var sum = Estimate.zero
    for one in plan.classes {
      let tonnes = one.tonnesPerDay(people: deployed)
      classes[one.id] = tonnes
      sum = sum + tonnes
    }
    self.classes = classes
    tonnesPerDay = sum
    loads = plan.modes.map { mode in
      let tonnes = sum * mode.share.value
      let loads = mode.loads(tonnes: tonnes)
      let fleets = mode.fleets.filter { !without.contains($0.state) }
      return Load(
        mode: mode.id, tonnesPerDay: tonnes, loadsPerDay: loads,
        vehicles: mode.vehicles(loadsPerDay: loads),
        fleet: fleets.reduce(.zero) { $0 + $1.vehicles.value },
        dependence: Dependence(fleets.map { ($0.state, $0.vehicles.value.likely) }))
    }
  }

  private static func rotations(_ plan: SustainmentPlan) -> [Rotation] {
    guard let deployed = plan.deployed?.value, let pool = plan.pool?.value, deployed.low > 0,
      let tour = plan.tourMonths?.value.likely
    else { return [] }
    var rotations = [3.0, 4.0, 5.0].map { parts in
      Rotation(
        cycle: "1:\(Int(parts))",
        range: RotationRange(
          deployed: deployed, pool: pool, cycle: RotationCycle(oneIn: parts, tourMonths: tour)))
    }
    if let away = plan.awayMonths?.value.likely {
      let cycle = RotationCycle(
        tourMonths: tour, awayMonths: away,
        handOverMonths: plan.handOverMonths?.value.likely ?? 0)
      rotations.append(
        Rotation(
          cycle: "own", range: RotationRange(deployed: deployed, pool: pool, cycle: cycle)))
    }
    return rotations
  }
}
