// What does the Straits convention allow? Its numbers, with the article that each one comes from.
//
// SPDX-License-Identifier: Apache-2.0

/// The parameters of the Convention regarding the Regime of the Straits (Montreux, 20 July 1936;
/// League of Nations Treaty Series 173, p. 213). Tons are the convention's: 1,016 kg standard
/// displacement (Annex II).
public struct StraitsConvention: Hashable, Sendable {
  /// Article 13: days of notice that are normal for every power.
  public var noticeDays = 8
  /// Article 13: desirable for powers that are not on the Black Sea.
  public var noticeDaysDesired = 15
  /// Article 13: days of notice of a changed date.
  public var changeNoticeDays = 3
  /// Article 13: a force enters within so many days of the date that was notified.
  public var entryWindowDays = 5
  /// Article 14: all foreign naval forces that may be in transit at once.
  public var transitTonnageT = 15_000.0
  public var transitVesselCount = 9
  /// Article 18 (1) a: powers that are not on the Black Sea may have so much in it in peace.
  public var aggregateT = 30_000.0
  /// Article 18 (1) b: at most, where the strongest fleet of the Black Sea has grown.
  public var aggregateMaxT = 45_000.0
  /// Article 18 (1) b: growth that counts.
  public var growthThresholdT = 10_000.0
  /// How much the strongest fleet of the Black Sea has grown since the signature.
  public var strongestFleetGrowthT = 0.0
  /// Article 18 (1) c: share of the aggregate that one such power may have.
  public var onePowerShare = 2.0 / 3
  /// Article 18 (1) d: a force for a humanitarian purpose, altogether.
  public var humanitarianT = 8_000.0
  /// Article 18 (2): vessels of such powers stay no longer, whatever for.
  public var stayDays = 21
  /// Annex II: light surface vessels reach so far; larger ones are capital ships.
  public var lightVesselT = 10_000.0

  public init() {}

  /// Article 18 (1) a and b.
  public var allowedAggregateT: Double {
    strongestFleetGrowthT >= growthThresholdT
      ? min(aggregateT + strongestFleetGrowthT, aggregateMaxT) : aggregateT
  }
}

/// Who may pass at all, from a day on.
public struct StraitsRegime: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    /// Articles 10 to 18.
    case peace
    /// War, Türkiye not belligerent: article 19. Vessels of belligerents do not pass.
    case warNeutral = "war_neutral"
    /// War, Türkiye belligerent: article 20. Her discretion.
    case warBelligerent = "war_belligerent"
    /// Türkiye considers herself threatened with imminent danger of war: article 21.
    case threat
  }

  public var kind: Kind
  public var from: PartialDate
  public var belligerents: Set<String>
  /// Türkiye asks all powers to send none, beyond what the articles say.
  public var asksToStayOut: Bool
  public var claims: [String]

  public init(
    _ kind: Kind, from: PartialDate, belligerents: Set<String> = [], asksToStayOut: Bool = false,
    claims: [String] = []
  ) {
    self.kind = kind
    self.from = from
    self.belligerents = belligerents
    self.asksToStayOut = asksToStayOut
    self.claims = claims
  }
}

/// A vessel of war or auxiliary vessel on its way into the Black Sea and out again.
public struct StraitsPassage: Hashable, Sendable {
  public enum Class: String, CaseIterable, Sendable {
    case lightSurface = "light_surface"
    case minorWar = "minor_war"
    case auxiliary
    case capital
    case submarine
    case carrier
  }

  public var vessel: String
  public var state: String
  public var kind: Class
  public var tonnageT: Figure
  public var noticed: PartialDate?
  /// The date of entry that was notified; nil where it is the entry itself.
  public var announcedEntry: PartialDate?
  public var enters: PartialDate
  /// Nil where it is still there.
  public var leaves: PartialDate?
  public var isHumanitarian: Bool
  /// A submarine of a power on the Black Sea that rejoins its base or goes for repair (article 12), a
  /// vessel that became separated from its base (articles 19 and 21).
  public var isReturning: Bool
  public var isPlanned: Bool
  public var place: FilePlace

  public init(
    vessel: String, state: String, kind: Class, tonnageT: Figure, noticed: PartialDate? = nil,
    announcedEntry: PartialDate? = nil, enters: PartialDate, leaves: PartialDate? = nil,
    isHumanitarian: Bool = false, isReturning: Bool = false, isPlanned: Bool = true,
    place: FilePlace = .none
  ) {
    self.vessel = vessel
    self.state = state
    self.kind = kind
    self.tonnageT = tonnageT
    self.noticed = noticed
    self.announcedEntry = announcedEntry
    self.enters = enters
    self.leaves = leaves
    self.isHumanitarian = isHumanitarian
    self.isReturning = isReturning
    self.isPlanned = isPlanned
    self.place = place
  }

  /// Days from the first to the last day in the Black Sea, the day of entry counted; until `today` for a
  /// vessel that is still there.
  public func stayDays(today: Int) -> Int {
    max(0, (leaves?.lastDay ?? today) - enters.firstDay + 1)
  }

  func isThere(onDay day: Int) -> Bool {
    day >= enters.firstDay && day <= leaves?.lastDay ?? .max
  }
}

/// Ships that pass or stay against the convention.
public struct StraitsFinding: Hashable, Sendable {
  public enum Weight: String, Sendable {
    /// An article does not allow it.
    case breach
    /// It holds for the high end of a range and not for the low one.
    case possible
    /// Short of what is desired, or up to Türkiye's discretion.
    case note
  }

  public let weight: Weight
  /// `18 (2)`
  public let article: String
  /// The vessels that it is about, in the order of the plan.
  public let vessels: [String]
  /// Days since 1970-01-01 on which it first holds.
  public let day: Int
  public let found: Double
  public let allowed: Double
  public let unit: String
  public let message: String
  public let place: FilePlace
}
