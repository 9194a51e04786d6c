// `truceline track explain`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Missions
internal import Notation
internal import Tracks

struct TrackExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Why a track stood where it stood: what the tracker weighed at one scan.",
    discussion: """
      Works through the scans that had arrived by T, then once more up to the last scan that looked \
      at the track. Shows prediction, gate, candidate plots, the choice, motion models, existence, \
      rival tracks, merges and the plots that made the track.
      """)

  @Argument(help: "The scenario's folder.") var scenario: String
  @Option(help: "Id of the track, as in the tracks' file.") var track: Int
  @Option(help: "Time in seconds of the scenario.") var at: Double
  @Flag(help: "One JSON object instead of words.") var json = false

  func validate() throws {
    guard at.isFinite, at >= 0 else { throw ValidationError("--at must be 0 s or more.") }
  }

  func run() throws {
    do {
      let folder = try ScenarioFolder(scenario)
      var run = try ScenarioRun(folder, isRecorded: true)
      try run.run(untilS: at) { _ in }
      for reject in run.rejects { Console.say("truceline: \(reject)") }
      guard let found = run.order.explanation(of: track, atS: at) else {
        Console.say("truceline: no scan up to \(at) s looked at a track \(track).")
        throw Exit.finding
      }
      let words = TrackWords(found, sensorIDs: folder.scenario.sensorIDs)
      if json { Console.put(words.json) } else { words.lines.forEach { Console.put($0) } }
    } catch { throw Console.fail(error) }
  }
}
