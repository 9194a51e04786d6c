// What is measured runs in a process of its own, on a port of its own, in a folder that goes away.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A server that was started, with the port that it says it has.
final class Child {
  private let process = Process()
  private let folder: URL
  private(set) var port: UInt16 = 0

  init(_ program: String, _ arguments: [String], folder: URL? = nil) throws {
    let work = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    self.folder = folder ?? work.appendingPathComponent(".build/posts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
    let words = self.folder.appendingPathComponent("words").path
    _ = FileManager.default.createFile(atPath: words, contents: nil)
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardError = FileHandle(forWritingAtPath: words)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    for _ in 0..<600 where port == 0 {
      Thread.sleep(forTimeInterval: 0.05)
      let said = String(
        decoding: FileManager.default.contents(atPath: words) ?? Data(), as: UTF8.self)
      let found = said.firstMatch(of: #/http://127\.0\.0\.1:(\d+)/#)
      port = found.flatMap { UInt16($0.1) } ?? 0
    }
    precondition(port != 0, "the server did not start")
  }

  /// The program with a mission whose one feed takes posts.
  static func serving(_ program: String) throws -> Child {
    let work = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    let folder = work.appendingPathComponent(".build/posts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let mission = folder.appendingPathComponent("mission")
    try FileManager.default.copyItem(
      at: work.appendingPathComponent("Examples/three-sensors"), to: mission)
    try Data("feeds:\n  - {name: aircraft, format: sbs, post: true, sensor: ADSB-KYIV}\n".utf8)
      .write(to: mission.appendingPathComponent("feeds.yaml"))
    return try Child(
      program,
      [
        "serve", mission.path, "--data", folder.appendingPathComponent("data").path, "--listen",
        "127.0.0.1:0",
      ], folder: folder)
  }

  func stop() {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }
}
