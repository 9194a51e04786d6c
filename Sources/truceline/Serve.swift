// `truceline serve`
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import ArgumentParser
internal import Foundation
internal import Logging
internal import Missions
internal import Server

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watch: feeds in, alerts, cases and the page out.",
    discussion: """
      The main job. It answers on a loopback address only, because it has no encryption of its own. \
      Until the first account is opened, whoever can reach the page can act on it.
      """)

  @OptionGroup var mission: MissionArgument
  @OptionGroup var listening: ListenOptions
  @Option(help: "The data folder. Default: $TRUCELINE_DATA or the standard place.")
  var data: String?

  func run() async throws {
    do {
      let settings = try listening.settings()
      let mission = try mission.read()
      let folder = data.map { DataFolder($0) } ?? .standard(missionID: mission.id)
      let (monitor, loading) = try await Monitor.begin(mission: mission, data: folder)
      for note in monitor.openingNotes { Console.say("truceline: \(note)") }
      var logger = Logger(label: "truceline")
      logger.logLevel = .notice
      let server = MissionServer(
        monitor: monitor, loading: loading, data: folder, settings: settings, logger: logger)
      try await server.run { url in
        Console.say("\(mission.name.text(in: "en")): \(url)")
        Console.say("Data: \(folder.path). Stop with Ctrl-C.")
      }
    } catch {
      throw Console.fail(error)
    }
  }

}

/// Where the page is served.
struct ListenOptions: ParsableArguments {
  @Option(help: "Address and port of the page; port 0 takes a free one.")
  var listen = "127.0.0.1:8080"
  @Option(help: "Folder of the page's files. Default: found beside the program.")
  var page: String?
  @Option(help: "Seconds between looks at the feeds' files.") var pollS = 5.0

  func settings() throws -> MissionServer.Settings {
    guard let colon = listen.lastIndex(of: ":"),
      let port = Int(listen[listen.index(after: colon)...]),
      (0...65_535).contains(port)
    else {
      Console.say("truceline: '\(listen)' is no address and port; write 127.0.0.1:8080.")
      throw Exit.usage
    }
    let host = String(listen[..<colon]).trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    guard ["127.0.0.1", "localhost", "::1"].contains(host) else {
      Console.say(
        "truceline: '\(host)' is not a loopback address. The page is not put on a network without "
          + "encryption; write 127.0.0.1:\(port).")
      throw Exit.usage
    }
    guard (0.1...86_400).contains(pollS) else {
      Console.say("truceline: --poll-s \(pollS) is not within 0.1 to 86400.")
      throw Exit.usage
    }
    var settings = MissionServer.Settings()
    settings.host = host
    settings.port = port
    settings.pageFolder = page
    settings.pollS = pollS
    return settings
  }
}
