// How many Mode S frames a second become typed messages with positions, and how many JSON lines?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Measuring
import Notation

/// `ModeSBenchmark [BEAST-FILE]`; without a file the example recording of the tests. The recording is
/// fed over and over in reads of 64 KiB, each round by a decoder of its own, until 20 MB are read.
/// Allocations: none a message; one for the growth of the buffer at each read, counted with a
/// preloaded `malloc` over 111,730 messages.
@main struct ModeSBenchmark {
  static func main() throws {
    let path =
      CommandLine.arguments.dropFirst().first
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Tests/Fixtures/adsb/example.beast").path
    let recording = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let rounds = max(1, 20_000_000 / max(1, recording.count))
    let reads = stride(from: 0, to: recording.count, by: 65_536).map {
      Array(recording[$0..<min($0 + 65_536, recording.count)])
    }
    measure("frames to typed messages", rounds, recording.count) { frames(reads) }
    measure("the same with CPR positions", rounds, recording.count) { positions(reads) }
    measure("the same as JSON lines", rounds, recording.count) { lines(reads) }
    measure("to observations", max(1, rounds / 20), recording.count) { observations(reads) }
  }

  /// Best of three, by CPU time of the process.
  static func measure(_ label: String, _ rounds: Int, _ byteCount: Int, _ body: () -> Int) {
    var bestS = Double.infinity
    var count = 0
    for _ in 0..<3 {
      count = 0
      let startS = cpuS()
      for _ in 0..<rounds { count += body() }
      bestS = min(bestS, cpuS() - startS)
    }
    row(label, Double(count) / bestS / 1e6, "M/CPU-s")
    row("", Double(byteCount * rounds) / bestS / 1e6, "MB/CPU-s")
  }

  static func cpuS() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  static func drain<Decoder: WireDecoder>(_ decoder: inout Decoder, _ reads: [[UInt8]]) -> Int {
    var count = 0
    for read in reads {
      decoder.push(read)
      while let item = decoder.next() { if case .message = item { count += 1 } }
    }
    return count
  }

  static func frames(_ reads: [[UInt8]]) -> Int {
    var decoder = BeastDecoder()
    return drain(&decoder, reads)
  }

  static func positions(_ reads: [[UInt8]]) -> Int {
    var decoder = ModeSResolved(BeastDecoder())
    return drain(&decoder, reads)
  }

  static func lines(_ reads: [[UInt8]]) -> Int {
    guard var lines = FeedFormat.beast.lines() else { return 0 }
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

  static func observations(_ reads: [[UInt8]]) -> Int {
    var settings = FeedSettings(name: "receiver", format: .beast)
    settings.startMs = 1_782_259_200_000
    var decoder = FeedDecoder(settings)
    for read in reads {
      decoder.push(read)
      while decoder.next() != nil {}
    }
    return decoder.messageCount
  }
}
