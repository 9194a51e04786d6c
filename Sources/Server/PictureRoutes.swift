// `/api/v1/mission`, `/events`, `/observations`, `/rejects`, `/feeds`, `/geo/…`: the picture behind the alerts.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Foundation
internal import Geo
internal import Hummingbird
internal import Missions
internal import NIOCore
internal import Notation
internal import Observations
internal import Rules
internal import Store

struct PictureRoutes: Sendable {
  let monitor: Monitor
  let presenter: Presenter
  let geo: GeoAnswers

  func add(to api: RouterGroup<BasicRequestContext>) {
    api.get("mission", use: mission)
      .get("events", use: events)
      .get("events/{id}", use: event)
      .get("observations", use: observations)
      .get("observations/{id}", use: observation)
      .post("observations/{id}/set-aside", use: setAside)
      .post("observations/{id}/split", use: split)
      .post("observations/{id}/join", use: join)
      .get("rejects", use: rejects)
      .get("feeds") { _, _ in Response.json(monitor.feeds.json(nowMs: Date.nowMs)) }
    api.group("geo")
      .get("line") { _, _ in Response.geoJSON(geo.lines) }
      .get("zones") { _, _ in Response.geoJSON(await geo.zones.value) }
      .get("sectors") { _, _ in Response.geoJSON(geo.sectors) }
      .get("alerts") { request, _ in
        Response.geoJSON(try geo.alerts(try await monitor.store(try request.knownAt())))
      }
      .get("events") { request, _ in
        Response.geoJSON(
          try geo.events(
            try await monitor.store(try request.knownAt()),
            fromMs: try request.moment("from") ?? .min, untilMs: try request.moment("until") ?? .max
          ))
      }
      .get("observations") { request, _ in
        Response.geoJSON(
          try geo.observations(
            try await monitor.store(try request.knownAt()),
            fromMs: try request.moment("from") ?? .min, untilMs: try request.moment("until") ?? .max
          ))
      }
  }

  @Sendable func mission(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let past = try await monitor.past(try request.knownAt())
    let totals = if let past { past.totals } else { try await monitor.totals() }
    let nowMs = if let past { past.nowMs } else { await monitor.nowMs }
    return .json(
      presenter.missionHead(
        request.language, totals: totals,
        period: try await monitor.store(try request.knownAt()).period(), nowMs: nowMs))
  }

  /// In order of time: `?from=&until=&limit=`.
  @Sendable func events(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let docs = try await monitor.store(try request.knownAt()).eventDocs(
      fromMs: try request.moment("from") ?? .min, untilMs: try request.moment("until") ?? .max,
      limit: try request.limit())
    return .json(bytes: Array("{\"events\":[\(docs.joined(separator: ","))]}".utf8))
  }

  @Sendable func event(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let id = try context.parameters.require("id")
    guard let doc = try await monitor.store(try request.knownAt()).eventDoc(id) else {
      throw APIError(.notFound, "There is no event \(id).", next: "See /api/v1/events.")
    }
    return .json(bytes: Array(doc.utf8))
  }

  @Sendable func observations(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let rows = try await monitor.store(try request.knownAt()).observations(
      fromMs: try request.moment("from") ?? .min, untilMs: try request.moment("until") ?? .max,
      limit: try request.limit())
    return .json(
      .members([
        "observations": .array(try rows.map { try json($0.doc, $0.setAside, request.language) })
      ]))
  }

  @Sendable func observation(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let id = try context.parameters.require("id")
    let (doc, setAside) = try found(id, try await monitor.store(try request.knownAt()))
    return .json(try json(doc, setAside, request.language))
  }

  private func found(
    _ id: String, _ store: ReadStore
  ) throws -> (doc: [UInt8], setAside: String?) {
    guard let found = try store.observation(id) else {
      throw APIError(
        .notFound, "There is no observation \(id).", next: "See /api/v1/observations.")
    }
    return found
  }

  private func json(
    _ doc: [UInt8], _ setAside: String?, _ language: Language
  ) throws -> JSONValue {
    let observation = try doc.withUnsafeBytes { try Observation(decoding: $0) }
    return presenter.json(observation, setAside: setAside, language)
  }

  /// `{actor, reason, note}`: the report counts no longer, and stays where it is.
  @Sendable func setAside(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let id = try context.parameters.require("id")
    let (doc, _) = try found(id, monitor.store)
    let body = try await request.object()
    let written = try body.requiredText("reason")
    guard let reason = SetAsideReason(rawValue: written) else {
      throw APIError(
        .unprocessableContent, "'\(written)' is no reason.",
        next: "Write one of: \(SetAsideReason.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let key = try doc.withUnsafeBytes { try Observation(decoding: $0) }.key
    _ = try await monitor.perform(
      .observationSetAside(id: id, key: key, reason: reason, note: body["note"]?.text ?? ""),
      actor: try body.actor(), atMs: monitor.presentMs)
    return .json(try json(doc, reason.rawValue, request.language))
  }

  /// `{actor, note}`: the report is of a happening of its own.
  @Sendable func split(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    try await decide(request, context) { id, key, body in
      .observationSplit(id: id, key: key, note: body["note"]?.text ?? "")
    }
  }

  /// `{actor, with: observation, note}`: the report belongs to the event of the other report.
  @Sendable func join(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    try await decide(request, context) { id, key, body in
      let (doc, _) = try found(try body.requiredText("with"), monitor.store)
      let with = try doc.withUnsafeBytes { try Observation(decoding: $0) }.key
      return .observationJoined(id: id, key: key, with: with, note: body["note"]?.text ?? "")
    }
  }

  private func decide(
    _ request: Request, _ context: BasicRequestContext,
    _ make: (String, ContentID, JSONValue) throws -> Act
  ) async throws -> Response {
    let id = try context.parameters.require("id")
    let (doc, setAside) = try found(id, monitor.store)
    let key = try doc.withUnsafeBytes { try Observation(decoding: $0) }.key
    let body = try await request.object()
    _ = try await monitor.perform(
      try make(id, key, body), actor: try body.actor(), atMs: monitor.presentMs)
    return .json(try json(doc, setAside, request.language))
  }

  @Sendable func rejects(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let rows = try await monitor.store(try request.knownAt()).rejects(limit: try request.limit())
    return .json(.members(["rejects": .array(rows.map { presenter.json($0) })]))
  }
}

extension Presenter {
  /// What the page shows in its head, and the words for its filters.
  func missionHead(
    _ language: Language, totals: Totals, period: (fromMs: Int64, untilMs: Int64)?, nowMs: Int64
  ) -> JSONValue {
    let code = language.rawValue
    return .members([
      "id": .string(mission.id), "name": .string(mission.name.text(in: code)),
      "notice": mission.notice.map { .string($0.text(in: code)) } ?? .null,
      "disclaimer": .string(disclaimer(language)), "timeZone": .string(mission.timeZone),
      "dataCut": .string(mission.dataCut),
      "parties": .object(
        Party.allCases.map {
          .init(
            $0.rawValue,
            .members(["name": .string(mission.partyNames[$0]?.text(in: code) ?? $0.rawValue)]))
        }),
      "sectors": .array(
        mission.territory.sectors.map {
          .members(["id": .string($0.id), "name": .string($0.name.text(in: code))])
        }),
      "clauses": .array(mission.agreement.clauses.map { json($0, code) }),
      "period": period.map {
        .members(["from": time($0.fromMs), "until": time($0.untilMs)])
      } ?? .null, "now": time(nowMs), "counts": json(totals),
      "attribution": .bool(mission.isAttributing),
      "languages": .array(mission.languages.map { .string($0) }),
    ])
  }

  private func json(_ clause: Clause, _ code: String) -> JSONValue {
    .members([
      "id": .string(clause.id), "version": .integer(Int64(clause.version)),
      "title": .string(clause.title.text(in: code)), "text": .string(clause.text.text(in: code)),
      "class": .string(clause.baseClass.rawValue), "evaluated": .bool(clause.checkedOn == nil),
      "checkedOn": clause.checkedOn.map { .string($0) },
    ])
  }

  private func disclaimer(_ language: Language) -> String {
    language == .de
      ? "Die gezeigten Grenzen und Namen bedeuten keine amtliche Billigung oder Anerkennung."
      : "The boundaries and names shown do not imply official endorsement or acceptance."
  }
}
