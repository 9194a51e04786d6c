// What of a clause is checked on registers, cases and the log? Terms with their parameters.
//
// SPDX-License-Identifier: Apache-2.0

/// Which entries are meant: a kind, and what must hold of it.
public struct EntryFilter: Hashable, Sendable {
  public enum Requirement: Hashable, Sendable {
    /// The number against a limit. Where the entry states an error (`…_sigma_…`), a limit within
    /// 1.96 of it leaves the question open.
    case number(String, Comparison, Double)
    /// One of the words.
    case word(String, [String])
    case flag(String, Bool)
    /// From beginning to end, or to now where it has not ended; minutes.
    case durationMin(Comparison, Double)
    /// From the entry's time to when it was received; minutes.
    case reportedAfterMin(Comparison, Double)
    /// Its place against a zone or the line.
    case place(Where)
  }

  public var kind: RegisterKind
  public var requirements: [Requirement]

  public init(_ kind: RegisterKind, _ requirements: [Requirement] = []) {
    self.kind = kind
    self.requirements = requirements
  }
}

/// What starts a clock.
public enum Trigger: Hashable, Sendable {
  case entry(EntryFilter)
  /// A case is opened: one of these clauses (empty: any), serious ones only where that is said.
  case caseOpened(clauses: [String], onlySerious: Bool)
  /// The Mission knows first of what became a case.
  case caseKnown(clauses: [String], onlySerious: Bool)
  /// A step of a case, by its word.
  case caseStep(String, clauses: [String], onlySerious: Bool)
}

/// Something that a clause says of entries in registers, of cases or of the log.
public enum RegisterTerm: Hashable, Sendable {
  /// One such entry is enough.
  case entry(EntryFilter)
  /// So many of one party within the time.
  case tally(EntryFilter, atLeast: Int, windowMs: Int64)
  /// What must be handed in by a date, and then every so often. `each` names whose duty it is.
  case due(EntryFilter, firstMs: Int64, everyMs: Int64?, graceMs: Int64, each: DutyHolder)
  /// What must follow within the time: an entry that refers to what started the clock, of the same
  /// party where both name one. A negative time asks for it beforehand.
  case follow(Trigger, by: EntryFilter, withinMs: Int64)
  /// List and count of a storage site differ.
  case storageDifference(atLeast: Int)
  /// More were counted than declared: by more than the share or the number.
  case strengthOver(percent: Double, persons: Double)
  /// Crossing points are open for so many hours on each day.
  case openHours(atLeast: Double)
  /// A crossing point is closed for longer than so many minutes between these hours of mission time.
  case closure(overMin: Double, fromHour: Int, untilHour: Int)
  /// A vessel of a non-littoral state stays longer than so many days.
  case vesselDays(over: Int)
  /// Tonnage of non-littoral states at one time.
  case vesselTonnage(overT: Double)
  /// A position moved towards the line, from the farthest place where it was measured.
  case advance(atLeastM: Double)
  /// Live-fire training.
  case exercise(ExerciseRule)
  /// Fire in reply: after use of the hotline or its failure to answer, on order, reported in time,
  /// not longer than so after the cause.
  case returnFire(hotlineMs: Int64, reportMs: Int64, continuesMs: Int64)
}

/// What a clause asks of live-fire training; what is nil it does not ask.
public struct ExerciseRule: Hashable, Sendable {
  /// Nearer to the line than this is a breach.
  public var nearerM: Double?
  /// Notified later than so long before is a breach.
  public var leadMs: Int64?
  /// A correction of a notification that came in time.
  public var correctionLeadMs: Int64?
  /// Fire outside the notified hours by more than this is a breach ...
  public var outsideMs: Int64?
  /// ... and still counts to the exercise up to this.
  public var toleranceMs: Int64

  public init(
    nearerM: Double? = nil, leadMs: Int64? = nil, correctionLeadMs: Int64? = nil,
    outsideMs: Int64? = nil, toleranceMs: Int64 = 0
  ) {
    self.nearerM = nearerM
    self.leadMs = leadMs
    self.correctionLeadMs = correctionLeadMs
    self.outsideMs = outsideMs
    self.toleranceMs = toleranceMs
  }
}

/// A term, and the class of what it finds where that is not the clause's.
public struct RegisterRule: Hashable, Sendable {
  public var term: RegisterTerm
  public var clauseClass: Clause.Class?

  public init(_ term: RegisterTerm, as clauseClass: Clause.Class? = nil) {
    self.term = term
    self.clauseClass = clauseClass
  }
}

/// Whose duty something is.
public enum DutyHolder: Hashable, Sendable {
  case mission
  case eachParty
  /// Each name that stands in that property of entries of that kind.
  case each(RegisterKind, String)
}

extension RegisterTerm {
  /// The kinds of entries that it reads.
  public var kinds: Set<RegisterKind> {
    switch self {
    case .entry(let filter), .tally(let filter, _, _): [filter.kind]
    case .due(let filter, _, _, _, let each):
      if case .each(let kind, _) = each { [filter.kind, kind] } else { [filter.kind] }
    case .follow(let trigger, let filter, _): trigger.kinds.union([filter.kind])
    case .storageDifference: [.storageList, .storageVisit]
    case .strengthOver: [.strengthDeclared, .strengthSeen]
    case .openHours, .closure: [.crossingState]
    case .vesselDays, .vesselTonnage: [.vessel]
    case .advance: [.position]
    case .exercise: [.notification, .exerciseSeen]
    case .returnFire: [.returnFire, .hotlineCall, .orderReference]
    }
  }
}

extension Trigger {
  var kinds: Set<RegisterKind> {
    switch self {
    case .entry(let filter): [filter.kind]
    case .caseOpened, .caseKnown: []
    case .caseStep: [.caseStep]
    }
  }
}
