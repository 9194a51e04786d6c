// Which tracks were where a clause forbids flying, from when until when?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Geo
internal import Missions
internal import Observations
internal import Reports
internal import Rules
internal import Tracks

/// Follows the tracks of a period through the zones of the agreement.
struct FlightFinder {
  fileprivate struct Stay {
    var kind: ObservationKind
    var entryMs: Int64
    var lastMs: Int64
    var exitMs: Int64?
    var heights: ClosedRange<Double>?
    var sensors: Set<String> = []
    var clauses: Set<String> = []
    var name: String?
  }

  private let mission: Mission
  private let period: ReportPeriod
  private let clauses: [Clause]
  private var picture: TrackPicture?
  private var firstMs: [String: Int64] = [:]
  private var stays: [String: [Stay]] = [:]

  init(_ mission: Mission, _ period: ReportPeriod) {
    (self.mission, self.period) = (mission, period)
    clauses = mission.agreement.clauses.filter { clause in
      clause.subjects.contains { !$0.kinds.allSatisfy { $0 != .uav && $0 != .aircraft } }
    }
  }

  mutating func add(_ observation: Observation) {
    guard !clauses.isEmpty else { return }
    if picture == nil { picture = mission.picture(land: LandMap.standard) }
    picture?.add(observation)
    take(picture?.settle().points ?? [])
  }

  private mutating func take(_ points: [TrackPoint]) {
    for point in points where point.kind == .uav || point.kind == .aircraft {
      let atMs = point.state.atMs
      firstMs[point.track] = min(firstMs[point.track] ?? atMs, atMs)
      let inside = clauses.filter { forbids($0, point) }.map(\.id)
      var own = stays[point.track] ?? []
      if inside.isEmpty {
        if let last = own.indices.last, own[last].exitMs == nil {
          own[last].exitMs = own[last].lastMs
        }
      } else {
        if own.last.map({ $0.exitMs != nil }) ?? true {
          own.append(Stay(kind: point.kind, entryMs: atMs, lastMs: atMs))
        }
        own[own.count - 1].take(point, inside)
      }
      if !own.isEmpty { stays[point.track] = own }
    }
  }

  private func forbids(_ clause: Clause, _ point: TrackPoint) -> Bool {
    guard clause.validity.contains(point.state.atMs) else { return false }
    return clause.subjects.contains { subject in
      subject.kinds.contains(point.kind) && isInside(subject.place ?? clause.place, point)
    }
  }

  private func isInside(_ place: Where, _ point: TrackPoint) -> Bool {
    let territory = mission.territory
    switch place {
    case .everywhere: return true
    case .zone(let id):
      return territory.zones(id, atMs: point.state.atMs).contains { zone in
        // A thing whose height is not known may be below the ceiling.
        if let ceilingM = zone.ceilingM, let heightM = point.state.heightM, heightM >= ceilingM {
          return false
        }
        switch zone.shape {
        case .offset(let offsetM, let party): return isNear(offsetM, party, point)
        case .polygon(let index):
          return territory.polygons.contains(zone: index, point.state.point)
        }
      }
    case .nearLine(let withinM, let party): return isNear(withinM, party, point)
    case .nearObjects(let layer, let withinM):
      return territory.objects.contains {
        $0.layer == layer && Geodesic.distanceM(from: $0.point, to: point.state.point) <= withinM
      }
    // A place of works or of a flight of the Mission is no airspace that is closed.
    case .nearEntries: return false
    }
  }

  private func isNear(_ withinM: Double, _ party: Party?, _ point: TrackPoint) -> Bool {
    guard let line = mission.territory.line(atMs: point.state.atMs) else { return false }
    let (distanceM, side) = line.index.signedDistance(to: point.state.point)
    return distanceM <= withinM && (party == nil || line.party(of: side) == party)
  }

  /// Stays that began in the period, and single sightings of things that fly for which an alert stands.
  func finished(_ cases: CaseBook) -> [FlightRow] {
    var rows: [FlightRow] = []
    for track in stays.keys.sorted() {
      for (number, stay) in (stays[track] ?? []).enumerated() where period.contains(stay.entryMs) {
        rows.append(
          FlightRow(
            id: number == 0 ? track : "\(track).\(number + 1)", kind: stay.kind,
            firstMs: firstMs[track] ?? stay.entryMs, entryMs: stay.entryMs, exitMs: stay.exitMs,
            leastHeightM: stay.heights?.lowerBound, mostHeightM: stay.heights?.upperBound,
            identifiedBy: stay.name, notification: nil, sensors: stay.sensors.sorted(),
            clauses: stay.clauses.sorted(), cases: []))
      }
    }
    return rows + sightings(cases)
  }

  private func sightings(_ cases: CaseBook) -> [FlightRow] {
    let alerts = cases.alerts.values.filter {
      !$0.isWithdrawn && ($0.event?.kind == .uav || $0.event?.kind == .aircraft)
        && period.contains($0.cited.knownAtMs)
    }
    let byEvent = Dictionary(grouping: alerts) { $0.hit.eventID }
    return byEvent.keys.sorted().compactMap { id in
      guard let own = byEvent[id]?.sorted(by: { $0.id < $1.id }), let event = own.first?.event
      else { return nil }
      let matched = own.flatMap(\.hit.exemptions).first { $0.code == .notificationMatched }
      return FlightRow(
        id: id, kind: event.kind, firstMs: event.happened.fromMs,
        entryMs: event.happened.fromMs, exitMs: nil, leastHeightM: nil, mostHeightM: nil,
        identifiedBy: nil, notification: matched?.names.first, sensors: event.sensors,
        clauses: Set(own.map(\.hit.clauseID)).sorted(),
        cases: Set(own.compactMap(\.caseID)).sorted())
    }
  }
}

extension FlightFinder.Stay {
  fileprivate mutating func take(_ point: TrackPoint, _ inside: [String]) {
    lastMs = point.state.atMs
    sensors.insert(point.sensor)
    clauses.formUnion(inside)
    if let shown = point.name { name = shown }
    guard let heightM = point.state.heightM else { return }
    heights =
      min(heights?.lowerBound ?? heightM, heightM)...max(heights?.upperBound ?? heightM, heightM)
  }
}
