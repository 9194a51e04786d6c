// `truceline track list|show|flags`: what a mission followed, from a terminal.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Geo
internal import Notation
internal import Server
internal import Store

struct TrackList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Tracks of a mission, as they were at a time.",
    discussion: """
      The last step that each track had in the ten minutes before. Steps are final when reports may no \
      longer come before them (tracks: lateness_limit_s of mission.yaml).
      """)

  @Option(help: "The time; without it the last step of any track.") var at: String?
  @OptionGroup var options: ReadOptions
  @OptionGroup var limit: ListLimit

  func run() throws {
    do {
      let (store, presenter, _) = try options.open()
      guard let atMs = try Console.moment(at, "--at") ?? store.lastTrackMs() else { return }
      let rows = try store.trackPoints(atMs: atMs, windowMs: 600_000, limit: limit.limit)
      for row in rows {
        let value = presenter.json(row)
        guard !options.json else {
          Console.put(
            .members([
              "id": .string(row.track), "kind": .string(row.kind),
              "name": row.name.map { .string($0) } ?? .null, "state": value,
            ]))
          continue
        }
        Console.put(
          "\(row.track)  \(value.text("at"))  \(row.kind)  \(row.name ?? "-")  "
            + StepWords.movement(row))
      }
    } catch { throw Console.fail(error) }
  }
}

struct TrackShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "One track step by step, each with the observation that made it.",
    discussion: """
      "off" is how far a report was from where it was expected, squared, in units of its error: 2 is \
      usual, above 30 it would have begun a track of its own.
      """)

  @Argument(help: "Its id, TR-…") var id: String
  @Option(help: "Not before this time.") var from: String?
  @Option(help: "Not after this time.") var until: String?
  @OptionGroup var options: ReadOptions
  @OptionGroup var limit: ListLimit

  func run() throws {
    do {
      let (store, presenter, _) = try options.open()
      let rows = try store.trackPoints(
        id, fromMs: try Console.moment(from, "--from") ?? .min,
        untilMs: try Console.moment(until, "--until") ?? .max,
        limit: limit.limit)
      guard !rows.isEmpty else {
        Console.say("truceline: there is no step of a track \(id) in that time.")
        throw Exit.missingInput
      }
      for row in rows {
        let value = presenter.json(row)
        if options.json {
          Console.put(value)
        } else {
          let off = row.innovation2.map { "off \(StepWords.number($0, 1))" } ?? "off -"
          Console.put(
            "\(value.text("at"))  \(StepWords.movement(row))  \(off)  \(row.sensor)  "
              + row.observation + (row.isAfterGap ? "  after a gap" : ""))
        }
      }
      for join in try store.trackJoins(id) where !options.json {
        Console.put(
          "\(Instant(atMs: join.atMs).iso)  \(join.change): \(join.track) and \(join.other), "
            + "distance \(StepWords.number(join.distance2, 1))")
      }
    } catch { throw Console.fail(error) }
  }
}

struct TrackFlags: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flags",
    abstract: "Why reports of things that move were doubted, each with value and limit.")

  @OptionGroup var options: ReadOptions
  @OptionGroup var limit: ListLimit

  func run() throws {
    do {
      let (store, presenter, _) = try options.open()
      for row in try store.flags(fromMs: .min, untilMs: .max, limit: limit.limit) {
        let value = presenter.json(row, options.language)
        if options.json {
          Console.put(value)
        } else {
          Console.put(
            "\(value.text("from"))  \(row.subject)  \(row.reason)  \(value.text("text"))")
        }
      }
    } catch { throw Console.fail(error) }
  }
}

private enum StepWords {
  /// `46.306100 31.007500 ± 13 m  5.2 m/s to 314°`
  static func movement(_ row: TrackPointRow) -> String {
    let place =
      "\(number(row.latitudeDeg, 6)) \(number(row.longitudeDeg, 6)) ± "
      + "\(number(row.majorSigmaM, 0)) m"
    guard let courseDeg = row.courseDeg else { return place + "  hardly moving" }
    return place + "  \(number(row.speedMPS, 1)) m/s to \(number(courseDeg, 0))°"
  }

  static func number(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
