// What is to be seen at this moment of a story? The rows that the page and the commands show.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Ledger
internal import Missions
internal import Notation
internal import Observations
internal import Redaction
internal import Reports
internal import Rules
internal import Store
internal import Tracks

/// Looks at everything that a mission shows, as the interface shows it.
struct StoryLook {
  let monitor: Monitor
  let desk: ReportDesk
  let witnesses: ExerciseWitnesses
  private var presenter: Presenter { Presenter(monitor.mission) }

  init(_ monitor: Monitor, _ desk: ReportDesk, _ witnesses: ExerciseWitnesses) {
    (self.monitor, self.desk, self.witnesses) = (monitor, desk, witnesses)
  }

  /// The rows that fit, in order.
  func rows(_ sight: StorySight) async throws -> [JSONValue] {
    let rows: [JSONValue] =
      switch sight.subject {
      case .events: await monitor.events.sorted { $0.id < $1.id }.map { presenter.json($0) }
      case .observations: try observations()
      case .figures: try await figures(sight)
      case .counts: [presenter.json(try await monitor.totals())]
      case .log: [try await log()]
      case .witnesses: await witnesses.rows { Presenter.time($0) }
      case .records: try await records()
      case .checks: try checks()
      case .registers: await registers()
      default: await ofCases(sight.subject)
      }
    return rows.filter { StoryMatch.difference($0, sight.conditions) == nil }
  }

  // MARK: The fold

  private func ofCases(_ subject: StorySight.Subject) async -> [JSONValue] {
    let book = await monitor.cases
    let referee = book.referee
    let nowMs = monitor.presentMs
    switch subject {
    case .alerts:
      let standing = book.alerts.values.filter { !$0.isWithdrawn }
      return standing.sorted { $0.id < $1.id }.map { row($0) }
    case .cases:
      return book.cases.values.sorted { $0.id < $1.id }.map {
        presenter.detail($0, book, .en, nowMs: nowMs)
      }
    case .findings:
      return referee.findings.keys.inOrder.compactMap { referee.findings[$0] }.map {
        presenter.detail($0, book, .en)
      }
    case .tasks:
      return referee.tasks.keys.inOrder.compactMap { referee.tasks[$0] }.map { presenter.json($0) }
    case .answers:
      return referee.answers.keys.inOrder.compactMap { referee.answers[$0] }.map {
        presenter.json($0)
      }
    case .allegations:
      return referee.allegations.keys.inOrder.compactMap { referee.allegations[$0] }.map {
        presenter.json($0)
      }
    case .docket:
      return referee.docket.keys.inOrder.compactMap { referee.docket[$0] }.map {
        presenter.json($0, book, .en, nowMs: nowMs)
      }
    case .clocks: return clocks(book).map { presenter.json($0, .en, nowMs: nowMs) }
    case .reports:
      return book.reports.reports.values.sorted { $0.id < $1.id }.map { presenter.json($0) }
    case .evidence: return await monitor.logBook.evidence.items.map(\.json)
    default: return []
    }
  }

  /// The row of the list, with what the clause made of it.
  private func row(_ alert: Alert) -> JSONValue {
    let all = alert.json
    return .object(
      presenter.json(alert, .en).objectMembers + [
        .init("steps", all["hit"]?["steps"] ?? .array([])),
        .init("exemptions", all["hit"]?["exemptions"] ?? .array([])),
        .init("tasks", all["hit"]?["tasks"] ?? .array([])),
        .init("observations", all["event"]?["observations"] ?? .array([])),
        .init("history", all["history"] ?? .array([])),
      ])
  }

  /// Those that are over as well.
  private func clocks(_ book: CaseBook) -> [Clock] {
    let terms = presenter.clockTerms
    let ofCases = book.cases.keys.sorted().flatMap { book.clocks(ofCase: $0, terms) }
    let known = Set(ofCases)
    return ofCases + book.openClocks(terms).filter { !known.contains($0) }
  }

  private func registers() async -> [JSONValue] {
    let register = await monitor.register
    let book = await monitor.cases.registers
    return register.all.map { RegisterRoutes.json($0, register, book) }
  }

  // MARK: What lies on the disk

  private func observations() throws -> [JSONValue] {
    let all = try monitor.store.observations(
      fromMs: .min, untilMs: .max, limit: Self.rowCountMax)
    return try all.map { doc, setAside in
      let observation = try doc.withUnsafeBytes { try Observation(decoding: $0) }
      return .object(
        presenter.json(observation, setAside: setAside, .en).objectMembers + [
          .init("key", .string(observation.key.hex))
        ])
    }
  }

  private static let rowCountMax = 10_000

  private func figures(_ sight: StorySight) async throws -> [JSONValue] {
    guard let id = sight.of else { throw StoryError("figures are 'of' a report") }
    let report = try await desk.daily(id, known: nil, nowMs: monitor.presentMs)
    let names = report.tables.flatMap { table in
      table.rows.flatMap { row in table.columns.map { table.name(ofRow: row, $0) } }
    }
    return names.compactMap { name in
      report.cell(name).map { cell in
        .members([
          "figure": .string(name), "text": .string(report.text(cell, .en)),
          "rows": .array(cell.rows.map { .string($0) }),
        ])
      }
    }
  }

  private func log() async throws -> JSONValue {
    try await monitor.log.status(entries: await monitor.nextRecord, began: nil).json(.en)
  }

  private func records() async throws -> [JSONValue] {
    var rows: [JSONValue] = []
    var reader = try await monitor.records(from: 0)
    while let entry = try reader.next() {
      let withheld = entry.disclosures.compactMap(\.name)
      rows.append(
        .object(
          entry.claims.objectMembers + [
            .init("index", .integer(Int64(entry.index))),
            .init("withheld", .array(withheld.map { .string($0) })),
          ]))
    }
    return rows
  }

  /// A full check of the data folder against its log, with the witnesses that the policy asks for.
  private func checks() throws -> [JSONValue] {
    try FolderAudit(monitor.mission, monitor.data, policy: monitor.log.policy)
      .run(needsQuorum: true).map { check in
        .members([
          "subject": .string(check.subject.rawValue),
          "fault": check.fault.map { .string($0) } ?? .null, "extent": .string(check.extent),
        ])
      }
  }
}
