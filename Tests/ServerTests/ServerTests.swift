// The real command on a free loopback port, asked over HTTP.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Server
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// `truceline serve` on the example mission, stopped at the end.
final class RunningServer {
  let url: String
  let data: String
  private let process = Process()

  static var program: String {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    var folder = bundle.deletingLastPathComponent()
    for _ in 0..<5 {
      let candidate = folder.appendingPathComponent("truceline").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    return ""
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL.path

  init() throws {
    data = NSTemporaryDirectory() + "truceline-serve-\(UUID().uuidString)"
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = [
      "serve", Self.root + "/Missions/june-2026", "--listen", "127.0.0.1:0", "--data", data,
      "--page", Self.root + "/Sources/Web/Page",
    ]
    let words = Pipe()
    process.standardError = words
    try process.run()
    var said = ""
    while !said.contains("Ctrl-C") {
      let piece = words.fileHandleForReading.availableData
      if piece.isEmpty { break }
      said += String(decoding: piece, as: UTF8.self)
    }
    let line = said.split(separator: "\n").first { $0.contains("http://") } ?? ""
    url = line.range(of: "http://").map { String(line[$0.lowerBound...]) } ?? ""
    try #require(!url.isEmpty, "the server said: \(said)")
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: data)
  }

  struct Answer {
    let status: Int
    let headers: [String: String]
    let body: Data

    var json: JSONValue { (try? JSONValue(reading: body)) ?? .null }
  }

  func ask(
    _ method: String = "GET", _ path: String, body: String? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    var request = URLRequest(url: try #require(URL(string: url + path)), timeoutInterval: 60)
    request.httpMethod = method
    request.httpBody = body.map { Data($0.utf8) }
    if body != nil { request.setValue("application/json", forHTTPHeaderField: "Content-Type") }
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let (data, response) = try await URLSession.shared.data(for: request)
    let http = try #require(response as? HTTPURLResponse)
    let fields = http.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }
    return Answer(
      status: http.statusCode, headers: Dictionary(fields, uniquingKeysWith: { $1 }), body: data)
  }

  /// Waits until the feeds were read.
  func loaded() async throws {
    for _ in 0..<600 {
      let mission = try await ask("GET", "/api/v1/mission").json
      if mission["counts"]?["observations"]?.int == 2_671 { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("the feeds were not read within a minute")
  }
}

@Suite(.serialized) struct ServerTests {
  @Test func `a shift on the interface, from the list to a case`() async throws {
    let server = try RunningServer()
    try await server.loaded()

    let list = try await server.ask("GET", "/api/v1/alerts?limit=3&state=new").json
    let ids = list["alerts"]?.elements?.compactMap { $0["id"]?.text } ?? []
    #expect(ids.count == 3)
    let detail = try await server.ask("GET", "/api/v1/alerts/\(ids[0])?language=de").json
    #expect(detail["derivation"]?.elements?.isEmpty == false)
    #expect(detail["evidence"]?.elements?.first?["sha256"]?.text?.count == 64)

    let acknowledge = "/api/v1/alerts/\(ids[0])/acknowledge"
    let done = try await server.ask("POST", acknowledge, body: #"{"actor":"Officer"}"#)
    #expect(done.status == 200)
    #expect(done.json["state"]?.text == "acknowledged")
    let again = try await server.ask("POST", acknowledge, body: #"{"actor":"Officer"}"#)
    #expect(again.status == 409)
    #expect(again.json["error"]?["next"]?.text?.isEmpty == false)

    let opened = try await server.ask(
      "POST", "/api/v1/cases",
      body: #"{"actor":"Officer","title":"Fire","alerts":["\#(ids[0])","\#(ids[1])"]}"#)
    #expect(opened.status == 201)
    #expect(opened.json["id"]?.text == "CS-0001")
    #expect(opened.json["clocks"]?.elements?.count == 4)
    let assigned = try await server.ask(
      "POST", "/api/v1/cases/CS-0001/assign", body: #"{"actor":"Officer","assignee":"Other"}"#)
    #expect(assigned.json["assignee"]?.text == "Other")
  }

  @Test func `requests that cannot be answered say why and what to do`() async throws {
    let server = try RunningServer()
    try await server.loaded()
    let cases:
      [(method: String, path: String, body: String?, headers: [String: String], status: Int)] = [
        ("GET", "/api/v1/alerts/AL-none", nil, [:], 404), ("GET", "/nothing", nil, [:], 404),
        ("GET", "/api/v1/alerts?limit=0", nil, [:], 400),
        ("GET", "/api/v1/alerts?from=yesterday", nil, [:], 400),
        ("GET", "/api/v1/alerts?after=x", nil, [:], 400),
        ("POST", "/api/v1/alerts/x/acknowledge", "{", [:], 400),
        ("POST", "/api/v1/alerts/x/acknowledge", "{}", [:], 422),
        ("POST", "/api/v1/alerts/x/acknowledge", #"{"actor":"O"}"#, [:], 404),
        ("POST", "/api/v1/alerts/x/acknowledge", "a=b", ["Content-Type": "text/plain"], 415),
        ("POST", "/api/v1/cases", #"{"actor":"O"}"#, ["Origin": "http://elsewhere.example"], 403),
        ("GET", "/api/v1/mission", nil, ["Host": "elsewhere.example"], 421),
        ("GET", "/../Package.swift", nil, [:], 404),
        ("GET", "/%2e%2e/Package.swift", nil, [:], 404),
      ]
    for item in cases {
      let answer = try await server.ask(
        item.method, item.path, body: item.body, headers: item.headers)
      #expect(answer.status == item.status, "\(item.method) \(item.path)")
      #expect(answer.json["error"]?["message"]?.text?.isEmpty == false, "\(item.path)")
      #expect(answer.headers["content-security-policy"]?.contains("default-src 'self'") == true)
    }
  }

  @Test func `every operation of the description is answered, and nothing is described twice`()
    async throws
  {
    let server = try RunningServer()
    try await server.loaded()
    let document = try await server.ask("GET", "/api/v1/openapi.json").json
    #expect(document["openapi"]?.text == "3.1.0")
    guard case .object(let paths)? = document["paths"] else {
      Issue.record("no paths")
      return
    }
    var operationIDs: [String] = []
    for path in paths {
      guard case .object(let methods) = path.value else { continue }
      for method in methods {
        operationIDs.append(method.value["operationId"]?.text ?? "")
        guard path.name != "/changes" else { continue }
        let target = "/api/v1" + path.name.replacing("{id}", with: "none")
        let answer = try await server.ask(
          method.name.uppercased(), target, body: method.name == "post" ? "{}" : nil)
        // An operation that is not routed is answered by the page's "There is nothing at".
        let message = answer.json["error"]?["message"]?.text ?? ""
        #expect(!message.hasPrefix("There is nothing at"), "\(method.name) \(path.name)")
        #expect(answer.status < 500, "\(method.name) \(path.name)")
      }
    }
    #expect(Set(operationIDs).count == operationIDs.count)
    #expect(operationIDs.count == OpenAPI.operations.count)
  }

  @Test func `changes arrive while one watches, and what was missed comes after`() async throws {
    let server = try RunningServer()
    try await server.loaded()
    let list = try await server.ask("GET", "/api/v1/alerts?limit=2&state=new").json
    let ids = list["alerts"]?.elements?.compactMap { $0["id"]?.text } ?? []
    let first = try Watcher(server.url)
    _ = try await server.ask(
      "POST", "/api/v1/alerts/\(ids[0])/acknowledge", body: #"{"actor":"O"}"#)
    let seen = first.read(until: "\"\(ids[0])\"")
    #expect(seen.contains("event: alert"))
    first.stop()
    let lastID = seen.split(separator: "\n").last { $0.hasPrefix("id: ") }?.dropFirst(4) ?? ""
    _ = try await server.ask(
      "POST", "/api/v1/alerts/\(ids[1])/acknowledge", body: #"{"actor":"O"}"#)
    let second = try Watcher(server.url, lastID: String(lastID))
    let missed = second.read(until: "\"\(ids[1])\"")
    #expect(missed.contains("event: alert"))
    #expect(!missed.contains("event: reset"))
    second.stop()
    let stranger = try Watcher(server.url, lastID: "other-1")
    #expect(stranger.read(until: "event: reset").contains("event: reset"))
    stranger.stop()
  }

  @Test func `the page is sent gzipped where it is there so, and not again when unchanged`()
    async throws
  {
    let server = try RunningServer()
    let page = try await server.ask("GET", "/")
    #expect(page.status == 200)
    #expect(page.headers["content-type"] == "text/html; charset=utf-8")
    let tag = try #require(page.headers["etag"])
    let again = try await server.ask("GET", "/", headers: ["If-None-Match": tag])
    #expect(again.status == 304)
  }

  @Test
  func `a port in use, a foreign address and a missing mission are refused with the right code`()
    throws
  {
    let server = try RunningServer()
    let port = server.url.split(separator: ":").last ?? ""
    let mission = RunningServer.root + "/Missions/june-2026"
    let other = NSTemporaryDirectory() + "truceline-other-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: other) }
    #expect(
      try run(["serve", mission, "--listen", "127.0.0.1:\(port)", "--data", other]).code == 69)
    #expect(try run(["serve", mission, "--listen", "0.0.0.0:0", "--data", other]).code == 64)
    let locked = try run(["replay", mission, "--data", server.data])
    #expect(locked.code == 69)
    #expect(locked.words.contains("in use by process"))
    #expect(try run(["check", "/nowhere"]).code == 66)
    #expect(try run(["alert", "list", "--data", "/nowhere"]).code == 66)
  }

  private func run(_ arguments: [String]) throws -> (code: Int32, words: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: RunningServer.program)
    process.arguments = arguments
    let words = Pipe()
    process.standardError = words
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let said = words.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }

  @Test func `a new mission folder passes its check and runs`() throws {
    let folder = NSTemporaryDirectory() + "truceline-init-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try run(["init", folder]).code == 0)
    #expect(try run(["check", folder]).code == 0)
    #expect(try run(["replay", folder]).code == 0)
    #expect(try run(["init", folder]).code == 64)
  }

  @Test func `a replay that is killed again and again ends as if it never was`() throws {
    let data = NSTemporaryDirectory() + "truceline-killed-\(UUID().uuidString)"
    let undisturbed = data + "-u"
    defer {
      try? FileManager.default.removeItem(atPath: data)
      try? FileManager.default.removeItem(atPath: undisturbed)
    }
    let mission = RunningServer.root + "/Missions/june-2026"
    for cycle in 1...8 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: RunningServer.program)
      process.arguments = ["replay", mission, "--data", data]
      process.standardError = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: 0.15 * Double(cycle))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    #expect(try run(["replay", mission, "--data", data]).code == 0)
    #expect(try run(["replay", mission, "--data", undisturbed]).code == 0)
    #expect(try lists(data) == lists(undisturbed))
  }

  /// What lists show, without the history of how it came to be.
  private func lists(_ data: String) throws -> [String] {
    try ["observation", "event", "alert"].map { what in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: RunningServer.program)
      process.arguments = [what, "list", "--json", "--limit", "10000", "--data", data]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      // A batch that was cut by a kill may have raised and withdrawn an alert on the way.
      return text.split(separator: "\n").filter { !$0.contains("\"state\":\"duplicate\"") }
        .joined(separator: "\n")
    }
  }
}

/// `curl` on the stream of changes.
final class Watcher {
  private let process = Process()
  private let pipe = Pipe()

  init(_ url: String, lastID: String? = nil) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
    process.arguments =
      ["-sN", "-m", "30", url + "/api/v1/changes"]
      + (lastID.map { ["-H", "Last-Event-ID: \($0)"] } ?? [])
    process.standardOutput = pipe
    try process.run()
    Thread.sleep(forTimeInterval: 1)
  }

  func read(until word: String) -> String {
    var text = ""
    while !text.contains(word) || !text.hasSuffix("\n\n") {
      let piece = pipe.fileHandleForReading.availableData
      if piece.isEmpty { break }
      text += String(decoding: piece, as: UTF8.self)
    }
    return text
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
