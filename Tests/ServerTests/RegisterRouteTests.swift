// Entries of registers over the interface: what they raise, how they are corrected, what is refused.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite(.serialized) struct RegisterRouteTests {
  private let folder = TemporaryFolder()

  private static func outage(_ id: String, _ sign: String, _ more: String = "") -> String {
    #"{"actor":"Officer 1","type":"register.entered","entry":"\#(id)","kind":"sensor_outage","#
      + #""from":"2026-06-25T08:00:00Z","until":"2026-06-25T09:00:00Z","#
      + #""received":"2026-06-25T09:05:00Z","reported_by":"Patrol 21","#
      + #""attributes":{"sensor":"CAM-1","sign":"\#(sign)"}\#(more)}"#
  }

  @Test func `an entry raises an alert without a place, a correction takes it back`() throws {
    let server = try ServedMission(data: folder.path + "/data")
    try server.waitForReports()
    let before = try server.get("/api/v1/alerts?clause=19").json()["total"]?.int
    #expect(before == 0)
    let made = try server.post("/api/v1/registers", Self.outage("O-1", "interference"))
    #expect(made.status == 201)
    #expect(try made.json()["enteredBy"]?.text == "Officer 1")
    let list = try server.get("/api/v1/alerts?clause=19").json()
    let alert = try #require(list["alerts"]?.elements?.first)
    #expect(alert["place"] == .null)
    #expect(alert["matter"]?["cites"]?.elements?.compactMap(\.text) == ["O-1"])
    #expect(alert["kindName"]?.text == "sensor outage")
    #expect(alert["verdict"]?.text == "threshold_met")
    let id = try #require(alert["id"]?.text)
    let detail = try server.get("/api/v1/alerts/\(id)?language=de").json()
    let steps = detail["derivation"]?.elements?.compactMap { $0["text"]?.text } ?? []
    #expect(steps.contains { $0.contains("Sensorausfall") })
    #expect(detail["evidence"]?.elements?.isEmpty == true)
    // The map has it not, because it has no place.
    let points = try server.get("/api/v1/geo/alerts").json()["features"]?.elements ?? []
    #expect(!points.contains { $0["properties"]?["id"]?.text == id })

    let corrected = Self.outage("O-2", "none", #","corrects":"O-1","reason":"wrong sign""#)
      .replacing("register.entered", with: "register.corrected")
    #expect(try server.post("/api/v1/registers", corrected).status == 201)
    let after = try server.get("/api/v1/alerts/\(id)").json()
    #expect(after["state"]?.text == "false")
    let entries = try server.get("/api/v1/registers?kind=sensor_outage").json()["entries"]
    #expect(entries?.elements?.compactMap { $0["entry"]?.text } == ["O-1", "O-2"])
    #expect(entries?.elements?.first?["correctedBy"]?.text == "O-2")
    let current = try server.get("/api/v1/registers?kind=sensor_outage&current=true").json()
    #expect(current["entries"]?.elements?.compactMap { $0["entry"]?.text } == ["O-2"])
  }

  @Test(arguments: [
    (#""sign":"jammed""#, "not one of none, interference"), (#""sgn":"none""#, "no property 'sgn'"),
    (#""sensor":"X""#, "does not say 'sign'"),
  ])
  func `an entry with a fault is refused in words`(attributes: String, says: String) throws {
    let server = try ServedMission(data: folder.path + "/data")
    try server.waitForReports()
    let body = Self.outage("O-1", "none").replacing(
      #""sensor":"CAM-1","sign":"none""#,
      with: attributes.contains("sensor") ? attributes : #""sensor":"X","# + attributes)
    let answer = try server.post("/api/v1/registers", body)
    #expect(answer.status == 422 || answer.status == 409)
    #expect(try answer.json()["error"]?["message"]?.text?.contains(says) == true)
    #expect(try server.get("/api/v1/registers").json()["entries"]?.elements?.isEmpty == true)
  }

  @Test func `an entry that is there already is refused, and survives a restart`() throws {
    var server = try ServedMission(data: folder.path + "/data")
    try server.waitForReports()
    #expect(try server.post("/api/v1/registers", Self.outage("O-1", "damage")).status == 201)
    #expect(try server.post("/api/v1/registers", Self.outage("O-1", "damage")).status == 409)
    let id = try server.get("/api/v1/alerts?clause=19").json()["alerts"]?.elements?.first?["id"]
    server.stop()
    server = try ServedMission(data: folder.path + "/data")
    try server.waitForReports()
    let list = try server.get("/api/v1/alerts?clause=19").json()
    #expect(list["total"]?.int == 1)
    #expect(list["alerts"]?.elements?.first?["id"] == id)
    let entries = try server.get("/api/v1/registers").json()["entries"]?.elements ?? []
    #expect(entries.compactMap { $0["reported_by"]?.text } == ["Patrol 21"])
  }
}
