// Do read models that stand behind end up as if they were made anew?
//
// SPDX-License-Identifier: Apache-2.0

import Cases
import Foundation
import Missions
import Server
import Store
import Testing

@Suite struct CatchingUpTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("truceline-test-\(UUID().uuidString)")

  /// All batches of the mission's recordings.
  private func batches(_ mission: Mission) throws -> [FeedRun.Batch] {
    var run = try FeedRun(mission, receivedAtMs: 0)
    var batches: [FeedRun.Batch] = []
    while let batch = try run.next(itemCountMax: 200) { batches.append(batch) }
    return batches
  }

  /// The read models as they were in the middle are put back in the place of the last ones, as after
  /// a crash before reports that were kept had been shown.
  @Test(arguments: ["Missions/june-2026", "Examples/three-sensors"])
  func `what read models lack is added at the next opening`(_ path: String) async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../\(path)").standardizedFileURL.path
    let mission = try #require(MissionReader.read(example).mission)
    let data = DataFolder(folder.appendingPathComponent("data").path)
    let old = folder.appendingPathComponent("old.sqlite").path
    let batches = try batches(mission)
    #expect(batches.count > 4)

    let first = try await Monitor.open(mission: mission, data: data)
    for batch in batches.prefix(batches.count / 3) { try await first.take(batch) }
    await first.close()
    try first.store.forgetDeleted()
    try FileManager.default.copyItem(atPath: data.readModels, toPath: old)

    let second = try await Monitor.open(mission: mission, data: data)
    for batch in batches { try await second.take(batch) }
    if let id = await second.cases.alerts.keys.min() {
      _ = try await second.openCase(
        title: "t", alertIDs: [id], note: "", actor: "Officer", atMs: 1)
    }
    let counted = await second.runCounts
    #expect(counted.duplicates > 0)
    #expect(counted.observations > 0)
    await second.close()

    try data.removeReadModels()
    try FileManager.default.copyItem(atPath: old, toPath: data.readModels)
    let caughtUp = try await Monitor.open(mission: mission, data: data)
    let truth = try PastState(mission, data, known: .time(atMs: .max))
    #expect(try caughtUp.store.differences(from: truth.store, limit: 5) == [])
    #expect(
      try await caughtUp.totals().observations == counted.observations
        + first.runCounts.observations)
    // What the old read models did not know is known all the same.
    for batch in batches { try await caughtUp.take(batch) }
    #expect(await caughtUp.runCounts.observations == 0)
    #expect(try caughtUp.store.differences(from: truth.store, limit: 5) == [])
    await caughtUp.close()
  }
}
