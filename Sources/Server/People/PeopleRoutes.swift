// `/api/v1/session` and `/api/v1/people`: signing in, accounts and roles.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Notation

struct PeopleRoutes: Sendable {
  let monitor: Monitor
  let sessions: Sessions

  func add(to api: RouterGroup<BasicRequestContext>) {
    api.get("session", use: show).post("session", use: begin).delete("session", use: end)
    api.group("people")
      .get(use: list)
      .post(use: open)
      .post("{id}/roles", use: changeRoles)
      .post("{id}/close", use: close)
      .post("{id}/password", use: setPassword)
  }

  // MARK: Sessions

  /// Whether somebody has to sign in, and who has.
  @Sendable func show(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    .json(Self.session(SignedIn.account, isNeeded: monitor.people.isInUse))
  }

  private static func session(
    _ account: Account?, isNeeded: Bool, token: String? = nil
  ) -> JSONValue {
    .members([
      "needed": .bool(isNeeded), "account": account.map { .string($0.id) },
      "name": account.map { .string($0.name) },
      "party": account?.party.map { .string($0.rawValue) },
      "roles": account.map { .array($0.roles.map(\.rawValue).sorted().map { .string($0) }) },
      "may": account.map { .array($0.actTypes.map { .string($0) }) },
      "reads": account.map { account in
        .array(ReadingArea.allCases.filter(account.mayRead).map { .string($0.rawValue) })
      },
      "token": token.map { .string($0) },
    ])
  }

  /// `{account, password}`: a cookie for pages, and the token for programs.
  @Sendable func begin(_ request: Request, _ context: BasicRequestContext) async throws -> Response
  {
    let body = try await request.object()
    let id = try body.requiredText("account").lowercased()
    if let wait = sessions.wait(for: id) {
      throw APIError(
        .tooManyRequests, "Too many wrong passwords for '\(id)'.",
        next: "Try again in \(wait.components.seconds + 1) s.")
    }
    let isRight = try await monitor.passwords.isRight(
      try body.requiredText("password"), for: id)
    let account = monitor.people.account(id)
    guard isRight, let account, account.isOpen else {
      sessions.noteMistake(id)
      if account != nil {
        _ = try await monitor.perform(
          .people(.signInRefused(account: id)), actor: id, atMs: monitor.presentMs)
      }
      throw APIError(
        .unauthorized, "Account or password is wrong.",
        next: "Try again, or have an administrator set a new password.")
    }
    _ = try await monitor.perform(
      .people(.signedIn(account: id)), actor: id, atMs: monitor.presentMs)
    let token = sessions.begin(id)
    var response = Response.json(
      Self.session(account, isNeeded: true, token: token), status: .created)
    response.headers[.setCookie] =
      "\(SignedIn.cookie)=\(token); HttpOnly; SameSite=Strict; Path=/; Max-Age=\(Sessions.longest.components.seconds)"
    return response
  }

  @Sendable func end(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    if let account = SignedIn.account {
      _ = try await monitor.perform(
        .people(.signedOut(account: account.id)), actor: account.id, atMs: monitor.presentMs)
    }
    if let token = request.sessionToken { sessions.end(token) }
    var response = Response.json(Self.session(nil, isNeeded: monitor.people.isInUse))
    response.headers[.setCookie] =
      "\(SignedIn.cookie)=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0"
    return response
  }

  // MARK: Accounts

  /// The table of roles for everybody; the accounts for administrators.
  @Sendable func list(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let people = monitor.people
    let isAdministrator = SignedIn.account.map { $0.mayRead(.people) } ?? !people.isInUse
    return .json(
      .members([
        "roles": .array(
          Role.allCases.map { role in
            .members([
              "role": .string(role.rawValue),
              "may": .array(role.actTypes.map { .string($0) }),
              "reads": .array(
                ReadingArea.allCases.filter(role.readingAreas.contains).map {
                  .string($0.rawValue)
                }),
            ])
          }),
        "accounts": isAdministrator
          ? .array(people.accounts.values.sorted { $0.id < $1.id }.map { Self.json($0) }) : nil,
      ]))
  }

  private static func json(_ account: Account) -> JSONValue {
    .members([
      "account": .string(account.id), "name": .string(account.name),
      "roles": .array(account.roles.map(\.rawValue).sorted().map { .string($0) }),
      "party": account.party.map { .string($0.rawValue) }, "open": .bool(account.isOpen),
    ])
  }

  /// `{account, name, roles, party, password}`
  @Sendable func open(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let body = try await request.object()
    let id = try body.requiredText("account")
    try await monitor.openAccount(
      id, name: try body.requiredText("name"), roles: try Self.roles(body),
      party: try Self.party(body), password: try body.requiredText("password"),
      actor: SignedIn.account?.id ?? id)
    return .json(try await one(id), status: .created)
  }

  /// `{roles, reason}`
  @Sendable func changeRoles(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let id = try context.parameters.require("id")
    let body = try await request.object()
    _ = try await monitor.perform(
      .people(
        .rolesChanged(
          account: id, roles: try Self.roles(body), reason: try body.requiredText("reason"))),
      actor: try body.actor(), atMs: monitor.presentMs)
    return .json(try await one(id))
  }

  /// `{reason}`
  @Sendable func close(_ request: Request, _ context: BasicRequestContext) async throws -> Response
  {
    let id = try context.parameters.require("id")
    let body = try await request.object()
    _ = try await monitor.perform(
      .people(.closed(account: id, reason: try body.requiredText("reason"))),
      actor: try body.actor(), atMs: monitor.presentMs)
    sessions.endAll(of: id)
    return .json(try await one(id))
  }

  /// `{password, old}`: one's own with the old one, another's as an administrator.
  @Sendable func setPassword(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let id = try context.parameters.require("id").lowercased()
    let body = try await request.object()
    let actor = try body.actor()
    if actor == id {
      guard try await monitor.passwords.isRight(try body.requiredText("old"), for: id) else {
        sessions.noteMistake(id)
        throw APIError(.forbidden, "The old password is wrong.", next: "Try again.")
      }
    }
    try await monitor.setPassword(
      try body.requiredText("password"), for: id, actor: actor)
    sessions.endAll(of: id)
    return .json(try await one(id))
  }

  private func one(_ id: String) async throws -> JSONValue {
    guard let account = monitor.people.account(id) else {
      throw APIError(.notFound, "There is no account '\(id)'.", next: "See /api/v1/people.")
    }
    return Self.json(account)
  }

  private static func roles(_ body: JSONValue) throws -> Set<Role> {
    var roles: Set<Role> = []
    for word in (body["roles"]?.elements ?? []).compactMap(\.text) {
      guard let role = Role(rawValue: word) else {
        throw APIError(
          .unprocessableContent, "'\(word)' is no role.",
          next: "Roles are: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      roles.insert(role)
    }
    return roles
  }

  private static func party(_ body: JSONValue) throws -> Party? {
    guard let text = body["party"]?.text else { return nil }
    guard let party = Party(rawValue: text) else {
      throw APIError(.unprocessableContent, "'\(text)' is no party.", next: "Write A or B.")
    }
    return party
  }
}
