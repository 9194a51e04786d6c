// How is a report sent? As a page that runs nothing, or as a file with its name.
//
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import Reports

extension Request {
  /// English unless another is asked for.
  func reportLanguage() throws -> ReportLanguage {
    let text = query("language") ?? "en"
    guard let language = ReportLanguage(rawValue: text) else {
      throw APIError(
        .badRequest, "Reports are not written in '\(text)'.", next: "Write en, de or uk.")
    }
    return language
  }
}

extension Response {
  /// A report as a page of its own: it has its style in it, and nothing else may run or load.
  static func page(_ bytes: [UInt8]) -> Response {
    var response = json(bytes: bytes, type: "text/html; charset=utf-8")
    response.headers[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
      + "frame-ancestors 'none'; form-action 'none'"
    return response
  }

  static func file(_ bytes: [UInt8], type: String, name: String) -> Response {
    var response = json(bytes: bytes, type: type)
    response.headers[.contentDisposition] = "inline; filename=\"\(name)\""
    return response
  }
}
