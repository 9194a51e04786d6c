// Reports of a served mission: page, interface and files agree, steps are kept, the past stays as it was.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Observations
import Server
import Testing

/// The starter mission on its day: three reports of one event and one of another.
private let id = "DR-2027-074"

@Suite(.serialized) struct ReportRouteTests {
  private let folder = TemporaryFolder()
  private var mission: String { folder.path + "/mission" }
  private var data: String { folder.path + "/data" }

  private func prepare() throws {
    #expect(try Program.run("init", mission).code == 0)
    // After the data cut: of the next report, and the sign that this one's day is over.
    let sheet = mission + "/data/patrol-sheet.csv"
    var rows = String(
      decoding: FileManager.default.contents(atPath: sheet) ?? Data(), as: UTF8.self)
    rows +=
      "19,2027-03-14,20:15,\"Patrol 21, crossroads\",48.29,36.61,heard,1-3 km,NW,2,shot,,n/a,n/a,,,\n"
    try Data(rows.utf8).write(to: URL(fileURLWithPath: sheet))
  }

  private func server() throws -> ServedMission {
    try prepare()
    let server = try ServedMission(data: data, mission: mission)
    try server.waitForReports(count: 6)
    return server
  }

  private func print(_ more: String..., into name: String) throws -> Program.Result {
    try Program.run(
      ["report", "daily", mission, "--date", "2027-03-14", "--data", data, "--out", out(name)]
        + more)
  }

  private func out(_ name: String) -> String { folder.path + "/" + name }

  private func bytes(_ name: String, _ file: String) -> Data? {
    FileManager.default.contents(atPath: out(name) + "/" + file)
  }

  private func cells(_ json: JSONValue, _ table: String) -> [[JSONValue]] {
    json["tables"]?.elements?.first { $0["table"]?.text == table }?["rows"]?.elements?
      .compactMap { $0["cells"]?.elements } ?? []
  }

  @Test func `report, events and alerts agree to the digit`() throws {
    let server = try server()
    let report = try server.get("/api/v1/reports/\(id)/document?format=json").json()
    let alerts = try server.get("/api/v1/alerts?limit=1000").json()["alerts"]?.elements ?? []
    // The exercise that a party had notified is set apart.
    let exempt = Set(
      alerts.filter { $0["verdict"]?.text == "exempt" }.compactMap { $0["event"]?.text })
    let all = try server.get("/api/v1/events?limit=1000").json()["events"]?.elements ?? []
    let known = all.filter { ($0["knownAt"]?.text ?? "") < "2027-03-14T17:30:00Z" }
    #expect(known.count == all.count - 1)
    let events = known.filter { !exempt.contains($0["id"]?.text ?? "") }
    let counted: [String: [String]] = [
      "explosions": ["explosion"], "projectiles": ["projectile_in_flight"],
      "muzzle flashes": ["muzzle_flash"], "flares": ["illumination_flare"],
      "bursts and shots": ["burst", "shot"],
    ]
    let columns = report["tables"]?.elements?.first?["columns"]?.elements?.compactMap(\.text) ?? []
    let total = try #require(cells(report, "T1").last)
    for (column, kinds) in counted {
      let own = events.filter { kinds.contains($0["kind"]?.text ?? "") }
      let number = own.reduce(Int64(0)) { $0 + ($1["count"]?["max"]?.int ?? 0) }
      let cell = total[try #require(columns.firstIndex(of: column))]
      #expect(cell["value"]?.int == number, "\(column)")
      let ids = Set(own.compactMap { $0["id"]?.text })
      #expect(Set(cell["rows"]?.elements?.compactMap(\.text) ?? []) == ids, "\(column)")
    }
    #expect(total[1]["value"]?.int == 6)
    let apart = known.filter { exempt.contains($0["id"]?.text ?? "") }
    let fire = apart.reduce(Int64(0)) { $0 + ($1["count"]?["max"]?.int ?? 0) }
    #expect(total[10]["value"]?.int == fire && fire == 12)
    let inT2 = Set(cells(report, "T2").compactMap { $0[12]["value"]?.text })
    let kinds = Set(counted.values.joined())
    let countable = events.filter { kinds.contains($0["kind"]?.text ?? "") }
    #expect(inT2 == Set(countable.compactMap { $0["id"]?.text }))
    #expect(!alerts.isEmpty)
    for alert in alerts {
      guard let event = alert["event"]?.text, inT2.contains(event) else { continue }
      let rows = cells(report, "T2").filter { $0[12]["value"]?.text == event }
      #expect(rows.first?[11]["value"]?.text == alert["grade"]?.text)
    }
    let written = try server.get("/api/v1/reports/\(id)/rows?figure=t1/all/violations").json()
    #expect(written["text"]?.text == "6")
    #expect(written["total"]?.int == Int64(countable.count))
    #expect(written["rows"]?.elements?.allSatisfy { $0["event"]?["kind"] != nil } == true)
  }

  @Test func `drafted, edited, cleared and issued over the interface by several people`() throws {
    let server = try server()
    let path = "/api/v1/reports/\(id)"
    func post(_ step: String, _ body: String) throws -> Answer {
      try server.post("\(path)/\(step)", body)
    }
    #expect(
      try server.post("/api/v1/reports", #"{"actor":"Anna","date":"2099-01-01"}"#).status == 422)
    #expect(
      try server.post("/api/v1/reports", #"{"actor":"Anna","date":"2027-03-14"}"#).status == 201)
    let words =
      #""paragraph":"summary.sector.outside","language":"en","text":"Quiet: {t1/all/violations}.","#
    let first = try post("prose", #"{"actor":"Anna",\#(words)"after":0}"#)
    #expect(first.status == 200, "\(first.text)")
    let second = try post("prose", #"{"actor":"Ben",\#(words)"after":0}"#)
    #expect(second.status == 409)
    #expect(second.text.contains("Anna"))
    let figure =
      #"{"actor":"Ben","paragraph":"summary.sector.outside","language":"en","text":"There were 9."}"#
    #expect(try post("prose", figure).status == 422)
    let unknown =
      #"{"actor":"Ben","paragraph":"summary.sector.outside","language":"en","text":"{no/such/one}"}"#
    #expect(try post("prose", unknown).status == 422)
    #expect(try post("issue", #"{"actor":"Head"}"#).status == 409)
    #expect(try post("clear", #"{"actor":"anna"}"#).status == 409)
    #expect(try post("clear", #"{"actor":"Head"}"#).status == 200)
    #expect(try post("issue", #"{"actor":"Head"}"#).status == 409)
    let issued = try post("issue", #"{"actor":"Anna"}"#)
    #expect(try issued.json()["state"]?.text == "issued", "\(issued.text)")
    let detail = try server.get("\(path)?language=uk").json()
    #expect(detail["record"]?["state"]?.text == "issued")
    #expect(detail["untranslated"]?.elements?.compactMap(\.text) == ["summary.sector.outside"])
    let page = try server.get("\(path)/document?language=en")
    #expect(page.text.contains("Quiet: "))
    #expect(page.headers["content-security-policy"]?.contains("default-src 'none'") == true)
    let digest = try #require(detail["record"]?["freeze"]?["digest"]?.text)
    let json = try server.get("\(path)/document?format=json").json()
    let frozen = JSONValue.object(json.objectMembers.filter { $0.name != "state" })
    #expect(ContentDigest(of: frozen.bytes).hex == digest)
    let wrong =
      #"{"actor":"Anna","table":"T1","row":"all","was":"23","is":"22","reason":"r","decided_by":"H"}"#
    #expect(try post("errata", wrong).status == 200)
    let again = try server.get("\(path)/document?language=en")
    #expect(again.body == page.body)
    #expect(try server.get("\(path)/document?format=csv&table=T10").status == 404)
    #expect(try server.get("\(path)/document?format=docx").status == 400)
    #expect(try server.get("/api/v1/reports/DR-2027-400").status == 404)
    let list = try server.get("/api/v1/reports").json()
    #expect(list["days"]?.elements?.compactMap { $0["id"]?.text } == ["DR-2027-075", id])
  }

  @Test func `the same records give the same bytes, in every form and as they were known`()
    throws
  {
    try prepare()
    #expect(try Program.run("replay", mission, "--data", data).code == 0)
    let hasSetter = ["/usr/bin", "/usr/local/bin"].contains {
      FileManager.default.isExecutableFile(atPath: $0 + "/weasyprint")
    }
    let forms = hasSetter ? "html,pdf,csv,json" : "html,csv,json"
    let options = ["--language", "en,de,uk", "--format", forms]
    func printAll(into name: String, _ more: [String] = []) throws -> [String] {
      let result = try Program.run(
        ["report", "daily", mission, "--date", "2027-03-14", "--data", data, "--out", out(name)]
          + options + more)
      #expect(result.code == 0, "\(result.words)")
      return result.output.split(separator: "\n").map {
        URL(fileURLWithPath: String($0)).lastPathComponent
      }
    }
    let names = try printAll(into: "first")
    #expect(names.count >= 12)
    let recordCount = try #require(
      try JSONValue(reading: Array(bytes("first", "\(id).json") ?? Data()))["state"]?["records"]?
        .int)
    let alert = try Program.run("alert", "list", "--data", data).output.prefix { $0 != " " }
    #expect(
      try Program.run("alert", "ack", String(alert), "--data", data, "--as", "Duty").code == 0)
    #expect(
      try Program.run(
        "report", "draft", "--date", "2027-03-14", "--data", data, "--as", "Anna"
      ).code == 0)
    _ = try printAll(into: "again", ["--as-known-at", String(recordCount)])
    _ = try printAll(into: "later")
    for name in names {
      #expect(bytes("first", name) == bytes("again", name), "\(name)")
      #expect(bytes("first", name)?.isEmpty == false, "\(name)")
    }
    #expect(bytes("first", "\(id).en.html") != bytes("later", "\(id).en.html"))
  }

  @Test func `a day to come, another mission's data and missing data are told with what to do`()
    throws
  {
    try prepare()
    let none = try print(into: "none")
    #expect(none.code == 66)
    #expect(none.words.contains("truceline replay"))
    #expect(try Program.run("replay", mission, "--data", data).code == 0)
    let future = try Program.run(
      "report", "daily", mission, "--date", "2099-03-14", "--data", data, "--out", out("future"))
    #expect(future.code == 1)
    #expect(future.words.contains("--date 20"))
    let before = try print("--as-known-at", "2027-03-01T00:00Z", into: "before")
    #expect(before.code == 1)
    #expect(try print("--format", "docx", into: "docx").code == 64)
    #expect(try print("--language", "fr", into: "fr").code == 64)
  }

  @Test func `a spot report answers the five questions about one event`() throws {
    let server = try server()
    let events = try server.get("/api/v1/events?limit=10").json()["events"]?.elements ?? []
    let event = try #require(
      events.first { $0["sensors"]?.elements?.count ?? 0 > 1 }?["id"]?.text)
    let drafted = try server.post("/api/v1/reports", #"{"actor":"Anna","event":"\#(event)"}"#)
    let spot = try #require(try drafted.json()["id"]?.text)
    #expect(spot.hasPrefix("SR-"))
    let page = try server.get("/api/v1/reports/\(spot)/document?language=en").text
    for title in [
      "What happened", "Where the Mission was", "What it saw itself", "What it was told",
      "What it could not establish",
    ] {
      #expect(page.contains(title))
    }
    #expect(page.contains("4–5 explosions"))
    #expect(!page.contains("{happened"))
    let detail = try server.get("/api/v1/reports/\(spot)?language=de").json()
    #expect(detail["paragraphs"]?.elements?.count == 5)
    #expect(try server.post("/api/v1/reports", #"{"actor":"A","event":"EV-none"}"#).status == 404)
  }
}
