// Which files does the page consist of? Read once at start, sent as they are, gzipped where it helps.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Ledger
internal import Missions
internal import NIOCore
internal import Observations

/// The page's files in memory. Requests are answered from this table alone, so no path of a request
/// ever reaches the file system.
struct PageFiles: Sendable {
  struct File: Sendable {
    let type: String
    let plain: ByteBuffer
    let gzipped: ByteBuffer?
    let tag: String
    /// Instead of the policy of the page, for a file that carries its own scripts.
    let policy: String?
  }

  private let files: [String: File]

  /// - Parameter folder: the folder of the page; nil finds it beside the program.
  /// - Parameter ground: a mission's own, which stands beside the base map's.
  init(folder: String?, ground: MissionGround = MissionGround()) throws {
    let root = URL(fileURLWithPath: folder ?? Self.standardFolder)
    guard let walker = FileManager.default.enumerator(atPath: root.path) else {
      throw DataFolderError(
        kind: .missing, message: "The page's files are not at \(root.path).",
        next: "Name their folder with --page.")
    }
    var files: [String: File] = [:]
    for case let name as String in walker where !name.hasSuffix(".gz") {
      guard let type = Self.types[URL(fileURLWithPath: name).pathExtension],
        let read = FileManager.default.contents(atPath: root.appendingPathComponent(name).path)
      else { continue }
      let own = ground.added(to: name, [UInt8](read))
      let data = own.map { Data($0) } ?? read
      let gzipped =
        own == nil
        ? FileManager.default.contents(atPath: root.appendingPathComponent(name + ".gz").path) : nil
      files["/" + name] = File(
        type: type, plain: ByteBuffer(bytes: data), gzipped: gzipped.map { ByteBuffer(bytes: $0) },
        tag: "\"\(ContentDigest(of: [UInt8](data)).hex.prefix(16))\"",
        policy: name.hasSuffix(".html")
          ? Self.ownPolicy(String(decoding: data, as: UTF8.self)) : nil)
    }
    files["/"] = files["/index.html"]
    self.files = files
  }

  /// A file that is to work alone has its scripts and styles in it. They may run, and nothing else:
  /// no connection and no other script. Nil for a file without scripts of its own.
  private static func ownPolicy(_ text: String) -> String? {
    let scripts = text.matches(of: /<script[^>]*>([\s\S]+?)<\/script>/).map { String($0.1) }
    guard !scripts.isEmpty else { return nil }
    let styles = text.matches(of: /<style>([\s\S]+?)<\/style>/).map { String($0.1) }
    func hashes(_ parts: [String]) -> String {
      parts.map { "'sha256-\(LogHash(sha256Of: Array($0.utf8)).base64)'" }.joined(separator: " ")
    }
    return "default-src 'none'; script-src \(hashes(scripts)); style-src \(hashes(styles)); "
      + "img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "json": "application/json; charset=utf-8",
    "geojson": "application/geo+json; charset=utf-8", "svg": "image/svg+xml",
    "woff2": "font/woff2", "png": "image/png", "webmanifest": "application/manifest+json",
    "txt": "text/plain; charset=utf-8",
  ]

  /// Beside the program in an installed copy, else in the sources that it was built from.
  static var standardFolder: String {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let candidates = [
      program.deletingLastPathComponent().appendingPathComponent("../share/truceline/page"),
      program.deletingLastPathComponent().appendingPathComponent("../../../Sources/Web/Page"),
      URL(fileURLWithPath: "Sources/Web/Page"),
    ].map { $0.standardizedFileURL.path }
    return candidates.first { FileManager.default.fileExists(atPath: $0 + "/index.html") }
      ?? candidates[0]
  }

  func answer(_ request: Request) -> Response? {
    guard let file = files[request.uri.path] else { return nil }
    var headers: HTTPFields = [
      .contentType: file.type, .eTag: file.tag, .cacheControl: "no-cache", .vary: "Accept-Encoding",
    ]
    if let policy = file.policy { headers[.contentSecurityPolicy] = policy }
    if request.headers[.ifNoneMatch] == file.tag {
      return Response(status: .notModified, headers: headers)
    }
    let accepts = request.headers[.acceptEncoding]?.contains("gzip") ?? false
    if accepts, let gzipped = file.gzipped {
      headers[.contentEncoding] = "gzip"
      return Response(status: .ok, headers: headers, body: .init(byteBuffer: gzipped))
    }
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: file.plain))
  }
}
