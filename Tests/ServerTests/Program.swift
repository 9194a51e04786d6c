// The real program, started, asked and killed by tests.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation

/// The program beside the tests.
enum Program {
  static let path: String = {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    // Some runners start the tests from a program of the toolchain.
    let candidates = [
      beside.path, repository + "/.build/debug", repository + "/.build/release",
    ]
    return candidates.map { $0 + "/truceline" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    } ?? "truceline"
  }()

  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let example = repository + "/Missions/june-2026"

  struct Result {
    let code: Int32
    let output: String
    let words: String

    /// The output line by line, as JSON.
    func lines() throws -> [JSONValue] {
      try output.split(separator: "\n").map { try JSONValue(reading: Array($0.utf8)) }
    }
  }

  static func process(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: repository)
    return process
  }

  /// Runs a command to its end. Outputs go to files, so that no pipe fills up.
  static func run(_ arguments: String...) throws -> Result { try run(arguments) }

  static func run(_ arguments: [String]) throws -> Result {
    let folder = TemporaryFolder()
    let process = process(arguments)
    let names = ["out", "err"].map { folder.path + "/" + $0 }
    for name in names { _ = FileManager.default.createFile(atPath: name, contents: nil) }
    process.standardOutput = FileHandle(forWritingAtPath: names[0])
    process.standardError = FileHandle(forWritingAtPath: names[1])
    try process.run()
    process.waitUntilExit()
    let texts = names.map {
      String(decoding: FileManager.default.contents(atPath: $0) ?? Data(), as: UTF8.self)
    }
    return Result(code: process.terminationStatus, output: texts[0], words: texts[1])
  }
}

/// A folder that goes away with its owner.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "truceline-test-" + UUID().uuidString
    try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Bytes of a journal's segments, by name.
  func segments(of name: String) -> [String: Data] {
    let root = path + "/" + name
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".segment") }.reduce(into: [:]) {
      $0[$1] = FileManager.default.contents(atPath: root + "/" + $1)
    }
  }
}

/// What a data folder shows to those who read it, in both languages.
struct Shown: Equatable {
  let alerts: [String]
  let german: [String]
  let events: [String]
  let observations: [String]
  let rejects: [String]

  init(_ data: String) throws {
    func lines(_ command: String, _ list: String, _ more: String...) throws -> [String] {
      let result = try Program.run(
        command, list, "--data", data, "--json", "--limit", "100000", "--language",
        more.first ?? "en")
      guard result.code == 0 else { throw CocoaError(.fileReadUnknown) }
      return result.output.split(separator: "\n").map { String($0) }
    }
    // An alert that came and went between two crashes was perhaps never raised.
    alerts = try lines("alert", "list").filter { !$0.contains("\"state\":\"duplicate\"") }
    german = try lines("alert", "list", "de").filter { !$0.contains("\"state\":\"duplicate\"") }
    events = try lines("event", "list")
    observations = try lines("observation", "list")
    rejects = try lines("observation", "rejects")
  }
}
