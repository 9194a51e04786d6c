// How many AIS sentences a second are read?
//
// SPDX-License-Identifier: Apache-2.0
//
// AISBenchmark [FILE]: lines of NMEA, repeated until they are 20 MB; without a file the example
// recording of Tests/Fixtures/ais or, if that is not at hand, sentences that it makes itself.
//
// Allocations (malloc counted by LD_PRELOAD over 11,349 messages of one sentence): 1.00 a message,
// the bytes of its line; over a stream with 5 % of parts and 30 % of other sentences 1.00 too.

internal import Feeds
internal import Foundation
internal import Measuring
internal import Notation

/// Sentences as a receiver would give them: mostly positions, some static data in two parts.
func made(_ count: Int) -> [UInt8] {
  var random = Seeded(1)
  var lines: [UInt8] = []
  for index in 0..<count {
    let mmsi = MMSI(UInt32(200_000_000 + index % 500_000))
    var payload: AISPayload?
    if index % 12 == 0 {
      var report = AISVoyageReport()
      report.name = AISText("VESSEL \(index % 1_000)", count: 20)
      report.destination = AISText("ODESA", count: 20)
      payload = AISPayload(type: 5, mmsi: mmsi, .voyage(report))
    } else {
      var report = AISPositionReport()
      report.speed = AISSpeed(tenthKn: UInt16(index % 200))
      report.courseTenthDeg = UInt16(index % 3_600)
      report.second = UInt8(index % 60)
      report.position =
        AISPosition(
          longitudeDeg: random.number(-180...180), latitudeDeg: random.number(-89...89))
        ?? .unavailable
      payload = AISPayload(type: 1, mmsi: mmsi, .position(report))
    }
    for sentence in payload?.sentences(sequence: index) ?? [] {
      lines.append(contentsOf: sentence.utf8)
      lines.append(0x0D)
      lines.append(0x0A)
    }
  }
  return lines
}

/// The shortest CPU time of five runs, and what the last one returned.
func shortest<Result>(_ body: () -> Result) -> (s: Double, result: Result) {
  var result = body()
  var shortestS = Double.infinity
  for _ in 0..<5 {
    let from = clock()
    result = body()
    shortestS = min(shortestS, Double(clock() - from) / 1e6)
  }
  return (shortestS, result)
}

/// Sentences, messages and faults.
func typed(_ reads: [[UInt8]]) -> (sentences: Int, messages: Int, faults: Int) {
  var decoder = AISDecoder()
  var messages = 0
  var faults = 0
  func drain() {
    while let item = decoder.next() {
      if case .message = item { messages += 1 } else { faults += 1 }
    }
  }
  for read in reads {
    decoder.push(read)
    drain()
  }
  decoder.finish()
  drain()
  return (decoder.sentenceCount, messages, faults)
}

/// Bytes of JSON.
func json(_ reads: [[UInt8]]) -> Int {
  guard var lines = FeedFormat.ais.lines() else { return 0 }
  var writer = FieldWriter()
  var written = 0
  func drain() {
    while true {
      let stop = lines.next(into: &writer, byteCountMax: 262_144)
      if case .needsBytes = stop { return }
      if writer.bytes.count >= 262_144 {
        written += writer.bytes.count
        writer.removeAll()
      }
    }
  }
  for read in reads {
    lines.push(read)
    drain()
  }
  lines.finish()
  drain()
  return written + writer.bytes.count
}

/// Bytes to observations.
func observations(_ reads: [[UInt8]]) -> Int {
  var settings = FeedSettings(name: "ais", format: .ais)
  settings.startMs = 1_780_000_000_000
  var decoder = FeedDecoder(settings)
  var count = 0
  for read in reads {
    decoder.push(read)
    while let item = decoder.next() { if case .observation = item { count += 1 } }
  }
  return count
}

let paths = CommandLine.arguments.dropFirst() + ["Tests/Fixtures/ais/example.nmea"]
let file = paths.lazy.compactMap { FileManager.default.contents(atPath: $0) }.first
let once = file.map { [UInt8]($0) } ?? made(20_000)
var lines = once
while lines.count < 20_000_000 { lines += once }
let reads = stride(from: 0, to: lines.count, by: 65_536).map {
  Array(lines[$0..<min($0 + 65_536, lines.count)])
}
let megabytes = Double(lines.count) / 1e6
let messages = shortest { typed(reads) }
let sentences = Double(messages.result.sentences)
print(
  "\(messages.result.sentences) AIS sentences, \(messages.result.messages) messages, "
    + "\(messages.result.faults) faults, \(megabytes) MB")
row("AIS: typed messages, sentences per CPU second", sentences / messages.s, "/s")
row("AIS: typed messages, bytes per CPU second", megabytes / messages.s, "MB/s")
let text = shortest { json(reads) }
row("AIS: JSON lines, sentences per CPU second", sentences / text.s, "/s")
row("AIS: JSON lines, written per CPU second", Double(text.result) / 1e6 / text.s, "MB/s")
let reports = shortest { observations(reads) }
row("AIS: observations, sentences per CPU second", sentences / reports.s, "/s")
