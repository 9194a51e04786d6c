// Which reports are of one happening? Joining that comes out the same for every order of arrival.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import HeapModule
public import Observations

/// A person's word on joining, which overrides the rules.
public enum JoinDecision: Hashable, Sendable {
  /// The report is of a happening of its own.
  case apart(key: ContentID)
  /// The report belongs to the event that the other report began.
  case together(key: ContentID, with: ContentID)
  /// The rules decide again.
  case asRules(key: ContentID)
  /// The report counts no longer: a duplicate, a sensor fault, exercise data. It is kept.
  case setAside(key: ContentID)
}

/// What became of a report at the door.
public enum Admission: Hashable, Sendable {
  case new
  /// The same row with the same bytes is there already.
  case duplicate
  /// A later version of a row that is there already takes its place.
  case superseding
}

/// Joins reports to events.
///
/// Reports are looked at in order of time (then key). Each goes to the best agreeing *anchor* before
/// it, or becomes an anchor itself; an event is an anchor with its reports. Whether a report is an
/// anchor depends on earlier ones only, so a report that arrives late changes later ones nearby and
/// nothing else, and the outcome is a function of the set of reports, not of their order of arrival.
public struct EventJoiner: Sendable {
  private struct Slot: Sendable {
    var candidate: Candidate
    /// Index of the anchor, its own for an anchor, -1 while undecided or set aside.
    var anchor: Int32 = -1
    var isDecided = false
    var isQueued = false
    var isAside = false
    /// True once its event was handed out, so that its end is handed out too.
    var isAnnounced = false
    /// For an anchor: the slots that belong to it, without itself.
    var members: [Int32] = []
  }

  /// Orders the queue by time, then key.
  private struct Waiting: Comparable {
    let fromMs: Int64
    let key: ContentID
    let slot: Int32

    static func < (left: Waiting, right: Waiting) -> Bool {
      (left.fromMs, left.key) < (right.fromMs, right.key)
    }
  }

  public let settings: JoinSettings
  public let sensors: SensorRegister
  private var slots: [Slot] = []
  private var slotByKey: [ContentID: Int32] = [:]
  private var grid: SearchGrid
  private var queue = Heap<Waiting>()
  private var touched: Set<Int32> = []
  private var decisions: [ContentID: JoinDecision] = [:]
  /// How many of the first slots are forgotten.
  private var forgottenCount = 0
  /// First word of the digest of each report that was forgotten.
  private var forgotten: [ContentID: UInt64] = [:]
  private var lastReceivedMs = Int64.min
  /// Reports that came later than the lateness limit.
  public private(set) var lateCount = 0

  public init(settings: JoinSettings, sensors: SensorRegister) {
    self.settings = settings
    self.sensors = sensors
    grid = SearchGrid(settings)
  }

  /// What would become of a report; nothing is changed.
  ///
  /// Of two versions of a row the one that was received later counts, in whatever order they arrive.
  public func admission(of observation: Observation) -> Admission {
    if let word = forgotten[observation.key] {
      return word == observation.digest.words[0] ? .duplicate : .superseding
    }
    guard let known = slotByKey[observation.key] else { return .new }
    let before = slots[Int(known)].candidate.observation
    if before.digest == observation.digest { return .duplicate }
    let isLater =
      (before.receivedAtMs, before.digest.hex) < (observation.receivedAtMs, observation.digest.hex)
    return isLater ? .superseding : .duplicate
  }

  /// Takes a report in; `settle` then says what it changed.
  public mutating func add(_ observation: Observation) -> Admission {
    let admission = admission(of: observation)
    guard admission != .duplicate else { return admission }
    lastReceivedMs = max(lastReceivedMs, observation.receivedAtMs)
    forgotten[observation.key] = nil
    if let known = slotByKey[observation.key] { retire(known) }
    enter(observation)
    return admission
  }

  private mutating func enter(_ observation: Observation) {
    let entry = Slot(candidate: Candidate(observation, settings))
    let slot = Int32(slots.count)
    slots.append(entry)
    slotByKey[observation.key] = slot
    if case .setAside = decisions[observation.key] {
      slots[Int(slot)].isAside = true
      return
    }
    if isLate(observation) { lateCount += 1 }
    grid.insert(slot, slots[Int(slot)].candidate)
    enqueue(slot)
  }

  private func isLate(_ observation: Observation) -> Bool {
    observation.receivedAtMs - observation.happened.untilMs > settings.latenessLimitMs
  }

  /// A person's decision; it holds also for a report that is still to come.
  public mutating func apply(_ decision: JoinDecision) {
    let key: ContentID
    switch decision {
    case .apart(let own), .together(let own, _), .asRules(let own), .setAside(let own): key = own
    }
    decisions[key] = decision
    guard let slot = slotByKey[key] else { return }
    if case .setAside = decision {
      if !slots[Int(slot)].isAside { retire(slot) }
      return
    }
    if slots[Int(slot)].isAside {
      slots[Int(slot)].isAside = false
      grid.insert(slot, slots[Int(slot)].candidate)
    }
    enqueue(slot)
  }

  /// Takes a report out of joining: its event goes on without it, and what it held together is
  /// decided anew.
  private mutating func retire(_ slot: Int32) {
    let index = Int(slot)
    grid.remove(slot, slots[index].candidate)
    slots[index].isAside = true
    let anchor = slots[index].anchor
    slots[index].anchor = -1
    touched.insert(slot)
    if anchor == slot {
      for member in slots[index].members { enqueue(member) }
      slots[index].members = []
    } else if anchor >= 0 {
      slots[Int(anchor)].members.removeAll { $0 == slot }
      touched.insert(anchor)
    }
  }

  private mutating func enqueue(_ slot: Int32) {
    guard !slots[Int(slot)].isQueued, !slots[Int(slot)].isAside else { return }
    slots[Int(slot)].isQueued = true
    let candidate = slots[Int(slot)].candidate
    queue.insert(
      Waiting(
        fromMs: candidate.emission.fromMs, key: candidate.observation.key, slot: slot))
  }

  /// Decides everything that waits, and says which events are new, changed or gone, in order of
  /// time.
  public mutating func settle() -> [EventChange] {
    decideAll()
    // Two reports that are each joined to the other would follow each other for ever.
    for _ in 0..<Self.decisionPassMax where requeueDecided() { decideAll() }
    let changed = touched.sorted {
      slots[Int($0)].candidate.precedes(slots[Int($1)].candidate)
    }
    touched.removeAll(keepingCapacity: true)
    let changes = changed.compactMap { change(of: $0) }
    forgetSettled()
    return changes
  }

  private static let decisionPassMax = 4

  private mutating func decideAll() {
    while let waiting = queue.popMin() {
      slots[Int(waiting.slot)].isQueued = false
      decide(waiting.slot)
    }
  }

  /// A report that a person joined follows the other report wherever the rules move that one.
  private mutating func requeueDecided() -> Bool {
    for decision in decisions.values {
      guard case .together(let key, _) = decision, let slot = slotByKey[key],
        !slots[Int(slot)].isAside
      else { continue }
      let current = slots[Int(slot)].anchor
      let ruled = ruled(slot, best: current == slot ? nil : current).anchor
      if ruled != current { enqueue(slot) }
    }
    return !queue.isEmpty
  }

  private mutating func change(of slot: Int32) -> EventChange? {
    let entry = slots[Int(slot)]
    if entry.anchor == slot {
      slots[Int(slot)].isAnnounced = true
      return .current(event(slot))
    }
    guard entry.isAnnounced else { return nil }
    slots[Int(slot)].isAnnounced = false
    let into = entry.anchor < 0 ? nil : slots[Int(entry.anchor)].candidate.eventID
    return .withdrawn(id: entry.candidate.eventID, into: into)
  }

  /// Reports so old that none within the lateness limit can reach them are no longer held; their
  /// events stand as they are.
  private mutating func forgetSettled() {
    guard lastReceivedMs > .min else { return }
    let reachMs = max(settings.thermalWindowMs, settings.otherWindowMs, settings.fireWindowMs)
    let horizonMs = lastReceivedMs - settings.latenessLimitMs - 2 * reachMs
    while forgottenCount < slots.count {
      let slot = Int32(forgottenCount)
      let candidate = slots[forgottenCount].candidate
      guard candidate.emission.untilMs < horizonMs,
        candidate.observation.receivedAtMs < horizonMs
      else { return }
      forgottenCount += 1
      if !slots[Int(slot)].isAside { grid.remove(slot, candidate) }
      let key = candidate.observation.key
      if slotByKey[key] == slot { slotByKey[key] = nil }
      forgotten[key] = candidate.observation.digest.words[0]
      slots[Int(slot)].candidate.letGoOfBytes()
    }
  }

  private func event(_ slot: Int32) -> Event {
    let entry = slots[Int(slot)]
    guard !entry.members.isEmpty else {
      return Event(
        members: [entry.candidate], decided: [false], settings: settings, sensors: sensors)
    }
    let members = entry.members.map { slots[Int($0)] }
      .sorted { $0.candidate.precedes($1.candidate) }
    return Event(
      members: [entry.candidate] + members.map(\.candidate),
      decided: [false] + members.map(\.isDecided), settings: settings, sensors: sensors)
  }

  private mutating func decide(_ slot: Int32) {
    let index = Int(slot)
    guard !slots[index].isAside else { return }
    let before = slots[index].anchor
    let candidate = slots[index].candidate
    var best: (cost: Double, slot: Int32)?
    var later: [Int32] = []
    grid.forEachNear(candidate) { near in
      guard near != slot else { return }
      let other = slots[Int(near)]
      if other.candidate.precedes(candidate) {
        guard other.anchor == near, !isApart(other.candidate),
          let agreement = candidate.agreement(with: other.candidate, settings)
        else { return }
        if let known = best, !isBetter(agreement.cost, near, than: known) { return }
        best = (agreement.cost, near)
      } else if other.candidate.agreement(with: candidate, settings) != nil {
        later.append(near)
      }
    }
    let (anchor, isDecided) = ruled(slot, best: best?.slot)
    slots[index].isDecided = isDecided
    guard anchor != before else { return }
    move(slot, from: before, to: anchor)
    // Only a change between anchor and member can change what later reports see.
    guard (before == slot) != (anchor == slot) else { return }
    for near in later { enqueue(near) }
  }

  private func isBetter(
    _ cost: Double, _ slot: Int32, than known: (cost: Double, slot: Int32)
  ) -> Bool {
    if cost != known.cost { return cost < known.cost }
    return slots[Int(slot)].candidate.precedes(slots[Int(known.slot)].candidate)
  }

  private func isApart(_ candidate: Candidate) -> Bool {
    if isLate(candidate.observation) { return true }
    if case .apart = decisions[candidate.observation.key] { return true }
    return false
  }

  /// The anchor by decision, where there is one, else the best by the rules.
  private func ruled(_ slot: Int32, best: Int32?) -> (anchor: Int32, isDecided: Bool) {
    let candidate = slots[Int(slot)].candidate
    if isApart(candidate) { return (slot, false) }
    if case .together(_, let with) = decisions[candidate.observation.key],
      let other = slotByKey[with], other != slot, !slots[Int(other)].isAside
    {
      let anchor = slots[Int(other)].anchor
      if anchor >= 0, anchor != slot { return (anchor, true) }
    }
    return (best ?? slot, false)
  }

  private mutating func move(_ slot: Int32, from before: Int32, to anchor: Int32) {
    if before == slot {
      for member in slots[Int(slot)].members { enqueue(member) }
      // They are moved one by one as they are decided; until then they still point here.
    } else if before >= 0 {
      slots[Int(before)].members.removeAll { $0 == slot }
      touched.insert(before)
    }
    if anchor != slot { slots[Int(anchor)].members.append(slot) }
    slots[Int(slot)].anchor = anchor
    touched.insert(anchor)
    touched.insert(slot)
  }

  /// The key of a report by its id, where it is known.
  public func key(of observationID: String) -> ContentID? {
    slots.first { $0.candidate.observation.id == observationID }?.candidate.observation.key
  }
}
