// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

/// Beside a running server the command puts the file into the store, and the server records it.
@Suite struct EvidenceRouteTests {
  @Test func `evidence is kept, listed and erased through the running server`() throws {
    let folder = TemporaryFolder()
    let data = folder.path + "/data"
    let served = try ServedMission(data: data)
    try served.waitForReports()
    let file = folder.path + "/picture"
    try Data("what was seen".utf8).write(to: URL(fileURLWithPath: file))
    let added = try Program.run(
      "evidence", "add", file, "--personal", "--note", "n", "--as", "Watch 1", "--data", data)
    try #require(added.code == 0, "\(added.words)")
    let digest = added.output.trimmingCharacters(in: .whitespacesAndNewlines)

    let listed = try served.get("/api/v1/evidence").json()["evidence"]?.elements ?? []
    #expect(listed.count == 1)
    #expect(listed.first?["evidence"]?.text == digest)
    #expect(listed.first?["name"] == "picture")
    #expect(listed.first?["custody"]?.elements?.first?["actor"] == "Watch 1")

    let out = folder.path + "/out"
    let got = try Program.run(
      "evidence", "get", digest, "--out", out, "--reason", "r", "--as", "A", "--data", data)
    #expect(got.code == 0, "\(got.words)")
    #expect(FileManager.default.contents(atPath: out) == Data("what was seen".utf8))

    let alone = try served.post(
      "/api/v1/evidence",
      #"{"type":"evidence.erased","evidence":"\#(digest)","ground":"g","approved_by":"A","actor":"a"}"#
    )
    #expect(alone.status != 201)
    let key = "\(data)/evidence/keys/\(digest)"
    #expect(FileManager.default.fileExists(atPath: key))
    let erased = try served.post(
      "/api/v1/evidence",
      #"{"type":"evidence.erased","evidence":"\#(digest)","ground":"g","approved_by":"B","actor":"A"}"#
    )
    #expect(erased.status == 201)
    #expect(!FileManager.default.fileExists(atPath: key))
    let after = try served.get("/api/v1/evidence").json()["evidence"]?.elements ?? []
    #expect(after.first?["erased"] == true)
    #expect(after.first?["name"] == "(withheld)")
    #expect(try Program.run("evidence", "verify", "--data", data).code == 0)
  }

  @Test(arguments: [
    #"{"type":"alert.acknowledged","actor":"A"}"#, #"{"type":"evidence.added","actor":"A"}"#,
    #"{"type":"evidence.read","actor":"A","reason":"r","evidence":"../../etc"}"#,
    #"{"type":"evidence.read","reason":"r"}"#, #"{"actor":"A"}"#, "[]", "{",
  ])
  func `a body that is no record of evidence is refused, and nothing is recorded`(body: String)
    throws
  {
    let folder = TemporaryFolder()
    let served = try ServedMission(
      data: folder.path + "/data", mission: Program.emptyMission(in: folder))
    let answer = try served.post("/api/v1/evidence", body)
    #expect([400, 422].contains(answer.status), "\(body)")
    let listed = try served.get("/api/v1/evidence").json()["evidence"]?.elements
    #expect(listed == [])
  }
}

extension Program {
  /// A mission that was just made, without reports.
  fileprivate static func emptyMission(in folder: TemporaryFolder) throws -> String {
    let mission = folder.path + "/mission"
    _ = try run("init", mission)
    return mission
  }
}
