// What does the player of stories do when a story goes wrong, or when somebody acts in between?
//
// SPDX-License-Identifier: Apache-2.0

import Cases
import Foundation
import Missions
import Notation
import Server
import Testing

@Suite(.serialized) struct StoryPlayerTests {
  @Test func `a step that does not show what it must says which line of the file`() async throws {
    var story = try Exercise.story(1)
    story.steps = Array(story.steps.prefix(1))
    let line = story.steps[0].expectations[0].line
    story.steps[0].expectations[0].holds = [.init("grade", "E3")]
    story.steps[0].expectations[1].count = 2
    let room = try await PlayedStory(story)
    let outcome = try await room.player.playNext()
    #expect(
      outcome.failures == [
        "line \(line): events: grade is \"E1\", not \"E3\"",
        "line \(line + 1): there are 1 alerts where {\"clause.id\":\"1\"}, not 2",
      ])
    await room.player.close()
  }

  @Test func `what the state does not allow is said, and the story goes on`() async throws {
    var story = try Exercise.story(1)
    // Nobody has seen the alert's event yet.
    story.steps = [story.steps[3], story.steps[0]]
    story.steps[1].atMs = story.steps[0].atMs
    let room = try await PlayedStory(story)
    let first = try await room.player.playNext()
    #expect(first.failures.count == 2)
    #expect(first.failures[0].contains("nothing is called 'alert' yet"))
    #expect(try await room.player.playNext().failures == [])
    #expect(await room.player.isOver)
    await #expect(throws: StoryError.self) { _ = try await room.player.playNext() }
    await room.player.close()
  }

  @Test func `whoever trains may be faster than the script, at the time of the script`()
    async throws
  {
    let room = try await PlayedStory(1, until: 3)
    let monitor = room.player.monitor
    let id = try await room.id("alert")
    #expect(monitor.presentMs == room.player.story.steps[2].atMs)
    _ = try await monitor.perform(
      .alertAcknowledged(id: id, note: "mine"), actor: "Trainee", atMs: monitor.presentMs)
    let outcome = try await room.player.playNext()
    #expect(outcome.failures == [])
    #expect(outcome.done == ["Duty officer: alert.acknowledged: somebody was faster"])
    let history = try #require(await room.cases.alerts[id]).history
    #expect(history.filter { $0.type == "alert.acknowledged" }.map(\.actor) == ["Trainee"])
    #expect(history.last?.atMs == room.player.story.steps[2].atMs)
    await room.player.close()
  }

  @Test func `a story begins in an empty room and in no other`() async throws {
    let room = try await PlayedStory(1, until: 1)
    await room.player.close()
    await #expect(throws: DataFolderError.self) {
      _ = try await StoryPlayer(
        try Exercise.story(1), try #require(Exercise.mission), data: room.data)
    }
  }

  @Test func `played twice, a story gives the same records but for keys and salts`() async throws {
    func told(_ number: Int) async throws -> [String] {
      let room = try await PlayedStory(number)
      await room.player.close()
      return await room.cases.alerts.values.sorted { $0.id < $1.id }.map(\.json.written)
        + room.cases.cases.values.map(\.json.written)
    }
    let first = try await told(5)
    #expect(first.count >= 2)
    #expect(try await told(5) == first)
  }

  // MARK: Faults of a script

  private static func faults(_ text: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("truceline-stories-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let stories = folder.appendingPathComponent("stories")
    try FileManager.default.createDirectory(at: stories, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: stories.appendingPathComponent("01.yaml"))
    var mission = try #require(Exercise.mission)
    mission.folder = folder.path
    let reading = StoryReader.read(mission)
    #expect(reading.stories.isEmpty == !reading.faults.isEmpty)
    return reading.faults.map { "\($0.line): \($0.message)" }
  }

  private static let head = "number: 1\ntitle: T\nteaches: L\nsteps:\n"

  @Test(
    arguments: [
      ("  - {at: 2027-03-08T02:16+02:00, text: T, wait: 3}\n", "5: unknown key 'wait'."),
      ("  - {at: 2027-03-08, text: T}\n", "5: '2027-03-08' is not a time with its zone."),
      (
        "  - {at: 2027-03-08T03:00Z, text: T}\n  - {at: 2027-03-08T02:00Z, text: T}\n",
        "6: the step is before the one above it."
      ),
      (
        "  - at: 2027-03-08T03:00Z\n    text: T\n    do: [{feed: radio, file: x.csv}]\n",
        "7: there is no file 'x.csv'."
      ),
      (
        "  - at: 2027-03-08T03:00Z\n    text: T\n    do: [{act: {type: case.accepted}}]\n",
        "7: the key 'by' is missing."
      ),
      (
        "  - at: 2027-03-08T03:00Z\n    text: T\n    do: [{sing: loud}]\n",
        "7: it says nothing to do."
      ),
      (
        "  - at: 2027-03-08T03:00Z\n    text: T\n    expect: [{see: alerts}]\n",
        "7: nothing is expected of it."
      ),
      (
        "  - at: 2027-03-08T03:00Z\n    text: T\n    expect: [{see: tanks, count: 1}]\n",
        "7: 'tanks' is not known."
      ), ("  []\n", "5: a story needs a step."),
    ])
  func `faults of a script have their line`(steps: String, fault: String) throws {
    #expect(try Self.faults(Self.head + steps).first == fault)
  }

  @Test func `a script without faults has its steps`() throws {
    #expect(
      try Self.faults(Self.head + "  - {at: 2027-03-08T03:00Z, text: T}\n") == [])
  }
}
