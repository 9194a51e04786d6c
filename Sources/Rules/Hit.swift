// What did a rule find, and from what? A verdict with its whole derivation.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
internal import Observations

/// Yes, no, or not to be said within the error of the measurement.
public enum Outcome: String, Hashable, Sendable {
  case yes, no, undecided
  /// A fact beside the decision.
  case info

  /// All must hold.
  func and(_ other: Outcome) -> Outcome {
    if self == .no || other == .no { return .no }
    return self == .undecided || other == .undecided ? .undecided : .yes
  }

  /// One is enough.
  func or(_ other: Outcome) -> Outcome {
    if self == .yes || other == .yes { return .yes }
    return self == .undecided || other == .undecided ? .undecided : .no
  }
}

/// What kind of question a step answers; `Phrases` has its words.
public enum StepCode: String, CaseIterable, Hashable, Sendable {
  case clauseInForce = "clause_in_force"
  case subject
  case confidence
  case requirement
  case lineVersion = "line_version"
  case distanceToLine = "distance_to_line"
  case side
  case inZone = "in_zone"
  case height
  case nearObject = "near_object"
  case everywhere
  case presence
  case count
  case dwell
  case attribute
  case eventsInWindow = "events_in_window"
  case grade
  case notificationMatched = "notification_matched"
  case notificationLate = "notification_late"
  case notificationTooBig = "notification_too_big"
  case noNotification = "no_notification"
  case judgement
  case notificationAfter = "notification_after"
  case notificationUnfit = "notification_unfit"
  case entryMatched = "entry_matched"
  case noEntry = "no_entry"
  case qualifier
  case nearEntry = "near_entry"
  case noNearEntry = "no_near_entry"
  case entryLead = "entry_lead"
  case depth
  case entry
  case entryNumber = "entry_number"
  case entryWord = "entry_word"
  case entryDuration = "entry_duration"
  case entryReported = "entry_reported"
  case noPlace = "no_place"
  case tally
  case dueDate = "due_date"
  case followUp = "follow_up"
  case storageDifference = "storage_difference"
  case strength
  case openHours = "open_hours"
  case vesselDays = "vessel_days"
  case vesselTonnage = "vessel_tonnage"
  case advance
  case exerciseDistance = "exercise_distance"
  case exerciseLead = "exercise_lead"
  case exerciseOutside = "exercise_outside"
  case fireOrder = "fire_order"
  case hotlineUsed = "hotline_used"
  case orderGiven = "order_given"
  case replyReported = "reply_reported"
  case replyContinued = "reply_continued"
  case track
  case classRaised = "class_raised"
  case classLowered = "class_lowered"
}

/// One line of a derivation: what was asked, what was measured, what it was held against.
public struct Step: Hashable, Sendable {
  public let code: StepCode
  public let outcome: Outcome
  public var measured: Double?
  public var sigma: Double?
  public var threshold: Double?
  public var comparison: Comparison?
  public var unit: String
  /// Names that the sentence needs: a zone, a version, a notification.
  public var names: [String]

  public init(
    _ code: StepCode, _ outcome: Outcome, measured: Double? = nil, sigma: Double? = nil,
    threshold: Double? = nil, comparison: Comparison? = nil, unit: String = "", names: [String] = []
  ) {
    self.code = code
    self.outcome = outcome
    self.measured = measured
    self.sigma = sigma
    self.threshold = threshold
    self.comparison = comparison
    self.unit = unit
    self.names = names
  }
}

public enum Verdict: String, CaseIterable, Hashable, Sendable {
  /// Every threshold of the clause is met, and the evidence has the grade it asks for. Whether it is
  /// a breach is for a finding to say.
  case thresholdMet = "threshold_met"
  /// A limit lies within the error, or the evidence is weaker than the clause asks for: a task, and
  /// no breach.
  case undecided
  /// A notification covers it.
  case exempt
}

/// A clause and an event that fit together.
///
/// Its content is shared between copies: a hit goes through acts, records and alerts, and is never
/// changed.
public struct Hit: Hashable, Sendable {
  private final class Content: Hashable, Sendable {
    let clauseID: String
    let clauseVersion: Int
    let eventID: String
    let verdict: Verdict
    let clauseClass: Clause.Class
    let geometryVersion: String
    let distanceToLineM: Double?
    let side: Party?
    let sector: String?
    let steps: [Step]
    let exemptions: [Step]
    let tasks: [TaskCode]

    init(
      _ clauseID: String, _ clauseVersion: Int, _ eventID: String, _ verdict: Verdict,
      _ clauseClass: Clause.Class, _ geometryVersion: String, _ distanceToLineM: Double?,
      _ side: Party?, _ sector: String?, _ steps: [Step], _ exemptions: [Step], _ tasks: [TaskCode]
    ) {
      self.clauseID = clauseID
      self.clauseVersion = clauseVersion
      self.eventID = eventID
      self.verdict = verdict
      self.clauseClass = clauseClass
      self.geometryVersion = geometryVersion
      self.distanceToLineM = distanceToLineM
      self.side = side
      self.sector = sector
      self.steps = steps
      self.exemptions = exemptions
      self.tasks = tasks
    }

    static func == (left: Content, right: Content) -> Bool {
      left === right
        || (left.eventID == right.eventID && left.clauseID == right.clauseID
          && left.clauseVersion == right.clauseVersion && left.verdict == right.verdict
          && left.clauseClass == right.clauseClass
          && left.geometryVersion == right.geometryVersion
          && left.distanceToLineM == right.distanceToLineM && left.side == right.side
          && left.sector == right.sector && left.tasks == right.tasks
          && left.steps == right.steps && left.exemptions == right.exemptions)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(clauseID)
      hasher.combine(clauseVersion)
      hasher.combine(eventID)
      hasher.combine(verdict)
    }
  }

  private let content: Content

  public var clauseID: String { content.clauseID }
  public var clauseVersion: Int { content.clauseVersion }
  /// The event, or the matter, that it is about.
  public var eventID: String { content.eventID }
  public var verdict: Verdict { content.verdict }
  public var clauseClass: Clause.Class { content.clauseClass }
  public var geometryVersion: String { content.geometryVersion }
  public var distanceToLineM: Double? { content.distanceToLineM }
  /// On whose side; nil where the error or the line's end leaves it open.
  public var side: Party? { content.side }
  public var sector: String? { content.sector }
  public var steps: [Step] { content.steps }
  public var exemptions: [Step] { content.exemptions }
  /// What to find out next; empty where nothing is open.
  public var tasks: [TaskCode] { content.tasks }

  public init(
    clauseID: String, clauseVersion: Int, eventID: String, verdict: Verdict,
    clauseClass: Clause.Class, geometryVersion: String, distanceToLineM: Double?, side: Party?,
    sector: String?, steps: [Step], exemptions: [Step], tasks: [TaskCode]
  ) {
    content = Content(
      clauseID, clauseVersion, eventID, verdict, clauseClass, geometryVersion, distanceToLineM,
      side, sector, steps, exemptions, tasks)
  }
}

/// What a verdict of undecided asks for.
public enum TaskCode: String, CaseIterable, Hashable, Sendable {
  /// A position with a smaller error.
  case betterPosition = "better_position"
  /// A second, independent source.
  case secondSource = "second_source"
  /// A count by somebody on the spot.
  case countOnSite = "count_on_site"
  /// More sources for the order of what happened.
  case orderOfEvents = "order_of_events"
  /// The notice came, but not as the clause asks: a question for the Commission.
  case noticeQuestion = "notice_question"
}
