// Which violations were recorded, by whom, where and with what proof? One row an observer's report.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations
internal import Rules
internal import Tracks

/// Table T2.
struct Violations {
  let mission: ReportMission
  let period: ReportPeriod
  let sightings: [Sighting]
  let tally: Tally

  static let columns = [
    Column("no.", Wording("No.", "Nr.", "№"), width: 0.7, isNumber: true),
    Column(
      "position of observer",
      Wording("Position of observer", "Standort des Beobachters", "Позиція спостерігача"),
      width: 2.5),
    Column("means", Wording("Means", "Mittel", "Засіб"), width: 1.45),
    Column("distance class", Wording("Dist.", "Entf.", "Відст."), width: 1),
    Column("direction", Wording("Dir.", "Richt.", "Напр."), width: 0.85),
    Column("count", Wording("Count", "Anzahl", "К-сть"), width: 0.9, isNumber: true),
    Column("kind", Wording("Kind", "Art", "Вид"), width: 1.7),
    Column("qualifier", Wording("Qualifier", "Merkmal", "Уточнення"), width: 1.5),
    Column(
      "weapon", Wording("Weapon (assessed)", "Waffe (vermutet)", "Зброя (оцінка)"), width: 1.3),
    Column("time or period", Wording("Time", "Zeit", "Час"), width: 1.7),
    Column("side area", Wording("Side area", "Seite", "Сторона"), width: 1.4),
    Column("grade", Wording("Grade", "Grad", "Рівень"), width: 1),
    Column("event id", Wording("Event", "Ereignis", "Подія"), width: 2.3),
    Column("case id", Wording("Case", "Fall", "Справа"), width: 1.25),
  ]

  var table: Table {
    Table(
      "T2",
      Wording(
        "Table of ceasefire violations", "Tabelle der Verstöße gegen die Waffenruhe",
        "Таблиця порушень режиму припинення вогню"),
      Self.columns, rows: sightings.map(row))
  }

  private func row(_ sighting: Sighting) -> Row {
    let observation = sighting.observation
    let (happening, event) = (sighting.happening, sighting.happening.event)
    return Row(
      String(sighting.number),
      [
        Cell(.integer(sighting.number), rows: [observation.id]), Cell(.text(sighting.observer)),
        Cell(observation.means.term), Cell(sighting.distanceClass?.term ?? .none),
        Cell(sighting.direction?.term ?? .none),
        Cell(.range(observation.count.min, observation.count.max), rows: [observation.id]),
        Cell(observation.kind.term), Cell(observation.qualifier?.term ?? .none),
        Cell(sighting.tubeMm.map { .text("\(Int($0.rounded()))\u{A0}mm") } ?? .none),
        Cell(
          .period(observation.happened.fromMs, observation.happened.untilMs),
          remark: late(happening)),
        side(happening), grade(sighting), Cell(.id(event.id), rows: [event.id]),
        happening.caseIDs.isEmpty
          ? .none : Cell(.id(happening.caseIDs.joined(separator: " ")), rows: happening.caseIDs),
      ])
  }

  private func late(_ happening: Happening) -> Wording? {
    guard tally.isLate(happening) else { return nil }
    let day = Written.day(of: happening.event.happened.fromMs, mission.clock)
    return Wording(
      "late, occurred \(Written.shortDay(day, .en))",
      "nachgemeldet, geschehen am \(Written.shortDay(day, .de))",
      "із запізненням, сталося \(Written.shortDay(day, .uk))")
  }

  private func side(_ happening: Happening) -> Cell {
    if let side = happening.side {
      let name = mission.partyNames[side].map { Wording($0) } ?? Wording(same: side.rawValue)
      return Cell(.term(code: side.rawValue, name))
    }
    guard !happening.isOffLine else { return .none }
    return Cell(
      .term(
        code: "contact_area", Wording("contact area", "Kontaktgebiet", "район зіткнення")))
  }

  private func grade(_ sighting: Sighting) -> Cell {
    let remark = sighting.joinedWith.map { Wording("with \($0)", "mit \($0)", "з \($0)") }
    return Cell(.text(sighting.happening.event.grade.code), remark: remark)
  }
}
