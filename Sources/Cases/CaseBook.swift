// Where do all alerts and cases stand? The fold over the record log.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Rules
public import Tracks

/// Why an act is not possible now, in words for the person who asked for it.
public struct ActError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    case notFound
    /// Not for this person to do.
    case notAllowed
    case forbiddenByState
    case invalid
  }

  public let kind: Kind
  public let message: String
  /// What to do instead.
  public let next: String
  /// Where somebody else was faster: what he changed.
  public let changes: [FieldChange]

  public var description: String { "\(message) \(next)" }

  public init(
    _ kind: Kind, _ message: String, next: String, changes: [FieldChange] = []
  ) {
    self.kind = kind
    self.message = message
    self.next = next
    self.changes = changes
  }
}

/// Alerts and cases after the first n records.
public struct CaseBook: Sendable {
  public private(set) var alerts: [String: Alert] = [:]
  public private(set) var cases: [String: Case] = [:]
  /// The work on cases, findings and answers.
  public private(set) var referee = RefereeBook()
  public private(set) var reports = ReportBook()
  public private(set) var people = PeopleBook()
  /// What people entered in registers.
  public private(set) var registers = RegisterBook()
  private var alertIDsByEvent: [String: [String]] = [:]

  public init() {}

  /// The id of the next case that is opened.
  public var nextCaseID: String {
    let number = String(cases.count + 1)
    return "CS-" + String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
  }

  // MARK: What the rules propose

  /// The acts that bring the alerts in step with a changed event. Nothing is applied yet.
  public func proposals(for event: Event, hits: [Hit]) -> [Act] {
    let known = alertIDsByEvent[event.id] ?? []
    guard !hits.isEmpty || !known.isEmpty else { return [] }
    return proposals(hits, known, .event(EventSummary(event)))
  }

  /// The acts that bring the alerts in step with what registers, cases and the log say now: those of
  /// matters that are no more are withdrawn.
  ///
  /// - Parameter ending: ids of matters that stood before.
  public func proposals(forMatters hits: [MatterHit], ending: Set<String>) -> [Act] {
    var acts: [Act] = []
    for found in hits {
      let known = alertIDsByEvent[found.matter.id] ?? []
      acts += proposals([found.hit], known, .matter(found.matter))
    }
    let current = Set(hits.map(\.matter.id))
    for id in ending.subtracting(current).sorted() {
      acts += proposals(forWithdrawn: id, into: nil)
    }
    return acts
  }

  private func proposals(_ hits: [Hit], _ known: [String], _ cited: Cited) -> [Act] {
    var acts: [Act] = []
    var live: [String] = []
    for hit in hits {
      // The id is a digest; it is made once and found by the event afterwards.
      if let id = known.first(where: { alerts[$0]?.isOf(hit) == true }), let alert = alerts[id] {
        live.append(id)
        guard alert.hit != hit || alert.cited != cited || alert.isWithdrawn else { continue }
        acts.append(.alertRevised(id: id, hit: hit, cited: cited))
      } else {
        let id = Alert.id(
          clauseID: hit.clauseID, version: hit.clauseVersion, eventID: hit.eventID)
        live.append(id)
        acts.append(.alertRaised(id: id, hit: hit, cited: cited))
      }
    }
    for id in known where !live.contains(id) && alerts[id]?.isWithdrawn == false {
      acts.append(.alertWithdrawn(id: id, into: nil))
    }
    return acts
  }

  /// The acts that follow when an event is no more.
  public func proposals(forWithdrawn eventID: String, into: String?) -> [Act] {
    (alertIDsByEvent[eventID] ?? []).compactMap { id in
      guard let alert = alerts[id], !alert.isWithdrawn else { return nil }
      let successor = into.map {
        Alert.id(
          clauseID: alert.hit.clauseID, version: alert.hit.clauseVersion, eventID: $0)
      }
      return .alertWithdrawn(id: id, into: successor)
    }
  }

  // MARK: The fold

  /// Takes one record; says which alerts and cases it changed.
  ///
  /// - Throws: `ActError` where the state does not allow it; then nothing has changed.
  @discardableResult
  public mutating func apply(_ record: Record) throws(ActError) -> Changed {
    try check(record)
    let changed = take(record)
    let entry = HistoryEntry(
      sequence: record.sequence, atMs: record.atMs, actor: record.actor, type: record.act.type,
      note: record.act.note)
    for id in changed.alertIDs { alerts[id]?.history.append(entry) }
    for id in changed.caseIDs { cases[id]?.history.append(entry) }
    return changed
  }

  public struct Changed: Hashable, Sendable {
    public var alertIDs: [String] = []
    public var caseIDs: [String] = []
  }

  private mutating func take(_ record: Record) -> Changed {
    switch record.act {
    case .alertRaised(let id, let hit, let cited):
      alerts[id] = Alert(id: id, state: .new, hit: hit, cited: cited)
      alertIDsByEvent[hit.eventID, default: []].append(id)
      return Changed(alertIDs: [id])
    case .alertRevised(let id, let hit, let cited):
      revise(id, hit, cited)
      return Changed(alertIDs: [id])
    case .alertWithdrawn(let id, let into):
      withdraw(id, into)
      return Changed(alertIDs: [id])
    case .alertAcknowledged(let id, _):
      alerts[id]?.state = .acknowledged
      return Changed(alertIDs: [id])
    case .alertActioned(let id, _):
      alerts[id]?.state = .actioned
      return Changed(alertIDs: [id])
    case .alertDismissed(let id, let dismissal, _, let of):
      alerts[id]?.state = dismissal == .duplicate ? .duplicate : .falseAlarm
      alerts[id]?.replacedBy = of
      return Changed(alertIDs: [id])
    case .caseOpened(let id, let title, let alertIDs, _):
      cases[id] = Case(
        id: id, title: title, state: .open, openedAtMs: record.atMs, openedBy: record.actor,
        assignee: nil, alertIDs: alertIDs, clauseIDs: clauseIDs(of: alertIDs))
      referee.open(id, record)
      for alertID in alertIDs {
        alerts[alertID]?.caseID = id
        alerts[alertID]?.state = .actioned
      }
      return Changed(alertIDs: alertIDs, caseIDs: [id])
    case .caseAssigned(let id, let assignee):
      cases[id]?.assignee = assignee
      return Changed(caseIDs: [id])
    case .referee(let act): return take(act, record)
    case .clockJumped(let byMs):
      referee.noteClockJump(byMs, record.sequence)
      return Changed()
    case .report:
      reports.apply(record)
      return Changed()
    case .people(let act):
      people.apply(act, atMs: record.atMs)
      return Changed()
    case .register:
      registers.apply(record)
      return Changed()
    case .observationSetAside, .observationSplit, .observationJoined, .missionLoaded,
      .observationsSealed, .claimErased, .recordReleased, .custody:
      return Changed()
    }
  }

  private mutating func take(_ act: RefereeAct, _ record: Record) -> Changed {
    let changed = referee.take(act, record)
    for id in changed {
      if let state = referee.files[id]?.state { cases[id]?.state = state }
    }
    guard case .casework(.alertsAdded(let id, let alertIDs, _)) = act else {
      return Changed(caseIDs: changed)
    }
    for alertID in alertIDs {
      alerts[alertID]?.caseID = id
      alerts[alertID]?.state = .actioned
    }
    cases[id]?.alertIDs += alertIDs
    let clauses = clauseIDs(of: cases[id]?.alertIDs ?? [])
    cases[id]?.clauseIDs = clauses
    return Changed(alertIDs: alertIDs, caseIDs: changed)
  }

  private func clauseIDs(of alertIDs: [String]) -> [String] {
    alertIDs.reduce(into: []) { ids, alertID in
      if let id = alerts[alertID]?.hit.clauseID, !ids.contains(id) { ids.append(id) }
    }
  }

  private mutating func revise(_ id: String, _ hit: Hit, _ cited: Cited) {
    guard var alert = alerts[id] else { return }
    alert.hit = hit
    alert.cited = cited
    if alert.isWithdrawn {
      alert.isWithdrawn = false
      // What a person decided stands; what the withdrawal did is undone.
      if !alert.isDismissedByPerson {
        alert.replacedBy = nil
        if alert.state == .duplicate || alert.state == .falseAlarm { alert.state = .new }
      }
    }
    alerts[id] = alert
  }

  /// What a person has acted on stays as he left it; it only says what stands for it now.
  private mutating func withdraw(_ id: String, _ into: String?) {
    guard var alert = alerts[id] else { return }
    alert.isWithdrawn = true
    if !alert.isDismissedByPerson { alert.replacedBy = into }
    if alert.state == .new { alert.state = into == nil ? .falseAlarm : .duplicate }
    alerts[id] = alert
  }
}

extension Alert {
  fileprivate func isOf(_ other: Hit) -> Bool {
    hit.clauseVersion == other.clauseVersion && hit.clauseID == other.clauseID
  }

  fileprivate var isDismissedByPerson: Bool { history.contains { $0.type == "alert.dismissed" } }
}

extension Act {
  /// What the person wrote, or what the rules say about it.
  public var note: String {
    switch self {
    case .alertRaised(_, let hit, _), .alertRevised(_, let hit, _): hit.verdict.rawValue
    case .alertWithdrawn(_, let into): into ?? ""
    case .alertAcknowledged(_, let note), .alertActioned(_, let note),
      .caseOpened(_, _, _, let note), .observationSetAside(_, _, _, let note),
      .observationSplit(_, _, let note), .observationJoined(_, _, _, let note):
      note
    case .alertDismissed(_, _, let reason, _): reason
    case .caseAssigned(_, let assignee): assignee
    case .missionLoaded(let state): state.software
    case .observationsSealed(let seal): seal.root
    case .clockJumped(let byMs): "\(byMs) ms"
    case .claimErased(let record, let claim, _, _): "\(claim) of record \(record)"
    case .recordReleased(let record, _, let to, _): "record \(record) to \(to)"
    case .custody(let act): act.digests.joined(separator: " ")
    case .referee(let act): act.note
    case .report(let act): act.note
    case .people(let act): act.note
    case .register(let act): act.note
    }
  }
}

extension CaseBook {
  /// Events of which alerts stand.
  public var eventIDsWithAlerts: Set<String> {
    Set(
      alerts.values.lazy.filter { !$0.isWithdrawn && $0.event != nil }.map(\.hit.eventID))
  }

  /// When the last report of that event was received, as its alerts know it; 0 without alerts.
  public func lastKnownMs(ofEvent eventID: String) -> Int64 {
    (alertIDsByEvent[eventID] ?? []).compactMap { alerts[$0]?.cited.completeAtMs }.max() ?? 0
  }

  /// Matters of which alerts stand: of tracks, or of everything else.
  public func matterIDsWithAlerts(ofTracks: Bool) -> Set<String> {
    Set(
      alerts.values.lazy.filter { alert in
        !alert.isWithdrawn && alert.matter.map { ($0.topic == "track") == ofTracks } ?? false
      }.map(\.hit.eventID))
  }

  /// What the rules know of the cases, in order of their numbers.
  public var caseFacts: [CaseFact] {
    cases.values.sorted { $0.id < $1.id }.map { item in
      let own = item.alertIDs.compactMap { alerts[$0] }
      return CaseFact(
        id: item.id, openedAtMs: item.openedAtMs,
        firstKnownMs: own.map(\.cited.knownAtMs).min() ?? item.openedAtMs,
        clauseIDs: item.clauseIDs,
        isSerious: own.contains { $0.hit.clauseClass == .serious })
    }
  }
}
