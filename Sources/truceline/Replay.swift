// `truceline replay`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Feeds
internal import Foundation
internal import Geo
internal import Missions
internal import Notation
internal import Observations
internal import Server

struct Replay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a mission over its recorded feeds and print what came of each stage.",
    discussion: """
      The same stages as 'serve', journal and record log included. Without --data the data go to a \
      folder of their own that is removed at the end.
      """)

  @OptionGroup var mission: MissionArgument
  @Option(help: "Only reports received from this time on (2026-06-24T00:00+03:00).")
  var from: String?
  @Option(help: "Only reports received before this time.") var until: String?
  @Option(help: "Times real time, or 'max'.") var speed = "max"
  @Option(help: "Keep the data in this folder.") var data: String?
  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    do {
      let mission = try mission.read()
      let window = try window()
      let temporary = NSTemporaryDirectory() + "truceline-replay-\(UUID().uuidString)"
      let folder = DataFolder(data ?? temporary)
      defer { if data == nil { try? FileManager.default.removeItem(atPath: temporary) } }
      let clock = ContinuousClock()
      let start = clock.now
      let monitor = try await Monitor.open(mission: mission, data: folder)
      for note in monitor.openingNotes { Console.say("truceline: \(note)") }
      try await feed(monitor, mission, window)
      if let fault = await monitor.close() { Console.say("truceline: \(fault)") }
      try await summary(monitor, elapsed: clock.now - start)
    } catch {
      throw Console.fail(error)
    }
  }

  private func window() throws -> Range<Int64> {
    let fromMs = try Console.moment(from, "--from") ?? .min
    let untilMs = try Console.moment(until, "--until") ?? .max
    guard fromMs < untilMs else {
      Console.say("truceline: --until is not after --from.")
      throw Exit.usage
    }
    return fromMs..<untilMs
  }

  private func pace() throws -> Double? {
    if speed == "max" { return nil }
    guard let factor = Double(speed), factor > 0, factor.isFinite else {
      Console.say("truceline: --speed '\(speed)' is neither 'max' nor a positive number.")
      throw Exit.usage
    }
    return factor
  }

  private func feed(_ monitor: Monitor, _ mission: Mission, _ window: Range<Int64>) async throws {
    let pace = try pace()
    var run = try FeedRun(mission, receivedAtMs: Int64(Date().timeIntervalSince1970 * 1_000))
    var progress = Progress(total: run.byteCount)
    var lastMs: Int64?
    while let batch = try run.next(itemCountMax: pace == nil ? 1_000 : 50) {
      let items = batch.items.filter { item in
        guard case .observation(let observation, _) = item else { return true }
        return window.contains(observation.receivedAtMs)
      }
      if let pace, let atMs = items.lastReceivedMs {
        if let lastMs, atMs > lastMs {
          try await Task.sleep(for: .milliseconds(Double(atMs - lastMs) / pace))
        }
        lastMs = atMs
      }
      try await monitor.take(batch.with(items))
      progress.show(run.position, await monitor.runCounts.rows)
    }
    progress.end()
  }

  private func summary(_ monitor: Monitor, elapsed: Duration) async throws {
    let counts = await monitor.runCounts
    let totals = try await monitor.totals()
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    if json {
      Console.put(
        .members([
          "rows": .integer(Int64(counts.rows)), "rejected": .integer(Int64(counts.rejected)),
          "warnings": .integer(Int64(counts.warned)),
          "duplicates": .integer(Int64(counts.duplicates)),
          "observations": .integer(Int64(totals.observations)),
          "events": .integer(Int64(totals.events)),
          "alerts": .object(
            AlertState.allCases.map {
              .init($0.rawValue, .integer(Int64(totals.alerts[$0.rawValue] ?? 0)))
            }),
          "cases": .integer(Int64(totals.cases)),
          "seconds": .number((seconds * 1e3).rounded() / 1e3),
        ]))
      return
    }
    Console.put("rows read            \(counts.rows)")
    Console.put("  rejected           \(counts.rejected)")
    Console.put("  duplicates         \(counts.duplicates)")
    Console.put("  with warnings      \(counts.warned)")
    Console.put("observations         \(totals.observations)")
    Console.put("events               \(totals.events)")
    for state in AlertState.allCases {
      Console.put(
        "alerts, \(state.rawValue)".padding(toLength: 21, withPad: " ", startingAt: 0)
          + "\(totals.alerts[state.rawValue] ?? 0)")
    }
    Console.put("cases                \(totals.cases)")
    Console.say("in \(String(format: "%.2f", seconds)) s, every row on disk before it was counted")
  }
}

extension [FeedItem] {
  fileprivate var lastReceivedMs: Int64? {
    for item in reversed() {
      if case .observation(let observation, _) = item { return observation.receivedAtMs }
    }
    return nil
  }
}

/// A bar with rate and time left, on a terminal only.
struct Progress {
  private let total: Int
  private let isShown = Console.isTerminal
  private let start = ContinuousClock().now
  private var shownAt = ContinuousClock().now - .seconds(1)

  init(total: Int) { self.total = max(1, total) }

  mutating func show(_ done: Int, _ rows: Int) {
    let now = ContinuousClock().now
    guard isShown, now - shownAt > .milliseconds(100) else { return }
    shownAt = now
    let elapsed = now - start
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let share = min(1, Double(done) / Double(total))
    let left = share > 0 ? seconds / share - seconds : 0
    let filled = Int(share * 30)
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 30 - filled)
    let rate = Int(Double(rows) / max(seconds, 0.001))
    let text = "\r[\(bar)] \(Int(share * 100)) %  \(rate) rows/s  \(Int(left)) s left "
    FileHandle.standardError.write(Data(text.utf8))
  }

  func end() {
    if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
