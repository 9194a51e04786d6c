// What moves, as the interface tells it: now, earlier, step by step, and the same after a restart.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Server
import Testing

@Suite(.serialized) struct TrackRouteTests {
  private static let mission = Program.repository + "/Examples/three-sensors"
  private static let reportCount: Int64 = 8_934
  private let folder = TemporaryFolder()

  private func server() throws -> ServedMission {
    let server = try ServedMission(data: folder.path + "/data", mission: Self.mission)
    try server.waitForReports(count: Self.reportCount)
    return server
  }

  private func tracks(_ server: ServedMission) throws -> [JSONValue] {
    try server.get("/api/v1/tracks?limit=1000").json()["tracks"]?.elements ?? []
  }

  @Test func `ships are followed with error, source and every report that made the track`() throws {
    let server = try server()
    let tracks = try tracks(server)
    #expect(tracks.count == 15)
    let ship = try #require(
      tracks.first { $0["identities"]?["Ship's name"]?.text == "TRUCE DEMO 01" })
    #expect(ship["basis"]?.text == "named" && ship["lost"]?.flag == false)
    #expect(ship["sources"]?.elements?.compactMap { $0["sensor"]?.text } == ["AIS-ODESA"])
    let sigma = try #require(ship["state"]?["majorSigmaM"]?.double)
    #expect(sigma > 1 && sigma < 50)
    let id = try #require(ship["id"]?.text)
    #expect(try server.get("/api/v1/tracks/\(id)").json()["id"]?.text == id)
    let points = try #require(
      try server.get("/api/v1/tracks/\(id)/points?limit=1000").json()["points"]?.elements)
    // The last reports still wait for earlier ones.
    let reports = try #require(ship["reports"]?.int)
    #expect(points.count > 80 && points.count <= Int(reports))
    #expect(points.first?["afterGap"]?.flag == true)
    #expect(points.dropFirst().allSatisfy { $0["afterGap"]?.flag == false })
    let report = try #require(points.last?["observation"]?.text)
    let observation = try server.get("/api/v1/observations/\(report)").json()
    #expect(observation["fields"]?["MMSI"]?.text == ship["identities"]?["MMSI"]?.text)
  }

  @Test func `an earlier time shows what was followed then`() throws {
    let server = try server()
    let then = try #require(
      try server.get("/api/v1/geo/tracks?at=2026-06-24T06:05:00Z").json()["features"]?.elements)
    let kinds = Set(then.compactMap { $0["properties"]?["kind"]?.text })
    #expect(then.count > 15 && kinds.contains("aircraft") && !kinds.contains("vessel"))
    let now = try #require(try server.get("/api/v1/geo/tracks").json()["features"]?.elements)
    let trails = now.filter { $0["properties"]?["part"]?.text == "trail" }
    #expect(now.count - trails.count == 15)
    #expect(trails.count >= 12)
    let sea = try #require(
      try server.get("/api/v1/geo/tracks?box=30.7,46.2,30.9,46.4").json()["features"]?.elements)
    #expect(sea.count < now.count && !sea.isEmpty)
    for box in ["1,2,3", "a,b,c,d", "4,1,2,3", "nan,1,2,3"] {
      let answer = try server.get("/api/v1/geo/tracks?box=\(box)")
      #expect(answer.status == 400)
      #expect(answer.text.contains("west,south,east,north"))
    }
    #expect(try server.get("/api/v1/tracks/TR-NONE").status == 404)
  }

  @Test func `a restart and new read models change no track`() throws {
    var server = try server()
    let before = try tracks(server)
    let id = try #require(before[3]["id"]?.text)
    let points = try server.get("/api/v1/tracks/\(id)/points?limit=1000").text
    server = try self.restarted(server)
    #expect(try tracks(server) == before)
    #expect(try server.get("/api/v1/tracks/\(id)/points?limit=1000").text == points)
    server.stop()
    let rebuilt = try Program.run("rebuild", "--data", folder.path + "/data")
    #expect(rebuilt.code == 0, "\(rebuilt.words)")
    server = try self.server()
    #expect(try tracks(server) == before)
    #expect(try server.get("/api/v1/tracks/\(id)/points?limit=1000").text == points)
  }

  private func restarted(_ server: ServedMission) throws -> ServedMission {
    server.stop()
    return try self.server()
  }
}
