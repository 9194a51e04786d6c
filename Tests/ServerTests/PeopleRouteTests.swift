// Does a server with accounts let people in, and only them, and only as their roles allow?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite(.serialized, .timeLimit(.minutes(5))) struct PeopleRouteTests {
  private let folder = TemporaryFolder()
  private let password = "correct horse battery staple"

  private func open(
    _ server: ServedMission, _ id: String, _ roles: [String], party: String? = nil,
    token: String? = nil
  ) throws -> Int {
    let body = JSONValue.members([
      "account": .string(id), "name": .string("Name of \(id)"), "password": .string(password),
      "roles": .array(roles.map { .string($0) }), "party": party.map { .string($0) },
    ])
    return try server.post("/api/v1/people", body.written, head(token)).status
  }

  private func head(_ token: String?) -> [String: String] {
    var head = ["Content-Type": "application/json"]
    if let token { head["Authorization"] = "Bearer \(token)" }
    return head
  }

  private func signIn(_ server: ServedMission, _ id: String, _ password: String) throws -> (
    status: Int, token: String?
  ) {
    let body = JSONValue.members(["account": .string(id), "password": .string(password)])
    let answer = try server.post("/api/v1/session", body.written, head(nil))
    return (answer.status, try? JSONValue(reading: Array(answer.body))["token"]?.text)
  }

  @Test func `from the first account on people sign in, and each does what his role allows`() throws
  {
    let server = try ServedMission(data: folder.path + "/data")
    #expect(try server.get("/api/v1/alerts?limit=1").status == 200)
    #expect(try open(server, "anna", ["duty_officer"]) == 422)
    #expect(try open(server, "anna", ["administrator"]) == 201)
    // Nobody is signed in any more.
    #expect(try server.get("/api/v1/alerts?limit=1").status == 401)
    #expect(try server.get("/api/v1/session").status == 200)
    #expect(try open(server, "eve", ["administrator"]) == 401)
    #expect(try signIn(server, "anna", "wrong password").status == 401)
    #expect(try signIn(server, "nobody", password).status == 401)
    let anna = try #require(try signIn(server, "anna", password).token)
    #expect(try open(server, "ben", ["duty_officer"], token: anna) == 201)
    #expect(try open(server, "of-a", ["party_liaison"], party: "A", token: anna) == 201)
    #expect(try open(server, "short", ["analyst"], party: "C", token: anna) == 422)

    let ben = try #require(try signIn(server, "ben", password).token)
    let list = try server.get("/api/v1/alerts?limit=1&state=new", head(ben))
    #expect(list.status == 200)
    let alert = try #require(
      try JSONValue(reading: Array(list.body))["alerts"]?.elements?.first?["id"]?.text)
    let path = "/api/v1/alerts/\(alert)/acknowledge"
    // In his own name only; an administrator's role does not allow it at all.
    #expect(try server.post(path, "{\"actor\":\"anna\"}", head(ben)).status == 403)
    #expect(try server.post(path, "{}", head(anna)).status == 403)
    #expect(try server.post(path, "{\"actor\":\"rules\"}", head(ben)).status == 403)
    #expect(try server.post(path, "{}", head(ben)).status == 200)

    // A party's officer reads nothing of the operations room, and opens no accounts.
    let ofA = try #require(try signIn(server, "of-a", password).token)
    #expect(try server.get("/api/v1/alerts", head(ofA)).status == 403)
    #expect(try server.get("/api/v1/mission", head(ofA)).status == 200)
    #expect(try server.get("/api/v1/parties/A", head(ofA)).status == 200)
    #expect(try server.get("/api/v1/parties/B", head(ofA)).status == 403)
    #expect(try server.get("/api/v1/findings", head(ofA)).status == 403)
    // Not what records withhold, and what his side was released only; there is no such finding.
    #expect(try server.get("/api/v1/log/records", head(ofA)).status == 403)
    #expect(try server.get("/api/v1/findings/F-0001/release?audience=B", head(ofA)).status == 403)
    #expect(try server.get("/api/v1/findings/F-0001/release?audience=A", head(ofA)).status == 404)
    #expect(try open(server, "more", ["administrator"], token: ofA) == 403)

    // A new password ends the old sessions; a closed account cannot come back.
    let changed = try server.post(
      "/api/v1/people/ben/password", "{\"password\":\"another long one\"}", head(anna))
    #expect(changed.status == 200)
    #expect(try server.get("/api/v1/alerts", head(ben)).status == 401)
    #expect(try signIn(server, "ben", password).status == 401)
    #expect(try signIn(server, "ben", "another long one").status == 201)
    let closed = try server.post("/api/v1/people/ben/close", "{\"reason\":\"left\"}", head(anna))
    #expect(closed.status == 200)
    #expect(try signIn(server, "ben", "another long one").status == 401)
    server.stop()

    // No password is in the data folder, and its file is the owner's alone.
    let file = folder.path + "/data/keys/accounts.json"
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let files = FileManager.default.enumerator(atPath: folder.path + "/data")
    while let name = files?.nextObject() as? String {
      guard let bytes = FileManager.default.contents(atPath: folder.path + "/data/" + name) else {
        continue
      }
      #expect(bytes.range(of: Data(password.utf8)) == nil, "\(name)")
    }
    let again = try ServedMission(data: folder.path + "/data")
    #expect(try again.get("/api/v1/alerts", head(anna)).status == 401)
    #expect(try signIn(again, "anna", password).status == 201)
    again.stop()
  }
}
