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

@Suite struct GarbageTests {
  /// Zeros, and bytes of a seeded generator: what comes is given up as it comes, and not kept.
  @Test(arguments: FeedFormat.allCases.filter { $0.lines() != nil }, [true, false])
  func `endless garbage is not kept`(format: FeedFormat, isZeros: Bool) throws {
    var lines = try #require(format.lines())
    var random = SystemlessRandom(state: 7)
    var writer = FieldWriter()
    var lastOffset = 0
    for _ in 0..<12 {
      lines.push((0..<65_536).map { _ in isZeros ? 0 : random.next() })
      drain: while true {
        let stop = lines.next(into: &writer, byteCountMax: 65_536)
        writer.removeAll()
        switch stop {
        case .fault(let fault): lastOffset = max(lastOffset, fault.byteOffset)
        case .full: break
        case .needsBytes: break drain
        }
      }
    }
    guard format == .asterix else { return }
    // 786,432 bytes came; at most four frames of 64 KiB may be held back.
    #expect(lastOffset > 786_432 - 5 * 65_536)
  }

  /// SplitMix64, a byte at a time.
  private struct SystemlessRandom {
    var state: UInt64

    mutating func next() -> UInt8 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      return UInt8(truncatingIfNeeded: (z ^ (z >> 27)) >> 40)
    }
  }
}
