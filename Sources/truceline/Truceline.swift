import ArgumentParser

@main
struct Truceline: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "truceline", version: "0.1.0")
}
