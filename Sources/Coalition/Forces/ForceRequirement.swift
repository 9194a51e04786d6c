// What is needed: which capability, where, in which phase, how much?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// Something that can be required and offered, counted in one unit.
public struct Capability: Hashable, Sendable {
  public var id: String
  public var title: LocalText
  public var unit: String

  public init(id: String, title: LocalText, unit: String) {
    self.id = id
    self.title = title
    self.unit = unit
  }
}

/// A unit in terms of another one: a brigade is so many people.
public struct UnitConversion: Hashable, Sendable {
  public var unit: String
  public var to: String
  public var each: Figure

  public init(unit: String, to: String, each: Figure) {
    self.unit = unit
    self.to = to
    self.each = each
  }
}

extension Array where Element == UnitConversion {
  /// A figure in another unit, with the sources of the step; nil where no step leads there.
  public func converted(_ figure: Figure, to unit: String) -> Figure? {
    if figure.unit == unit { return figure }
    guard let step = first(where: { $0.unit == figure.unit && $0.to == unit }) else { return nil }
    return Figure(
      figure.value * step.each.value, unit: unit, claims: figure.claims + step.each.claims,
      assumption: figure.assumption ?? step.each.assumption)
  }
}

/// One line of the statement of requirements. It says what is needed and not from whom.
public struct ForceRequirement: Hashable, Sendable {
  public enum Amount: Hashable, Sendable {
    case figure(Figure)
    /// Reckoned from the ground and from named figures.
    case formula(Formula, parameters: [String: Figure])
  }

  public var id: String
  public var title: LocalText
  public var capability: String
  public var sector: String?
  /// Nil where it is needed in every phase.
  public var phase: String?
  public var layer: String?
  public var task: String?
  /// True where only states on the Black Sea can bring it for long.
  public var isLittoralOnly: Bool
  public var amount: Amount
  public var functions: [String]
  public var place: FilePlace

  public init(
    id: String, title: LocalText, capability: String, sector: String? = nil,
    phase: String? = nil, layer: String? = nil, task: String? = nil, isLittoralOnly: Bool = false,
    amount: Amount, functions: [String] = [], place: FilePlace = .none
  ) {
    self.id = id
    self.title = title
    self.capability = capability
    self.sector = sector
    self.phase = phase
    self.layer = layer
    self.task = task
    self.isLittoralOnly = isLittoralOnly
    self.amount = amount
    self.functions = functions
    self.place = place
  }
}
