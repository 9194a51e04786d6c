// How long does the server take to answer a case with 500 items of evidence, and how long to fold its
// records when it starts?
//
// SPDX-License-Identifier: Apache-2.0

import Cases
import Foundation
import Logging
import Measuring
import Missions
import Observations
import Server
import Synchronization

let caseCount = 40
let itemCount = 500
let connectionCount = 4
let requestCount = 1_000

var checks = Checks()
let root = FileManager.default.currentDirectoryPath
guard let mission = MissionReader.read(root + "/Missions/june-2026").mission else {
  fatalError("run it from the project's root")
}
let folder = NSTemporaryDirectory() + "truceline-bench-\(UUID().uuidString)"
defer { try? FileManager.default.removeItem(atPath: folder) }
let data = DataFolder(folder)

let first = try await Monitor.open(mission: mission, data: data)
var run = try FeedRun(mission, receivedAtMs: 0)
while let batch = try run.next(itemCountMax: 1_000) {
  try await first.take(batch.items, feed: batch.feed, file: batch.file)
}
let alerts = await first.cases.alerts.values.filter { $0.state == .new && !$0.isWithdrawn }
  .map(\.id).sorted()
var caseIDs: [String] = []
for index in 0..<caseCount {
  let atMs = 1_782_500_000_000 + Int64(index) * 60_000
  let id = try await first.openCase(
    title: "Case \(index)", alertIDs: Array(alerts[(index * 4)..<(index * 4 + 4)]), note: "",
    actor: "Officer 1", atMs: atMs)
  for item in 1...itemCount {
    _ = try await first.perform(
      .referee(
        .casework(
          .evidenceNoted(
            caseID: id,
            EvidenceItem(
              id: "E\(item)", kind: .document, reference: "Document \(item)",
              bearing: [.supporting, .opposing, .neutral][item % 3], grade: .e1,
              summary: "What document \(item) says about the time and the place of it.")))),
      actor: "Officer \(item % 5)", atMs: atMs + Int64(item) * 100)
  }
  caseIDs.append(id)
}
let recordCount = await first.nextRecord
await first.close()

let clock = ContinuousClock()
let start = clock.now
let monitor = try await Monitor.open(mission: mission, data: data)
let took = clock.now - start
let tookS = Double(took.components.seconds) + Double(took.components.attoseconds) * 1e-18
row("start with \(recordCount) records", tookS, "s")
row("of a million records, at that rate", tookS / Double(recordCount) * 1e6, "s")

var settings = MissionServer.Settings()
settings.port = 0
settings.pollS = 3_600
var logger = Logger(label: "bench")
logger.logLevel = .error
let server = MissionServer(monitor: monitor, data: data, settings: settings, logger: logger)
let port = Mutex<UInt16>(0)
let running = Task {
  try await server.run { url in
    port.withLock { $0 = UInt16(url.split(separator: ":").last ?? "") ?? 0 }
  }
}
while port.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(20)) }
let answer = await answers(
  "/api/v1/cases/\(caseIDs[0])", port: port.withLock { $0 }, connections: connectionCount,
  requests: requestCount)
row("case with \(itemCount) items, \(answer.byteCount / 1_024) KiB, p50", answer.p50Ms, "ms")
row("case with \(itemCount) items, p99", answer.p99Ms, "ms")
checks.expect(answer.p99Ms <= 50, "p99 at most 50 ms")
running.cancel()
if !checks.areAllKept { exit(1) }
