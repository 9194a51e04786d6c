// Do ranges keep every value that their parts allow?
//
// SPDX-License-Identifier: Apache-2.0

import Coalition
import Testing

@Suite struct EstimateTests {
  static let ranges = [
    Estimate(2), Estimate(0), Estimate(low: 1, high: 3), Estimate(low: -2, likely: 1, high: 4),
    Estimate(low: 10, likely: 11, high: 30),
  ]

  /// Values within a range, its ends among them.
  private static func values(_ range: Estimate) -> [Double] {
    (0...8).map { range.low + Double($0) / 8 * (range.high - range.low) }
  }

  @Test(arguments: ranges, ranges)
  func `every combination of values lies within the result`(_ a: Estimate, _ b: Estimate) {
    var cases: [((Double, Double) -> Double, Estimate)] = [
      (+, a + b), (-, a - b), (*, a * b), (min, .least(a, b)), (max, .greatest(a, b)),
    ]
    if b.low > 0 { cases.append((/, a / b)) }
    for (operation, result) in cases {
      let all = Self.values(a).flatMap { x in Self.values(b).map { operation(x, $0) } }
      let slack = 1e-9
      #expect(all.allSatisfy { $0 >= result.low - slack && $0 <= result.high + slack })
      // The ends are met, so the result is no wider than it must be.
      #expect(all.contains { abs($0 - result.low) < slack })
      #expect(all.contains { abs($0 - result.high) < slack })
      #expect(abs(result.likely - operation(a.likely, b.likely)) < slack)
    }
  }

  @Test func `an open end stays open, and none of it is none`() {
    let open = Estimate(low: 30, high: .infinity)
    #expect(open.likely == 30)
    #expect((open + Estimate(1)).high == .infinity)
    #expect((open * Estimate(0)) == .zero)
    #expect((Estimate(60) / open) == Estimate(low: 0, likely: 2, high: 2))
  }

  @Test func `whole units are rounded up, and rounding errors are not a unit`() {
    #expect(Estimate(0.1 * 3 * 10).roundedUp == Estimate(3))
    #expect(Estimate(low: 2.01, likely: 2.5, high: 4).roundedUp == Estimate(low: 3, high: 4).upper)
  }
}

extension Estimate {
  /// The same with its high end as neither more nor less than likely; for comparison only.
  fileprivate var upper: Estimate { Estimate(low: low, likely: low, high: high) }
}
