// Does what random input once found stay mended?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Notation
import Testing

@Suite struct FoundTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures/found")

  /// Name of the file: the format up to the first hyphen, then what was wrong.
  static let files: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".bin") }.sorted()
  }()

  private func lines(_ bytes: [UInt8], _ settings: FeedSettings, pieceByteCount: Int) -> [UInt8] {
    guard var lines = settings.format.lines(settings) else { return [] }
    var writer = FieldWriter()
    var out: [UInt8] = []
    func drain() {
      while true {
        let stop = lines.next(into: &writer, byteCountMax: 65_536)
        out += writer.bytes
        writer.removeAll()
        switch stop {
        case .fault(let fault): out += Array("\(fault)".utf8)
        case .full: break
        case .needsBytes: return
        }
      }
    }
    for start in stride(from: 0, to: bytes.count, by: pieceByteCount) {
      lines.push(Array(bytes[start..<min(start + pieceByteCount, bytes.count)]))
      drain()
    }
    lines.finish()
    drain()
    return out
  }

  private func items(_ bytes: [UInt8], _ settings: FeedSettings, pieceByteCount: Int) -> [FeedItem]
  {
    var decoder = FeedDecoder(settings)
    var items: [FeedItem] = []
    for start in stride(from: 0, to: bytes.count, by: pieceByteCount) {
      decoder.push(Array(bytes[start..<min(start + pieceByteCount, bytes.count)]))
      while let item = decoder.next() { items.append(item) }
    }
    decoder.finish()
    while let item = decoder.next() { items.append(item) }
    return items
  }

  @Test(arguments: files) func `a find gives the same, whole and in pieces`(file: String) throws {
    let format = try #require(FeedFormat(rawValue: String(file.prefix { $0 != "-" })))
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(file)))
    var settings = FeedSettings(name: "found", format: format)
    settings.startMs = 1_782_259_200_000
    let whole = lines(bytes, settings, pieceByteCount: bytes.count)
    let wholeItems = items(bytes, settings, pieceByteCount: bytes.count)
    for pieceByteCount in 1...32 {
      #expect(lines(bytes, settings, pieceByteCount: pieceByteCount) == whole)
      #expect(items(bytes, settings, pieceByteCount: pieceByteCount) == wholeItems)
    }
  }

  @Test func `the finds are there`() { #expect(Self.files.count >= 2) }
}
