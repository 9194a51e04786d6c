// What becomes of reports that come while the read models are made anew?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Making
import Missions
import Observations
import Store
import Testing

@testable import Server

@Suite struct MakingAnewTests {
  private func journal(_ folder: TemporaryFolder, _ trouble: Trouble) throws -> ReportJournal {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Missions/june-2026").standardizedFileURL.path
    let data = DataFolder(folder.path)
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    return try ReportJournal(
      try #require(MissionReader.read(path).mission), data,
      store: try ReadStore(path: data.readModels), shownUntil: nil, trouble: trouble)
  }

  private func delivery(_ name: String) -> Delivery {
    Delivery(items: [.observation(report(name, .explosion), warning: nil)], feed: "f", file: "")
  }

  @Test func `in an empty folder nothing came before, and reports are kept`() async throws {
    let (folder, trouble) = (TemporaryFolder(), Trouble())
    let reports = try journal(folder, trouble)
    trouble.isShownBehind = true
    let kept = try await reports.keep([delivery("a")])
    #expect(kept == [[.accepted(sequence: 1)]])
    #expect(try await reports.keep([delivery("a")]) == [[.duplicate]])
    await reports.close()
  }

  @Test func `in a folder with reports it cannot be said, so they are to be sent again`()
    async throws
  {
    let (folder, trouble) = (TemporaryFolder(), Trouble())
    let first = try journal(folder, trouble)
    _ = try await first.keep([delivery("a")])
    await first.close()
    let second = try journal(folder, trouble)
    trouble.isShownBehind = true
    let refusal = await #expect(throws: ReadModelsBehind.self) {
      try await second.keep([delivery("a")])
    }
    let answer = APIError(try #require(refusal))
    #expect("\(answer.status)".hasPrefix("503"))
    #expect(answer.next.contains("again"))
    await second.close()
  }
}
