// How is an answer sent, and how an error? One form for all routes.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import HTTPTypes
internal import Hummingbird
internal import Ledger
internal import NIOCore
internal import Notation
internal import Reports
internal import Rules

/// A request that cannot be answered, with what to do instead.
struct APIError: Error {
  let status: HTTPResponse.Status
  let message: String
  let next: String
  /// Where somebody else was faster: what he changed.
  var changes: [FieldChange] = []

  /// The disk refuses: nothing was acknowledged.
  static let insufficientStorage = HTTPResponse.Status(
    code: 507, reasonPhrase: "Insufficient Storage")

  init(_ status: HTTPResponse.Status, _ message: String, next: String = "") {
    self.status = status
    self.message = message
    self.next = next
  }

  /// Every error that a handler may throw, in the one form.
  init(_ error: any Error) {
    switch error {
    case let error as APIError: self = error
    case let error as ActError:
      let status: HTTPResponse.Status =
        switch error.kind {
        case .notFound: .notFound
        case .notAllowed: .forbidden
        case .forbiddenByState: .conflict
        case .invalid: .unprocessableContent
        }
      self.init(status, error.message, next: error.next)
      changes = error.changes
    case let error as ReportError:
      self.init(.unprocessableContent, error.message, next: error.next)
    case let error as JournalError:
      self.init(Self.insufficientStorage, error.description, next: error.nextStepOfServer)
    case let error as ReadModelError:
      self.init(
        Self.insufficientStorage, "The read models cannot be written: \(error.reason).",
        next: error.next)
    case is ReadModelsBehind:
      self.init(
        .serviceUnavailable,
        "The read models are made anew just now; until then it cannot be said which of these reports "
          + "came before. Nothing of this was kept.",
        next: "Send the same again after some seconds.")
    case let error as JSONError:
      self.init(.badRequest, "The body is not JSON: \(error).", next: "Send a JSON object.")
    case let error as any HTTPResponseError:
      self.init(error.status, "\(error)", next: "")
    default:
      self.init(.internalServerError, "The request failed: \(error)", next: "See the server's log.")
    }
  }

  var response: Response {
    var response = Response.json(
      .members([
        "error": .members([
          "message": .string(message), "next": .string(next),
          "changes": changes.isEmpty ? nil : .array(changes.map(\.json)),
        ])
      ]), status: status)
    if status == Self.insufficientStorage || status == .serviceUnavailable {
      response.headers[.retryAfter] = "5"
    }
    return response
  }
}

extension JournalError {
  /// The server opens its logs again by itself.
  fileprivate var nextStepOfServer: String {
    switch problem {
    case .diskFull: "Free space; the server tries again every second. Nothing of this was kept."
    case .io, .spent:
      "Check the disk; the server tries again every second. Send the same again then."
    default: nextStep
    }
  }
}

extension Response {
  static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
    json(bytes: value.bytes, status: status)
  }

  static func json(
    bytes: [UInt8], status: HTTPResponse.Status = .ok,
    type: String = "application/json; charset=utf-8"
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  static func geoJSON(_ bytes: [UInt8]) -> Response {
    json(bytes: bytes, type: "application/geo+json; charset=utf-8")
  }
}

extension Request {
  /// The language of texts: English unless German is asked for.
  var language: Language {
    uri.queryParameters["language"].flatMap { Language(rawValue: String($0)) } ?? .en
  }

  func query(_ name: String) -> String? {
    uri.queryParameters[Substring(name)].map { String($0) }
  }

  /// `knownAt=`: the state of an earlier time; nil for now.
  func knownAt() throws -> KnownAt? {
    guard let text = query("knownAt") else { return nil }
    guard let known = KnownAt(text) else {
      throw APIError(
        .badRequest, "'\(text)' is no state of the past.", next: "Write \(KnownAt.form).")
    }
    return known
  }

  /// `state=new,acknowledged` or the name several times.
  func words(_ name: String) -> [String] {
    uri.queryParameters.getAll(name).flatMap { (words: String) in
      words.split(separator: ",").map { String($0) }
    }
  }

  /// The body as a JSON object; 64 KiB at most.
  func object() async throws -> JSONValue {
    let type = headers[.contentType] ?? ""
    guard type.hasPrefix("application/json") else {
      throw APIError(
        .unsupportedMediaType, "The body must be JSON.",
        next: "Send Content-Type: application/json.")
    }
    let buffer = try await body.collect(upTo: 65_536)
    let value = try JSONValue(reading: buffer.readableBytesView)
    guard case .object = value else {
      throw APIError(.badRequest, "The body is no JSON object.", next: "Send {\"actor\": …}.")
    }
    return value
  }
}

extension JSONValue {
  /// Who acts: who has signed in, else who the body says.
  func actor() throws -> String {
    guard let account = SignedIn.account else { return try requiredText("actor") }
    if let written = self["actor"]?.text, written.lowercased() != account.id {
      throw APIError(
        .forbidden, "You are signed in as \(account.id) and cannot act as '\(written)'.",
        next: "Leave 'actor' out.")
    }
    return account.id
  }

  func requiredText(_ name: String) throws -> String {
    guard let text = self[name]?.text, !text.allSatisfy(\.isWhitespace) else {
      throw APIError(
        .unprocessableContent, "The member '\(name)' is missing.", next: "Add \"\(name)\".")
    }
    guard text.utf8.count <= 4_000 else {
      throw APIError(.unprocessableContent, "'\(name)' is longer than 4,000 bytes.")
    }
    return text
  }
}
