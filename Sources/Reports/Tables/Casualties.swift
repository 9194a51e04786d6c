// Which civilians were killed or injured, by what, and who confirmed it?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Geo
internal import Observations
internal import Rules
internal import Tracks

/// Table T10: entries of the register of casualties received in the period, and events of that kind that no
/// entry speaks of. No names, and no number that nobody gave.
struct Casualties {
  let material: ReportMaterial
  let tally: Tally
  let registers: RegisterTables

  var table: Table {
    let head = TableHeads.head("T10")
    let entries = registers.casualties
    let told = Set(entries.compactMap(\.reference))
    let events = tally.all.filter { happening in
      happening.event.kind == .casualty && !told.contains(happening.id)
        && material.period.contains(happening.event.knownAtMs)
    }
    let rows =
      entries.map { ($0.fromMs, row($0)) }
      + events.map { ($0.event.happened.fromMs, row($0)) }
    return Table(
      "T10", head.title, head.columns,
      rows: rows.sorted { ($0.0, $0.1.key) < ($1.0, $1.1.key) }.map(\.1),
      hasRegister: material.register.isKept(.casualty) || !events.isEmpty)
  }

  private func row(_ entry: RegisterEntry) -> Row {
    let middle = entry.place?.middle
    let sources = entry.number("sources").map { Int($0) }
    return Row(
      entry.id,
      [
        day(entry.fromMs, [entry.id]), middle.map { Cell(Hindrances.place($0)) } ?? .none,
        registers.party(
          middle.flatMap { Hindrances.side(of: $0, entry.fromMs, material.mission) }),
        numbers(entry, ["killed", "injured"]),
        numbers(entry, ["women", "men", "girls", "boys"]),
        entry.word("cause").map { Cell(RegisterWords.term($0)) } ?? .notRecorded,
        sources.map { count in
          Cell(
            RegisterWords.answer(count >= 2),
            remark: Wording("\(count)", "\(count)", "\(count)"))
        } ?? .notRecorded,
      ])
  }

  /// An event tells how many, and neither how they fared nor who they are.
  private func row(_ happening: Happening) -> Row {
    let event = happening.event
    let side = happening.side
    let isConfirmed = event.grade >= .e2
    return Row(
      event.id,
      [
        day(event.happened.fromMs, [event.id]), Cell(Hindrances.place(event.point)),
        registers.party(side),
        Cell(
          .range(event.count.min, event.count.max), rows: [event.id],
          remark: Wording(
            "killed or injured not said", "ob getötet oder verletzt, nicht gesagt",
            "загиблі чи поранені — не вказано")), .notRecorded, .notRecorded,
        Cell(
          RegisterWords.answer(isConfirmed),
          remark: Wording(event.grade.code, event.grade.code, event.grade.code)),
      ])
  }

  private func day(_ atMs: Int64, _ rows: [String]) -> Cell {
    let day = Written.day(of: atMs, material.mission.clock)
    return Cell(.term(code: day.description, Wording.each { Written.day(day, $0) }), rows: rows)
  }

  /// `1/2`; a number that nobody gave is `n/r` within it.
  private func numbers(_ entry: RegisterEntry, _ names: [String]) -> Cell {
    let values = names.map { entry.number($0).map { Int($0) } }
    guard values.contains(where: { $0 != nil }) else { return .notRecorded }
    let unknown = Wording("n/r", "k.\u{A0}A.", "н/д")
    return Cell(
      .term(
        code: values.map { $0.map { String($0) } ?? "n/r" }.joined(separator: "/"),
        Wording.each { language in
          values.map { $0.map { Written.integer($0, language) } ?? unknown[language] }
            .joined(separator: "/")
        }), rows: [entry.id])
  }
}
