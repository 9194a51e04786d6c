// Which clauses can the registered sensors and registers see at all, and which not, and why?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Observations

/// What keeps a clause from being monitored, or monitored well enough to prove something.
public struct MonitoringGap: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// No registered sensor sees any of these kinds.
    case noSensor([ObservationKind])
    /// Sensors see it, but no two of them are independent, so the grade is out of reach.
    case noIndependentSources([ObservationKind], EvidenceGrade)
    /// Only a team on the spot can prove it, and no patrol is registered.
    case noPatrol(EvidenceGrade)
    /// The Mission keeps no such register.
    case noRegister([RegisterKind])
    /// The layer that it protects has no objects.
    case noObjects(String)
    /// A person checks it.
    case byPerson(String)
  }

  public let clauseID: String
  public let version: Int
  public let reason: Reason
}

extension RuleCheck {
  /// Gaps of each clause, in the agreement's order; a clause without one can be monitored whole.
  public func gaps(_ sensors: SensorRegister) -> [MonitoringGap] {
    agreement.clauses.flatMap { clause in
      reasons(clause, sensors.sensors).map {
        MonitoringGap(clauseID: clause.id, version: clause.version, reason: $0)
      }
    }
  }

  private func reasons(_ clause: Clause, _ sensors: [Sensor]) -> [MonitoringGap.Reason] {
    if let checkedOn = clause.checkedOn { return [.byPerson(checkedOn)] }
    var reasons: [MonitoringGap.Reason] = []
    if !clause.subjects.isEmpty { reasons += Self.sensing(clause, sensors) }
    let kinds = Set(clause.terms.flatMap(\.term.kinds)).union(Self.placeKinds(clause))
    let missing = kinds.filter { !register.isKept($0) }.sorted()
    if !missing.isEmpty { reasons.append(.noRegister(missing)) }
    for place in [clause.place] + clause.subjects.compactMap(\.place) {
      if case .nearObjects(let layer, _) = place,
        !territory.objects.contains(where: { $0.layer == layer })
      {
        reasons.append(.noObjects(layer))
      }
    }
    return reasons
  }

  private static func placeKinds(_ clause: Clause) -> Set<RegisterKind> {
    if case .nearEntries(let kind, _, _, _) = clause.place { return [kind] }
    return []
  }

  private static func sensing(
    _ clause: Clause, _ sensors: [Sensor]
  ) -> [MonitoringGap.Reason] {
    let kinds = clause.subjects.flatMap(\.kinds).reduce(into: [ObservationKind]()) { kinds, kind in
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    let seen = kinds.filter { kind in sensors.contains { $0.means.sees(kind) } }
    var reasons: [MonitoringGap.Reason] = []
    let unseen = kinds.filter { !seen.contains($0) }
    if !unseen.isEmpty { reasons.append(.noSensor(unseen)) }
    let least = clause.minGrade.map(\.grade).min() ?? .e0
    if least == .e3, !sensors.contains(where: \.isPatrol) { reasons.append(.noPatrol(least)) }
    guard least == .e2 else { return reasons }
    let alone = seen.filter { kind in
      !areIndependent(sensors.filter { $0.means.sees(kind) })
    }
    if !alone.isEmpty { reasons.append(.noIndependentSources(alone, least)) }
    return reasons
  }

  /// Two patrols, or another owner and another principle.
  private static func areIndependent(_ sensors: [Sensor]) -> Bool {
    for (index, first) in sensors.enumerated() {
      for second in sensors[(index + 1)...] {
        if first.isPatrol && second.isPatrol { return true }
        if first.owner != second.owner && first.means.principle != second.means.principle {
          return true
        }
      }
    }
    return false
  }
}

extension Means {
  /// Whether a means can report a kind at all; hearsay can report anything, and proves nothing.
  func sees(_ kind: ObservationKind) -> Bool {
    switch principle {
    case .hearsay: return false
    case .eye: return kind != .thermalAnomaly
    case .image: return kind != .thermalAnomaly && kind != .statement
    case .ear, .microphone:
      switch kind {
      case .explosion, .burst, .shot, .projectileInFlight, .uav, .aircraft: return true
      default: return false
      }
    case .satellite:
      switch kind {
      case .thermalAnomaly, .positionWork, .weaponSeen, .armouredVehicleSeen, .damage, .vessel:
        return true
      default: return false
      }
    case .radar:
      switch kind {
      case .uav, .aircraft, .vessel, .projectileInFlight, .armouredVehicleSeen, .personnelSeen:
        return true
      default: return false
      }
    case .selfReport: return self == .ais ? kind == .vessel : kind == .aircraft || kind == .uav
    case .radioEmission: return kind == .uav || kind == .aircraft
    }
  }
}

extension MonitoringGap {
  /// The reason as one sentence.
  public func text(_ language: Language) -> String {
    func pick(_ english: String, _ german: String) -> String {
      language == .de ? german : english
    }
    func names(_ kinds: [ObservationKind]) -> String {
      kinds.map { $0.name(language) }.joined(separator: ", ")
    }
    switch reason {
    case .noSensor(let kinds):
      return pick(
        "no registered sensor reports: \(names(kinds))",
        "kein registrierter Sensor meldet: \(names(kinds))")
    case .noIndependentSources(let kinds, let grade):
      return pick(
        "no two independent sensors for \(grade.code): \(names(kinds))",
        "keine zwei unabhängigen Sensoren für \(grade.code): \(names(kinds))")
    case .noPatrol(let grade):
      return pick(
        "no patrol is registered that could reach \(grade.code)",
        "keine Patrouille ist registriert, die \(grade.code) erreichen könnte")
    case .noRegister(let kinds):
      let list = kinds.map { $0.name(language) }.joined(separator: ", ")
      return pick("no register is kept of: \(list)", "kein Register wird geführt von: \(list)")
    case .noObjects(let layer):
      return pick(
        "there are no objects of the layer '\(layer)'", "es gibt keine Objekte der Ebene '\(layer)'"
      )
    case .byPerson(let what):
      return pick("a person checks it: \(what)", "ein Mensch prüft sie: \(what)")
    }
  }
}
