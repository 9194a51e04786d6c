// A story of the exercise, played to its end in an empty room that goes away with it.
//
// SPDX-License-Identifier: Apache-2.0

import Cases
import Foundation
import Missions
import Notation
import Rules
import Server
import Testing

/// The exercise in the repository.
enum Exercise {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Missions/exercise-1").path

  static let mission = MissionReader.read(folder).mission
  static let reading = mission.map { StoryReader.read($0) }

  static func story(_ number: Int) throws -> Story {
    let reading = try #require(reading)
    #expect(reading.faults == [])
    return try #require(reading.stories.first { $0.number == number })
  }
}

/// A room for one story.
final class PlayedStory: Sendable {
  let player: StoryPlayer
  let data: DataFolder

  init(_ story: Story) async throws {
    let path = NSTemporaryDirectory() + "truceline-story-\(UUID().uuidString)"
    data = DataFolder(path)
    player = try await StoryPlayer(story, try #require(Exercise.mission), data: data)
  }

  deinit { try? FileManager.default.removeItem(atPath: data.path) }

  /// Plays a story of the folder; each of its steps must show what it says.
  convenience init(_ number: Int, until last: Int? = nil) async throws {
    try await self.init(try Exercise.story(number))
    try await player.play(until: last)
    for outcome in await player.outcomes {
      #expect(outcome.failures == [], "step \(outcome.number)")
    }
    #expect(await player.outcomes.reduce(0) { $0 + $1.checkedCount } > 0)
  }

  var cases: CaseBook { get async { await player.monitor.cases } }

  /// Alerts that stand under a clause.
  func alerts(_ clause: String) async -> [Alert] {
    await cases.alerts.values.filter { !$0.isWithdrawn && $0.hit.clauseID == clause }
      .sorted { $0.id < $1.id }
  }

  func id(_ name: String) async throws -> String { try #require(await player.id(name)) }
}
