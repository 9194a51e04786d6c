// `truceline feed`: are the sources alive?
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Geo
internal import Missions
internal import Notation
internal import Server

struct FeedCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed", abstract: "Where observations come from, and whether it is alive.",
    subcommands: [List.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Every feed with its state, rate, last message, rejects by reason and clock offset.",
      discussion: """
        Reads what the running server last wrote to the data folder, at most 2 seconds ago. The \
        clock offset is the time of receipt less the reports' own time.
        """)
    @OptionGroup var options: ReadOptions

    func run() throws {
      do {
        let (_, _, mission) = try options.open()
        let folder = try options.data.folder()
        guard let bytes = FileManager.default.contents(atPath: folder.feeds) else {
          Console.say(
            "truceline: no server has run on \(folder.path) yet; start 'truceline serve \(mission.folder)'."
          )
          throw Exit.missingInput
        }
        let health = try JSONValue(reading: [UInt8](bytes))
        guard !options.json else { return Console.put(health) }
        if folder.serverURL == nil {
          Console.say("No server is running; this is how the feeds stood at \(health.text("at")).")
        }
        for feed in health["feeds"]?.elements ?? [] { show(feed) }
      } catch { throw Console.fail(error) }
    }

    private func show(_ feed: JSONValue) {
      let note = feed.text("note")
      Console.put(
        "\(feed.text("name"))  \(feed.text("state"))  \(feed.text("format"))  \(feed.text("source"))"
          + (note.isEmpty ? "" : "  (\(note))"))
      let last = feed["lastMessageAt"] == nil ? "none yet" : feed.text("lastMessageAt")
      var counts = [
        "last message \(last)", "\(feed.figure("ratePerS")) messages/s",
        "\(feed.figure("messages")) messages", "\(feed.figure("observations")) observations",
        "\(feed.figure("bytes")) bytes",
      ]
      if feed["clockOffsetMs"] != nil {
        counts.append("clock offset \(feed.figure("clockOffsetMs")) ms")
      }
      Console.put("  " + counts.joined(separator: ", "))
      guard let rejected = feed["rejected"]?.int, rejected > 0 else { return }
      Console.put("  \(rejected) rejected:")
      guard case .object(let reasons)? = feed["rejectsByReason"] else { return }
      for reason in reasons { Console.put("    \(reason.value.int ?? 0)  \(reason.name)") }
    }
  }
}

extension JSONValue {
  fileprivate func figure(_ name: String) -> String { self[name]?.written ?? "0" }
}
