// Where do the cases stand, and which answers are overdue?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Observations
internal import Rules

/// Table T13.
struct CasesAndFindings {
  let material: ReportMaterial

  static let columns = [
    Column("case", Wording("Case", "Fall", "Справа"), width: 1.2),
    Column("clause", Wording("Clause", "Klausel", "Пункт"), width: 0.8),
    Column("occurred", Wording("Occurred", "Geschehen", "Сталося"), width: 1.35),
    Column("first known", Wording("First known", "Erstmals bekannt", "Вперше відомо"), width: 1.35),
    Column("opened", Wording("Opened", "Eröffnet", "Відкрито"), width: 1.35),
    Column("interim", Wording("Interim", "Vorläufig", "Попередньо"), width: 1.35),
    Column("issued", Wording("Issued", "Ausgestellt", "Оприлюднено"), width: 1.35),
    Column("occurrence", Wording("Occurrence", "Hergang", "Факт події"), width: 1.3),
    Column(
      "clause judgement", Wording("Clause judgement", "Zur Klausel", "Щодо пункту"), width: 1.3),
    Column(
      "responsibility",
      Wording("Responsi\u{AD}bility", "Verant\u{AD}wortung", "Відпові\u{AD}дальність"), width: 1.3),
    Column(
      "response of party", Wording("Response of party", "Antwort der Partei", "Відповідь сторони"),
      width: 1.4),
    Column("due", Wording("Due", "Fällig", "Строк"), width: 1.35),
    Column(
      "overdue h", Wording("Overdue h", "Überfällig h", "Просрочено, год"), width: 1, isNumber: true
    ),
  ]

  /// Cases that are open, and those that something was done with in the period.
  var cases: [Case] {
    material.cases.cases.values.filter { item in
      !finding(item).isClosed || item.history.contains { material.period.contains($0.atMs) }
    }.sorted { $0.id < $1.id }
  }

  func finding(_ item: Case) -> FindingRow { FindingRow(item, material.cases, material.mission) }

  /// Opened in the period.
  var opened: [Case] { cases.filter { material.period.contains($0.openedAtMs) } }

  var table: Table {
    Table(
      "T13", Wording("Cases and findings", "Fälle und Feststellungen", "Справи та висновки"),
      Self.columns, rows: cases.map(row))
  }

  private func row(_ item: Case) -> Row {
    let events = item.alertIDs.compactMap { material.cases.alerts[$0]?.cited }
    let finding = finding(item)
    let clauses = material.cases.clauses(ofCase: item.id).map(\.id)
    func time(_ atMs: Int64?) -> Cell { atMs.map { Cell(.time($0)) } ?? .none }
    return Row(
      item.id,
      [
        Cell(.id(item.id), rows: [item.id]), Cell(.text(clauses.joined(separator: ", "))),
        time(events.map(\.happened.fromMs).min()), time(events.map(\.knownAtMs).min()),
        time(item.openedAtMs), time(finding.interimMs), time(finding.issuedMs),
        finding.occurrence, finding.clauseJudgement,
        material.mission.isAttributing ? finding.responsibility : .none, finding.response,
        time(finding.dueMs), overdue(item, finding),
      ])
  }

  private func overdue(_ item: Case, _ finding: FindingRow) -> Cell {
    guard !finding.isClosed, let dueMs = finding.dueMs, material.period.untilMs > dueMs else {
      return .none
    }
    return Cell(
      .decimal(Double(material.period.untilMs - dueMs) / 3_600_000, places: 1), rows: [item.id])
  }
}
