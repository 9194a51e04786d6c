// How many megabytes of FIRMS rows a second are read?
//
// SPDX-License-Identifier: Apache-2.0
//
// FIRMSBenchmark [FILE]: a FIRMS CSV file, repeated until it is 40 MB; without a file the recording of
// Missions/june-2026 or, if that is not at hand, rows that it makes itself.

internal import Feeds
internal import Foundation
internal import Measuring
internal import Notation

/// Rows as NASA writes them.
func made(_ count: Int) -> [UInt8] {
  var random = Seeded(1)
  var text =
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight\n"
  for index in 0..<count {
    let latitude = String(format: "%.5f", random.number(44...52))
    let longitude = String(format: "%.5f", random.number(22...40))
    text +=
      "\(latitude),\(longitude),340.82,0.49,0.4,2026-06-24,\(index % 24 * 100),N20,VIIRS,n,2.0NRT,290.35,15.69,N\n"
  }
  return Array(text.utf8)
}

/// The header once, the rows again and again, in reads of 256 KiB.
func reads(_ file: [UInt8], byteCount: Int) -> [[UInt8]] {
  let header = file.firstIndex(of: 0x0A).map { $0 + 1 } ?? 0
  var all = Array(file[..<header])
  while all.count < byteCount { all += file[header...] }
  return stride(from: 0, to: all.count, by: 262_144).map {
    Array(all[$0..<min($0 + 262_144, all.count)])
  }
}

func shortestCPUTimeS(_ body: () -> Void) -> Double {
  body()
  var shortest = Double.infinity
  for _ in 0..<5 {
    let from = clock()
    body()
    shortest = min(shortest, Double(clock() - from) / 1e6)
  }
  return shortest
}

let path = CommandLine.arguments.dropFirst().first
let candidates = [path, "Missions/june-2026/data/firms-viirs-2026-06-24_25.csv"].compactMap { $0 }
let file =
  candidates.lazy.compactMap { FileManager.default.contents(atPath: $0) }.first.map { [UInt8]($0) }
  ?? made(20_000)
let input = reads(file, byteCount: 40_000_000)
let megabytes = Double(input.reduce(0) { $0 + $1.count }) / 1e6
var rowCount = 0
let typedS = shortestCPUTimeS {
  var decoder = FIRMSDecoder()
  rowCount = 0
  for read in input {
    decoder.push(read)
    while let item = decoder.next() { if case .message = item { rowCount += 1 } }
  }
}
var byteCount = 0
let linesS = shortestCPUTimeS {
  guard var lines = FeedFormat.firms.lines() else { return }
  var writer = FieldWriter()
  byteCount = 0
  for read in input {
    lines.push(read)
    while case .full = lines.next(into: &writer, byteCountMax: 262_144) {
      byteCount += writer.bytes.count
      writer.removeAll()
    }
  }
}
print("FIRMS, \(rowCount) rows, CPU time, best of 5:")
row("typed rows", megabytes / typedS, "MB/s")
row("typed rows", Double(rowCount) / typedS / 1e6, "M rows/s")
row("JSON lines", megabytes / linesS, "MB/s")
var checks = Checks()
checks.expect(megabytes / typedS >= 150, "at least 150 MB/s typed")
checks.expect(megabytes / linesS >= 75, "at least 75 MB/s to JSON")
exit(checks.areAllKept ? 0 : 1)
