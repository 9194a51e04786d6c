// What was promised? The numbered clauses with their parameters, versions and validity.
//
// SPDX-License-Identifier: Apache-2.0

public import Observations

/// The two sides. What A may do, B may do.
public enum Party: String, CaseIterable, Sendable {
  case a = "A"
  case b = "B"
}

/// A text in one or more languages, by language code; the first is the governing one.
public struct LocalText: Hashable, Sendable {
  public let texts: [Entry]

  public struct Entry: Hashable, Sendable {
    public let language: String
    public let text: String

    public init(language: String, text: String) {
      self.language = language
      self.text = text
    }
  }

  public init(_ texts: [Entry]) { self.texts = texts }

  public init(_ text: String) { texts = [Entry(language: "en", text: text)] }

  /// The text in that language, else the governing one.
  public func text(in language: String) -> String {
    (texts.first { $0.language == language } ?? texts.first)?.text ?? ""
  }
}

/// From when until when something holds; the end itself is no longer part of it.
public struct Validity: Hashable, Sendable {
  public let fromMs: Int64
  public let untilMs: Int64?

  public static let always = Validity(fromMs: .min, untilMs: nil)

  public init(fromMs: Int64, untilMs: Int64?) {
    self.fromMs = fromMs
    self.untilMs = untilMs
  }

  public func contains(_ atMs: Int64) -> Bool {
    atMs >= fromMs && untilMs.map { atMs < $0 } ?? true
  }

  public func overlaps(_ other: Validity) -> Bool {
    contains(other.fromMs) || other.contains(fromMs)
  }
}

/// An agreement as it is in force, with all versions of its clauses.
public struct Agreement: Hashable, Sendable {
  public var id: String
  public var title: LocalText
  /// Day D of the agreement: clauses may count their days from it.
  public var inForceMs: Int64
  public var clauses: [Clause]
  /// Code of the language whose text governs; nil where the first one written does.
  public var governing: String?

  public init(id: String, title: LocalText, inForceMs: Int64, clauses: [Clause]) {
    self.id = id
    self.title = title
    self.inForceMs = inForceMs
    self.clauses = clauses
  }

  public func clause(_ id: String, version: Int) -> Clause? {
    clauses.first { $0.id == id && $0.version == version }
  }
}

/// One numbered provision in one version.
public struct Clause: Hashable, Sendable {
  public enum Class: String, CaseIterable, Comparable, Sendable {
    case procedural, minor, ordinary, serious

    public static func < (left: Class, right: Class) -> Bool {
      let order = allCases
      return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
    }
  }

  public var id: String
  public var version: Int
  public var validity: Validity
  public var title: LocalText
  public var text: LocalText
  /// What it is about; empty where the clause is checked on documents or records and not on events.
  public var subjects: [Subject]
  public var place: Where
  public var breachIf: Condition
  public var exemptIf: [Exemption]
  public var seriousIf: Condition?
  public var minorIf: Condition?
  /// Any one of them is enough proof.
  public var minGrade: [GradeOption]
  public var baseClass: Class
  public var clocks: Clocks
  /// Where the clause is not checked on events: on what instead.
  public var checkedOn: String?
  /// What is checked on registers, cases and the log; one that holds is enough.
  public var terms: [RegisterRule] = []
  /// By which means the clause says that it is observed; empty where it does not say.
  public var observedBy: [String] = []

  public init(
    id: String, version: Int, validity: Validity, title: LocalText, text: LocalText,
    subjects: [Subject], place: Where, breachIf: Condition, exemptIf: [Exemption],
    seriousIf: Condition?, minorIf: Condition?, minGrade: [GradeOption], baseClass: Class,
    clocks: Clocks, checkedOn: String?
  ) {
    self.id = id
    self.version = version
    self.validity = validity
    self.title = title
    self.text = text
    self.subjects = subjects
    self.place = place
    self.breachIf = breachIf
    self.exemptIf = exemptIf
    self.seriousIf = seriousIf
    self.minorIf = minorIf
    self.minGrade = minGrade
    self.baseClass = baseClass
    self.clocks = clocks
    self.checkedOn = checkedOn
  }
}

/// What a clause is about: kinds of events, with properties and a place of their own where needed.
public struct Subject: Hashable, Sendable {
  public var kinds: [ObservationKind]
  public var requirements: [Requirement]
  public var minConfidence: Confidence?
  /// Overrides the clause's place.
  public var place: Where?
  /// Of explosions: one of these; empty where any is meant.
  public var qualifiers: [Qualifier] = []

  public init(
    kinds: [ObservationKind], requirements: [Requirement] = [], minConfidence: Confidence? = nil,
    place: Where? = nil, qualifiers: [Qualifier] = []
  ) {
    self.qualifiers = qualifiers
    self.kinds = kinds
    self.requirements = requirements
    self.minConfidence = minConfidence
    self.place = place
  }
}

public struct Requirement: Hashable, Sendable {
  public let attribute: AttributeName
  public let comparison: Comparison
  public let value: Double

  public init(_ attribute: AttributeName, _ comparison: Comparison, _ value: Double) {
    self.attribute = attribute
    self.comparison = comparison
    self.value = value
  }
}

public enum Comparison: String, CaseIterable, Sendable {
  case gt, gte, lt, lte

  public func holds(_ value: Double, _ limit: Double) -> Bool {
    switch self {
    case .gt: value > limit
    case .gte: value >= limit
    case .lt: value < limit
    case .lte: value <= limit
    }
  }

  public var sign: String {
    switch self {
    case .gt: ">"
    case .gte: "≥"
    case .lt: "<"
    case .lte: "≤"
    }
  }
}

/// Where a clause holds.
public enum Where: Hashable, Sendable {
  case everywhere
  case zone(String)
  /// Within a distance of the line; on one party's side only where that is given.
  case nearLine(withinM: Double, party: Party?)
  /// Within a distance of one of the objects of that layer.
  case nearObjects(layer: String, withinM: Double)
  /// Within a distance of the place of an entry of that kind, from so long before it to so long after.
  /// An entry that was received less than `leadMs` before leaves the question open.
  case nearEntries(RegisterKind, withinM: Double, slackMs: Int64, leadMs: Int64)
}

/// When is it a breach?
public indirect enum Condition: Hashable, Sendable {
  /// One event of the subject at the place is enough.
  case presence
  case any([Condition])
  case all([Condition])
  case measure(Measure, Comparison, Double)
  /// Events of the same subject within the distance and the time before this one, itself included.
  case eventsInWindow(Comparison, Double, windowMs: Int64, withinM: Double)
}

/// What is measured on an event.
public enum Measure: Hashable, Sendable {
  /// The most that was reliably counted.
  case count
  /// Minutes from first to last report; of a track, minutes inside without leaving.
  case dwellMin
  /// Metres inside the border of the clause's place.
  case depthM
  case attribute(AttributeName)
}

/// What makes it no breach.
public enum Exemption: Hashable, Sendable {
  /// A notification for that time and place, received long enough before.
  case notice(NoticeRule)
  /// An entry of a register that covers time and place, not longer than `maxMs` from its beginning.
  case entry(EntryFilter, maxMs: Int64?)
  /// Something that the clause names and a person must judge.
  case judgement(LocalText)
}

/// What a clause asks of a notification that makes something no breach.
public struct NoticeRule: Hashable, Sendable {
  /// `exercise`, `demining`, `medevac`, …
  public var kind: String
  /// Received so long before it begins.
  public var leadMs: Int64
  /// So long before and after its hours still counts to it.
  public var slackMs: Int64
  public var maxPersons: Int?
  public var maxWeightKg: Double?
  /// Not longer than this.
  public var maxMs: Int64?
  /// What a correction of a notification in time must keep instead; nil where it must keep `leadMs`.
  public var correctionLeadMs: Int64?
  /// Must have been received before what it covers began.
  public var isBeforeEntry: Bool
  public var isUnarmed: Bool
  public var hasTransponder: Bool

  public init(
    kind: String, leadMs: Int64 = 0, slackMs: Int64 = 0, maxPersons: Int? = nil,
    maxWeightKg: Double? = nil, maxMs: Int64? = nil, correctionLeadMs: Int64? = nil,
    isBeforeEntry: Bool = false, isUnarmed: Bool = false, hasTransponder: Bool = false
  ) {
    self.correctionLeadMs = correctionLeadMs
    self.kind = kind
    self.leadMs = leadMs
    self.slackMs = slackMs
    self.maxPersons = maxPersons
    self.maxWeightKg = maxWeightKg
    self.maxMs = maxMs
    self.isBeforeEntry = isBeforeEntry
    self.isUnarmed = isUnarmed
    self.hasTransponder = hasTransponder
  }
}

extension Exemption {
  /// A notification of that kind for that time and place, received long enough before.
  public static func notification(
    kind: String, leadMs: Int64, slackMs: Int64, maxPersons: Int?
  ) -> Exemption {
    .notice(NoticeRule(kind: kind, leadMs: leadMs, slackMs: slackMs, maxPersons: maxPersons))
  }
}

/// A grade of evidence that is enough, from images only where that is said.
public struct GradeOption: Hashable, Sendable {
  public let grade: EvidenceGrade
  public let imageOnly: Bool
  /// Only from a track that is as good as this; nil where that is not asked.
  public let track: TrackQuality?

  public init(grade: EvidenceGrade, imageOnly: Bool, track: TrackQuality? = nil) {
    self.grade = grade
    self.imageOnly = imageOnly
    self.track = track
  }
}

/// How good a track must be to prove something alone.
public struct TrackQuality: Hashable, Sendable {
  public let reportsMin: Int
  public let sigmaMaxM: Double

  public init(reportsMin: Int, sigmaMaxM: Double) {
    self.reportsMin = reportsMin
    self.sigmaMaxM = sigmaMaxM
  }
}

/// Hours from opening a case until each step is due; nil where the clause sets none.
public struct Clocks: Hashable, Sendable {
  public var notifyPartiesH: Double?
  public var interimH: Double?
  public var issuedH: Double?
  public var answerH: Double?
  /// From first knowledge of a serious breach until the guarantors are told; nil where no guarantee is
  /// about the clause.
  public var guaranteeNoticeH: Double?

  public init(
    notifyPartiesH: Double? = nil, interimH: Double? = nil, issuedH: Double? = nil,
    answerH: Double? = nil, guaranteeNoticeH: Double? = nil
  ) {
    self.notifyPartiesH = notifyPartiesH
    self.interimH = interimH
    self.issuedH = issuedH
    self.answerH = answerH
    self.guaranteeNoticeH = guaranteeNoticeH
  }
}
