// `truceline exercise`: stories for training, played over the real stages with a time of their own.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import ArgumentParser
internal import Foundation
internal import Geo
internal import Logging
internal import Missions
internal import Notation
internal import Server

struct ExerciseCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exercise",
    abstract: "Play the stories of an exercise: on the terminal, or step by step on the page.",
    discussion: """
      A story is a script in the folder 'stories' of a mission: what sensors report and people do, \
      each at its time, and what must then be seen. It is played in an empty room of its own.
      """,
    subcommands: [ExerciseList.self, ExercisePlay.self, ExerciseServe.self])
}

extension MissionArgument {
  /// The stories of the mission, and the mission.
  func stories() throws -> (Mission, [Story]) {
    let mission = try read()
    let reading = StoryReader.read(mission)
    for fault in reading.faults { Console.say("\(self.mission)/\(fault)") }
    guard !reading.faults.contains(where: { $0.severity == .error }) else { throw Exit.badData }
    guard !reading.stories.isEmpty else {
      Console.say("truceline: \(self.mission) has no stories; they stand in stories/*.yaml.")
      throw Exit.missingInput
    }
    return (mission, reading.stories)
  }

  func story(_ number: Int) throws -> (Mission, Story) {
    let (mission, stories) = try stories()
    guard let story = stories.first(where: { $0.number == number }) else {
      Console.say(
        "truceline: there is no story \(number); there are "
          + stories.map { "\($0.number)" }.joined(separator: ", ") + ".")
      throw Exit.missingInput
    }
    return (mission, story)
  }
}

struct ExerciseList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The stories of a mission, and what each teaches.")

  @OptionGroup var mission: MissionArgument
  @Option(help: "Language of the texts.") var language = "en"
  @Flag(help: "Print one JSON object a line.") var json = false

  func run() async throws {
    do {
      for story in try mission.stories().1 {
        let title = story.title.text(in: language)
        let teaches = story.teaches.text(in: language)
        if json {
          Console.put(
            .members([
              "number": .integer(Int64(story.number)), "title": .string(title),
              "teaches": .string(teaches), "steps": .integer(Int64(story.steps.count)),
              "from": .string(Instant(atMs: story.steps[0].atMs).iso),
              "file": .string(story.file),
            ]))
        } else {
          Console.put("\(story.number)  \(title) (\(story.steps.count) steps)\n   \(teaches)")
        }
      }
    } catch { throw Console.fail(error) }
  }
}

struct ExercisePlay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Play stories and check what each step must show.",
    discussion: """
      Without --story all of them, each in an empty room. Exits 1 where a step does not show what it \
      must. Without --data the room is removed at the end.
      """)

  @OptionGroup var mission: MissionArgument
  @Option(help: "The number of one story.") var story: Int?
  @Option(help: "Play only so many steps.") var untilStep: Int?
  @Option(help: "Keep the room in this new folder; with --story.") var data: String?
  @Option(help: "Language of the texts.") var language = "en"
  @Flag(help: "Print one JSON object a step.") var json = false

  func run() async throws {
    do {
      guard data == nil || story != nil else {
        Console.say("truceline: --data keeps the room of one story; name it with --story.")
        throw Exit.usage
      }
      let (mission, stories) =
        try story.map { number in
          let (mission, story) = try self.mission.story(number)
          return (mission, [story])
        } ?? self.mission.stories()
      var failureCount = 0
      for story in stories { failureCount += try await play(story, mission) }
      guard failureCount == 0 else {
        Console.say("truceline: \(failureCount) things are not as the stories say.")
        throw Exit.finding
      }
    } catch { throw Console.fail(error) }
  }

  /// - Returns: how many things were not as they must be.
  private func play(_ story: Story, _ mission: Mission) async throws -> Int {
    let temporary = NSTemporaryDirectory() + "truceline-exercise-\(UUID().uuidString)"
    defer { if data == nil { try? FileManager.default.removeItem(atPath: temporary) } }
    let player = try await StoryPlayer(story, mission, data: DataFolder(data ?? temporary))
    if !json { Console.put("\n\(story.number). \(story.title.text(in: language))") }
    var failureCount = 0
    for step in story.steps.prefix(untilStep ?? .max) {
      let outcome = try await player.playNext()
      failureCount += outcome.failures.count
      show(outcome, step, story, mission)
    }
    await player.close()
    return failureCount
  }

  private func show(
    _ outcome: StepOutcome, _ step: StoryStep, _ story: Story, _ mission: Mission
  ) {
    if json {
      Console.put(
        .members([
          "story": .integer(Int64(story.number)), "step": .integer(Int64(outcome.number)),
          "at": .string(Instant(atMs: step.atMs).iso),
          "text": .string(step.text.text(in: language)),
          "done": .array(outcome.done.map { .string($0) }),
          "checked": .integer(Int64(outcome.checkedCount)),
          "failures": .array(outcome.failures.map { .string($0) }),
        ]))
      return
    }
    Console.put(
      "  \(outcome.number)  \(mission.clock.iso(atMs: step.atMs).prefix(16))  "
        + step.text.text(in: language))
    for line in outcome.done { Console.put("       \(line)") }
    for line in outcome.failures { Console.put("       NOT AS IT MUST BE, \(story.file), \(line)") }
    if outcome.failures.isEmpty, outcome.checkedCount > 0 {
      Console.put("       as it must be: \(outcome.checkedCount) checked")
    }
  }
}

struct ExerciseServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Play a story step by step on the page, for training.",
    discussion: """
      The page has a bar with the story and its next step. Who trains may act in between; the time is \
      that of the script. It answers on a loopback address only.
      """)

  @OptionGroup var mission: MissionArgument
  @Option(help: "The number of the story.") var story = 1
  @Option(help: "Play so many steps before the page is served.") var untilStep = 0
  @OptionGroup var listening: ListenOptions
  @Option(help: "Keep the room in this new folder.") var data: String?

  func run() async throws {
    do {
      let settings = try listening.settings()
      let (mission, story) = try mission.story(self.story)
      let temporary = NSTemporaryDirectory() + "truceline-exercise-\(UUID().uuidString)"
      defer { if data == nil { try? FileManager.default.removeItem(atPath: temporary) } }
      let folder = DataFolder(data ?? temporary)
      let player = try await StoryPlayer(story, mission, data: folder)
      try await player.play(until: untilStep)
      var logger = Logger(label: "truceline")
      logger.logLevel = .notice
      let server = MissionServer(
        monitor: player.monitor, data: folder, settings: settings, player: player, logger: logger)
      try await server.run { url in
        Console.say("\(mission.name.text(in: "en")), story \(story.number): \(url)")
        Console.say("Data: \(folder.path). Stop with Ctrl-C.")
      }
    } catch {
      throw Console.fail(error)
    }
  }
}
