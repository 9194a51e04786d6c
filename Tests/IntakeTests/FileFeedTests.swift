// Do files bring all their bytes, and say what is wrong when they cannot?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Intake
import Testing

@Suite struct FileFeedTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("intake-\(UUID().uuidString)").path

  private func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    return folder + "/" + name
  }

  @Test(arguments: [0, 1, 262_143, 262_144, 262_145, 600_000])
  func `a file comes whole, in pieces of a bounded size`(byteCount: Int) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var feed = try FileFeed(path: try write(bytes, "f.csv"))
    #expect(feed.byteCount == byteCount)
    var read: [UInt8] = []
    while let piece = try feed.next() {
      #expect((1...FileFeed.pieceByteCount).contains(piece.count))
      read += piece
      #expect(feed.position == read.count)
    }
    #expect(read == bytes)
    #expect(try feed.next() == nil)
  }

  @Test func `a file that grows goes on where it was`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try write([1, 2], "f.csv")
    var feed = try FileFeed(path: path)
    #expect(try feed.next() == [1, 2])
    #expect(try feed.next() == nil)
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data([3]))
    #expect(try feed.next() == [3])
  }

  @Test func `a path without a file is named with the reason`() {
    do throws(IntakeError) {
      _ = try FileFeed(path: "/nowhere/f.csv")
      Issue.record("opened")
    } catch {
      #expect(
        error.description
          == "/nowhere/f.csv cannot be read: No such file or directory. "
          + "Check the path and its permissions.")
    }
  }

  @Test func `a folder is no file`() throws {
    #expect(throws: IntakeError.self) {
      var feed = try FileFeed(path: NSTemporaryDirectory())
      _ = try feed.next()
    }
    #expect(throws: IntakeError.self) { try filesToRead(inDirectory: "/nowhere") }
  }

  @Test func `a directory's files come by name, without hidden and unfinished ones`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["b.csv", "a.csv", ".hidden", "c.csv.part", "d.tmp", "B.csv"] {
      _ = try write([], name)
    }
    let names = try filesToRead(inDirectory: folder).map { $0.split(separator: "/").last ?? "" }
    #expect(names == ["B.csv", "a.csv", "b.csv"])
  }
}
