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

/// One keep-alive connection that asks and waits for the whole answer.
final class Connection {
  private let socketID: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)

  init(port: UInt16) {
    socketID = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socketID, $0, size) }
    }
    precondition(result == 0, "cannot connect")
    var one: Int32 = 1
    setsockopt(socketID, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(socketID) }

  /// Milliseconds, and the number of bytes of the body.
  func get(_ path: String) -> (tookMs: Double, byteCount: Int) {
    let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)
    let start = ContinuousClock().now
    precondition(send(socketID, request, request.count, 0) == request.count)
    var got = 0
    var wanted = Int.max
    var bodyCount = 0
    while got < wanted {
      let count = buffer.withUnsafeMutableBytes {
        recv(socketID, $0.baseAddress! + got, $0.count - got, 0)
      }
      precondition(count > 0, "the server hung up")
      got += count
      guard wanted == .max, let end = headerEnd(got) else { continue }
      let head = String(decoding: buffer[..<end], as: UTF8.self).lowercased()
      precondition(head.hasPrefix("http/1.1 200"), head)
      let length = head.split(separator: "content-length: ")[1].prefix { $0.isNumber }
      bodyCount = Int(length) ?? 0
      wanted = end + bodyCount
    }
    let took = ContinuousClock().now - start
    return (
      Double(took.components.attoseconds) * 1e-15 + Double(took.components.seconds) * 1e3, bodyCount
    )
  }

  private func headerEnd(_ count: Int) -> Int? {
    guard count >= 4 else { return nil }
    for index in 0...(count - 4)
    where buffer[index] == 13 && buffer[index + 1] == 10 && buffer[index + 2] == 13
      && buffer[index + 3] == 10
    { return index + 4 }
    return nil
  }
}

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

func measure(_ path: String, port: UInt16) async -> (p50Ms: Double, p99Ms: Double, byteCount: Int) {
  await withTaskGroup(of: ([Double], Int).self) { group in
    for _ in 0..<connectionCount {
      group.addTask {
        await withCheckedContinuation { done in
          // Blocking reads stay off the threads that the server in this process runs on.
          Thread.detachNewThread {
            let connection = Connection(port: port)
            for _ in 0..<25 { _ = connection.get(path) }
            var took: [Double] = []
            var byteCount = 0
            for _ in 0..<(requestCount / connectionCount) {
              let answer = connection.get(path)
              took.append(answer.tookMs)
              byteCount = answer.byteCount
            }
            done.resume(returning: (took, byteCount))
          }
        }
      }
    }
    var all: [Double] = []
    var byteCount = 0
    for await (took, count) in group {
      all += took
      byteCount = count
    }
    all.sort()
    return (all[all.count / 2], all[all.count * 99 / 100], byteCount)
  }
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
  let (p50Ms, p99Ms, byteCount) = await measure(path, port: port.withLock { $0 })
  row("  \(path.dropFirst(8)), \(byteCount / 1_024) KiB, p50", p50Ms, "ms")
  row("  \(path.dropFirst(8)), p99", p99Ms, "ms")
  if path == "/api/v1/alerts" { checks.expect(p99Ms <= limitMs, "p99 at most \(limitMs) ms") }
}
running.cancel()
if !checks.areAllKept { exit(1) }
