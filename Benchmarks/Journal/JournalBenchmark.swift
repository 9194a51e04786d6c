// How many records a second does the disk keep? The journal beside SQLite, on the same disk, in turn.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Ledger

/// `JournalBenchmark [--folder DIR] [--rounds N] [--rows N]`; the folder decides which disk.
@main struct JournalBenchmark {
  static let payload = (0..<400).map { UInt8(truncatingIfNeeded: $0 &* 73) }
  static let rowsPerCommit = 1_000

  static func main() async throws {
    let arguments = CommandLine.arguments
    func option(_ name: String) -> String? {
      arguments.firstIndex(of: name).flatMap {
        $0 + 1 < arguments.count ? arguments[$0 + 1] : nil
      }
    }
    let folder = option("--folder") ?? FileManager.default.currentDirectoryPath
    let work = "\(folder)/journal-benchmark-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: work) }
    let rounds = option("--rounds").flatMap { Int($0) } ?? 5
    let rows = option("--rows").flatMap { Int($0) } ?? 200_000
    try batches(work, rounds: rounds, rows: rows)
    try await writers(work)
    try restart(work)
    try reading(work)
  }

  /// Both in turn, so that a disk that is slow for a while is slow for both.
  static func batches(_ work: String, rounds: Int, rows: Int) throws {
    var ours: [Double] = []
    var theirs: [Double] = []
    for round in 0..<rounds {
      ours.append(try journalRows(per: "\(work)/journal-\(round)", rows: rows))
      theirs.append(try grdbRows(per: "\(work)/grdb-\(round)", rows: rows))
    }
    let ratios = zip(ours, theirs).map { $0 / $1 }
    print("\(rows) rows of 400 bytes, 1,000 a commit, \(rounds) rounds in turn; median (range)")
    line("journal, rows/s", ours)
    line("GRDB WAL synchronous=FULL, rows/s", theirs)
    line("ratio", ratios, digits: 2)
  }

  static func journalRows(per folder: String, rows: Int) throws -> Double {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let journal = try Journal(folder: folder)
    return try perSecond(rows) {
      for row in 1...rows {
        _ = try journal.append(type: 1, payload)
        if row % rowsPerCommit == 0 { try journal.commit() }
      }
    }
  }

  static func grdbRows(per folder: String, rows: Int) throws -> Double {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    }
    let queue = try DatabaseQueue(path: "\(folder)/rows.sqlite", configuration: configuration)
    try queue.write { database in
      try database.execute(sql: "CREATE TABLE row (id INTEGER PRIMARY KEY, type INT, payload BLOB)")
    }
    let content = Data(payload)
    return try perSecond(rows) {
      for _ in 0..<(rows / rowsPerCommit) {
        try queue.write { database in
          let insert = try database.cachedStatement(
            sql: "INSERT INTO row (type, payload) VALUES (?, ?)")
          for _ in 0..<rowsPerCommit { try insert.execute(arguments: [1, content]) }
        }
      }
    }
  }

  /// Acknowledged records a second, each awaited before its writer sends the next.
  static func writers(_ work: String) async throws {
    let slow = SlowDisk(pauseS: 0.005)
    let system = SystemDisk()
    // A writer that awaits each record has at most one record a sync: 64 in 5 ms are 12,800/s.
    let runs: [(count: Int, perWriter: Int, atOnce: Int, disk: any Disk, name: String)] = [
      (64, 1_000, 1, system, ""), (64, 500, 1, slow, " on a disk of 5 ms a sync"),
      (64, 500, 4, slow, " with four records each on a disk of 5 ms a sync"),
      (1, 2_000, 1, system, ""),
    ]
    for (count, perWriter, atOnce, disk, name) in runs {
      let folder = "\(work)/writers-\(count)-\(atOnce)\(name.isEmpty ? "" : "-slow")"
      let writer = try JournalWriter(folder: folder, disk: disk)
      let start = ContinuousClock.now
      let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
        for _ in 0..<count {
          group.addTask {
            var latencies: [Double] = []
            for _ in 0..<perWriter {
              let sent = ContinuousClock.now
              _ = try await writer.append(
                type: 1, payloads: [[UInt8]](repeating: payload, count: atOnce))
              latencies.append((ContinuousClock.now - sent) / .milliseconds(1))
            }
            return latencies
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }.sorted()
      }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      await writer.close()
      let rate = text(Double(count * perWriter * atOnce) / seconds)
      let median = text(latencies[latencies.count / 2], digits: 2)
      let late = text(latencies[latencies.count * 99 / 100], digits: 2)
      print(
        "\(count) concurrent writer(s)\(name): \(rate) records/s, p50 \(median) ms, p99 \(late) ms")
    }
    let journal = try Journal(folder: "\(work)/syncs")
    let syncs = try perSecond(2_000) {
      for _ in 0..<2_000 {
        _ = try journal.append(type: 1, payload)
        try journal.commit()
      }
    }
    print("one thread without a queue, one record a commit: \(text(syncs)) records/s")
  }

  /// As after a kill: no end is marked.
  static func restart(_ work: String) throws {
    let folder = "\(work)/restart"
    let journal = try Journal(folder: folder)
    for row in 1...1_000_000 {
      _ = try journal.append(type: 1, payload)
      if row % rowsPerCommit == 0 { try journal.commit() }
    }
    journal.abandon()
    var times: [Double] = []
    for _ in 0..<5 {
      let start = ContinuousClock.now
      let again = try Journal(folder: folder)
      _ = try again.append(type: 1, payload)
      try again.commit()
      times.append((ContinuousClock.now - start) / .seconds(1))
      again.abandon()
    }
    line("restart to first acknowledgement, 1,000,000 records, s", times, digits: 3)
  }

  static func reading(_ work: String) throws {
    var reader = try JournalReader(folder: "\(work)/restart")
    var byteCount = 0
    let rate = try perSecond(1_000_000) {
      while let count = try reader.next({ $0.payload.count }) { byteCount += count }
    }
    print("full verification by the reader: \(text(rate)) records/s, \(byteCount) bytes")
  }

  static func perSecond(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return Double(count) / ((ContinuousClock.now - start) / .seconds(1))
  }

  static func line(_ name: String, _ values: [Double], digits: Int = 0) {
    let sorted = values.sorted()
    let shown = [sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1]].map {
      text($0, digits: digits)
    }
    print("\(name): \(shown[0]) (\(shown[1])-\(shown[2]))")
  }

  static func text(_ value: Double, digits: Int = 0) -> String {
    String(format: "%.\(digits)f", value)
  }
}
