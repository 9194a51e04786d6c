// A story played on the page's own interface: from an empty room to an issued daily report, and the
// commands beside it.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Observations
import Testing

@Suite(.serialized) struct ExerciseRouteTests {
  private let folder = TemporaryFolder()
  private static let mission = Program.repository + "/Missions/exercise-1"

  private func next(_ server: ServedMission, _ after: Int64) throws -> JSONValue {
    let answer = try server.post("/api/v1/exercise/next", #"{"after":\#(after)}"#)
    #expect(answer.status == 200, "\(answer.text.prefix(300))")
    let state = try answer.json()
    #expect(state["played"]?.int == after + 1)
    let step = try #require(state["steps"]?.elements?[Int(after)])
    #expect(step["failures"]?.elements == [], "step \(after + 1)")
    return step
  }

  @Test func `from an empty room to an issued daily report, without touching the database`() throws
  {
    let server = try ServedMission(story: 8, of: Self.mission, data: folder.path + "/room")
    let counts = try server.get("/api/v1/mission").json()["counts"]
    #expect(counts?["observations"]?.int == 0)
    #expect(counts?["cases"]?.int == 0)
    _ = try next(server, 0)
    try acknowledge(server)
    for step in Int64(1)..<6 { _ = try next(server, step) }
    let digest = try checkReport(server)
    // The room is a data folder like any other: the commands read it, and it is what its log says.
    server.stop()
    let audit = try Program.run("log", "verify", folder.path + "/room")
    let listed = try Program.run("report", "list", "--data", folder.path + "/room", "--json")
    #expect(audit.code == 0, "\(audit.output) \(audit.words)")
    #expect(try listed.lines().map { $0["state"]?.text } == ["issued"])
    try checkPrinted(digest)
  }

  /// The command prints what was issued, on a machine whose clock shows another year.
  private func checkPrinted(_ digest: String) throws {
    let out = folder.path + "/printed"
    let printed = try Program.run(
      "report", "daily", Self.mission, "--date", "2027-03-14", "--data", folder.path + "/room",
      "--out", out, "--format", "json,html")
    #expect(printed.code == 0, "\(printed.words)")
    let bytes = FileManager.default.contents(atPath: out + "/DR-2027-074.json") ?? Data()
    let json = try JSONValue(reading: [UInt8](bytes))
    let content = json.objectMembers.filter { $0.name != "state" }
    #expect(ContentDigest(of: JSONValue.object(content).bytes).hex == digest)
    let page = FileManager.default.contents(atPath: out + "/DR-2027-074.en.html") ?? Data()
    #expect(!String(decoding: page, as: UTF8.self).contains("Provisional"))
  }

  /// Who trains acts in between, at the time of the script.
  private func acknowledge(_ server: ServedMission) throws {
    let alerts = try server.get("/api/v1/alerts?state=new").json()["alerts"]?.elements
    let id = try #require(alerts?.first?["id"]?.text)
    let answer = try server.post(
      "/api/v1/alerts/\(id)/acknowledge", #"{"actor":"Trainee","note":"mine"}"#)
    #expect(answer.status == 200)
    let history = try server.get("/api/v1/alerts/\(id)").json()["history"]?.elements
    #expect(history?.last?["actor"]?.text == "Trainee")
    #expect(history?.last?["at"]?.text == "2027-03-14T00:20:00Z")
    let clocks = try server.get("/api/v1/clocks").json()
    #expect(clocks["now"]?.text == "2027-03-14T00:20:00Z")
  }

  /// - Returns: the digest under which the report was frozen.
  private func checkReport(_ server: ServedMission) throws -> String {
    let path = "/api/v1/reports/DR-2027-074"
    let report = try server.get("\(path)/document?format=json").json()
    let digest = ContentDigest(
      of: JSONValue.object(report.objectMembers.filter { $0.name != "state" }).bytes
    ).hex
    let shown = try server.get(path).json()
    // What was frozen at the issue is what is handed out, byte for byte.
    #expect(shown.written.contains("\"digest\":\"\(digest)\""))
    let rows = try server.get("\(path)/rows?figure=t1/centre/explosions").json()
    #expect(rows["text"]?.text == "2")
    #expect(rows["total"]?.int == 2)
    let page = try server.get("\(path)/document?format=html").text
    #expect(page.contains("074/2027"))
    let sheet = try server.get("\(path)/document?format=csv&table=T1").text
    #expect(sheet.contains("\ncentre,2,2,"))
    return digest
  }

  @Test func `a step that two ask for at once is played once, and a story that is over says so`()
    throws
  {
    let server = try ServedMission(story: 9, of: Self.mission, data: folder.path + "/room")
    let state = try server.get("/api/v1/exercise?language=de").json()
    #expect(state["story"]?["title"]?.text == "Der zweiundzwanzigste Tag")
    let count = Int64(try #require(state["steps"]?.elements?.count))
    _ = try next(server, 0)
    #expect(try server.post("/api/v1/exercise/next", #"{"after":0}"#).status == 409)
    #expect(try server.get("/api/v1/exercise").json()["played"]?.int == 1)
    for step in 1..<count { _ = try next(server, step) }
    let over = try server.post("/api/v1/exercise/next", #"{"after":\#(count)}"#)
    #expect(over.status == 409)
    #expect(over.text.contains("The story is over."))
  }

  @Test func `the ground of the exercise is drawn, and no other mission has it`() throws {
    let server = try ServedMission(story: 1, of: Self.mission, data: folder.path + "/room")
    let places = try server.get("/basemap/places.geojson").json()["features"]?.elements ?? []
    let own = places.first { $0["properties"]?["en"]?.text == "Ysmarwick" }
    #expect(own?["properties"]?["names"]?.text == "Ysmarwick\nYsmarvik")
    let land = try server.get("/basemap/land.geojson").json()["features"]?.elements ?? []
    #expect(land.count > 1)
    server.stop()
    let other = try ServedMission(data: folder.path + "/other")
    #expect(try other.get("/api/v1/exercise").json()["story"] == .null)
    #expect(try other.post("/api/v1/exercise/next", #"{"after":0}"#).status == 404)
    #expect(try !other.get("/basemap/places.geojson").text.contains("Ysmarwick"))
  }

  @Test func `twelve stories are listed and play`() throws {
    let listed = try Program.run("exercise", "list", Self.mission, "--json").lines()
    #expect(listed.compactMap { $0["number"]?.int } == Array(1...12))
    let played = try Program.run("exercise", "play", Self.mission, "--json")
    #expect(played.code == 0, "\(played.words)")
    let steps = try played.lines()
    #expect(Set(steps.compactMap { $0["story"]?.int }) == Set(1...12))
    #expect(steps.allSatisfy { $0["failures"]?.elements == [] })
    #expect(try Program.run("exercise", "play", Self.mission, "--story", "99").code == 66)
    #expect(try Program.run("exercise", "play", Self.mission, "--data", "x").code == 64)
    #expect(try Program.run("exercise", "list", Program.example).code == 66)
  }

  @Test func `a story that goes wrong ends with 1 and says where, a faulty one with 65`() throws {
    let copy = folder.path + "/mission"
    try FileManager.default.copyItem(atPath: Self.mission, toPath: copy)
    let file = copy + "/stories/01-one-explosion.yaml"
    let text = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    let wrong = text.replacing("is: {grade: E2, joins.count: 3}", with: "is: {grade: E3}")
    #expect(wrong != text)
    try Data(wrong.utf8).write(to: URL(fileURLWithPath: file))
    let line = wrong.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("is: {grade: E3}") }
    let result = try Program.run("exercise", "play", copy, "--story", "1")
    #expect(result.code == 1)
    #expect(
      result.output.contains(
        "stories/01-one-explosion.yaml, line \(try #require(line) + 1): events: grade is \"E2\", "
          + "not \"E3\""))
    try Data(text.replacing("see: events", with: "see: event").utf8).write(
      to: URL(fileURLWithPath: file))
    #expect(try Program.run("exercise", "list", copy).code == 65)
    let check = try Program.run("check", copy)
    #expect(check.code == 65)
    #expect(check.words.contains("Did you mean 'events'?"))
  }
}
