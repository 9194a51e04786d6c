// Who and what was in the buffer zone, how deep, and what was built or laid there?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Geo
internal import Observations
internal import Rules
internal import Tracks

/// Table T6: events, stays of tracks, and entries about works that became known in the period.
struct BufferZone {
  let zones: AgreedZones
  let tally: Tally
  let registers: RegisterTables

  private static let kinds: Set<ObservationKind> = [
    .personnelSeen, .armouredVehicleSeen, .weaponSeen, .uav, .positionWork, .mineOrUXO,
  ]

  private var material: ReportMaterial { zones.material }

  var table: Table {
    let head = TableHeads.head("T6")
    let rows = (events + stays + works).sorted { ($0.fromMs, $0.row.key) < ($1.fromMs, $1.row.key) }
    return Table(
      "T6", head.title, head.columns, rows: rows.map(\.row),
      hasRegister: material.register.isKept(.works)
        || !zones.bufferZones(atMs: material.period.untilMs).isEmpty)
  }

  /// Metres inside the buffer zone; nil outside of it.
  private func depthM(_ point: GeoPoint, _ atMs: Int64) -> Double? {
    zones.bufferZones(atMs: atMs).compactMap { zones.depthM(of: point, inZone: $0, atMs: atMs) }
      .max()
  }

  private var events: [(fromMs: Int64, row: Row)] {
    tally.all.compactMap { happening in
      let event = happening.event
      guard Self.kinds.contains(event.kind), material.period.contains(event.knownAtMs),
        let depthM = depthM(event.point, event.happened.fromMs)
      else { return nil }
      let isOpen = depthM <= limitSigmas * event.sigmaM
      return (
        event.happened.fromMs,
        row(
          event.id, event.point, Cell(event.kind.term), event.happened, depthM, isOpen,
          event.grade, happening.caseIDs)
      )
    }
  }

  private var stays: [(fromMs: Int64, row: Row)] {
    zones.stays.compactMap { stay in
      guard let point = stay.matter.point,
        let depthM = depthM(point, stay.matter.happened.fromMs)
      else { return nil }
      let deepest = stay.alert.hit.steps.last { $0.code == .depth }?.measured ?? depthM
      let kinds = zones.clause(stay.alert.hit)?.subjects.flatMap(\.kinds).filter {
        $0.isMoving
      }
      let kind = kinds.flatMap { Set($0).count == 1 ? $0.first : nil }
      return (
        stay.matter.happened.fromMs,
        row(
          stay.matter.id, point,
          kind.map { Cell($0.term) }
            ?? Cell(.term(code: "track", Wording("track", "Spur", "траса"))),
          stay.matter.happened, deepest, stay.alert.hit.verdict == .undecided, stay.matter.grade,
          stay.alert.caseID.map { [$0] } ?? [])
      )
    }
  }

  private var works: [(fromMs: Int64, row: Row)] {
    registers.works.compactMap { entry in
      guard let point = entry.place?.middle, let depthM = depthM(point, entry.fromMs) else {
        return nil
      }
      let mines = entry.number("mines").map { Int($0) } ?? 0
      let what = entry.word("what") ?? (mines > 0 ? "mine" : "works")
      let remark = entry.number("length_m").map { lengthM in
        Wording.each { language in
          Written.decimal(lengthM, places: 0, language) + (language == .uk ? "\u{A0}м" : "\u{A0}m")
        }
      }
      let cases = zones.cases(ofEntry: entry.id)
      return (
        entry.fromMs,
        row(
          entry.id, point, Cell(RegisterWords.term(what), remark: remark),
          Period(fromMs: entry.fromMs, untilMs: entry.untilMs ?? entry.fromMs), depthM,
          depthM <= limitSigmas * (entry.number("sigma_m") ?? 0),
          entry.word("grade").flatMap { EvidenceGrade(code: $0) } ?? .e1, cases)
      )
    }
  }

  private func row(
    _ id: String, _ point: GeoPoint, _ kind: Cell, _ happened: Period, _ depthM: Double,
    _ isOpen: Bool, _ grade: EvidenceGrade, _ caseIDs: [String]
  ) -> Row {
    Row(
      id,
      [
        Cell(Hindrances.place(point), rows: [id]), kind, Cell(.time(happened.fromMs)),
        // A single look does not say when it left.
        happened.untilMs > happened.fromMs ? Cell(.time(happened.untilMs)) : .none,
        Cell(
          .decimal(depthM, places: 0), rows: [id],
          remark: isOpen
            ? Wording("border within the error", "Grenze im Fehler", "межа в межах похибки") : nil),
        Cell(.text(grade.code)),
        caseIDs.isEmpty ? .none : Cell(.id(caseIDs.joined(separator: " ")), rows: caseIDs),
      ])
  }
}
