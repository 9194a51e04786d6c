// What do the tests of evidence have in common? A folder that goes away, and files of others.
//
// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Notation

/// A folder that is removed with the last reference to it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "truceline-evidence-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A new file of that content; its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }
}

enum Fixture {
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/evidence/\(name)").standardizedFileURL.path
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  static func json(_ name: String) throws -> JSONValue { try JSONValue(reading: bytes(name)) }
}

/// Bytes without a pattern, the same at every run.
func content(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 33)
  }
}

/// The whole content of stored evidence.
func read(_ evidence: StoredEvidence, _ store: EvidenceStore) throws -> [UInt8] {
  var out: [UInt8] = []
  try store.read(evidence) { out += $0 }
  return out
}

/// Overwrites a file, though it is read-only.
func overwrite(_ path: String, _ bytes: [UInt8]) throws {
  try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}

/// What a program of the system prints.
func output(_ arguments: [String]) throws -> (bytes: [UInt8], status: Int32) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return ([UInt8](bytes), process.terminationStatus)
}
