// `/api/v1/alerts`: what asks to be looked at, and what was done about it.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
internal import Geo
internal import Hummingbird
internal import NIOCore
internal import Notation
internal import Rules
internal import Store

struct AlertRoutes: Sendable {
  let monitor: Monitor
  let presenter: Presenter

  func add(to api: RouterGroup<BasicRequestContext>) {
    api.group("alerts")
      .get(use: list)
      .get("{id}", use: show)
      .post("{id}/acknowledge", use: acknowledge)
      .post("{id}/action", use: action)
      .post("{id}/dismiss", use: dismiss)
  }

  /// Newest first: `?state=&clause=&sector=&grade=&verdict=&from=&until=&limit=1...1000&after=`.
  @Sendable func list(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    var filter = AlertFilter()
    filter.states = request.words("state")
    filter.clauses = request.words("clause")
    filter.sectors = request.words("sector")
    filter.grades = request.words("grade")
    filter.verdicts = request.words("verdict")
    filter.fromMs = try request.moment("from")
    filter.untilMs = try request.moment("until")
    let cursor = try request.query("after").map { text in
      guard let cursor = ListCursor(text) else {
        throw APIError(
          .badRequest, "'\(text)' is no cursor.", next: "Use the 'next' of the page before.")
      }
      return cursor
    }
    let page = try await monitor.store(try request.knownAt()).alerts(
      filter, german: request.language == .de, after: cursor, limit: try request.limit())
    var bytes = Array("{\"alerts\":[".utf8)
    for (index, row) in page.rows.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: row.utf8)
    }
    let next = page.next.map { "\"\($0)\"" } ?? "null"
    bytes.append(contentsOf: "],\"next\":\(next),\"total\":\(page.total)}".utf8)
    return .json(bytes: bytes)
  }

  @Sendable func show(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let id = try context.parameters.require("id")
    guard let doc = try await monitor.store(try request.knownAt()).alertDoc(id) else {
      throw Self.noAlert(id)
    }
    let alert = try Alert(json: try JSONValue(reading: doc.utf8))
    return .json(
      try presenter.detail(
        alert, request.language, store: try await monitor.store(try request.knownAt())))
  }

  private static func noAlert(_ id: String) -> APIError {
    APIError(.notFound, "There is no alert \(id).", next: "See /api/v1/alerts.")
  }

  @Sendable func acknowledge(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    try await act(request, context) { id, body in
      .alertAcknowledged(id: id, note: body["note"]?.text ?? "")
    }
  }

  @Sendable func action(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    try await act(request, context) { id, body in
      .alertActioned(id: id, note: body["note"]?.text ?? "")
    }
  }

  /// `{actor, as: "false"|"duplicate", reason, of}`
  @Sendable func dismiss(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    try await act(request, context) { id, body in
      let written = try body.requiredText("as")
      guard let dismissal = Act.Dismissal(rawValue: written) else {
        throw APIError(
          .unprocessableContent, "'\(written)' is not known.", next: "Write false or duplicate.")
      }
      return .alertDismissed(
        id: id, as: dismissal, reason: body["reason"]?.text ?? body["note"]?.text ?? "",
        of: body["of"]?.text)
    }
  }

  private func act(
    _ request: Request, _ context: BasicRequestContext,
    _ make: (String, JSONValue) throws -> Act
  ) async throws -> Response {
    let id = try context.parameters.require("id")
    let body = try await request.object()
    let actor = try body.actor()
    _ = try await monitor.perform(try make(id, body), actor: actor, atMs: monitor.presentMs)
    guard let alert = await monitor.cases.alerts[id] else { throw Self.noAlert(id) }
    return .json(presenter.json(alert, request.language))
  }
}

extension Request {
  func limit() throws -> Int {
    guard let text = query("limit") else { return 200 }
    guard let limit = Int(text), (1...1_000).contains(limit) else {
      throw APIError(.badRequest, "limit '\(text)' is not within 1 to 1000.")
    }
    return limit
  }

  func moment(_ name: String) throws -> Int64? {
    guard let text = query(name), !text.isEmpty else { return nil }
    // A plus in a query may have become a space.
    guard let instant = Instant(iso: text.replacing(" ", with: "+")) else {
      throw APIError(
        .badRequest, "\(name) '\(text)' is not a time with its zone.",
        next: "Write 2026-06-24T00:00:00Z.")
    }
    return instant.atMs
  }
}

extension Date {
  /// The wall clock, for what people do.
  static var nowMs: Int64 { Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)) }
}
