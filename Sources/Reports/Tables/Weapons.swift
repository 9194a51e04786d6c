// Which weapons stand where they must not, and which military presence is there without a breach?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Geo
internal import Observations
internal import Rules
internal import Tracks

/// Tables T3 and T5: events that the Mission first knew of in the period.
struct Weapons {
  let zones: AgreedZones
  let tally: Tally
  let registers: RegisterTables

  private var material: ReportMaterial { zones.material }

  private var known: [Happening] {
    tally.all.filter { material.period.contains($0.event.knownAtMs) }
  }

  var tables: [Table] { [withdrawn, present] }

  // MARK: T3

  private var withdrawn: Table {
    var rows: [Row] = []
    for happening in known where happening.event.kind == .weaponSeen {
      for alert in zones.alerts(happening.id) where alert.hit.verdict != .exempt {
        guard let clause = zones.clause(alert.hit), zones.isWithdrawal(clause) else { continue }
        rows.append(row(rows.count + 1, happening, alert))
      }
    }
    let head = TableHeads.head("T3")
    return Table(
      "T3", head.title, head.columns, rows: rows,
      hasRegister: material.mission.agreement.clauses.contains(where: zones.isWithdrawal))
  }

  private func row(_ number: Int, _ happening: Happening, _ alert: Alert) -> Row {
    let (event, hit) = (happening.event, alert.hit)
    // The limit is the last distance that the weapon was held against.
    let limitM = hit.steps.last { $0.code == .distanceToLine && $0.threshold != nil }?.threshold
    let isOpen = hit.verdict == .undecided
    return Row(
      "\(event.id).\(hit.clauseID)",
      [
        Cell(.integer(number), rows: [event.id]), Cell(Hindrances.place(event.point)),
        area(happening), event.weaponCell, event.countCell,
        hit.distanceToLineM.map { Cell(.decimal($0 / 1_000, places: 1), rows: [event.id]) }
          ?? .none,
        limitM.map { Cell(.decimal($0 / 1_000, places: 1)) } ?? .none,
        Cell(
          .text(hit.clauseID),
          remark: isOpen ? Wording("not decided", "nicht entschieden", "не вирішено") : nil),
        event.meansCell, Cell(.time(event.happened.fromMs)), cases(happening.caseIDs),
      ])
  }

  // MARK: T5

  private var present: Table {
    let rows = known.filter { happening in
      AgreedZones.presence.contains(happening.event.kind)
        && !zones.alerts(happening.id).contains { $0.hit.verdict != .exempt }
        && zones.isInSecurityZone(happening.event)
    }.map { happening in
      let isExempt = !zones.alerts(happening.id).isEmpty
      return Row(
        happening.id,
        [
          Cell(Hindrances.place(happening.event.point)), area(happening),
          Cell(
            happening.event.weaponCell.value,
            remark: isExempt
              ? Wording("covered by a notification", "durch Anmeldung gedeckt", "за повідомленням")
              : nil), happening.event.countCell, happening.event.meansCell,
        ])
    }
    let head = TableHeads.head("T5")
    return Table(
      "T5", head.title, head.columns, rows: rows,
      hasRegister: zones.hasSecurityZone(atMs: material.period.untilMs))
  }

  /// Whose area; the contact area where the error reaches across the line.
  func area(_ happening: Happening) -> Cell {
    if happening.side == nil, !happening.isOffLine {
      return Cell(
        .term(
          code: "contact_area", Wording("contact area", "Kontaktgebiet", "район зіткнення")))
    }
    return registers.party(happening.side)
  }

  func cases(_ ids: [String]) -> Cell {
    ids.isEmpty ? .none : Cell(.id(ids.joined(separator: " ")), rows: ids)
  }
}
