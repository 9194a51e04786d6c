// A case from its alert to its reopening over a real socket: every address of the referee, with receipts,
// refusals and what is kept of them.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Server
import Testing

@Suite(.serialized) struct RefereeRouteTests {
  private let folder = TemporaryFolder()

  /// Sends acts and remembers which addresses were used.
  private final class Desk {
    let server: ServedMission
    private(set) var used: Set<String> = []

    init(_ server: ServedMission) { self.server = server }

    @discardableResult
    func act(
      _ actor: String, _ path: String, _ members: String = "", status: Int = 201
    ) throws -> JSONValue {
      let body = "{\"actor\":\"\(actor)\"\(members.isEmpty ? "" : ",")\(members)}"
      let answer = try server.post("/api/v1/\(path)", body)
      #expect(answer.status == status, "\(path): \(answer.text.prefix(300))")
      if answer.status == 201 { used.insert(Self.pattern(path)) }
      return try answer.json()
    }

    func get(_ path: String) throws -> JSONValue {
      let answer = try server.get("/api/v1/\(path)")
      #expect(answer.status == 200, "\(path): \(answer.text.prefix(300))")
      return try answer.json()
    }

    /// The address with its ids taken out.
    static func pattern(_ path: String) -> String {
      let parts = path.split(separator: "/").enumerated().map { index, part in
        if part == "A" || part == "B", index == 1 { return "{party}" }
        if part.contains("-"), part != "take-over" { return "{id}" }
        return part.wholeMatch(of: /E\d+/) != nil ? "{item}" : String(part)
      }
      return "/" + parts.joined(separator: "/")
    }
  }

  private static let content =
    #""content":{"summary":"A bomb exploded.","occurrence":"established","#
    + #""occurrence_reasons":"Two craters.","clause":{"id":"CLAUSE","version":VERSION},"#
    + #""clause_judgement":"breach","clause_reasons":"One is enough.","#
    + #""responsibility":"B","intent":"not_assessed","responsibility_reasons":"The craters.","#
    + #""limits":"LIMITS","evidence":["E1","E2"]}"#

  private func content(_ clause: JSONValue, _ limits: String) -> String {
    Self.content.replacing("CLAUSE", with: clause["id"]?.text ?? "")
      .replacing("VERSION", with: String(clause["version"]?.int ?? 0))
      .replacing("LIMITS", with: limits)
  }

  @Test func `a case goes from its alert to its reopening, and every act has a receipt`() throws {
    let server = try ServedMission(data: folder.path + "/data")
    try server.waitForReports()
    let desk = Desk(server)
    let alerts = try #require(try desk.get("alerts?state=new&limit=5")["alerts"]?.elements)
    let ids = alerts.compactMap { $0["id"]?.text }
    let clause = try #require(alerts[0]["clause"])
    let opened = try server.post(
      "/api/v1/cases", #"{"actor":"Duty 1","title":"Fire","alerts":["\#(ids[0])"]}"#)
    #expect(try opened.json()["next"]?.elements?.first?["missing"]?.elements?.count == 2)

    try verify(desk, ids, clause)
    try draft(desk, clause)
    try release(desk)
    try answer(desk)
    try decide(desk)
    try close(desk, clause)

    let all = Set(RefereeOperation.all.map(\.path))
    // Nobody's time is over here; PartyTests have findings that nobody answered.
    #expect(all.subtracting(desk.used).sorted() == ["/findings/{id}/unanswered"])
    for path in [
      "findings", "findings/F-0001", "findings/F-0001/diff", "allegations", "parties/A",
      "parties/B", "parties/A/cases/CS-0001", "parties/B/cases/CS-0001", "docket",
      "docket/DK-0001", "hotline", "shifts", "clocks?limit=3", "cases/CS-0001",
      "cases/CS-0001?knownAt=100000",
    ] { _ = try desk.get(path) }
    // Started again, the same folder says the same.
    let before = try desk.get("findings/F-0001").written
    server.stop()
    let again = try ServedMission(data: folder.path + "/data")
    #expect(try again.get("/api/v1/findings/F-0001").text == before)
  }

  private func verify(_ desk: Desk, _ ids: [String], _ clause: JSONValue) throws {
    let item = "cases/CS-0001"
    let refused = try desk.act("duty 1", "\(item)/accept", status: 409)
    #expect(refused["error"]?["message"]?.text?.contains("second officer") == true)
    let receipt = try desk.act("Duty 2", "\(item)/accept")
    #expect(receipt["record"]?.int ?? 0 > 0)
    try desk.act("Duty 1", "\(item)/alerts", #""alerts":["\#(ids[1])"]"#)
    try desk.act("Duty 1", "\(item)/clauses", #""clauses":[\#(clause.reference)]"#)
    try desk.act(
      "Duty 1", "\(item)/clauses", #""clauses":[{"id":"99","version":1}]"#, status: 422)
    try desk.act("Duty 1", "\(item)/tasks", #""kind":"patrol","to":"Patrol 22","asked":"Look.""#)
    try desk.act("Duty 2", "tasks/TK-0001/approve")
    try desk.act("Patrol 22", "tasks/TK-0001/start")
    try desk.act(
      "Patrol 22", "tasks/TK-0001/done", #""bearing":"for","grade":"E3","text":"Two craters.""#)
    try desk.act("Duty 1", "\(item)/tasks", #""kind":"uav","to":"UAV 3","asked":"Fly.""#)
    try desk.act("Duty 2", "tasks/TK-0002/approve")
    try desk.act(
      "Duty 2", "tasks/TK-0002/block", #""impediment":"gnss_interference","reason":"lost""#)
    try desk.act("Duty 1", "\(item)/tasks", #""kind":"camera","to":"C-07","asked":"Show.""#)
    try desk.act("Duty 2", "tasks/TK-0003/decline", #""reason":"fog""#)
    try desk.act(
      "Duty 1", "\(item)/evidence",
      #""kind":"statement","reference":"W-1","bearing":"against","grade":"E1","summary":"A tractor.""#
    )
    try desk.act(
      "Duty 1", "\(item)/evidence/E2/mark", #""restricted":true,"disputed":true,"reason":"source""#)
    try desk.act(
      "Duty 1", "\(item)/gaps",
      #""sensor":"C-07","from":"2026-06-24T00:10Z","until":"2026-06-24T01:40Z","reason":"no power""#
    )
    for verb in ["decline", "approve"] {
      try desk.act("Duty 1", "\(item)/steps", #""to":"verified","reason":"measured""#)
      try desk.act("Duty 2", "\(item)/steps/\(verb)", #""reason":"wait","note":"""#)
    }
    let found = try desk.get(item)
    #expect(found["state"]?.text == "verified")
    #expect(found["gaps"]?.elements?.count == 2)
    #expect(found["evidence"]?.elements?.compactMap { $0["grade"]?.text } == ["E3", "E1dr"])
  }

  private func draft(_ desk: Desk, _ clause: JSONValue) throws {
    try desk.act("Drafter", "cases/CS-0001/findings", content(clause, "one"))
    try desk.act(
      "Second", "findings/F-0001/revise", content(clause, "two") + #","on_revision":1"#)
    // Who comes second sees what changed, and his text is kept.
    let late = try desk.act(
      "Third", "findings/F-0001/revise", content(clause, "three") + #","on_revision":1"#,
      status: 409)
    let changes = late["error"]?["changes"]?.elements
    #expect(changes?.map { $0["field"]?.text } == ["limits"])
    #expect(changes?.first?["is"]?.text == "two")
    let version = try desk.get("findings/F-0001")["text"]?.elements?.first
    #expect(version?["content"]?["limits"]?.text == "two")
    let kept = version?["keptDrafts"]?.elements?.first
    #expect(kept?["content"]?["limits"]?.text == "three")
    #expect(kept?["kept"]?["by"]?.text == "Third")
    try desk.act("Reviewer", "findings/F-0001/return", #""version":1,"reason":"more""#)
    try desk.act("Second", "findings/F-0001/review", #""version":1,"revision":2"#, status: 409)
    try desk.act("Reviewer", "findings/F-0001/review", #""version":1,"revision":2"#)
    try desk.act("Reviewer", "findings/F-0001/interim", #""version":1"#, status: 409)
    try desk.act("Issuer", "findings/F-0001/interim", #""version":1"#)
  }

  private func release(_ desk: Desk) throws {
    let withheld = #""withheld":[{"item":"E2","reason":"source_protection"}]"#
    for audience in ["A", "B", "guarantors", "public"] {
      let preview = try desk.server.post(
        "/api/v1/findings/F-0001/preview", #"{"to":"\#(audience)",\#(withheld)}"#
      ).json()
      let digest = try #require(preview["digest"]?.text)
      try desk.act(
        "Issuer", "findings/F-0001/release",
        #""to":"\#(audience)","digest":"\#(digest)",\#(withheld)"#)
      let shown = try desk.get("findings/F-0001/release?audience=\(audience)")
      #expect(shown["digest"] == preview["digest"])
      #expect(shown["fields"] == preview["fields"])
      #expect(shown["withheld"]?.elements?.first?["commitment"]?.text?.utf8.count == 64)
      #expect(!shown.written.contains("tractor"))
    }
    try desk.act(
      "Issuer", "findings/F-0001/release",
      #""to":"A","digest":"\#(String(repeating: "0", count: 64))",\#(withheld)"#, status: 409)
    for party in ["A", "B"] {
      try desk.act(
        "Liaison", "cases/CS-0001/notices", #""party":"\#(party)","asked":"Who fired?""#)
    }
    let until = Date.now.addingTimeInterval(72 * 3_600).ISO8601Format()
    try desk.act(
      "Liaison", "cases/CS-0001/notices/extend",
      #""party":"B","until":"\#(until)","reason":"travels""#)
    try desk.act(
      "Liaison", "cases/CS-0001/guarantors",
      #""stage":"first_knowledge","guarantors":["G1"],"reference":"2026-06-24T00:00Z""#)
    try desk.act("Duty 1", "cases/CS-0001/steps", #""to":"with_parties","reason":"given""#)
    try desk.act("Duty 2", "cases/CS-0001/steps/approve")
    try desk.act("Issuer", "findings/F-0001/issue", #""version":1"#)
  }

  private func answer(_ desk: Desk) throws {
    let finding = #""finding":{"id":"F-0001","version":1}"#
    let receipt = try desk.act("Delegate B", "parties/B/cases/CS-0001/acknowledge")
    // The receipt carries the log's own proof.
    #expect(receipt["proof"]?.text?.hasPrefix("c2sp.org/tlog-proof@v1") == true)
    try desk.act(
      "Delegate A", "parties/A/cases/CS-0001/answers",
      #""kind":"accept","statement":{"points":[]},\#(finding)"#)
    let answer =
      #""kind":"dispute_occurrence","statement":{"points":["No."],"return_fire":"#
      + #"{"channel":"hotline","at":"2026-06-24T00:02Z","reply":""}}"#
    try desk.act("Delegate B", "parties/B/cases/CS-0001/answers", "\(answer),\(finding)")
    try desk.act(
      "Delegate B", "parties/B/cases/CS-0001/answers", "\(answer),\(finding)", status: 409)
    try desk.act("Delegate B", "parties/B/answers/AN-0002/add", #""statement":{"points":["Nor."]}"#)
    for point in 1...2 {
      try desk.act(
        "Duty 1", "answers/AN-0002/consider",
        #""point":\#(point),"outcome":"rejected","reason":"measured""#)
    }
    #expect(try desk.get("findings/F-0001")["state"]?.text == "contested")
    let beside = try desk.get("findings/F-0001/release?audience=public")["answers"]?.elements
    #expect(beside?.map { $0["contests"]?.flag } == [false, true])
    try desk.act(
      "Liaison", "allegations", #""source":"hotline","text":"Fire.","against":"B""#)
    try desk.act("Liaison", "allegations/AG-0001/match", #""case":"CS-0001""#)
    try desk.act("Liaison", "allegations/AG-0001/answer", #""text":"See F-0001.""#)
    try desk.act("Delegate A", "parties/A/allegations", #""text":"They fired.","against":"B""#)
    try desk.act("Liaison", "allegations/AG-0002/unmatched", #""reason":"nobody heard it""#)
    #expect(
      try desk.server.get("/api/v1/parties/C").status == 404,
      "there are two parties")
  }

  private func decide(_ desk: Desk) throws {
    let clause = try #require(try desk.get("findings/F-0001")["clause"])
    let meeting = Date.now.addingTimeInterval(30 * 3_600).ISO8601Format()
    try desk.act(
      "Liaison", "docket",
      #""clause":\#(clause.reference),"question":"fact","text":"Whose?","meeting":"\#(meeting)","#
        + #""case":"CS-0001","finding":"F-0001""#)
    try desk.act("Delegate A", "parties/A/docket/DK-0001/papers", #""text":"Theirs.""#)
    try desk.act("Mission", "docket/DK-0001/papers", #""side":"mission","text":"Both.""#)
    try desk.act(
      "Chair", "docket/DK-0001/decide",
      #""manner":"chair_statement","effect":"reopen_case","text":"Open.","votes":[],"#
        + #""position_a":"Theirs.""#, status: 422)
    try desk.act(
      "Chair", "docket/DK-0001/decide",
      #""manner":"chair_statement","effect":"reopen_case","text":"Both stand.","votes":"#
        + #"[{"member":"M","side":"A","vote":"yes"}],"position_a":"Theirs.","position_b":"No.""#)
    try desk.act(
      "Liaison", "hotline",
      #""party":"A","direction":"from_party","caller":"Desk A","about":"Fire""#)
    try desk.act("Liaison", "hotline/HL-0001/answer", #""answered_by":"Liaison 3""#)
    try desk.act("Duty 1", "shifts", #""to":"Duty 3","text":"All quiet.","open":["CS-0001"]"#)
    try desk.act("Duty 1", "shifts/SH-0001/take-over", status: 409)
    try desk.act("Duty 3", "shifts/SH-0001/take-over")
  }

  private func close(_ desk: Desk, _ clause: JSONValue) throws {
    for state in ["determination", "closed"] {
      if state == "closed" {
        try desk.act("Issuer", "findings/F-0001/final")
        try desk.act("Duty 1", "cases/CS-0001/steps", #""to":"closed","reason":"done""#)
      } else {
        try desk.act("Duty 1", "cases/CS-0001/steps", #""to":"determination","reason":"heard""#)
      }
      try desk.act("Duty 2", "cases/CS-0001/steps/approve")
    }
    let refused = try desk.act(
      "Delegate B", "parties/B/cases/CS-0001/answers",
      #""kind":"dispute_clause","statement":{"points":["Late."]}"#, status: 409)
    #expect(refused["error"]?["next"]?.text?.contains("new allegation") == true)
    #expect(try desk.get("cases/CS-0001")["refusedAnswers"]?.elements?.count == 1)
    try desk.act("Duty 1", "cases/CS-0001/reopen", #""decision":"D-0001","reason":"decided""#)
    try desk.act(
      "Drafter", "findings/F-0001/versions", content(clause, "one") + #","reason":"40 s wrong""#)
    #expect(
      try desk.get("findings/F-0001/diff")["changes"]?.elements?.map { $0["field"]?.text }
        == ["limits"])
    try unanswered(desk, clause)
  }

  /// A second finding that nobody can have answered yet.
  private func unanswered(_ desk: Desk, _ clause: JSONValue) throws {
    let answer = try desk.server.post(
      "/api/v1/findings/F-0001/unanswered", #"{"actor":"Liaison"}"#)
    #expect(answer.status == 409)
    #expect(answer.text.contains("final"))
  }
}

extension JSONValue {
  /// `{"id":"4","version":3}` of a clause.
  fileprivate var reference: String {
    "{\"id\":\"\(self["id"]?.text ?? "")\",\"version\":\(self["version"]?.int ?? 0)}"
  }
}
