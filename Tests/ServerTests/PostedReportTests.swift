// Are posted reports on disk when they are answered, once, and with few syncs for many posts?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite(.serialized, .timeLimit(.minutes(5))) struct PostedReportTests {
  private let folder = TemporaryFolder()

  private func server() throws -> ServedMission {
    let path = folder.path + "/mission"
    try FileManager.default.copyItem(
      atPath: Program.repository + "/Examples/three-sensors", toPath: path)
    let feeds = """
      feeds:
        - {name: aircraft, format: sbs, post: true, sensor: ADSB-KYIV}
        - {name: "ships & more", format: geojson, post: true}
        - {name: recording, format: beast, file: data/kyiv.beast, sensor: ADSB-KYIV, start: 2026-06-24T06:00:00Z}
      """
    try Data(feeds.utf8).write(to: URL(fileURLWithPath: path + "/feeds.yaml"))
    return try ServedMission(data: folder.path + "/data", mission: path)
  }

  /// One position of one aircraft, at second `s` of a minute.
  private func line(_ aircraft: Int, s: Int) -> String {
    let time = "2026/06/24,06:00:\(String(format: "%02d", s)).000"
    return "MSG,3,1,1,\(String(0x40_0000 + aircraft, radix: 16)),1,\(time),\(time),,37000,,,"
      + "50.\(100 + aircraft),30.5,,,0,0,0,0\r\n"
  }

  private func post(_ server: ServedMission, _ body: String) throws -> Answer {
    try server.post("/api/v1/feeds/aircraft/reports", body, ["Content-Type": "text/csv"])
  }

  @Test func `a post is answered with its receipts, and sent again it is known`() throws {
    let server = try server()
    let body = line(1, s: 1) + line(2, s: 1) + "MSG,3,1,1,nonsense\r\n" + line(1, s: 2)
    let first = try post(server, body)
    #expect(first.status == 200, "\(first.text)")
    let receipt = try first.json()
    #expect(receipt["accepted"]?.int == 3)
    #expect(receipt["duplicates"]?.int == 0)
    #expect(receipt["rejectedCount"]?.int == 1)
    let reject = try #require(receipt["rejected"]?.elements?.first)
    // Of the field that is wrong, in the third line.
    #expect(reject["byte"]?.int == Int64(2 * line(1, s: 1).utf8.count + "MSG,3,1,1,".utf8.count))
    #expect(reject["reason"]?.text?.isEmpty == false)
    let firstSequence = try #require(receipt["firstSequence"]?.int)
    let lastSequence = try #require(receipt["lastSequence"]?.int)
    #expect(lastSequence - firstSequence >= 2)
    let ids = (receipt["ids"]?.elements ?? []).compactMap(\.text)
    #expect(Set(ids).count == 3)

    let again = try post(server, body + line(1, s: 2) + line(3, s: 3) + line(3, s: 3)).json()
    #expect(again["accepted"]?.int == 1)
    #expect(again["duplicates"]?.int == 5)
    #expect(again["ids"]?.elements?.compactMap(\.text).prefix(3) == ids[...])
    let known = try post(server, body).json()
    #expect(known["firstSequence"] == nil)
    for id in ids {
      let shown = try wait { try server.get("/api/v1/observations/\(id)").status == 200 }
      #expect(shown, "\(id) is not shown")
    }
  }

  @Test func `what was answered is there after a kill, and still known`() throws {
    var server = try server()
    var ids: [String] = []
    for s in 0..<20 {
      let receipt = try post(server, line(s, s: s)).json()
      ids += receipt["ids"]?.elements?.compactMap(\.text) ?? []
    }
    kill(server.processID, SIGKILL)
    server.stop()
    server = try ServedMission(data: folder.path + "/data", mission: folder.path + "/mission")
    #expect(ids.count == 20)
    for id in ids { #expect(try server.get("/api/v1/observations/\(id)").status == 200) }
    #expect(try post(server, line(7, s: 7)).json()["duplicates"]?.int == 1)
  }

  @Test func `a feed that takes no posts, too much and nothing at all have their answers`() throws {
    let server = try server()
    let missing = try server.post("/api/v1/feeds/recording/reports", "x")
    #expect(missing.status == 404)
    #expect(missing.text.contains("'aircraft', 'ships & more'"))
    #expect(try server.post("/api/v1/feeds/none/reports", "x").status == 404)
    let named = try server.post("/api/v1/feeds/ships%20%26%20more/reports", "")
    #expect(named.status == 200)
    #expect(try named.json()["accepted"]?.int == 0)
    let many = try post(server, String(repeating: "no report\r\n", count: 20_001))
    #expect(many.status == 413)
    #expect(try post(server, line(1, s: 1)).json()["accepted"]?.int == 1)
  }

  @Test func `posts that come at once share syncs, and each has its own answer`() async throws {
    let server = try server()
    let program = """
      import http.client, json, sys, threading
      answers = []
      def work(w):
          c = http.client.HTTPConnection("127.0.0.1", \(server.port))
          for s in range(10):
              t = "2026/06/24,06:00:%02d.000" % s
              line = "MSG,3,1,1,%x,1,%s,%s,,37000,,,50.%d,30.5,,,0,0,0,0\\r\\n" % (0x400000 + w, t, t, 100 + w)
              c.request("POST", "/api/v1/feeds/aircraft/reports", line)
              a = c.getresponse(); answers.append((a.status, json.loads(a.read())))
      threads = [threading.Thread(target=work, args=(w,)) for w in range(64)]
      for t in threads: t.start()
      for t in threads: t.join()
      assert len(answers) == 640 and all(s == 200 and a["accepted"] == 1 for s, a in answers), answers[:3]
      print(len({a["ids"][0] for s, a in answers}), len({a["firstSequence"] for s, a in answers}))
      """
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-c", program]
    let out = Pipe()
    python.standardOutput = out
    try python.run()
    python.waitUntilExit()
    let said = String(decoding: try out.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    #expect(said == "640 640\n")
    server.stop()
    let (records, commits) = try Self.count(folder.segments(of: "data/observations"))
    #expect(records >= 640)
    #expect(commits < records / 2, "\(commits) commits for \(records) records")
  }

  /// Records and commits, by the form of the journal: the first record of a commit has place 0.
  private static func count(_ segments: [String: Data]) throws -> (records: Int, commits: Int) {
    var (records, commits) = (0, 0)
    for segment in segments.values {
      var at = segment.startIndex + 64
      func number(_ offset: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(segment[at + offset + $1]) << (8 * $1) }
      }
      while at + 56 <= segment.endIndex, number(0) != 0 {
        records += 1
        if number(4) == 0 { commits += 1 }
        at += 56 + number(8)
      }
    }
    return (records, commits)
  }

  private func wait(_ isDone: () throws -> Bool) throws -> Bool {
    for _ in 0..<200 {
      if try isDone() { return true }
      Thread.sleep(forTimeInterval: 0.05)
    }
    return false
  }
}
