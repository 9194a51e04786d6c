// What is counted, once, and in which report? The published counting rule.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Geo
internal import Observations
internal import Rules
internal import Tracks

/// How an event counts.
enum Standing: Hashable {
  /// One of the six kinds of the counting rule.
  case violation
  /// A live-fire exercise, notified or assessed: shown apart, and in no sum.
  case liveFire
  /// Notified demining or demolition, a civil cause and the like: in no sum.
  case setApart
  /// A kind that the counting rule does not name.
  case notCounted
}

/// An event with what a report says of it.
struct Happening {
  let event: Event
  let standing: Standing
  /// Id of its sector; nil outside of all.
  let sector: String?
  /// On whose side; nil where the error reaches across the line or beyond the line's end.
  let side: Party?
  let isOffLine: Bool
  let caseIDs: [String]

  var id: String { event.id }

  /// Several rows joined into one event count once, with the highest reliable count.
  var number: Int { event.count.max }
}

/// The events of all periods until the cut, sorted out once.
struct Tally {
  let all: [Happening]
  private let period: ReportPeriod
  private let recommittedMs: Int64?

  init(_ material: ReportMaterial) {
    period = material.period
    recommittedMs = material.mission.recommittedMs
    let cases = Self.casesByEvent(material.cases)
    let exempt = Self.exemptions(material)
    let territory = material.mission.territory
    func happening(_ event: Event, _ standing: Standing) -> Happening {
      let (side, isOffLine) = Self.side(event, territory)
      return Happening(
        event: event, standing: standing, sector: territory.sector(of: event.point)?.id,
        side: side, isOffLine: isOffLine, caseIDs: cases[event.id] ?? [])
    }
    let standing = material.events.map { event in
      happening(event, event.kind.isCounted ? exempt[event.id] ?? .violation : .notCounted)
    }
    let apart = material.setAside.filter(\.event.kind.isCounted).map {
      happening($0.event, $0.reason.standing)
    }
    all = (standing + apart).sorted {
      ($0.event.happened.fromMs, $0.id) < ($1.event.happened.fromMs, $1.id)
    }
  }

  /// Events that the Mission first knew of in the period.
  func inPeriod(_ standing: Standing) -> [Happening] {
    all.filter { $0.standing == standing && period.contains($0.event.knownAtMs) }
  }

  func inPreviousPeriod(_ standing: Standing) -> [Happening] {
    let previous = period.previous
    return all.filter { $0.standing == standing && previous.contains($0.event.knownAtMs) }
  }

  /// Nil where the mission file names no recommitment, or one that is yet to come.
  func sinceRecommitment() -> [Happening]? {
    guard let recommittedMs, recommittedMs < period.untilMs else { return nil }
    return all.filter {
      $0.standing == .violation && $0.event.happened.fromMs >= recommittedMs
        && $0.event.knownAtMs < period.untilMs
    }
  }

  /// It happened before the period, and became known in it.
  func isLate(_ happening: Happening) -> Bool { happening.event.happened.fromMs < period.fromMs }

  /// Events of earlier reports that gained reports in this period.
  var revised: [Happening] {
    all.filter {
      $0.event.knownAtMs < period.fromMs && period.contains($0.event.completeAtMs)
        && $0.standing != .notCounted
    }
  }

  // MARK: What the alerts say

  private static func casesByEvent(_ cases: CaseBook) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for alert in cases.alerts.values {
      guard let id = alert.caseID, found[alert.hit.eventID]?.contains(id) != true else { continue }
      found[alert.hit.eventID, default: []].append(id)
    }
    return found.mapValues { $0.sorted() }
  }

  /// Events that a notification covers: an exercise is set apart as live fire, anything else aside.
  private static func exemptions(_ material: ReportMaterial) -> [String: Standing] {
    var found: [String: Standing] = [:]
    for alert in material.cases.alerts.values where !alert.isWithdrawn {
      guard alert.hit.verdict == .exempt else { continue }
      let names = alert.hit.exemptions.filter { $0.code == .notificationMatched }.flatMap(\.names)
      let isExercise = names.contains {
        $0 == "exercise" || material.register[$0]?.word("what") == "exercise"
      }
      if found[alert.hit.eventID] != .liveFire {
        found[alert.hit.eventID] = isExercise ? .liveFire : .setApart
      }
    }
    return found
  }

  private static func side(_ event: Event, _ territory: Territory) -> (Party?, isOffLine: Bool) {
    guard let line = territory.line(atMs: event.happened.fromMs) else { return (nil, true) }
    let (distanceM, side) = line.index.signedDistance(to: event.point)
    if distanceM <= limitSigmas * event.sigmaM { return (nil, false) }
    return (line.party(of: side), side == .beyondEnd)
  }
}

extension SetAsideReason {
  fileprivate var standing: Standing {
    switch self {
    case .liveFireExerciseNotified, .liveFireExerciseAssessed: .liveFire
    default: .setApart
    }
  }
}
