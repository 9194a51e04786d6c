// `/api/v1/findings`, `/docket`, `/hotline`, `/clocks` and every act of the referee.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Foundation
internal import Hummingbird
internal import Ledger
internal import NIOCore
internal import Notation

struct RefereeRoutes: Sendable {
  let monitor: Monitor
  let presenter: Presenter

  func add(to api: RouterGroup<BasicRequestContext>) {
    for operation in RefereeOperation.all {
      api.post(RouterPath(operation.path), use: post(operation))
    }
    api.get("findings", use: findings)
      .get("findings/{id}", use: finding)
      .get("findings/{id}/diff", use: diff)
      .get("findings/{id}/release", use: release)
      .post("findings/{id}/preview", use: preview)
      .get("allegations", use: allegations)
      .get("parties/{party}", use: portal)
      .get("parties/{party}/cases/{id}", use: portalCase)
      .get("docket", use: docket)
      .get("docket/{id}", use: docketItem)
      .get("hotline", use: hotline)
      .get("shifts", use: shifts)
      .get("clocks", use: clocks)
  }

  // MARK: Acting

  private func post(
    _ operation: RefereeOperation
  ) -> @Sendable (Request, BasicRequestContext) async throws -> Response {
    { request, context in
      let body = try await request.object()
      let actor = try body.actor()
      var values: [String: String] = [:]
      for part in operation.names.keys { values[part] = try context.parameters.require(part) }
      if let party = values["party"] { _ = try Self.party(party) }
      let asked = operation.request(values, body.objectMembers)
      let receipt = try await monitor.perform(asked, actor: actor, atMs: monitor.presentMs)
      let isOfParty = receipt.act.actingParty != nil
      return .json(
        presenter.json(receipt, proof: isOfParty ? try await proof(receipt.record) : nil),
        status: .created)
    }
  }

  /// A party takes away what shows later that its paper was there.
  private func proof(_ record: UInt64) async throws -> String? {
    try await monitor.log.publish(upTo: try await monitor.seal())
    return try await monitor.proof(ofRecord: record).map {
      String(decoding: $0.bytes, as: UTF8.self)
    }
  }

  private static func party(_ word: String) throws -> Party {
    guard let party = Party(rawValue: word) else {
      throw APIError(.notFound, "There is no party '\(word)'.", next: "Write A or B.")
    }
    return party
  }

  /// A party's officer sees his own side's portal; the Mission sees both.
  private static func own(_ word: String) throws -> Party {
    let party = try party(word)
    if let side = SignedIn.account?.party, side != party {
      throw APIError(
        .forbidden, "This is the portal of Party \(party.rawValue).",
        next: "Yours is /api/v1/parties/\(side.rawValue).")
    }
    return party
  }

  // MARK: Findings

  private func book(_ request: Request) async throws -> CaseBook {
    try await monitor.cases(try request.knownAt())
  }

  @Sendable func findings(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let book = try await book(request)
    let all = book.referee.findings.keys.inOrder.compactMap { book.referee.findings[$0] }
    return .json(.members(["findings": .array(all.map { presenter.line($0) })]))
  }

  private func finding(
    _ book: CaseBook, _ context: BasicRequestContext
  ) throws -> Finding {
    let id = try context.parameters.require("id")
    guard let finding = book.referee.findings[id] else {
      throw APIError(.notFound, "There is no finding \(id).", next: "See /api/v1/findings.")
    }
    return finding
  }

  @Sendable func finding(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let book = try await book(request)
    return .json(presenter.detail(try finding(book, context), book, request.language))
  }

  /// `?from=1&to=2`; without them the last two versions.
  @Sendable func diff(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let finding = try finding(try await book(request), context)
    let to = request.query("to").flatMap { Int($0) } ?? finding.latest.number
    let from = request.query("from").flatMap { Int($0) } ?? to - 1
    guard let new = finding.version(to), let old = finding.version(from) else {
      throw APIError(
        .notFound, "\(finding.id) has no versions \(from) and \(to).",
        next: "It has 1 to \(finding.latest.number).")
    }
    return .json(
      .members([
        "finding": .string(finding.id), "from": .integer(Int64(from)), "to": .integer(Int64(to)),
        "reason": .string(new.reason),
        "changes": .array(old.content.changes(to: new.content).map(\.json)),
      ]))
  }

  private static func audience(_ word: String?) throws -> Audience {
    guard let audience = word.flatMap({ Audience(rawValue: $0) }) else {
      throw APIError(
        .badRequest, "The audience is missing or unknown.",
        next: "Write A, B, guarantors or public.")
    }
    return audience
  }

  /// What an audience has: `?audience=A&version=1`; without a version the last that it was given.
  @Sendable func release(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let book = try await book(request)
    let finding = try finding(book, context)
    let audience = try Self.audience(request.query("audience"))
    let last = finding.versions.last { $0.release(to: audience) != nil }?.number
    guard let number = request.query("version").flatMap({ Int($0) }) ?? last,
      let released = book.referee.released(finding.id, version: number, to: audience)
    else {
      throw APIError(
        .notFound, "Nothing of \(finding.id) was released to \(audience.rawValue).",
        next: "See its releases.")
    }
    return .json(presenter.json(released, finding, book))
  }

  /// What an audience would get: `{to, version, withheld}`. Nothing is recorded.
  @Sendable func preview(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let body = try await request.object()
    let book = await monitor.cases
    let finding = try finding(book, context)
    let choice: [Withholding]
    do throws(RecordCodecError) { choice = try Withholding.list(json: body["withheld"]) } catch {
      throw APIError(
        .unprocessableContent, "The choice is refused: \(error.reason).",
        next: "Each item has a reason: source_protection, personal_data or safety.")
    }
    let number = body["version"]?.int.map { Int($0) } ?? finding.latest.number
    let released = try book.referee.released(
      finding.id, version: number, to: try Self.audience(body["to"]?.text), withholding: choice)
    return .json(presenter.json(released, finding, book))
  }

  // MARK: Parties

  @Sendable func allegations(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let referee = try await book(request).referee
    let all = referee.allegations.keys.inOrder.compactMap { referee.allegations[$0] }
    return .json(.members(["allegations": .array(all.map { presenter.json($0) })]))
  }

  @Sendable func portal(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let party = try Self.own(try context.parameters.require("party"))
    return .json(
      presenter.portal(party, try await book(request), request.language, nowMs: monitor.presentMs))
  }

  @Sendable func portalCase(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let party = try Self.own(try context.parameters.require("party"))
    let id = try context.parameters.require("id")
    let book = try await book(request)
    guard let file = book.referee.files[id], !file.notices(to: party).isEmpty else {
      throw APIError(
        .notFound, "Party \(party.rawValue) has no notice of a case \(id).",
        next: "See /api/v1/parties/\(party.rawValue).")
    }
    return .json(
      presenter.portalCase(file, party, book, request.language, nowMs: monitor.presentMs))
  }

  // MARK: Docket, liaison, clocks

  @Sendable func docket(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let book = try await book(request)
    let items = book.referee.docket.keys.inOrder.compactMap { book.referee.docket[$0] }
    return .json(
      .members([
        "docket": .array(
          items.map { presenter.json($0, book, request.language, nowMs: monitor.presentMs) }),
        "interpretations": .array(book.referee.interpretations.map { presenter.json($0) }),
      ]))
  }

  @Sendable func docketItem(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let book = try await book(request)
    let id = try context.parameters.require("id")
    guard let item = book.referee.docket[id] else {
      throw APIError(.notFound, "There is no docket item \(id).", next: "See /api/v1/docket.")
    }
    return .json(presenter.json(item, book, request.language, nowMs: monitor.presentMs))
  }

  @Sendable func hotline(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let book = try await book(request)
    let calls = book.referee.calls.keys.inOrder.compactMap { book.referee.calls[$0] }
    return .json(
      .members([
        "calls": .array(
          calls.reversed().map {
            presenter.json($0, book, monitor.clockTerms, request.language, nowMs: monitor.presentMs)
          })
      ]))
  }

  @Sendable func shifts(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let referee = try await book(request).referee
    let shifts = referee.shifts.keys.inOrder.reversed().compactMap { referee.shifts[$0] }
    return .json(.members(["shifts": .array(shifts.map { presenter.json($0) })]))
  }

  /// What is open, first what is due first: `?limit=&alerts=no`.
  @Sendable func clocks(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let limit = try request.limit()
    let open = try await book(request).openClocks(
      monitor.clockTerms, withAlerts: request.query("alerts") != "no")
    let nowMs = monitor.presentMs
    return .json(
      .members([
        "now": presenter.time(nowMs), "total": .integer(Int64(open.count)),
        "overdue": .integer(Int64(open.count { $0.state(atMs: nowMs).lateMs != nil })),
        "clocks": .array(
          open.prefix(limit).map { presenter.json($0, request.language, nowMs: nowMs) }),
      ]))
  }
}
