// Is the same unit, or the same statement, counted twice?
//
// SPDX-License-Identifier: Apache-2.0

/// Two offers that bring the same thing.
public struct DoubleCount: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// A named unit stands in both, at one time.
    case unit(String)
    /// One statement is the source of both amounts.
    case claim(String)
    /// One is said to be a part of the other.
    case part
  }

  public let first: String
  /// The one that is not counted beside the first.
  public let second: String
  public let reason: Reason
  public let place: FilePlace
}

extension DoubleCount {
  /// Pairs in the order of the plan; of each pair the second one is not counted.
  static func all(in offers: [Offer]) -> [DoubleCount] {
    var found: [DoubleCount] = []
    for (index, second) in offers.enumerated() {
      if let whole = second.partOf {
        found.append(
          DoubleCount(first: whole, second: second.id, reason: .part, place: second.place))
        continue
      }
      for first in offers[..<index] where first.partOf == nil {
        guard first.state == second.state, areAtOneTime(first, second) else { continue }
        if let unit = first.units.first(where: { second.units.contains($0) }) {
          found.append(
            DoubleCount(
              first: first.id, second: second.id, reason: .unit(unit), place: second.place))
        } else if first.capability == second.capability,
          let claim = first.amount.claims.first(where: { second.amount.claims.contains($0) })
        {
          found.append(
            DoubleCount(
              first: first.id, second: second.id, reason: .claim(claim), place: second.place))
        }
      }
    }
    return found
  }

  private static func areAtOneTime(_ one: Offer, _ other: Offer) -> Bool {
    one.phases.isEmpty || other.phases.isEmpty
      || !Set(one.phases).isDisjoint(with: other.phases)
  }
}
