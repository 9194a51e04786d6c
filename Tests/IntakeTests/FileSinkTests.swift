// Does a long result arrive whole, packed where the name says so?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Intake
import Testing

struct FileSinkTests {
  private func path(_ name: String) -> String {
    FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString)-\(name)").path
  }

  /// Lines that pack badly, so that packing needs many pieces.
  private static let lines: [[UInt8]] = (0..<40_000).map {
    Array("\($0),\(UInt64($0) &* 6_364_136_223_846_793_005 &+ 1)\n".utf8)
  }

  private func write(to path: String) throws {
    let sink = try FileSink(path: path)
    for line in Self.lines { try sink.write(line) }
    #expect(!FileManager.default.fileExists(atPath: path))
    try sink.finish()
    #expect(!FileManager.default.fileExists(atPath: path + ".part"))
  }

  private func readBack(_ path: String) throws -> [UInt8] {
    var feed = try FileFeed(path: path)
    var bytes: [UInt8] = []
    while let piece = try feed.next() { bytes += piece }
    return bytes
  }

  @Test(arguments: ["tracks.csv", "tracks.csv.gz"])
  func `what is written is read back`(name: String) throws {
    let path = path(name)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write(to: path)
    #expect(try readBack(path) == Self.lines.flatMap { $0 })
    let head = try #require(FileManager.default.contents(atPath: path)).prefix(2)
    #expect((Array(head) == [0x1F, 0x8B]) == name.hasSuffix(".gz"))
  }

  @Test func `gzip of the system reads it, and equal content gives equal bytes`() throws {
    let paths = [path("a.gz"), path("b.gz")]
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    for path in paths { try write(to: path) }
    let contents = paths.map { FileManager.default.contents(atPath: $0) }
    #expect(contents[0] == contents[1])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-t", paths[0]]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func `a folder that is not there is told`() {
    #expect(throws: FileSinkError.self) { try FileSink(path: "/nowhere/tracks.csv") }
  }
}
