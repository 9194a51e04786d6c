// `/api/v1/reports`: daily and spot reports, their words, their documents and the rows behind numbers.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
internal import Hummingbird
internal import Missions
internal import NIOCore
internal import Notation
internal import Reports
internal import Store

struct DailyReportRoutes: Sendable {
  private static let listedDayCountMax = 60
  private static let rowCountMax = 1_000

  let monitor: Monitor
  let presenter: Presenter
  let desk: ReportDesk

  init(monitor: Monitor, presenter: Presenter) {
    (self.monitor, self.presenter) = (monitor, presenter)
    desk = ReportDesk(monitor)
  }

  func add(to api: RouterGroup<BasicRequestContext>) {
    let group = api.group("reports").get(use: list).post(use: draft)
      .get("{id}", use: show).get("{id}/document", use: document).get("{id}/rows", use: rows)
    for (path, step) in [
      ("prose", "prose"), ("clear", "clear"), ("return", "return"), ("issue", "issue"),
      ("errata", "erratum"),
    ] {
      group.post("{id}/\(path)") { request, context in
        try await act(step, try context.parameters.require("id"), request)
      }
    }
  }

  // MARK: Lists

  @Sendable func list(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let book = await monitor.cases.reports
    let making = ReportMaking(monitor.mission, monitor.data)
    var days: [JSONValue] = []
    let nowMs = max(monitor.presentMs, await monitor.nowMs)
    if let (fromMs, untilMs) = try monitor.store.period() {
      let clock = monitor.mission.clock
      let first = ReportPeriod(containing: fromMs, cut: monitor.mission.dataCut, clock: clock)
      let last = ReportPeriod(
        containing: untilMs, cut: monitor.mission.dataCut, clock: clock)
      var day = last.day
      while day >= first.day, days.count < Self.listedDayCountMax {
        days.append(json(making.period(day), book, nowMs))
        day = day.adding(days: -1)
      }
    }
    let drafted = book.inOrder.reversed().map { presenter.json($0) }
    return .json(.members(["days": .array(days), "reports": .array(drafted)]))
  }

  private func json(
    _ period: ReportPeriod, _ book: ReportBook, _ nowMs: Int64
  ) -> JSONValue {
    let id = ReportBook.dailyID(year: period.year, number: period.number)
    return .members([
      "id": .string(id), "number": .string(period.title), "date": .string(period.day.description),
      "from": presenter.time(period.fromMs), "until": presenter.time(period.untilMs),
      "state": .string(book.reports[id]?.state.rawValue ?? "none"),
      "over": .bool(nowMs >= period.untilMs),
    ])
  }

  // MARK: One report

  @Sendable func show(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let id = try context.parameters.require("id")
    return .json(try await detail(id, try request.reportLanguage(), try request.knownAt()))
  }

  private func detail(
    _ id: String, _ language: ReportLanguage, _ known: KnownAt?
  ) async throws -> JSONValue {
    var members: [JSONValue.Member] = []
    let record: ReportBook.Report?
    if id.hasPrefix("SR-") {
      let report = try await desk.spot(id, known: known)
      record = report.record
      members = [
        .init("event", .string(report.eventID)),
        .init(
          "paragraphs",
          .array(
            report.paragraphs.map { paragraph in
              presenter.json(
                paragraph, template: report.template(paragraph, language), in: language,
                versions: report.record.versions(paragraph, language), cell: report.cell,
                text: { report.text($0, language) })
            })),
      ]
    } else {
      let report = try await desk.daily(id, known: known, nowMs: monitor.presentMs)
      record = report.record
      members = daily(report, language)
    }
    let state = record.map { presenter.json($0) } ?? .null
    return .object([.init("id", .string(id)), .init("record", state)] + members)
  }

  private func daily(_ report: DailyReport, _ language: ReportLanguage) -> [JSONValue.Member] {
    let period = report.period
    return [
      .init("number", .string(period.title)), .init("date", .string(period.day.description)),
      .init("from", presenter.time(period.fromMs)), .init("until", presenter.time(period.untilMs)),
      .init("provisional", .bool(report.isProvisional)),
      .init("untranslated", .array(report.untranslated(language).map { .string($0) })),
      .init(
        "paragraphs",
        .array(
          report.paragraphs.map { paragraph in
            presenter.json(
              paragraph, template: report.template(paragraph, language), in: language,
              versions: report.record.versions(paragraph, language), cell: report.cell,
              text: { report.text($0, language) })
          })),
      .init("figures", .array(report.figureNames.map { .string($0) })),
    ]
  }

  /// `format=html|pdf|csv|json`, `language=en|de|uk`, `table=T2` for CSV.
  @Sendable func document(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let id = try context.parameters.require("id")
    let (language, known) = (try request.reportLanguage(), try request.knownAt())
    guard let format = ReportFormat(rawValue: request.query("format") ?? "html") else {
      throw APIError(.badRequest, "There is no such format.", next: "Write html, pdf, csv or json.")
    }
    if id.hasPrefix("SR-") {
      let report = try await desk.spot(id, known: known)
      switch format {
      case .json: return .json(report.json)
      case .csv: throw APIError(.badRequest, "A spot report has no tables.", next: "Write html.")
      case .html: return .page(report.html(language))
      case .pdf:
        let made = try await Typesetter().pdf(report.html(language), atMs: report.knownAtMs)
        return .file(made, type: "application/pdf", name: "\(id).\(language).pdf")
      }
    }
    let report = try await desk.daily(id, known: known, nowMs: monitor.presentMs)
    let ground = ReportGround.ground(for: monitor.mission, atMs: report.period.untilMs - 1)
    let files = ReportFiles(report, ground: ground)
    switch format {
    case .json: return .json(report.json)
    case .html: return .page(files.html(language))
    case .pdf:
      return .file(
        try await files.pdf(language, try Typesetter()), type: "application/pdf",
        name: "\(id).\(language).pdf")
    case .csv:
      let table = request.query("table") ?? "T1"
      guard let bytes = files.csv(table) else {
        throw APIError(
          .notFound, "There is no register for table \(table).", next: "Name another, T1 or T2.")
      }
      return .file(bytes, type: "text/csv; charset=utf-8", name: "\(id).\(table.lowercased()).csv")
    }
  }

  /// What a number counts: `figure=t1/north/violations`.
  @Sendable func rows(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let id = try context.parameters.require("id")
    guard let name = request.query("figure") else {
      throw APIError(.badRequest, "Which figure?", next: "Add figure=t1/all/violations.")
    }
    let language = try request.reportLanguage()
    let cell: Cell?
    let text: String
    if id.hasPrefix("SR-") {
      let report = try await desk.spot(id, known: try request.knownAt())
      cell = report.cell(name)
      text = cell.map { report.text($0, language) } ?? ""
    } else {
      let report = try await desk.daily(id, known: try request.knownAt(), nowMs: monitor.presentMs)
      cell = report.cell(name)
      text = cell.map { report.text($0, language) } ?? ""
    }
    guard let cell else {
      throw APIError(
        .notFound, "Report \(id) has no figure '\(name)'.", next: "See /api/v1/reports/\(id).")
    }
    let store = try await monitor.store(try request.knownAt())
    let rows = try cell.rows.prefix(Self.rowCountMax).map { row -> JSONValue in
      let doc = try row.hasPrefix("EV-") ? store.eventDoc(row) : nil
      return .members([
        "id": .string(row), "event": try doc.map { try JSONValue(reading: $0.utf8) },
      ])
    }
    return .json(
      .members([
        "figure": .string(name), "text": .string(text),
        "total": .integer(Int64(cell.rows.count)), "rows": .array(rows),
      ]))
  }

  // MARK: Acting

  /// `{actor, date}` for a daily, `{actor, event}` for a spot report.
  @Sendable func draft(_ request: Request, _ context: BasicRequestContext) async throws -> Response
  {
    let body = try await request.object()
    let id = try await desk.perform(
      "draft", "", body, actor: try body.actor(), atMs: monitor.presentMs)
    return .json(try await record(id), status: .created)
  }

  private func act(_ step: String, _ id: String, _ request: Request) async throws -> Response {
    let body = try await request.object()
    _ = try await desk.perform(
      step, id, body, actor: try body.actor(), atMs: monitor.presentMs)
    return .json(try await record(id))
  }

  private func record(_ id: String) async throws -> JSONValue {
    guard let report = await monitor.cases.reports.reports[id] else {
      throw APIError(.notFound, "There is no report \(id).", next: "See /api/v1/reports.")
    }
    return presenter.json(report)
  }
}

extension ReportBook.Report? {
  fileprivate func versions(
    _ paragraph: Paragraph, _ language: ReportLanguage
  ) -> [ReportBook.Prose] {
    self?.prose[.init(language: language.rawValue, paragraph: paragraph.key)] ?? []
  }
}
