// `/api/v1/exercise`: which story is played, how far it is, and its next step.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Foundation
internal import Hummingbird
internal import Missions
internal import NIOCore
internal import Notation
internal import Rules

struct ExerciseRoutes: Sendable {
  /// Nil where no exercise is played.
  let player: StoryPlayer?
  let presenter: Presenter

  func add(to api: RouterGroup<BasicRequestContext>) {
    api.get("exercise", use: state).post("exercise/next", use: next)
  }

  @Sendable func state(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    .json(await json(request.language))
  }

  /// `{after}`: how many steps were played when the trainer asked; so a step that two people ask for at
  /// once is played once.
  @Sendable func next(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    guard let player else {
      throw APIError(
        .notFound, "No exercise is played here.", next: "See 'truceline exercise serve'.")
    }
    let body = try await request.object()
    let played = await player.outcomes.count
    guard body["after"]?.int == Int64(played) else {
      throw APIError(
        .conflict, "\(played) steps are played already.", next: "Read /api/v1/exercise again.")
    }
    guard await !player.isOver else {
      throw APIError(.conflict, "The story is over.", next: "Start it again in a new room.")
    }
    _ = try await player.playNext()
    return .json(await json(request.language))
  }

  private func json(_ language: Language) async -> JSONValue {
    guard let player else { return .members(["story": .null]) }
    let story = player.story
    let outcomes = await player.outcomes
    let code = language.rawValue
    return .members([
      "story": .members([
        "number": .integer(Int64(story.number)), "title": .string(story.title.text(in: code)),
        "teaches": .string(story.teaches.text(in: code)),
      ]),
      "now": presenter.time(player.monitor.presentMs),
      "played": .integer(Int64(outcomes.count)),
      "steps": .array(
        story.steps.enumerated().map { index, step in
          let outcome = index < outcomes.count ? outcomes[index] : nil
          return .members([
            "number": .integer(Int64(index + 1)), "at": presenter.time(step.atMs),
            "text": .string(step.text.text(in: code)),
            "done": .array((outcome?.done ?? []).map { .string($0) }),
            "checked": .integer(Int64(outcome?.checkedCount ?? 0)),
            "failures": .array((outcome?.failures ?? []).map { .string($0) }),
          ])
        }),
    ])
  }
}
