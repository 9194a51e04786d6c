// How well, and how fast, are bangs located from sound?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Making
internal import Tracks

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// Seconds of this process' CPU.
func cpuS() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

func rounded(_ value: Double, _ digits: Int = 1) -> String {
  let factor = pow(10, Double(digits))
  return "\((value * factor).rounded() / factor)"
}

let worldCount = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 1_000
var areKept = true

print(
  "| case | bangs | found | false | median error m | 90 % error m | median time error ms | "
    + "within 95 % ellipse | band | wrongly joined | CPU ms a world |")
print("|---|---|---|---|---|---|---|---|---|---|---|")
for what in SoundCase.all {
  var score = SoundScore()
  var usedS = 0.0
  for seed in 0..<UInt64(worldCount) {
    let world = SoundWorld(what, seed: seed)
    let locator = SoundLocator(air: world.air)
    let beginS = cpuS()
    guard let survey = try? locator.survey(world.arrivals) else { continue }
    usedS += cpuS() - beginS
    score.add(world, survey)
  }
  let band = score.bandHalfWidth
  let isInside = abs(score.insideShare - 0.95) <= band
  print(
    "| \(what.name) | \(score.bangCount) | \(rounded(score.foundShare * 100)) % | "
      + "\(score.falseCount) | \(rounded(SoundScore.quantile(score.errorsM, 0.5))) | "
      + "\(rounded(SoundScore.quantile(score.errorsM, 0.9))) | "
      + "\(rounded(SoundScore.quantile(score.errorsMs, 0.5))) | "
      + "\(rounded(score.insideShare * 100)) % | ± \(rounded(band * 100)) \(isInside ? "" : "outside") | "
      + "\(rounded(score.wrongShare * 100, 2)) % | "
      + "\(rounded(usedS / Double(worldCount) * 1_000, 2)) |")
}
