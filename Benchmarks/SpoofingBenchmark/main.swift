// How many injected tracks are flagged, and how many honest ones?
//
// `SpoofingBenchmark FOLDER... [--verbose]`: the table of docs/internals/plausibility.md over sets made
// by Benchmarks/Spoofing/make.py. `SpoofingBenchmark --recording FORMAT FILE [--start TIME]
// [--land FILE]`: every flag on a recording, as a sentence. The base map's folder is
// `--map FOLDER`.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Geo
internal import Observations
internal import Tracks

let arguments = Array(CommandLine.arguments.dropFirst())

func option(_ name: String) -> String? {
  guard let at = arguments.firstIndex(of: name), at + 1 < arguments.count else { return nil }
  return arguments[at + 1]
}

let isVerbose = arguments.contains("--verbose")
let mapFolder = option("--map") ?? "Sources/Web/Page/basemap"
if let at = arguments.firstIndex(of: "--recording"), at + 2 < arguments.count {
  try judgeRecording(format: arguments[at + 1], path: arguments[at + 2])
} else {
  var table = ScoreTable()
  let land = try MapFile.mask(folder: mapFolder)
  for folder in arguments where !folder.hasPrefix("--") && folder != option("--map") {
    let set = try SpoofSet(folder: URL(fileURLWithPath: folder))
    table.add(set, land: land, isVerbose: isVerbose)
  }
  table.print()
  if !table.meetsGoals { exit(1) }
}
