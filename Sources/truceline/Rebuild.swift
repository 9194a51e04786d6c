// `truceline rebuild`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Server

struct Rebuild: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the read models anew from journal and record log.",
    discussion: "Nothing is lost by it: the read models hold nothing of their own.")

  @OptionGroup var data: DataOption

  func run() async throws {
    do {
      let folder = try data.folder()
      guard let owner = try folder.owner() else { throw Exit.missingInput }
      if let url = folder.serverURL {
        Console.say("truceline: a server runs on this folder (\(url)); stop it first.")
        throw Exit.unavailable
      }
      let mission = try MissionArgument.read(owner.missionFolder)
      try folder.removeReadModels()
      let monitor = try await Monitor.open(mission: mission, data: folder)
      let totals = try await monitor.totals()
      if let fault = await monitor.close() { Console.say("truceline: \(fault)") }
      Console.put(
        "\(totals.observations) observations, \(totals.events) events, "
          + "\(totals.alerts.values.reduce(0, +)) alerts, \(totals.cases) cases")
    } catch {
      throw Console.fail(error)
    }
  }
}
