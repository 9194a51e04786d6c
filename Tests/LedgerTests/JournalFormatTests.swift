// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ledger

/// The bytes that `docs/internals/journal.md` shows are those that are written.
@Suite struct JournalFormatTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/internals/journal.md")

  /// The blocks of the page that are marked as hex, as bytes.
  private func examples() throws -> [[UInt8]] {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    return text.components(separatedBy: "```hex\n").dropFirst().map { block in
      (block.components(separatedBy: "```").first ?? "").split(whereSeparator: \.isWhitespace)
        .compactMap { UInt8($0, radix: 16) }
    }
  }

  private func exampleFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var options = Journal.Options()
    options.name = "demo"
    options.salt = 0x0403_0201
    let journal = try Journal(folder: folder.path, options: options)
    _ = try journal.append(type: 1, Array("hello".utf8))
    _ = try journal.append(type: 2, [])
    try journal.commit()
    journal.close()
    return folder
  }

  @Test func `the worked example is written byte for byte`() throws {
    let folder = try exampleFolder()
    let examples = try examples()
    try #require(examples.count == 2)
    let segment = try folder.bytes(of: "00000000000000000001.segment")
    let head = try folder.bytes(of: "head")
    #expect(segment == examples[0], "\(hex(segment))")
    #expect(head == examples[1], "\(hex(head))")
  }

  @Test func `the worked example is read from the page's bytes alone`() throws {
    let folder = try TemporaryFolder()
    let examples = try examples()
    try folder.write(examples[0], to: "00000000000000000001.segment")
    try folder.write(examples[1], to: "head")
    var reader = try JournalReader(folder: folder.path)
    let first = try #require(try reader.next())
    #expect(first.sequence == 1 && first.type == 1 && first.payload == Array("hello".utf8))
    let second = try #require(try reader.next())
    #expect(second.sequence == 2 && second.type == 2 && second.payload.isEmpty)
    #expect(try reader.next() == nil)
  }

  private func hex(_ bytes: [UInt8]) -> String {
    stride(from: 0, to: bytes.count, by: 16).map { start in
      bytes[start..<min(start + 16, bytes.count)].map {
        ($0 < 16 ? "0" : "") + String($0, radix: 16)
      }.joined(separator: " ")
    }.joined(separator: "\n")
  }
}
