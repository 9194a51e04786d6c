// `truceline init`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a new mission folder that runs, with comments.",
    discussion: """
      Its line, sensors and reports are invented and marked as exercise data. Change them file by \
      file; 'truceline check' says what does not fit.
      """)

  @Argument(help: "The folder to write; it must not exist, or be empty.") var folder: String

  func run() throws {
    let manager = FileManager.default
    let present = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
    guard present.isEmpty else {
      Console.say("truceline: \(folder) is not empty; name a new folder.")
      throw Exit.usage
    }
    do {
      for (name, text) in MissionTemplate.files {
        let path = "\(folder)/\(name)"
        try manager.createDirectory(
          atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
          withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      }
    } catch {
      Console.say("truceline: \(folder) cannot be written: \(error.localizedDescription).")
      throw Exit.disk
    }
    Console.put("\(folder): \(MissionTemplate.files.count) files")
    Console.say("Next: truceline check \(folder), then truceline serve \(folder)")
  }
}
