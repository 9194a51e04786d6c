// How many metadata packets a second are read?
//
// SPDX-License-Identifier: Apache-2.0
//
// KLVBenchmark [FILE]: bare packets or a transport stream, repeated until it is 20 MB; without a file
// packets of 114 bytes with 20 items, as small encoders send them, that it makes itself.
//
// Allocations (malloc counted by LD_PRELOAD over 50,000 packets of 24 items): 2.00 a packet, its
// bytes and its items.

internal import Feeds
internal import Foundation
internal import Measuring
internal import Notation

func made(_ count: Int) -> [UInt8] {
  var random = Seeded(1)
  var bytes: [UInt8] = []
  for index in 0..<count {
    var packet = KLVPacketBuilder(timeUs: 1_782_302_400_000_000 + Int64(index) * 33_333)
    packet.add(5, random.number(0...360))
    packet.add(6, random.number(-20...20))
    packet.add(7, random.number(-50...50))
    packet.add(13, random.number(46...47))
    packet.add(14, random.number(30...31))
    packet.add(15, random.number(500...3_000))
    packet.add(16, random.number(1...60))
    packet.add(17, random.number(1...45))
    packet.add(18, random.number(0...360))
    packet.add(19, random.number(-90...0))
    packet.add(20, 0)
    packet.add(21, random.number(500...5_000))
    packet.add(22, random.number(50...500))
    packet.add(23, random.number(46...47))
    packet.add(24, random.number(30...31))
    packet.add(25, random.number(0...100))
    packet.add(65, 19, byteCount: 1)
    bytes += packet.bytes()
  }
  return bytes
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

func typed(_ reads: [[UInt8]]) -> (packets: Int, faults: Int) {
  var decoder = KLVDecoder()
  var packets = 0
  var faults = 0
  func drain() {
    while let item = decoder.next() {
      if case .message = item { packets += 1 } else { faults += 1 }
    }
  }
  for read in reads {
    decoder.push(read)
    drain()
  }
  decoder.finish()
  drain()
  return (packets, faults)
}

/// Bytes of JSON.
func json(_ reads: [[UInt8]]) -> Int {
  guard var lines = FeedFormat.klv.lines() else { return 0 }
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

let file = CommandLine.arguments.dropFirst().first.flatMap {
  FileManager.default.contents(atPath: $0)
}
let once = file.map { [UInt8]($0) } ?? made(20_000)
var stream = once
while stream.count < 20_000_000 { stream += once }
let reads = stride(from: 0, to: stream.count, by: 65_536).map {
  Array(stream[$0..<min($0 + 65_536, stream.count)])
}
let megabytes = Double(stream.count) / 1e6
let packets = shortest { typed(reads) }
let count = Double(packets.result.packets)
print(
  "\(packets.result.packets) packets, \(packets.result.faults) faults, "
    + "\(once.count / max(1, packets.result.packets * once.count / stream.count)) bytes a packet")
row("KLV: typed packets per CPU second", count / packets.s, "/s")
row("KLV: typed packets, bytes per CPU second", megabytes / packets.s, "MB/s")
let text = shortest { json(reads) }
row("KLV: JSON lines, packets per CPU second", count / text.s, "/s")
row("KLV: JSON lines, written per CPU second", Double(text.result) / 1e6 / text.s, "MB/s")
