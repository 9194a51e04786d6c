// What if? The settings under which a plan is reckoned.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// A way to look at a plan: which statements and offers count, what is taken as given.
public struct Scenario: Hashable, Sendable {
  public var id: String
  public var title: LocalText
  /// Which statements count. An offer counts if one of its statements does, or if it has none; the same
  /// holds for its amount.
  public var filter = ClaimFilter()
  /// Offers that are bound less firmly do not count.
  public var leastCommitment: Offer.Commitment?
  /// True where offers count only if nothing that they wait for is missing.
  public var isUnblockedOnly = false
  /// States that drop out, with their offers, vehicles and vessels.
  public var withoutStates: Set<String> = []
  public var withoutOffers: Set<String> = []
  /// Matters that end: they hold under no condition.
  public var withoutMatters: Set<String> = []
  /// Matters and mandates that hold without their conditions.
  public var given: Set<String> = []
  /// The day on which mandates are looked at.
  public var day: PartialDate?
  /// The day of the ceasefire, for calendar dates.
  public var ceasefire: PartialDate?
  /// Other values for named figures of requirements, by `requirement.name`.
  public var figures: [String: Figure] = [:]

  public init(id: String, title: LocalText) {
    self.id = id
    self.title = title
  }

  /// All statements and offers, nothing given.
  public static let plain = Scenario(id: "all", title: LocalText("All statements"))

  /// What was known at all. Requirements and conditions hold whoever said them, as soon as they are known;
  /// the other settings of the filter are about offers.
  public var known: ClaimFilter {
    var known = ClaimFilter()
    known.knownOn = filter.knownOn
    return known
  }

  /// Offers that a government stands by: statements that are confirmed or offered, and at least a
  /// pledge.
  public mutating func countOnlyConfirmedOffers() {
    filter.statuses = ClaimFilter.confirmedOffers
    leastCommitment = .pledged
  }
}
