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
  /// The report belongs to the event of the other report, wherever that one goes.
  case together(key: ContentID, with: ContentID)
  /// The rules decide again.
  case asRules(key: ContentID)
  /// The report counts no longer: a duplicate, a sensor fault, exercise data. It is kept.
  case setAside(key: ContentID)

  /// The report that it is about.
  public var key: ContentID {
    switch self {
    case .apart(let key), .together(let key, _), .asRules(let key), .setAside(let key): key
    }
  }
}

/// What became of a report at the door.
public enum Admission: Hashable, Sendable {
  case new
  /// The same row with the same bytes is there already, or a later version of the row.
  case duplicate
  /// A later version of a row that is there already takes its place.
  case superseding
}

/// Joins reports to events.
///
/// Reports are looked at in order of time (then key). Each goes to the best agreeing *anchor* before
/// it, or becomes an anchor itself; an event is an anchor with its reports. Whether a report is an
/// anchor depends on earlier ones only, so a report that arrives late changes later ones nearby and
/// nothing else. A report that a person joined to another is no anchor; it goes where the other
/// goes. So the outcome is a function of the set of reports and of the decisions, not of the order
/// of arrival.
public struct EventJoiner: Sendable {
  struct Slot: Sendable {
    var candidate: Candidate
    /// Index of the anchor, its own for an anchor, -1 while undecided or set aside.
    var anchor: Int32 = -1
    /// True for an anchor that later reports may join by the rules.
    var isOpen = false
    var isDecided = false
    var isQueued = false
    var isAside = false
    var isTouched = false
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
  private(set) var slots: [Slot] = []
  /// The newest version of each report.
  private(set) var slotByKey: [ContentID: Int32] = [:]
  /// Versions that a later one has replaced; they change nothing when they come again.
  private var replaced: [ContentID: Set<ContentDigest>] = [:]
  private var grid: SearchGrid
  private var queue = Heap<Waiting>()
  private var touched: [Int32] = []
  private var decisions: [ContentID: JoinDecision] = [:]
  var links = JoinLinks()
  /// Arrival times of acoustic sensors, and the bangs that they are of.
  private var sounds: SoundBook
  /// Reports that came later than the lateness limit.
  public private(set) var lateCount = 0

  public init(settings: JoinSettings, sensors: SensorRegister) {
    self.settings = settings
    self.sensors = sensors
    grid = SearchGrid(settings)
    sounds = SoundBook(settings.locator)
  }

  // MARK: Taking in

  /// What would become of a report; nothing is changed.
  ///
  /// Of two versions of a row the one that was received later counts, in whatever order they arrive.
  public func admission(of observation: Observation) -> Admission {
    guard let known = slotByKey[observation.key] else { return .new }
    let before = slots[Int(known)].candidate.observation
    if before.digest == observation.digest { return .duplicate }
    if replaced[observation.key]?.contains(observation.digest) == true { return .duplicate }
    let isLater =
      (before.receivedAtMs, before.digest.hex) < (observation.receivedAtMs, observation.digest.hex)
    return isLater ? .superseding : .duplicate
  }

  /// Versions of a report that a later one has replaced.
  public func replacedIDs(of key: ContentID) -> [String] {
    (replaced[key] ?? []).map { Observation.id(of: key, $0) }
  }

  /// Takes a report in; `settle` then says what it changed.
  public mutating func add(_ observation: Observation) -> Admission {
    let admission = admission(of: observation)
    guard admission != .duplicate else { return admission }
    if let known = slotByKey[observation.key] {
      replaced[observation.key, default: []].insert(
        slots[Int(known)].candidate.observation.digest)
      retire(known)
    }
    enter(observation)
    return admission
  }

  private mutating func enter(_ observation: Observation) {
    let slot = Int32(slots.count)
    slots.append(Slot(candidate: Candidate(observation, settings, sensors)))
    slotByKey[observation.key] = slot
    links.noteChange(of: observation.key)
    if isLate(observation) { lateCount += 1 }
    if case .setAside = decisions[observation.key] {
      slots[Int(slot)].isAside = true
      return
    }
    grid.insert(slot, slots[Int(slot)].candidate)
    enqueue(slot)
    listen(slot)
  }

  /// Gives a report's arrival time to the search for bangs; one that joins nothing has no part in it.
  private mutating func listen(_ slot: Int32) {
    let observation = slots[Int(slot)].candidate.observation
    guard !isApart(slots[Int(slot)].candidate) else {
      return sounds.remove(observation.key)
    }
    guard let arrival = SoundArrival(observation, sensors) else { return }
    sounds.add(observation.key, arrival, Family(observation.kind))
  }

  /// Gives a report the place and time of the bang that it is of now, and decides it anew.
  private mutating func relocate(_ slot: Int32, _ bang: BangLocation?) {
    let index = Int(slot)
    guard !slots[index].isAside, slots[index].candidate.bang != bang else { return }
    grid.remove(slot, slots[index].candidate)
    slots[index].isOpen = false
    move(slot, to: -1)
    slots[index].candidate = Candidate(
      slots[index].candidate.observation, settings, sensors, bang: bang)
    grid.insert(slot, slots[index].candidate)
    links.noteChange(of: slots[index].candidate.observation.key)
    enqueue(slot)
  }

  private func isLate(_ observation: Observation) -> Bool {
    observation.receivedAtMs - observation.happened.untilMs > settings.latenessLimitMs
  }

  /// A person's decision; it holds also for a report that is still to come.
  public mutating func apply(_ decision: JoinDecision) {
    let key = decision.key
    decisions[key] = decision
    if case .together(_, let with) = decision {
      links.set(key, with)
    } else {
      links.remove(key)
    }
    links.noteChange(of: key)
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
    listen(slot)
  }

  /// Takes a report out of joining: its event goes on without it, and what it held together is
  /// decided anew.
  private mutating func retire(_ slot: Int32) {
    let index = Int(slot)
    guard !slots[index].isAside else { return }
    grid.remove(slot, slots[index].candidate)
    links.noteChange(of: slots[index].candidate.observation.key)
    sounds.remove(slots[index].candidate.observation.key)
    slots[index].isOpen = false
    move(slot, to: -1)
    slots[index].isAside = true
  }

  private mutating func enqueue(_ slot: Int32) {
    let index = Int(slot)
    guard !slots[index].isQueued, !slots[index].isAside else { return }
    slots[index].isQueued = true
    queue.insert(
      Waiting(
        fromMs: slots[index].candidate.emission.fromMs,
        key: slots[index].candidate.observation.key, slot: slot))
  }

  private mutating func touch(_ slot: Int32) {
    guard slot >= 0, !slots[Int(slot)].isTouched else { return }
    slots[Int(slot)].isTouched = true
    touched.append(slot)
  }

  // MARK: Deciding

  /// Decides everything that waits, and says which events are new, changed or gone, in order of
  /// time.
  public mutating func settle() -> [EventChange] {
    for (key, bang) in sounds.settle() {
      if let slot = slotByKey[key] { relocate(slot, bang) }
    }
    if links.hasChanged {
      for key in links.keys { if let slot = slotByKey[key] { enqueue(slot) } }
    }
    while let waiting = queue.popMin() {
      slots[Int(waiting.slot)].isQueued = false
      decide(waiting.slot)
    }
    followLinks()
    links.hasChanged = false
    let order = touched.map { (slots[Int($0)].candidate.emission.fromMs, $0) }
      .sorted { left, right in
        left.0 != right.0 ? left.0 < right.0 : precedes(left.1, right.1)
      }
    touched.removeAll(keepingCapacity: true)
    var changes: [EventChange] = []
    changes.reserveCapacity(order.count)
    for (_, slot) in order {
      slots[Int(slot)].isTouched = false
      if let change = change(of: slot) { changes.append(change) }
    }
    return changes
  }

  func precedes(_ left: Int32, _ right: Int32) -> Bool {
    let (a, b) = (slots[Int(left)].candidate, slots[Int(right)].candidate)
    if a.precedes(b) { return true }
    // Two versions of one row.
    return !b.precedes(a) && left < right
  }

  private mutating func decide(_ slot: Int32) {
    let index = Int(slot)
    guard !slots[index].isAside else { return }
    if link(slot) != nil {
      // It is no anchor; where it goes is known when all others are decided.
      if slots[index].anchor == slot {
        open(slot, false)
        move(slot, to: -1)
      }
      return
    }
    let candidate = slots[index].candidate
    let isApart = isApart(candidate)
    let best = isApart ? nil : bestAnchor(slot, candidate)
    if slots[index].isDecided {
      slots[index].isDecided = false
      touch(slots[index].anchor)
    }
    move(slot, to: best ?? slot)
    open(slot, best == nil && !isApart)
  }

  private func bestAnchor(_ slot: Int32, _ candidate: Candidate) -> Int32? {
    var best: (cost: Double, slot: Int32)?
    grid.forEachNear(candidate) { near in
      guard slots[Int(near)].isOpen, near != slot else { return }
      let other = slots[Int(near)].candidate
      guard other.precedes(candidate),
        let agreement = candidate.agreement(with: other, settings)
      else { return }
      if let known = best,
        agreement.cost > known.cost
          || (agreement.cost == known.cost && !precedes(near, known.slot))
      {
        return
      }
      best = (agreement.cost, near)
    }
    return best?.slot
  }

  private func isApart(_ candidate: Candidate) -> Bool {
    if isLate(candidate.observation) { return true }
    if decisions.isEmpty { return false }
    if case .apart = decisions[candidate.observation.key] { return true }
    return false
  }

  /// Opens an anchor to later reports, or closes it; those that this may move are decided again.
  private mutating func open(_ slot: Int32, _ isOpen: Bool) {
    let index = Int(slot)
    guard slots[index].isOpen != isOpen else { return }
    slots[index].isOpen = isOpen
    guard isOpen else {
      for member in slots[index].members { enqueue(member) }
      return
    }
    let candidate = slots[index].candidate
    var later: [Int32] = []
    grid.forEachNear(candidate) { near in
      let other = slots[Int(near)]
      // What waits is decided anyway.
      guard near != slot, !other.isQueued, candidate.precedes(other.candidate),
        other.candidate.agreement(with: candidate, settings) != nil
      else { return }
      later.append(near)
    }
    for near in later { enqueue(near) }
  }

  private mutating func move(_ slot: Int32, to anchor: Int32) {
    let before = slots[Int(slot)].anchor
    guard before != anchor else { return }
    if before == slot {
      // They are moved one by one as they are decided; until then they still point here.
      for member in slots[Int(slot)].members { enqueue(member) }
    } else if before >= 0 {
      slots[Int(before)].members.removeAll { $0 == slot }
      touch(before)
    }
    if anchor >= 0, anchor != slot { slots[Int(anchor)].members.append(slot) }
    slots[Int(slot)].anchor = anchor
    touch(anchor)
    touch(slot)
  }

  /// Reports that a person joined go where the other report went.
  private mutating func followLinks() {
    for key in links.keys {
      guard let slot = slotByKey[key], !slots[Int(slot)].isAside, link(slot) != nil else {
        continue
      }
      var at = slot
      while let next = link(at) { at = next }
      let anchor = slots[Int(at)].anchor
      move(slot, to: anchor)
      guard !slots[Int(slot)].isDecided else { continue }
      slots[Int(slot)].isDecided = true
      touch(anchor)
    }
  }

  // MARK: Handing out

  private mutating func change(of slot: Int32) -> EventChange? {
    let index = Int(slot)
    if slots[index].anchor == slot {
      slots[index].isAnnounced = true
      return .current(event(slot))
    }
    guard slots[index].isAnnounced else { return nil }
    slots[index].isAnnounced = false
    let id = slots[index].candidate.eventID
    let into = successor(ofSlot: slot)
    // A new version of the row goes on under the same id.
    return into == id ? nil : .withdrawn(id: id, into: into)
  }

  /// The event that the report of a slot, or its later version, is counted to now.
  private func successor(ofSlot slot: Int32) -> String? {
    let key = slots[Int(slot)].candidate.observation.key
    let anchor = slots[Int(slotByKey[key] ?? slot)].anchor
    return anchor < 0 ? nil : slots[Int(anchor)].candidate.eventID
  }

  /// For each of these events that do not stand: the event that its first report is counted to now,
  /// where there is one.
  public func successors(of eventIDs: Set<String>) -> [String: String] {
    guard !eventIDs.isEmpty else { return [:] }
    var successors: [String: String] = [:]
    for slot in slots.indices {
      let id = slots[slot].candidate.eventID
      if eventIDs.contains(id), let into = successor(ofSlot: Int32(slot)), into != id {
        successors[id] = into
      }
    }
    return successors
  }

  /// The id of the version of a report that counts now.
  public func currentID(of key: ContentID) -> String? {
    slotByKey[key].map { slots[Int($0)].candidate.observation.id }
  }

  /// Every event that stands, in order of time.
  public func currentEvents() -> [Event] {
    slots.indices.lazy.map { Int32($0) }.filter { slots[Int($0)].anchor == $0 }
      .sorted { precedes($0, $1) }.map { event($0) }
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
}
