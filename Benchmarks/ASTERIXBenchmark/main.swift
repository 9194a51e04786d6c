// How many ASTERIX records a second? To typed targets and to JSON, on one core.
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Measuring
import Notation

/// `ASTERIXBenchmark [RECORDING]`; without a recording the example of the fixtures. Small
/// recordings are fed again and again. CPU time of this process, best of the runs.
///
/// Allocations, counted by replacing `malloc`: one for each frame (0.54 for a record of a CAT062/065
/// final-form recording with two records a frame), none for a record, none for a line of JSON.
let arguments = CommandLine.arguments.dropFirst()
let named = arguments.first { !$0.hasPrefix("--") }
let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../../Tests/Fixtures/asterix/example.ast").path
let path = named ?? fixture
guard let data = FileManager.default.contents(atPath: path) else {
  print("\(path) cannot be read")
  exit(1)
}
let bytes = [UInt8](data)
let rounds = max(1, 20_000_000 / max(1, bytes.count))

func cpuS() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Records, and whatever keeps the work from being left out.
func decode(_ body: (ASTERIXRecord) -> Int) -> (records: Int, sum: Int, faults: Int) {
  var (records, sum, faults) = (0, 0, 0)
  for _ in 0..<rounds {
    var decoder = ASTERIXDecoder()
    var at = 0
    while at < bytes.count {
      let end = min(bytes.count, at + 65_536)
      bytes.withUnsafeBytes { decoder.push(UnsafeRawBufferPointer(rebasing: $0[at..<end])) }
      at = end
      if at == bytes.count { decoder.finish() }
      while let item = decoder.next() {
        switch item {
        case .message(let record):
          records += 1
          sum &+= body(record)
        case .fault: faults += 1
        }
      }
    }
  }
  return (records, sum, faults)
}

func measure(_ label: String, _ body: (ASTERIXRecord) -> Int) {
  var best = Double.infinity
  var result = (records: 0, sum: 0, faults: 0)
  for _ in 0..<5 {
    let start = cpuS()
    result = decode(body)
    best = min(best, cpuS() - start)
  }
  row("\(label), records/s", Double(result.records) / best, "")
  row("\(label), MB/s", Double(bytes.count * rounds) / best / 1e6, "MB/s")
  row("  records \(result.records), faults \(result.faults), CPU", best, "s")
}

measure("outline of records") { $0.byteOffset }
measure("typed targets") { record in
  let target = record.target
  return Int(target.timeOfDayS ?? 0) &+ Int(target.slantRangeM ?? 0) &+ Int(target.address ?? 0)
    &+ Int((target.latitudeDeg ?? 0) * 1e4)
}
nonisolated(unsafe) var writer = FieldWriter()
measure("JSON lines") { record in
  if writer.bytes.count > 1 << 18 { writer.removeAll() }
  writer.beginLine()
  writer.field("byte_offset", record.byteOffset)
  record.write(to: &writer)
  writer.endLine()
  return writer.bytes.count
}
