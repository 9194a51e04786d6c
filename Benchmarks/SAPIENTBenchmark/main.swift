// How many SAPIENT messages a second are read and checked, given as typed values, and written as JSON?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Measuring
import Notation
import Observations

/// `SAPIENTBenchmark [FILE]`; without a file a detection report of the fixtures (744 bytes). The messages
/// are fed over and over in reads of 64 KiB.
///
/// Allocations a message, counted with a preloaded `malloc`: 2 read and checked (its bytes, its values), 2 to
/// JSON, 15 with the content as typed values, 35 written again, 44 to a reject (the
/// sample's place is none: degrees, marked as UTM).
@main struct SAPIENTBenchmark {
  static func main() throws {
    let path = CommandLine.arguments.dropFirst().first
    let bytes =
      try path.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) } ?? detection()
    let messages = read(bytes)
    guard !messages.isEmpty else { return print("no messages") }
    let faulty = messages.count { !$0.faults.isEmpty }
    print(
      "\(messages.count) messages, \(bytes.count / messages.count) bytes each, \(faulty) with faults"
    )
    let reads = repeated(bytes)
    measure("read and checked", reads) { reads in
      var count = 0
      each(reads) { _ in count += 1 }
      return count
    }
    measure("read, checked, content as typed values", reads) { reads in
      var count = 0
      each(reads) { if $0.content != nil, $0.timestamp != nil { count += 1 } }
      return count
    }
    measure("to JSON lines", reads) { lines($0) }
    measure("through the feed", reads) { observations($0) }
    measure("to bytes again", reads) { reads in
      var count = 0
      each(reads) { if (try? $0.frame()) != nil { count += 1 } }
      return count
    }
  }

  /// The first detection report of the fixtures.
  static func detection() throws -> [UInt8] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Tests/Fixtures/sapient/valid.sapient")
    let all = [UInt8](try Data(contentsOf: file))
    let found = read(all).first { $0.kind == .detectionReport }
    guard let found else { return all }
    return Array(all[found.byteOffset..<(found.byteOffset + 4 + found.raw.count)])
  }

  static func read(_ bytes: [UInt8]) -> [SAPIENTMessage] {
    var messages: [SAPIENTMessage] = []
    each([bytes]) { messages.append($0) }
    return messages
  }

  static func each(_ reads: [[UInt8]], _ body: (SAPIENTMessage) -> Void) {
    var decoder = SAPIENTDecoder()
    for read in reads {
      decoder.push(read)
      while let item = decoder.next() { if case .message(let message) = item { body(message) } }
    }
  }

  static func lines(_ reads: [[UInt8]]) -> Int {
    guard var lines = FeedFormat.sapient.lines() else { return 0 }
    var writer = FieldWriter()
    for read in reads {
      lines.push(read)
      loop: while true {
        let stop = lines.next(into: &writer, byteCountMax: 1 << 16)
        writer.removeAll()
        if case .needsBytes = stop { break loop }
      }
    }
    return lines.messageCount
  }

  static func observations(_ reads: [[UInt8]]) -> Int {
    var decoder = FeedDecoder(FeedSettings(name: "sapient", format: .sapient))
    var count = 0
    for read in reads {
      decoder.push(read)
      while decoder.next() != nil { count += 1 }
    }
    return count
  }
}
