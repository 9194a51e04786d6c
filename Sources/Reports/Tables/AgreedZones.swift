// Which zones does the agreement keep free of weapons, vehicles and persons, and is something in one?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Geo
internal import Observations
internal import Rules
internal import Tracks

/// What the tables of weapons and of the buffer zone ask of the agreement and of the alerts.
///
/// The buffer zone is what clauses name for persons: nobody may be there. The security zone is every zone, and
/// every distance from the line, that clauses name for weapons, vehicles or persons. A withdrawal line is the
/// distance of a clause that speaks of weapons alone.
struct AgreedZones {
  static let presence: Set<ObservationKind> = [.weaponSeen, .armouredVehicleSeen, .personnelSeen]

  let material: ReportMaterial
  /// Alerts that stand, by event or matter.
  private let alertsByID: [String: [Alert]]
  /// Those of matters, by each entry that they cite.
  private let alertsByEntry: [String: [Alert]]

  init(_ material: ReportMaterial) {
    self.material = material
    let standing = material.cases.alerts.values.filter {
      !$0.isWithdrawn && $0.state != .falseAlarm && $0.state != .duplicate
    }
    .sorted { $0.id < $1.id }
    alertsByID = Dictionary(grouping: standing, by: \.hit.eventID)
    alertsByEntry = standing.reduce(into: [:]) { found, alert in
      for id in alert.matter?.citedIDs ?? [] { found[id, default: []].append(alert) }
    }
  }

  func alerts(_ id: String) -> [Alert] { alertsByID[id] ?? [] }

  /// Cases that an entry of a register led to.
  func cases(ofEntry id: String) -> [String] {
    Set((alertsByEntry[id] ?? []).compactMap(\.caseID)).sorted()
  }

  /// Of tracks that stayed somewhere, known in the period, in order of time.
  var stays: [(matter: Matter, alert: Alert)] {
    alertsByID.values.joined().compactMap { alert -> (matter: Matter, alert: Alert)? in
      guard let matter = alert.matter, matter.topic == "track",
        material.period.contains(matter.knownAtMs)
      else { return nil }
      return (matter, alert)
    }.sorted { ($0.matter.happened.fromMs, $0.alert.id) < ($1.matter.happened.fromMs, $1.alert.id) }
  }

  func clause(_ hit: Hit) -> Clause? {
    material.mission.agreement.clauses.first {
      $0.id == hit.clauseID && $0.version == hit.clauseVersion
    }
  }

  // MARK: Zones

  private func places(_ kinds: Set<ObservationKind>, atMs: Int64) -> [Where] {
    material.mission.agreement.clauses.filter { $0.validity.contains(atMs) }.flatMap { clause in
      clause.subjects.filter { !kinds.isDisjoint(with: $0.kinds) }.map { $0.place ?? clause.place }
    }
  }

  func bufferZones(atMs: Int64) -> [String] {
    var ids: Set<String> = []
    for case .zone(let id) in places([.personnelSeen], atMs: atMs) { ids.insert(id) }
    return ids.sorted()
  }

  func hasSecurityZone(atMs: Int64) -> Bool {
    places(Self.presence, atMs: atMs).contains { place in
      switch place {
      case .zone, .nearLine: true
      default: false
      }
    }
  }

  func isInSecurityZone(_ event: Event) -> Bool {
    let atMs = event.happened.fromMs
    return places(Self.presence, atMs: atMs).contains { place in
      switch place {
      case .zone(let id): return depthM(of: event.point, inZone: id, atMs: atMs) != nil
      case .nearLine(let withinM, _):
        let distanceM = material.mission.territory.line(atMs: atMs)?.index
          .signedDistance(to: event.point).distanceM
        return distanceM ?? .infinity <= withinM
      default: return false
      }
    }
  }

  /// Metres from the border of a zone to a point in it; nil outside.
  func depthM(of point: GeoPoint, inZone id: String, atMs: Int64) -> Double? {
    let territory = material.mission.territory
    return territory.zones(id, atMs: atMs).compactMap { zone -> Double? in
      switch zone.shape {
      case .offset(let offsetM, let party):
        guard let line = territory.line(atMs: atMs) else { return nil }
        let (distanceM, side) = line.index.signedDistance(to: point)
        if let party, line.party(of: side) != party { return nil }
        return distanceM <= offsetM ? offsetM - distanceM : nil
      case .polygon(let index):
        guard territory.polygons.contains(zone: index, point) else { return nil }
        return territory.polygons.borderDistanceM(zone: index, from: point, limitM: 1_000_000) ?? 0
      }
    }.max()
  }

  // MARK: Withdrawal

  /// The clause of a hit, where it is about weapons alone and a distance from the line.
  func isWithdrawal(_ clause: Clause) -> Bool {
    !clause.subjects.isEmpty
      && clause.subjects.allSatisfy { subject in
        guard subject.kinds == [.weaponSeen] else { return false }
        switch subject.place ?? clause.place {
        case .zone, .nearLine: return true
        default: return false
        }
      }
  }
}

extension Event {
  /// By which means it was reported, each once.
  var meansCell: Cell {
    var seen: Set<Means> = []
    let means = observations.map(\.means).filter { seen.insert($0).inserted }
    return Cell(
      .term(
        code: means.map(\.code).joined(separator: " "),
        Wording.each { language in
          means.map { $0.wording[language] }.joined(separator: ", ")
        }))
  }

  var countCell: Cell { Cell(.range(count.min, count.max), rows: [id]) }

  /// `weapon, 152 mm` or `weapon, rocket launcher`: what was assessed of it.
  var weaponCell: Cell {
    let name = kind.noun
    var code = [kind.code]
    var words: [Wording] = []
    if let tubeMm = value(.tubeMm) {
      let mm = "\(Int(tubeMm.rounded()))"
      code.append("\(mm) mm")
      words.append(Wording("\(mm)\u{A0}mm", "\(mm)\u{A0}mm", "\(mm)\u{A0}мм"))
    }
    if value(.rocketLauncher) ?? 0 >= 1 {
      code.append("rocket_launcher")
      words.append(Wording("rocket launcher", "Raketenwerfer", "реактивна установка"))
    }
    return Cell(
      .term(
        code: code.joined(separator: " "),
        Wording.each { language in
          ([name.form(1, language)] + words.map { $0[language] }).joined(separator: ", ")
        }))
  }
}
