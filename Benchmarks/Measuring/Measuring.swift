// How long does it take, on the same made-up input at every run?
//
// SPDX-License-Identifier: Apache-2.0

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

/// Prints a check, and remembers whether any failed.
public struct Checks {
  public private(set) var areAllKept = true

  public init() {}

  public mutating func expect(_ isKept: Bool, _ text: String) {
    print((isKept ? "ok    " : "FAIL  ") + text)
    areAllKept = areAllKept && isKept
  }
}
