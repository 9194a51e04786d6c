// Which requests need a session, and what may each role read?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import HTTPTypes
internal import Hummingbird
internal import Synchronization

/// Who has signed in, for the request that is being answered.
enum SignedIn {
  @TaskLocal static var account: Account?

  static let cookie = "truceline-session"
}

/// Lets requests through that carry a session whose account may read what they ask for. Where the mission
/// has no accounts everybody may, as before the first one was opened.
struct SignInNeeded<Context: RequestContext>: RouterMiddleware {
  let monitor: Monitor
  let sessions: Sessions

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let path = request.uri.path
    let people = monitor.people
    guard people.isInUse, let area = Reading.area(of: path) else {
      return try await next(request, context)
    }
    guard let token = request.sessionToken, let id = sessions.account(token),
      let account = people.account(id), account.isOpen
    else {
      if case .anybody = area { return try await next(request, context) }
      throw APIError(
        .unauthorized, "Nobody is signed in.",
        next: "Sign in with your account: POST /api/v1/session.")
    }
    guard area.isOpen(to: account, request), Reading.isOwnSide(path, account) else {
      throw APIError(
        .forbidden, "\(account.id) may not read this.",
        next: "An administrator gives roles; see 'truceline account roles'.")
    }
    return try await SignedIn.$account.withValue(account) { try await next(request, context) }
  }
}

/// What a path shows, in one table; what is not in it is for the Mission's own people.
enum Reading {
  /// Everybody, signed in or not.
  case anybody
  /// Everybody who is signed in.
  case signedIn
  case areas(Set<ReadingArea>)
  /// What an audience has of a finding: the Mission's people, and that audience.
  case release

  /// By the beginning of the path after `/api/v1/`; the longest one that fits counts.
  private static let table: [(path: String, reading: Reading)] = [
    ("session", .anybody),
    ("openapi.json", .anybody),
    // With what they withhold; everybody has the entries themselves at /log/tile.
    ("log/records", .areas([.operations])),
    ("log", .signedIn),
    ("mission", .signedIn),
    ("agreement", .signedIn),
    ("parties", .areas([.portal])),
    ("docket", .areas([.portal, .operations])),
    ("hotline", .areas([.portal, .operations])),
    ("reports", .areas([.reports])),
    ("evidence", .areas([.evidence])),
    ("plan", .areas([.plan])),
    ("people", .signedIn),
    ("", .areas([.operations])),
  ]

  /// Nil for what is not of the interface: the page's files, and the log for everybody.
  static func area(of path: String) -> Reading? {
    let head = "/api/v1/"
    guard path.hasPrefix(head) else { return nil }
    let rest = path.dropFirst(head.count)
    if rest.hasPrefix("findings/"), rest.hasSuffix("/release") { return .release }
    if rest.hasPrefix("log/records/"), rest.hasSuffix("/proof") { return .signedIn }
    return table.first { entry in
      entry.path.isEmpty || rest == entry.path || rest.hasPrefix(entry.path + "/")
    }?.reading
  }

  /// A party's officer sees his own side's page only.
  static func isOwnSide(_ path: String, _ account: Account) -> Bool {
    guard let party = account.party else { return true }
    let head = "/api/v1/parties/"
    guard path.hasPrefix(head) else { return true }
    return path.dropFirst(head.count).prefix { $0 != "/" } == party.rawValue
  }

  func isOpen(to account: Account, _ request: Request) -> Bool {
    switch self {
    case .release:
      if account.mayRead(.operations) { return true }
      guard request.method == .get, account.mayRead(.portal) else { return false }
      let audience = request.query("audience")
      return audience == "public" || audience == account.party?.rawValue ?? "guarantors"
    case .anybody, .signedIn: return true
    case .areas(let areas): return areas.contains { account.mayRead($0) }
    }
  }
}

extension Request {
  /// From the cookie of a page, or the head that a program sends.
  var sessionToken: String? {
    if let head = headers[.authorization], head.hasPrefix("Bearer ") {
      return String(head.dropFirst(7))
    }
    for pair in (headers[.cookie] ?? "").split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].trimmingPrefix(" ") == SignedIn.cookie else { continue }
      return String(parts[1])
    }
    return nil
  }
}
