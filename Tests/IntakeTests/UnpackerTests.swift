// Are packed recordings unpacked whole, however they are cut, and is damage said?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Intake
import Testing

@Suite struct UnpackerTests {
  /// Packed by the programs themselves, so that no packer of ours is tested against itself.
  private static func packed(_ program: String, _ bytes: [UInt8]) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unpack-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let plain = folder.appendingPathComponent("plain")
    try Data(bytes).write(to: plain)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program, "-q", "-c", plain.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let out = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return [UInt8](out)
  }

  private static let programs = ["gzip", "zstd"]

  private static let text = (0..<40_000).flatMap { Array("line \($0 % 977) of a recording\n".utf8) }

  private func unpacked(_ bytes: [UInt8], cut: Int) throws -> [UInt8] {
    let unpacker = Unpacker()
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      let end = min(at + cut, bytes.count)
      try unpacker.unpack(Array(bytes[at..<end])) { out += $0 }
      at = end
    }
    try unpacker.finish { out += $0 }
    return out
  }

  @Test(arguments: programs, [1, 7, 4_096, 1 << 20])
  func `packed bytes come out as they were`(program: String, cut: Int) throws {
    let packed = try Self.packed(program, Self.text)
    #expect(packed.count < Self.text.count)
    #expect(try unpacked(packed, cut: cut) == Self.text)
  }

  @Test(arguments: programs) func `members one after the other are joined`(program: String) throws {
    let one = try Self.packed(program, Array("first\n".utf8))
    let two = try Self.packed(program, Array("second\n".utf8))
    #expect(try unpacked(one + two, cut: 3) == Array("first\nsecond\n".utf8))
  }

  @Test(arguments: programs) func `a packed stream that is cut off is an error`(program: String)
    throws
  {
    let packed = try Self.packed(program, Self.text)
    #expect(throws: UnpackError.self) { try unpacked(Array(packed.dropLast(20)), cut: 100) }
  }

  @Test(arguments: programs) func `damage is an error and ends nothing else`(program: String) throws
  {
    var packed = try Self.packed(program, Self.text)
    for index in (packed.count / 2)..<(packed.count / 2 + 40) { packed[index] ^= 0x5A }
    #expect(throws: UnpackError.self) { try unpacked(packed, cut: 1_000) }
  }

  @Test(
    arguments: [[], [0x1F], [0x1F, 0x8B], [1, 2, 3], Array("plain text\n".utf8)] as [[UInt8]])
  func `what is not packed passes, however short`(bytes: [UInt8]) throws {
    #expect(try unpacked(bytes, cut: 1) == bytes)
  }

  @Test(arguments: programs)
  func `a file that unpacks to a thousand times its size comes in bounded pieces`(
    program: String
  ) throws {
    let packed = try Self.packed(program, [UInt8](repeating: 0x20, count: 60_000_000))
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("bomb-\(UUID().uuidString)").path
    try Data(packed).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var feed = try FileFeed(path: path)
    var byteCount = 0
    while let piece = try feed.next() {
      #expect(piece.count <= FileFeed.pieceByteCount)
      byteCount += piece.count
    }
    #expect(byteCount == 60_000_000)
  }
}
