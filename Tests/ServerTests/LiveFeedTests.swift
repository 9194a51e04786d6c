// Do live feeds reach the record, come back after a loss, and say how they are?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite(.serialized, .timeLimit(.minutes(5))) struct LiveFeedTests {
  private let folder = TemporaryFolder()

  /// A mission like the example of three sensors, with other feeds.
  private func mission(_ feeds: String) throws -> String {
    let path = folder.path + "/mission"
    try FileManager.default.copyItem(
      atPath: Program.repository + "/Examples/three-sensors", toPath: path)
    try Data("feeds:\n\(feeds)".utf8).write(to: URL(fileURLWithPath: path + "/feeds.yaml"))
    return path
  }

  /// A port that nobody uses now.
  private func freePort() throws -> Int {
    let found = try python(
      "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")
    return try #require(Int(found.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  @discardableResult
  private func python(_ program: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    process.currentDirectoryURL = URL(fileURLWithPath: Program.repository)
    let out = Pipe()
    process.standardOutput = out
    try process.run()
    let bytes = try out.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The feed's health, as soon as it is what is waited for.
  private func health(
    _ server: ServedMission, _ name: String, until isEnough: (JSONValue) -> Bool
  ) throws -> JSONValue {
    var last = JSONValue.null
    for _ in 0..<2_000 {
      let feeds = try server.get("/api/v1/feeds").json()["feeds"]?.elements ?? []
      last = try #require(feeds.first { $0["name"]?.text == name })
      if isEnough(last) { return last }
      Thread.sleep(forTimeInterval: 0.05)
    }
    Issue.record("the feed stayed as \(last.written)")
    return last
  }

  @Test func `sentences over TCP and UDP become observations with their receipt`() throws {
    let tcp = try freePort()
    let udp = try freePort()
    let mission = try mission(
      """
        - {name: ships-tcp, format: ais, listen: "127.0.0.1:\(tcp)", sensor: AIS-ODESA}
        - {name: ships-udp, format: ais, udp: "127.0.0.1:\(udp)", stale_after_s: 1}
      """)
    let server = try ServedMission(data: folder.path + "/data", mission: mission)
    _ = try health(server, "ships-udp") { $0["state"]?.text == "live" }
    let sentence = "!AIVDM,1,1,,A,13=wUWhvAGR>l`HJROELprD42@00,0*02"
    let other = "!AIVDM,1,1,,B,144FUqPw2qR=Le`JQh4HV6p22@00,0*6B"
    try python(
      """
      import socket, time
      c = socket.create_connection(("127.0.0.1", \(tcp)))
      for half in (b"\(sentence.prefix(20))", b"\(sentence.dropFirst(20))\\r\\n"): c.sendall(half); time.sleep(0.1)
      c.sendall(b"!AIVDM,1,1,,A,13=wUWhvAGR,0*00\\r\\n"); c.close()
      u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      u.sendto(b"\(other)", ("127.0.0.1", \(udp)))
      """)
    let overTCP = try health(server, "ships-tcp") {
      $0["rejected"]?.int == 1 && $0["observations"]?.int == 1
    }
    #expect(overTCP["connections"]?.int == 1)
    #expect(overTCP["lastMessageAt"] != nil)
    let reasons = try #require(overTCP["rejectsByReason"])
    #expect(reasons.written.contains("checksum"))
    // The sentence carries no line end: its datagram ends it.
    let overUDP = try health(server, "ships-udp") { $0["observations"]?.int == 1 }
    // The sentence names a second of the minute, which may be up to 5 s ahead.
    let offsetMs = try #require(overUDP["clockOffsetMs"]?.int)
    #expect((-5_000...60_000).contains(offsetMs))
    _ = try health(server, "ships-udp") { $0["state"]?.text == "stale" }
    // The server writes the health down every two seconds.
    Thread.sleep(forTimeInterval: 2.5)
    let listed = try Program.run("feed", "list", "--data", folder.path + "/data")
    #expect(listed.code == 0)
    #expect(listed.output.contains("ships-tcp"))
    #expect(listed.output.contains("1 observations"))
    #expect(listed.output.contains("127.0.0.1:\(tcp)"))
    for _ in 0..<100
    where try server.get("/api/v1/observations").json()["observations"]?.elements?.count != 2 {
      Thread.sleep(forTimeInterval: 0.05)
    }
    let observations = try server.get("/api/v1/observations").json()["observations"]?.elements
    #expect(observations?.count == 2)
    #expect(observations?.allSatisfy { $0["kind"]?.text == "vessel" } ?? false)
  }

  /// A read of 64 KiB holds more broken frames than may wait, so each sender finds the queue full
  /// while what the other brought is being taken in.
  @Test func `two senders that fill the queue at once do not stop the feed`() throws {
    let port = try freePort()
    let mission = try mission(
      """
        - {name: aircraft, format: avr, listen: "127.0.0.1:\(port)", sensor: ADSB-KYIV}
      """)
    let server = try ServedMission(data: folder.path + "/data", mission: mission)
    var triesLeft = 100
    while triesLeft > 0, (try? Connection(port: port)) == nil {
      Thread.sleep(forTimeInterval: 0.05)
      triesLeft -= 1
    }
    let brokenCount = 150_000
    try python(
      """
      import socket, threading
      def send():
          c = socket.create_connection(("127.0.0.1", \(port)))
          c.settimeout(100)
          c.sendall(b"*;" * \(brokenCount))
          c.close()
      senders = [threading.Thread(target=send) for _ in range(2)]
      for s in senders: s.start()
      for s in senders: s.join()
      """)
    let aircraft = try health(server, "aircraft") {
      $0["rejected"]?.int == Int64(2 * brokenCount) && $0["state"]?.text == "waiting"
    }
    #expect(aircraft["streams"]?.int == 0)
  }

  @Test func `a receiver that goes away is said, and read again when it is back`() throws {
    let port = try freePort()
    let mission = try mission(
      """
        - {name: aircraft, format: beast, tcp: "127.0.0.1:\(port)", sensor: ADSB-KYIV}
      """)
    let server = try ServedMission(data: folder.path + "/data", mission: mission)
    let down = try health(server, "aircraft") { $0["state"]?.text == "down" }
    #expect(down["note"]?.text?.hasPrefix("connection refused; tried again after") ?? false)
    let send = """
      import socket
      s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
      s.bind(("127.0.0.1", \(port))); s.listen(); s.settimeout(60); c, _ = s.accept()
      c.sendall(open("Tests/Fixtures/adsb/example.beast", "rb").read()); c.close()
      """
    try python(send)
    // Counted as observations when they are on disk.
    let first = try health(server, "aircraft") {
      $0["messages"]?.int == 11_173 && $0["observations"]?.int ?? 0 > 5_000
    }
    #expect(first["rejected"]?.int == 0)
    try python(send)
    let second = try health(server, "aircraft") { ($0["messages"]?.int ?? 0) == 2 * 11_173 }
    #expect(second["connections"]?.int == 2)
  }

  @Test func `recordings that were taken in are not taken in again after a start`() throws {
    let mission = Program.repository + "/Examples/three-sensors"
    for _ in 0..<2 {
      let server = try ServedMission(data: folder.path + "/data", mission: mission)
      for (name, messageCount) in [
        ("adsb-kyiv", 11_173), ("ais-odesa", 1_074), ("radar-kharkiv", 4_439),
      ] {
        let feed = try health(server, name) {
          $0["state"]?.text == "read" && $0["messages"]?.int == Int64(messageCount)
        }
        #expect(feed["rejected"]?.int == 0)
      }
      for _ in 0..<1_000 where try count(server) < 8_934 { Thread.sleep(forTimeInterval: 0.05) }
      #expect(try count(server) == 8_934)
    }
  }

  private func count(_ server: ServedMission) throws -> Int64 {
    try server.get("/api/v1/mission").json()["counts"]?["observations"]?.int ?? 0
  }
}
