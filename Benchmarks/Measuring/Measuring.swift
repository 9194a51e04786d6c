// How long does it take, on the same made-up input at every run?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// SplitMix64.
public struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  public init(_ seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  public mutating func number(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &self)
  }
}

/// Runs `body` several times and returns the shortest time in seconds.
public func secondsS(runs: Int = 1, _ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  var bestS = Double.infinity
  for _ in 0..<runs {
    let took = clock.measure(body)
    bestS = min(
      bestS, Double(took.components.seconds) + Double(took.components.attoseconds) * 1e-18)
  }
  return bestS
}

/// Prints one figure, aligned.
public func row(_ label: String, _ value: Double, _ unit: String) {
  let scaled = (value * 1_000).rounded() / 1_000
  print(label + String(repeating: " ", count: max(1, 58 - label.count)) + "\(scaled) \(unit)")
}

/// About 20 MB of the same bytes, in reads of 64 KiB.
public func repeated(_ bytes: [UInt8]) -> [[UInt8]] {
  var all: [UInt8] = []
  while all.count < 20_000_000 { all += bytes }
  return stride(from: 0, to: all.count, by: 65_536).map {
    Array(all[$0..<min($0 + 65_536, all.count)])
  }
}

/// Prints how many messages and bytes a CPU-second `body` takes; best of three, by CPU time of the
/// process.
public func measure(_ label: String, _ reads: [[UInt8]], _ body: ([[UInt8]]) -> Int) {
  var bestS = Double.infinity
  var count = 0
  for _ in 0..<3 {
    let startS = Double(clock()) / Double(CLOCKS_PER_SEC)
    count = body(reads)
    bestS = min(bestS, Double(clock()) / Double(CLOCKS_PER_SEC) - startS)
  }
  row(label, Double(count) / bestS / 1e3, "k/CPU-s")
  row("", Double(reads.reduce(0) { $0 + $1.count }) / bestS / 1e6, "MB/CPU-s")
}

/// Prints a check, and remembers whether any failed.
public struct Checks {
  public private(set) var areAllKept = true

  public init() {}

  public mutating func expect(_ isKept: Bool, _ text: String) {
    print((isKept ? "ok    " : "FAIL  ") + text)
    areAllKept = areAllKept && isKept
  }
}
