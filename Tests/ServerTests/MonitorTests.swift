// SPDX-License-Identifier: Apache-2.0

import Cases
import Feeds
import Foundation
import Ledger
import Missions
import Rules
import Server
import Store
import Testing

/// A mission folder made by the command, and a data folder, both removed at the end.
final class Workplace {
  let folder: URL
  let mission: Mission

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("truceline-test-\(UUID().uuidString)")
    let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Missions/june-2026").standardizedFileURL
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: example, to: folder.appendingPathComponent("mission"))
    let reading = MissionReader.read(folder.appendingPathComponent("mission").path)
    mission = try #require(reading.mission, "\(reading.faults)")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var data: DataFolder { DataFolder(folder.appendingPathComponent("data").path) }
}

@Suite struct MonitorTests {
  private func feed(_ monitor: Monitor) async throws {
    var run = try FeedRun(monitor.mission, receivedAtMs: 0)
    while let batch = try run.next(itemCountMax: 500) {
      try await monitor.take(batch.items, feed: batch.feed, file: batch.file)
    }
  }

  private func alertRows(_ store: ReadStore) throws -> [String] {
    try store.alerts(AlertFilter(), german: false, after: nil, limit: 1_000).rows
  }

  @Test func `the same file twice adds nothing, and reopening gives the same`() async throws {
    let place = try Workplace()
    let first = try await Monitor.open(mission: place.mission, data: place.data)
    try await feed(first)
    let totals = try await first.totals()
    #expect(totals.observations == 2_671)
    #expect((totals.alerts["new"] ?? 0) > 100)
    try await feed(first)
    #expect(try await first.totals() == totals)
    #expect(await first.runCounts.duplicates == 2_671)
    let rows = try alertRows(first.store)
    await first.close()

    let again = try await Monitor.open(mission: place.mission, data: place.data)
    #expect(try await again.totals() == totals)
    #expect(try alertRows(again.store) == rows)
    await again.close()

    try place.data.removeReadModels()
    let rebuilt = try await Monitor.open(mission: place.mission, data: place.data)
    #expect(try await rebuilt.totals() == totals)
    #expect(try alertRows(rebuilt.store) == rows)
    await rebuilt.close()
  }

  @Test func `what people did survives, and is shown by whom`() async throws {
    let place = try Workplace()
    let monitor = try await Monitor.open(mission: place.mission, data: place.data)
    try await feed(monitor)
    let ids = await monitor.cases.alerts.values.filter { $0.state == .new }.map(\.id).sorted()
    _ = try await monitor.perform(
      .alertAcknowledged(id: ids[0], note: "seen"), actor: "Officer", atMs: 5)
    let caseID = try await monitor.openCase(
      title: "Fire", alertIDs: [ids[1], ids[2]], note: "", actor: "Officer", atMs: 6)
    #expect(caseID == "CS-0001")
    await #expect(throws: ActError.self) {
      try await monitor.perform(
        .alertAcknowledged(id: ids[0], note: ""), actor: "Officer", atMs: 7)
    }
    await #expect(throws: ActError.self) {
      try await monitor.perform(.alertAcknowledged(id: ids[3], note: ""), actor: " ", atMs: 7)
    }
    await monitor.close()
    try place.data.removeReadModels()
    let again = try await Monitor.open(mission: place.mission, data: place.data)
    let cases = await again.cases
    #expect(cases.alerts[ids[0]]?.history.last?.actor == "Officer")
    #expect(cases.alerts[ids[1]]?.caseID == caseID)
    #expect(try again.store.caseDocs().count == 1)
    await again.close()
  }

  @Test func `a folder of another mission and a second process are refused`() async throws {
    let place = try Workplace()
    let monitor = try await Monitor.open(mission: place.mission, data: place.data)
    await #expect(throws: JournalError.self) {
      _ = try await Monitor.open(mission: place.mission, data: place.data)
    }
    var other = place.mission
    other.id = "other"
    await #expect(throws: DataFolderError.self) {
      _ = try await Monitor.open(mission: other, data: place.data)
    }
    await monitor.close()
  }

  @Test func `records that a crash kept from being written are written at the next opening`()
    async throws
  {
    let place = try Workplace()
    let monitor = try await Monitor.open(mission: place.mission, data: place.data)
    try await feed(monitor)
    let totals = try await monitor.totals()
    await monitor.close()
    // As if the process had died between journal and record log.
    try FileManager.default.removeItem(atPath: place.data.records)
    let again = try await Monitor.open(mission: place.mission, data: place.data)
    let open = try await again.totals().alerts
    #expect(open["new"] == totals.alerts["new"])
    await again.close()
  }

  @Test func `bad rows are kept with their place and stop nothing`() async throws {
    let place = try Workplace()
    let file = URL(fileURLWithPath: place.mission.feeds[0].place)
    var text = try String(contentsOf: file, encoding: .utf8)
    text += "NaN,36.8,340,0.49,0.4,2026-06-24,5,N20,VIIRS,n,2.0NRT,290,15,N\nrubbish\n"
    try Data(text.utf8).write(to: file)
    let monitor = try await Monitor.open(mission: place.mission, data: place.data)
    try await feed(monitor)
    try await feed(monitor)
    #expect(try await monitor.totals().observations == 2_671)
    let rejects = try monitor.store.rejects(limit: 10)
    #expect(rejects.map(\.line) == [2_673, 2_674])
    #expect(rejects.map(\.field) == ["latitude", ""])
    await monitor.close()
  }

  @Test func `lists page through everything once, by filter`() async throws {
    let place = try Workplace()
    let monitor = try await Monitor.open(mission: place.mission, data: place.data)
    try await feed(monitor)
    var filter = AlertFilter()
    filter.sectors = ["south"]
    var seen: [String] = []
    var cursor: ListCursor?
    var total = 0
    repeat {
      let page = try monitor.store.alerts(filter, german: true, after: cursor, limit: 7)
      seen += page.rows
      total = page.total
      cursor = page.next
    } while cursor != nil
    #expect(seen.count == total)
    #expect(Set(seen).count == total)
    #expect(total > 10)
    #expect(seen.allSatisfy { $0.contains("\"sector\":\"south\"") })
    await monitor.close()
  }
}
