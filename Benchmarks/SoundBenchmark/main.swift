// How well, and how fast, are bangs located from sound?
//
// `SoundBenchmark [WORLDS] [--case TEXT] [--seed FIRST] [--write FILE]`: the table of
// docs/internals/sound.md; FILE takes the problems of one case with our answers, for peers.py.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Geo
internal import Making
internal import Tracks

/// Seconds of this process' CPU.
func cpuS() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

func rounded(_ value: Double, _ digits: Int = 1) -> String {
  String(format: "%.\(digits)f", value)
}

let arguments = Array(CommandLine.arguments.dropFirst())
let worldCount = arguments.first.flatMap { Int($0) } ?? 1_000
let file = option("--write")
let firstSeed = option("--seed").flatMap { UInt64($0) } ?? 0

func option(_ name: String) -> String? {
  guard let at = arguments.firstIndex(of: name), at + 1 < arguments.count else { return nil }
  return arguments[at + 1]
}

func scoreRow(_ what: SoundCase) -> String {
  var score = SoundScore()
  var usedS = 0.0
  for seed in 0..<UInt64(worldCount) {
    let world = SoundWorld(what, seed: firstSeed + seed)
    let locator = SoundLocator(air: world.air)
    let beginS = cpuS()
    guard let survey = try? locator.survey(world.arrivals) else { continue }
    usedS += cpuS() - beginS
    score.add(world, survey)
  }
  let band = score.bandHalfWidth
  let isInside = abs(score.insideShare - 0.95) <= band
  let cells = [
    what.name, "\(score.bangCount)", rounded(score.foundShare * 100), "\(score.falseCount)",
    rounded(SoundScore.quantile(score.errorsM, 0.5)),
    rounded(SoundScore.quantile(score.errorsM, 0.9)),
    rounded(SoundScore.quantile(score.errorsMs, 0.5)), rounded(score.insideShare * 100),
    "\(rounded(95 - band * 100))-\(rounded(min(100, 95 + band * 100)))\(isInside ? "" : ", no")",
    rounded(score.wrongShare * 100, 2), rounded(usedS / Double(worldCount) * 1_000, 2),
  ]
  return "| " + cells.joined(separator: " | ") + " |"
}

func problem(_ world: SoundWorld, _ bang: BangLocation) -> [String: Any] {
  let epochMs = world.bangs[0].atMs.rounded()
  let arrivals = world.arrivals.map { arrival in
    var fields: [String: Any] = [
      "latitudeDeg": arrival.point.latitudeDeg, "longitudeDeg": arrival.point.longitudeDeg,
      "heightM": arrival.heightM, "atS": (arrival.atMs - epochMs) / 1_000,
      "sigmaMs": arrival.sigmaMs,
    ]
    if let bearing = arrival.bearingRad, let sigma = arrival.bearingSigmaRad {
      fields["bearingRad"] = bearing
      fields["bearingSigmaRad"] = sigma
    }
    return fields
  }
  let air = world.air
  return [
    "arrivals": arrivals,
    "air": [
      "temperatureC": air.temperatureC, "temperatureSigmaC": air.temperatureSigmaC,
      "windMPerS": air.windMPerS, "windFromDeg": air.windFromDeg,
      "windSigmaMPerS": air.windSigmaMPerS,
    ],
    "ours": [
      "latitudeDeg": bang.point.latitudeDeg, "longitudeDeg": bang.point.longitudeDeg,
      "heightM": bang.heightM, "atS": (bang.atMs - epochMs) / 1_000, "chiSquare": bang.chiSquare,
    ],
  ]
}

/// One bang, all sensors, some bearings: the same problem for every solver.
func locations() throws {
  var what = SoundCase("one bang")
  what.bearingShare = 0.2
  what.spread = 0...1.5
  var worlds: [SoundWorld] = []
  for seed in 0..<UInt64(worldCount) { worlds.append(SoundWorld(what, seed: 500_000 + seed)) }
  var answers: [BangAnswer] = []
  let beginS = cpuS()
  for world in worlds {
    answers.append(try SoundLocator(air: world.air).locate(world.arrivals))
  }
  let usedS = cpuS() - beginS
  print(
    "locate: \(rounded(Double(worlds.count) / usedS, 0)) locations per CPU second, 6 to 20 sensors")
  guard let file else { return }
  var problems: [[String: Any]] = []
  for (world, answer) in zip(worlds, answers) {
    guard case .located(let bang) = answer, bang.rejected.isEmpty else { continue }
    problems.append(problem(world, bang))
  }
  try JSONSerialization.data(withJSONObject: problems).write(to: URL(fileURLWithPath: file))
  print("\(problems.count) problems written")
}

try locations()
print(
  "\n| case | bangs | found % | false | median error m | 90 % error m | median time error ms | "
    + "inside the 95 % ellipse % | band of 99 % | wrongly joined % | CPU ms a world |")
print("|---|---|---|---|---|---|---|---|---|---|---|")
let wanted = option("--case")
for what in SoundCase.all where wanted.map({ what.name.contains($0) }) ?? true {
  print(scoreRow(what))
}
