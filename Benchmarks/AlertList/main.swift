// How long does the server take to answer the alert list with 100,000 alerts stored, and how long
// does the example mission's replay take?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Measuring
import Missions
import Server
import Store
import Synchronization

let alertCount = 100_000
let connectionCount = 4
let requestCount = 2_000
let limitMs = 20.0

func feed(_ monitor: Monitor) async throws {
  var run = try FeedRun(monitor.mission, receivedAtMs: 0)
  while let batch = try run.next(itemCountMax: 1_000) {
    try await monitor.take(batch.items, feed: batch.feed, file: batch.file)
  }
}

/// The example's alerts again and again, under other ids and times, until there are 100,000.
func fill(_ store: ReadStore) throws {
  let page = try store.alerts(AlertFilter(), german: false, after: nil, limit: 100)
  var random = Seeded(7)
  var batch = ReadBatch()
  for index in 0..<alertCount {
    let text = page.rows[index % page.rows.count]
    let id = "AL-\(260_000 + index % 365)-B\(1_000_000 + index)"
    batch.alerts.append(
      AlertRow(
        id: id, fromMs: 1_782_259_500_000 + Int64(random.next() % 31_536_000_000),
        state: ["new", "new", "new", "acknowledged", "actioned", "false"][index % 6],
        verdict: "undecided", clauseClass: "ordinary", clause: ["1", "4", "9"][index % 3],
        sector: ["north", "east", "south"][index / 3 % 3], grade: "E1", event: "EV-\(index)",
        latitudeDeg: 48, longitudeDeg: 37, doc: text, rowEN: text, rowDE: text))
    if batch.alerts.count == 10_000 {
      try store.apply(batch)
      batch = ReadBatch()
    }
  }
  try store.apply(batch)
}

var checks = Checks()
let root = FileManager.default.currentDirectoryPath
guard let mission = MissionReader.read(root + "/Missions/june-2026").mission else {
  fatalError("run it from the project's root")
}
let folder = NSTemporaryDirectory() + "truceline-bench-\(UUID().uuidString)"
defer { try? FileManager.default.removeItem(atPath: folder) }

var bestS = Double.infinity
for index in 0..<5 {
  let clock = ContinuousClock()
  let start = clock.now
  let monitor = try await Monitor.open(
    mission: mission, data: DataFolder("\(folder)/replay-\(index)"))
  try await feed(monitor)
  await monitor.close()
  let took = clock.now - start
  bestS = min(bestS, Double(took.components.seconds) + Double(took.components.attoseconds) * 1e-18)
}
row("replay of the example mission, all stages, journal synced", bestS, "s")
checks.expect(bestS <= 1, "at most 1 s")

let data = DataFolder(folder + "/list")
let monitor = try await Monitor.open(mission: mission, data: data)
try await feed(monitor)
try fill(monitor.store)
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

print("alert list with \(alertCount) alerts stored, \(connectionCount) connections:")
for path in [
  "/api/v1/alerts", "/api/v1/alerts?state=new&clause=1",
  "/api/v1/alerts?sector=east&state=actioned&from=2026-09-01T00:00:00Z&language=de",
] {
  let (p50Ms, p99Ms, byteCount) = await answers(
    path, port: port.withLock { $0 }, connections: connectionCount, requests: requestCount)
  row("  \(path.dropFirst(8)), \(byteCount / 1_024) KiB, p50", p50Ms, "ms")
  row("  \(path.dropFirst(8)), p99", p99Ms, "ms")
  if path == "/api/v1/alerts" { checks.expect(p99Ms <= limitMs, "p99 at most \(limitMs) ms") }
}
running.cancel()
if !checks.areAllKept { exit(1) }
