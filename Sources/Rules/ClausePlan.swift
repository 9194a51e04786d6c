// Which clauses need to be looked at for an event? Those of its kind, and of zones near it.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
internal import Tracks

/// Clauses by the kind of event that they are about; those that hold only in polygons are found by
/// the polygon, so that an event is not held against a thousand zones far away.
struct ClausePlan: Sendable {
  private struct Kind: Sendable {
    /// Clauses that hold elsewhere than in polygons.
    var anywhere: [Int] = []
    /// Polygon to the clauses that hold in it.
    var byPolygon: [Int: [Int]] = [:]
  }

  private var kinds = [Kind](repeating: Kind(), count: 256)

  init(_ clauses: [Clause], _ territory: Territory) {
    for (index, clause) in clauses.enumerated() where clause.checkedOn == nil {
      for kind in Set(clause.subjects.flatMap(\.kinds)) {
        add(index, clause, kind, territory)
      }
    }
  }

  private mutating func add(
    _ index: Int, _ clause: Clause, _ kind: ObservationKind, _ territory: Territory
  ) {
    let slot = Int(kind.rawValue)
    guard let polygons = Self.polygons(clause, kind, territory) else {
      kinds[slot].anywhere.append(index)
      return
    }
    for polygon in polygons { kinds[slot].byPolygon[polygon, default: []].append(index) }
  }

  /// The polygons outside of which the clause cannot hold for that kind; nil where it can.
  private static func polygons(
    _ clause: Clause, _ kind: ObservationKind, _ territory: Territory
  ) -> Set<Int>? {
    var polygons: Set<Int> = []
    for subject in clause.subjects where subject.kinds.contains(kind) {
      guard case .zone(let id) = subject.place ?? clause.place else { return nil }
      for zone in territory.zones(id) {
        guard case .polygon(let index) = zone.shape else { return nil }
        polygons.insert(index)
      }
    }
    return polygons
  }

  /// Indices of the clauses to check, ascending; all others do not hold at the event's place.
  func clauses(for event: Event, _ territory: Territory) -> [Int] {
    let kind = kinds[Int(event.kind.rawValue)]
    guard !kind.byPolygon.isEmpty else { return kind.anywhere }
    var found = kind.anywhere
    var last = -1
    territory.polygons.forEachZone(near: event.point, withinM: limitSigmas * event.sigmaM) {
      guard $0 != last else { return }
      last = $0
      if let clauses = kind.byPolygon[$0] { found += clauses }
    }
    found.sort()
    var unique: [Int] = []
    for index in found where index != unique.last { unique.append(index) }
    return unique
  }
}

/// A clause that is handed on without being copied.
final class CompiledClause: Sendable {
  let clause: Clause
  /// The first line of every derivation.
  let inForce: Step

  init(_ clause: Clause) {
    self.clause = clause
    inForce = Step(.clauseInForce, .yes, names: [clause.id, String(clause.version)])
  }
}
