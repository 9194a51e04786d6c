// Does the log say what the monitor did, show it as it was known, and keep people's names to itself?
//
// SPDX-License-Identifier: Apache-2.0

import Cases
import Feeds
import Foundation
import Ledger
import Missions
import Notation
import Observations
import Redaction
import Rules
import Store
import Testing

@testable import Server

@Suite struct RecordLogTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func opened() async throws -> Monitor {
    try await Monitor.open(mission: place.mission, data: place.data)
  }

  private func feed(_ monitor: Monitor) async throws {
    var run = try FeedRun(monitor.mission, receivedAtMs: 0)
    while let batch = try run.next(itemCountMax: 500) {
      try await monitor.take(batch.items, feed: batch.feed, file: batch.file)
    }
  }

  private func rows(_ store: ReadStore) throws -> [String] {
    try store.alerts(AlertFilter(), german: false, after: nil, limit: 1_000).rows
  }

  private func faults() throws -> [String] {
    try FolderAudit(place.mission, place.data, policy: nil).run(needsQuorum: false)
      .compactMap(\.fault)
  }

  private func contains(_ text: String) throws -> Bool {
    let names = FileManager.default.enumerator(atPath: place.data.path)?
      .compactMap { $0 as? String }
    return (names ?? []).contains { name in
      let bytes = FileManager.default.contents(atPath: "\(place.data.path)/\(name)") ?? Data()
      return bytes.range(of: Data(text.utf8)) != nil
    }
  }

  @Test func `a replay leaves a sound log, and every observation is under a seal`() async throws {
    let monitor = try await opened()
    try await feed(monitor)
    #expect(await monitor.close() == nil)
    #expect(try faults() == [])
    let again = try await opened()
    let book = await again.logBook
    #expect(book.sealedSequence == 2_671)
    #expect(book.seal(of: 1)?.seal.first == 1)
    #expect(book.seal(of: 2_672) == nil)
    let status = try await again.log.status(entries: book.size, began: book.beganAtMs)
    #expect(status.light == .yellow, "the mission has no witnesses, and says so")
    #expect(status.reasons(.en).contains { $0.contains("no witnesses are named") })
    await again.close()
    #expect(try faults() == [], "opening again changed nothing that matters")
  }

  @Test func `as known when the log had so many records is what was shown then`() async throws {
    let monitor = try await opened()
    try await feed(monitor)
    _ = try await monitor.seal()
    let size = await monitor.logBook.size
    let before = try rows(monitor.store)
    let id = try #require(await monitor.cases.alerts.keys.min())
    _ = try await monitor.perform(
      .alertDismissed(id: id, as: .falseAlarm, reason: "stubble fire", of: nil),
      actor: "Duty officer", atMs: Date.nowMs)
    #expect(try rows(monitor.store) != before)
    let past = try await monitor.store(.size(size))
    #expect(try rows(past) == before)
    #expect(try await monitor.store(.size(0)).counts().observations == 0)

    // Of a time: what a run over the reports received until then gives.
    let untilMs: Int64 = 1_782_350_000_000
    let elsewhere = try Workplace()
    let other = try await Monitor.open(mission: elsewhere.mission, data: elsewhere.data)
    var run = try FeedRun(other.mission, receivedAtMs: 0)
    while let batch = try run.next(itemCountMax: 500) {
      let items = batch.items.filter {
        if case .observation(let observation, _) = $0 {
          observation.receivedAtMs <= untilMs
        } else {
          true
        }
      }
      try await other.take(items, feed: batch.feed, file: batch.file)
    }
    let then = try rows(other.store)
    #expect(!then.isEmpty && then.count < before.count)
    #expect(try rows(try await monitor.store(.time(atMs: untilMs))) == then)
    await other.close()
    await monitor.close()
  }

  @Test func `names are withheld from the log, and an erased one is nowhere any more`() async throws
  {
    let monitor = try await opened()
    try await feed(monitor)
    let id = try #require(await monitor.cases.alerts.keys.min())
    _ = try await monitor.perform(
      .alertAcknowledged(id: id, note: "smoke seen by patrol nine"), actor: "Quentin Unusual",
      atMs: Date.nowMs)
    let index = await monitor.logBook.size - 1
    let ground = "request of the person"
    for approver in ["Registrar", " registrar "] {
      await #expect(throws: ActError.self) {
        try await monitor.erase(
          "actor", ofRecord: index, ground: ground, approvedBy: approver, actor: "Registrar",
          atMs: Date.nowMs)
      }
    }
    for (claim, record) in [("title", index), ("actor", index + 1)] {
      await #expect(throws: ActError.self) {
        try await monitor.erase(
          claim, ofRecord: record, ground: ground, approvedBy: "DPO", actor: "Registrar",
          atMs: Date.nowMs)
      }
    }
    let release = try await monitor.release(
      ["note"], ofRecord: index, to: "Party A", reason: "notice", actor: "Duty officer",
      atMs: Date.nowMs)
    let issuer = try #require(
      RecordKey.publicKey(ofJWK: try JSONValue(reading: monitor.issuer.utf8)))
    let claims = try SDJWT.open(release.presentation, trusted: issuer)
    #expect(claims["note"]?.text == "smoke seen by patrol nine")
    #expect(claims["actor"] == nil && claims["type"]?.text == "alert.acknowledged")
    let entry = Array(release.presentation.prefix { $0 != "~" }.utf8)
    let proof = try LogProof(release.proof)
    _ = try proof.verify(entry: entry, policy: monitor.log.policy)

    try await monitor.erase(
      "actor", ofRecord: index, ground: ground, approvedBy: "DPO", actor: "Registrar",
      atMs: Date.nowMs)
    let alert = try #require(await monitor.cases.alerts[id])
    #expect(alert.history.last?.actor == Record.withheldText)
    #expect(alert.history.last?.note == "smoke seen by patrol nine")
    #expect(await monitor.close() == nil)
    #expect(try !contains("Quentin Unusual"))
    #expect(try faults() == [])
    _ = try proof.verify(entry: entry, policy: monitor.log.policy)
    let again = try await opened()
    #expect(await again.cases.alerts[id]?.history.last?.actor == Record.withheldText)
    await again.close()
  }

  @Test func `a record that no entry can hold is kept beside it and read back whole`() async throws
  {
    let monitor = try await opened()
    try await feed(monitor)
    let ids = (0..<4_000).map { "AL-260625-\(1_000_000 + $0)" }
    let data = DataFolder(place.folder.path + "/large")
    let keys = try LogKeys.open(data, place.mission)
    let log = try RecordLog(data, missionID: "m", key: keys.record, origin: keys.origin)
    let act = Act.caseOpened(id: "CS-0001", title: "large", alertIDs: ids, note: "")
    let written = try log.append(act, actor: "Duty officer", atMs: 1_000)
    try log.commit()
    let entry = try #require(try log.entry(0, in: data))
    #expect(entry.bytes.count < 65_536)
    #expect(try entry.record() == written)
    log.close()
    await monitor.close()
  }

  @Test func `a rolled-back copy is not signed on, and the mission goes on without`() async throws {
    let monitor = try await opened()
    await monitor.close()
    let older = place.folder.path + "/older"
    try FileManager.default.copyItem(atPath: place.data.path, toPath: older)
    let again = try await opened()
    try await feed(again)
    await again.close()
    // The copy is put back; what lies beside the key is the newest.
    try FileManager.default.copyItem(
      atPath: place.data.keys + "/log.signed", toPath: place.folder.path + "/log.signed")
    try FileManager.default.removeItem(atPath: place.data.path)
    try FileManager.default.moveItem(atPath: older, toPath: place.data.path)
    try FileManager.default.removeItem(atPath: place.data.keys + "/log.signed")
    try FileManager.default.moveItem(
      atPath: place.folder.path + "/log.signed", toPath: place.data.keys + "/log.signed")
    let note = FileManager.default.contents(atPath: place.data.log + "/checkpoint")

    let restored = try await opened()
    try await feed(restored)
    #expect(try await restored.totals().observations == 2_671)
    let fault = try #require(await restored.close())
    #expect(fault.contains("Nothing is signed"))
    let book = await restored.logBook
    let status = try await restored.log.status(entries: book.size, began: book.beganAtMs)
    #expect(status.light == .red)
    #expect(FileManager.default.contents(atPath: place.data.log + "/checkpoint") == note)
  }

  @Test func `a new key begins a log with the old one's last checkpoint, and both stay provable`()
    async throws
  {
    let monitor = try await opened()
    try await feed(monitor)
    await monitor.close()
    let old = FileManager.default.contents(atPath: place.data.log + "/checkpoint")
    let rotation = try await Monitor.rotateLog(
      mission: place.mission, data: place.data, name: "log.example/second")
    #expect(FileManager.default.contents(atPath: rotation.oldLog + "/checkpoint") == old)
    let again = try await opened()
    let id = try #require(await again.cases.alerts.keys.min())
    _ = try await again.perform(
      .alertAcknowledged(id: id, note: ""), actor: "Duty officer", atMs: Date.nowMs)
    let index = await again.logBook.size - 1
    try await again.log.publish(upTo: try await again.seal())
    let proof = try #require(try await again.proof(ofRecord: index))
    #expect(proof.index == index - rotation.oldSize + 1)
    await #expect(throws: ActError.self) { try await again.proof(ofRecord: 3) }
    #expect(await again.close() == nil)
    #expect(try faults() == [])
    let policy = try LogPolicy(log: try VerifierKey(rotation.key))
    var first: [UInt8] = []
    _ = try LogAudit(FolderTiles(folder: place.data.log), policy: policy).run { index, entry in
      if index == 0 { first = Array(entry) }
    }
    #expect(Data(first) == old)
    let third = try await opened()
    #expect(await third.close() == nil, "and it goes on")
  }

  @Test func `keys that others can read stop the start`() async throws {
    let monitor = try await opened()
    await monitor.close()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: place.data.keys + "/log.key")
    await #expect(throws: KeyFileError.self) { try await self.opened() }
  }
}

@Suite struct LogRouteTests {
  @Test func `the log is served as tiles, with proofs, and nothing else under its path`() throws {
    let place = try Workplace()
    let server = try ServedMission(data: place.data.path)
    try server.waitForReports()
    var size: Int64 = 0
    for _ in 0..<100 {
      let log = try server.get("/api/v1/log").json()
      size = log["size"]?.int ?? 0
      if size > 0, size == log["entries"]?.int { break }
      Thread.sleep(forTimeInterval: 0.2)
    }
    #expect(size > 170)
    let checkpoint = try server.get("/log/checkpoint")
    #expect(checkpoint.text.hasPrefix("localhost/june-2026\n\(size)\n"))
    #expect(try server.get("/log/tile/0/000").status == 200)
    for path in [
      "tile/0/0", "tile/0/00", "tile/00/000", "tile/0/000.p/0", "tile/0/000.p/256",
      "tile/0/%2e%2e/keys", "tile/../keys/log.key", "tile/entries/999", "tile/64/000", "keys",
      "tile/0/x000/001", "tile/-1/000",
    ] {
      #expect(try server.get("/log/\(path)").status == 404, "\(path)")
    }
    let proof = try LogProof(Array(try server.get("/api/v1/log/records/3/proof").text.utf8))
    #expect(proof.index == 3)
    let key = try #require(try server.get("/api/v1/log").json()["key"]?.text)
    let policy = try LogPolicy(log: try VerifierKey(key))
    let record = try server.get("/api/v1/log/records/3").json()
    let entry = Array(try #require(record["entry"]?.text).utf8)
    _ = try proof.verify(entry: entry, policy: policy)
    let id = try #require(
      try server.get("/api/v1/observations?limit=1").json()["observations"]?.elements?.first?["id"]?
        .text)
    let file = place.folder.path + "/o.tlog-proof"
    try Data(try server.get("/api/v1/observations/\(id)/proof").text.utf8)
      .write(to: URL(fileURLWithPath: file))
    let verified = try Program.run("log", "verify", file, "--key", key)
    #expect(verified.code == 0 && verified.output.contains("it seals observation \(id)"))
    for (path, status) in [
      ("log/records/99999", 404), ("log/records/x", 400), ("log/records/99999/proof", 404),
      ("alerts?knownAt=yesterday", 400), ("observations/OB-NONE/proof", 404),
    ] {
      #expect(try server.get("/api/v1/\(path)").status == status, "\(path)")
    }
    let past = try server.get("/api/v1/alerts?knownAt=100&limit=1000").json()
    #expect((past["total"]?.int ?? 0) > 0 && (past["total"]?.int ?? 0) < 100)
    let then = try Program.run(
      "alert", "list", "--data", place.data.path, "--as-known-at", "100", "--json")
    #expect(then.output.split(separator: "\n").count == Int(past["total"]?.int ?? -1))
  }

  @Test func `silent, absent and wrong witnesses hold nothing up and are named`() throws {
    let place = try Workplace()
    let folder = place.folder.path
    var keys: [String] = []
    for name in ["good", "absent", "silent", "wrong"] {
      let made = try Program.run(
        "key", "new", "witness", "--name", "\(name).example", "--out", "\(folder)/\(name).key")
      keys.append(made.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    try FileManager.default.createDirectory(
      atPath: place.data.keys, withIntermediateDirectories: true)
    let log = try Program.run(
      "key", "new", "log", "--name", "log.example/test", "--out", place.data.keys + "/log.key")
    let logKey = log.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let good = try WitnessProcess("\(folder)/good.key", logKey, "\(folder)/state-good")
    // Signs with another key than the one that the policy names.
    let wrong = try WitnessProcess("\(folder)/absent.key", logKey, "\(folder)/state-wrong")
    let silent = try SilentListener()
    let policy = """
      log \(logKey)
      witness good \(keys[0]) \(good.url)
      witness absent \(keys[1]) http://127.0.0.1:1
      witness silent \(keys[2]) http://127.0.0.1:\(silent.port)
      witness wrong \(keys[3]) \(wrong.url)
      group most 2 good absent silent wrong
      quorum most

      """
    try Data(policy.utf8).write(to: place.folder.appendingPathComponent("mission/log.policy"))
    let server = try ServedMission(data: place.data.path, mission: folder + "/mission")
    try server.waitForReports()
    var seen: [String: Bool] = [:]
    var state = JSONValue.null
    for _ in 0..<150 where seen["good"] != true {
      state = try server.get("/api/v1/log").json()
      for witness in state["witnesses"]?.elements ?? [] {
        seen[witness["name"]?.text ?? ""] = witness["cosignsNewest"]?.flag
      }
      Thread.sleep(forTimeInterval: 0.2)
    }
    #expect(seen == ["good": true, "absent": false, "silent": false, "wrong": false])
    #expect(state["light"]?.text == "yellow" && state["cosigned"]?.flag == false)
    #expect(state["missing"]?.elements?.isEmpty == false && state["missingSince"]?.text != nil)
    let notes = (state["witnesses"]?.elements ?? []).dropFirst().map { $0["note"]?.text ?? "" }
    #expect(notes.allSatisfy { !$0.isEmpty }, "\(notes)")
    let before = state["size"]?.int ?? 0
    let alert = try #require(
      try server.get("/api/v1/alerts?limit=1").json()["alerts"]?.elements?.first?["id"]?.text)
    _ = try server.post(
      "/api/v1/alerts/\(alert)/acknowledge", #"{"actor":"Officer","note":""}"#,
      ["Content-Type": "application/json"])
    var after = before
    for _ in 0..<100 where after <= before {
      Thread.sleep(forTimeInterval: 0.1)
      after = try server.get("/api/v1/log").json()["size"]?.int ?? 0
    }
    #expect(after > before, "the log goes on")
  }
}

/// A witness of the command on a free port; stops with its owner.
private final class WitnessProcess {
  private let process: Process
  let url: String

  init(_ key: String, _ log: String, _ state: String) throws {
    process = Program.process(
      ["witness", "--key", key, "--log", log, "--state", state, "--listen", "127.0.0.1:0"])
    let words = state + ".words"
    _ = FileManager.default.createFile(atPath: words, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: words)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    for _ in 0..<300 {
      let said = String(
        decoding: FileManager.default.contents(atPath: words) ?? Data(), as: UTF8.self)
      if let found = said.firstMatch(of: #/http://127\.0\.0\.1:\d+/#) {
        url = String(found.0)
        return
      }
      Thread.sleep(forTimeInterval: 0.05)
    }
    kill(process.processIdentifier, SIGKILL)
    throw CocoaError(.executableLoad)
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }
}

/// Takes connections and never says a word.
private final class SilentListener {
  private let descriptor: Int32
  let port: UInt16

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard isBound else { throw CocoaError(.fileReadUnknown) }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }
}
