// Where do the recordings lie that are too large for the repository?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// `$TRUCELINE_SHARED`, else `shared` beside the repository; nil where neither is there.
enum Shared {
  static let folder: URL? = {
    let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared").standardizedFileURL
    let named = ProcessInfo.processInfo.environment["TRUCELINE_SHARED"]
      .map { URL(fileURLWithPath: $0) }
    return [named, beside].compactMap { $0 }.first {
      FileManager.default.fileExists(atPath: $0.appendingPathComponent("data").path)
    }
  }()

  /// The text of a `.gz` file, by the system's own program.
  static func unpacked(_ url: URL) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", url.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return [UInt8](bytes)
  }
}
