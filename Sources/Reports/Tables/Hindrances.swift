// Who or what hindered the Mission, and what could it not do?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// Table T12.
enum Hindrances {
  static let columns = [
    Column("no.", Wording("No.", "Nr.", "№"), width: 1),
    Column("time", Wording("Time", "Zeit", "Час"), width: 1.4),
    Column("place", Wording("Place", "Ort", "Місце"), width: 2),
    Column(
      "area controlled by",
      Wording("Area controlled by", "Gebiet unter Kontrolle von", "Під контролем"),
      width: 1.3),
    Column("type", Wording("Type", "Art", "Тип"), width: 1.5),
    Column("by whom", Wording("By whom", "Durch wen", "Ким"), width: 1.4),
    Column("reason given", Wording("Reason given", "Genannter Grund", "Названа причина"), width: 2),
    Column(
      "duration", Wording("Duration h", "Dauer h", "Тривалість, год"), width: 1, isNumber: true),
    Column("effect", Wording("Effect", "Folge", "Наслідок"), width: 2),
    Column("raised with", Wording("Raised with", "Angesprochen bei", "Порушено перед"), width: 1.4),
  ]

  static func table(_ material: ReportMaterial) -> Table {
    let rows = (material.impediments ?? [])
      .filter { material.period.contains($0.period.fromMs) }
      .sorted { ($0.period.fromMs, $0.id) < ($1.period.fromMs, $1.id) }
    return Table(
      "T12", Wording("Impediments", "Behinderungen", "Перешкоди"), columns,
      rows: rows.map { row($0) }, hasRegister: material.impediments != nil)
  }

  private static func row(_ one: ImpedimentRow) -> Row {
    let hours = Double(one.period.untilMs - one.period.fromMs) / 3_600_000
    func text(_ words: String) -> Cell { words.isEmpty ? .none : Cell(.text(words)) }
    return Row(
      one.id,
      [
        Cell(.id(one.id), rows: [one.id]),
        Cell(.period(one.period.fromMs, one.period.untilMs)), text(one.place),
        text(one.controlledBy), text(one.kind), text(one.byWhom), text(one.reason),
        hours > 0 ? Cell(.decimal(hours, places: 1), rows: [one.id]) : .none, text(one.effect),
        text(one.raisedWith),
      ])
  }
}
