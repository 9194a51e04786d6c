// The whole way of a report, from observation to alert: the stages in a row, without clock, socket
// or disk. The same observations give the same events and alerts.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
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
///     moving things ──▶ TrackPicture ──▶ TrackPassages ──▶ CaseBook
///                       tracks           stays
///     registers, cases, time ──▶ RegisterCheck ──▶ CaseBook
public struct Pipeline: Sendable {
  public private(set) var joiner: EventJoiner
  public private(set) var picture: TrackPicture
  public let rules: RuleCheck
  public private(set) var cases = CaseBook()
  private var recent: RecentEvents
  /// Events that a count over time may look back on; empty where no clause does.
  private var eventsInReach: [String: Event] = [:]
  /// The entries of the mission folder and of the records, each in the version that holds.
  public private(set) var register: Register
  private let sensors: SensorRegister
  private var passages = TrackPassages()
  /// What is to be said of stays, not yet made into acts.
  private var stays: [MatterHit] = []
  private var fire = FireLog()
  private var clock = RegisterClock()

  /// - Parameter sensors: of the mission; they say which sources of a track are independent.
  public init(
    joiner: EventJoiner, picture: TrackPicture, rules: RuleCheck,
    sensors: SensorRegister = SensorRegister()
  ) {
    self.joiner = joiner
    self.picture = picture
    self.rules = rules
    self.sensors = sensors
    register = rules.register
    recent = RecentEvents(windowMs: rules.windowMsMax)
  }

  /// Takes reports of moving things that were received together, and says which steps of tracks are
  /// final now.
  public mutating func follow(_ observations: [Observation]) -> PictureOutcome {
    for observation in observations {
      picture.add(observation)
      clock.pass(observation.receivedAtMs)
    }
    let outcome = picture.settle()
    note(outcome)
    return outcome
  }

  /// Takes an entry of a register, after it was recorded: events that it may speak of are looked at
  /// again.
  public mutating func take(_ entry: RegisterEntry) -> BatchOutcome {
    clock.pass(entry.receivedAtMs)
    var outcome = BatchOutcome()
    if rules.readsOfEvents(entry.kind) {
      let kept = entry.corrects.flatMap { register[$0] } ?? entry
      let fromMs = min(entry.fromMs, kept.fromMs) - rules.slackMs
      let untilMs = max(entry.untilMs ?? .max / 2, kept.untilMs ?? .max / 2) + rules.slackMs
      for event in joiner.currentEvents()
      where event.happened.untilMs >= fromMs && event.happened.fromMs <= untilMs {
        check(.current(event), into: &outcome)
      }
    }
    advance(into: &outcome)
    return outcome
  }

  /// What registers, cases, the log and tracks say, with the time of the last receipt, or a later one
  /// that is handed in: nothing here reads a clock.
  public mutating func advance(toMs atMs: Int64? = nil) -> BatchOutcome {
    if let atMs { clock.pass(atMs) }
    var outcome = BatchOutcome()
    advance(into: &outcome)
    return outcome
  }

  private mutating func advance(into outcome: inout BatchOutcome) {
    // Of one stay the last word counts.
    var last: [String: Int] = [:]
    for (index, stay) in stays.enumerated() { last[stay.matter.id] = index }
    let found = stays.enumerated().filter { last[$1.matter.id] == $0 }.map(\.element)
    stays = []
    for act in cases.proposals(forMatters: found, ending: []) {
      outcome.acts.append((clock.nowMs, act))
    }
    guard rules.registerCheck.isNeeded, clock.isDue else { return }
    let answer = rules.registerCheck.hits(
      register: register, cases: cases.caseFacts, fire: fire, atMs: clock.nowMs)
    let standing = clock.standing ?? cases.matterIDsWithAlerts(ofTracks: false)
    for act in cases.proposals(forMatters: answer.hits, ending: standing) {
      outcome.acts.append((clock.nowMs, act))
    }
    clock.wait(untilMs: answer.nextMs, standing: Set(answer.hits.map(\.matter.id)))
  }

  private mutating func note(_ outcome: PictureOutcome) {
    guard rules.readsTracks else { return }
    stays += passages.take(outcome.points, rules, register, sensors)
  }

  /// Takes reports that were received together; they are joined, checked and turned into acts.
  public mutating func take(_ observations: [Observation]) -> BatchOutcome {
    var outcome = BatchOutcome()
    outcome.admissions.reserveCapacity(observations.count)
    for observation in observations {
      outcome.admissions.append(joiner.add(observation))
      clock.pass(observation.receivedAtMs)
    }
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
        clock.pass(observation.receivedAtMs)
        if observation.isTrackReport {
          picture.add(observation)
        } else {
          _ = joiner.add(observation)
        }
      }
      let steps = picture.settle()
      note(steps)
      try following(steps)
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
    advance(into: &outcome)
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
    if case .register(let act) = record.act {
      let changed = try cases.apply(record)
      register.put(act.entry)
      clock.pass(act.entry.receivedAtMs)
      clock.isDirty = true
      return changed
    }
    let changed = try cases.apply(record)
    switch record.act {
    case .alertRaised, .alertWithdrawn: if record.actor == Record.rules { clock.pass(record.atMs) }
    case .caseOpened: clock.isDirty = true
    case .referee:
      if let step = cases.stepEntry(of: record) {
        register.put(step)
        clock.pass(step.receivedAtMs)
        clock.isDirty = true
      }
    case .alertRevised(let id, _, _):
      if record.actor == Record.rules { clock.pass(record.atMs) }
      if cases.alerts[id]?.caseID != nil { clock.isDirty = true }
    default: break
    }
    return changed
  }

  /// Makes the state of alerts and cases anew from all records, which say less than they did.
  public mutating func retell(_ next: () throws -> Record?) throws {
    var told = CaseBook()
    var steps: [RegisterEntry] = []
    while let record = try next() {
      try told.apply(record)
      if let step = told.stepEntry(of: record) { steps.append(step) }
    }
    cases = told
    register = rules.register
    for entry in told.registers.items.map(\.entry) + steps { register.put(entry) }
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
      for act in cases.proposals(
        for: event, hits: rules.check(event, recent: recent, register: register))
      {
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
    if rules.registerCheck.readsFire { noteFire(changes) }
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

  /// Fire within the hours of an exercise or a reply may change what registers say.
  private mutating func noteFire(_ changes: [EventChange]) {
    for change in changes {
      switch change {
      case .current(let event):
        guard FireLog.takes(event) else { continue }
        fire.put(event)
        if !clock.isDirty,
          register.speaksOfFire(
            at: event.happened, event.point, sigmaM: event.sigmaM, rules.territory)
        {
          clock.isDirty = true
        }
      case .withdrawn(let id, _): if fire.remove(id) { clock.isDirty = true }
      }
    }
  }
}
