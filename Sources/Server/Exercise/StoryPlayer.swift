// How does a story run? Step by step over the monitor itself, each step held against what it must show.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
internal import Ledger
public import Missions
internal import Notation

/// What became of a step.
public struct StepOutcome: Hashable, Sendable {
  /// From 1.
  public let number: Int
  public let atMs: Int64
  /// What was done, in words, in order.
  public let done: [String]
  /// What is not as the story says; empty where all is.
  public let failures: [String]
  /// How many expectations were checked.
  public let checkedCount: Int
}

/// Plays one story in a data folder of its own. Its clock stands at the time of the last step; what
/// somebody does in between happens at that time.
public actor StoryPlayer {
  public nonisolated let story: Story
  public nonisolated let monitor: Monitor
  private nonisolated let clock: ExerciseClock
  // Checks read whole folders; that keeps nobody else waiting.
  private nonisolated let executor = BlockingExecutor("truceline.exercise")
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }
  private let witnesses: ExerciseWitnesses
  private let desk: ReportDesk
  private var names = StoryNames()
  public private(set) var outcomes: [StepOutcome] = []

  /// Opens an empty room for a story.
  ///
  /// - Parameter data: a folder that is not there yet.
  /// - Throws: `DataFolderError` where it is; otherwise as `Monitor.open`.
  public init(_ story: Story, _ mission: Mission, data: DataFolder) async throws {
    guard !FileManager.default.fileExists(atPath: data.path) else {
      throw DataFolderError(
        kind: .inUse, message: "\(data.path) is there already; a story begins in an empty room.",
        next: "Name a new folder with --data.")
    }
    self.story = story
    clock = ExerciseClock(startMs: story.steps[0].atMs)
    witnesses = try ExerciseWitnesses(data)
    var mission = mission
    mission.logPolicy = witnesses.policy
    monitor = try await Monitor.open(mission: mission, data: data, time: clock.present)
    try await witnesses.watch(monitor.log.key)
    desk = ReportDesk(monitor)
  }

  public var isOver: Bool { outcomes.count == story.steps.count }

  /// What an id is called in the story.
  public func id(_ name: String) -> String? { names[name] }

  /// Seals and publishes what there is; the story ends here.
  @discardableResult
  public func close() async -> String? { await monitor.close() }

  /// Brings what somebody did in between into the log, with the witnesses that are there.
  func askWitnesses() async throws { try await monitor.witness(witnesses) }

  /// Plays up to a step, or to the end.
  public func play(until last: Int? = nil) async throws {
    while !isOver, outcomes.count < last ?? .max { _ = try await playNext() }
  }

  /// Plays the next step.
  ///
  /// - Throws: what the disk refuses; what the story gets wrong stands in the outcome.
  public func playNext() async throws -> StepOutcome {
    guard !isOver else { throw StoryError("the story is over") }
    let step = story.steps[outcomes.count]
    clock.move(toMs: step.atMs)
    try await monitor.pass(step.atMs)
    var done: [String] = []
    var failures: [String] = []
    for action in step.actions {
      do { done.append(try await perform(action)) } catch let error as JournalError {
        throw error
      } catch { failures.append("line \(action.line): \(error)") }
    }
    try await monitor.pass(step.atMs)
    try await monitor.witness(witnesses)
    for (name, sight, path) in step.names {
      do { names[name] = try await found(sight, path) } catch {
        failures.append("'\(name)': \(error)")
      }
    }
    for expectation in step.expectations {
      if let failure = try await check(expectation) {
        failures.append("line \(expectation.line): \(failure)")
      }
    }
    let outcome = StepOutcome(
      number: outcomes.count + 1, atMs: step.atMs, done: done, failures: failures,
      checkedCount: step.expectations.count)
    outcomes.append(outcome)
    return outcome
  }

  // MARK: Doing

  private func perform(_ action: StoryAction) async throws -> String {
    if let sight = action.unless, let row = try await look.rows(filled(sight)).first {
      if let name = action.name { names[name] = row["id"]?.text }
      return "\(Self.title(action.deed)): somebody was faster"
    }
    do {
      let (said, made) = try await StoryDeed(monitor, desk, witnesses, names).perform(action.deed)
      if let refusal = action.refusal {
        throw StoryError("\(said) was not refused with '\(refusal)'")
      }
      if let name = action.name { names[name] = made }
      return said
    } catch let error as ActError {
      guard let refusal = action.refusal, "\(error.message) \(error.next)".contains(refusal) else {
        throw StoryError("\(Self.title(action.deed)) is refused: \(error.message)")
      }
      return "\(Self.title(action.deed)), refused: \(error.message)"
    }
  }

  private static func title(_ deed: StoryAction.Deed) -> String {
    switch deed {
    case .feed(let name, let file, _): "\(file) through \(name)"
    case .act(let type, _, let actor): "\(actor): \(type)"
    case .evidence(let file, _, _, let actor): "\(actor): \(file) as evidence"
    case .witnesses(let names, let isAway):
      "\(names.joined(separator: ", ")) \(isAway ? "away" : "back")"
    case .forgery: "a forged log"
    }
  }

  // MARK: Looking

  private var look: StoryLook { StoryLook(monitor, desk, witnesses) }

  private func filled(_ sight: StorySight) throws -> StorySight {
    var filled = sight
    filled.of = try sight.of.map { try names.filled($0) }
    filled.conditions = try names.filled(sight.conditions)
    return filled
  }

  private func found(_ sight: StorySight, _ path: String) async throws -> String {
    let rows = try await look.rows(filled(sight))
    guard let row = rows.first,
      let value = StoryMatch.values(row, path.split(separator: ".").map(String.init)[...]).first
    else { throw StoryError("there is no such \(sight.subject.rawValue)") }
    return value.text ?? value.written
  }

  /// What is not as expected, in words; nil where it is.
  private func check(_ expectation: StoryExpectation) async throws -> String? {
    let name = expectation.sight.subject.rawValue
    do {
      let sight = try filled(expectation.sight)
      let rows = try await look.rows(sight)
      let wanted: JSONValue = expectation.count ?? .object([.init("gte", 1)])
      guard StoryMatch.holds(.integer(Int64(rows.count)), wanted) else {
        let where_ = JSONValue.object(sight.conditions).written
        return "there are \(rows.count) \(name) where \(where_), not \(wanted.written)"
      }
      let holds = try names.filled(expectation.holds)
      return rows.lazy.compactMap { StoryMatch.difference($0, holds) }.first.map {
        "\(name): \($0)"
      }
    } catch let error as JournalError { throw error } catch { return "\(name): \(error)" }
  }
}
