// `/api/v1/cases`: what the monitors have opened, and where each case stands.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
internal import Hummingbird
internal import NIOCore
internal import Notation
internal import Store

struct CaseRoutes: Sendable {
  let monitor: Monitor
  let presenter: Presenter

  func add(to api: RouterGroup<BasicRequestContext>) {
    api.group("cases")
      .get(use: list)
      .post(use: open)
      .get("{id}", use: show)
      .post("{id}/assign", use: assign)
  }

  @Sendable func list(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let cases = try await monitor.store(try request.knownAt()).caseDocs().map { doc in
      presenter.json(try Case(json: try JSONValue(reading: doc.utf8)))
    }
    return .json(.members(["cases": .array(cases)]))
  }

  @Sendable func show(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    .json(try await detail(try context.parameters.require("id"), request))
  }

  private func detail(_ id: String, _ request: Request) async throws -> JSONValue {
    let book = try await monitor.cases(try request.knownAt())
    guard let item = book.cases[id] else {
      throw APIError(.notFound, "There is no case \(id).", next: "See /api/v1/cases.")
    }
    return presenter.detail(item, book, request.language, nowMs: monitor.presentMs)
  }

  /// `{actor, title, alerts: [id], note}`
  @Sendable func open(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let body = try await request.object()
    guard let alerts = body["alerts"]?.elements else {
      throw APIError(
        .unprocessableContent, "The member 'alerts' is missing.", next: "Add a list of alert ids.")
    }
    let id = try await monitor.openCase(
      title: try body.requiredText("title"), alertIDs: alerts.compactMap(\.text),
      note: body["note"]?.text ?? "", actor: try body.actor(), atMs: monitor.presentMs)
    return .json(try await detail(id, request), status: .created)
  }

  /// `{actor, assignee}`
  @Sendable func assign(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let id = try context.parameters.require("id")
    let body = try await request.object()
    _ = try await monitor.perform(
      .caseAssigned(id: id, assignee: try body.requiredText("assignee")),
      actor: try body.actor(), atMs: monitor.presentMs)
    return .json(try await detail(id, request))
  }
}
