// Which requests are let in, and with which rules does a page run? Headers for every answer.
//
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Turns errors into answers, adds the security headers, and refuses requests that a foreign page
/// sends in the name of the person who has it open.
struct Guard<Context: RequestContext>: RouterMiddleware {
  static var contentPolicy: String {
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
      + "worker-src blob:; connect-src 'self'; font-src 'self'; object-src 'none'; "
      + "base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
  }

  let logger: Logger

  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      try checkOrigin(request)
      response = try await next(request, context)
    } catch {
      let known = APIError(error)
      if known.status.code >= 500 {
        logger.error("\(request.method) \(request.uri.path): \(known.message)")
      }
      response = known.response
    }
    if response.headers[.contentSecurityPolicy] == nil {
      response.headers[.contentSecurityPolicy] = Self.contentPolicy
    }
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[HTTPField.Name("Referrer-Policy")!] = "no-referrer"
    response.headers[HTTPField.Name("Cross-Origin-Opener-Policy")!] = "same-origin"
    response.headers[HTTPField.Name("Cross-Origin-Resource-Policy")!] = "same-origin"
    return response
  }

  /// The server answers under loopback names only, and changes come from its own page or from a
  /// program: a page of another origin, or a name that was made to point here, gets nothing.
  private func checkOrigin(_ request: Request) throws {
    let host = request.head.authority ?? ""
    let name = Self.hostName(host)
    guard ["127.0.0.1", "localhost", "[::1]"].contains(name) else {
      throw APIError(
        .misdirectedRequest, "This server does not answer for '\(name)'.",
        next: "Use http://127.0.0.1.")
    }
    guard request.method != .get, request.method != .head else { return }
    if let origin = request.headers[.origin], origin != "http://\(host)" {
      throw APIError(
        .forbidden, "Changes from the page of another origin are refused.",
        next: "Use this server's own page.")
    }
  }

  private static func hostName(_ host: String) -> String {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[...end]) }
    return String(host.prefix { $0 != ":" })
  }
}
