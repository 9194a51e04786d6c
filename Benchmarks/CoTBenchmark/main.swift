// How many Cursor on Target events a second are read, from XML and from the TAK protocol, and converted?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Measuring
import Notation

/// `CoTBenchmark [XML-FILE]`; without a file the made-up events of the tests. The events are fed over and
/// over in reads of 64 KiB.
///
/// Allocations, counted with a preloaded `malloc`: 6 an XML event and 3.6 a TAK message of the fixture:
/// the raw bytes, the detail and each text of more than 15 bytes.
@main struct CoTBenchmark {
  static func main() throws {
    let path =
      CommandLine.arguments.dropFirst().first
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Tests/Fixtures/cot/events.xml").path
    let xml = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let events = read(xml).compactMap(\.event)
    guard !events.isEmpty else { return print("no events in \(path)") }
    let tak = events.flatMap { TAKProtocol.encoded($0, .stream) }
    print("\(events.count) events, \(xml.count / events.count) bytes of XML each")
    measure("XML to typed events", repeated(xml)) { count(in: $0) }
    measure("TAK messages to typed events", repeated(tak)) { count(in: $0) }
    measure("XML to TAK messages", repeated(xml)) { converted($0) }
    measure("XML to JSON lines", repeated(xml)) { lines($0) }
    measure("TAK messages to XML", repeated(tak)) { written($0) }
  }

  static func read(_ bytes: [UInt8]) -> [CoTMessage] {
    var decoder = CoTDecoder()
    decoder.push(bytes)
    decoder.finish()
    var messages: [CoTMessage] = []
    while let item = decoder.next() {
      if case .message(let message) = item { messages.append(message) }
    }
    return messages
  }

  static func each(_ reads: [[UInt8]], _ body: (CoTMessage) -> Void) {
    var decoder = CoTDecoder()
    for read in reads {
      decoder.push(read)
      while let item = decoder.next() { if case .message(let message) = item { body(message) } }
    }
  }

  static func count(in reads: [[UInt8]]) -> Int {
    var count = 0
    each(reads) { if $0.event != nil { count += 1 } }
    return count
  }

  static func converted(_ reads: [[UInt8]]) -> Int {
    var count = 0
    each(reads) { message in
      if !TAKProtocol.encoded(message.event, .stream).isEmpty { count += 1 }
    }
    return count
  }

  static func written(_ reads: [[UInt8]]) -> Int {
    var count = 0
    each(reads) { message in if let event = message.event, !event.xml().isEmpty { count += 1 } }
    return count
  }

  static func lines(_ reads: [[UInt8]]) -> Int {
    guard var lines = FeedFormat.cot.lines() else { return 0 }
    var writer = FieldWriter()
    for read in reads {
      lines.push(read)
      while true {
        let stop = lines.next(into: &writer, byteCountMax: 1 << 18)
        writer.removeAll()
        if case .needsBytes = stop { break }
      }
    }
    return lines.messageCount
  }
}
