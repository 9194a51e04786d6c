// The whole way of a report, from observation to alert: the stages in a row, without clock, socket
// or disk. The same observations give the same events and alerts.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Cases
public import Observations
public import Rules
public import Tracks

/// What one batch of reports changed.
public struct BatchOutcome: Sendable {
  /// As many as reports were given, in the same order.
  public var admissions: [Admission] = []
  public var events: [EventChange] = []
  /// What the rules want recorded, in order, with its time. Nothing is applied until the caller has
  /// it on disk and hands it back to `record`.
  public var acts: [(atMs: Int64, act: Act)] = []

  public init() {}
}

/// Stages 2 to 4 joined.
///
///     sightings ──▶ EventJoiner ──▶ RuleCheck ──▶ CaseBook
///                   events          hits          acts
///     moving things ──▶ TrackPicture
///                       tracks
public struct Pipeline: Sendable {
  public private(set) var joiner: EventJoiner
  public private(set) var picture: TrackPicture
  public let rules: RuleCheck
  public private(set) var cases = CaseBook()
  private var recent: RecentEvents
  /// Events that a count over time may look back on; empty where no clause does.
  private var eventsInReach: [String: Event] = [:]

  public init(joiner: EventJoiner, picture: TrackPicture, rules: RuleCheck) {
    self.joiner = joiner
    self.picture = picture
    self.rules = rules
    recent = RecentEvents(windowMs: rules.windowMsMax)
  }

  /// Takes reports of moving things that were received together, and says which steps of tracks are
  /// final now.
  public mutating func follow(_ observations: [Observation]) -> PictureOutcome {
    for observation in observations { picture.add(observation) }
    return picture.settle()
  }

  /// Takes reports that were received together; they are joined, checked and turned into acts.
  public mutating func take(_ observations: [Observation]) -> BatchOutcome {
    var outcome = BatchOutcome()
    outcome.admissions.reserveCapacity(observations.count)
    for observation in observations { outcome.admissions.append(joiner.add(observation)) }
    settle(into: &outcome)
    return outcome
  }

  /// Takes back what a journal holds, after all records were handed to `record`: the reports are
  /// joined, and the outcome is checked once against what was recorded. Where nothing was lost there
  /// are no acts; every event that stands is among the events.
  ///
  /// - Parameter following: is told after each batch which steps of tracks are final now.
  public mutating func restore(
    _ nextBatch: () throws -> [Observation]?,
    following: (PictureOutcome) throws -> Void
  ) rethrows -> BatchOutcome {
    while let batch = try nextBatch() {
      for observation in batch {
        if observation.isTrackReport {
          picture.add(observation)
        } else {
          _ = joiner.add(observation)
        }
      }
      try following(picture.settle())
    }
    var outcome = BatchOutcome()
    outcome.events = joiner.settle()
    // An event that was taken into another by the last reports before a crash was never handed out
    // as gone: its alerts are the only trace of it.
    var lost = cases.eventIDsWithAlerts
    for case .current(let event) in outcome.events { lost.remove(event.id) }
    let successors = joiner.successors(of: lost)
    outcome.events += lost.sorted().map { .withdrawn(id: $0, into: successors[$0]) }
    checkAll(into: &outcome)
    return outcome
  }

  /// What would become of a report; nothing is changed.
  public func admission(of observation: Observation) -> Admission {
    joiner.admission(of: observation)
  }

  /// Takes a person's decision on joining, after it was recorded.
  public mutating func take(_ decision: JoinDecision) -> BatchOutcome {
    joiner.apply(decision)
    var outcome = BatchOutcome()
    settle(into: &outcome)
    return outcome
  }

  /// Takes a record that is on disk.
  @discardableResult
  public mutating func record(_ record: Record) throws(ActError) -> CaseBook.Changed {
    try cases.apply(record)
  }

  /// Makes the state of alerts and cases anew from all records, which say less than they did.
  public mutating func retell(_ next: () throws -> Record?) throws {
    var told = CaseBook()
    while let record = try next() { try told.apply(record) }
    cases = told
  }

  private mutating func settle(into outcome: inout BatchOutcome) {
    outcome.events = joiner.settle()
    checkAll(into: &outcome)
  }

  private mutating func checkAll(into outcome: inout BatchOutcome) {
    let again = note(outcome.events)
    for change in outcome.events { check(change, into: &outcome) }
    for event in again { check(.current(event), into: &outcome) }
  }

  private mutating func check(_ change: EventChange, into outcome: inout BatchOutcome) {
    switch change {
    case .current(let event):
      for act in cases.proposals(for: event, hits: rules.check(event, recent: recent)) {
        outcome.acts.append((event.completeAtMs, act))
      }
    case .withdrawn(let id, let into):
      let atMs = outcome.acts.last?.atMs ?? cases.lastKnownMs(ofEvent: id)
      for act in cases.proposals(forWithdrawn: id, into: into) {
        outcome.acts.append((atMs, act))
      }
    }
  }

  /// Brings the picture for counts over time up to date; gives back the later events whose count the
  /// change may have moved.
  private mutating func note(_ changes: [EventChange]) -> [Event] {
    guard rules.windowMsMax > 0 else { return [] }
    var changed: Set<String> = []
    var fromMs: [Int64] = []
    for change in changes {
      switch change {
      case .current(let event):
        changed.insert(event.id)
        fromMs.append(event.happened.fromMs)
        // It may have been counted at another time before.
        if let before = eventsInReach[event.id] { fromMs.append(before.happened.fromMs) }
        recent.put(event)
        eventsInReach[event.id] = event
      case .withdrawn(let id, _):
        if let event = eventsInReach.removeValue(forKey: id) {
          fromMs.append(event.happened.fromMs)
        }
        recent.remove(id)
      }
    }
    var followers: Set<String> = []
    for atMs in fromMs { followers.formUnion(recent.followers(ofMs: atMs)) }
    return followers.subtracting(changed).sorted().compactMap { eventsInReach[$0] }
  }
}
