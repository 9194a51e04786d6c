// The interface over a real socket: every operation with real ids, paging, errors, foreign pages.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Server
import Testing

@Suite(.serialized) struct InterfaceTests {
  private let folder = TemporaryFolder()

  private func server() throws -> ServedMission {
    let server = try ServedMission(data: folder.path + "/data")
    try server.waitForReports()
    return server
  }

  private func ids(_ server: ServedMission, _ list: String, limit: Int = 20) throws -> [String] {
    try server.get("/api/v1/\(list)?limit=\(limit)").json()[list]?.elements?
      .compactMap { $0["id"]?.text } ?? []
  }

  @Test func `every operation of the description answers as it says`() throws {
    let server = try server()
    let alerts = try ids(server, "alerts")
    let reports = try ids(server, "observations")
    let opened = try server.post(
      "/api/v1/cases", #"{"actor":"A","title":"T","alerts":["\#(alerts[9])"],"note":"n"}"#)
    let item = try #require(try opened.json()["id"]?.text)
    let of = [
      "alerts": alerts[0], "cases": item, "events": try ids(server, "events")[0],
      "observations": reports[0],
    ]
    let digest = String(repeating: "0", count: 64)
    let evidence =
      #"{"actor":"A","type":"evidence.added","evidence":"\#(digest)","bytes":1,"sealed":false,"#
      + #""kind":"other","name":"n","content_sha256":"\#(digest)","note":"","claims":{}}"#
    let bodies = [
      "/alerts/{id}/acknowledge": #"{"actor":"A","note":"n"}"#,
      "/alerts/{id}/action": #"{"actor":"A"}"#,
      "/alerts/{id}/dismiss": #"{"actor":"A","as":"false","reason":"farm"}"#,
      "/cases": #"{"actor":"A","title":"T","alerts":["\#(alerts[8])"]}"#,
      "/cases/{id}/assign": #"{"actor":"A","assignee":"B"}"#,
      "/evidence": evidence,
      "/registers": #"{"actor":"A","type":"register.entered","entry":"H-1","kind":"hotline_call","#
        + #""party":"B","from":"2026-06-25T10:00:00Z","until":"2026-06-25T10:04:00Z"}"#,
      "/observations/{id}/set-aside": #"{"actor":"A","reason":"sensor_fault"}"#,
      "/observations/{id}/split": #"{"actor":"A"}"#,
      "/observations/{id}/join": #"{"actor":"A","with":"\#(reports[1])"}"#,
    ]
    let made = ["/cases", "/evidence", "/registers"]
    var postCount = 0
    // A stream does not end, and zones for drawing take a build without optimisation half a minute.
    // This mission follows nothing that moves; TrackRouteTests ask for a track.
    // PostedReportTests post reports.
    let others = [
      "/changes", "/geo/zones", "/tracks/{id}", "/tracks/{id}/points", "/feeds/{name}/reports",
      // ExerciseRouteTests play stories.
      "/exercise/next",
    ]
    // What is asked of single records of the log has tests of its own.
    // RefereeRouteTests ask everything of the referee.
    let referee = ["/findings", "/parties", "/docket"]
    let acts = RefereeOperation.all.map(\.path) + ["/findings/{id}/preview"]
    let asked = OpenAPI.operations.filter { operation in
      !(operation.method == "post" && acts.contains(operation.path))
        && !referee.contains { operation.path.hasPrefix($0 + "/") }
    }.filter {
      !others.contains($0.path) && !$0.path.contains("{index}") && !$0.path.hasSuffix("/proof")
        // ReportRouteTests ask for reports.
        && !$0.path.hasPrefix("/reports")
        // PeopleRouteTests sign in, and open accounts, after which nobody else may ask.
        && !$0.path.hasPrefix("/session") && !$0.path.hasPrefix("/people")
    }
    for operation in asked {
      let kind = operation.path.split(separator: "/").first.map { String($0) } ?? ""
      var id = of[kind] ?? ""
      if operation.method == "post", kind == "alerts" {
        postCount += 1
        id = alerts[postCount]
      }
      let target = "/api/v1" + operation.path.replacingOccurrences(of: "{id}", with: id)
      let answer =
        operation.method == "get"
        ? try server.get(target) : try server.post(target, try #require(bodies[operation.path]))
      #expect(
        answer.status == (made.contains(operation.path) && operation.method == "post" ? 201 : 200),
        "\(operation.method) \(operation.path): \(answer.text.prefix(200))")
      #expect(throws: Never.self) { try answer.json() }
      #expect(answer.headers["x-content-type-options"] == "nosniff")
    }
  }

  @Test func `the description is sound OpenAPI 3.1`() throws {
    let server = try server()
    let document = try server.get("/api/v1/openapi.json")
    let json = try document.json()
    #expect(json["openapi"]?.text == "3.1.0")
    let file = folder.path + "/openapi.json"
    try Data(document.body).write(to: URL(fileURLWithPath: file))
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = [
      "python3", "-c",
      """
      import json, sys
      try:
          from openapi_spec_validator import OpenAPIV31SpecValidator as Validator
      except ImportError:
          sys.exit(0)
      for error in Validator(json.load(open(sys.argv[1]))).iter_errors():
          print(error); sys.exit(1)
      """, file,
    ]
    try python.run()
    python.waitUntilExit()
    #expect([0, 127].contains(python.terminationStatus))
    // Where the validator is not installed: the parts that programs stumble over.
    guard case .object(let paths)? = json["paths"] else {
      Issue.record("no paths")
      return
    }
    var operationIDs: Set<String> = []
    for path in paths {
      guard case .object(let operations) = path.value else { continue }
      for operation in operations {
        let id = try #require(operation.value["operationId"]?.text)
        #expect(operationIDs.insert(id).inserted, "\(id) twice")
        let named = operation.value["parameters"]?.elements?.filter { $0["in"]?.text == "path" }
        #expect((named?.isEmpty == false) == path.name.contains("{"))
        #expect(operation.value["responses"]?["default"] != nil)
      }
    }
    #expect(operationIDs.count == OpenAPI.operations.count)
  }

  @Test(arguments: [1, 7, 50, 1_000])
  func `pages are complete and repeat nothing`(limit: Int) throws {
    let server = try server()
    let whole = try server.get("/api/v1/alerts?limit=1000").json()
    let expected = whole["alerts"]?.elements?.compactMap { $0["id"]?.text } ?? []
    #expect(expected.count == Int(whole["total"]?.int ?? 0))
    var found: [String] = []
    var after: String?
    repeat {
      let page = try server.get(
        "/api/v1/alerts?limit=\(limit)" + (after.map { "&after=\($0)" } ?? "")
      ).json()
      let rows = page["alerts"]?.elements ?? []
      #expect(rows.count <= limit)
      found += rows.compactMap { $0["id"]?.text }
      after = page["next"]?.text
    } while after != nil && found.count <= expected.count
    #expect(found == expected)
    #expect(Set(found).count == found.count)
    let filtered = try server.get("/api/v1/alerts?limit=1000&grade=E1&state=new").json()
    #expect(
      filtered["alerts"]?.elements?.allSatisfy { $0["grade"]?.text == "E1" } == true)
  }

  @Test func `errors have one form and the code that fits`() throws {
    let server = try server()
    let alerts = try ids(server, "alerts")
    let acknowledge = "/api/v1/alerts/\(alerts[0])/acknowledge"
    #expect(try server.post(acknowledge, #"{"actor":"A"}"#).status == 200)
    let answers: [(Int, Answer)] = [
      (409, try server.post(acknowledge, #"{"actor":"A"}"#)),
      (404, try server.get("/api/v1/alerts/AL-0")), (404, try server.get("/api/v1/cases/CS-9")),
      (404, try server.get("/api/v1/events/EV-0")),
      (404, try server.get("/api/v1/observations/OB-0")), (404, try server.get("/nothing")),
      (404, try server.post("/api/v1/alerts/AL-0/acknowledge", #"{"actor":"A"}"#)),
      (422, try server.post(acknowledge, #"{"note":"who?"}"#)),
      (422, try server.post(acknowledge, #"{"actor":"  "}"#)),
      (
        422,
        try server.post("/api/v1/alerts/\(alerts[1])/dismiss", #"{"actor":"A","as":"odd"}"#)
      ),
      (422, try server.post("/api/v1/cases", #"{"actor":"A","title":"T"}"#)),
      (400, try server.post(acknowledge, "{")), (400, try server.post(acknowledge, "[1]")),
      (415, try server.post(acknowledge, "actor=A", ["Content-Type": "text/plain"])),
      (400, try server.get("/api/v1/alerts?limit=0")),
      (400, try server.get("/api/v1/alerts?after=x")),
      (400, try server.get("/api/v1/alerts?from=yesterday")),
      (
        413,
        try server.post(
          acknowledge, #"{"actor":""# + String(repeating: "a", count: 70_000) + #""}"#)
      ),
    ]
    for (status, answer) in answers {
      #expect(answer.status == status, "\(answer.text)")
      let error = try answer.json()["error"]
      #expect(error?["message"]?.text?.isEmpty == false)
      #expect(error?["next"]?.text != nil)
    }
  }

  @Test func `pages of other origins and names that point here are refused`() throws {
    let server = try server()
    let alert = try ids(server, "alerts")[0]
    let act = "/api/v1/alerts/\(alert)/acknowledge"
    for origin in [
      "http://evil.example", "http://127.0.0.1:1", "null", "https://127.0.0.1:\(server.port)",
    ] {
      #expect(try server.post(act, #"{"actor":"A"}"#, ["Origin": origin]).status == 403)
    }
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"] {
      #expect(try server.get("/api/v1/mission", ["Host": host]).status == 421)
      #expect(try server.post(act, #"{"actor":"A"}"#, ["Host": host]).status == 421)
    }
    #expect(try server.get("/api/v1/alerts/\(alert)").json()["state"]?.text == "new")
    let own = ["Origin": "http://127.0.0.1:\(server.port)"]
    #expect(try server.post(act, #"{"actor":"A"}"#, own).status == 200)
    #expect(try server.get("/", ["Host": "localhost:\(server.port)"]).status == 200)
  }

  @Test func `files of the page are sent compressed, plain and not at all where they are known`()
    throws
  {
    let page = folder.path + "/page"
    try FileManager.default.createDirectory(atPath: page, withIntermediateDirectories: true)
    let html = String(repeating: "<p>text</p>", count: 500)
    try html.write(toFile: page + "/index.html", atomically: true, encoding: .utf8)
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-k", page + "/index.html"]
    try gzip.run()
    gzip.waitUntilExit()
    let server = try ServedMission(data: folder.path + "/data", page: page)
    let packed = try server.get("/", ["Accept-Encoding": "gzip, br"])
    #expect(packed.headers["content-encoding"] == "gzip")
    #expect(
      packed.body == [UInt8](try Data(contentsOf: URL(fileURLWithPath: page + "/index.html.gz"))))
    let plain = try server.get("/")
    #expect(plain.headers["content-encoding"] == nil)
    #expect(plain.text == html)
    let tag = try #require(plain.headers["etag"])
    #expect(try server.get("/", ["If-None-Match": tag]).status == 304)
    #expect(plain.headers["content-security-policy"]?.contains("default-src 'self'") == true)
    #expect(try server.get("/../../etc/passwd").status == 404)
    #expect(try server.get("/%2e%2e/%2e%2e/etc/passwd").status == 404)
  }
}
